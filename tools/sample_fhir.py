"""FHIR R4 resources of invented patients, as an EHR would write them. Knows nothing of the service.

Days are whole numbers: 0 is the day of the sample, -28 is 28 days before it. Every resource carries what
US Core asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

SAMPLE_DAY = date(2026, 1, 15)
"""The day on which every sample happens."""

Json = dict[str, Any]

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"

PATIENT = "ild-1042"
SUBJECT = {"reference": f"Patient/{PATIENT}"}
ENCOUNTER = {"reference": "Encounter/visit-1"}
PRESCRIBER = {"reference": "Practitioner/pulmonologist-1", "display": "Pulmonology clinic"}
ORAL = ("26643006", "Oral route")


def day(offset: int) -> str:
    """The day so many days after the sample's, as FHIR writes it."""
    return (SAMPLE_DAY + timedelta(days=offset)).isoformat()


def moment(offset: int, time: str = "09:30:00") -> str:
    """A moment of that day, with its zone."""
    return f"{day(offset)}T{time}+00:00"


def coded(system: str, code: str, display: str) -> Json:
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def state(system: str, code: str) -> Json:
    return {"coding": [{"system": f"{HL7}/{system}", "code": code}]}


def amount(value: float, unit: str, code: str | None = None) -> Json:
    return {"value": value, "unit": unit, "system": UCUM, "code": code or unit}


def patient(*, age: int, sex: str, family: str, given: str) -> Json:
    """A person of so many years on the day of the sample (born in spring, so the year is certain)."""
    return {
        "resourceType": "Patient",
        "id": PATIENT,
        "identifier": [{"system": "https://hospital.example.org/mrn", "value": "INVENTED-1042"}],
        "active": True,
        "name": [{"use": "official", "family": family, "given": [given]}],
        "gender": sex,
        "birthDate": f"{SAMPLE_DAY.year - age - 1}-04-12",
        "communication": [{"language": coded("urn:ietf:bcp:47", "en", "English")}],
    }


def condition(id: str, *codings: tuple[str, str, str], since: int) -> Json:
    """An active, confirmed problem on the list since that day. Codings: (system, code, display)."""
    listed = [{"system": system, "code": code, "display": display} for system, code, display in codings]
    return {
        "resourceType": "Condition",
        "id": id,
        "clinicalStatus": state("condition-clinical", "active"),
        "verificationStatus": state("condition-ver-status", "confirmed"),
        "category": [state("condition-category", "problem-list-item")],
        "code": {"coding": listed, "text": listed[0]["display"]},
        "subject": SUBJECT,
        "onsetDateTime": day(since),
        "recordedDate": day(since),
    }


def result(
    id: str,
    code: tuple[str, str],
    value: float,
    unit: str,
    *,
    on: int,
    usual: tuple[float, float] | None = None,
) -> Json:
    """A final laboratory result with its reference range."""
    found = observation(id, code, on=on, category="laboratory")
    found["valueQuantity"] = amount(value, unit)
    if usual:
        low, high = usual
        found["referenceRange"] = [{"low": amount(low, unit), "high": amount(high, unit)}]
        found["interpretation"] = [
            state("v3-ObservationInterpretation", "L" if value < low else "H" if value > high else "N")
        ]
    return found


def coded_result(id: str, code: tuple[str, str], answer: tuple[str, str], *, on: int) -> Json:
    """A final laboratory result whose value is a SNOMED CT answer such as Negative."""
    found = observation(id, code, on=on, category="laboratory")
    found["valueCodeableConcept"] = coded(SNOMED, *answer)
    sign = "NEG" if answer == NEGATIVE else "POS"
    found["interpretation"] = [state("v3-ObservationInterpretation", sign)]
    return found


def measured(
    id: str, code: tuple[str, str], value: float, unit: str, *, on: int, vital: bool = False
) -> Json:
    """A vital sign, or a measurement of lung function."""
    found = observation(id, code, on=on, category="vital-signs" if vital else "procedure")
    found["valueQuantity"] = amount(value, unit)
    return found


