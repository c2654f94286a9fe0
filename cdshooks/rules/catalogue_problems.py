"""What is wrong with a catalogue or with the numbers of a site: told at the start, all of it at once."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from cdshooks.rules.card import Card
from cdshooks.rules.declared import declared
from cdshooks.rules.present import LONGEST_SUMMARY
from cdshooks.rules.terms import MONTH_AND_DAY, PolicyNumber, ValueSet
from cdshooks.rules.walking import found_in

_A_LEAP_YEAR = 2024


def problems_of_numbers(site: Mapping[str, Decimal], known: Mapping[str, PolicyNumber]) -> Iterable[str]:
    """One line for each number of a site that does not exist or cannot be its value."""
    for name, value in site.items():
        words = problem_of_number(value, known.get(name))
        if words:
            yield f"policy number {name}: {words}"


def problem_of_number(value: Decimal, known: PolicyNumber | None) -> str | None:
    """What is wrong with a site's own value of a number; ``known`` is its declaration, if there is one."""
    if known is None:
        return "there is no such number"
    if not _in_range(value, known):
        return f"{value} is outside {known.low}..{known.high} {known.unit}"
    if known.counts and value % 1:
        return f"{value} is not a whole number ({known.unit})"
    return (
        f"{value} is no day of the year" if known.unit == MONTH_AND_DAY and not _is_day(int(value)) else None
    )


def _is_day(month_and_day: int) -> bool:
    month, day = divmod(month_and_day, 100)
    return 1 <= month <= 12 and 1 <= day <= monthrange(_A_LEAP_YEAR, month)[1]


def _in_range(value: Decimal, known: PolicyNumber) -> bool:
    try:
        return known.low <= value <= known.high
    except InvalidOperation:
        return False


def problems_of_cards(cards: Sequence[Card]) -> Iterable[str]:
    """One line for each thing that a card lacks, has twice or cannot say."""
    ids = [card.id for card in cards]
    for card in cards:
        if ids.count(card.id) > 1:
            yield f"{card.id}: the id is used twice"
        if not 0 < len(card.summary) <= LONGEST_SUMMARY or "\n" in card.summary:
            yield f"{card.id}: summary of {len(card.summary)} characters; 1 to {LONGEST_SUMMARY} on one line"
        if any("{" in text or "}" in text for text in _texts(card)):
            yield f"{card.id}: a text of it holds braces: a place that nobody fills"
        if not card.topic.isalnum() or len(card.topic) > 100:
            yield f"{card.id}: its topic {card.topic!r} is not alphanumeric"
        if not card.sources:
            yield f"{card.id}: names no source"
        if not card.level:
            yield f"{card.id}: has no level"
        if not card.hooks:
            yield f"{card.id}: has no hook, so that it would never be asked"
        for other in (*card.silences, *card.silences_for_same_draft):
            if other not in ids:
                yield f"{card.id}: silences {other}, which does not exist"


def _texts(card: Card) -> tuple[str, ...]:
    notes = (words for _, words in card.notes)
    return (card.title, card.summary, *card.detail, *notes, *card.override_reasons)


def asked_by(value_set: str, cards: Sequence[Card]) -> str:
    """The ids of the cards that ask for a value set."""
    asking = (
        card.id for card in cards if value_set in {one.name for one in found_in(declared(card), ValueSet)}
    )
    return ", ".join(asking)
