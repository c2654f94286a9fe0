"""Which drug a resource names: by codes first, then by words, and when nothing may be concluded."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.drug_aliases import ALIASES, LOCAL_BRANDS
from cdshooks.patient.drug_names import NameFinder, says_none_taken
from cdshooks.patient.drug_spellings import spellings
from cdshooks.patient.drugs import drug_tables
from tests.patient.drug_cases import ATC, NDC, PREDNISONE_20, RXNORM, SNOMED, coded, dosage, order, read
from tests.patient.records import terminology

SYSTEMIC = "med_glucocorticoid_systemic"
LOCAL = "med_glucocorticoid_excluded_nonsystemic"


def named(text: str, **dosage_parts: object) -> object:
    resource = order({"text": text}, {"timing": {}, **dosage_parts})
    del resource["dosageInstruction"][0]["route"]
    resource["dosageInstruction"][0].update(dosage_parts)
    return read(resource)


@pytest.mark.parametrize(
    "concept",
    [
        coded("8640"),
        coded(PREDNISONE_20),
        coded("8640", "urn:oid:2.16.840.1.113883.6.88"),
        coded("H02AB07", ATC),
        coded("10312003", SNOMED),
        {"coding": [{"system": "urn:local", "code": "77"}, {"system": RXNORM, "code": PREDNISONE_20}]},
        {"text": "Prednisone 20 mg tablet"},
        {"text": "predniSONE"},
        {"coding": [{"system": "urn:local", "code": "77", "display": "PREDNISONE 5 MG TAB"}]},
        {"text": "Deltasone"},
    ],
)
def test_prednisone_is_told_by_any_of_its_codes_and_by_its_words(concept: dict[str, object]) -> None:
    fact = read(order(concept, dosage(20)))
    assert fact.recognised
    assert fact.ingredients == {"8640"}
    assert fact.sets == {SYSTEMIC}


@pytest.mark.parametrize(
    ("text", "ingredients"),
    [
        ("filgotinib 200 mg", {"filgotinib"}),
        ("Jyseleca 200 mg Filmtabletten", {"filgotinib"}),
        ("peficitinib 150 mg", {"peficitinib"}),
        ("Riximyo 500 mg", {"121191"}),
        ("Mycophenolatmofetil 500 mg", {"68149"}),
        ("mycophénolate mofétil 500 mg", {"68149"}),
        ("Mycophenolat-Natrium 360 mg", {"7145"}),
        ("mycophenolate sodium", {"7145"}),
        ("Myfortic 360 mg", {"7145"}),
        ("Méthotrexate 10 mg", {"6851"}),
        ("Decortin H 20 mg", {"8638"}),
        ("Decortin 20 mg", {"8640"}),
        ("Decortilen 24 mg", {"prednylidene"}),
        ("Sulfamethoxazol/Trimethoprim 800 mg/160 mg", {"10180", "10829"}),
        ("Trimethoprim-sulfa DS", {"10180", "10829"}),
        ("sulfaméthoxazole triméthoprime", {"10180", "10829"}),
        ("Cotrimoxazol 960 mg", {"10180", "10829"}),
        ("Baktar", {"10180", "10829"}),
        ("trimethoprim 100 mg", {"10829"}),
        ("Atovaquon 750 mg/5 ml", {"60212"}),
        ("Marcumar 3 mg", {"8150"}),
        ("Phenprocoumon 3 mg Tabletten", {"8150"}),
        ("Sintrom 4 mg", {"154"}),
        ("acénocoumarol 1 mg", {"154"}),
        ("Previscan 20 mg", {"fluindione"}),
        ("Coumadine 5 mg", {"11289"}),
        ("Adoport 1 mg", {"42316"}),
        ("Benepali 50 mg", {"214555"}),
        ("Amgevita 40 mg", {"327361"}),
        ("Remsima 100 mg", {"191831"}),
        ("Delix 5 mg", {"35296"}),
        ("Spironolacton 25 mg", {"9997"}),
        ("Kaleorid 600 mg", {"8591"}),
        ("Duzallo 200/200 mg", {"519"}),
    ],
)
def test_spellings_and_brands_of_other_countries_are_recognised(text: str, ingredients: set[str]) -> None:
    fact = named(text)
    assert fact.recognised
    assert fact.ingredients == ingredients


@pytest.mark.parametrize(
    "text",
    [
        "BD pen needle nano 32G x 4 mm",
        "lancets 33 gauge",
        "OneTouch Ultra Blue test strips",
        "AeroChamber Plus",
        "FreeStyle Libre 2 sensor",
        "Zofran 4 mg",
        "bupropion XL 150 mg",
        "HCTZ 25 mg",
    ],
)
def test_a_supply_or_a_brand_of_another_drug_hides_nothing(text: str) -> None:
    fact = named(text)
    assert fact.recognised
    assert fact.sets == frozenset()


@pytest.mark.parametrize("text", ["mizoribine 50 mg", "iguratimod 25 mg", "Cortison"])
def test_a_drug_that_no_table_places_may_be_any(text: str) -> None:
    assert not named(text).recognised


@pytest.mark.parametrize(
    ("code", "sets", "given"),
    [
        ("L04AF04", {"med_jak_inhibitors"}, YES),
        ("L04AF05", {"med_jak_inhibitors"}, YES),
        ("L01EJ01", {"med_jak_inhibitors"}, YES),
        ("H02AB11", {SYSTEMIC}, YES),
        ("H02AB12", {SYSTEMIC}, YES),
        ("H02BX01", {SYSTEMIC}, YES),
        ("L04AC19", {"med_tocilizumab_sarilumab_il6"}, NOT_KNOWN),
        ("L04AG12", {"med_rituximab_and_anti_cd20"}, NOT_KNOWN),
        ("C09BA05", {"med_acei"}, NOT_KNOWN),
        ("C09DX04", {"med_arb_arni"}, NOT_KNOWN),
        ("B01AA04", {"med_warfarin"}, NOT_KNOWN),
        ("B01AA07", {"med_warfarin"}, NOT_KNOWN),
        ("B01AA12", {"med_warfarin"}, NOT_KNOWN),
        ("B01AA02", {"med_warfarin"}, NOT_KNOWN),
        ("C03EB01", {"med_mra_potassium_sparing"}, NOT_KNOWN),
        ("A12BA30", {"med_potassium_supplement"}, NOT_KNOWN),
        ("M04AA51", {"med_xanthine_oxidase_inhibitors"}, NOT_KNOWN),
        ("C01BD04", {"med_dofetilide"}, NOT_KNOWN),
        ("A10BB12", {"med_sulfonylurea"}, NOT_KNOWN),
        ("A10BD02", {"med_sulfonylurea"}, NOT_KNOWN),
        ("A10BD03", set(), NOT_KNOWN),
        ("J01EE03", {"med_trimethoprim_alone_not_pjp_prophylaxis"}, NOT_KNOWN),
        ("N07BA01", {"med_smoking_cessation"}, NOT_KNOWN),
        ("N07BA04", {"med_smoking_cessation"}, NOT_KNOWN),
        ("N07BB04", set(), NOT_KNOWN),
        ("A12AA20", {"med_calcium_vitd"}, NOT_KNOWN),
        ("A12AX", {"med_calcium_vitd"}, NOT_KNOWN),
        ("A11CC03", {"med_calcium_vitd"}, NOT_KNOWN),
        ("M05BA08", {"med_bisphosphonates_osteoporosis"}, NOT_KNOWN),
        ("M05BB05", {"med_bisphosphonates_osteoporosis"}, NOT_KNOWN),
        ("M05BX03", set(), NOT_KNOWN),
        ("C09XA02", set(), NOT_KNOWN),
        ("L04AC10", set(), NOT_KNOWN),
        ("L04AC07", {"med_tocilizumab_sarilumab_il6"}, NOT_KNOWN),
    ],
)
def test_an_atc_code_without_words_is_told_by_its_class(code: str, sets: set[str], given: object) -> None:
    order_of = order(coded(code, ATC), {"timing": {}})
    del order_of["dosageInstruction"][0]["route"]
    fact = read(order_of)
    assert fact.recognised
    assert (fact.sets, fact.systemic) == (sets, given)


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("sulfamethoxazole-trimethoprim 800-160 mg", {"med_tmp_smx"}),
        ("trimethoprim/sulfamethoxazole DS", {"med_tmp_smx"}),
        ("Bactrim DS", {"med_tmp_smx"}),
        ("TMP-SMX", {"med_tmp_smx"}),
        ("co-trimoxazole 480 mg", {"med_tmp_smx"}),
        ("trimethoprim 100 mg", {"med_trimethoprim_alone_not_pjp_prophylaxis"}),
        ("sulfamethoxazole", {"med_sulfamethoxazole_alone"}),
        ("atovaquone 750 mg/5 mL", {"med_atovaquone"}),
        ("atovaquone-proguanil 250-100 mg", {"med_atovaquone_proguanil_not_prophylaxis"}),
        ("Malarone", {"med_atovaquone_proguanil_not_prophylaxis"}),
        ("MMF 500 mg", {"med_mycophenolate"}),
        ("RTX 1000 mg", {"med_rituximab_and_anti_cd20"}),
        ("Cotrimossazolo 160/800", {"med_tmp_smx"}),
        ("SXT DS", {"med_tmp_smx"}),
        ("Solumédrol 500 mg", {"med_glucocorticoid_systemic"}),
        ("SOLUMEDROL", {"med_glucocorticoid_systemic"}),
        ("Solucortef 100 mg", {"med_glucocorticoid_systemic"}),
        ("IgIV", {"med_ivig_scig"}),
        ("ALYGLO 10 %", {"med_ivig_scig"}),
        ("Conferoport 1 mg", {"med_calcineurin_inhibitors"}),
        ("Ledertrexate 10 mg", {"med_methotrexate"}),
        ("rituximab-abbs", {"med_rituximab_and_anti_cd20"}),
        ("Imurek 50 mg", {"med_azathioprine"}),
        ("Metoject 15 mg", {"med_methotrexate"}),
        ("Beclometasone inhaler", set()),
        ("IVIG", {"med_ivig_scig"}),
        ("nerandomilast", {"med_antifibrotic"}),
        ("amlodipine-benazepril", {"med_acei"}),
        ("dofetilide", {"med_dofetilide"}),
        ("fludrocortisone 0.1 mg", set()),
        ("budesonide 3 mg capsule", {"med_glucocorticoid_oral_low_systemic_budesonide"}),
    ],
)
def test_a_drug_known_by_text_stands_in_the_sets_of_its_ingredient(text: str, sets: set[str]) -> None:
    fact = named(text)
    assert fact.recognised  # type: ignore[attr-defined]
    assert fact.sets == sets  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("tacrolimus 0.1 % ointment", {"med_calcineurin_topical_ophthalmic_not_systemic"}),
        ("Protopic", {"med_calcineurin_topical_ophthalmic_not_systemic"}),
        ("ciclosporin eye drops", {"med_calcineurin_topical_ophthalmic_not_systemic"}),
        ("ruxolitinib cream", {"med_jak_topical_not_systemic"}),
        ("dapsone 5 % gel", {"med_dapsone_topical_not_systemic", "med_oxidant_g6pd_risk"}),
        ("hydrocortisone cream", {LOCAL}),
        ("prednisolone enema", {LOCAL}),
        ("budesonide inhalation powder", {LOCAL}),
        ("triamcinolone nasal spray", {LOCAL}),
        ("polymyxin B-trimethoprim ophthalmic", set()),
        ("ketoconazole shampoo", set()),
        ("pentamidine 300 mg inhalation", {"med_pentamidine", "med_pentamidine_inhaled"}),
    ],
)
def test_a_local_form_is_not_the_drug_in_the_whole_body(text: str, sets: set[str]) -> None:
    assert named(text).sets == sets  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "route", "sets"),
    [
        ("Hydrocortisone Topical Lotion [Beta-HC]", "topical", LOCAL),
        ("budesonide (Pulmicort)", "inhaled", LOCAL),
        ("immunoglobulin G Injectable Solution [Gammabulin]", "injection", "med_immunoglobulin_im_not_ivig"),
        ("methotrexate 0.3 mL auto-injector [Rasuvo]", "injection", "med_methotrexate"),
    ],
)
def test_a_brand_beside_its_ingredient_tells_more_than_it(text: str, route: str, sets: str) -> None:
    fact = named(text)
    assert (fact.route, fact.sets) == (route, {sets})  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["Depo-Medrol 80 mg", "methylprednisolone acetate (DEPO-Medrol) 40 mg/mL"])
def test_a_depot_is_not_the_tablet_whose_name_stands_in_its_own(text: str) -> None:
    fact = named(text)
    assert (fact.route, fact.systemic) == ("injection", NO)  # type: ignore[attr-defined]


IN_ANOTHER_PROCESS = """
from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.drug_identity import identify
from cdshooks.patient.drugs import drug_tables

