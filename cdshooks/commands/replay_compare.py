"""``cdshooks replay compare`` and ``cdshooks replay whatif``: what another version or number changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import partial
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click

from cdshooks.commands.common import engine_here, print_json, today_at, today_option, with_progress
from cdshooks.commands.replay_population import hashes_of
from cdshooks.commands.replay_report import small_counts_option, write_page
from cdshooks.population.about import NoRun
from cdshooks.population.compare import Comparison, comparison
from cdshooks.population.judging import Options
from cdshooks.population.run import Asked
from cdshooks.population.run_folder import RunError
from cdshooks.population.whatif import run_both
from cdshooks.rules.case import Hook
from cdshooks.rules.catalogue_problems import problem_of_number
from cdshooks.rules.plan import Plan
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

Numbers = tuple[tuple[str, Decimal], ...]

_OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write one self-contained HTML page."
)
_FORMAT = click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Where no page is asked for: for people, or for programs.",
)


@click.command(name="compare", epilog="Exit codes: 0 compared; 1 that cannot be; 2 wrong usage.")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_OUT
@_FORMAT
@small_counts_option
def compare(before: Path, after: Path, out: Path | None, as_format: str, everything: bool) -> None:
    """Say which decisions change between two runs, per card, from what to what and by which criterion.

    The runs may differ in the version, in the numbers of the site or in the day. Their patients must have
    been hashed under the same key.
    """
    with _clear_errors():
        found = comparison(before, after, everything)
    _tell(found, out, as_format)


@click.command(name="whatif", epilog="Exit codes: 0 compared; 1 that cannot be; 2 wrong usage.")
@click.argument("export", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--set",
    "wanted",
    multiple=True,
    required=True,
    metavar="NAME=VALUE",
    help='A number of the site policy, such as pjp.steroid_mg_per_day=15; "cdshooks policy" lists them.',
)
@today_option("The day of the judgement. [today]")
@click.option("--every-order", is_flag=True, help="Each order of the export at its time.")
@click.option("--monthly", is_flag=True, help="The chart opened once a month.")
@click.option("--hook", type=click.Choice([hook.value for hook in Hook]), help="Only this hook.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="How many processes judge.")
@click.option(
    "--runs",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the two runs in this folder. What was stopped goes on there.",
)
@_OUT
@_FORMAT
@small_counts_option
def whatif(export: tuple[Path, ...], wanted: tuple[str, ...], runs: Path | None, **said: Any) -> None:
    """Say what other numbers of the site policy would change over an EXPORT.

    The export is judged as this site is, then with the other numbers, and the two are compared.
    """
    engine, settings = engine_here()
    numbers = numbers_of(wanted, engine.plan)
    with _clear_errors(), _folder(runs) as folder:
        asked = Asked(
            export,
            folder,
            _options(settings, said["today"], said["every_order"], said["monthly"], said["hook"]),
            hashes_of(folder, settings),
            engine_here,
            said["workers"] or cpu_count() or 1,
        )
        before, after = run_both(asked, partial(engine_with, numbers), with_progress)
        found = comparison(before, after, said["everything"])
    _tell(found, said["out"], said["as_format"])


def numbers_of(wanted: Sequence[str], plan: Plan) -> Numbers:
    """The numbers of ``NAME=VALUE``; ends the command naming the first that is none or is not allowed."""
    found: dict[str, Decimal] = {}
    for words in wanted:
        name, _, written = (part.strip() for part in words.partition("="))
        if name in found:
            raise click.UsageError(f"--set {name}: it is set twice.")
        found[name] = _number(name, written, plan)
    return tuple(found.items())


def _number(name: str, written: str, plan: Plan) -> Decimal:
    known = plan.numbers.get(name)
    if known is None:
        near = get_close_matches(name, plan.numbers, 1)
        hint = f"did you mean {near[0]}?" if near else "cdshooks policy lists them."
        raise click.UsageError(f"--set {name}: there is no such number; {hint}")
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise click.UsageError(f"--set {name}: write it as {name}={known.value_words}") from None
    if problem := problem_of_number(value, known):
        raise click.UsageError(f"--set {name}: {problem}")
    return value


def engine_with(numbers: Numbers) -> tuple[ClinicalEngine, Settings]:
    """The engine of this site with other numbers."""
    engine, settings = engine_here()
    return engine.with_numbers(dict(numbers)), settings


def _options(
    settings: Settings, today: date | None, every_order: bool, monthly: bool, hook: str | None
) -> Options:
    day = today or today_at(settings)
    return Options(day, today is not None, every_order, monthly, Hook(hook) if hook else None)


@contextmanager
def _folder(runs: Path | None) -> Iterator[Path]:
    """The folder of the two runs: the one named, else one that is removed afterwards."""
    if runs is not None:
        yield runs
        return
    with TemporaryDirectory() as made:
        yield Path(made) / "runs"


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except (NoRun, RunError) as wrong:
        raise click.ClickException(f"{str(wrong).removesuffix('.')}.") from None


def _tell(found: Comparison, out: Path | None, as_format: str) -> None:
    if out is not None:
        write_page(out, found.page())
    elif as_format == "json":
        print_json(found.document())
    else:
        click.echo("\n".join(found.lines()))
