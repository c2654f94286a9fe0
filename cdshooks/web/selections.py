"""Which of the draft orders a request is about."""

from __future__ import annotations

from typing import Any

from cdshooks.patient.draft_orders import typed
from cdshooks.remarks import remark
from cdshooks.web.wire import HookRequest

_SELECTING = "order-select"
"""Only this hook names selections; whatever another one sends there says nothing."""

_UUID = "urn:uuid:"


def selected(request: HookRequest) -> list[bool] | None:
    """Which drafts the user has just selected; ``None``: all, also where the hook does not say."""
    if request.hook != _SELECTING:
        return None
    flags = _in_occasion(request)
    if flags is None and request.drafts:
        remark("selections: none of them is a draft order, so all drafts are looked at")
    return flags


def _in_occasion(request: HookRequest) -> list[bool] | None:
    """Whether each draft is among the selected orders; ``None`` (all are) where none was named or found.

    A draft that nothing names, neither an id nor a ``fullUrl``, counts where a selection names no other: it
    may be the one that was meant.
    """
    wanted = [_names(selection) for selection in request.selections]
    named = [_names_of_draft(entry) for entry in request.draft_entries]
    found = set().union(*named)
    strayed = any(found.isdisjoint(one) for one in wanted)
    sought = frozenset().union(*wanted)
    flags = [not sought.isdisjoint(names) if names else strayed for names in named]
    return flags if any(flags) else None


def _names_of_draft(entry: dict[str, Any]) -> frozenset[str]:
    """What a selection may call the draft of an entry: by its id or, where that is missing, its address."""
    url, draft = entry.get("fullUrl"), entry["resource"]
    names = _names(url) if isinstance(url, str) else frozenset()
    id = draft.get("id")
    if isinstance(id, str) and id:
        names |= {id}
    kind = typed(draft)["resourceType"]
    bare = {name.removeprefix(_UUID) for name in names if "/" not in name}
    return names | bare | {f"{kind}/{name}" for name in bare}


def _names(reference: str) -> frozenset[str]:
    """A reference as it is written, as ``Type/id`` where it is absolute or versioned, and without the
    ``urn:uuid:`` that some put before the id.
    """
    bare = reference.split("/_history/")[0]
    kind, slash, id = "/".join(bare.split("/")[-2:]).rpartition("/")
    return frozenset({reference, f"{kind}{slash}{id}", f"{kind}{slash}{id.removeprefix(_UUID)}"})


def full_urls(request: HookRequest) -> dict[str, dict[str, Any]]:
    """Draft entries by their ``fullUrl``, for references such as ``urn:uuid:``."""
    return {
        entry["fullUrl"]: entry["resource"]
        for entry in request.draft_entries
        if isinstance(entry.get("fullUrl"), str)
    }
