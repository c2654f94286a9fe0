"""What each kind of client can show, and an answer put into the form that it can.

A profile declares facts about a client; ``shaped`` reads them. The judgement and the words are the same for
everybody. What a client cannot do by a click is named in the card's detail, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

Json = dict[str, Any]

ANY, AT_MOST_ONE = "any", "at-most-one"
EVERY_ACTION = ("create", "update", "delete")
EVERY_HOOK = ("patient-view", "order-select", "order-sign")

_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_RXNORM_AS_OID = "urn:oid:2.16.840.1.113883.6.88"
_PARTS_OF_SUGGESTIONS = UUID("5f0c2b52-8a0e-4b5f-9d0c-0b9a4a1f6f6d")


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of client. The defaults are those of a client that follows CDS Hooks 2.0 to the letter.

    ``selection``: the values of ``selectionBehavior`` that it knows; the first stands in for the others.
    ``actions``: the kinds of action that it carries out. ``one_action``: it carries out one of a suggestion.
    ``creates_first``: it stops at the first action that it can apply, so what is created leads.
    ``deletes_by_resource``: a removal names its order under ``resource``, as in CDS Hooks 1.0.
    ``links_with_query``: it shows links whose address carries a query, which no list of addresses can hold.
    ``rxnorm_as_oid``: it looks codes up by OID, so each RxNorm coding is followed by its twin.
    ``hooks``: those it is known to call. ``notes``: what its administrators must know, for the install sheet.
    """

    title: str
    selection: tuple[str, ...] = (AT_MOST_ONE, ANY)
    actions: tuple[str, ...] = EVERY_ACTION
    one_action: bool = False
    creates_first: bool = False
    deletes_by_resource: bool = False
    rxnorm_as_oid: bool = False
    links_with_query: bool = True
    knows_card_uuid: bool = True
    knows_override_reasons: bool = True
    knows_topic: bool = True
    knows_recommended: bool = True
    knows_smart_links: bool = True
    knows_app_context: bool = True
    hooks: tuple[str, ...] = EVERY_HOOK
    notes: tuple[str, ...] = ()


DEFAULT = Profile("CDS Hooks 2.0")

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "default": DEFAULT,
        "epic": Profile(
            "Epic",
            selection=(ANY,),
            actions=("create", "delete"),
            one_action=True,
            rxnorm_as_oid=True,
            notes=(
                "Epic does not read discovery: enter the addresses and the prefetch queries by hand, to the "
                "letter. A call to an address that is not registered comes without context and prefetch.",
                "draftOrders come only with the (Unsigned Order) scopes.",
                "Type the audience into the client record exactly as it stands above.",
                "An accepted order takes its dose from your preference list: the intended dose is in the "
                "description of the action and in the detail of the card.",
                "An order that would have to be changed is named on the card, to be changed by hand.",
                "Map each override reason to an acknowledgement reason. Overrides are kept by topic, and "
                "topics do not change between releases.",
            ),
        ),
        "oracle": Profile(
            "Oracle Health",
            selection=(AT_MOST_ONE,),
            knows_app_context=False,
            links_with_query=False,
            hooks=("patient-view",),
            notes=(
                "Its published description knows patient-view alone; ask whether the site has order hooks.",
                "Tokens come from https://cds-hooks.cerner.com. Register as jku the addresses that "
                "https://authorization.cerner.com/jwk lists, and the tenants that may call.",
                "Links that are not registered are removed from cards: register those below. The page behind "
                "each leads to the form that reports the card.",
                "A critical card opens a window, the others stand in a narrow panel.",
            ),
        ),
        "sandbox": Profile(
            "CDS Hooks Sandbox",
            creates_first=True,
            notes=(
                "The key of the public sandbox is published, so anybody can sign as it: try it with "
                "cdshooks serve --demo and invented patients, never as a registered client.",
                "It runs in a browser: name its origin in CDSHOOKS_ALLOWED_ORIGINS.",
            ),
        ),
        "cds-hooks-1.0": Profile(
            "CDS Hooks 1.0",
            selection=(AT_MOST_ONE,),
            deletes_by_resource=True,
            knows_card_uuid=False,
            knows_override_reasons=False,
            knows_topic=False,
            knows_recommended=False,
            knows_smart_links=False,
            notes=("It reports no feedback: CDS Hooks 1.0 has none.",),
        ),
    }
)


def shaped(answer: Json, profile: Profile) -> Json:
    """The answer as this client can show it; the very same object for a client that can show all of it."""
    if profile == DEFAULT:
        return answer
    return {**answer, "cards": [_card(card, profile) for card in answer["cards"]]}


def _card(card: Json, profile: Profile) -> Json:
    made = dict(card)
    if not profile.knows_card_uuid:
        made.pop("uuid", None)
    if not profile.knows_override_reasons:
        made.pop("overrideReasons", None)
    if not profile.knows_topic:
        made["source"] = {name: value for name, value in card["source"].items() if name != "topic"}
    if "links" in card:
        made["links"] = list(_links(card["links"], profile))
    if "suggestions" in card:
        _set_suggestions(made, card["suggestions"], profile)
    return made


