"""How many resources a request brings, counted before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cdshooks.errors import refused

MOST_DRAFTS = 200
"""Draft orders of one request. A session has a few, an order set some dozens; each is held against all others."""

MOST_MEDICATION_RECORDS = 2_000
"""Orders, statements and dispenses of one request: each becomes courses in a calendar, and costs ten times
what a result does. Twenty years of monthly renewals of six drugs are 1,440."""

_COSTLY = frozenset({"MedicationRequest", "MedicationStatement", "MedicationDispense"})


def check_resources(prefetch: Mapping[str, Any] | None, drafts: int, most: int) -> None:
    """Raises ``Refused`` (413) where there are more than ``most`` in all, or too many of the costly ones."""
    if drafts > MOST_DRAFTS:
        text = f"More than {MOST_DRAFTS} draft orders are not read."
        raise refused(413, text, "context.draftOrders", code="too-costly")
    count, costly = _counted((prefetch or {}).values())
    if count + drafts > most:
        raise refused(413, f"More than {most} resources are not read.", "prefetch", code="too-costly")
    if costly > MOST_MEDICATION_RECORDS:
        text = f"More than {MOST_MEDICATION_RECORDS} medication records are not read."
        raise refused(413, text, "prefetch", code="too-costly")


def _counted(values: Iterable[Any]) -> tuple[int, int]:
    """All resources in Bundles and lists, also in each other, and the costly ones among them."""
    count = costly = 0
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if type(value) is dict:
            inside = [value[name] for name in ("entry", "resource") if name in value]
            waiting.extend(inside)
            if not inside:
                count += 1
                kind = value.get("resourceType")
                costly += type(kind) is str and kind in _COSTLY
        elif type(value) is list:
            waiting.extend(value)
    return count, costly
