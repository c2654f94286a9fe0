from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.code_systems import code_of, loinc_is_sound, snomed_is_sound, system_of
from cdshooks.patient.reading import concept_text
from cdshooks.patient.terminology import CodeIndex, Terminology, has_known_system
from cdshooks.patient.terminology_checks import Problem, check
from cdshooks.patient.terminology_rows import Roles, Row
from tests.patient.records import ICD, LNC, RX, SCT, index, terminology

ILD_ROW = Row(ICD, "J84.10", "Pulmonary fibrosis, unspecified", "x")


def one_set(*rows: Row) -> CodeIndex:
    return CodeIndex({"a_set": rows})


def found(codes: CodeIndex, system: object, code: object) -> bool:
    return codes.sets_of([{"system": system, "code": code}]) == {"a_set"}


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("http://snomed.info/sct", SCT),
        ("https://snomed.info/sct/", SCT),
        ("http://snomed.info/sct/731000124108/version/20250301", SCT),
        ("http://snomed.info/sct|http://snomed.info/sct/731000124108", SCT),
        ("urn:oid:2.16.840.1.113883.6.96", SCT),
        ("2.16.840.1.113883.6.96", SCT),
        ("http://snomed.info/id", SCT),
        ("https://loinc.org", LNC),
        ("http://www.loinc.org", LNC),
        ("urn:oid:2.16.840.1.113883.6.1", LNC),
        ("LN", LNC),
        ("https://fhir.infoway-inforoute.ca/CodeSystem/pCLOCD", LNC),
        ("SCT", SCT),
        ("SNOMED-CT", SCT),
        ("RXNORM", "http://www.nlm.nih.gov/research/umls/rxnorm"),
        ("I10C", ICD),
        ("I10", "i10"),
        ("URN:OID:2.16.840.1.113883.6.88", RX),
        ("http://www.nlm.nih.gov/research/umls/RXNORM/", RX),
        ("urn:oid:2.16.840.1.113883.6.90", ICD),
        ("urn:oid:2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10"),
        ("urn:oid:2.16.840.1.113883.12.292", "http://hl7.org/fhir/sid/cvx"),
        ("urn:oid:2.16.840.1.113883.6.69", "http://hl7.org/fhir/sid/ndc"),
        ("urn:oid:2.16.840.1.113883.6.73", "http://www.whocc.no/atc"),
        ("urn:oid:1.2.840.114350.1.13", "urn:oid:1.2.840.114350.1.13"),
        ("http://snomed.info/sctx", "http://snomed.info/sctx"),
    ],
)
def test_a_code_system_is_known_under_all_its_names(written: str, canonical: str) -> None:
    assert system_of(written) == canonical


def test_the_oid_of_one_system_is_not_taken_for_that_of_another() -> None:
    # .6.9 and .6.96 begin alike
    assert system_of("urn:oid:2.16.840.1.113883.6.9") not in {SCT, ICD}


@pytest.mark.parametrize("written", ["J84.10", "J8410", "j84.10", " j8410 "])
def test_an_icd_code_is_found_without_its_dot_and_in_small_letters(written: str) -> None:
    assert found(one_set(ILD_ROW), ICD, written)


@pytest.mark.parametrize("written", ["J84.1", "J84", "J84.100", "J84.101"])
def test_an_icd_code_matches_whole_and_never_by_its_beginning(written: str) -> None:
    assert not found(one_set(ILD_ROW), ICD, written)


GERMAN = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
WHO = "http://hl7.org/fhir/sid/icd-10"


@pytest.mark.parametrize("system", [GERMAN, "http://fhir.de/CodeSystem/dimdi/icd-10-gm"])
@pytest.mark.parametrize("written", ["J84.1", "J84.10", "J84.11", "J8410", "J84.1+", "j84.10"])
def test_a_german_code_is_the_one_of_icd_10_that_it_divides(system: str, written: str) -> None:
    codes = one_set(Row(WHO, "J84.1", "", "x"))
    assert found(codes, system, written)
    assert not found(codes, system, "J84.9")
    assert not found(codes, WHO, "J84.10"), "remembered for the German code alone"


