from __future__ import annotations

from datetime import date

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.facts import Allergy
from tests.patient.records import RX, SCT, Json, allergy, coded, record, terminology

SULFA = "allergy_sulfonamide_antibiotic"
SEVERE = "allergy_severe_reaction_markers"


def read(value_set: str = SULFA, **elements: object) -> Allergy:
    (found,) = record({"AllergyIntolerance": [allergy(**elements)]}).allergies(value_set)
    return found


def test_an_allergy_that_something_unknown_may_turn_round_is_not_known() -> None:
    turned = [{"url": "https://ehr.example.org/turned", "valueBoolean": True}]
    assert read(modifierExtension=turned).usable() is NOT_KNOWN
    assert read().usable() is YES


def said(text: str, value_set: str = SULFA, **more: object) -> bool:
    entry = allergy(code={"text": text, **more})
    return bool(record({"AllergyIntolerance": [entry]}).allergies(value_set))


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("allergy_azathioprine", "Imurek"),
        ("allergy_mycophenolate", "Mycophenolatmofetil"),
        ("allergy_mycophenolate", "micofenolato"),
        ("allergy_cyclophosphamide", "Endoxan"),
        ("allergy_cyclosporine", "Sandimmun Optoral"),
        ("allergy_tacrolimus", "Advagraf"),
        ("allergy_rituximab", "Riximyo"),
        ("allergy_methotrexate", "MTX"),
        ("allergy_atovaquone", "Wellvone"),
        ("allergy_pentamidine", "Pentacarinat"),
        ("allergy_dapsone", "Dapson"),
    ],
)
def test_an_allergy_in_the_words_of_another_country(value_set: str, text: str) -> None:
    assert said(text, value_set)


def test_a_coded_allergy() -> None:
    found = read(criticality="high", recordedDate="2020-01-01")
    assert found.reference == "AllergyIntolerance/a1"
    assert found.criticality == "high"
    assert not found.from_text
    assert not found.reactions
    assert found.recorded is not None
    assert found.recorded.first == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("elements", "answer"),
    [
        ({}, YES),
        ({"clinicalStatus": "active"}, YES),
        ({"clinicalStatus": coded("x", "inactive")}, NO),
        ({"clinicalStatus": coded("x", "resolved")}, NO),
        ({"clinicalStatus": coded("x", "odd")}, NOT_KNOWN),
        ({"verificationStatus": "unconfirmed"}, YES),
        ({"verificationStatus": "presumed"}, YES),
        ({"verificationStatus": coded("x", "refuted")}, NO),
        ({"verificationStatus": "entered-in-error"}, NO),
        ({"verificationStatus": "odd"}, NOT_KNOWN),
    ],
)
def test_whether_an_allergy_stands(elements: Json, answer: object) -> None:
    assert read(**elements).usable() is answer


@pytest.mark.parametrize(
    "text",
    [
        "Cotrim forte",
        "Silvadene",
        "SSD cream - rash",
        "Gantrisin",
        "Gantanol",
        "Lidaprim",
        "Eusaprim",
        "Cotrimoxazol",
        "Sulfonamidallergie",
        "allergie aux sulfamides",
        "sulfaméthoxazole",
        "Sulfamethoxazol",
        "trimetoprima",
        "SMZ-TMP",
        "Bactrim",
        "sulfa",
        "Sulfa (Sulfonamide Antibiotics)",
        "SULFA DRUGS",
        "Sulphonamides",
        "Sulfonamide antibiotics",
        "Septra DS",
        "co-trimoxazole",
        "TMP/SMX",
        "Sulfamethoxazole-Trimethoprim",
        "possible sulfa allergy",
        "Trimethoprim",
        "Sulfasalazine",
        "Sulfacetamide",
        "Bactrim - did not tolerate",
        "Sulfa, not tolerated",
        "unable to tolerate Bactrim",
        "poorly tolerated Bactrim",
        "Sulfa (reaction not known)",
        "Sulfa: no reaction recorded",
        "Sulfonamide antibiotics without known reaction",
        "Sulfa; no penicillin allergy",
        "Sulfa allergy, tolerates furosemide",
        "No known drug allergies except sulfa",
        "Sulfa and sulfites",
        "Bactrim, furosemide",
        "Sulfa, furosemide",
    ],
)
def test_an_allergy_to_sulfonamide_antibiotics_in_words(text: str) -> None:
    assert said(text)
    assert read(code={"text": text}).from_text


