"""``cdshooks policy``: every number that a clinician could dispute, with what this site has chosen."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table

from cdshooks.card_mode import CardMode
from cdshooks.commands.common import engine_here, format_option, print_json, to_console
from cdshooks.number_words import number_of
from cdshooks.publish.sheet import Number, number_here
from cdshooks.rules.declared import declared
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in
from cdshooks.site import Site
from cdshooks.site_file import read_site

Json = dict[str, Any]


@click.command(epilog="Exit codes: 0 printed; 1 the settings or the site file cannot be used; 2 wrong usage.")
@click.argument("words", nargs=-1)
@click.option("--changed", is_flag=True, help="Only what differs from its default here.")
@format_option
def command(words: tuple[str, ...], changed: bool, as_format: str) -> None:
    """Print each number with its default, this site's value, its range and source; then the other choices.

    With WORDS only the numbers that have all of them in their name or in what they are, for example "pjp".
    """
    engine, settings = engine_here()
    site, plan = read_site(settings.site_file), engine.plan
    numbers = [number_here(one, plan) for _, one in sorted(plan.numbers.items())]
    shown = [one for one in numbers if (one.changed or not changed) and _has(one, words)]
    if as_format == "json":
        cards = _cards_by_number(plan)
        print_json({"numbers": [_described(one, plan, cards) for one in shown], **_choices(site, plan)})
    else:
        _print(shown, site, plan)


def _has(one: Number, words: tuple[str, ...]) -> bool:
    text = f"{one.name} {one.words}".casefold()
    return all(word.casefold() in text for word in words)


def _described(one: Number, plan: Plan, cards: dict[str, list[str]]) -> Json:
    known = plan.numbers[one.name]
    return {
        "name": one.name,
        "meaning": one.meaning,
        "default": one.default,
        "here": one.here,
        "changed": one.changed,
        "unit": one.unit,
        "low": str(known.low),
        "high": str(known.high),
        "source": one.source,
        "cards": cards.get(one.name, []),
    }


def _cards_by_number(plan: Plan) -> dict[str, list[str]]:
    """The cards that look at each number; none for those of overridden cards, which hold for all."""
    found: dict[str, list[str]] = {}
    for card in plan.catalogue.cards:
        for name in {one.name for one in found_in(declared(card), PolicyNumber)}:
            found.setdefault(name, []).append(card.id)
    return found


def _choices(site: Site, plan: Plan) -> Json:
    """What else the site has chosen."""
    modes = {card: mode.value for card, mode in site.cards.items() if mode is not CardMode.ON}
    return {
        "cards": modes,
        "codes": {name: [f"{system}|{code}" for system, code in held] for name, held in site.codes.items()},
        "not_looked_for": [one.name for one in plan.site_concepts],
        "shown_at_once": {"cards": plan.at_once.cards, "info": plan.at_once.info},
        "why": site.why.value,
        "kept_elsewhere": sorted(site.kept_elsewhere),
        "allow_unreviewed": site.allow_unreviewed,
    }


def _print(numbers: list[Number], site: Site, plan: Plan) -> None:
    console = to_console()
    table = Table(title="Numbers", title_justify="left")
    table.add_column("number", no_wrap=True)
    table.add_column("what it is")
    for heading in ("default", "here"):
        table.add_column(heading, justify="right")
    for heading in ("unit", "range", "source"):
        table.add_column(heading)
    for one in numbers:
        here = f"{one.here} !" if one.changed else one.here
        table.add_row(one.name, one.words, one.default, here, one.unit, one.allowed, one.source)
    if numbers:
        console.print(table)
    changed = sum(one.changed for one in numbers)
    differ = number_of(changed, "differs from its default", "differ from their default")
    console.print(f"{len(numbers)} of {len(plan.numbers)} numbers; {differ} (!).")
    chosen = _choices(site, plan)
    console.print(f"Shown at once: {plan.at_once.cards} cards, {plan.at_once.info} of them info. ", end="")
    console.print(f"Why: {site.why.value}. Unsigned cards: {'shown' if site.allow_unreviewed else 'silent'}.")
    for card, mode in chosen["cards"].items():
        console.print(f"  {card} is {mode}")
    for name, codes in chosen["codes"].items():
        console.print(f"  {name}: {', '.join(codes)}", soft_wrap=True)
    if site.kept_elsewhere:
        console.print(f"Not offered by the EHR, kept elsewhere: {', '.join(sorted(site.kept_elsewhere))}.")
    console.print(f"Concepts without a code of this site: {len(chosen['not_looked_for'])}.")
