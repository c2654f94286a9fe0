"""What one resource says, read once and kept with the resource that said it.

Every fact is immutable, names its resource (``Condition/c1``), and knows in which value sets it stands. What
can hang on something unread is an ``Answer``. No fact knows what day it is: windows are asked with the days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.day import Day
from cdshooks.patient.value import value


@value
class Fact:
    """What every fact has: its resource, the words the record uses, the value sets it stands in."""

    reference: str
    text: str
    sets: frozenset[str]


@value
class Unread:
    """Something that was sent but could not be read. Never holds patient text beyond the field name."""

    reference: str
    element: str
    reason: str


@value
class Person:
    """The Patient resource. ``gender`` as FHIR writes it, ``None`` where absent or unreadable."""

    reference: str
    birth: Day | None
    gender: str | None
    deceased: bool
    can_conceive_by_organs: bool | None = None  # from an organ inventory, where the record holds one


@value
class Condition(Fact):
    """A diagnosis. Status words are FHIR codes in lower case; ``None`` where absent.

    An unreadable status (present, but no code of FHIR) is the word ``"unreadable"``.
    """

    clinical_status: str | None
    verification_status: str | None
    onset: Day | None
    abated: bool
    recorded: Day | None
    onset_by_age: Day | None = None  # where the onset is told as an age of the patient
    undatable: frozenset[str] = frozenset()  # "onset", "recorded": written, and nobody can read when

    def usable(self) -> Answer:
        if self.verification_status == "unreadable":
            return NOT_KNOWN
        return answer_of(self.verification_status not in {"refuted", "entered-in-error"})

    def active(self) -> Answer:
        """Active, recurrence or relapse; or no status and no abatement."""
        if self.clinical_status == "unreadable":
            return NOT_KNOWN
        if self.clinical_status is None:
            return answer_of(not self.abated)
        return answer_of(self.clinical_status in {"active", "recurrence", "relapse"})

    @property
    def suspected(self) -> bool:
        """True for provisional, differential and unconfirmed diagnoses."""
        return self.verification_status in {"provisional", "differential", "unconfirmed"}


@value
class Quantity:
    """A quantity as written. ``value`` exactly as the decimal in the record."""

    value: Decimal
    unit: str | None = None
    code: str | None = None
    comparator: str | None = None


@value
class Amount:
    """A number that may be known only as a range, in a canonical unit. Ends are in unless open."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @staticmethod
    def exactly(value: Decimal) -> Amount:
        return Amount(value, value)

    def above(self, bound: Decimal) -> Answer:
        """Whether the number is > bound."""
        if self.low > bound or (self.low == bound and self.low_open):
            return YES
        return NO if self.high <= bound else NOT_KNOWN

    def at_least(self, bound: Decimal) -> Answer:
        """Whether the number is >= bound."""
        if self.low >= bound:
            return YES
        if self.high < bound or (self.high == bound and self.high_open):
            return NO
        return NOT_KNOWN

    @property
    def words(self) -> str:
        if self.low == self.high:
            return format_number(self.low)
        if self.high == INFINITE:
            return f"{'more than' if self.low_open else 'at least'} {format_number(self.low)}"
        return f"{format_number(self.low)} to {format_number(self.high)}"


INFINITE = Decimal("Infinity")


