"""What a card offers, as nested actions of its PlanDefinition: one for each suggestion, drug and request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdshooks.publish.fhir_names import Exported
from cdshooks.publish.offers_in_words import (
    any_of,
    list_told,
    option_told,
    order_words,
    request_words,
    suggestion,
)
from cdshooks.publish.plain_words import Draft, Teller, numbered, plain
from cdshooks.rules.card import Card
from cdshooks.rules.choices import Choice, Option
from cdshooks.rules.criteria import Always, Criterion, Never
from cdshooks.rules.declared import declared
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.suggestions import (
    ChoiceOffer,
    DeleteBehindOffer,
    DeleteOffer,
    EndOffer,
    Offer,
    ReplaceOffer,
    RequestOffer,
    UpdateBehindOffer,
    UpdateOffer,
)
from cdshooks.rules.walking import found_in
from cdshooks.rules.weights import ByWeight

Json = dict[str, Any]

_ACTION_TYPES = "http://terminology.hl7.org/CodeSystem/action-type"
_TYPES: dict[type[Offer], str] = {
    RequestOffer: "create",
    ChoiceOffer: "create",
    ReplaceOffer: "create",
    UpdateOffer: "update",
    UpdateBehindOffer: "update",
    EndOffer: "update",
    DeleteOffer: "remove",
    DeleteBehindOffer: "remove",
}


def condition(expression: str, description: str) -> Json:
    """A condition of an action in numbered sentences."""
    return {
        "kind": "applicability",
        "expression": {"description": description, "language": "text/plain", "expression": expression},
    }


def suggestions(card: Card, exported: Exported) -> list[Json]:
    """One action for each suggestion of the card; a list of drugs is laid out where it is named first."""
    laid_out: set[int] = set()
    return [_suggestion(offer, exported, laid_out) for offer in card.suggest]


def lists_referred_to(card: Card, exported: Exported) -> str:
    """The lists of drugs that conditions speak of ("no agent is left"), where it offers nothing from them."""
    offered = {id(getattr(offer, "choice", None)) for offer in card.suggest}
    lists = [one for one in found_in(declared(card), Choice) if id(one) not in offered]
    lists.sort(key=lambda one: one.name)
    return exported.told(lambda teller: [list_told(one, teller) for one in lists])


def _suggestion(offer: Offer, exported: Exported, laid_out: set[int]) -> Json:
    action: Json = {
        "title": _title(offer, exported),
        "textEquivalent": exported.told(lambda teller: [suggestion(offer, teller)]),
    }
    if not isinstance(offer.when, Always):
        action["condition"] = [_condition(offer.when, exported, "It is offered if")]
    if type(offer) in _TYPES:
        action["type"] = {"coding": [{"system": _ACTION_TYPES, "code": _TYPES[type(offer)]}]}
    if isinstance(offer.recommended_if, Never):
        action["precheckBehavior"] = "no"
    elif isinstance(offer.recommended_if, Always) and not offer.from_warning:
        action["precheckBehavior"] = "yes"
    parts = list(_parts(offer, exported, laid_out))
    return {**action, "action": parts} if parts else action


def _title(offer: Offer, exported: Exported) -> str:
    teller = Teller(exported.plan.surroundings.places)
    return numbered([("", [suggestion(offer, teller)])])[0][0].words


def _condition(criterion: Criterion, exported: Exported, description: str) -> Json:
    return condition(exported.told(lambda teller: [teller.draft(criterion)]), description)


def _parts(offer: Offer, exported: Exported, laid_out: set[int]) -> Iterator[Json]:
    """The requests of a suggestion, the order that it changes a draft to, or the drugs of its list."""
    if isinstance(offer, RequestOffer):
        yield from (_request(test) for test in offer.tests)
        for test, missing in offer.only_missing:
            yield {**_request(test), "condition": [_condition(missing, exported, "It is asked for if")]}
    elif isinstance(offer, UpdateOffer | UpdateBehindOffer) and offer.order is not None:
        yield _order(offer.order)
    choice: Choice | None = getattr(offer, "choice", None)
    # Two lists of a card may have one name.
    if choice is not None and id(choice) not in laid_out:
        laid_out.add(id(choice))
        yield from (_option(one, choice, exported) for one in choice.options)


def _option(option: Option, choice: Choice, exported: Exported) -> Json:
    """A drug of a list: what keeps it out as its condition, its orders and what goes along below it."""
    gates = exported.told(lambda teller: _gates(option, choice, teller))
    action: Json = {
        "title": plain(option.name),
        "description": f"{choice.name}: {plain(option.name)}",
        "textEquivalent": exported.told(lambda teller: [option_told(option, teller)]),
    }
    if gates:
        action["condition"] = [condition(gates, "It suits if")]
    parts = []
    for gate, order in option.orders:
        when = (
            {} if isinstance(gate, Always) else {"condition": [_condition(gate, exported, "It is this if")]}
        )
        parts.append({**_order(order), **when})
    for wanted, test in option.beside:
        words = "It goes along unless it is known that not"
        when = {} if isinstance(wanted, Always) else {"condition": [_condition(wanted, exported, words)]}
        parts.append({**_request(test), **when})
    return {**action, "action": parts} if parts else action


def _gates(option: Option, choice: Choice, teller: Teller) -> list[Draft]:
    return [
        *any_of("nothing of the list is offered if", choice.unless, teller),
        *(teller.draft(one, "only if") for one in option.needs),
        *any_of("left out if", option.bars, teller),
        *any_of("left out if, or where not known whether,", option.strict_bars, teller),
    ]


def _order(order: DrugOrder | ByWeight) -> Json:
    drug = order.order if isinstance(order, ByWeight) else order
    coding = {"system": drug.system, "code": drug.code, "display": drug.display}
    return {"title": order_words(order), "code": [_concept(coding, drug.drug)]}


def _request(test: TestOrder) -> Json:
    coding = {"system": test.system, "code": test.code} if test.system else {}
    action: Json = {"title": request_words(test), "code": [_concept(coding, plain(test.words))]}
    return {**action, "priority": test.priority} if test.priority else action


def _concept(coding: Json, words: str) -> Json:
    return {"coding": [coding], "text": words} if coding else {"text": words}
