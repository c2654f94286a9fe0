"""A result without a code of a known system is told by its words, as text_fallback.csv lists them."""

from __future__ import annotations

import pytest

from tests.patient.records import LNC, Json, coded, record


def held(value_set: str, code: object, **elements: object) -> bool:
    one: Json = {"resourceType": "Observation", "id": "o1", "status": "final", "code": code, **elements}
    return bool(record({"Observation": [one]}).observations(value_set))


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("obs_ab_mda5", "Anti-MDA-5 antibody"),
        ("obs_ab_mda5", "CADM-140 IgG"),
        ("obs_ab_ssa", "anti-Ro (SS-A)"),
        ("obs_ab_ro52", "Ro-52"),
        ("obs_g6pd_quantitative", "G6PD"),
        ("obs_fvc_l", "FVC (pre-bronchodilator)"),
        ("obs_fvc_pct_predicted", "FVC % predicted"),
        ("obs_dlco_pct_predicted", "DLCO (Hb corrected) % of pred."),
        ("obs_6mwd", "Six-minute walk distance"),
    ],
)
def test_a_listed_text_stands_for_a_code(value_set: str, text: str) -> None:
    assert held(value_set, {"text": text})
    assert held(value_set, {"coding": [{"system": "urn:oid:1.2.3", "code": "77", "display": text}]})


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("obs_fvc_l", "Predicted FVC"),
        ("obs_fvc_l", "FVC LLN"),
        ("obs_fvc_l", "FVC z-score"),
        ("obs_fvc_l", "FEV1/FVC"),
        ("obs_fvc_l", "FVC interpretation"),
        ("obs_fvc_pct_predicted", "FEV1/FVC % predicted"),
        ("obs_fvc_pct_predicted", "FVC % change of reference"),
        ("obs_dlco_abs", "DLCO/VA"),
        ("obs_6mwd", "6MWT lowest SpO2"),
        ("obs_g6pd_quantitative", "G6PD gene variant"),
        ("obs_ab_ssa", "anti-Ro 52"),
        ("obs_ab_mda5", "MDA5, sample of the mother"),
    ],
)
def test_words_of_another_quantity_do_not(value_set: str, text: str) -> None:
    assert not held(value_set, {"text": text})


def test_a_code_of_a_known_system_prevails_over_the_words() -> None:
    assert not held("obs_ab_mda5", coded(LNC, "718-7", text="anti-MDA5"))


def test_a_component_is_told_by_its_words_too() -> None:
    part = {"code": {"text": "anti-MDA5"}, "valueString": "positive"}
    assert held("obs_ab_mda5", {"text": "Myositis panel"}, component=[part])