def format_number(value: Decimal) -> str:
    """``Decimal`` for people: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@value
class Component:
    """One component of an Observation, with the value sets of its code."""

    sets: frozenset[str]
    quantity: Quantity | None


Ends = tuple[Quantity | None, Quantity | None]


@value
class Observation(Fact):
    """A result. Its value is one of quantity, coded value (as value sets), or text; all may be absent.

    ``interpretations`` holds upper-case v3 codes (``POS``, ``H`` ...). ``read_ranges`` gives the ends of its
    normal ranges that may be the patient's, as written; ``read_said`` the words of code, method, note, range.
    """

    status: str | None
    when: Day | None
    quantity: Quantity | None = None
    value_sets: frozenset[str] = frozenset()
    value_codes: frozenset[str] = frozenset()
    """Codes of a coded value, as written, for answers no value set holds (``LA6576-8`` ...)."""
    value_text: str | None = None
    interpretations: frozenset[str] = frozenset()
    read_ranges: Callable[[], tuple[Ends, ...]] = field(default=tuple, repr=False, compare=False)
    read_said: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False, compare=False)
    components: tuple[Component, ...] = ()
    value_day: Day | None = None

    @property
    def has_value(self) -> bool:
        return (
            self.quantity is not None
            or bool(self.value_sets)
            or bool(self.value_codes)
            or self.value_text is not None
            or self.value_day is not None
            or bool(self.interpretations)
        )

    @property
    def usable(self) -> bool:
        """Final, amended or corrected, with a value."""
        return self.status in {"final", "amended", "corrected"} and self.has_value


@value
class Allergy(Fact):
    """An allergy or intolerance. ``type`` makes no difference and is not kept."""

    clinical_status: str | None
    verification_status: str | None
    criticality: str | None
    reaction_severities: frozenset[str]
    reactions: tuple[frozenset[str], ...]  # the value sets of each manifestation
    from_text: bool  # recognised by its text alone, without a code
    recorded: Day | None

    @property
    def reaction_sets(self) -> frozenset[str]:
        return frozenset().union(*self.reactions)

    def usable(self) -> Answer:
        """Active (or no status), neither refuted nor in error; not known where nobody can tell to what."""
        if "unreadable" in (self.clinical_status, self.verification_status):
            return NOT_KNOWN
        standing = self.verification_status not in {"refuted", "entered-in-error"}
        told = YES if self.sets else NOT_KNOWN
        return told if standing and self.clinical_status in {None, "active", "recurrence", "relapse"} else NO


@value
class Dated(Fact):
    """A Procedure, Immunization, DiagnosticReport or ImagingStudy: something that was done."""

    kind: str
    status: str | None
    when: Day | None
    conclusion_sets: frozenset[str] = frozenset()


@value
class Request(Fact):
    """A ServiceRequest. ``draft``: in context.draftOrders; ``in_occasion``: it is spoken of (order-select:
    selected; order-sign: all drafts). ``reasons``: of a draft the value sets of each."""

    status: str | None
    intent: str | None
    authored: Day | None
    due: Day | None
    draft: bool
    in_occasion: bool = False
    priority: str | None = None
    reasons: tuple[frozenset[str], ...] = ()
    reasons_readable: bool = True
    reasons_coded: bool = False


@value
class DoseLine:
    """One dosage of an order, as laid out in days.

    ``per_day``: what lands on each day from ``first`` to ``last`` (both in; ``last`` ``None`` is open),
    *spread* over days where the schedule skips some (alternate days: half). ``per_dose`` and
    ``doses_per_week`` keep the schedule as written; ``most``: stated maxima as (mg, days). Amounts are mg of
    ``Medication.amount_ingredient``; ``None`` where they cannot be resolved: undetermined, never zero.
    """

    sequence: int
    first: Day | None
    last: Day | None
    per_day: Decimal | None
    per_dose: Decimal | None
    doses_per_week: Decimal | None
    as_needed: bool
    single: bool
    largest_day: Decimal | None  # mg on the largest single day (alternate days: the whole dose)
    low_per_day: Decimal | None  # lower end of a doseRange, where one is written; else equal to ``per_day``
    most: tuple[tuple[Decimal, Decimal], ...] = ()
    length_unread: bool = False  # states a length that nobody can read: ``last`` is open, and not known


@value
class Medication(Fact):
    """An order, draft, statement, dispense or administration of a drug.

    ``kind``: ``order``, ``draft`` (stands in context.draftOrders), ``statement``, ``dispense``,
    ``administration``. ``recognised`` is False where the drug could not be told: such a fact may be any drug.
    ``ingredients`` are RxNorm ingredient codes. ``systemic``: by route, else by dose form, else not known.
    """

    kind: str
    id: str
    status: str | None
    intent: str | None
    recognised: bool
    ingredients: frozenset[str]
    route: str | None
    """``oral``, ``intravenous``, ``intramuscular``, ``subcutaneous``, ``enteral``, ``inhaled``, ``topical``,
    ``nasal``, ``ophthalmic``, ``otic``, ``rectal``, ``vaginal``, ``intra-articular``, ``epidural``,
    ``intralesional``, ``injection`` (which one is not known), or ``None``."""
    systemic: Answer
    authored: Day | None
    start: Day | None
    end: Day | None  # the last stated day (of a stopped order: when it was stopped), ``None`` for an open end
    doses: tuple[DoseLine, ...]
    doses_readable: bool  # False where some dosage could not be laid out (text only, unit unknown ...)
    reason_sets: frozenset[str] = frozenset()
    resource: dict[str, object] = field(default_factory=dict, repr=False, compare=False, hash=False)
    """The client's own JSON, for an ``update`` that sends it back unchanged but for the dose."""
    in_occasion: bool = False  # as of a Request
    adds: bool = False
    """Says of itself that it is an addition to an order of the same ingredient, not its replacement."""
    do_not_perform: bool = False
    amount_ingredient: str | None = None
    """The RxNorm ingredient whose mg the doses count (trimethoprim for TMP-SMX); ``None`` where unclear."""
    replaced_by_draft: bool = False  # a draft carries its id: no longer active, but its past still counts
    reasons: tuple[frozenset[str], ...] = ()
    """The value sets of each coded reason by itself; one that is none of ours stands in no set."""
    reasons_readable: bool = True  # False where a reason refers to an entry that is not at hand
    status_reasons: frozenset[str] = frozenset()  # the value sets of why it was stopped
    reasons_in_words: tuple[frozenset[str], ...] = ()  # of each reason in words that is no prevention
