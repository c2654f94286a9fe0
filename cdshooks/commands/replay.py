"""``cdshooks replay``: what the cards would have said about files on this disk."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from rich.console import Console
from rich.table import Table

from cdshooks.commands.common import engine_here, format_option, print_json, to_console, today_option
from cdshooks.commands.judging import NOTHING, Bench
from cdshooks.commands.population_options import population_options
from cdshooks.number_words import number_of
from cdshooks.replay.counting import COLUMNS, Counts, became, spoken, told, why
from cdshooks.replay.files import Unusable, written
from cdshooks.replay.sittings import Sitting
from cdshooks.rules.case import Hook
from cdshooks.service import ClinicalEngine

HOOKS = click.Choice([hook.value for hook in Hook])


SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "report": ("cdshooks.commands.replay_report:command", "Write one HTML page about a run."),
    "compare": ("cdshooks.commands.replay_compare:compare", "Say which decisions change between two runs."),
    "whatif": ("cdshooks.commands.replay_compare:whatif", "Say what other numbers would change."),
}
"""Name -> (``module:attribute`` of the click command, one line of help). A file of such a name is written
``./report``.
"""

POPULATION_EXTRA = (
    "Replay over a population needs more libraries: pip install 'cdshooks[population]' "
    "(in a checkout: make install)."
)


class ReplayGroup(click.Group):
    """The subcommands by their names; everything else is what the command of files is asked."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args and args[0] in SUBCOMMANDS:
            return super().make_context(info_name, args, parent, **extra)
        return files_command.make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now; one line says what to install where its libraries are not there."""
        module, _, attribute = SUBCOMMANDS[cmd_name][0].partition(":")
        with population_libraries():
            found: click.Command = getattr(import_module(module), attribute)
        return found


class FilesCommand(click.Command):
    """The command of files, whose help names the subcommands too."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in SUBCOMMANDS.items()])
        super().format_epilog(ctx, formatter)


@contextmanager
def population_libraries() -> Iterator[None]:
    """Turns a library of the extra that is not installed into one line that says what to install."""
    try:
        yield
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] in ("altair", "duckdb", "pyarrow", "vl_convert"):
            raise click.ClickException(POPULATION_EXTRA) from None
        raise


@click.command(
    cls=FilesCommand,
    epilog="Exit codes: 0 everything was judged; 1 a file could not be read or a check failed; "
    "2 wrong usage.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--hook", type=HOOKS, help="Only this hook. [all three]")
@today_option("The day of the judgement. [a request's as-of day, else today]")
@click.option("--explain", is_flag=True, help="Say for each patient which card spoke, and why.")
@format_option
@population_options
def files_command(
    paths: tuple[Path, ...],
    hook: str | None,
    today: date | None,
    explain: bool,
    as_format: str,
    out: Path | None,
    **population: Any,
) -> None:
    """Judge hook requests, patient Bundles, or a folder of single resources (PATHS: files or folders).

    On the order hooks each active MedicationRequest of a Bundle becomes the draft once, taken out of the
    record. A Bundle counts as the whole record: what is not in it does not exist. Nothing is fetched.

    With --out RUN the files are a population: a FHIR Bulk Data export, a folder of Bundles or recorded hook
    requests, judged patient by patient into tables.
    """
    if out is None:
        _refuse(population)
        _replay_files(paths, hook, today, explain, as_format)
        return
    if explain or as_format == "json":
        raise click.UsageError("--out writes tables: it goes without --explain and --format.")
    with population_libraries():
        from cdshooks.commands.replay_population import Asked, run
    run(Asked(paths, out, today, hook, **population))


command = ReplayGroup(name="replay", help=files_command.help)


def _refuse(population: dict[str, Any]) -> None:
    """Raises where an option of a population run was given without ``--out``."""
    context = click.get_current_context()
    for name in population:
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(
                f"--{name.replace('_', '-')} is for a population: name the run with --out RUN."
            )


def _replay_files(
    paths: tuple[Path, ...], hook: str | None, today: date | None, explain: bool, as_format: str
) -> None:
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
        console.print(f"{counts.sittings} judged, {number_of(len(counts.patients), 'patient')}.")
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
