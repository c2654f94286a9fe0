"""The sums in which the counts of a comparison stand: what a reader of it could add and subtract."""

from __future__ import annotations

from collections.abc import Iterator

from cdshooks.population.compare_counts import AFTER, BEFORE, Differences, Move
from cdshooks.population.run_names import ALL
from cdshooks.records.small_cells import Name, Table


def dear(name: Name) -> bool:
    """Whether it is a count of firings or of all changes: readers come for these."""
    return isinstance(name, tuple) and name[0] in ("fired", "changes")


def tables_of(found: Differences) -> Iterator[Table]:
    """The sums in which the counts of a comparison stand."""
    for what in ("sittings", "patients"):
        for side in ("before", "after"):
            yield Table([[(what, "common"), (what, f"only_{side}"), (what, f"{side}_sittings")]])
    yield Table([[*(("changes", card) for card in found.changes), ("changes", ALL)]])
    for card, changes in found.changes.items():
        yield Table([[*(("moves", card, move) for move in Move), ("changes", card)]])
        for move in Move:
            names = [change.name for change in changes if change.move is move]
            yield Table([[*names, ("moves", card, move)]])
        yield _of_firings(card)
    for change, whys in found.whys.items():
        yield Table([[*(("why", change, *why) for why in whys), change.name]])


def _of_firings(card: str) -> Table:
    """Who fired before by who fires now: so nobody finds the changes by the two counts of firings."""
    lost, gained = ("moves", card, Move.LOST), ("moves", card, Move.GAINED)
    return Table(
        [
            [("stayed", card), lost, ("fired", BEFORE, card)],
            [gained, ("neither", card), ("not before", card)],
            [("fired", AFTER, card), ("not after", card), ("all", card)],
        ],
        sums_below=True,
    )
