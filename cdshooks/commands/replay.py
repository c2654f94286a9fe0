"""``cdshooks replay``: what the cards would have said about files on this disk."""

from __future__ import annotations

import os.path
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from cdshooks.commands.common import engine_here, format_option, print_json, to_console, today_option
from cdshooks.commands.judging import NOTHING, Bench
from cdshooks.replay.counting import COLUMNS, Counts, became, spoken, told, why
from cdshooks.replay.files import Unusable, written
from cdshooks.replay.sittings import Sitting
from cdshooks.rules.case import Hook
from cdshooks.service import ClinicalEngine

HOOKS = click.Choice([hook.value for hook in Hook])


@click.command(
    epilog="Exit codes: 0 everything was judged; 1 a file could not be read or a check failed; 2 wrong usage."
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--hook", type=HOOKS, help="Only this hook. [all three]")
@today_option("The day of the judgement. [a request's as-of day, else today]")
@click.option("--explain", is_flag=True, help="Say for each patient which card spoke, and why.")
@format_option
def command(
    paths: tuple[Path, ...], hook: str | None, today: date | None, explain: bool, as_format: str
) -> None:
    """Judge hook requests, patient Bundles, or a folder of single resources (PATHS: files or folders).

    On the order hooks each active MedicationRequest of a Bundle becomes the draft once, taken out of the
    record. A Bundle counts as the whole record: what is not in it does not exist. Nothing is fetched.
    """
    engine, settings = engine_here()
    bench = Bench(engine, settings, Hook(hook) if hook else None, today)
    counts, sittings, unusable = Counts(), [], []
    for found in bench.judge(paths):
        if isinstance(found, Unusable):
            unusable.append(found)
            continue
        counts.add(found)
        if explain or as_format == "json":
            sittings.append(found)
    if as_format == "json":
        print_json(_document(sittings, unusable))
    else:
        _print(engine, counts, sittings, unusable)
    if not counts.sittings:
        raise click.ClickException(NOTHING)
    if counts.failed or any(one.wrong for one in unusable):
        raise SystemExit(1)


def _document(sittings: list[Sitting], unusable: list[Unusable]) -> dict[str, object]:
    return {
        "sittings": [told(sitting) for sitting in sittings],
        "not_judged": [{"source": written(one.path), "why": one.why, "wrong": one.wrong} for one in unusable],
    }


def _print(engine: ClinicalEngine, counts: Counts, sittings: list[Sitting], unusable: list[Unusable]) -> None:
    console = to_console()
    if counts.sittings:
        console.print(_table(engine, counts))
        patients = len(counts.patients)
        console.print(f"{counts.sittings} judged, {patients} patient{'' if patients == 1 else 's'}.")
    shorter = shortened(written(sitting.path) for sitting in sittings)
    for sitting, finding in spoken(sittings):
        draft = f", draft {sitting.draft}" if sitting.draft else ""
        head = f"{shorter[written(sitting.path)]}, {sitting.patient}, {sitting.hook.value}{draft}"
        console.print(f"\n{head}\n  {finding.card.id}: {became(finding)}", markup=False, soft_wrap=True)
        for line in why(finding, sitting):
            console.print(f"    {line}", markup=False, soft_wrap=True)
    _print_unread(console, counts)
    for one in unusable:
        if one.wrong:
            words = f"{written(one.path)}: {one.why}"
            Console(stderr=True, highlight=False).print(words, markup=False, style="red", soft_wrap=True)
    others = sum(not one.wrong for one in unusable)
    if others:
        console.print(
            f"{others} passed over (neither hook request nor FHIR resource, or of another patient)."
        )


def _table(engine: ClinicalEngine, counts: Counts) -> Table:
    table = Table(title="What became of each card", title_justify="left")
    table.add_column("card", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for card in engine.plan.catalogue.cards:
        counter = counts.by_card.get(card.id)
        if counter is not None:
            table.add_row(card.id, *(str(counter[column] or "") for column in COLUMNS))
    return table


def _print_unread(console: Console, counts: Counts) -> None:
    if not counts.unread:
        return
    table = Table(title=f"Not read: {len(counts.unread)}", title_justify="left")
    for heading in ("file", "resource", "element", "why"):
        table.add_column(heading, overflow="fold")
    shorter = shortened(line[0] for line in counts.unread)
    for file, *line in sorted(counts.unread):
        table.add_row(shorter[file], *line)
    console.print(table)


def shortened(paths: Iterable[str]) -> dict[str, str]:
    """Each path without the folders that all of them lie in."""
    listed = dict.fromkeys(paths)
    common = os.path.commonpath([os.path.dirname(os.path.abspath(path)) for path in listed]) if listed else ""
    return {path: os.path.relpath(path, common) for path in listed}
