"""ILD in rheumatoid arthritis without an ILD drug: when it speaks, and which drug it offers to whom."""

from __future__ import annotations

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    condition,
    day,
    ild,
    order,
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
    ended,
)
from tests.cards.first_line_stories import FirstLine, shared_stories
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

CARD = "ra-ild-first-line"
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-2000)
JOINTS = order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-900)


def over(drug: tuple[str, str], changed: int | None) -> Json:
    """An order of years ago that is completed, without an end; when the record was last changed."""
    meta = {} if changed is None else {"meta": {"lastUpdated": f"{day(changed)}T12:00:00Z"}}
    return order("over", *drug, dose=50, start=-2000, status="completed", **meta)


ROWS = [
    Story(
        CARD,
        "Fires row: ILD since 100 days on methotrexate only",
        VIEW,
        "info",
        record=(RA, ild(recorded=-100), JOINTS),
        offers=(MMF,),
        recommended="",
    ),
    Story(
        CARD,
        "Silent row: rituximab 183 days ago for the joints",
        VIEW,
        "silent",
        record=(RA, ild(recorded=-100), JOINTS, ended(RITUXIMAB, 183, route="iv")),
    ),
    Story(
        CARD,
        "Silent row: rituximab two years ago fires without it",
        VIEW,
        "info",
        record=(
            RA,
            ild(recorded=-100),
            *LABS,
            order("r", *RITUXIMAB, dose=1000, start=-745, until=-730, route="iv", status="completed"),
        ),
        offers=(MMF, AZA),
        never_offers=(RTX,),
    ),
    Story(
        CARD,
        "completed without an end, last changed 184 days ago",
        VIEW,
        "info",
        record=(RA, ild(recorded=-100), *LABS, over(AZATHIOPRINE, -184)),
        never_offers=(AZA,),
    ),
    Story(
        CARD,
        "completed without an end, last changed 183 days ago",
        VIEW,
        "not known",
        record=(RA, ild(recorded=-100), *LABS, over(AZATHIOPRINE, -183)),
    ),
    Story(
        CARD,
        "completed without an end or a day of the last change",
        VIEW,
        "not known",
        record=(RA, ild(recorded=-100), *LABS, over(AZATHIOPRINE, None)),
    ),
    Story(
        CARD,
        "Silent row: drug-induced ILD active",
        VIEW,
        "silent",
        record=(RA, ild(recorded=-100), condition("di", "J70.4")),
    ),
    Story(
        CARD,
        "Silent row: SSc also coded",
        VIEW,
        "silent",
        record=(RA, ild(recorded=-100), condition("ssc", "M34.0")),
    ),
    Story(
        CARD,
        "three drugs and the discussion, no calcineurin inhibitor, no tocilizumab",
        VIEW,
        "info",
        record=(RA, ild(recorded=-100), *LABS),
        offers=(MMF, RTX, AZA, DISCUSSION),
        never_offers=(TAC, TCZ),
        recommended=MMF,
    ),
    Story(
        CARD,
        "one code for disease and lung",
        VIEW,
        "info",
        record=(condition("both", "M05.10", recorded=-100),),
    ),
    Story(
        CARD,
        "RA suspected",
        VIEW,
        "info",
        record=(condition("r", "M06.9", verification="provisional"), ild()),
    ),
    Story(
        CARD, "RA refuted", VIEW, "silent", record=(condition("r", "M06.9", verification="refuted"), ild())
    ),
    Story(
        CARD,
        "MCTD also coded",
        VIEW,
        "silent",
        because="as the leading disease",
        record=(RA, ild(), condition("m", "M35.1")),
    ),
    Story(
        CARD, "Sjogren also coded: RA comes first", VIEW, "info", record=(RA, ild(), condition("s", "M35.00"))
    ),
    Story(CARD, "lupus also coded", VIEW, "info", record=(RA, ild(), condition("l", "M32.9"))),
    Story(
        CARD,
        "prednisone drafted beside methotrexate",
        SELECT,
        "info",
        record=(RA, ild(recorded=-900), JOINTS),
        drafts=(steroid_draft(mg=10),),
        recommended="",
    ),
]

STORIES = [
    *ROWS,
    *shared_stories(
        FirstLine(
            CARD,
            RA,
            listed=(MYCOPHENOLATE, AZATHIOPRINE, RITUXIMAB, CYCLOPHOSPHAMIDE),
            unlisted=(TOCILIZUMAB, TACROLIMUS, TOFACITINIB, NINTEDANIB, PIRFENIDONE),
        )
    ),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_is_not_asked_when_orders_are_signed() -> None:
    findings, _ = tell(Story(CARD, "signing", SIGN, "silent", record=(RA, ild())))
    assert CARD not in [finding.card.id for finding in findings.findings]


def test_at_most_one_drug_may_be_taken() -> None:
    card = card_in(tell(Story(CARD, "all", VIEW, "info", record=(RA, ild(), *LABS)))[1], CARD)
    assert card is not None
    assert card["selectionBehavior"] == "at-most-one"
