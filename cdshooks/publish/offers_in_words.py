"""What a card offers, as a prescriber reads it: each suggestion, and the lists of drugs behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import singledispatch

from cdshooks.publish.plain_words import Draft, Teller, plain
from cdshooks.rules.card import Card
from cdshooks.rules.choices import Choice, Option
from cdshooks.rules.criteria import Always, Criterion, Never
from cdshooks.rules.drugs import Drug
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.suggestions import (
    ChoiceOffer,
    DeleteBehindOffer,
    DeleteOffer,
    EndOffer,
    Offer,
    ReplaceOffer,
    RequestOffer,
    UpdateOffer,
)
from cdshooks.rules.terms import Bound, PolicyNumber
from cdshooks.rules.walking import found_in
from cdshooks.rules.weights import ByWeight
from cdshooks.rules.wording import bound_words, in_a_row

_PLACES = ("first", "second", "third", "fourth", "fifth")


def suggestions(card: Card, teller: Teller) -> list[Draft]:
    """One sentence for each suggestion, with when it is offered and when it is preselected below it."""
    return [suggestion(offer, teller) for offer in card.suggest]


def lists_of_drugs(card: Card, teller: Teller) -> list[Draft]:
    """Each list that a suggestion chooses from, with its drugs in their order."""
    choices = {id(one): one for offer in card.suggest for one in found_in(offer, Choice)}
    return [list_told(one, teller) for one in sorted(choices.values(), key=lambda one: one.name)]


def suggestion(offer: Offer, teller: Teller) -> Draft:
    """What is offered, with when it is offered and when it is preselected below it."""
    told = _told(offer, teller)
    told.parts += _further(offer, _OFFERED.get(type(offer), frozenset()) | _OF_EVERY_OFFER, teller)
    if not isinstance(offer.when, Always):
        told.parts.insert(0, teller.draft(offer.when, "offered if"))
    if isinstance(offer.recommended_if, Never):
        return told
    loud = " where the card speaks as warning or critical" if offer.from_warning else ""
    if isinstance(offer.recommended_if, Always):
        told.parts.append(Draft(f"preselected{loud}"))
    else:
        told.parts.append(teller.draft(offer.recommended_if, f"preselected{loud} if"))
    return told


@singledispatch
def _told(offer: Offer, teller: Teller) -> Draft:
    """What is offered in a way that has no sentence of its own here: as the language describes it."""
    described = " ".join((type(offer).__doc__ or "").partition(".")[0].split())
    return Draft(getattr(offer, "label", "") or described.replace("a criterion", "what is said below"))


_OF_EVERY_OFFER = frozenset({"when", "recommended_if", "from_warning", "label"})
_OFFERED: dict[type[Offer], frozenset[str]] = {
    RequestOffer: frozenset({"tests", "only_missing", "open_days"}),
    DeleteOffer: frozenset({"drug", "only_new"}),
    DeleteBehindOffer: frozenset({"behind", "only_new"}),
    EndOffer: frozenset({"behind", "days", "acting_on"}),
    UpdateOffer: frozenset({"drug", "order", "where"}),
    ChoiceOffer: frozenset({"choice", "positions", "replaces_excluded"}),
    ReplaceOffer: frozenset({"choice", "drug", "serving"}),
}
"""What the sentence of each way to offer says; whatever else the language adds to it follows by its name."""


def _further(declared: Offer | Option, said: frozenset[str], teller: Teller) -> Iterator[Draft]:
    """The elements of a declaration that no sentence says yet, each by its name."""
    for field in fields(declared):
        if field.name not in said:
            yield from _element(field.name.replace("_", " "), getattr(declared, field.name), teller)


def _element(name: str, value: object, teller: Teller) -> Iterator[Draft]:
    """What an element of a declaration says: criteria, orders, drugs, lists of these."""
    if isinstance(value, Criterion):
        if not isinstance(value, Always | Never):
            yield teller.draft(value, f"{name}:")
    elif isinstance(value, DrugOrder | ByWeight):
        yield Draft(f"{name}: {order_words(value)}")
    elif isinstance(value, TestOrder):
        yield Draft(f"{name}: {request_words(value)}")
    elif isinstance(value, Drug):
        yield Draft(f"{name}: {plain(value.words)}")
    elif isinstance(value, tuple):
        for one in value:
            yield from _element(name, one, teller)


@_told.register
def _(offer: RequestOffer, teller: Teller) -> Draft:
    asked = offer.tests or tuple(test for test, _ in offer.only_missing)
    told = Draft(offer.label or f"Request {in_a_row([request_words(one) for one in asked])}")
    if offer.label or not offer.tests:
        told.parts += [Draft(f"request: {request_words(one)}") for one in offer.tests]
    for test, missing in offer.only_missing:
        told.parts.append(teller.draft(missing, f"request: {request_words(test)}, if"))
    spans = dict.fromkeys(days_words(offer.open_for(test)) for test in asked)
    told.parts.append(Draft(f"without what was asked for in the last {' or '.join(spans)}"))
    return told


@_told.register
def _(offer: DeleteOffer, teller: Teller) -> Draft:
    assert offer.drug is not None
    return Draft(f"Remove the draft of {plain(offer.drug.words)}", _kept(offer.only_new))


@_told.register
def _(offer: DeleteBehindOffer, teller: Teller) -> Draft:
    which = teller.draft(offer.behind, "the drafts that make this so:")
    return Draft(f"{plain(offer.label)} (the draft is named)", [which, *_kept(offer.only_new)])


def _kept(only_new: bool) -> list[Draft]:
    return [Draft("not for a drug that the patient takes already")] if only_new else []


@_told.register
def _(offer: EndOffer, teller: Teller) -> Draft:
    which = teller.draft(offer.behind, "the active orders that make this so:")
    last = f"{days_words(offer.days)} from today" if offer.days else "today"
    acting = [teller.draft(one, "not for one whose end would end nothing:") for one in offer.acting_on]
    return Draft(f"{plain(offer.label)}: the last day is {last}", [which, *acting])


@_told.register
def _(offer: UpdateOffer, teller: Teller) -> Draft:
    assert offer.drug is not None and offer.order is not None
    told = Draft(f"Change the draft of {plain(offer.drug.words)} to: {order_words(offer.order)}")
    if offer.where is not None:
        told.parts.append(Draft(f"only a draft that is {plain(offer.where.words)}"))
    return told


@_told.register
def _(offer: ReplaceOffer, teller: Teller) -> Draft:
    assert offer.choice is not None and offer.drug is not None
    drug, chosen = plain(offer.drug.words), offer.choice.name
    told = Draft(f"Replace the draft of {drug} by the first suitable {chosen} that is another drug")
    there = f"only removed where another suitable {chosen} is taken or drafted already"
    told.parts.append(Draft(there))
    if not isinstance(offer.serving, Always):
        told.parts.append(teller.draft(offer.serving, "ordered beside one that is taken unless"))
    return told


@_told.register
def _(offer: ChoiceOffer, teller: Teller) -> Draft:
    assert offer.choice is not None
    if len(offer.positions) > 1:
        most = f"of the first {len(offer.positions)} that suit"
        told = Draft(f"Order {offer.choice.name}: each {most}, as a suggestion of its own")
    elif offer.positions:
        told = Draft(f"Order the {_place(offer.positions[0])} suitable {offer.choice.name}")
    else:
        told = Draft(f"Order {offer.choice.name}: each that suits, as a suggestion of its own")
    if not isinstance(offer.replaces_excluded, Never):
        label = "takes the place of a draft of the list that does not suit"
        condition = offer.replaces_excluded
        always = isinstance(condition, Always)
        told.parts.append(Draft(label) if always else teller.draft(condition, f"{label}, if"))
    return told


def list_told(choice: Choice, teller: Teller) -> Draft:
    """A list of drugs in their order, with what empties it and what is checked first of all of it."""
    told = Draft(f"{choice.name}, in this order", [option_told(one, teller) for one in choice.options])
    told.parts += any_of("nothing of the list is offered if", choice.unless, teller)
    told.parts += any_of(f"of the whole list {_CHECKED_FIRST}", choice.cautions, teller)
    return told


def _place(place: int) -> str:
    return _PLACES[place] if place < len(_PLACES) else f"{place + 1}th"


_CHECKED_FIRST = "not preselected, and to be checked first, unless known not to be so:"


def option_told(option: Option, teller: Teller) -> Draft:
    """A drug of a list, with its orders, and what leaves it out, below it."""
    told = Draft(plain(option.name))
    for gate, order in option.orders:
        words = f"order: {order_words(order)}"
        told.parts.append(Draft(words) if isinstance(gate, Always) else teller.draft(gate, f"{words}, if"))
    told.parts += [teller.draft(one, "only if") for one in option.needs]
    told.parts += any_of("left out if", option.bars, teller)
    told.parts += any_of("left out if, or where not known whether,", option.strict_bars, teller)
    told.parts += any_of(_CHECKED_FIRST, option.checks, teller)
    for wanted, test in option.beside:
        words = f"goes along: request {request_words(test)}"
        always = isinstance(wanted, Always)
        told.parts.append(Draft(words) if always else teller.draft(wanted, f"{words}, unless known not:"))
    told.parts += _further(option, _OF_OPTION, teller)
    return told


_OF_OPTION = frozenset({"name", "is_drug", "orders", "needs", "bars", "strict_bars", "checks", "beside"})


def any_of(label: str, criteria: tuple[Criterion, ...], teller: Teller) -> list[Draft]:
    """One sentence for one criterion, and one with each below it for several."""
    told = [teller.draft(one) for one in criteria]
    if len(told) > 1:
        return [Draft(f"{label} any of these", told)]
    return [replace(one, words=f"{label} {one.words}") for one in told]


_OF_TEST = frozenset({"words", "system", "code", "timing", "priority"})


def request_words(test: TestOrder) -> str:
    """A request with when, how urgently, and whatever else is asked with it."""
    names = (field.name for field in fields(test) if field.name not in _OF_TEST)
    further = [f"{name}: {said}" for name in names if isinstance(said := getattr(test, name), str) and said]
    said = (test.words, test.timing, f"({test.priority})" if test.priority else "", *further)
    return plain(" ".join(part for part in said if part))


def order_words(order: DrugOrder | ByWeight) -> str:
    """A drug order as a prescriber reads it; of a dose by weight, how it is worked out."""
    if isinstance(order, DrugOrder):
        return plain(f"{order.words}{f' ({order.note})' if order.note else ''}")
    per = "kg" if order.height is None else "m2"
    amount = (
        f"{bound_words(order.per)} {order.order.unit} for each {per}, "
        f"rounded down to {bound_words(order.step)}, "
        f"at least {bound_words(order.least)}, at most {bound_words(order.most)}"
    )
    return plain(f"{order.order.words.replace('{dose}', '...')} ({amount})")


def days_words(days: Bound) -> str:
    """ "30 days", of a number of the policy in its own unit."""
    return days.words if isinstance(days, PolicyNumber) else f"{days} days"
