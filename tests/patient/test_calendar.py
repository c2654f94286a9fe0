"""The glucocorticoid calendar: clinical README 2.4 and the edge cases of its section 3, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer
from cdshooks.patient.facts import Amount
from tests.patient.drug_cases import (
    DEXAMETHASONE,
    HYDROCORTISONE,
    INTRAVENOUS,
    METHYLPREDNISOLONE,
    PREDNISONE,
    PREDNISONE_5,
    PREDNISONE_20,
    at,
    calendar,
    daily,
    dosage,
    draft,
    mg,
    order,
)
from tests.patient.steroid_cases import (
    OTHER_DAY,
    X20,
    Resource,
    given_once,
    prednisone,
    sustained,
    today_total,
)


@pytest.mark.parametrize(("dose", "answer"), [("19.99", NO), ("20", YES), ("20.0", YES), ("20.01", YES)])
def test_twenty_mg_itself_counts(dose: str, answer: Answer) -> None:
    assert sustained(prednisone(dose, -27)) is answer


@pytest.mark.parametrize(("start", "answer"), [(-26, NO), (-27, YES), (-28, YES)])
def test_twenty_seven_days_are_too_few_and_twenty_eight_are_enough(start: int, answer: Answer) -> None:
    assert sustained(prednisone(20, start)) is answer


@pytest.mark.parametrize(("ahead", "answer"), [(7, NO), (8, YES)])
def test_stated_coming_days_count_like_past_ones(ahead: int, answer: Answer) -> None:
    judged = calendar(prednisone(20, -19, 20 + ahead)).sustained(X20, 28)
    assert judged.answer is answer
    assert (judged.days, judged.behind) == (20 + ahead, 20)
    assert (judged.first, judged.last) == (date.fromisoformat(at(-19)), date.fromisoformat(at(ahead)))


def test_the_future_of_an_open_order_does_not_count() -> None:
    judged = calendar(prednisone(20, -5)).sustained(X20, 28)
    assert (judged.answer, judged.days, judged.behind) == (NO, 6, 6)


@pytest.mark.parametrize(("gap", "answer"), [(3, YES), (4, NO)])
def test_a_gap_of_three_days_is_bridged_and_one_of_four_is_not(gap: int, answer: Answer) -> None:
    first, second = prednisone(20, -30, 10), prednisone(20, -20 + gap)
    assert sustained(first, second) is answer


def test_a_run_that_ended_before_today_is_not_the_present_one() -> None:
    past = prednisone(20, -60, 40, status="completed")
    assert sustained(past) is NO
    today = calendar(past).today
    assert calendar(past).some_run(X20, lambda run: run.days >= 40 and run.last == today - 21).answer is YES
    assert calendar(past).some_run(X20, lambda run: run.last > today - 21).answer is NO
    assert calendar(past).some_run(X20, lambda run: run.days >= 41).answer is NO


def test_a_run_may_start_at_the_drafted_order() -> None:
    assert sustained(draft(prednisone(20, 10, 28))) is YES
    assert sustained(prednisone(20, 10, 28)) is NO
    assert sustained(draft(prednisone(20, 10, 27))) is NO
    assert (
        sustained(draft(prednisone(20, None, None, daily(boundsDuration={"value": 28, "code": "d"})))) is YES
    )


def test_alternate_days_count_half_spread_over_all_days() -> None:
    assert sustained(prednisone(40, -27, None, OTHER_DAY)) is YES
    assert sustained(prednisone("39.9", -27, None, OTHER_DAY)) is NO


def test_weekdays_only_count_five_sevenths() -> None:
    weekdays = daily(dayOfWeek=["mon", "tue", "wed", "thu", "fri"])
    assert sustained(prednisone(28, -27, None, weekdays)) is YES
    assert sustained(prednisone("27.9", -27, None, weekdays)) is NO


@pytest.mark.parametrize(("days_at_20", "answer"), [(14, YES), (13, NO)])
def test_a_taper_that_falls_below_twenty_at_day_28(days_at_20: int, answer: Answer) -> None:
    steps = [
        dosage(dose, daily(boundsDuration={"value": days, "code": "d"}), sequence=place)
        for place, (dose, days) in enumerate(((40, 14), (20, days_at_20), (10, 30)), start=1)
    ]
    assert sustained(draft(order(PREDNISONE_20, *steps))) is answer


def test_five_and_twenty_mg_tablets_of_one_day_add_up() -> None:
    both = order(PREDNISONE_20, dosage(20, sequence=1), dosage(5, sequence=1), start=-27)
    assert today_total(both) == 25
    assert today_total(prednisone(20, -27), order(PREDNISONE_5, dosage(5), start=-27)) == 25


def test_two_orders_of_twenty_mg_replace_or_count_once_but_do_not_add() -> None:
    assert today_total(prednisone(20, -27), prednisone(20, -10)) == 20
    assert today_total(prednisone(20, -27), prednisone(20, -26)) == 20
    assert today_total(prednisone(20, -27), prednisone(20, -27)) == 20
    assert sustained(prednisone(20, -40), prednisone(20, -13)) is YES


def test_a_newer_order_replaces_the_older_from_its_start() -> None:
    both = prednisone(40, -27), prednisone(10, -5)
    assert today_total(*both) == 10
    assert calendar(*both).on(date.fromisoformat(at(-6))) == Amount.exactly(Decimal(40))
    assert calendar(*both).on(date.fromisoformat(at(-5))) == Amount.exactly(Decimal(10))


def test_an_order_that_calls_itself_an_addition_adds() -> None:
    addition = prednisone(10, -5, note=[{"text": "in addition to the current dose"}])
    assert today_total(prednisone(20, -27), addition) == 30


def test_as_needed_gives_nothing_and_replaces_nothing() -> None:
    prn = order(PREDNISONE_20, dosage(40, asNeededBoolean=True), start=-5)
    assert today_total(prn) == 0
    assert today_total(prednisone(20, -27), prn) == 20


def test_without_bounds_the_duration_is_not_stated() -> None:
    assert calendar(prednisone(20, -26)).open_ended(X20).answer is YES
    assert calendar(prednisone(20, -27)).open_ended(X20).answer is NO
    assert calendar(prednisone("19.9", -26)).open_ended(X20).answer is NO
    assert calendar(prednisone(20, -5, 10)).open_ended(X20).answer is NO
    assert calendar(draft(prednisone(40))).open_ended(X20).answer is YES
    assert calendar(draft(prednisone(40, 3))).open_ended(X20).answer is YES
    assert (
        calendar(prednisone(10, -26), order(METHYLPREDNISOLONE, dosage(8), start=-26)).open_ended(X20).answer
        is TENTATIVE
    )


def test_refills_are_stated_days() -> None:
    supply = {"expectedSupplyDuration": {"value": 14, "code": "d"}, "numberOfRepeatsAllowed": 1}
    assert sustained(draft(prednisone(20, dispenseRequest=supply))) is YES
    supply["numberOfRepeatsAllowed"] = 0
    assert sustained(draft(prednisone(20, dispenseRequest=supply))) is NO


def test_an_order_that_starts_tomorrow_gives_nothing_today() -> None:
    assert today_total(prednisone(20, 1, 40)) == 0
    assert today_total(prednisone(20, 0, 40)) == 20


@pytest.mark.parametrize(
    ("code", "dose"),
    [
        (PREDNISONE, mg("0.02", "g")),
        (PREDNISONE, mg(20000, "ug")),
        ("315187", {"value": 20, "unit": "mL"}),
        (PREDNISONE_20, {"value": 1, "unit": "tablet"}),
        (METHYLPREDNISOLONE, mg(16)),
        (DEXAMETHASONE, mg(3)),
        ("1514", mg("2.4")),
        (HYDROCORTISONE, mg(80)),
        ("2878", mg(100)),
        ("10759", mg(16)),
        ("22396", mg(24)),
        ("8638", mg(20)),
    ],
)
def test_unit_and_potency_make_exactly_twenty_mg(code: str, dose: Resource) -> None:
    assert today_total(order(code, dosage(dose), start=-27)) == 20
    assert sustained(order(code, dosage(dose), start=-27)) is YES
    less = {**dose, "value": Decimal(str(dose["value"])) * Decimal("0.999")}
    assert sustained(order(code, dosage(less), start=-27)) is NO


def test_thirds_add_up_to_a_whole() -> None:
    third = {"repeat": {"frequency": 1, "period": 3, "periodUnit": "d"}}
    lines = [dosage(20, third, sequence=1) for _ in range(3)]
    assert sustained(order(PREDNISONE_20, *lines, start=-27)) is YES


def test_vamorolone_has_no_equivalent_and_is_not_known() -> None:
    assert (
        sustained(order({"text": "vamorolone 40 mg/mL oral suspension"}, dosage(100), start=-27)) is NOT_KNOWN
    )


def test_an_intravenous_pulse_is_not_averaged_and_stays_a_pulse() -> None:
    pulses = [given_once(METHYLPREDNISOLONE, 500, day, id=f"p{day}") for day in (-3, -2, -1)]
    judged = calendar(*pulses)
    assert judged.mean() == Amount.exactly(Decimal(0))
    assert judged.on(date.fromisoformat(at(-2))) == Amount.exactly(Decimal(0))
    assert judged.pulse(30).answer is YES
    assert judged.pulse(0).answer is NO
    assert judged.pulse_drafted().answer is NO
    assert calendar(*pulses, prednisone(20, -30)).sustained(X20, 28).answer is YES


@pytest.mark.parametrize(("dose", "answer"), [("249.5", NO), ("250", YES)])
def test_a_pulse_day_begins_at_250_mg_methylprednisolone(dose: str, answer: Answer) -> None:
    assert calendar(given_once(METHYLPREDNISOLONE, dose, -30)).pulse(30).answer is answer
    assert calendar(draft(given_once(METHYLPREDNISOLONE, dose, 3))).pulse_drafted().answer is answer


@pytest.mark.parametrize(("days_ago", "answer"), [(30, YES), (31, NO)])
def test_a_pulse_is_remembered_for_thirty_days(days_ago: int, answer: Answer) -> None:
    assert calendar(given_once(METHYLPREDNISOLONE, 1000, -days_ago)).pulse(30).answer is answer


def test_several_infusions_of_one_day_make_a_pulse_together() -> None:
    infusions = order(METHYLPREDNISOLONE, dosage(125, daily(4), route=INTRAVENOUS), start=-2, days=2)
    assert calendar(infusions).pulse(30).answer is YES
    assert calendar(infusions).mean() == Amount.exactly(Decimal(0))


def test_different_glucocorticoids_add_up_to_a_tentative_yes_only() -> None:
    mixed = prednisone(10, -27), order(METHYLPREDNISOLONE, dosage(8), start=-27)
    assert today_total(*mixed) == 20
    assert sustained(*mixed) is TENTATIVE
    assert sustained(prednisone(20, -27), order(METHYLPREDNISOLONE, dosage(8), start=-27)) is YES
    assert calendar(*mixed).reaches(X20).answer is TENTATIVE
    assert calendar(*mixed).mean_at_least(X20).answer is TENTATIVE


def test_a_switch_of_the_drug_continues_the_run_firmly() -> None:
    switched = prednisone(20, -27, 14), order(METHYLPREDNISOLONE, dosage(16), start=-13)
    assert sustained(*switched) is YES
