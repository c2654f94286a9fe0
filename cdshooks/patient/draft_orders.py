"""The drafts of a request: which entries of ``context.draftOrders`` order something, which end an order."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cdshooks.patient.answer import NO
from cdshooks.patient.reading import Resource, items, reference_of, text_of
from cdshooks.patient.references import Owner, numbered, only_newest

ANOTHERS = "belongs to another patient"

_WITHDRAWN = frozenset({"entered-in-error", "cancelled"})
"""Statuses with which a draft is no draft of anything."""

_OVER = _WITHDRAWN | {"stopped", "completed", "ended"}
"""Statuses of an order that ended before this signing."""


class DraftOrders(NamedTuple):
    """``drafts``: what is being ordered, each with whether the occasion is about it.

    ``stopped``: ids of drug orders of the record that are ended by this signing.
    """

    drafts: list[tuple[Resource, bool]]
    stopped: frozenset[str]


def read_drafts(
    sent: Sequence[object],
    in_occasion: Sequence[bool] | None,
    owner: Owner,
    resources: Mapping[str, Sequence[object]],
    remember: Callable[[str, str, str], None],
) -> DraftOrders:
    """The drafts of this patient. What cannot be one is told to ``remember`` (reference, element, reason).

    What is about to be signed here is the patient's of the context, unless it says that it is another's.

    A draft counts whatever its status says, unless it was withdrawn or stops an order: with the id of one of
    the record it ends that one today. Copies of one draft are one, as they are in the record.
    """
    drafts: list[tuple[Resource, bool]] = []
    stopped: set[str | None] = set()
    for position, draft in enumerate(sent):
        if not isinstance(draft, dict):
            remember("draftOrders/?", "resource", "not an object")
        elif owner.whose(draft) is NO:
            remember(reference_of(draft), "subject", ANOTHERS)
        elif _status(draft) == "stopped":
            stopped |= {text_of(draft.get("id"))} - {None}
        elif _status(draft) not in _WITHDRAWN:
            asked_about = in_occasion is None or (position < len(in_occasion) and in_occasion[position])
            drafts.append((typed(draft), asked_about))
    once = _each_once(drafts)
    named = zip(numbered([draft for draft, _ in once]), (asked_about for _, asked_about in once), strict=True)
    return DraftOrders(list(named), _orders_called(stopped, resources) if stopped else frozenset())


def typed(draft: Resource) -> Resource:
    """The draft with a type, also where it names none: a click that changes or removes it must name one.

    Without a type or a code it is a drug order before its drug was chosen.
    """
    if text_of(draft.get("resourceType")) is not None:
        return draft
    return {**draft, "resourceType": "ServiceRequest" if "code" in draft else "MedicationRequest"}


def _orders_called(ids: Container[str | None], resources: Mapping[str, Sequence[object]]) -> frozenset[str]:
    """Which of the ids are those of drug orders of the record. Nearly no signing stops one, so that the
    orders are gone through for those that do, and once.
    """
    held = (text_of(order.get("id")) for order in items(resources.get("MedicationRequest")))
    return frozenset(id for id in held if id is not None and id in ids)


def _each_once(drafts: list[tuple[Resource, bool]]) -> list[tuple[Resource, bool]]:
    """Of copies with one type and id the newer, or one of those that say the same; what the occasion is about
    is so by any of them.
    """
    of_kind: dict[str | None, list[Resource]] = {}
    for draft, _ in drafts:
        of_kind.setdefault(text_of(draft.get("resourceType")), []).append(draft)
    kept = {id(draft) for alike in of_kind.values() for draft in only_newest(alike)}
    if len(kept) == len(drafts):
        return drafts
    asked = {reference_of(draft) for draft, asked_about in drafts if asked_about and text_of(draft.get("id"))}
    return [(draft, about or reference_of(draft) in asked) for draft, about in drafts if id(draft) in kept]


def _status(draft: Resource) -> str:
    return (text_of(draft.get("status")) or "").lower()


def stopped_today(order: Resource, today: date) -> Resource:
    """The order as the signing leaves it: stopped on the day of the request, unless it was over before."""
    if _status(order) in _OVER:
        return order
    undated = {name: value for name, value in order.items() if name not in ("status", "meta")}
    return {**undated, "status": "stopped", "statusChanged": today.isoformat()}
