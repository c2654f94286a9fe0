from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, YES
from cdshooks.patient.day import ANY_DAY, Day
from cdshooks.patient.facts import Dated, Observation, Request, Unread
from cdshooks.patient.references import ReferenceFinder, last_segment
from tests.patient.records import (
    ICD,
    LNC,
    RX,
    SCT,
    TODAY,
    Json,
    coded,
    condition,
    creatinine,
    record,
    terminology,
)

CT_CHEST = coded(LNC, "24627-2")


def prednisone(**elements: object) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": coded(RX, "8640"),
        **elements,
    }


def order(**elements: object) -> Json:
    return {
        "resourceType": "ServiceRequest",
        "id": "s1",
        "status": "active",
        "intent": "order",
        "code": CT_CHEST,
        **elements,
    }


# Whose resource it is


@pytest.mark.parametrize(
    "subject",
    [
        None,
        {"reference": "Patient/p1"},
        {"reference": "Patient/p1/"},
        {"reference": "https://ehr.example/fhir/Patient/p1"},
        {"reference": "https://ehr.example/fhir/Patient/p1/_history/3"},
        {"reference": "urn:uuid:p1"},
        {"reference": "#patient"},
        {"display": "the patient"},
        {"identifier": {"value": "1"}},
        {"reference": 5},
        "Patient/p1",
        [{"reference": "Patient/p1"}],
        7,
    ],
)
def test_a_resource_of_this_patient_or_of_nobody_named_is_read(subject: object) -> None:
    patient = record({"Condition": [condition(subject=subject)]})
    assert len(patient.conditions("cond_ild_all")) == 1
    assert patient.unread == []


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/p2",
        "Patient/p11",
        "Patient/P1",
        "https://ehr.example/fhir/Patient/p2",
        "urn:uuid:9",
        "Group/g",
        "Device/p1",
        "https://ehr.example/fhir/Location/p1/_history/1",
        ["Patient/p2"],
        {"reference": "Patient/p2"},
    ],
)
def test_a_resource_of_another_patient_is_left_out_and_remembered(reference: object) -> None:
    patient = record({"Condition": [condition(subject={"reference": reference})]})
    assert patient.conditions("cond_ild_all") == ()
    assert patient.unread == [Unread("Condition/c1", "subject", "belongs to another patient")]


def test_the_element_patient_is_looked_at_where_there_is_no_subject() -> None:
    allergy = {"id": "a", "code": coded(RX, "10831"), "patient": {"reference": "Patient/p2"}}
    assert record({"AllergyIntolerance": [allergy]}).allergies("allergy_sulfonamide_antibiotic") == ()


def test_the_patient_is_known_by_the_full_url_of_its_entry() -> None:
    patient = {"resourceType": "Patient", "id": "p1"}
    found = record(
        {"Condition": [condition(subject={"reference": "urn:uuid:77"})]},
        patient,
        full_urls={"urn:uuid:77": patient},
    )
    assert len(found.conditions("cond_ild_all")) == 1


def test_a_second_copy_of_the_patient_is_the_patient_too() -> None:
    patient = {"resourceType": "Patient", "id": "p1"}
    found = record(
        {
            "Condition": [
                condition(subject={"reference": "urn:uuid:77"}),
                condition(id="c2", subject={"reference": "urn:uuid:78"}),
            ]
        },
        patient,
        full_urls={"urn:uuid:77": dict(patient), "urn:uuid:78": {**patient, "id": "p2"}},
    )
    assert [one.reference for one in found.conditions("cond_ild_all")] == ["Condition/c1"]


def test_a_patient_without_an_id_owns_everything_that_was_sent() -> None:
    found = record(
        {"Condition": [condition(subject={"reference": "Patient/x"})]}, {"resourceType": "Patient"}
    )
    assert len(found.conditions("cond_ild_all")) == 1


def test_a_draft_for_another_patient_is_left_out() -> None:
    found = record(drafts=[prednisone(subject={"reference": "Patient/p2"})])
    assert found.drafts == ()
    assert [one.reference for one in found.unread] == ["MedicationRequest/m1"]


