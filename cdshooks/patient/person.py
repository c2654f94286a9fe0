"""The Patient: when born, which sex, whether alive, and whether its organs allow a pregnancy."""

from __future__ import annotations

from datetime import tzinfo

from cdshooks.patient.day import read_bound
from cdshooks.patient.facts import Person
from cdshooks.patient.reading import Resource, code_words, items, reference_of, text_of, truth

_CLINICAL_SEX = "http://hl7.org/fhir/StructureDefinition/patient-sexParameterForClinicalUse"
"""Where FHIR and US Core tell what follows from an inventory of organs."""

_CAN_CONCEIVE = "female-typical"


def read_person(resource: Resource, zone: tzinfo) -> Person:
    """The Patient. Alive unless said otherwise; a date of death that cannot be read is still a death."""
    died_on = resource.get("deceasedDateTime")
    gender = text_of(resource.get("gender"))
    return Person(
        reference=reference_of(resource, "Patient"),
        birth=read_bound(resource.get("birthDate"), zone),
        gender=gender.lower() if gender else None,
        deceased=truth(resource.get("deceasedBoolean")) is True or bool(died_on),
        can_conceive_by_organs=True if "extension" in resource and _female_typical(resource) else None,
    )


def _female_typical(resource: Resource) -> bool:
    """Only this answer is read: "male-typical" may rest on hormones alone, and denies no uterus."""
    return any(
        _CAN_CONCEIVE in code_words(part.get("valueCodeableConcept"))
        for extension in items(resource["extension"])
        if extension.get("url") == _CLINICAL_SEX
        for part in items(extension.get("extension"))
        if part.get("url") == "value"
    )
