"""ILD of myositis on treatment: progressing, or not at goal; its drugs in their order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    RITUXIMAB,
    SSC_CODE,
    TACROLIMUS,
    Json,
    allergy,
    condition,
    draft,
    ild,
    patient,
    result,
)
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    IVIG,
    MMF,
    NIN,
    READY,
    RTX,
    TAC,
    TOFA,
    discussion,
    dlco,
    fell,
    fibrosing,
    fvc,
    mycophenolate,
    on,
    worse,
)
from tests.cards.first_line import AZATHIOPRINE, CICLOSPORIN, IMMUNE_GLOBULIN, NINTEDANIB, mda5, without
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "iim-ild-escalation"
DM = condition("iim", "M33.10", "Dermatomyositis", recorded=-900)
BASE = (DM, ild(recorded=-800))
TREATED = (*BASE, mycophenolate(), *fell())
STABLE = (fvc(65, -395), fvc(65, -30), dlco(50, -395), dlco(50, -30))
ON_RTX = on(RITUXIMAB, -300, "r", until=-200, status="completed", route="iv")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", TREATED)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


def goal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Nothing improved; the symptom is coded by the site."""
    known = more.pop("known", (*BASE, mycophenolate(-120), *STABLE, worse(-30)))
    return Story(
        CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), site_codes=True, **more
    )


START = (*BASE, mycophenolate(-120))

