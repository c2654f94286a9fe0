"""``cdshooks sample``: a sample request to send, moved to any day."""

from __future__ import annotations

from datetime import date

import click
from rich.table import Table

from cdshooks.commands.common import format_option, no_such_card, print_json, to_console, today_option
from cdshooks.publish.samples import Sample, samples, samples_of


@click.command(epilog="Exit codes: 0 printed; 2 there is no such card or story.")
@click.argument("card", required=False)
@click.option("--story", metavar="STORY", help="Which of the card's stories. [the one in which it speaks]")
@today_option("The day on which it happens: all dates move with it. [as written: 2026-01-15]")
@format_option
def command(card: str | None, story: str | None, today: date | None, as_format: str) -> None:
    """Print the request of a sample, ready to be sent (JSON always); without CARD list all samples.

    \b
    cdshooks sample pjp-start --today 2026-06-01 |
      curl -s -H 'Content-Type: application/json' -d @- \\
      http://127.0.0.1:8080/cds-services/ild-order-select
    """
    if card is None:
        if story is not None:
            raise click.UsageError("Name the card whose story this is.")
        _list(samples(), as_format)
        return
    chosen = _chosen(card, story)
    try:
        print_json(chosen.request(today))
    except OverflowError:
        raise click.UsageError("On that day some dates of the sample would leave the calendar.") from None


def _chosen(card: str, story: str | None) -> Sample:
    of_card = samples_of(card)
    if not of_card:
        raise click.UsageError(no_such_card(card, dict.fromkeys(one.card for one in samples())))
    if story is None:
        return of_card[0]
    for one in of_card:
        if one.name == story:
            return one
    raise click.UsageError(f"This card has no such story. It has: {', '.join(one.name for one in of_card)}")


def _list(all_samples: tuple[Sample, ...], as_format: str) -> None:
    if as_format == "json":
        print_json([_described(one) for one in all_samples])
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("card", "story", "hook", "shows", "what it is"):
        table.add_column(heading, no_wrap=heading in ("card", "hook"))
    for one in all_samples:
        table.add_row(one.card, one.name, one.hook, one.indicator or "silence", one.title)
    to_console().print(table)


def _described(sample: Sample) -> dict[str, str | None]:
    return {
        "card": sample.card,
        "story": sample.name,
        "hook": sample.hook,
        "day": sample.day.isoformat(),
        "indicator": sample.indicator,
        "title": sample.title,
        "why": sample.why,
    }
