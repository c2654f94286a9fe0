"""rituximab-hepatitis-b: not screened, screened and positive without an antiviral, and what is pending."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    RITUXIMAB,
    SNOMED,
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

CARD = "rituximab-hepatitis-b"
TITLE = "Rituximab: hepatitis B screen"
HBSAG, ANTI_HBC, DNA = "5196-1", "13952-7", "29610-3"
LIVER, VIRUS = "hepatology referral", "virus DNA"
DRAFT = draft("rtx", *RITUXIMAB, dose=1000, per=(1, 14, "d"), days=15, route="iv")


def hbsag(value: str = "Negative", on: int = -30, **how: Any) -> Json:
    return result("s", HBSAG, value, on=on, **how)


def anti_hbc(value: str = "Negative", on: int = -30, **how: Any) -> Json:
    return result("c", ANTI_HBC, value, on=on, **how)


def asked(code: str, id: str = "r", **how: Any) -> Json:
    return ordered_test(id, code, **how)


def hepatology(**how: Any) -> Json:
    return ordered_test("hep", "308476000", system=SNOMED, **how)


def hepatitis(**how: Any) -> Json:
    return condition("hb", "B18.1", "Chronic viral hepatitis B", **how)


ENTECAVIR = order("etv", "306266", "entecavir", dose="0.5", start=-60)
POSITIVE_2019 = anti_hbc("Positive", -2400)


def signing(name: str, expect: str, *record: Json, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (DRAFT,))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, **more)


STORIES = [
    # The screen
    signing(
        "never screened",
        "critical",
        recommended="HBsAg",
        beside=("anti-HBc",),
        never_offers=(LIVER, "Remove"),
    ),
    signing(
        "HBsAg negative last month, no anti-HBc",
        "critical",
        hbsag(),
        recommended="anti-HBc",
        never_beside=("HBsAg",),
    ),
    signing("anti-HBc negative last month, no HBsAg", "critical", anti_hbc(), recommended="HBsAg"),
    signing(
        "HBsAg negative, anti-HBc drafted",
        "warning",
        hbsag(),
        drafts=(DRAFT, asked(ANTI_HBC, status="draft")),
    ),
    signing(
        "HBsAg negative, anti-HBc asked for 30 days ago", "warning", hbsag(), asked(ANTI_HBC, authored=-30)
    ),
    signing(
        "HBsAg negative, anti-HBc asked for 31 days ago", "critical", hbsag(), asked(ANTI_HBC, authored=-31)
    ),
    signing("only one of two asked for", "critical", asked(HBSAG), recommended="anti-HBc"),
    signing("both asked for", "warning", asked(HBSAG), asked(ANTI_HBC, "q"), recommended=""),
    signing("both negative 365 days ago", "silent", hbsag(on=-365), anti_hbc(on=-365)),
    signing("HBsAg 366 days ago", "critical", hbsag(on=-366), anti_hbc(on=-365)),
    signing("anti-HBc 366 days ago", "critical", hbsag(on=-365), anti_hbc(on=-366)),
    signing("anti-HBs alone is no screen", "critical", result("b", "16935-9", "Positive", on=-30)),
    signing("preliminary results", "critical", hbsag(status="preliminary"), anti_hbc(status="preliminary")),
    signing("while it is selected", "critical", hook=SELECT),
    signing("ocrelizumab", "critical", drafts=(draft("o", "1876366", "ocrelizumab", dose=600, route="iv"),)),
    signing(
        "the next course, never screened",
        "critical",
        order("old", *RITUXIMAB, dose=1000, start=-200, route="iv", status="completed"),
    ),
    signing("comfort care", "critical", comfort_care()),
    signing("deceased", "silent", person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", drafts=(draft("x", "6809", "metformin", dose=500),)),
    signing("18 years old", "critical", person=patient(age=18), never_says=("Adult thresholds",)),
    signing("15 years old", "critical", person=patient(age=15), says=("Adult thresholds",)),
    # Positive
    signing(
        "anti-HBc positive in 2019",
        "critical",
        POSITIVE_2019,
        recommended=LIVER,
        offers=(VIRUS,),
        never_offers=("HBsAg",),
    ),
    signing("HBsAg positive", "critical", hbsag("Positive"), recommended=LIVER),
    signing("HBV DNA detected", "critical", result("d", DNA, "Detected", on=-900), recommended=LIVER),
    signing(
        "viral load detected", "critical", result("d", "42595-9", "Detected", on=-900), recommended=LIVER
    ),
    signing(
        "anti-HBc in units, flagged as abnormal",
        "critical",
        result("c", "5187-0", 8.5, "[IU]/mL", on=-900, interpretation="A"),
        recommended=LIVER,
    ),
    signing(
        "hepatitis B among the diagnoses, resolved",
        "critical",
        hepatitis(clinical="resolved"),
        recommended=LIVER,
    ),
    signing(
        "positive once, negative since",
        "critical",
        POSITIVE_2019,
        hbsag(),
        result("c2", ANTI_HBC, "Negative", on=-30),
    ),
    signing("positive, hepatology asked", "warning", POSITIVE_2019, hepatology(), never_offers=(LIVER,)),
    signing(
        "positive, hepatology seen 90 days ago",
        "warning",
        POSITIVE_2019,
        hepatology(status="completed", authored=-90),
    ),
    signing(
        "positive, hepatology seen 91 days ago",
        "critical",
        POSITIVE_2019,
        hepatology(status="completed", authored=-91),
    ),
    signing("positive, entecavir taken", "silent", POSITIVE_2019, ENTECAVIR),
    signing(
        "positive, entecavir drafted",
        "silent",
        POSITIVE_2019,
        drafts=(DRAFT, draft("e", "306266", "entecavir", dose="0.5")),
    ),
    signing("positive, entecavir stopped", "critical", POSITIVE_2019, {**ENTECAVIR, "status": "stopped"}),
    signing(
        "suspected, both tests negative", "info", hepatitis(verification="provisional"), hbsag(), anti_hbc()
    ),
    signing(
        "suspected, never screened", "critical", hepatitis(verification="provisional"), recommended="HBsAg"
    ),
    signing("refuted, both tests negative", "silent", hepatitis(verification="refuted"), hbsag(), anti_hbc()),
    # Not known
    signing("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    signing("results in part", "not known", hbsag(), anti_hbc(), partial=("Observation",), named=TITLE),
    signing("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing(
        "a result neither positive nor negative",
        "not known",
        hbsag(),
        anti_hbc("see report"),
        named="to be treated as not done",
    ),
    signing(
        "HBsAg neither positive nor negative",
        "not known",
        hbsag("see report"),
        anti_hbc(),
        named="to be treated as not done",
    ),
    signing(
        "negative, and a further result that nobody can read",
        "silent",
        hbsag(),
        anti_hbc(),
        result("d", DNA, 20, "IU/mL", on=-9),
    ),
    signing(
        "conditions not supplied, never screened", "critical", lacking=("Condition",), recommended="HBsAg"
    ),
    signing(
        "conditions not supplied, both negative",
        "not known",
        hbsag(),
        anti_hbc(),
        lacking=("Condition",),
        named=TITLE,
    ),
    signing(
        "positive, drugs not supplied",
        "not known",
        POSITIVE_2019,
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    signing(
        "HBsAg positive, anti-HBc never tested, drugs taken not supplied",
        "not known",
        hbsag("Positive"),
        lacking=("MedicationStatement",),
        named=TITLE,
    ),
    signing(
        "positive, requests not supplied",
        "critical",
        POSITIVE_2019,
        lacking=("ServiceRequest",),
        recommended=LIVER,
    ),
    signing("requests not supplied: none is proven", "critical", lacking=("ServiceRequest",)),
]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
