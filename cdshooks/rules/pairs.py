"""Words about two drugs that are not taken together: ``overlap(one, other)``.

One of the two is drafted in the occasion, the other is active or drafted. An older order that is stated to
end soon after the newer one begins is a cross-taper and no overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.dosage import shifted
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.drugs import RECORD, Drug, DrugFound, lacking_lists
from cdshooks.rules.record_lines import dose_words, entry_words, medication_line, unread_entry
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

Found = tuple[Medication, Answer]
Two = tuple[Medication, Medication, Answer]


@dataclass(frozen=True, slots=True)
class Overlap(Criterion):
    """A draft of the occasion of one side, and the other side active or drafted without a near end.

    ``given``: administered drugs whose effect outlasts them, as "given within" so many days.
    """

    sides: tuple[tuple[Drug, ...], tuple[Drug, ...]]
    cross_taper: Bound
    given: tuple[DrugFound, ...] = ()

    def judge(self, case: Case) -> Answer:
        best = max((answer for _, _, answer in self.pairs(case)), default=NO)
        if best is NO and self._drafted(case) and not case.complete(*self._asked(case)):
            return NOT_KNOWN
        return best

    def _asked(self, case: Case) -> tuple[Need, ...]:
        """The lists that must be there to say that nothing is taken beside the drafts of the occasion.

        What was given is asked for only where the drug that it would meet is drafted.
        """
        met = [
            found
            for found in self.given
            for here, there in (self.sides, self.sides[::-1])
            if found.drug in there and any(True for _ in _ordered(case, here))
        ]
        return tuple(dict.fromkeys((*RECORD, *(need for found in met for need in found.needs()))))

    def parts(self) -> tuple[Criterion, ...]:
        return self.given

    def pairs(self, case: Case) -> tuple[Two, ...]:
        """Each draft with each entry that it meets, and whether that is an overlap."""
        kept = case.kept.get(case.place(self))
        if kept is None:
            kept = case.kept[case.place(self)] = tuple(self._pairs(case))
        return kept

    def _pairs(self, case: Case) -> Iterator[Two]:
        for here, there in (self.sides, self.sides[::-1]):
            taken, acting = tuple(_in_use(case, there)), tuple(self._still_acting(case, there))
            for draft, is_it in _ordered(case, here):
                yield from self._met_by(case, draft, is_it, taken, acting)

    def _met_by(
        self, case: Case, draft: Medication, is_it: Answer, taken: Iterable[Found], acting: Iterable[Found]
    ) -> Iterator[Two]:
        for other, answer in taken:
            both = min(is_it, answer, _different(draft, other))
            both = min(both, _ends_soon(case, draft, other, self.cross_taper).negated())
            both = min(both, _ends_soon(case, other, draft, self.cross_taper).negated())
            if both is not NO:
                yield draft, other, both
        for other, answer in acting:
            # Its effect outlasts it: a stated end ends nothing.
            both = min(is_it, answer, _different(draft, other))
            both = min(both, _ends_soon(case, other, draft, self.cross_taper).negated())
            if both is not NO:
                yield draft, other, both

    def _still_acting(self, case: Case, drugs: tuple[Drug, ...]) -> Iterator[Found]:
        for found in self.given:
            if found.drug in drugs:
                yield from found.matches(case)

    def _drafted(self, case: Case) -> bool:
        return any(True for side in self.sides for _ in _ordered(case, side))

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            unclear = (other for _, other, found in self.pairs(case) if found is NOT_KNOWN)
            lacks = tuple(unread_entry("drug taken beside", entry_words(case, one)) for one in unclear)
            return Evidence(missing=lacking_lists(case, self._asked(case)) or lacks)
        yes = [(draft, other) for draft, other, found in self.pairs(case) if found.is_yes]
        facts = {one.reference: one for pair in yes for one in pair}
        return Evidence(tuple(_line(case, one) for one in facts.values()), tuple(facts.values()))

    @property
    def words(self) -> str:
        one, other = (" or ".join(drug.words for drug in side) for side in self.sides)
        return f"{one} with {other}, without an end within {bound_words(self.cross_taper)} days"


def _in_use(case: Case, drugs: tuple[Drug, ...]) -> Iterator[Found]:
    for drug in drugs:
        for medication, answer in drug.matching(case):
            # A drug that nobody can recognise is named by itself; it makes no pair.
            if medication.recognised:
                state = YES if medication.kind == "draft" else courses.active(medication, case.today)
                if min(state, answer) is not NO:
                    yield medication, min(state, answer)


def _ordered(case: Case, drugs: tuple[Drug, ...]) -> Iterator[Found]:
    """The drafts of the occasion."""
    return ((one, answer) for one, answer in _in_use(case, drugs) if one.kind == "draft" and one.in_occasion)


def _different(one: Medication, other: Medication) -> Answer:
    """Two different ingredients; the same drug twice is no pair."""
    if one.ingredients & other.ingredients or one is other:
        return NO
    return YES if one.ingredients and other.ingredients else NOT_KNOWN


def _ends_soon(case: Case, newer: Medication, older: Medication, days: Bound) -> Answer:
    """The older one is an order of the record, perhaps changed now, ending soon after the newer begins.

    What begins only after the newer one is not tapered out: an infusion of next week is still to come.
    """
    if older.end is None or not _of_the_record(case, older):
        return NO
    begins = newer.start.first if newer.start is not None else case.today
    if older.start is not None and older.start.first > begins:
        return NO
    return older.end.at_or_before(shifted(Day(begins, begins), case.days(days)).first)


def _of_the_record(case: Case, medication: Medication) -> bool:
    if medication.kind != "draft":
        return medication.kind in {"order", "statement"}
    return any(
        other.kind == "order" and other.id == medication.id
        for name in medication.sets
        for other in case.record.medications(name)
    )


def _line(case: Case, medication: Medication) -> str:
    """The entry with its dose and its stated end."""
    if medication.kind == "administration":
        return medication_line(case, medication)  # what was given on a day has no end to state
    amount = courses.largest_day(medication)
    each = f"{amount.words} mg a day" if amount is not None else ""
    dose = each if _every_day(medication) else dose_words(medication)
    end = "no end stated" if medication.end is None else f"until {medication.end.isoformat()}"
    said = (medication_line(case, medication, in_full=False), dose, end)
    return ", ".join(filter(None, said))


def _every_day(medication: Medication) -> bool:
    """Whether it is given each day: weekly doses and infusions are not."""
    return all(
        not line.single and (line.doses_per_week is None or line.per_day == line.largest_day)
        for line in medication.doses
    )


def overlap(
    one: Drug | tuple[Drug, ...],
    other: Drug | tuple[Drug, ...],
    *,
    cross_taper: Bound,
    given: tuple[DrugFound, ...] = (),
) -> Overlap:
    """One drug drafted, the other in use. ``cross_taper``: an older order may end so many days after the
    newer one begins. ``given``: what counts as in use for so long after it was given.
    """
    sides = tuple(side if isinstance(side, tuple) else (side,) for side in (one, other))
    return Overlap((sides[0], sides[1]), cross_taper, given)
