"""Rewritings that must not change an answer: the same patient, written as another EHR would write it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from re import sub
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, Json
from tests.cards.story import Story, engine
from tests.laws.further_rewritings import FURTHER, OF_WORDS, in_words
from tests.laws.rewritings_of_products import OF_PRODUCTS
from tests.laws.rewritings_of_servers import OF_SERVERS
from tests.laws.test_clicks import all_stories
from tests.properties.rewritten import of_others_alone

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
OIDS = {
    RXNORM: "urn:oid:2.16.840.1.113883.6.88",
    "http://snomed.info/sct": "urn:oid:2.16.840.1.113883.6.96",
    "http://loinc.org": "urn:oid:2.16.840.1.113883.6.1",
    "http://hl7.org/fhir/sid/icd-10-cm": "urn:oid:2.16.840.1.113883.6.90",
}

Body = dict[str, Any]


def bundles(body: Body) -> list[Json]:
    """Every Bundle of a request, the drafts' among them."""
    found = [one for one in body["prefetch"].values() if one.get("resourceType") == "Bundle"]
    return [*found, *([body["context"]["draftOrders"]] if "draftOrders" in body["context"] else [])]


def resources(body: Body) -> list[Json]:
    return [entry["resource"] for bundle in bundles(body) for entry in bundle["entry"]]


