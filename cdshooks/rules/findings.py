"""What one decision found: for each card that was asked, shown or silent, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeVar

from cdshooks.patient.answer import Answer
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Missing


class Outcome(Enum):
    """What became of a card."""

    FIRED = "fired"
    SILENT = "silent"
    NOT_KNOWN = "not known"
    SUPPRESSED = "suppressed"
    SNOOZED = "snoozed"
    NO_OCCASION = "no occasion"
    BROKEN = "unavailable"


FIRED: Final = Outcome.FIRED
SILENT: Final = Outcome.SILENT
NO_OCCASION: Final = Outcome.NO_OCCASION
BROKEN: Final = Outcome.BROKEN
"""Of each verdict every card is asked for these; to look one up in its class takes as long as to ask."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How many cards are shown at once, and how many of them at the level info; critical ones always are."""

    cards: int = 5
    info: int = 2


AT_ONCE = AtOnce()


class Finding:
    """One card's outcome. ``reason`` says in words why it is not shown; ``named`` what the note names.

    ``because`` is the reason, or what finds its words when somebody asks: most cards are silent, and unasked.
    So it is with ``about_drafts``. A ``hidden`` card is judged and counted, and changes nothing shown.
    """

    level: Level = Level.SILENT
    answer: Answer = Answer.NO
    because: str | Callable[[], str] = ""
    missing: tuple[Missing, ...] = ()
    lacking: tuple[Missing, ...] = ()
    """All that the answer hangs on; ``missing`` is what of it may be named."""
    named: bool = False
    about_drafts: frozenset[str] | Callable[[], frozenset[str]] = frozenset()
    higher_not_known: tuple[str, ...] = ()
    also: tuple[Card, ...] = ()
    """Cards that fired too and share this one's place."""
    silenced_by: str | None = None
    """The card that speaks instead of this one."""

    # Written out: a verdict makes one of them for each card, and most keep what stands above.
    def __init__(self, card: Card, folder: str, order: int, outcome: Outcome, hidden: bool = False) -> None:
        self.card = card
        self.folder = folder
        self.order = order
        self.outcome = outcome
        self.hidden = hidden

    @property
    def reason(self) -> str:
        if not isinstance(self.because, str):
            self.because = self.because()
        return self.because

    @property
    def drafts(self) -> frozenset[str]:
        """References of the drafts that the card speaks about; looked up when somebody asks."""
        if not isinstance(self.about_drafts, frozenset):
            self.about_drafts = self.about_drafts()
        return self.about_drafts


T = TypeVar("T")
OnBroken = Callable[[str, Exception], None]
"""What is told of a card that raised: its id, and the error."""


def unheard(card_id: str, error: Exception) -> None:
    """What is done about a broken card where nobody listens."""


Quieted = Callable[["Findings", "Sequence[Finding]"], "Mapping[str, str]"]
"""Asked which of the cards that fire stay silent for a time: by id, why. Not asked where none fires."""


def never_quieted(findings: Findings, fired: Sequence[Finding]) -> Mapping[str, str]:
    """Where nothing is remembered, nothing is kept silent."""
    return {}


@dataclass(slots=True)
class Findings:
    """Everything one decision found, and the case it was found in."""

    case: Case
    findings: list[Finding]
    shown: list[Finding] = field(default_factory=list)
    unrecognised_drafts: tuple[str, ...] = ()
    entries_telling_nothing: tuple[str, ...] = ()
    """What the note says of entries of which nobody can tell what they are."""
    on_broken: OnBroken = unheard

    def guard(self, finding: Finding, work: Callable[[Finding], T], otherwise: T) -> T:
        """What the work of one card comes to; ``otherwise`` where it raises: a card breaks alone."""
        try:
            return work(finding)
        except Exception as error:  # noqa: BLE001  no card takes down its neighbours
            self._fail(finding, error)
            return otherwise

    def guard_each(self, findings: Iterable[Finding], work: Callable[[Finding], None]) -> None:
        """The same for each of the cards."""
        for finding in findings:
            try:
                work(finding)
            except Exception as error:  # noqa: BLE001  no card takes down its neighbours
                self._fail(finding, error)

    def _fail(self, finding: Finding, error: Exception) -> None:
        """Takes a card that raised out of what is shown; the note says that its check is unavailable."""
        self.on_broken(finding.card.id, error)
        finding.outcome, finding.because = Outcome.BROKEN, "this check failed"
        finding.named = False
        self.shown = [one for one in self.shown if one is not finding]

    def of(self, card_id: str) -> Finding:
        """The finding of one card; ``KeyError`` where the card was not asked."""
        for finding in self.findings:
            if finding.card.id == card_id:
                return finding
        raise KeyError(card_id)

    @property
    def named(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.named and not finding.hidden]

    @property
    def broken(self) -> list[Finding]:
        return [one for one in self.findings if one.outcome is BROKEN and not one.hidden]
