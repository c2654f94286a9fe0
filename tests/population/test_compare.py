"""Two runs beside each other: each change as worked out by hand, and nothing small told of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from cdshooks.commands.replay_compare import compare
from cdshooks.population.about import NoRun
from cdshooks.population.compare import Comparison, change_words, comparison, why_words
from cdshooks.population.compare_counts import MANY, Change, Move
from cdshooks.population.compare_tables import tables_of
from cdshooks.records.small_cells import Name
from tests.population.hand_made import LEFT_OUT, MadeRun, Said, lacking, silent, suppressed
from tests.population.html_checks import wrong_with
from tests.population.test_report import without_style
from tests.records.test_small_cells import equations, solved, sums_of

OTHER_DAY = date(2026, 2, 1)


def pair(
    tmp_path: Path,
    *changes: tuple[int, Said | None, Said | None],
    told: dict[str, object] | None = None,
    everything: bool = True,
) -> Comparison:
    """A run before and one after: of so many patients each the card ``start`` came to the one, then to the
    other; ``None`` where it had no occasion.
    """
    before, after = MadeRun(), MadeRun(told=told or {})
    number = 0
    for many, one, other in changes:
        for _ in range(many):
            for run, said in ((before, one), (after, other)):
                run.sitting(f"p{number:04}", {"start": said} if said else {})
            number += 1
    for run in (before, after):
        run.told.setdefault("cards", {"start": {"version": "1.0"}})
    return comparison(before.write(tmp_path / "before"), after.write(tmp_path / "after"), everything)


def changes(found: Comparison) -> dict[tuple[str, str], int]:
    """From what to what the decisions of all cards changed, and how many."""
    return {
        (one.before, one.after): found.told.counts[one.name].value
        for card in found.found.changes.values()
        for one in card
    }


def number(found: Comparison, *name: Name) -> int:
    return found.told.counts[name].value


def test_each_change_is_counted_from_what_to_what(tmp_path: Path) -> None:
    found = pair(
        tmp_path,
        (20, Said("warning"), Said("warning")),
        (3, Said("warning"), silent("not so: 15 mg")),
        (4, Said("warning"), Said("critical")),
        (5, silent("not so: 20 mg"), Said("info")),
        (6, lacking("potassium"), silent("no")),
        (7, Said("info"), suppressed("other")),
        (8, Said("info"), LEFT_OUT),
        (9, suppressed("other"), suppressed("another")),
        (2, None, Said("info")),
    )
    assert changes(found) == {
        ("warning", "silent"): 3,
        ("warning", "critical"): 4,
        ("silent", "info"): 5,
        ("not known", "silent"): 6,
        ("info", "silent for other"): 7,
        ("info", "left out by the budget"): 8,
        ("silent for other", "silent for another"): 9,
        ("no occasion", "info"): 2,
    }
    assert number(found, "changes", "start") == 44
    assert number(found, "moves", "start", Move.GAINED) == 7
    assert number(found, "moves", "start", Move.LOST) == 18
    assert number(found, "moves", "start", Move.LEVEL) == 4
    assert number(found, "moves", "start", Move.OTHER) == 15
    assert number(found, "fired", "before_", "start") == 42
    assert number(found, "fired", "after_", "start") == 42 - 18 + 7


def test_what_says_the_same_as_before_is_no_change(tmp_path: Path) -> None:
    found = pair(
        tmp_path,
        (5, silent("one reason"), silent("another")),
        (5, None, silent("no")),
        (5, silent("no"), None),
        (5, Said("info"), Said("info", because=("something else",))),
    )
    assert changes(found) == {}
    assert found.lead() == "Nothing changed in the 20 sittings that both runs have."


def test_the_criterion_is_that_of_the_silent_side(tmp_path: Path) -> None:
    found = pair(
        tmp_path,
        (3, Said("warning"), silent("not so: 15 mg")),
        (2, Said("warning"), silent("silent because: dead")),
        (4, lacking("potassium"), silent("not so: 20 mg")),
    )
    assert found.found.whys == {
        Change("start", "warning", "silent"): [("", "not so: 15 mg"), ("", "silent because: dead")],
        Change("start", "not known", "silent"): [("potassium", "not so: 20 mg")],
    }


def test_of_another_level_it_is_what_is_so_in_one_run_only(tmp_path: Path) -> None:
    before = Said("info", because=("on a steroid", "20 mg or more"))
    after = Said("warning", because=("on a steroid", "15 mg or more", "lymphopenia"))
    found = pair(tmp_path, (2, before, after), (1, Said("warning"), Said("info")))
    assert found.found.whys == {
        Change("start", "info", "warning"): [("20 mg or more", "15 mg or more; lymphopenia")],
        Change("start", "warning", "info"): [("", "")],
    }
    assert "the same criteria; look at what its levels ask: 1" in "\n".join(found.lines())


def test_a_card_that_one_version_does_not_have_is_not_in_its_catalogue(tmp_path: Path) -> None:
    told = {"cards": {"another": {"version": "2.0"}}}
    found = pair(tmp_path, (5, Said("info"), None), told=told)
    assert changes(found) == {("info", "not in the catalogue"): 5}
    assert ("start", "1.0, then not there") in found.differing()


def test_what_only_one_run_has_is_counted_apart(tmp_path: Path) -> None:
    before, after = MadeRun(), MadeRun()
    for run in (before, after):
        run.sitting("both", {"start": Said("info")})
    before.sitting("left", {"start": Said("info")})
    before.sitting("left", {"start": Said("info")}, number=1)
    after.sitting("both", {"start": Said("info")}, number=1)
    found = comparison(before.write(tmp_path / "before"), after.write(tmp_path / "after"), True)
    assert changes(found) == {}
    assert found.apart() == (
        "Counted apart: only in the first run patients: 1, sittings: 2; "
        "only in the second patients: 0, sittings: 1."
    )


def two_days(folder: Path, **options: bool) -> Comparison:
    before, after = MadeRun(), MadeRun()
    before.sitting("p1", {"start": silent("no")})
    after.sitting("p1", {"start": Said("info")}, OTHER_DAY)
    after.told["options"] = {"today": OTHER_DAY.isoformat(), **options}
    return comparison(before.write(folder / "before"), after.write(folder / "after"), True)


def test_two_days_are_compared_patient_by_patient(tmp_path: Path) -> None:
    found = two_days(tmp_path)
    assert changes(found) == {("silent", "info"): 1}
    [example] = found.found.examples[Change("start", "silent", "info")]
    assert (example.before_day, example.after_day) == (date(2026, 1, 15), OTHER_DAY)


def test_runs_of_many_days_are_compared_day_by_day(tmp_path: Path) -> None:
    assert changes(two_days(tmp_path, monthly=True)) == {}


def test_there_are_at_most_ten_examples(tmp_path: Path) -> None:
    found = pair(tmp_path, (12, silent("no"), Said("info")))
    examples = found.found.examples[Change("start", "silent", "info")]
    assert [one.patient for one in examples] == [f"p{number:04}" for number in range(10)]


def test_runs_under_different_keys_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(NoRun, match="different keys"):
        pair(tmp_path, (1, None, None), told={"key": "another"})


def test_of_a_few_people_there_is_neither_a_number_nor_an_example(tmp_path: Path) -> None:
    """Ten began to fire and 200 fired before; 210 would tell it, so one of the two is withheld."""
    found = pair(
        tmp_path, (200, Said("info"), Said("info")), (10, silent("no"), Said("info")), everything=False
    )
    lines = "\n".join(found.lines())
    assert "silent → info" in lines
    assert "p0200" not in lines
    assert not ("fired 200 before" in lines and "210 now" in lines)
    assert found.document()["changes"] is None
    [card] = found.document()["cards"]
    assert card["changes"][0]["decisions"] is None
    assert card["changes"][0]["examples"] == []
    assert "counts" not in found.document()["before"]


@pytest.mark.parametrize(
    ("everything", "cards_changes", "reasons"),
    [
        (True, ["silent → info", "info → critical", "warning → silent"], ["now: b", "now: a", "now: c"]),
        (False, ["info → critical", "silent → info", "warning → silent"], ["now: a", "now: b", "now: c"]),
    ],
    ids=["told: the most frequent first", "not told: by the alphabet"],
)
def test_the_order_of_changes_and_reasons_tells_no_number_that_is_not_told(
    tmp_path: Path, everything: bool, cards_changes: list[str], reasons: list[str]
) -> None:
    found = pair(
        tmp_path,
        (2, Said("warning"), silent("a")),
        (3, Said("warning"), silent("b")),
        (1, Said("warning"), silent("c")),
        (7, Said("info"), Said("critical")),
        (8, silent("d"), Said("info")),
        everything=everything,
    )
    [listed] = found.found.changes.values()
    assert [change_words(one) for one in listed] == cards_changes
    [gone] = [one for one in listed if one.after == "silent"]
    assert [why_words(*one) for one in found.found.whys[gone]] == reasons


def test_of_eleven_people_there_are_both(tmp_path: Path) -> None:
    found = pair(
        tmp_path, (200, Said("info"), Said("info")), (11, silent("no"), Said("info")), everything=False
    )
    lines = "\n".join(found.lines())
    assert "before: no: 11" in lines
    assert "p0200, 2026-01-15, patient-view" in lines
    assert "fired 200 before, 211 now" in lines


def test_the_page_stands_alone_and_stays(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    found = pair(
        tmp_path,
        (50, Said("info"), Said("info")),
        (15, silent("not so: 20 mg"), Said("warning")),
        (12, Said("warning"), silent("silent because: <dead>")),
        (2, Said("warning"), silent("not so: a man")),
        (3, Said("info"), Said("critical")),
        told={"policy": {"pjp.steroid_mg_per_day": "15"}},
        everything=False,
    )
    page = found.page()
    assert wrong_with(page) == []
    assert without_style(page) == snapshot


def test_the_command_tells_it_as_a_page_as_text_and_for_programs(tmp_path: Path) -> None:
    found = pair(tmp_path, (11, silent("no"), Said("info")), everything=False)
    runs = [str(tmp_path / "before"), str(tmp_path / "after")]
    told = CliRunner().invoke(compare, runs)
    assert told.output == "\n".join(found.lines()) + "\n"
    told = CliRunner().invoke(compare, [*runs, "--format", "json"])
    assert json.loads(told.output) == found.document()
    place = tmp_path / "page.html"
    told = CliRunner().invoke(compare, [*runs, "--out", str(place)])
    assert told.output.strip() == str(place)
    assert place.read_text(encoding="utf-8") == found.page()


def test_the_command_says_why_two_runs_cannot_be_compared(tmp_path: Path) -> None:
    MadeRun().write(tmp_path / "one")
    MadeRun(told={"key": "another"}).write(tmp_path / "other")
    told = CliRunner().invoke(compare, [str(tmp_path / "one"), str(tmp_path / "other")])
    assert told.exit_code == 1
    assert "--key-file" in told.output


def test_a_run_that_was_stopped_or_lost_a_part_is_not_compared(tmp_path: Path) -> None:
    """What is not there would look like what only the other run has."""
    MadeRun().write(tmp_path / "one")
    MadeRun(told={"finished": None}).write(tmp_path / "stopped")
    MadeRun(told={"buckets": 2}).write(tmp_path / "lost")
    MadeRun().write(tmp_path / "broken")
    (tmp_path / "broken" / "evidence" / "part-00000.parquet").write_bytes(b"PAR1")
    for name, words in (
        ("stopped", "stopped is not finished"),
        ("lost", "lost lacks a part of its table sittings"),
        ("broken", "the table evidence of broken cannot be read"),
    ):
        for runs in ((name, "one"), ("one", name)):
            told = CliRunner().invoke(compare, [str(tmp_path / one) for one in runs])
            assert (told.exit_code, words in told.output) == (1, True)


def test_occasions_that_were_asked_for_otherwise_are_told(tmp_path: Path) -> None:
    options = {"today": OTHER_DAY.isoformat(), "every_order": False, "hook": None}
    for monthly in (False, True):
        MadeRun(told={"options": {**options, "monthly": monthly}}).write(tmp_path / str(monthly))
    told = CliRunner().invoke(compare, [str(tmp_path / "False"), str(tmp_path / "True")])
    assert "Monthly: False, then True" in told.output


BECAME = [Said("critical"), Said("info"), silent("one"), lacking("potassium"), suppressed("other"), None]


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 25), st.sampled_from(BECAME), st.sampled_from(BECAME)),
        min_size=1,
        max_size=5,
    )
)
def test_in_each_table_the_sums_are_right_and_no_small_count_can_be_worked_out(
    changed: list[tuple[int, Said | None, Said | None]],
) -> None:
    with TemporaryDirectory() as folder:
        found = pair(Path(folder), *changed, everything=False)
    told = found.told
    for table in tables_of(found.found):
        for total, parts in sums_of(table):
            ours = [part for part in parts if told.counts[part].value < MANY]
            if ours == list(parts):
                assert told.counts[total].value == sum(told.counts[part].value for part in parts)
        hidden = [
            name
            for name in dict.fromkeys(table.names)
            if not told.is_shown(name) or not told.counts[name].printed
        ]
        worked_out = {hidden[place] for place in solved(equations(table, hidden))}
        assert worked_out.isdisjoint(name for name in hidden if told.counts[name].few)
