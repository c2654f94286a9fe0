"""The glucocorticoid calendar, laid out again day by day: rules 7 to 9, from their text alone.

What is undetermined is settled by trying: the questions are asked once for each thing that it could be,
and where the answers differ the answer is "not known".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product

from tests.second_opinion.order_lines import FIVE_MG_OF_PREDNISONE, Json, Line, Taking, cut_short, taking_of
from tests.second_opinion.other_lists import other_takings

NO, NOT_KNOWN, TENTATIVE, YES = "no", "not known", "tentative", "yes"
PULSE = Fraction(312)
NO_UPPER_END = Fraction(10**9)
A_TRACE = Fraction(1, 10**6)
HORIZON = 420


def is_pulse(mg: Fraction) -> bool:
    return PULSE <= mg < NO_UPPER_END


@dataclass
class World:
    """What each day holds, in one way of reading what is undetermined."""

    in_force: dict[int, list[tuple[Taking, Line]]]
    """The orders of the day that no newer one replaced."""
    going_on: dict[int, list[tuple[Taking, Line]]]
    """The same, open orders followed into the coming days."""
    draft_starts: set[int]

    @cached_property
    def by_one_drug(self) -> Amounts:
        return Amounts(self, False)

    @cached_property
    def summed(self) -> Amounts:
        return Amounts(self, True)


class Amounts:
    """The mg of each day: by one drug alone, or by the sum over the drugs."""

    def __init__(self, world: World, together: bool):
        self.world, self.together = world, together
        self.known: dict[tuple[int, bool], Fraction] = {}

    def __call__(self, day: int, going_on: bool = False) -> Fraction:
        if (day, going_on) not in self.known:
            self.known[day, going_on] = self.amount_of(day, going_on)
        return self.known[day, going_on]

    def amount_of(self, day: int, going_on: bool) -> Fraction:
        there = (self.world.going_on if going_on else self.world.in_force).get(day, [])
        quiet = [(t, x) for t, x in there if not is_pulse(x.amount)]
        if is_pulse(total(quiet)):
            return max(x.amount for _, x in quiet)
        return total(quiet) if self.together else largest(quiet)

    def pulses(self, of_drafts: bool = False) -> set[int]:
        """Here the drugs of a day are always summed: each of them is given on that day."""
        return {
            day
            for day, there in self.world.in_force.items()
            if is_pulse(total([(t, x) for t, x in there if t.draft or not of_drafts]))
        }

    def draft_days(self) -> set[int]:
        return {
            d
            for d, there in self.world.in_force.items()
            if d >= 0 and any(t.draft and x.amount > A_TRACE for t, x in there)
        }

    def open_on(self) -> set[int]:
        """Today, and the days on which an open draft starts, where an open order gives something."""
        return {
            d
            for d, there in self.world.in_force.items()
            for t, x in there
            if x.open and x.amount > A_TRACE and (d == 0 or (t.draft and d == x.first))
        }


def total(there: list[tuple[Taking, Line]]) -> Fraction:
    return sum((x.amount for _, x in there), Fraction(0))


def largest(there: list[tuple[Taking, Line]]) -> Fraction:
    """The most of one drug."""
    drugs = {t.ingredient for t, _ in there}
    return max(
        (total([(t, x) for t, x in there if t.ingredient == drug]) for drug in drugs), default=Fraction(0)
    )


class CalendarAgain:
    """The second opinion on one history."""

    def __init__(self, today: date, orders: Sequence[Json], drafts: Sequence[Json], others: Sequence[Json]):
        drafted = [t for t in (taking_of(d, today, True) for d in drafts) if t]
        recorded = [t for t in (taking_of(o, today, False) for o in orders) if t]
        everything = [*behind_drafts(recorded, drafted), *drafted, *other_takings(others, today)]
        self.worlds = list(worlds_of(everything, (A_TRACE, Fraction(1), NO_UPPER_END)))
        self.worlds_of_pulses = list(worlds_of(everything, (A_TRACE, Fraction(1000))))

    @property
    def one_way(self) -> bool:
        """Whether nothing is undetermined: all ways of reading the history are the same."""
        return all(world.in_force == self.worlds[0].in_force for world in self.worlds)

    def sustained(self, mg: Fraction, days: int) -> str:
        return self._answer(lambda amount: longest_run(amount, mg) >= days)

    def reaches(self, mg: Fraction) -> str:
        return self._answer(lambda amount: any(amount(d) >= mg for d in {0} | amount.draft_days()))

    def mean(self, mg: Fraction) -> str:
        return self._answer(
            lambda amount: (
                max(
                    sum((amount(d) for d in range(-27, 1)), Fraction(0)),
                    sum((amount(d, True) for d in range(28)), Fraction(0)),
                )
                >= mg * 28
            )
        )

    def open_ended(self, mg: Fraction) -> str:
        return self._answer(
            lambda amount: any(
                amount(d) >= mg and days_behind(amount.world.summed, mg, d) < 28 for d in amount.open_on()
            )
        )

    def pulse_within(self, days: int) -> str:
        return self._answer(
            lambda amount: (
                any(-days <= d <= 0 for d in amount.pulses()) or bool(amount.pulses(of_drafts=True))
            ),
            self.worlds_of_pulses,
        )

    def _answer(self, question: Callable[[Amounts], bool], worlds: Sequence[World] = ()) -> str:
        found = {
            YES if question(w.by_one_drug) else TENTATIVE if question(w.summed) else NO
            for w in worlds or self.worlds
        }
        if len(found) == 1:
            return found.pop()
        return NOT_KNOWN if NO in found else TENTATIVE


def days_behind(amount: Amounts, mg: Fraction, day: int) -> int:
    """The past days of the run that ``day`` ends, today counted."""
    first = day
    for d in range(day - 1, -HORIZON, -1):
        if amount(d) >= mg:
            if first - d - 1 > 3:
                break
            first = d
    return min(day, 0) - first + 1


def longest_run(amount: Amounts, mg: Fraction) -> int:
    """Of the runs that hold today or the start of a draft, the longest."""
    runs: list[tuple[int, int]] = []
    for d in sorted(amount.world.in_force):
        if amount(d) < mg:
            continue
        if runs and d - runs[-1][1] - 1 <= 3:
            runs[-1] = (runs[-1][0], d)
        else:
            runs.append((d, d))
    wanted = {0} | amount.world.draft_starts
    return max((b - a + 1 for a, b in runs if any(a <= d <= b for d in wanted)), default=0)


def behind_drafts(recorded: Sequence[Taking], drafted: Sequence[Taking]) -> list[Taking]:
    """An order whose id a draft carries is taken up to the day before the draft."""
    starts = {t.key: t.start for t in drafted}
    kept = []
    for t in recorded:
        if t.key in starts:
            last = starts[t.key] - 1
            t = replace(t, lines=[cut_short(x, last) for x in t.lines if x.first <= last], still_active=False)
        if t.lines:
            kept.append(t)
    return kept


def worlds_of(everything: Sequence[Taking], could_be: Sequence[Fraction]) -> Iterator[World]:
    """Every way to read what is undetermined: an amount, an end, whether the route counts, whether an
    older order that is still active was taken up again when a newer one had ended."""
    for chosen in product(*(list(readings_of(t, could_be)) for t in everything)):
        takings = [t for t in chosen if t is not None]
        rested = lay_out(takings, resumes=False)
        yield rested
        resumed = lay_out(takings, resumes=True)
        if resumed.in_force != rested.in_force:
            yield resumed


def readings_of(taking: Taking, could_be: Sequence[Fraction]) -> Iterator[Taking | None]:
    if taking.route is None:
        yield None
    amounts = could_be if any(x.amount is None for x in taking.lines) else (None,)
    ends = (True, False) if any(not x.ended for x in taking.lines) else (True,)
    for amount, to_today in product(amounts, ends):
        yield replace(taking, lines=[settled(x, amount, to_today) for x in taking.lines])


def settled(line: Line, amount: Fraction | None, to_today: bool) -> Line:
    last = line.last if line.ended or to_today else line.first
    return replace(line, amount=amount if line.amount is None else line.amount, last=last)


def lay_out(takings: Sequence[Taking], resumes: bool) -> World:
    """``resumes``: an order that is active still was taken up again after the newer one ended."""
    world = World({}, {}, {t.start for t in takings if t.draft and any(x.amount > A_TRACE for x in t.lines)})
    for ingredient in FIVE_MG_OF_PREDNISONE:
        mine = [t for t in takings if t.ingredient == ingredient]
        orders = without_doubles([t for t in mine if t.kind == "MedicationRequest"])
        if mine:
            others = [t for t in mine if t.kind != "MedicationRequest"]
            lay_out_ingredient(world, orders, others, resumes)
    return world


def lay_out_ingredient(world: World, orders: list[Taking], others: list[Taking], resumes: bool) -> None:
    """The same start adds, the newer replaces the older; other lists fill the days without an order."""
    orders = [followed(t, orders) for t in orders]
    ends = [x.last for t in orders + others for x in t.lines] + [28]
    for day in range(min(t.start for t in orders + others), max(ends) + 1):
        goes_on = in_force(day, lines_on(day, orders, True), orders, resumes)
        if goes_on:
            there = in_force(day, lines_on(day, orders, False), orders, resumes)
            there += beside_orders(lines_on(day, others, False), goes_on)
            goes_on = goes_on + beside_orders(lines_on(day, others, True), goes_on)
        else:
            there, goes_on = lines_on(day, others, False), lines_on(day, others, True)
        for kept, found in ((world.in_force, there), (world.going_on, goes_on)):
            if found:
                kept.setdefault(day, []).extend(found)


def beside_orders(
    there: list[tuple[Taking, Line]], ordered: list[tuple[Taking, Line]]
) -> list[tuple[Taking, Line]]:
    """A pulse of the other lists counts beside the tablets that are ordered, and what they hold for longer
    beside a pulse that is ordered."""
    parts = [(t, x) for t, x in there if t.single]
    together = parts if is_pulse(total(parts)) else []
    pulses = [one for one in there if one in together or is_pulse(one[1].amount)]
    tablets = [(t, x) for t, x in there if not t.single and x.amount < PULSE]
    ordered_pulses = [is_pulse(x.amount) for _, x in ordered]
    return ([] if any(ordered_pulses) else pulses) + (tablets if all(ordered_pulses) else [])


def lines_on(day: int, takings: list[Taking], going_on: bool) -> list[tuple[Taking, Line]]:
    return [
        (t, x)
        for t in takings
        for x in t.lines
        if x.first <= day and (day <= x.last or (going_on and x.open))
    ]


def followed(taking: Taking, everything: list[Taking]) -> Taking:
    """An open order that a newer one replaces on a coming day ends on the day before it."""
    newer = [t.start for t in everything if t.start > max(taking.start, 0) and not comes_on_top(t)]
    if comes_on_top(taking) or not newer:
        return taking
    last = min(newer) - 1
    lines = [cut_short(x, last) if x.open and x.ended else x for x in taking.lines if x.first <= last]
    return replace(taking, lines=lines)


def in_force(
    day: int, there: list[tuple[Taking, Line]], everything: list[Taking], resumes: bool
) -> list[tuple[Taking, Line]]:
    """Of the orders that stand on the day, those that no newer one has replaced. Single doses come on top."""
    begun = [t for t in everything if t.start <= day and not comes_on_top(t)]
    if resumes:
        begun = [t for t in begun if not (has_ended(t, day) and was_active_below(t, there))]
    newest = max((t.start for t in begun), default=None)
    return [(t, x) for t, x in there if t.start == newest or comes_on_top(t)]


def has_ended(newer: Taking, day: int) -> bool:
    """By today; what ends on a coming day is a plan, and what comes after it would be one too."""
    last = max(x.last for x in newer.lines)
    return last < day and last < 0 and not any(x.open and x.ended for x in newer.lines)


def was_active_below(newer: Taking, there: list[tuple[Taking, Line]]) -> bool:
    return any(t.still_active and t.start < newer.start and not comes_on_top(t) for t, _ in there)


def comes_on_top(taking: Taking) -> bool:
    return taking.single or all(is_pulse(x.amount) for x in taking.lines)


def without_doubles(takings: list[Taking]) -> list[Taking]:
    """Same ingredient, route, amount a day, start within a day, two resources: once, to the later end."""
    kept: list[Taking] = []
    for taking in sorted(takings, key=lambda t: (t.start, not t.draft)):
        twin = next((k for k in kept if are_double(k, taking)), None)
        if twin is None:
            kept.append(taking)
        else:
            lines = [later(a, b) for a, b in zip(by_start(twin), by_start(taking), strict=True)]
            kept[kept.index(twin)] = replace(twin, lines=lines, draft=twin.draft or taking.draft)
    return kept


def by_start(taking: Taking) -> list[Line]:
    return sorted(taking.lines, key=lambda x: (x.first, x.amount))


def later(a: Line, b: Line) -> Line:
    return replace(a, last=max(a.last, b.last), open=a.open or b.open)


def are_double(one: Taking, other: Taking) -> bool:
    return (
        one.key != other.key
        and one.route == other.route
        and abs(one.start - other.start) <= 1
        and amounts(one) == amounts(other)
        and one.kind == other.kind
    )


def amounts(taking: Taking) -> list[Fraction]:
    return [x.amount for x in by_start(taking)]
