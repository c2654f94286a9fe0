"""How an order that we suggest writes its dosage."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.rules.drafting import Subject, dosage_instruction, medication_request, service_request
from cdshooks.rules.offering import and_those_beside
from cdshooks.rules.orders import DrugOrder, orderables
from cdshooks.rules.requesting import request_action
from cdshooks.rules.terms import ValueSet

RISING = DrugOrder(
    "pirfenidone",
    "1592279",
    "pirfenidone 267 MG Oral Capsule",
    "3",
    "capsule",
    "{capsule}",
    ("26643006", "Oral route"),
    (3, 1, "d"),
    "pirfenidone three times daily, raised after 7 and 14 days",
    rising=((7, "1"), (7, "2")),
)


def test_each_step_says_in_words_what_is_taken_and_how_often() -> None:
    assert [step["text"] for step in dosage_instruction(RISING)] == [
        "pirfenidone, 1 capsule by mouth 3 times a day for 7 days",
        "pirfenidone, 2 capsules by mouth 3 times a day for 7 days",
        "pirfenidone, 3 capsules by mouth 3 times a day from day 15",
    ]


def test_a_unit_of_weight_has_no_plural() -> None:
    order = replace(RISING, unit="mg", unit_code="mg", rising=((7, "267"),))
    assert dosage_instruction(order)[0]["text"] == "pirfenidone, 267 mg by mouth 3 times a day for 7 days"


def test_an_order_of_a_drug_says_of_what_for_whom_how_and_why() -> None:
    order = replace(
        RISING, dose="12.5", unit="mg", unit_code="mg", rising=(), days=7, words="as said", note="With food."
    )
    drafted = medication_request(order, Subject("p1", "e1", reason_reference="Condition/ild"))
    [dosage] = drafted.pop("dosageInstruction")
    assert drafted == {
        "resourceType": "MedicationRequest",
        "status": "draft",
        "intent": "order",
        "medicationCodeableConcept": {
            "coding": [{"system": RISING.system, "code": "1592279", "display": RISING.display}],
            "text": RISING.display,
        },
        "subject": {"reference": "Patient/p1"},
        "encounter": {"reference": "Encounter/e1"},
        "reasonReference": [{"reference": "Condition/ild"}],
        "note": [{"text": "With food."}],
    }
    assert (dosage["text"], dosage["doseAndRate"][0]["doseQuantity"]["value"]) == ("as said", 12.5)
    week = {"value": 7, "unit": "d", "system": "http://unitsofmeasure.org", "code": "d"}
    assert dosage["timing"]["repeat"] == {
        "boundsDuration": week,
        "frequency": 3,
        "period": 1,
        "periodUnit": "d",
    }


def test_a_request_carries_its_priority_its_question_and_when_it_is_to_be_done() -> None:
    chest = orderables(open_days=30)("CT of the chest", "", "", ValueSet("x", "x"))
    test = chest.in_time("within a week").urgent()
    subject = Subject("p1", reason_text="title of the card", disease="Condition/ild")
    asked = {
        "resourceType": "ServiceRequest",
        "status": "draft",
        "intent": "order",
        "priority": "urgent",
        "code": {"text": "CT of the chest"},
        "subject": {"reference": "Patient/p1"},
        "reasonReference": [{"reference": "Condition/ild"}],
        "reasonCode": [{"text": "title of the card"}],
        "note": [{"text": "Timing: within a week"}],
    }
    assert service_request(test, subject) == asked
    assert service_request(test.asking("fibrosis?"), subject) == asked | {
        "reasonCode": [{"text": "fibrosis?"}]
    }
    how = {"text": "inspiration and expiration"}
    assert service_request(test.noting("inspiration and expiration"), subject) == asked | {
        "note": [{"text": "Timing: within a week"}, how]
    }
    assert service_request(chest.noting("inspiration and expiration"), subject)["note"] == [how]


def test_the_action_of_a_request_says_when_and_how_soon() -> None:
    test = orderables(open_days=30)("chest CT", "", "", ValueSet("x", "x"))
    subject = Subject("p1")
    assert request_action(test, subject)["description"] == "Request: chest CT"
    later = test.in_time("in 2 weeks")
    assert request_action(later, subject)["description"] == "Request: chest CT, in 2 weeks"
    assert request_action(later.urgent(), subject)["description"] == "Request: chest CT, in 2 weeks (urgent)"


def test_drafts_that_go_together_are_counted_in_words() -> None:
    assert [and_those_beside(("",) * count) for count in (1, 2, 3)] == [
        "",
        ", and remove the draft beside it",
        ", and remove the drafts beside it",
    ]


def test_what_is_not_swallowed_names_its_route() -> None:
    order = replace(RISING, route=("34206005", "Subcutaneous route"))
    first = "pirfenidone, 1 capsule by the subcutaneous route 3 times a day for 7 days"
    assert dosage_instruction(order)[0]["text"] == first
