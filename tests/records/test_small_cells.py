"""No count of a few people is told, and none can be worked out from the others of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cdshooks.records.small_cells import (
    FEW,
    UNDER,
    WITHHELD,
    Count,
    Disclosure,
    Name,
    Table,
    bridges,
    disclosed,
)

Sum = tuple[Name, tuple[Name, ...]]


def of(value: int, people: int | None = None, printed: bool = True) -> Count:
    return Count(value, value if people is None else people, printed)


def list_of(*values: int, printed: bool = True) -> tuple[dict[Name, Count], Table]:
    """A list a, b, c ... with its sum; ``printed``: whether its last part is."""
    names = "abcdefgh"[: len(values)]
    counts: dict[Name, Count] = {name: of(value) for name, value in zip(names, values, strict=True)}
    counts[names[-1]] = of(values[-1], printed=printed)
    counts["all"] = of(sum(values))
    return counts, Table([[*names, "all"]])


def told(*values: int, printed: bool = True) -> list[str]:
    counts, table = list_of(*values, printed=printed)
    disclosure = disclosed(counts, [table])
    return [disclosure.words(name) for name in table.names if counts[name].printed]


def square(values: list[list[int]]) -> tuple[dict[Name, Count], Table]:
    """A table of rows and columns with both kinds of sums."""
    full = [[*row, sum(row)] for row in values]
    full.append([sum(column) for column in zip(*full, strict=True)])
    names: list[list[Name]] = [[(r, c) for c in range(len(full[0]))] for r in range(len(full))]
    counts: dict[Name, Count] = {(r, c): of(v) for r, row in enumerate(full) for c, v in enumerate(row)}
    return counts, Table(names, sums_below=True)


def test_ten_is_not_told_and_eleven_is() -> None:
    told = disclosed({"ten": of(10), "eleven": of(11), "none": of(0), "one": of(1)}, [])
    assert {name: told.words(name) for name in told.counts} == {
        "ten": UNDER,
        "eleven": "11",
        "none": "0",
        "one": UNDER,
    }


def test_what_a_few_people_did_often_is_not_told() -> None:
    told = disclosed({"of ten": of(500, people=10), "of eleven": of(500, people=11)}, [])
    assert told.words("of ten") == UNDER
    assert told.words("of eleven") == "500"


def test_the_only_small_count_of_a_sum_takes_the_next_smallest_with_it() -> None:
    assert told(3, 40, 500) == [UNDER, WITHHELD, "500", "543"]


def test_what_readers_come_for_is_withheld_last() -> None:
    counts, table = list_of(3, 40, 500)
    disclosure = disclosed(counts, [table], dear=lambda name: name == "b")
    assert [disclosure.words(name) for name in table.names] == [UNDER, "40", WITHHELD, "543"]


def test_two_small_counts_protect_each_other() -> None:
    assert told(3, 9, 500) == [UNDER, UNDER, "500", "512"]


def test_two_tens_do_not_protect_each_other_since_twenty_less_ten_at_most_is_ten() -> None:
    assert told(10, 10, 500) == [UNDER, UNDER, WITHHELD, "520"]
    assert told(10, 9, 500) == [UNDER, UNDER, "500", "519"]


def test_a_nought_protects_nothing_since_it_is_always_told() -> None:
    assert told(3, 0, 40) == [UNDER, "0", WITHHELD, "43"]


def test_a_rest_that_nobody_prints_counts_too() -> None:
    assert told(95, 5, printed=False) == [WITHHELD, "100"]
    assert told(89, 11, printed=False) == ["89", "100"]
    assert told(5, 95, printed=False) == [UNDER, "100"]


def test_asked_for_everything_everything_is_told() -> None:
    counts, table = list_of(3, 40)
    disclosure = disclosed(counts, [table], everything=True)
    assert [disclosure.words(name) for name in table.names] == ["3", "40", "43"]


def test_rows_and_columns_are_protected_together() -> None:
    counts, table = square([[3, 40, 50], [60, 70, 80], [90, 100, 110]])
    disclosure = disclosed(counts, [table])
    hidden = {name for name in table.names if not disclosure.is_shown(name)}
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_count_withheld_in_one_table_is_withheld_in_the_others() -> None:
    """The second table must then hide more than that count alone, which would be its sum less the other."""
    counts: dict[Name, Count] = {"a": of(3), "b": of(40), "ab": of(43), "c": of(50), "bc": of(90)}
    disclosure = disclosed(counts, [Table([["b", "c", "bc"]]), Table([["a", "b", "ab"]])])
    assert disclosure.words("b") == WITHHELD
    assert not (disclosure.is_shown("c") and disclosure.is_shown("bc"))


def test_where_the_counts_do_not_add_up_nothing_of_the_table_is_told() -> None:
    counts: dict[Name, Count] = {"a": of(5), "b": of(0), "all": of(0)}
    disclosure = disclosed(counts, [Table([["a", "b", "all"]])])
    assert disclosure.words("a") == WITHHELD


def test_a_share_is_told_only_where_both_its_numbers_are() -> None:
    told = disclosed({"part": of(25), "few": of(5), "whole": of(200), "none": of(0)}, [])
    assert told.share("part", "whole") == 12.5
    assert told.share("part", "whole", per=1) == 0.125
    assert told.share("few", "whole") is None
    assert told.share("part", "few") is None
    assert told.share("part", "none") is None
    assert told.share("none", "whole") == 0


def sums_of(table: Table) -> Iterator[Sum]:
    for row in table.rows:
        yield row[-1], tuple(row[:-1])
    if table.sums_below:
        for column in zip(*table.rows, strict=True):
            yield column[-1], column[:-1]


def equations(table: Table, hidden: list[Name]) -> list[list[int]]:
    """Each sum as a row of coefficients of the counts that a reader does not see."""
    place = {name: i for i, name in enumerate(hidden)}
    found = []
    for total, parts in sums_of(table):
        row = [0] * len(hidden)
        for name, sign in [(total, -1), *((part, 1) for part in parts)]:
            if name in place:
                row[place[name]] += sign
        found.append(row)
    return found


def solved(rows: list[list[int]]) -> set[int]:
    """The unknowns that a reader can work out by adding and subtracting sums: Gauss, with fractions."""
    matrix = [[Fraction(value) for value in row] for row in rows]
    done = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((r for r in range(done, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [value / matrix[done][column] for value in matrix[done]]
        for r in range(len(matrix)):
            if r != done and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[done], strict=True)]
        done += 1
    lone = [[i for i, value in enumerate(row) if value] for row in matrix[:done]]
    return {row[0] for row in lone if len(row) == 1}


def known(disclosure: Disclosure, name: Name) -> tuple[int, float]:
    """What a reader knows of a count that is not shown, from the words in its place."""
    one = disclosure.counts[name]
    if not one.printed:
        return 0, float("inf")
    if disclosure.words(name) == UNDER:
        return 1, FEW if one.value <= FEW else float("inf")
    return (1, float("inf")) if one.few else (FEW + 1, float("inf"))


def another(disclosure: Disclosure, table: Table, hidden: list[Name], wanted: Name) -> bool:
    """Whether other numbers than the true ones fit all that is shown, with ``wanted`` among the others."""
    rows = equations(table, hidden)
    steps: list[int] = []

    def fits(place: int) -> bool:
        if place == len(hidden):
            return True
        name = hidden[place]
        low, high = known(disclosure, name)
        for step in (1, -1) if name == wanted else (0, 1, -1):
            if low <= disclosure.counts[name].value + step <= high:
                steps.append(step)
                if all(not done_wrong(row, place) for row in rows) and fits(place + 1):
                    return True
                steps.pop()
        return False

    def done_wrong(row: list[int], place: int) -> bool:
        so_far = sum(a * s for a, s in zip(row, steps, strict=False))
        left = sum(abs(a) for a in row[place + 1 :])
        return abs(so_far) > left

    return fits(0)


numbers = st.one_of(st.integers(0, 14), st.integers(0, 60))
squares = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=1, max_size=3)
)


def is_safe(counts: Mapping[Name, Count], table: Table, disclosure: Disclosure) -> None:
    hidden = [
        name
        for name in dict.fromkeys(table.names)
        if not disclosure.is_shown(name) or not counts[name].printed
    ]
    small = [name for name in hidden if counts[name].few]
    worked_out = {hidden[place] for place in solved(equations(table, hidden))}
    assert worked_out.isdisjoint(small)
    assert [name for name in small if not another(disclosure, table, hidden, name)] == []
    assert all(
        disclosure.words(name) == f"{counts[name].value:,}" for name in table.names if name not in hidden
    )


@given(squares)
def test_no_small_count_of_rows_and_columns_can_be_worked_out(values: list[list[int]]) -> None:
    counts, table = square(values)
    is_safe(counts, table, disclosed(counts, [table]))


@given(st.lists(numbers, min_size=1, max_size=7), st.booleans())
def test_no_small_count_of_a_list_can_be_worked_out(values: list[int], printed: bool) -> None:
    counts, table = list_of(*values, printed=printed)
    is_safe(counts, table, disclosed(counts, [table]))


@given(squares, squares)
def test_no_small_count_of_two_tables_with_the_same_sums_can_be_worked_out(
    values: list[list[int]], others: list[list[int]]
) -> None:
    """Both tables split the sums of the first one's rows: the second by a rest that fits."""
    counts, table = square(values)
    rows: list[list[Name]] = []
    for r, row in enumerate(table.rows[:-1]):
        total = counts[row[-1]].value
        parts = [min(value, total) for value in others[r % len(others)]][:1]
        parts.append(total - sum(parts))
        names: list[Name] = [("other", r, c) for c in range(len(parts))]
        counts |= {name: of(value) for name, value in zip(names, parts, strict=True)}
        rows.append([*names, row[-1]])
    second = Table(rows)
    disclosure = disclosed(counts, [table, second])
    is_safe(counts, table, disclosure)
    is_safe(counts, second, disclosure)


@given(squares)
def test_a_table_without_small_counts_is_told_whole(values: list[list[int]]) -> None:
    counts, table = square([[value + FEW + 1 if value else 0 for value in row] for row in values])
    disclosure = disclosed(counts, [table])
    assert all(disclosure.is_shown(name) for name in table.names)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_an_edge_on_no_cycle_is_one_without_which_its_ends_are_apart(ends: list[tuple[int, int]]) -> None:
    edges = [(place, (("row", one), ("column", other))) for place, (one, other) in enumerate(ends)]

    def joined(without: int) -> bool:
        reached, further = set(), [("row", ends[without][0])]
        while further:
            node = further.pop()
            reached.add(node)
            for place, pair in edges:
                if place != without and node in pair:
                    further += [one for one in pair if one not in reached]
        return ("column", ends[without][1]) in reached

    assert bridges(edges) == {place for place, _ in edges if not joined(place)}
