"""A card, declared once: who owns it, what it looks at, when it speaks, what it says, on whose authority.

Everything else (judgement, words, queries, sheets, exports) is read from this declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cache

from cdshooks.patient.answer import NO, YES, Answer
from cdshooks.patient.value import ordinary
from cdshooks.rules.case import Case, Hook
from cdshooks.rules.criteria import ALWAYS, Criterion, Evidence, largest
from cdshooks.rules.deeds import RequestFound, request_for
from cdshooks.rules.drugs import Drug, DrugFound
from cdshooks.rules.picture import Picture
from cdshooks.rules.sign_off import SignOff
from cdshooks.rules.suggestions import Offer
from cdshooks.rules.terms import PolicyNumber, Source, ValueSet
from cdshooks.rules.wording import in_a_row


class Level(IntEnum):
    """How loudly a card speaks. SILENT stands below info so that "one level lower" can end there."""

    SILENT = 0
    INFO = 1
    WARNING = 2
    CRITICAL = 3

    @property
    def indicator(self) -> str:
        return self.name.lower()


class WhenNotKnown(Enum):
    """What a card does when its answer hangs on something not known, and its occasion is there."""

    SILENT = "silent"
    NAMED = "named at every hook; at patient-view only for lack of a whole list"
    NAMED_ON_ORDERS = "named at order-select and order-sign"
    NAMED_ON_CHART_FOR_DRUGS = "named on orders; at patient-view only for lack of a medication list"
    NAMED_AT_SIGNING = "named at order-sign"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a level: the level, and the criterion that must be yes for it."""

    level: Level
    criterion: Criterion


def critical(criterion: Criterion) -> Ground:
    """Spoken as critical where the criterion is yes; never dropped for want of room."""
    return Ground(Level.CRITICAL, criterion)


def warning(criterion: Criterion = ALWAYS) -> Ground:
    """Spoken as a warning where the criterion is yes."""
    return Ground(Level.WARNING, criterion)


def info(criterion: Criterion = ALWAYS) -> Ground:
    """Spoken as information where the criterion is yes."""
    return Ground(Level.INFO, criterion)


@dataclass(frozen=True, slots=True)
class About(Criterion):
    """The occasion of a card: the record (at patient-view), or drafts of these drugs, or requests for
    these tests, among the occasion's. ``others``: further criteria about drafts that are occasions too.
    """

    record: bool
    orders: tuple[DrugFound, ...]
    tests: tuple[RequestFound, ...] = ()
    others: tuple[Criterion, ...] = ()

    def parts(self) -> tuple[Criterion, ...]:
        return (*self.orders, *self.tests, *self.others)

    def judge(self, case: Case) -> Answer:
        if case.hook is Hook.PATIENT_VIEW:
            return YES if self.record else NO
        return largest(case, case.counting_order[id(self)])

    def evidence(self, case: Case) -> Evidence:
        # Of most drugs nothing is being ordered, and those bear witness to nothing.
        there = [one for one in self.orders if one.drug.drafted(case)]
        found = [one.evidence(case) for one in (*there, *self.tests, *self.others)]
        return Evidence(
            tuple(line for one in found for line in one.lines),
            tuple(fact for one in found for fact in one.facts),
            tuple(lack for one in found for lack in one.missing),
        )

    @property
    def words(self) -> str:
        wanted = [one.drug.words for one in self.orders] + [one.value_set.words for one in self.tests]
        drugs = in_a_row(wanted, "or")
        places = (["the chart is opened"] if self.record else []) + ([f"{drugs} is ordered"] if drugs else [])
        return " or ".join([*places, *(one.words for one in self.others)])


def record_only() -> About:
    """Speaks about the record, when a chart is opened."""
    return About(True, ())


def orders_of(*drugs: Drug, or_else: tuple[Criterion, ...] = ()) -> About:
    """Speaks about orders of these drugs, while they are written or signed; ``or_else``: about what these
    criteria find among the drafts.
    """
    return About(False, tuple(one.ordered() for one in drugs), (), or_else)


def requests_of(*tests: ValueSet) -> About:
    """Speaks about requests for these tests, while they are written or signed."""
    return About(False, (), tuple(request_for(one).ordered() for one in tests))