def test_icd_10_divides_its_chapter_of_the_joints_by_a_fifth_character() -> None:
    codes = one_set(Row(WHO, "M06.9", "", "x"))
    assert found(codes, WHO, "M06.90")
    assert not found(codes, WHO, "M06.8")
    assert not found(codes, ICD, "M06.90")


def test_the_same_code_of_another_icd_is_not_found() -> None:
    codes = one_set(Row(ICD, "J84.9", "", "x"), Row(ICD, "M06.90", "", "x"))
    assert found(codes, ICD, "J84.9")
    assert not found(codes, WHO, "J84.9")
    assert not found(codes, WHO, "M06.90"), "ICD-10 itself divides its chapter of the joints"
    assert not found(codes, GERMAN, "J84.9")


def test_a_code_that_is_too_long_for_icd_10_is_one_of_the_clinical_modification() -> None:
    """Many systems write the name of ICD-10 before both."""
    codes = one_set(ILD_ROW, Row(ICD, "M05.171", "", "x"))
    assert found(codes, WHO, "J84.10")
    assert found(codes, WHO, "j8410")
    assert found(codes, WHO, "M05.171")
    assert not found(codes, WHO, "J84.11")
    assert not found(codes, GERMAN, "J84.10"), "a German code of five characters is German"


@pytest.mark.parametrize(
    ("system", "written"),
    [
        ("http://hl7.org/fhir/sid/icd-10-uk", "J84.1"),
        ("http://hl7.org/fhir/sid/icd-10-ca", "J84.1"),
        ("http://hl7.org/fhir/sid/icd-10-CA", "J84.10"),
        ("http://hl7.org/fhir/sid/icd-10-am", "J841"),
        ("http://hl7.org/fhir/sid/icd-10-se", "J84.1"),
        ("http://hl7.org/fhir/sid/icd-10-nl", "J84.1"),
        ("https://smt.esante.gouv.fr/terminologie-cim-10/", "J841"),
    ],
)
def test_the_editions_of_other_countries_are_read_as_icd_10(system: str, written: str) -> None:
    assert found(one_set(Row(WHO, "J84.1", "", "x")), system, written)
    assert not found(one_set(Row(ICD, "J84.1", "", "x")), system, written)


@pytest.mark.parametrize("written", ["8", "08", "008", 8])
def test_a_vaccine_code_is_compared_as_a_number(written: object) -> None:
    cvx = "http://hl7.org/fhir/sid/cvx"
    assert found(one_set(Row(cvx, "08", "Hep B", "x")), cvx, written)
    assert not found(one_set(Row(cvx, "08", "Hep B", "x")), cvx, "80")


def test_a_zero_vaccine_code_keeps_its_zero() -> None:
    assert code_of("http://hl7.org/fhir/sid/cvx", "00") == "0"


@pytest.mark.parametrize(
    "coding",
    [
        {"code": "J84.10"},
        {"system": None, "code": "J84.10"},
        {"system": "urn:oid:1.2.840.114350", "code": "J84.10"},
        {"system": 7, "code": "J84.10"},
        {"system": ICD},
        {"system": ICD, "code": None},
        {"system": ICD, "code": ["J84.10"]},
        {"system": ICD, "code": {"value": "J84.10"}},
        {"system": ICD, "code": True},
        "J84.10",
        None,
        3,
    ],
)
def test_a_coding_without_a_readable_system_and_code_matches_nothing(coding: object) -> None:
    assert one_set(ILD_ROW).sets_of([coding]) == frozenset()


