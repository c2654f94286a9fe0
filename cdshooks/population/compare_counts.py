"""What differs between the decisions of two runs: by card, from what to what, and by which criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cdshooks.population.about import About, NoRun
from cdshooks.population.counting import SITTING, Tables
from cdshooks.population.run_names import ALL, LEVELS
from cdshooks.records.small_cells import Count, Name

MOST_WHYS = 5
MOST_EXAMPLES = 10

BEFORE, AFTER = "before_", "after_"

ABSENT = "absent"
"""The card has no row for a sitting: it had no occasion, or is not in that catalogue."""

_BETWEEN = "\x1f"

_STATE = """CASE WHEN outcome = 'fired' THEN level
    WHEN outcome <> 'suppressed' THEN outcome
    WHEN silenced_by IS NULL THEN 'left out by the budget'
    ELSE 'silent for ' || silenced_by END"""

_LOUD = ", ".join(f"'{level}'" for level in LEVELS)

MANY = 10**9
"""In the place of counts that nobody prints or needs."""


class Move(Enum):
    """What kind of change it is."""

    GAINED = "began to fire"
    LOST = "stopped firing"
    LEVEL = "another level"
    OTHER = "silent in another way"

    @staticmethod
    def of(before: str, after: str) -> Move:
        """The kind of change between two states."""
        if before in LEVELS:
            return Move.LEVEL if after in LEVELS else Move.LOST
        return Move.GAINED if after in LEVELS else Move.OTHER


@dataclass(frozen=True, slots=True)
class Change:
    """From what to what the decisions of a card changed."""

    card: str
    before: str
    after: str

    @property
    def move(self) -> Move:
        return Move.of(self.before, self.after)

    @property
    def name(self) -> Name:
        return ("change", self.card, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Example:
    """One sitting whose decision changed. The days differ where two runs of different days are compared."""

    patient: str
    before_day: date
    after_day: date
    hook: str
    draft_number: int


@dataclass(slots=True)
class Differences:
    """The counts of a comparison by name, and what there is to count."""

    counts: dict[Name, Count] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    """By card, the cards with the most changes first."""
    whys: dict[Change, list[tuple[str, str]]] = field(default_factory=dict)
    """Why it was so before, and why it is now as it is."""
    examples: dict[Change, list[Example]] = field(default_factory=dict)


def compared(tables: Tables, before: About, after: About) -> Differences:
    """What changed from one run to the other. Raises ``NoRun`` where they cannot be compared."""
    keys = _same_key(before, after)
    found = Differences()
    _sittings(tables, found, keys)
    _changes(tables, found, keys, _absent_words(before), _absent_words(after))
    _firings(tables, found)
    return found


def _same_key(before: About, after: About) -> tuple[str, ...]:
    """By what a sitting of one run is found in the other. Its day tells nothing where each run judged
    everybody on one day of its own.
    """
    if before.text("key") != after.text("key"):
        raise NoRun(
            "The two runs hash patients under different keys, so that no patient of one is found in the "
            "other: make both with the same --key-file, or with CDSHOOKS_HASH_KEY"
        )
    days = {one.text("options", "today") for one in (before, after)}
    many = any(one.flag("options", key) for one in (before, after) for key in ("every_order", "monthly"))
    return SITTING if many or len(days) == 1 else tuple(one for one in SITTING if one != "day")


def _sittings(tables: Tables, found: Differences, keys: Sequence[str]) -> None:
    named = ", ".join(keys)
    same = " AND ".join(f"one.{key} = other.{key}" for key in keys)
    tables.make(
        "common",
        f"SELECT {', '.join(f'one.{key}' for key in keys)}, one.day AS before_day, other.day AS after_day "
        f"FROM {BEFORE}sittings AS one JOIN {AFTER}sittings AS other ON {same}",
    )
    tables.view("only_before", f"SELECT patient FROM {BEFORE}sittings ANTI JOIN common USING ({named})")
    tables.view("only_after", f"SELECT patient FROM {AFTER}sittings ANTI JOIN common USING ({named})")
    for name in ("common", "only_before", "only_after", f"{BEFORE}sittings", f"{AFTER}sittings"):
        found.counts["sittings", name] = tables.tally(name).get((), Count(0, 0))
    patients = {
        "common": f"{BEFORE}sittings SEMI JOIN {AFTER}sittings USING (patient)",
        "only_before": f"{BEFORE}sittings ANTI JOIN {AFTER}sittings USING (patient)",
        "only_after": f"{AFTER}sittings ANTI JOIN {BEFORE}sittings USING (patient)",
        f"{BEFORE}sittings": f"{BEFORE}sittings",
        f"{AFTER}sittings": f"{AFTER}sittings",
    }
    for name, source in patients.items():
        [(number,)] = tables.rows(f"SELECT count(DISTINCT patient) FROM {source}")
        found.counts["patients", name] = Count(number, number)


def _absent_words(run: About) -> Mapping[str, str]:
    """What it is called that a card has no row: by the cards of the run's catalogue."""
    return dict.fromkeys(run.table("cards"), "no occasion")


