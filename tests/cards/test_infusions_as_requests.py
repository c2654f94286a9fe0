"""An infusion that is drafted as a ServiceRequest orders a drug, and the safety cards of the drug speak."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cards.clinic import (
    LOINC,
    SSC_CODE,
    Json,
    allergy,
    coded,
    condition,
    ild,
    ordered_test,
    result,
    tmp_smx,
    weight,
)
from tests.cards.story import SIGN, Story, check

HEPATITIS, CYCLOPHOSPHAMIDE, GLOBULIN = "rituximab-hepatitis-b", "cyclophosphamide-safety", "ivig-safety"
KIDNEYS = (result("creatinine", "2160-0", 1, "mg/dL", on=-10), weight(72))


def infusion(words: str, **how: object) -> Json:
    return ordered_test("inf", "x", status="draft", **how) | {"code": {"text": words}}


def signing(card: str, words: str, expect: str, *record: Json, drafted: Json | None = None) -> Story:
    return Story(card, words, SIGN, expect, record=(*KIDNEYS, *record), drafts=(drafted or infusion(words),))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Rituximab infusion", "critical"),
        ("Infusion of rituximab 1000 mg IV", "critical"),
        ("Rituximab", "critical"),
        ("Truxima infusion", "critical"),
        ("Rituximab-Infusion", "critical"),
        ("Rituximab level", "silent"),
        ("Labs before rituximab infusion", "silent"),
        ("Anti-rituximab antibody", "silent"),
        ("Iron infusion", "silent"),
    ],
)
def test_rituximab_as_a_request_asks_for_the_hepatitis_screen(words: str, expect: str) -> None:
    check(signing(HEPATITIS, words, expect))


def test_what_is_removed_is_the_request() -> None:
    removed = '"type": "delete", "description"', "ServiceRequest/inf"
    severe = allergy("a", "5666", "immunoglobulin G", criticality="high")
    check(replace(signing(GLOBULIN, "IVIG infusion", "critical", severe), acts=removed))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Cyclophosphamide 1000 mg IV", "warning"),
        ("Cyclophosphamide", "warning"),
        ("Cyclophosphamide teaching", "silent"),
    ],
)
def test_cyclophosphamide_as_a_request_asks_for_a_blood_count(words: str, expect: str) -> None:
    check(signing(CYCLOPHOSPHAMIDE, words, expect))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("IVIG infusion", "warning"),
        ("Privigen infusion", "warning"),
        ("Immunoglobulin G", "silent"),
        ("IgG level", "silent"),
    ],
)
def test_immune_globulin_as_a_request_beside_heart_failure(words: str, expect: str) -> None:
    check(signing(GLOBULIN, words, expect, condition("hf", "I50.9", recorded=-400)))


def test_a_code_of_a_test_orders_no_drug() -> None:
    level = {**infusion("Rituximab"), "code": {**coded(LOINC, "43736-9"), "text": "Rituximab"}}
    check(signing(HEPATITIS, "a level by its code", "silent", drafted=level))


def test_a_request_does_not_take_the_place_of_the_order_with_its_id() -> None:
    """They are of two types, and their ids are of two lists."""
    card, drafted = "pjp-with-rituximab-cyclophosphamide", infusion("Rituximab infusion")
    diseased = (ild(), condition("ssc", *SSC_CODE))
    check(signing(card, "no prophylaxis", "info", *diseased, drafted=drafted))
    check(signing(card, "prophylaxis with its id", "silent", *diseased, tmp_smx("inf"), drafted=drafted))
