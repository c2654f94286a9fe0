"""What many sittings came to, card by card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cdshooks.replay.files import written
from cdshooks.replay.sittings import Sitting, unread_in
from cdshooks.rules.explain import evidence_lines
from cdshooks.rules.findings import Finding, Outcome

Json = dict[str, Any]

COLUMNS = ("critical", "warning", "info", "not known", "suppressed", "silent", "no occasion", "unavailable")
"""What can become of a card, the loudest first."""


def became(finding: Finding) -> str:
    """The column of a finding: its level where it fired, else its outcome."""
    return finding.level.indicator if finding.outcome is Outcome.FIRED else finding.outcome.value


@dataclass(slots=True)
class Counts:
    """Counts of one replay. A patient is told by file and reference."""

    sittings: int = 0
    patients: set[tuple[str, str]] = field(default_factory=set)
    by_card: dict[str, Counter[str]] = field(default_factory=dict)
    unread: set[tuple[str, str, str, str]] = field(default_factory=set)
    """(path, resource, element, why)"""

    def add(self, sitting: Sitting) -> None:
        self.sittings += 1
        self.patients.add((str(sitting.path), sitting.patient))
        for finding in sitting.findings.findings:
            self.by_card.setdefault(finding.card.id, Counter())[became(finding)] += 1
        for one in unread_in(sitting.findings):
            self.unread.add((written(sitting.path), one.reference, one.element, one.reason))

    @property
    def failed(self) -> int:
        """How many checks raised instead of answering."""
        return sum(counter["unavailable"] for counter in self.by_card.values())


def told(sitting: Sitting) -> Json:
    """One sitting for programs: every card, what became of it, and why."""
    return {
        "source": written(sitting.path),
        "patient": sitting.patient,
        "hook": sitting.hook.value,
        "draft": sitting.draft,
        "day": sitting.findings.case.today.isoformat(),
        "cards": [_card(finding, sitting) for finding in sitting.findings.findings],
        "unread": [
            {"resource": one.reference, "element": one.element, "why": one.reason}
            for one in unread_in(sitting.findings)
        ],
    }


def _card(finding: Finding, sitting: Sitting) -> Json:
    return {
        "id": finding.card.id,
        "version": finding.card.version,
        "outcome": finding.outcome.value,
        "indicator": finding.level.indicator if finding.outcome is Outcome.FIRED else None,
        "why": list(why(finding, sitting)),
    }


def why(finding: Finding, sitting: Sitting) -> tuple[str, ...]:
    """Why a card fired, in lines of evidence; else the one reason why it did not."""
    if finding.outcome is Outcome.FIRED:
        return evidence_lines(finding.card.when, sitting.findings.case)
    return (finding.reason,) if finding.reason else ()


def spoken(sittings: Iterable[Sitting]) -> list[tuple[Sitting, Finding]]:
    """The findings that are more than silence, in the order found."""
    quiet = (Outcome.SILENT, Outcome.NO_OCCASION)
    return [
        (sitting, finding)
        for sitting in sittings
        for finding in sitting.findings.findings
        if finding.outcome not in quiet
    ]
