"""Public requests onto which interstitial lung disease, a steroid course and an allergy were grafted.

No public request holds an ILD diagnosis or a PJP agent. Here ten of them get one; what they must then
answer is written by hand from the tables, never taken from the service.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from tests.web.test_public_requests import PUBLIC, demo, needs_public_requests

Json = dict[str, Any]

AS_OF = date(2026, 11, 21)

OPIOID = "fixed/cqframework__opioid-cds-r4/input_images_requests_"
SANDBOX = "sandbox-3b7e255/"
"""The patients of both are adults below 65 years."""


def day(offset: int) -> str:
    return (AS_OF + timedelta(days=offset)).isoformat()


def coded(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def ild(patient: str) -> Json:
    return {
        "resourceType": "Condition",
        "id": "graft-ild",
        "subject": {"reference": f"Patient/{patient}"},
        "clinicalStatus": coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        "verificationStatus": coded(
            "http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed"
        ),
        "code": coded("http://hl7.org/fhir/sid/icd-10-cm", "J84.10"),
        "recordedDate": day(-400),
    }


def medication(
    patient: str, id: str, code: str, dose: int, unit: str, first: int, last: int, status: str
) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": status,
        "intent": "order",
        "subject": {"reference": f"Patient/{patient}"},
        "authoredOn": day(first),
        "medicationCodeableConcept": coded(RXNORM, code),
        "dosageInstruction": [
            {
                "route": coded("http://snomed.info/sct", "26643006"),
                "timing": {
                    "repeat": {
                        "frequency": 1,
                        "period": 1,
                        "periodUnit": "d",
                        "boundsPeriod": {"start": day(first), "end": day(last)},
                    }
                },
                "doseAndRate": [
                    {"doseQuantity": {"value": dose, "system": "http://unitsofmeasure.org", "code": unit}}
                ],
            }
        ],
    }


def prednisone(patient: str, mg: int, first: int, last: int, status: str = "active") -> Json:
    return medication(patient, "graft-gc", "8640", mg, "mg", first, last, status)


def tmp_smx(patient: str) -> Json:
    return medication(patient, "graft-tmp", "198334", 1, "{tbl}", 0, 180, "draft")


def sulfonamide_allergy(patient: str, **more: Any) -> Json:
    return {
        "resourceType": "AllergyIntolerance",
        "id": "graft-allergy",
        "patient": {"reference": f"Patient/{patient}"},
        "clinicalStatus": coded(
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active"
        ),
        "code": coded(RXNORM, "10831"),
        **more,
    }


def bundle(*resources: Json) -> Json:
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in resources]}


def grafted(file: str, record: list[str], drafts: list[str]) -> Json:
    """The request with every query of ours answered, and the grafts among the answers and the drafts."""
    sent: Json = orjson.loads((PUBLIC / file).read_bytes())
    patient = str(sent["context"]["patientId"]).removeprefix("Patient/")
    grafts = {
        "ild": ild(patient),
        "40 mg, 60 days": prednisone(patient, 40, -10, 49),
        "20 mg, 28 days": prednisone(patient, 20, -19, 8),
        "20 mg, 27 days": prednisone(patient, 20, -19, 7),
        "40 mg drafted": prednisone(patient, 40, 0, 41, "draft"),
        "tmp-smx drafted": tmp_smx(patient),
        "allergy": sulfonamide_allergy(patient),
        "severe allergy": sulfonamide_allergy(patient, criticality="high"),
    }
    prefetch = sent.get("prefetch") or {}
    for service in demo().get("/cds-services").get_json()["services"]:
        if service["hook"] == sent["hook"]:
            for key, query in service["prefetch"].items():
                kind = query.split("?")[0]
                found = [deepcopy(grafts[name]) for name in record if grafts[name]["resourceType"] == kind]
                if "?" in query:
                    prefetch[key] = bundle(*found)
    sent["prefetch"] = prefetch
    if "draftOrders" in sent["context"]:
        sent["context"]["draftOrders"]["entry"] += [{"resource": deepcopy(grafts[name])} for name in drafts]
        if "selections" in sent["context"]:
            sent["context"]["selections"] += [f"MedicationRequest/{grafts[name]['id']}" for name in drafts]
    sent.pop("fhirServer", None)
    sent["extension"] = {"as-of": AS_OF.isoformat()}
    return sent


NEVER_TESTED = ["pftDueEstablished:info", "hrctIndicated:info"]

# (file, grafts on the record, grafts among the drafts, cards by topic in the order of the answer)
CASES = [
    # pjp-start: 40 mg for 60 days with ILD; no agent on record.
    # ILD for more than a year without lung function or chest CT: both are due; the other infos have no place.
    (SANDBOX + "01-patient-view.json", ["ild", "40 mg, 60 days"], [], ["pjpStart:warning", *NEVER_TESTED]),
    # 20 mg for exactly 28 days, past and stated, with ILD.
    (SANDBOX + "01-patient-view.json", ["ild", "20 mg, 28 days"], [], ["pjpStart:warning", *NEVER_TESTED]),
    # 27 days do not make a month; 20 mg for 14 days counts only with another immunosuppressant, and the mean
    # over 28 days is 20 x 20 / 28.
    (SANDBOX + "01-patient-view.json", ["ild", "20 mg, 27 days"], [], NEVER_TESTED),
    # The drafted TMP-SMX is excluded by the allergy: it does not protect. In a level the contraindication of
    # the order stands first. Neither creatinine nor potassium is on record.
    (
        SANDBOX + "09-order-sign.json",
        ["ild", "allergy"],
        ["40 mg drafted", "tmp-smx drafted"],
        ["tmpSmxAllergy:warning", "pjpStart:warning", "tmpSmxRenalDose:info", "tmpSmxHyperkalaemia:info"],
    ),
    (
        SANDBOX + "09-order-sign.json",
        ["ild", "severe allergy"],
        ["40 mg drafted", "tmp-smx drafted"],
        ["tmpSmxAllergy:critical", "pjpStart:warning", "tmpSmxRenalDose:info", "tmpSmxHyperkalaemia:info"],
    ),
    # The sandbox's own draft: prednisone 20 mg, one pill a day, for 30 days. With ILD it is the full card;
    # without any risk factor the dose and the time alone make the weaker one.
    # Nobody looked for tuberculosis or hepatitis B before 28 days of 20 mg or more.
    (SANDBOX + "04-order-select.json", ["ild"], [], ["pjpStart:warning", "infectionScreen:info"]),
    (SANDBOX + "04-order-select.json", [], [], ["pjpConsider:info", "infectionScreen:info"]),
    # An opioid is being signed: no card speaks about it, whatever else the patient takes.
    (
        OPIOID + "OpioidCDSREC10OrderSign_request-example-rec-10-order-sign-no-screenings.json",
        ["ild", "40 mg, 60 days", "allergy"],
        [],
        [],
    ),
    # The same with a steroid course drafted beside the opioid.
    (
        OPIOID + "OpioidCDSREC10OrderSign_request-example-rec-10-order-sign-no-screenings.json",
        ["ild", "allergy"],
        ["40 mg drafted"],
        ["pjpStart:warning", "infectionScreen:info"],
    ),
    # Order-select: steroid and TMP-SMX selected beside the benzodiazepine; no allergy, so TMP-SMX protects.
    (
        OPIOID + "OpioidCDSREC11_request-example-rec-11-benzo-trigger-with-opioid.json",
        ["ild"],
        ["40 mg drafted", "tmp-smx drafted"],
        ["tmpSmxRenalDose:info", "tmpSmxHyperkalaemia:info"],
    ),
]


@needs_public_requests
@pytest.mark.parametrize(("file", "record", "drafts", "cards"), CASES)
def test_a_grafted_request_answers_what_the_tables_say(
    file: str, record: list[str], drafts: list[str], cards: list[str]
) -> None:
    sent = grafted(file, record, drafts)
    answer = demo().post(f"/cds-services/ild-{sent['hook']}", data=orjson.dumps(sent))
    assert answer.status_code == 200, answer.get_json()
    shown = [f"{card['source']['topic']['code']}:{card['indicator']}" for card in answer.get_json()["cards"]]
    assert shown == cards, [card.get("detail") for card in answer.get_json()["cards"]]
