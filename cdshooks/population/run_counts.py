"""Everything that the report of a run counts, by name, before anything is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from cdshooks.population.counting import SITTING, Tables
from cdshooks.population.run_details import DETAILS
from cdshooks.population.run_names import (
    ALL,
    FIRED,
    KINDS,
    LEFT_OUT,
    LEVELS,
    MANY,
    RunCounts,
    decided,
    fired,
    rated,
)
from cdshooks.records.small_cells import Count

_KIND = f"CASE WHEN outcome = 'suppressed' AND silenced_by IS NULL THEN '{LEFT_OUT}' ELSE outcome END AS kind"
_MONTH = "strftime(day, '%Y-%m') AS month, strftime(day, '%Y') AS year"
_KEY = ", ".join(SITTING)


def counted(tables: Tables) -> RunCounts:
    """Every count of the run whose tables are open."""
    _views(tables)
    found = RunCounts()
    for part in (_sittings, _prescribers, _decisions, _firings, _people, *DETAILS):
        part(tables, found)
    return found


def _views(tables: Tables) -> None:
    tables.view("seen", f"SELECT *, {_MONTH}, least(shown, {MANY})::VARCHAR AS cards FROM sittings")
    tables.view("decided", f"SELECT *, {_KIND} FROM decisions")
    tables.make(
        "fired",
        f"SELECT {_KEY}, card, level, decisions.shown, requester, {_MONTH} FROM decisions "
        f"JOIN sittings USING ({_KEY}) WHERE outcome = 'fired'",
    )
    tables.view("ordered", "SELECT * FROM fired WHERE requester IS NOT NULL")
    tables.view("unordered", "SELECT * FROM fired WHERE requester IS NULL")


def _sittings(tables: Tables, found: RunCounts) -> None:
    [(first, last)] = tables.rows("SELECT min(day), max(day) FROM sittings")
    found.days = (first, last) if first is not None else None
    found.hooks = _values(tables, "SELECT DISTINCT hook FROM sittings ORDER BY hook DESC")
    found.months = _values(tables, "SELECT DISTINCT month FROM seen ORDER BY month")
    for keys in _groupings("hook", "cards"):
        _put(found, tables, "seen", keys, ("hook", "cards"), "sittings")
    for hook, cards in product((*found.hooks, ALL), map(str, range(MANY + 1))):
        found.counts.setdefault(("sittings", hook, cards), Count(0, 0))
    tables.view("noted", "SELECT * FROM sittings WHERE has_note")
    tables.view("unnoted", "SELECT * FROM sittings WHERE NOT has_note")
    for name, keys in product(("noted", "unnoted"), ((), ("hook",))):
        _put(found, tables, name, keys, ("hook",), name, printed=name == "noted")
        for hook in (*found.hooks, ALL):
            found.counts.setdefault((name, hook), Count(0, 0, name == "noted"))
    for month, number in _grouped(tables, "SELECT month, count(DISTINCT patient) FROM seen", "month"):
        found.counts["patients", month] = Count(number, number)
    for month, number in _grouped(tables, "SELECT month, count(*) FROM seen", "month"):
        found.counts["seen", month] = Count(number, number, printed=False)
    found.counts["nought"] = Count(0, 0)


def _prescribers(tables: Tables, found: RunCounts) -> None:
    query = "SELECT month, count(DISTINCT (requester, day)) FROM seen WHERE requester IS NOT NULL"
    for month, number in _grouped(tables, query, "month"):
        found.counts["prescriber-days", month] = Count(number, number)
    for month in (*found.months, ALL):
        found.counts.setdefault(("prescriber-days", month), Count(0, 0))


def _decisions(tables: Tables, found: RunCounts) -> None:
    for folder, card in tables.rows("SELECT DISTINCT folder, card FROM decisions ORDER BY folder, card"):
        found.folders.setdefault(folder, []).append(card)
    kinds = _values(tables, "SELECT DISTINCT kind FROM decided ORDER BY kind")
    found.kinds = (*KINDS, *(kind for kind in kinds if kind not in KINDS))
    for keys in _groupings("card", "kind"):
        for key, one in tables.tally("decided", keys).items():
            at = dict(zip(keys, key, strict=True))
            found.counts[decided(at.get("card", ALL), at.get("kind", ALL))] = one
    for card, kind in product((*found.cards, ALL), found.kinds):
        found.counts.setdefault(decided(card, kind), Count(0, 0))
    _put(found, tables, "decided", ("folder",), ("folder",), "decisions of")
    tables.view("spoken", f"SELECT * FROM decided WHERE kind IN ('{FIRED}', '{LEFT_OUT}')")
    for keys in _groupings("hook", "kind"):
        _put(found, tables, "spoken", keys, ("hook", "kind"), "spoken")
    for hook, kind in product((*found.hooks, ALL), (FIRED, LEFT_OUT, ALL)):
        found.counts.setdefault(("spoken", hook, kind), Count(0, 0))


def _firings(tables: Tables, found: RunCounts) -> None:
    columns = ("card", "level", "month")
    for keys in (*_groupings("card", "level"), ("month",), ("card", "month"), ("level", "month")):
        _put(found, tables, FIRED, keys, columns, FIRED)
    for keys in (("card", "year"), ("year",)):
        _put(found, tables, FIRED, keys, ("card", "level", "year"), FIRED)
    found.spoke = tuple(
        sorted(
            (card for card in found.cards if found.counts[fired(card)].value),
            key=lambda card: (-found.counts[fired(card)].value, card),
        )
    )
    periods = dict.fromkeys((*found.months, *found.periods, ALL))
    for card, period in product((*found.spoke, ALL), periods):
        found.counts.setdefault(fired(card, ALL, period), Count(0, 0))
    for card, level in product((*found.spoke, ALL), LEVELS):
        found.counts.setdefault(fired(card, level), Count(0, 0))
    for month, level in product(found.months, LEVELS):
        found.counts.setdefault(fired(ALL, level, month), Count(0, 0))
    for name, keys in product(("ordered", "unordered"), ((), ("card",), ("level",), ("month",))):
        _put(found, tables, name, keys, columns, name, printed=False)
    for at in rated(found):
        found.counts.setdefault(("unordered", *at), Count(0, 0, printed=False))
        ordered = found.counts.get(("ordered", *at), Count(0, 0))
        # It stands on the page as a rate, where there are prescriber-days enough to tell one.
        printed = not found.counts["prescriber-days", at[2]].few
        found.counts["ordered", *at] = Count(ordered.value, ordered.people, printed)
    for name, where in (("quiet", "NOT shown"), ("aloud", "shown")):
        tables.view(name, f"SELECT patient FROM fired WHERE {where}")
        _put(found, tables, name, (), (), name, printed=name == "quiet")


def _people(tables: Tables, found: RunCounts) -> None:
    """For how many patients a card fired at least once, and for how many it did not."""
    for at in rated(found):
        found.counts["people", *at] = Count(0, 0)
    for column in ("card", "level", "month"):
        query = f"SELECT {column}, count(DISTINCT patient) FROM fired"
        for value, number in _grouped(tables, query, column):
            places = (value if column == one else ALL for one in ("card", "level", "month"))
            found.counts["people", *places] = Count(number, number)
    for at in rated(found):
        with_it = found.counts["people", *at].value
        without = found.counts["patients", at[2]].value - with_it
        found.counts["others", *at] = Count(without, without, printed=False)


def _groupings(first: str, second: str) -> tuple[tuple[str, ...], ...]:
    return ((), (first,), (second,), (first, second))


def _put(
    found: RunCounts,
    tables: Tables,
    source: str,
    keys: Iterable[str],
    columns: Iterable[str],
    name: str,
    printed: bool = True,
) -> None:
    """Counts a table by some of its columns, into the names that hold all of the columns."""
    keys = tuple(keys)
    for key, one in tables.tally(source, keys).items():
        at = dict(zip(keys, key, strict=True))
        place = (at.get(column, ALL) for column in columns)
        found.counts[name, *place] = Count(one.value, one.people, printed)


def _grouped(tables: Tables, query: str, column: str) -> list[tuple[str, int]]:
    """The query by the values of a column, then for all of them together."""
    found = tables.rows(f"{query} GROUP BY ROLLUP ({column})")
    return [(value if value is not None else ALL, number) for value, number in found]


def _values(tables: Tables, query: str) -> tuple[str, ...]:
    return tuple(row[0] for row in tables.rows(query))
