"""The edges of the glucocorticoid calendar: where one day, one record or one mg more changes the answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES
from cdshooks.patient.facts import INFINITE, Amount
from tests.patient.drug_cases import (
    DEXAMETHASONE,
    HYDROCORTISONE,
    INTRAVENOUS,
    METHYLPREDNISOLONE,
    PREDNISONE,
    PREDNISONE_20,
    TODAY,
    at,
    calendar,
    daily,
    dosage,
    draft,
    order,
)
from tests.patient.steroid_cases import (
    X15,
    X20,
    Resource,
    given_once,
    low_replacement,
    prednisone,
    premedication,
    sustained,
    today_total,
)
from tests.patient.test_calendar_record import statement


def day(offset: int) -> date:
    return date.fromisoformat(at(offset))


def exactly(value: object) -> Amount:
    return Amount.exactly(Decimal(str(value)))


def test_today_is_judged_by_the_sum_and_by_one_drug() -> None:
    assert calendar(prednisone(20, -1)).today_at_least(X20).answer is YES
    mixed = prednisone(10, -1), order(METHYLPREDNISOLONE, dosage(8), start=-1)
    assert calendar(*mixed).today_at_least(X20).answer is TENTATIVE
    assert calendar(prednisone("19.99", -1)).today_at_least(X20).answer is NO


def test_the_mean_reaches_back_twenty_seven_days_and_forward_as_many() -> None:
    assert calendar(prednisone(28, -27, 1)).mean() == exactly(1)
    assert calendar(prednisone(28, -28, 1)).mean() == exactly(0)
    assert calendar(prednisone(28, 27, 1)).mean() == exactly(1)
    assert calendar(prednisone(28, 28, 1)).mean() == exactly(0)


def test_a_replaced_open_order_does_not_go_on_in_the_coming_days() -> None:
    replaced = calendar(prednisone(56, -10), prednisone(14, -5, 10))
    assert replaced.mean() == exactly(13)  # 5 x 56 + 6 x 14 = 364 mg in the past 28 days


def test_a_doubled_record_runs_to_the_later_of_its_ends() -> None:
    judged = calendar(prednisone(20, -27, 10), prednisone(20, -26, 40)).sustained(X20, 28)
    assert (judged.answer, judged.days) == (YES, 41)
    judged = calendar(prednisone(20, -27, 50), prednisone(20, -26, 10)).sustained(X20, 28)
    assert (judged.answer, judged.days) == (YES, 50)
    assert calendar(prednisone(20, -7, 3), prednisone(20, -6)).open_ended(X20).answer is YES


def test_two_single_doses_of_one_day_count_once_and_of_two_days_twice() -> None:
    once = given_once(PREDNISONE, 20, 0, id="a")
    assert today_total(once, {**once, "id": "b"}) == 20
    two_days = calendar(given_once(PREDNISONE, 20, -1, id="a"), given_once(PREDNISONE, 20, 0, id="b"))
    assert (two_days.on(day(-1)), two_days.on_today()) == (exactly(20), exactly(20))


def test_a_single_dose_adds_to_a_standing_order_and_replaces_nothing() -> None:
    both = calendar(prednisone(10, -20), given_once(PREDNISONE, 20, -5))
    assert (both.on(day(-5)), both.on(day(-4)), both.on_today()) == (exactly(30), exactly(10), exactly(10))


def test_orders_that_make_a_pulse_together_leave_the_larger_of_them() -> None:
    together = calendar(prednisone(156, 0, 1), order(METHYLPREDNISOLONE, dosage("124.8"), start=0, days=1))
    assert together.pulse(0).answer is YES
    assert together.on_today() == exactly(156)
    below = calendar(prednisone(156, 0, 1), order(METHYLPREDNISOLONE, dosage("124.7"), start=0, days=1))
    assert below.pulse(0).answer is NO


def test_a_pulse_names_its_days_within_the_window() -> None:
    infusions = order(METHYLPREDNISOLONE, dosage(1000, daily(), route=INTRAVENOUS), start=-4, days=3)
    judged = calendar(infusions).pulse(30)
    assert (judged.first, judged.last) == (day(-4), day(-2))
    assert calendar(infusions).pulse(3).first == day(-3)
    assert calendar(infusions).pulse(1).answer is NO


def test_an_undetermined_amount_may_be_a_pulse() -> None:
    assert calendar(order(METHYLPREDNISOLONE, {"timing": {}}, start=-4, days=3)).pulse(30).answer is NOT_KNOWN
    assert calendar(order(METHYLPREDNISOLONE, {"timing": {}}, start=-40, days=3)).pulse(30).answer is NO


def test_a_drafted_pulse_needs_no_record() -> None:
    assert calendar(draft(prednisone(20)), orders=False).pulse_drafted().answer is NO
    assert calendar(draft(given_once(METHYLPREDNISOLONE, 500, 0)), orders=False).pulse(30).answer is YES
    assert calendar(draft(prednisone(20)), orders=False).pulse(30).answer is NOT_KNOWN


def test_a_taper_counts_from_its_first_stage_when_a_newer_order_comes() -> None:
    step = daily(boundsDuration={"value": 10, "code": "d"})
    stages = [dosage(40, step, sequence=1), dosage(30, daily(), sequence=2)]
    taper = order(PREDNISONE_20, *stages, authoredOn=at(-20))
    assert today_total(taper) == 30
    assert today_total(taper, prednisone(10, -15)) == 10


def test_a_statement_fills_the_days_around_an_order() -> None:
    both = calendar(statement(20, -27), prednisone(5, -10, 5))
    amounts = [both.on(day(offset)) for offset in (-11, -10, -6, -5, 0)]
    assert amounts == [exactly(20), exactly(5), exactly(5), exactly(20), exactly(20)]
    assert both.open_ended(X20).answer is YES


def test_the_longest_of_todays_and_the_drafts_run_counts() -> None:
    judged = calendar(prednisone(20, -2, 3), draft(prednisone(20, 10, 28))).sustained(X20, 28)
    assert (judged.answer, judged.days, judged.behind, judged.first) == (YES, 28, 0, day(10))
    judged = calendar(prednisone(20, -40, 41), draft(prednisone(20, 10, 5))).sustained(X20, 28)
    assert (judged.days, judged.drafted) == (41, False)


def test_the_first_day_of_a_bridged_run_is_its_very_first() -> None:
    judged = calendar(prednisone(20, -30, 10), prednisone(20, -17)).sustained(X20, 28)
    assert (judged.first, judged.last, judged.days) == (day(-30), TODAY, 31)


def test_a_run_that_ends_today_has_ended_within_no_days() -> None:
    ends_today, goes_on = calendar(prednisone(20, -13, 14)), calendar(prednisone(20, -13, 15))
    assert ends_today.some_run(X20, lambda run: run.days == 14 and run.last == ends_today.today).answer is YES
    assert goes_on.some_run(X20, lambda run: run.last <= goes_on.today).answer is NO


def test_a_peak_may_come_from_a_standing_order_and_names_its_days() -> None:
    coming = calendar(order(METHYLPREDNISOLONE, dosage(16), start=5, days=3), draft(prednisone(5, 0, 2)))
    judged = coming.after_drafts_above(X15)
    assert (judged.answer, judged.first, judged.last) == (YES, day(5), day(7))
    assert coming.reaches(X15).answer is NO
    assert calendar(prednisone(20, -30)).reaches(X15).first == TODAY


def test_completed_without_any_date_may_be_any_past_course() -> None:
    done: Resource = prednisone(20, status="completed")
    assert calendar(done).on_today() == Amount(Decimal(0), Decimal("20"))
    assert sustained(done) is NOT_KNOWN


def test_a_replacement_of_unknown_route_or_dose_is_not_known() -> None:
    unknown = draft(order(HYDROCORTISONE, dosage(20)))
    del unknown["dosageInstruction"][0]["route"]
    assert low_replacement(calendar(unknown)) is NOT_KNOWN
    assert low_replacement(calendar(draft(order(HYDROCORTISONE, {"timing": {}})))) is NOT_KNOWN
    assert low_replacement(calendar()) is NO


def test_premedication_beside_other_glucocorticoids() -> None:
    single = draft(given_once(DEXAMETHASONE, 12, 0, id="pre"))
    assert premedication(calendar(single, prednisone(30, -60))) is YES
    assert premedication(calendar(single, prednisone(10, -60, 65), prednisone(15, 5, 9))) is YES
    assert premedication(calendar(single, prednisone(10, -60, 65), prednisone(16, 5, 9))) is NOT_KNOWN
    assert premedication(calendar(single, orders=False)) is NOT_KNOWN
    assert premedication(calendar(draft(prednisone(20, 0, 2)))) is NO
    assert premedication(calendar(draft(order(DEXAMETHASONE, {"timing": {}}, start=0, days=1)))) is NOT_KNOWN
    assert premedication(calendar(prednisone(20, -3))) is NO


def test_undetermined_amounts_have_no_upper_end() -> None:
    text = order(PREDNISONE_20, {"text": "taper", "timing": {}}, start=-3)
    assert calendar(text).peak() == Amount(Decimal(0), INFINITE)
    assert calendar(text).no_rise() is NOT_KNOWN
    assert calendar(text).falls_below(X15).answer is NOT_KNOWN
    assert calendar(text).stays_below(X15).answer is NOT_KNOWN


def test_an_addition_of_the_same_amount_on_the_same_day_is_no_double_record() -> None:
    addition = prednisone(20, -5, note=[{"text": "in addition to the current order"}])
    assert today_total(prednisone(20, -5), addition) == 40


def test_the_same_amount_by_two_ways_is_given_twice() -> None:
    injected = order(PREDNISONE_20, dosage(20, route=INTRAVENOUS), start=-5)
    assert today_total(prednisone(20, -5), injected) == 40
    no_route = prednisone(20, -5)
    del no_route["dosageInstruction"][0]["route"]
    assert today_total(prednisone(20, -5), no_route) == 20


def test_the_lowest_stage_of_a_stated_taper_decides_whether_it_falls() -> None:
    def taper(last_dose: object) -> Resource:
        stages = [(10, 14), (last_dose, 14), (10, 60)]
        lines = [
            dosage(dose, daily(boundsDuration={"value": days, "code": "d"}), sequence=place)
            for place, (dose, days) in enumerate(stages, start=1)
        ]
        return order(PREDNISONE_20, *lines, authoredOn=at(0))

    assert calendar(taper("7.4")).falls_below(Decimal("7.5")).answer is YES
    assert calendar(taper("7.5")).falls_below(Decimal("7.5")).answer is NO


def test_an_order_of_unknown_status_may_be_at_the_level_or_not() -> None:
    unknown = prednisone(20, -30, status="unknown")
    assert calendar(unknown).today_at_least(X20).answer is NOT_KNOWN
    assert calendar(unknown).stays_below(X20).answer is NOT_KNOWN
    assert calendar(unknown).stays_below(Decimal("20.01")).answer is YES
    assert calendar(unknown).peak() == Amount(Decimal(0), X20)
