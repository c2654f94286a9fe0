"""A suggestion that was accepted: its actions done as an EHR does them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.cards.clinic import Json, day
from tests.properties.made import SIGN, VIEW, Made

Accepting = Callable[[Made, Json], Made]


def drafted(made: Made, suggestion: Json) -> Made:
    """What is created stands among the drafts, and the order is signed or chosen further."""
    after = _done(made, suggestion, {})
    new = tuple(f"{one['resourceType']}/{one['id']}" for one in after.drafts if one not in made.drafts)
    selected = None if made.selected is None else (*made.selected, *new)
    return replace(after, hook=SIGN if made.hook == VIEW else made.hook, selected=selected)


def recorded(made: Made, suggestion: Json) -> Made:
    """What is created was signed too: it stands on record, and the hook is called again."""
    after = _done(made, suggestion, {"status": "active", "authoredOn": day(0)})
    signed = tuple(one for one in after.drafts if one["id"].startswith("accepted-"))
    kept = tuple(one for one in after.drafts if one not in signed)
    return replace(after, record=(*after.record, *signed), drafts=kept)


def _done(made: Made, suggestion: Json, signed: Json) -> Made:
    for place, action in enumerate(suggestion["actions"]):
        if action["type"] == "delete":
            made = made.without(action["resourceId"].split("/")[-1])
        elif action["type"] == "update":
            made = _updated(made, action["resource"])
        else:
            made = replace(
                made, drafts=(*made.drafts, {**action["resource"], **signed, "id": f"accepted-{place}"})
            )
    return made


def _updated(made: Made, resource: Json) -> Made:
    """In place of the draft, or of the order on record, that has its id."""

    def anew(one: Json) -> Json:
        return resource if one["id"] == resource["id"] else one

    return replace(made, record=tuple(map(anew, made.record)), drafts=tuple(map(anew, made.drafts)))


def seen_by_the_ehr(made: Made, suggestion: Json, accept: Accepting) -> bool:
    """Whether what was signed comes back in a list that is supplied."""
    kinds = {action["resource"]["resourceType"] for action in suggestion["actions"] if "resource" in action}
    return accept is drafted or not kinds & made.lacking
