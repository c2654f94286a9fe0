"""How many resources a request brings, counted before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdshooks.errors import refused
from cdshooks.gather.amounts import COSTLY, MOST_DOSAGES, MOST_WORDS, dosages_of, inside, words_in

MOST_DRAFTS = 200
"""Draft orders of one request. A session has a few, an order set dozens; each is held against all."""

MOST_DRAFT_DOSAGES = 500
"""Dosages of all draft orders together, for the same reason."""

MOST_KEYS = 200
"""Keys of one prefetch. A service asks for 16; a client that sends along what several ask for, for dozens."""


_STEPS = 6
"""What is looked at for one resource in a Bundle of its own: both, their entries and the lists of these."""


def check_resources(
    prefetch: Mapping[str, Any] | None,
    drafts: Sequence[Mapping[str, Any]],
    most: int,
    size: int | None = None,
) -> None:
    """Raises ``Refused`` (413) where there are more than ``most`` in all, or too many of the costly ones.

    Bundles are no resources here, and there may be as many of them again. ``size``: the bytes of the request,
    where they are known; of a small one, as nearly all are, the words are not counted.
    """
    orders = "context.draftOrders"
    _refuse_beyond(MOST_KEYS, len(prefetch or {}), "keys of prefetch", "prefetch")
    _refuse_beyond(MOST_DRAFTS, len(drafts), "draft orders", orders)
    _refuse_beyond(MOST_DRAFT_DOSAGES, sum(map(dosages_of, drafts)), "dosages of draft orders", orders)
    long = size is None or size > MOST_WORDS
    count, bundles, dosages, words = _counted((prefetch or {}).values(), most, in_words=long)
    _refuse_beyond(most, count + len(drafts), "resources", "prefetch")
    _refuse_beyond(most, bundles, "Bundles", "prefetch")
    _refuse_beyond(MOST_DOSAGES, dosages, "dosages of medication records", "prefetch")
    if long:
        of_drafts, said = sum(map(words_in, drafts)), "characters of names in words"
        _refuse_beyond(MOST_WORDS, of_drafts, said, orders)
        _refuse_beyond(MOST_WORDS, of_drafts + words, said, "prefetch")


def _refuse_beyond(most: int, count: int, words: str, field: str) -> None:
    if count > most:
        raise refused(413, f"More than {most} {words} are not read.", field, code="too-costly")


def _counted(values: Iterable[Any], most: int, *, in_words: bool) -> tuple[int, int, int, int]:
    """All resources in Bundles and lists, also in each other, these Bundles, the dosages of the costly ones
    among the resources, and where it is asked for the characters of names in words.

    A component of a result costs what a result does, so it counts as one, and so does a result (or whatever
    else) that is contained in a report. What calls itself a resource is
    one, whatever members of a Bundle it has besides. A list with more than the entries of ``most`` resources
    and Bundles is not gone through: it counts as so many resources.
    """
    count = bundles = dosages = words = 0
    waiting = list(values)
    # What stands inside is looked at in its turn: the list grows while it is gone through.
    for value in waiting:
        if type(value) is list:
            waiting += value
            if len(waiting) > _STEPS * most + MOST_KEYS:
                return len(waiting), bundles, dosages, words
        elif type(value) is dict:
            around = False
            if "resource" in value:
                waiting.append(value["resource"])
                around = True
            if "entry" in value:
                waiting.append(value["entry"])
                around = True
            kind = value.get("resourceType")
            if not around or (type(kind) is str and kind != "Bundle"):
                count += 1 + (inside(value["component"]) if "component" in value else 0)
                count += inside(value["contained"]) if "contained" in value else 0
                if type(kind) is str and kind in COSTLY:
                    dosages += dosages_of(value)
                if in_words:
                    words += words_in(value)
            elif "entry" in value:
                bundles += 1
    return count, bundles, dosages, words
