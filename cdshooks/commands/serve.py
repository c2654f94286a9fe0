"""``cdshooks serve``: the service itself, and what it says on the console before it serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from cdshooks.errors import SettingsError
from cdshooks.loading import loading
from cdshooks.records.metrics_folder import share_counts
from cdshooks.rules.standing import lapsed
from cdshooks.settings import Settings, load_settings, unread_variables
from cdshooks.site_file import read_site
from cdshooks.web.engine import Service

if TYPE_CHECKING:
    from cdshooks.records.records import Records
    from cdshooks.web.server import Server

DEMO_WORDS = (
    "This is the demo. It is open to everyone who can reach this address and asks for no token: "
    "use test data only, never real patients."
)
CLIENT_ADD = "cdshooks client add NAME --issuer URL --jwks-url URL --fhir-base URL"
LOCKED_WORDS = (
    f"No client is registered, so every call is answered 401. Register one:\n  {CLIENT_ADD}\n"
    "It writes a table into the site.toml that CDSHOOKS_SITE_FILE names; then start again. "
    "To try the service with test data, start it with: cdshooks serve --demo"
)
HIDDEN_WORDS = (
    "{count} cards are not signed off by a clinical reviewer: they are judged and counted, and shown to "
    "nobody. Whether unsigned cards are shown is a clinical decision: allow_unreviewed = true in site.toml."
)
LAPSED_WORDS = (
    "Signed once and changed since, so that no signature holds: {cards}. Read what changed "
    "(cdshooks diff), and sign again."
)
LOCAL_WORDS = (
    "CDSHOOKS_BASE_URL is not set: tokens must name {address} as their audience, "
    "and links on cards lead there."
)

UNREAD_WORDS = "These variables are no settings of this service and are not read: {names}"

UNREACHED_WORDS = (
    "The database that CDSHOOKS_DATABASE_URL names cannot be reached. Cards are shown, and nothing is put on "
    "record until it can be."
)


@click.command()
@click.option("--demo", is_flag=True, default=None, help="Open to everyone, for test data only.")
@click.option("--host", help="The address to listen on. [CDSHOOKS_HOST, else 127.0.0.1]")
@click.option("--port", type=int, help="The port to listen on. [CDSHOOKS_PORT, else 8080]")
@click.option("--workers", type=int, help="How many processes. [CDSHOOKS_WORKERS, else 2]")
def command(**options: Any) -> None:
    """Answer the CDS Hooks calls of registered clients; with --demo of everyone."""
    with loading():
        server = started(options)
    server.run()


def started(options: Mapping[str, Any]) -> Server:
    """The server with all that it serves, checked and announced. Ends the command where it cannot be."""
    try:
        settings = load_settings(options)
        check_bases(settings)
        # Where each process counts is said before the library of metrics is loaded, which the app does.
        _share_counts()
        from cdshooks.app import build_engine, create_app, records_of
        from cdshooks.web.server import Server

        site = read_site(settings.site_file)
        engine = build_engine(settings, site)
        records = records_of(engine, settings)
        prepare(records)
        app = create_app(settings, engine, site=site)
    except SettingsError as wrong:
        raise click.ClickException(f"The service cannot start with these settings.\n{wrong}") from None
    announce(settings, engine.services, tuple(site.clients))
    plan = getattr(engine, "plan", None)
    if plan is not None and not (settings.demo or site.allow_unreviewed):
        announce_hidden(sum(not card.reviewed for card in plan.catalogue.cards))
        announce_lapsed(lapsed(plan.identities, plan.sign_offs))
    return Server(app, settings, in_worker=records.start, at_end=records.end)


def _share_counts() -> None:
    try:
        share_counts()
    except OSError:
        words = "TMPDIR: no folder for temporary files can be written; they have no room, or may only be read"
        raise SettingsError(words) from None


def _console() -> Console:
    """Standard error. Signs of the kind ``:word:`` stand as they are: their names take long to load."""
    return Console(stderr=True, soft_wrap=True, emoji=False)


def prepare(records: Records) -> None:
    """Makes the records ready. An old schema stops the start; a database out of reach does not: cards are
    shown without it.
    """
    from cdshooks.records.unreachable import SchemaError, Unreachable

    try:
        records.prepare()
    except SchemaError as wrong:
        raise click.ClickException(str(wrong)) from None
    except Unreachable:
        _console().print(UNREACHED_WORDS, style="bold yellow", markup=False)


def check_bases(settings: Settings) -> None:
    """Raises ``SettingsError`` where the demo's FHIR servers are named and nobody would ask them."""
    if settings.fhir_bases and not settings.demo:
        raise SettingsError(
            "CDSHOOKS_FHIR_BASES: it serves the demo only; a client has its fhir_bases in site.toml"
        )


def announce(settings: Settings, services: tuple[Service, ...], clients: tuple[str, ...] = ()) -> None:
    """Says on the console, beside the log and not in it, what is served, where, and for whom."""
    console = _console()
    table = Table(title=f"Served at {settings.address}/cds-services", title_justify="left")
    for heading in ("hook", "service", "what it does"):
        table.add_column(heading)
    for service in services:
        table.add_row(service.hook, service.id, service.title)
    console.print(table)
    if settings.demo:
        console.print(DEMO_WORDS, style="bold yellow", markup=False)
    elif clients:
        console.print(f"It answers these registered clients: {', '.join(clients)}", markup=False)
        if settings.base_url is None:
            console.print(LOCAL_WORDS.format(address=settings.address), style="bold yellow", markup=False)
    else:
        console.print(LOCKED_WORDS, style="bold red", markup=False)
    if unread := unread_variables():
        words = UNREAD_WORDS.format(names=", ".join(unread))
        console.print(words, style="bold yellow", markup=False)


def announce_hidden(count: int) -> None:
    """Says on the console how many cards stay hidden because nobody has signed them."""
    if count:
        words = HIDDEN_WORDS.format(count=count)
        _console().print(words, style="bold yellow", markup=False)


def announce_lapsed(cards: list[str]) -> None:
    """Says on the console which cards went silent because they changed after somebody had signed them."""
    if cards:
        words = LAPSED_WORDS.format(cards=", ".join(cards))
        _console().print(words, style="bold yellow", markup=False)
