"""The state "rapidly progressive ILD", seen through three cards that it silences or lowers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    SNOMED,
    SSC_CODE,
    Json,
    coded,
    condition,
    ild,
    quantity,
    result,
    steroid_draft,
)
from tests.cards.story import SIGN, VIEW, Story, check

LOINC = "http://loinc.org"
SSC = condition("ssc", *SSC_CODE, recorded=-60)
RECENT_ILD = ild(recorded=-60)
ACUTE = ("236302005", "Acute interstitial pneumonia")


def acute(on: int | None = -10, **how: Any) -> Json:
    return condition("acute", *ACUTE, system=SNOMED, recorded=on, **how)


def ards(on: int = -10, **how: Any) -> Json:
    return condition("ards", "J80", "ARDS", recorded=on, **how)


def spo2(percent: Any, on: int, *, flow: Any = None, fio2: Any = None, **how: Any) -> Json:
    """Saturation at rest; without flow or FiO2 on room air."""
    parts = [("3151-8", flow, "L/min"), ("3150-0", fio2, "%")]
    components = [
        {"code": coded(LOINC, code), "valueQuantity": quantity(value, unit)}
        for code, value, unit in parts
        if value is not None
    ]
    more = {"component": components} if components else {}
    return result(f"s{-on}{percent}", "59408-5", percent, "%", on=on, **{**more, **how})


def flow_alone(litres: Any, on: int) -> Json:
    """Oxygen flow as a result of its own, of the same day as a saturation."""
    return result(f"o{-on}", "3151-8", litres, "L/min", on=on)


def fvc(percent: Any, on: int, **how: Any) -> Json:
    return result(f"f{-on}", "19872-1", percent, "%", on=on, **how)


def dlco(percent: Any, on: int) -> Json:
    return result(f"d{-on}", "98130-8", percent, "%", on=on)


SPO2_FELL = (spo2(96, -21), spo2(92, 0))
FVC_FELL = (fvc(80, -40), fvc(70, -2))

CODED = [
    ("coded 90 days ago", True, (acute(-90),)),
    ("coded 91 days ago", False, (acute(-91),)),
    ("coded in the month that still runs", True, (acute(None) | {"recordedDate": "2026-03"},)),
    ("coded in the year that still runs", True, (acute(None) | {"recordedDate": "2026"},)),
    ("ICD code of acute interstitial pneumonitis", True, (condition("a", "J84.114", recorded=-10),)),
    ("recorded 200 days ago, onset 90 days ago", True, (acute(-200, onset=-90),)),
    ("recorded 10 days ago, onset 200 days ago", True, (acute(-10, onset=-200),)),
    ("recorded and onset 91 days ago", False, (acute(-91, onset=-91),)),
    ("resolved since", True, (acute(clinical="resolved"),)),
    ("suspected", False, (acute(verification="provisional"),)),
    ("refuted", False, (acute(verification="refuted"),)),
    ("ARDS alone", False, (ards(),)),
    ("ARDS with a change of saturation", True, (ards(), *SPO2_FELL)),
    ("ARDS with a change of FVC", True, (ards(), *FVC_FELL)),
    ("ARDS 90 days ago with a change", True, (ards(-90), *FVC_FELL)),
    ("ARDS 91 days ago with a change", False, (ards(-91), *FVC_FELL)),
    ("ARDS suspected with a change", False, (ards(verification="unconfirmed"), *FVC_FELL)),
]

COUNTED = [
    ("nothing", False, ()),
    ("saturation alone", False, SPO2_FELL),
    ("FVC alone", False, FVC_FELL),
    ("FVC and DLCO are one change", False, (*FVC_FELL, dlco(60, -40), dlco(40, -2))),
    ("saturation and FVC", True, (*SPO2_FELL, *FVC_FELL)),
    (
        "a worse symptom has no code here and counts as no",
        False,
        (*FVC_FELL, condition("dysp", "267036007", "Dyspnea", system=SNOMED, recorded=-5)),
    ),
]

SATURATION = [
    ("96 to 92 %", True, (spo2(96, -21), spo2(92, 0))),
    ("96 to 93 %", False, (spo2(96, -21), spo2(93, 0))),
    ("95 to 92 %: 3 points", False, (spo2(95, -21), spo2(92, 0))),
    ("95.9 to 92 %: 3.9 points", False, (spo2(95.9, -21), spo2(92, 0))),
    ("96.1 to 92.1 %: above 92", False, (spo2(96.1, -21), spo2(92.1, 0))),
    ("newest 14 days old", True, (spo2(96, -40), spo2(92, -14))),
    ("newest 15 days old", False, (spo2(96, -40), spo2(92, -15))),
    ("7 days apart", True, (spo2(96, -7), spo2(92, 0))),
    ("6 days apart", False, (spo2(96, -6), spo2(92, 0))),
    ("90 days apart", True, (spo2(96, -90), spo2(92, 0))),
    ("91 days apart", False, (spo2(96, -91), spo2(92, 0))),
    ("against the newest earlier value", False, (spo2(96, -60), spo2(93, -20), spo2(92, 0))),
    (
        "the newest earlier value within 7 days does not hide it",
        True,
        (spo2(96, -20), spo2(92, -3), spo2(92, 0)),
    ),
    ("a saturation of 9 % is a slip", False, (spo2(96, -21), spo2(9, 0))),
    ("a slip does not hide the fall before it", True, (*SPO2_FELL[:1], spo2(92, -1), spo2(9, 0))),
    ("a slip does not hide the earlier value", True, (spo2(96, -30), spo2(9, -21), spo2(92, 0))),
    ("50 % can be true", True, (spo2(96, -21), spo2(50, 0))),
    ("49.9 % cannot", False, (spo2(96, -21), spo2(49.9, 0))),
    ("100 % before can be true", True, (spo2(100, -21), spo2(92, 0))),
    ("960 % before cannot: the earlier one counts", True, (spo2(96, -30), spo2(960, -21), spo2(92, 0))),
    ("a flow beside a slip still counts", True, (spo2(95, -21), spo2(9, 0, flow=4))),
    ("newest preliminary", False, (spo2(96, -21), spo2(92, 0, status="preliminary"))),
    ("newest amended", True, (spo2(96, -21), spo2(92, 0, status="amended"))),
    ("of one day the worse", True, (spo2(96, -21), spo2(95, 0), spo2(92, 0))),
    ("dated tomorrow", False, (spo2(96, -21), spo2(92, 1))),
    ("risen", False, (spo2(90, -21), spo2(94, 0))),
    ("lower on 2 L/min both times", True, (spo2(96, -21, flow=2), spo2(92, 0, flow=2))),
    ("lower, but on less oxygen", False, (spo2(96, -21, flow=2), spo2(90, 0, flow=1))),
    ("lower, on a little more oxygen", False, (spo2(96, -21, flow=2), spo2(90, 0, flow=3))),
    ("2 to 4 L/min", True, (spo2(95, -21, flow=2), spo2(95, 0, flow=4))),
    ("2 to 3.9 L/min", False, (spo2(95, -21, flow=2), spo2(95, 0, flow=3.9))),
    ("room air to 2 L/min", True, (spo2(95, -21), spo2(95, 0, flow=2))),
    ("room air to 1.9 L/min", False, (spo2(95, -21), spo2(95, 0, flow=1.9))),
    ("flow alone, 2 to 4 L/min", True, (flow_alone(2, -21), flow_alone(4, 0))),
    ("flow alone, 2 to 3.9 L/min", False, (flow_alone(2, -21), flow_alone(3.9, 0))),
    ("flow alone, 90 days apart", True, (flow_alone(2, -104), flow_alone(4, -14))),
    ("flow alone, 91 days apart", False, (flow_alone(2, -105), flow_alone(4, -14))),
    ("flow alone, newest 15 days old", False, (flow_alone(2, -40), flow_alone(4, -15))),
    ("flow alone, 7 days apart", True, (flow_alone(2, -7), flow_alone(4, 0))),
    ("flow alone, 6 days apart", False, (flow_alone(2, -6), flow_alone(4, 0))),
    ("room air, then a flow of 2 L/min alone", True, (spo2(95, -21), flow_alone(2, 0))),
    ("2 L/min, then a saturation on room air", False, (flow_alone(2, -21), spo2(95, 0))),
    ("a flow of yesterday does not hide the fall of today", True, (*SPO2_FELL, flow_alone(0, -1))),
    ("a flow without a number", False, (flow_alone(2, -21), flow_alone(None, 0))),
    ("4 to 2 L/min", False, (spo2(95, -21, flow=4), spo2(95, 0, flow=2))),
    ("lower on 28 % oxygen both times", True, (spo2(96, -21, fio2=28), spo2(92, 0, fio2=28))),
    ("lower, 35 % then 28 %", False, (spo2(96, -21, fio2=35), spo2(91, 0, fio2=28))),
    (
        "flow as a result of its own: room air to 3 L/min",
        True,
        (spo2(95, -21), spo2(95, 0), flow_alone(3, 0)),
    ),
    (
        "flow as a result of its own: lower on 1 L/min than on room air",
        False,
        (spo2(96, -21), spo2(92, 0), flow_alone(1, 0)),
    ),
    (
        "the same without ids",
        False,
        tuple({**one, "id": None} for one in (spo2(96, -21), spo2(92, 0), flow_alone(1, 0))),
    ),
]

LUNG_FUNCTION = [
    ("FVC 80 to 70 %", True, (fvc(80, -40), fvc(70, -2))),
    ("FVC 80 to 70.1 %", False, (fvc(80, -40), fvc(70.1, -2))),
    ("DLCO 60 to 45 %", True, (dlco(60, -40), dlco(45, -2))),
    ("DLCO 60 to 45.1 %", False, (dlco(60, -40), dlco(45.1, -2))),
    ("newest FVC 30 days old", True, (fvc(80, -60), fvc(70, -30))),
    ("newest FVC 31 days old", False, (fvc(80, -60), fvc(70, -31))),
    ("7 days apart", True, (fvc(80, -9), fvc(70, -2))),
    ("6 days apart", False, (fvc(80, -8), fvc(70, -2))),
    ("90 days apart", True, (fvc(80, -92), fvc(70, -2))),
    ("91 days apart", False, (fvc(80, -93), fvc(70, -2))),
    ("against the newest earlier test", False, (fvc(85, -60), fvc(78, -40), fvc(70, -2))),
    ("newest preliminary", False, (fvc(80, -40), fvc(70, -2, status="preliminary"))),
    ("improved", False, (fvc(70, -40), fvc(80, -2))),
    ("equal dates make no pair", False, (fvc(80, -2), fvc(70, -2))),
]

CASES = [
    *CODED,
    *COUNTED,
    *((f"SpO2, {name}", yes, (*FVC_FELL, *facts)) for name, yes, facts in SATURATION),
    *((f"lung function, {name}", yes, (*SPO2_FELL, *facts)) for name, yes, facts in LUNG_FUNCTION),
]


def through(name: str, yes: bool, facts: tuple[Json, ...], **more: Any) -> list[Story]:
    record = (SSC, RECENT_ILD, *facts)
    return [
        Story("ssc-ild-first-line", name, VIEW, "silent" if yes else "info", record=record, **more),
        Story("ild-baseline-workup", name, VIEW, "silent" if yes else "info", record=record, **more),
        Story(
            "ssc-glucocorticoid",
            name,
            SIGN,
            "warning" if yes else "critical",
            record=record,
            drafts=(steroid_draft(mg=40),),
            **more,
        ),
    ]


def mda5(value: Any, unit: str = "", **how: Any) -> Json:
    return result("mda5", "105529-2", value, unit, on=-50, **how)


CHANGED = (*SPO2_FELL, *FVC_FELL)


def workup(name: str, yes: bool, *record: Json, **more: Any) -> Story:
    """Only the baseline card speaks of an ILD without a rheumatic disease."""
    return Story("ild-baseline-workup", name, VIEW, "silent" if yes else "info", record=record, **more)


WHOSE = [
    workup("no rheumatic disease, no anti-MDA5", False, RECENT_ILD, *CHANGED),
    workup("IPF", False, condition("ipf", "J84.112", recorded=-60), *CHANGED),
    *(
        workup(f"{name}", True, RECENT_ILD, condition("sard", code), *CHANGED)
        for name, code in (
            ("myositis", "M33.20"),
            ("MCTD", "M35.1"),
            ("RA", "M06.9"),
            ("Sjogren", "M35.00"),
            ("lupus", "M32.9"),
            ("UCTD", "M35.9"),
            ("ANCA vasculitis", "M31.7"),
        )
    ),
    workup("inclusion body myositis", False, RECENT_ILD, condition("ibm", "G72.41"), *CHANGED),
    workup("anti-MDA5 flagged positive", True, RECENT_ILD, mda5(50, "U/mL", interpretation="POS"), *CHANGED),
    workup("anti-MDA5 flagged abnormal", True, RECENT_ILD, mda5(50, "U/mL", interpretation="A"), *CHANGED),
    workup("anti-MDA5 above its own range", True, RECENT_ILD, mda5(21, "U/mL", high=20), *CHANGED),
    workup("anti-MDA5 at its own limit", False, RECENT_ILD, mda5(20, "U/mL", high=20), *CHANGED),
    workup("anti-MDA5 negative", False, RECENT_ILD, mda5(5, "U/mL", interpretation="NEG"), *CHANGED),
    workup("anti-MDA5 coded positive", True, RECENT_ILD, mda5("positive"), *CHANGED),
    workup("myositis without ILD", True, condition("iim", "M33.20"), *CHANGED),
]

LISTS = [
    Story(
        "ssc-glucocorticoid",
        "results not supplied, exacerbation coded",
        SIGN,
        "warning",
        record=(SSC, RECENT_ILD, acute()),
        drafts=(steroid_draft(mg=40),),
        lacking=("Observation",),
    ),
    Story(
        "ssc-glucocorticoid",
        "results not supplied, ARDS coded: changes count as no",
        SIGN,
        "critical",
        record=(SSC, RECENT_ILD, ards()),
        drafts=(steroid_draft(mg=40),),
        lacking=("Observation",),
    ),
    Story(
        "ssc-glucocorticoid",
        "ILD suspected only",
        SIGN,
        "critical",
        record=(SSC, ild(verification="provisional"), *CHANGED),
        drafts=(steroid_draft(mg=40),),
    ),
    Story(
        "ssc-glucocorticoid",
        "ILD resolved",
        SIGN,
        "critical",
        record=(SSC, ild(clinical="resolved"), *CHANGED),
        drafts=(steroid_draft(mg=40),),
    ),
]

STORIES = [*(story for case in CASES for story in through(*case)), *WHOSE, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
