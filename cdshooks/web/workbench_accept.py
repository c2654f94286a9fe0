"""A suggestion accepted on the workbench, as an EHR does it: the drafts of the session change. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cdshooks.gather.hook_requests import bundle_of
from cdshooks.web.wire import draft_entries

Json = dict[str, Any]


def suggestion_called(cards: Sequence[Json], name: str) -> Json | None:
    """The suggestion of that name among cards; None where it is not offered (any more)."""
    return next(
        (one for card in cards for one in card.get("suggestions", ()) if suggestion_name(card, one) == name),
        None,
    )


def suggestion_name(card: Json, suggestion: Json) -> str:
    """What tells a suggestion from others between two answers, whose uuids differ."""
    return f"{card['source']['topic']['code']} {suggestion['label']}"


def with_suggestion(body: Json, suggestion: Json, at_signing: Callable[[Json], Json]) -> Json:
    """The request after its user took the suggestion. What was ordered on an opened chart is then signed:
    ``at_signing`` takes the request of a chart to that hook."""
    if body["hook"] == "patient-view":
        body = at_signing(body)
    context = body["context"]
    drafts = [entry["resource"] for entry in draft_entries(context.get("draftOrders"))]
    selections = list(context.get("selections") or ())
    for action in suggestion["actions"]:
        resource = action.get("resource")
        if action["type"] == "delete":
            drafts = [one for one in drafts if _reference(one) != action["resourceId"]]
        elif action["type"] == "update":
            drafts = [one for one in drafts if one.get("id") != resource["id"]] + [resource]
        else:
            drafts.append({**resource, "id": f"accepted-{len(drafts) + 1}"})
            selections.append(_reference(drafts[-1]))
    changed = {**context, "draftOrders": bundle_of(drafts)}
    if "selections" in context:
        changed["selections"] = selections
    return {**body, "context": changed}


def _reference(resource: Json) -> str:
    return f"{resource.get('resourceType')}/{resource.get('id')}"
