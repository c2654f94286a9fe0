"""What a drug resource says of its dates, its status and its reasons; and courses of a drug."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.courses import (
    active,
    continued,
    counts,
    ended_within,
    largest_day,
    run_of,
    stated_days,
    weekly_amount,
)
from cdshooks.patient.facts import Amount, Medication
from tests.patient.drug_cases import (
    PREDNISONE,
    PREDNISONE_20,
    TMP_SMX_DS,
    TMP_SMX_SS,
    TODAY,
    at,
    coded,
    daily,
    dosage,
    mg,
    order,
    read,
    read_all,
)

TABLET = {"value": 1, "unit": "tablet"}
STOPS = {"url": "http://nictiz.nl/fhir/StructureDefinition/ext-StopType", "valueBoolean": True}


def test_an_order_that_something_unknown_may_turn_round_is_not_known_to_be_taken() -> None:
    found = read(order(PREDNISONE, modifierExtension=[STOPS]))
    assert found.status == "unreadable"
    assert active(found, TODAY) is NOT_KNOWN


def test_a_draft_with_such_an_extension_is_a_draft() -> None:
    assert counts(read(order(PREDNISONE, modifierExtension=[STOPS]), "draft")) is YES


def test_a_dosage_that_something_unknown_may_turn_round_has_no_amount() -> None:
    turned = dosage(20, modifierExtension=[STOPS])
    assert not read(order(PREDNISONE, turned)).doses_readable


def tmp_smx(start: int | None = -40, days: int | None = None, **more: Any) -> dict[str, Any]:
    return order(TMP_SMX_SS, dosage(TABLET), start=start, days=days, **more)


def dates(fact: Medication) -> tuple[str | None, str | None]:
    return fact.start and fact.start.isoformat(), fact.end and fact.end.isoformat()


def test_the_start_is_the_bound_else_the_validity_else_the_day_of_writing() -> None:
    request = {"dispenseRequest": {"validityPeriod": {"start": at(-9), "end": at(20)}}, "authoredOn": at(-12)}
    assert dates(read(order(PREDNISONE_20, dosage(20), start=-5, days=10, **request))) == (at(-5), at(4))
    assert dates(read(order(PREDNISONE_20, dosage(20), **request))) == (at(-9), at(20))
    assert dates(read(order(PREDNISONE_20, dosage(20), authoredOn=at(-12)))) == (at(-12), None)
    request["effectiveDosePeriod"] = {"start": at(-7), "end": at(2)}  # R5
    assert dates(read(order(PREDNISONE_20, dosage(20), **request))) == (at(-7), at(2))


def test_refills_make_the_supply_longer() -> None:
    supply = {"expectedSupplyDuration": {"value": 30, "code": "d"}}
    assert dates(read(order(PREDNISONE_20, dosage(20), authoredOn=at(0), dispenseRequest=supply))) == (
        at(0),
        at(29),
    )
    supply["numberOfRepeatsAllowed"] = 2  # type: ignore[assignment]
    assert dates(read(order(PREDNISONE_20, dosage(20), authoredOn=at(0), dispenseRequest=supply))) == (
        at(0),
        at(89),
    )


def test_a_draft_without_a_stated_start_is_taken_from_today_on() -> None:
    for authored in ({}, {"authoredOn": at(-400)}, {"authoredOn": at(0)}):
        assert dates(read(order(PREDNISONE_20, dosage(20), **authored), "draft")) == (at(0), None)
    assert dates(read(order(PREDNISONE_20, dosage(20), authoredOn=at(3)), "draft")) == (at(3), None)
    assert dates(read(order(PREDNISONE_20, dosage(20), start=-3), "draft")) == (at(-3), None)


def test_a_stopped_order_ends_at_the_stop_else_at_its_last_update_else_today() -> None:
    def stopped(**more: Any) -> str | None:
        return dates(read(tmp_smx(status="stopped", **more)))[1]

    assert stopped(meta={"lastUpdated": at(-10) + "T10:00:00Z"}) == at(-10)
    assert stopped(statusChanged=at(-12), meta={"lastUpdated": at(-10)}) == at(-12)
    assert stopped() == at(0)
    assert stopped(meta={"lastUpdated": at(5)}) == at(0)
    assert stopped(days=10, meta={"lastUpdated": at(-10)}) == at(-31)


def test_an_order_on_hold_counts_until_the_day_before_the_hold() -> None:
    fact = read(tmp_smx(status="on-hold", meta={"lastUpdated": at(-10)}))
    assert dates(fact)[1] == at(-11)
    undated = read(tmp_smx(status="on-hold")).end
    assert undated is not None
    assert (undated.first.isoformat(), undated.last.isoformat()) == (at(-40), at(-1))


def test_completed_without_an_end_was_over_by_its_last_update_on_a_day_that_is_not_known() -> None:
    ended = read(tmp_smx(status="completed", meta={"lastUpdated": at(-10)})).end
    assert ended is not None
    assert (ended.first.isoformat(), ended.last.isoformat()) == (at(-40), at(-10))
    assert dates(read(tmp_smx(status="completed", days=28)))[1] == at(-13)
    assert dates(read(tmp_smx(status="completed", days=300)))[1] == at(0)


def test_an_order_of_which_one_dosage_is_open_has_no_end() -> None:
    week = {"boundsPeriod": {"start": at(-20), "end": at(-14)}}
    ended, open_now = dosage(40, daily(**week)), dosage(20, daily(boundsPeriod={"start": at(-13)}))
    assert dates(read(order(PREDNISONE, ended, ended))) == (at(-20), at(-14))
    assert dates(read(order(PREDNISONE, ended, open_now))) == (at(-20), None)


def test_statements_dispenses_and_administrations_have_dates_of_their_own() -> None:
    base = {"medicationCodeableConcept": coded(PREDNISONE_20), "dosage": [dosage(20)]}
    period = {"effectivePeriod": {"start": at(-9), "end": at(9)}}
    assert dates(read({**base, "status": "active", **period}, "statement")) == (at(-9), at(9))
    assert dates(read({**base, "status": "active", "effectiveDateTime": at(-4)}, "statement")) == (
        at(-4),
        None,
    )
    assert dates(read({**base, "status": "active", "dateAsserted": at(-2)}, "statement")) == (at(-2), None)
    handed = {
        **base,
        "status": "completed",
        "whenHandedOver": at(-5),
        "daysSupply": {"value": 30, "unit": "days"},
    }
    assert dates(read(handed, "dispense")) == (at(-5), at(24))
    tablets = {**handed, "daysSupply": {"value": 30, "unit": "tablets"}}
    end = read(tablets, "dispense").end
    assert end is not None
    assert (end.first.isoformat(), end.last) == (at(-5), TODAY)
    given = {**base, "status": "completed", "effectiveDateTime": at(-5), "dosage": {"dose": mg(40)}}
    fact = read(given, "administration")
    assert dates(fact) == (at(-5), at(-5))
    assert (fact.doses[0].per_day, fact.doses[0].single) == (40, True)


@pytest.mark.parametrize(
    ("kind", "change", "answer"),
    [
        ("order", {}, YES),
        ("order", {"status": "completed"}, YES),
        ("order", {"status": "cancelled"}, NO),
        ("order", {"status": "entered-in-error"}, NO),
        ("order", {"status": "draft"}, NO),
        ("order", {"status": "unknown"}, NOT_KNOWN),
        ("order", {"status": None}, NOT_KNOWN),
        ("order", {"intent": "plan"}, NO),
        ("order", {"intent": "proposal"}, NO),
        ("order", {"intent": "filler-order"}, YES),
        ("order", {"intent": 7}, NOT_KNOWN),
        ("order", {"status": "running"}, NOT_KNOWN),
        ("order", {"status": "canceled"}, NO),
        ("order", {"intent": "instance"}, NOT_KNOWN),
        ("order", {"intent": "option"}, NO),
        ("order", {"doNotPerform": True}, NO),
        ("draft", {"status": "active", "intent": None}, YES),
        ("draft", {"status": "cancelled"}, NO),
        ("statement", {"status": "active"}, YES),
        ("statement", {"status": "intended"}, NO),
        ("statement", {"status": "taking"}, NOT_KNOWN),
        ("statement", {"status": "active", "taken": "n"}, NO),
        ("dispense", {"status": "completed"}, YES),
        ("dispense", {"status": "declined"}, NO),
        ("dispense", {"status": "stopped"}, NO),
        ("dispense", {"status": "picked-up"}, NOT_KNOWN),
        ("administration", {"status": "completed"}, YES),
        ("administration", {"status": "not-done"}, NO),
        ("administration", {"status": "stopped"}, NOT_KNOWN),
        ("administration", {"status": "on-hold"}, NOT_KNOWN),
    ],
)
def test_which_resources_stand_for_a_drug_that_is_given(
    kind: str, change: dict[str, Any], answer: Answer
) -> None:
    assert counts(read({**tmp_smx(), **change}, kind)) is answer


def test_an_active_drug_ends_today_or_later() -> None:
    assert active(read(tmp_smx(-10, 11)), TODAY) is YES
    assert active(read(tmp_smx(-10, 10)), TODAY) is NO
    assert active(read(tmp_smx()), TODAY) is YES
    assert active(read(tmp_smx(status="on-hold")), TODAY) is NO
    assert active(read(tmp_smx(status="unknown")), TODAY) is NOT_KNOWN
    assert active(read(tmp_smx(), "draft"), TODAY) is NO
    year = {"dispenseRequest": {"validityPeriod": {"start": "2025", "end": "2026"}}}
    assert active(read(order(TMP_SMX_SS, dosage(TABLET), **year)), TODAY) is NOT_KNOWN


def test_ended_within_counts_the_last_day() -> None:
    assert ended_within(read(tmp_smx(-100, 10)), TODAY, 91) is YES
    assert ended_within(read(tmp_smx(-100, 10)), TODAY, 90) is NO
    assert ended_within(read(tmp_smx()), TODAY, 90) is NO
    assert ended_within(read(tmp_smx(-100, 10, status="cancelled")), TODAY, 91) is NO
    assert ended_within(read(tmp_smx(-100, status="completed")), TODAY, 90) is NOT_KNOWN
    assert ended_within(read(tmp_smx(-90, status="completed")), TODAY, 90) is YES


def test_a_draft_continues_an_order_by_id_or_by_ingredient() -> None:
    draft = read(order(TMP_SMX_DS, dosage(TABLET), id="new"), "draft")
    assert continued(draft, read_all(tmp_smx()), TODAY) is YES
    assert continued(draft, read_all(tmp_smx(-100, 10)), TODAY) is NO
    assert continued(draft, read_all(tmp_smx(-99, 10)), TODAY) is YES
    assert continued(draft, read_all(order(PREDNISONE_20, dosage(20))), TODAY) is NO
    assert continued(draft, [], TODAY) is NO
    same = read_all(order(PREDNISONE_20, dosage(20), id="new"))
    assert continued(draft, same, TODAY) is YES
    assert continued(draft, read_all(order({"text": "white pill"})), TODAY) is NOT_KNOWN


def test_a_run_joins_orders_over_gaps_of_the_bridge() -> None:
    def days_on(*resources: dict[str, Any], bridge: int = 30) -> Amount | None:
        course = run_of(read_all(*resources), TODAY, bridge)
        return course and course.days_on(TODAY)

    assert days_on(tmp_smx(-27)) == Amount.exactly(Decimal(27))
    assert days_on(tmp_smx(-27, 10)) is None
    assert days_on(tmp_smx(-100, 30), tmp_smx(-40)) == Amount.exactly(Decimal(100))
    assert days_on(tmp_smx(-101, 30), tmp_smx(-40)) == Amount.exactly(Decimal(40))
    assert days_on(tmp_smx(3)) is None
    unknown = order(TMP_SMX_SS, dosage(TABLET))
    amount = days_on(unknown)
    assert amount is not None
    assert amount.low == 0
    assert amount.at_least(Decimal(28)) is NOT_KNOWN


def test_active_for_counts_today_and_the_first_day() -> None:
    for start, answer in ((-27, YES), (-26, NO)):
        course = run_of(read_all(tmp_smx(start)), TODAY, 30)
        assert course is not None
        assert course.active_for(TODAY, 28) is answer


def test_weekly_amount_and_largest_day_of_trimethoprim() -> None:
    thrice = {"repeat": {"frequency": 3, "period": 1, "periodUnit": "wk"}}
    fact = read(order(TMP_SMX_DS, dosage(TABLET, thrice)))
    assert (weekly_amount(fact), largest_day(fact)) == (
        Amount.exactly(Decimal(480)),
        Amount.exactly(Decimal(160)),
    )
    fact = read(tmp_smx())
    assert (weekly_amount(fact), largest_day(fact)) == (
        Amount.exactly(Decimal(560)),
        Amount.exactly(Decimal(80)),
    )
    twice = read(order(TMP_SMX_DS, dosage(TABLET, daily(2)), start=0, days=5))
    assert (weekly_amount(twice), largest_day(twice)) == (
        Amount.exactly(Decimal(1600)),
        Amount.exactly(Decimal(320)),
    )
    assert weekly_amount(read(order(TMP_SMX_DS, dosage({"value": 1, "unit": "dose"})))) is None
    assert largest_day(read(order(TMP_SMX_DS))) is None


def test_doses_side_by_side_add_up_and_stages_do_not() -> None:
    both = read(order(TMP_SMX_SS, dosage(TABLET), dosage(TABLET), authoredOn=at(0)))
    assert largest_day(both) == Amount.exactly(Decimal(160))
    step = daily(boundsDuration={"value": 7, "code": "d"})
    staged = [dosage(TABLET, step, sequence=1), dosage({"value": 2, "unit": "tablet"}, step, sequence=2)]
    assert largest_day(read(order(TMP_SMX_SS, *staged, authoredOn=at(0)))) == Amount.exactly(Decimal(160))


def test_stated_days_count_both_ends() -> None:
    assert stated_days(read(tmp_smx(0, 5))) == Amount.exactly(Decimal(5))
    assert stated_days(read(tmp_smx(0))) is None


def test_reasons_are_read_from_codes_and_from_the_condition_they_point_to() -> None:
    ild = {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "J84.112"}]}
    assert "cond_ild_ipf" in read(tmp_smx(reasonCode=[ild])).reason_sets
    assert "cond_ild_ipf" in read(tmp_smx(reasonCode=ild)).reason_sets
    pointing = tmp_smx(reasonReference=[{"reference": "Condition/c"}])
    fact = read(pointing, **{"Condition/c": {"resourceType": "Condition", "code": ild}})
    assert fact.reasons
    assert "cond_ild_ipf" in fact.reason_sets
    result = {"resourceType": "Observation", "code": ild}
    for_a_result = read(
        tmp_smx(reasonReference=[{"reference": "Observation/o"}]), **{"Observation/o": result}
    )
    assert for_a_result.reasons
    assert not for_a_result.reason_sets
    assert not read(tmp_smx(reasonCode=[{"text": "lungs"}])).reasons
    assert not read(tmp_smx()).reasons


@pytest.mark.parametrize(
    "words",
    [
        "In addition to the current order",
        "additional to 10 mg",
        "on top of the present dose",
        "Add-on to prednisone",
        "added to the current dose",
        "5 mg in addition",
        "Add to current prednisone",
        "zusätzlich zu Prednisolon 10 mg",
        "en plus de la dose actuelle",
    ],
)
def test_an_order_says_of_itself_that_it_is_an_addition(words: str) -> None:
    assert read(tmp_smx(note=[{"text": words}])).adds
    instructed = dosage(TABLET, additionalInstruction=[{"text": words}])
    assert read(order(TMP_SMX_SS, instructed)).adds


@pytest.mark.parametrize(
    "words",
    [
        "taken to bed",
        "with food",
        "add to 250 mL saline",
        "in addition, drink much",
        "replaces the current order, not in addition to it",
    ],
)
def test_other_words_are_no_addition(words: str) -> None:
    assert not read(tmp_smx(note=[{"text": words}])).adds


def test_time_zone_decides_the_day_at_midnight() -> None:
    written = f"{at(-1)}T23:30:00Z"
    assert dates(read(order(TMP_SMX_SS, dosage(TABLET), authoredOn=written)))[0] == at(0)
    assert TODAY - timedelta(days=1) == date.fromisoformat(at(-1))


@pytest.mark.parametrize(
    ("code", "display", "words"),
    [
        ({"text": "Predni"}, "prednisone", "Predni"),
        (
            {"coding": [{"code": "1"}, {"code": "2", "display": "Prednisone 20 MG"}]},
            "pill",
            "Prednisone 20 MG",
        ),
        (
            {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.253", "code": "31234"}]},
            "prednisone",
            "prednisone",
        ),
        ({"coding": [{"system": "urn:oid:2.16.840.1.113883.6.253", "code": "31234"}]}, None, "31234"),
        ({}, "prednisone", "prednisone"),
    ],
)
def test_a_drug_is_called_by_words_before_it_is_called_by_a_code(
    code: dict[str, Any], display: str | None, words: str
) -> None:
    product = {"resourceType": "Medication", "id": "m", "code": code}
    drug = order(PREDNISONE_20)
    del drug["medicationCodeableConcept"]
    drug["medicationReference"] = {"reference": "Medication/m", "display": display}
    assert read(drug, Medication__m=product).text == words


def test_a_medication_without_code_and_name_is_called_by_its_ingredients() -> None:
    parts = [{"itemCodeableConcept": coded(PREDNISONE, display="prednisone")}]
    resource = order(None, dosage(10), medicationReference={"reference": "Medication/m"})
    del resource["medicationCodeableConcept"]
    fact = read(resource, Medication__m={"resourceType": "Medication", "id": "m", "ingredient": parts})
    assert (fact.recognised, fact.text) == (True, "prednisone")


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("prednisolone acetate 1 % ophthalmic suspension", "ophthalmic"),
        ("prednisone 20 mg tablet", "oral"),
        ("prednisolone", "oral"),
    ],
)
def test_os_is_by_mouth_or_into_the_left_eye(words: str, route: str) -> None:
    resource = order(None, dosage(1) | {"route": {"text": "OS"}}, medicationCodeableConcept={"text": words})
    assert read(resource).route == route


@pytest.mark.parametrize("place", ["Substance/s", "#s"])
@pytest.mark.parametrize("element", ["itemReference", "item"])
def test_an_ingredient_is_what_it_points_to(element: str, place: str) -> None:
    """A hospital's own capsule names its ingredients as Medications or Substances of their own."""
    pointer = {"reference": place} if element == "itemReference" else {"reference": {"reference": place}}
    product = {"resourceType": "Medication", "id": "m", "ingredient": [{element: pointer}]}
    resource = order(None, dosage(10), medicationReference={"reference": "Medication/m"})
    del resource["medicationCodeableConcept"]
    substance = {"resourceType": "Substance", "id": "s", "code": coded(PREDNISONE)}
    sent = {"Substance__s": substance} if place == "Substance/s" else {}
    inside = {} if sent else {"contained": [substance]}
    assert read(resource, Medication__m=product | inside, **sent).ingredients == {PREDNISONE}
    assert read(resource | inside, Medication__m=product, **sent).ingredients == {PREDNISONE}
    assert not read(resource, Medication__m=product).recognised