def test_asking_twice_gives_the_same_answer_for_known_and_unknown_spellings() -> None:
    codes = one_set(ILD_ROW)
    for _ in range(2):
        assert found(codes, "urn:oid:2.16.840.1.113883.6.90", "j8410")
        assert not found(codes, ICD, "E11.9")
        assert not found(codes, "http://local", "J84.10")


def test_an_index_stops_remembering_spellings_but_goes_on_answering() -> None:
    codes = one_set(ILD_ROW)
    for number in range(21_000):
        codes.sets_of([{"system": ICD, "code": f"X{number}"}])
    assert len(codes._tables[ICD]) < 20_100
    assert found(codes, "https://hl7.org/fhir/sid/icd-10-cm/", "j8410")


def test_all_codings_of_a_concept_count_together() -> None:
    codes = CodeIndex({"one": [Row(SCT, "1", "", "x")], "two": [Row(LNC, "2", "", "x")]})
    concept = {"coding": [{"system": SCT, "code": "1"}, {"system": LNC, "code": "2"}]}
    assert codes.sets_of_concept(concept) == {"one", "two"}


@pytest.mark.parametrize(
    "concept",
    [
        {"coding": [{"system": ICD, "code": "J84.10"}]},
        {"coding": {"system": ICD, "code": "J84.10"}},
        {"system": ICD, "code": "J84.10"},
        {"concept": {"coding": [{"system": ICD, "code": "J84.10"}]}},
        [{"text": "x"}, {"coding": [{"system": ICD, "code": "J84.10"}]}],
    ],
)
def test_a_concept_is_read_in_every_shape(concept: object) -> None:
    assert one_set(ILD_ROW).sets_of_concept(concept) == {"a_set"}
    assert has_known_system(concept)


def test_only_the_sets_that_are_used_are_in_an_index() -> None:
    codes = terminology().index({"cond_ild_all"})
    assert codes.used == {"cond_ild_all"}
    assert codes.sets_of([{"system": ICD, "code": "J84.10"}]) == {"cond_ild_all"}
    assert codes.sets_of([{"system": ICD, "code": "M34.0"}]) == frozenset()


def test_an_index_over_a_set_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="cond_nothing"):
        terminology().index({"cond_nothing"})


def test_the_codes_of_a_site_are_added_to_a_set_and_make_a_new_one() -> None:
    local = "urn:oid:1.2.840.114350.1.13"
    with_site = terminology().with_local_codes(
        {"obs_creatinine": [(local, "CREA")], "site:worse": [(local, "W1")]}
    )
    codes = with_site.index({"obs_creatinine", "site:worse"})
    assert codes.sets_of([{"system": local, "code": "CREA"}]) == {"obs_creatinine"}
    assert codes.sets_of([{"system": local.upper(), "code": "W1"}]) == {"site:worse"}
    assert codes.sets_of([{"system": LNC, "code": "2160-0"}]) == {"obs_creatinine"}
    assert "site:worse" not in terminology().value_sets


def test_a_derived_set_stands_beside_the_sets_it_is_made_of() -> None:
    ibm = {(row.system, row.code) for row in terminology().rows("cond_iim_ibm")}
    rows = [row for row in terminology().rows("cond_iim") if (row.system, row.code) not in ibm]
    codes = terminology().with_sets({"myositis": rows}).index({"myositis", "cond_iim"})
    assert codes.sets_of([{"system": ICD, "code": "G72.41"}]) == {"cond_iim"}
    assert codes.sets_of([{"system": ICD, "code": "M33.20"}]) == {"myositis", "cond_iim"}


def test_unverified_codes_are_never_read() -> None:
    assert not any(row.source == "unverified" for rows in terminology().value_sets.values() for row in rows)
    assert index().sets_of([{"system": LNC, "code": "5351-2"}]) == frozenset()


