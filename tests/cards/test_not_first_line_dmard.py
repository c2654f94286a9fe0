"""Leflunomide, methotrexate, TNF inhibitor, abatacept in ILD: begun or renewed, for what, what instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREGNANT,
    SSC_CODE,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
    statement,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "not-first-line-dmard"
LEFLUNOMIDE = ("27169", "leflunomide")
ADALIMUMAB = ("327361", "adalimumab")
ABATACEPT = ("614391", "abatacept")
TOFACITINIB = ("1357536", "tofacitinib")
AZATHIOPRINE = ("1256", "azathioprine")
NINTEDANIB = ("1592737", "nintedanib")
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-900)
RA_ILD = (RA, ild(recorded=-400))
MMF, RTX, CONSULT = "mycophenolate mofetil 500 mg", "rituximab 1000 mg", "pulmonology e-consult"
LABS = (
    result("neut", "751-8", 4, "10*9/L", on=-10),
    result("plt", "777-3", 220, "10*9/L", on=-10),
    result("hbs", "5196-1", "negative", on=-100),
    result("hbc", "13952-7", "negative", on=-100),
    result("igg", "2465-3", 10, "g/L", on=-100),
)
LEF = draft("d", *LEFLUNOMIDE, dose=20)
MTX = draft("d", *METHOTREXATE, dose=15, per=(1, 1, "wk"))
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.10")


def story(name: str, expect: str, *record: Json, drafts: tuple[Json, ...] = (LEF,), **more: Any) -> Story:
    known = more.pop("known", RA_ILD)
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def course(start: int, drug: tuple[str, str] = METHOTREXATE, id: str = "old", **how: Any) -> Json:
    return order(id, *drug, dose=15, per=(1, 1, "wk"), start=start, **how)


DRUGS = [
    story("Fires row: leflunomide without a coded reason", "warning", offers=(MMF, CONSULT)),
    story("methotrexate", "warning", drafts=(MTX,)),
    story("TNF inhibitor", "warning", drafts=(draft("d", *ADALIMUMAB, dose=40, route="sc"),)),
    story("abatacept", "warning", drafts=(draft("d", *ABATACEPT, dose=125, route="sc"),)),
    story("mycophenolate is another matter", "silent", drafts=(draft("d", *MYCOPHENOLATE, dose=500),)),
    story("while choosing", "warning", hook=SELECT),
    story(
        "a draft not among the selected",
        "silent",
        hook=SELECT,
        drafts=(LEF, draft("e", *MYCOPHENOLATE, dose=500)),
        selections=("MedicationRequest/e",),
    ),
]

WHO = [
    *(
        story(name, "warning", known=(condition("s", code), ild()))
        for name, code in (
            ("systemic sclerosis", SSC_CODE[0]),
            ("myositis", "M33.20"),
            ("MCTD", "M35.1"),
            ("Sjogren", "M35.00"),
        )
    ),
    story("lupus is not one of the five", "silent", known=(condition("s", "M32.9"), ild())),
    story("RA without ILD", "silent", known=(RA,)),
    story("ILD suspected", "silent", known=(RA, ild(verification="provisional"))),
    story("ILD resolved", "silent", known=(RA, ild(clinical="resolved"))),
    story("RA suspected", "info", known=(condition("ra", "M06.9", verification="provisional"), ild())),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

RENEWALS = [
    story("Silent row: methotrexate since 183 days", "silent", course(-183), drafts=(MTX,)),
    story("methotrexate since 182 days", "warning", course(-182), drafts=(MTX,)),
    story("ended 30 days ago", "silent", course(-300, until=-30, status="completed"), drafts=(MTX,)),
    story("ended 31 days ago", "warning", course(-300, until=-31, status="completed"), drafts=(MTX,)),
    story(
        "joined over a gap of 30 days",
        "silent",
        course(-300, until=-131, status="completed", id="a"),
        course(-100, id="b"),
        drafts=(MTX,),
    ),
    story(
        "a gap of 31 days parts it",
        "warning",
        course(-300, until=-132, status="completed", id="a"),
        course(-100, id="b"),
        drafts=(MTX,),
    ),
    story(
        "by the patient's account",
        "silent",
        statement("s", *METHOTREXATE, dose=15, start=-200),
        drafts=(MTX,),
    ),
    story("another drug's course does not count", "warning", course(-300, LEFLUNOMIDE), drafts=(MTX,)),
    story("one renewed, one begun", "warning", course(-300), drafts=(MTX, draft("e", *LEFLUNOMIDE, dose=20))),
]

REASONS = [
    story("for arthritis", "info", drafts=(draft("d", *LEFLUNOMIDE, dose=20, reason=ARTHRITIS),)),
    story("for the lung", "warning", drafts=(draft("d", *LEFLUNOMIDE, dose=20, reason=LUNG),)),
    story("abatacept for arthritis", "silent", drafts=(draft("d", *ABATACEPT, dose=125, reason=ARTHRITIS),)),
    story("abatacept for the lung", "warning", drafts=(draft("d", *ABATACEPT, dose=125, reason=LUNG),)),
    story(
        "a reason in words is no coded one",
        "warning",
        drafts=(draft("d", *ABATACEPT, dose=125, reason={"text": "arthritis"}),),
    ),
    story(
        "methotrexate for leukaemia",
        "silent",
        drafts=(draft("d", *METHOTREXATE, dose=15, reason=coded(ICD10CM, "C91.00")),),
    ),
    story(
        "methotrexate for a pregnancy",
        "silent",
        drafts=(draft("d", *METHOTREXATE, dose=75, reason=coded(ICD10CM, "Z33.1")),),
    ),
    story("an ILD drug is taken", "info", order("n", *NINTEDANIB, dose=150, start=-30)),
    story("an ILD drug is drafted beside", "info", drafts=(LEF, draft("e", *MYCOPHENOLATE, dose=500))),
    story(
        "an ILD drug ended yesterday", "warning", course(-100, MYCOPHENOLATE, until=-1, status="completed")
    ),
]

OFFERED = [
    story(
        "mycophenolate is recommended where none was taken",
        "warning",
        *LABS,
        recommended=MMF,
        offers=(RTX, CONSULT),
    ),
    story(
        "azathioprine in use: no pair is offered",
        "info",
        order("a", *AZATHIOPRINE, dose=100, start=-90),
        *LABS,
        never_offers=(MMF,),
        recommended="",
    ),
    story(
        "JAK inhibitor in use: no rituximab",
        "info",
        order("t", *TOFACITINIB, dose=5, start=-90),
        *LABS,
        never_offers=(RTX,),
        recommended="",
    ),
    story(
        "treated until 183 days ago: offered, not recommended",
        "warning",
        order("n", *NINTEDANIB, dose=150, start=-300, until=-183, status="completed"),
        *LABS,
        offers=(MMF,),
        recommended="",
    ),
    story("no hepatitis B screen: no rituximab", "warning", never_offers=(RTX,)),
    *(
        # "a warning ground yes: offered unpreselected with its sentence"
        story(f"rituximab and {name}", "warning", *LABS, one, offers=(RTX,), says=(f"check first: {said}",))
        for name, one, said in (
            ("a low IgG", result("low", "2465-3", 3.9, "g/L", on=-10), "IgG below 4 g/L"),
            ("few neutrophils", result("few", "751-8", 0.9, "10*9/L", on=0), "neutrophils below 1.0"),
            ("a sepsis", condition("sep", "A41.9", "Sepsis", recorded=-10), "severe infection"),
        )
    ),
    story(
        "mycophenolate allergy",
        "warning",
        allergy("a", "68149", "mycophenolate mofetil"),
        never_offers=(MMF,),
    ),
    story(
        "mycophenolate tried",
        "warning",
        course(-900, MYCOPHENOLATE, until=-500, status="stopped"),
        never_offers=(MMF,),
    ),
    story(
        "low counts: check first",
        "warning",
        result("n", "751-8", 1.2, "10*9/L"),
        recommended="",
        offers=("check first",),
    ),
    story(
        "pregnant: no drug",
        "warning",
        PREGNANT,
        *LABS,
        person=WOMAN_30,
        never_offers=(MMF, RTX),
        offers=(CONSULT,),
    ),
    story("may become pregnant: not recommended", "warning", *LABS, person=WOMAN_30, recommended=""),
    story(
        "allergies not supplied: no drug",
        "warning",
        *LABS,
        lacking=("AllergyIntolerance",),
        never_offers=(MMF, RTX),
    ),
]

LISTS = [
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("orders failed", "not known", failed=("MedicationRequest",), named="medication orders"),
    story("statements in part", "not known", partial=("MedicationStatement",), named="medication statements"),
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("results not supplied", "warning", lacking=("Observation",), never_offers=(RTX,), recommended=""),
    story(
        "an ILD drug that cannot be read far enough: info",
        "info",
        order("tac", "42316", "tacrolimus", dose=1, route=None, start=-20),
    ),
]

STORIES = [*DRUGS, *WHO, *RENEWALS, *REASONS, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
