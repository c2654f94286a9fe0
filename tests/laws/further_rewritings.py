"""Further rewritings that must not change an answer: other forms of FHIR for the same patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from tests.cards.clinic import ICD10CM, LOINC, RXNORM, UCUM, Json

Body = dict[str, Any]


def lists(body: Body) -> Iterator[Json]:
    """The Bundles of the record."""
    return (one for one in body["prefetch"].values() if one.get("resourceType") == "Bundle")


def record(body: Body, *kinds: str) -> Iterator[Json]:
    """The resources of the record, of these types or of all."""
    for bundle in lists(body):
        for entry in bundle["entry"]:
            if not kinds or entry["resource"]["resourceType"] in kinds:
                yield entry["resource"]


def drafts(body: Body) -> Iterator[Json]:
    return (entry["resource"] for entry in body["context"].get("draftOrders", {}).get("entry", ()))


def dosages(body: Body) -> Iterator[Json]:
    for one in (*record(body), *drafts(body)):
        for dosage in (*one.get("dosageInstruction", ()), *one.get("dosage", ())):
            if isinstance(dosage, dict):
                yield dosage


def twins(body: Body, kind: str, change: Callable[[Json], None]) -> None:
    """Before each resource of the type another one, changed."""
    for bundle in lists(body):
        for entry in list(bundle["entry"]):
            one = entry["resource"]
            if one["resourceType"] == kind:
                twin = deepcopy(one) | {"id": f"twin-of-{one['id']}"}
                change(twin)
                bundle["entry"].insert(0, {"resource": twin})


# Results


def results_without_ids(body: Body) -> None:
    for one in record(body, "Observation", "Immunization", "Procedure", "DiagnosticReport"):
        one.pop("id", None)


def results_dated_by_their_issue(body: Body) -> None:
    for one in record(body, "Observation"):
        if len(one.get("effectiveDateTime", "")) == len("2026-03-10"):
            one["issued"] = f"{one.pop('effectiveDateTime')}T12:00:00.250Z"


def results_dated_by_an_event(body: Body) -> None:
    for one in record(body, "Observation"):
        if "effectiveDateTime" in one:
            one["effectiveTiming"] = {"event": [one.pop("effectiveDateTime")]}


def results_as_text(body: Body) -> None:
    """Numbers with their unit as text, but for those of units that are no words."""
    for one in record(body, "Observation"):
        quantity = one.get("valueQuantity", {})
        if "value" in quantity and quantity.get("unit", "[")[:1] not in {"", "["}:
            del one["valueQuantity"]
            one["valueString"] = f"{quantity.get('comparator', '')}{quantity['value']} {quantity['unit']}"


def results_in_panels(body: Body) -> None:
    """Each result as a component beside another one."""
    for one in record(body, "Observation"):
        if "component" not in one and any(name.startswith("value") for name in one):
            kept = ("code", "interpretation", "referenceRange", "dataAbsentReason")
            names = [name for name in one if name.startswith("value") or name in kept]
            own = {name: one.pop(name) for name in names}
            sodium = {"value": 140, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"}
            other = {"code": {"coding": [{"system": LOINC, "code": "2951-2"}]}, "valueQuantity": sodium}
            one |= {"code": {"text": "Panel"}, "component": [other, own]}


def results_within_reports(body: Body) -> None:
    """Each result inside a report; copies of one in one report."""
    reports = body["prefetch"].get("diagnosticReports", {})
    if reports.get("resourceType") != "Bundle":
        return
    found: dict[str, Json] = {}
    for bundle in lists(body):
        results = [one for one in bundle["entry"] if one["resource"]["resourceType"] == "Observation"]
        if any(one["resource"]["subject"]["reference"] != "Patient/pat" for one in results):
            return
        found |= {one["resource"]["id"]: one["resource"] for one in results}
        bundle["entry"] = [one for one in bundle["entry"] if one not in results]
    for id, one in found.items():
        report = {"resourceType": "DiagnosticReport", "id": f"report-of-{id}", "status": "final"}
        report |= {"code": {"text": "Report"}, "subject": one.pop("subject"), "contained": [one]}
        reports["entry"].append({"resource": report | {"result": [{"reference": f"#{id}"}]}})


def newer_results_without_a_value(body: Body) -> None:
    def emptied(one: Json) -> None:
        said = [name for name in one if name.startswith("value")]
        for name in (*said, "component", "interpretation"):
            one.pop(name, None)
        one |= {"effectiveDateTime": "2026-03-10", "dataAbsentReason": {"coding": [{"code": "unknown"}]}}

    twins(body, "Observation", emptied)


def results_of_another_day_to_come(body: Body) -> None:
    twins(body, "Observation", lambda one: one.update(effectiveDateTime="2026-04-10"))


# Diagnoses


def statuses_in_words(body: Body) -> None:
    for one in record(body, "Condition", "AllergyIntolerance"):
        for name in ("clinicalStatus", "verificationStatus"):
            if code := _code_of(one.get(name)):
                one[name] = {"text": code.capitalize()}


def confirmed_unsaid(body: Body) -> None:
    """An absent verificationStatus counts as confirmed, unless the code says more; a relapse is active."""
    for one in record(body, "Condition"):
        if _code_of(one.get("verificationStatus")) == "confirmed" and "extension" not in str(one.get("code")):
            del one["verificationStatus"]
        if _code_of(one.get("clinicalStatus")) == "active":
            one["clinicalStatus"] = {"coding": [{"code": "relapse"}]}


def _code_of(concept: object) -> str:
    """The first code of a concept; nothing where it has none."""
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return str(codings[0].get("code") or "") if isinstance(codings, list) and codings else ""


def diagnoses_of_every_visit(body: Body) -> None:
    """Each diagnosis again as that of a visit, with a comment and a severity."""
    visit = {"coding": [{"code": "encounter-diagnosis"}]}
    said = {"category": [visit], "note": [{"text": "r/o; not confirmed"}], "severity": {"text": "Mild"}}
    twins(body, "Condition", lambda one: one.update(said))


def refuted_twins(body: Body) -> None:
    refuted = {"verificationStatus": {"coding": [{"code": "refuted"}]}}
    twins(body, "Condition", lambda one: one.update(refuted))


def codes_of_other_countries_beside(body: Body) -> None:
    for one in record(body, "Condition"):
        codings = (one.get("code") or {}).get("coding", [])
        if codings and codings[0].get("system") == ICD10CM:
            codings.insert(0, {"system": "http://hl7.org/fhir/sid/icd-9-cm", "code": "515"})


# Orders


def dosed_in_pieces(body: Body) -> None:
    """Prednisone, mycophenolate and azathioprine as tablets that are counted, as several countries do."""
    tablets = {"8640": ("312617", 5), "68149": ("200060", 500), "1256": ("197388", 50)}
    units = ("tablet", "{Piece}", "1", "Tablet (unit of presentation)", "Tablette(n)")
    turn = count()
    for one in (*record(body), *drafts(body)):
        concept = one.get("medicationCodeableConcept", {})
        code = concept.get("coding", [{}])[0].get("code")
        given = [*one.get("dosageInstruction", ()), *one.get("dosage", ())]
        if code not in tablets or not all(map(_is_of_some_mg, given)):
            continue
        product, strength = tablets[code]
        amounts = [dosage["doseAndRate"][0]["doseQuantity"] for dosage in given]
        if any(amount["value"] % (strength / 2) for amount in amounts):
            continue
        concept["coding"] = [{"system": RXNORM, "code": product}]
        for amount in amounts:
            unit = units[next(turn) % len(units)]
            pieces = amount["value"] / strength
            amount.clear()
            amount |= {"value": pieces, "unit": unit, "code": unit}


def _is_of_some_mg(dosage: object) -> bool:
    if not isinstance(dosage, dict) or dosage.get("route", {}).get("text") != "Oral route":
        return False
    rates = dosage.get("doseAndRate", [])
    amount = rates[0].get("doseQuantity", {}) if len(rates) == 1 else {}
    return amount.get("code") == "mg" and isinstance(amount.get("value"), int | float)


def routes_of_other_lists(body: Body) -> None:
    """Routes in the terms of the EDQM, of HL7 version 3, and in words."""
    oral, venous, under_the_skin = "26643006", "47625008", "34206005"
    ways: dict[str, tuple[Json, ...]] = {
        oral: ({"coding": [{"code": "20053000"}]}, {"coding": [{"code": "PO"}]}, {"text": "By mouth"}),
        venous: ({"coding": [{"code": "20045000"}]}, {"coding": [{"code": "IV"}]}, {"text": "IV infusion"}),
        under_the_skin: ({"coding": [{"code": "20066000"}]}, {"text": "Subcutaneous use"}),
    }
    turn = count()
    for dosage in dosages(body):
        code = dosage.get("route", {}).get("coding", [{}])[0].get("code")
        if code in ways:
            dosage["route"] = ways[code][next(turn) % len(ways[code])]


def schedules_in_hours(body: Body) -> None:
    for repeat in _repeats(body):
        if repeat.get("periodUnit") == "d" and "frequency" in repeat:
            repeat |= {"period": 24 * repeat["period"], "periodUnit": "h"}


def schedules_in_words(body: Body) -> None:
    words = {(1, 1, "d"): "once daily", (2, 1, "d"): "Every 12 hours", (1, 1, "wk"): "every 7 days"}
    words |= {(3, 1, "wk"): "three times a week", (1, 2, "d"): "QOD", (3, 1, "d"): "t.i.d."}
    for dosage, asked in plain_schedules(body):
        if asked in words:
            without_frequency(dosage)
            dosage["timing"]["code"] = {"text": words[asked]}


def plain_schedules(body: Body) -> Iterator[tuple[Json, tuple[Any, ...]]]:
    """The dosages whose schedule is a frequency alone, each with it: so many times, in so many, of a unit."""
    for dosage in dosages(body):
        repeat = dosage.get("timing", {}).get("repeat", {})
        if not repeat.keys() & {"dayOfWeek", "when", "timeOfDay", "count"}:
            yield dosage, tuple(repeat.get(name) for name in _FREQUENCY)


def without_frequency(dosage: Json) -> None:
    """Takes the frequency away."""
    for name in _FREQUENCY:
        del dosage["timing"]["repeat"][name]


_FREQUENCY = ("frequency", "period", "periodUnit")


def schedules_at_meals(body: Body) -> None:
    for repeat in _repeats(body):
        times = repeat.get("frequency")
        if (repeat.get("period"), repeat.get("periodUnit")) == (1, "d") and times in {1, 2, 3}:
            repeat |= {"frequency": 1, "when": ["PCM", "PCV", "PCD"][:times]}


def _repeats(body: Body) -> Iterator[Json]:
    for dosage in dosages(body):
        repeat = dosage.get("timing", {}).get("repeat", {})
        if not repeat.keys() & {"dayOfWeek", "when", "timeOfDay", "frequencyMax", "periodMax"}:
            yield repeat


def orders_of_other_intents(body: Body) -> None:
    """What is ordered by reflex or filled is ordered; no draft need say that it is an order."""
    for one in record(body, "MedicationRequest", "ServiceRequest"):
        if one.get("intent") == "order":
            one["intent"] = "filler-order"
    for one in drafts(body):
        if one.get("intent") == "order":
            del one["intent"]
        if one["status"] == "draft":
            one["status"] = "active"


def proposed_twins(body: Body) -> None:
    twins(body, "MedicationRequest", lambda one: one.update(status="active", intent="proposal"))


def cancelled_twins(body: Body) -> None:
    twins(body, "MedicationRequest", lambda one: one.update(status="cancelled"))


def drugs_by_their_ingredients(body: Body) -> None:
    """A drug that is coded as its ingredient, and not as a product of some strength."""
    for one in (*record(body), *drafts(body)):
        codings = one.get("medicationCodeableConcept", {}).get("coding", [])
        shown = codings[0].get("display", "") if codings else ""
        if shown and codings[0].get("system") == RXNORM and " MG" not in shown.upper():
            parts = [{"itemCodeableConcept": one.pop("medicationCodeableConcept")}]
            one["contained"] = [{"resourceType": "Medication", "id": "drug", "ingredient": parts}]
            one["medicationReference"] = {"reference": "#drug"}


# Lists


def results_of_another_patient(body: Body) -> None:
    """Another patient's results beside ours, where a list holds any of ours."""
    for kind in ("Observation", "AllergyIntolerance", "Condition", "MedicationRequest"):
        named = "patient" if kind == "AllergyIntolerance" else "subject"
        another = {named: {"reference": "Patient/another"}}
        twins(body, kind, lambda one, another=another: one.update(another))  # type: ignore[misc]