def observation(id: str, code: tuple[str, str], *, on: int, category: str) -> Json:
    return {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [state("observation-category", category)],
        "code": coded(LOINC, *code),
        "subject": SUBJECT,
        "effectiveDateTime": moment(on, "07:45:00"),
        "issued": moment(on, "11:05:00"),
    }


def order(
    id: str,
    drug: tuple[str, str],
    *,
    text: str,
    dose: Json,
    times: tuple[int, int, str] = (1, 1, "d"),
    start: int,
    days: int,
    reason: str | None = None,
    status: str = "active",
    route: tuple[str, str] = ORAL,
    refills: int = 0,
) -> Json:
    """A MedicationRequest for a stated number of days. ``times``: (how often, period, its unit)."""
    found: Json = {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": status,
        "intent": "order",
        "reportedBoolean": False,
        "medicationCodeableConcept": coded(RXNORM, *drug),
        "subject": SUBJECT,
        "encounter": ENCOUNTER,
        "authoredOn": day(min(start, 0)),
        "requester": PRESCRIBER,
        "dosageInstruction": [
            {
                "text": text,
                "timing": {
                    "repeat": {
                        "boundsPeriod": {"start": day(start), "end": day(start + days - 1)},
                        "frequency": times[0],
                        "period": times[1],
                        "periodUnit": times[2],
                    }
                },
                "route": coded(SNOMED, *route),
                "doseAndRate": [{"type": state("dose-rate-type", "ordered"), "doseQuantity": dose}],
            }
        ],
    }
    if reason:
        found["reasonReference"] = [{"reference": f"Condition/{reason}"}]
    if refills:
        found["dispenseRequest"] = {"numberOfRepeatsAllowed": refills}
    return found


def draft(id: str, drug: tuple[str, str], **how: Any) -> Json:
    """An order not yet signed, from today on."""
    return order(id, drug, **{"status": "draft", "start": 0, **how})


def allergy(
    id: str, substance: tuple[str, str, str], *, reaction: tuple[str, str], severity: str, criticality: str
) -> Json:
    """A confirmed allergy with its reaction. ``substance``: (system, code, display)."""
    return {
        "resourceType": "AllergyIntolerance",
        "id": id,
        "clinicalStatus": state("allergyintolerance-clinical", "active"),
        "verificationStatus": state("allergyintolerance-verification", "confirmed"),
        "type": "allergy",
        "category": ["medication"],
        "criticality": criticality,
        "code": coded(*substance),
        "patient": SUBJECT,
        "recordedDate": day(-900),
        "reaction": [{"manifestation": [coded(SNOMED, *reaction)], "severity": severity}],
    }


def report(id: str, code: tuple[str, str], *, on: int) -> Json:
    """A final imaging report."""
    return {
        "resourceType": "DiagnosticReport",
        "id": id,
        "status": "final",
        "category": [coded(LOINC, "LP29684-5", "Radiology")],
        "code": coded(LOINC, *code),
        "subject": SUBJECT,
        "effectiveDateTime": moment(on),
        "issued": moment(on, "15:20:00"),
    }


NEGATIVE = ("260385009", "Negative")
POSITIVE = ("10828004", "Positive")


def bundle(resources: Sequence[Json], kind: str) -> Json:
    """A Bundle of the resources: ``searchset`` with its total, or ``collection``."""
    entries = []
    for resource in resources:
        entry: Json = {
            "fullUrl": f"https://ehr.example.org/fhir/{resource['resourceType']}/{resource['id']}",
            "resource": resource,
        }
        if kind == "searchset":
            entry["search"] = {"mode": "match"}
        entries.append(entry)
    found: Json = {"resourceType": "Bundle", "type": kind}
    if kind == "searchset":
        found["total"] = len(entries)
    return {**found, "entry": entries} if entries else found