@pytest.mark.parametrize(
    "text",
    [
        "Sulfites",
        "sulfite",
        "Sulfate",
        "magnesium sulfate",
        "Sulfur",
        "Sulfonylurea",
        "sulfonylureas",
        "Furosemide",
        "furosemide (sulfa)",
        "Hydrochlorothiazide",
        "Sulfonamide non-antibiotic",
        "Sulfa (non antibiotic)",
        "Celecoxib",
        "No sulfa allergy",
        "Tolerates Bactrim",
        "denies sulfa allergy",
        "Bactrim was tolerated",
        "Sulfa allergy: ruled out",
        "Sulfa - family history",
        "Sulfa (furosemide)",
        "sulfonamide diuretics",
        "No known drug allergies, no sulfa",
        "Penicillin",
    ],
)
def test_other_sulfur_and_denied_allergies_in_words_are_not_read(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    "substance",
    [
        None,
        {"text": "Unknown"},
        {"text": "Unable to assess"},
        {"text": "Allergies Not on File"},
        {"text": "Other"},
        {"text": "OTHER ALLERGY"},
        {"text": "Other (see comments)"},
        {"text": "See Comments"},
        {"coding": [{"system": "urn:example:local", "code": "a1"}]},
        {"coding": [{"code": "no-allergy-info", "display": "No information about allergies"}]},
        coded(SCT, "999999", text="Patient not asked"),
    ],
)
def test_an_allergy_to_nobody_knows_what_may_be_one_to_anything(substance: object) -> None:
    patient = record({"AllergyIntolerance": [allergy(code=substance)]})
    assert [one.usable() for one in patient.allergies(SULFA)] == [NOT_KNOWN]
    assert patient.held("AllergyIntolerance") is None


def test_a_refuted_allergy_to_nobody_knows_what_is_none() -> None:
    refuted = allergy(code=None, verificationStatus={"coding": [{"code": "refuted"}]})
    [found] = record({"AllergyIntolerance": [refuted]}).allergies(SULFA)
    assert found.usable() is NO


@pytest.mark.parametrize(
    "code",
    [
        coded(SCT, "999999"),
        {"coding": [{"system": "urn:example:absent-unknown", "code": "no-known-allergies"}]},
        {"coding": [{"code": "NKDA"}]},
        {"text": "Bees"},
        {"text": "Other nuts"},
    ],
)
def test_an_allergy_to_something_else_or_to_nothing_is_not_read(code: object) -> None:
    assert record({"AllergyIntolerance": [allergy(code=code)]}).allergies(SULFA) == ()


def test_a_code_of_another_drug_with_plain_words_is_read_by_the_words() -> None:
    assert said("Sulfa", coding=[{"system": RX, "code": "999999"}])


def test_an_allergy_to_a_product_is_one_to_what_it_holds() -> None:
    bactrim_tablet = next(
        one.code for one in terminology().products.values() if set(one.ingredient_codes) == {"10180", "10829"}
    )
    found = read(code=coded(RX, bactrim_tablet))
    assert SULFA in found.sets
    assert not found.from_text


@pytest.mark.parametrize(
    ("code", "value_set"),
    [
        ("316749", SULFA),  # sulfamethoxazole 800 MG
        ("374234", SULFA),  # sulfamethoxazole / trimethoprim Oral Tablet
        ("849579", SULFA),  # sulfamethoxazole 800 MG / trimethoprim 160 MG [Bactrim]
        ("315759", "allergy_dapsone"),  # dapsone 100 MG
        ("7995", "allergy_pentamidine"),  # pentamidine isethionate
        ("408142", "allergy_mycophenolate"),  # mycophenolate sodium
        ("265323", "allergy_mycophenolate"),  # mycophenolate
        ("2105824", "allergy_rituximab"),  # rituximab-abbs
        ("1235237", "allergy_tacrolimus"),  # tacrolimus 0.5 MG [Hecoria]
    ],
)
def test_an_allergy_to_a_component_a_salt_or_a_biosimilar_is_one_to_the_drug(
    code: str, value_set: str
) -> None:
    (found,) = record({"AllergyIntolerance": [allergy(code=coded(RX, code))]}).allergies(value_set)
    assert not found.from_text


@pytest.mark.parametrize("code", ["1442690", "2475166", "6902"])
def test_an_allergy_to_another_drug_of_the_same_kind_is_not(code: str) -> None:
    """Obinutuzumab, voclosporin, methylprednisolone."""
    for value_set in (SULFA, "allergy_rituximab", "allergy_cyclosporine", "allergy_tacrolimus"):
        assert not record({"AllergyIntolerance": [allergy(code=coded(RX, code))]}).allergies(value_set)


def test_an_allergy_to_another_product_is_not() -> None:
    prednisone = next(
        one.code for one in terminology().products.values() if one.ingredient_codes == ("8640",)
    )
    patient = record({"AllergyIntolerance": [allergy(code=coded(RX, prednisone))]})
    assert patient.allergies(SULFA) == ()
    assert len(patient.allergies("allergy_prednisone")) == 1


def test_words_are_not_asked_where_a_code_told() -> None:
    found = read(code=coded(RX, "10831", text="no sulfa"))
    assert not found.from_text


def test_the_substance_of_a_reaction_tells_the_allergy() -> None:
    reaction = [{"substance": coded(RX, "10180"), "manifestation": [{"text": "rash"}]}]
    found = read(code={"text": "drug allergy"}, reaction=reaction)
    assert not found.from_text
    assert found.reactions


