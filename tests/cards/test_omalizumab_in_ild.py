"""Omalizumab ordered with ILD: licensed uses, renewals, reasons, the work-up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    SNOMED,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "omalizumab-in-ild"
OMALIZUMAB = ("302379", "omalizumab")
NSIP = condition("nsip", "J84.113", recorded=-400)
DRAFT = draft("d", *OMALIZUMAB, dose=300, per=(1, 4, "wk"), route="sc")
IGE, EOSINOPHILS = "total IgE", "eosinophil count"
DELETE, ALLERGIST, LUNG_CONSULT = (
    "Remove the draft",
    "eosinophilic lung disease consult",
    "pulmonology e-consult",
)


def ige(on: int = -30) -> Json:
    return result("ige", "19113-0", 900, "[IU]/mL", on=on)


def eosinophils(on: int = -30) -> Json:
    return result("eos", "711-2", "0.3", "10*9/L", on=on) | {
        "valueQuantity": {"value": 0.3, "unit": "10*9/L"}
    }


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", (NSIP,))
    drafts = more.pop("drafts", (DRAFT,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def of(name: str, expect: str, code: str, **how: Any) -> Story:
    return story(name, expect, condition("c", code, **how))


LICENSED = [
    story(
        "Fires row: NSIP, IgE 900", "warning", ige(), offers=(EOSINOPHILS, DELETE, ALLERGIST, LUNG_CONSULT)
    ),
    of("Silent row: asthma", "silent", "J45.50"),
    of("asthma resolved", "warning", "J45.50", clinical="resolved"),
    of("allergic aspergillosis", "silent", "B44.81"),
    of("chronic urticaria", "silent", "L50.1"),
    of("nasal polyps", "silent", "J33.9"),
    of("food allergy on the problem list", "silent", "Z91.010"),
    story(
        "food allergy on the allergy list",
        "silent",
        allergy("f", "91935009", "Allergy to peanut", system=SNOMED),
    ),
    of("eosinophilic vasculitis is no licensed use", "warning", "M30.1"),
    story("while choosing", "warning", hook=SELECT),
]

WHO = [
    story("any ILD", "warning", known=(ild(),)),
    story("no ILD", "silent", known=()),
    story("ILD suspected", "silent", known=(ild(verification="provisional"),)),
    story("another drug", "silent", drafts=(draft("d", "68149", "mycophenolate mofetil"),)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story(
        "for another disease",
        "silent",
        drafts=(draft("d", *OMALIZUMAB, dose=300, route="sc", reason=coded(ICD10CM, "L50.8")),),
    ),
    story(
        "for the lung",
        "warning",
        drafts=(draft("d", *OMALIZUMAB, dose=300, route="sc", reason=coded(ICD10CM, "J84.113")),),
    ),
    story(
        "joined over a gap of 30 days",
        "silent",
        order("a", *OMALIZUMAB, dose=300, route="sc", start=-300, until=-81, status="completed"),
        order("b", *OMALIZUMAB, dose=300, route="sc", start=-50),
    ),
    story(
        "a gap of 31 days parts it",
        "warning",
        order("a", *OMALIZUMAB, dose=300, route="sc", start=-300, until=-82, status="completed"),
        order("b", *OMALIZUMAB, dose=300, route="sc", start=-50),
    ),
    story("taken for 90 days", "silent", order("o", *OMALIZUMAB, dose=300, start=-90, route="sc")),
    story(
        "taken for 89 days",
        "warning",
        order("o", *OMALIZUMAB, dose=300, start=-89, route="sc"),
        never_offers=(DELETE,),
    ),
]

OFFERED = [
    story("both tests missing", "warning", offers=(IGE,), acts=("711-2",), recommended=""),
    story("both on record", "warning", ige(), eosinophils(), never_offers=(IGE, EOSINOPHILS)),
    story("183 days old", "warning", ige(-183), eosinophils(-183), never_offers=(IGE, EOSINOPHILS)),
    story(
        "IgE 184 days old", "warning", ige(-184), eosinophils(), offers=(IGE,), never_offers=(EOSINOPHILS,)
    ),
    story(
        "IgE asked for", "warning", ordered_test("r", "19113-0"), never_offers=(IGE,), offers=(EOSINOPHILS,)
    ),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story(
        "results not supplied: not asked for",
        "warning",
        lacking=("Observation",),
        never_offers=(IGE, EOSINOPHILS),
    ),
    story("allergies not supplied", "warning", lacking=("AllergyIntolerance",)),
]

STORIES = [*LICENSED, *WHO, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
