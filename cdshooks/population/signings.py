"""The orders of a record as they were written: those of one moment and one hand together, each as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from cdshooks.patient.day import Day, read_day
from cdshooks.patient.facts import Unread
from cdshooks.patient.medication_elements import is_only_reported
from cdshooks.patient.reading import items, reference_of, text_of
from cdshooks.patient.references import only_newest
from cdshooks.population.known_since import REQUESTED_ON, REQUESTS, is_error, status_of
from cdshooks.population.later_changes import without
from cdshooks.population.links import address
from cdshooks.population.moment import last_updated

Json = dict[str, Any]

_SIGNED_BY = ("requester", "prescriber", "orderer")
_WRITTEN_IN = ("encounter", "context")


@dataclass(frozen=True, slots=True)
class Signing:
    """Orders that were written together: when, by whom (a reference, ``None`` where nobody is named), and the
    orders themselves as the export holds them.
    """

    written: Day
    requester: str | None = field(repr=False)
    orders: tuple[Json, ...] = field(repr=False)

    @property
    def drafts(self) -> tuple[Json, ...]:
        """The orders as they stood in ``draftOrders``, without what became of them."""
        return tuple(map(_as_draft, self.orders))


def signings(
    resources: Mapping[str, Sequence[Json]], zone: tzinfo, left_out: list[Unread] | None = None
) -> list[Signing]:
    """Every signing of a record, in the order of time. ``left_out`` takes in the orders that cannot be one,
    each with why.
    """
    by_moment: dict[object, list[tuple[Day, Json]]] = {}
    for order in _orders(resources):
        written, why = _written(order, zone)
        if written is not None:
            by_moment.setdefault(written.instant or written.first, []).append((written, order))
        elif left_out is not None:
            left_out.append(Unread(reference_of(order), *why))
    found = [
        Signing(together[0][0], _requester([order for _, order in together]), _sorted(together))
        for at_once in by_moment.values()
        for together in _by_hand(at_once)
    ]
    return sorted(found, key=_order_of_time)


def _orders(resources: Mapping[str, Sequence[Json]]) -> Iterator[Json]:
    """Every order, of several versions the first that was no draft, without errors and what is only told to
    be taken.
    """
    for kind in sorted(REQUESTS):
        listed = items(resources.get(kind))
        newest = only_newest(listed)
        first = _first_versions(listed) if len(newest) < len(listed) else {}
        signed: set[str | None] = set()
        for order in newest:
            name = text_of(order.get("id"))
            if name in signed or is_error(order, status_of(order)) or is_only_reported(order):
                continue
            if name in first:
                signed.add(name)  # of several that are the newest the first is the same
            yield first.get(name, order)


def _first_versions(listed: Sequence[Json]) -> dict[str | None, Json]:
    """By its id each order that was exported more than once, as it was first signed, where the server says
    when it wrote each version.
    """
    copies: dict[str | None, list[tuple[str, Json]]] = {}
    for order in listed:
        copies.setdefault(text_of(order.get("id")), []).append((last_updated(order) or "", order))
    found: dict[str | None, Json] = {}
    for name, dated in copies.items():
        times = {when for when, _ in dated}
        signed = [one for one in dated if status_of(one[1]) != "draft"]
        if name and signed and "" not in times and len(times) > 1:
            earliest = min(when for when, _ in signed)
            # One version may be exported twice; what was written at one moment and differs tells no first.
            at_once = only_newest([order for when, order in signed if when == earliest])
            if len(at_once) == 1:
                found[name] = at_once[0]
    return found


def _written(order: Json, zone: tzinfo) -> tuple[Day | None, tuple[str, str]]:
    """The day on which it was written, else the element that does not say it, and why not."""
    if status_of(order) == "draft":
        return None, ("status", "still a draft: it was never signed")
    said = [order[name] for name in REQUESTED_ON if order.get(name) is not None]
    days = [day for value in said if (day := read_day(value, zone)) is not None]
    if days and days[0].whole:
        return days[0], ("", "")
    if days:
        return None, ("authoredOn", "names no whole day")
    return None, ("authoredOn", "cannot be read" if said else "missing")


def _by_hand(at_once: list[tuple[Day, Json]]) -> Iterable[list[tuple[Day, Json]]]:
    """The orders of one moment in groups that share who ordered or the encounter; those that name neither
    are one group.
    """
    groups: list[tuple[set[str], list[tuple[Day, Json]]]] = []
    for one in at_once:
        names, members = _hands(one[1]), [one]
        apart = []
        for group in groups:
            if names & group[0]:
                names, members = names | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def _hands(order: Json) -> set[str]:
    """Who ordered and in which encounter; ``{""}`` where neither is named."""
    hands = {name for element in (*_SIGNED_BY, *_WRITTEN_IN) if (name := _who(order.get(element)))}
    return hands or {""}


def _who(element: object) -> str | None:
    """The reference of an element, in STU3 of the ``agent`` in it; else its identifier. Never a name."""
    for one in items(element):
        if "agent" in one:
            return _who(one["agent"])
        if written := text_of(one.get("reference")):
            return address(written)
        for identifier in items(one.get("identifier")):
            return text_of(identifier.get("value"))
    return None


def _requester(orders: Iterable[Json]) -> str | None:
    named = (_who(order.get(element)) for order in orders for element in _SIGNED_BY)
    return min((name for name in named if name is not None), default=None)


def _sorted(together: Iterable[tuple[Day, Json]]) -> tuple[Json, ...]:
    return tuple(sorted((order for _, order in together), key=reference_of))


def _order_of_time(signing: Signing) -> tuple[str, str, str, str]:
    """By the day, then those that say no hour, then by the hour; nothing hangs on the order of the export."""
    instant = signing.written.instant
    return (
        signing.written.first.isoformat(),
        instant.isoformat() if instant is not None else "",
        signing.requester or "",
        reference_of(signing.orders[0]),
    )


def _as_draft(order: Json) -> Json:
    return {**without(order, "status", "statusReason", "statusChanged", "dateEnded"), "status": "draft"}