def test_drugs_are_taken_apart() -> None:
    product = next(
        one for one in terminology().products.values() if one.name.startswith("sulfamethoxazole 400")
    )
    assert product.strengths == ("400", "80")
    assert product.strength_units == ("MG", "MG")
    assert product.ingredient_codes == ("10180", "10829")
    prednisone = next(one for one in terminology().ingredients if one.code == "8640")
    assert prednisone.name == "prednisone"
    assert prednisone.atc_codes == ("H02AB07", "A07EA03")


def test_names_of_other_drugs_are_at_hand() -> None:
    assert "abacavir" in terminology().other_drugs
    assert "name" not in terminology().other_drugs


def test_the_terminology_of_the_catalogue_has_no_problem() -> None:
    assert check(terminology()) == []


def test_every_exclusive_pair_names_sets_that_exist() -> None:
    pairs = terminology().exclusive_pairs
    assert len(pairs) > 40
    assert all(name in terminology().value_sets for pair in pairs for name in pair)


def test_no_sets_of_allergies_are_left_out_but_those_of_food_and_of_severity() -> None:
    known = terminology()
    no_drug = {"allergy_food_ige", "allergy_severe_reaction_markers"}
    assert known.roles.allergy_to_no_drug == no_drug
    used = {"allergy_food_ige", "allergy_vaccine", "cond_ssc"}
    assert known.index(used).drug_allergies == {"allergy_vaccine"}


def with_rows(**sets: tuple[Row, ...]) -> Terminology:
    return Terminology(dict(sets))


def test_wrong_check_digits_and_unknown_systems_are_problems() -> None:
    rows = (Row(LNC, "2160-1", "", "x"), Row(SCT, "22298007", "", "x"), Row("http://nowhere", "1", "", "x"))
    words = [one.words for one in check(with_rows(obs_x=rows))]
    assert words == [
        "LOINC 2160-1 has a wrong check digit",
        "SNOMED CT 22298007 has a wrong check digit",
        "1 is of the unknown code system http://nowhere",
    ]


def test_the_codes_of_a_site_need_no_known_system() -> None:
    assert check(with_rows(obs_x=(Row("urn:oid:1.2.3", "CREA", "", "site"),))) == []


def test_empty_and_missing_sets_are_problems() -> None:
    problems = check(with_rows(obs_x=()), used=("obs_x", "obs_y"))
    assert problems == [
        Problem("obs_x", "the value set is empty"),
        Problem("obs_y", "there is no value set of this name"),
    ]


def test_a_code_in_two_sets_that_exclude_each_other_is_a_problem_under_any_spelling() -> None:
    mixed = with_rows(
        obs_fvc_l=(Row(LNC, "19868-9", "", "x"),),
        obs_fvc_predicted_reference=(Row("https://loinc.org/", "19868-9", "", "x"),),
    )
    mixed = replace(mixed, exclusive_pairs=(("obs_fvc_l", "obs_fvc_predicted_reference"),))
    assert [one.value_set for one in check(mixed)] == ["obs_fvc_l"]
    assert check(mixed, used={"obs_fvc_l"}) == []


def test_a_role_of_no_set_is_a_problem() -> None:
    odd = replace(with_rows(cond_x=(ILD_ROW,)), roles=Roles(asked_ever=frozenset({"cond_x", "cond_y"})))
    assert check(odd) == [
        Problem("cond_y", "there is no value set of this name, which has the role asked_ever")
    ]


@pytest.mark.parametrize(
    "name", ["cond_x", "cond_x+cond_y", "cond_x~a", "cond_x-cond_y", "cond_x!1", "site:ward"]
)
def test_a_pattern_belongs_to_a_set(name: str) -> None:
    assert check(replace(with_rows(cond_x=(ILD_ROW,)), text_fallback={name: "ward"})) == []


@pytest.mark.parametrize("name", ["cond_y", "ward|hospital", ""])
def test_a_pattern_of_no_set_is_a_problem(name: str) -> None:
    odd = replace(with_rows(cond_x=(ILD_ROW,)), text_fallback={name: "ward"})
    assert check(odd) == [Problem(name, "there is no value set of this name, which has a pattern for words")]