# Copies


def test_the_newer_of_two_copies_is_read() -> None:
    old = condition(meta={"lastUpdated": "2025-01-01T00:00:00Z"}, code=coded(ICD, "J84.10", text="old"))
    new = condition(meta={"lastUpdated": "2025-01-01T00:00:01Z"}, code=coded(ICD, "J84.10", text="new"))
    for copies in ([old, new], [new, old]):
        (found,) = record({"Condition": copies}).conditions("cond_ild_all")
        assert found.text == "new"


def test_moments_are_compared_and_not_their_spelling() -> None:
    old = condition(meta={"lastUpdated": "2025-01-01T09:00:00+09:00"}, code=coded(ICD, "J84.10", text="old"))
    new = condition(meta={"lastUpdated": "2025-01-01T08:00:00Z"}, code=coded(ICD, "J84.10", text="new"))
    (found,) = record({"Condition": [old, new]}).conditions("cond_ild_all")
    assert found.text == "new"


def test_versions_decide_where_the_times_do_not() -> None:
    old = condition(meta={"versionId": "9"}, code=coded(ICD, "J84.10", text="old"))
    new = condition(meta={"versionId": "10"}, code=coded(ICD, "J84.10", text="new"))
    for copies in ([old, new], [new, old]):
        (found,) = record({"Condition": copies}).conditions("cond_ild_all")
        assert found.text == "new"


def test_a_copy_without_a_time_is_compared_by_its_version() -> None:
    old = condition(meta={"versionId": "1"}, code=coded(ICD, "J84.10", text="old"))
    new = condition(
        meta={"versionId": "2", "lastUpdated": "2025-01-01T00:00:00Z"}, code=coded(ICD, "J84.10", text="new")
    )
    for copies in ([old, new], [new, old]):
        (found,) = record({"Condition": copies}).conditions("cond_ild_all")
        assert found.text == "new"


@pytest.mark.parametrize(
    "meta", [None, {}, {"versionId": "1"}, {"versionId": "a"}, {"lastUpdated": "x"}, "x", []]
)
def test_copies_that_differ_are_all_read_where_nothing_tells_the_newer(meta: object) -> None:
    first = condition(meta=meta, code=coded(ICD, "J84.10", text="first"))
    other = condition(meta=meta, code=coded(ICD, "J84.10", text="other"))
    again = {**first, "text": {"status": "generated"}, "meta": {"source": "urn:elsewhere"}}
    found = record({"Condition": [first, other, again]}).conditions("cond_ild_all")
    assert [one.text for one in found] == ["first", "other"]


def test_a_newer_copy_goes_before_several_older_ones() -> None:
    copies = [
        condition(meta={"versionId": version}, code=coded(ICD, "J84.10", text=text))
        for version, text in (("1", "a"), ("2", "b"), ("3", "new"), ("2", "c"))
    ]
    (found,) = record({"Condition": copies}).conditions("cond_ild_all")
    assert found.text == "new"


def test_a_reference_to_copies_that_differ_leads_nowhere() -> None:
    tablets = [
        {
            "resourceType": "Medication",
            "id": "m",
            "code": coded("http://www.nlm.nih.gov/research/umls/rxnorm", code),
        }
        for code in ("312615", "198335")
    ]
    ordered = {
        "resourceType": "MedicationRequest",
        "id": "o",
        "status": "active",
        "intent": "order",
        "medicationReference": {"reference": "Medication/m"},
    }
    (one,) = record({"MedicationRequest": [ordered], "Medication": tablets[:1]}).all_medications
    assert one.recognised
    (one,) = record({"MedicationRequest": [ordered], "Medication": tablets}).all_medications
    assert not one.recognised


@pytest.mark.parametrize("no_id", [None, "", 5, ["x"]])
def test_resources_without_an_id_never_collapse(no_id: object) -> None:
    found = record({"Condition": [condition(id=no_id), condition(id=no_id), condition()]})
    assert len(found.conditions("cond_ild_all")) == 3


