"""rituximab-immunoglobulin: IgG low, neutrophils low, infection, and IgG not measured within 90 days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    RITUXIMAB,
    Json,
    comfort_care,
    condition,
    draft,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "rituximab-immunoglobulin"
TITLE = "Rituximab: immunoglobulin and infection"
IGG, COUNT, DELETE = "IgG", "blood count", "Remove the draft"
DRAFT = draft("rtx", *RITUXIMAB, dose=1000, per=(1, 14, "d"), days=15, route="iv")


def igg(value: Any = 4, on: int = -90, unit: str = "g/L", **how: Any) -> Json:
    return result("igg", "2465-3", value, unit, on=on, **how)


def anc(value: Any = 1, on: int = -30) -> Json:
    return result("anc", "751-8", value, "10*9/L", on=on)


def ivig(**how: Any) -> Json:
    return order(
        "ig", "1426680", "immunoglobulin G, human", dose=30, unit="g", route="iv", **{"start": -60, **how}
    )


def signing(name: str, expect: str, *record: Json, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (DRAFT,))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, **more)


STORIES = [
    signing(
        "IgG 3.9 a hundred days ago",
        "warning",
        igg(3.9, -100),
        anc(),
        recommended=IGG,
        never_offers=(DELETE,),
    ),
    signing("IgG 4.0 ninety days ago, neutrophils 1.0, no infection", "silent", igg(), anc()),
    signing("IgG 3.9 lately", "warning", igg(3.9), anc(), recommended="", offers=(IGG, COUNT)),
    signing("390 mg/dL", "warning", igg(390, unit="mg/dL"), anc()),
    signing("400 mg/dL", "silent", igg(400, unit="mg/dL"), anc()),
    signing("3900 mg/L", "warning", igg(3900, unit="mg/L"), anc()),
    signing("4000 mg/L", "silent", igg(4000, unit="mg/L"), anc()),
    signing("IgG 3.9 183 days ago", "warning", igg(3.9, -183), anc()),
    signing("IgG 3.9 184 days ago: only due", "info", igg(3.9, -184), anc(), recommended=IGG),
    signing("IgG low, immune globulin taken", "silent", igg(3.9), anc(), ivig()),
    signing(
        "IgG low, immune globulin against hepatitis B taken: no replacement",
        "warning",
        igg(3.9),
        anc(),
        ivig(medicationCodeableConcept={"text": "hepatitis B immune globulin"}),
    ),
    signing(
        "IgG low, immune globulin drafted",
        "silent",
        igg(3.9),
        anc(),
        drafts=(DRAFT, {**ivig(start=None), "status": "draft"}),
    ),
    signing("IgG low, immune globulin stopped", "warning", igg(3.9), anc(), ivig(status="stopped")),
    signing("neutrophils 0.99", "warning", igg(), anc(0.99)),
    signing("neutrophils 0.99 31 days ago", "silent", igg(), anc(0.99, -31)),
    signing("sepsis", "warning", igg(), anc(), condition("s", "A41.9"), offers=(DELETE,), recommended=""),
    signing("sepsis 31 days ago", "silent", igg(), anc(), condition("s", "A41.9", recorded=-31)),
    signing("sepsis, suspected", "info", igg(), anc(), condition("s", "A41.9", verification="provisional")),
    signing("IgG 91 days ago", "info", igg(10, -91), anc(), recommended=IGG, never_offers=(DELETE,)),
    signing("IgG never measured", "info", anc(), recommended=IGG),
    signing(
        "IgG never measured, asked for 30 days ago",
        "silent",
        anc(),
        ordered_test("r", "2465-3", authored=-30),
    ),
    signing(
        "IgG never measured, asked for 31 days ago", "info", anc(), ordered_test("r", "2465-3", authored=-31)
    ),
    signing("while it is selected", "info", hook=SELECT),
    signing("comfort care", "info", comfort_care()),
    signing("deceased", "silent", person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", drafts=(draft("x", "6809", "metformin", dose=500),)),
    signing("18 years old", "info", person=patient(age=18), never_says=("Adult thresholds",)),
    signing("15 years old", "info", person=patient(age=15), says=("Adult thresholds",)),
    signing("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    signing("results in part", "not known", igg(), anc(), partial=("Observation",), named="IgG"),
    signing("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing("IgG in a unit nobody knows", "not known", igg(3, unit="furlong"), anc(), named=TITLE),
    signing("conditions not supplied", "not known", igg(), anc(), lacking=("Condition",), named=TITLE),
    signing(
        "IgG low, drugs not supplied",
        "not known",
        igg(3.9),
        anc(),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    signing(
        "IgG due, requests not supplied: nothing is said",
        "silent",
        igg(10, -91),
        anc(),
        lacking=("ServiceRequest",),
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
