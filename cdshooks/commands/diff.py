"""``cdshooks diff``: what changed in the words of the cards between two versions, for signing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

import click

from cdshooks.commands.common import print_json
from cdshooks.commands.review import sheet_format
from cdshooks.number_words import number_of
from cdshooks.publish.differences import (
    CardChange,
    Change,
    Export,
    UnreadableExport,
    differences,
    read_export,
)
from cdshooks.publish.review_folder import CARDS
from cdshooks.settings import PREFIX

WHEEL = ".whl"


@click.command(epilog="Exit codes: 0 printed; 1 one of the two cannot be read; 2 wrong usage.")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@sheet_format
def command(old: Path, new: Path, as_format: str) -> None:
    """Say card by card what changed between OLD and NEW.

    Each is a checkout, a wheel, or a folder that "cdshooks sheet all FOLDER --format json" wrote. A checkout
    or a wheel is run to tell its sheets, with its default numbers: name only those that you trust.
    """
    found = tuple(differences(_export_of(old), _export_of(new)))
    if as_format == "json":
        print_json([{**asdict(one), "to_sign": one.to_sign} for one in found])
    else:
        click.echo("\n".join(_told(found)))


def _export_of(path: Path) -> Export:
    try:
        if (path / CARDS / "__init__.py").is_file():
            return _run(path.resolve())
        if path.suffix == WHEEL:
            with _unpacked(path) as folder:
                return _run(folder)
        return read_export(path)
    except UnreadableExport as wrong:
        raise click.ClickException(
            f"{path} is no checkout, no wheel and no folder of exported sheets: {wrong}"
        ) from None


@contextmanager
def _unpacked(wheel: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        try:
            with ZipFile(wheel) as archive:
                archive.extractall(folder)
        except (BadZipFile, OSError):
            raise UnreadableExport("it cannot be unpacked") from None
        yield Path(folder)


def _run(code: Path) -> Export:
    """The export that the code in a folder makes of itself, with nothing that this site has chosen."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    with TemporaryDirectory() as out:
        told = subprocess.run(
            [sys.executable, "-P", "-m", "cdshooks.cli", "sheet", "all", out, "--format", "json"],
            env={**ours, "PYTHONPATH": str(code)},
            cwd=out,
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            last = (told.stderr.strip().splitlines() or ["it ended without a word"])[-1]
            raise UnreadableExport(f"it could not tell its sheets ({last})")
        return read_export(Path(out))


def _told(found: tuple[CardChange, ...]) -> Iterator[str]:
    yield "# Changes in the cards\n"
    if not found:
        yield "Nothing that a reviewer reads has changed."
    to_sign = [one.card for one in found if one.to_sign]
    if found:
        differ = number_of(len(found), "card differs", "cards differ")
        yield f"{differ}. To be signed: {', '.join(to_sign) or 'none'}."
    for one in found:
        yield f"\n## {one.title} ({one.card})\n"
        yield _standing(one)
        if one.old is not None and one.new is not None:
            for change in one.changes:
                yield f"\n### {change.part}\n"
                yield from _lines(change)


def _standing(one: CardChange) -> str:
    if one.old is None and one.new is not None:
        return f"New: version {one.new[0]}, fingerprint {one.new[1]}. Its sheet says all of it."
    if one.new is None:
        return "Taken out."
    assert one.old is not None
    versions = f"Version {one.old[0]}" + (f", now {one.new[0]}" if one.old[0] != one.new[0] else "")
    if not one.to_sign:
        return f"{versions}; the fingerprint is the same, a signature stands."
    words = f"{versions}; fingerprint {one.old[1]}, now {one.new[1]}."
    if one.without_words:
        words += " No word of it changed, but something that is judged or sent did: look at its declaration."
    return words


def _lines(change: Change) -> Iterable[str]:
    """The lines that went, and those that came, as they stand."""
    yield "```diff"
    yield from (f"- {line}" for line in change.gone)
    yield from (f"+ {line}" for line in change.came)
    yield "```"
