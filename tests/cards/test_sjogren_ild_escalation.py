"""ILD of Sjogren disease on treatment: no tocilizumab, no calcineurin inhibitor among its drugs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import RITUXIMAB, TACROLIMUS, Json, condition, draft, ild
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    MMF,
    NIN,
    READY,
    RTX,
    TAC,
    TCZ,
    fell,
    fvc,
    mycophenolate,
    on,
    worse,
)
from tests.cards.first_line import AZATHIOPRINE, NINTEDANIB, TOCILIZUMAB
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "sjogren-ild-escalation"
SJOGREN = condition("sjd", "M35.00", "Sjogren syndrome", recorded=-900)
BASE = (SJOGREN, ild(recorded=-800))
TREATED = (*BASE, mycophenolate(-365), *fell())


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", TREATED)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


STORIES = [
    story(
        "Fires row: FVC 80 to 75 % and a worse cough 10 days ago",
        "warning",
        known=(*BASE, mycophenolate(-365), fvc(80, -375), fvc(75, -10), worse(-10)),
        site_codes=True,
    ),
    story(
        "Silent row: FVC 80 to 75.1 %",
        "silent",
        known=(*BASE, mycophenolate(-365), fvc(80, -375), fvc(75.1, -10), worse(-10)),
        site_codes=True,
    ),
    story("arthritis goes before it", "silent", condition("ra", "M06.9")),
    story("with lupus: Sjogren disease leads", "warning", condition("sle", "M32.9")),
    story(
        "on mycophenolate: rituximab, nintedanib, cyclophosphamide",
        "warning",
        *READY,
        offers=(RTX, NIN, CYC, DISCUSSION),
        never_offers=(MMF, TCZ, TAC),
        recommended=DISCUSSION,
    ),
    story(
        "on azathioprine: mycophenolate first",
        "warning",
        *READY,
        known=(*BASE, on(AZATHIOPRINE, -400), *fell()),
        recommended=MMF,
        never_offers=(CYC,),
    ),
    story(
        "everything but cyclophosphamide was used",
        "warning",
        *READY,
        on(RITUXIMAB, -500, "r", until=-400, status="completed", route="iv"),
        on(NINTEDANIB, -500, "n", until=-400, status="completed"),
        offers=(CYC,),
        never_offers=(RTX, NIN, TCZ),
    ),
    story("tacrolimus is chosen", "warning", hook=SELECT, drafts=(draft("t", *TACROLIMUS, dose=1),)),
    story(
        "tocilizumab is chosen: not on the list",
        "warning",
        *READY,
        hook=SELECT,
        drafts=(draft("t", *TOCILIZUMAB, dose=162, route="sc"),),
    ),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
