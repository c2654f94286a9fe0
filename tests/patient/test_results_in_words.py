"""A result without a code of a known system is told by its words, as text_fallback.csv lists them."""

from __future__ import annotations

import pytest

from tests.patient.records import LNC, Json, coded, record

VALUES: dict[str, Json] = {
    "obs_fvc_l": {"value": 2.5, "unit": "L"},
    "obs_fvc_pct_predicted": {"value": 70, "unit": "%"},
    "obs_dlco_pct_predicted": {"value": 60, "unit": "%"},
    "obs_dlco_abs": {"value": 15, "unit": "mL/min/mmHg"},
    "obs_6mwd": {"value": 400, "unit": "m"},
    "obs_g6pd_quantitative": {"value": 10, "unit": "U/g Hb"},
    "obs_spo2": {"value": 88, "unit": "%"},
    "obs_spo2_exertional": {"value": 88, "unit": "%"},
    "obs_ab_mda5": {"value": 12, "unit": "U/mL"},
}


def held(value_set: str, code: object, **elements: object) -> bool:
    one: Json = {"resourceType": "Observation", "id": "o1", "status": "final", "code": code, **elements}
    one["valueQuantity"] = VALUES.get(value_set)
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
        ("obs_fvc_pct_predicted", "FVC-%Pred-Pre"),
        ("obs_fvc_pct_predicted", "FVC%"),
        ("obs_fvc_pct_predicted", "FVC Predicted %"),
        ("obs_fvc_pct_predicted", "ppFVC"),
        ("obs_fvc_pct_predicted", "%FVC"),
        ("obs_fvc_l", "FVC-Pre"),
        ("obs_dlco_pct_predicted", "DLCOunc-%Pred-Pre"),
        ("obs_dlco_pct_predicted", "DLCOcor-%Pred-Pre"),
        ("obs_dlco_pct_predicted", "DLCO_SB %Ref"),
        ("obs_dlco_pct_predicted", "TLCOc % predicted"),
        ("obs_dlco_pct_predicted", "%DLCO"),
        ("obs_dlco_abs", "DLCOunc-Pre"),
        ("obs_dlco_abs", "DLCOcor-Pre"),
        ("obs_dlco_abs", "TLCOc"),
        ("obs_dlco_abs", "DLCO SB"),
        ("obs_6mwd", "Six-minute walk distance"),
    ],
)
def test_a_listed_text_stands_for_a_code(value_set: str, text: str) -> None:
    assert held(value_set, {"text": text})
    local = {"coding": [{"system": "urn:oid:1.2.3", "code": "77", "display": text}]}
    assert held(value_set, local)
    assert held(value_set, {**local, "text": text.upper()})


@pytest.mark.parametrize(
    ("value_set", "text", "display"),
    [
        ("obs_spo2", "O2 Sat", "SpO2"),
        ("obs_spo2_exertional", "SpO2 with exercise", "Pulse oximetry on exertion"),
    ],
)
def test_two_names_of_one_thing_stand_for_its_code(value_set: str, text: str, display: str) -> None:
    assert held(value_set, {"text": text, "coding": [{"code": "77", "display": display}]})


def test_two_names_of_two_things_stand_for_neither() -> None:
    both = {"text": "SpO2", "coding": [{"code": "77", "display": "SpO2 with exercise"}]}
    assert not held("obs_spo2", both)
    assert not held("obs_spo2_exertional", both)


def test_words_are_a_set_of_the_record_before_anybody_has_asked_for_one() -> None:
    one: Json = {"resourceType": "Observation", "id": "o1", "status": "final", "code": {"text": "anti-MDA5"}}
    assert "obs_ab_mda5" in (record({"Observation": [one]}).held("Observation") or ())


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("obs_fvc_l", "Predicted FVC"),
        ("obs_fvc_l", "FVC LLN"),
        ("obs_fvc_l", "FVC z-score"),
        ("obs_fvc_l", "FEV1/FVC"),
        ("obs_fvc_pct_predicted", "FEV1/FVC % predicted"),
        ("obs_fvc_pct_predicted", "FVC % change of reference"),
        ("obs_fvc_pct_predicted", "FEV1/FVC%"),
        ("obs_fvc_pct_predicted", "FEF25-75% FVC % predicted"),
        ("obs_fvc_pct_predicted", "FVC-%Change-Post"),
        ("obs_fvc_pct_predicted", "FVC supine % predicted"),
        ("obs_fvc_l", "FVC, supine"),
        ("obs_fvc_l", "FIVC (forced inspiratory vital capacity)"),
        ("obs_dlco_abs", "DLCO/VA"),
        ("obs_dlco_abs", "DLCO_VA"),
        ("obs_dlco_pct_predicted", "DLCO/VA-%Pred-Pre"),
        ("obs_dlco_pct_predicted", "DLCO % change"),
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
