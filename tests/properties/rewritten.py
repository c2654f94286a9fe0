"""The same patient, written otherwise."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

from tests.cards.clinic import Json, coded, condition, order, result, taken
from tests.properties.made import Body
from tests.properties.near import each

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
OTHER_UNITS = {
    "mg": (("g", Decimal("0.001")), ("ug", Decimal(1000))),
    "mg/dL": (("umol/L", Decimal("88.4")),),
    "kg": (("g", Decimal(1000)),),
    "mmol/L": (("meq/L", Decimal(1)),),
    "10*9/L": (("/uL", Decimal(1000)), ("10*3/uL", Decimal(1))),
}
READABLE_WORDS = {"prednisone", "methotrexate", "mycophenolate mofetil", "cyclophosphamide", "atovaquone"}
NOISE = (
    condition("n1", "I10", "Essential hypertension"),
    result("n2", "8867-4", 70, "/min"),
    order("n3", "617314", "atorvastatin 20 MG Oral Tablet", dose=20, start=-100),
    {
        "resourceType": "DiagnosticReport",
        "id": "n4",
        "status": "final",
        "code": coded("http://loinc.org", "24558-9"),
        "subject": {"reference": "Patient/pat"},
    },
)


def bundles(body: Body) -> list[Json]:
    found = [one for one in body["prefetch"].values() if one.get("resourceType") == "Bundle"]
    return [*found, *([body["context"]["draftOrders"]] if "draftOrders" in body["context"] else [])]


def in_another_order(by: Random, body: Body) -> Body:
    """Resources and codings shuffled; the codings have a local one among them."""
    copy = deepcopy(body)

    def change(one: Json) -> None:
        if isinstance(one.get("coding"), list):
            one["coding"].append({"system": "urn:oid:1.2.3.4.5", "code": "L-77"})
            by.shuffle(one["coding"])

    for bundle in bundles(copy):
        by.shuffle(bundle["entry"])
        each(bundle, change)
    return copy


def with_noise(by: Random, body: Body) -> Body:
    """Things that no card asks about, and extensions that nobody knows."""
    copy = deepcopy(body)
    for name, bundle in copy["prefetch"].items():
        if bundle.get("resourceType") != "Bundle" or of_others_alone(bundle):
            continue
        for entry in bundle["entry"]:
            entry["resource"]["extension"] = [{"url": "https://ehr.example.org/x", "valueString": "y"}]
        kinds = {
            "conditions": "Condition",
            "medicationRequests": "MedicationRequest",
            "diagnosticReports": "DiagnosticReport",
        }
        wanted = "Observation" if name.startswith("observations") else kinds.get(name)
        more = [{"resource": deepcopy(one)} for one in NOISE if one["resourceType"] == wanted]
        bundle["entry"] = [*more, *bundle["entry"]] if by.random() < 0.5 else [*bundle["entry"], *more]
    return copy


def of_others_alone(bundle: Json) -> bool:
    """Whether a list holds another patient's resources and none of ours.

    It proves nothing about ours until one of ours stands beside them, so that one more is no noise there.
    """
    owners = [_owner(one["resource"]) for one in bundle.get("entry", ())]
    return bool(owners) and not any(owner.endswith("Patient/pat") for owner in owners)


def _owner(resource: Json) -> str:
    """Whom a resource names as its patient; one that names nobody is ours."""
    named = resource.get("subject") or resource.get("patient") or {}
    return str(named.get("reference", "Patient/pat"))


def in_other_units(by: Random, body: Body) -> Body:
    copy = deepcopy(body)

    def change(one: Json) -> None:
        for name in ("valueQuantity", "doseQuantity", "high", "low"):
            quantity: Any = one.get(name)
            if isinstance(quantity, dict) and quantity.get("code") in OTHER_UNITS:
                unit, factor = by.choice(OTHER_UNITS[quantity["code"]])
                quantity.update(value=float(Decimal(str(quantity["value"])) * factor), unit=unit, code=unit)

    each(copy, change)
    return copy


def identified_otherwise(by: Random, body: Body) -> Body:
    """A drug by a contained Medication, by one beside it, or by its words where they can be read."""
    copy = deepcopy(body)
    for bundle in bundles(copy):
        for entry in list(bundle["entry"]):
            one = entry["resource"]
            concept = one.get("medicationCodeableConcept")
            if concept is None:
                continue
            how = by.choice(("contained", "beside", "words", "as it was"))
            drug = {"resourceType": "Medication", "id": f"drug-of-{one['id']}", "code": concept}
            if how == "words" and concept.get("text") in READABLE_WORDS:
                one["medicationCodeableConcept"] = {"text": concept["text"]}
            elif how == "contained":
                del one["medicationCodeableConcept"]
                one["contained"] = [drug]
                one["medicationReference"] = {"reference": f"#{drug['id']}"}
            elif how == "beside":
                del one["medicationCodeableConcept"]
                bundle["entry"].append({"resource": drug})
                one["medicationReference"] = {"reference": f"Medication/{drug['id']}"}
    return copy


OIDS = {
    RXNORM: "urn:oid:2.16.840.1.113883.6.88",
    "http://snomed.info/sct": "urn:oid:2.16.840.1.113883.6.96",
    "http://loinc.org": "urn:oid:2.16.840.1.113883.6.1",
    "http://hl7.org/fhir/sid/icd-10-cm": "urn:oid:2.16.840.1.113883.6.90",
}


def with_oids(by: Random, body: Body) -> Body:
    """Some code systems by their OIDs."""
    copy = deepcopy(body)

    def change(one: Json) -> None:
        if "code" in one and one.get("system") in OIDS and by.random() < 0.7:
            one["system"] = OIDS[one["system"]]

    for bundle in bundles(copy):
        each(bundle, change)
    return copy


def recorded_twice(by: Random, body: Body) -> Body:
    """Active orders that no draft replaces are on record once more: ordered, or stated by the patient."""
    copy = deepcopy(body)
    lists = {name: copy["prefetch"].get(name) for name in ("medicationRequests", "medicationStatements")}
    orders, statements = lists.values()
    drafts = copy["context"].get("draftOrders", {"entry": []})["entry"]
    replaced = {entry["resource"]["id"] for entry in drafts}
    for entry in list(orders["entry"]) if orders else ():
        one = entry["resource"]
        if one["status"] != "active" or "boundsPeriod" not in repeat_of(one) or one["id"] in replaced:
            continue
        # What is only proposed, or is never to be given, is not what a patient tells to take.
        told = one.get("intent") == "order" and not one.get("doNotPerform")
        if statements and told and by.random() < 0.5:
            statements["entry"].append({"resource": taken(one) | {"id": f"stated-{one['id']}"}})
        else:
            orders["entry"].append({"resource": {**one, "id": f"again-{one['id']}"}})
    return copy


def repeat_of(one: Json) -> Json:
    found: Json = one.get("dosageInstruction", [{}])[0].get("timing", {}).get("repeat", {})
    return found


def without_a_list(by: Random, body: Body) -> Body:
    """One list less that was supplied: not sent, refused, or with a page that nobody read."""
    copy = deepcopy(body)
    name = by.choice([one for one in copy["prefetch"] if one != "patient"])
    how = by.choice(("not sent", "refused", "a page is missing"))
    if how == "a page is missing":
        more = {"relation": "next", "url": "https://ehr.example.org/fhir/more?page=2"}
        copy["prefetch"][name] = {**copy["prefetch"][name], "entry": [], "link": [more]}
    elif how == "refused":
        copy["prefetch"][name] = {
            "resourceType": "OperationOutcome",
            "issue": [{"severity": "error", "code": "forbidden"}],
        }
    else:
        del copy["prefetch"][name]
    return copy
