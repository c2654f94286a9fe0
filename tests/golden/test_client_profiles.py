"""What each kind of client is answered, word for word, to its own kind of request.

After a change to a card or a profile: ``pytest tests/golden --snapshot-update``, and read the difference.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from cdshooks.web.client_profiles import DEFAULT, PROFILES, shaped
from cdshooks.web.wire import HookRequest
from tests.golden.client_shapes import LONG_ID, SHAPES, shaped_like
from tests.golden.test_answers_in_trouble import sample
from tools.make_samples import with_plain_ids

Json = dict[str, Any]

DAY = date(2026, 1, 15)
STORIES = {
    "replaced": ("tmp-smx-in-sle", "first-time-in-lupus"),
    "changed-or-removed": ("duplicate-immunosuppression", "mycophenolate-beside-azathioprine"),
    "alternatives": ("pjp-start", "prednisone-drafted-sulfonamide-allergy"),
}
"""A draft replaced in one click; an order changed or a draft removed; one drug of several, and tests."""


@cache
def site() -> Site:
    """One client of each kind, named after it."""
    tables = (
        f'[clients.{name.replace(".", "-")}]\nissuer = "https://{name}.example.org"\n'
        f'jwks_url = "https://{name}.example.org/jwks"\nprofile = "{name}"\n'
        for name in PROFILES
    )
    return site_of("allow_unreviewed = true\n" + "".join(tables), Path("site.toml"))


@cache
def engine() -> ClinicalEngine:
    return build_engine(Settings(base_url="https://cds.example.org"), site())


def answered(profile: str, story: str) -> Json:
    request = HookRequest.model_validate(shaped_like(profile, sample(*STORIES[story])))
    client = profile.replace(".", "-")
    answer = engine().answer(request, today=DAY, client=client)
    made: Json = with_plain_ids(shaped(answer, site().clients[client].profile))
    return made


def test_every_profile_has_its_requests() -> None:
    assert set(SHAPES) == set(PROFILES)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("profile", PROFILES)
def test_the_whole_answer(profile: str, story: str, snapshot: SnapshotAssertion) -> None:
    answer = answered(profile, story)
    assert answer["cards"]
    assert answer == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("profile", PROFILES)
def test_it_keeps_to_what_the_profile_declares(profile: str, story: str) -> None:
    declared = PROFILES[profile]
    for card in answered(profile, story)["cards"]:
        assert ("uuid" in card) is declared.knows_card_uuid
        assert ("topic" in card["source"]) is declared.knows_topic
        assert declared.knows_override_reasons or "overrideReasons" not in card
        suggestions = card.get("suggestions", [])
        assert ("selectionBehavior" in card) is bool(suggestions)
        assert not suggestions or card["selectionBehavior"] in declared.selection
        recommended = [one for one in suggestions if one.get("isRecommended")]
        assert declared.knows_recommended or not recommended
        assert card.get("selectionBehavior") == "any" or len(recommended) <= 1
        for one in suggestions:
            assert {action["type"] for action in one["actions"]} <= set(declared.actions)
            assert len(one["actions"]) == 1 or not declared.one_action
            for action in one["actions"]:
                check_action(action, declared.deletes_by_resource)


def check_action(action: Json, deletes_by_resource: bool) -> None:
    assert action["description"]
    if action["type"] == "delete":
        kept, absent = ("resource", "resourceId")[:: 1 if deletes_by_resource else -1]
        assert isinstance(action[kept], str)
        assert absent not in action
    else:
        resource = action["resource"]
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def test_the_long_id_of_a_draft_comes_back_whole() -> None:
    deleted = [
        action["resourceId"]
        for card in answered("epic", "replaced")["cards"]
        for one in card["suggestions"]
        for action in one["actions"]
        if action["type"] == "delete"
    ]
    assert deleted == [f"MedicationRequest/{LONG_ID}0"]


def test_what_a_client_cannot_do_by_a_click_is_named_on_the_card() -> None:
    full = answered("default", "changed-or-removed")["cards"][0]
    changes = [one["label"] for one in full["suggestions"] if one["actions"][0]["type"] == "update"]
    assert len(changes) == 2
    made = answered("epic", "changed-or-removed")["cards"][0]
    assert [one["actions"][0]["type"] for one in made["suggestions"]] == ["delete"]
    assert made["detail"].endswith("\n- ".join(["**To be done by hand**", *changes]))


def test_a_client_without_any_possible_suggestion_gets_the_card_without_them() -> None:
    change = {"label": "Change it", "uuid": "u", "actions": [{"type": "update"}]}
    card = {"detail": "x", "source": {}, "suggestions": [change], "selectionBehavior": "any"}
    [made] = shaped({"cards": [card]}, PROFILES["epic"])["cards"]
    assert made == {"detail": "x\n\n**To be done by hand**\n- Change it", "source": {}}


def test_equal_parts_of_two_suggestions_are_offered_once_and_stay_recommended() -> None:
    away = {"type": "delete", "description": "Remove A", "resourceId": "MedicationRequest/a"}
    again = {**away, "description": "Take A out"}
    b, c = (
        {"type": "create", "description": f"Draft {drug}", "resource": {"resourceType": "MedicationRequest",
                                                                         "id": drug}}
        for drug in "BC"
    )  # fmt: skip
    suggestions = [
        {"label": "Replace with B", "uuid": "1", "actions": [away, b]},
        {"label": "Replace with C", "uuid": "2", "isRecommended": True, "actions": [again, c]},
    ]
    card = {"detail": "x", "source": {}, "suggestions": suggestions, "selectionBehavior": "at-most-one"}
    [made] = shaped({"cards": [card]}, PROFILES["epic"])["cards"]
    assert [(one["label"], one.get("isRecommended", False)) for one in made["suggestions"]] == [
        ("Remove A", True),
        ("Draft B", False),
        ("Draft C", True),
    ]
    assert made["suggestions"][0]["uuid"] == "1"
    assert len({one["uuid"] for one in made["suggestions"]}) == 3
    assert made == shaped({"cards": [card]}, PROFILES["epic"])["cards"][0], "ids of parts are always the same"
    assert made["detail"] == (
        "x\n\n**Belongs together**"
        "\n- Replace with B: Remove A; Draft B\n- Replace with C: Take A out; Draft C"
        "\n\n**Take one of these, not several**\n- Draft B\n- Draft C"
    )


def test_a_client_that_takes_one_suggestion_is_recommended_one() -> None:
    requests = [
        {"label": drug, "uuid": drug, "isRecommended": drug != "A",
         "actions": [{"type": "create", "description": drug, "resource": {"id": drug}}]}
        for drug in "ABCDE"
    ]  # fmt: skip
    del requests[3]["isRecommended"]
    card = {"uuid": "u", "detail": "x", "source": {}, "suggestions": requests, "selectionBehavior": "any"}
    [made] = shaped({"cards": [card]}, PROFILES["oracle"])["cards"]
    assert made["selectionBehavior"] == "at-most-one"
    assert [one["label"] for one in made["suggestions"] if one.get("isRecommended")] == ["B"]


def test_the_plain_client_gets_the_answer_itself_and_no_other_changes_it() -> None:
    request = HookRequest.model_validate(sample(*STORIES["alternatives"]))
    answer = engine().answer(request, today=DAY, client="default")
    before = repr(answer)
    assert shaped(answer, DEFAULT) is answer
    for profile in PROFILES.values():
        shaped(answer, profile)
    assert repr(answer) == before
