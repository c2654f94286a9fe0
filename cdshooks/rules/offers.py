"""Declared suggestions made concrete for one patient: which are offered, which is recommended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import singledispatch
from typing import Any

from cdshooks.patient import courses
from cdshooks.patient.answer import Answer
from cdshooks.patient.ended_orders import may_end
from cdshooks.patient.facts import Medication, Request
from cdshooks.patient.references import has_no_id
from cdshooks.rules import drafting
from cdshooks.rules.behind import drafts_behind, orders_behind, request_words
from cdshooks.rules.beside import taken_with
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Weighed, weigh
from cdshooks.rules.drugs import Drug
from cdshooks.rules.offering import Concrete, Offering, and_those_beside, called, is_drug, ordered_already
from cdshooks.rules.orders import DrugOrder
from cdshooks.rules.purpose import may_add
from cdshooks.rules.requesting import is_open, request_action
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
from cdshooks.rules.weights import order_for
from cdshooks.rules.wording import in_a_row

Json = dict[str, Any]


def make(offer: Offer, offering: Offering) -> list[Concrete]:
    """The suggestions an offer comes to; none where its condition is not yes."""
    if not offering.case.answer(offer.when).is_yes:
        return []
    return list(_make(offer, offering))


@singledispatch
def _make(offer: Offer, offering: Offering) -> Iterator[Concrete]:
    raise TypeError(f"no suggestion is known for {type(offer).__name__}")


@_make.register
def _requests(offer: RequestOffer, offering: Offering) -> Iterator[Concrete]:
    case = offering.case
    asked = [*offer.tests, *(test for test, missing in offer.only_missing if case.answer(missing).is_yes)]
    wanted = [test for test in asked if not is_open(test, case, offer.open_for(test))]
    if wanted:
        actions = tuple(request_action(test, offering.subject) for test in wanted)
        left = in_a_row([test.words for test in wanted])
        label = offer.label or f"Request {left}"
        timing = (offer.tests if offer.label and offer.tests else wanted)[0].timing
        label = f"{label} {timing}".strip()
        if offer.label and len(wanted) < len(asked):
            # The label names what is asked for together; a part of it may be asked for already.
            label += f" (still to be asked for: {left})"
        yield Concrete(label, actions, offering.recommended(offer))


@_make.register
def _deletes(offer: DeleteOffer, offering: Offering) -> Iterator[Concrete]:
    assert offer.drug is not None
    drafts = [
        draft
        for draft in offering.spoken_drafts(offer.drug)
        if not offer.only_new or not _taken_already(offering.case, offer.drug, draft)
    ]
    for draft in drafts:
        words = called(offering.case, draft, offer.drug.words)
        yield _removal(f"Remove the draft of {words}", draft, words, offering.recommended(offer))


def _removal(label: str, draft: Medication | Request, words: str, recommended: bool) -> Concrete:
    """The draft is deleted; ``words`` are what the client's action calls it."""
    return Concrete(
        label,
        (_delete_action(draft, words),),
        recommended,
        takes_away=f"delete {draft.reference}",
        away=draft,
    )


def _taken_already(case: Case, drug: Drug, draft: Medication) -> bool:
    """Whether an active order or statement of the draft's ingredient may be on record."""
    return any(
        other.ingredients & draft.ingredients and courses.running(other, case.today) is not Answer.NO
        for other, _ in drug.matching(case)
        if other.kind != "draft"
    )


@_make.register
def _deletes_behind(offer: DeleteBehindOffer, offering: Offering) -> Iterator[Concrete]:
    for draft in drafts_behind(offer.behind, offering.case, only_new=offer.only_new):
        if isinstance(draft, Request):
            words = called(offering.case, draft, request_words(offer.behind, draft))
        else:
            words = called(offering.case, draft, draft.reference)
        yield _removal(f"{offer.label}: {words}", draft, words, offering.recommended(offer))


@_make.register
def _ends(offer: EndOffer, offering: Offering) -> Iterator[Concrete]:
    last = (offering.case.today + timedelta(days=offering.case.days(offer.days))).isoformat()
    for order in orders_behind(offer.behind, offering.case, but_not=offer.acting_on):
        begun = order.start.first.isoformat() if order.start is not None and order.start.whole else None
        changed = drafting.ending(order.resource, last, begun)
        if changed is not None and may_end(order, offering.case.today):
            words = f"{offer.label}: {called(offering.case, order, order.reference)}, last day {last}"
            yield Concrete(
                words,
                (drafting.update(changed, words),),
                offering.recommended(offer),
                takes_away=f"change {order.reference}",
                away=order,
            )


def _delete_action(draft: Medication | Request, words: str) -> Json:
    return drafting.delete(draft.reference, f"Remove the draft order of {words}")


@_make.register
def _updates(offer: UpdateOffer, offering: Offering) -> Iterator[Concrete]:
    """The drafts that pass the test, each changed; of those that are only too much together one is kept."""
    assert offer.drug is not None and offer.order is not None
    case, spoken, changed = offering.case, offering.spoken_drafts(offer.drug), set[str]()
    order = order_for(offer.order, case)
    if order is None:
        return
    adding = [one for one in spoken if may_add(offer.where, case, one)]
    for draft in spoken:
        beside = taken_with(case, offer.drug, draft)
        near = set(map(id, beside))
        others = [other for other in adding if id(other) in near]
        # What is too much only beside an order that stays would stay so.
        together = beside if others else ()
        passes = offer.where is None or offer.where.judge_together(case, draft, together).is_yes
        if not passes or draft.reference in changed:
            continue
        changed.update(other.reference for other in others)
        words = f"Change the draft to {order.words}"
        update = drafting.update(drafting.changed_to(draft.resource, order), words)
        deletes = (_delete_action(one, called(case, one, one.reference)) for one in others)
        yield Concrete(
            f"{words}, and remove the draft beside it" if others else words,
            (update, *deletes),
            offering.recommended(offer),
            takes_away=f"change {draft.reference}",
            away=draft,
            drug=True,
        )


