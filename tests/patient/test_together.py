"""Which orders of a drug are held against each other, however many a record has."""

from __future__ import annotations

from typing import Any

from cdshooks.patient.facts import Medication
from cdshooks.patient.together import MOST_TOGETHER, in_force, taken_beside
from tests.patient.records import RX, TODAY, coded, record

Json = dict[str, Any]


def order(number: int, tablets: float = 1, **more: object) -> Json:
    dosage = {"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}}
    dose = {"doseQuantity": {"value": 400 * tablets, "unit": "mg"}}
    return {
        "resourceType": "MedicationRequest",
        "id": f"m{number}",
        "status": "active",
        "intent": "order",
        "authoredOn": "2026-03-01",
        "medicationCodeableConcept": coded(RX, "10829"),
        "dosageInstruction": [dosage | {"doseAndRate": [dose]}],
        **more,
    }


def read(*orders: Json) -> list[Medication]:
    found = record({"MedicationRequest": orders}).all_medications
    assert len(found) == len(orders)
    return list(found)


def test_an_order_that_only_states_another_again_is_looked_at_once() -> None:
    copies = read(*(order(number) for number in range(50)))
    assert len(in_force(copies, TODAY)) == 1
    assert all(taken_beside(one, in_force(copies, TODAY)) == () for one in copies)


def test_an_addition_is_one_of_its_own_whatever_is_like_it() -> None:
    added = [order(number, note=[{"text": "in addition to the other"}]) for number in range(3)]
    medications = read(*added)
    assert [len(taken_beside(one, in_force(medications, TODAY))) for one in medications] == [2, 2, 2]


def test_orders_that_begin_on_one_day_add_up_whatever_their_hours() -> None:
    morning = order(1, authoredOn="2026-03-01T08:00:00Z")
    for other in ("2026-03-01", "2026-03-01T16:30:00Z"):
        first, second = read(morning, order(2, tablets=2, authoredOn=other))
        assert taken_beside(first, in_force([first, second], TODAY)) == (second,)


def test_a_draft_is_not_added_to_the_order_that_it_names_as_the_one_before_it() -> None:
    before = order(1, authoredOn=TODAY.isoformat())
    for named, beside in (("MedicationRequest/m1", 0), ("MedicationRequest/m7", 1)):
        drafted = order(2, tablets=2, status="draft", priorPrescription={"reference": named})
        found = record({"MedicationRequest": [before]}, drafts=[drafted]).all_medications
        assert [len(taken_beside(one, in_force(found, TODAY))) for one in found] == [beside, beside]


def test_of_one_drug_no_more_orders_are_held_against_each_other_than_anybody_takes() -> None:
    orders = read(*(order(number, tablets=number + 1) for number in range(MOST_TOGETHER + 5)))
    within = in_force(orders[:MOST_TOGETHER], TODAY)
    assert len(taken_beside(orders[0], within)) == MOST_TOGETHER - 1
    assert len(in_force(orders, TODAY)) == MOST_TOGETHER
