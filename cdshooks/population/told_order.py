"""The lists of a run's report in an order that tells nothing of what is not told."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.population.counting import OTHERS
from cdshooks.population.run_names import RunCounts, fired
from cdshooks.records.small_cells import Disclosure


def in_told_order(run: RunCounts, told: Disclosure) -> RunCounts:
    """The same run; what is told comes first, the most frequent of it before the others."""
    lacking = {(folder, datum): cards for folder, data in run.lacking.items() for datum, cards in data}
    by_folder: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for place in told.in_order({one: ("lacking", *one) for one in lacking}):
        by_folder.setdefault(place[0], []).append((place[1], lacking[place]))
    return replace(
        run,
        spoke=tuple(told.in_order({card: fired(card) for card in run.spoke})),
        reasons={key: _with_others_last(told, key, reasons) for key, reasons in run.reasons.items()},
        lacking=by_folder,
        pairs=told.in_order({pair: ("both", *pair) for pair in run.pairs}),
        unread=told.in_order({one: ("unread", *one) for one in run.unread}),
    )


def _with_others_last(told: Disclosure, key: tuple[str, str], reasons: list[str]) -> list[str]:
    named = told.in_order({one: ("reason", *key, one) for one in reasons if one != OTHERS})
    return [*named, *(one for one in reasons if one == OTHERS)]
