"""Patients, built by the words of the field. Writes FHIR as an EHR would; knows nothing of what it tests.

Days are written as whole numbers: 0 is today, -28 is 28 days ago, 7 is a week ahead.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

TODAY = date(2026, 3, 10)
"""The day on which every story happens."""

Json = dict[str, Any]

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10, ICD10GM = "http://hl7.org/fhir/sid/icd-10", "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
UCUM = "http://unitsofmeasure.org"

ROUTES = {
    "oral": ("26643006", "Oral route"),
    "iv": ("47625008", "Intravenous route"),
    "im": ("78421000", "Intramuscular route"),
    "inhaled": ("447694001", "Respiratory tract route"),
    "sc": ("34206005", "Subcutaneous route"),
    "topical": ("6064005", "Topical route"),
    "joint": ("12130007", "Intra-articular route"),
    "eye": ("54485002", "Ophthalmic route"),
    "nose": ("46713006", "Nasal route"),
    "rectal": ("37161004", "Rectal route"),
}


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def patient(*, age: int = 50, sex: str | None = "male", birth: str | None = None, **more: Any) -> Json:
    """``birth`` prevails over ``age``; ``age`` is completed today."""
    written = birth if birth is not None else TODAY.replace(year=TODAY.year - age).isoformat()
    found: Json = {"resourceType": "Patient", "id": "pat"}
    if written:
        found["birthDate"] = written
    if sex:
        found["gender"] = sex
    return {**found, **more}


def coded(system: str, code: str, display: str = "") -> Json:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": display} if display else {})}


def condition(
    id: str,
    code: str,
    display: str = "",
    *,
    system: str = ICD10CM,
    recorded: int | None = -30,
    onset: int | None = None,
    clinical: str | None = "active",
    verification: str | None = "confirmed",
    **more: Any,
) -> Json:
    found: Json = {
        "resourceType": "Condition",
        "id": id,
        "code": coded(system, code, display),
        "subject": {"reference": "Patient/pat"},
    }
    if clinical:
        found["clinicalStatus"] = coded("http://terminology.hl7.org/CodeSystem/condition-clinical", clinical)
    if verification:
        found["verificationStatus"] = coded(
            "http://terminology.hl7.org/CodeSystem/condition-ver-status", verification
        )
    if recorded is not None:
        found["recordedDate"] = day(recorded)
    if onset is not None:
        found["onsetDateTime"] = day(onset)
    return {**found, **more}


def result(
    id: str,
    code: str,
    value: Any = None,
    unit: str = "",
    *,
    on: int | None = -3,
    status: str = "final",
    system: str = LOINC,
    interpretation: str = "",
    high: Any = None,
    low: Any = None,
    **more: Any,
) -> Json:
    """A result. ``value`` a number with ``unit``, or text, which becomes a coded-as-text value."""
    found: Json = {
        "resourceType": "Observation",
        "id": id,
        "status": status,
        "code": coded(system, code),
        "subject": {"reference": "Patient/pat"},
    }
    if on is not None:
        found["effectiveDateTime"] = day(on)
    if isinstance(value, str):
        found["valueCodeableConcept"] = {"text": value}
    elif value is not None:
        found["valueQuantity"] = quantity(value, unit)
    if interpretation:
        found["interpretation"] = [
            coded("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", interpretation)
        ]
    limits = {"high": high, "low": low}
    if any(limit is not None for limit in limits.values()):
        found["referenceRange"] = [
            {name: quantity(limit, unit) for name, limit in limits.items() if limit is not None}
        ]
    return {**found, **more}


def quantity(value: Any, unit: str) -> Json:
    return {"value": value, **({"unit": unit, "system": UCUM, "code": unit} if unit else {})}


def allergy(
    id: str,
    code: str = "",
    display: str = "",
    *,
    system: str = RXNORM,
    clinical: str | None = "active",
    verification: str | None = "confirmed",
    criticality: str | None = None,
    manifestation: tuple[str, str] | None = None,
    severity: str | None = None,
    **more: Any,
) -> Json:
    found: Json = {
        "resourceType": "AllergyIntolerance",
        "id": id,
        "patient": {"reference": "Patient/pat"},
        "code": coded(system, code, display) if code else {"text": display},
    }
    if clinical:
        found["clinicalStatus"] = coded(
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", clinical
        )
    if verification:
        found["verificationStatus"] = coded(
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", verification
        )
    if criticality:
        found["criticality"] = criticality
    if manifestation or severity:
        reaction: Json = {
            "manifestation": [coded(SNOMED, *(manifestation or ("271807003", "Eruption of skin")))]
        }
        found["reaction"] = [{**reaction, **({"severity": severity} if severity else {})}]
    return {**found, **more}


def order(
    id: str,
    code: str,
    display: str = "",
    *,
    dose: Any = None,
    unit: str = "mg",
    per: tuple[int, int, str] = (1, 1, "d"),
    start: int | None = None,
    days: int | None = None,
    until: int | None = None,
    status: str = "active",
    intent: str | None = "order",
    route: str | None = "oral",
    system: str = RXNORM,
    reason: Json | None = None,
    as_needed: bool = False,
    authored: int | None = None,
    **more: Any,
) -> Json:
    """A MedicationRequest. ``per``: (times, period, unit); ``start``, ``until``: bounds; ``days``: length."""
    repeat: Json = {"frequency": per[0], "period": per[1], "periodUnit": per[2]}
    if until is not None:
        repeat["boundsPeriod"] = {"start": day(start or 0), "end": day(until)}
    elif days is not None and start is not None:
        repeat["boundsPeriod"] = {"start": day(start), "end": day(start + days - 1)}
    elif days is not None:
        repeat["boundsDuration"] = {"value": days, "unit": "d", "system": UCUM, "code": "d"}
    elif start is not None:
        repeat["boundsPeriod"] = {"start": day(start)}
    dosage: Json = {"timing": {"repeat": repeat}}
    if route:
        dosage["route"] = coded(SNOMED, *ROUTES[route])
    if as_needed:
        dosage["asNeededBoolean"] = True
    if dose is not None:
        dosage["doseAndRate"] = [{"doseQuantity": quantity(dose, unit)}]
    found: Json = {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": status,
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": coded(system, code, display),
        "dosageInstruction": [dosage],
    }
    if intent:
        found["intent"] = intent
    when = authored if authored is not None else start
    if when is not None:
        found["authoredOn"] = day(when)
    if reason:
        found["reasonCode"] = [reason]
    return {**found, **more}


def draft(id: str, code: str, display: str = "", **how: Any) -> Json:
    """An unsigned order; it starts today unless ``start`` says otherwise."""
    return order(id, code, display, status="draft", **how)


def statement(
    id: str,
    code: str,
    display: str = "",
    *,
    dose: Any = None,
    unit: str = "mg",
    start: int | None = None,
    until: int | None = None,
    status: str = "active",
    route: str = "oral",
    system: str = RXNORM,
    **more: Any,
) -> Json:
    """A MedicationStatement: what the patient takes or took, once daily."""
    period = {name: day(at) for name, at in (("start", start), ("end", until)) if at is not None}
    dosage: Json = {
        "route": coded(SNOMED, *ROUTES[route]),
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
    }
    if dose is not None:
        dosage["doseAndRate"] = [{"doseQuantity": quantity(dose, unit)}]
    found: Json = {
        "resourceType": "MedicationStatement",
        "id": id,
        "status": status,
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": coded(system, code, display),
        "dosage": [dosage],
    }
    return {**found, **({"effectivePeriod": period} if period else {}), **more}


def ordered_test(
    id: str, code: str, *, system: str = LOINC, status: str = "active", authored: int = -1, **more: Any
) -> Json:
    return {
        "resourceType": "ServiceRequest",
        "id": id,
        "status": status,
        "intent": "order",
        "code": coded(system, code),
        "subject": {"reference": "Patient/pat"},
        "authoredOn": day(authored),
        **more,
    }


def done(
    kind: str, id: str, code: str, *, on: int = -10, system: str = LOINC, status: str | None = None
) -> Json:
    """A finished Procedure, DiagnosticReport or ImagingStudy."""
    statuses = {"Procedure": "completed", "DiagnosticReport": "final", "ImagingStudy": "available"}
    found: Json = {
        "resourceType": kind,
        "id": id,
        "status": status or statuses[kind],
        "subject": {"reference": "Patient/pat"},
    }
    if kind == "ImagingStudy":
        return {**found, "started": day(on), "procedureCode": [coded(system, code)]}
    when = "performedDateTime" if kind == "Procedure" else "effectiveDateTime"
    return {**found, when: day(on), "code": coded(system, code)}


# Often wanted
PREDNISONE_20 = ("312615", "prednisone 20 MG Oral Tablet")
PREDNISONE = ("8640", "prednisone")
TMP_SMX_SS = ("198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet")
ILD_CODE = ("J84.10", "Pulmonary fibrosis, unspecified")
SSC_CODE = ("M34.0", "Progressive systemic sclerosis")
SULFONAMIDE = ("10831", "sulfamethoxazole / trimethoprim")


def steroid(id: str = "gc", mg: Any = 20, **how: Any) -> Json:
    """Oral prednisone, ``mg`` once daily."""
    return order(id, *PREDNISONE, dose=mg, **how)


def steroid_draft(id: str = "gc", mg: Any = 40, **how: Any) -> Json:
    return draft(id, *PREDNISONE, dose=mg, **how)


def ild(id: str = "ild", **how: Any) -> Json:
    return condition(id, *ILD_CODE, **how)


# Drugs around Pneumocystis prophylaxis
TMP_SMX_DS = ("198335", "sulfamethoxazole 800 MG / trimethoprim 160 MG Oral Tablet")
ATOVAQUONE = ("308429", "Atovaquone 150 MG/ML Oral Suspension")
DAPSONE = ("197557", "dapsone 100 MG Oral Tablet")
PENTAMIDINE = ("7994", "Pentamidine")
METHYLPREDNISOLONE = ("6902", "methylprednisolone")
MYCOPHENOLATE = ("68149", "mycophenolate mofetil")
METHOTREXATE = ("6851", "methotrexate")
TACROLIMUS = ("42316", "tacrolimus")
RITUXIMAB = ("121191", "rituximab")
CYCLOPHOSPHAMIDE = ("3002", "cyclophosphamide")
WARFARIN = ("11289", "warfarin")
LISINOPRIL = ("29046", "lisinopril")
RIFAMPICIN = ("198202", "rifampin 300 MG Oral Capsule")
RIFABUTIN = ("198200", "rifabutin 150 MG Oral Capsule")
PNEUMOCYSTIS_CODE = ("B59", "Pneumocystosis")
STEVENS_JOHNSON = ("73442001", "Stevens-Johnson syndrome")


def tmp_smx(id: str = "tmp", mg: Any = 80, **how: Any) -> Json:
    """Oral TMP-SMX, ``mg`` of trimethoprim a dose, in tablets of 80 mg; once daily unless ``per`` differs."""
    return order(id, *TMP_SMX_SS, **{"dose": mg / 80, "unit": "{tbl}", **how})


def tmp_smx_draft(id: str = "tmp", mg: Any = 80, **how: Any) -> Json:
    return tmp_smx(id, mg, status="draft", **how)


def atovaquone(id: str = "atq", mg: Any = 1500, **how: Any) -> Json:
    return order(id, *ATOVAQUONE, dose=mg, **how)


TOO_LITTLE_ATOVAQUONE = atovaquone("low", 750, start=-60)
DOES_NOT_SUFFICE = "(atovaquone is in use already, which does not suffice: see to that order)"
"""How a suggestion ends that orders atovaquone beside too little of it."""


def dapsone(id: str = "dap", mg: Any = 100, **how: Any) -> Json:
    return order(id, *DAPSONE, dose=mg, **how)


def pentamidine(id: str = "pen", mg: Any = 300, **how: Any) -> Json:
    """Pentamidine by nebuliser every 4 weeks."""
    return order(id, *PENTAMIDINE, **{"dose": mg, "per": (1, 4, "wk"), "route": "inhaled", **how})


def given(
    id: str,
    code: str,
    display: str = "",
    *,
    dose: Any,
    unit: str = "mg",
    on: int,
    route: str = "iv",
    status: str = "completed",
    **more: Any,
) -> Json:
    """One dose that was given: a MedicationAdministration."""
    return {
        "resourceType": "MedicationAdministration",
        "id": id,
        "status": status,
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": coded(RXNORM, code, display),
        "effectiveDateTime": day(on),
        "dosage": {"route": coded(SNOMED, *ROUTES[route]), "dose": quantity(dose, unit)},
        **more,
    }


def taken(ordered: Json, *, status: str = "active") -> Json:
    """The same drug and dose as ``ordered``, as the patient states it: a MedicationStatement."""
    repeat = ordered["dosageInstruction"][0].get("timing", {}).get("repeat", {})
    return {
        "resourceType": "MedicationStatement",
        "id": ordered["id"],
        "status": status,
        "subject": ordered["subject"],
        "medicationCodeableConcept": ordered["medicationCodeableConcept"],
        "dosage": ordered["dosageInstruction"],
        **({"effectivePeriod": repeat["boundsPeriod"]} if "boundsPeriod" in repeat else {}),
    }


def creatinine(mg_per_dl: Any = 0.9, **how: Any) -> Json:
    return result("crea", "2160-0", mg_per_dl, "mg/dL", **how)


def weight(kg: Any = 72, **how: Any) -> Json:
    return result("weight", "29463-7", kg, "kg", **how)


def potassium(mmol: Any = 4.2, **how: Any) -> Json:
    return result("k", "2823-3", mmol, "mmol/L", **how)


def lymphocytes(count: Any, unit: str = "10*9/L", **how: Any) -> Json:
    return result("alc", "731-0", count, unit, **how)


CHECKED = (creatinine(), weight(), potassium())
"""A man of 50 years: clearance 100 mL/min, potassium 4.2. Nothing is left to check before TMP-SMX."""


def clearance(weight_kg: Any, creatinine_mg: Any = 3) -> tuple[Json, Json]:
    """Results of a man of 50 with clearance 1.25 x weight / creatinine mL/min: 72 kg at 3 mg/dL is 30."""
    return creatinine(creatinine_mg), weight(weight_kg)


CLEARANCE_60, CLEARANCE_59_9 = clearance(72, 1.5), clearance(71.88, 1.5)
CLEARANCE_30_1, CLEARANCE_30 = clearance(72.24), clearance(72)
CLEARANCE_15, CLEARANCE_14_9 = clearance(72, 6), clearance(71.52, 6)


def sulfa_allergy(id: str = "sulfa", **how: Any) -> Json:
    """Rash on TMP-SMX: mild."""
    return allergy(id, *SULFONAMIDE, **{"manifestation": ("271807003", "Eruption of skin"), **how})


def id_consult(id: str = "idc", **how: Any) -> Json:
    return ordered_test(id, "306284005", system=SNOMED, **how)


def comfort_care(**how: Any) -> Json:
    return condition("comfort", "133918004", "Comfort measures", system=SNOMED, **how)


def g6pd_normal(**how: Any) -> Json:
    return result("g6pd", "32546-4", 9.5, "U/g{Hb}", **{"interpretation": "N", "low": 7, "high": 20, **how})


def blood(haemoglobin: Any = 12, methaemoglobin: Any = 1) -> tuple[Json, Json]:
    return (
        result("hb", "718-7", haemoglobin, "g/dL"),
        result("methb", "2614-6", methaemoglobin, "%"),
    )


MALABSORPTION = condition("celiac", "K90.0", "Celiac disease")
PREGNANT = condition("preg", "Z33.1", "Pregnant state, incidental", onset=-60)
WOMAN_30 = patient(age=30, sex="female")