def test_the_substance_of_a_reaction_in_words() -> None:
    assert read(code=None, reaction={"substance": {"text": "Bactrim"}}).from_text


def test_the_substance_element_of_an_older_release() -> None:
    assert read(code=None, substance=coded(RX, "10831")).sets


@pytest.mark.parametrize(
    ("text", "value_set"),
    [
        ("CellCept", "allergy_mycophenolate"),
        ("Atovaquone", "allergy_atovaquone"),
        ("dapsone", "allergy_dapsone"),
        ("Pentamidine", "allergy_pentamidine"),
        ("Rituxan", "allergy_rituximab"),
        ("Imuran", "allergy_azathioprine"),
        ("cyclosporine", "allergy_cyclosporine"),
        ("Actemra", "allergy_tocilizumab"),
        ("Ofev", "allergy_nintedanib"),
        ("NKDA", "allergy_no_known_allergy"),
        ("No known drug allergies", "allergy_no_known_allergy"),
        ("No Known Allergies.", "allergy_no_known_allergy"),
    ],
)
def test_other_allergies_in_words(text: str, value_set: str) -> None:
    assert said(text, value_set)


def test_a_denied_allergy_is_not_the_statement_that_there_are_none() -> None:
    assert not said("No known allergy to sulfa", "allergy_no_known_allergy")
    assert not said("Known allergies", "allergy_no_known_allergy")


def test_severities_of_all_reactions_are_kept() -> None:
    found = read(reaction=[{"severity": "mild"}, {"severity": "severe"}, {"severity": {"text": "Severe"}}])
    assert found.reaction_severities == {"mild", "severe"}
    assert found.reactions


def test_a_manifestation_is_read_as_a_code() -> None:
    assert SEVERE in read(reaction=[{"manifestation": [coded(SCT, "73442001")]}]).reaction_sets


@pytest.mark.parametrize(
    "words",
    [
        "Stevens-Johnson syndrome",
        "SJS",
        "TEN",
        "Toxic epidermal necrolysis",
        "DRESS",
        "Anaphylaxis",
        "anaphylactic shock",
        "Anafylactische shock",
        "Anafylaxi",
        "shock anafilattico",
        "anafilaxia",
        "neutropénie",
        "hépatite",
        "Agranulozytose",
        "nécrolyse épidermique toxique",
        "toxische epidermale Nekrolyse",
        "Hemophagocytic lymphohistiocytosis",
        "drug-induced hepatitis",
        "Pancytopenia",
        "Agranulocytosis",
    ],
)
@pytest.mark.parametrize(
    "shape", [lambda w: [{"text": w}], lambda w: {"coding": [{"display": w}]}, lambda w: w]
)
def test_the_words_of_a_severe_reaction_count_as_one(words: str, shape: object) -> None:
    assert SEVERE in read(reaction=[{"manifestation": shape(words)}]).reaction_sets  # type: ignore[operator]


@pytest.mark.parametrize("words", ["rash", "ten blisters", "dress soiled", "nausea", "hives", "often itchy"])
def test_the_words_of_other_reactions_do_not(words: str) -> None:
    found = read(reaction=[{"manifestation": [{"text": words}]}])
    assert found.reaction_sets == frozenset()
    assert found.reactions


def test_a_description_of_a_severe_reaction_counts() -> None:
    assert SEVERE in read(reaction=[{"description": "anaphylaxis in 2010"}]).reaction_sets


@pytest.mark.parametrize(
    ("value_set", "text"),
    [
        ("allergy_prednisone", "Kortikosteroide"),
        ("allergy_prednisone", "Cortison"),
        ("allergy_prednisone", "corticoïdes"),
        ("allergy_immunoglobulin_g", "Immunglobuline"),
        ("allergy_immunoglobulin_g", "immunoglobulines"),
        (SULFA, "Keine Allergien außer Sulfonamide"),
        (SULFA, "Bactrim, keine Penicillinallergie"),
        (SULFA, "Sulfonamide nicht vertragen"),
        (SULFA, "aucune allergie sauf sulfamides"),
    ],
)
def test_an_allergy_in_further_words_of_another_country(value_set: str, text: str) -> None:
    assert said(text, value_set)


@pytest.mark.parametrize(
    "text",
    [
        "Keine Sulfonamidallergie",
        "kein Bactrim-Exanthem",
        "pas d'allergie aux sulfamides",
        "geen sulfa-allergie",
    ],
)
def test_a_denied_allergy_in_the_words_of_another_country_is_none(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    "text", ["Unbekannt", "Allergien nicht erhoben", "inconnue", "onbekend", "keine Angaben"]
)
def test_an_unknown_allergy_in_the_words_of_another_country_is_not_known(text: str) -> None:
    assert read(code={"text": text}).usable() is NOT_KNOWN
