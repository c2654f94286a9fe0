"""Whole patients as four systems write them, element by element after their published examples.

What a system writes is kept although nobody reads it: local codes before and behind the public ones, one dose
three times, an empty ``component``, a status in words.
"""

from functools import partial

from tests.black_box.asking import SIGN, VIEW, Case
from tests.cards.clinic import ICD10CM, LOINC, RXNORM, SNOMED, UCUM, Json, day, patient

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
OURS = {"reference": "Patient/pat", "display": "Zzztest, One"}
ICD9, IMO = "http://hl7.org/fhir/sid/icd-9-cm", "urn:oid:2.16.840.1.113883.3.247.1.1"


def concept(*codings: tuple[str, str] | tuple[str, str, str], text: str = "") -> Json:
    told: Json = {"coding": [dict(zip(("system", "code", "display"), one, strict=False)) for one in codings]}
    return {**told, "text": text} if text else told


def coded_status(kind: str, code: str) -> Json:
    return concept((f"{TERMINOLOGY}/{kind}", code, code.title()), text=code.title())


def problem(id: str, code: Json, category: str = "problem-list-item", **more: object) -> Json:
    return {
        "resourceType": "Condition",
        "id": id,
        "clinicalStatus": coded_status("condition-clinical", "active"),
        "verificationStatus": coded_status("condition-ver-status", "confirmed"),
        "category": [coded_status("condition-category", category)],
        "code": code,
        "subject": OURS,
        "onsetDateTime": day(-900),
        "recordedDate": day(-890),
        **more,
    }


def measured(id: str, code: Json, value: float, unit: str, code_of_unit: str = "", **more: object) -> Json:
    return {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [coded_status("observation-category", "laboratory")],
        "code": code,
        "subject": OURS,
        "effectiveDateTime": f"{day(-5)}T14:11:00Z",
        "issued": f"{day(-5)}T15:02:10Z",
        "valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": code_of_unit or unit},
        **more,
    }


# Epic: the drug by a reference that nobody can follow, the dose three times, how often in its own words.
_DOSES = "http://epic.com/CodeSystem/dose-rate-type"
_LOCAL_LAB = "urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.0"


def epic_order(id: str, name: str, mg: float, tablets: float, often: Json, said: str, **more: object) -> Json:
    doses = (
        ("calculated", mg, "mg", "mg"),
        ("admin-amount", tablets, "tablet", "{tbl}"),
        ("ordered", mg, "mg", "mg"),
    )
    route = concept(
        (SNOMED, "260548002", "Oral (qualifier value)"),
        ("urn:oid:1.2.840.114350.1.13.0.1.7.4.798268.7025", "15", "Oral"),
        text="Oral",
    )
    instruction = {
        "text": f"{said}, Starting Mon 1/5/2026, Normal",
        "patientInstruction": said,
        "timing": often,
        "asNeededBoolean": False,
        "route": route,
        "method": concept((SNOMED, "419652001", "Take"), text="Take"),
        "doseAndRate": [
            {
                "type": concept((_DOSES, kind, kind), text=kind),
                "doseQuantity": {"value": value, "unit": unit, "system": UCUM, "code": code},
            }
            for kind, value, unit, code in doses
        ],
    }
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "identifier": [
            {"use": "usual", "system": "urn:oid:1.2.840.114350.1.13.0.1.7.2.798268", "value": "1066899"}
        ],
        "status": "active",
        "intent": "order",
        "category": [coded_status("medicationrequest-category", "community")],
        "medicationReference": {"reference": f"Medication/{id}-e1", "display": name},
        "subject": OURS,
        "encounter": {"reference": "Encounter/e9", "display": "Office Visit"},
        "requester": {"reference": "Practitioner/e7", "type": "Practitioner", "display": "Physician, MD"},
        "courseOfTherapyType": coded_status("medicationrequest-course-of-therapy", "continuous"),
        "dosageInstruction": [instruction],
        **more,
    }


def supply(start: int, days: int, refills: int) -> Json:
    return {
        "validityPeriod": {"start": day(start)},
        "numberOfRepeatsAllowed": refills,
        "quantity": {"value": 60, "unit": "tablet"},
        "expectedSupplyDuration": {"value": days, "unit": "Day", "system": UCUM, "code": "d"},
    }


def epic_result(id: str, loinc: str, name: str, value: float, unit: str, normal: str) -> Json:
    code = concept((LOINC, loinc), (_LOCAL_LAB, "1510019"), text=name)
    return measured(id, code, value, unit, referenceRange=[{"text": normal}])


