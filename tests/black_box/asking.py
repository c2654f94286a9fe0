"""A case of a clinical table, its raw CDS Hooks request, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import orjson
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.rules.findings import AtOnce
from cdshooks.service import ClinicalEngine, build_plan
from cdshooks.settings import Settings
from cdshooks.site import Site
from tests.cards.clinic import LOINC, SNOMED, TODAY, Json, coded, patient

VIEW, SELECT, SIGN = "patient-view", "order-select", "order-sign"
LEVELS = ("info", "warning", "critical")
NOTE = "couldNotBeChecked"
HERE = "urn:example:codes-of-the-site"


@dataclass(frozen=True)
class Case:
    """One sentence of a table and the request that asks for it.

    ``expected`` is a level; ``silent``: no card, and the note does not name it; ``noted``: no card, and the
    note names it. ``recommends`` is in the label of the one recommended suggestion, "" where none may be;
    ``order`` is the recommended new drug order as ``code dose frequency/period``; ``beside`` is among what
    the same click does as well. ``others`` are levels of other cards, "" where they must not be shown.
    ``absent``, ``partial``, ``failed`` are kinds of resources that were not supplied, whose bundle has a
    further page, or that came back as an error. ``at_own``: asked at a site that has named a code of ``HERE``
    for every concept without a public one (``here``), and that shows all cards at once.
    """

    card: str
    name: str
    hook: str
    expected: str
    because: str
    record: tuple[Json, ...] = ()
    drafts: tuple[Json, ...] = ()
    person: Json = field(default_factory=patient)
    selections: tuple[str, ...] | None = None
    absent: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    recommends: str | None = None
    order: str | None = None
    offers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    at_own: bool = False
    today: date = TODAY

    def __str__(self) -> str:
        return f"{self.card}: {self.name}, {self.hook}"

    def body(self) -> Json:
        """The request as a client would send it."""
        context: Json = {"userId": "Practitioner/7", "patientId": "pat"}
        if self.hook != VIEW:
            context["draftOrders"] = bundle("collection", self.drafts)
        if self.hook == SELECT:
            named = self.selections
            context["selections"] = list(
                named if named is not None else [f"{one['resourceType']}/{one['id']}" for one in self.drafts]
            )
        prefetch: Json = {"patient": self.person}
        for key, query in queries(self.hook, self.at_own).items():
            kind = query.partition("?")[0]
            if kind in self.failed:
                prefetch[key] = {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}
            elif kind not in self.absent:
                first = key[-1] not in "23456789"
                held = tuple(one for one in self.of_kind(kind) if found_by(query, one, first))
                prefetch[key] = bundle("searchset", held)
            if kind in self.partial:
                prefetch[key]["link"] = [{"relation": "next", "url": "https://ehr.example.org/fhir?page=2"}]
        return {
            "hook": self.hook,
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": context,
            "prefetch": prefetch,
            "extension": {"as-of": self.today.isoformat()},
        }

    def of_kind(self, kind: str) -> tuple[Json, ...]:
        """The resources of a kind; a Medication comes along with the orders, as a server includes it."""
        found = tuple(one for one in self.record if one["resourceType"] == kind)
        if kind == "MedicationRequest":
            found += tuple(one for one in self.record if one["resourceType"] == "Medication")
        return found


def bundle(kind: str, resources: tuple[Json, ...]) -> Json:
    entries = [{"resource": one, "search": {"mode": "match"}} for one in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def here(slug: str) -> Json:
    """A concept that has no public code, in the code of the site."""
    return coded(HERE, slug)


@cache
def client(at_own: bool = False) -> FlaskClient:
    """The demo with all cards, built once; or of a site with codes of its own, which shows all."""
    settings = Settings(demo=True)
    if not at_own:
        site = Site()
    else:
        concepts = (one.name for one in build_plan(Site()).value_sets.values() if one.site)
        named = {name: ((HERE, name.removeprefix("site:")),) for name in concepts}
        site = Site(codes=named, at_once=AtOnce(cards=99, info=99))
    engine = ClinicalEngine(build_plan(site), settings, site)
    return create_app(settings, engine, log_file=BytesIO()).test_client()


@cache
def queries(hook: str, at_own: bool) -> dict[str, str]:
    """What discovery asks for under each key of the prefetch, but for the patient."""
    found = client(at_own).get("/cds-services").json
    assert found is not None
    [asked] = [one["prefetch"] for one in found["services"] if one["hook"] == hook]
    return {key: query for key, query in asked.items() if key != "patient"}


@cache
def asked_codes(query: str) -> frozenset[str]:
    """The codes that a query asks for; none where it asks for all."""
    codes = parse_qs(query.partition("?")[2]).get("code", [""])[0]
    return frozenset(codes.split(",")) - {""}


def found_by(query: str, resource: Json, first: bool) -> bool:
    """Whether a server finds the resource by the query; the first of a kind also holds what has no code known
    to us.

    A server looks at the code of the whole result, not at those of its components.
    """
    codes = asked_codes(query)
    concept = resource.get("code")
    codings = concept.get("coding") if isinstance(concept, dict) else None
    known = {one.get("code") for one in codings or () if one.get("system") in {LOINC, SNOMED}}
    return bool(known & codes) if codes and known else first


@cache
def titles() -> dict[str, str]:
    return {card.id: card.title for card in build_plan(Site()).catalogue.cards}


def camel(card: str) -> str:
    first, *rest = card.split("-")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def answer(case: Case) -> dict[str, Json]:
    """The cards shown, by topic."""
    sent = client(case.at_own).post(f"/cds-services/ild-{case.hook}", data=orjson.dumps(case.body()))
    assert sent.status_code == 200, sent.text
    assert sent.json is not None
    return {card["source"]["topic"]["code"]: card for card in sent.json["cards"]}


def outcome(case: Case, cards: Mapping[str, Json]) -> str:
    """The level of the card, ``noted`` or ``silent``."""
    shown = cards.get(camel(case.card))
    if shown is not None:
        return str(shown["indicator"])
    named = [line.split("needed for: ")[-1] for line in cards.get(NOTE, {}).get("detail", "").splitlines()]
    title = titles()[case.card]
    return "noted" if any(title in line for line in named) else "silent"


def complaints(case: Case) -> Iterator[str]:
    """Each way in which the answer is not what the table says."""
    cards = answer(case)
    found = outcome(case, cards)
    if found != case.expected:
        note = cards.get(NOTE, {}).get("detail", "")
        shown = {topic: card["indicator"] for topic, card in cards.items()}
        yield f"{found}, not {case.expected} ({case.because}); shown: {shown} {note}"
    for other, level in case.others.items():
        there = cards.get(camel(other), {}).get("indicator", "")
        if there != level:
            yield f"{other} is {there or 'not shown'}, not {level or 'silent'}"
    if found in LEVELS:
        yield from unlike(case, cards[camel(case.card)])


def unlike(case: Case, card: Json) -> Iterator[str]:
    """Each way in which the card differs in what it says and offers."""
    suggestions: list[Json] = card.get("suggestions", [])
    labels = [one["label"] for one in suggestions]
    recommended = [one for one in suggestions if one.get("isRecommended")]
    best = [one["label"] for one in recommended]
    if case.recommends == "" and best:
        yield f"recommends {best}, should nothing"
    if case.recommends and not (len(best) == 1 and case.recommends in best[0]):
        yield f"recommends {best}, should {case.recommends}; offers {labels}"
    if case.order is not None:
        orders = [written(action) for one in recommended for action in one["actions"]]
        if case.order not in orders:
            yield f"recommends the orders {orders}, should {case.order}"
    for text in case.offers:
        if not any(text in label for label in labels):
            yield f"does not offer {text}: {labels}"
    done = [action["description"] for one in recommended for action in one["actions"]]
    for text in case.beside:
        if not any(text in words for words in done):
            yield f"does not do {text} in the same click: {done}"
    for text in case.never:
        if any(text.lower() in label.lower() for label in labels):
            yield f"offers {text}: {labels}"
    words = card["summary"] + "\n" + card.get("detail", "")
    for text in case.says:
        if text.lower() not in words.lower():
            yield f"does not say {text!r}: {words}"


def written(action: Json) -> str:
    """A new drug order as ``code dose frequency/period``; else the type of the action."""
    resource: Json = action.get("resource", {})
    if action["type"] == "delete" or resource.get("resourceType") != "MedicationRequest":
        return str(action["type"])
    [coding] = resource["medicationCodeableConcept"]["coding"]
    [dosage] = resource["dosageInstruction"]
    repeat: dict[str, Any] = dosage["timing"]["repeat"]
    dose = dosage["doseAndRate"][0]["doseQuantity"]["value"]
    return f"{coding['code']} {dose:g} {repeat['frequency']}/{repeat['period']}{repeat['periodUnit']}"
