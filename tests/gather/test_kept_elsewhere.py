"""A site that says which resources its EHR does not offer: none of them is missing, and none is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.asked import Asked
from cdshooks.gather.budget import Budget
from cdshooks.gather.collect import Gathered, collect
from cdshooks.gather.fhir_server import ServerAccess
from cdshooks.gather.kept_elsewhere import WHERE_INSTEAD, still_asked
from cdshooks.gather.templates import KEY_OF_TYPE, derive_templates, keys_by_need
from cdshooks.patient.coverage import Completeness, Need
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from tests.cards.clinic import TODAY
from tests.cards.story import Story, engine
from tests.fhir_test_server import FhirTestServer, bundle
from tests.laws.test_clicks import all_stories

COMPLETE, PARTIAL = Completeness.COMPLETE, Completeness.PARTIAL
FAILED, NOT_SUPPLIED = Completeness.FAILED, Completeness.NOT_SUPPLIED

CONDITION, TAKEN = Need("Condition", "ild"), Need("MedicationStatement", "steroid")
NEEDS = (Need("Patient"), CONDITION, TAKEN)
TEMPLATES = derive_templates(NEEDS, {}.__getitem__)
KEYS = keys_by_need(TEMPLATES, NEEDS, {}.__getitem__)
SENT: dict[str, Any] = {"patient": {"resourceType": "Patient", "id": "p1"}, "conditions": bundle(total=0)}
ELSEWHERE = frozenset({"MedicationStatement"})
OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "not-supported"}]}
CLIENT = '[clients.main]\nissuer = "https://ehr.example.org"\njwks_url = "https://ehr.example.org/jwks"\n'


def gathered(
    elsewhere: frozenset[str], server: FhirTestServer | None = None, **sent: Any
) -> tuple[Completeness, Gathered]:
    base = server.base if server else ""
    access = ServerAccess(AllowedBases.parse(base), longest_body=100_000, without_tls=True)
    token = {"access_token": "t", "token_type": "Bearer", "expires_in": 300} if server else None
    asked = Asked("p1", SENT | sent, fhir_server=base or None, fhir_authorization=token)
    found = collect(asked, TEMPLATES, KEYS, access, Budget(0.2, 0.4), elsewhere)
    return found.coverage.of(TAKEN), found


@pytest.mark.parametrize(
    "sent",
    [{}, {"medicationStatements": None}, {"medicationStatements": OUTCOME}],
    ids=["no key", "null", "not supported"],
)
def test_what_is_kept_elsewhere_is_not_missing(sent: dict[str, Any]) -> None:
    state, found = gathered(ELSEWHERE, **sent)
    assert (state, found.notes) == (COMPLETE, ())


@pytest.mark.parametrize(
    ("sent", "state"),
    [({}, NOT_SUPPLIED), ({"medicationStatements": OUTCOME}, FAILED)],
    ids=["no key", "not supported"],
)
def test_nobody_but_the_site_can_say_so(sent: dict[str, Any], state: Completeness) -> None:
    assert gathered(frozenset(), **sent)[0] is state


def test_of_what_is_not_named_nothing_changes() -> None:
    _, found = gathered(ELSEWHERE, conditions=OUTCOME)
    assert found.coverage.of(CONDITION) is FAILED


def test_a_server_is_not_asked_for_it(server: FhirTestServer) -> None:
    assert gathered(ELSEWHERE, server)[0] is COMPLETE
    assert server.asked == []
    gathered(frozenset(), server)
    assert any("MedicationStatement" in str(one) for one in server.asked)


def test_what_comes_all_the_same_is_read() -> None:
    taken = {"resourceType": "MedicationStatement", "id": "s1", "subject": {"reference": "Patient/p1"}}
    state, found = gathered(ELSEWHERE, medicationStatements=bundle(taken))
    assert (state, found.resources["MedicationStatement"]) == (COMPLETE, [taken])
    part = bundle(taken) | {"link": [{"relation": "next", "url": "https://ehr.example.org/next"}]}
    assert gathered(ELSEWHERE, medicationStatements=part)[0] is PARTIAL


def test_the_list_of_another_patient_is_no_empty_one() -> None:
    others = {"resourceType": "MedicationStatement", "id": "s1", "subject": {"reference": "Patient/p2"}}
    assert gathered(ELSEWHERE, medicationStatements=bundle(others))[0] is not COMPLETE


# What a site writes


def test_a_client_says_it_for_itself_and_else_the_site_for_all() -> None:
    site = site_of(f'kept_elsewhere = ["ImagingStudy"]\n{CLIENT}', Path("site.toml"))
    assert site.elsewhere(None) == site.elsewhere(site.clients["main"]) == {"ImagingStudy"}
    own = site_of(f'kept_elsewhere = ["ImagingStudy"]\n{CLIENT}kept_elsewhere = []\n', Path("site.toml"))
    assert own.elsewhere(own.clients["main"]) == frozenset()


@pytest.mark.parametrize(
    "kind", ["AllergyIntolerance", "Immunization", "ServiceRequest", "Condition", "Nonsense"]
)
@pytest.mark.parametrize(("before", "key"), [("", "kept_elsewhere"), (CLIENT, "clients.main.kept_elsewhere")])
def test_what_stands_nowhere_else_cannot_be_named(kind: str, before: str, key: str) -> None:
    line = before.count("\n") + 1
    with pytest.raises(SettingsError, match=rf"^site\.toml:{line}: {key}: only these are known: Medication"):
        site_of(f'{before}kept_elsewhere = ["{kind}"]\n', Path("site.toml"))


def test_of_the_queries_only_these_are_left_out() -> None:
    queries = {key: f"{kind}?patient={{{{context.patientId}}}}" for kind, key in KEY_OF_TYPE.items()}
    left = still_asked(queries, WHERE_INSTEAD)
    assert {KEY_OF_TYPE[kind] for kind in WHERE_INSTEAD} == queries.keys() - left.keys()


# What becomes of the cards


def without_uuids(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The cards but for what is new in each answer."""
    told: list[dict[str, Any]] = json.loads(json.dumps(answer))["cards"]
    for card in told:
        card.pop("uuid")
        for suggestion in card.get("suggestions", ()):
            suggestion.pop("uuid")
    return told


