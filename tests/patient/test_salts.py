"""Potassium and calcium as the salt of another drug: the tablet is no supplement."""

from __future__ import annotations

from datetime import UTC

import pytest

from cdshooks.patient.drugs import drug_tables
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


@pytest.mark.parametrize(
    ("text", "calcium"),
    [
        ("Calcium 500 mg twice daily", True),
        ("calcium", True),
        ("Calcium carbonate 1250 MG Oral Tablet", True),
        ("Calcium with vitamin D3", True),
        ("oral calcium and vitamin D", True),
        ("Atorvastatin Calcium 40 MG Oral Tablet", False),
        ("rosuvastatin calcium 10 mg", False),
        ("Calcium folinate 15 mg", False),
        ("Leucovorin Calcium 25 MG", False),
        ("Calcium acetate 667 MG Oral Capsule", False),
        ("calcium channel blocker", False),
        ("Calcium polystyrene sulfonate", False),
    ],
)
def test_calcium_is_a_supplement_only_where_it_is_the_drug(text: str, calcium: bool) -> None:
    found = drug_tables(engine().plan.terminology).finder.find(text)
    assert ("calcium" in found.names or "calcium carbonate" in found.names) is calcium
    assert found.names or found.other
