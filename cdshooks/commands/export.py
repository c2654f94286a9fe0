"""``cdshooks export``: the cards and their value sets as FHIR R4 resources."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from cdshooks.commands.common import engine_here, with_progress
from cdshooks.publish.fhir_folder import InvalidResource, UnfitFolder, count_of, look_at, resources, write
from cdshooks.publish.fhir_names import BASE, Exported


def _base(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """An absolute http(s) address, without the slash at its end; anything else is refused."""
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(sign in value for sign in "?#| \t\n"):
        raise click.BadParameter("write an address such as https://cds.hospital.example/fhir")
    return value.rstrip("/")


@click.command(
    epilog="Exit codes: 0 written; 1 OUT is unfit or cannot be written, the settings cannot be used, or a "
    "resource would not be valid (nothing is written then); 2 wrong usage."
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--base",
    default=BASE,
    show_default=True,
    callback=_base,
    metavar="URL",
    help="Where the canonical URLs of the resources begin.",
)
def command(out: Path, base: str) -> None:
    """Write the cards as FHIR R4 into the folder OUT: one JSON file for each resource.

    \b
    OUT/PlanDefinition/  one for each card: its conditions and suggestions in numbered sentences
    OUT/ValueSet/        one for each value set, with its codes
    OUT/Library/         one that names all of them, with the fingerprint of the catalogue

    They hold the numbers and codes of this site and are for reading, comparing and signing: the conditions
    are not executable. What the form cannot carry is named in each file and counted in docs/export.md. The
    same cards give the same bytes. OUT is new, empty, or an export of the same cards.
    """
    exported = Exported(engine_here()[0].plan, base)
    try:
        look_at(out, exported)
        found = list(with_progress(resources(exported), count_of(exported), "Making resources"))
        write(found, out)
    except InvalidResource as wrong:
        raise click.ClickException(
            f"A resource would not be valid FHIR, nothing was written. {wrong}"
        ) from None
    except UnfitFolder as wrong:
        raise click.ClickException(f"{out} cannot be used: {wrong}. Name a new or an empty folder.") from None
    except OSError as wrong:
        raise click.ClickException(f"{out} cannot be written: {wrong.strerror}") from None
    click.echo(f"{len(found)} resources are in {out}, catalogue {exported.fingerprint}.")
