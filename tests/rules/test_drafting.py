"""How an order that we suggest writes its dosage."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.rules.drafting import dosage_instruction
from cdshooks.rules.orders import DrugOrder

RISING = DrugOrder(
    "pirfenidone",
    "1592279",
    "pirfenidone 267 MG Oral Capsule",
    "3",
    "capsule",
    "{capsule}",
    ("26643006", "Oral route"),
    (3, 1, "d"),
    "pirfenidone three times daily, raised after 7 and 14 days",
    rising=((7, "1"), (7, "2")),
)


def test_the_lower_doses_say_in_words_how_many_capsules_are_taken() -> None:
    assert [step["text"] for step in dosage_instruction(RISING)] == [
        "1 capsule a dose for 7 days, then more",
        "2 capsules a dose for 7 days, then more",
        "pirfenidone three times daily, raised after 7 and 14 days",
    ]


def test_a_unit_of_weight_has_no_plural() -> None:
    order = replace(RISING, unit="mg", unit_code="mg", rising=((7, "267"),))
    assert dosage_instruction(order)[0]["text"] == "267 mg a dose for 7 days, then more"
