"""One patient at one moment: the record, the occasion, and each answer found so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from cdshooks.patient.answer import NO, Answer
from cdshooks.patient.coverage import COMPLETE, Need
from cdshooks.patient.ended_orders import shortens
from cdshooks.patient.facts import Fact, Medication
from cdshooks.patient.potency import GLUCOCORTICOIDS
from cdshooks.patient.record import Record
from cdshooks.rules.criteria import Asked, Criterion, Missing
from cdshooks.rules.presence import Presences
from cdshooks.rules.terms import Bound, PolicyNumber, ValueSet
from cdshooks.rules.wording import BARE_CODE, quoted, without_kind

MEDICATION_LISTS = {
    "MedicationRequest": "medication orders",
    "MedicationStatement": "medication statements",
    "MedicationDispense": "dispensed medication",
    "MedicationAdministration": "administered medication",
}
LIST_WORDS = {
    **MEDICATION_LISTS,
    "Patient": "patient's own data",
    "Condition": "problem list",
    "AllergyIntolerance": "allergy list",
    "ServiceRequest": "open requests",
    "Procedure": "procedures",
    "Immunization": "immunizations",
    "DiagnosticReport": "diagnostic reports",
    "ImagingStudy": "imaging studies",
}
"""What people call the list of a kind of resource; results are called by their test."""


class Hook(Enum):
    """The hooks this service answers; the value is the name on the wire."""

    PATIENT_VIEW = "patient-view"
    ORDER_SELECT = "order-select"
    ORDER_SIGN = "order-sign"

    @property
    def orders(self) -> bool:
        return self is not Hook.PATIENT_VIEW


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan lends to each case: resolved numbers, compiled judges, units."""

    numbers: Mapping[str, Decimal]
    places: Mapping[int, int]
    """``id`` of a criterion object to its number; equal criteria share a number. Deep hashing at the bedside
    would cost more than the judging."""
    size: int
    looked_for: frozenset[str]
    """Names of the value sets that hold at least one code here, or that words tell."""
    displays: Mapping[str, str]
    """Code to its words, for entries that were sent with a bare code."""
    telling_order: Mapping[int, Asked] = field(default_factory=dict)
    """``id`` of a conjunction or disjunction to its numbered parts, cheap and telling ones first, each with
    bits of which one must stand or it is no."""
    counting_order: Mapping[int, Asked] = field(default_factory=dict)
    """The same of each count of others, and of each occasion."""
    counting: frozenset[int] = frozenset()
    """``id`` of each criterion that is, or holds, a count of others."""
    drugs: Mapping[int, int] = field(default_factory=dict)
    """``id`` of a drug as authors speak of it to a number; drugs that differ only in words share it."""
    drugs_by_set: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The numbers of the drugs that may stand in a value set."""
    presences: Presences = field(default_factory=Presences)
    """What must stand on a record, for which criteria to be anything but no."""
    in_words_alone: frozenset[str] = frozenset()
    """Names of those without a code: words can say yes, and that there are none is no, as without words."""
    treated: tuple[str, ...] = ()
    """Names of the value sets of the diseases that drugs are ordered for, the one that leads first."""


ANY_DRUG = -1
"""The number of a drug that the plan does not know: every record may hold it."""

_ANY = frozenset({ANY_DRUG})


class Case:
    """A record under judgement. Answers and intermediate findings are kept for the length of the case.

    ``foresees``: what rests on nothing that stands on the record is no without being judged. Who tries other
    answers than the record's own turns it off.
    """

    def __init__(
        self, record: Record, hook: Hook, surroundings: Surroundings, *, foresees: bool = True
    ) -> None:
        self.record = record
        self.today: date = record.today
        self.hook = hook
        self.surroundings = surroundings
        self.telling_order = surroundings.telling_order
        self.counting_order = surroundings.counting_order
        self._places = surroundings.places
        self._numbers = surroundings.numbers
        self.musts = surroundings.presences.musts_of
        self._musts = surroundings.presences.musts
        self.present = surroundings.presences.on(record, hook.value) if foresees else -1
        """The bits of what stands on the record, or may."""
        self.memo: list[Answer | None] = [None] * surroundings.size
        self.kept: dict[Any, Any] = {}
        self._complete: dict[tuple[Need, ...], bool] = {}
        self._held: dict[bool, frozenset[int] | None] = {}

    def answer(self, criterion: Criterion) -> Answer:
        """The criterion's answer, judged at most once."""
        place = self._places[id(criterion)]
        answer = self.memo[place]
        if answer is None:
            present = self.present
            for must in self._musts[place]:
                if not must & present:
                    answer = NO
                    break
            else:
                answer = criterion.judge(self)
            self.memo[place] = answer
        return answer

    def rules_out(self, criterion: Criterion) -> bool:
        """Whether nothing of what the criterion rests on stands on the record: it is no, judged or not."""
        present = self.present
        for must in self._musts[self._places[id(criterion)]]:  # noqa: SIM110  asked often: no generator
            if not must & present:
                return True
        return False

    def bits_below(self, criterion: Criterion) -> int:
        """The bits of all that the criterion, or one below it, rests on: these alone settle what of it is
        ruled out.
        """
        bits = 0
        for one in criterion.walk():
            for must in self._musts[self._places[id(one)]]:
                bits |= must
        return bits

    def place(self, criterion: Criterion) -> int:
        """The criterion's number in the plan, the same for equal criteria."""
        return self._places[id(criterion)]

    def number(self, bound: Bound) -> Decimal:
        """The number in force here: the site's where it set one, else the default."""
        if isinstance(bound, PolicyNumber):
            return self._numbers.get(bound.name, bound.default) if self._numbers else bound.default
        return Decimal(bound)

    def days(self, bound: Bound) -> int:
        return int(self.number(bound))

    def words_of(self, fact: Fact) -> str:
        """The record's own words for an entry, made harmless; of a bare code the terminology's words."""
        words = without_kind(self.surroundings.displays.get(fact.text, fact.text))
        return f"code {quoted(words)}" if BARE_CODE.fullmatch(words) else quoted(words)

    def held(self, *, drafts: bool) -> frozenset[int] | None:
        """The numbers in the plan of all drugs that the record (or what is being ordered) may hold,
        ``ANY_DRUG`` among them; ``None`` where an entry may be any drug. Most drugs that cards ask about are
        not there.
        """
        if drafts not in self._held:
            self._held[drafts] = self._numbers_of(self.record.sets_of_drugs(drafts=drafts))
        return self._held[drafts]

    def _numbers_of(self, value_sets: Collection[str]) -> frozenset[int] | None:
        """The drugs that may stand in the sets; ``None`` where an entry may be any drug."""
        if self.record.unrecognised_medications():
            return None
        by_set = self.surroundings.drugs_by_set
        return _ANY.union(*(by_set[name] for name in value_sets if name in by_set))

    def only_ended(self, draft: Medication) -> bool:
        """Whether a draft does nothing but bring an order of the record to an earlier end: nothing new is
        given by it. Of a glucocorticoid the calendar tells what is left.
        """
        if draft.end is None or not draft.id or draft.amount_ingredient in GLUCOCORTICOIDS:
            return False
        return any(shortens(draft, one, self.today) for one in self.record.orders_called(draft.id))

    def complete(self, *needs: Need) -> bool:
        """Whether all that is needed was supplied in full."""
        known = self._complete.get(needs)
        if known is None:
            of = self.record.coverage.of
            known = self._complete[needs] = all(of(need) is COMPLETE for need in needs)
        return known

    def looked_for(self, value_set: ValueSet) -> bool:
        """False for a site concept without codes: it counts as no and is not named."""
        return value_set.name in self.surroundings.looked_for

    def lacking(self, need: Need, what: str = "") -> tuple[Missing, ...]:
        """The whole list that is missing, if it is. ``what``: its name, where it is not that of its kind."""
        state = self.record.coverage.of(need)
        if state is COMPLETE:
            return ()
        why = f"results {state.value}" if need.resource == "Observation" else state.value
        name = what or LIST_WORDS.get(need.resource, need.resource)
        return (Missing(name, why, whole_list=True),)
