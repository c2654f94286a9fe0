"""Words about vaccines that are ordered in words, or by a code that is none of vaccines (CVX)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdshooks.patient.answer import NOT_KNOWN, Answer, answer_of
from cdshooks.patient.code_systems import CVX, system_of
from cdshooks.patient.reading import Resource, concept_words, items, reference_of
from cdshooks.patient.terminology import codings_of
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.wording import reference_words

_VACCINE = re.compile(
    r"\b(?:vaccin\w*|mmr|mmrv|bcg|varivax|zostavax|flumist|fluenz|stamaril|yf-vax|vivotif|priorix|proquad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VaccineInWords(Criterion):
    """A draft of this hook names a vaccine in words and carries no vaccine code: which one is not read."""

    def judge(self, case: Case) -> Answer:
        return answer_of(bool(self._drafts(case)))

    def _drafts(self, case: Case) -> list[Resource]:
        return [one for one, asked in case.record.draft_resources if asked and _named_only(one)]

    def evidence(self, case: Case) -> Evidence:
        return Evidence(tuple(reference_words(reference_of(one)) for one in self._drafts(case)))

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


def _named_only(draft: Resource) -> bool:
    concepts = [draft.get("medicationCodeableConcept"), draft.get("code")]
    concepts += [one.get("code") for one in items(draft.get("contained"))]
    reference = draft.get("medicationReference")
    said = [concept_words(one) for one in concepts if one]
    said += [str(one.get("display") or "") for one in [reference] if isinstance(one, dict)]
    codings = [coding for one in concepts for coding in codings_of(one)]
    said += [str(coding.get("display") or "") for coding in codings]
    if any(system_of(str(coding.get("system") or "")) == CVX for coding in codings):
        return False
    return any(_VACCINE.search(words) for words in said if words)


vaccine_in_words = VaccineInWords()
perhaps_live = PerhapsLive(vaccine_in_words)
