"""Which of the draft orders a request is about."""

from __future__ import annotations

from typing import Any

from cdshooks.remarks import remark
from cdshooks.web.wire import HookRequest

_SELECTING = "order-select"
"""Only this hook names selections; whatever another one sends there says nothing."""


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

    A selection may name its draft by ``Type/id``, by the bare id or by the entry's ``fullUrl``.
    """
    wanted = {_last_two(selection) for selection in request.selections} | set(request.selections)
    by_url = {id(resource) for url, resource in full_urls(request).items() if url in wanted}
    flags = [
        id(draft) in by_url
        or (
            isinstance(draft.get("id"), str)
            and (f"{draft.get('resourceType')}/{draft['id']}" in wanted or draft["id"] in wanted)
        )
        for draft in request.drafts
    ]
    return flags if any(flags) else None


def _last_two(reference: str) -> str:
    """``Type/id`` of a relative, absolute or versioned reference."""
    bare = reference.split("/_history/")[0]
    return "/".join(bare.split("/")[-2:])


def full_urls(request: HookRequest) -> dict[str, dict[str, Any]]:
    """Draft entries by their ``fullUrl``, for references such as ``urn:uuid:``."""
    return {
        entry["fullUrl"]: entry["resource"]
        for entry in request.draft_entries
        if isinstance(entry.get("fullUrl"), str)
    }
