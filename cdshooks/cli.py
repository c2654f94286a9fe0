"""The command line: which commands there are. A command's module is imported when the command is called, so
that nothing is waited for that it does not use.
"""

from __future__ import annotations

import errno
import io
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from cdshooks.loading import loading

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
    "serve": (
        "cdshooks.commands.serve:command",
        "Answer CDS Hooks calls; with --demo of everyone.",
    ),
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
"""The commands: name -> (``module:attribute`` of the click command, one line of help)."""

PURPOSES: dict[str, tuple[str, ...]] = {
    "Run the service": ("serve", "doctor", "client", "card", "db"),
    "See what it says": ("sample", "explain", "replay", "synth"),
    "Review and sign cards": ("sheet", "policy", "check", "diff", "sign", "export"),
    "Learn from its use": ("feedback",),
}
"""What people do, and the commands for it; whatever is not named stands at the end."""


_RAISING = ("strict", "surrogateescape")
"""How an output is set that raises at a letter which its encoding does not have."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; ``None`` where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        if module not in sys.modules:
            with loading():
                import_module(module)
        found: click.Command = getattr(sys.modules[module], attribute)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As ever; a name that is nearly one of a command is told that one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as unknown:
            near = get_close_matches(args[0], COMMANDS, 1)
            if not near:
                raise
            raise click.UsageError(f"{unknown.message} Did you mean {near[0]}?", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """As ever; letters that the terminal does not have are escaped, and a full disk is told in a line."""
        if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors in _RAISING:
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except OSError as wrong:
            if wrong.errno != errno.ENOSPC:
                raise
            raise click.ClickException("There is no room left where it is written.") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each command under what it is for, without importing any."""
        known = self.list_commands(ctx)
        named = {name for names in PURPOSES.values() for name in names}
        others = tuple(name for name in known if name not in named)
        width = max(map(len, known))
        for purpose, names in {**PURPOSES, "Set up your shell": others}.items():
            rows = [(name.ljust(width), COMMANDS[name][1]) for name in names if name in known]
            if rows:
                with formatter.section(purpose):
                    formatter.write_dl(rows)


@click.group(cls=LazyGroup)
@click.version_option(package_name="cdshooks")
def main() -> None:
    """Clinical decision support for interstitial lung disease, over CDS Hooks."""


if __name__ == "__main__":
    main()