@pytest.mark.parametrize(
    ("ingredient", "recognised"), [(coded("6809"), True), ({"text": "a substance of the trial"}, False)]
)
def test_a_medication_of_ingredients_that_matter_to_no_card_is_another_drug(
    ingredient: dict[str, Any], recognised: bool
) -> None:
    parts = [{"itemCodeableConcept": one} for one in (coded("83367"), ingredient)]
    resource = order(None, dosage(10), medicationReference={"reference": "Medication/m"})
    del resource["medicationCodeableConcept"]
    fact = read(resource, Medication__m={"resourceType": "Medication", "id": "m", "ingredient": parts})
    assert (fact.recognised, fact.ingredients) == (recognised, frozenset())


@pytest.mark.parametrize("end", ["9999-12-31", "2999-12-31T00:00:00Z", "0001-01-01T00:00:00"])
@pytest.mark.parametrize("place", ["bounds", "validity", "statement"])
def test_a_day_that_says_there_is_no_end_is_none(place: str, end: str) -> None:
    bounds = {"start": at(-9), "end": end}
    if place == "bounds":
        fact = read(order(PREDNISONE, dosage(20, daily(boundsPeriod=bounds))))
    elif place == "validity":
        fact = read(order(PREDNISONE, dosage(20), dispenseRequest={"validityPeriod": bounds}))
    else:
        fact = read(order(PREDNISONE, dosage(20), effectivePeriod=bounds), "statement")
    assert fact.end is None
    assert active(fact, TODAY) is YES


