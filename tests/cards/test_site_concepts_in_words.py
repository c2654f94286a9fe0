"""Diagnoses for which no code is published: the words of a record tell them, until a site names its codes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    Json,
    blood,
    condition,
    g6pd_normal,
    ild,
    result,
    steroid_draft,
    sulfa_allergy,
    tmp_smx_draft,
)
from tests.cards.story import SIGN, VIEW, Story, check, engine

SCL70 = result("scl", "27416-7", "Positive", on=-400)
MCTD = condition("m", "M35.1", recorded=-400)

MEANT = {
    "interstitial-pneumonia-with-autoimmune-features": (
        "IPAF",
        "Interstitial pneumonia with autoimmune features (HCC)",
    ),
    "severe-diarrhoea": ("Severe diarrhea", "severe chronic diarrhoea", "Schwere Diarrhö", "Diarrhée sévère"),
    "overlap-connective-tissue-disease": (
        "Overlap CTD",
        "SSc/myositis overlap",
        "Overlap connective tissue disease",
    ),
    "scleroderma-features": (
        "Sclerodactyly",
        "Digital ulcers",
        "Telangiectasia of face",
        "digital tip ulcer",
    ),
}
MEANT |= {
    "child-pugh-class-c": (
        "Child-Pugh C cirrhosis",
        "Cirrhosis of liver, Child-Pugh class C (HCC)",
        "Child-Turcotte-Pugh C11",
        "Child-Pugh score 11",
        "Zirrhose (Child-Pugh Stadium C)",
        "cirrhose Child Pugh: C",
    ),
    "child-pugh-class-b": ("Child-Pugh B", "Child-Pugh score of 8 points", "Child-Pugh class B9"),
    "child-pugh-class-a": ("Child-Pugh A5", "compensated cirrhosis, Child-Pugh A"),
}
NOT_MEANT = {
    "child-pugh-class-c": (
        "Child-Pugh B cirrhosis",
        "Child-Pugh score 9",
        "Child-Pugh class",
        "hepatitis C, Child-Pugh A",
    ),
    "child-pugh-class-b": ("Child-Pugh C10", "Child-Pugh B or C", "Child-Pugh B/C", "Child-Pugh 8-10"),
    "child-pugh-class-a": ("Child-Pugh B", "Child-Pugh 5/10"),
    "interstitial-pneumonia-with-autoimmune-features": ("Interstitial pneumonia", "Autoimmune hepatitis"),
    "severe-diarrhoea": (
        "Diarrhea",
        "Severe nausea, mild diarrhea",
        "severe abdominal pain and fever, no diarrhea",
    ),
    "overlap-connective-tissue-disease": (
        "Asthma-COPD overlap syndrome",
        "Autoimmune hepatitis overlap syndrome",
    ),
    "scleroderma-features": ("Hereditary hemorrhagic telangiectasia", "Spider telangiectasia", "Leg ulcer"),
}


def found(slug: str, words: str) -> bool:
    pattern = engine().plan.terminology.text_fallback[f"site:{slug}"]
    return bool(re.search(pattern, words, re.IGNORECASE))


@pytest.mark.parametrize(("slug", "words"), [(slug, one) for slug, listed in MEANT.items() for one in listed])
def test_these_words_say_it(slug: str, words: str) -> None:
    assert found(slug, words)


@pytest.mark.parametrize(
    ("slug", "words"), [(slug, one) for slug, listed in NOT_MEANT.items() for one in listed]
)
def test_these_words_say_something_else(slug: str, words: str) -> None:
    assert not found(slug, words)


def told(words: str, code: str = "", **how: Any) -> Json:
    entry = condition("w", code, **how)
    return entry | {"code": {**entry["code"], "text": words} if code else {"text": words}}


def mixed(name: str, expect: str, *known: Json) -> Story:
    return Story("mctd-glucocorticoid", name, SIGN, expect, record=known, drafts=(steroid_draft(mg=16),))


def other(name: str, expect: str, *record: Json) -> Story:
    return Story("other-sard-ild-first-line", name, VIEW, expect, record=record)


def allergic(name: str, *record: Json, recommended: str) -> Story:
    known = (sulfa_allergy(), *CHECKED, g6pd_normal(), *blood(), *record)
    draft = (tmp_smx_draft(),)
    return Story(
        "tmp-smx-allergy", name, SIGN, "warning", record=known, drafts=draft, recommended=recommended
    )


STORIES = [
    mixed("sclerodactyly in words", "warning", MCTD, told("Sclerodactyly")),
    mixed("another telangiectasia in words", "silent", MCTD, told("Hereditary hemorrhagic telangiectasia")),
    mixed("no sclerodactyly", "silent", MCTD, told("No sclerodactyly")),
    mixed("overlap disease in words", "warning", SCL70, told("Overlap CTD")),
    mixed("another overlap in words", "silent", SCL70, told("Asthma-COPD overlap syndrome")),
    other("IPAF in words", "info", told("IPAF", recorded=-200)),
    other("IPAF beside the code of a lung fibrosis", "info", told("IPAF", "J84.10", recorded=-200)),
    other("possible IPAF beside a code", "silent", told("Possible IPAF", "J84.10", recorded=-200)),
    other("a lung fibrosis", "silent", ild(recorded=-200)),
    allergic(
        "severe diarrhoea in words: no atovaquone",
        told("Severe diarrhea"),
        recommended="Replace with dapsone",
    ),
    allergic("diarrhoea in words", told("Diarrhea"), recommended="Replace with atovaquone"),
    allergic(
        "severe diarrhoea that is over",
        told("Severe diarrhea", clinical="resolved"),
        recommended="Replace with atovaquone",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
