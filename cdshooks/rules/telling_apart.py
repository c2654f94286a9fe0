"""Suggestions of one card that would carry the same label, told apart by the order that each takes away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from cdshooks.patient.facts import DoseLine, Medication, Request, format_number
from cdshooks.rules.offering import Concrete
from cdshooks.rules.record_lines import IN_GRAMS_FROM, MG_IN_G, how_often
from cdshooks.rules.wording import reference_words

_CENT, _FINE, _LARGE = Decimal("0.01"), Decimal("0.0001"), Decimal(10**12)


def told_apart(found: list[Concrete]) -> list[Concrete]:
    """The suggestions with labels that differ: by the dose of the order, else also by its first day, else by
    its id. One that takes nothing away keeps its label.
    """
    for words in (_dose, _start, _id):
        if len({one.label for one in found}) == len(found):
            break
        found = _with_words(found, words)
    return found


def _with_words(found: list[Concrete], words: Callable[[Medication | Request], str]) -> list[Concrete]:
    times = Counter(one.label for one in found)
    alike = [one for one in found if times[one.label] > 1 and one.away is not None]
    said = {id(one): words(one.away) for one in alike if one.away is not None}
    several = {label for label in times if len(_said_of(label, alike, said)) > 1}
    told = {key: f" ({words})" for key, words in said.items() if words}
    return [
        replace(one, label=f"{one.label}{told[id(one)]}") if one.label in several and id(one) in told else one
        for one in found
    ]


def _said_of(label: str, alike: Iterable[Concrete], said: dict[int, str]) -> set[str]:
    return {said[id(one)] for one in alike if one.label == label}


def _dose(order: Medication | Request) -> str:
    if isinstance(order, Request):
        return ""
    times = Counter(words for line in order.doses if (words := _amount(line)))
    doses = " and ".join(_dosages(words, number) for words, number in times.items())
    return f"the order of {doses}" if doses else ""


def _dosages(words: str, number: int) -> str:
    return words if number == 1 else f"{number} dosages of {words}"


def _amount(line: DoseLine) -> str:
    if line.per_dose is None:
        return ""
    in_grams = line.per_dose >= IN_GRAMS_FROM
    amount = f"{_plain(line.per_dose / MG_IN_G)} g" if in_grams else f"{_plain(line.per_dose)} mg"
    weekly = line.doses_per_week
    return amount if weekly is None or line.single else f"{amount} {how_often(weekly)}"


def _plain(amount: Decimal) -> str:
    """As people read it: what was worked out by a weight in pounds has no end of decimals."""
    kept = amount.quantize(_FINE if amount < 1 else _CENT) if amount < _LARGE else amount
    return format_number(kept or amount)


def _start(order: Medication | Request) -> str:
    day = order.start or order.authored if isinstance(order, Medication) else order.authored
    return f"the order from {day.isoformat()}" if day is not None else ""


def _id(order: Medication | Request) -> str:
    return f"the order {reference_words(order.reference)}"