def test_resources_without_an_id_are_told_apart() -> None:
    nameless = [condition(id=None), condition(), condition(id=None)]
    found = record({"Condition": nameless}).conditions("cond_ild_all")
    assert [one.reference for one in found] == ["Condition/?", "Condition/c1", "Condition/?2"]


def test_results_without_an_id_within_a_report_without_an_id_are_told_apart() -> None:
    results = [creatinine(id=None), creatinine(id=None)]
    reports = [{"resourceType": "DiagnosticReport", "status": "final", "contained": results}] * 2
    found = record({"DiagnosticReport": reports}).observations("obs_creatinine")
    assert len({one.reference for one in found}) == 4


def test_a_result_within_a_report_keeps_its_own_day_and_takes_that_of_the_report_where_it_has_none() -> None:
    results = [
        creatinine(id="old", effectiveDateTime="2025-01-05"),
        creatinine(id="new", effectiveDateTime=None),
    ]
    report = {"id": "r", "status": "final", "effectiveDateTime": "2026-02-03", "contained": results}
    found = record({"DiagnosticReport": [report]}).observations("obs_creatinine")
    days = {one.reference: one.when.first.isoformat() for one in found if one.when is not None}
    assert sorted(days.values()) == ["2025-01-05", "2026-02-03"]


def test_one_id_under_two_types_is_two_resources() -> None:
    found = record({"Condition": [condition(id="x")], "Observation": [creatinine(id="x")]})
    assert found.conditions("cond_ild_all")
    assert found.observations("obs_creatinine")


def test_what_is_no_object_is_remembered() -> None:
    found = record({"Condition": [condition(), "x", None]}, drafts=[3])
    assert len(found.conditions("cond_ild_all")) == 1
    assert {(one.reference, one.reason) for one in found.unread} == {
        ("Condition/?", "not an object"),
        ("draftOrders/?", "not an object"),
    }


# Questions


def test_a_fact_is_read_once() -> None:
    found = record({"Condition": [condition()]})
    assert found.conditions("cond_ild_all")[0] is found.conditions("cond_ild_all")[0]
    assert found.conditions("cond_ild_all")[0] is found.conditions("cond_ild_iip_other_unspecified")[0]


@pytest.mark.parametrize(
    "question", ["conditions", "observations", "allergies", "requests", "medications", "concluding"]
)
def test_a_set_that_was_not_compiled_is_refused(question: str) -> None:
    with pytest.raises(KeyError, match="no_such_set"):
        getattr(record(), question)("no_such_set")


def test_a_kind_that_is_not_dated_is_refused() -> None:
    with pytest.raises(KeyError, match="Condition"):
        record().dated("Condition", "cond_ild_all")