EPIC_PREDNISONE = epic_order(
    "e" + "Xy9." * 48,
    "predniSONE (DELTASONE) 20 mg tablet",
    40,
    2,
    {"repeat": {"boundsPeriod": {"start": day(0)}}, "code": {"text": "1 (one) time each day"}},
    "Take 2 tablets (40 mg total) by mouth 1 (one) time each day.",
    status="draft",
    dispenseRequest=supply(0, 30, 2),
)
EPIC_RECORD = (
    problem(
        "ssc",
        concept(
            (IMO, "58231"),
            (SNOMED, "89155008", "Systemic sclerosis (disorder)"),
            (ICD9, "710.1", "Systemic sclerosis"),
            (ICD10CM, "M34.9", "Systemic sclerosis, unspecified"),
            text="Scleroderma (HCC)",
        ),
    ),
    problem(
        "ild",
        concept((IMO, "86529"), (ICD9, "515"), text="ILD (interstitial lung disease) (HCC)"),
        "encounter-diagnosis",
    ),
    epic_order(
        "eMmf",
        "mycophenolate (CELLCEPT) 500 mg tablet",
        1000,
        2,
        {
            "repeat": {
                "boundsPeriod": {"start": day(-200)},
                "count": 730,
                "timeOfDay": ["09:00:00", "21:00:00"],
            },
            "code": {"text": "2 (two) times a day"},
        },
        "Take 2 tablets (1,000 mg total) by mouth 2 (two) times a day.",
        authoredOn=day(-200),
        dispenseRequest=supply(-200, 30, 11),
    ),
    {
        "resourceType": "AllergyIntolerance",
        "id": "eSulfa",
        "clinicalStatus": coded_status("allergyintolerance-clinical", "active"),
        "verificationStatus": coded_status("allergyintolerance-verification", "confirmed"),
        "type": "allergy",
        "category": ["medication"],
        "criticality": "low",
        "code": concept(
            ("http://hl7.org/fhir/ndfrt", "N0000175503"),
            ("urn:oid:2.16.840.1.113883.4.537", "1120"),
            text="Sulfa (Sulfonamide Antibiotics)",
        ),
        "patient": OURS,
        "recordedDate": day(-3000),
        "reaction": [
            {"manifestation": [concept((SNOMED, "247472004", "Weal"), text="Hives")], "description": "Hives"}
        ],
    },
    epic_result("eCrea", "2160-0", "Creatinine", 0.8, "mg/dL", "0.57 - 1.00 mg/dL"),
    epic_result("eK", "2823-3", "Potassium", 4.1, "mmol/L", "3.5 - 5.1"),
    epic_result("eW", "29463-7", "Weight", 64.4, "kg", ""),
)
EPIC = partial(
    Case,
    hook=SIGN,
    record=EPIC_RECORD,
    drafts=(EPIC_PREDNISONE,),
    person=patient(
        age=61, sex="female", extension=[{"url": "http://open.epic.com/legal-sex", "valueCode": "female"}]
    ),
)

# Oracle Health: how often by a local code and its display, a dose in tablets, what is taken at home as a
# reported plan, "Error" in the place of what was entered in error, results with local codes first.
_CODES = "https://fhir.cerner.com/ec2458f2-1e24-41c8-b71b-0e701af7583d"


def oracle_order(id: str, name: str, rxnorm: str, tablets: float, often: str, **more: object) -> Json:
    instruction = {
        "extension": [
            {"valueString": f"{tablets} tab, Oral, {often}", "url": "https://fhir-ehr.cerner.com/r4/x"}
        ],
        "text": f"{tablets} tab, Oral, {often}, 0 Refill(s)",
        "timing": {
            "repeat": {"boundsPeriod": {"start": f"{day(-90)}T09:45:00.000-05:00"}},
            "code": concept((f"{_CODES}/codeSet/4003", "2510701", often), text=often),
        },
        "route": concept((f"{_CODES}/codeSet/4001", "318185", "Oral"), (SNOMED, "26643006"), text="Oral"),
        "doseAndRate": [
            {"doseQuantity": {"value": tablets, "unit": "tab", "system": UCUM, "code": "{Tablet}"}}
        ],
    }
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "meta": {"versionId": "0", "lastUpdated": f"{day(-90)}T14:45:37.000Z"},
        "status": "active",
        "intent": "plan",
        "category": [coded_status("medicationrequest-category", "community")],
        "reportedBoolean": True,
        "medicationCodeableConcept": concept(
            (RXNORM, rxnorm), (f"{_CODES}/synonym", "276230589", name), text=f"{name.split()[0]} ({name})"
        ),
        "subject": OURS,
        "authoredOn": f"{day(-90)}T09:45:15.000-05:00",
        "dosageInstruction": [instruction],
        "dispenseRequest": {"validityPeriod": {"start": f"{day(-90)}T09:45:15.000-05:00"}},
        **more,
    }


