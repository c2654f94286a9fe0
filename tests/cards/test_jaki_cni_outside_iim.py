"""A JAK or calcineurin inhibitor first, outside myositis: which drug, for what, in which disease."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    PREGNANT,
    SSC_CODE,
    TACROLIMUS,
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

CARD = "jaki-cni-outside-iim"
SSC_ILD = (condition("ssc", *SSC_CODE, recorded=-900), ild(recorded=-400))
RA_ILD = (condition("ra", "M06.9", recorded=-900), ild(recorded=-400))
BARICITINIB, TOFACITINIB = ("2047232", "baricitinib"), ("1357536", "tofacitinib")
TAC = draft("d", *TACROLIMUS, dose=1, per=(2, 1, "d"))
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.10")
COUNTS = (result("neut", "751-8", 4, "10*9/L", on=-10), result("plt", "777-3", 220, "10*9/L", on=-10))
MMF, DELETE = "mycophenolate mofetil 500 mg", "Remove the draft"


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", SSC_ILD)
    drafts = more.pop("drafts", (TAC,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


DRUGS = [
    story("Fires row: tacrolimus without a coded reason", "info", offers=(MMF, DELETE)),
    story("while choosing", "info", hook=SELECT),
    story("ciclosporin", "info", drafts=(draft("d", "3008", "ciclosporin", dose=100),)),
    story("tofacitinib", "info", drafts=(draft("d", *TOFACITINIB, dose=5),)),
    story("tacrolimus into a vein", "info", drafts=(draft("d", *TACROLIMUS, dose=1, route="iv"),)),
    story("tacrolimus ointment", "silent", drafts=(draft("d", *TACROLIMUS, dose=1, route="topical"),)),
    story(
        "ciclosporin eye drops", "silent", drafts=(draft("d", "3008", "ciclosporin", dose=1, route="eye"),)
    ),
    story("mycophenolate", "silent", drafts=(draft("d", *MYCOPHENOLATE, dose=500),)),
]

REASONS = [
    story(
        "Silent row: baricitinib for arthritis",
        "silent",
        known=RA_ILD,
        drafts=(draft("d", *BARICITINIB, dose=4, reason=ARTHRITIS),),
    ),
    story("for the lung", "info", drafts=(draft("d", *TACROLIMUS, dose=1, reason=LUNG),)),
    story(
        "for the lung and the joints",
        "info",
        drafts=(draft("d", *TACROLIMUS, dose=1, reasonCode=[LUNG, ARTHRITIS]),),
    ),
    story(
        "a reason that nobody sent",
        "not known",
        drafts=(draft("d", *TACROLIMUS, dose=1, reasonReference=[{"reference": "Condition/lost"}]),),
        named=None,
    ),
]

WHO = [
    story("rheumatoid arthritis", "info", known=RA_ILD),
    story("MCTD", "info", known=(condition("m", "M35.1"), ild())),
    story("Sjogren", "info", known=(condition("m", "M35.00"), ild())),
    story("lupus", "silent", known=(condition("m", "M32.9"), ild())),
    story("myositis", "silent", condition("i", "M33.20")),
    story("inclusion body myositis is none", "info", condition("i", "G72.41")),
    story("anti-MDA5", "silent", result("mda", "105529-2", "Positive")),
    story("anti-MDA5 negative", "info", result("mda", "105529-2", "Negative")),
    story("rapid progression", "silent", condition("r", "J84.114", recorded=-10)),
    story("lung transplant", "silent", condition("t", "Z94.2", clinical="inactive")),
    story("kidney transplant", "silent", condition("t", "Z94.0")),
    story("no ILD", "silent", known=SSC_ILD[:1]),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

NAIVE = [
    story("azathioprine taken", "silent", order("a", "1256", "azathioprine", dose=100, start=-60)),
    story(
        "ended 184 days ago", "info", order("a", "1256", dose=100, start=-600, until=-184, status="completed")
    ),
    story(
        "ended 183 days ago",
        "silent",
        order("a", "1256", dose=100, start=-600, until=-183, status="completed"),
    ),
    *(
        story(f"{words} ordered too", "silent", drafts=(TAC, draft("e", code, words, dose=500)))
        for code, words in (
            ("68149", "mycophenolate mofetil"),
            ("1256", "azathioprine"),
            ("121191", "rituximab"),
            ("3002", "cyclophosphamide"),
        )
    ),
    story("nintedanib ordered too", "info", drafts=(TAC, draft("e", "1592737", "nintedanib", dose=150))),
]

OFFERED = [
    story("mycophenolate is recommended", "info", *COUNTS, recommended=MMF),
    story("can become pregnant: not preselected", "info", *COUNTS, person=WOMAN_30, recommended=""),
    story("pregnant", "info", PREGNANT, person=WOMAN_30, never_offers=(MMF,), offers=(DELETE,)),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story("results not supplied", "not known", lacking=("Observation",), named=None),
    story("no route", "not known", drafts=(draft("d", *TACROLIMUS, dose=1, route=None),), named=None),
]

STORIES = [*DRUGS, *REASONS, *WHO, *NAIVE, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
