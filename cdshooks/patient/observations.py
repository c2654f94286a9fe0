"""Readers of Observation: what was measured, when, and what came out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import tzinfo
from functools import partial

from cdshooks.patient.day import Day, read_day
from cdshooks.patient.facts import Component, Ends, Observation, Quantity
from cdshooks.patient.interpretations import read_interpretations
from cdshooks.patient.reading import (
    Resource,
    code_words,
    concept_text,
    concept_words,
    decimal_of,
    first_day,
    first_word,
    is_modified,
    items,
    read_quantity,
    reference_of,
    text_of,
    truth,
)
from cdshooks.patient.references import last_segment, reference_in
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import NO_SETS, CodeIndex, codings_of
from cdshooks.patient.unit_tables import is_a_unit
from cdshooks.patient.units import quantity_from_text

_OTHER_TIMES = ("effectiveInstant", "effectivePeriod", "effectiveDate", "effectiveTiming", "issued")
_UNREAD = ""
"""The words of a value that is there and cannot be read: no words, and not none."""
_BESIDE_A_VALUE = frozenset({"id", "extension"})
_SAYS_THE_RESULT = frozenset({"interpretation", "referenceRange"})


def read_observation(
    resource: Resource,
    sets: frozenset[str],
    index: CodeIndex,
    zone: tzinfo,
    component: Resource | None = None,
    when: Day | None = None,
) -> Observation:
    """An Observation; with ``component``, that component as a result of its own. ``when``: its
    ``effectiveDateTime``, where that was read before.

    A component has the status, the date and the reference of the whole, and the component's value.
    """
    said = resource if component is None else component
    value = _read_value(said, index, zone)
    if "modifierExtension" in resource or "modifierExtension" in said:
        value, said, resource = _unless_modified(value, said, resource)
    # In their order and without their names: to name fourteen takes a tenth of reading a result.
    return Observation(
        reference_of(resource, "Observation"),
        concept_text(said.get("code")) or concept_text(resource.get("code")),
        sets,
        None if "focus" in resource and _is_of_another(resource) else first_word(resource.get("status")),
        when or read_day(resource.get("effectiveDateTime"), zone) or first_day(resource, zone, *_OTHER_TIMES),
        value.quantity,
        value.sets,
        value.codes,
        value.text,
        read_interpretations(said["interpretation"]) if "interpretation" in said else NO_SETS,
        partial(_reference_ranges, said.get("referenceRange"), said.get("valueQuantity")),
        partial(_said_of, resource, said),
        _components(resource, index) if component is None and "component" in resource else (),
        value.day,
    )


def _unless_modified(value: _Value, said: Resource, resource: Resource) -> tuple[_Value, Resource, Resource]:
    """A result that something unknown may turn round has a value, and nobody can read it."""
    if not (is_modified(resource) or is_modified(said)):
        return value, said, resource
    hidden = _Value()
    hidden.text = _UNREAD
    kept = {name: one for name, one in said.items() if name not in _SAYS_THE_RESULT}
    return hidden, kept, {**resource, "component": []}


_OTHER_PEOPLE = frozenset({"RelatedPerson", "Practitioner", "Group"})


def _is_of_another(resource: Resource) -> bool:
    """Whether the result is about somebody else (``focus``): a donor, the mother, the partner."""
    subject = reference_in(resource.get("subject"))
    for one in items(resource.get("focus")):
        written = reference_in(one) or ""
        kind = text_of(one.get("type")) or written.rpartition("/")[0].rpartition("/")[2]
        another = subject is not None and last_segment(written) != last_segment(subject)
        if kind in _OTHER_PEOPLE or (kind == "Patient" and written and another):
            return True
    return False


def _said_of(resource: Resource, said: Resource) -> tuple[str, ...]:
    """The codes and words by which a result says what was measured, and how."""
    concepts = [said.get("code"), resource.get("code"), resource.get("method")]
    codings = [coding for concept in concepts for coding in codings_of(concept)]
    found = [text_of(coding.get(name)) for coding in codings for name in ("code", "display")]
    found += [concept_words(concept) for concept in concepts]
    for name in ("note", "referenceRange"):
        found += [text_of(one.get("text")) for one in (*items(said.get(name)), *items(resource.get(name)))]
    return tuple(dict.fromkeys(one for one in found if one))


class _Value:
    """The value of an Observation in the forms in which it can be asked for."""

    quantity: Quantity | None = None
    sets: frozenset[str] = NO_SETS
    codes: frozenset[str] = NO_SETS
    text: str | None = None
    day: Day | None = None


def _read_value(said: Resource, index: CodeIndex, zone: tzinfo) -> _Value:
    value = _Value()
    if (measured := read_quantity(said.get("valueQuantity"))) is not None:
        value.quantity = measured
        return value
    if (number := decimal_of(said.get("valueInteger"))) is not None:
        value.quantity = Quantity(number)
    if isinstance(said.get("valueRange"), dict):
        _read_range(said["valueRange"], value)
    if isinstance(said.get("valueCodeableConcept"), dict):
        _read_concept(said["valueCodeableConcept"], value, index)
    if (positive := truth(said.get("valueBoolean"))) is not None:
        value.text = "positive" if positive else "negative"
    value.day = read_day(said.get("valueDateTime"), zone) or read_day(said.get("valueDate"), zone)
    if (text := text_of(said.get("valueString"))) is not None:
        _read_text(text, value, zone)
    if value.quantity is None and value.text is None:
        value.text = _ratio_text(said.get("valueRatio"))
        if value.text is None and value.day is None and not value.codes and _has_unread_value(said):
            value.text = _UNREAD
    return value


def _has_unread_value(said: Resource) -> bool:
    """Whether a value is written in a form that is not read: a result that is there is never none."""
    return any(name.startswith("value") and _says_something(name, one) for name, one in said.items())


def _says_something(name: str, written: object) -> bool:
    if name == "valueQuantity":
        return any(one.get("value") is not None for one in items(written))
    if isinstance(written, dict):
        half = name == "valueRatio" and not {"numerator", "denominator"} <= written.keys()
        return not half and not written.keys() <= _BESIDE_A_VALUE
    return written is not None and written != "" and written != []


def _read_concept(concept: Resource, value: _Value, index: CodeIndex) -> None:
    value.sets = index.sets_of_concept(concept)
    value.codes = frozenset(
        code for coding in codings_of(concept) if (code := text_of(coding.get("code"))) is not None
    )
    value.text = in_one_line(concept_text(concept)) or None


def _read_range(written: Resource, value: _Value) -> None:
    """A range with one end is a bound; one with two ends is words, and so never taken for no result."""
    low, high = read_quantity(written.get("low")), read_quantity(written.get("high"))
    if low is not None and high is not None:
        value.text = f"{low.value}-{high.value} {high.unit or high.code or ''}".strip()
    elif low is not None:
        value.quantity = replace(low, comparator=">=")
    elif high is not None:
        value.quantity = replace(high, comparator="<=")


def _read_text(text: str, value: _Value, zone: tzinfo) -> None:
    value.text = in_one_line(text)
    if value.quantity is None:
        value.quantity = quantity_from_text(text)
    # A year alone is as likely a count, so only whole dates are taken from words.
    if value.day is None and len(text) >= len("2026-01-01"):
        value.day = read_day(text, zone)


def _ratio_text(ratio: object) -> str | None:
    """A titre as laboratories write it: ``1:160``."""
    if not isinstance(ratio, dict):
        return None
    parts = [read_quantity(ratio.get(name)) for name in ("numerator", "denominator")]
    if parts[0] is None or parts[1] is None:
        return None
    return f"{parts[0].value}:{parts[1].value}"


def _reference_ranges(written: object, value: object) -> tuple[Ends, ...]:
    """The ends of the normal ranges for everybody, else of those for some: each may be the patient's."""
    if not written:
        return ()
    normal = [one for one in items(written) if _is_normal(one)]
    plain = [one for one in normal if not one.get("appliesTo") and not one.get("age")]
    found = dict.fromkeys(_ends(one, value) for one in plain)
    if not any(map(any, found)):
        found = dict.fromkeys(_ends(one, value) for one in normal)
    return tuple(ends for ends in found if any(ends))


