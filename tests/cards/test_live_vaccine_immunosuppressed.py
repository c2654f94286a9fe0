"""Live vaccine while immunosuppressed: both levels, each ground, both sides of each number, each datum."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    Json,
    allergy,
    comfort_care,
    day,
    draft,
    given,
    order,
    ordered_test,
    patient,
    steroid,
    steroid_draft,
    weight,
)
from tests.cards.prevention import CVX, vaccine_draft
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "live-vaccine-immunosuppressed"
TITLE = "Live vaccine while immunosuppressed"
REMOVE, FLU, ZOSTER, ADVICE = (
    "Remove the live vaccine",
    "influenza vaccine",
    "recombinant zoster",
    "travel-clinic",
)
AZATHIOPRINE = ("1256", "azathioprine")
MMR = vaccine_draft("03", "measles, mumps and rubella virus vaccine")
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-90)


def rituximab(on: int) -> Json:
    return given("rtx", *RITUXIMAB, dose=1000, on=on)


def weekly(mg: Any, **how: Any) -> Json:
    return order("mtx", *METHOTREXATE, dose=mg, per=(1, 1, "wk"), start=-100, **how)


def aza(mg: Any, **how: Any) -> Json:
    return order("aza", *AZATHIOPRINE, dose=mg, start=-100, **how)


def told(name: str, expect: str, *record: Json, drafts: tuple[Json, ...] = (MMR,), **said: Any) -> Story:
    return Story(CARD, name, said.pop("hook", SIGN), expect, record=record, drafts=drafts, **said)


def pulse(on: int) -> Json:
    return order("p", *METHYLPREDNISOLONE, dose=1000, route="iv", start=on, days=1, status="completed")


STORIES = (
    told(
        "rituximab 365 days ago",
        "critical",
        rituximab(-365),
        recommended=REMOVE,
        offers=(ADVICE,),
        never_offers=(FLU, ZOSTER),
        acts=("306284005",),
    ),
    told("rituximab 366 days ago", "silent", rituximab(-366)),
    told(
        "rituximab every 6 months by an active order of 400 days ago, no infusion on record",
        "critical",
        order("o", *RITUXIMAB, dose=1000, per=(1, 6, "mo"), route="iv", start=-400),
    ),
    told(
        "rituximab is ordered for next week, no infusion on record",
        "critical",
        order("o", *RITUXIMAB, dose=1000, route="iv", start=7, days=1),
    ),
    told(
        "rituximab is ordered for next week, the last infusion 366 days ago",
        "critical",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=7, days=1),
    ),
    told(
        "rituximab ordered every 6 months 30 days ago, the last infusion on record 366 days ago",
        "critical",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, per=(1, 6, "mo"), route="iv", start=-30),
    ),
    told(
        "an order of rituximab of 365 days ago that is completed, the infusion on record 366 days ago",
        "critical",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=-365, days=1, status="completed"),
    ),
    told(
        "an order of rituximab of 366 days ago that is completed, the infusion on record 366 days ago",
        "silent",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=-366, days=1, status="completed"),
    ),
    told(
        "an order of rituximab of 366 days ago that nobody closed, the infusion on record 366 days ago",
        "silent",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=-366, days=1) | {"dosageInstruction": []},
    ),
    told(
        "rituximab was ordered 30 days ago and withdrawn before it was given",
        "silent",
        rituximab(-366),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=-30, days=1, status="cancelled"),
    ),
    told("prednisone 20 mg is ordered for 14 days from next week", "critical", steroid(start=7, days=14)),
    told("prednisone 20 mg is ordered for 13 days from next week", "silent", steroid(start=7, days=13)),
    told(
        "prednisone 19 mg is ordered for 14 days from next week", "silent", steroid(mg=19, start=7, days=14)
    ),
    told(
        "prednisone 20 mg from next week, its order is on hold",
        "silent",
        steroid(start=7, days=14, status="on-hold"),
    ),
    told(
        "a pulse of methylprednisolone is ordered for next week",
        "critical",
        order("p", *METHYLPREDNISOLONE, dose=1000, route="iv", start=7, days=3),
    ),
    told(
        "low-dose methotrexate, prednisone 20 mg for 14 days from next week",
        "critical",
        weekly(15),
        weight(70),
        steroid(start=7, days=14),
    ),
    told("at select", "critical", rituximab(-365), hook=SELECT),
    told(
        "another draft is selected",
        "silent",
        MMF,
        hook=SELECT,
        drafts=(MMR, steroid_draft("s", 5, days=5)),
        selections=("MedicationRequest/s",),
    ),
    told(
        "a recombinant vaccine", "silent", MMF, drafts=(vaccine_draft("187", "zoster vaccine recombinant"),)
    ),
    told(
        "a drug by its code of ATC is no vaccine",
        "silent",
        MMF,
        drafts=(draft("a", "L04AX01", "azathioprine", system="http://www.whocc.no/atc", dose=50),),
    ),
    told("no immunosuppressant", "silent"),
    told("mycophenolate", "critical", MMF),
    told(
        "mycophenolate is drafted",
        "critical",
        drafts=(MMR, draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))),
    ),
    told("mycophenolate stopped", "silent", MMF | {"status": "stopped"}),
    told("tacrolimus by mouth", "critical", order("t", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-9)),
    told("tacrolimus ointment", "silent", order("t", *TACROLIMUS, dose=1, route="topical", start=-9)),
    told("cyclophosphamide 90 days ago", "critical", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-90)),
    told("cyclophosphamide 91 days ago", "silent", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-91)),
    told(
        "belimumab",
        "critical",
        order("b", "1092437", "belimumab", dose=200, per=(1, 1, "wk"), route="sc", start=-90),
    ),
    told(
        "mepolizumab",
        "silent",
        order("b", "1720597", "mepolizumab", dose=100, per=(1, 4, "wk"), route="sc", start=-90),
    ),
    told("hydroxychloroquine", "silent", order("h", "5521", "hydroxychloroquine", dose=200, start=-90)),
    told("steroid 20 mg for 14 days", "critical", steroid("gc", 20, start=-13)),
    told("steroid 20 mg for 13 days", "silent", steroid("gc", 20, start=-12, until=0)),
    told("steroid 19 mg", "silent", steroid("gc", 19, start=-300)),
    told("steroid is drafted for 14 days", "critical", drafts=(MMR, steroid_draft(mg=20, days=14))),
    told(
        "steroid run ended 28 days ago",
        "critical",
        steroid("gc", 20, start=-60, until=-28, status="completed"),
    ),
    told(
        "steroid run ended 29 days ago", "silent", steroid("gc", 20, start=-60, until=-29, status="completed")
    ),
    told("pulse 28 days ago", "critical", pulse(-28)),
    told("pulse 29 days ago", "silent", pulse(-29)),
    # 72 kg: 28.8 mg of methotrexate a week are 0.4 mg/kg, 216 mg of azathioprine a day 3 mg/kg.
    told("methotrexate 0.4 mg/kg", "warning", weekly(28.8), weight(), recommended=REMOVE),
    told("methotrexate above 0.4 mg/kg", "critical", weekly(28.9), weight()),
    told(
        "low-dose methotrexate, and two steroids that only together reach 20 mg",
        "warning",
        weekly(10),
        weight(),
        steroid("p", 10, start=-20),
        order("mp", "6902", "methylprednisolone", dose=8, start=-20),
    ),
    told("methotrexate, weight not known", "critical", weekly(10)),
    told("methotrexate, weight 180 days ago", "warning", weekly(10), weight(on=-180)),
    told("methotrexate, weight 181 days ago", "critical", weekly(10), weight(on=-181)),
    told(
        "methotrexate whose dose cannot be read",
        "critical",
        weekly(10, dosageInstruction=[{"text": "as directed"}]),
        weight(),
    ),
    told("azathioprine 3 mg/kg", "warning", aza(216), weight()),
    told("azathioprine above 3 mg/kg", "critical", aza(217), weight()),
    told("azathioprine written as 3 mg/kg", "warning", aza(3, unit="mg/kg"), weight()),
    told("azathioprine written as 3.1 mg/kg", "critical", aza(3.1, unit="mg/kg"), weight()),
    told(
        "azathioprine written as 1.6 mg/kg twice a day",
        "critical",
        aza(1.6, unit="mg/kg", per=(2, 1, "d")),
        weight(),
    ),
    told("azathioprine written as 3 mg/kg, weight not known", "critical", aza(3, unit="mg/kg")),
    told(
        "azathioprine in two orders, one of them written in mg/kg",
        "critical",
        aza(50),
        aza(2, unit="mg/kg") | {"id": "b"},
        weight(),
    ),
    told("leflunomide", "warning", order("l", "27169", "leflunomide", dose=20, start=-90)),
    told(
        "methotrexate and leflunomide",
        "warning",
        weekly(10),
        weight(),
        order("l", "27169", "leflunomide", dose=20, start=-90),
    ),
    told(
        "methotrexate and 20 mg of steroid today",
        "critical",
        weekly(10),
        weight(),
        steroid("gc", 20, start=-2, until=0),
    ),
    told("methotrexate and 19 mg of steroid", "warning", weekly(10), weight(), steroid("gc", 19, start=-90)),
    told("methotrexate and mycophenolate", "critical", weekly(10), weight(), MMF),
    told(
        "the live influenza vaccine",
        "critical",
        MMF,
        drafts=(vaccine_draft("149", "influenza, live"),),
        offers=(FLU,),
        never_offers=(ADVICE, ZOSTER),
        acts=('"141"',),
        recommended=REMOVE,
    ),
    told("the older live influenza vaccine", "critical", MMF, drafts=(vaccine_draft("111"),), offers=(FLU,)),
    told(
        "the live zoster vaccine",
        "critical",
        MMF,
        drafts=(vaccine_draft("121"),),
        offers=(ZOSTER,),
        never_offers=(ADVICE, FLU),
        acts=('"187"',),
    ),
    *(
        told(
            f"the live {what} vaccine, {how}",
            "critical",
            MMF,
            *record,
            drafts=(vaccine_draft(live), *instead),
            recommended=REMOVE,
            never_offers=(FLU, ZOSTER, ADVICE),
        )
        for what, live, inactivated in (("influenza", "149", "150"), ("zoster", "121", "187"))
        for how, record, instead in (
            ("an inactivated one is drafted", (), (vaccine_draft(inactivated, id="instead"),)),
            (
                "an inactivated one is drafted as a request",
                (),
                (ordered_test("instead", inactivated, system=CVX, status="draft"),),
            ),
            (
                "an inactivated one is ordered",
                (ordered_test("instead", inactivated, system=CVX, authored=-5),),
                (),
            ),
        )
    ),
    *(
        told(
            f"the live influenza vaccine, an inactivated one was ordered {days} days ago",
            "critical",
            MMF,
            ordered_test("instead", "150", system=CVX, authored=-days),
            drafts=(vaccine_draft("149"),),
            recommended=REMOVE,
            **{how: (FLU,)},
        )
        for days, how in ((365, "never_offers"), (366, "offers"))
    ),
    told(
        "the live zoster vaccine, the inactivated influenza vaccine is drafted",
        "critical",
        MMF,
        drafts=(vaccine_draft("121"), vaccine_draft("150", id="flu")),
        offers=(ZOSTER,),
    ),
    told(
        "both live influenza vaccines are drafted",
        "critical",
        MMF,
        drafts=(vaccine_draft("149"), vaccine_draft("111", id="older")),
        offers=(FLU,),
    ),
    told(
        "the live zoster vaccine, pregnant",
        "critical",
        MMF,
        PREGNANT,
        drafts=(vaccine_draft("121"),),
        person=patient(age=30, sex="female"),
        never_offers=(ZOSTER,),
    ),
    told(
        "the live influenza vaccine, allergic",
        "critical",
        MMF,
        allergy("a", "294647003", system=SNOMED),
        drafts=(vaccine_draft("149"),),
        never_offers=(FLU,),
    ),
    told(
        "17 years",
        "critical",
        MMF,
        person=patient(age=17),
        drafts=(vaccine_draft("121"),),
        never_offers=(ZOSTER,),
        offers=(ADVICE,),
        says=("Adult thresholds",),
    ),
    told("comfort care does not silence it", "critical", MMF, comfort_care()),
    told("deceased", "silent", MMF, person=patient(deceasedDateTime=day(-1))),
    told(
        "as a request",
        "critical",
        MMF,
        drafts=(ordered_test("v", "03", system=CVX, status="draft"),),
        recommended=REMOVE,
        acts=("ServiceRequest/v",),
    ),
    told(
        "a request for another vaccine",
        "silent",
        MMF,
        drafts=(ordered_test("v", "141", system=CVX, status="draft"),),
    ),
    told(
        "in words",
        "not known",
        MMF,
        drafts=(vaccine_draft("03") | {"medicationCodeableConcept": {"text": "MMR vaccine"}},),
        named=TITLE,
    ),
    told(
        "by RxNorm",
        "not known",
        MMF,
        drafts=(
            draft("v", "1658142", "measles virus vaccine live Injectable Suspension", dose=1, unit="mL"),
        ),
        named=TITLE,
    ),
    told(
        "by RxNorm, not immunosuppressed",
        "silent",
        drafts=(draft("v", "1658142", "measles virus vaccine live", dose=1, unit="mL"),),
        named=None,
    ),
    told(
        "a request in words",
        "not known",
        MMF,
        drafts=(ordered_test("v", "x", status="draft") | {"code": {"text": "yellow fever vaccine"}},),
        named=TITLE,
    ),
    *(
        told(
            f"a request in words: {words}",
            "not known",
            MMF,
            drafts=(ordered_test("v", "x", status="draft") | {"code": {"text": words}},),
            named=TITLE,
        )
        for words in ("Varilrix", "Varicella live SC", "Typhoral L")
    ),
    told(
        "a request for antibodies is none for a vaccine",
        "silent",
        MMF,
        drafts=(ordered_test("v", "x", status="draft") | {"code": {"text": "Varicella IgG"}},),
        named=None,
    ),
    *(
        told(f"{kind} not supplied", "not known", lacking=(kind,), named=TITLE)
        for kind in ("MedicationRequest", "MedicationStatement", "MedicationAdministration")
    ),
    told("orders in part", "not known", partial=("MedicationRequest",), named=TITLE),
    told("orders could not be read", "not known", failed=("MedicationRequest",), named=TITLE),
    told(
        "a steroid as directed",
        "not known",
        order("gc", "8640", "prednisone", start=-60, dosageInstruction=[{"text": "as directed"}]),
        named=TITLE,
    ),
    told(
        "mycophenolate is enough without the administrations",
        "critical",
        MMF,
        lacking=("MedicationAdministration",),
    ),
    told(
        "administrations not supplied on low-dose methotrexate",
        "warning",
        weekly(10),
        weight(),
        lacking=("MedicationAdministration",),
        says=("Not known",),
    ),
    told("requests not supplied", "critical", MMF, lacking=("ServiceRequest",)),
    told(
        "another draft, requests not supplied",
        "silent",
        MMF,
        drafts=(steroid_draft("s", 5, days=5),),
        lacking=("ServiceRequest",),
        named=None,
    ),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_live_vaccine_immunosuppressed(story: Story) -> None:
    check(story)
