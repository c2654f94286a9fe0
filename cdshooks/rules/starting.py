"""Words about when an ingredient was begun: for the first time ever, or only ordered anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, any_of_answers
from cdshooks.patient.coverage import Need
from cdshooks.patient.drug_classes import substance_of
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.drugs import RECORD, Drug, lacking_lists
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

Entry = tuple[Medication, Answer]


@dataclass(frozen=True, slots=True)
class FirstStarted(Criterion):
    """At least so many ingredients were taken up for the first time within so many days, or are drafted.

    An ingredient counts while it is active or drafted, or was given; what was on record before the window
    is no new ingredient, drafted again or not. Administrations are read where there are any.
    ``given_up_too``: one that was stopped or put on hold again counts as well.
    """

    drugs: tuple[Drug, ...]
    days: Bound
    least: Bound
    given_up_too: bool = False

    def judge(self, case: Case) -> Answer:
        answers = [answer for answer, _ in self._ingredients(case)]
        least = case.days(self.least)
        certain = sum(answer.is_yes for answer in answers)
        possible = sum(answer is not NO for answer in answers)
        if not case.complete(*RECORD):
            # What was not supplied may hold an earlier start, or another ingredient.
            return NOT_KNOWN
        if certain >= least:
            return YES
        return NO if possible < least else NOT_KNOWN

    def _ingredients(self, case: Case) -> list[tuple[Answer, list[Medication]]]:
        """Each ingredient, two salts of one substance together, with its answer and its entries."""
        entries: dict[object, dict[str, Entry]] = {}
        for drug in self.drugs:
            for medication, answer in drug.matching(case):
                key = substance_of(medication)
                entries.setdefault(key, {})[medication.reference + medication.kind] = (medication, answer)
        return [
            (self._begun(case, list(one.values())), [medication for medication, _ in one.values()])
            for one in entries.values()
        ]

    def _begun(self, case: Case, entries: list[Entry]) -> Answer:
        first = case.today - timedelta(days=case.days(self.days))
        present = any_of_answers(
            [answer if self.given_up_too else min(answer, _present(case, one)) for one, answer in entries]
        )
        earlier = []
        for one, answer in entries:
            day = one.start or one.authored
            before = NOT_KNOWN if day is None else day.at_or_after(first).negated()
            earlier.append(NO if one.kind == "draft" else min(answer, before))
        return min(present, any_of_answers(earlier).negated())

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            lists = lacking_lists(case, RECORD)
            words = " or ".join(one.words for one in self.drugs)
            return Evidence(missing=lists or (Missing(words, "when it was begun cannot be read", False),))
        begun = (one for answer, held in self._ingredients(case) if answer.is_yes for one in held)
        return medication_evidence(case, begun)

    @property
    def words(self) -> str:
        drugs = ", ".join(one.words for one in self.drugs)
        return f"at least {bound_words(self.least)} of {drugs} begun within {bound_words(self.days)} days"


def _present(case: Case, medication: Medication) -> Answer:
    """Whether the entry says that the drug is, was or will be given: drafted, active, completed or given.

    An order that still says active after its last dose, as of one infusion, was given like one that was
    closed as completed; only one that was stopped or put on hold was given up.
    """
    if medication.kind in {"draft", "administration"} or medication.status in {"completed", "active"}:
        return YES
    return courses.active(medication, case.today)


def ingredients_first_started_within(
    days: Bound, *drugs: Drug, least: Bound = 1, given_up_too: bool = False
) -> FirstStarted:
    """At least ``least`` ingredients first started within so many days, or drafted for the first time;
    ``given_up_too``: whatever became of them."""
    return FirstStarted(drugs, days, least, given_up_too)
