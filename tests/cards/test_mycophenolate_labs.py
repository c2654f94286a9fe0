"""mycophenolate-labs: counts low while it is ordered or taken, a first count, and the next one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    Json,
    comfort_care,
    draft,
    order,
    ordered_test,
    patient,
    result,
    statement,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

CARD = "mycophenolate-labs"
TITLE = "Mycophenolate: blood counts"
COUNT, LATER_PANEL, DELETE = "complete blood count", "creatinine", "Remove the draft"
CBC = "57021-8"
ATC = "http://www.whocc.no/atc"


def anc(value: Any = 3, on: int = -3, **how: Any) -> Json:
    return result("anc", "751-8", value, "10*9/L", on=on, **how)


def plt(value: Any = 200, on: int = -3, **how: Any) -> Json:
    return result("plt", "777-3", value, "10*9/L", on=on, **how)


def counts(on: int, neutrophils: Any = 3, platelets: Any = 200) -> tuple[Json, Json]:
    return anc(neutrophils, on), plt(platelets, on)


def mmf(id: str = "mmf", mg: Any = 1000, **how: Any) -> Json:
    return order(id, *MYCOPHENOLATE, **{"dose": mg, "per": (2, 1, "d"), "start": -100, **how})


def drafted(mg: Any = 1000, id: str = "d", **how: Any) -> Json:
    return draft(id, *MYCOPHENOLATE, dose=mg, per=(2, 1, "d"), **how)


def cbc(authored: int = -1, **how: Any) -> Json:
    return ordered_test("cbc", CBC, authored=authored, **how)


def chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


def taking(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """The chart of a patient who has taken it for 100 days."""
    return chart(name, expect, mmf(), *record, **more)


def signing(name: str, expect: str, *record: Json, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (drafted(),))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, **more)


THE_TABLE = (
    taking(
        "taken for 100 days, counted 121 days ago, none ordered", "info", *counts(-121), recommended=COUNT
    ),
    taking("counted 120 days ago, neutrophils 1.3", "silent", *counts(-120, 1.3)),
    taking("counted 121 days ago, a count ordered last week", "silent", *counts(-121), cbc(-7)),
    signing(
        "neutrophils 1.29 yesterday, the same dose ordered again",
        "warning",
        mmf(),
        *counts(-1, 1.29),
        recommended="within 7 days",
        offers=(DELETE,),
    ),
    signing(
        "the same, and a count ordered since", "info", mmf(), *counts(-1, 1.29), cbc(0), never_offers=(COUNT,)
    ),
)

LOW = (
    signing("neutrophils 1.29, newly ordered", "warning", *counts(-3, 1.29)),
    signing("neutrophils 1.3", "silent", *counts(-3, 1.3)),
    signing("platelets 99", "warning", *counts(-3, 3, 99)),
    signing("platelets 100", "silent", *counts(-3, 3, 100)),
    signing("low 30 days ago", "warning", mmf(), *counts(-30, 1.2)),
    signing(
        "low 31 days ago: no newer count is asked for by the renewal", "silent", mmf(), *counts(-31, 1.2)
    ),
    signing("while it is selected", "warning", *counts(-3, 1.2), hook=SELECT),
    signing(
        "low, mofetil before, the draft by its brand the acid, both coded in ATC: the doses do not compare",
        "not known",
        order("mmf", "L04AA06", "CellCept 500 mg", system=ATC, dose=500, per=(2, 1, "d"), start=-100),
        *counts(-3, 1.2),
        drafts=(draft("mmf", "L04AA06", "Myfortic 360 mg", system=ATC, dose=360, per=(2, 1, "d")),),
        named=TITLE,
    ),
    signing("a lower dose than before", "silent", mmf(), *counts(-3, 1.2), drafts=(drafted(500),)),
    signing(
        "a lower dose by the same id", "silent", mmf(), *counts(-3, 1.2), drafts=(drafted(500, id="mmf"),)
    ),
    signing("a higher dose than before", "warning", mmf(), *counts(-3, 1.2), drafts=(drafted(1500),)),
    signing(
        "a dose of words alone", "not known", mmf(), *counts(-3, 1.2), drafts=(drafted(None),), named=TITLE
    ),
    signing("count ordered the day before the low one", "warning", mmf(), *counts(-3, 1.2), cbc(-4)),
    signing("count ordered on the day of the low one", "info", mmf(), *counts(-3, 1.2), cbc(-3)),
    signing("count drafted", "info", mmf(), *counts(-3, 1.2), drafts=(drafted(), cbc(0, status="draft"))),
    signing("comfort care: the order is commented on", "warning", *counts(-3, 1.2), comfort_care()),
    signing("deceased", "silent", *counts(-3, 1.2), person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", *counts(-3, 1.2), drafts=(draft("x", "6809", "metformin", dose=500),)),
    signing("16 years old", "warning", *counts(-3, 1.2), person=patient(age=16), says=("Adult thresholds",)),
    signing(
        "18 years old", "warning", *counts(-3, 1.2), person=patient(age=18), never_says=("Adult thresholds",)
    ),
    signing("preliminary count", "info", anc(1.2, status="preliminary"), plt(), recommended=COUNT),
    taking(
        "low when the chart is opened",
        "warning",
        *counts(-3, 1.2),
        recommended="within 7 days",
        never_offers=(DELETE,),
    ),
    taking(
        "low platelets when the chart is opened", "warning", *counts(-3, 3, 99), recommended="within 7 days"
    ),
    taking("low and a count ordered since", "info", *counts(-3, 1.2), cbc(-1)),
    taking("low in comfort care", "silent", *counts(-3, 1.2), comfort_care()),
    chart("low and ordered anew the day after", "silent", mmf(), mmf("new", 500, start=-2), *counts(-3, 1.2)),
    chart(
        "low and ordered anew on the same day", "warning", mmf(), mmf("new", 500, start=-3), *counts(-3, 1.2)
    ),
    chart(
        "neutrophils acted on, platelets low since",
        "warning",
        mmf(start=-100),
        mmf("new", 500, start=-5),
        anc(1.2, -8),
        plt(90, -2),
    ),
    chart("low, and stopped", "silent", mmf(status="stopped"), *counts(-3, 1.2)),
    chart(
        "low, and taken by the patient's own word",
        "warning",
        statement("s", *MYCOPHENOLATE, dose=1000, start=-100),
        *counts(-3, 1.2),
    ),
)

DUE = (
    signing(
        "newly ordered, never counted",
        "info",
        recommended=COUNT,
        offers=(LATER_PANEL,),
        never_offers=(DELETE,),
    ),
    signing("newly ordered, counted 30 days ago", "silent", *counts(-30)),
    signing("newly ordered, counted 31 days ago", "info", *counts(-31)),
    signing("newly ordered, platelets not counted", "info", anc()),
    signing("newly ordered, neutrophils not counted", "info", plt()),
    signing("newly ordered, leukocytes alone", "info", result("w", "6690-2", 6, "10*9/L"), plt()),
    signing("newly ordered, count asked for 30 days ago", "silent", cbc(-30)),
    signing("newly ordered, count asked for 31 days ago", "info", cbc(-31)),
    signing("continued, never counted: the chart asks", "silent", mmf()),
    signing("taken up again 91 days after the end", "info", mmf(start=-200, until=-91, status="completed")),
    signing("taken up again 90 days after the end", "silent", mmf(start=-200, until=-90, status="completed")),
    chart("taken for 90 days, counted 31 days ago", "info", mmf(start=-90), *counts(-31), recommended=COUNT),
    chart("taken for 90 days, counted 30 days ago", "silent", mmf(start=-90), *counts(-30)),
    chart("taken for 91 days, counted 31 days ago", "silent", mmf(start=-91), *counts(-31)),
    chart(
        "a gap of 90 days is bridged",
        "silent",
        mmf("old", start=-300, until=-110, status="completed"),
        mmf(start=-19),
        *counts(-31),
    ),
    chart(
        "a gap of 91 days is not",
        "info",
        mmf("old", start=-300, until=-111, status="completed"),
        mmf(start=-19),
        *counts(-31),
    ),
    chart("no start on record, counted 121 days ago", "info", mmf(start=None), *counts(-121)),
    chart("no start on record, counted 31 days ago", "not known", mmf(start=None), *counts(-31)),
    taking("due in comfort care", "silent", *counts(-121), comfort_care()),
    chart("nothing taken", "silent"),
)

NOT_KNOWN = (
    signing("results not supplied at signing", "not known", lacking=("Observation",), named=TITLE),
    signing("results in part", "not known", *counts(-3, 1.2), partial=("Observation",), named="neutrophils"),
    signing("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing(
        "unit that cannot be read",
        "not known",
        anc(1.2) | {"valueQuantity": {"value": 1.2, "unit": "furlong"}},
        plt(),
        named=TITLE,
    ),
    signing(
        "low, requests not supplied: none is proven", "warning", *counts(-3, 1.2), lacking=("ServiceRequest",)
    ),
    signing("requests not supplied", "not known", lacking=("ServiceRequest",), named=TITLE),
    signing(
        "orders not supplied: low counts",
        "not known",
        *counts(-3, 1.2),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    taking(
        "results not supplied when the chart is opened", "not known", lacking=("Observation",), named=TITLE
    ),
    chart(
        "orders not supplied when the chart is opened",
        "not known",
        *counts(-3, 1.2),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
)

STORIES = [*THE_TABLE, *LOW, *DUE, *NOT_KNOWN]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
