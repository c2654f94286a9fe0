"""ILD in mixed connective tissue disease without an ILD drug: when it speaks, and what it offers."""

from __future__ import annotations

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    allergy,
    condition,
    draft,
    ild,
    result,
    steroid_draft,
)
from tests.cards.first_line import (
    AZA,
    AZATHIOPRINE,
    DISCUSSION,
    LABS,
    MMF,
    NINTEDANIB,
    PIRFENIDONE,
    RTX,
    TAC,
    TCZ,
    TOCILIZUMAB,
    TOFACITINIB,
    without,
)
from tests.cards.first_line_stories import FirstLine, shared_stories
from tests.cards.story import SELECT, SIGN, VIEW, Story, check, tell

CARD = "mctd-ild-first-line"
MCTD = condition("mctd", "M35.1", "Mixed connective tissue disease", recorded=-2000)
NEW = (MCTD, ild(recorded=-40))
READY = (*NEW, *LABS)

ROWS = [
    Story(
        CARD,
        "Fires row: ILD since 40 days, prednisone 30 mg drafted",
        SELECT,
        "info",
        record=NEW,
        drafts=(steroid_draft(mg=30),),
        recommended=MMF,
        never_acts=('"8640"',),
    ),
    Story(
        CARD,
        "Silent row: SSc ever",
        SELECT,
        "silent",
        record=(*NEW, condition("s", "M34.0", clinical="resolved")),
        drafts=(steroid_draft(mg=30),),
    ),
    Story(
        CARD,
        "Silent row: mycophenolate drafted with the prednisone",
        SELECT,
        "silent",
        record=NEW,
        drafts=(steroid_draft(mg=30), draft("m", *MYCOPHENOLATE, dose=500)),
    ),
    Story(
        CARD,
        "four drugs, no calcineurin inhibitor",
        VIEW,
        "info",
        record=READY,
        offers=(MMF, RTX, AZA, TCZ),
        never_offers=(TAC, DISCUSSION),
        recommended=MMF,
    ),
    Story(
        CARD,
        "MCTD suspected",
        VIEW,
        "info",
        record=(condition("m", "M35.1", verification="provisional"), ild()),
    ),
    Story(
        CARD, "MCTD refuted", VIEW, "silent", record=(condition("m", "M35.1", verification="refuted"), ild())
    ),
    Story(CARD, "RA also coded: MCTD comes first", VIEW, "info", record=(*NEW, condition("ra", "M06.9"))),
    Story(
        CARD, "Sjogren also coded: MCTD comes first", VIEW, "info", record=(*NEW, condition("s", "M35.00"))
    ),
]

TOCILIZUMAB_DRAFT = [
    Story(
        CARD,
        "tocilizumab allergy",
        VIEW,
        "info",
        record=(*READY, allergy("a", "612865")),
        never_offers=(TCZ,),
    ),
    Story(
        CARD,
        "no tuberculosis screen: kept, check first, test beside",
        VIEW,
        "info",
        record=without(READY, "igra"),
        offers=(TCZ,),
        acts=("71773-6",),
        recommended=MMF,
    ),
    Story(
        CARD,
        "neutrophils 1.9",
        VIEW,
        "info",
        record=(*without(READY, "neut"), result("n", "751-8", 1.9, "10*9/L")),
        never_offers=(TCZ,),
        offers=(MMF, RTX, AZA),
    ),
    Story(
        CARD,
        "neutrophils 2.0",
        VIEW,
        "info",
        record=(*without(READY, "neut"), result("n", "751-8", 2.0, "10*9/L")),
        offers=(TCZ,),
    ),
    Story(
        CARD,
        "diverticulitis ever",
        VIEW,
        "info",
        record=(*READY, condition("d", "K57.20", clinical="resolved")),
        never_offers=(TCZ,),
    ),
]

STORIES = [
    *ROWS,
    *TOCILIZUMAB_DRAFT,
    *shared_stories(
        FirstLine(
            CARD,
            MCTD,
            listed=(MYCOPHENOLATE, AZATHIOPRINE, RITUXIMAB, TOCILIZUMAB, CYCLOPHOSPHAMIDE),
            unlisted=(TACROLIMUS, TOFACITINIB, NINTEDANIB, PIRFENIDONE),
            drugs=(MMF, RTX, AZA, TCZ),
        )
    ),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_is_not_asked_when_orders_are_signed() -> None:
    findings, _ = tell(Story(CARD, "signing", SIGN, "silent", record=NEW))
    assert CARD not in [finding.card.id for finding in findings.findings]
