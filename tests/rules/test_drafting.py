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


def test_each_step_says_in_words_what_is_taken_and_how_often() -> None:
    assert [step["text"] for step in dosage_instruction(RISING)] == [
        "pirfenidone, 1 capsule by mouth 3 times a day for 7 days",
        "pirfenidone, 2 capsules by mouth 3 times a day for 7 days",
        "pirfenidone, 3 capsules by mouth 3 times a day from day 15",
    ]


def test_a_unit_of_weight_has_no_plural() -> None:
    order = replace(RISING, unit="mg", unit_code="mg", rising=((7, "267"),))
    assert dosage_instruction(order)[0]["text"] == "pirfenidone, 267 mg by mouth 3 times a day for 7 days"
