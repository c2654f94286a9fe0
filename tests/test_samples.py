"""The samples: invented patients, valid FHIR, what discovery asks for, and the answers this service gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from tests.cards.story import engine
from tools import make_samples
from tools.sample_fhir import SAMPLE_DAY
from tools.sample_stories import SampleStory

US_CORE = {
    "Patient": {"identifier", "name", "gender"},
    "Condition": {"clinicalStatus", "category", "code", "subject"},
    "Observation": {"status", "category", "code", "subject", "effectiveDateTime"},
    "MedicationRequest": {
        "status",
        "intent",
        "reportedBoolean",
        "medicationCodeableConcept",
        "subject",
        "encounter",
        "authoredOn",
        "requester",
        "dosageInstruction",
    },
    "AllergyIntolerance": {"clinicalStatus", "verificationStatus", "code", "patient", "reaction"},
    "DiagnosticReport": {"status", "category", "code", "subject", "effectiveDateTime", "issued"},
    "ImagingStudy": {"status", "subject", "started", "procedureCode"},
    "Immunization": {"status", "vaccineCode", "patient", "occurrenceDateTime", "primarySource"},
    "MedicationAdministration": {"status", "medicationCodeableConcept", "subject", "effectiveDateTime"},
    "MedicationDispense": {"status", "medicationCodeableConcept", "subject"},
    "MedicationStatement": {"status", "medicationCodeableConcept", "subject"},
    "Procedure": {"status", "code", "subject", "performedDateTime"},
    "ServiceRequest": {"status", "intent", "code", "subject", "authoredOn", "requester"},
}
"""The elements that US Core wants in each kind of resource that the samples hold, or where it has no profile
of that kind, those that an EHR always writes."""

SITE_CODES_ONLY = {"hrct-phenotype"}
"""A card that hangs on findings without a public code: it speaks only where a site has named its own."""


def text(story: SampleStory) -> str:
    return f"{story.card}/{story.name}"


def read(story: SampleStory, file: str) -> Any:
    return json.loads((make_samples.FOLDER / story.card / story.name / file).read_text(encoding="utf-8"))


def resources(story: SampleStory) -> Iterator[dict[str, Any]]:
    yield story.person
    yield from story.record
    yield from story.drafts


@cache
def written() -> dict[Path, str]:
    return make_samples.files()


def test_the_files_are_those_the_script_writes() -> None:
    """After a change to a card: ``python -m tools.make_samples``, and read the difference."""
    there = {path.relative_to(make_samples.FOLDER) for path in make_samples.FOLDER.glob("*/*/*")}
    assert there == set(written())
    changed = [
        str(place)
        for place, content in written().items()
        if (make_samples.FOLDER / place).read_text(encoding="utf-8") != content
    ]
    assert changed == [], "run: python -m tools.make_samples"


def test_every_card_speaks_in_one_story_and_is_silent_in_another() -> None:
    for card in engine().plan.catalogue.cards:
        told = [bool(story.fires) for story in make_samples.stories() if story.card == card.id]
        expected = [False] if card.id in SITE_CODES_ONLY else [False, True]
        assert sorted(told) == expected, f"{card.id}: one story of each kind in tools/sample_stories.py"


@pytest.mark.parametrize("story", make_samples.stories(), ids=text)
def test_the_response_holds_the_card_at_its_level_or_its_silence(story: SampleStory) -> None:
    topic = engine().plan.card(story.card).topic
    shown = {
        card["source"]["topic"]["code"]: card["indicator"] for card in read(story, "response.json")["cards"]
    }
    assert shown.get(topic, "") == story.fires
    assert "couldNotBeChecked" not in shown


@pytest.mark.parametrize("story", make_samples.stories(), ids=text)
def test_every_resource_is_valid_r4_and_holds_what_us_core_wants(story: SampleStory) -> None:
    for resource in resources(story):
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        assert US_CORE[resource["resourceType"]] <= set(resource), resource["id"]


@pytest.mark.parametrize("story", make_samples.stories(), ids=text)
def test_the_bundles_of_a_request_are_valid_and_its_prefetch_is_what_discovery_asks_for(
    story: SampleStory,
) -> None:
    request = read(story, "request.json")
    wanted = next(one for one in engine().services if one.hook == story.hook).prefetch
    assert set(request["prefetch"]) == set(wanted)
    bundles = [found for found in request["prefetch"].values() if found["resourceType"] == "Bundle"]
    for bundle in [*bundles, *filter(None, [request["context"].get("draftOrders")])]:
        get_fhir_model_class("Bundle").model_validate(bundle)


@pytest.mark.parametrize("story", make_samples.stories(), ids=text)
def test_no_resource_of_a_story_is_left_out_of_its_request(story: SampleStory) -> None:
    """A resource that no query of discovery asks for decides nothing and has no place in a sample."""
    request = json.dumps(read(story, "request.json"))
    unasked = [one["id"] for one in resources(story) if json.dumps(one) not in request]
    assert unasked == []


@pytest.mark.parametrize("story", make_samples.stories(), ids=text)
def test_a_request_is_answered_as_of_its_own_day(story: SampleStory) -> None:
    assert read(story, "request.json")["extension"] == {"as-of": SAMPLE_DAY.isoformat()}
    assert read(story, "story.json")["day"] == SAMPLE_DAY.isoformat()


def test_the_first_sample_proposes_atovaquone_for_the_sulfonamide_allergy() -> None:
    (card,) = read(make_samples.stories()[0], "response.json")["cards"]
    recommended = [one["label"] for one in card["suggestions"] if one.get("isRecommended")]
    assert recommended == ["Order atovaquone 1500 mg (10 mL) by mouth once daily with fatty food"]
    assert "TMP-SMX: passed over" in card["detail"]
