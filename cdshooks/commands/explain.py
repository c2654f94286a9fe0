"""``cdshooks explain``: one card for one patient, criterion by criterion, with the resources behind each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson
from rich.text import Text
from rich.tree import Tree

from cdshooks.commands.common import engine_here, format_option, print_json, to_console, today_option
from cdshooks.commands.judging import NOTHING, Bench
from cdshooks.commands.replay import HOOKS
from cdshooks.patient.answer import Answer
from cdshooks.publish.outline import Line, outline
from cdshooks.replay.counting import became
from cdshooks.replay.files import Unusable, written
from cdshooks.replay.sittings import Sitting
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case, Hook
from cdshooks.rules.criteria import Evidence
from cdshooks.service import ClinicalEngine

Json = dict[str, Any]

_STYLE = {Answer.YES: "green", Answer.TENTATIVE: "green", Answer.NO: "red", Answer.NOT_KNOWN: "yellow"}


@click.command(epilog="Exit codes: 0 explained; 1 the file could not be judged; 2 wrong usage.")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.argument("card")
@click.option(
    "--draft", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An order to draft."
)
@click.option("--hook", type=HOOKS, help="[the card's first hook; order-sign with --draft]")
@today_option("The day of the judgement. [a request's as-of day, else today]")
@format_option
def command(
    path: Path, card: str, draft: Path | None, hook: str | None, today: date | None, as_format: str
) -> None:
    """Explain why CARD speaks, or why not, about the patient in PATH (a hook request, a Bundle, a folder).

    Each criterion stands with its answer (yes, no, not known), its evidence, and the ids of the resources.
    """
    engine, settings = engine_here()
    wanted = _card(engine, card)
    order = _draft(draft) if draft else None
    chosen = _hook(path, wanted, hook, order)
    found = list(Bench(engine, settings, chosen, today, order).judge([path]))
    sittings = [one for one in found if isinstance(one, Sitting) and one.hook in wanted.hooks]
    if not sittings:
        _complain(found, wanted)
    if as_format == "json":
        print_json([_document(one, wanted) for one in sittings])
        return
    console = to_console()
    for sitting in sittings:
        console.print(_tree(sitting, wanted))
        console.print()


def _card(engine: ClinicalEngine, card_id: str) -> Card:
    try:
        return engine.plan.card(card_id)
    except KeyError:
        known = ", ".join(card.id for card in engine.plan.catalogue.cards)
        raise click.UsageError(f"There is no such card. There are: {known}") from None


def _draft(path: Path) -> Json:
    try:
        order = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        raise click.UsageError(
            f"{path.name} is no JSON: give one MedicationRequest or ServiceRequest."
        ) from None
    if not isinstance(order, dict) or not isinstance(order.get("resourceType"), str):
        raise click.UsageError(
            f"{path.name} is no FHIR resource: give one MedicationRequest or ServiceRequest."
        )
    return order


def _hook(path: Path, card: Card, hook: str | None, draft: Json | None) -> Hook | None:
    """The hook to explain: the one named, else the request's own, else one at which the card speaks."""
    if hook is not None:
        if Hook(hook) not in card.hooks:
            hooks = ", ".join(one.value for one in card.hooks)
            raise click.UsageError(f"{card.id} does not speak at {hook}. It speaks at: {hooks}")
        return Hook(hook)
    if _is_request(path):
        return None
    if draft is not None:
        return next((one for one in reversed(card.hooks) if one.orders), card.hooks[0])
    return card.hooks[0]


def _is_request(path: Path) -> bool:
    if path.is_dir():
        return False
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(content, dict) and "hook" in content


def _complain(found: list[Sitting | Unusable], card: Card) -> None:
    problems = [f"{one.path.name}: {one.why}" for one in found if isinstance(one, Unusable)]
    if problems:
        raise click.ClickException("\n".join(problems))
    if not found:
        raise click.ClickException(NOTHING)
    hooks = ", ".join(hook.value for hook in card.hooks)
    raise click.ClickException(f"{card.id} is not asked here: it speaks at {hooks}.")


def sections(card: Card) -> Iterator[tuple[str, Line]]:
    """The questions of a card in the order in which they are asked, each under its heading."""
    yield "speaks when", outline(card.about)
    yield "and if", outline(card.when)
    for exclusion in card.unless:
        yield "but not if", outline(exclusion)
    for ground in card.level:
        yield f"as {ground.level.indicator} if", outline(ground.criterion)
    for step in card.lower:
        yield "one level lower if", outline(step)


def _tree(sitting: Sitting, card: Card) -> Tree:
    finding = sitting.findings.of(card.id)
    draft = f", draft {sitting.draft}" if sitting.draft else ""
    head = Text(f"{card.id} at {sitting.hook.value} for {sitting.patient}{draft}: ", style="bold")
    head.append(became(finding))
    if finding.reason:
        head.append(f" ({finding.reason})")
    tree = Tree(head)
    told: set[int] = set()
    for heading, line in sections(card):
        _grow(tree.add(Text(heading, style="italic")), line, sitting.findings.case, told)
    return tree


def _grow(branch: Tree, line: Line, case: Case, told: set[int]) -> None:
    """The line and those below it; what was told once (``told``: numbers of criteria) is not told again."""
    answer, place = case.answer(line.criterion), case.place(line.criterion)
    words = Text(f"{answer.words}: ", style=_STYLE[answer])
    words.append(line.words, style="default")
    twig = branch.add(words)
    if line.parts and place in told:
        words.append(" (as above)", style="dim")
        return
    told.add(place)
    for part in line.parts:
        _grow(twig, part, case, told)
    if not line.parts:
        for words_of in _evidence(line, case):
            twig.add(Text(words_of, style="dim"))


def _evidence(line: Line, case: Case) -> Iterator[str]:
    """What a leaf rests on: its lines, the resources they leave out, and what was missing."""
    evidence = line.leaf.evidence(case)
    yield from evidence.lines
    for fact in evidence.facts:
        if not any(fact.reference in words for words in evidence.lines):
            yield fact.reference
    yield from (f"missing: {words}" for words in _missing(line, evidence, case))


def _missing(line: Line, evidence: Evidence, case: Case) -> list[str]:
    """What was missing, where that is why there is no answer."""
    if case.answer(line.leaf) is not Answer.NOT_KNOWN:
        return []
    return [lack.words for lack in evidence.missing]


def _document(sitting: Sitting, card: Card) -> Json:
    finding, case = sitting.findings.of(card.id), sitting.findings.case
    return {
        "card": card.id,
        "source": written(sitting.path),
        "patient": sitting.patient,
        "hook": sitting.hook.value,
        "draft": sitting.draft,
        "day": case.today.isoformat(),
        "outcome": finding.outcome.value,
        "became": became(finding),
        "reason": finding.reason,
        "criteria": [{"asked": heading, **_branch(line, case)} for heading, line in sections(card)],
    }


def _branch(line: Line, case: Case) -> Json:
    branch: Json = {"criterion": line.words, "answer": case.answer(line.criterion).words}
    if line.parts:
        branch["parts"] = [_branch(part, case) for part in line.parts]
        return branch
    evidence = line.leaf.evidence(case)
    listed = {
        "evidence": list(evidence.lines),
        "resources": [fact.reference for fact in evidence.facts],
        "missing": _missing(line, evidence, case),
    }
    return {**branch, **{name: found for name, found in listed.items() if found}}
