"""The page on the first texts names cards that exist, and a reason where no card speaks."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cards.story import engine

PAGE = Path(__file__).parents[1] / "docs" / "seeds.md"
ROWS_OF_EACH_TEXT = {
    "ILD with raised IgE": 31,
    "Nonspecific interstitial pneumonia with raised IgE": 25,
    "Sjogren disease with ILD": 22,
    "Myositis: the next step": 6,
    "Immune globulin": 10,
}
NAMED = re.compile(r"`([^`]+)`")


def rows() -> dict[str, list[tuple[str, str, str]]]:
    """The rows of each text: statement, cards, how it is said."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith("| statement"):
            statement, cards, how = (cell.strip() for cell in line.strip("|").split("|"))
            found.setdefault(heading, []).append((statement, cards, how))
    return found


def test_every_statement_has_its_row() -> None:
    assert {heading: len(held) for heading, held in rows().items()} == ROWS_OF_EACH_TEXT
    statements = [(heading, row[0]) for heading, held in rows().items() for row in held]
    assert len(statements) == len(set(statements))


def test_every_card_named_exists() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 50
    assert named <= {card.id for card in engine().plan.catalogue.cards}


def test_each_row_names_a_card_or_says_why_there_is_none() -> None:
    for held in rows().values():
        for statement, cards, how in held:
            assert how, statement
            assert NAMED.findall(cards) or cards == "none", statement
            if cards == "none":
                assert len(how.split()) >= 5, statement
