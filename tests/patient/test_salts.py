"""Potassium as the salt of another drug: the tablet is no potassium supplement."""

from __future__ import annotations

from datetime import UTC

import pytest

from cdshooks.patient.record import Record
from tests.cards.clinic import TODAY, patient
from tests.cards.story import engine

SUPPLEMENT = {"med_potassium_supplement"}


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("Penicillin V Potassium 500 MG Oral Tablet", set()),
        ("Penicillin G Potassium 1000000 UNT Injection", set()),
        ("Amoxicillin 875 MG / Clavulanate Potassium 125 MG", set()),
        ("Diclofenac Potassium 50 MG Oral Tablet", set()),
        ("Losartan Potassium 50 MG Oral Tablet", {"med_arb_arni"}),
        ("Potassium 20 mEq daily", SUPPLEMENT),
        ("Potassium Chloride 20 MEQ Extended Release Oral Tablet", SUPPLEMENT),
        ("Penicillin V 500 MG; Potassium Chloride 20 MEQ", SUPPLEMENT),
    ],
)
def test_potassium_is_a_supplement_only_where_it_is_the_drug(text: str, sets: set[str]) -> None:
    order = {
        "resourceType": "MedicationRequest",
        "id": "x",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": text},
    }
    plan = engine().plan
    record = Record(TODAY, UTC, patient(), {"MedicationRequest": [order]}, plan.terminology, plan.index)
    (medication,) = record.all_medications
    assert medication.recognised
    assert medication.sets == sets