@pytest.mark.parametrize(
    ("kind", "elements", "value_set", "day"),
    [
        (
            "Procedure",
            {"code": coded(SCT, "265764009"), "performedDateTime": "2026-01-02"},
            "proc_dialysis",
            date(2026, 1, 2),
        ),
        (
            "Procedure",
            {
                "code": coded(SCT, "265764009"),
                "performedPeriod": {"start": "2026-01-01", "end": "2026-01-02"},
            },
            "proc_dialysis",
            date(2026, 1, 2),
        ),
        (
            "Immunization",
            {"vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "08"), "occurrenceDateTime": "2026-01-02"},
            "imm_hepatitis_b",
            date(2026, 1, 2),
        ),
        (
            "Immunization",
            {"vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "8"), "date": "2026"},
            "imm_hepatitis_b",
            None,
        ),
        (
            "DiagnosticReport",
            {"code": CT_CHEST, "effectiveDateTime": "2026-01-02"},
            "obs_ct_chest",
            date(2026, 1, 2),
        ),
        (
            "DiagnosticReport",
            {"category": [CT_CHEST], "issued": "2026-01-02T12:00:00Z"},
            "obs_ct_chest",
            date(2026, 1, 2),
        ),
        (
            "ImagingStudy",
            {"procedureCode": [CT_CHEST], "started": "2026-01-02"},
            "obs_ct_chest",
            date(2026, 1, 2),
        ),
    ],
)
def test_what_was_done_on_a_day(kind: str, elements: Json, value_set: str, day: date | None) -> None:
    (found,) = record({kind: [{"id": "d1", "status": "completed", **elements}]}).dated(kind, value_set)
    assert isinstance(found, Dated)
    assert found.reference == f"{kind}/d1"
    assert found.kind == kind
    assert found.status == "completed"
    assert found.when is not None
    assert (found.when.first if found.when.whole else None) == day


@pytest.mark.parametrize("element", ["notGiven", "wasNotGiven", "notDone"])
def test_what_was_not_done_says_so(element: str) -> None:
    vaccine = {"vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "8"), "status": "completed", element: True}
    (found,) = record({"Immunization": [vaccine]}).dated("Immunization", "imm_hepatitis_b")
    assert found.status == "not-done"


@pytest.mark.parametrize(
    ("written", "first"), [("2019", date(2019, 1, 1)), ("2025-10", date(2025, 10, 1)), ("in childhood", None)]
)
def test_a_vaccination_of_which_only_words_tell_when(written: str, first: date | None) -> None:
    vaccine = {"vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "8"), "status": "completed"}
    told = {**vaccine, "occurrenceString": written}
    (found,) = record({"Immunization": [told]}).dated("Immunization", "imm_hepatitis_b")
    assert (found.when.first if found.when else None) == first


def test_what_something_unknown_may_turn_round_is_not_known_to_be_done() -> None:
    turned = {"modifierExtension": [{"url": "https://ehr.example.org/turned", "valueBoolean": True}]}
    vaccine = {"vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "8"), "status": "completed", **turned}
    (found,) = record({"Immunization": [vaccine]}).dated("Immunization", "imm_hepatitis_b")
    assert found.status == "unreadable"


def test_a_report_is_found_by_its_conclusion() -> None:
    report = {"id": "d1", "code": CT_CHEST, "conclusionCode": [coded(ICD, "J84.10")]}
    found = record({"DiagnosticReport": [report]})
    (concluded,) = found.concluding("cond_ild_all")
    assert "cond_ild_all" in concluded.conclusion_sets
    assert found.dated("DiagnosticReport", "obs_ct_chest") == (concluded,)
    assert found.dated("DiagnosticReport", "cond_ild_all") == ()
    assert found.conditions("cond_ild_all") == ()


def test_a_report_of_no_set_of_ours_is_found_by_its_conclusion() -> None:
    report = {"id": "d1", "codedDiagnosis": [coded(ICD, "J84.10")]}
    assert len(record({"DiagnosticReport": [report]}).concluding("cond_ild_all")) == 1


# Requests


def request(**elements: object) -> Request:
    (found,) = record({"ServiceRequest": [order(**elements)]}).requests("obs_ct_chest")
    return found


def test_a_request() -> None:
    found = request(authoredOn="2026-02-01", occurrenceDateTime="2026-04-01")
    assert (found.status, found.intent, found.draft, found.in_occasion) == ("active", "order", False, False)
    assert found.authored is not None
    assert found.authored.first == date(2026, 2, 1)
    assert found.due is not None
    assert found.due.first == date(2026, 4, 1)


@pytest.mark.parametrize(
    "elements",
    [
        {"occurrencePeriod": {"start": "2026-04-01", "end": "2026-05-01"}},
        {"occurrenceTiming": {"event": ["2026-04-01"]}},
        {"occurrenceTiming": {"event": "2026-04-01"}},
        {"occurrenceTiming": {"event": [], "repeat": {"boundsPeriod": {"start": "2026-04-01"}}}},
        {"occurrenceTiming": {"repeat": {"boundsPeriod": {"start": "2026-04-01"}}}},
        {"scheduledDateTime": "2026-04-01"},
    ],
)
def test_the_day_from_which_a_request_is_wanted(elements: Json) -> None:
    due = request(**elements).due
    assert due is not None
    assert due.first == date(2026, 4, 1)


@pytest.mark.parametrize(
    "elements",
    [
        {"occurrenceDateTime": "next spring"},
        {"occurrencePeriod": {"end": "2026-05-01"}},
        {"occurrenceTiming": {"repeat": {"frequency": 1, "period": 6, "periodUnit": "mo"}}},
    ],
)
def test_a_wanted_day_that_cannot_be_read_may_be_any_day(elements: Json) -> None:
    assert request(**elements).due == ANY_DAY


def test_a_request_without_a_wanted_day() -> None:
    assert request().due is None


def test_a_request_not_to_do_something_is_no_request() -> None:
    assert record({"ServiceRequest": [order(doNotPerform=True)]}).requests("obs_ct_chest") == ()
    assert record({"ServiceRequest": [order(doNotPerform=False)]}).requests("obs_ct_chest") != ()


@pytest.mark.parametrize("kind", ["ServiceRequest", "ProcedureRequest"])
def test_requests_of_two_releases(kind: str) -> None:
    assert record({kind: [order(resourceType=kind)]}).requests("obs_ct_chest")


def test_a_device_order_is_a_request() -> None:
    oxygen = "order_home_oxygen"
    row = terminology().rows(oxygen)[0]
    device = {"id": "d", "status": "active", "codeCodeableConcept": coded(row.system, row.code)}
    assert len(record({"DeviceRequest": [device]}).requests(oxygen)) == 1


def test_a_drafted_request_stands_beside_those_on_record() -> None:
    found = record({"ServiceRequest": [order()]}, drafts=[order(id="s2")], in_occasion=[True])
    on_record, draft = found.requests("obs_ct_chest")
    assert (on_record.draft, draft.draft) == (False, True)
    assert (on_record.in_occasion, draft.in_occasion) == (False, True)


def test_a_drafted_request_stands_in_for_the_one_that_has_its_id() -> None:
    (found,) = record({"ServiceRequest": [order()]}, drafts=[order()]).requests("obs_ct_chest")
    assert found.draft


def test_drafted_requests_without_an_id_replace_nothing() -> None:
    found = record({"ServiceRequest": [order(id=None)]}, drafts=[order(id=None)])
    assert len(found.requests("obs_ct_chest")) == 2


def test_requests_are_found_by_their_exact_words() -> None:
    found = record({"ServiceRequest": [order(code={"text": "HRCT of the chest"})]})
    assert len(found.requests_with_text("HRCT of the chest")) == 1
    assert len(found.requests_with_text("hrct OF the  chest")) == 1
    assert found.requests_with_text("HRCT") == ()


# Drugs and drafts


def test_drugs_are_found_by_value_set_whatever_they_were_recorded_as() -> None:
    found = record(
        {
            "MedicationRequest": [prednisone()],
            "MedicationStatement": [prednisone(resourceType="MedicationStatement", id="m2")],
            "MedicationDispense": [prednisone(resourceType="MedicationDispense", id="m3")],
            "MedicationAdministration": [prednisone(resourceType="MedicationAdministration", id="m4")],
        },
        drafts=[prednisone(id="m5")],
    )
    kinds = [one.kind for one in found.medications("med_glucocorticoid_systemic")]
    assert kinds == ["order", "statement", "dispense", "administration", "draft"]
    assert [one.kind for one in found.drafts] == ["draft"]


def test_a_draft_stands_in_for_the_order_that_has_its_id() -> None:
    found = record({"MedicationRequest": [prednisone(), prednisone(id="other")]}, drafts=[prednisone()])
    kinds = {
        (one.kind, one.id, one.replaced_by_draft) for one in found.medications("med_glucocorticoid_systemic")
    }
    assert kinds == {("order", "other", False), ("order", "m1", True), ("draft", "m1", False)}


def test_a_draft_does_not_stand_in_for_a_statement_of_its_id() -> None:
    found = record({"MedicationStatement": [prednisone()]}, drafts=[prednisone()])
    assert len(found.medications("med_glucocorticoid_systemic")) == 2


def test_drafts_without_an_id_replace_nothing() -> None:
    found = record({"MedicationRequest": [prednisone(id=None)]}, drafts=[prednisone(id=None)])
    assert len(found.medications("med_glucocorticoid_systemic")) == 2


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error", "Cancelled", "stopped"])
def test_a_withdrawn_draft_is_no_draft_and_replaces_nothing(status: str) -> None:
    found = record({"MedicationRequest": [prednisone()]}, drafts=[prednisone(status=status)])
    assert [one.kind for one in found.medications("med_glucocorticoid_systemic")] == ["order"]


@pytest.mark.parametrize("status", ["draft", "active", "on-hold", "completed", None, "odd"])
def test_any_other_status_is_a_draft(status: str | None) -> None:
    (draft,) = record(drafts=[prednisone(status=status)]).drafts
    assert courses.counts(draft) is YES


def test_a_stopped_draft_with_the_id_of_an_order_ends_that_order_today_and_is_no_draft() -> None:
    written = {"authoredOn": "2025-06-01", "meta": {"lastUpdated": "2025-06-01"}}
    found = record({"MedicationRequest": [prednisone(**written)]}, drafts=[prednisone(status="stopped")])
    assert not found.drafts
    (order,) = found.medications("med_glucocorticoid_systemic")
    assert (order.kind, order.status, order.end) == ("order", "stopped", Day.on(TODAY))
    assert courses.active(order, TODAY) is NO


def test_an_order_that_was_over_before_keeps_its_day() -> None:
    over = prednisone(status="stopped", meta={"lastUpdated": "2025-06-01"})
    found = record({"MedicationRequest": [over]}, drafts=[prednisone(status="stopped")])
    (order,) = found.medications("med_glucocorticoid_systemic")
    assert order.end == Day.on(date(2025, 6, 1))


def test_a_stopped_draft_with_another_id_ends_nothing_on_record() -> None:
    found = record({"MedicationRequest": [prednisone()]}, drafts=[prednisone(id="x", status="stopped")])
    kinds = [one.kind for one in found.medications("med_glucocorticoid_systemic")]
    assert kinds == ["order"]


def test_copies_of_one_draft_are_one() -> None:
    """Some systems send an unsigned order several times under its id: it is given once."""
    again = {**prednisone(), "text": {"status": "generated"}}
    assert [one.id for one in record(drafts=[prednisone(), again, prednisone()]).drafts] == ["m1"]
    twice = [prednisone(id="a"), prednisone(id="b"), prednisone(id=None), prednisone(id=None)]
    assert len(record(drafts=twice).drafts) == 4
    older, newer = (prednisone(meta={"versionId": one}, status=one) for one in "12")
    assert [one.status for one in record(drafts=[newer, older]).drafts] == ["2"]
    assert len(record(drafts=[prednisone(), prednisone(status="on-hold")]).drafts) == 2


def test_the_occasion_is_about_a_draft_of_which_it_names_a_copy() -> None:
    found = record(drafts=[prednisone(), prednisone(), prednisone(id="x")], in_occasion=[False, True, False])
    assert [(one.id, one.in_occasion) for one in found.drafts] == [("m1", True), ("x", False)]


def test_the_occasion_is_about_the_drafts_it_names_by_position() -> None:
    drafts = [
        prednisone(id="a"),
        prednisone(id="x", status="cancelled"),
        prednisone(id="b"),
        prednisone(id="c"),
    ]
    found = record(drafts=drafts, in_occasion=[False, True, True])
    assert [(one.id, one.in_occasion) for one in found.drafts] == [("a", False), ("b", True), ("c", False)]


def test_without_flags_the_occasion_is_about_all_drafts() -> None:
    assert [one.in_occasion for one in record(drafts=[prednisone()]).drafts] == [True]


def test_a_draft_without_a_type_is_a_drug_order_unless_it_has_a_code() -> None:
    untyped = prednisone()
    del untyped["resourceType"]
    empty: Json = {"id": "e"}
    found = record(drafts=[untyped, empty, {"id": "t", "code": CT_CHEST}])
    assert [one.id for one in found.drafts] == ["m1", "e"]
    assert len(found.requests("obs_ct_chest")) == 1


def test_the_type_of_a_draft_outranks_its_elements() -> None:
    found = record(drafts=[prednisone(code=CT_CHEST), {"resourceType": "NutritionOrder", "id": "n"}])
    assert [one.id for one in found.drafts] == ["m1"]
    assert found.requests("obs_ct_chest") == ()


def test_a_drug_that_cannot_be_told_is_asked_for_apart() -> None:
    found = record({"MedicationRequest": [prednisone(medicationCodeableConcept={"text": "zzz study drug"})]})
    assert found.medications("med_glucocorticoid_systemic") == ()
    assert [one.reference for one in found.unrecognised_medications()] == ["MedicationRequest/m1"]


@pytest.mark.parametrize(
    ("kind", "said", "may_be_any"),
    [
        ("MedicationRequest", {"status": "entered-in-error"}, False),
        ("MedicationRequest", {"status": "cancelled"}, False),
        ("MedicationRequest", {"status": "active", "doNotPerform": True}, False),
        ("MedicationRequest", {"status": "active", "intent": "proposal"}, False),
        ("MedicationRequest", {"status": "active", "intent": "plan", "reportedBoolean": True}, True),
        ("MedicationRequest", {"status": "stopped"}, True),
        ("MedicationRequest", {"status": "unknown"}, True),
        ("MedicationRequest", {}, True),
        ("MedicationStatement", {"status": "entered-in-error"}, False),
        ("MedicationStatement", {"status": "not-taken"}, False),
        ("MedicationAdministration", {"status": "not-done"}, False),
        ("MedicationAdministration", {"status": "completed"}, True),
        ("MedicationDispense", {"status": "cancelled"}, False),
    ],
)
def test_what_was_never_given_is_not_any_drug(kind: str, said: Json, may_be_any: bool) -> None:
    """As Oracle Health writes an entry that was made in error: its drug is "Error"."""
    absent = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "error"}
    drug = {"coding": [{**absent, "display": "Error"}], "text": "Error"}
    entry = {"resourceType": kind, "id": "m1", "medicationCodeableConcept": drug, **said}
    found = record({kind: [entry]})
    assert bool(found.unrecognised_medications()) is may_be_any
    assert found.may_be_any_drug is may_be_any


# References

DRUG = {"resourceType": "Medication", "id": "d1"}


@pytest.mark.parametrize(
    "reference",
    ["Medication/d1", "https://ehr.example/fhir/Medication/d1", "Medication/d1/_history/2", "urn:uuid:d1"],
)
def test_a_reference_is_followed_among_the_resources(reference: str) -> None:
    assert ReferenceFinder({"Medication": [DRUG]}, [], {})(reference, {}) is DRUG


def test_a_reference_is_followed_into_the_drafts_and_by_full_url() -> None:
    assert ReferenceFinder({}, [DRUG], {})("Medication/d1", {}) is DRUG
    assert ReferenceFinder({}, [], {"urn:uuid:abc": DRUG})("urn:uuid:abc", {}) is DRUG


def test_a_contained_resource_is_found_in_the_one_that_holds_it() -> None:
    inner = {"resourceType": "Medication", "id": "d1"}
    find = ReferenceFinder({"Medication": [DRUG]}, [], {})
    assert find("#d1", {"contained": [inner]}) is inner
    assert find("#d1", {"contained": {"id": "#d1"}}) == {"id": "#d1"}
    assert find("#d1", {"contained": [{"resourceType": "Medication"}, inner]}) is inner
    assert find("#d1", {}) is None


@pytest.mark.parametrize("reference", ["Medication/d2", "Condition/d1", "urn:uuid:d2", "", "d1x"])
def test_a_reference_to_something_that_was_not_sent_leads_nowhere(reference: str) -> None:
    assert ReferenceFinder({"Medication": [DRUG]}, [], {})(reference, {}) is None


def test_the_id_in_a_reference() -> None:
    assert last_segment("https://x/fhir/Patient/1/_history/2") == "1"
    assert last_segment("urn:uuid:1") == "1"
    assert last_segment("1") == "1"


def within(part: Json, kind: str = "DiagnosticReport", **elements: object) -> tuple[Observation, ...]:
    """What is found of creatinine where one result is contained in a report or a panel."""
    whole = {"resourceType": kind, "id": "r1", "status": "final", "contained": [part], **elements}
    return record({kind: [whole]}).observations("obs_creatinine")


@pytest.mark.parametrize("kind", ["DiagnosticReport", "Observation"])
def test_a_result_inside_a_report_or_a_panel_is_a_result(kind: str) -> None:
    [found] = within(creatinine(), kind, result=[{"reference": "#o1"}])
    assert (found.reference, found.status) == ("Observation/r1#o1", "final")
    assert found.quantity is not None
    assert found.quantity.value == Decimal("1.1")


def test_a_result_inside_a_report_has_its_time_and_status_where_it_says_none() -> None:
    part = {name: said for name, said in creatinine().items() if name not in ("status", "effectiveDateTime")}
    [found] = within(part, status="corrected", effectiveDateTime="2026-02-01")
    assert found.status == "corrected"
    assert found.when == Day.on(date(2026, 2, 1))


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_what_was_withdrawn_as_a_whole_is_withdrawn_in_its_parts(status: str) -> None:
    assert [found.status for found in within(creatinine(), status=status)] == [status]


def test_two_reports_may_call_their_parts_alike() -> None:
    reports = [
        {"resourceType": "DiagnosticReport", "id": id, "status": "final", "contained": [creatinine()]}
        for id in ("r1", "r2")
    ]
    assert len(record({"DiagnosticReport": reports}).observations("obs_creatinine")) == 2


def test_a_part_of_a_report_that_names_another_patient_is_left_out() -> None:
    assert within(creatinine(subject={"reference": "Patient/p2"})) == ()


# An order that orders nothing


@pytest.mark.parametrize(
    ("elements", "kind"),
    [
        ({}, "order"),
        ({"intent": "plan"}, "order"),
        ({"intent": "plan", "reportedBoolean": False}, "order"),
        ({"intent": "plan", "reportedBoolean": True}, "statement"),
        ({"intent": "plan", "reportedBoolean": "true"}, "statement"),
        ({"intent": "order", "reportedBoolean": True}, "order"),
        ({"intent": " Order ", "reportedBoolean": True}, "order"),
        ({"intent": None, "reportedBoolean": True}, "order"),
        ({"intent": "proposal", "reportedBoolean": True}, "statement"),
        ({"intent": "plan", "reportedReference": {"reference": "Patient/p1"}}, "statement"),
        ({"intent": "plan", "reported": True}, "statement"),
    ],
)
def test_what_is_only_reported_is_a_statement(elements: Json, kind: str) -> None:
    [fact] = record({"MedicationRequest": [prednisone(**elements)]}).all_medications
    assert fact.kind == kind
    assert courses.counts(fact) is (NO if elements.get("intent") == "plan" and kind == "order" else YES)


def test_a_reported_plan_has_the_dates_of_an_order() -> None:
    supply = {"dispenseRequest": {"validityPeriod": {"start": "2026-01-05", "end": "2026-02-05"}}}
    told = prednisone(intent="plan", reportedBoolean=True, authoredOn="2026-01-01")
    [fact] = record({"MedicationRequest": [told | supply]}).all_medications
    assert (fact.start, fact.end) == (Day.on(date(2026, 1, 5)), Day.on(date(2026, 2, 5)))
    [bare] = record({"MedicationRequest": [told]}).all_medications
    assert (bare.start, bare.end) == (Day.on(date(2026, 1, 1)), None)
