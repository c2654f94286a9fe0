"""Pirfenidone in ILD of a rheumatic disease: in which, with progression or without, what instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    SSC_CODE,
    WOMAN_30,
    Json,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "pirfenidone-in-sard-ild"
PIRFENIDONE, NINTEDANIB = ("1592254", "pirfenidone"), ("1592737", "nintedanib")
DRAFT = draft("d", *PIRFENIDONE, dose=267, per=(3, 1, "d"))
SSC_ILD = (condition("ssc", *SSC_CODE, recorded=-900), ild(recorded=-400))
RA_ILD = (condition("ra", "M06.9", recorded=-900), ild(recorded=-400))
MMF, NIN, DELETE = "Replace with mycophenolate", "Replace with nintedanib", "Remove the draft"
COUNTS = (result("neut", "751-8", 4, "10*9/L", on=-10), result("plt", "777-3", 220, "10*9/L", on=-10))
LIVER = (result("alt", "1742-6", 20, "U/L", high=40), result("ast", "1920-8", 20, "U/L", high=40))
RELATIVE_TENTH = (
    result("a", "19868-9", 3, "L", on=-360),
    result("b", "19868-9", 2.7, "L", on=-10),
)
PROGRESSIVE = condition("ppf", "J84.170", recorded=-100)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", SSC_ILD)
    drafts = more.pop("drafts", (DRAFT,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


WHO = [
    story("Fires row: systemic sclerosis", "warning", offers=(MMF, NIN, DELETE)),
    story("while choosing", "warning", hook=SELECT),
    story("rheumatoid arthritis without progression", "warning", known=RA_ILD),
    story("Silent row: RA, FVC fell by a tenth", "silent", *RELATIVE_TENTH, known=RA_ILD),
    story("systemic sclerosis, FVC fell by a tenth", "info", *RELATIVE_TENTH),
    story(
        "RA and myositis with progression: myositis leads",
        "info",
        condition("i", "M33.20"),
        PROGRESSIVE,
        known=RA_ILD,
    ),
    story("lupus", "info", known=(condition("s", "M32.9"), ild())),
    story("ANCA vasculitis", "info", known=(condition("s", "M31.30"), ild())),
    story("suspected", "info", known=(condition("s", *SSC_CODE, verification="provisional"), ild())),
    story("no rheumatic disease", "silent", known=(ild(),)),
    story("no ILD", "silent", known=SSC_ILD[:1]),
    story("IPF coded", "silent", condition("ipf", "J84.112")),
    story("nintedanib is another matter", "silent", drafts=(draft("d", *NINTEDANIB, dose=150),)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

RENEWAL = [
    story(
        "joined over a gap of 30 days",
        "silent",
        order("a", *PIRFENIDONE, dose=801, start=-300, until=-81, status="completed"),
        order("b", *PIRFENIDONE, dose=801, start=-50),
    ),
    story(
        "a gap of 31 days parts it",
        "warning",
        order("a", *PIRFENIDONE, dose=801, start=-300, until=-82, status="completed"),
        order("b", *PIRFENIDONE, dose=801, start=-50),
    ),
    story("taken for 90 days", "silent", order("p", *PIRFENIDONE, dose=801, start=-90)),
    story(
        "taken for 89 days",
        "warning",
        order("p", *PIRFENIDONE, dose=801, start=-89),
        never_offers=(DELETE, MMF),
    ),
    story(
        "ended 31 days ago",
        "warning",
        order("p", *PIRFENIDONE, dose=801, start=-300, until=-31, status="completed"),
    ),
]

OFFERED = [
    story("mycophenolate in its place is recommended", "warning", *COUNTS, recommended=MMF, acts=("delete",)),
    story("can become pregnant: not preselected", "warning", *COUNTS, person=WOMAN_30, recommended=""),
    story(
        "pregnant: neither drug",
        "warning",
        PREGNANT,
        person=WOMAN_30,
        never_offers=(MMF, NIN),
        offers=(DELETE,),
    ),
    story(
        "mycophenolate taken",
        "warning",
        order("m", *MYCOPHENOLATE, dose=1000, start=-90),
        never_offers=(MMF,),
        offers=(NIN,),
    ),
    story(
        "nintedanib tried",
        "warning",
        order("n", *NINTEDANIB, dose=150, start=-900, until=-800, status="stopped"),
        never_offers=(NIN,),
    ),
    story(
        "RA: no nintedanib, and nothing is said of its liver tests",
        "warning",
        known=RA_ILD,
        never_offers=(NIN,),
        offers=(MMF,),
        never_says=("nintedanib: not preselected",),
    ),
    story(
        "lupus with coded progressive fibrosis: nintedanib",
        "info",
        PROGRESSIVE,
        *LIVER,
        known=(condition("s", "M32.9"), ild()),
        offers=(NIN,),
    ),
    # "a warning ground yes: offered unpreselected with its sentence; a critical ground yes: left out"
    *(
        story(
            f"nintedanib beside {name}",
            "warning",
            *LIVER,
            *found,
            offers=(NIN,),
            says=(f"nintedanib: not preselected, check first: {said}",),
        )
        for name, said, *found in (
            ("an anticoagulant", "an anticoagulant in use", order("w", "11289", "warfarin", start=-90)),
            ("a transport inhibitor", "an inhibitor", order("k", "6135", "ketoconazole", dose=200, start=-9)),
            ("an inducer", "a strong enzyme inducer", order("r", "9384", "rifampin", dose=600, start=-9)),
            (
                "ALT of 3.1 times its limit",
                "ALT or AST above 3",
                result("high", "1742-6", 124, "U/L", high=40),
            ),
            ("an infarction", "a cardiovascular event", condition("mi", "I21.9", recorded=-90)),
        )
    ),
    *(
        story(f"no nintedanib: {name}", "warning", *LIVER, *found, never_offers=(NIN,))
        for name, *found in (
            ("ALT of 5.1 times its limit", result("high", "1742-6", 204, "U/L", high=40)),
            (
                "ALT of 3.1 times its limit with bilirubin of 2.1 times",
                result("high", "1742-6", 124, "U/L", high=40),
                result("bili", "1975-2", 2.1, "mg/dL", high=1),
            ),
            ("Child-Pugh B", result("cp", "710066005", "present", system=SNOMED)),
            ("Child-Pugh C", result("cp", "710067001", "present", system=SNOMED)),
            ("liver disease without a class", condition("l", "K74.60")),
        )
    ),
    story(
        "ALT of 3.1 times its limit with bilirubin of 2.0 times",
        "warning",
        result("high", "1742-6", 124, "U/L", high=40),
        result("bili", "1975-2", 2, "mg/dL", high=1),
        offers=(NIN,),
    ),
    story(
        "Child-Pugh A: nintedanib 100 mg twice daily",
        "warning",
        *LIVER,
        condition("l", "K74.60"),
        result("cp", "710065009", "present", system=SNOMED),
        offers=(NIN,),
        acts=("nintedanib 100 mg by mouth twice daily",),
        never_acts=("nintedanib 150 mg",),
        says=("check first: Child-Pugh class A",),
    ),
]

RAPID = condition("r", "J84.114", recorded=-10)
PRECEDENCE = [
    story("rapid progression: its card speaks", "silent", RAPID, because="advised-against-in-rp-ild"),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("statements failed", "not known", failed=("MedicationStatement",), named="medication statements"),
    story("results not supplied", "info", lacking=("Observation",)),
    story("results not supplied, RA", "not known", known=RA_ILD, lacking=("Observation",), named="FVC"),
]

STORIES = [*WHO, *RENEWAL, *OFFERED, *PRECEDENCE, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