def everywhere(value: Any, change: Callable[[Json], None]) -> None:
    """Calls ``change`` on every JSON object inside."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            change(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def shuffled(body: Body) -> None:
    """Resources and codings in another order. Drafts stay as they are: a click is aimed at their order."""
    dice = random.Random(7)
    for bundle in body["prefetch"].values():
        if bundle.get("resourceType") == "Bundle":
            dice.shuffle(bundle["entry"])


def more_codings(body: Body) -> None:
    """A local coding in front of each known one."""

    def change(one: Json) -> None:
        codings = one.get("coding")
        if isinstance(codings, list) and codings and codings[0].get("system") in OIDS:
            codings.insert(0, {"system": "urn:oid:1.2.3.4.5", "code": "L-77"})

    everywhere(resources(body), change)


def oid_systems(body: Body) -> None:
    """Code systems by their OIDs."""

    def change(one: Json) -> None:
        if "code" in one and one.get("system") in OIDS:
            one["system"] = OIDS[one["system"]]

    everywhere(resources(body), change)


def undotted_codes(body: Body) -> None:
    """ICD codes in lower case without the dot."""

    def change(one: Json) -> None:
        if one.get("system") == "http://hl7.org/fhir/sid/icd-10-cm" and isinstance(one.get("code"), str):
            one["code"] = one["code"].replace(".", "").lower()

    everywhere(resources(body), change)


def absolute_references(body: Body) -> None:
    """Subjects by absolute URL."""

    def change(one: Json) -> None:
        if one.get("reference") == "Patient/pat":
            one["reference"] = "https://ehr.example.org/r4/Patient/pat"

    everywhere(resources(body), change)


def contained_drugs(body: Body) -> None:
    """Each drug as a contained Medication."""
    for one in resources(body):
        if "medicationCodeableConcept" in one:
            drug = {"resourceType": "Medication", "id": "drug", "code": one.pop("medicationCodeableConcept")}
            one["contained"] = [drug]
            one["medicationReference"] = {"reference": "#drug"}


def drugs_of_their_own(body: Body) -> None:
    """Each drug as a Medication entry of the same Bundle."""
    for place, bundle in enumerate(bundles(body)):
        for entry in list(bundle["entry"]):
            one = entry["resource"]
            if "medicationCodeableConcept" in one:
                id = f"drug-{place}-of-{one['id']}"
                bundle["entry"].append(
                    {
                        "resource": {
                            "resourceType": "Medication",
                            "id": id,
                            "code": one.pop("medicationCodeableConcept"),
                        }
                    }
                )
                one["medicationReference"] = {"reference": f"Medication/{id}"}


def grams(body: Body) -> None:
    """Doses in grams."""

    def change(one: Json) -> None:
        dose = one.get("doseQuantity")
        number = dose.get("value") if isinstance(dose, dict) else None
        if isinstance(number, int | float) and dose.get("code") == "mg":
            dose.update(value=float(f"{number / 1000:.10g}"), unit="g", code="g")

    everywhere(resources(body), change)


def doses_without_codes(body: Body) -> None:
    """Doses with the unit in words alone."""

    def change(one: Json) -> None:
        dose = one.get("doseQuantity")
        if isinstance(dose, dict):
            dose.pop("code", None)
            dose.pop("system", None)

    everywhere(resources(body), change)


def noise(body: Body) -> None:
    """Things that no card asks about."""
    for key, code in (("conditions", "I10"), ("observations1", "718-7-x")):
        bundle = body["prefetch"].get(key)
        if bundle is not None and not of_others_alone(bundle):
            bundle.setdefault("entry", []).append({"resource": _noise(key, code)})
    orders = body["prefetch"].get("medicationRequests")
    if orders is not None and not of_others_alone(orders):
        orders.setdefault("entry", []).append(
            {
                "resource": {
                    "resourceType": "MedicationRequest",
                    "id": "noise",
                    "status": "active",
                    "intent": "order",
                    "subject": {"reference": "Patient/pat"},
                    "medicationCodeableConcept": {
                        "coding": [
                            {"system": RXNORM, "code": "617314", "display": "atorvastatin 20 MG Oral Tablet"}
                        ]
                    },
                }
            }
        )


def _noise(key: str, code: str) -> Json:
    if key == "conditions":
        coding = {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code}
        return {
            "resourceType": "Condition",
            "id": "noise",
            "subject": {"reference": "Patient/pat"},
            "code": {"coding": [coding], "text": "Essential hypertension"},
        }
    return {
        "resourceType": "Observation",
        "id": "noise",
        "status": "final",
        "subject": {"reference": "Patient/pat"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "valueQuantity": {"value": 70, "unit": "/min"},
    }


def null_for_empty(body: Body) -> None:
    """null where a search found nothing."""
    for key, bundle in body["prefetch"].items():
        if bundle.get("resourceType") == "Bundle" and not bundle.get("entry") and "link" not in bundle:
            body["prefetch"][key] = None


def patient_by_reference(body: Body) -> None:
    """The patient's id as a reference, the lists in Bundles without a type."""
    body["context"]["patientId"] = "Patient/pat"
    for bundle in bundles(body):
        bundle.pop("type", None)


def doubled(body: Body) -> None:
    """Every resource of the record twice, as two queries may bring it."""
    for bundle in body["prefetch"].values():
        if bundle.get("resourceType") == "Bundle":
            bundle["entry"] = 2 * bundle.get("entry", [])


def versioned_references(body: Body) -> None:
    """References to a version, with a type, an identifier and a name beside them."""

    def change(one: Json) -> None:
        written = one.get("reference")
        if isinstance(written, str) and written.count("/") == 1:
            named = {
                "identifier": {"system": "urn:oid:1.2.3", "value": "4711"},
                "display": "as the EHR calls it",
            }
            one.update(reference=f"{written}/_history/3", type=written.split("/")[0], **named)

    everywhere(resources(body), change)


