from __future__ import annotations

from datetime import date

import pytest

from cdshooks.patient.record import Record
from tests.patient.records import TODAY, ZONE, Json, index, record, terminology


def test_a_patient() -> None:
    person = record(
        patient={"resourceType": "Patient", "id": "p1", "birthDate": "1960-05-06", "gender": "Female"}
    ).person
    assert person.reference == "Patient/p1"
    assert person.gender == "female"
    assert not person.deceased
    assert person.birth is not None
    assert person.birth.first == date(1960, 5, 6)


def test_a_birth_date_may_be_known_in_part() -> None:
    birth = record(patient={"birthDate": "1960"}).person.birth
    assert birth is not None
    assert (birth.first, birth.last) == (date(1960, 1, 1), date(1960, 12, 31))


@pytest.mark.parametrize("birth", [None, "", "19600506", "1960-13-01", "0001-01-01", 1960, {"value": "1960"}])
def test_an_unreadable_birth_date_is_not_known(birth: object) -> None:
    assert record(patient={"birthDate": birth}).person.birth is None


@pytest.mark.parametrize(
    ("elements", "deceased"),
    [
        ({}, False),
        ({"deceasedBoolean": False}, False),
        ({"deceasedBoolean": "false"}, False),
        ({"deceasedBoolean": True}, True),
        ({"deceasedBoolean": "true"}, True),
        ({"deceasedDateTime": "2026-01-01"}, True),
        ({"deceasedDateTime": "unreadable"}, True),
        ({"deceasedDateTime": None}, False),
    ],
)
def test_death_as_a_boolean_or_a_date(elements: Json, deceased: bool) -> None:
    assert record(patient=elements).person.deceased is deceased


def clinical_sex(code: str, url: str = "patient-sexParameterForClinicalUse") -> Json:
    system = "http://terminology.hl7.org/CodeSystem/sex-parameter-for-clinical-use"
    value = {"url": "value", "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}
    return {"extension": [{"url": f"http://hl7.org/fhir/StructureDefinition/{url}", "extension": [value]}]}


@pytest.mark.parametrize(
    ("elements", "can_conceive"),
    [
        (clinical_sex("female-typical"), True),
        (clinical_sex("male-typical"), None),
        (clinical_sex("specified"), None),
        (clinical_sex("unknown"), None),
        (clinical_sex("female-typical", "patient-genderIdentity"), None),
        ({"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"}]}, None),
        ({"extension": "unreadable"}, None),
        ({}, None),
    ],
)
def test_organs_that_allow_a_pregnancy(elements: Json, can_conceive: bool | None) -> None:
    assert record(patient=elements).person.can_conceive_by_organs is can_conceive


def test_no_patient_resource_is_a_person_of_whom_nothing_is_known() -> None:
    person = Record(TODAY, ZONE, None, {}, terminology(), index()).person
    assert (person.birth, person.gender, person.can_conceive_by_organs) == (None, None, None)
