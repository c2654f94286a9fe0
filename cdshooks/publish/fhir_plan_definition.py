"""A card as a FHIR R4 PlanDefinition: an event-condition-action rule whose conditions are plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cdshooks.publish.codes import codes_of
from cdshooks.publish.fhir_actions import condition, lists_referred_to, suggestions
from cdshooks.publish.fhir_limits import usage_of
from cdshooks.publish.fhir_names import Exported, computer_name
from cdshooks.publish.plain_words import Draft, Teller, plain
from cdshooks.publish.review_sheet import criteria
from cdshooks.publish.sheet import CONFIDENCE, number_here
from cdshooks.publish.silences import exclusions
from cdshooks.rules.card import Card
from cdshooks.rules.declared import declared
from cdshooks.rules.present import TOPIC_SYSTEM
from cdshooks.rules.terms import PolicyNumber, Source
from cdshooks.rules.walking import found_in

Json = dict[str, Any]

_TYPES = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
_STRENGTH = "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation"
_QUALITY = "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def plan_definition(card: Card, exported: Exported) -> Json:
    """The PlanDefinition of a card as it is judged by this plan."""
    card = exported.plan.card(card.id)
    identity = exported.plan.identities[card.id]
    return {
        "resourceType": "PlanDefinition",
        "id": card.id,
        "url": exported.url("PlanDefinition", card.id),
        "identifier": [
            {"system": f"{exported.base}/signed-fingerprint", "value": identity.signed},
            {"system": f"{exported.base}/site-fingerprint", "value": identity.site},
        ],
        "version": card.version,
        "name": computer_name(card.id),
        "title": plain(card.title),
        "type": {"coding": [{"system": _TYPES, "code": "eca-rule"}]},
        "status": "draft",
        **_days(card),
        "description": _description(card),
        "purpose": _purpose(card, exported),
        "usage": usage_of(card, exported),
        "topic": [_topic(card, exported)],
        "author": [{"name": card.owner}],
        **_reviewers(card),
        "relatedArtifact": [
            *(_cited(one) for one in card.sources),
            *_value_sets(card, exported),
        ],
        "library": [exported.library()],
        "action": [_action(card, exported)],
    }


def _days(card: Card) -> Json:
    """The day of the version where the version is one, and the day of the last signature that holds."""
    days: Json = {"date": card.version} if _DAY.fullmatch(card.version) else {}
    if card.reviewed:
        days["approvalDate"] = max(one.day for one in card.reviewed)
    return days


def _reviewers(card: Card) -> Json:
    named = [{"name": f"{one.name}, {one.role} ({one.credential})"} for one in card.reviewed]
    return {"reviewer": named} if named else {}


def _description(card: Card) -> str:
    """What the card says: its summary, and its bullet points."""
    points = [f"- {plain(one)}" for one in card.detail]
    return "\n".join([plain(card.summary), *(["", *points] if points else [])])


def _purpose(card: Card, exported: Exported) -> str:
    """How strong the advice is, and the numbers that a clinician could dispute, with their sources."""
    strength = f"Advice: {card.strength.advice}. Certainty: {card.strength.certainty}."
    named = {one.name: one for one in found_in(declared(card), PolicyNumber)}
    numbers = [number_here(one, exported.plan) for _, one in sorted(named.items())]
    lines = [
        f"- {one.words}: {plain(f'{one.here} {one.unit}'.strip())} ({one.name}; default {one.default}, "
        f"a site may set {one.allowed}): {one.source}"
        for one in numbers
    ]
    return "\n".join([strength, *(["", "Numbers:", "", *lines] if lines else [])])


def _topic(card: Card, exported: Exported) -> Json:
    coding = {"system": TOPIC_SYSTEM, "code": card.topic, "display": plain(card.title)}
    folder = exported.plan.catalogue.folder_of(card)
    return {"coding": [coding], "text": folder.replace("_", " ")}


def _cited(source: Source) -> Json:
    return {
        "type": "citation",
        "label": source.label,
        "display": source.title,
        "citation": f"{source.title} (seen: {CONFIDENCE[source.confidence]})",
        "url": source.url,
    }


def _value_sets(card: Card, exported: Exported) -> Iterator[Json]:
    for one in codes_of(card, exported.plan):
        yield {"type": "depends-on", "display": plain(one.words), "resource": exported.value_set(one.name)}


def _action(card: Card, exported: Exported) -> Json:
    """The rule itself: asked at these hooks, it speaks on this condition and offers these actions."""
    spoken = exported.told(lambda teller: _conditions(card, teller))
    offered = suggestions(card, exported)
    action: Json = {
        "extension": [
            {"url": _STRENGTH, "valueCodeableConcept": {"text": card.strength.advice}},
            {"url": _QUALITY, "valueCodeableConcept": {"text": card.strength.certainty}},
        ],
        "title": plain(card.title),
        "description": plain(card.summary),
        "documentation": [
            {"type": "documentation", "label": one.label, "display": one.title, "url": one.url}
            for one in card.sources
        ],
        "trigger": [{"type": "named-event", "name": hook.value} for hook in card.hooks],
        "condition": [condition(spoken, "When the card speaks")],
    }
    if lists := lists_referred_to(card, exported):
        action["textEquivalent"] = lists
    return {**action, "action": offered} if offered else action


def _conditions(card: Card, teller: Teller) -> list[Draft]:
    return [*criteria(card, teller), *exclusions(card, teller)]
