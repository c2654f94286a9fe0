"""Immunosuppression in idiopathic pulmonary fibrosis: the pair, single drugs, short courses, what instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10CM,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    WOMAN_30,
    Json,
    allergy,
    clearance,
    coded,
    comfort_care,
    condition,
    creatinine,
    draft,
    order,
    patient,
    result,
    steroid,
    steroid_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "immunosuppression-in-ipf"
UNCHECKED_KIDNEY = "check first: creatinine clearance"
IPF = condition("ipf", "J84.112", recorded=-400)
AZATHIOPRINE, NINTEDANIB, PIRFENIDONE = ("1256", "azathioprine"), ("1592737", "x"), ("1592254", "y")
AZA = draft("d", *AZATHIOPRINE, dose=50)
PRED = steroid("old", 10, start=-200)
LIVER = (result("alt", "1742-6", 20, "U/L", high=40), result("ast", "1920-8", 20, "U/L", high=40))
DELETE, NIN, PIR = "Remove the draft", "nintedanib 150 mg", "pirfenidone 267 mg"
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.112")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", (IPF,))
    drafts = more.pop("drafts", (AZA,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def gc(name: str, expect: str, *record: Json, mg: Any = 30, **more: Any) -> Story:
    """A steroid is ordered."""
    days = more.pop("days", None)
    return story(name, expect, *record, drafts=(steroid_draft("g", mg, days=days),), **more)


PAIR = [
    story("Fires row: prednisone 10 mg, azathioprine ordered", "critical", PRED, recommended=DELETE),
    story("while choosing", "critical", PRED, hook=SELECT),
    story("prednisone 9.99 mg", "warning", steroid("old", "9.99", start=-200), recommended=""),
    gc(
        "azathioprine taken, prednisone 10 mg ordered",
        "critical",
        order("a", *AZATHIOPRINE, dose=50, start=-200),
        mg=10,
        recommended=DELETE,
    ),
    gc(
        "azathioprine taken, prednisone renewed a day after its supply ended: no abrupt stop",
        "critical",
        order("a", *AZATHIOPRINE, dose=50, start=-200),
        steroid("old", 20, start=-120, until=-1, status="completed"),
        mg=20,
        recommended="",
        offers=(DELETE,),
    ),
    story(
        "azathioprine renewed, prednisone new: prednisone goes",
        "critical",
        order("a", *AZATHIOPRINE, dose=50, start=-200),
        drafts=(AZA, steroid_draft("g", 20)),
        recommended="Remove the draft of prednisone",
    ),
    story("both ordered", "critical", drafts=(AZA, steroid_draft("g", 20)), recommended="azathioprine"),
    story(
        "azathioprine is stopped by the same signing",
        "warning",
        order("d", *AZATHIOPRINE, dose=50, start=-200),
        drafts=(
            order("d", *AZATHIOPRINE, dose=50, start=-200, status="stopped"),
            steroid_draft("g", 20),
        ),
    ),
    story(
        "the same signing only gives azathioprine an end in 10 days",
        "critical",
        order("d", *AZATHIOPRINE, dose=50, start=-200),
        drafts=(order("d", *AZATHIOPRINE, dose=50, start=-200, until=10), steroid_draft("g", 20)),
    ),
    story(
        "the steroid is stopped by the same signing: it was taken today",
        "critical",
        PRED,
        drafts=(AZA, PRED | {"status": "stopped"}),
    ),
    story(
        "azathioprine renewed beside prednisone",
        "critical",
        PRED,
        order("a", *AZATHIOPRINE, dose=50, start=-200),
    ),
    gc(
        "a taper beside azathioprine",
        "silent",
        order("a", *AZATHIOPRINE, dose=50, start=-200),
        steroid("old", 30, start=-200),
        mg=20,
    ),
    gc(
        "two weeks of prednisone beside azathioprine",
        "silent",
        order("a", *AZATHIOPRINE, dose=50, start=-200),
        days=14,
    ),
]

SINGLE = [
    story("azathioprine alone", "warning", recommended="", offers=(DELETE, NIN, PIR)),
    story("mycophenolate", "warning", drafts=(draft("d", *MYCOPHENOLATE, dose=500),), offers=(DELETE,)),
    story("cyclophosphamide", "warning", drafts=(draft("d", *CYCLOPHOSPHAMIDE, dose=100),), offers=(DELETE,)),
    story(
        "two drafts, one with two equal dosages: each is told by all its dosages",
        "warning",
        drafts=(AZA, {**AZA, "id": "twice", "dosageInstruction": AZA["dosageInstruction"] * 2}),
        offers=("(the order of 50 mg once a day)", "(the order of 2 dosages of 50 mg once a day)"),
    ),
    gc("prednisone 10 mg", "warning", mg=10, offers=(DELETE,)),
    gc("prednisone 9.99 mg", "silent", mg="9.99"),
    gc("no more than before", "silent", steroid("old", 20, start=-30), mg=20),
    gc("more than before", "warning", steroid("old", 20, start=-30), mg=30),
    gc("Silent row: prednisone 30 mg for 14 days", "silent", days=14),
    gc("for 15 days", "warning", days=15),
    story(
        "a pulse alone",
        "silent",
        drafts=(draft("p", *METHYLPREDNISOLONE, dose=1000, route="iv", days=3),),
    ),
    story("azathioprine taken for 90 days", "silent", order("a", *AZATHIOPRINE, dose=50, start=-90)),
    story(
        "azathioprine taken for 89 days",
        "warning",
        order("a", *AZATHIOPRINE, dose=50, start=-89),
        never_offers=(DELETE,),
    ),
    story(
        "joined over a gap of 30 days",
        "silent",
        order("a", *AZATHIOPRINE, dose=50, start=-300, until=-81, status="completed"),
        order("b", *AZATHIOPRINE, dose=50, start=-50),
    ),
    story(
        "a gap of 31 days parts it",
        "warning",
        order("a", *AZATHIOPRINE, dose=50, start=-300, until=-82, status="completed"),
        order("b", *AZATHIOPRINE, dose=50, start=-50),
    ),
    story("methotrexate is not asked about", "silent", drafts=(draft("d", "6851", "methotrexate", dose=15),)),
]

REASONS = [
    story(
        "for another disease", "silent", PRED, drafts=(draft("d", *AZATHIOPRINE, dose=50, reason=ARTHRITIS),)
    ),
    story("for the lung", "critical", PRED, drafts=(draft("d", *AZATHIOPRINE, dose=50, reason=LUNG),)),
    story("prednisone for another disease", "silent", drafts=(steroid_draft("g", 30, reason=ARTHRITIS),)),
]

WHO = [
    story("rheumatoid arthritis: no IPF", "silent", condition("ra", "M06.9")),
    story("rheumatoid arthritis suspected", "silent", condition("ra", "M06.9", verification="provisional")),
    story("IPF suspected", "silent", known=(condition("ipf", "J84.112", verification="provisional"),)),
    story("IPF resolved", "silent", known=(condition("ipf", "J84.112", clinical="resolved"),)),
    story("another fibrosis", "silent", known=(condition("f", "J84.10"),)),
    story("hypersensitivity pneumonitis", "silent", condition("hp", "J67.9")),
    story("exacerbation 30 days ago", "silent", PRED, condition("e", "J84.114", recorded=-30)),
    story("exacerbation 31 days ago", "critical", PRED, condition("e", "J84.114", recorded=-31)),
    story("lung transplant", "silent", condition("t", "Z94.2", clinical="inactive")),
    story(
        "lung transplant only suspected",
        "critical",
        PRED,
        condition("t", "Z94.2", verification="unconfirmed"),
    ),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

OFFERED = [
    story(
        "an antifibrotic is taken",
        "warning",
        order("n", *NINTEDANIB, dose=150, start=-90),
        never_offers=(NIN, PIR),
    ),
    story(
        "nintedanib tried",
        "warning",
        order("n", *NINTEDANIB, dose=150, start=-900, until=-800, status="stopped"),
        never_offers=(NIN,),
        offers=(PIR,),
    ),
    story(
        "nintedanib allergy",
        "warning",
        allergy("a", "1592737", "nintedanib"),
        never_offers=(NIN,),
        offers=(PIR,),
    ),
    story(
        "pirfenidone tried",
        "warning",
        order("n", *PIRFENIDONE, dose=267, start=-900, until=-800, status="stopped"),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    story(
        "pirfenidone allergy",
        "warning",
        allergy("a", "1592254", "pirfenidone"),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    # "a warning ground yes: offered unpreselected with its sentence; a critical ground yes: left out"
    *(
        story(
            f"{test} 3.1 times its limit",
            "warning",
            result("high", code, 124, "U/L", high=40),
            offers=(NIN, PIR),
            says=tuple(
                f"{drug}: not preselected, check first: ALT or AST above 3"
                for drug in ("nintedanib", "pirfenidone")
            ),
        )
        for test, code in (("ALT", "1742-6"), ("AST", "1920-8"))
    ),
    *(
        story(
            f"{test} 5.1 times its limit",
            "warning",
            result("high", code, 204, "U/L", high=40),
            never_offers=(NIN, PIR),
        )
        for test, code in (("ALT", "1742-6"), ("AST", "1920-8"))
    ),
    story(
        "ALT 3.1 times its limit, bilirubin 1.1 times",
        "warning",
        result("alt", "1742-6", 124, "U/L", high=40),
        result("bili", "1975-2", 1.1, "mg/dL", high=1),
        offers=(NIN,),
        never_offers=(PIR,),
    ),
    story(
        "ALT 3.1 times its limit, bilirubin 2.1 times",
        "warning",
        result("alt", "1742-6", 124, "U/L", high=40),
        result("bili", "1975-2", 2.1, "mg/dL", high=1),
        never_offers=(NIN, PIR),
    ),
    story(
        "ALT 3.0 times its limit",
        "warning",
        result("alt", "1742-6", 120, "U/L", high=40),
        LIVER[1],
        offers=(NIN, PIR),
    ),
    story(
        "clearance 29",
        "warning",
        *LIVER,
        *clearance(69.6),
        offers=(NIN, PIR),
        says=("pirfenidone: not preselected, check first: creatinine clearance below 30",),
    ),
    story("clearance 30", "warning", *LIVER, *clearance(72), offers=(NIN, PIR)),
    story(
        "creatinine 90 days ago, weight 180",
        "warning",
        *LIVER,
        creatinine(on=-90),
        weight(on=-180),
        offers=(NIN, PIR),
        never_offers=(UNCHECKED_KIDNEY,),
    ),
    story(
        "creatinine 91 days ago", "warning", *LIVER, creatinine(on=-91), weight(), offers=(UNCHECKED_KIDNEY,)
    ),
    story(
        "weight 181 days ago", "warning", *LIVER, creatinine(), weight(on=-181), offers=(UNCHECKED_KIDNEY,)
    ),
    story(
        "dialysis",
        "warning",
        *LIVER,
        condition("hd", "Z99.2", "Dependence on renal dialysis"),
        never_offers=(PIR,),
    ),
    story(
        "Child-Pugh C",
        "warning",
        *LIVER,
        result("cp", "710067001", "present", system=SNOMED),
        never_offers=(NIN, PIR),
    ),
    *(
        story(
            f"Child-Pugh C said to be {said}",
            "warning",
            *LIVER,
            result("cp", "710067001", said, system=SNOMED),
            offers=offered,
            never_offers=tuple(one for one in (NIN, PIR) if one not in offered),
        )
        for said, offered in (
            ("absent", (NIN, PIR)),
            ("Not detected", (NIN, PIR)),
            ("ruled out", (NIN, PIR)),
            ("ruled  out", (NIN, PIR)),
            ("10 points", ()),
            ("not assessed", (NIN, PIR)),
        )
    ),
    story(
        "not assessed whether Child-Pugh C: check first",
        "warning",
        *LIVER,
        result("cp", "710067001", "not assessed", system=SNOMED),
        says=("nintedanib: not preselected, check first: Child-Pugh class C",),
    ),
    story(
        "Child-Pugh C once, absent since",
        "warning",
        *LIVER,
        result("cp", "710067001", "present", system=SNOMED, on=-90),
        result("not", "710067001", "absent", system=SNOMED, on=-9),
        offers=(NIN, PIR),
    ),
    story(
        "Child-Pugh B: no nintedanib",
        "warning",
        *LIVER,
        result("cp", "710066005", "present", system=SNOMED),
        never_offers=(NIN,),
        offers=(PIR,),
    ),
    story(
        "ciprofloxacin",
        "warning",
        *LIVER,
        order("c", "2551", "ciprofloxacin", dose=750, per=(2, 1, "d"), start=-2),
        offers=(NIN, PIR),
        says=("pirfenidone: not preselected, check first: ciprofloxacin 1500 mg a day or more",),
    ),
    story(
        "fluvoxamine",
        "warning",
        *LIVER,
        order("f", "42355", "fluvoxamine", dose=50, start=-90),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    story(
        "warfarin",
        "warning",
        *LIVER,
        order("w", "11289", "warfarin", dose=5, start=-200),
        offers=(NIN, PIR),
        says=("nintedanib: not preselected, check first: an anticoagulant in use",),
    ),
    story(
        "liver disease without a class: neither",
        "warning",
        *LIVER,
        condition("l", "K74.60"),
        never_offers=(NIN, PIR),
    ),
    story(
        "Child-Pugh A: nintedanib 100 mg twice daily",
        "warning",
        *LIVER,
        condition("l", "K74.60"),
        result("cp", "710065009", "present", system=SNOMED),
        offers=("nintedanib 100 mg", PIR),
        never_offers=(NIN,),
    ),
    story("liver tests beside", "warning", acts=("1742-6", "1920-8", "1975-2"), offers=("check first",)),
    story("pregnant", "warning", PREGNANT, person=WOMAN_30, never_offers=(NIN, PIR), offers=(DELETE,)),
    story(
        "allergies not supplied",
        "warning",
        *LIVER,
        lacking=("AllergyIntolerance",),
        never_offers=(NIN, PIR),
    ),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story(
        "orders not supplied, the pair ordered",
        "critical",
        drafts=(AZA, steroid_draft("g", 20)),
        lacking=("MedicationRequest",),
    ),
    gc("statements failed", "not known", failed=("MedicationStatement",), named="medication statements"),
    gc("dose not readable", "not known", mg=None, named="dose"),
    story("results not supplied", "warning", lacking=("Observation",)),
]

STORIES = [*PAIR, *SINGLE, *REASONS, *WHO, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
