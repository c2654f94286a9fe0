"""Glucocorticoid in mixed or overlap disease with scleroderma features: dose, features, monitoring."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    METHYLPREDNISOLONE,
    WOMAN_30,
    Json,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid,
    steroid_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "mctd-glucocorticoid"
MCTD = condition("m", "M35.1", recorded=-400)
SCL70 = result("scl", "27416-7", "Positive", on=-400)
CENTROMERE = result("cen", "16137-2", "Positive", on=-400)
PRESSURE, KIDNEY = ordered_test("bp", "85354-9"), ordered_test("cr", "2160-0")
CHECKS, DELETE, MMF = "Check blood pressure daily", "Remove the draft", "mycophenolate mofetil 500 mg"
OVERLAP = condition("o", "OVERLAP", system="urn:oid:1.2.3")
SCLERODACTYLY = condition("f", "SCLERODACTYLY", system="urn:oid:1.2.3")


def story(name: str, expect: str, *record: Json, mg: Any = 16, **more: Any) -> Story:
    known = more.pop("known", (MCTD, SCL70))
    drafts = more.pop("drafts", (steroid_draft(mg=mg),))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


LEVELS = [
    story("Fires row: 16 mg, nothing ordered", "warning", recommended=CHECKS, offers=(DELETE,)),
    story("Fires row: pressure and creatinine ordered", "info", PRESSURE, KIDNEY, recommended=""),
    story(
        "only the pressure is ordered", "warning", PRESSURE, recommended=CHECKS, never_offers=("weekly once",)
    ),
    story("only creatinine is ordered", "warning", KIDNEY),
    story(
        "asked for 30 days ago",
        "info",
        ordered_test("bp", "85354-9", authored=-30),
        ordered_test("cr", "2160-0", authored=-30),
    ),
    story(
        "asked for 31 days ago",
        "warning",
        ordered_test("bp", "85354-9", authored=-31),
        ordered_test("cr", "2160-0", authored=-31),
    ),
    story("Silent row: 15 mg", "silent", mg=15),
    story("15.01 mg", "warning", mg="15.01"),
    story("while choosing", "warning", hook=SELECT),
]

DOSE = [
    story("no more than before", "silent", steroid("old", 16, start=-60)),
    story("a taper that stays above 15", "silent", steroid("old", 30, start=-60), mg=20),
    story("more than before", "warning", steroid("old", 16, start=-60), mg=20),
    story(
        "a pulse, though the dose before was higher",
        "warning",
        steroid("old", 20, start=-60),
        drafts=(draft("p", *METHYLPREDNISOLONE, dose=500, route="iv", days=3),),
    ),
    story(
        "premedication on two single days",
        "silent",
        drafts=(draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", days=1),),
    ),
    story(
        "hydrocortisone by injection for 3 days",
        "silent",
        drafts=(draft("h", "5492", "hydrocortisone", dose=100, route="iv", days=3),),
    ),
    story(
        "hydrocortisone by injection for 4 days",
        "warning",
        drafts=(draft("h", "5492", "hydrocortisone", dose=100, route="iv", days=4),),
    ),
    story(
        "only two drugs together reach it",
        "info",
        steroid("old", 10, start=-60),
        drafts=(draft("m", *METHYLPREDNISOLONE, dose=8, start=0),),
    ),
]

WHO = [
    story("anti-centromere", "warning", known=(MCTD, CENTROMERE)),
    story("sclerodactyly, coded by the site", "warning", known=(MCTD, SCLERODACTYLY), site_codes=True),
    story("overlap disease, coded by the site", "warning", known=(OVERLAP, SCL70), site_codes=True),
    story("antibodies negative", "silent", known=(MCTD, result("scl", "27416-7", "Negative"))),
    story("never tested", "silent", known=(MCTD,)),
    story("systemic sclerosis: another card", "silent", condition("s", "M34.0")),
    story(
        "systemic sclerosis only suspected: the other card is info at most",
        "warning",
        condition("s", "M34.0", verification="provisional"),
    ),
    story("rheumatoid arthritis", "silent", known=(condition("ra", "M06.9"), SCL70)),
    story("suspected", "info", known=(condition("m", "M35.1", verification="provisional"), SCL70)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

OFFERED = [
    story("ILD without a drug", "warning", ild(), offers=(MMF, DELETE), recommended=CHECKS),
    story("no ILD: no mycophenolate", "warning", never_offers=(MMF,)),
    story(
        "treated with azathioprine",
        "warning",
        ild(),
        order("a", "1256", "azathioprine", dose=100, start=-60),
        never_offers=(MMF,),
    ),
    story(
        "pregnant",
        "warning",
        ild(),
        condition("p", "Z33.1", onset=-90),
        person=WOMAN_30,
        never_offers=(MMF,),
    ),
    story("taken already: no removal", "warning", steroid("old", 10, start=-60), never_offers=(DELETE,)),
    story("no steroid is written", "warning", ild(), never_acts=("8640", "Order prednis")),
]

LISTS = [
    story("results not supplied", "not known", lacking=("Observation",), named="anti-Scl-70"),
    story(
        "results not supplied, feature coded",
        "warning",
        SCLERODACTYLY,
        site_codes=True,
        lacking=("Observation",),
    ),
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("problem list in part", "not known", partial=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("orders failed", "not known", failed=("MedicationRequest",), named="medication orders"),
    story("requests not supplied: the warning stands", "warning", lacking=("ServiceRequest",)),
    story("dose not readable", "not known", mg=None, named="dose"),
]

STORIES = [*LEVELS, *DOSE, *WHO, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