def _ends(one: Resource, value: object) -> Ends:
    low, high = read_quantity(one.get("low")), read_quantity(one.get("high"))
    if low is None and high is None:
        measured = read_quantity(value)
        own = {measured.unit, measured.code} if measured is not None else set()
        return _range_from_text(one.get("text"), own - {None})
    return low, high


def _is_normal(one: Resource) -> bool:
    """True for a range of no stated type or of the type "normal" (not "treatment", "critical" ...)."""
    return not one.get("type") or any(word.startswith("normal") for word in code_words(one.get("type")))


_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
# A unit may touch the number before it, unless it begins with a digit itself (10*9/L).
_IN_UNIT = r"(?:\s*(?=[^\s0-9.])(\S.*)|\s+([0-9].*))?"
_DASH = r"(?:[-\u2010-\u2014\u2212]|to\b)"
_RANGE = re.compile(rf"{_NUMBER}\s*{_DASH}\s*{_NUMBER}{_IN_UNIT}", re.IGNORECASE)
_AT_MOST = re.compile(rf"(?:<=?|≤|up to|less than|below)\s*{_NUMBER}{_IN_UNIT}", re.IGNORECASE)
_AT_LEAST = re.compile(rf"(?:>=?|≥|at least|more than|above)\s*{_NUMBER}{_IN_UNIT}", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((.*)\)|\[(.*)\]")


def _range_from_text(text: object, own: Collection[str | None]) -> Ends:
    """The ends that stand in words ("10 - 40 U/L", "< 40"), with the unit that is written behind them;
    nothing where what stands there is neither a unit nor that of the result itself (``own``), or the ends are
    the wrong way round.
    """
    said = text_of(text) or ""
    if bracketed := _IN_BRACKETS.fullmatch(said):
        said = (bracketed[1] or bracketed[2] or "").strip()
    if match := _RANGE.fullmatch(said):
        unit = match[3] or match[4]
        low, high = _end(match[1], unit, own), _end(match[2], unit, own)
        return (low, high) if low and high and low.value <= high.value else (None, None)
    if match := _AT_MOST.fullmatch(said):
        return None, _end(match[1], match[2] or match[3], own)
    if match := _AT_LEAST.fullmatch(said):
        return _end(match[1], match[2] or match[3], own), None
    return None, None


def _end(number: str, unit: str | None, own: Collection[str | None]) -> Quantity | None:
    value = decimal_of(number)
    known = unit is None or unit in own or is_a_unit(unit)
    return Quantity(value, unit) if value is not None and known else None


def _components(resource: Resource, index: CodeIndex) -> tuple[Component, ...]:
    return tuple(
        Component(index.sets_of_concept(one.get("code")), _component_quantity(one))
        for one in items(resource.get("component"))
    )


def _component_quantity(component: Resource) -> Quantity | None:
    quantity = read_quantity(component.get("valueQuantity"))
    if quantity is not None:
        return quantity
    text = text_of(component.get("valueString"))
    return quantity_from_text(text) if text else None
