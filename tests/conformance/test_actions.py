"""Suggestions and their actions: what one click does to the client's orders."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from tests.conformance.calling import (
    DOSE_TO_CHANGE,
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Answered,
    Json,
    Running,
    drafts,
    problem_of,
    sample,
)

pytestmark = pytest.mark.xdist_group("answered")  # the answers to all samples are asked for once
requirement = pytest.mark.requirement


CODE_SYSTEMS = {"http://www.nlm.nih.gov/research/umls/rxnorm", "http://hl7.org/fhir/sid/cvx"}
"""Drugs, and vaccines."""


@requirement("SU-01", "SU-03", "SU-04")
def test_every_suggestion_has_a_label_and_whole_actions(answered: list[Answered]) -> None:
    suggestions = [one for answer in answered for one in answer.suggestions]
    assert len(suggestions) > 60
    for one in suggestions:
        assert one["label"]
        assert one["actions"]
        assert one.get("isRecommended", True) is True
    assert 0 < sum("isRecommended" in one for one in suggestions) < len(suggestions)


@requirement("SU-05")
def test_how_many_actions_may_be_taken_is_never_said(answered: list[Answered]) -> None:
    assert all(b"actionSelectionBehavior" not in one.body for one in answered)


@requirement("SU-07")
def test_a_drug_has_its_code_first_and_its_words(answered: list[Answered]) -> None:
    drugs = [
        action["resource"]["medicationCodeableConcept"]
        for one in answered
        for action in one.actions
        if action.get("resource", {}).get("resourceType") == "MedicationRequest"
    ]
    assert len(drugs) > 20
    for drug in drugs:
        assert drug["text"]
        assert drug["coding"][0]["system"] in CODE_SYSTEMS
        assert re.fullmatch(r"\d+", drug["coding"][0]["code"])


@requirement("AC-01", "AC-02")
def test_every_action_has_a_known_type_and_a_description(answered: list[Answered]) -> None:
    actions = [action for one in answered for action in one.actions]
    assert {action["type"] for action in actions} == {"create", "update", "delete"}
    assert all(isinstance(words := action.get("description"), str) and words for action in actions)


@requirement("AC-04")
def test_an_update_is_the_whole_order_of_the_client_with_only_its_dose_changed(service: Running) -> None:
    request = sample(DOSE_TO_CHANGE)
    (draft,) = drafts(request)
    draft |= {
        "extension": [{"url": "https://ehr.example.org/x", "valueString": "kept"}],
        "identifier": [{"value": "7"}],
        "unheardOf": {"kept": True},
    }
    (card,) = service.cards(request)
    (action,) = (one for s in card["suggestions"] for one in s["actions"] if one["type"] == "update")
    assert "resourceId" not in action
    changed, sent = action["resource"], deepcopy(draft)
    assert changed["dosageInstruction"] != sent["dosageInstruction"]
    for name in ("dosageInstruction", "medicationCodeableConcept"):
        del changed[name], sent[name]
    assert changed == sent
    assert changed["id"] == "draft-tmp-smx"


@requirement("AC-05", "AC-06", "AC-07")
def test_a_removal_names_one_order_by_its_reference_and_sends_no_resource(answered: list[Answered]) -> None:
    removals = [(one, action) for one in answered for action in one.actions if action["type"] == "delete"]
    assert len(removals) > 10
    for one, action in removals:
        assert "resource" not in action
        assert isinstance(action["resourceId"], str)
        ours = {f"{draft['resourceType']}/{draft['id']}" for draft in drafts(one.request)}
        assert action["resourceId"] in ours


@requirement("AC-08")
def test_a_suggested_order_is_a_draft_for_this_patient_and_visit_and_claims_nothing_else(
    answered: list[Answered],
) -> None:
    for one in answered:
        context = one.request["context"]
        for action in one.actions:
            if action["type"] == "create":
                resource = action["resource"]
                assert (resource["status"], resource["intent"]) == ("draft", "order")
                assert resource["subject"] == {"reference": f"Patient/{context['patientId']}"}
                assert resource["encounter"] == {"reference": f"Encounter/{context['encounterId']}"}
                assert "reasonCode" in resource or "reasonReference" in resource
                assert not {"requester", "authoredOn", "performer", "recorder"} & set(resource)


@requirement("AC-10")
def test_the_regimen_stands_in_words_in_the_description(answered: list[Answered]) -> None:
    seen = 0
    for one in answered:
        for action in one.actions:
            resource = action.get("resource", {})
            if action["type"] == "create" and resource["resourceType"] == "MedicationRequest":
                *steps, last = (dosage["text"] for dosage in resource["dosageInstruction"])
                # A dose that rises is written step by step, and told in one sentence with the day of each.
                assert last in action["description"] or steps
                assert action["description"].count("from day") == len(steps)
                assert all(re.search(r"\d", text) for text in (*steps, last))
                seen += 1
    assert seen > 15


@requirement("SA-01", "SA-02")
def test_nothing_is_ever_done_without_a_click(service: Running, answered: list[Answered]) -> None:
    assert all(b"systemActions" not in one.body for one in answered)
    request = sample(PREDNISONE_DRAFTED)
    request["extension"]["systemActions"] = True
    assert "systemActions" not in service.call(request).text


@requirement("SA-03", "SA-04")
def test_no_system_action_stands_in_an_extension_either(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    answer = service.call(request)
    assert set(answer.json()) == {"cards"}
    assert "extension" not in answer.text


@requirement("AC-09")
def test_suggested_codes_stand_under_their_standard_system_first(answered: list[Answered]) -> None:
    concepts: list[Json] = []
    for one in answered:
        for action in one.actions:
            resource = action.get("resource", {})
            if action["type"] == "create":
                assert problem_of(resource) == ""
                concepts.append(resource.get("medicationCodeableConcept") or resource["code"])
    assert all(
        concept.get("coding", [{"system": "http"}])[0]["system"].startswith("http") for concept in concepts
    )
