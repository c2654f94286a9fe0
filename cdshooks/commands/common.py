"""What the commands share: the engine, days on the command line, tables, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from threading import Timer
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.progress import Progress, SpinnerColumn

from cdshooks.errors import SettingsError
from cdshooks.loading import loading
from cdshooks.rules.card import Card
from cdshooks.rules.plan import CatalogueError, Plan
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings, load_settings

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

PATIENCE = 1.0
"""Seconds after which progress is shown."""

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """The day that was written as 2026-01-15; anything else is refused."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or not _EARLIEST <= day <= _LATEST:
        raise click.BadParameter("write the day as 2026-01-15, from 1900 to 2199")
    return day


def today_option(words: str) -> Callable[[Command], Command]:
    """``--today DAY``."""
    return click.option("--today", callback=_day, metavar="DAY", help=words)


format_option = click.option(
    "--format",
    "as_format",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For people, or for programs.",
)


def engine_here() -> tuple[ClinicalEngine, Settings]:
    """The engine of this site's settings, which never goes out to a FHIR server."""
    return engine_at({})


def engine_at(named: Mapping[str, Any]) -> tuple[ClinicalEngine, Settings]:
    """The same with what was named on the command line (``site_file``, ``reviews_file``) in the place of what
    the settings say; ``None`` where it was not.
    """
    given = {name: value for name, value in named.items() if value is not None}
    try:
        settings = load_settings({"demo": True, **given}).model_copy(update={"fhir_bases": ()})
        return _engine(settings), settings
    except SettingsError as wrong:
        raise click.ClickException(f"The settings cannot be used.\n{wrong}") from None
    except CatalogueError as wrong:
        problems = "\n".join(wrong.problems)
        raise click.ClickException(f"The cards cannot be compiled.\n{problems}") from None


def known_card(plan: Plan, slug: str) -> Card:
    """The card of that id; ends the command where there is none."""
    try:
        return plan.card(slug)
    except KeyError:
        raise click.UsageError(no_such_card(slug, (one.id for one in plan.catalogue.cards))) from None


def no_such_card(slug: str, known: Iterable[str]) -> str:
    """What is said of an id that no card has: the one that was probably meant, or where all are listed."""
    near = get_close_matches(slug, known, 1)
    hint = f"Did you mean {near[0]}?" if near else "cdshooks check lists them."
    return f"There is no card {slug}. {hint}"


@cache
def _engine(settings: Settings) -> ClinicalEngine:
    """Built once for the same settings."""
    with loading():
        return build_engine(settings)


def today_at(settings: Settings) -> date:
    """The site's day."""
    return datetime.now(settings.zone).date()


def to_console() -> Console:
    """Standard output; lines are cut to a terminal's width only where there is a terminal.

    Brackets and colons are printed as they stand: ids and words come from files that anybody wrote.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 160
    return console


def print_json(value: Any) -> None:
    """One JSON document on standard output: UTF-8, whatever the letters of the terminal."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2))


def with_progress(items: Iterable[T], total: int, words: str) -> Iterator[T]:
    """The items; after a second of work a bar on the terminal says how far it is, also amid a long item."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    with Progress(SpinnerColumn(), *Progress.get_default_columns(), console=console, transient=True) as bar:
        task = bar.add_task(words, total=total, visible=False)
        patience = Timer(PATIENCE, bar.update, [task], {"visible": True})
        patience.daemon = True
        patience.start()
        try:
            for item in items:
                yield item
                bar.advance(task)
        finally:
            patience.cancel()