NOT_AT_GOAL = [
    goal("Fires row: FVC 65 to 65 %, DLCO 50 to 50 %, a symptom 30 days ago", "info", recommended=DISCUSSION),
    goal(
        "Fires row: FVC 65 to 58.5 %",
        "warning",
        known=(*START, fvc(65, -395), fvc(58.5, -30), *STABLE[2:], worse(-30)),
    ),
    goal(
        "Silent row: FVC 65 to 66 %",
        "silent",
        known=(*START, fvc(65, -395), fvc(66, -30), *STABLE[2:], worse(-30)),
    ),
    goal("DLCO improved", "silent", known=(*START, *STABLE[:2], dlco(50, -395), dlco(51, -30), worse(-30))),
    goal("DLCO not measured", "silent", known=(*START, *STABLE[:2], worse(-30))),
    goal("FVC not measured", "silent", known=(*START, *STABLE[2:], worse(-30))),
    goal("no symptom", "silent", known=(*START, *STABLE)),
    goal(
        "symptom of the day of the earlier test",
        "info",
        known=(
            *BASE,
            mycophenolate(),
            fvc(65, -230),
            fvc(65, -30),
            dlco(50, -230),
            dlco(50, -30),
            worse(-230),
        ),
    ),
    goal(
        "symptom of the day before the earlier test",
        "silent",
        known=(
            *BASE,
            mycophenolate(),
            fvc(65, -230),
            fvc(65, -30),
            dlco(50, -230),
            dlco(50, -30),
            worse(-231),
        ),
    ),
    goal("begun 84 days before the test", "info", known=(*BASE, mycophenolate(-114), *STABLE, worse(-30))),
    goal("begun 83 days before the test", "silent", known=(*BASE, mycophenolate(-113), *STABLE, worse(-30))),
    goal("another drug begun 84 days ago", "silent", on(AZATHIOPRINE, -84, "a")),
    goal("another drug begun 85 days ago", "info", on(AZATHIOPRINE, -85, "a")),
    goal("never treated", "silent", known=(*BASE, *STABLE, worse(-30))),
    goal(
        "ended 184 days ago: the first line speaks",
        "silent",
        known=(*BASE, mycophenolate(until=-184, status="completed"), *STABLE, worse(-30)),
    ),
    goal(
        "progressing too: the day of progression counts, and was discussed",
        "silent",
        fibrosing(-100),
        discussion(-55),
        known=(*BASE, mycophenolate(), *STABLE, worse(-30)),
    ),
    goal("discussed since the test", "silent", discussion(-30)),
    goal("discussed the day before the test", "info", discussion(-31)),
    goal("results not supplied", "not known", lacking=("Observation",), named=None),
    goal("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    goal("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
]

WHEN = [
    story(
        "Silent row: inclusion-body myositis alone",
        "silent",
        known=(condition("ibm", "G72.41"), ild(), mycophenolate(), *fell()),
    ),
    story("systemic sclerosis leads", "silent", condition("ssc", *SSC_CODE)),
    story("with rheumatoid arthritis: myositis leads", "warning", condition("ra", "M06.9")),
    story("progressing", "warning", recommended=DISCUSSION),
    story("discussed since the test", "silent", discussion(-30)),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
]

OFFERED = [
    story(
        "on mycophenolate: rituximab, tacrolimus, cyclophosphamide",
        "warning",
        *READY,
        offers=(RTX, TAC, CYC, DISCUSSION),
        never_offers=(MMF, NIN, IVIG, TOFA),
        recommended=DISCUSSION,
    ),
    story(
        "progressive fibrosis: nintedanib beside two others",
        "warning",
        *READY,
        known=(*BASE, mycophenolate(), fibrosing()),
        offers=(NIN, RTX, TAC),
        never_offers=(CYC,),
        recommended=DISCUSSION,
    ),
    story(
        "progressive fibrosis, mycophenolate not used",
        "warning",
        *READY,
        known=(*BASE, on(AZATHIOPRINE, -400), fibrosing()),
        offers=(NIN, MMF, RTX),
        never_offers=(TAC,),
        recommended=MMF,
        beside=("Stop the active order",),
    ),
    story(
        "progressive fibrosis, nintedanib taken before",
        "warning",
        *READY,
        on(NINTEDANIB, -500, "n", until=-300, status="completed"),
        known=(*BASE, mycophenolate(), fibrosing()),
        offers=(RTX, TAC, CYC),
        never_offers=(NIN,),
    ),
    story(
        "rituximab and cyclophosphamide used: tacrolimus, immune globulin, tofacitinib",
        "warning",
        *READY,
        ON_RTX,
        on(CYCLOPHOSPHAMIDE, -700, "c", until=-600, status="completed"),
        offers=(TAC, IVIG, TOFA),
        never_offers=(RTX, CYC),
    ),
    story(
        "anti-MDA5: tofacitinib moves forward",
        "warning",
        *READY,
        ON_RTX,
        mda5("Positive"),
        offers=(TAC, TOFA, CYC),
        never_offers=(IVIG,),
    ),
    story(
        "no anti-MDA5: cyclophosphamide and immune globulin before tofacitinib",
        "warning",
        *READY,
        ON_RTX,
        mda5(),
        offers=(TAC, CYC, IVIG),
        never_offers=(TOFA,),
    ),
    story(
        "ciclosporin taken: no tacrolimus, no tofacitinib",
        "warning",
        *READY,
        on(CICLOSPORIN, -400, "cs"),
        offers=(RTX, CYC, IVIG),
        never_offers=(TAC, TOFA),
    ),
    story(
        "no weight: neither tacrolimus nor cyclophosphamide nor immune globulin",
        "warning",
        *without(READY, "weight"),
        never_offers=(TAC, CYC, IVIG),
        offers=(RTX, TOFA),
    ),
    story(
        "clearance below 60: no tacrolimus",
        "warning",
        *without(READY, "crea"),
        result("crea", "2160-0", 1.6, "mg/dL", on=-10),
        never_offers=(TAC,),
        offers=(CYC,),
    ),
    story(
        "potassium 5.1: no tacrolimus",
        "warning",
        *without(READY, "k"),
        result("k", "2823-3", 5.1, "mmol/L", on=-10),
        never_offers=(TAC,),
    ),
    story("tacrolimus allergy", "warning", *READY, allergy("a", *TACROLIMUS), never_offers=(TAC,)),
    story(
        "immune globulin allergy",
        "warning",
        *READY,
        ON_RTX,
        allergy("a", *IMMUNE_GLOBULIN),
        never_offers=(IVIG,),
        offers=(TOFA,),
    ),
    story(
        "65 years: no tofacitinib",
        "warning",
        *READY,
        ON_RTX,
        mda5("Positive"),
        person=patient(age=65),
        never_offers=(TOFA,),
    ),
    story(
        "64 years: tofacitinib",
        "warning",
        *READY,
        ON_RTX,
        mda5("Positive"),
        person=patient(age=64),
        offers=(TOFA,),
    ),
    story(
        "no tuberculosis screen: tofacitinib waits",
        "warning",
        *without(READY, "igra"),
        ON_RTX,
        mda5("Positive"),
        offers=("check first: tuberculosis screen",),
    ),
    story(
        "tacrolimus is chosen, and may be",
        "silent",
        *READY,
        hook=SELECT,
        drafts=(draft("t", *TACROLIMUS, dose=1),),
    ),
    story(
        "a second calcineurin inhibitor is chosen",
        "warning",
        *READY,
        on(CICLOSPORIN, -400, "cs"),
        hook=SELECT,
        drafts=(draft("t", *TACROLIMUS, dose=1),),
        never_offers=(TAC,),
    ),
    story(
        "nintedanib is chosen without progressive fibrosis",
        "warning",
        *READY,
        hook=SELECT,
        drafts=(draft("n", *NINTEDANIB, dose=150),),
    ),
]

NEIGHBOURS = [
    Story(
        "lung-function-decline",
        "myositis escalation speaks instead",
        VIEW,
        "silent",
        record=TREATED,
        because="iim-ild-escalation speaks instead",
    ),
    Story(
        "progressive-pulmonary-fibrosis",
        "nintedanib is offered by the myositis card",
        VIEW,
        "warning",
        record=(*BASE, mycophenolate(), fibrosing(), *READY),
        never_offers=(NIN,),
    ),
]

STORIES = [*NOT_AT_GOAL, *WHEN, *OFFERED, *NEIGHBOURS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