def oracle_result(id: str, loinc: str, name: str, value: float, unit: str, **more: object) -> Json:
    code = concept((f"{_CODES}/codeSet/72", "21704910", name), (LOINC, loinc, name), text=name)
    return measured(id, code, value, unit, encounter={"reference": "Encounter/97953477"}, **more)


ORACLE_RECORD = (
    problem("p1", concept((SNOMED, "69896004", "Rheumatoid arthritis (disorder)"), text="RA")),
    problem(
        "p2", concept((ICD10CM, "M05.10", "Rheumatoid lung disease with rheumatoid arthritis"), text="RA-ILD")
    ),
    {
        "resourceType": "Condition",
        "id": "d3",
        "verificationStatus": concept(
            (f"{TERMINOLOGY}/condition-clinical", "entered-in-error"), text="Entered in Error"
        ),
        "code": concept((f"{TERMINOLOGY}/data-absent-reason", "error", "Error"), text="Error"),
        "subject": OURS,
    },
    oracle_order("m1", "methotrexate 2.5 mg oral tablet", "105585", 6, "qWeek"),
    oracle_order("m2", "predniSONE 20 mg oral tablet", "312615", 1, "Once a day (in the morning)"),
    {
        "resourceType": "MedicationRequest",
        "id": "m3",
        "status": "entered-in-error",
        "intent": "order",
        "medicationCodeableConcept": concept(
            (f"{TERMINOLOGY}/data-absent-reason", "error", "Error"), text="Error"
        ),
        "subject": OURS,
    },
    {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "clinicalStatus": coded_status("allergyintolerance-clinical", "active"),
        "verificationStatus": coded_status("allergyintolerance-verification", "confirmed"),
        "code": concept((SNOMED, "716186003", "No known allergy (situation)"), text="NKA"),
        "patient": OURS,
    },
    oracle_result("L1", "2160-0", "Creatinine Level", 1.0, "mg/dL"),
    oracle_result("L2", "2823-3", "Potassium Level", 5.6, "mmol/L"),
    oracle_result(
        "VS1",
        "29463-7",
        "Weight Measured",
        82,
        "kg",
        component=[
            {"code": concept((LOINC, "8352-7")), "dataAbsentReason": concept((f"{TERMINOLOGY}/x", "unknown"))}
        ],
    ),
)
ORACLE_TMP_SMX = oracle_order(
    "t1",
    "sulfamethoxazole-trimethoprim 800 mg-160 mg oral tablet",
    "198335",
    1,
    "MWF",
    status="draft",
    intent="order",
    reportedBoolean=False,
)
ORACLE = partial(Case, record=ORACLE_RECORD, person=patient(age=68, sex="male"))
ORACLE_SIGNS = partial(ORACLE, hook=SIGN, drafts=(ORACLE_TMP_SMX,))

# A German hospital: ICD-10-GM with its certainty, drugs by PZN and ATC with German names, creatinine in
# umol per litre of blood, the pregnancy as the answer to a question.
_GM = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"


def german_diagnosis(id: str, code: str, words: str) -> Json:
    certain = {
        "url": "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit",
        "valueCoding": {
            "system": "https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT",
            "code": "G",
        },
    }
    coding = {"system": _GM, "version": "2026", "code": code, "extension": [certain]}
    return {
        "resourceType": "Condition",
        "id": id,
        "code": {"coding": [coding], "text": words},
        "subject": OURS,
        "recordedDate": day(-400),
    }


def german_order(
    id: str, pzn: str, atc: str, words: str, pieces: float, when: list[str], **more: object
) -> Json:
    drug = concept(
        ("http://fhir.de/CodeSystem/ifa/pzn", pzn), ("http://fhir.de/CodeSystem/bfarm/atc", atc), text=words
    )
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": "active",
        "intent": "order",
        "contained": [{"resourceType": "Medication", "id": "med", "code": drug}],
        "medicationReference": {"reference": "#med"},
        "subject": OURS,
        "authoredOn": day(-120),
        "dosageInstruction": [
            {
                "timing": {"repeat": {"when": when}},
                "doseAndRate": [
                    {"doseQuantity": {"value": pieces, "unit": "Stück", "system": UCUM, "code": "1"}}
                ],
            }
        ],
        **more,
    }


