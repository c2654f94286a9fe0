"""All summaries on one page, by folder: what a prescriber reads first of each card."""

from __future__ import annotations

from cdshooks.publish.plain_words import plain
from cdshooks.publish.review_sheet import escaped
from cdshooks.rules.card import Card, Catalogue

LONGEST_READ = 119
"""Clients cut a summary that is longer, or break its line; 139 characters are what the wire allows."""

PREFACE = f"""\
# Summaries

What a prescriber reads first of each card, by folder, in the order of the folders' tables. None has more than
{LONGEST_READ} characters. Behind each card stands how loudly it can speak.

This page is made from the cards (`cdshooks sheet summaries`).
"""


def summaries(catalogue: Catalogue) -> str:
    """The whole page as markdown."""
    parts = [PREFACE]
    for folder in catalogue.folders:
        lines = [
            f"| `{card.id}` | {escaped(plain(card.summary))} | {_levels(card)} |" for card in folder.cards
        ]
        parts.append(
            "\n".join([f"## {folder.heading}\n", "| card | summary | level |", "|---|---|---|", *lines, ""])
        )
    return "\n".join(parts)


def _levels(card: Card) -> str:
    """ "warning, info": every level at which the card can be shown, the loudest first."""
    found = sorted({ground.level for ground in card.level}, reverse=True)
    return ", ".join(level.indicator for level in found) + (", or one lower" if card.lower else "")
