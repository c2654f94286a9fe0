"""One line for one entry of the record: what it is, how much, when, and its reference. Said of what stands
there and no more: a day that is known only by its year is a year, and an end that nobody stated is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cdshooks.patient.day import Day
from cdshooks.patient.drug_aliases import TRIMETHOPRIM
from cdshooks.patient.facts import Allergy, DoseLine, Fact, Medication, Observation, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Evidence, Missing
from cdshooks.rules.dates import fact_day
from cdshooks.rules.wording import (
    certainty,
    on_day,
    quoted,
    reference_words,
    rounded,
    severity,
    unit_words,
    without_kind,
)

_WEEK = 7
MG_IN_G = 1000
IN_GRAMS_FROM = 10_000
"""Nobody writes 28000 mg of immune globulin."""
_OFTENEST, _RAREST = 7 * 24 * 60, Decimal(1) / 1000
"""Doses a week, from one in twenty years to one a minute: how often is told of what somebody may take."""
_HANDED_OVER = {"administration": "given", "dispense": "dispensed"}
_OVER = frozenset({"stopped", "completed", "ended", "on-hold"})


def medication_line(case: Case, medication: Medication, *, in_full: bool = True) -> str:
    """ "prednisone, active, 20 mg once a day, from 2026-01-05 to 2026-02-03 (MedicationRequest/p1)". Not
    ``in_full``: without the dose and the end.
    """
    dose = dose_words(medication) if in_full else ""
    said = (case.words_of(medication), _state(medication), dose, _period(case, medication, in_full))
    return f"{', '.join(filter(None, said))} ({reference_words(medication.reference)})"


def medication_evidence(case: Case, medications: Iterable[Medication]) -> Evidence:
    """The entries as what an answer stands on, each with its line."""
    facts = tuple(medications)
    return Evidence(tuple(medication_line(case, one) for one in facts), facts)


def entry_words(case: Case, medication: Medication) -> str:
    """ "prednisone (MedicationRequest/p1)": which entry is meant, for who reads names and not ids."""
    name, reference = case.words_of(medication), reference_words(medication.reference)
    if name and not any(letter.isalpha() for letter in name):
        name = f"code {name}"
    return f"{name} ({reference})" if name else reference


def _state(medication: Medication) -> str:
    if medication.kind == "draft":
        return "drafted"
    handed = _HANDED_OVER.get(medication.kind)
    if handed is None or medication.status not in {None, "completed"}:
        return quoted(medication.status or medication.kind)
    day = medication.start or medication.authored
    return f"{handed}{on_day(day)}"


def _period(case: Case, medication: Medication, in_full: bool) -> str:
    """From when to when, as far as either is known; of what was given the day is said already."""
    last = _end(medication, case.today) if in_full else ""
    if medication.kind == "draft":
        return last.replace("to ", "until ", 1)
    if medication.kind in _HANDED_OVER and medication.status in {None, "completed"}:
        return ""
    day = medication.start or medication.authored
    first = f"from {day.isoformat()}" if day is not None else ""
    return f"{first} {last}".strip() if first else last.replace("to ", "until ", 1)


def _end(medication: Medication, today: date) -> str:
    """The last day where it is known; of an order that is over without a stated day, that it is over."""
    end = medication.end
    if end is None or (medication.status in _OVER and end == Day.on(today)):
        return ""
    words = end.isoformat()
    # A range of days is the end of an order that is over since a day that nobody wrote down.
    return "" if " " in words else f"to {words}"


def dose_words(medication: Medication) -> str:
    """ "20 mg once a day", or both ends of a range. Empty where it is not known, where it changes from dosage
    to dosage, and of what is taken as needed.
    """
    doses = medication.doses
    if not medication.doses_readable or any(line.as_needed for line in doses):
        return ""
    ranges = dict.fromkeys(words for line in doses if (words := _range(line)))
    if ranges:
        return ", then ".join(ranges)
    if len(doses) == 1:
        return _amount(medication, doses[0])
    times = Counter(_amount(medication, line) for line in doses)
    if len(times) != 1:
        return ""
    words, number = next(iter(times.items()))
    return words if number == 1 or not words else f"{number} dosages of {words}"


def _range(line: DoseLine) -> str:
    if line.per_day is None or line.low_per_day is None or line.low_per_day >= line.per_day:
        return ""
    return f"{rounded(line.low_per_day)} to {rounded(line.per_day)} mg a day"


def _amount(medication: Medication, line: DoseLine) -> str:
    if line.per_dose is None:
        return ""
    if len(medication.ingredients) > 1 and medication.amount_ingredient != TRIMETHOPRIM:
        return ""
    grams = line.per_dose >= IN_GRAMS_FROM
    amount = f"{rounded(line.per_dose / MG_IN_G)} g" if grams else f"{rounded(line.per_dose, 4)} mg"
    if len(medication.ingredients) > 1:
        amount += " of trimethoprim"
    weekly = line.doses_per_week
    if weekly is None or line.single or not _RAREST <= weekly <= _OFTENEST:
        return amount
    return f"{amount} {how_often(weekly)}"


_A_TRACE = Decimal("0.0001")
"""Seven sixths of a dose a week have no end of decimals, and are one every six days."""
_USUAL = {Decimal(7): "once a day", Decimal(14): "twice a day", Decimal(1): "once a week"}


def how_often(weekly: Decimal) -> str:
    """So many doses a week in words: "twice a day", "every 2 days", "once a week", "every 4 weeks"."""
    if usual := _USUAL.get(weekly):
        return usual
    if weekly % _WEEK == 0:
        return f"{_times(weekly / _WEEK)} a day"
    if weekly < _WEEK:
        # Nobody orders a drug "3.5 times a week": that is every other day.
        days = _WEEK / weekly
        if days % _WEEK == 0:
            return f"every {days / _WEEK:.0f} weeks"
        if weekly < 1 or abs(days - round(days)) < _A_TRACE:
            return f"every {days:.0f} days"
    return f"{_times(weekly)} a week"


def _times(times: Decimal) -> str:
    return {1: "once", 2: "twice"}.get(int(times) if times == int(times) else 0, f"{rounded(times)} times")


def entry_line(case: Case, fact: Fact) -> str:
    """ "Fibrosis of lung, 2024-02-15 (Condition/c1)"."""
    said = f"{case.words_of(fact)}{certainty(fact)}{_list_words(fact)}{severity(fact)}"
    return f"{said}{_dated(fact)} ({reference_words(fact.reference)})"


def _list_words(fact: Fact) -> str:
    """Behind what somebody does not tolerate, that this is what the entry says; its type decides nothing."""
    return ", on the allergy list" if isinstance(fact, Allergy) else ""


def _dated(fact: Fact) -> str:
    day = fact_day(fact)
    if not isinstance(fact, Request):
        return f", {day.isoformat()}" if day is not None else ""
    return ", drafted" if fact.draft else f", requested{on_day(day)}"


def unread(what: str, fact: Fact) -> Missing:
    """What is missing where an entry is there and cannot be read far enough to settle the question."""
    return unread_entry(what, reference_words(fact.reference))


def unread_entry(what: str, entry: str) -> Missing:
    """The same of an entry in its own words (``entry_words``)."""
    return Missing(what, f"{entry} cannot be read far enough", whole_list=False)


def result_line(case: Case, observation: Observation) -> str:
    """ "Potassium 5.6 mmol/L on 2026-01-02 (Observation/k1)"."""
    said = f"{case.words_of(observation)}{_value(case, observation)}{on_day(observation.when)}"
    return f"{said} ({reference_words(observation.reference)})"


def _value(case: Case, observation: Observation) -> str:
    quantity = observation.quantity
    if quantity is not None:
        unit = quoted(unit_words(quantity.unit or quantity.code or ""))
        number = f" {quoted(quantity.comparator or '')}{quantity.value:f}"
        return f"{number}{'' if unit.startswith('/') or not unit else ' '}{unit}"
    said = observation.value_text
    if said:
        return f" {quoted(without_kind(case.surroundings.displays.get(said, said)))}"
    return f" {observation.value_day.isoformat()}" if observation.value_day is not None else ""