def _links(links: Iterable[Json], profile: Profile) -> Iterator[Json]:
    """The links that the client can follow."""
    for link in links:
        if "?" in link["url"] and not profile.links_with_query:
            continue
        if link["type"] != "smart" or (profile.knows_smart_links and profile.knows_app_context):
            yield link
        elif profile.knows_smart_links:
            yield {name: value for name, value in link.items() if name != "appContext"}


def _set_suggestions(made: Json, suggestions: list[Json], profile: Profile) -> None:
    """The suggestions that the client can carry out; the others are named in the detail."""
    possible = [one for one in suggestions if _kinds(one) <= set(profile.actions)]
    by_hand = [one["label"] for one in suggestions if one not in possible]
    together = [one for one in possible if profile.one_action and len(one["actions"]) > 1]
    _add_to_detail(made, "To be done by hand", by_hand)
    _add_to_detail(made, "Belongs together", map(_with_its_actions, together))
    split = [part for one in possible for part in _parts(one, profile)]
    kept = [_suggestion(one, profile) for one in _each_once(split)]
    if not kept:
        del made["suggestions"], made["selectionBehavior"]
        return
    if made["selectionBehavior"] not in profile.selection:
        if made["selectionBehavior"] == AT_MOST_ONE:
            _add_to_detail(made, "Take one of these, not several", _drugs(kept))
        made["selectionBehavior"] = profile.selection[0]
    if made["selectionBehavior"] == AT_MOST_ONE:
        kept = list(_recommending_one(kept))
    made["suggestions"] = kept


def _drugs(suggestions: Iterable[Json]) -> list[str]:
    """The suggestions that order a drug, where there are several."""
    found = [one["label"] for one in suggestions if any(map(_orders_a_drug, one["actions"]))]
    return found if len(found) > 1 else []


def _orders_a_drug(action: Json) -> bool:
    resource = action.get("resource")
    return isinstance(resource, dict) and resource.get("resourceType") == "MedicationRequest"


def _kinds(suggestion: Json) -> set[str]:
    return {action["type"] for action in suggestion["actions"]}


def _with_its_actions(suggestion: Json) -> str:
    return f"{suggestion['label']}: {'; '.join(action['description'] for action in suggestion['actions'])}"


def _add_to_detail(made: Json, title: str, lines: Iterable[str]) -> None:
    listed = "\n".join(f"- {line}" for line in lines)
    if listed:
        made["detail"] = f"{made['detail']}\n\n**{title}**\n{listed}"


def _parts(suggestion: Json, profile: Profile) -> Iterator[Json]:
    """The suggestion itself, or one for each of its actions; the first keeps its uuid, for the feedback."""
    actions = suggestion["actions"]
    if not profile.one_action or len(actions) < 2:
        yield suggestion
        return
    for place, action in enumerate(actions):
        uuid = suggestion["uuid"] if not place else _uuid_of_part(suggestion["uuid"], place)
        yield {**suggestion, "label": action["description"], "uuid": uuid, "actions": [action]}


def _uuid_of_part(uuid: str, place: int) -> str:
    """Always the same for the same suggestion, so that what a client reports can be traced to it."""
    return str(uuid5(_PARTS_OF_SUGGESTIONS, f"{uuid}/{place}"))


def _each_once(suggestions: Iterable[Json]) -> list[Json]:
    """Without those that do what one before them does; recommended where one of the equals was."""
    kept: list[Json] = []
    for one in suggestions:
        same = next((place for place, other in enumerate(kept) if _deeds(other) == _deeds(one)), None)
        if same is None:
            kept.append(one)
        elif one.get("isRecommended"):
            kept[same] = {**kept[same], "isRecommended": True}
    return kept


def _deeds(suggestion: Json) -> list[Json]:
    """What the actions do, whatever they are called."""
    return [
        {name: value for name, value in action.items() if name != "description"}
        for action in suggestion["actions"]
    ]


def _recommending_one(suggestions: Iterable[Json]) -> Iterator[Json]:
    """Where at most one may be taken, the first that is recommended stays so."""
    chosen = False
    for one in suggestions:
        if chosen and "isRecommended" in one:
            one = {name: value for name, value in one.items() if name != "isRecommended"}
        chosen = chosen or bool(one.get("isRecommended"))
        yield one


def _suggestion(suggestion: Json, profile: Profile) -> Json:
    actions = [_action(action, profile) for action in suggestion["actions"]]
    if profile.creates_first:
        actions.sort(key=lambda action: bool(action["type"] == "delete"))
    made = {**suggestion, "actions": actions}
    if not profile.knows_recommended:
        made.pop("isRecommended", None)
    return made


def _action(action: Json, profile: Profile) -> Json:
    if action["type"] == "delete" and profile.deletes_by_resource:
        kept = {name: value for name, value in action.items() if name != "resourceId"}
        return {**kept, "resource": action["resourceId"]}
    if action["type"] == "create" and profile.rxnorm_as_oid:
        return {**action, "resource": _with_oids(action["resource"])}
    return action


def _with_oids(resource: Json) -> Json:
    """The order with each RxNorm coding of its drug repeated under the OID, the standard one first."""
    drug = resource.get("medicationCodeableConcept")
    if drug is None:
        return resource
    codings = [*drug["coding"]]
    codings += [{**one, "system": _RXNORM_AS_OID} for one in codings if one["system"] == _RXNORM]
    return {**resource, "medicationCodeableConcept": {**drug, "coding": codings}}
