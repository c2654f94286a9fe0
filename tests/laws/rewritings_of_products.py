"""Rewritings that must not change an answer: what the products of several makers of EHRs always write."""

from __future__ import annotations

from json import dumps

from tests.cards.clinic import ICD10CM, LOINC, RXNORM, SNOMED, Json
from tests.laws.further_rewritings import Body, dosages, plain_schedules, record, without_frequency
from tests.laws.rewritings_of_servers import all_resources, objects, objects_in

HOUSE = "urn:oid:1.2.840.114350.1.13.0.1.7.2.696580"
FIRST_DATABANK = "urn:oid:2.16.840.1.113883.6.162"
PUBLIC = frozenset((RXNORM, SNOMED, LOINC, ICD10CM))
GTS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"


def codings_of_the_house_around(body: Body) -> None:
    """The code of the house, chosen by the user and in capitals, before the public one, and that of a vendor
    of drug knowledge behind it."""
    for one in objects(body):
        codings = one.get("coding")
        if isinstance(codings, list) and codings and codings[0].get("system") in PUBLIC:
            shown = codings[0].get("display", "")
            before = {"system": HOUSE, "code": "49033", "userSelected": True}
            if shown:
                before["display"] = shown.upper()
            codings[:] = [before, *codings, {"system": FIRST_DATABANK, "code": "1234"}]


def hours_on_record_alone(body: Body) -> None:
    """The record tells the hour of everything; what is drafted, the day alone."""
    for one in objects_in({id(resource): resource for resource in record(body)}.values()):
        for name, value in one.items():
            if isinstance(value, str) and len(value) == 10 and value[4::3] == "--":
                one[name] = f"{value}T12:00:00Z"


def orders_with_all_that_is_written_beside(body: Body) -> None:
    """Where it is dispensed, by whom, how it is swallowed, and in so many words what the schedule says."""
    words = {(1, 1, "d"): "Daily", (2, 1, "d"): "2 times daily", (3, 1, "d"): "3 times daily"}
    words |= {(1, 1, "wk"): "Weekly", (3, 1, "wk"): "3 times weekly", (1, 4, "wk"): "Every 4 weeks"}
    for one in all_resources(body):
        if one["resourceType"] == "MedicationRequest":
            said = {"category": [{"text": "Outpatient"}, {"text": "Community"}], "priority": "stat"}
            said |= {
                "reportedBoolean": False,
                "doNotPerform": False,
                "substitution": {"allowedBoolean": True},
            }
            one |= {name: value for name, value in said.items() if name not in one}
    for dosage in dosages(body):
        dosage.setdefault("method", {"text": "Swallow"})
        dosage.setdefault("patientInstruction", "Take with food; stop if rash")
        if "asNeededCodeableConcept" not in dosage:
            dosage.setdefault("asNeededBoolean", False)
    for dosage, asked in plain_schedules(body):
        if asked in words:
            dosage["timing"]["code"] = {"text": words[asked]}


def schedules_by_their_codes_alone(body: Body) -> None:
    codes = {
        (1, 1, "d"): "QD",
        (2, 1, "d"): "BID",
        (3, 1, "d"): "TID",
        (1, 2, "d"): "QOD",
        (1, 1, "wk"): "WK",
    }
    for dosage, asked in plain_schedules(body):
        if asked in codes:
            without_frequency(dosage)
            dosage["timing"]["code"] = {"coding": [{"system": GTS, "code": codes[asked]}]}


def as_before_release_4(body: Body) -> None:
    """Statuses as plain codes, the dose beside the schedule, the old names of dates, and capitals."""
    for one in all_resources(body):
        for name in ("clinicalStatus", "verificationStatus"):
            concept = one.get(name)
            if isinstance(concept, dict) and concept.get("coding"):
                one[name] = concept["coding"][0]["code"]
        if isinstance(one.get("status"), str):
            one["status"] = one["status"].upper()
        if one["resourceType"] == "Condition" and "recordedDate" in one:
            one["assertedDate"] = one.pop("recordedDate")
        if one["resourceType"] == "AllergyIntolerance" and "code" in one:
            one["substance"] = one.pop("code")
        if one["resourceType"] == "Immunization" and "occurrenceDateTime" in one:
            one |= {"date": one.pop("occurrenceDateTime"), "notGiven": False}
    for dosage in dosages(body):
        rates = dosage.get("doseAndRate")
        if isinstance(rates, list) and len(rates) == 1 and "type" not in rates[0]:
            dosage |= dosage.pop("doseAndRate")[0]