def bundles_in_bundles(body: Body) -> None:
    for bundle in lists(body):
        bundle["entry"] = [{"resource": {"resourceType": "Bundle", "entry": bundle["entry"]}}]


def every_list_in_two(body: Body) -> None:
    for name, bundle in list(body["prefetch"].items()):
        if bundle.get("resourceType") == "Bundle":
            more = bundle["entry"][1::2]
            bundle["entry"] = bundle["entry"][::2]
            body["prefetch"][f"{name}-more"] = {"resourceType": "Bundle", "type": "collection", "entry": more}


def more_of_the_person(body: Body) -> None:
    """What the patient is called, where the patient lives, and whom else to call."""
    person = body["prefetch"]["patient"]
    person |= {"name": [{"family": "Hospice"}], "active": True, "address": [{"city": "Pregnancy"}]}
    person["contact"] = [{"gender": "female", "relationship": [{"text": "mother"}]}]


FURTHER = (
    results_without_ids,
    results_dated_by_their_issue,
    results_dated_by_an_event,
    results_as_text,
    results_in_panels,
    results_within_reports,
    newer_results_without_a_value,
    results_of_another_day_to_come,
    statuses_in_words,
    confirmed_unsaid,
    diagnoses_of_every_visit,
    refuted_twins,
    codes_of_other_countries_beside,
    dosed_in_pieces,
    routes_of_other_lists,
    schedules_in_hours,
    schedules_in_words,
    schedules_at_meals,
    orders_of_other_intents,
    proposed_twins,
    cancelled_twins,
    drugs_by_their_ingredients,
    results_of_another_patient,
    bundles_in_bundles,
    every_list_in_two,
    more_of_the_person,
)