def record_or_orders_of(*drugs: Drug) -> About:
    """Speaks about the record when a chart is opened, else about orders of these drugs."""
    return About(True, tuple(one.ordered() for one in drugs))


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong the advice is and how certain the evidence, each in words, with who says so."""

    advice: str
    certainty: str


@ordinary
class MomentaryReason(str):
    """A reason that is about the moment: it overrides a card and does not keep it from coming back."""

    __slots__ = ()


def for_now(words: str) -> MomentaryReason:
    """A reason to override that announces a change or holds for this order alone: nothing is snoozed."""
    return MomentaryReason(words)


@dataclass(frozen=True, slots=True)
class Snooze:
    """How long an overridden card stays silent about the patient; a critical one for the same user only."""

    days: PolicyNumber
    critical_hours: PolicyNumber


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One card.

    ``id`` is its slug and file name; ``summary`` at most 139 characters of plain text; ``detail`` bullet
    points of markdown. ``when`` and not ``unless`` makes it fire; the highest ``level`` ground that is yes
    is its level, each ``lower`` criterion that is yes lowers it by one. ``silences`` lists cards it
    silences while shown (``silences_while``: only while that is yes too), ``silences_for_same_draft`` those
    it silences where they speak about no other draft and no louder, and where it takes the draft away or
    changes it itself. ``shares_place`` names the cards of one place, itself among them, in their order: the
    one at the highest level is shown, the first of equals, and it names what the others found.
    ``override_reasons`` snooze the card, but for those that are ``for_now``.
    ``contraindication`` marks a card that comfort care does not silence and that is shown first within its
    level.
    """

    id: str
    title: str
    version: str
    owner: str
    hooks: tuple[Hook, ...]
    about: About
    when: Criterion
    level: tuple[Ground, ...]
    summary: str
    detail: tuple[str, ...]
    suggest: tuple[Offer, ...]
    override_reasons: tuple[str, ...]
    sources: tuple[Source, ...]
    strength: Strength
    unless: tuple[Criterion, ...] = ()
    lower: tuple[Criterion, ...] = ()
    when_not_known: WhenNotKnown = WhenNotKnown.SILENT
    silences: tuple[str, ...] = ()
    silences_while: Criterion = ALWAYS
    silences_for_same_draft: tuple[str, ...] = ()
    shares_place: tuple[str, ...] = ()
    contraindication: bool = False
    reviewed: tuple[SignOff, ...] = ()
    """Signatures that came with the card; in a plan those that hold, the site's among them."""
    notes: tuple[tuple[Criterion, str], ...] = ()
    """Sentences that stand in the detail only while their criterion is yes."""
    waits_for: tuple[str, ...] = ()
    """Clauses of its table that it does not cover, or not wholly, in words."""
    lower_dose_is_nothing_new: bool = False
    """Once overridden it stays silent while the drugs it speaks of are tapered."""
    combines: bool = False
    """The drugs it offers are given together: any number of them may be taken, not one of several."""

    @property
    def topic(self) -> str:
        """The static topic code clients tie overrides to: ``pjp-start`` is ``pjpStart``."""
        return _camel_case(self.id)

    @property
    def coded_reasons(self) -> tuple[tuple[str, str], ...]:
        """The override reasons with their codes: the topic and a number."""
        return tuple(
            (f"{self.topic}{place}", reason) for place, reason in enumerate(self.override_reasons, start=1)
        )


@cache
def _camel_case(slug: str) -> str:
    first, *others = slug.split("-")
    return first + "".join(word.capitalize() for word in others)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of cards in the order of their tables; ``title`` is its heading, where its name is none."""

    name: str
    cards: tuple[Card, ...]
    title: str = ""

    @property
    def heading(self) -> str:
        return self.title or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A package of cards. ``marker`` proves that the package found under its name is the one meant."""

    name: str
    marker: str
    folders: tuple[Folder, ...]
    rank: tuple[str, ...]
    """Folder names in the order in which cards of one level are shown."""
    snooze: Snooze | None = None
    """How long overriding silences a card; without it, it does not."""
    picture: Picture | None = None
    """What is drawn of a patient; nothing without it."""
    treated: tuple[ValueSet, ...] = ()
    """The diseases that the drugs of the catalogue are ordered for, the one that leads first."""

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(card for folder in self.folders for card in folder.cards)

    def folder_of(self, card: Card) -> str:
        """The name of the folder of a card; ``StopIteration`` for a card of another catalogue."""
        return next(folder.name for folder in self.folders if card in folder.cards)
