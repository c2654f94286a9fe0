"""The page about a run: each number as worked out by hand, nothing small told, nothing loaded."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from cdshooks.commands.replay_report import command
from cdshooks.population.about import about
from cdshooks.population.counting import opened
from cdshooks.population.report import page_of
from cdshooks.population.run_counts import counted
from cdshooks.population.run_names import ALL, LEFT_OUT, RunCounts, decided, fired
from cdshooks.population.run_tables import beside, dear, tables_of
from cdshooks.population.run_views import RunViews
from cdshooks.population.views import View
from cdshooks.records.small_cells import Count, Disclosure, disclosed
from tests.population import hand_made
from tests.population.hand_made import MadeRun, Said, lacking, silent, suppressed
from tests.population.html_checks import wrong_with
from tests.records.test_small_cells import equations, solved, sums_of

pytestmark = pytest.mark.xdist_group("report")  # what they ask is made once

JANUARY, FEBRUARY = date(2026, 1, 15), date(2026, 2, 3)


def clinic() -> MadeRun:
    """Forty patients in January, half of them again in February; two prescribers, one of them unknown.

    ``start`` fires for 30 in January (12 critical, 18 warning) and lacks potassium for the other 10; in
    February it fires for 11 of 20 (warning). ``agent`` fires (info) beside 15 of the 30, is left out by the
    budget beside 12, silenced beside the last 3. ``dose`` is silent for everybody, for two reasons.
    """
    run = MadeRun({"dose": "treatment"})
    for number in range(40):
        cards = {"dose": silent("not so: on an ILD drug" if number < 25 else "silent because: dead")}
        if number < 30:
            cards["start"] = Said("critical" if number < 12 else "warning")
            cards["agent"] = (
                Said("info") if number < 15 else hand_made.LEFT_OUT if number < 27 else suppressed("start")
            )
        else:
            cards["start"] = lacking("potassium")
        requester = "r1" if number < 20 else "r2" if number < 30 else None
        run.sitting(f"p{number:02}", cards, JANUARY, "order-sign", requester, 1)
    for number in range(20):
        start = Said("warning") if number < 11 else silent("not so: on steroids")
        run.sitting(f"p{number:02}", {"start": start}, FEBRUARY)
    run.told = {"policy": {"pjp.steroid_mg_per_day": "15"}}
    return run


def counts_of(run: MadeRun, folder: Path, parts: int = 1) -> RunCounts:
    with opened({"": about(run.write(folder, parts))}) as tables:
        return counted(tables)


@pytest.fixture(name="counts")
def of_clinic(tmp_path: Path) -> RunCounts:
    return counts_of(clinic(), tmp_path / "run")


def views(counts: RunCounts) -> RunViews:
    return RunViews(counts, disclosed(counts.counts, tables_of(counts), everything=True))


def line(view: View, heading: str) -> list[str]:
    [row] = [row for group in view.groups for row in group.rows if row.heading == heading]
    return [cell.words for cell in row.cells]


def test_firings_are_counted_by_card_level_and_month(counts: RunCounts) -> None:
    numbers = {name: one.value for name, one in counts.counts.items()}
    assert numbers[fired()] == 30 + 15 + 11
    assert numbers[fired("start")] == 41
    assert numbers[fired("start", "critical")] == 12
    assert numbers[fired("start", "warning")] == 18 + 11
    assert numbers[fired("start", ALL, "2026-02")] == 11
    assert numbers[fired(ALL, "info", "2026-01")] == 15
    assert numbers[fired("agent", ALL, "2026-02")] == 0


def test_rates_of_a_card_are_per_patient_and_per_prescriber_day(counts: RunCounts) -> None:
    """41 firings and 30 people of 40 patients; 30 firings of known requesters on two prescriber-days."""
    by_card = views(counts).by_card()
    assert by_card.columns[1:] == (
        "critical",
        "warning",
        "info",
        "firings",
        "per 100 patients",
        "patients",
        "of 100 patients",
        "per prescriber-day",
    )
    assert line(by_card, "start") == ["12", "29", "0", "41", "102.5", "30", "75.0", "15.00"]
    assert line(by_card, "agent") == ["0", "0", "15", "15", "37.5", "15", "37.5", "7.50"]
    assert line(by_card, "all cards") == ["12", "29", "15", "56", "140.0", "30", "75.0", "22.50"]


def test_rates_of_a_level_are_among_all_patients(counts: RunCounts) -> None:
    """A warning for 18 in January and 11 in February, who are 29 people: numbers 12 to 29 and 0 to 10."""
    by_level = views(counts).by_level()
    assert line(by_level, "warning") == ["29", "72.5", "29", "72.5", "9.00"]
    assert line(by_level, "all levels") == ["56", "140.0", "30", "75.0", "22.50"]


def test_rates_of_a_month_are_among_the_patients_seen_in_it(counts: RunCounts) -> None:
    by_month = views(counts).by_month()
    assert by_month.columns[1:3] == ("patients seen", "prescriber-days")
    january = ["40", "2", "12", "18", "15", "45", "112.5", "30", "75.0", "22.50"]
    assert line(by_month, "2026-01") == january
    assert line(by_month, "2026-02") == ["20", "0", "0", "11", "0", "11", "55.0", "11", "55.0", "–"]


def test_a_prescriber_has_as_many_days_as_there_are_days_with_a_sitting(tmp_path: Path) -> None:
    run = MadeRun()
    for number, day in enumerate((14, 14, 15), 1):
        run.sitting("p1", {"start": Said("info")}, date(2026, 1, day), "order-sign", "r1", number)
    run.sitting("p1", {"start": silent("no")}, date(2026, 1, 15), "order-sign", "r2")
    counts = counts_of(run, tmp_path)
    assert counts.counts["prescriber-days", ALL].value == 3
    assert line(views(counts).by_card(), "start")[-1] == "1.00"


def test_without_requesters_there_is_no_rate_of_prescribers(tmp_path: Path) -> None:
    run = MadeRun()
    run.sitting("p1", {"start": Said("info")})
    counts = counts_of(run, tmp_path)
    assert "per prescriber-day" not in views(counts).by_card().columns
    assert "prescriber-days" not in views(counts).by_month().columns


def test_sittings_are_counted_by_the_cards_they_were_shown(counts: RunCounts) -> None:
    """Fifteen in January saw two cards, fifteen one, ten none and a note; in February eleven saw one."""
    by_number = views(counts).by_number()
    assert by_number.columns[1:] == ("patient-view", "order-sign", "all hooks")
    assert line(by_number, "no card") == ["9", "10", "19"]
    assert line(by_number, "1") == ["11", "15", "26"]
    assert line(by_number, "2") == ["0", "15", "15"]
    assert line(by_number, "3 or more") == ["0", "0", "0"]
    assert line(by_number, "together") == ["20", "40", "60"]
    assert line(by_number, "with a note") == ["0", "10", "10"]


def test_three_cards_and_more_are_counted_together(tmp_path: Path) -> None:
    run = MadeRun()
    for patient, number in (("p1", 3), ("p2", 5)):
        run.sitting(patient, {f"card-{place}": Said("info") for place in range(number)})
    assert line(views(counts_of(run, tmp_path)).by_number(), "3 or more") == ["2", "2"]


def test_what_the_budget_left_out_stands_beside_what_fired(counts: RunCounts) -> None:
    assert line(views(counts).budget(), "order-sign") == ["45", "12", "57", "21.1"]
    assert line(views(counts).budget(), "all hooks") == ["56", "12", "68", "17.6"]


def test_each_decision_came_to_something(counts: RunCounts) -> None:
    outcomes = views(counts).outcomes()
    assert outcomes.columns[1:] == (
        "fired",
        "left out by the budget",
        "silent for another card",
        "not known",
        "silent",
        "decisions",
    )
    assert line(outcomes, "agent") == ["15", "12", "3", "0", "0", "30"]
    assert line(outcomes, "start") == ["41", "0", "0", "10", "9", "60"]
    assert line(outcomes, "all cards") == ["56", "12", "3", "10", "49", "130"]
    assert [group.heading for group in outcomes.groups] == ["PJP", "treatment", ""]


def test_reasons_of_silence_are_shares_of_the_decisions_of_a_card(counts: RunCounts) -> None:
    assert line(views(counts).reasons("dose"), "not so: on an ILD drug") == ["25", "62.5"]
    assert line(views(counts).reasons("agent"), "more cards than are shown at once") == ["12", "40.0"]
    assert line(views(counts).reasons("agent"), "others") == ["3", "10.0"]


def test_the_rarer_reasons_are_counted_together(tmp_path: Path) -> None:
    run = MadeRun()
    for number in range(11 * 8):
        run.sitting(f"p{number}", {"start": silent(f"reason {number % 8}")})
    counts = counts_of(run, tmp_path)
    told = counts.reasons["start", "silent"]
    assert told == [*(f"reason {number}" for number in range(6)), "others"]
    assert line(views(counts).reasons("start"), "others") == ["22", "25.0"]


def test_what_was_lacking_is_a_share_of_the_decisions_of_its_folder(counts: RunCounts) -> None:
    """Ten of the 90 decisions of the PJP folder (60 of start, 30 of agent)."""
    assert line(views(counts).lacking("pjp"), "potassium") == ["10", "11.1", "start"]
    assert views(counts).lacking_words("pjp") == ["11 % of PJP decisions lacked potassium (10 of 90)."]


def test_a_decision_that_lacked_two_data_stands_in_both_lines(tmp_path: Path) -> None:
    run = MadeRun()
    run.sitting("p1", {"start": lacking("potassium", "creatinine")})
    run.sitting("p2", {"start": lacking("potassium")})
    lines = views(counts_of(run, tmp_path)).lacking("pjp")
    assert line(lines, "potassium") == ["2", "100.0", "start"]
    assert line(lines, "creatinine") == ["1", "50.0", "start"]


def test_cards_that_fire_in_one_sitting_are_a_pair(counts: RunCounts) -> None:
    assert counts.pairs == [("agent", "start")]
    assert line(views(counts).pairs(), "agent") == ["start", "15", "100.0", "36.6"]


def test_what_could_not_be_read_is_added_up(tmp_path: Path) -> None:
    run = MadeRun()
    run.sitting("p1", {})
    run.unread("p1", "unit", "unknown", times=3)
    run.unread("p2", "unit", "unknown")
    counts = counts_of(run, tmp_path)
    assert counts.counts["unread", "Observation", "unit", "unknown"] == Count(4, 2)


def test_the_counts_do_not_hang_on_how_many_parts_a_run_has(tmp_path: Path) -> None:
    one, many = counts_of(clinic(), tmp_path / "one"), counts_of(clinic(), tmp_path / "many", parts=7)
    assert one == many


def test_people_are_counted_exactly_where_they_are_few(tmp_path: Path) -> None:
    """Ten people with 300 decisions and eleven with 330, beside one with 40."""
    run = MadeRun()
    for card, people in (("few", 10), ("enough", 11)):
        for number in range(people * 30):
            run.sitting(f"p{number % people}", {card: silent("no")}, number=number, hook=card)
    for number in range(40):
        run.sitting("p99", {"much": silent("no")}, number=number)
    counts = counts_of(run, tmp_path).counts
    assert counts[decided("few")].few
    assert not counts[decided("enough")].few
    assert counts[decided("much")] == Count(40, 1)


def test_nothing_small_is_told_and_the_golden_page_stays(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    run = clinic()
    run.unread("p01", "valueQuantity.unit", "not a unit of mass", times=12)
    run.fault("Observation.ndjson", 17, "not JSON")
    run.fault("Smith_John.json", None, "not JSON")
    page = page_of(run.write(tmp_path / "run"))
    assert "Smith" not in page
    assert without_style(page) == snapshot


def without_style(page: str) -> str:
    """The page without what is a matter of looks alone."""
    return re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)


def test_the_counts_of_a_few_people_are_not_on_the_page_unless_asked_for(tmp_path: Path) -> None:
    run = MadeRun()
    for number in range(207):
        run.sitting(f"p{number}", {"start": Said("info") if number < 7 else silent("no")})
    folder = run.write(tmp_path / "run")
    page = without_style(page_of(folder))
    assert re.search(r">7<|>3\.4<|7 of 207", page) is None
    assert ">200<" not in page
    assert "under 11" in page
    everything = without_style(page_of(folder, everything=True))
    assert ">7<" in everything
    assert ">200<" in everything
    assert "Small counts are shown" in everything


def test_where_everybody_was_judged_once_the_people_behind_withheld_firings_are_not_told_either(
    tmp_path: Path,
) -> None:
    """Forty firings of 45 decisions: five are left over, so forty is withheld, and forty people with it."""
    run = MadeRun()
    for number in range(200):
        card = {"start": Said("info") if number < 40 else silent("no")} if number < 45 else {}
        run.sitting(f"p{number}", card)
    counts = counts_of(run, tmp_path)
    told = disclosed(counts.counts, tables_of(counts), dear=dear)
    hidden = [told.is_shown(decided("start")), told.is_shown(fired("start"))]
    assert False in hidden
    assert told.is_shown(fired("start")) == told.is_shown(("people", "start", ALL, ALL))


def told_of(counts: RunCounts) -> Disclosure:
    return disclosed(counts.counts, tables_of(counts), dear=dear, beside=beside(counts))


def some_with_cards(*with_cards: int) -> MadeRun:
    """So many patients with no card, with one, with two ..., each judged once."""
    run = MadeRun()
    names = ("start", "agent", "dose", "test")
    for cards, patients in enumerate(with_cards):
        for number in range(patients):
            said = {name: Said("info") if place < cards else silent("no") for place, name in enumerate(names)}
            run.sitting(f"p{cards}-{number}", said)
    return run


def test_what_firings_and_sittings_together_would_tell_of_two_cards_at_once_is_not_told(
    tmp_path: Path,
) -> None:
    """Of 110 sittings 40 have no card: 70 with 78 firings between them would be eight with two cards."""
    told = told_of(counts_of(some_with_cards(40, 62, 8), tmp_path))
    assert told.number(fired()) == 78
    shown = [told.is_shown(("sittings", ALL, number)) for number in ("0", "1", "2", "3")]
    assert shown == [False, False, False, True]


def test_where_a_few_have_three_cards_it_is_not_told_who_has_one_or_two(tmp_path: Path) -> None:
    told = told_of(counts_of(some_with_cards(40, 62, 20, 3), tmp_path))
    shown = [told.is_shown(("sittings", ALL, number)) for number in ("1", "2", "3")]
    assert shown == [False, False, False]


def test_that_a_few_have_a_card_is_no_rate_at_the_head_of_the_page(tmp_path: Path) -> None:
    page = without_style(page_of(some_with_cards(200, 3, 2).write(tmp_path / "run")))
    assert "2.4" not in page


def test_what_a_card_lacked_beside_the_datum_that_it_alone_wants_is_not_left_over(tmp_path: Path) -> None:
    """38 decisions were not known, 33 of them for want of a dose: five wanted something else."""
    run = MadeRun()
    for number in range(200):
        start = lacking("dose") if number < 33 else lacking("age") if number < 38 else silent("no")
        run.sitting(f"p{number:03}", {"start": start})
        run.sitting(f"p{number:03}", {"agent": lacking("age") if number < 80 else silent("no")}, number=1)
    told = told_of(counts_of(run, tmp_path))
    assert not (told.is_shown(("lacking", "pjp", "dose")) and told.is_shown(decided("start", "not known")))


def test_the_order_of_cards_tells_nothing_of_how_often_each_fired(tmp_path: Path) -> None:
    """Of two small numbers whose sum can be worked out the order would tell which is the larger."""
    run = MadeRun()
    for number in range(60):
        second = {"b": Said("info")} if number < 2 else {"a": Said("info")} if number == 2 else {}
        run.sitting(f"p{number:02}", {"z": Said("info"), **second})
    page = without_style(page_of(run.write(tmp_path / "run")))
    table = page[page.index("Firings by card and level") :]
    assert table.index(">z<") < table.index(">a<") < table.index(">b<")
    everything = without_style(page_of(tmp_path / "run", everything=True))
    table = everything[everything.index("Firings by card and level") :]
    assert table.index(">z<") < table.index(">b<") < table.index(">a<")


def test_a_few_checks_that_failed_are_as_few_everywhere_on_the_page(tmp_path: Path) -> None:
    run = MadeRun()
    for number in range(50):
        run.sitting(f"p{number:02}", {"start": Said("unavailable") if number < 3 else silent("no")})
    run.told = {"counts": {"failed_checks": 3}}
    page = without_style(page_of(run.write(tmp_path / "run")))
    [words] = re.findall(r"<dt>Checks that failed</dt>\s*<dd>([^<]*)</dd>", page)
    assert words == "under 11"


def test_files_that_are_broken_in_the_same_way_are_one_row(tmp_path: Path) -> None:
    run = clinic()
    for name, place in (("a", 3), ("b", 17)):
        run.fault(f"{name}.json", None, f"not JSON at line {place}")
    page = without_style(page_of(run.write(tmp_path / "run")))
    assert "at line" not in page
    assert page.count("not JSON") == 1


def test_the_page_stands_alone_and_can_be_read_by_all(tmp_path: Path) -> None:
    assert wrong_with(page_of(clinic().write(tmp_path / "run"))) == []


def test_what_an_export_is_named_cannot_become_part_of_the_page(tmp_path: Path) -> None:
    run = clinic()
    run.fault("<script>alert(1)</script>.ndjson", 1, "<b>not JSON</b>")
    run.sitting("p01", {"<i>card</i>": Said("info")}, number=9)
    page = page_of(run.write(tmp_path / "run"), everything=True)
    assert wrong_with(page) == []
    assert "<script" not in page
    assert "<i>" not in page


def test_a_run_of_nobody_has_a_page_too(tmp_path: Path) -> None:
    page = page_of(MadeRun().write(tmp_path / "run"))
    assert wrong_with(page) == []
    assert "Nobody was judged" in page


def test_the_same_run_makes_the_same_page_to_the_last_byte(tmp_path: Path) -> None:
    one, other = clinic().write(tmp_path / "one"), clinic().write(tmp_path / "other", parts=3)
    assert page_of(one) == page_of(other)


def test_a_run_over_many_years_counts_cards_by_the_year(tmp_path: Path) -> None:
    run = MadeRun()
    for number in range(26):
        day = date(2024 + number // 12, number % 12 + 1, 1)
        run.sitting("p1", {"start": Said("info")}, day)
    by_period = views(counts_of(run, tmp_path)).by_card_and_period()
    assert by_period.columns == ("Card", "2024", "2025", "2026", "together")
    assert line(by_period, "start") == ["12", "12", "2", "26"]


def test_the_command_writes_the_page_and_says_where(tmp_path: Path) -> None:
    folder = clinic().write(tmp_path / "run")
    told = CliRunner().invoke(command, [str(folder)])
    assert told.exit_code == 0
    assert told.output.strip() == str(folder / "report.html")
    assert (folder / "report.html").read_text(encoding="utf-8") == page_of(folder)


def test_the_command_says_what_is_no_run(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, [str(tmp_path)])
    assert told.exit_code == 1
    assert "holds no run.json" in told.output


def test_left_out_is_its_own_outcome(counts: RunCounts) -> None:
    assert counts.counts[decided("agent", LEFT_OUT)].value == 12
    assert counts.counts[decided("agent", "suppressed")].value == 3


BECAME = [Said("critical"), Said("warning"), Said("info"), silent("one"), silent("two"), lacking("potassium")]
BECAME += [lacking("potassium", "creatinine"), suppressed("start"), hand_made.LEFT_OUT]
sittings = st.lists(
    st.tuples(
        st.integers(0, 15),
        st.dictionaries(st.sampled_from(["start", "agent", "dose"]), st.sampled_from(BECAME)),
        st.sampled_from([JANUARY, FEBRUARY]),
        st.sampled_from(["patient-view", "order-sign"]),
        st.sampled_from([None, "r1", "r2"]),
        st.integers(1, 14),
    ),
    max_size=6,
)


@settings(max_examples=10, deadline=None)
@given(sittings)
def test_in_each_table_the_sums_are_right_and_no_small_count_can_be_worked_out(
    sittings: list[tuple[int, dict[str, Said], date, str, str | None, int]],
) -> None:
    """Each sitting is that of several patients alike, so that counts fall on both sides of ten."""
    run = MadeRun({"dose": "treatment"})
    for place, (first, cards, day, hook, requester, many) in enumerate(sittings):
        for number in range(first, first + many):
            run.sitting(f"p{number}", cards, day, hook, requester, place)
    with TemporaryDirectory() as folder:
        counts = counts_of(run, Path(folder))
    tables = list(tables_of(counts))
    told = disclosed(counts.counts, tables, dear=dear, beside=beside(counts))
    for table in tables:
        for total, parts in sums_of(table):
            assert counts.counts[total].value == sum(counts.counts[part].value for part in parts)
        hidden = [
            name
            for name in dict.fromkeys(table.names)
            if not told.is_shown(name) or not counts.counts[name].printed
        ]
        worked_out = {hidden[place] for place in solved(equations(table, hidden))}
        assert worked_out.isdisjoint(name for name in hidden if counts.counts[name].few)
