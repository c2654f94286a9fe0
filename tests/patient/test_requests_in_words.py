"""A request by the name of a hospital's own is recognised, so that a card does not ask for the test again."""

from __future__ import annotations

import pytest

from tests.patient.records import Json, record

ASKED = {
    "order_full_pft": (
        "PFT complete",
        "Pulmonary function test",
        "Spirometry with DLCO",
        "Lungenfunktion",
        "Full PFTs w/ DLCO",
    ),
    "order_chest_radiograph": ("Chest X-ray 2 views", "XR chest PA and lateral", "CXR", "Röntgen Thorax"),
    "obs_ct_chest": ("HRCT chest", "CT chest without contrast", "CT Thorax"),
    "obs_dxa": ("DXA scan", "Bone density", "Knochendichtemessung"),
    "obs_6mwd": ("6MWT", "Six minute walk test"),
    "obs_ige_total": ("Total IgE", "IgE, total", "Immunoglobulin E", "Gesamt-IgE"),
    "order_pulmonary_rehabilitation": ("Pulmonary rehab", "Ambulatory referral to pulmonary rehabilitation"),
    "order_smoking_cessation": ("Smoking cessation counseling", "Raucherentwöhnung"),
}
NOT_ASKED = {
    "order_full_pft": (
        "Liver function test",
        "Review of outside PFTs",
        "Consider PFTs",
        "Cancelled: PFT complete",
    ),
    "order_chest_radiograph": ("X-ray knee", "CT chest", "Chest physiotherapy", "No chest X-ray"),
    "obs_ct_chest": ("CT abdomen", "CT angiogram chest", "CT-guided biopsy of the lung"),
    "obs_dxa": ("Bone scan",),
    "obs_ige_total": ("Aspergillus IgE", "IgE food panel", "IgG"),
    # On these hangs the level of a card of drug safety: a code says them, or nothing.
    "obs_creatinine": ("Creatinine",),
    "obs_igra": ("QuantiFERON",),
    "order_blood_count": ("CBC with diff",),
    "obs_alt": ("Hepatic panel",),
    "order_obstetric_referral": ("Referral to obstetrics",),
}


def asked(words: str, *codings: Json) -> Json:
    code = {"text": words, "coding": list(codings)}
    return {"resourceType": "ServiceRequest", "id": "r", "status": "active", "intent": "order", "code": code}


def each(listed: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(value_set, words) for value_set, said in listed.items() for words in said]


@pytest.mark.parametrize(("value_set", "words"), each(ASKED))
def test_its_name_tells_a_request(value_set: str, words: str) -> None:
    local = {"system": "http://hospital.example/orders", "code": "4711", "display": words}
    assert record({"ServiceRequest": [asked(words)]}).requests(value_set)
    assert record({"ServiceRequest": [asked("", local)]}).requests(value_set)


@pytest.mark.parametrize(("value_set", "words"), each(NOT_ASKED))
def test_another_name_tells_no_such_request(value_set: str, words: str) -> None:
    assert not record({"ServiceRequest": [asked(words)]}).requests(value_set)


def test_a_code_of_a_known_system_prevails_over_its_words() -> None:
    knee = {"system": "http://loinc.org", "code": "36554-4"}
    assert not record({"ServiceRequest": [asked("Chest X-ray", knee)]}).requests("obs_ct_chest")
    other = {"system": "http://snomed.info/sct", "code": "71388002"}
    assert not record({"ServiceRequest": [asked("Total IgE", other)]}).requests("obs_ige_total")