# Of few stories: those that hold words without a code.


def in_words(story_record: tuple[Json, ...]) -> bool:
    """Whether something of the record is told in words alone."""
    return any(map(_is_told_in_words, (one.get(name) for one in story_record for name in _TOLD)))


_TOLD = ("code", "medicationCodeableConcept", "valueCodeableConcept")


def _is_told_in_words(concept: object) -> bool:
    return isinstance(concept, dict) and bool(concept.get("text")) and not concept.get("coding")


def names_of_the_house_beside(body: Body) -> None:
    """A code of the house, with the same words in capitals."""
    for one in (*record(body), *drafts(body)):
        for name in _TOLD:
            concept = one.get(name)
            if isinstance(concept, dict) and _is_told_in_words(concept):
                shown = concept["text"].upper()
                concept["coding"] = [{"system": "urn:oid:1.2.3", "code": "77", "display": shown}]


def odd_blanks_and_hyphens(body: Body) -> None:
    for one in (*record(body), *drafts(body)):
        for name in _TOLD:
            concept = one.get(name)
            if isinstance(concept, dict) and _is_told_in_words(concept):
                # What this service itself wrote is recognised again by its own hyphens.
                hyphen = "-" if one["resourceType"] == "ServiceRequest" else "\u2011"
                concept["text"] = concept["text"].replace(" ", "\u00a0 ").replace("-", hyphen)


OF_WORDS = (names_of_the_house_beside, odd_blanks_and_hyphens)