known = load_terminology()
tables, index = drug_tables(known), known.index(known.value_sets)
for product in sorted(known.products.values(), key=lambda one: one.code)[::7]:
    drug = identify(tables, index, [], [product.name]).drug
    print(product.name, drug and (sorted(drug.sets), drug.route, drug.systemic, drug.strengths, drug.depot))
"""


def test_no_process_reads_a_name_otherwise_than_another(checkout: Path) -> None:
    """Python orders the members of a set anew in each process."""
    read_by = [
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            cwd=checkout,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    ]
    assert read_by[0].count(b"\n") > 100
    assert read_by[0] == read_by[1]


def test_a_product_code_of_an_eye_drop_wins_over_the_ingredient_code_beside_it() -> None:
    concept = {"coding": [{"system": RXNORM, "code": "8638"}, {"system": RXNORM, "code": "106995"}]}
    resource = order(concept)
    fact = read(resource)
    assert fact.sets == {LOCAL}
    assert fact.systemic is NO


def test_atc_tells_the_local_product_from_the_systemic_one() -> None:
    assert read(order(coded("S01BA04", ATC))).sets == {LOCAL}
    systemic = read(order(coded("H02AB06", ATC)))
    assert systemic.sets == {SYSTEMIC}
    assert systemic.systemic is YES


def test_the_ordered_route_decides_over_the_ingredient() -> None:
    joint = read(order(coded("6902"), {"route": {"text": "intra-articular"}, "timing": {}}))
    assert (joint.route, joint.systemic, joint.sets) == ("intra-articular", NO, frozenset({LOCAL}))
    unknown = order(coded("6902"), {"timing": {}})
    del unknown["dosageInstruction"][0]["route"]
    assert read(unknown).systemic is NOT_KNOWN
    assert read(unknown).sets == {SYSTEMIC}


def test_a_depot_injection_is_systemic_only_where_the_order_says_how_it_is_given() -> None:
    depot = order(coded("260398"), {"timing": {}})
    del depot["dosageInstruction"][0]["route"]
    assert read(depot).systemic is NO
    depot["dosageInstruction"][0]["route"] = {"coding": [{"code": "IM"}]}
    assert read(depot).systemic is YES


@pytest.mark.parametrize(
    ("route", "name"),
    [
        ({"coding": [{"system": SNOMED, "code": "47625008"}]}, "intravenous"),
        ({"coding": [{"code": "PO"}]}, "oral"),
        ({"text": "by mouth"}, "oral"),
        ({"text": "Inhalation, oral"}, "inhaled"),
        ({"text": "Nasogastric"}, "enteral"),
        ({"coding": [{"system": "x", "code": "?"}, {"system": SNOMED, "code": "46713006"}]}, "nasal"),
        ({"text": "IM"}, "intramuscular"),
    ],
)
def test_routes_are_read_from_codes_abbreviations_and_words(route: dict[str, object], name: str) -> None:
    assert read(order(coded("8640"), {"route": route, "timing": {}})).route == name


@pytest.mark.parametrize(
    "concept",
    [
        coded("860975", display="metformin 500 MG Oral Tablet"),
        coded("860975"),
        coded("C10AA05", ATC),
        {"text": "Atorvastatin 40 mg"},
        {"coding": [{"system": "urn:local", "code": "9", "display": "INSULIN GLARGINE"}]},
        coded("999", NDC, "metformin 500 mg"),
        {
            "coding": [
                {
                    "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
                    "code": "no-known-medications",
                }
            ]
        },
        {"text": "No known medications"},
        {"text": "Mesna 400 mg"},
        {"text": "Otezla 30 mg"},
        {"text": "Tyvaso"},
    ],
)
def test_another_drug_is_recognised_as_such(concept: dict[str, object]) -> None:
    fact = read(order(concept))
    assert fact.recognised
    assert fact.sets == frozenset()


@pytest.mark.parametrize(
    "concept",
    [
        {"text": "white tablet from the neighbour"},
        coded("12345678901", NDC),
        coded("73211009", SNOMED),
        {"coding": [{"system": "urn:local", "code": "9"}]},
        {"text": "no prednisone"},
        {"text": "allergic to Bactrim"},
        {"text": "HOLD warfarin"},
        {"text": "prednisone allergy"},
        {"coding": [{"system": RXNORM, "code": "8640"}, {"system": RXNORM, "code": "1256"}]},
        {
            "coding": [
                {"system": RXNORM, "code": "8640"},
                {"system": RXNORM, "code": "1", "display": "atorvastatin"},
            ]
        },
        {},
    ],
)
def test_what_may_be_any_drug_is_not_recognised(concept: dict[str, object]) -> None:
    fact = read(order(concept))
    assert not fact.recognised
    assert fact.sets == frozenset()


def test_a_word_of_denial_after_the_name_of_another_sentence_denies_nothing() -> None:
    assert named("No refills. Prednisone 20 mg").ingredients == {"8640"}  # type: ignore[attr-defined]
    assert named("prednisone 20 mg, no refills").ingredients == {"8640"}  # type: ignore[attr-defined]


def test_words_are_not_read_where_a_code_decides() -> None:
    fact = read(order({**coded("8640"), "text": "azathioprine"}))
    assert fact.ingredients == {"8640"}


def test_codings_at_several_levels_are_one_drug() -> None:
    codings = [{"system": RXNORM, "code": code} for code in ("10180", "10829", "198335", "10831")]
    fact = read(order({"coding": codings}))
    assert fact.sets == {"med_tmp_smx"}
    assert fact.ingredients == {"10180", "10829"}


def test_sulfamethoxazole_and_trimethoprim_coded_one_by_one_are_the_combination() -> None:
    codings = [{"system": RXNORM, "code": code} for code in ("10180", "10829")]
    assert read(order({"coding": codings})).sets == {"med_tmp_smx"}


def test_a_biosimilar_is_its_parent() -> None:
    assert read(order(coded("2105824"))).ingredients == {"121191"}


def test_a_draft_before_its_drug_is_chosen_is_a_normal_draft_and_an_order_without_one_is_not() -> None:
    empty = {"resourceType": "MedicationRequest", "id": "request-123", "status": "draft"}
    fact = read(empty, "draft")
    assert (fact.recognised, fact.text, fact.sets) == (True, "", frozenset())
    assert not read(empty, "order").recognised


@pytest.mark.parametrize("form", ["contained", "entry", "url", "urn", "r5", "r5-concept", "r5-bare"])
def test_every_form_of_naming_the_medication_is_resolved(form: str) -> None:
    medication = {"resourceType": "Medication", "id": "p", "code": coded(PREDNISONE_20)}
    resource = order({})
    del resource["medicationCodeableConcept"]
    address = {
        "contained": "#p",
        "entry": "Medication/p",
        "url": "https://ehr/fhir/Medication/p",
        "urn": "urn:uuid:1",
    }
    if form == "contained":
        resource["contained"] = [medication]
    if form in address:
        resource["medicationReference"] = {"reference": address[form]}
    elif form == "r5":
        resource["medication"] = {"reference": {"reference": "Medication/p"}}
    elif form == "r5-concept":
        resource["medication"] = {"concept": coded(PREDNISONE_20)}
    else:
        resource["medication"] = coded(PREDNISONE_20)
    fact = read(resource, **dict.fromkeys(address.values(), medication))
    assert fact.ingredients == {"8640"}


def test_an_unresolved_reference_is_read_by_its_display_and_is_not_recognised_without_one() -> None:
    resource = order({})
    del resource["medicationCodeableConcept"]
    resource["medicationReference"] = {"reference": "Medication/x", "display": "predniSONE 10 MG tablet"}
    assert read(resource).ingredients == {"8640"}
    resource["medicationReference"] = {"reference": "Medication/x"}
    assert not read(resource).recognised
    assert not read(resource, "draft").recognised


def test_the_ingredients_of_a_medication_tell_the_drug_and_its_strength() -> None:
    strength = {"numerator": {"value": 20, "unit": "mg"}, "denominator": {"value": 1, "unit": "tablet"}}
    medication = {"ingredient": [{"itemCodeableConcept": coded("8640"), "strength": strength}]}
    resource = order({}, dosage({"value": 2, "unit": "tablet"}))
    del resource["medicationCodeableConcept"]
    resource["medicationReference"] = {"reference": "Medication/p"}
    fact = read(resource, **{"Medication/p": medication})
    assert fact.sets == {SYSTEMIC}
    assert fact.doses[0].per_day == Decimal(40)


@pytest.mark.parametrize(
    "pointer",
    [
        {"itemReference": {"reference": "#s"}},
        {"itemReference": {"reference": "Substance/s"}},
        {"item": {"reference": {"reference": "#s"}}},
        {"item": {"reference": "Substance/s"}},
        {"item": {"concept": coded("8640")}},
    ],
)
@pytest.mark.parametrize("contained_in", ["order", "Medication"])
def test_an_ingredient_that_a_medication_points_to_is_read(
    pointer: dict[str, object], contained_in: str
) -> None:
    strength = {"numerator": {"value": 20, "unit": "mg"}, "denominator": {"value": 1, "unit": "tablet"}}
    substance = {"resourceType": "Substance", "id": "s", "code": coded("8640")}
    medication = {"id": "p", "resourceType": "Medication", "ingredient": [pointer | {"strength": strength}]}
    resource = order({}, dosage({"value": 2, "unit": "tablet"}))
    del resource["medicationCodeableConcept"]
    resource["medicationReference"] = {"reference": "#p"}
    resource["contained"] = [medication]
    (resource if contained_in == "order" else medication).setdefault("contained", []).append(substance)
    fact = read(resource, **{"Substance/s": substance})
    assert fact.sets == {SYSTEMIC}
    assert fact.doses[0].per_day == Decimal(40)


def test_an_ingredient_that_cannot_be_followed_leaves_the_drug_unknown() -> None:
    medication = {"ingredient": [{"itemReference": {"reference": "Substance/unsent"}}]}
    resource = order({}, dosage(20))
    del resource["medicationCodeableConcept"]
    resource["medicationReference"] = {"reference": "Medication/p"}
    assert not read(resource, **{"Medication/p": medication}).recognised


def test_nothing_that_is_sent_makes_the_reader_raise() -> None:
    strange = [
        None,
        7,
        "x",
        [],
        [7],
        {"coding": 3},
        {"coding": [None, 5]},
        {"coding": [{"system": 3, "code": {}}]},
    ]
    for value in strange:
        resource = {"resourceType": "MedicationRequest", "id": 5, "status": 3, "intent": [], "authoredOn": 4}
        for element in (
            "medicationCodeableConcept",
            "medicationReference",
            "dosageInstruction",
            "dispenseRequest",
            "reasonCode",
            "note",
            "meta",
            "medication",
            "dosage",
            "reasonReference",
        ):
            for kind in ("order", "draft", "statement", "dispense", "administration"):
                read({**resource, "medicationCodeableConcept": coded("8640"), element: value}, kind)


def test_every_further_name_is_one_of_a_drug_that_the_tables_hold() -> None:
    tables = drug_tables(terminology())
    generics = {one for names in ALIASES.values() for one in names.split(" + ")}
    assert sorted(one for one in generics if one not in tables.named) == []
    assert sorted(one for one, _ in LOCAL_BRANDS.values() if one not in tables.named) == []


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("albuterol sulfate HFA 90 mcg/actuation inhaler", {"med_inhaled_bronchodilator"}),
        ("Ventolin HFA", {"med_inhaled_bronchodilator"}),
        ("ipratropium-albuterol (DuoNeb) nebulizer solution", {"med_inhaled_bronchodilator"}),
        ("albuterol 2 mg/5 mL oral syrup", set()),
        ("St. John's wort 300 mg", {"med_cyp3a4_pgp_inducers"}),
        ("tofacitinib XR 11 mg", {"med_jak_inhibitors"}),
        ("Prezcobix", {"med_cyp3a4_pgp_inhibitors"}),
        ("Ocrevus", {"med_rituximab_and_anti_cd20"}),
        ("Luvox CR", {"med_cyp1a2_strong_moderate_inhibitors"}),
        ("Rifamate", {"med_cyp3a4_pgp_inducers", "med_ltbi_therapy"}),
    ],
)
def test_inhalers_herbs_and_brands_are_told_in_words(text: str, sets: set[str]) -> None:
    fact = named(text)
    assert fact.recognised  # type: ignore[attr-defined]
    assert fact.sets == sets  # type: ignore[attr-defined]


@pytest.mark.parametrize("atc_first", [True, False])
def test_a_code_of_atc_beside_one_of_rxnorm_changes_nothing(atc_first: bool) -> None:
    codings = [{"system": RXNORM, "code": "7145"}, {"system": ATC, "code": "L04AA06"}]
    told = read(order({"coding": codings[::-1] if atc_first else codings}, dosage(1000)))
    assert told.ingredients == {"7145"}


@pytest.mark.parametrize(
    ("display", "text", "told"),
    [
        ("mycophenolic acid", "Myfortic 360 mg magensaftresistente Tabletten", "7145"),
        (None, "Mycophenolic acid 360 mg", "7145"),
        ("mycophenolic acid", "CellCept 500 mg", "68149"),
        ("mycophenolic acid", None, "68149"),
        (None, None, "68149"),
        (None, "CellCept or Myfortic", "68149"),
        (None, "Pantozol 40 mg", "68149"),
    ],
)
def test_words_beside_a_code_of_atc_tell_mofetil_from_its_acid(
    display: str | None, text: str | None, told: str
) -> None:
    coding = {"system": ATC, "code": "L04AA06", **({"display": display} if display else {})}
    written = {"coding": [coding], **({"text": text} if text else {})}
    assert read(order(written, dosage(1000))).ingredients == {told}


def test_the_finder_takes_the_longest_name() -> None:
    finder = NameFinder()
    finder.add("mycophenolate", "acid")
    finder.add("mycophenolate mofetil", "mofetil")
    assert finder.find("Mycophenolate Mofetil 500 mg").names == {"mofetil"}
    assert finder.find("mycophenolate").names == {"acid"}
    assert finder.find("mycophenolates").names == frozenset()


def test_only_whole_statements_say_that_nothing_is_taken() -> None:
    assert says_none_taken("None.")
    assert not says_none_taken("none but prednisone")


@pytest.mark.parametrize(
    "text",
    [
        "Pantoprazol 40 mg",
        "Amlodipin 5 mg Tabletten",
        "amlodipino 5 mg",
        "Metformine 500 mg",
        "Simvastatina 20 mg",
        "Torasemid 10 mg",
        "Furosemida",
        "Acetylsalicylsäure 100 mg",
        "ASS 100",
        "L-Thyroxin 75",
        "Novalgin 500 mg",
        "Doliprane 1000 mg",
        "Ezetimib 10 mg",
    ],
)
def test_a_common_drug_in_the_spelling_of_another_country_is_none_of_ours(text: str) -> None:
    fact = read(order({"text": text}, dosage(20)))
    assert fact.recognised
    assert not fact.ingredients


@pytest.mark.parametrize(
    ("text", "ingredient"),
    [
        ("Pirfenidon 267 mg", "1592254"),
        ("Warfarine", "11289"),
        ("Panafcort 25 mg", "8640"),
        ("Spiricort 20 mg", "8638"),
        ("Tacni 1 mg", "42316"),
        ("Rifampicina 300 mg", "9384"),
        ("fenitoína 100 mg", "8183"),
        ("Eritromicina 500 mg", "4053"),
        ("Metotressato 2,5 mg", "6851"),
        ("methotrexaat 2,5 mg", "6851"),
        ("Cyklosporin 100 mg", "3008"),
        ("Trimetoprim 100 mg", "10829"),
        ("Chinidin", "9068"),
    ],
)
def test_one_of_our_drugs_in_the_spelling_of_another_country(text: str, ingredient: str) -> None:
    assert read(order({"text": text}, dosage(20))).ingredients == {ingredient}


@pytest.mark.parametrize("text", ["Cortison 20 mg", "Cortisona", "Kalium"])
def test_a_name_that_may_mean_several_drugs_is_not_recognised(text: str) -> None:
    assert not read(order({"text": text}, dosage(20))).recognised


@pytest.mark.parametrize("text", ["Seretide 250", "Fostair 100/6 inhaler", "Rectodelt 100 mg Zäpfchen"])
def test_a_local_steroid_of_another_country_is_not_systemic(text: str) -> None:
    assert SYSTEMIC not in named(text).sets  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "hepatitis B immune globulin (human)",
        "Immunoglobulin human anti-D (Rho) 300 mcg",
        "Rho(D) immune globulin",
        "cytomegalovirus immune globulin 50 MG/ML",
        "lymphocyte immune globulin, anti-thymocyte globulin (equine)",
        "Varizig",
    ],
)
def test_a_hyperimmune_globulin_is_no_immune_globulin_of_ours(text: str) -> None:
    fact = read(order({"text": text}, dosage(20)))
    assert fact.recognised
    assert not fact.ingredients


@pytest.mark.parametrize(
    "text",
    [
        "lactated ringers infusion",
        "iohexol (OMNIPAQUE) 350 mg iodine/mL",
        "Nebulizer and Compressor device",
        "Spacer/Aero-Holding Chambers device",
        "influenza vaccine high-dose quad 2025-26 (FLUZONE HD)",
        "zoster vaccine recombinant, adjuvanted (SHINGRIX)",
        "COVID-19 vaccine",
    ],
)
def test_what_large_lists_hold_beside_drugs_is_none_of_ours(text: str) -> None:
    fact = read(order({"text": text}, dosage(20)))
    assert fact.recognised
    assert not fact.sets


@pytest.mark.parametrize(
    "text", ["OTHER", "NON FORMULARY", "UNABLE TO FIND", "influenza vaccine live", "MMR vaccine"]
)
def test_what_may_be_any_drug_or_a_live_vaccine_is_not_recognised(text: str) -> None:
    assert not read(order({"text": text}, dosage(20))).recognised


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ciprofloxacin-dexamethasone (CIPRODEX) 0.3-0.1 % otic suspension", ("2551", "3264")),
        ("nirmatrelvir-ritonavir (PAXLOVID) 300-100 mg tablet", ("2587892", "85762")),
    ],
)
def test_a_combination_whose_ingredients_are_coded_one_by_one_is_told_by_its_words(
    text: str, codes: tuple[str, str]
) -> None:
    """As Epic codes it; without words, or with words of one of them, such codes contradict each other."""
    coding = [{"system": RXNORM, "code": code} for code in codes]
    assert read(order({"coding": coding, "text": text}, dosage(1))).recognised
    if "2587892" not in codes:
        assert not read(order({"coding": coding}, dosage(1))).recognised
        assert not read(order({"coding": coding, "text": "prednisone"}, dosage(1))).recognised


@pytest.mark.parametrize(
    "text", ["calcium carbonate-vitamin D3 600 mg-10 mcg", "Multivitamin with minerals", ""]
)
def test_minerals_and_vitamins_come_in_any_combination(text: str) -> None:
    coding = [{"system": RXNORM, "code": code} for code in ("1897", "2418", "11246", "4511")]
    fact = read(order({"coding": coding, "text": text}, dosage(1)))
    assert fact.recognised
    assert fact.sets == {"med_calcium_vitd"}


@pytest.mark.parametrize("text", ["immune globulin intravenous", "Immunoglobulin G, human", "IVIG 10 %"])
def test_an_immune_globulin_without_a_germ_in_its_name_is_ours(text: str) -> None:
    assert "med_ivig_scig" in read(order({"text": text}, dosage(20))).sets


def test_every_spelling_of_another_country_means_the_drug_it_is_made_from() -> None:
    tables = drug_tables(terminology())
    for name in (*tables.generic_names, *terminology().other_drugs):
        expected = tables.finder.find(name)
        for spelling in spellings(name):
            found = tables.finder.find(spelling)
            assert not found.denied
            ours = {tables.named[one].ingredients for one in found.names}
            assert ours == {tables.named[one].ingredients for one in expected.names}, (name, spelling)


@pytest.mark.parametrize(
    "name", ["aspirin b", "b12", "iodine", "cortisone", "humira", "zoloft", "co-trimoxazole"]
)
def test_what_is_no_generic_name_of_one_word_has_no_other_spelling(name: str) -> None:
    assert list(spellings(name)) == []
