"""Samples chosen from the stories of the card tests, and written as an EHR would write them.

``chosen_stories.csv`` names them: the card, its story in ``tests/cards``, and the sample's folder, title and
reason. A story holds only what its card looks at; here each resource gets what US Core asks for besides, the
dates move to the day of the samples, and the words of the codes come from the terminology.
"""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.cards.book import stories
from tests.cards.clinic import TODAY, weight
from tests.cards.clinic import patient as plain_patient
from tests.cards.story import Story, engine
from tools.sample_fhir import (
    ENCOUNTER,
    LOINC,
    PRESCRIBER,
    SAMPLE_DAY,
    SUBJECT,
    Json,
    coded,
    patient,
    state,
)
from tools.sample_stories import SampleStory

CHOSEN = Path(__file__).with_name("chosen_stories.csv")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*)?")
VITAL_SIGNS = frozenset({"29463-7", "59408-5", "2708-6", "8480-6", "8462-4", "8302-2", "85354-9", "3141-9"})
LUNG_FUNCTION = ("fvc", "fev", "dlco", "diffusion", "walk")
BESIDE = {"azathioprine-tpmt-nudt15": (weight(72),)}
"""What a record needs so that nothing of it is left unchecked: here the weight, for the dose's range."""

GIVEN = {"male": "Emil", "female": "Edith"}


def told_samples() -> tuple[SampleStory, ...]:
    """Every chosen story as a sample. Raises ``KeyError`` with its name where a story is gone."""
    told = {(story.card, story.name): story for story in reversed(stories())}
    with CHOSEN.open(encoding="utf-8", newline="") as file:
        return tuple(_sample(told[row["card"], row["told"]], row) for row in csv.DictReader(file))


def _sample(story: Story, row: dict[str, str]) -> SampleStory:
    return SampleStory(
        row["card"],
        row["sample"],
        row["title"],
        row["why"],
        story.hook,
        row["fires"],
        person_of(story),
        record_of(story),
        tuple(map(dressed, story.drafts)),
    )


def record_of(story: Story) -> tuple[Json, ...]:
    """The story's record, dressed."""
    return tuple(map(dressed, (*story.record, *BESIDE.get(story.card, ()))))


def person_of(story: Story) -> Json:
    """The story's patient with a name, a number and a birthday in spring; age and sex are the story's."""
    told = story.person or plain_patient()
    birth = date.fromisoformat(told["birthDate"])
    age = TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))
    sex = told["gender"]
    return {**_moved(told), **patient(age=age, sex=sex, family="Sample", given=GIVEN[sex])}


def dressed(resource: Json) -> Json:
    """The resource with moved dates, words beside its codes, and what US Core wants of its kind."""
    moved: Json = _moved(resource)
    _worded(moved)
    kind = moved["resourceType"]
    usual = USUAL.get(kind, {})
    subject = "patient" if kind in ("AllergyIntolerance", "Immunization") else "subject"
    return {**usual, **_own(moved), **moved, subject: SUBJECT}


def _own(resource: Json) -> Json:
    """What hangs on the resource itself."""
    kind = resource["resourceType"]
    when = resource.get("effectiveDateTime", "")[:10]
    if kind == "Observation":
        return {
            "category": [state("observation-category", _category(resource))],
            "issued": f"{when or SAMPLE_DAY}T11:05:00+00:00",
        }
    if kind == "DiagnosticReport":
        return {"issued": f"{when or SAMPLE_DAY}T15:20:00+00:00"}
    return {}


def _category(resource: Json) -> str:
    coding = resource["code"]["coding"][0]
    words = coding.get("display", "").lower()
    if coding["code"] in VITAL_SIGNS:
        return "vital-signs"
    if "smok" in words:
        return "social-history"
    return "procedure" if any(one in words for one in LUNG_FUNCTION) else "laboratory"


def _moved(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _moved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item) for item in value]
    if isinstance(value, str) and (found := DAY.fullmatch(value)):
        there = date.fromisoformat(found[1]) + (SAMPLE_DAY - TODAY)
        return there.isoformat() + (found[2] or "")
    return value


def _worded(value: Any) -> None:
    """Puts words to each coding that has none."""
    if isinstance(value, list):
        for item in value:
            _worded(item)
    elif isinstance(value, dict):
        for coding in value.get("coding", ()):
            known = engine().plan.surroundings.displays.get(coding["code"])
            if known and "display" not in coding:
                coding["display"] = known
        for item in value.values():
            _worded(item)


USUAL: dict[str, Json] = {
    "Condition": {
        "clinicalStatus": state("condition-clinical", "active"),
        "category": [state("condition-category", "problem-list-item")],
    },
    "MedicationRequest": {
        "intent": "order",
        "reportedBoolean": False,
        "encounter": ENCOUNTER,
        "authoredOn": (SAMPLE_DAY - timedelta(days=30)).isoformat(),
        "requester": PRESCRIBER,
    },
    "AllergyIntolerance": {
        "clinicalStatus": state("allergyintolerance-clinical", "active"),
        "verificationStatus": state("allergyintolerance-verification", "confirmed"),
    },
    "DiagnosticReport": {"category": [coded(LOINC, "LP29684-5", "Radiology")]},
    "Immunization": {"primarySource": True},
    "ServiceRequest": {"requester": PRESCRIBER},
}
"""What is the same in each resource of a kind."""
