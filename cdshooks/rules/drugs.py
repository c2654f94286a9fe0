"""Words about drugs: what is ordered now, what the patient takes, what was tried before.

``ordered`` looks at the drafts the occasion is about, ``planned`` at all drafts, ``active`` at the record,
``in_use`` at both. A drug that cannot be recognised may be any drug: it makes a "no" not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.patient.last_dose import HOW_GIVEN
from cdshooks.rules.case import ANY_DRUG, Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.record_lines import entry_words, medication_evidence, unread_entry
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import in_days

RECORD = (Need("MedicationRequest"), Need("MedicationStatement"))
_OF_DRAFTS = frozenset({"ordered", "planned"})


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug as authors speak of it: value sets, perhaps one ingredient or route of them.

    ``ingredients`` are RxNorm ingredient codes; ``routes`` as ``facts.Medication.route`` writes them.
    ``besides`` are value sets whose members are left out.
    """

    value_sets: tuple[ValueSet, ...]
    words: str
    ingredients: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    systemic_only: bool = False
    besides: tuple[ValueSet, ...] = ()

    def systemic(self) -> Drug:
        """Only by a systemic route; a route that cannot be told is not known."""
        return replace(self, systemic_only=True)

    def by(self, *routes: str) -> Drug:
        """Only by these routes, as ``facts.Medication.route`` writes them."""
        return replace(self, routes=frozenset(routes))

    def but_not(self, *value_sets: ValueSet) -> Drug:
        """Without what also stands in these value sets."""
        return replace(self, besides=(*self.besides, *value_sets))

    def called(self, words: str) -> Drug:
        """The same under a name of its own, as cards and sheets write it."""
        return replace(self, words=words)

    def ordered(self) -> DrugFound:
        """Among the drafts this hook is about."""
        return DrugFound(self, "ordered")

    def planned(self) -> DrugFound:
        """Among all drafts."""
        return DrugFound(self, "planned")

    def active(self) -> DrugFound:
        """Active on record: an order not past its stated end, or an active statement."""
        return DrugFound(self, "active")

    def in_use(self) -> DrugFound:
        """Active on record or drafted."""
        return DrugFound(self, "in use")

    def tried(self) -> DrugFound:
        """Ever on record as order or statement, as given or handed out; not only drafted."""
        return DrugFound(self, "tried")

    def coming(self) -> DrugFound:
        """An active order on record that begins after today."""
        return DrugFound(self, "coming")

    def taken_within(self, days: Bound) -> DrugFound:
        """Active, or ended, given or handed out at most so many days ago."""
        return DrugFound(self, "taken", days)

    def given_within(self, days: Bound) -> DrugFound:
        """Administered within so many days; of an ingredient of which no administration is on record by the
        day of its orders, or by the last dose that their schedule gives.
        """
        return DrugFound(self, "given", days)

    def ordered_or_given_within(self, days: Bound) -> DrugFound:
        """Administered within so many days, or ordered then and not halted since; no schedule is read."""
        return DrugFound(self, "ordered or given", days)

    def on_record_within(self, days: Bound) -> DrugFound:
        """Ordered or administered within so many days: an administration takes no order away."""
        return DrugFound(self, "on record", days)

    def completed_for(self, days: Bound) -> DrugFound:
        """An order that was completed after at least so many days."""
        return DrugFound(self, "completed", days)

    def matching(self, case: Case) -> Sequence[tuple[Medication, Answer]]:
        """Every entry that is, or might be, this drug; void entries left out."""
        return self._kept(case, drafts=False)

    def drafted(self, case: Case) -> Sequence[tuple[Medication, Answer]]:
        """The drafts among what ``matching`` finds; the record's own entries need not be read for them."""
        return self._kept(case, drafts=True)

    def _kept(self, case: Case, *, drafts: bool) -> Sequence[tuple[Medication, Answer]]:
        number = case.surroundings.drugs.get(id(self), ANY_DRUG)
        held = case.held(drafts=drafts)
        if held is not None and number not in held:
            return ()
        key = ("drafted" if drafts else "matching", self if number == ANY_DRUG else number)
        found: list[tuple[Medication, Answer]] | None = case.kept.get(key)
        if found is None:
            found = case.kept[key] = self._find(case, drafts)
        return found

    def _find(self, case: Case, drafts: bool) -> list[tuple[Medication, Answer]]:
        record = case.record
        there, of = record.sets_of_drugs(drafts=drafts), record.drafted if drafts else record.medications
        # Of most drugs a record holds none: only the sets that it has something in are gone through.
        names = [one.name for one in self.value_sets if one.name in there and case.looked_for(one)]
        # One entry may stand in several of the sets.
        entries = {id(m): m for name in names for m in of(name)}.values() if names else ()
        found: list[tuple[Medication, Answer]] = []
        for medication in entries:
            answer = min(self._is_it(medication), courses.counts(medication))
            if answer is not NO:
                found.append((medication, answer))
        unrecognised = record.unrecognised_medications()
        found += [(one, NOT_KNOWN) for one in unrecognised if not drafts or one.kind == "draft"]
        return found

    def _is_it(self, medication: Medication) -> Answer:
        if self.ingredients and not medication.ingredients & self.ingredients:
            # Ingredients are unknown for a code that only names the class: it may be this one.
            return NOT_KNOWN if not medication.ingredients else NO
        if any(other.name in medication.sets for other in self.besides):
            return NO
        answer = medication.systemic if self.systemic_only else YES
        if self.routes:
            routed = NOT_KNOWN if medication.route is None else answer_of(medication.route in self.routes)
            answer = min(answer, routed)
        return answer


