"""The longer lists of a run's report: reasons of silence, data that were lacking, cards seen together."""

from __future__ import annotations

from cdshooks.population.counting import SITTING, Tables
from cdshooks.population.run_names import FIRED, MOST_PAIRS, RunCounts, decided, fired
from cdshooks.records.small_cells import Count

MOST_REASONS = 6
"""Reasons that are told of one card and outcome; the others are counted together."""

_KEY = ", ".join(SITTING)


def _reasons(tables: Tables, found: RunCounts) -> None:
    tables.view("unspoken", f"SELECT * FROM decided WHERE kind <> '{FIRED}'")
    for key, one in tables.folded("unspoken", ("card", "kind"), "reason", MOST_REASONS).items():
        found.counts["reason", *key] = one
        found.reasons.setdefault((key[0], key[1]), []).append(key[2])


def _lacking(tables: Tables, found: RunCounts) -> None:
    """The data that were lacking, of each folder; a datum that two reasons name counts once in a decision."""
    tables.view(
        "lacking",
        f"SELECT DISTINCT {_KEY}, card, folder, split_part(unnest(missing), ': ', 1) AS datum "
        "FROM decisions WHERE outcome = 'not known'",
    )
    wanted: dict[tuple[str, str], list[str]] = {}
    for folder, datum, card in sorted(tables.rows("SELECT DISTINCT folder, datum, card FROM lacking")):
        wanted.setdefault((folder, datum), []).append(card)
    tally = tables.tally("lacking", ("folder", "datum"))
    for (folder, datum), one in sorted(tally.items(), key=lambda item: (-item[1].value, item[0])):
        found.lacking.setdefault(folder, []).append((datum, tuple(wanted[folder, datum])))
        rest = found.counts["decisions of", folder].value - one.value
        found.counts["lacking", folder, datum] = one
        found.counts["having", folder, datum] = Count(rest, rest, printed=False)
        if len(cards := wanted[folder, datum]) == 1:
            # Of a card that alone wants it, what else it did not know is left over.
            other = found.counts[decided(cards[0], "not known")].value - one.value
            found.counts["lacking others", folder, datum] = Count(other, other, printed=False)


def _pairs(tables: Tables, found: RunCounts) -> None:
    """The cards that fired in the same sitting, two and two, the most frequent pairs first."""
    tables.view(
        "together",
        f"SELECT one.patient, one.card AS first, other.card AS other FROM fired AS one "
        f"JOIN fired AS other USING ({_KEY}) WHERE one.card < other.card",
    )
    tally = tables.tally("together", ("first", "other"))
    ranked = sorted(tally.items(), key=lambda item: (-item[1].value, item[0]))
    for (first, other), one in ranked[:MOST_PAIRS]:
        found.pairs.append((first, other))
        found.counts["both", first, other] = one
        for card in (first, other):
            rest = found.counts[fired(card)].value - one.value
            found.counts["alone", card, first, other] = Count(rest, rest, printed=False)


def _unread(tables: Tables, found: RunCounts) -> None:
    tally = tables.tally("unread", ("resource_type", "element", "why"), "sum(times)")
    for key, one in sorted(tally.items(), key=lambda item: (-item[1].value, item[0])):
        found.unread.append((key[0], key[1], key[2]))
        found.counts["unread", *key] = one


DETAILS = (_reasons, _lacking, _pairs, _unread)
