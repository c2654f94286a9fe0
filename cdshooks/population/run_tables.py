"""The sums in which the counts of a run stand: what a reader of its report could add and subtract."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cdshooks.population.run_names import (
    ALL,
    FIRED,
    LEFT_OUT,
    LEVELS,
    MANY,
    MOST_PAIRS,
    RunCounts,
    decided,
    fired,
    rated,
)
from cdshooks.records.small_cells import FEW, Count, Name, Table


def tables_of(run: RunCounts) -> Iterator[Table]:
    """Every table of the report, with the rests that shares leave over, as rows and columns of names."""
    yield from _of_sittings(run)
    yield from _of_decisions(run)
    yield from _of_firings(run)
    yield from _of_periods(run)
    yield from _of_rates(run)
    yield from _of_details(run)


def dear(name: Name) -> bool:
    """Whether it is a count of firings, or of the people for whom a card fired."""
    return isinstance(name, tuple) and name[0] in (FIRED, "people")


def beside(run: RunCounts) -> Iterator[Name]:
    """Sittings by the cards they were shown, where the number of firings would tell a small one.

    Who knows how many sittings had no card, and how many firings there were, has two equations: so three of
    the four numbers must not be told, each with its own place in both.
    """
    hooks = (*run.hooks, ALL)
    hidden: set[str] = set()
    for hook in hooks:
        with_a_card = [run.counts["sittings", hook, str(number)] for number in range(1, MANY + 1)]
        if any(one.few for one in with_a_card):
            hidden |= {"1", "2", str(MANY) if with_a_card[-1].value else "0"}
        if Count(sum(one.value for one in with_a_card), FEW + 1).few:
            hidden.add("0")
    if hidden and not _hides_a_pair(run):
        # How many pairs of cards there were is then a third equation.
        hidden.add("0")
    yield from (("sittings", hook, number) for hook in hooks for number in sorted(hidden))


def _hides_a_pair(run: RunCounts) -> bool:
    return len(run.pairs) == MOST_PAIRS or any(run.counts["both", *pair].few for pair in run.pairs)


def _of_sittings(run: RunCounts) -> Iterator[Table]:
    hooks = (*run.hooks, ALL)
    numbers = [*map(str, range(MANY + 1)), ALL]
    yield Table([[("sittings", hook, number) for hook in hooks] for number in numbers], sums_below=True)
    yield Table(
        [[("noted", hook), ("unnoted", hook), ("sittings", hook, ALL)] for hook in hooks], sums_below=True
    )
    yield Table([[("prescriber-days", month) for month in (*run.months, ALL)]])


def _of_decisions(run: RunCounts) -> Iterator[Table]:
    kinds = (*run.kinds, ALL)
    yield Table([[decided(card, kind) for kind in kinds] for card in (*run.cards, ALL)], sums_below=True)
    hooks = [[("spoken", hook, kind) for kind in (FIRED, LEFT_OUT, ALL)] for hook in run.hooks]
    yield Table([*hooks, [fired(), decided(ALL, LEFT_OUT), ("spoken", ALL, ALL)]], sums_below=True)
    yield Table([[("quiet",), ("aloud",), fired()]])
    for folder, cards in run.folders.items():
        yield Table([[*(decided(card) for card in cards), ("decisions of", folder)]])


def _of_firings(run: RunCounts) -> Iterator[Table]:
    levels = (*LEVELS, ALL)
    yield Table([[fired(card, level) for level in levels] for card in (*run.spoke, ALL)], sums_below=True)
    yield Table(
        [[fired(ALL, level, month) for level in levels] for month in (*run.months, ALL)], sums_below=True
    )


def _of_periods(run: RunCounts) -> Iterator[Table]:
    periods = (*run.periods, ALL)
    cards = (*run.spoke, ALL)
    yield Table([[fired(card, ALL, period) for period in periods] for card in cards], sums_below=True)
    if run.periods != run.months:
        for year, months in groupby(run.months, key=lambda month: month[:4]):
            yield Table([[*(fired(ALL, ALL, month) for month in months), fired(ALL, ALL, year)]])


def _of_rates(run: RunCounts) -> Iterator[Table]:
    """For each rate what it leaves over: who did not get the card, and firings without a requester.

    Where everybody was judged once, as the page says, a card's firings and its people are the same number.
    """
    yield Table([[("people", *at), ("others", *at), ("patients", at[2])] for at in rated(run)])
    everybody_once = run.counts["patients", ALL].value == run.counts["seen", ALL].value
    once = [at for at in rated(run) if at[0] != ALL and everybody_once]
    yield Table([[("people", *at), "nought", fired(*at)] for at in once])
    for column in range(3):
        rows = [at for at in rated(run) if at[column] != ALL]
        yield Table(
            [[("ordered", *at), ("unordered", *at), fired(*at)] for at in (*rows, (ALL, ALL, ALL))],
            sums_below=True,
        )


def _of_details(run: RunCounts) -> Iterator[Table]:
    for (card, kind), reasons in run.reasons.items():
        yield Table([[*(("reason", card, kind, reason) for reason in reasons), decided(card, kind)]])
    yield Table(
        [
            [("lacking", folder, datum), ("having", folder, datum), ("decisions of", folder)]
            for folder, data in run.lacking.items()
            for datum, _ in data
        ]
    )
    yield Table(
        [
            [("lacking", folder, datum), ("lacking others", folder, datum), decided(cards[0], "not known")]
            for folder, data in run.lacking.items()
            for datum, cards in data
            if len(cards) == 1
        ]
    )
    yield Table(
        [[("both", *pair), ("alone", card, *pair), fired(card)] for pair in run.pairs for card in pair]
    )
