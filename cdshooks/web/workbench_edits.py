"""What a person changes in a record on the workbench: one value, or a whole resource taken out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import orjson

from cdshooks.errors import refused

Json = dict[str, Any]

MOST_VALUES = 60
"""Values of one resource that are shown to be edited."""

_NOT_EDITED = frozenset(
    {"resourceType", "id", "meta", "subject", "patient", "identifier", "system", "reference"}
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the resource (``MedicationRequest/7``), the place in it (``/dosageInstruction/0/text``, or
    ``""`` for all of it), and the new value; ``None`` takes it out."""

    reference: str
    place: str
    value: Any

    @property
    def written(self) -> str:
        """The edit as the text that a form carries."""
        return orjson.dumps([self.reference, self.place, self.value]).decode()

    @property
    def words(self) -> str:
        """The edit as a person reads it."""
        if not self.place:
            return f"{self.reference} taken out"
        name = self.place.strip("/").replace("/", ".")
        return f"{self.reference}: {name} " + ("taken out" if self.value is None else f"= {self.value}")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a resource that can be edited. ``kind``: ``number``, ``date`` or ``text``; ``unit``: of a
    quantity, where it says one."""

    place: str
    value: Any
    kind: str
    unit: str = ""

    @property
    def label(self) -> str:
        return self.place.strip("/").replace("/", ".")

    @property
    def words(self) -> str:
        """The last two of its elements as words, with the unit: ``dose quantity value, mg``."""
        elements = [one for one in self.place.split("/") if one and not one.isdigit()][-2:]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", " ".join(elements)).lower()
        return f"{words}, {self.unit}" if self.unit else words

    @property
    def is_quantity(self) -> bool:
        """Whether it is how much of something: a dose, a result."""
        return self.kind == "number" and self.place.endswith("/value")

    @property
    def most(self) -> float:
        """How far a number can be dragged, from nought: four times what it is, so that both ways are near."""
        return 4 * self.value if self.value > 0 else 10

    @property
    def step(self) -> float:
        """By how much dragging changes it: a round part of what it is, never more than that."""
        return float(10 ** (floor(log10(self.most)) - 1)) if self.most < 100 else 1


def read_edit(written: str) -> Edit:
    """The edit of a form's text. Raises ``Refused`` (400)."""
    try:
        reference, place, value = orjson.loads(written)
    except (ValueError, TypeError):
        raise refused(400, "An edit must be [reference, place, value].", "edit") from None
    if not isinstance(reference, str) or not isinstance(place, str) or isinstance(value, dict | list):
        raise refused(400, "An edit must be [reference, place, value].", "edit")
    return Edit(reference, place, value)


def with_edit(edits: Iterable[Edit], edit: Edit) -> tuple[Edit, ...]:
    """The edits with one more, which takes the place of an earlier one at the same place."""
    same = (edit.reference, edit.place)
    return (*(one for one in edits if (one.reference, one.place) != same), edit)


def apply_edits(document: Json, edits: Iterable[Edit]) -> None:
    """Does the edits to every copy of their resources in a request or Bundle.

    Raises ``Refused`` (400) where a resource has no such place.
    """
    for edit in edits:
        for holder, resource in _held(document):
            if reference_of(resource) == edit.reference:
                _apply(edit, holder, resource)


def resources_in(document: Json) -> dict[str, Json]:
    """Every resource of a request or Bundle by its reference, the first of several copies."""
    found: dict[str, Json] = {}
    for _, resource in _held(document):
        found.setdefault(reference_of(resource), resource)
    return found


def reference_of(resource: Json) -> str:
    return f"{resource['resourceType']}/{resource.get('id', '?')}"


def fields_of(resource: Json) -> tuple[Field, ...]:
    """The values that can be edited, in their order; the first ``MOST_VALUES``."""
    found = []
    for field in _fields(resource, ""):
        found.append(field)
        if len(found) == MOST_VALUES:
            break
    return tuple(found)


def value_from(text: str, field: Field) -> Any:
    """What was typed, in the type that the value had. Raises ``Refused`` (400) where a number is none."""
    if field.kind != "number":
        return text or None
    try:
        number = float(text)
    except ValueError:
        raise refused(400, f"The {field.words} must be a number.", field.label) from None
    return int(number) if number.is_integer() else number


def _fields(value: Any, place: str, unit: str = "") -> Iterator[Field]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in _NOT_EDITED and not name.startswith("_"):
                yield from _fields(item, f"{place}/{name}", _unit_of(value) if name == "value" else "")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _fields(item, f"{place}/{at}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Field(place, value, "number", unit)
    elif isinstance(value, str):
        is_day = len(value) == 10 and value[4] == value[7] == "-"
        yield Field(place, value, "date" if is_day else "text")


def _unit_of(quantity: Json) -> str:
    units = (quantity.get(name) for name in ("unit", "code"))
    return next((one for one in units if isinstance(one, str)), "")


def _held(document: Any) -> list[tuple[Any, Json]]:
    """Each resource with what holds it (a list of entries, say), so that it can be taken out."""
    if not isinstance(document, dict):
        return []
    if "hook" not in document:
        return _entries(document)
    context, prefetch = document.get("context"), document.get("prefetch")
    found = _entries(context.get("draftOrders")) if isinstance(context, dict) else []
    for name, value in prefetch.items() if isinstance(prefetch, dict) else ():
        if isinstance(value, dict) and value.get("resourceType") not in (None, "Bundle"):
            found.append(((prefetch, name), value))
        else:
            found += _entries(value)
    return found


def _entries(bundle: Any) -> list[tuple[Any, Json]]:
    entries = bundle.get("entry") if isinstance(bundle, dict) else None
    held = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    return [
        ((entries, entry), entry["resource"])
        for entry in held
        if isinstance(entry.get("resource"), dict) and isinstance(entry["resource"].get("resourceType"), str)
    ]


def _apply(edit: Edit, holder: Any, resource: Json) -> None:
    if not edit.place:
        container, key = holder
        if isinstance(container, list):
            container[:] = [one for one in container if one is not key]
        else:
            container.pop(key, None)
        return
    *way, last = edit.place.strip("/").split("/")
    inner: Any = resource
    try:
        for step in (*way, last):
            parent, key = inner, int(step) if isinstance(inner, list) else step
            inner = parent[key]
    except (KeyError, IndexError, ValueError, TypeError):
        raise refused(400, "The resource has no such place.", "edit") from None
    if edit.value is None and isinstance(parent, dict):
        del parent[key]
    else:
        parent[key] = edit.value