def conditions_by_urn(body: Body) -> None:
    """Diagnoses are called by a ``urn:uuid:`` that only the entry of the Bundle tells."""
    urns: dict[str, str] = {}
    for bundle in bundles(body):
        for entry in bundle["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] == "Condition" and "id" in resource:
                reference = f"Condition/{resource['id']}"
                urns[reference] = entry["fullUrl"] = f"urn:uuid:{uuid5(NAMESPACE_URL, reference)}"

    def refer(value: Json) -> None:
        if value.get("reference") in urns:
            value["reference"] = urns[value["reference"]]

    everywhere(body, refer)


def patient_by_urn(body: Body) -> None:
    """The patient is called by a ``urn:uuid:`` that only the entry of a Bundle tells."""
    person = body["prefetch"]["patient"]
    if person["resourceType"] != "Patient":
        return
    written, urn = f"Patient/{person['id']}", f"urn:uuid:{uuid5(NAMESPACE_URL, person['id'])}"
    entry = {"fullUrl": urn, "resource": person}
    body["prefetch"]["patient"] = {"resourceType": "Bundle", "type": "searchset", "entry": [entry]}

    def refer(value: Json) -> None:
        if value.get("reference") == written:
            value["reference"] = urn

    everywhere(body, refer)


def doses_as_ranges(body: Body) -> None:
    """Each dose as a range of that dose alone."""

    def change(one: Json) -> None:
        dose = one.pop("doseQuantity", None)
        if dose is not None:
            one["doseRange"] = {"low": dict(dose), "high": dict(dose)}

    everywhere(resources(body), change)


def doses_in_several_forms(body: Body) -> None:
    """The dose as it was worked out and in bottles, before the one that was ordered."""

    def change(one: Json) -> None:
        doses = one.get("doseAndRate")
        if isinstance(doses, list) and len(doses) == 1 and "doseQuantity" in doses[0]:
            bottles = {"doseQuantity": {"value": 1, "unit": "bottle"}, "type": _kind("calculated")}
            doses[:] = [
                bottles,
                {**doses[0], "type": _kind("calculated")},
                {**doses[0], "type": _kind("ordered")},
            ]

    everywhere(resources(body), change)


def _kind(code: str) -> Json:
    return {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/dose-rate-type", "code": code}]}


def results_over_a_period(body: Body) -> None:
    """Results of a period of one day, issued that evening."""
    for one in resources(body):
        if one["resourceType"] == "Observation" and "effectiveDateTime" in one:
            day = one.pop("effectiveDateTime")
            one["effectivePeriod"] = {"start": day, "end": day}


def entered_in_error(body: Body) -> None:
    """Each resource of the record once more, as a mistake that was taken back."""
    for bundle in body["prefetch"].values():
        for entry in list(bundle.get("entry", ())):
            one = deepcopy(entry["resource"])
            one["id"] = f"mistaken-{one['id']}"
            if one["resourceType"] in ("Condition", "AllergyIntolerance"):
                one.pop("clinicalStatus", None)
                one["verificationStatus"] = {"coding": [{"code": "entered-in-error"}]}
            else:
                one["status"] = "entered-in-error"
            bundle["entry"].insert(0, {"resource": one})


def extensions_everywhere(body: Body) -> None:
    """Extensions on every resource and every primitive of it, a language, a profile."""
    url = "https://ehr.example.org/original"
    for one in resources(body):
        names = [name for name, value in one.items() if isinstance(value, str) and name != "resourceType"]
        one.update(
            {f"_{name}": {"extension": [{"url": url, "valueString": "entered-in-error"}]} for name in names}
        )
        one.setdefault("extension", []).append({"url": url, "valueCode": "refuted"})
        one.update(language="de", implicitRules="https://ehr.example.org/rules")


def short_system_names(body: Body) -> None:
    """Code systems as messages of HL7 version 2 name them."""
    names = dict(zip(OIDS, ("RXNORM", "SCT", "LN", "I10C"), strict=True))

    def change(one: Json) -> None:
        if "code" in one and one.get("system") in names:
            one["system"] = names[one["system"]]

    everywhere(resources(body), change)


def decimal_commas(body: Body) -> None:
    """Numbers as strings, with a decimal comma where it can part no thousands."""

    def change(one: Json) -> None:
        number = one.get("value")
        if (
            isinstance(number, int | float)
            and not isinstance(number, bool)
            and ("unit" in one or "code" in one)
        ):
            whole, _, part = f"{number}".partition(".")
            one["value"] = f"{whole},{part}" if part and len(part) != 3 else f"{number}"

    everywhere(resources(body), change)


def common_drugs_of_other_countries(body: Body) -> None:
    """Drugs that no card asks about, in the words of German, French and Spanish records."""
    orders = body["prefetch"].get("medicationRequests")
    if orders is None or orders.get("resourceType") != "Bundle" or of_others_alone(orders):
        return
    for place, name in enumerate(("Pantoprazol 40 mg", "Metformine 500 mg", "amlodipino 5 mg", "ASS 100")):
        ordered = {"resourceType": "MedicationRequest", "id": f"common-{place}", "status": "active"}
        ordered |= {"intent": "order", "subject": {"reference": "Patient/pat"}}
        ordered["medicationCodeableConcept"] = {"text": name}
        orders.setdefault("entry", []).append({"resource": ordered})


REWRITINGS = (
    shuffled,
    more_codings,
    oid_systems,
    undotted_codes,
    absolute_references,
    contained_drugs,
    drugs_of_their_own,
    grams,
    doses_without_codes,
    noise,
    null_for_empty,
    patient_by_reference,
    doubled,
    versioned_references,
    conditions_by_urn,
    patient_by_urn,
    doses_as_ranges,
    doses_in_several_forms,
    results_over_a_period,
    entered_in_error,
    extensions_everywhere,
    short_system_names,
    decimal_commas,
    common_drugs_of_other_countries,
    *FURTHER,
    *OF_SERVERS,
    *OF_PRODUCTS,
)

SHARE = 2 * len(REWRITINGS)
SHARES: dict[Callable[[Body], None], int] = {
    **dict.fromkeys(REWRITINGS, 2),
    **dict.fromkeys(FURTHER, 3),
    **dict.fromkeys((*OF_SERVERS, *OF_PRODUCTS), 9),
}
"""Where the test is marked ``long``: of how many stories a rewriting takes one."""
STORIES = list({(story.card, story.name, story.hook): story for story in all_stories()}.values())


def said(story: Story, body: Body) -> list[tuple[str, str, tuple[tuple[str, bool], ...]]]:
    """The cards, in their order, with what each offers and recommends."""
    answer = engine(story.site_codes).answer(HookRequest.model_validate(body), today=TODAY)
    return [
        (
            card["source"]["topic"]["code"],
            card["indicator"],
            tuple((_label(one), bool(one.get("isRecommended"))) for one in card.get("suggestions", ())),
        )
        for card in answer["cards"]
    ]


def _label(suggestion: Json) -> str:
    """A label names a draft as the prescriber typed it, with that writer's hyphen, and tells two of one drug
    apart by their ids."""
    return sub(r"\(the order \w+/[^)]*\)", "(the order)", str(suggestion["label"]).replace("\u2011", "-"))


@cache
def said_as_written(place: int) -> list[tuple[str, str, tuple[tuple[str, bool], ...]]]:
    """The cards of a story before anything is rewritten."""
    return said(STORIES[place], STORIES[place].body())


def changed_by(
    rewriting: Callable[[Body], None], places: Sequence[int], least: float = 0.1
) -> dict[str, object]:
    """The stories that the rewriting changes; ``least``: the share of them that it must rewrite."""
    changed: dict[str, object] = {}
    tried = 0
    for place in places:
        story = STORIES[place]
        body = story.body()
        rewritten = deepcopy(body)
        rewriting(rewritten)
        if rewritten == body:
            continue  # nothing in it is of that kind
        tried += 1
        before, after = said_as_written(place), said(story, rewritten)
        if before != after:
            changed[str(story)] = (before, after)
    assert tried > least * len(places)
    return changed


@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda one: one.__name__)
def test_a_rewriting_changes_no_answer(rewriting: Callable[[Body], None]) -> None:
    """Every second story in one way; ``make test-slow`` takes them all, each in many of the ways."""
    # One in ten of all stories has an end to tell otherwise: among a few dozen it may be fewer.
    changed = changed_by(rewriting, range(REWRITINGS.index(rewriting), len(STORIES), SHARE), 0.05)
    assert not changed, f"{len(changed)}: {list(changed.items())[:12]}"


# Of few stories: not many records state a drug.


def stated_as_reported(body: Body) -> None:
    """What the patient was said to take as the medication list of US Core holds it: beside the orders."""
    lists = [one for one in body["prefetch"].values() if one.get("resourceType") == "Bundle"]
    ordered = body["prefetch"]["medicationRequests"]
    for one in lists:
        stated = [entry for entry in one.get("entry", ()) if _is_statement(entry["resource"])]
        one["entry"] = [entry for entry in one.get("entry", ()) if entry not in stated]
        ordered["entry"] += [{"resource": _reported(entry["resource"])} for entry in stated]


def _is_statement(resource: Json) -> bool:
    return bool(resource["resourceType"] == "MedicationStatement")


def _reported(statement: Json) -> Json:
    period = statement.get("effectivePeriod", {})
    start = statement.get("effectiveDateTime", period.get("start"))
    return {
        **{name: value for name, value in statement.items() if name not in {"dosage", "effectivePeriod"}},
        "resourceType": "MedicationRequest",
        "intent": "plan",
        "reportedBoolean": True,
        "dosageInstruction": statement.get("dosage", []),
        **({"authoredOn": start} if start else {}),
        **({"dispenseRequest": {"validityPeriod": period}} if period else {}),
    }


def test_what_is_stated_is_read_alike_where_it_stands_as_a_reported_request() -> None:
    places = [
        place
        for place, story in enumerate(STORIES)
        if any(map(_is_statement, story.record)) and "MedicationRequest" not in story.lacking
    ]
    assert len(places) > 30
    changed = changed_by(stated_as_reported, places)
    assert not changed, f"{len(changed)} of {len(places)}: {list(changed.items())[:12]}"


WORDED = [place for place, story in enumerate(STORIES) if in_words((*story.record, *story.drafts))]


@pytest.mark.parametrize("rewriting", OF_WORDS, ids=lambda one: one.__name__)
def test_words_say_the_same_however_they_are_typed(rewriting: Callable[[Body], None]) -> None:
    changed = changed_by(rewriting, WORDED[OF_WORDS.index(rewriting) :: 6])
    assert not changed, f"{len(changed)}: {list(changed.items())[:12]}"


PARTS = 31
"""A prime, so that each part holds stories of each share."""

FEW = 0.01
"""A part of a ninth is some thirty stories: that enough are rewritten is told by the tests of every run."""


@pytest.mark.long(seconds=30)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_rewriting_changes_an_answer_of_any_story(part: int) -> None:
    """A story in all its ways in one process, so that what it says as it was written is asked once."""
    stories = range(part, len(STORIES), PARTS)
    for rewriting in REWRITINGS:
        places = [place for place in stories if _belongs(place, rewriting)]
        changed = changed_by(rewriting, places, FEW)
        assert not changed, f"{rewriting.__name__}: {len(changed)}: {list(changed.items())[:12]}"


def _belongs(place: int, rewriting: Callable[[Body], None]) -> bool:
    """Whether the story is rewritten so where all are."""
    share = SHARES[rewriting]
    return place % share == REWRITINGS.index(rewriting) % share


@pytest.mark.long(seconds=20)
@pytest.mark.parametrize("rewriting", OF_WORDS, ids=lambda one: one.__name__)
def test_words_of_every_story_say_the_same_however_they_are_typed(rewriting: Callable[[Body], None]) -> None:
    changed = changed_by(rewriting, WORDED)
    assert not changed, f"{len(changed)}: {list(changed.items())[:12]}"