def _changes(
    tables: Tables,
    found: Differences,
    keys: Sequence[str],
    known_before: Mapping[str, str],
    known_after: Mapping[str, str],
) -> None:
    _make_changed(tables, ", ".join(keys))
    _tell_levels(tables, ", ".join(keys))

    def change(card: str, before: str, after: str) -> Change:
        return Change(
            card,
            known_before.get(card, "not in the catalogue") if before == ABSENT else before,
            known_after.get(card, "not in the catalogue") if after == ABSENT else after,
        )

    columns = ("card", "before", "after")
    for key, one in tables.tally("changed", columns).items():
        made = change(*key)
        found.counts[made.name] = one
        found.changes.setdefault(made.card, []).append(made)
        found.examples[made] = _examples(tables, key)
    _sums(tables, found)
    for key, one in tables.folded("explained", columns, "why", MOST_WHYS, few_too=True).items():
        made, (why_before, _, why_after) = change(*key[:3]), key[3].partition(_BETWEEN)
        found.whys.setdefault(made, []).append((why_before, why_after))
        found.counts["why", made, why_before, why_after] = one


def _make_changed(tables: Tables, named: str) -> None:
    """The decisions that came to something else, of the sittings that both runs have. That a card without an
    occasion is silent is no change.
    """
    for prefix in (BEFORE, AFTER):
        tables.view(
            f"{prefix}states",
            f"SELECT {named}, card, {_STATE} AS state, CASE WHEN outcome = 'fired' THEN '' ELSE reason END "
            f"AS reason FROM {prefix}decisions SEMI JOIN common USING ({named})",
        )
    tables.make(
        "changed",
        f"""SELECT *, (before IN ({_LOUD}))::VARCHAR AS spoke_before, (after IN ({_LOUD}))::VARCHAR
        AS spoke_after FROM (
            SELECT {named}, card, coalesce(one.state, '{ABSENT}') AS before,
            coalesce(other.state, '{ABSENT}') AS after,
            coalesce(one.reason, '') AS before_reason, coalesce(other.reason, '') AS after_reason
            FROM {BEFORE}states AS one FULL JOIN {AFTER}states AS other USING ({named}, card)
            WHERE one.state IS DISTINCT FROM other.state
        ) JOIN common USING ({named})
        WHERE NOT (before IN ('{ABSENT}', 'silent') AND after IN ('{ABSENT}', 'silent'))""",
    )


def _tell_levels(tables: Tables, named: str) -> None:
    """Where a card fired in both, the criteria that were so in one run only are why its level changed."""
    for prefix in (BEFORE, AFTER):
        tables.make(
            f"{prefix}criteria",
            f"SELECT {named}, card, list(DISTINCT criterion ORDER BY criterion) AS criteria "
            f"FROM {prefix}evidence SEMI JOIN (SELECT * FROM changed WHERE spoke_before = 'true' "
            f"AND spoke_after = 'true') USING ({named}, card) GROUP BY ALL",
        )
    only_before = "list_filter(one.criteria, lambda x: NOT list_contains(coalesce(other.criteria, []), x))"
    only_after = "list_filter(other.criteria, lambda x: NOT list_contains(coalesce(one.criteria, []), x))"
    tables.make(
        "explained",
        f"""SELECT changed.patient, card, before, after,
        coalesce(nullif(before_reason, ''), array_to_string({only_before}, '; '), '') || '{_BETWEEN}' ||
        coalesce(nullif(after_reason, ''), array_to_string({only_after}, '; '), '') AS why
        FROM changed LEFT JOIN {BEFORE}criteria AS one USING ({named}, card)
        LEFT JOIN {AFTER}criteria AS other USING ({named}, card)""",
    )


def _examples(tables: Tables, key: tuple[str, ...]) -> list[Example]:
    rows = tables.rows(
        "SELECT patient, before_day, after_day, hook, draft_number FROM changed "
        f"WHERE card = ? AND before = ? AND after = ? ORDER BY ALL LIMIT {MOST_EXAMPLES}",
        *key,
    )
    return [Example(*row) for row in rows]


def _sums(tables: Tables, found: Differences) -> None:
    """How many changes there are of each kind, of each card, and together."""
    spoke = {(True, False): Move.LOST, (False, True): Move.GAINED, (True, True): Move.LEVEL}
    tables.view(
        "moved",
        "SELECT patient, card, spoke_before || '-' || spoke_after AS move FROM changed",
    )
    moves = {
        f"{str(one).lower()}-{str(other).lower()}": spoke.get((one, other), Move.OTHER)
        for one in (True, False)
        for other in (True, False)
    }
    for (card, move), one in tables.tally("moved", ("card", "move")).items():
        found.counts["moves", card, moves[move]] = one
    for key, one in tables.tally("moved", ("card",)).items():
        found.counts["changes", key[0]] = one
    found.counts["changes", ALL] = tables.tally("moved").get((), Count(0, 0))
    for card in found.changes:
        for kind in Move:
            found.counts.setdefault(("moves", card, kind), Count(0, 0))
    by_number = sorted(found.changes, key=lambda card: (-found.counts["changes", card].value, card))
    found.changes = {
        card: sorted(
            found.changes[card], key=lambda one: (-found.counts[one.name].value, one.before, one.after)
        )
        for card in by_number
    }


def _firings(tables: Tables, found: Differences) -> None:
    """How often each card that changed fired before, and fires now, in the sittings that both runs have."""
    for prefix in (BEFORE, AFTER):
        tables.view(f"{prefix}loud", f"SELECT * FROM {prefix}states WHERE state IN ({_LOUD})")
        fired = tables.tally(f"{prefix}loud", ("card",))
        for card in found.changes:
            found.counts["fired", prefix, card] = fired.get((card,), Count(0, 0))
    for card in found.changes:
        stayed = found.counts["fired", BEFORE, card].value - found.counts["moves", card, Move.LOST].value
        found.counts["stayed", card] = Count(stayed, stayed, printed=False)
        for name in ("neither", "not before", "not after", "all"):
            found.counts[name, card] = Count(MANY, MANY, printed=False)
