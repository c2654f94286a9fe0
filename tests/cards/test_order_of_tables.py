"""Cards of one level and folder stand in the order of their table: it decides what the budget keeps."""

from __future__ import annotations

from cards.drug_safety import FOLDER


def test_the_safety_cards_stand_in_the_order_of_their_page() -> None:
    assert [card.id for card in FOLDER.cards] == [
        "mycophenolate-pregnancy",
        "mycophenolate-labs",
        "azathioprine-tpmt-nudt15",
        "azathioprine-xanthine-oxidase",
        "cyclophosphamide-safety",
        "rituximab-hepatitis-b",
        "rituximab-immunoglobulin",
        "tocilizumab-safety",
        "jak-inhibitor-safety",
        "calcineurin-inhibitor-safety",
        "nintedanib-safety",
        "pirfenidone-safety",
        "ivig-safety",
        "infection-screen",
        "scleroderma-renal-crisis-monitoring",
        "methotrexate-respiratory-symptoms",
    ]
