"""Immunosuppressants that overlap: which pairs, which cross-tapers, what is offered to end it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    TODAY,
    Json,
    comfort_care,
    condition,
    day,
    draft,
    given,
    ild,
    order,
    patient,
    result,
    statement,
)
from tests.cards.story import SELECT, SIGN, Story, card_in, check, engine, tell
from tests.cards.test_rapidly_progressive_state import FVC_FELL, SPO2_FELL

CARD = "duplicate-immunosuppression"
AZATHIOPRINE = ("1256", "azathioprine")
MYCOPHENOLIC = ("7145", "mycophenolic acid")
CICLOSPORIN = ("3008", "cyclosporine")
TOFACITINIB = ("1357536", "tofacitinib")
BARICITINIB = ("2047232", "baricitinib")
ADALIMUMAB = ("327361", "adalimumab")
ETANERCEPT = ("214555", "etanercept")
TOCILIZUMAB = ("612865", "tocilizumab")
ANAKINRA = ("72435", "anakinra")
ABATACEPT = ("614391", "abatacept")
IMMUNE_GLOBULIN = ("5666", "immunoglobulin G")

OLD_AZA = order("aza", *AZATHIOPRINE, dose=100, start=-400)
NEW_MMF = draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))
RP_ILD = (condition("dm", "M33.10", recorded=-60), ild(recorded=-60), *SPO2_FELL, *FVC_FELL)
MDA5 = result("mda5", "105529-2", 50, "U/mL", on=-50, interpretation="POS")


def story(name: str, expect: str, *record: Json, drafts: tuple[Json, ...] = (NEW_MMF,), **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def both_ways(
    one: tuple[str, str], other: tuple[str, str], expect: str = "warning", *record: Json, name: str = ""
) -> list[Story]:
    """One active and the other drafted, the other way round, and both drafted."""
    called = name or f"{one[1]} and {other[1]}"
    return [
        story(
            f"{called}: first active",
            expect,
            *record,
            order("a", *one, dose=1, start=-200),
            drafts=(draft("b", *other, dose=1),),
        ),
        story(
            f"{called}: second active",
            expect,
            *record,
            order("b", *other, dose=1, start=-200),
            drafts=(draft("a", *one, dose=1),),
        ),
        story(
            f"{called}: both drafted",
            expect,
            *record,
            drafts=(draft("a", *one, dose=1), draft("b", *other, dose=1)),
        ),
    ]


PAIRS = [
    *both_ways(MYCOPHENOLATE, MYCOPHENOLIC),
    *both_ways(MYCOPHENOLATE, ("408142", "mycophenolate sodium")),
    *both_ways(TOFACITINIB, ("1", "filgotinib 200 mg")),
    *both_ways(MYCOPHENOLATE, AZATHIOPRINE),
    *both_ways(MYCOPHENOLIC, AZATHIOPRINE),
    *both_ways(CYCLOPHOSPHAMIDE, AZATHIOPRINE),
    *both_ways(CYCLOPHOSPHAMIDE, MYCOPHENOLATE),
    *both_ways(TACROLIMUS, CICLOSPORIN),
    *both_ways(TOFACITINIB, BARICITINIB),
    *both_ways(TOFACITINIB, ADALIMUMAB),
    *both_ways(TOFACITINIB, TOCILIZUMAB),
    *both_ways(BARICITINIB, ANAKINRA),
    *both_ways(TOFACITINIB, ABATACEPT),
    *both_ways(TOFACITINIB, RITUXIMAB),
    *both_ways(ADALIMUMAB, ABATACEPT),
    *both_ways(ADALIMUMAB, ETANERCEPT),
    *both_ways(TOCILIZUMAB, ANAKINRA),
    *both_ways(TOFACITINIB, AZATHIOPRINE),
    *both_ways(TOFACITINIB, TACROLIMUS),
    *both_ways(TACROLIMUS, MYCOPHENOLATE, "silent", name="Silent row: tacrolimus and mycophenolate"),
    *both_ways(
        MYCOPHENOLATE, IMMUNE_GLOBULIN, "silent", name="Silent row: mycophenolate and immune globulin"
    ),
    *both_ways(MYCOPHENOLATE, RITUXIMAB, "silent"),
    *both_ways(ADALIMUMAB, MYCOPHENOLATE, "silent"),
    *both_ways(TOFACITINIB, ("1357536", "Tofacitinib"), "silent", name="the same drug twice"),
]

ROWS = [
    story(
        "mofetil taken, mycophenolate sodium drafted: told as one substance twice",
        "warning",
        order("a", *MYCOPHENOLATE, dose=1000, start=-200),
        drafts=(draft("b", "408142", "mycophenolate sodium", dose=720),),
        says=("the same active substance",),
    ),
    story(
        "Fires row: azathioprine open-ended, mofetil drafted",
        "warning",
        OLD_AZA,
        never_says=("the same active substance",),
        says=("azathioprine", "100 mg a day", "no end stated", "1000 mg a day"),
        offers=(
            "Stop the older order today: azathioprine",
            "End the older order after a cross-taper",
            "Remove the draft: mycophenolate",
        ),
        recommended="",
    ),
    story(
        "pregnant on mofetil, azathioprine drafted: no cross-taper with what harms the child",
        "warning",
        order("a", *MYCOPHENOLATE, dose=1000, start=-200),
        condition("preg", "Z33.1", "Pregnant state, incidental", onset=-60),
        person=patient(age=30, sex="female"),
        drafts=(draft("aza", *AZATHIOPRINE, dose=50),),
        offers=("Stop the older order today: mycophenolate", "Remove the draft: azathioprine"),
        never_offers=("cross-taper",),
    ),
    story(
        "Silent row: azathioprine ends 14 days after the draft starts",
        "silent",
        order("aza", *AZATHIOPRINE, dose=100, start=-400, until=14),
    ),
    story(
        "azathioprine ends 15 days after the draft starts",
        "warning",
        order("aza", *AZATHIOPRINE, dose=100, start=-400, until=15),
    ),
    story(
        "the draft starts in 30 days, azathioprine ends in 44",
        "silent",
        order("aza", *AZATHIOPRINE, dose=100, start=-400, until=44),
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, start=30),),
    ),
    story(
        "end known only by its month",
        "not known",
        order("aza", *AZATHIOPRINE, dose=100, start=-400, until=20)
        | {
            "dosageInstruction": [
                {
                    "timing": {
                        "repeat": {
                            "frequency": 1,
                            "period": 1,
                            "periodUnit": "d",
                            "boundsPeriod": {"start": "2025-01-01", "end": "2026-03"},
                        }
                    }
                }
            ]
        },
        named="drug taken beside",
    ),
    story(
        "azathioprine ended yesterday", "silent", order("aza", *AZATHIOPRINE, dose=100, start=-400, until=-1)
    ),
    story(
        "azathioprine stopped", "silent", order("aza", *AZATHIOPRINE, dose=100, start=-400, status="stopped")
    ),
    story(
        "azathioprine on hold", "silent", order("aza", *AZATHIOPRINE, dose=100, start=-400, status="on-hold")
    ),
    story(
        "azathioprine by the patient's account",
        "warning",
        statement("aza", *AZATHIOPRINE, dose=100, start=-90),
        never_offers=("Stop the older",),
    ),
    story(
        "azathioprine is stopped by the same signing",
        "silent",
        OLD_AZA,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500), OLD_AZA | {"status": "stopped"}),
    ),
    story(
        "both are drafted, azathioprine for 14 days: neither is an active order that ends",
        "warning",
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500), draft("aza", *AZATHIOPRINE, dose=100, days=14)),
    ),
    story(
        "the order that a draft names as the one before it still stands",
        "warning",
        OLD_AZA,
        drafts=(
            draft("mmf", *MYCOPHENOLATE, dose=500)
            | {"priorPrescription": {"reference": f"MedicationRequest/{OLD_AZA['id']}"}},
        ),
    ),
    story(
        "the draft replaces the order of its id", "silent", order("mmf", *AZATHIOPRINE, dose=100, start=-400)
    ),
    story(
        "a draft not among the selected",
        "silent",
        OLD_AZA,
        hook=SELECT,
        drafts=(NEW_MMF, draft("x", *RITUXIMAB, dose=1000, route="iv")),
        selections=("MedicationRequest/x",),
    ),
    story("while choosing", "warning", OLD_AZA, hook=SELECT),
    story(
        "mofetil is renewed beside azathioprine: no removal offered",
        "warning",
        OLD_AZA,
        order("m2", *MYCOPHENOLATE, dose=500, start=-90),
        never_offers=("Remove the draft",),
    ),
    story(
        "ciclosporin eye drops are no pair",
        "silent",
        order("eye", *CICLOSPORIN, dose=1, route="eye", start=-9),
        drafts=(draft("tac", *TACROLIMUS, dose=1),),
    ),
]

CD20 = [
    story(
        "rituximab given 183 days ago, tofacitinib drafted",
        "warning",
        given("r", *RITUXIMAB, dose=1000, on=-183),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
    ),
    story(
        "rituximab given 184 days ago",
        "silent",
        given("r", *RITUXIMAB, dose=1000, on=-184),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
    ),
    story(
        "rituximab ordered and completed 60 days ago",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-60, until=-46, status="completed"),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
    ),
    story(
        "the order of rituximab that was given goes on: its end would quiet nothing and is not offered",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-30),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        offers=("Remove the draft",),
        never_offers=("Stop the older order", "End the older order"),
    ),
    story(
        "rituximab was given, and is ordered again for next week",
        "warning",
        given("g", *RITUXIMAB, dose=1000, on=-170),
        order("r", *RITUXIMAB, dose=1000, route="iv", start=7),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        never_offers=("Stop the older order", "End the older order"),
    ),
    story(
        "rituximab that is given from next week on cannot be ended today",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=7),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        offers=("Remove the draft",),
        never_offers=("Stop the older order", "End the older order"),
    ),
    story(
        "one infusion of rituximab is ordered for next week: no cross-taper, it is still to come",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=7, days=1, authored=-1),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        offers=("Remove the draft",),
        never_offers=("End the older order",),
    ),
    story(
        "one infusion of tocilizumab is ordered for next week",
        "warning",
        order("r", *TOCILIZUMAB, dose=560, route="iv", start=7, days=1, authored=-1),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        offers=("Remove the draft",),
        never_offers=("Stop the older order", "End the older order"),
    ),
    story(
        "one infusion of tocilizumab on the day on which tofacitinib begins",
        "silent",
        order("r", *TOCILIZUMAB, dose=560, route="iv", start=7, days=1, authored=-1),
        drafts=(draft("t", *TOFACITINIB, dose=5, start=7),),
    ),
    story(
        "azathioprine beside rituximab that was given: its end alone is offered",
        "warning",
        OLD_AZA,
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-30),
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        offers=("Stop the older order today: azathioprine",),
        never_offers=("Stop the older order today: rituximab",),
    ),
    story(
        "tofacitinib ends before rituximab is given",
        "silent",
        order("t", *TOFACITINIB, dose=5, start=-60, until=5),
        drafts=(draft("r", *RITUXIMAB, dose=1000, route="iv"),),
    ),
]

EXCLUDED = [
    *both_ways(TOFACITINIB, TACROLIMUS, "silent", MDA5, name="anti-MDA5: JAK and calcineurin inhibitor"),
    *both_ways(TOFACITINIB, RITUXIMAB, "silent", MDA5, name="anti-MDA5: JAK inhibitor and rituximab"),
    *both_ways(CYCLOPHOSPHAMIDE, MYCOPHENOLATE, "silent", MDA5, name="anti-MDA5: cyclophosphamide, mofetil"),
    *both_ways(CYCLOPHOSPHAMIDE, MYCOPHENOLATE, "silent", *RP_ILD, name="rapid: cyclophosphamide, mofetil"),
    *both_ways(TOFACITINIB, TACROLIMUS, "silent", *RP_ILD, name="rapid: JAK and calcineurin inhibitor"),
    *both_ways(MYCOPHENOLATE, AZATHIOPRINE, "warning", MDA5, name="anti-MDA5: mofetil and azathioprine"),
    story("leukaemia", "silent", OLD_AZA, condition("l", "C91.00")),
    story("leukaemia in the past", "warning", OLD_AZA, condition("l", "C91.00", clinical="resolved")),
    story(
        "leukaemia only suspected", "warning", OLD_AZA, condition("l", "C91.00", verification="differential")
    ),
    story("comfort care", "silent", OLD_AZA, comfort_care()),
    story("deceased", "silent", OLD_AZA, person=patient(deceasedBoolean=True)),
    story(
        "17 years: adult thresholds", "warning", OLD_AZA, person=patient(age=17), says=("Adult thresholds",)
    ),
]

LISTS = [
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("orders failed", "not known", failed=("MedicationRequest",), named="medication orders"),
    story("orders in part", "not known", partial=("MedicationRequest",), named="medication orders"),
    story("orders in part, the pair among them", "warning", OLD_AZA, partial=("MedicationRequest",)),
    story(
        "statements not supplied",
        "not known",
        lacking=("MedicationStatement",),
        named="medication statements",
    ),
    story(
        "statements not supplied, the pair is ordered", "warning", OLD_AZA, lacking=("MedicationStatement",)
    ),
    story(
        "tofacitinib drafted, administrations not supplied: rituximab may have been given",
        "not known",
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        lacking=("MedicationAdministration",),
        named="administered medication",
    ),
    story(
        "tofacitinib drafted beside azathioprine, administrations not supplied",
        "warning",
        OLD_AZA,
        drafts=(draft("t", *TOFACITINIB, dose=5),),
        lacking=("MedicationAdministration",),
    ),
    story(
        "mycophenolate drafted, administrations not supplied", "silent", lacking=("MedicationAdministration",)
    ),
    story("problem list not supplied", "not known", OLD_AZA, lacking=("Condition",), named="problem list"),
    story("problem list in part", "not known", OLD_AZA, partial=("Condition",), named="problem list"),
    story(
        "problem list in part, a blood cancer on it",
        "silent",
        OLD_AZA,
        condition("leu", "C91.00", "Acute lymphoblastic leukemia"),
        partial=("Condition",),
    ),
    story(
        "results not supplied: anti-MDA5 is not known, it fires",
        "warning",
        order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-60),
        lacking=("Observation",),
    ),
]

STORIES = [*PAIRS, *ROWS, *CD20, *EXCLUDED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_way_out_ends_it(place: int) -> None:
    """Stopped today, ended after a cross-taper, or the draft removed: the card is gone."""
    told = ROWS[0]
    _, answer = tell(told)
    card = card_in(answer, CARD)
    assert card is not None
    assert card["selectionBehavior"] == "at-most-one"
    [action] = card["suggestions"][place]["actions"]
    drafts = told.drafts if action["type"] == "update" else ()
    changed = (action["resource"],) if action["type"] == "update" else ()
    after = Story(CARD, "after", SIGN, "silent", record=told.record, drafts=(*drafts, *changed))
    assert card_in(engine().answer(after.request(), today=TODAY), CARD) is None


def test_two_orders_of_one_drug_are_told_apart_by_dose_then_by_day_then_by_their_id() -> None:
    """Whoever is asked which order to stop must see which is meant."""
    older = (
        order("a", *AZATHIOPRINE, dose=50, start=-60),
        order("b", *AZATHIOPRINE, dose=100, start=-60),
        order("c", *AZATHIOPRINE, dose=100, start=-30),
        order("d", *AZATHIOPRINE, dose=100, start=-30),
    )
    _, answer = tell(Story(CARD, "four orders", SIGN, "warning", record=older, drafts=(NEW_MMF,)))
    card = card_in(answer, CARD)
    assert card is not None
    labels = [one["label"] for one in card["suggestions"]]
    assert len(labels) == len(set(labels))
    today = [label for label in labels if label.startswith("Stop the older order today")]
    assert "(the order of 50 mg once a day)" in today[0]
    assert "the order of 100 mg once a day" in today[1]
    assert day(-60) in today[1]
    assert "MedicationRequest/c" in today[2]
    assert "MedicationRequest/d" in today[3]


@pytest.mark.parametrize("place", [0, 1])
def test_an_order_that_says_only_when_it_was_written_is_ended_like_any_other(place: int) -> None:
    """No card speaks against the order that ends, nor offers to take the end away; its start is kept."""
    taken = order("tof", *TOFACITINIB, dose=5, per=(2, 1, "d"), authored=-60)
    low = result("anc", "751-8", 0.9, "10*3/uL", on=-2)
    new = draft("aza", *AZATHIOPRINE, dose=50)
    told = Story(CARD, "tofacitinib, begun when it was written", SIGN, "warning", (taken, low), (new,))
    card = card_in(tell(told)[1], CARD)
    assert card is not None
    changed = card["suggestions"][place]["actions"][0]["resource"]
    assert changed["dosageInstruction"][0]["timing"]["repeat"]["boundsPeriod"]["start"] == day(-60)
    after = replace(told, drafts=(new, changed))
    answer = tell(after)[1]
    assert card_in(answer, CARD) is None
    assert card_in(answer, "jak-inhibitor-safety") is None
