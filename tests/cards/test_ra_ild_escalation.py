"""ILD of rheumatoid arthritis on treatment: tocilizumab and pirfenidone are among its drugs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    METHOTREXATE,
    RITUXIMAB,
    Json,
    allergy,
    condition,
    draft,
    given,
    ild,
    order,
    result,
)
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    MMF,
    NIN,
    PIR,
    READY,
    RTX,
    TCZ,
    fell,
    fibrosing,
    mycophenolate,
    on,
)
from tests.cards.first_line import AZATHIOPRINE, NINTEDANIB, PIRFENIDONE, TOCILIZUMAB, without
from tests.cards.story import SELECT, VIEW, Story, check
from tests.cards.test_tmp_smx_marrow_liver import child_pugh

CARD = "ra-ild-escalation"
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-900)
BASE = (RA, ild(recorded=-800))
TREATED = (*BASE, mycophenolate(), *fell())
FLUVOXAMINE, CIPROFLOXACIN = ("42355", "fluvoxamine"), ("2551", "ciprofloxacin")
ADALIMUMAB = ("327361", "adalimumab")
RTX_BEFORE = on(RITUXIMAB, -500, "r", until=-400, status="completed", route="iv")
NIN_BEFORE = on(NINTEDANIB, -500, "n", until=-400, status="completed")
LAST = (*READY, RTX_BEFORE, NIN_BEFORE)
"""Rituximab and nintedanib were used: tocilizumab, pirfenidone, cyclophosphamide are left."""


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", TREATED)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


FELL = (*BASE, *fell())


def infusions(*days: int) -> tuple[Json, ...]:
    """Rituximab as it was given, no order of it on record."""
    return tuple(given(f"g{-on}", *RITUXIMAB, dose=1000, on=on) for on in days)


STORIES = [
    story(
        "Fires row: rituximab 150 days ago, mycophenolate since 300 days, coded 20 days ago",
        "warning",
        known=(
            *BASE,
            on(RITUXIMAB, -150, "r", until=-136, status="completed", route="iv"),
            mycophenolate(-300),
            fibrosing(-20),
        ),
        recommended=DISCUSSION,
        never_offers=(RTX, MMF),
    ),
    story(
        "Silent row: methotrexate and a TNF inhibitor only",
        "silent",
        known=(*BASE, on(METHOTREXATE, -400), on(ADALIMUMAB, -400, "ada", route="sc"), *fell()),
    ),
    story("Silent row: nintedanib first ordered 5 days ago", "silent", on(NINTEDANIB, -5, "n")),
    story("rituximab by infusion alone, long enough", "warning", *infusions(-134, -120), known=FELL),
    story("rituximab by infusion alone, not long enough", "silent", *infusions(-60), known=FELL),
    story("a first infusion since the fall", "silent", *infusions(-5)),
    story("no arthritis", "silent", known=(ild(), mycophenolate(), *fell())),
    story("mixed disease goes before it", "silent", condition("m", "M35.1")),
    story("with Sjogren disease: arthritis leads", "warning", condition("s", "M35.00")),
    story(
        "on mycophenolate: rituximab, nintedanib, tocilizumab",
        "warning",
        *READY,
        offers=(RTX, NIN, TCZ),
        never_offers=(PIR, CYC),
    ),
    story(
        "on azathioprine: mycophenolate first",
        "warning",
        *READY,
        known=(*BASE, on(AZATHIOPRINE, -400), *fell()),
        recommended=MMF,
        never_offers=(TCZ, PIR),
    ),
    story("the last three", "warning", *LAST, offers=(TCZ, PIR, CYC), never_offers=(RTX, NIN)),
    story(
        "nintedanib taken: no pirfenidone",
        "warning",
        *READY,
        on(NINTEDANIB, -300, "n"),
        never_offers=(PIR, NIN),
    ),
    story(
        "pirfenidone taken: no nintedanib",
        "warning",
        *READY,
        on(PIRFENIDONE, -300, "p"),
        never_offers=(PIR, NIN),
    ),
    story("fluvoxamine: no pirfenidone", "warning", *LAST, on(FLUVOXAMINE, -300, "f"), never_offers=(PIR,)),
    story(
        "ciprofloxacin 750 mg twice daily: no pirfenidone",
        "warning",
        *LAST,
        order("c", *CIPROFLOXACIN, dose=750, per=(2, 1, "d"), start=-3),
        never_offers=(PIR,),
    ),
    story(
        "ciprofloxacin 749 mg twice daily",
        "warning",
        *LAST,
        order("c", *CIPROFLOXACIN, dose=749, per=(2, 1, "d"), start=-3),
        offers=(PIR,),
    ),
    story(
        "ALT 120 of 40",
        "warning",
        *without(LAST, "alt"),
        result("alt", "1742-6", 120, "U/L", high=40),
        offers=(PIR,),
    ),
    story(
        "ALT 121 of 40",
        "warning",
        *without(LAST, "alt"),
        result("alt", "1742-6", 121, "U/L", high=40),
        never_offers=(PIR,),
    ),
    story(
        "clearance below 30: no pirfenidone",
        "warning",
        *without(LAST, "crea", "weight"),
        result("weight", "29463-7", 72, "kg"),
        result("crea", "2160-0", 3.01, "mg/dL"),
        never_offers=(PIR,),
    ),
    story(
        "clearance 30: pirfenidone",
        "warning",
        *without(LAST, "crea", "weight"),
        result("weight", "29463-7", 72, "kg"),
        result("crea", "2160-0", 3, "mg/dL"),
        offers=(PIR,),
    ),
    story(
        "Child-Pugh class C: neither antifibrotic",
        "warning",
        *LAST,
        child_pugh("710067001"),
        never_offers=(PIR,),
    ),
    story("dialysis: no pirfenidone", "warning", *LAST, condition("d", "Z99.2"), never_offers=(PIR,)),
    story(
        "liver impaired without a class: pirfenidone waits",
        "warning",
        *LAST,
        condition("li", "K74.60"),
        offers=("hepatic impairment without a Child-Pugh class",),
    ),
    story("pirfenidone allergy", "warning", *LAST, allergy("a", *PIRFENIDONE), never_offers=(PIR,)),
    story(
        "TNF inhibitor taken: no tocilizumab",
        "warning",
        *LAST,
        on(ADALIMUMAB, -400, "ada", route="sc"),
        never_offers=(TCZ,),
    ),
    story("methotrexate is chosen", "warning", hook=SELECT, drafts=(draft("m", *METHOTREXATE, dose=15),)),
    story(
        "pirfenidone is chosen, and may be",
        "silent",
        *LAST,
        hook=SELECT,
        drafts=(draft("p", *PIRFENIDONE, dose=267, per=(3, 1, "d")),),
    ),
    story(
        "TNF inhibitor is chosen",
        "warning",
        hook=SELECT,
        drafts=(draft("a", *ADALIMUMAB, dose=40, route="sc"),),
    ),
    story(
        "tocilizumab is chosen, and may be",
        "silent",
        *READY,
        hook=SELECT,
        drafts=(draft("t", *TOCILIZUMAB, dose=162, route="sc"),),
    ),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