def with_lists_of_the_others_alone() -> Iterator[Story]:
    """Every twenty-fourth story whose record holds nothing of what may be kept elsewhere."""
    for place, story in enumerate(all_stories()):
        held = {one["resourceType"] for one in story.record}
        if (
            place % 24 == 0
            and not (held | {*story.lacking, *story.partial, *story.failed}) & WHERE_INSTEAD.keys()
        ):
            yield story


ENOUGH = 30
"""Of the stories that are answered otherwise without the declaration, so many are looked for."""


def of_site(kept_elsewhere: frozenset[str], site_codes: bool) -> ClinicalEngine:
    return build_engine(Settings(demo=True), replace(engine(site_codes).site, kept_elsewhere=kept_elsewhere))


def test_there_the_same_cards_speak_as_where_the_lists_came_empty() -> None:
    """An EHR that has no such lists is answered as one that sends each of them empty."""
    declared = {codes: of_site(frozenset(WHERE_INSTEAD), codes) for codes in (False, True)}
    keys = {KEY_OF_TYPE[kind] for kind in WHERE_INSTEAD}
    spoke = fell_silent = 0
    for story in with_lists_of_the_others_alone():
        whole = story.request()
        bare = whole.model_copy(
            update={"prefetch": {key: one for key, one in (whole.prefetch or {}).items() if key not in keys}}
        )
        expected = without_uuids(engine(story.site_codes).answer(whole, today=TODAY))
        assert without_uuids(declared[story.site_codes].answer(bare, today=TODAY)) == expected, str(story)
        spoke += bool(expected)
        if fell_silent <= ENOUGH:
            undeclared = engine(story.site_codes).answer(bare, today=TODAY)
            fell_silent += without_uuids(undeclared) != expected
    assert spoke > 100
    assert fell_silent > ENOUGH, "without the declaration the lists must count as not known"


def test_without_a_file_a_site_has_said_nothing() -> None:
    assert Site().elsewhere() == frozenset()
