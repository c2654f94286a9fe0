"""Words about what a prescriber has done already: ordered anew after a result, or lowered the dose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.patient.together import in_force, taken_beside
from cdshooks.rules.case import Case, Hook
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.drugs import RECORD, Drug, lacking_lists
from cdshooks.rules.moments import day_of
from cdshooks.rules.record_lines import entry_words, medication_evidence

ORDERS = (Need("MedicationRequest"),)


@dataclass(frozen=True, slots=True)
class ActedOn(Criterion):
    """When a chart is opened: an active order of the drug was written after the newest fact behind a yes.

    On order hooks it is always no: there the draft is what is judged. An order without the day on which it
    was written shows nobody acting.
    """

    of: Criterion
    drug: Drug

    def judge(self, case: Case) -> Answer:
        if case.hook is not Hook.PATIENT_VIEW:
            return NO
        state = case.answer(self.of)
        if state is NO:
            return NO
        best = max((answer for _, answer in self._orders(case)), default=NO)
        if best is NO and not case.complete(*ORDERS):
            return NOT_KNOWN
        return min(state, best)

    def _orders(self, case: Case) -> Iterator[tuple[Medication, Answer]]:
        newest = day_of(self.of).find(case)
        for order, is_it in self.drug.matching(case):
            if order.kind == "order" and order.authored is not None:
                later = NOT_KNOWN if newest is None else order.authored.later_than(newest)
                yield order, min(is_it, courses.active(order, case.today), later)

    def needs(self) -> tuple[Need, ...]:
        return ORDERS

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            unclear = Missing(self.drug.words, "which came first, order or result, cannot be read", False)
            return Evidence(missing=lacking_lists(case, ORDERS) or (unclear,))
        orders = self._orders(case) if answer.is_yes else ()
        return medication_evidence(case, (order for order, found in orders if found.is_yes))

    @property
    def words(self) -> str:
        return f"{self.drug.words} ordered anew after: {self.of.words}"


@dataclass(frozen=True, slots=True)
class LowersDose(Criterion):
    """Each draft of the drug that the occasion is about gives less than the order it replaces.

    The order of its id; without one, every active order or statement of the same ingredient. Drafts of one
    ingredient are taken together. Less: in a week, and not more on any day.
    """

    drug: Drug

    def judge(self, case: Case) -> Answer:
        return min((answer for _, answer in self.drafts(case)), default=NO)

    def drafts(self, case: Case) -> tuple[tuple[Medication, Answer], ...]:
        """Each draft of the occasion, and whether it lowers the dose."""
        kept = case.kept.get(case.place(self))
        if kept is None:
            judged = ((draft, self._lowers(case, draft)) for draft, _ in self.drug.drafted(case))
            kept = tuple((draft, answer) for draft, answer in judged if draft.in_occasion)
            case.kept[case.place(self)] = kept
        return kept

    def _lowers(self, case: Case, draft: Medication) -> Answer:
        matching = [one for one, _ in self.drug.matching(case)]
        drafts = [one for one in matching if one.kind == "draft"]
        held = [one for one in matching if courses.running(one, case.today) is not NO]
        replaced = [one for one in held if one.kind == "order" and one.id and one.id == draft.id]
        replaced = replaced or [one for one in held if one.ingredients & draft.ingredients]
        with_it = taken_beside(draft, in_force(drafts, case.today))
        held_now = in_force(held, case.today)
        answers = [_less(draft, with_it, one, taken_beside(one, held_now)) for one in replaced]
        answer = min(answers, default=NO)
        certain = case.complete(*RECORD) and all(one.recognised for one in (draft, *held))
        return answer if certain or (answer is NO and replaced) else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            unread = tuple(
                Missing(self.drug.words, f"whether {entry_words(case, draft)} lowers the dose", False)
                for draft, found in self.drafts(case)
                if found is NOT_KNOWN
            )
            return Evidence(missing=lacking_lists(case, RECORD) or unread)
        drafts = self.drafts(case) if answer.is_yes else ()
        return medication_evidence(case, (draft for draft, _ in drafts))

    @property
    def words(self) -> str:
        return f"the draft of {self.drug.words} lowers its dose"


def _less(
    draft: Medication, with_it: Sequence[Medication], held: Medication, with_held: Sequence[Medication]
) -> Answer:
    """Whether the draft gives less in a week, and not more on any day; a dose "as needed" is not compared."""
    amounts = [
        (amount_of(draft, with_it), amount_of(held, with_held))
        for amount_of in (courses.weekly_amount, courses.largest_day)
    ]
    lines = [line for one in (draft, *with_it, held, *with_held) for line in one.doses]
    if draft.amount_ingredient is None or draft.amount_ingredient != held.amount_ingredient:
        return NOT_KNOWN
    if any(line.as_needed for line in lines):
        return NOT_KNOWN
    (week, week_held), (day, day_held) = amounts
    if week is None or week_held is None or day is None or day_held is None:
        return NOT_KNOWN
    less = week.at_least(week_held.low).negated()
    return min(less, day.above(day_held.low).negated())


def acted_on(criterion: Criterion, drug: Drug) -> ActedOn:
    """When a chart is opened: the drug was ordered anew after the newest fact behind the criterion."""
    return ActedOn(criterion, drug)


def lowers_dose(drug: Drug) -> LowersDose:
    """Each draft of the drug gives less than the order it replaces."""
    return LowersDose(drug)
