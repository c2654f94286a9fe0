"""What the state of the record does to the calendar: statuses, other lists, lists not supplied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.facts import INFINITE, Amount
from tests.patient.drug_cases import (
    HYDROCORTISONE,
    METHYLPREDNISOLONE,
    PREDNISONE,
    PREDNISONE_20,
    TODAY,
    at,
    calendar,
    coded,
    dosage,
    draft,
    mg,
    order,
)
from tests.patient.steroid_cases import (
    X15,
    X20,
    Resource,
    prednisone,
    sustained,
    today_total,
)


def statement(dose: Any, start: int, days: int | None = None, **more: Any) -> Resource:
    period = {"start": at(start)} | ({"end": at(start + days - 1)} if days else {})
    return {
        "resourceType": "MedicationStatement", "status": "active", "effectivePeriod": period,
        "medicationCodeableConcept": coded(PREDNISONE_20), "dosage": [dosage(dose)], **more,
    }  # fmt: skip


def test_a_draft_with_the_id_of_an_order_is_that_order_from_its_start_on() -> None:
    both = prednisone(20, -20, id="same"), draft(prednisone(20, 0, 8, id="same"))
    judged = calendar(*both).sustained(X20, 28)
    assert (judged.answer, judged.days) == (YES, 28)
    assert today_total(prednisone(20, -20, id="same"), draft(prednisone(5, None, None, id="same"))) == 5
    assert calendar(
        prednisone(20, -20, id="same"), draft(prednisone(5, None, id="same"))
    ).before_drafts() == Amount.exactly(X20)


def test_a_draft_from_the_day_of_its_order_stands_in_its_place() -> None:
    assert today_total(prednisone(20, 0, id="same"), draft(prednisone(20, 0, id="same"))) == 20
    assert today_total(prednisone(20, 0, id="same"), draft(prednisone(30, 0, id="same"))) == 30


def test_an_order_that_still_stands_as_active_after_a_newer_one_ended_may_have_been_taken_up_again() -> None:
    burst = prednisone(40, -20, 5, status="completed")
    assert calendar(prednisone(20, -60), burst).on_today() == Amount(Decimal(0), X20)
    assert sustained(prednisone(20, -60), burst) is NOT_KNOWN
    assert sustained(prednisone(20, -60, status="stopped"), burst) is NO
    assert today_total(prednisone(20, -60), prednisone(40, -20)) == 40


def test_words_alone_are_not_known_where_they_could_decide() -> None:
    text = order(PREDNISONE_20, {"text": "as directed", "timing": {}}, start=-27)
    assert sustained(text) is NOT_KNOWN
    assert sustained(order(PREDNISONE_20, {"text": "as directed", "timing": {}}, start=-26)) is NO
    methyl = order(METHYLPREDNISOLONE, {"text": "as directed", "timing": {}}, start=-27)
    assert sustained(prednisone(20, -27), methyl) is YES
    assert calendar(text).on_today() == Amount(Decimal(0), INFINITE)


def test_tablets_without_strength_are_not_known() -> None:
    assert sustained(order(PREDNISONE, dosage({"value": 2, "unit": "tablet"}), start=-27)) is NOT_KNOWN


def test_a_missing_start_is_not_known() -> None:
    assert sustained(prednisone(20)) is NOT_KNOWN
    assert sustained(prednisone(20), days=1) is YES


def test_a_start_known_to_the_month_is_read_as_both_of_its_ends() -> None:
    assert sustained(prednisone(20, authoredOn="2026-10")) is NOT_KNOWN
    assert sustained(prednisone(20, authoredOn="2026-09")) is YES
    assert sustained(prednisone(20, authoredOn="2026-11")) is NO


@pytest.mark.parametrize(
    "resource",
    [
        order(coded("8638"), dosage(40, route={"text": "ophthalmic"}), start=-27),
        order({"text": "budesonide 9 mg capsule"}, dosage(9), start=-27),
        order({"text": "fludrocortisone 0.1 mg"}, dosage(100), start=-27),
        order(METHYLPREDNISOLONE, dosage(80, route={"text": "intra-articular"}), start=-27),
        prednisone(40, -40, status="cancelled"),
        prednisone(40, -40, status="entered-in-error"),
        prednisone(40, -40, status="draft"),
        prednisone(40, -40, intent="plan"),
        prednisone(40, -40, doNotPerform=True),
    ],
)
def test_what_is_out_of_scope_gives_nothing(resource: Resource) -> None:
    facts = calendar(resource)
    systemic = [one for one in facts._medications if "med_glucocorticoid_systemic" in one.sets]
    scoped = Calendar(systemic, TODAY, orders_complete=True, additions_complete=True)
    assert scoped.on_today() == Amount.exactly(Decimal(0))
    assert scoped.sustained(Decimal(1), 1).answer is NO


def test_stopped_and_held_orders_are_cut() -> None:
    update = {"meta": {"lastUpdated": at(-1)}}
    assert today_total(prednisone(40, -40, status="stopped", **update)) == 0
    assert calendar(prednisone(40, -40, status="stopped", **update)).on(date.fromisoformat(at(-1))).low == 40
    assert calendar(prednisone(40, -40, status="on-hold", **update)).on(date.fromisoformat(at(-1))).high == 0
    assert today_total(prednisone(40, -40, status="stopped")) == 40


def test_completed_without_end_is_not_known_up_to_its_last_update() -> None:
    done = prednisone(40, -40, status="completed", meta={"lastUpdated": at(0)})
    assert sustained(done) is NOT_KNOWN
    assert sustained(prednisone(40, -40, status="completed", meta={"lastUpdated": at(-20)})) is NO


def test_a_status_that_says_nothing_is_not_known() -> None:
    assert sustained(prednisone(20, -27, status="unknown")) is NOT_KNOWN
    assert sustained(prednisone(20, -40), prednisone(10, -5, status="unknown")) is NOT_KNOWN


def test_an_unknown_route_is_not_known() -> None:
    cream_or_tablet = order(HYDROCORTISONE, dosage(80), start=-27)
    del cream_or_tablet["dosageInstruction"][0]["route"]
    assert sustained(cream_or_tablet) is NOT_KNOWN


def test_statements_count_only_on_days_without_an_order_of_the_same_drug() -> None:
    assert today_total(statement(20, -27)) == 20
    assert today_total(statement(20, -27), prednisone(10, -5)) == 10
    both = calendar(statement(20, -27), prednisone(10, -5))
    assert both.on(date.fromisoformat(at(-6))) == Amount.exactly(X20)
    assert sustained(statement(20, -27), prednisone(20, -5)) is YES


def test_dispenses_follow_each_other_and_administrations_of_one_day_add_up() -> None:
    supply = {"value": 30, "code": "d"}
    handed = [
        {"resourceType": "MedicationDispense", "status": "completed", "whenHandedOver": at(day),
         "daysSupply": supply, "medicationCodeableConcept": coded(PREDNISONE_20),
         "dosageInstruction": [dosage(20)]}
        for day in (-50, -21)
    ]  # fmt: skip
    judged = calendar(*handed).sustained(X20, 28)
    assert (judged.answer, judged.days) == (YES, 59)
    given_today = [
        {"resourceType": "MedicationAdministration", "status": "completed", "effectiveDateTime": at(0) + hour,
         "medicationCodeableConcept": coded(PREDNISONE_20), "dosage": {"dose": mg(10)}}
        for hour in ("T08:00:00Z", "T18:00:00Z")
    ]  # fmt: skip
    assert today_total(*given_today) == 20


def test_missing_orders_leave_everything_not_known_but_a_drafted_peak() -> None:
    high = draft(prednisone(40))
    assert sustained(prednisone(20, -40), orders=False) is NOT_KNOWN
    without = calendar(high, orders=False)
    assert without.reaches(X20).answer is YES
    assert without.after_drafts_above(X15).answer is YES
    assert without.reaches(Decimal(41)).answer is NOT_KNOWN
    assert without.on_today() == Amount(Decimal(0), INFINITE)
    assert without.peak() == Amount(Decimal(40), INFINITE)
    assert without.no_rise() is NOT_KNOWN
    assert without.stays_below(X15).answer is NOT_KNOWN
    assert calendar(prednisone(40, -9), orders=False).reaches(X20).answer is NOT_KNOWN


def test_missing_statements_can_only_add() -> None:
    assert sustained(prednisone(20, -27), additions=False) is YES
    assert sustained(prednisone(10, -27), additions=False) is NOT_KNOWN
    assert calendar(prednisone(10, -27), additions=False).stays_below(X15).answer is NOT_KNOWN
    assert calendar(prednisone(20, -27), additions=False).stays_below(X15).answer is NO
    assert calendar(additions=False).pulse(30).answer is NOT_KNOWN
    assert calendar(prednisone(10, -27), additions=False).on_today() == Amount(Decimal(10), INFINITE)


def test_no_glucocorticoid_at_all_is_no() -> None:
    empty = calendar()
    assert empty.sustained(X20, 28).answer is NO
    assert empty.on_today() == Amount.exactly(Decimal(0))
    assert empty.reaches(Decimal("0.1")).answer is NO
    assert empty.stays_below(X15).answer is YES


def test_an_answer_names_the_resources_behind_it() -> None:
    judged = calendar(prednisone(20, -27, 20), draft(prednisone(20, -7, 20))).sustained(X20, 28)
    assert [one.kind for one in judged.medications] == ["order", "draft"]
    assert judged.drafted
    assert judged.amount == Amount.exactly(X20)


def test_an_addition_is_added_to_what_only_a_statement_tells() -> None:
    addition = prednisone(6, 0, note=[{"text": "in addition to the current prednisone"}])
    assert today_total(statement(10, -100), draft(addition)) == 16
    assert today_total(statement(10, -100), prednisone(6, -5, note=addition["note"])) == 16
    assert today_total(statement(10, -100), draft(prednisone(6, 0))) == 6


def test_a_statement_that_begins_with_an_addition_may_be_a_record_of_it() -> None:
    addition = prednisone(6, -5, note=[{"text": "in addition to the current prednisone"}])
    assert today_total(statement(6, -5), addition) == 6
    assert today_total(statement(6, -6), addition) == 6
    assert today_total(statement(6, -7), addition) == 12
    assert today_total(prednisone(10, -30), statement(10, -30), addition) == 16
