"""A vaccine without a code of CVX is told by its words, as text_fallback.csv lists them."""

from __future__ import annotations

import re

import pytest

from tests.patient.records import SCT, Json, coded, record, terminology

INFLUENZA, PNEUMOCOCCAL, COVID = "imm_influenza", "imm_pneumococcal", "imm_covid19"
ZOSTER, RSV = "imm_zoster", "imm_rsv_vaccine"
CVX = "http://hl7.org/fhir/sid/cvx"


def held(value_set: str, code: object, status: str = "completed") -> bool:
    one: Json = {"resourceType": "Immunization", "id": "v1", "status": status, "vaccineCode": code}
    return bool(record({"Immunization": [one]}).dated("Immunization", value_set))


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        (INFLUENZA, "Influenza vaccine"),
        (INFLUENZA, "Flu shot"),
        (INFLUENZA, "influenza, seasonal, injectable, not preserved"),
        (INFLUENZA, "Influenza vaccine without preservative"),
        (INFLUENZA, "Grippeimpfung"),
        (INFLUENZA, "Influenza-Impfstoff (Efluelda)"),
        (INFLUENZA, "vaccin antigrippal"),
        (INFLUENZA, "vacuna de la gripe"),
        (INFLUENZA, "griepvaccin"),
        (INFLUENZA, "vaccino antinfluenzale"),
        (INFLUENZA, "Vaccin antigrippe"),
        (INFLUENZA, "influenza A virus A/California/7/2009 (H1N1) antigen; influenza B virus [Fluarix]"),
        (PNEUMOCOCCAL, "Pneumococcal conjugate vaccine"),
        (PNEUMOCOCCAL, "Pneumokokken-Impfung"),
        (PNEUMOCOCCAL, "vaccin antipneumococcique (pneumocoque)"),
        (PNEUMOCOCCAL, "PCV 13"),
        (PNEUMOCOCCAL, "Prevenar 13"),
        (PNEUMOCOCCAL, "Pneumovax 23"),
        (COVID, "COVID-19 vaccine"),
        (COVID, "SARS-CoV-2 mRNA vaccine (Moderna)"),
        (COVID, "Comirnaty Omicron XBB.1.5"),
        (COVID, "Corona-Impfung"),
        (ZOSTER, "Shingrix"),
        (ZOSTER, "Shingles vaccine"),
        (ZOSTER, "Gürtelrose-Impfung"),
        (ZOSTER, "vaccin contre le zona"),
        (ZOSTER, "gordelroosvaccinatie"),
        (RSV, "RSV vaccine"),
        (RSV, "Abrysvo"),
        (RSV, "respiratory syncytial virus vaccine, preF"),
    ],
)
def test_a_listed_text_stands_for_a_code(value_set: str, text: str) -> None:
    assert held(value_set, {"text": text})
    assert held(value_set, {"coding": [{"system": "urn:oid:1.2.3", "code": "77", "display": text}]})
    assert held(value_set, coded(SCT, "787859002", text=text)), "a code of another system names no vaccine"


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        (INFLUENZA, "Haemophilus influenzae type b"),
        (INFLUENZA, "DTaP-IPV-Hib, influenza type b"),
        (INFLUENZA, "Influenza vaccine declined"),
        (INFLUENZA, "Influenza vaccine not given"),
        (INFLUENZA, "no flu vaccine this year"),
        (INFLUENZA, "Influenza vaccine due"),
        (INFLUENZA, "Novel influenza-H1N1-09"),
        (INFLUENZA, "Tetanus toxoid"),
        (PNEUMOCOCCAL, "Meningococcal vaccine"),
        (COVID, "COVID-19 convalescent plasma"),
        (COVID, "sotrovimab, monoclonal antibody against SARS-CoV-2"),
        (ZOSTER, "Varicella zoster immune globulin"),
        (ZOSTER, "Varicella-zoster vaccine live (Varivax)"),
        (RSV, "Nirsevimab (RSV)"),
        (RSV, "palivizumab for RSV"),
    ],
)
def test_what_only_sounds_like_it_is_left_alone(value_set: str, text: str) -> None:
    assert not held(value_set, {"text": text})


def test_a_code_of_vaccines_prevails_over_the_words() -> None:
    assert not held(INFLUENZA, coded(CVX, "115", text="Influenza"))
    assert held(INFLUENZA, coded(CVX, "141", text="Influenza vaccine declined"))


def test_the_words_of_a_refusal_say_what_was_refused() -> None:
    assert held(INFLUENZA, {"text": "Influenza vaccine declined"}, status="not-done")


def test_neither_code_nor_words_is_no_vaccine_at_all() -> None:
    assert not held(INFLUENZA, {})
    assert not held(INFLUENZA, coded(SCT, "787859002"))


@pytest.mark.parametrize(
    ("value_set", "text", "told"),
    [
        ("imm_pneumococcal~pcv20~pcv21", "Prevnar 20", True),
        ("imm_pneumococcal~pcv20~pcv21", "PCV20", True),
        ("imm_pneumococcal~pcv20~pcv21", "pneumococcal conjugate vaccine, 20-valent", True),
        ("imm_pneumococcal~pcv20~pcv21", "Capvaxive", True),
        ("imm_pneumococcal~pcv20~pcv21", "Prevnar 13", False),
        ("imm_pneumococcal~pcv20~pcv21", "Pneumococcal vaccine", False),
        ("imm_pneumococcal~pcv15", "Vaxneuvance", True),
        ("imm_pneumococcal~pcv15", "PCV 15", True),
        ("imm_pneumococcal~pcv15", "PCV20", False),
        ("imm_pneumococcal~polysaccharide vaccine, 23", "PPSV23", True),
        ("imm_pneumococcal~polysaccharide vaccine, 23", "Pneumovax", True),
        ("imm_pneumococcal~polysaccharide vaccine, 23", "pneumococcal polysaccharide vaccine", True),
        ("imm_pneumococcal~polysaccharide vaccine, 23", "pneumococcal conjugate vaccine", False),
        ("imm_zoster~recombinant", "Shingrix", True),
        ("imm_zoster~recombinant", "zoster vaccine recombinant", True),
        ("imm_zoster~recombinant", "varicella zoster virus glycoprotein E, recombinant [Shingrix]", True),
        ("imm_zoster~recombinant", "Zoster vaccine", False),
        ("imm_zoster~recombinant", "Zostavax", False),
    ],
)
def test_the_kind_is_told_where_the_words_tell_it(value_set: str, text: str, told: bool) -> None:
    assert bool(re.search(terminology().text_fallback[value_set], text, re.IGNORECASE)) is told
