"""Words about vaccines that are ordered in words, or by a code that is not one of CVX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdshooks.patient.answer import NOT_KNOWN, Answer, answer_of
from cdshooks.patient.code_systems import ATC, CVX, system_of
from cdshooks.patient.reading import Resource
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.wording import reference_words

_VACCINE = re.compile(
    r"impfstoff|impfung|\b(?:vaccin\w*|vacuna\w*|mmr|mmrv|bcg|varivax|zostavax|flumist|fluenz|stamaril|yf-vax|"
    r"vivotif|typhoral|priorix|proquad|trimovax|varilrix|varipox|m-m-r(?:vaxpro)?|rotarix|rotateq|ixchiq|"
    r"dengvaxia|qdenga|ervebo|vaxchora|acam2000|arilvax)\b|"
    r"\b(?:varicella|zoster|measles|mumps|rubella|rotavirus|typhoid|polio\w*|yellow fever|influenza)\b"
    r".{0,40}\blive\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VaccineInWords(Criterion):
    """A draft of this hook names a vaccine in words and carries no vaccine code: which one is not read."""

    def judge(self, case: Case) -> Answer:
        return answer_of(bool(self._drafts(case)))

    def _drafts(self, case: Case) -> list[str]:
        drafts = case.record.named_in_occasion()
        return [reference for reference, codings, texts in drafts if _named_only(codings, texts)]

    def evidence(self, case: Case) -> Evidence:
        return Evidence(tuple(reference_words(one) for one in self._drafts(case)))

    @property
    def words(self) -> str:
        return "a vaccine is ordered in words, without a vaccine code"


@dataclass(frozen=True, slots=True)
class PerhapsLive(Criterion):
    """Not known, and named, where a vaccine is ordered without a vaccine code; else no."""

    vaccine: VaccineInWords

    def parts(self) -> tuple[Criterion, ...]:
        return (self.vaccine,)

    def judge(self, case: Case) -> Answer:
        return NOT_KNOWN if case.answer(self.vaccine).is_yes else Answer.NO

    def evidence(self, case: Case) -> Evidence:
        drafts = self.vaccine.evidence(case).lines
        why = f"{', '.join(drafts)} has no vaccine code"
        return (
            Evidence(missing=(Missing("whether the vaccine is live", why, False),)) if drafts else Evidence()
        )

    @property
    def words(self) -> str:
        return "a vaccine of which nobody knows whether it is live"


def _named_only(codings: list[Resource], texts: list[str]) -> bool:
    if any(system_of(str(one.get("system") or "")) == CVX for one in codings):
        return False
    if any(map(_of_vaccines, codings)):
        return True
    said = [*texts, *(str(one.get("display") or "") for one in codings)]
    return any(_VACCINE.search(words) for words in said if words)


def _of_vaccines(coding: Resource) -> bool:
    """Whether it is a code of the vaccines of ATC: which of them are live no table says."""
    system, code = coding.get("system"), coding.get("code")
    told = isinstance(system, str) and isinstance(code, str) and system_of(system) == ATC
    return told and str(code).strip().upper().startswith("J07")


vaccine_in_words = VaccineInWords()
perhaps_live = PerhapsLive(vaccine_in_words)
