"""What one decision found: for each card that was asked, shown or silent, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

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
    NO_OCCASION = "no occasion"
    BROKEN = "unavailable"


@dataclass(slots=True)
class Finding:
    """One card's outcome. ``reason`` says in words why it is not shown; ``named`` what the note names.

    ``because`` is the reason, or what finds its words when somebody asks: most cards are silent, and unasked.
    """

    card: Card
    folder: str
    order: int
    outcome: Outcome
    level: Level = Level.SILENT
    answer: Answer = Answer.NO
    because: str | Callable[[], str] = ""
    missing: tuple[Missing, ...] = ()
    named: bool = False
    drafts: frozenset[str] = frozenset()
    higher_not_known: tuple[str, ...] = ()
    also: tuple[Card, ...] = ()
    """Cards that fired too and share this one's place."""

    @property
    def reason(self) -> str:
        if not isinstance(self.because, str):
            self.because = self.because()
        return self.because


@dataclass(slots=True)
class Findings:
    """Everything one decision found, and the case it was found in."""

    case: Case
    findings: list[Finding]
    shown: list[Finding] = field(default_factory=list)
    unrecognised_drafts: tuple[str, ...] = ()

    def of(self, card_id: str) -> Finding:
        """The finding of one card; ``KeyError`` where the card was not asked."""
        for finding in self.findings:
            if finding.card.id == card_id:
                return finding
        raise KeyError(card_id)

    @property
    def named(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.named]

    @property
    def broken(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome is Outcome.BROKEN]


Json = dict[str, Any]
