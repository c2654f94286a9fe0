"""``cdshooks sheet card`` and ``cdshooks sheet all``: what a clinical owner reads before signing."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from cdshooks.commands.common import engine_here, known_card, print_json
from cdshooks.publish.fhir_names import Exported
from cdshooks.publish.fhir_page import export_page
from cdshooks.publish.review_folder import CARDS, write_sheets
from cdshooks.publish.review_sheet import review_sheet
from cdshooks.publish.summaries import summaries

sheet_format = click.option(
    "--format",
    "as_format",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="For people, or for programs.",
)


@click.command(epilog="Exit codes: 0 printed; 1 the settings cannot be used; 2 there is no such card.")
@click.argument("slug")
@click.option("--codes", is_flag=True, help="With every code of its value sets, and where it was verified.")
@sheet_format
def card(slug: str, codes: bool, as_format: str) -> None:
    """The review sheet of the card SLUG: what it says and when, its numbers, codes, sources, who signed."""
    plan = engine_here()[0].plan
    sheet = review_sheet(known_card(plan, slug), plan)
    if as_format == "json":
        print_json(sheet.document(codes=codes))
    else:
        click.echo(sheet.told(codes=codes), nl=False)


@click.command(name="all", epilog="Exit codes: 0 written; 1 it cannot be written; 2 wrong usage.")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@sheet_format
def every(out: Path, as_format: str) -> None:
    """The review sheets of all cards into the folder OUT, with their codes as files of their own."""
    plan = engine_here()[0].plan
    try:
        if as_format == "json":
            write_sheets(plan, out, lambda sheet: (f"{sheet.card.id}.json", _json(sheet.document())))
        else:
            write_sheets(plan, out)
    except OSError as wrong:
        raise click.ClickException(f"{out} cannot be written: {wrong.strerror}") from None
    click.echo(f"{len(plan.catalogue.cards)} sheets are in {out / CARDS}.")


@click.command(name="summaries", epilog="Exit codes: 0 printed; 1 the settings cannot be used.")
def every_summary() -> None:
    """All summaries by folder, as a page of the documentation: docs/summaries.md."""
    click.echo(summaries(engine_here()[0].plan.catalogue), nl=False)


@click.command(name="export", epilog="Exit codes: 0 printed; 1 the settings cannot be used.")
def every_limit() -> None:
    """What an export as FHIR cannot carry of each card, as a page of the documentation: docs/export.md."""
    click.echo(export_page(Exported(engine_here()[0].plan)), nl=False)


def _json(document: object) -> str:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()
