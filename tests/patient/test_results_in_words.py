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


LABS: dict[str, Json] = {
    "obs_alt": {"value": 210, "unit": "U/L"},
    "obs_ast": {"value": 210, "unit": "U/L"},
    "obs_bilirubin_total": {"value": 3.1, "unit": "mg/dL"},
    "obs_creatinine": {"value": 2.1, "unit": "mg/dL"},
    "obs_egfr": {"value": 25, "unit": "mL/min/1.73m2"},
    "obs_potassium": {"value": 6.1, "unit": "mmol/L"},
    "obs_hemoglobin": {"value": 8.1, "unit": "g/dL"},
    "obs_methemoglobin": {"value": 6, "unit": "%"},
    "obs_neutrophils_abs": {"value": 0.9, "unit": "10*9/L"},
    "obs_lymphocytes_abs": {"value": 0.4, "unit": "K/uL"},
    "obs_eosinophils_abs": {"value": 0.4, "unit": "K/uL"},
    "obs_platelets": {"value": 41, "unit": "10*3/uL"},
}


def lab(value_set: str, words: object, **elements: object) -> bool:
    code = {"text": words} if isinstance(words, str) else words
    one: Json = {"resourceType": "Observation", "id": "o1", "status": "final", "code": code}
    one["valueQuantity"] = LABS[value_set]
    return bool(record({"Observation": [one | elements]}).observations(value_set))


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("obs_alt", "ALT"),
        ("obs_alt", "ALT (SGPT)"),
        ("obs_alt", "Alanine aminotransferase"),
        ("obs_alt", "ALT SerPl-cCnc"),
        ("obs_alt", "GPT (ALAT)"),
        ("obs_alt", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma"),
        ("obs_ast", "AST (SGOT)"),
        ("obs_ast", "ASAT"),
        ("obs_bilirubin_total", "Bilirubin, total"),
        ("obs_bilirubin_total", "Total Bilirubin"),
        ("obs_bilirubin_total", "Bilirubin gesamt"),
        ("obs_creatinine", "Creatinine, serum"),
        ("obs_creatinine", "Creatinine"),
        ("obs_creatinine", "Kreatinin im Serum"),
        ("obs_creatinine", "Creatinine [Mass/volume] in Serum or Plasma"),
        ("obs_egfr", "eGFR (CKD-EPI 2021)"),
        ("obs_egfr", "eGFR non-African American"),
        ("obs_potassium", "Potassium"),
        ("obs_potassium", "Potassium, whole blood (POC)"),
        ("obs_potassium", "Kalium"),
        ("obs_potassium", "K+"),
        ("obs_hemoglobin", "Haemoglobin"),
        ("obs_hemoglobin", "Hemoglobin (Hgb)"),
        ("obs_hemoglobin", "Hämoglobin"),
        ("obs_methemoglobin", "Methemoglobin"),
        ("obs_neutrophils_abs", "Neutrophils absolute"),
        ("obs_neutrophils_abs", "Neutrophils"),
        ("obs_neutrophils_abs", "Absolute neutrophil count (ANC)"),
        ("obs_lymphocytes_abs", "Lymphocytes #"),
        ("obs_lymphocytes_abs", "Absolute Lymphocytes"),
        ("obs_eosinophils_abs", "Eos, absolute"),
        ("obs_platelets", "Platelet count"),
        ("obs_platelets", "PLT"),
        ("obs_platelets", "Thrombozyten"),
    ],
)
def test_a_laboratorys_own_name_of_a_test_stands_for_its_code(value_set: str, text: str) -> None:
    assert lab(value_set, text)
    assert lab(value_set, {"coding": [{"system": "urn:oid:1.2.3", "code": "77", "display": text}]})


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("obs_potassium", "Potassium, urine"),
        ("obs_potassium", "Potassium U"),
        ("obs_potassium", "Vitamin K"),
        ("obs_potassium", "Potassium hydroxide preparation"),
        ("obs_creatinine", "Creatinine, random urine"),
        ("obs_creatinine", "Protein/creatinine ratio"),
        ("obs_creatinine", "Creatinine clearance"),
        ("obs_creatinine", "Creatine kinase"),
        ("obs_creatinine", "Creatinine, dialysate"),
        ("obs_hemoglobin", "Hemoglobin A1c"),
        ("obs_hemoglobin", "Hemoglobin, plasma free"),
        ("obs_hemoglobin", "Hemoglobin, plasma"),
        ("obs_hemoglobin", "Mean corpuscular hemoglobin concentration"),
        ("obs_hemoglobin", "Carboxyhemoglobin"),
        ("obs_hemoglobin", "HbS"),
        ("obs_neutrophils_abs", "Neutrophils, CSF"),
        ("obs_neutrophils_abs", "Neutrophil bands"),
        ("obs_lymphocytes_abs", "Atypical lymphocytes"),
        ("obs_platelets", "Mean platelet volume"),
        ("obs_platelets", "Platelets, citrate"),
        ("obs_platelets", "Platelet transfusion"),
        ("obs_bilirubin_total", "Bilirubin"),
        ("obs_bilirubin_total", "Bilirubin, direct"),
        ("obs_alt", "AST/ALT ratio"),
        ("obs_alt", "AST"),
        ("obs_alt", "ALT, pleural fluid"),
        ("obs_alt", "ALT target"),
    ],
)
def test_another_substance_or_specimen_does_not(value_set: str, text: str) -> None:
    assert not lab(value_set, text)


@pytest.mark.parametrize(
    "said",
    [
        {"valueQuantity": {"value": 6.1}},
        {"valueQuantity": {"value": 6.1, "unit": "%"}},
        {"valueQuantity": {"value": 45, "unit": "mmol/d"}},
        {"valueQuantity": None, "valueCodeableConcept": {"text": "trace"}},
        {"valueQuantity": None, "interpretation": [{"text": "High"}]},
        {"specimen": {"display": "Urine, 24 h"}},
        {"bodySite": {"text": "CSF"}},
        {"category": [{"text": "Urinalysis"}]},
        {"method": {"text": "Body fluid analyser"}},
    ],
)
def test_a_laboratory_result_in_words_has_a_unit_that_fits_and_no_other_specimen(said: Json) -> None:
    assert not lab("obs_potassium", "Potassium", **said)


def test_a_share_of_the_cells_is_no_count_of_them() -> None:
    assert not lab("obs_neutrophils_abs", "Neutrophils", valueQuantity={"value": 61, "unit": "%"})


def test_a_part_of_a_panel_is_of_the_specimen_of_its_panel() -> None:
    part = {"code": {"text": "Potassium"}, "valueQuantity": LABS["obs_potassium"]}
    assert lab("obs_potassium", "Electrolytes", component=[part], valueQuantity=None)
    assert not lab("obs_potassium", "Electrolytes, urine", component=[part], valueQuantity=None)


def test_a_component_is_told_by_its_words_too() -> None:
    part = {"code": {"text": "anti-MDA5"}, "valueString": "positive"}
    assert held("obs_ab_mda5", {"text": "Myositis panel"}, component=[part])
