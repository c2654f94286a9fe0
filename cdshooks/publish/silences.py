"""When a card is silent although its criteria hold, and when nobody asks it: in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from cdshooks.publish.plain_words import Draft, Teller
from cdshooks.rules.card import Card, Level, MomentaryReason, WhenNotKnown
from cdshooks.rules.case import Hook
from cdshooks.rules.criteria import Always
from cdshooks.rules.plan import Plan

MOMENTS = {
    Hook.PATIENT_VIEW: "when a chart is opened",
    Hook.ORDER_SELECT: "while an order is being chosen",
    Hook.ORDER_SIGN: "when orders are signed",
}
"""The hooks as a prescriber meets them."""

_NOT_KNOWN = {
    WhenNotKnown.SILENT: "nothing is named",
    WhenNotKnown.NAMED: 'the note "Could not be checked" names it; when a chart is opened only a whole list '
    "that is missing is named",
    WhenNotKnown.NAMED_ON_ORDERS: 'while orders are written or signed the note "Could not be checked" names '
    "it",
    WhenNotKnown.NAMED_ON_CHART_FOR_DRUGS: 'the note "Could not be checked" names it; when a chart is '
    "opened only a whole medication list that is missing is named",
    WhenNotKnown.NAMED_AT_SIGNING: 'when orders are signed the note "Could not be checked" names it',
}


def moments(card: Card) -> str:
    """ "when a chart is opened; when orders are signed"."""
    return "; ".join(words for hook, words in MOMENTS.items() if hook in card.hooks)


def silences(card: Card, plan: Plan, teller: Teller) -> list[Draft]:
    """Each ground for silence."""
    return [
        *(Draft(f"It is never asked {words}.") for hook, words in MOMENTS.items() if hook not in card.hooks),
        *exclusions(card, teller),
        Draft(f"It is silent where something that decides is not known: {_note(card)}."),
        *_others(card, plan),
        *_place(card, plan),
        *_overridden(card, plan),
        Draft(
            f"Where more than {plan.at_once.cards} cards speak, or more than {plan.at_once.info} of them as "
            "info, the quieter ones are left out; a critical one never."
        ),
        Draft(
            "Where its owner has not signed it as it is, it is judged and shown to nobody, unless the site "
            "or the demo shows unsigned cards."
        ),
    ]


def _note(card: Card) -> str:
    """What the note names; of a chart only where the card is asked at one."""
    words = _NOT_KNOWN[card.when_not_known]
    return words if Hook.PATIENT_VIEW in card.hooks else words.split("; when a chart")[0]


def exclusions(card: Card, teller: Teller) -> list[Draft]:
    """What keeps it silent although its criteria hold."""
    return [teller.draft(one, "It is silent if") for one in card.unless]


def instead_of(card: Card, plan: Plan, teller: Teller) -> Iterator[Draft]:
    """The cards in whose place this one speaks."""
    known = {one.id: one.title for one in plan.catalogue.cards}
    titles = [f'"{known[one]}"' for one in card.silences if one in known]
    if titles:
        words = f"It speaks in place of {', '.join(titles)}"
        always = isinstance(card.silences_while, Always)
        yield Draft(f"{words}.") if always else teller.draft(card.silences_while, f"{words}, while")
    same = [f'"{known[one]}"' for one in card.silences_for_same_draft if one in known]
    if same:
        yield Draft(
            f"It speaks in place of {', '.join(same)} where both are about one order and neither is louder."
        )


def _others(card: Card, plan: Plan) -> Iterator[Draft]:
    """The cards that speak instead of this one."""
    for other in plan.catalogue.cards:
        if card.id in other.silences:
            sheet = "" if isinstance(other.silences_while, Always) else ", where its own sheet says so"
            yield Draft(f'"{other.title}" speaks in its place{sheet}.')
        if card.id in other.silences_for_same_draft:
            words = f'"{other.title}" speaks in its place'
            yield Draft(f"{words} where both are about one order and neither is louder.")


def _place(card: Card, plan: Plan) -> Iterator[Draft]:
    known = {one.id: one.title for one in plan.catalogue.cards}
    titles = [f'"{known[one]}"' for one in card.shares_place if one in known]
    if len(titles) > 1:
        yield Draft(
            f"Of {', '.join(titles)} one is shown: the loudest, of equals the first named here. It names "
            "what the others found."
        )


def _overridden(card: Card, plan: Plan) -> Iterator[Draft]:
    snooze = plan.catalogue.snooze
    lasting = [one for one in card.override_reasons if not isinstance(one, MomentaryReason)]
    if snooze is not None and lasting:
        hours = f"; as a critical card for {snooze.critical_hours.words} and the same user only"
        critical = hours if any(ground.level is Level.CRITICAL for ground in card.level) else ""
        tapered = card.lower_dose_is_nothing_new
        drugs = "a drug is new or its dose rises" if tapered else "a drug or dose changes"
        yield Draft(
            "Once overridden by a reason that lasts it is silent about the patient for "
            f"{snooze.days.words}{critical}. It comes back before that when its level rises, {drugs} or a "
            "new reason appears."
        )
