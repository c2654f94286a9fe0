"""What the workbench shows of findings: every card's outcome, trees with evidence, changes, resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.publish.outline import Line
from cdshooks.publish.sheet import questions
from cdshooks.rules.case import Case
from cdshooks.rules.changes import changes_to_fire
from cdshooks.rules.explain import deciding as deciding_leaves
from cdshooks.rules.explain import evidence_of
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.web.workbench_edits import Field, fields_of

Json = dict[str, Any]

_RANK = {"suppressed": 1, "snoozed": 1, "not known": 2, "silent": 3}
_QUIET = (Outcome.SILENT, Outcome.NOT_KNOWN, Outcome.NO_OCCASION)


@dataclass(frozen=True, slots=True)
class Twig:
    """One criterion of a tree. ``answer`` is ``yes``, ``no`` or ``unknown``; ``again``: laid out above.

    ``decides``: the answer above it hangs on this one, so that it is shown unfolded.
    """

    words: str
    answer: str
    lines: tuple[str, ...]
    resources: tuple[str, ...]
    missing: tuple[str, ...]
    parts: tuple[Twig, ...]
    decides: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a card, under its heading."""

    heading: str
    twig: Twig


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
    asked: tuple[Asked, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedResource:
    """A resource unfolded: its JSON, and the values that can be edited."""

    reference: str
    text: str
    fields: tuple[Field, ...]


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
    told: set[int] = set()
    asked = tuple(
        Asked(one.heading, _twig(one.line, findings.case, told))
        for one in questions(found.card)
        if one.line.words != "always"
    )
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


def _twig(line: Line, case: Case, told: set[int], decides: bool = True) -> Twig:
    answer, place = case.answer(line.criterion), case.place(line.criterion)
    if line.parts and place in told:
        return Twig(line.words, _word(answer), (), (), (), (), decides, again=True)
    told.add(place)
    if line.parts:
        deciding = {case.place(leaf) for leaf in deciding_leaves(line.criterion, case)} if decides else set()
        parts = tuple(_twig(part, case, told, _holds(part, deciding, case)) for part in line.parts)
        return Twig(line.words, _word(answer), (), (), (), parts, decides)
    evidence = evidence_of(line.leaf, case)
    missing = evidence.missing if case.answer(line.leaf) is NOT_KNOWN else ()
    return Twig(
        line.words,
        _word(answer),
        evidence.lines,
        tuple(dict.fromkeys(fact.reference for fact in evidence.facts)),
        tuple(dict.fromkeys(lack.words for lack in missing)),
        (),
        decides,
    )


def _holds(line: Line, places: set[int], case: Case) -> bool:
    """Whether one of the criteria is, or stands below, the line's own."""
    return any(case.place(one) in places for one in line.criterion.walk())


def _word(answer: Answer) -> str:
    return "unknown" if answer is NOT_KNOWN else "no" if answer is NO else "yes"
