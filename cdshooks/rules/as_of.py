"""Words about a drug as of a day: taken long enough by then, and nothing new begun since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, all_of_answers, any_of_answers
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.drug_classes import substance_of
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.drugs import RECORD, Drug, lacking_lists
from cdshooks.rules.moments import DayOf, on_or_before
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

Entry = tuple[Medication, Answer]


def _ingredients(case: Case, drugs: Iterable[Drug]) -> list[list[Entry]]:
    """What is on record of each substance: mofetil and the acid of mycophenolate are one. Drafts were not
    taken. What was given or handed out proves that it was taken; without a day it counts as none here.
    """
    found: dict[object, dict[str, Entry]] = {}
    for drug in drugs:
        for medication, answer in drug.matching(case):
            if medication.kind in {"order", "statement"} or (
                medication.kind in {"administration", "dispense"} and medication.start is not None
            ):
                key = substance_of(medication)
                found.setdefault(key, {})[medication.reference] = (medication, answer)
    return [list(entries.values()) for entries in found.values()]


def _begun(medication: Medication) -> Day | None:
    return medication.start or medication.authored


def _evidence(
    case: Case,
    answer: Answer,
    drugs: tuple[Drug, ...],
    day_of: DayOf,
    asked: Callable[[Case, list[Entry], Day], Answer],
) -> Evidence:
    """The entries of the ingredients of which ``asked`` is yes; of a not known what it hangs on."""
    if answer is NOT_KNOWN:
        words = " or ".join(one.words for one in drugs)
        unread = Missing(words, "when it was begun cannot be read", whole_list=False)
        return Evidence(missing=lacking_lists(case, RECORD) or (unread,))
    day = day_of.find(case) if answer.is_yes else None
    if day is None:
        return Evidence()
    held = [one for one in _ingredients(case, drugs) if asked(case, one, day).is_yes]
    return medication_evidence(case, (medication for entries in held for medication, _ in entries))


@dataclass(frozen=True, slots=True)
class WasOn(Criterion):
    """As of the day one ingredient of the drugs had been begun ``since_days`` before or earlier, and was
    taken then or had ended at most ``or_ended_within`` days before.
    """

    drugs: tuple[Drug, ...]
    day: DayOf
    since_days: Bound
    or_ended_within: Bound

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.day.criterion)
        if not state.is_yes:
            return state
        if (day := self.day.find(case)) is None:
            return NOT_KNOWN
        best = any_of_answers(self._taken(case, one, day) for one in _ingredients(case, self.drugs))
        if best is NO and not case.complete(*RECORD):
            return NOT_KNOWN
        return min(state, best)

    def _taken(self, case: Case, entries: list[Entry], day: Day) -> Answer:
        begun = any_of_answers(min(a, self._early(case, m, day)) for m, a in entries)
        return min(begun, any_of_answers(min(a, self._then(case, m, day)) for m, a in entries))

    def _early(self, case: Case, medication: Medication, day: Day) -> Answer:
        start = _begun(medication)
        return NOT_KNOWN if start is None else on_or_before(start, day, case.days(self.since_days))

    def _then(self, case: Case, medication: Medication, day: Day) -> Answer:
        """Whether the entry was taken on the day, or had ended shortly before."""
        start = _begun(medication)
        if start is None:
            return NOT_KNOWN
        before = case.days(self.or_ended_within)
        if medication.end is not None:
            reaches = on_or_before(day, medication.end, -before)
        elif courses.running(medication, case.today).is_yes:
            reaches = YES
        else:
            # It ended on a day that nobody wrote, but not before it began.
            reaches = max(NOT_KNOWN, on_or_before(day, start, -before))
        return min(on_or_before(start, day), reaches)

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def parts(self) -> tuple[Criterion, ...]:
        return self.day.parts()

    def evidence(self, case: Case) -> Evidence:
        return _evidence(case, case.answer(self), self.drugs, self.day, self._taken)

    @property
    def words(self) -> str:
        drugs = " or ".join(one.words for one in self.drugs)
        since, ended = bound_words(self.since_days), bound_words(self.or_ended_within)
        return f"{drugs} taken for {since} days, or ended within {ended} days, as of {self.day.words}"


@dataclass(frozen=True, slots=True)
class StartedSince(Criterion):
    """An ingredient of the drugs was begun for the first time on the day or later, or within so many days."""

    drugs: tuple[Drug, ...]
    day: DayOf
    or_within: Bound | None = None

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.day.criterion)
        if not state.is_yes:
            return state
        if (day := self.day.find(case)) is None or not case.complete(*RECORD):
            # What was not supplied may hold an earlier start, or another drug.
            return NOT_KNOWN
        return any_of_answers(self._new(case, one, day) for one in _ingredients(case, self.drugs))

    def _new(self, case: Case, entries: list[Entry], day: Day) -> Answer:
        """No entry of the ingredient lies before both days."""
        is_it = any_of_answers(answer for _, answer in entries)
        return min(is_it, all_of_answers(self._late(case, one, day) for one, _ in entries))

    def _late(self, case: Case, medication: Medication, day: Day) -> Answer:
        start = _begun(medication)
        if start is None:
            return NOT_KNOWN
        late = on_or_before(day, start)
        if self.or_within is None:
            return late
        first = case.today - timedelta(days=case.days(self.or_within))
        return max(late, start.at_or_after(first))

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def parts(self) -> tuple[Criterion, ...]:
        return self.day.parts()

    def evidence(self, case: Case) -> Evidence:
        return _evidence(case, case.answer(self), self.drugs, self.day, self._new)

    @property
    def words(self) -> str:
        drugs = " or ".join(one.words for one in self.drugs)
        lately = "" if self.or_within is None else f", or within {bound_words(self.or_within)} days"
        return f"{drugs} first started since {self.day.words}{lately}"


def was_on(*drugs: Drug, day: DayOf, since_days: Bound, or_ended_within: Bound) -> WasOn:
    """As of the day, one of them had been taken for so many days, then or until lately."""
    return WasOn(drugs, day, since_days, or_ended_within)


def ingredient_started_since(*drugs: Drug, day: DayOf, or_within: Bound | None = None) -> StartedSince:
    """Some ingredient of the drugs was first started on the day or later, or at most so many days ago."""
    return StartedSince(drugs, day, or_within)
