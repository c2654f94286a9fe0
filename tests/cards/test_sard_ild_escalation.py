"""ILD of lupus, vasculitis, undifferentiated disease and IPAF on treatment: what all escalations share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    LISINOPRIL,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    done,
    draft,
    given,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid_draft,
    taken,
)
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    MMF,
    NIN,
    NOT_SCREENED,
    READY,
    RTX,
    SCREEN,
    discussion,
    dlco,
    fell,
    fibrosing,
    fvc,
    litres,
    mycophenolate,
    on,
    worse,
)
from tests.cards.first_line import AZATHIOPRINE, NINTEDANIB, PIRFENIDONE, RAPID, TOFACITINIB, without
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "sard-ild-escalation"
OCRELIZUMAB = ("1876366", "ocrelizumab")
UCTD = condition("uctd", "M35.9", "Undifferentiated connective tissue disease", recorded=-900)
BASE = (UCTD, ild(recorded=-800))
TREATED = (*BASE, mycophenolate())


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", (*TREATED, *fell()))
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


def choosing(name: str, expect: str, *drafts: Json, **more: Any) -> Story:
    return story(name, expect, *more.pop("record", READY), hook=SELECT, drafts=drafts, **more)


def both_in_one_report(on: int) -> Json:
    """A chest CT that concludes two things: a fibrotic pattern, and that it has progressed."""
    concluded = [coded("urn:oid:1.2.3", code) for code in ("FIBROTIC", "HRCT")]
    return done("DiagnosticReport", "ct", "29252-4", on=on) | {"conclusionCode": concluded}


ROWS = [
    story(
        "Fires row: UCTD, mycophenolate since 200 days, FVC 72 to 64.8 %",
        "warning",
        known=(*BASE, mycophenolate(-200), *fell()),
        recommended=DISCUSSION,
        says=("older than the start of a drug",),
    ),
    story("Silent row: rituximab first ordered 10 days ago", "silent", on(RITUXIMAB, -10, "r", route="iv")),
    story("Silent row: the fall is 9.9 %", "silent", known=(*TREATED, *fell(64.9))),
]

WHEN = [
    story("lupus", "warning", known=(condition("sle", "M32.9"), ild(), mycophenolate(), *fell())),
    story("ANCA vasculitis", "warning", known=(condition("a", "M31.30"), ild(), mycophenolate(), *fell())),
    story("rheumatoid arthritis goes before it", "silent", condition("ra", "M06.9")),
    story("no rheumatic disease", "silent", known=(ild(), mycophenolate(), *fell())),
    story("no ILD", "silent", known=(UCTD, mycophenolate(), *fell())),
    story("ILD suspected", "silent", known=(UCTD, ild(verification="provisional"), mycophenolate(), *fell())),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("lung transplant", "silent", condition("ltx", "Z94.2")),
    story("rapid progression speaks instead", "silent", RAPID),
    story(
        "autoimmune features, coded by the site",
        "warning",
        condition("ipaf", "IPAF", system="urn:oid:1.2.3"),
        known=(ild(), mycophenolate(), *fell()),
        site_codes=True,
    ),
]

PROGRESSION = [
    story("progressive fibrosing ILD coded", "warning", known=(*TREATED, fibrosing())),
    story("coded 183 days ago", "warning", known=(*TREATED, fibrosing(-183))),
    story("coded 184 days ago", "silent", known=(*TREATED, fibrosing(-184))),
    story("suspected: at most info", "info", known=(*TREATED, fibrosing(verification="provisional"))),
    story("by volume: 3.0 to 2.7 L", "warning", known=(*TREATED, litres(3.0, -395), litres(2.7, -30))),
    story("index test 91 days old", "silent", known=(*TREATED, *fell(index=-91))),
    story("index test 90 days old", "warning", known=(*TREATED, *fell(index=-90))),
    story("no earlier test", "silent", known=(*TREATED, fvc(60, -30))),
    story("FVC by 5 points alone", "silent", known=(*TREATED, fvc(80, -395), fvc(75, -30))),
    story(
        "FVC by 5 points and DLCO by 10",
        "warning",
        known=(*TREATED, fvc(80, -395), fvc(75, -30), dlco(60, -395), dlco(50, -30)),
    ),
    story(
        "FVC by 5 points and a symptom",
        "warning",
        known=(*TREATED, fvc(80, -395), fvc(75, -30), worse(-40)),
        site_codes=True,
    ),
    story(
        "coded progression of ILD",
        "warning",
        known=(*TREATED, condition("p", "PROGRESSION", system="urn:oid:1.2.3", recorded=-60)),
        site_codes=True,
    ),
    story(
        "the day is that of the newest fact, not that of the fibrotic pattern",
        "silent",
        known=(
            *TREATED,
            condition("fib", "FIBROTIC", system="urn:oid:1.2.3", recorded=-10),
            worse(-190),
            done("DiagnosticReport", "ct", "HRCT", system="urn:oid:1.2.3", on=-190),
        ),
        site_codes=True,
    ),
    *(
        story(
            f"one report says that it is fibrotic and has progressed, {days} days ago",
            expect,
            known=(*TREATED, worse(-200), both_in_one_report(-days)),
            site_codes=True,
        )
        for days, expect in ((20, "warning"), (183, "warning"), (184, "silent"))
    ),
]


def since(start: int, index: int = -30) -> tuple[Json, ...]:
    return (*BASE, mycophenolate(start), *fell(index=index))


COURSE = [
    story("begun 84 days before the test", "warning", known=since(-174, -90)),
    story("begun 83 days before the test", "silent", known=since(-173, -90)),
    story(
        "begun 85 days ago, 84 days before the day",
        "warning",
        known=(*BASE, mycophenolate(-144), fibrosing()),
    ),
    story("begun 84 days before today's test", "silent", known=since(-84, 0)),
    story(
        "enteric-coated mycophenolate after mofetil is no new drug",
        "warning",
        on(("7145", "mycophenolic acid"), -20, "mpa"),
        known=(*BASE, mycophenolate(until=-21, status="stopped"), *fell()),
    ),
    story("begun 85 days before today's test", "warning", known=since(-85, 0)),
    story(
        "ended 183 days before the test, and 183 days ago",
        "warning",
        known=(*BASE, mycophenolate(until=-183, status="completed"), *fell(index=0)),
    ),
    story(
        "ended 184 days ago: the first line speaks",
        "silent",
        known=(*BASE, mycophenolate(until=-184, status="completed"), *fell(index=0)),
    ),
    *(
        story(
            f"ended {days} days ago, shortly before the test: {who} speaks",
            expect,
            known=(*BASE, mycophenolate(until=-days, status="completed"), *fell()),
        )
        for days, expect, who in ((183, "warning", "escalation"), (184, "silent", "the first line"))
    ),
    *(
        story(
            f"ended {days} days before the test, and the next drug was begun 70 days before",
            expect,
            known=(
                *BASE,
                mycophenolate(-600, until=-30 - days, status="completed"),
                on(AZATHIOPRINE, -100, "a"),
                *fell(),
            ),
        )
        for days, expect in ((183, "warning"), (184, "silent"))
    ),
    story("never treated", "silent", known=(*BASE, *fell())),
    story("methotrexate only", "silent", known=(*BASE, on(METHOTREXATE, -400), *fell())),
    story("as the patient states it", "warning", known=(*BASE, taken(mycophenolate()), *fell())),
    story("renewed 5 days ago: nothing new", "warning", mycophenolate(-5, authored=-5) | {"id": "renewed"}),
    story("nintedanib first ordered 84 days ago", "silent", on(NINTEDANIB, -84, "n")),
    story("nintedanib first ordered 85 days ago, before the test", "warning", on(NINTEDANIB, -85, "n")),
    story(
        "another drug begun on the day of progression",
        "silent",
        on(AZATHIOPRINE, -100, "a"),
        known=(*TREATED, fibrosing(-100)),
    ),
    story(
        "another drug begun the day before",
        "warning",
        on(AZATHIOPRINE, -101, "a"),
        known=(*TREATED, fibrosing(-100)),
    ),
    story("tacrolimus ointment begun: no ILD drug", "warning", on(TACROLIMUS, -10, "t", route="topical")),
    story("discussed on the day", "silent", discussion(-30)),
    story("discussed the day before", "warning", discussion(-31)),
    story("discussed 60 days ago", "silent", discussion(-60), known=(*TREATED, fibrosing(-100))),
    story("discussed 61 days ago", "warning", discussion(-61), known=(*TREATED, fibrosing(-100))),
    story("discussion held", "silent", discussion(-20, status="completed")),
    story("discussion revoked", "warning", discussion(-20, status="revoked")),
    story(
        "the earlier test is older than the drug",
        "warning",
        known=since(-200),
        says=("older than the start of a drug",),
    ),
    story("the drug is older than both tests", "warning", never_says=("older than the start of a drug",)),
]

AT_ORDERS = [
    choosing("a steroid is chosen", "warning", steroid_draft(mg=20)),
    choosing("methotrexate is chosen", "warning", draft("m", *METHOTREXATE, dose=15)),
    choosing("lisinopril is chosen", "silent", draft("l", *LISINOPRIL, dose=10)),
    choosing("rituximab is chosen, and may be", "silent", draft("r", *RITUXIMAB, dose=1000, route="iv")),
    choosing(
        "rituximab is chosen without a hepatitis screen",
        "warning",
        draft("r", *RITUXIMAB, dose=1000, route="iv"),
        record=NOT_SCREENED,
        never_offers=(RTX,),
    ),
    choosing(
        "rituximab is chosen in spite of an allergy",
        "warning",
        draft("r", *RITUXIMAB, dose=1000, route="iv"),
        record=(*READY, allergy("a", *RITUXIMAB)),
        never_offers=(RTX,),
    ),
    choosing("the drug that failed is renewed", "warning", draft("m", *MYCOPHENOLATE, dose=1000)),
    choosing("tacrolimus is chosen: not on the list", "warning", draft("t", *TACROLIMUS, dose=1)),
    choosing("nintedanib is chosen", "silent", draft("n", *NINTEDANIB, dose=150)),
]

ON_AZA = (*BASE, on(AZATHIOPRINE, -400, "aza"), *fell())

OFFERED = [
    story(
        "on mycophenolate: rituximab, nintedanib, cyclophosphamide",
        "warning",
        *READY,
        offers=(RTX, NIN, f"{CYC}1100 mg", DISCUSSION),
        never_offers=(MMF,),
        recommended=DISCUSSION,
        acts=('"status": "stopped"',),
    ),
    story(
        "on azathioprine: mycophenolate, which stops it; three drugs at most",
        "warning",
        *READY,
        known=ON_AZA,
        offers=(MMF, RTX, NIN, DISCUSSION),
        never_offers=(CYC,),
        recommended=MMF,
        beside=("Stop the active order of azathioprine",),
    ),
    story(
        "she can become pregnant, no test: mycophenolate waits",
        "warning",
        *READY,
        known=ON_AZA,
        person=WOMAN_30,
        offers=(MMF,),
        recommended=DISCUSSION,
    ),
    story(
        "pregnancy test negative 7 days ago",
        "warning",
        *READY,
        result("hcg", "2118-8", "negative", on=-7),
        known=ON_AZA,
        person=WOMAN_30,
        recommended=MMF,
    ),
    story(
        "pregnant: no drug",
        "warning",
        PREGNANT,
        *READY,
        person=WOMAN_30,
        offers=(DISCUSSION,),
        never_offers=(MMF, RTX, NIN, CYC),
        recommended=DISCUSSION,
        says=("Pregnant: no drug is drafted.",),
    ),
    story(
        "Pneumocystis pneumonia: no drug",
        "warning",
        condition("pjp", "B59"),
        *READY,
        never_offers=(RTX, NIN, CYC),
        recommended=DISCUSSION,
    ),
    story(
        "active tuberculosis: no drug",
        "warning",
        condition("tb", "A15.0"),
        *READY,
        never_offers=(RTX, NIN, CYC),
    ),
    story(
        "pneumonia 30 days ago: no drug",
        "warning",
        condition("p", "J18.9", recorded=-30),
        *READY,
        never_offers=(RTX, NIN, CYC),
        says=("lower respiratory infection within 30 days: no drug is drafted.",),
    ),
    story("pneumonia 31 days ago", "warning", condition("p", "J18.9", recorded=-31), *READY, offers=(NIN,)),
    story(
        "no hepatitis screen: the request instead of rituximab",
        "warning",
        *NOT_SCREENED,
        offers=(SCREEN,),
        never_offers=(RTX,),
    ),
    story(
        "results not supplied, progression coded: the screen instead of rituximab",
        "warning",
        known=(*TREATED, fibrosing()),
        lacking=("Observation",),
        offers=(SCREEN,),
        never_offers=(RTX,),
    ),
    story(
        "HBsAg negative and anti-HBc asked for: result pending, and nothing is asked for again",
        "warning",
        *without(READY, "hbc"),
        ordered_test("r", "13952-7"),
        offers=(RTX,),
        never_offers=(SCREEN,),
    ),
    story(
        "JAK inhibitor taken: no rituximab",
        "warning",
        *READY,
        on(TOFACITINIB, -300, "j"),
        never_offers=(RTX,),
    ),
    story(
        "rituximab taken before",
        "warning",
        *READY,
        on(RITUXIMAB, -900, "r", until=-880, status="completed", route="iv"),
        never_offers=(RTX,),
    ),
    story(
        "another anti-CD20 antibody is taken: no rituximab beside it",
        "warning",
        *READY,
        on(OCRELIZUMAB, -300, "o", route="iv"),
        never_offers=(RTX,),
        says=("rituximab: passed over, rituximab or another anti-CD20 antibody within 183 days",),
    ),
    story(
        "another anti-CD20 antibody was given 183 days ago",
        "warning",
        *READY,
        given("o", *OCRELIZUMAB, dose=600, on=-183),
        never_offers=(RTX,),
    ),
    story(
        "another anti-CD20 antibody was given 184 days ago",
        "warning",
        *READY,
        given("o", *OCRELIZUMAB, dose=600, on=-184),
        offers=(RTX,),
    ),
    story(
        "another anti-CD20 antibody, never screened: no screen is asked for",
        "warning",
        *NOT_SCREENED,
        on(OCRELIZUMAB, -300, "o", route="iv"),
        never_offers=(RTX, SCREEN),
    ),
    story(
        "nintedanib allergy", "warning", *READY, allergy("a", *NINTEDANIB), never_offers=(NIN,), offers=(RTX,)
    ),
    story("warfarin: no nintedanib", "warning", *READY, on(WARFARIN, -300, "w"), never_offers=(NIN,)),
    story(
        "pirfenidone taken: no nintedanib", "warning", *READY, on(PIRFENIDONE, -300, "p"), never_offers=(NIN,)
    ),
    story(
        "liver impaired without a class: nintedanib waits",
        "warning",
        *READY,
        condition("li", "K74.60"),
        offers=("hepatic impairment without a Child-Pugh class",),
    ),
    story("no height: no cyclophosphamide", "warning", *without(READY, "height"), never_offers=(CYC,)),
    story(
        "a very small patient: no less than 300 mg of cyclophosphamide",
        "warning",
        *without(READY, "weight", "height", "crea"),
        result("crea", "2160-0", 0.2, "mg/dL", on=-10),
        result("weight", "29463-7", 15, "kg", on=-10),
        result("height", "8302-2", 50, "cm", on=-400),
        on(RITUXIMAB, -900, "r", until=-880, status="completed", route="iv"),
        offers=("cyclophosphamide 300 mg",),
    ),
    story(
        "a large patient: no more than 1200 mg of cyclophosphamide",
        "warning",
        *without(READY, "weight", "height"),
        result("weight", "29463-7", 120, "kg", on=-10),
        result("height", "8302-2", 200, "cm", on=-400),
        on(RITUXIMAB, -900, "r", until=-880, status="completed", route="iv"),
        offers=("cyclophosphamide 1200 mg",),
    ),
    story(
        "creatinine 90 days ago, weight 180: cyclophosphamide",
        "warning",
        *without(READY, "crea", "weight"),
        result("crea", "2160-0", 0.8, "mg/dL", on=-90),
        result("weight", "29463-7", 72, "kg", on=-180),
        on(RITUXIMAB, -900, "r", until=-880, status="completed", route="iv"),
        offers=(CYC,),
        never_offers=("check first: creatinine clearance",),
    ),
    story(
        "creatinine 91 days ago: check first",
        "warning",
        *without(READY, "crea"),
        result("crea", "2160-0", 0.8, "mg/dL", on=-91),
        on(RITUXIMAB, -900, "r", until=-880, status="completed", route="iv"),
        offers=("check first: creatinine clearance",),
    ),
    story(
        "cyclophosphamide allergy", "warning", *READY, allergy("a", *CYCLOPHOSPHAMIDE), never_offers=(CYC,)
    ),
    story(
        "low clearance: no cyclophosphamide",
        "warning",
        *without(READY, "crea"),
        result("crea", "2160-0", 5, "mg/dL", on=-10),
        never_offers=(CYC,),
    ),
    story(
        "low neutrophils: no mycophenolate",
        "warning",
        *without(READY, "neut"),
        result("neut", "751-8", 1.2, "10*9/L", on=-10),
        known=ON_AZA,
        never_offers=(MMF,),
        recommended=DISCUSSION,
    ),
    story(
        "allergies not supplied: no drug",
        "warning",
        *READY,
        lacking=("AllergyIntolerance",),
        never_offers=(MMF, RTX, NIN, CYC),
        recommended=DISCUSSION,
    ),
]

IPAF = condition("ipaf", "IPAF", system="urn:oid:1.2.3", recorded=-900)
IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-800)
# Autoimmune features are no rheumatic disease: what immunosuppression-in-ipf would warn of is not offered.
IDIOPATHIC = [
    story(
        "IPF with autoimmune features, on nintedanib",
        "warning",
        known=(IPAF, IPF, on(NINTEDANIB, -400), *fell(), *READY),
        offers=(RTX,),
        never_offers=(MMF, CYC),
        says=("mycophenolate: passed over, idiopathic pulmonary fibrosis",),
        recommended=DISCUSSION,
        site_codes=True,
    ),
    story(
        "the same, IPF only suspected beside another ILD",
        "warning",
        known=(
            IPAF,
            ild(recorded=-800),
            {**IPF, "verificationStatus": coded("", "provisional")},
            on(NINTEDANIB, -400),
            *fell(),
            *READY,
        ),
        recommended=MMF,
        site_codes=True,
    ),
    story(
        "IPF coded beside an undifferentiated disease",
        "warning",
        known=(UCTD, IPF, on(NINTEDANIB, -400), *fell(), *READY),
        recommended=MMF,
    ),
]

LISTS = [
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story("statements not supplied", "not known", lacking=("MedicationStatement",), named=None),
    story("statements in part", "not known", partial=("MedicationStatement",), named=None),
    story("orders failed", "not known", failed=("MedicationRequest",), named=None),
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("results not supplied", "silent", lacking=("Observation",), named=None),
    story("results not supplied, coded", "warning", known=(*TREATED, fibrosing()), lacking=("Observation",)),
    story("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    story(
        "the drug has no date", "not known", known=(*BASE, order("m", *MYCOPHENOLATE), *fell()), named=None
    ),
    story(
        "a drug nobody can recognise",
        "not known",
        {**order("x", "", start=-3), "medicationCodeableConcept": {"text": "the usual tablets"}},
        named=None,
    ),
]

NEIGHBOURS = [
    Story(
        "lung-function-decline",
        "an escalation card speaks instead",
        VIEW,
        "silent",
        record=(*TREATED, *fell()),
        because="sard-ild-escalation speaks instead",
    ),
    Story(
        "progressive-pulmonary-fibrosis",
        "stands beside; nintedanib is offered by the escalation",
        VIEW,
        "warning",
        record=(*TREATED, fibrosing(), *READY),
        never_offers=(NIN,),
        recommended=DISCUSSION,
    ),
    Story(
        "progressive-pulmonary-fibrosis",
        "nintedanib here, where the escalation is silent",
        VIEW,
        "warning",
        record=(*BASE, mycophenolate(-100), fibrosing(), *READY),
        offers=(NIN,),
    ),
]

STORIES = [*ROWS, *WHEN, *PROGRESSION, *COURSE, *AT_ORDERS, *OFFERED, *IDIOPATHIC, *LISTS, *NEIGHBOURS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
