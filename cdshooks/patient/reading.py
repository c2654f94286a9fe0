"""How single elements are read: leniently, from any JSON, without ever raising.

Each reader takes what a client sent (of whatever type) and gives the value or ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from cdshooks.patient.code_systems import KNOWN_SYSTEMS, first_term, system_of
from cdshooks.patient.day import Day, read_day
from cdshooks.patient.facts import Quantity
from cdshooks.patient.spelling import plain_words
from cdshooks.patient.terminology import codings_of

Resource = dict[str, Any]
"""A FHIR resource or element as parsed from JSON."""

UNREADABLE = "unreadable"
"""The word for a status that is present but is no code of FHIR."""

LONGEST_TEXT = 10_000
"""Characters of a text that is read. What is longer is no name, dose or unit, and is looked through for
hundreds of each."""

_LARGEST_EXPONENT = 30
_SMALL = 10**_LARGEST_EXPONENT
"""Whole numbers nearer to zero need no further look, nor do fractions between this and ``_TINY``."""
_TINY = 10.0**-_LARGEST_EXPONENT


_ALL_OBJECTS = {dict}


def items(value: object) -> list[Resource]:
    """The objects of an element that may repeat: a single object counts as a list of one. Not to be changed:
    it may be the client's own list."""
    if value is None:
        return []
    if type(value) is list:
        if len(value) == 1 and type(value[0]) is dict:
            return value
        # Nearly always they are all objects; a long list is looked through without a step for each.
        return value if set(map(type, value)) == _ALL_OBJECTS else [one for one in value if type(one) is dict]
    if isinstance(value, dict):
        return [value]
    return [one for one in value if type(one) is dict] if isinstance(value, (list, tuple)) else []


def text_of(value: object) -> str | None:
    """A string that says something and can be read, without the blanks around it."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value.strip() or None
    return None


NAMELESS = "?"
"""Where a resource without an id keeps what stands for one in its address."""


def reference_of(resource: Resource, kind: str = "Resource") -> str:
    """The resource's own address, ``Condition/c1``; ``Condition/?`` where it has no id, and ``Condition/?2``
    for the second of those (``numbered`` tells which).

    ``kind`` is its type where it does not say so itself.
    """
    written, id = resource.get("resourceType"), resource.get("id")
    of_type = (written.strip() if type(written) is str else "") or kind
    return f"{of_type}/{(id.strip() if type(id) is str else '') or resource.get(NAMELESS, '?')}"


def concept_text(concept: object) -> str:
    """The words of a CodeableConcept: its text, else the first display, else the first code, one of a
    code system that is read here before any other, else empty."""
    if (display := _only_display(concept)) is not None:
        return display
    if isinstance(concept, list):
        concept = concept[0] if concept else None
    if isinstance(concept, dict):
        inner = concept.get("concept")
        said = inner if isinstance(inner, dict) else concept
        if "text" in said and (text := text_of(said["text"])) is not None:
            return text
        codings = codings_of(said)
        for one in codings:
            if (text := text_of(one.get("display"))) is not None:
                return text
        for one in sorted(codings, key=_is_local):
            if (code := text_of(one.get("code"))) is not None:
                return first_term(one.get("system"), code)
        return ""
    return text_of(concept) or ""


def _only_display(concept: object) -> str | None:
    """The words of a concept with one coding and no text, as nearly all are; ``None`` for any other."""
    if type(concept) is not dict or "text" in concept or "concept" in concept:
        return None
    try:
        (only,) = concept["coding"]
        display = only["display"]
    except (KeyError, TypeError, ValueError):
        return None
    return text_of(display)


def _is_local(coding: Resource) -> bool:
    system = coding.get("system")
    return not isinstance(system, str) or system_of(system) not in KNOWN_SYSTEMS


def concept_label(concept: object) -> str:
    """The words of a CodeableConcept that are meant to be read: its text, else the first display."""
    if (display := _only_display(concept)) is not None:
        return display
    if not isinstance(concept, dict):
        return concept_text(concept)
    displays = (text_of(one.get("display")) for one in codings_of(concept))
    return text_of(concept.get("text")) or next(filter(None, displays), "")


def concept_words(concept: object) -> str:
    """The words of a CodeableConcept or a list of them, texts and displays, each once, joined by ``;``."""
    words: dict[str, None] = {}
    for one in concept if isinstance(concept, list) else [concept]:
        if isinstance(one, dict):
            concept_of_reference = one.get("concept")
            inner = concept_of_reference if isinstance(concept_of_reference, dict) else one
            said = [inner.get("text"), *(coding.get("display") for coding in codings_of(inner))]
        else:
            said = [one]
        words.update((plain_words(text), None) for text in map(text_of, said) if text)
    return "; ".join(words)


def code_words(value: object) -> Iterator[str]:
    """What a coded element can mean, in lower case: its codes first, then its words."""
    if isinstance(value, str):
        if text := text_of(value):
            yield text.lower()
        return
    for one in items(value):
        for key in ("code", "display"):
            yield from (word.lower() for c in codings_of(one) if (word := text_of(c.get(key))))
        if text := text_of(one.get("text")):
            yield text.lower()


def first_word(value: object) -> str | None:
    """What a coded element says first, in lower case: ``None`` where it says nothing."""
    if type(value) is str:  # as nearly every status is
        text = text_of(value)
        return text.lower() if text else None
    return next(code_words(value), None) if value is not None else None


def status_word(value: object, known: Collection[str]) -> str | None:
    """A status as one of the ``known`` codes, ``None`` where absent, else ``"unreadable"``.

    An element that holds only extensions (a data-absent-reason) is absent.
    """
    if value is None:
        return None
    said = False
    for word in code_words(value):
        if word in known:
            return word
        said = True
    return UNREADABLE if said or _is_no_code(value) else None


def _is_no_code(value: object) -> bool:
    """Whether something stands where a code is due that is none: a number, a list of numbers, a novel."""
    if isinstance(value, str):
        return len(value) > LONGEST_TEXT
    for one in value if isinstance(value, list) else [value]:
        codings = one.get("coding", one) if isinstance(one, dict) else one
        for coding in codings if isinstance(codings, list) else [codings]:
            code = coding.get("code") if isinstance(coding, dict) else coding
            readable = isinstance(coding, dict) and isinstance(code, str) and len(code) <= LONGEST_TEXT
            if code is not None and not readable:
                return True
    return False


def truth(value: object) -> bool | None:
    """A boolean, also where it was written as a string."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return None


