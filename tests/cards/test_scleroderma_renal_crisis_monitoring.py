"""Renal-crisis monitoring in systemic sclerosis: each level, each exclusion, both sides of each number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    LOINC,
    METHYLPREDNISOLONE,
    PREDNISONE,
    SNOMED,
    SSC_CODE,
    Json,
    coded,
    comfort_care,
    condition,
    creatinine,
    day,
    order,
    ordered_test,
    patient,
    quantity,
    result,
    steroid,
)
from tests.cards.story import VIEW, Story, check

CARD = "scleroderma-renal-crisis-monitoring"
SSC = condition("ssc", *SSC_CODE, recorded=-2000)
URGENT, NEPHROLOGY, FILM = "Request serum creatinine", "nephrology", "blood film"


def pressure(systolic: Any, diastolic: Any, on: int, id: str = "") -> Json:
    """Blood pressure, as a panel."""
    parts = [("8480-6", systolic), ("8462-4", diastolic)]
    return {
        "resourceType": "Observation",
        "id": id or f"bp{-on}",
        "status": "final",
        "code": coded(LOINC, "85354-9"),
        "subject": {"reference": "Patient/pat"},
        "effectiveDateTime": day(on),
        "component": [
            {"code": coded(LOINC, code), "valueQuantity": quantity(value, "mm[Hg]")} for code, value in parts
        ],
    }


def kidney(mg: Any, on: int) -> Json:
    return creatinine(mg, on=on) | {"id": f"crea{-on}"}


BEFORE = pressure(128, 80, -180)
QUIET = (BEFORE, pressure(128, 80, -14), kidney(1, -200), kidney(1, -30))


def told(name: str, expect: str, *record: Json, mg: Any = 7.5, **said: Any) -> Story:
    """Systemic sclerosis, prednisone 7.5 mg a day for long."""
    return Story(CARD, name, VIEW, expect, record=(SSC, steroid("gc", mg, start=-300), *record), **said)


def bp(name: str, expect: str, systolic: Any, diastolic: Any, *more: Json, on: int = 0, **said: Any) -> Story:
    """128/80 six months ago, creatinine at its baseline."""
    now = pressure(systolic, diastolic, on)
    return told(name, expect, BEFORE, now, kidney(1, -200), kidney(1, -20), *more, **said)


def cr(name: str, expect: str, mg: Any, *more: Json, on: int = 0, **said: Any) -> Story:
    """Creatinine 1.0 six months ago, blood pressure at its baseline."""
    return told(name, expect, BEFORE, pressure(128, 80, -3), kidney(1, -200), kidney(mg, on), *more, **said)


def asked(**how: Any) -> Json:
    return ordered_test("c", "2160-0", **how)


STORIES = (
    bp(
        "158/84 today",
        "warning",
        158,
        84,
        recommended=URGENT,
        offers=(NEPHROLOGY, FILM),
        acts=("urgent", "306286007", "5909-7"),
    ),
    bp(
        "157 systolic after 128: a new 140",
        "warning",
        157,
        84,
        says=("from 128 mm Hg on", "up 29 mm Hg (22.7 %) in"),
    ),
    bp("139/84", "silent", 139, 84),
    bp("140/84", "warning", 140, 84),
    told(
        "129 after 99: up by 30",
        "warning",
        pressure(99, 60, -180),
        pressure(129, 60, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    told(
        "128 after 99: up by 29",
        "silent",
        pressure(99, 60, -180),
        pressure(128, 60, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    told(
        "150 after 141: no new 140",
        "silent",
        pressure(141, 80, -180),
        pressure(150, 80, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    bp("diastolic up by 20", "warning", 130, 100),
    bp("diastolic up by 19", "silent", 130, 99),
    bp("the rise is 14 days old", "warning", 158, 84, on=-14),
    bp("the rise is 15 days old, nothing since", "info", 158, 84, on=-15),
    told(
        "the earlier pressure is 14 days old",
        "silent",
        pressure(128, 80, -14),
        pressure(158, 80, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    told(
        "the earlier pressure is 15 days old",
        "warning",
        pressure(128, 80, -15),
        pressure(158, 80, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    told(
        "the earlier pressure is 365 days old",
        "warning",
        pressure(128, 80, -365),
        pressure(158, 80, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    told(
        "the earlier pressure is 366 days old",
        "silent",
        pressure(128, 80, -366),
        pressure(158, 80, 0),
        kidney(1, -200),
        kidney(1, -20),
    ),
    cr("creatinine 1.5 after 1.0", "warning", 1.5, recommended=URGENT),
    cr("creatinine 1.49 after 1.0", "silent", 1.49),
    cr("the rise is 30 days old", "warning", 1.5, on=-30),
    told(
        "creatinine 1.0 of 30 days ago alone, 1.5 now: too near to be the earlier one",
        "silent",
        BEFORE,
        pressure(128, 80, -3),
        kidney(1, -30),
        kidney(1.5, 0),
    ),
    told(
        "creatinine 1.0 of 31 days ago, 1.5 now",
        "warning",
        BEFORE,
        pressure(128, 80, -3),
        kidney(1, -31),
        kidney(1.5, 0),
    ),
    told(
        "creatinine of 366 days ago", "silent", BEFORE, pressure(128, 80, -3), kidney(1, -366), kidney(1.5, 0)
    ),
    told(
        "both rise",
        "critical",
        BEFORE,
        pressure(158, 84, 0),
        kidney(1, -200),
        kidney(1.5, 0),
        recommended=URGENT,
    ),
    told(
        "both rise, creatinine asked for",
        "warning",
        BEFORE,
        pressure(158, 84, -1),
        kidney(1, -200),
        kidney(1.5, -1),
        asked(authored=0),
    ),
    bp("pressure rises, creatinine asked for today", "info", 158, 84, asked(authored=0)),
    bp("pressure rises, creatinine asked for before", "warning", 158, 84, asked(authored=-1)),
    told(
        "nothing on record",
        "info",
        recommended="Request",
        acts=("2160-0", "85354-9"),
        never_acts=("306286007",),
    ),
    told("pressure 14 days, creatinine 30 days ago", "silent", *QUIET, mg=10),
    told(
        "pressure 15 days ago",
        "info",
        pressure(128, 80, -15),
        kidney(1, -30),
        acts=("85354-9",),
        never_acts=("2160-0",),
    ),
    told(
        "creatinine 31 days ago",
        "info",
        pressure(128, 80, -14),
        kidney(1, -31),
        acts=("2160-0",),
        never_acts=("85354-9",),
    ),
    told("both asked for", "silent", asked(), ordered_test("b", "85354-9")),
    told(
        "both asked for 30 days ago",
        "silent",
        asked(authored=-30),
        ordered_test("b", "85354-9", authored=-30),
    ),
    told(
        "both asked for 31 days ago", "info", asked(authored=-31), ordered_test("b", "85354-9", authored=-31)
    ),
    told("prednisone 7.4 mg", "silent", mg=7.4),
    Story(CARD, "no steroid", VIEW, "silent", record=(SSC, BEFORE, pressure(158, 84, 0))),
    Story(
        CARD,
        "pulse 30 days ago",
        VIEW,
        "info",
        record=(
            SSC,
            order("p", *METHYLPREDNISOLONE, dose=500, route="iv", start=-30, days=1, status="completed"),
        ),
    ),
    Story(
        CARD,
        "pulse 31 days ago",
        VIEW,
        "silent",
        record=(
            SSC,
            order("p", *METHYLPREDNISOLONE, dose=500, route="iv", start=-31, days=1, status="completed"),
        ),
    ),
    Story(CARD, "no systemic sclerosis", VIEW, "silent", record=(steroid("gc", 20, start=-90),)),
    Story(
        CARD,
        "hydrocortisone 30 mg in adrenal insufficiency",
        VIEW,
        "silent",
        record=(SSC, condition("ad", "E27.1"), order("h", "5492", "hydrocortisone", dose=30, start=-90)),
    ),
    Story(
        CARD,
        "hydrocortisone 30 mg, adrenal insufficiency only suspected",
        VIEW,
        "info",
        record=(
            SSC,
            condition("ad", "E27.1", verification="provisional"),
            order("h", "5492", "hydrocortisone", dose=30, start=-90),
        ),
    ),
    Story(
        CARD,
        "hydrocortisone 30 mg, no adrenal insufficiency",
        VIEW,
        "info",
        record=(SSC, order("h", "5492", "hydrocortisone", dose=30, start=-90)),
    ),
    told("prednisone in adrenal insufficiency", "info", condition("ad", "E27.1")),
    told(
        "renal crisis recognised 30 days ago",
        "silent",
        condition("rc", "236503001", system=SNOMED, recorded=-30),
    ),
    told(
        "renal crisis recognised 31 days ago",
        "info",
        condition("rc", "236503001", system=SNOMED, recorded=-31),
    ),
    told(
        "renal crisis only suspected: the checks are still due",
        "info",
        condition("rc", "236503001", system=SNOMED, recorded=-30, verification="provisional"),
    ),
    told("M34.89 is no renal crisis", "info", condition("o", "M34.89", recorded=-5)),
    told("comfort care", "silent", comfort_care()),
    told("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    told("17 years", "info", person=patient(age=17)),
    told("diagnoses not supplied", "not known", lacking=("Condition",), named=None),
    told("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    told("results not supplied", "not known", lacking=("Observation",), named=None),
    told("requests not supplied, nothing rises", "not known", lacking=("ServiceRequest",), named=None),
    bp("requests not supplied, the pressure rises", "warning", 158, 84, lacking=("ServiceRequest",)),
    Story(
        CARD,
        "a dose nobody can read",
        VIEW,
        "not known",
        record=(SSC, order("gc", *PREDNISONE, start=-90, dosageInstruction=[{"text": "as directed"}])),
        named=None,
    ),
    told(
        "creatinine in a unit nobody knows",
        "warning",
        BEFORE,
        pressure(158, 84, 0),
        kidney(1, -200),
        result("c", "2160-0", 1, "furlong", on=-2),
        says=("Not known, would raise the level",),
    ),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_scleroderma_renal_crisis_monitoring(story: Story) -> None:
    check(story)
