"""ILD of systemic sclerosis on treatment: its drugs, no steroid, the question of transplantation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    RITUXIMAB,
    SSC_CODE,
    Json,
    allergy,
    condition,
    draft,
    ild,
    result,
    steroid_draft,
)
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    MMF,
    NIN,
    READY,
    RTX,
    TCZ,
    dlco,
    fell,
    fvc,
    mycophenolate,
    on,
)
from tests.cards.first_line import AZATHIOPRINE, NINTEDANIB, TOCILIZUMAB, TOFACITINIB, without
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "ssc-ild-escalation"
SSC = condition("ssc", *SSC_CODE, recorded=-900)
BASE = (SSC, ild(recorded=-800))
FALLS = (fvc(80, -425), fvc(75, -60), dlco(60, -425), dlco(50, -60))
TREATED = (*BASE, mycophenolate(), *fell())
ADALIMUMAB = ("327361", "adalimumab")
BELIMUMAB = ("1092437", "belimumab")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", TREATED)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


STORIES = [
    story(
        "Fires row: mycophenolate since 200 days, FVC and DLCO fell",
        "warning",
        known=(*BASE, mycophenolate(-200), *FALLS),
        recommended=DISCUSSION,
    ),
    story(
        "Silent row: mycophenolate first ordered 83 days before the test",
        "silent",
        known=(*BASE, mycophenolate(-143), *FALLS),
    ),
    story(
        "mycophenolate first ordered 84 days before the test",
        "warning",
        known=(*BASE, mycophenolate(-144), *FALLS),
    ),
    story(
        "DLCO 60 to 50.1 %",
        "silent",
        known=(*BASE, mycophenolate(), *FALLS[:2], dlco(60, -425), dlco(50.1, -60)),
    ),
    story(
        "FVC 80 to 75.1 %",
        "silent",
        known=(*BASE, mycophenolate(), fvc(80, -425), fvc(75.1, -60), *FALLS[2:]),
    ),
    story("with MCTD: sclerosis leads", "warning", condition("m", "M35.1")),
    story("with myositis: sclerosis leads", "warning", condition("i", "M33.10")),
    story("no sclerosis", "silent", known=(ild(), mycophenolate(), *fell())),
    story(
        "on mycophenolate: rituximab, nintedanib, tocilizumab; never a steroid",
        "warning",
        *READY,
        offers=(RTX, NIN, TCZ, DISCUSSION),
        never_offers=(MMF, CYC),
        recommended=DISCUSSION,
        never_acts=('"8640"', '"6902"'),
        acts=("stem-cell transplantation or lung transplantation",),
    ),
    story(
        "on azathioprine: mycophenolate first",
        "warning",
        *READY,
        known=(*BASE, on(AZATHIOPRINE, -400), *fell()),
        recommended=MMF,
        never_offers=(TCZ, CYC),
        beside=("Stop the active order",),
    ),
    story(
        "on tocilizumab: mycophenolate, rituximab, nintedanib",
        "warning",
        *READY,
        known=(*BASE, on(TOCILIZUMAB, -400, route="sc"), *fell()),
        recommended=MMF,
        never_offers=(TCZ, CYC),
    ),
    story(
        "nintedanib taken: tocilizumab and cyclophosphamide",
        "warning",
        *READY,
        on(NINTEDANIB, -300, "n"),
        offers=(RTX, TCZ, CYC),
        never_offers=(NIN,),
    ),
    story(
        "rituximab ended 183 days ago: no tocilizumab",
        "warning",
        *READY,
        on(RITUXIMAB, -400, "r", until=-183, status="completed", route="iv"),
        never_offers=(TCZ, RTX),
        offers=(NIN, CYC),
    ),
    story(
        "rituximab ended 184 days ago: tocilizumab",
        "warning",
        *READY,
        on(RITUXIMAB, -400, "r", until=-184, status="completed", route="iv"),
        never_offers=(RTX,),
        offers=(TCZ,),
    ),
    story(
        "another biologic taken: no tocilizumab",
        "warning",
        *READY,
        on(ADALIMUMAB, -400, "ada", route="sc"),
        never_offers=(TCZ,),
    ),
    story(
        "belimumab taken: no tocilizumab",
        "warning",
        *READY,
        on(BELIMUMAB, -400, "b", route="sc"),
        never_offers=(TCZ,),
    ),
    story(
        "JAK inhibitor taken: neither rituximab nor tocilizumab",
        "warning",
        *READY,
        on(TOFACITINIB, -400, "j"),
        never_offers=(TCZ, RTX),
    ),
    story(
        "tocilizumab allergy",
        "warning",
        *READY,
        allergy("a", *TOCILIZUMAB),
        never_offers=(TCZ,),
        offers=(CYC,),
    ),
    story(
        "no tuberculosis screen: tocilizumab waits",
        "warning",
        *without(READY, "igra"),
        offers=("check first: tuberculosis screen",),
    ),
    story(
        "neutrophils 1.9: no tocilizumab",
        "warning",
        *without(READY, "neut"),
        result("neut", "751-8", 1.9, "10*9/L", on=-10),
        never_offers=(TCZ,),
    ),
    story("a steroid is chosen", "warning", hook=SELECT, drafts=(steroid_draft(mg=20),)),
    story(
        "tocilizumab is chosen, and may be",
        "silent",
        *READY,
        hook=SELECT,
        drafts=(draft("t", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc"),),
    ),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story("results not supplied", "silent", lacking=("Observation",), named=None),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
