"""The command line: ``cdshooks serve`` and the commands of the other rooms.

A command's module is imported when the command is called, so that starting the server waits for nothing
that it does not use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from cdshooks.errors import SettingsError
from cdshooks.settings import Settings, load_settings
from cdshooks.web.engine import Service

if TYPE_CHECKING:
    from cdshooks.records.records import Records

COMMANDS: dict[str, tuple[str, str]] = {
    "card": ("cdshooks.commands.card:command", "Turn single cards off and on while the service runs."),
    "check": ("cdshooks.commands.check:command", "Check cards, codes and drafts before they are served."),
    "client": (
        "cdshooks.commands.client:command",
        "Register clients in site.toml, list them, check their keys.",
    ),
    "db": ("cdshooks.commands.db:command", "Upgrade the database, and delete what is old."),
    "diff": (
        "cdshooks.commands.diff:command",
        "Say what changed in the words of the cards between two versions.",
    ),
    "completion": ("cdshooks.commands.completion:command", "Print what completes commands in your shell."),
    "doctor": (
        "cdshooks.commands.doctor:command",
        "Look whether all is in order, and say what to do.",
    ),
    "explain": ("cdshooks.commands.explain:command", "Say why a card speaks about a patient, or why not."),
    "export": ("cdshooks.commands.export:command", "Write the cards and value sets as FHIR resources."),
    "feedback": ("cdshooks.commands.feedback:command", "Count what users did with cards."),
    "policy": ("cdshooks.commands.policy:command", "Print every number, and what this site has chosen."),
    "replay": ("cdshooks.commands.replay:command", "Count what the cards would say about files on disk."),
    "sample": ("cdshooks.commands.sample:command", "Print a sample request, moved to any day."),
    "sheet": (
        "cdshooks.commands.sheet:command",
        "Print review sheets of cards, or what a client must set up.",
    ),
    "sign": ("cdshooks.commands.sign:command", "Sign a card as it stands, as its clinical owner."),
    "synth": (
        "cdshooks.commands.synth:command",
        "Invent a population of patients, as a Bulk Data export has it.",
    ),
}
"""The commands of other rooms: name -> (``module:attribute`` of the click command, one line of help)."""

PURPOSES: dict[str, tuple[str, ...]] = {
    "Run the service": ("serve", "doctor", "client", "card", "db"),
    "See what it says": ("sample", "explain", "replay", "synth"),
    "Review and sign cards": ("sheet", "policy", "check", "diff", "sign", "export"),
    "Learn from its use": ("feedback",),
}
"""What people do, and the commands for it; whatever is not named stands at the end."""

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
LOCAL_WORDS = (
    "CDSHOOKS_BASE_URL is not set: tokens must name {address} as their audience, "
    "and links on cards lead there."
)

UNREACHED_WORDS = (
    "The database that CDSHOOKS_DATABASE_URL names cannot be reached. Cards are shown, and nothing is put on "
    "record until it can be."
)


class LazyGroup(click.Group):
    """A group that knows its further commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if it lives elsewhere."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each command under what it is for, without importing any."""
        known = self.list_commands(ctx)
        named = {name for names in PURPOSES.values() for name in names}
        others = tuple(name for name in known if name not in named)
        width = max(map(len, known))
        for purpose, names in {**PURPOSES, "Set up your shell": others}.items():
            rows = [(name.ljust(width), self._help_of(ctx, name)) for name in names if name in known]
            if rows:
                with formatter.section(purpose):
                    formatter.write_dl(rows)

    def _help_of(self, ctx: click.Context, name: str) -> str:
        if name in COMMANDS:
            return COMMANDS[name][1]
        command = super().get_command(ctx, name)
        return command.get_short_help_str() if command else ""


@click.group(cls=LazyGroup)
@click.version_option(package_name="cdshooks")
def main() -> None:
    """Clinical decision support for interstitial lung disease, over CDS Hooks."""


@main.command(short_help="Answer CDS Hooks calls; with --demo of everyone.")
@click.option("--demo", is_flag=True, default=None, help="Open to everyone, for test data only.")
@click.option("--host", help="The address to listen on. [CDSHOOKS_HOST, else 127.0.0.1]")
@click.option("--port", type=int, help="The port to listen on. [CDSHOOKS_PORT, else 8080]")
@click.option("--workers", type=int, help="How many processes. [CDSHOOKS_WORKERS, else 2]")
def serve(**options: Any) -> None:
    """Answer the CDS Hooks calls of registered clients; with --demo of everyone."""
    try:
        settings = load_settings(options)
        check_bases(settings)
        # Imported here, so that other commands do not wait for Flask and gunicorn.
        from cdshooks.records.metrics_folder import share_counts

        share_counts()
        from cdshooks.app import build_engine, create_app, records_of
        from cdshooks.site import read_site
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
    Server(app, settings, in_worker=records.start, at_end=records.end).run()


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
        Console(stderr=True, soft_wrap=True).print(UNREACHED_WORDS, style="bold yellow", markup=False)


def check_bases(settings: Settings) -> None:
    """Raises ``SettingsError`` where the demo's FHIR servers are named and nobody would ask them."""
    if settings.fhir_bases and not settings.demo:
        raise SettingsError(
            "CDSHOOKS_FHIR_BASES: it serves the demo only; a client has its fhir_bases in site.toml"
        )


def announce(settings: Settings, services: tuple[Service, ...], clients: tuple[str, ...] = ()) -> None:
    """Says on the console, beside the log and not in it, what is served, where, and for whom."""
    console = Console(stderr=True, soft_wrap=True)
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


def announce_hidden(count: int) -> None:
    """Says on the console how many cards stay hidden because nobody has signed them."""
    if count:
        words = HIDDEN_WORDS.format(count=count)
        Console(stderr=True, soft_wrap=True).print(words, style="bold yellow", markup=False)


if __name__ == "__main__":
    main()
