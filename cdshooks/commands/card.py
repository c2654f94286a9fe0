"""``cdshooks card``: the kill switch of single cards, for every running process of one database."""

from __future__ import annotations

import getpass
import os

import click
from rich.table import Table

from cdshooks.commands.common import no_such_card, to_console
from cdshooks.commands.records import database
from cdshooks.errors import SettingsError
from cdshooks.records.switches import cards_off, switch, turns
from cdshooks.service import load_catalogue

LONGEST_REASON = 500
REACHES = "Running services follow within 10 seconds."


def _slug(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """The id of a card of the installed catalogue."""
    try:
        known = {card.id for card in load_catalogue().cards}
    except SettingsError as wrong:
        raise click.ClickException(str(wrong)) from None
    if value not in known:
        raise click.UsageError(no_such_card(value, known))
    return value


def _reason(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    words = " ".join(value.split())
    if not 0 < len(words) <= LONGEST_REASON:
        raise click.BadParameter(f"say why, in at most {LONGEST_REASON} characters")
    return words


slug_argument = click.argument("slug", callback=_slug)
reason_option = click.option(
    "--reason", required=True, callback=_reason, help="Why, for the record. Name no patient."
)


@click.group()
def command() -> None:
    """Turn single cards off and on while the service runs."""


@command.command()
@slug_argument
@reason_option
def off(slug: str, reason: str) -> None:
    """Show a card to nobody until it is turned on again. It is judged and counted all the same."""
    with database() as store:
        switch(store, slug, off=True, reason=reason, by=_who())
    click.echo(f"{slug} is off. {REACHES}")


@command.command()
@slug_argument
@reason_option
def on(slug: str, reason: str) -> None:
    """Show a card again."""
    with database() as store:
        switch(store, slug, off=False, reason=reason, by=_who())
    click.echo(f"{slug} is on. {REACHES}")


@command.command(name="list")
def listed() -> None:
    """Which cards are off, and every turn of a switch."""
    with database() as store:
        silent, every = cards_off(store), turns(store)
    console = to_console()
    console.print(f"Off now: {', '.join(sorted(silent)) or 'none'}")
    table = Table(show_edge=False)
    for heading in ("when (UTC)", "card", "turned", "by", "reason"):
        table.add_column(heading)
    for turn in every:
        when = f"{turn.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(when, turn.slug, "off" if turn.off else "on", turn.by, turn.reason)
    if every:
        console.print(table)


def _who() -> str:
    """The user of this machine; in a container without names its number."""
    try:
        return getpass.getuser()[:200]
    except (KeyError, OSError):
        return str(os.getuid())