def test_a_pattern_that_cannot_be_compiled_is_a_problem() -> None:
    broken = replace(with_rows(cond_x=(ILD_ROW,)), text_fallback={"cond_x": "("})
    assert [one.value_set for one in check(broken)] == ["cond_x"]


@pytest.mark.parametrize("code", ["2160-0", "3150-0", "98130-8", "LA20356-4", "LP1234-9"])
def test_sound_loinc_codes(code: str) -> None:
    assert loinc_is_sound(code)


@pytest.mark.parametrize("code", ["3150-6", "45323-1", "21563-4", "39017-7", "2160", "x-1", "2160-"])
def test_unsound_loinc_codes(code: str) -> None:
    assert not loinc_is_sound(code)


@pytest.mark.parametrize("code", ["22298006", "73211009", "428041000124106", "138875005"])
def test_sound_snomed_identifiers(code: str) -> None:
    assert snomed_is_sound(code)


@pytest.mark.parametrize(
    "code", ["22298060", "22928006", "73211008", "12345", "x", "", "1234567890123456789"]
)
def test_unsound_snomed_identifiers(code: str) -> None:
    assert not snomed_is_sound(code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("233703007", "233703007"),
        (" 233703007 ", "233703007"),
        ("233703007 |Interstitial lung disease|", "233703007"),
        ("233703007|Interstitial lung disease (disorder)|", "233703007"),
        ("233703007:363698007=39607008", "233703007"),
        ("233703007 |A|:363698007 |B|=39607008 |C|", "233703007"),
        ("=== 233703007 : { 363698007 = 39607008 , 263502005 = 90734009 }", "233703007"),
        ("233703007:{363698007=39607008},{246112005 |Severity|=24484000 |Severe|}", "233703007"),
    ],
)
def test_a_snomed_code_is_compared_without_its_term_and_what_only_describes_it(
    written: str, code: str
) -> None:
    assert code_of(SCT, written) == code


@pytest.mark.parametrize(
    "written",
    [
        "233703007:408729009=410516002",  # known absent
        "243796009:{246090004=233703007,408729009=410516002}",
        "233703007:363698007=39607008,408732007=303071001",  # of somebody else
        "233703007:246112005=260413007",  # severity: none
        "233703007:246075003=387517004",  # by a cause, which may be another diagnosis
        "233703007:363698007=(39607008:272741003=24028007)",
        "233703007:363698007",
        "233703007+31996006",
        "233703007:",
    ],
)
def test_an_expression_that_may_say_something_else_stays_whole(written: str) -> None:
    assert code_of(SCT, written) == written


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("233703007", "233703007"),
        ("233703007 |Interstitial lung disease|", "Interstitial lung disease"),
        ("=== 233703007 |ILD| : 363698007 |Finding site| = 39607008 |Lung|", "ILD"),
        ("233703007:363698007=39607008 |Lung|", "233703007:363698007=39607008 |Lung|"),
        # Not read as its first concept, so the whole is told: it may deny it.
        ("233703007 |ILD|:408729009=410516002 |absent|", "233703007 |ILD|:408729009=410516002 |absent|"),
    ],
)
def test_what_is_coded_alone_is_called_by_the_term_of_what_it_is_read_as(written: str, words: str) -> None:
    assert concept_text({"coding": [{"system": SCT, "code": written}]}) == words


def test_two_patterns_of_one_set_stop_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_file(files("cards")) as cards:
        for folder in ("valuesets", "tables"):
            shutil.copytree(cards / folder, tmp_path / "ward" / folder)
    with (tmp_path / "ward" / "tables" / "text_fallback.csv").open("a") as patterns:
        patterns.write("cond_ild_all,lung,\n")
    (tmp_path / "ward" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ValueError, match="two patterns for cond_ild_all"):
        load_terminology("ward")