def test_a_start_that_says_there_is_none_leaves_the_day_of_writing() -> None:
    bounds = {"start": "0001-01-01T00:00:00"}
    fact = read(order(PREDNISONE, dosage(20, daily(boundsPeriod=bounds)), authoredOn=at(-9)))
    assert fact.start is not None
    assert fact.start.first == TODAY - timedelta(days=9)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ({"taken": "y"}, YES),
        ({"taken": "na"}, YES),
        ({"taken": "n"}, NO),
        ({"taken": "unk"}, NOT_KNOWN),
        ({"adherence": {"code": {"coding": [{"code": "taking-as-directed"}]}}}, YES),
        ({"adherence": {"code": {"coding": [{"code": "not-taking"}]}}}, NO),
        ({"adherence": {"code": {"coding": [{"code": "stopped-not-as-directed"}]}}}, NO),
        ({"adherence": {"code": {"coding": [{"code": "on-hold"}]}}}, NO),
        ({"adherence": {"code": {"coding": [{"code": "unknown"}]}}}, NOT_KNOWN),
    ],
)
def test_a_statement_says_whether_the_drug_is_taken(element: dict[str, Any], expected: Answer) -> None:
    fact = read(order(PREDNISONE, dosage(20), effectivePeriod={"start": at(-40)}, **element), "statement")
    assert active(fact, TODAY) is expected


def test_a_statement_in_error_stays_one() -> None:
    fact = read(order(PREDNISONE, dosage(20), taken="unk", status="entered-in-error"), "statement")
    assert fact.status == "entered-in-error"


def test_a_statement_that_was_stopped_was_taken_before() -> None:
    stopped = {"code": {"coding": [{"code": "stopped"}]}}
    fact = read(
        order(PREDNISONE, dosage(20), effectivePeriod={"start": at(-40)}, adherence=stopped), "statement"
    )
    assert counts(fact) is YES
