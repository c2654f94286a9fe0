"""Requests as an EHR sends them: about 60 resources and 40 KB, on one fixed day.

Written by hand, apart from the code that is measured. Two people: a woman with fibrotic ILD on a low dose
of prednisone, for whom no card speaks, and a man with systemic sclerosis for whom three do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

TODAY = date(2026, 3, 10)

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM = "http://unitsofmeasure.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"

_SUBJECT = {"reference": "Patient/pat"}


def _day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def _moment(offset: int) -> str:
    return f"{_day(offset)}T08:30:00+01:00"


def _concept(system: str, code: str, display: str) -> Json:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def _coded(system: str, code: str) -> Json:
    """A status or category: a code of the terminology of HL7, without words."""
    return {"coding": [{"system": f"{TERMINOLOGY}/{system}", "code": code}]}


def _resource(kind: str, id: str, **elements: Any) -> Json:
    return {"resourceType": kind, "id": id, **elements}


def _person(gender: str, birth: str) -> Json:
    return _resource(
        "Patient",
        "pat",
        identifier=[{"use": "usual", "system": "urn:oid:1.2.36.146.595.217.0.1", "value": "TEST-1"}],
        active=True,
        name=[{"use": "official", "family": "Patient", "given": ["Test"]}],
        gender=gender,
        birthDate=birth,
        telecom=[{"system": "phone", "value": "000 0000", "use": "home"}],
        maritalStatus=_coded("v3-MaritalStatus", "M"),
    )


def _condition(id: str, code: str, display: str, recorded: int, system: str = ICD10CM) -> Json:
    return _resource(
        "Condition",
        id,
        clinicalStatus=_coded("condition-clinical", "active"),
        verificationStatus=_coded("condition-ver-status", "confirmed"),
        category=[_coded("condition-category", "problem-list-item")],
        code=_concept(system, code, display),
        subject=_SUBJECT,
        onsetDateTime=_day(recorded - 20),
        recordedDate=_day(recorded),
    )


def _result(id: str, code: str, display: str, value: float, unit: str, on: int) -> Json:
    limits = {
        "low": {"value": round(value * 0.6, 2), "unit": unit},
        "high": {"value": round(value * 1.4, 2), "unit": unit},
    }
    return _resource(
        "Observation",
        id,
        status="final",
        category=[_coded("observation-category", "laboratory")],
        code=_concept(LOINC, code, display),
        subject=_SUBJECT,
        effectiveDateTime=_moment(on),
        valueQuantity={"value": value, "unit": unit, "system": UCUM, "code": unit},
        referenceRange=[limits],
    )


def _order(
    id: str, code: str, display: str, dose: float, unit: str, days: tuple[int, int], status: str = "active"
) -> Json:
    """An oral order once a day, from the first to the last of ``days`` (offsets from today, both in)."""
    bounds = {"start": _day(days[0]), "end": _day(days[1])}
    dosage = {
        "text": f"Take {dose} {unit} by mouth daily",
        "timing": {"repeat": {"boundsPeriod": bounds, "frequency": 1, "period": 1, "periodUnit": "d"}},
        "asNeededBoolean": False,
        "route": _concept(SNOMED, "26643006", "Oral route"),
        "doseAndRate": [{"doseQuantity": {"value": dose, "unit": unit, "system": UCUM, "code": unit}}],
    }
    return _resource(
        "MedicationRequest",
        id,
        status=status,
        intent="order",
        medicationCodeableConcept=_concept(RXNORM, code, display),
        subject=_SUBJECT,
        authoredOn=_day(days[0]),
        requester={"reference": "Practitioner/7"},
        dosageInstruction=[dosage],
        dispenseRequest={"numberOfRepeatsAllowed": 2, "quantity": {"value": 90, "unit": "tablet"}},
    )


def _statement(id: str, code: str, display: str) -> Json:
    return _resource(
        "MedicationStatement",
        id,
        status="active",
        medicationCodeableConcept=_concept(RXNORM, code, display),
        subject=_SUBJECT,
        effectivePeriod={"start": _day(-300)},
        dateAsserted=_day(-10),
        dosage=[{"text": "as directed", "route": _concept(SNOMED, "26643006", "Oral route")}],
    )


def _allergy(id: str, system: str, code: str, display: str, manifestation: tuple[str, str]) -> Json:
    return _resource(
        "AllergyIntolerance",
        id,
        clinicalStatus=_coded("allergyintolerance-clinical", "active"),
        verificationStatus=_coded("allergyintolerance-verification", "confirmed"),
        type="allergy",
        category=["medication"],
        criticality="low",
        code=_concept(system, code, display),
        patient=_SUBJECT,
        recordedDate=_day(-800),
        reaction=[{"manifestation": [_concept(SNOMED, *manifestation)], "severity": "mild"}],
    )


def _done(kind: str, id: str, when: str, code: tuple[str, str, str], on: int, status: str) -> Json:
    return _resource(
        kind,
        id,
        status=status,
        code=_concept(*code),
        subject=_SUBJECT,
        **{when: _moment(on)},
    )


_PANEL = (
    ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", 0.9, "mg/dL"),
    ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", 24, "U/L"),
    ("751-8", "Neutrophils [#/volume] in Blood by Automated count", 4.2, "10*9/L"),
    ("731-0", "Lymphocytes [#/volume] in Blood by Automated count", 1.6, "10*9/L"),
    ("777-3", "Platelets [#/volume] in Blood by Automated count", 240, "10*9/L"),
    ("718-7", "Hemoglobin [Mass/volume] in Blood", 13.2, "g/dL"),
    ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", 4.2, "mmol/L"),
)
_LUNG = (
    ("19872-1", "FVC measured/predicted", 78, "%"),
    ("98130-8", "Diffusion capacity.carbon monoxide/Predicted", 55, "%"),
    ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", 95, "%"),
    ("29463-7", "Body weight", 71.5, "kg"),
)
_OTHER_PROBLEMS = (
    ("I10", "Essential (primary) hypertension"),
    ("K21.9", "Gastro-esophageal reflux disease without esophagitis"),
    ("E78.5", "Hyperlipidemia, unspecified"),
    ("M17.9", "Osteoarthritis of knee, unspecified"),
    ("E03.9", "Hypothyroidism, unspecified"),
)
_OTHER_DRUGS = (
    ("197361", "amlodipine 5 MG Oral Tablet", 5),
    ("617311", "atorvastatin 40 MG Oral Tablet", 40),
    ("966222", "levothyroxine sodium 0.075 MG Oral Tablet", 1),
    ("198053", "omeprazole 40 MG Delayed Release Oral Capsule", 40),
    ("310429", "furosemide 20 MG Oral Tablet", 20),
    ("861007", "metformin hydrochloride 500 MG Oral Tablet", 500),
)


def _results() -> list[Json]:
    """Two blood counts and chemistries, and two days of lung function."""
    blood = [(turn, on, one) for turn, on in enumerate((-6, -70)) for one in _PANEL]
    lung = [(turn, on, one) for turn, on in enumerate((-20, -200)) for one in _LUNG]
    return [
        _result(f"lab-{turn}-{code}", code, display, value, unit, on)
        for turn, on, (code, display, value, unit) in (*blood, *lung)
    ]


def _shared() -> list[Json]:
    """What both people have: everyday problems and drugs, results, examinations."""
    everyday = [_condition(f"c{n}", code, display, -900) for n, (code, display) in enumerate(_OTHER_PROBLEMS)]
    drugs = [
        _order(f"m{n}", code, display, dose, "mg", (-120, 60))
        for n, (code, display, dose) in enumerate(_OTHER_DRUGS)
    ]
    return [
        *everyday,
        *drugs,
        *_results(),
        _statement("s1", "1191", "aspirin"),
        _statement("s2", "316672", "cholecalciferol"),
        _done(
            "Procedure", "p1", "performedDateTime", (SNOMED, "10847001", "Bronchoscopy"), -700, "completed"
        ),
        _done(
            "Procedure", "p2", "performedDateTime", (SNOMED, "73761001", "Colonoscopy"), -1500, "completed"
        ),
        _done(
            "DiagnosticReport",
            "d1",
            "effectiveDateTime",
            (LOINC, "29252-4", "CT Chest WO contrast"),
            -690,
            "final",
        ),
        _done(
            "DiagnosticReport",
            "d2",
            "effectiveDateTime",
            (LOINC, "34552-0", "2D echocardiogram"),
            -400,
            "final",
        ),
        _done("DiagnosticReport", "d3", "effectiveDateTime", (LOINC, "58410-2", "CBC panel"), -6, "final"),
        _request("r1", "24320-4", "Basic metabolic panel", -5),
        _request("r2", "58410-2", "CBC panel", -5),
    ]


def _request(id: str, code: str, display: str, authored: int) -> Json:
    return _resource(
        "ServiceRequest",
        id,
        status="active",
        intent="order",
        code=_concept(LOINC, code, display),
        subject=_SUBJECT,
        authoredOn=_moment(authored),
    )


def _immunization(id: str, code: str, display: str, on: int) -> Json:
    return _resource(
        "Immunization",
        id,
        status="completed",
        vaccineCode=_concept("http://hl7.org/fhir/sid/cvx", code, display),
        patient=_SUBJECT,
        occurrenceDateTime=_moment(on),
    )


def _negative(id: str, code: str, display: str, on: int) -> Json:
    return _resource(
        "Observation",
        id,
        status="final",
        category=[_coded("observation-category", "laboratory")],
        code=_concept(LOINC, code, display),
        subject=_SUBJECT,
        effectiveDateTime=_moment(on),
        valueCodeableConcept=_concept(SNOMED, "260385009", "Negative"),
    )


def _cared_for() -> list[Json]:
    """What is kept up in a patient for whom nothing is due: vaccines, bones, exercise, oximetry."""
    return [
        _immunization("v1", "197", "influenza, high-dose, quadrivalent", -140),
        _immunization("v2", "216", "Pneumococcal conjugate PCV20", -500),
        _immunization("v3", "309", "COVID-19, mRNA", -140),
        _immunization("v4", "187", "zoster recombinant", -600),
        _immunization("v5", "187", "zoster recombinant", -480),
        _immunization("v6", "303", "RSV, recombinant", -200),
        _done("DiagnosticReport", "d4", "effectiveDateTime", (LOINC, "38268-9", "DXA"), -300, "final"),
        _result("walk", "89276-0", "Oxygen saturation on exertion", 91, "%", -60),
        _done(
            "Procedure",
            "p3",
            "performedDateTime",
            (SNOMED, "15081005", "Pulmonary rehabilitation"),
            -200,
            "completed",
        ),
    ]


PREDNISONE = ("8640", "prednisone")


def quiet_record() -> list[Json]:
    """Known ILD, prednisone 5 mg a day for months, nothing that any card speaks about."""
    older = [
        _order(f"gc-{n}", *PREDNISONE, 5, "mg", (start, start + 89), "completed")
        for n, start in enumerate((-390, -300, -210))
    ]
    return [
        _person("female", "1958-04-02"),
        _condition("ild", "J84.10", "Pulmonary fibrosis, unspecified", -700),
        _condition("ra", "M06.9", "Rheumatoid arthritis, unspecified", -2000),
        _allergy("a1", RXNORM, "7980", "penicillin G", ("271807003", "Eruption of skin")),
        _allergy("a2", SNOMED, "102263004", "Eggs", ("422587007", "Nausea")),
        *older,
        _order("gc-now", *PREDNISONE, 5, "mg", (-120, 60)),
        *_cared_for(),
        *_shared(),
    ]


def speaking_record() -> list[Json]:
    """Systemic sclerosis with ILD on mycophenolate, and an allergy to TMP-SMX."""
    return [
        _person("male", "1968-04-02"),
        _condition("ild", "J84.10", "Pulmonary fibrosis, unspecified", -700),
        _condition("ssc", "M34.0", "Progressive systemic sclerosis", -1200),
        _condition("raynaud", "I73.00", "Raynaud's syndrome without gangrene", -1300),
        _allergy("a1", RXNORM, "10831", "sulfamethoxazole / trimethoprim", ("271807003", "Eruption of skin")),
        _allergy("a2", SNOMED, "102263004", "Eggs", ("422587007", "Nausea")),
        _order("mmf", "200060", "mycophenolate mofetil 500 MG Oral Tablet", 2, "{tbl}", (-300, 60)),
        _order("gc-old", *PREDNISONE, 5, "mg", (-390, -300), "completed"),
        _negative("hbs", "5196-1", "Hepatitis B virus surface Ag", -90),
        _negative("hbc", "13952-7", "Hepatitis B virus core Ab", -90),
        _negative("tb", "71773-6", "Mycobacterium tuberculosis stimulated gamma interferon", -90),
        *_shared(),
    ]


def quiet_drafts() -> list[Json]:
    """The low dose goes on."""
    return [_order("draft-gc", *PREDNISONE, 5, "mg", (0, 89), "draft")]


def speaking_drafts() -> list[Json]:
    """Prednisone 40 mg for six weeks, with TMP-SMX beside it."""
    return [
        _order("draft-gc", *PREDNISONE, 40, "mg", (0, 41), "draft"),
        _order(
            "draft-sulfa",
            "198334",
            "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet",
            1,
            "{tbl}",
            (0, 41),
            "draft",
        ),
    ]


@dataclass(frozen=True)
class Scene:
    """One hook call: its name here, how many cards it shows, the record, the drafts."""

    name: str
    hook: str
    cards: int
    record: Sequence[Json]
    drafts: Sequence[Json] = ()

    def body(self, prefetch: Mapping[str, str]) -> Json:
        """The request body, with the queries of ``prefetch`` (key to FHIR query) answered from the record."""
        context: Json = {"userId": "Practitioner/7", "patientId": "pat", "encounterId": "enc-20260310"}
        if self.drafts:
            context["draftOrders"] = _bundle("collection", self.drafts)
        return {
            "hook": self.hook,
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": context,
            "prefetch": {key: self._answer(query) for key, query in prefetch.items()},
            "extension": {"as-of": TODAY.isoformat()},
        }

    def _answer(self, query: str) -> Json:
        kind, _, search = query.partition("?")
        if kind.startswith("Patient/"):
            return self.record[0]
        codes = set(search.partition("code=")[2].split(",")) - {""}
        found = (one for one in self.record if one["resourceType"] == kind)
        return _bundle("searchset", (one for one in found if not codes or _code_of(one) in codes))


def _code_of(resource: Json) -> str:
    concept: Json = resource.get("code") or resource["vaccineCode"]
    code: str = concept["coding"][0]["code"]
    return code


def _bundle(kind: str, resources: Iterable[Json]) -> Json:
    entries = [
        {"fullUrl": f"https://ehr.example.org/fhir/{one['resourceType']}/{one['id']}", "resource": one}
        for one in resources
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


SCENES = (
    Scene("quiet chart", "patient-view", 0, quiet_record()),
    Scene("quiet order", "order-sign", 0, quiet_record(), quiet_drafts()),
    Scene("three cards", "order-sign", 3, speaking_record(), speaking_drafts()),
)