GERMAN_RECORD = (
    german_diagnosis("ild", "J84.11", "Lungenfibrose"),
    german_diagnosis("iim", "M33.2", "Polymyositis"),
    german_order("mmf", "01234567", "L04AA06", "CellCept 500 mg Filmtabletten", 2, ["MORN", "EVE"]),
    german_order("gc", "07654321", "H02AB06", "Prednisolon 20 mg GALEN Tabletten", 1, ["MORN"]),
    measured("crea", concept((LOINC, "59826-8"), text="Kreatinin"), 71, "umol/L"),
    measured("k", concept((LOINC, "6298-4"), text="Kalium"), 4.2, "mmol/L"),
    measured("w", concept((LOINC, "29463-7"), (SNOMED, "27113001"), text="Körpergewicht"), 62, "kg"),
    {
        "resourceType": "Observation",
        "id": "ss",
        "status": "final",
        "category": [coded_status("observation-category", "social-history")],
        "code": concept((LOINC, "82810-3", "Pregnancy status")),
        "subject": OURS,
        "effectiveDateTime": day(-20),
        "valueCodeableConcept": concept((LOINC, "LA15173-0", "Pregnant")),
    },
)
GERMAN = partial(Case, hook=VIEW, record=GERMAN_RECORD, person=patient(age=33, sex="female"))

# Sweden: a diagnosis in its own edition, drugs by their national number and ATC with the strength in the
# display, tablets without a code, how often in words.
_NPL = "urn:oid:1.2.752.129.2.1.5.1"


def swedish_order(id: str, name: str, atc: str, tablets: int, often: str) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(
            (_NPL, "20010101100125", name), ("http://www.whocc.no/atc", atc)
        ),
        "subject": OURS,
        "authoredOn": day(-90),
        "dosageInstruction": [
            {
                "text": f"{tablets} tablett(er) {often}",
                "timing": {"repeat": {"boundsPeriod": {"start": day(-90)}}, "code": {"text": often}},
                "route": {"text": "Oral användning"},
                "doseAndRate": [{"doseQuantity": {"value": tablets, "unit": "tablett"}}],
            }
        ],
    }


SWEDISH_RECORD = (
    problem("ild", concept(("http://hl7.org/fhir/sid/icd-10-se", "J84.1", "Lungsjukdom med fibros"))),
    swedish_order("m1", "Prednisolon Alternova 5 mg tablett", "H02AB06", 4, "1 gång dagligen"),
    swedish_order("m2", "Imurel 50 mg tablett", "L04AX01", 2, "1 gång dagligen"),
    measured("crea", concept((LOINC, "14682-9"), text="P-Kreatinin"), 70, "µmol/L", "umol/L"),
    measured("k", concept((LOINC, "2823-3"), text="P-Kalium"), 4.2, "mmol/L"),
    measured("w", concept((LOINC, "29463-7"), text="Vikt"), 62, "kg"),
)
SWEDISH = partial(Case, hook=VIEW, record=SWEDISH_RECORD, person=patient(age=60, sex="female"))

CASES = [
    SWEDISH(
        "pjp-start",
        "as Swedish systems write it",
        expected="warning",
        because="prednisolone 20 mg for 91 days with azathioprine; nothing bars TMP-SMX",
        recommends="TMP-SMX 80/400 mg",
        others={"hrct-indicated": "info"},
    ),
    EPIC(
        "pjp-start",
        "as Epic writes it: sulfonamide allergy",
        expected="warning",
        because="prednisone 40 mg for 90 days with mycophenolate; 2.5: a sulfonamide allergy bars TMP-SMX",
        recommends="atovaquone",
        never=("TMP-SMX",),
        others={"ssc-glucocorticoid": "critical"},
    ),
    ORACLE(
        "pjp-start",
        "as Oracle Health writes it: a reported plan is an exposure",
        VIEW,
        "warning",
        "prednisone 20 mg a day for 91 days with methotrexate; 2.5: potassium and methotrexate bar TMP-SMX",
        recommends="atovaquone",
    ),
    ORACLE_SIGNS(
        "tmp-smx-hyperkalaemia",
        "as Oracle Health writes it",
        expected="critical",
        because="potassium of 5.6",
        others={"tmp-smx-methotrexate": "warning"},
    ),
    GERMAN(
        "mycophenolate-pregnancy",
        "as a German hospital writes it",
        expected="critical",
        because="P.PREG and mycophenolate active",
    ),
    GERMAN(
        "pjp-start",
        "as a German hospital writes it: in pregnancy no agent is preselected",
        expected="warning",
        because="prednisolone 20 mg for 121 days with mycophenolate; 2.5: in pregnancy advice and no agent",
        recommends="infectious-disease",
    ),
]
