"""ILD of mixed connective tissue disease on treatment: its order of drugs, never a glucocorticoid draft."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import RITUXIMAB, SSC_CODE, Json, condition, draft, ild, steroid_draft
from tests.cards.escalation import (
    CYC,
    DISCUSSION,
    IVIG,
    MMF,
    NIN,
    READY,
    RTX,
    TCZ,
    fell,
    fibrosing,
    mycophenolate,
    on,
)
from tests.cards.first_line import AZATHIOPRINE, TOCILIZUMAB
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "mctd-ild-escalation"
MCTD = condition("mctd", "M35.1", "Mixed connective tissue disease", recorded=-900)
BASE = (MCTD, ild(recorded=-800))
ON_AZA = (*BASE, on(AZATHIOPRINE, -400), *fell())
TREATED = (*BASE, mycophenolate(), *fell())
RTX_BEFORE = on(RITUXIMAB, -500, "r", until=-400, status="completed", route="iv")
TCZ_BEFORE = on(TOCILIZUMAB, -500, "t", until=-400, status="completed", route="sc")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", TREATED)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


STORIES = [
    story("Fires row: azathioprine since 400 days, FVC 72 to 64.8 %", "warning", known=ON_AZA),
    story("Silent row: systemic sclerosis also coded", "silent", condition("ssc", *SSC_CODE)),
    story(
        "Silent row: azathioprine since 100 days, test 20 days old",
        "silent",
        known=(*BASE, on(AZATHIOPRINE, -100), *fell(index=-20)),
    ),
    story("myositis goes before it", "silent", condition("i", "M33.10")),
    story("with rheumatoid arthritis: mixed disease leads", "warning", condition("ra", "M06.9")),
    story(
        "on mycophenolate: rituximab, tocilizumab, nintedanib; never a steroid",
        "warning",
        *READY,
        offers=(RTX, TCZ, NIN, DISCUSSION),
        never_offers=(MMF, IVIG, CYC),
        never_acts=('"8640"', '"6902"'),
        recommended=DISCUSSION,
    ),
    story(
        "on azathioprine: mycophenolate, rituximab, tocilizumab",
        "warning",
        *READY,
        known=ON_AZA,
        recommended=MMF,
        offers=(RTX, TCZ),
        never_offers=(NIN,),
    ),
    story(
        "rituximab and tocilizumab used: nintedanib, immune globulin, cyclophosphamide",
        "warning",
        *READY,
        RTX_BEFORE,
        TCZ_BEFORE,
        offers=(NIN, IVIG, CYC),
        never_offers=(RTX, TCZ),
    ),
    story("a steroid is chosen", "warning", hook=SELECT, drafts=(steroid_draft(mg=20),)),
    story(
        "rituximab, a drug of the list, is chosen",
        "silent",
        *READY,
        hook=SELECT,
        drafts=(draft("d", *RITUXIMAB, dose=1000, route="iv"),),
    ),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    Story(
        "progressive-pulmonary-fibrosis",
        "nintedanib here, where mixed disease has three drugs before it",
        VIEW,
        "warning",
        record=(*BASE, on(AZATHIOPRINE, -400), fibrosing(), *READY),
        offers=(NIN,),
    ),
    Story(
        "progressive-pulmonary-fibrosis",
        "nintedanib is offered by the card of mixed disease",
        VIEW,
        "warning",
        record=(*BASE, mycophenolate(), fibrosing(), *READY),
        never_offers=(NIN,),
    ),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
