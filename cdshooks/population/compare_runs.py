"""In what two runs differ, by what each says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdshooks.population.about import About

_FACTS = {
    "options.today": "As of",
    "options.every_order": "Every order",
    "options.monthly": "Monthly",
    "options.hook": "Hook",
    "cdshooks": "Version",
    "catalogue": "Catalogue",
    "export": "Export",
}

_OF_SITE = {
    "shown_at_once": "Shown at once",
    "silent": "Cards shown to nobody",
    "off": "Cards not judged",
    "time_zone": "Time zone",
}


def what_differs(before: About, after: About) -> Iterator[tuple[str, str, str]]:
    """What the two runs say of themselves where they differ: what, in the first, in the second."""
    for keys, words in _FACTS.items():
        one, other = (run.text(*keys.split(".")) for run in (before, after))
        if one != other:
            yield words, one, other
    for key, words in _OF_SITE.items():
        one, other = (_listed(run.table("site").get(key)) for run in (before, after))
        if one != other:
            yield words, one, other
    numbers = [run.table("policy") for run in (before, after)]
    for name in sorted({*numbers[0], *numbers[1]}):
        one, other = (str(table.get(name, "default")) for table in numbers)
        if one != other:
            yield name, one, other
    cards = [run.table("cards") for run in (before, after)]
    for card in sorted({*cards[0], *cards[1]}):
        one, other = (_version(table.get(card)) for table in cards)
        if one != other:
            yield card, one, other


def _listed(value: Any) -> str:
    """A list or a table of the site's in one text."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _version(card: Any) -> str:
    """A card's version and the beginning of its signed fingerprint, which a site's numbers do not move."""
    if not isinstance(card, dict):
        return "not there"
    return f"{card.get('version', '')} {str(card.get('signed_fingerprint', ''))[:8]}".strip()
