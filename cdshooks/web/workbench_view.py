"""What the workbench shows of findings: every card's outcome, trees with evidence, changes, resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cdshooks.publish.judged_tree import Answered, answered
from cdshooks.rules.changes import changes_to_fire
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.web.workbench_edits import Field, fields_of

Json = dict[str, Any]

_RANK = {"suppressed": 1, "snoozed": 1, "not known": 2, "silent": 3}
_QUIET = (Outcome.SILENT, Outcome.NOT_KNOWN, Outcome.NO_OCCASION)


@dataclass(frozen=True, slots=True)
class Row:
    """One card as it stands in the list. ``outcome``: its level where it is shown, else what became of it."""

    id: str
    title: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A card unfolded: its questions with their answers, and what would have to change for it to fire."""

    row: Row
    asked: tuple[Answered, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedResource:
    """A resource unfolded: its JSON, and the values that can be edited."""

    reference: str
    text: str
    fields: tuple[Field, ...]

    @property
    def first(self) -> tuple[Field, ...]:
        """What is most often tried: how much of something, then other numbers and days; else everything."""
        often = sorted(
            (one for one in self.fields if one.kind != "text"), key=lambda one: not one.is_quantity
        )
        return tuple(often) or self.fields

    @property
    def others(self) -> tuple[Field, ...]:
        """The fields that do not come first, in the order of the resource."""
        return tuple(one for one in self.fields if one not in self.first)


def rows_of(findings: Findings) -> tuple[Row, ...]:
    """Every card that the hook asks: the shown ones first, then those that had something to decide."""
    shown = [_row(finding, is_shown=True) for finding in findings.shown]
    others = [_row(one, is_shown=False) for one in findings.findings if one not in findings.shown]
    return (*shown, *sorted(others, key=lambda row: _RANK.get(row.outcome, 4)))


def opened_card(findings: Findings, card_id: str) -> Opened | None:
    """One card with its trees; None where the hook does not ask it."""
    found = next((one for one in findings.findings if one.card.id == card_id), None)
    if found is None:
        return None
    asked = tuple(one for one in answered(found.card, findings.case) if one.twig.words != "always")
    changes = changes_to_fire(found.card, findings.case) if found.outcome in _QUIET else ()
    is_shown = any(one is found for one in findings.shown)
    return Opened(_row(found, is_shown=is_shown), asked, tuple(one.words for one in changes))


def opened_resources(held: Mapping[str, Json], references: Sequence[str]) -> tuple[OpenedResource, ...]:
    """The resources of those references that are there."""
    return tuple(
        OpenedResource(
            reference,
            orjson.dumps(held[reference], option=orjson.OPT_INDENT_2).decode(),
            fields_of(held[reference]),
        )
        for reference in references
        if reference in held
    )


def summary_line(resource: Json) -> str:
    """What a resource is, in a few words of its own: its code, drug or text."""
    for name in ("medicationCodeableConcept", "code", "vaccineCode", "type"):
        concept = resource.get(name)
        if isinstance(concept, dict):
            return _concept_words(concept)
    return ""


def _concept_words(concept: Json) -> str:
    if isinstance(concept.get("text"), str):
        return str(concept["text"])[:90]
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, dict) and isinstance(coding.get("display"), str):
            return str(coding["display"])[:90]
    return ""


def _row(finding: Finding, *, is_shown: bool) -> Row:
    if finding.outcome is not Outcome.FIRED:
        return Row(finding.card.id, finding.card.title, finding.outcome.value, finding.reason)
    if is_shown:
        return Row(finding.card.id, finding.card.title, finding.level.indicator, "")
    reason = finding.reason or "fires, and is not shown here"
    return Row(finding.card.id, finding.card.title, "suppressed", reason)