def is_modified(element: Resource) -> bool:
    """Whether something stands there that may turn round all that the element says: FHIR forbids to read an
    element with a ``modifierExtension`` that is not known, and none is known here.
    """
    return "modifierExtension" in element and bool(items(element["modifierExtension"]))


_WITH_COMMA = re.compile(r"[+-]?(\d+),(\d+)")
_THOUSANDS = 3


def with_point(written: str) -> str:
    """A number with a decimal comma ("2,70") with a point; as it is where the comma may part thousands
    ("1,500").
    """
    found = _WITH_COMMA.fullmatch(written)
    if found is None or (len(found[2]) == _THOUSANDS and found[1].strip("0")):
        return written
    return written.replace(",", ".")


def decimal_of(value: object) -> Decimal | None:
    """A number exactly as written, from a JSON number or a string of digits, with a point or a comma."""
    if value is None:
        return None
    if type(value) is int and -_SMALL < value < _SMALL:
        return Decimal(value)
    if type(value) is float and _TINY < abs(value) < _SMALL:
        return Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    written = repr(value) if isinstance(value, float) else str(value).strip()
    if "_" in written:
        return None
    try:
        number = Decimal(with_point(written))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    return number


def read_quantity(value: object) -> Quantity | None:
    """A FHIR Quantity, ``None`` where its value is no number. A code is kept whatever its system says."""
    if not isinstance(value, dict):
        return None
    number = decimal_of(value.get("value"))
    if number is None:
        return None
    unit, code = text_of(value.get("unit")), text_of(value.get("code"))
    return Quantity(number, unit, code, text_of(value["comparator"]) if "comparator" in value else None)


def period_day(period: object, zone: tzinfo) -> Day | None:
    """The day by which a Period was over: its end, else its start."""
    for one in items(period):
        return read_day(one.get("end"), zone) or read_day(one.get("start"), zone)
    return None


def period_start(period: object, zone: tzinfo) -> Day | None:
    for one in items(period):
        return read_day(one.get("start"), zone)
    return None


def first_day(resource: Resource, zone: tzinfo, *names: str) -> Day | None:
    """The first of the named elements that can be read: a Period by its end, a Timing by its only event,
    anything else as a date.
    """
    for name in names:
        written = resource.get(name)
        if written is None:
            continue
        if name.endswith("Period"):
            day = period_day(written, zone)
        else:
            day = read_day(_only_event(written) if name.endswith("Timing") else written, zone)
        if day is not None:
            return day
    return None


def _only_event(timing: object) -> object:
    events = timing.get("event") if isinstance(timing, dict) else None
    return events[0] if isinstance(events, list) and len(events) == 1 else events
