"""Smoking in ILD: each kind of smoker, each reason for silence, each datum not known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    RXNORM,
    SNOMED,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.prevention import SETTLED
from tests.cards.story import VIEW, Story, check

CARD = "smoking-cessation"
TITLE = "Smoking in ILD"
EVERY_DAY, FORMER, UNKNOWN = "449868002", "8517006", "77176002"
EX = ("281018007", "266923002", "160617001")
"""An ex-cigarette smoker, one of 10 to 19 a day, stopped smoking."""
PROGRAMME = "stop-smoking clinic"
RA = condition("ra", "M05.9", "Rheumatoid arthritis", recorded=-2000)
ON_MYCOPHENOLATE = order("mmf", "68149", "mycophenolate mofetil", dose=1000, per=(2, 1, "d"), start=-900)


def status(code: str = EVERY_DAY, *, id: str = "smoke", loinc: str = "72166-2", **how: Any) -> Json:
    return result(id, loinc, valueCodeableConcept=coded(SNOMED, code), **{"on": -90, **how})


def programme(**how: Any) -> Json:
    return ordered_test("stop", "315232003", system=SNOMED, **how)


def smoker(name: str, expect: str, *more: Json, by: Json | None = None, **said: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*SETTLED, by or status(), *more), **said)


STORIES = (
    smoker("every day, recorded 90 days ago", "info", recommended=PROGRAMME, acts=("315232003",)),
    smoker("recorded 91 days ago", "silent", by=status(on=-91)),
    smoker("former smoker", "silent", by=status(FORMER)),
    smoker("smoked a year ago, former now", "silent", status(on=-80), by=status(FORMER, id="new", on=-2)),
    smoker("former a year ago, smokes again", "info", status(FORMER, on=-80), by=status(id="new", on=-2)),
    *(
        smoker(f"answer {code}", "info", by=status(code))
        for code in (
            "428041000124106",
            "428071000124103",
            "428061000124105",
            "65568007",
            "160605003",
            "82302008",
        )
    ),
    *(
        smoker(f"former smoker, {code}", "silent", status(on=-80), by=status(code, id="n", on=-2))
        for code in EX
    ),
    smoker("smoker, of what status is not known", "silent", by=status(UNKNOWN)),
    smoker("unknown if ever smoked", "silent", by=status("266927001")),
    smoker("the older code of tobacco use", "info", by=status(loinc="39240-7")),
    smoker("a history of tobacco use is no status", "silent", by=status(loinc="11366-2")),
    smoker("text only", "silent", by=result("smoke", "72166-2", "smokes a lot", on=-9)),
    smoker("status entered in error", "silent", by=status(status="entered-in-error")),
    Story(CARD, "no ILD", VIEW, "silent", record=(status(),)),
    smoker("rheumatoid arthritis as well", "info", RA, ON_MYCOPHENOLATE),
    smoker("17 years", "silent", person=patient(age=17)),
    smoker("18 years", "info", person=patient(age=18)),
    smoker("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    smoker("comfort care", "silent", comfort_care()),
    smoker("programme 183 days ago", "silent", programme(authored=-183)),
    smoker("programme 184 days ago", "info", programme(authored=-184)),
    smoker("programme completed", "silent", programme(status="completed", authored=-60)),
    smoker("declined 365 days ago", "silent", programme(status="revoked", authored=-365)),
    smoker("declined 366 days ago", "info", programme(status="revoked", authored=-366)),
    smoker("entered in error is not declined", "info", programme(status="entered-in-error")),
    smoker("varenicline", "silent", order("var", "591622", "varenicline", start=-400)),
    smoker(
        "varenicline ended 183 days ago",
        "silent",
        order("var", "591622", "varenicline", start=-300, until=-183, status="completed"),
    ),
    smoker(
        "varenicline ended 184 days ago",
        "info",
        order("var", "591622", "varenicline", start=-300, until=-184, status="completed"),
    ),
    smoker(
        "on pirfenidone",
        "info",
        order("pir", "1592254", "pirfenidone", dose=801, per=(3, 1, "d"), start=-60, system=RXNORM),
        says=("CYP1A2",),
        never_says=("burn hazard",),
    ),
    smoker(
        "oxygen at home",
        "info",
        condition("o2", "Z99.81", "Dependence on supplemental oxygen"),
        says=("burn hazard",),
        never_says=("CYP1A2",),
    ),
    smoker(
        "oxygen at home is ordered",
        "info",
        ordered_test("o2", "426990007", system=SNOMED, authored=-3650),
        says=("burn hazard",),
    ),
    smoker(
        "the order of oxygen is older than ten years",
        "info",
        ordered_test("o2", "426990007", system=SNOMED, authored=-3651),
        never_says=("burn hazard",),
    ),
    *(
        smoker(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "Observation", "ServiceRequest", "MedicationRequest", "MedicationStatement")
    ),
    smoker("requests in part", "not known", partial=("ServiceRequest",), named=None),
    smoker("results could not be read", "not known", failed=("Observation",), named=None),
    smoker("no birth date", "not known", person=patient(birth=""), named=None),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_smoking_cessation(story: Story) -> None:
    check(story)
