"""docs/summaries.md holds the summary of every card, and none is longer than people read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cards import CATALOGUE
from cdshooks.cli import main
from cdshooks.publish.summaries import LONGEST_READ, summaries
from cdshooks.rules.card import Card
from cdshooks.rules.language import critical, info
from tests.rules.fixed import sure
from tests.spec.asking import a_card, catalogue


def test_the_page_is_the_one_that_the_cards_make(checkout: Path) -> None:
    page = checkout.joinpath("docs/summaries.md").read_text(encoding="utf-8")
    assert page == summaries(CATALOGUE), "run: cdshooks sheet summaries > docs/summaries.md"


def test_the_command_prints_the_page() -> None:
    told = CliRunner().invoke(main, ["sheet", "summaries"])
    assert (told.exit_code, told.stdout) == (0, summaries(CATALOGUE))


@pytest.mark.parametrize("card", CATALOGUE.cards, ids=lambda card: card.id)
def test_every_summary_is_under_120_characters(card: Card) -> None:
    assert len(card.summary) <= LONGEST_READ


@pytest.mark.parametrize("card", CATALOGUE.cards, ids=lambda card: card.id)
def test_no_text_of_a_card_is_taken_for_markdown(card: Card) -> None:
    """Two of "10*9/L" in a line would put all between them in italics."""
    labels = (getattr(offer, "label", "") for offer in card.suggest)
    texts = (card.summary, *card.detail, *(words for _, words in card.notes), *card.override_reasons, *labels)
    assert [text for text in texts if "*" in text or "`" in text] == []


def test_cards_stand_in_their_folder_with_their_levels() -> None:
    quiet = a_card("quiet", level=(info(), critical(sure("a"))), lower=(sure("b"),))
    page = summaries(catalogue(drug_safety=(quiet,), pjp=(a_card("loud", summary="10*9/L | x"),)))
    first, second = page.split("\n## ")[1:]
    assert first.startswith("Drug safety\n")
    assert "| `quiet` | Summary of quiet | critical, info, or one lower |" in first
    assert "| `loud` | 10^9/L \\| x | warning |" in second
