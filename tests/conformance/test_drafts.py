"""Draft orders as real clients send them, and the selections among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.calling import (
    DOSE_TO_CHANGE,
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Json,
    Running,
    at_server,
    drafts,
    sample,
    topics,
)
from tests.fhir_test_server import FhirTestServer, bundle, sends

requirement = pytest.mark.requirement

ALLERGY, MISSING = "tmpSmxAllergy", "pjpStart"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
TMP_SMX = {"coding": [{"system": RXNORM, "code": "198334"}]}
MEDICATION = {"resourceType": "Medication", "id": "m1", "code": TMP_SMX}


def with_draft(**changes: Any) -> Json:
    """The order of TMP-SMX despite the allergy, changed; ``None`` takes an element away."""
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    (draft,) = drafts(request)
    draft.update(changes)
    for name in [name for name, value in changes.items() if value is None]:
        del draft[name]
    return request


def referring(reference: Any, **more: Any) -> Json:
    return with_draft(medicationCodeableConcept=None, medicationReference={"reference": reference} | more)


def beside(request: Json, *entries: Json) -> Json:
    request["context"]["draftOrders"]["entry"] += entries
    return request


OTHER = {
    "resourceType": "MedicationRequest",
    "id": "other",
    "status": "draft",
    "intent": "order",
    "subject": {"reference": "Patient/ild-1042"},
    "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": "314076"}], "text": "lisinopril"},
}


@requirement("RQ-09", "RQ-17")
def test_while_orders_are_selected_only_these_are_spoken_about(service: Running) -> None:
    request = sample(PREDNISONE_DRAFTED)
    assert request["context"]["selections"]
    assert topics(service.cards(request)) == [MISSING]
    (draft,) = drafts(request)
    mine = f"MedicationRequest/{draft['id']}"
    beside(request, {"resource": OTHER})
    for selections, spoken in (([mine], True), ([mine, "MedicationRequest/other"], True)):
        request["context"]["selections"] = selections
        assert (MISSING in topics(service.cards(request))) is spoken
    allergic = beside(sample(TMP_SMX_DESPITE_ALLERGY), {"resource": OTHER}) | {"hook": "order-select"}
    allergic["context"]["selections"] = ["MedicationRequest/other"]
    assert ALLERGY not in topics(service.cards(allergic))
    allergic["context"]["selections"] = ["MedicationRequest/draft-tmp-smx"]
    assert ALLERGY in topics(service.cards(allergic))


@requirement("RQ-18")
@pytest.mark.parametrize(
    ("selections", "all_drafts", "spoken"),
    [
        ("absent", True, True),
        ([], True, True),
        (["MedicationRequest/nowhere"], True, True),
        ([7, None], True, True),
        (["draft-tmp-smx"], False, True),
        (["https://ehr.example.org/fhir/MedicationRequest/draft-tmp-smx"], False, True),
        (["MedicationRequest/draft-tmp-smx/_history/2"], False, True),
        (["MedicationRequest/other"], False, False),
    ],
)
def test_a_selection_is_matched_in_any_form_and_else_all_drafts_are_looked_at(
    service: Running, selections: Any, all_drafts: bool, spoken: bool
) -> None:
    request = beside(sample(TMP_SMX_DESPITE_ALLERGY), {"resource": OTHER}) | {"hook": "order-select"}
    if selections != "absent":
        request["context"]["selections"] = selections
    assert (ALLERGY in topics(service.cards(request))) is spoken
    said = any("all drafts are looked at" in remark for remark in service.last_line().get("remarks", ()))
    assert said is all_drafts


@requirement("RQ-18")
@pytest.mark.parametrize(
    ("id", "url", "selection", "spoken"),
    [
        (None, "https://ehr.org/MedicationRequest/mine", "MedicationRequest/mine", True),
        (None, "https://ehr.org/MedicationRequest/mine", "MedicationRequest/mine/_history/2", True),
        (None, "urn:uuid:0d5b", "urn:uuid:0d5b", True),
        (None, "urn:uuid:0d5b", "MedicationRequest/0d5b", True),
        ("0d5b", None, "urn:uuid:0d5b", True),
        ("urn:uuid:0d5b", None, "MedicationRequest/0d5b", True),
        ("mine", None, {"reference": "MedicationRequest/mine"}, True),
        (None, None, "MedicationRequest/mine", True),
        (None, None, "MedicationRequest/other", False),
        ("mine", None, "MedicationRequest/nowhere", False),
        (None, "https://ehr.org/MedicationRequest/mine", "MedicationRequest/nowhere", False),
    ],
)
def test_a_draft_that_is_selected_beside_another_is_found_by_whatever_names_it(
    service: Running, id: str | None, url: str | None, selection: Any, spoken: bool
) -> None:
    request = beside(with_draft(id=id), {"resource": OTHER}) | {"hook": "order-select"}
    entry = request["context"]["draftOrders"]["entry"][0]
    entry.pop("fullUrl", None)
    if url is not None:
        entry["fullUrl"] = url
    request["context"]["selections"] = ["MedicationRequest/other", selection]
    assert (ALLERGY in topics(service.cards(request))) is spoken


@requirement("RQ-18")
def test_a_draft_that_names_no_type_is_found_by_the_one_that_it_is_read_as(service: Running) -> None:
    request = beside(with_draft(id="mine", resourceType=None), {"resource": OTHER}) | {"hook": "order-select"}
    request["context"]["selections"] = ["MedicationRequest/other", "MedicationRequest/mine"]
    assert ALLERGY in topics(service.cards(request))


@requirement("RQ-10", "RQ-14")
@pytest.mark.parametrize(
    ("shape", "spoken"),
    [
        (lambda entry: {"resourceType": "Bundle", "type": "collection", "entry": [entry]}, True),
        (lambda entry: {"resourceType": "Bundle", "entry": [entry]}, True),
        (lambda entry: {"entry": [entry]}, True),
        (lambda entry: {"resourceType": "Bundle", "entry": [{"resource": entry["resource"]}]}, True),
        (lambda entry: {"resourceType": "Bundle", "entry": [{"fullUrl": "urn:x"}, None, 7, entry]}, True),
        (lambda entry: {"resourceType": "Bundle", "entry": entry}, True),
        (lambda entry: {"resourceType": "Bundle", "entry": [entry["resource"]]}, True),
        (lambda entry: {"entry": [{"resource": {"resourceType": "Bundle", "entry": [entry]}}]}, True),
        (lambda entry: entry["resource"], True),
        (lambda _: {"resourceType": "Bundle", "type": "collection", "entry": []}, False),
        (lambda _: {"resourceType": "Bundle", "type": "collection"}, False),
        (lambda _: {"resourceType": "Bundle", "entry": None}, False),
        (lambda _: {}, False),
    ],
)
def test_draft_orders_are_read_from_any_bundle_and_none_is_no_guidance(
    service: Running, shape: Callable[[Json], Json], spoken: bool
) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    assert "selections" not in request["context"]
    (entry,) = request["context"]["draftOrders"]["entry"]
    request["context"]["draftOrders"] = shape(entry)
    assert topics(service.cards(request)) == ([ALLERGY] if spoken else [])


@requirement("RQ-15")
@pytest.mark.parametrize(
    "kind",
    [
        "ServiceRequest",
        "DeviceRequest",
        "NutritionOrder",
        "VisionPrescription",
        "ProcedureRequest",
        "Unheard",
    ],
)
def test_drafts_of_any_type_are_taken_and_those_not_understood_are_skipped(
    service: Running, kind: str
) -> None:
    other = {"resourceType": kind, "id": "x", "status": "draft", "code": {"text": "?"}, "orderer": 7}
    assert topics(service.cards(beside(with_draft(), {"resource": other}))) == [ALLERGY]
    alone = with_draft()
    alone["context"]["draftOrders"]["entry"] = [{"resource": other}]
    assert topics(service.cards(alone)) == []


@requirement("RQ-16")
@pytest.mark.parametrize(
    ("status", "spoken"),
    [
        ("draft", True),
        ("active", True),
        ("on-hold", True),
        ("unknown", True),
        (None, True),
        ("entered-in-error", False),
        ("cancelled", False),
        ("stopped", False),
    ],
)
def test_an_order_that_is_signed_again_counts_and_one_that_was_withdrawn_does_not(
    service: Running, status: str | None, spoken: bool
) -> None:
    assert (ALLERGY in topics(service.cards(with_draft(status=status)))) is spoken


@requirement("RQ-19")
@pytest.mark.parametrize("lacking", ["medicationCodeableConcept", "dosageInstruction", "intent", "status"])
def test_an_order_may_still_lack_most_of_itself(service: Running, lacking: str) -> None:
    request = with_draft(**{lacking: None}) | {"hook": "order-select"}
    found = topics(service.cards(request))
    assert (ALLERGY in found) is (lacking != "medicationCodeableConcept")
    bare = {"resourceType": "MedicationRequest", "id": "request-123", "status": "draft"}
    request["context"]["draftOrders"]["entry"] = [{"resource": bare}]
    assert ALLERGY not in topics(service.cards(request))


@requirement("RQ-20")
@pytest.mark.parametrize(
    "request_of",
    [
        pytest.param(lambda _: with_draft(medicationCodeableConcept=TMP_SMX), id="a concept"),
        pytest.param(
            lambda _: with_draft(
                medicationCodeableConcept={"text": "sulfamethoxazole-trimethoprim 800-160 mg"}
            ),
            id="words alone",
        ),
        pytest.param(lambda _: _contained(), id="contained"),
        pytest.param(
            lambda _: beside(referring("Medication/m1"), {"resource": MEDICATION}), id="beside the order"
        ),
        pytest.param(
            lambda _: beside(
                referring("https://ehr.example.org/fhir/Medication/m1"), {"resource": MEDICATION}
            ),
            id="by an absolute address",
        ),
        pytest.param(
            lambda _: beside(
                referring("urn:uuid:5f"), {"fullUrl": "urn:uuid:5f", "resource": {**MEDICATION, "id": "z"}}
            ),
            id="by the fullUrl of its entry",
        ),
        pytest.param(lambda _: _prefetched(), id="in the prefetch"),
        pytest.param(lambda fhir: _at_server(fhir), id="at the FHIR server"),
        pytest.param(
            lambda _: referring("Medication/gone", display="sulfamethoxazole / trimethoprim"),
            id="by the display of the reference",
        ),
        pytest.param(
            lambda _: with_draft(medicationCodeableConcept=None, medication={"concept": TMP_SMX}),
            id="as in R5",
        ),
    ],
)
def test_a_drug_is_found_in_every_place_where_it_may_stand(
    service: Running, fhir: FhirTestServer, request_of: Callable[[FhirTestServer], Json]
) -> None:
    assert ALLERGY in topics(service.cards(request_of(fhir)))


def _contained() -> Json:
    request = referring("#m1")
    drafts(request)[0]["contained"] = [MEDICATION]
    return request


def _prefetched() -> Json:
    request = referring("Medication/m1")
    request["prefetch"]["medicationRequests"] = bundle(MEDICATION)
    return request


def _at_server(fhir: FhirTestServer) -> Json:
    fhir.on("Medication/m1", sends(MEDICATION))
    return at_server(referring("Medication/m1"), fhir, "procedures")


@requirement("RQ-21")
@pytest.mark.parametrize(
    "codings",
    [
        [{"system": "urn:oid:2.16.840.1.113883.6.68", "code": "1"}, {"system": RXNORM, "code": "198334"}],
        [{"system": RXNORM, "code": "10831"}],
        [{"system": "urn:oid:2.16.840.1.113883.6.88", "code": "198334"}],
        [{"system": RXNORM, "code": "10829"}, {"system": RXNORM, "code": "10180"}, {"code": "198334"},
         {"system": RXNORM, "code": "198334"}],
        [{"system": RXNORM, "code": "208406"}],
    ],
)  # fmt: skip
def test_any_coding_tells_the_drug_at_any_level_and_by_url_or_oid(
    service: Running, codings: list[Json]
) -> None:
    request = with_draft(medicationCodeableConcept={"coding": codings})
    assert ALLERGY in topics(service.cards(request))


@requirement("RQ-22")
def test_an_id_may_be_longer_than_fhir_allows(service: Running) -> None:
    long = "eQ.-_" * 39
    for sent in (long, "x" * 256):
        (card,) = service.cards(with_draft(id=sent))
        removed = {
            one["resourceId"] for s in card["suggestions"] for one in s["actions"] if "resourceId" in one
        }
        assert removed == {f"MedicationRequest/{sent}"}


@requirement("RQ-23")
def test_one_object_may_stand_where_a_list_is_due(service: Running) -> None:
    request = with_draft(category={"coding": [{"code": "outpatient"}]})
    (draft,) = drafts(request)
    draft["dosageInstruction"] = draft["dosageInstruction"][0]
    draft["medicationCodeableConcept"]["coding"] = draft["medicationCodeableConcept"]["coding"][0]
    allergies = request["prefetch"]["allergies"]
    (entry,) = allergies["entry"]
    entry["resource"]["code"]["coding"] = entry["resource"]["code"]["coding"][0]
    allergies["entry"] = entry
    assert ALLERGY in topics(service.cards(request))


def dose(amount: float, unit: str, code: str, kind: str) -> Json:
    return {
        "type": {"coding": [{"system": "http://epic.com/CodeSystem/dose-rate-type", "code": kind}]},
        "doseQuantity": {
            "value": amount,
            "unit": unit,
            "system": "http://unitsofmeasure.org",
            "code": code,
        },
    }


@requirement("RQ-24")
@pytest.mark.parametrize(
    "doses",
    [
        [dose(2, "tablet", "{tbl}", "admin-amount"), dose(40, "mg", "mg", "ordered")],
        [dose(999, "mg", "mg", "calculated"), dose(40, "mg", "mg", "ordered")],
        [dose(2, "tablet", "{tbl}", "admin-amount"), dose(40, "mg", "mg", "calculated")],
    ],
)
def test_of_several_doses_the_ordered_one_counts_then_the_calculated_one(
    service: Running, doses: list[Json]
) -> None:
    request = sample(PREDNISONE_DRAFTED)
    (draft,) = drafts(request)
    draft["dosageInstruction"][0]["doseAndRate"] = doses
    (card,) = service.cards(request)
    assert "40 mg/day" in card["detail"]
    del draft["dosageInstruction"][0]["doseAndRate"]
    draft["dosageInstruction"][0]["doseQuantity"] = doses[1]["doseQuantity"]
    assert MISSING in topics(service.cards(request))


@requirement("RQ-25")
@pytest.mark.parametrize(
    ("subject", "spoken"),
    [
        ("Patient/ild-1042", True),
        ("https://ehr.example.org/fhir/Patient/ild-1042", True),
        ("Patient/somebody-else", False),
        ("https://ehr.example.org/fhir/Patient/somebody-else", False),
    ],
)
def test_an_order_for_another_patient_is_passed_over(service: Running, subject: str, spoken: bool) -> None:
    absent = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}]}
    request = with_draft(requester=absent, subject={"reference": subject})
    assert (ALLERGY in topics(service.cards(request))) is spoken


@requirement("RQ-26")
@pytest.mark.parametrize("kind", ["MedicationRequest", "MedicationOrder"])
def test_orders_of_older_fhir_are_read_as_far_as_they_are_understood(service: Running, kind: str) -> None:
    request = with_draft(resourceType=kind)
    request["extension"]["com.epic.cdshooks.request.fhir-version"] = "STU3"
    (draft,) = drafts(request)
    for dosage in draft["dosageInstruction"]:
        (rate,) = dosage.pop("doseAndRate")
        dosage["doseQuantity"] = rate["doseQuantity"]
    draft["context"] = draft.pop("encounter")
    assert ALLERGY in topics(service.cards(request))


@requirement("HK-05")
def test_only_orders_that_the_client_has_are_changed_or_removed(service: Running) -> None:
    for story, kind in ((TMP_SMX_DESPITE_ALLERGY, "delete"), (DOSE_TO_CHANGE, "update")):
        request = sample(story)
        (card,) = service.cards(request)
        assert kind in {one["type"] for s in card["suggestions"] for one in s["actions"]}
        del drafts(request)[0]["id"]
        (card,) = service.cards(request)
        kinds = {one["type"] for s in card.get("suggestions", ()) for one in s["actions"]}
        assert kinds <= {"create"}


@requirement("HK-05", "AC-04", "AC-05")
@pytest.mark.parametrize("unreadable", [None, "", {"value": "MedicationRequest"}])
def test_an_order_that_names_no_type_is_changed_and_removed_as_what_it_is_read_as(
    service: Running, unreadable: Any
) -> None:
    for story, kind in ((TMP_SMX_DESPITE_ALLERGY, "delete"), (DOSE_TO_CHANGE, "update")):
        request = sample(story)
        (draft,) = drafts(request)
        draft["resourceType"] = unreadable
        (card,) = service.cards(request)
        done = [one for s in card["suggestions"] for one in s["actions"] if one["type"] == kind]
        named = [one.get("resourceId") or one["resource"]["resourceType"] for one in done]
        assert named
        assert set(named) <= {"MedicationRequest", f"MedicationRequest/{draft['id']}"}