def drug(*value_sets: ValueSet, words: str = "") -> Drug:
    """A drug that stands in any of the value sets."""
    return Drug(value_sets, words or " or ".join(value_set.words for value_set in value_sets))


def ingredient(value_set: ValueSet, *rxnorm: str, words: str) -> Drug:
    """One ingredient of a wider value set, by its RxNorm ingredient code."""
    return Drug((value_set,), words, frozenset(rxnorm))


def any_drug(*drugs: Drug) -> Drug:
    """The union of drugs that are each named by value sets alone."""
    return Drug(
        tuple(value_set for one in drugs for value_set in one.value_sets),
        " or ".join(one.words for one in drugs),
        systemic_only=all(one.systemic_only for one in drugs),
    )


def _time(case: Case, medication: Medication, asked: str, days: Bound | None) -> Answer:
    """Whether the entry stands in the time or state that is asked for."""
    draft = medication.kind == "draft"
    if asked == "ordered":
        return answer_of(draft and medication.in_occasion and not case.only_ended(medication))
    if asked == "planned":
        return answer_of(draft)
    if asked == "active":
        return NO if draft else courses.active(medication, case.today)
    if asked == "in use":
        return YES if draft else courses.active(medication, case.today)
    if asked == "coming":
        return NO if draft else min(courses.active(medication, case.today), _later(medication, case.today))
    if draft:
        return NO
    planned_for = medication.kind in {"order", "statement"}
    if asked == "tried":
        return answer_of(planned_for or medication.recognised)
    if not planned_for:
        return courses.had_within(medication, case.today, case.days(days or 0)) if asked == "taken" else NO
    if asked == "completed":
        return _lasted(medication, case.days(days or 0)) if medication.status == "completed" else NO
    ended = courses.ended_within(medication, case.today, case.days(days or 0))
    return max(courses.running(medication, case.today), ended)


def _later(medication: Medication, today: date) -> Answer:
    """Whether it begins after today; without a start it has begun."""
    start = medication.start or medication.authored
    return NO if start is None else start.at_or_after(today + timedelta(days=1))


def _lasted(medication: Medication, days: int) -> Answer:
    """Whether so many days lie between its first and its last one; not known where one of them is not."""
    if medication.start is None or medication.end is None:
        return NOT_KNOWN
    least = medication.end.first - medication.start.last
    most = medication.end.last - medication.start.first
    wanted = timedelta(days=days - 1)
    if least >= wanted:
        return YES
    return NOT_KNOWN if most >= wanted else NO


@dataclass(frozen=True, slots=True)
class DrugFound(Criterion):
    """An entry of this drug stands in the state asked for."""

    drug: Drug
    asked: str
    days: Bound | None = None

    def matches(self, case: Case) -> tuple[tuple[Medication, Answer], ...]:
        """The entries that are, or might be, in that state."""
        place = case.place(self)
        kept = case.kept.get(place)
        if kept is None:
            judged = self._given(case) if self.asked in HOW_GIVEN else self._timed(case)
            kept = case.kept[place] = tuple([one for one in judged if one[1] is not NO])
        return kept

    def _timed(self, case: Case) -> Iterable[tuple[Medication, Answer]]:
        drug, asked, days = self.drug, self.asked, self.days
        found = drug.drafted(case) if asked in _OF_DRAFTS else drug.matching(case)
        return [(fact, min(answer, _time(case, fact, asked, days))) for fact, answer in found]

    def _given(self, case: Case) -> Iterable[tuple[Medication, Answer]]:
        """Administrations where an ingredient surely has any, else its orders; both, where either will do."""
        first = case.today - timedelta(days=case.days(self.days or 0))
        entries = [(m, a) for m, a in self.drug.matching(case) if m.kind != "draft"]
        sure = [m.ingredients for m, a in entries if m.kind == "administration" and a.is_yes]
        given: frozenset[str] = frozenset().union(*(sure if self.asked == "given" else ()))
        dosed = HOW_GIVEN[self.asked]
        for medication, answer in entries:
            if medication.kind == "administration" or given.isdisjoint(medication.ingredients):
                yield medication, min(answer, dosed(medication, first, case.today))

    def judge(self, case: Case) -> Answer:
        matches = self.matches(case)
        if matches:
            return max([answer for _, answer in matches])
        return NO if case.complete(*self.needs()) else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        if self.asked in _OF_DRAFTS:
            return ()
        return (*RECORD, Need("MedicationAdministration")) if self.asked in HOW_GIVEN else RECORD

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer.is_yes:
            return medication_evidence(case, (fact for fact, found in self.matches(case) if found.is_yes))
        if answer is NO:
            return Evidence()
        unclear = tuple(_unclear(case, fact, self.drug) for fact, _ in self.matches(case))
        return Evidence(missing=unclear or lacking_lists(case, self.needs()))

    @property
    def words(self) -> str:
        timed = f" {in_days(self.days)}" if self.days is not None else ""
        return f"{self.drug.words} {self.asked}{timed}"


def _unclear(case: Case, medication: Medication, wanted: Drug) -> Missing:
    if not medication.recognised:
        return Missing(
            "drug", f"{entry_words(case, medication)} names no drug that could be recognised", False
        )
    return unread_entry(wanted.words, entry_words(case, medication))


def lacking_lists(case: Case, needs: Iterable[Need]) -> tuple[Missing, ...]:
    """The lists that were not read in full."""
    return tuple(lack for need in needs for lack in case.lacking(need))