_TABLETS = {
    "8640": (("8640", "prednisone", 5),),
    "312615": (("8640", "prednisone", 20),),
    "198334": (("10180", "sulfamethoxazole", 400), ("10829", "trimethoprim", 80)),
    "198335": (("10180", "sulfamethoxazole", 800), ("10829", "trimethoprim", 160)),
    "197557": (("3108", "dapsone", 100),),
    "200060": (("68149", "mycophenolate mofetil", 500),),
    "68149": (("68149", "mycophenolate mofetil", 500),),
    "197388": (("1256", "azathioprine", 50),),
}


def tablets_told_by_what_they_hold(body: Body) -> None:
    """A product of the house, with the ingredients of a tablet and how much of each it holds."""
    for one in all_resources(body):
        codings = one.get("medicationCodeableConcept", {}).get("coding", [{}])
        held = _TABLETS.get(codings[0].get("code", ""))
        counted = "MG" not in str(codings[0].get("display")) and '"code": "mg"' not in dumps(one)
        if held and len(codings) == 1 and not counted:  # how strong a tablet is must be told before, too
            concept = one.pop("medicationCodeableConcept")
            drug: Json = {"resourceType": "Medication", "id": "drug", "form": {"text": "Oral Tablet"}}
            drug["code"] = {"coding": [{"system": HOUSE, "code": "88"}], "text": concept["text"]}
            drug["ingredient"] = [_part(*part) for part in held]
            one |= {"contained": [drug], "medicationReference": {"reference": "#drug"}}


def _part(code: str, name: str, mg: int) -> Json:
    both = [{"system": FIRST_DATABANK, "code": "1"}, {"system": RXNORM, "code": code, "display": name}]
    strength = {"numerator": {"value": mg, "unit": "mg"}, "denominator": {"value": 1, "unit": "Tablet"}}
    return {"itemCodeableConcept": {"coding": both}, "isActive": True, "strength": strength}


def all_by_its_address(body: Body) -> None:
    """Every reference by the address of the server, every entry with its own, and a page that is the last."""
    base = "https://healthcare.googleapis.com/v1/projects/p/fhirStores/s/fhir"
    for one in objects(body):
        written = one.get("reference")
        if isinstance(written, str) and written.count("/") == 1 and written[0] != "#":
            one["reference"] = f"{base}/{written}"
    for bundle in body["prefetch"].values():
        if bundle.get("resourceType") == "Bundle":
            for entry in bundle["entry"]:
                if entry["resource"].get("id"):
                    entry["fullUrl"] = f"{base}/{entry['resource']['resourceType']}/{entry['resource']['id']}"
            own = [{"relation": name, "url": f"{base}/?_page=1"} for name in ("self", "first", "last")]
            bundle |= {"total": len(bundle["entry"]), "link": [*bundle.get("link", ()), *own]}


def results_said_twice(body: Body) -> None:
    """Each result again from another system that wrote its hour, and a panel that points to it."""
    for bundle in body["prefetch"].values():
        for entry in list(bundle.get("entry", ())):
            one = entry["resource"]
            if one["resourceType"] != "Observation" or not one.get("id"):
                continue
            again = {**one, "id": f"again-{one['id']}"}
            if len(one.get("effectiveDateTime", "")) == len("2026-03-10"):
                again["effectiveDateTime"] = f"{one['effectiveDateTime']}T12:00:00Z"
            panel = {"resourceType": "Observation", "id": f"panel-{one['id']}", "status": "final"}
            panel |= {"code": {"coding": [{"system": LOINC, "code": "24323-8"}]}, "subject": one["subject"]}
            panel["hasMember"] = [{"reference": f"Observation/{one['id']}"}]
            bundle["entry"] += [{"resource": again}, {"resource": panel}]


OF_PRODUCTS = (
    codings_of_the_house_around,
    hours_on_record_alone,
    orders_with_all_that_is_written_beside,
    schedules_by_their_codes_alone,
    as_before_release_4,
    tablets_told_by_what_they_hold,
    all_by_its_address,
    results_said_twice,
)
