"""A signature holds for the card that was signed, and for no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards.valuesets import POTASSIUM
from cdshooks.patient.terminology import Terminology
from cdshooks.patient.terminology_rows import Row
from cdshooks.rules.card import Card
from cdshooks.rules.language import condition, lab, number, valueset
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.sign_off import SignOff
from cdshooks.rules.standing import Standing, standing
from tests.rules.fixed import sure
from tests.spec.asking import a_card, catalogue, plan_of, terminology

LIMIT = number("test.potassium", "5.0", "mmol/L", allowed=("4.5", "6"), source="a source [K]")
SSC = valueset("cond_ssc", words="systemic sclerosis")
HIGH = lab(POTASSIUM, "mmol/L").result(within=30).above(LIMIT)
CARD = a_card(when=HIGH & condition(SSC), detail=("A sentence.",))


def signature(plan: Plan) -> SignOff:
    known = plan.identities["a-card"]
    return SignOff(known.signed, "Ann Example", "pharmacist", "PharmD", "2026-01-15", "1.0.0", known.site)


SIGNED = signature(plan_of(CARD))


def signed(
    card: Card,
    known: Terminology | None = None,
    numbers: Mapping[str, Decimal] | None = None,
    sign_off: SignOff = SIGNED,
) -> Plan:
    return compile_plan(catalogue(card), known or terminology(), numbers, {"a-card": (sign_off,)})


def stands(plan: Plan) -> Standing:
    return standing(plan.identities["a-card"], plan.sign_offs["a-card"])


def test_a_card_that_is_as_it_was_signed_is_reviewed() -> None:
    plan = signed(replace(CARD, version="1.0.1"))
    assert plan.card("a-card").reviewed == (SIGNED,)
    assert stands(plan) is Standing.SIGNED
    assert SIGNED.words == "Ann Example, pharmacist (PharmD), 2026-01-15"


def test_a_card_that_nobody_signed_is_not() -> None:
    plan = plan_of(CARD)
    assert plan.card("a-card").reviewed == ()
    assert stands(plan) is Standing.UNSIGNED


@pytest.mark.parametrize(
    "changed",
    [
        {"summary": "Another summary"},
        {"detail": ("Another sentence.",)},
        {"when": CARD.when & sure("x")},
        {"when": lab(POTASSIUM, "mmol/L").result(within=30).above(replace(LIMIT, default=Decimal("5.1")))},
        {"override_reasons": ("Done elsewhere",)},
    ],
    ids=["summary", "detail", "tree", "default number", "reasons"],
)
def test_what_changes_afterwards_unsets_the_signature(changed: Any) -> None:
    plan = signed(replace(CARD, **changed))
    assert plan.card("a-card").reviewed == ()
    assert stands(plan) is Standing.CHANGED


def test_another_code_in_a_value_set_unsets_the_signature() -> None:
    rows = terminology().rows("cond_ssc")
    one_more = terminology().with_sets({"cond_ssc": (*rows, Row("http://loinc.org", "1-8", "x", "y"))})
    assert stands(signed(CARD, one_more)) is Standing.CHANGED


def test_what_a_card_brings_along_is_held_against_its_fingerprint_too() -> None:
    wrong = replace(SIGNED, fingerprint="0" * 32)
    plan = plan_of(replace(CARD, reviewed=(wrong, SIGNED)))
    assert plan.card("a-card").reviewed == (SIGNED,)
    assert plan.sign_offs["a-card"] == (wrong, SIGNED)


def test_a_number_of_the_site_that_changes_leaves_the_signature_and_is_told() -> None:
    plan = signed(CARD, numbers={"test.potassium": Decimal("5.2")})
    assert plan.card("a-card").reviewed == (SIGNED,)
    assert stands(plan) is Standing.CHANGED_HERE
    assert Standing.CHANGED_HERE.holds
    again = signature(plan)
    assert stands(signed(CARD, numbers={"test.potassium": Decimal("5.2")}, sign_off=again)) is Standing.SIGNED
