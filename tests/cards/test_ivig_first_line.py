"""Immune globulin as the first treatment of ILD: for what, with which reasons of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    PREGNANT,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "ivig-first-line"
MYOSITIS_ILD = (condition("i", "M33.20", recorded=-900), ild(recorded=-400))
GLOBULIN = ("1426680", "immunoglobulin G, human")
LUNG = coded(ICD10CM, "J84.10")
IVIG = draft("d", *GLOBULIN, dose=30, unit="g", route="iv", days=5, reason=LUNG)
COUNTS = (result("neut", "751-8", 4, "10*9/L", on=-10), result("plt", "777-3", 220, "10*9/L", on=-10))
MMF = "mycophenolate mofetil 500 mg"


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", MYOSITIS_ILD)
    drafts = more.pop("drafts", (IVIG,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def igg(grams: Any, on: int = -100) -> Json:
    return result("igg", "2465-3", grams, "g/L", on=on)


WHAT_FOR = [
    story("Fires row: for the lung", "info", offers=(MMF,), says=("keep the draft and record the reason",)),
    story("no coded reason", "info", drafts=(draft("d", *GLOBULIN, dose=30, unit="g", route="iv"),)),
    story("while choosing", "info", hook=SELECT),
    story(
        "Silent row: for dermatomyositis",
        "silent",
        drafts=(draft("d", *GLOBULIN, dose=30, unit="g", route="iv", reason=coded(ICD10CM, "M33.10")),),
    ),
    story("mycophenolate", "silent", drafts=(draft("d", *MYCOPHENOLATE, dose=500),)),
]

REASONS = [
    story(
        "Silent row: respiratory muscle weakness, coded by the site",
        "silent",
        condition("w", "WEAK", system="urn:oid:1.2.3", recorded=-20),
        site_codes=True,
    ),
    story("dysphagia", "silent", condition("w", "R13.10")),
    story("dysphagia for years", "silent", condition("w", "R13.10", recorded=-3000)),
    story("dysphagia that is over", "info", condition("w", "R13.10", recorded=-3000, clinical="resolved")),
    story("sepsis 90 days ago", "silent", condition("w", "A41.9", recorded=-90)),
    story("sepsis 91 days ago", "info", condition("w", "A41.9", recorded=-91)),
    story("hypogammaglobulinaemia", "silent", condition("w", "D80.1")),
    story("hypogammaglobulinaemia resolved", "info", condition("w", "D80.1", clinical="resolved")),
    story("IgG 3.9 g/L", "silent", igg(3.9)),
    story("IgG 4.0 g/L", "info", igg(4)),
    story("IgG 3.9 g/L, 365 days old", "silent", igg(3.9, on=-365)),
    story("IgG 3.9 g/L, 366 days old", "info", igg(3.9, on=-366)),
    story("rapid progression", "silent", condition("r", "J84.114", recorded=-10)),
]

WHO = [
    *(
        story(name, "info", known=(condition("s", code), ild()))
        for name, code in (("sclerosis", "M34.0"), ("MCTD", "M35.1"), ("RA", "M06.9"), ("Sjogren", "M35.00"))
    ),
    story("lupus", "silent", known=(condition("s", "M32.9"), ild())),
    story("no ILD", "silent", known=MYOSITIS_ILD[:1]),
    story("azathioprine taken", "silent", order("a", "1256", dose=100, start=-60)),
    story(
        "azathioprine ended 183 days ago",
        "silent",
        order("a", "1256", dose=100, start=-600, until=-183, status="completed"),
    ),
    story(
        "azathioprine ended 184 days ago",
        "info",
        order("a", "1256", dose=100, start=-600, until=-184, status="completed"),
    ),
    *(
        story(f"{words} ordered too", "silent", drafts=(IVIG, draft("e", code, words, dose=1)))
        for code, words in (
            ("68149", "mycophenolate mofetil"),
            ("612865", "tocilizumab"),
            ("42316", "tacrolimus"),
            ("1592737", "nintedanib"),
        )
    ),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

OFFERED = [
    story("mycophenolate is recommended", "info", *COUNTS, recommended=MMF),
    story("can become pregnant: not preselected", "info", *COUNTS, person=WOMAN_30, recommended=""),
    story("pregnant", "info", PREGNANT, person=WOMAN_30, never_offers=(MMF,)),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story("results not supplied", "not known", lacking=("Observation",), named=None),
    story("IgG that cannot be read", "not known", result("igg", "2465-3", 3, "furlong"), named=None),
]

STORIES = [*WHAT_FOR, *REASONS, *WHO, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
