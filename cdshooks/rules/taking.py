"""Words about taking a drug over time: for how long, newly or continued, how many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.courses import Course
from cdshooks.patient.coverage import Need
from cdshooks.patient.drug_classes import substance_of
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dosing import OrderTest
from cdshooks.rules.drugs import RECORD, Drug, DrugFound, lacking_lists
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

_TAKEN_OR_GIVEN = frozenset({"order", "statement", "administration"})


def present_run(case: Case, drug: Drug, bridge: Bound) -> tuple[Course | None, bool]:
    """The present run of the drug, and whether everything that could belong to it was read."""
    entries = [(m, a) for m, a in drug.matching(case) if m.kind != "draft"]
    known = [medication for medication, answer in entries if answer.is_yes]
    read = case.complete(*RECORD) and len(known) == len(entries)
    return courses.run_of(known, case.today, case.days(bridge)), read


def course_missing(case: Case, drug: Drug, needs: tuple[Need, ...] = RECORD) -> tuple[Missing, ...]:
    """What the course of the drug hangs on: the lists, else an entry that cannot be read."""
    return lacking_lists(case, needs) or (Missing(drug.words, "its course cannot be read", False),)


@dataclass(frozen=True, slots=True)
class OnDrugFor(Criterion):
    """The drug is active, and its present run (gaps bridged) is at least so many days long.

    ``dose_lasts``: a dose that was given counts as taken up to so many days after it.
    """

    drug: Drug
    days: Bound
    bridge: Bound
    dose_lasts: Bound | None = None

    def judge(self, case: Case) -> Answer:
        course, read = self._run(case)
        answer = NO if course is None else course.active_for(case.today, case.days(self.days))
        return answer if read or answer.is_yes else NOT_KNOWN

    def _run(self, case: Case) -> tuple[Course | None, bool]:
        if self.dose_lasts is None:
            return present_run(case, self.drug, self.bridge)
        entries = [(m, a) for m, a in self.drug.matching(case) if m.kind in _TAKEN_OR_GIVEN]
        days = case.days(self.dose_lasts)
        known = [courses.lasting(medication, days) for medication, answer in entries if answer.is_yes]
        read = case.complete(*self.needs()) and len(known) == len(entries)
        return courses.run_of(known, case.today, case.days(self.bridge), _TAKEN_OR_GIVEN), read

    def needs(self) -> tuple[Need, ...]:
        return RECORD if self.dose_lasts is None else (*RECORD, Need("MedicationAdministration"))

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=course_missing(case, self.drug, self.needs()))
        taken = (m for m, answer in self.drug.matching(case) if answer.is_yes and m.kind != "draft")
        return medication_evidence(case, taken)

    @property
    def words(self) -> str:
        return f"{self.drug.words} taken for at least {bound_words(self.days)} days"


_UNREAD_DRAFT = "the draft cannot be read"


@dataclass(frozen=True, slots=True)
class NewDraft(Criterion):
    """A draft of the occasion starts this drug, or (``continues``) goes on with it.

    Judged for each draft by its own ingredient: a draft of one ingredient does not continue another.
    """

    drug: Drug
    renewal: Bound
    continues: bool
    everywhere: bool = False
    """All drafts, not only those of the occasion."""

    def judge(self, case: Case) -> Answer:
        return max((answer for _, answer in self.drafts(case)), default=NO)

    def drafts(self, case: Case) -> list[tuple[Medication, Answer]]:
        drafts = [(m, a) for m, a in self.drug.drafted(case) if m.in_occasion or self.everywhere]
        if not drafts:
            return []
        orders = [m for m, _ in self.drug.matching(case) if m.kind in {"order", "statement"}]
        complete = case.complete(*RECORD)
        found = []
        for draft, is_it in drafts:
            goes_on = courses.continued(draft, orders, case.today, case.days(self.renewal))
            if goes_on is NO and not complete:
                goes_on = NOT_KNOWN
            found.append((draft, min(is_it, goes_on if self.continues else goes_on.negated())))
        return found

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            lists = lacking_lists(case, RECORD)
            return Evidence(missing=lists or (Missing(self.drug.words, self._unclear(case), False),))
        return medication_evidence(case, (draft for draft, found in self.drafts(case) if found.is_yes))

    def _unclear(self, case: Case) -> str:
        """What leaves it open: the draft itself, else an earlier order (on hold since nobody knows when)."""
        sure = all(is_it.is_yes for m, is_it in self.drug.drafted(case) if m.in_occasion or self.everywhere)
        return "whether an earlier order goes on or ended lately is not known" if sure else _UNREAD_DRAFT

    @property
    def words(self) -> str:
        return f"{self.drug.words} {'continued' if self.continues else 'newly ordered'}"


@dataclass(frozen=True, slots=True)
class Ingredients(Criterion):
    """At least so many different substances of the drugs are in use (two salts of one are one). Not known
    while it could fall either way.
    """

    sources: tuple[DrugFound, ...]
    least: Bound
    called: str = field(compare=False, default="")

    def parts(self) -> tuple[Criterion, ...]:
        return self.sources

    def judge(self, case: Case) -> Answer:
        certain: set[frozenset[str] | str] = set()
        possible: set[frozenset[str] | str] = set()
        for source in self.sources:
            for medication, answer in source.matches(case):
                key = substance_of(medication)
                (certain if answer.is_yes else possible).add(key)
        least = case.days(self.least)
        if len(certain) >= least:
            return YES
        lists = case.complete(*(need for source in self.sources for need in source.needs()))
        return NO if lists and len(certain | possible) < least else NOT_KNOWN

    def evidence(self, case: Case) -> Evidence:
        found = [source.evidence(case) for source in self.sources]
        if case.answer(self) is NOT_KNOWN:
            missing = {lack: None for one in found for lack in one.missing}
            return Evidence(missing=tuple(missing))
        facts = {fact.reference: fact for one in found for fact in one.facts}
        lines = {line: None for one in found for line in one.lines}
        return Evidence(tuple(lines), tuple(facts.values()))

    @property
    def words(self) -> str:
        return f"at least {bound_words(self.least)} {self.called or 'of these drugs'} in use"


def ingredients_in_use(*sources: DrugFound, least: Bound, words: str) -> Ingredients:
    """At least ``least`` different ingredients among what the sources find."""
    return Ingredients(sources, least, words)


def on_drug_for(drug: Drug, days: Bound, bridge: Bound, dose_lasts: Bound | None = None) -> OnDrugFor:
    """Active, and taken without a gap longer than ``bridge`` days for at least ``days``."""
    return OnDrugFor(drug, days, bridge, dose_lasts)


def newly_ordered(drug: Drug, renewal: Bound) -> NewDraft:
    """Ordered now, and neither active nor ended at most ``renewal`` days ago."""
    return NewDraft(drug, renewal, continues=False)


def newly_planned(drug: Drug, renewal: Bound) -> NewDraft:
    """As ``newly_ordered``, but of any draft, whether this hook is about it or not."""
    return NewDraft(drug, renewal, continues=False, everywhere=True)


def ordered_together(one: Drug, other: Drug) -> Criterion:
    """One of the two is ordered now, and the other is active or drafted."""
    return (one.ordered() & other.in_use()) | (other.ordered() & one.in_use())


def continued_order(drug: Drug, renewal: Bound) -> NewDraft:
    """Ordered now, and active or ended at most ``renewal`` days ago."""
    return NewDraft(drug, renewal, continues=True)


@dataclass(frozen=True, slots=True)
class OrderedAfresh(Criterion):
    """A draft of the occasion that is no renewal of a long course, and does not pass the test.

    A renewal goes on with an ingredient that is active, or ended within the bridge, and whose course (gaps
    bridged) began at least so many days ago.
    """

    drug: Drug
    taken_for: Bound
    bridge: Bound
    leaving_out: OrderTest | None = None

    def judge(self, case: Case) -> Answer:
        return max((answer for _, answer in self.drafts(case)), default=NO)

    def drafts(self, case: Case) -> list[tuple[Medication, Answer]]:
        found = []
        for draft, is_it in self.drug.drafted(case):
            if draft.in_occasion:
                answer = min(is_it, self._renewal(case, draft, self.drug.matching(case)).negated())
                if self.leaving_out is not None:
                    answer = min(answer, self.leaving_out.judge(case, draft).negated())
                found.append((draft, answer))
        return found

    def _renewal(
        self, case: Case, draft: Medication, matching: Sequence[tuple[Medication, Answer]]
    ) -> Answer:
        same = [(m, a) for m, a in matching if m.kind != "draft" and m.ingredients & draft.ingredients]
        known = [medication for medication, answer in same if answer.is_yes]
        bridge, taken_for = case.days(self.bridge), Decimal(case.days(self.taken_for))
        ends = [m.end.last for m in known if courses.ended_within(m, case.today, bridge) is YES and m.end]
        course = courses.run_of(known, case.today, bridge)
        if course is None and ends:
            course = courses.run_of(known, max(ends), bridge)
        answer = NO if course is None else course.days_on(case.today).at_least(taken_for)
        lists = case.complete(*RECORD) and len(known) == len(same)
        return answer if lists or answer.is_yes else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=course_missing(case, self.drug))
        return medication_evidence(case, (draft for draft, found in self.drafts(case) if found.is_yes))

    @property
    def words(self) -> str:
        return f"{self.drug.words} ordered, no renewal after {bound_words(self.taken_for)} days"


def ordered_afresh(
    drug: Drug, *, taken_for: Bound, bridge: Bound, leaving_out: OrderTest | None = None
) -> OrderedAfresh:
    """Ordered now, and no renewal of a course that began ``taken_for`` days ago; drafts that pass
    ``leaving_out`` do not count.
    """
    return OrderedAfresh(drug, taken_for, bridge, leaving_out)