@_make.register
def _updates_behind(offer: UpdateBehindOffer, offering: Offering) -> Iterator[Concrete]:
    assert offer.order is not None
    order = order_for(offer.order, offering.case)
    if order is None:
        return
    for held in orders_behind(offer.behind, offering.case):
        words = f"Change the order to {order.words}"
        yield Concrete(
            words,
            (drafting.update(drafting.changed_to(held.resource, order), words),),
            offering.recommended(offer),
            takes_away=f"change {held.reference}",
            away=held,
            drug=True,
        )


@_make.register
def _replaces(offer: ReplaceOffer, offering: Offering) -> Iterator[Concrete]:
    """The drafts that have one successor go together: else it would be ordered for each of them."""
    assert offer.choice is not None and offer.drug is not None
    case = offering.case
    suitable = [one for one in weigh(offer.choice, case) if one.offered]
    together: dict[str, tuple[Weighed, list[Medication]]] = {}
    for draft in offering.spoken_drafts(offer.drug):
        others = [one for one in suitable if not is_drug(draft, one.option.is_drug, case)]
        there = next((one for one in others if _there_already(one, offer, case)), None)
        if there is not None:
            # Its successor is there: a further order would double it.
            words = called(case, draft, offer.drug.words)
            label = f"Remove the draft of {words} ({there.option.name} is ordered already)"
            removal = _removal(label, draft, words, offering.recommended(offer))
            # It stands where a replacement would, and like one is made once for a draft.
            yield replace(removal, takes_away=f"change {draft.reference}")
        elif others:
            together.setdefault(others[0].option.name, (others[0], []))[1].append(draft)
    for successor, drafts in together.values():
        yield _replacement(drafts, successor, offer, offering)


def _there_already(weighed: Weighed, offer: ReplaceOffer, case: Case) -> bool:
    """Whether the successor is drafted, or taken in a way that may serve."""
    serves = bool(_drafts_of(weighed, case)) or case.answer(offer.serving) is not Answer.NO
    return serves and ordered_already(weighed.option.is_drug, case)


def _replacement(drafts: list[Medication], weighed: Weighed, offer: Offer, offering: Offering) -> Concrete:
    assert weighed.order is not None
    case = offering.case
    # What has no id cannot be deleted; the others still can.
    named = [draft for draft in drafts if not has_no_id(draft.reference)] or drafts
    words = f"Replace with {weighed.order.words}{and_those_beside(named)}"
    if isinstance(offer, ReplaceOffer) and ordered_already(weighed.option.is_drug, case):
        words += f" ({weighed.option.name} is in use already, which does not suffice: see to that order)"
    actions = (
        *(_delete_action(draft, called(case, draft, draft.reference)) for draft in named),
        *_order_actions(weighed, offering),
    )
    return Concrete(
        _with_checks(words, weighed),
        actions,
        offering.recommended(offer) and weighed.preselectable,
        takes_away=f"change {named[0].reference}",
        away=named[0],
        drug=True,
    )


@_make.register
def _chooses(offer: ChoiceOffer, offering: Offering) -> Iterator[Concrete]:
    assert offer.choice is not None
    case = offering.case
    weighed = weigh(offer.choice, case)
    passing = [one for one in weighed if one.offered]
    replacing = case.answer(offer.replaces_excluded).is_yes
    passed_over = [
        draft for one in weighed if replacing and not one.offered for draft in _drafts_of(one, case)
    ]
    places = offer.positions or tuple(range(len(passing)))
    for place in places:
        if place < len(passing):
            one = passing[place]
            # A draft of the same drug would be doubled by a further order.
            in_the_way = (replacing and _drafts_of(one, case)) or passed_over
            if in_the_way:
                yield _replacement(in_the_way, one, offer, offering)
            else:
                yield _new_order(one, place == places[0] and offering.recommended(offer), offering)


def _drafts_of(weighed: Weighed, case: Case) -> list[Medication]:
    """Among all drafts: one that is not selected now would stay beside its successor."""
    drafts = weighed.option.is_drug.drafted(case)
    return [draft for draft, answer in drafts if answer.is_yes]


def _new_order(weighed: Weighed, recommended: bool, offering: Offering) -> Concrete:
    assert weighed.order is not None
    return Concrete(
        _with_checks(f"Order {weighed.order.words}", weighed),
        tuple(_order_actions(weighed, offering)),
        recommended and weighed.preselectable,
        drug=True,
    )


def _with_checks(label: str, weighed: Weighed) -> str:
    return f"{label} - check first: {'; '.join(weighed.check_first)}" if weighed.check_first else label


def _order_actions(weighed: Weighed, offering: Offering) -> Iterator[Json]:
    order: DrugOrder | None = weighed.order
    assert order is not None
    yield drafting.create(drafting.medication_request(order, offering.subject), f"Draft order: {order.words}")
    for behind in weighed.option.stops:
        for old in orders_behind(behind, offering.case):
            words = called(offering.case, old, old.reference)
            yield drafting.update(drafting.stopped(old.resource), f"Stop the active order of {words}")
    for wanted, test in weighed.option.beside:
        # A request beside a drug goes along unless it is certainly not needed.
        if offering.case.answer(wanted) is not Answer.NO and not is_open(test, offering.case, test.open_days):
            yield request_action(test, offering.subject)
