"""What a second reading of the calendar found: ends that lie ahead, and what is not determined."""

from __future__ import annotations

from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from tests.patient.drug_cases import (
    ORAL,
    PREDNISONE,
    PREDNISONE_20,
    at,
    calendar,
    coded,
    dosage,
    draft,
    order,
)
from tests.patient.steroid_cases import X20, Resource, prednisone, sustained

UNREAD = {"text": "as directed", "timing": {}}


def dispensed(dose: int, start: int, days: int) -> Resource:
    return {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "whenHandedOver": at(start),
        "daysSupply": {"value": days, "unit": "d", "code": "d"},
        "medicationCodeableConcept": coded(PREDNISONE),
        "dosageInstruction": [dosage(dose, route=ORAL)],
    }


def test_an_open_order_ends_where_a_newer_one_begins_on_a_coming_day() -> None:
    replaced = calendar(prednisone(15, -4), draft(prednisone(10, 3, 60)))
    assert replaced.mean().high < Decimal(11)
    assert replaced.mean_at_least(Decimal(15)).answer is NO
    assert calendar(prednisone(20, -10), draft(prednisone(20, 10, 8))).sustained(X20, 28).days == 28


def test_an_open_order_that_its_own_draft_ends_is_not_open_any_more() -> None:
    order_of_20, change = prednisone(20, -14, id="same"), draft(prednisone(5, 1, 28, id="same"))
    assert calendar(order_of_20).open_ended(X20).answer is YES
    assert calendar(order_of_20, change).open_ended(X20).answer is NO


def test_an_order_that_its_own_draft_changes_to_as_needed_gives_nothing_from_then_on() -> None:
    change = draft(order(PREDNISONE_20, dosage(20, asNeededBoolean=True), start=0, id="same"))
    assert calendar(prednisone(20, -26, 60, id="same")).sustained(X20, 28).answer is YES
    assert calendar(prednisone(20, -26, 60, id="same"), change).sustained(X20, 28).answer is NO
    assert calendar(prednisone(20, -26, 60, id="other"), change).sustained(X20, 28).answer is YES


def test_an_open_draft_stands_before_what_was_dispensed_for_the_coming_days() -> None:
    assert sustained(dispensed(20, -10, 28)) is YES
    assert sustained(dispensed(20, -10, 28), draft(prednisone(10, 0))) is NO


def test_an_older_order_may_go_on_after_one_that_ended_nobody_knows_when() -> None:
    older = prednisone(20, -26, 60)
    assert sustained(older, prednisone(10, -4, status="completed")) is NOT_KNOWN
    assert sustained(older, prednisone(10, -4)) is NO


def test_a_certain_draft_is_not_hidden_behind_a_record_that_may_count_for_nothing() -> None:
    unsure = order("8638", dosage(20), start=-1, status="completed")
    del unsure["dosageInstruction"][0]["route"]
    sure = draft(order("8638", dosage(20), start=0, days=90))
    assert sustained(sure) is YES
    assert sustained(unsure, sure) is YES


def test_an_open_order_of_unknown_amount_behind_which_nothing_is_certain() -> None:
    unread = order(PREDNISONE, UNREAD, start=-27, status="completed")
    assert calendar(unread, draft(order(PREDNISONE, UNREAD))).open_ended(X20).answer is NOT_KNOWN


def test_an_order_with_one_unread_line_stays_under_no_amount() -> None:
    evening = {**UNREAD, "text": "and again as directed"}
    assert calendar(order(PREDNISONE, dosage(10), start=-40)).stays_under(X20)
    assert not calendar(order(PREDNISONE, dosage(10), evening, start=-40)).stays_under(X20)


def test_where_orders_are_not_known_the_highest_day_of_the_draft_is_the_least_peak() -> None:
    taper = (
        draft(order(PREDNISONE, dosage(40), start=0, days=7)),
        draft(order(PREDNISONE, dosage(10), start=7, days=14, id="second")),
    )
    assert calendar(*taper, orders=False).peak().low == Decimal(40)


def test_a_draft_of_unknown_amount_brings_no_coming_day_to_the_level() -> None:
    ahead = prednisone(20, 3, 20)
    unread = draft(order("6902", UNREAD, start=0, days=30))
    assert calendar(ahead, unread).reaches(X20).answer is NOT_KNOWN
    assert calendar(ahead).reaches(X20).answer is NO
