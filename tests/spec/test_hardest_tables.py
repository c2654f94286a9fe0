"""The ten hardest tables, by which the language was made, are served cards."""

from __future__ import annotations

from cards import CATALOGUE

TEN = (
    "pjp-start",
    "pjp-consider",
    "pjp-agent-choice",
    "pjp-stop-review",
    "tmp-smx-hyperkalaemia",
    "rapidly-progressive-ild",
    "ild-drug-dose-range",
    "pft-due-established",
    "iim-ild-escalation",
    "mycophenolate-labs",
)


def test_they_are_ten_and_served() -> None:
    assert len(TEN) == 10
    assert set(TEN) <= {card.id for card in CATALOGUE.cards}
