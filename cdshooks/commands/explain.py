"""``cdshooks explain``: one card for one patient, criterion by criterion, with the resources behind each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.text import Text
from rich.tree import Tree

from cdshooks.commands.common import (
    engine_here,
    format_option,
    known_card,
    print_json,
    to_console,
    today_option,
)
from cdshooks.commands.judging import NOTHING, Bench
from cdshooks.commands.replay import HOOKS
from cdshooks.patient.answer import Answer
from cdshooks.publish.judged_tree import Twig, answered
from cdshooks.replay.counting import became
from cdshooks.replay.files import Unusable, is_request, json_of, written
from cdshooks.replay.sittings import Sitting
from cdshooks.rules.card import Card
from cdshooks.rules.case import Hook

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
    wanted = known_card(engine.plan, card)
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


def _draft(path: Path) -> Json:
    order = json_of(path)
    if isinstance(order, Unusable):
        raise click.UsageError(f"{path.name} is no JSON: give one MedicationRequest or ServiceRequest.")
    if not isinstance(order.get("resourceType"), str):
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
    content = json_of(path)
    return not isinstance(content, Unusable) and is_request(content)


def _complain(found: list[Sitting | Unusable], card: Card) -> None:
    problems = [f"{one.path.name}: {one.why}" for one in found if isinstance(one, Unusable)]
    if problems:
        raise click.ClickException("\n".join(problems))
    if not found:
        raise click.ClickException(NOTHING)
    hooks = ", ".join(hook.value for hook in card.hooks)
    raise click.ClickException(f"{card.id} is not asked here: it speaks at {hooks}.")


def _tree(sitting: Sitting, card: Card) -> Tree:
    finding = sitting.findings.of(card.id)
    draft = f", draft {sitting.draft}" if sitting.draft else ""
    head = Text(f"{card.id} at {sitting.hook.value} for {sitting.patient}{draft}: ", style="bold")
    state = became(finding)
    head.append(state)
    if finding.reason:
        # "silent because ..." says once that it is silent.
        head.append(f" ({finding.reason.removeprefix(f'{state} ')})")
    tree = Tree(head)
    for asked in answered(card, sitting.findings.case):
        _grow(tree.add(Text(asked.heading, style="italic")), asked.twig)
    return tree


def _grow(branch: Tree, twig: Twig) -> None:
    """The criterion, and below it its parts or what it rests on."""
    words = Text(f"{twig.answer.words}: ", style=_STYLE[twig.answer])
    words.append(twig.words, style="default")
    if twig.again:
        words.append(" (as above)", style="dim")
    grown = branch.add(words)
    for part in twig.parts:
        _grow(grown, part)
    for line in _evidence(twig):
        grown.add(Text(line, style="dim"))


def _evidence(twig: Twig) -> Iterator[str]:
    """What a leaf rests on: its lines, the resources they leave out, and what was missing."""
    yield from twig.lines
    for reference in twig.resources:
        if not any(reference in words for words in twig.lines):
            yield reference
    yield from (f"missing: {words}" for words in twig.missing)


def _document(sitting: Sitting, card: Card) -> Json:
    finding, case = sitting.findings.of(card.id), sitting.findings.case
    asked = answered(card, case, told_once=False)
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
        "criteria": [{"asked": one.heading, **_branch(one.twig)} for one in asked],
    }


def _branch(twig: Twig) -> Json:
    branch: Json = {"criterion": twig.words, "answer": twig.answer.words}
    if twig.parts:
        branch["parts"] = [_branch(part) for part in twig.parts]
    listed = {"evidence": twig.lines, "resources": twig.resources, "missing": twig.missing}
    return {**branch, **{name: list(found) for name, found in listed.items() if found}}
