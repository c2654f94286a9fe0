"""ILD in Sjogren disease without an ILD drug: when it speaks, what it offers, when it advises to observe."""

from __future__ import annotations

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    result,
    steroid_draft,
)
from tests.cards.first_line import (
    AZA,
    AZATHIOPRINE,
    CICLOSPORIN,
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
    WOMAN,
    dlco,
    ended,
    lung,
)
from tests.cards.first_line_stories import FirstLine, shared_stories
from tests.cards.story import SELECT, SIGN, VIEW, Story, check, tell

CARD = "sjogren-ild-first-line"
OBSERVE = "Observe: full lung function in 3 to 6 months"
SJOGREN = condition("sjd", "M35.00", "Sjogren syndrome", recorded=-2000)
NEW = (SJOGREN, ild(recorded=-365))
READY = (*NEW, *LABS)
EYE_DROPS = order("drops", *CICLOSPORIN, dose=1, unit="{drop}", start=-100, route="eye")


def pft(**how: int) -> dict[str, object]:
    """A request for full lung function."""
    return ordered_test("pft", "23426006", system=SNOMED, **how)


ROWS = [
    Story(
        CARD,
        "Fires row: ILD since 365 days, ciclosporin eye drops only, FVC 65 %",
        VIEW,
        "info",
        record=(*NEW, EYE_DROPS, lung(65)),
        recommended=MMF,
    ),
    Story(
        CARD,
        "Silent row: RA also coded",
        VIEW,
        "silent",
        record=(*NEW, EYE_DROPS, lung(65), condition("ra", "M06.9")),
        because="as the leading disease",
    ),
    Story(
        CARD,
        "Silent row: oral azathioprine stopped 183 days ago",
        VIEW,
        "silent",
        record=(*NEW, lung(65), ended(AZATHIOPRINE, 183)),
    ),
    Story(
        CARD,
        "Silent row: azathioprine being drafted",
        SELECT,
        "silent",
        record=(*NEW, lung(65)),
        drafts=(draft("a", *AZATHIOPRINE, dose=50),),
    ),
    Story(
        CARD,
        "three drugs and observation",
        VIEW,
        "info",
        record=READY,
        offers=(MMF, AZA, RTX, OBSERVE),
        never_offers=(TAC, TCZ, DISCUSSION),
        recommended=MMF,
    ),
    Story(
        CARD,
        "one code for disease and lung",
        VIEW,
        "info",
        record=(condition("both", "M35.02", recorded=-9),),
    ),
    Story(
        CARD,
        "MCTD also coded",
        VIEW,
        "silent",
        because="as the leading disease",
        record=(*NEW, condition("m", "M35.1")),
    ),
    Story(CARD, "lupus also coded", VIEW, "info", record=(*NEW, condition("l", "M32.9"))),
    Story(
        CARD,
        "Sjogren refuted",
        VIEW,
        "silent",
        record=(condition("s", "M35.00", verification="refuted"), ild()),
    ),
    Story(
        CARD,
        "Sjogren suspected",
        VIEW,
        "info",
        record=(condition("s", "M35.00", verification="provisional"), ild()),
    ),
]

OBSERVATION = [
    Story(
        CARD,
        "FVC 80 and DLCO 70 %: observation recommended",
        VIEW,
        "info",
        record=(*READY, lung(80), dlco(70)),
        offers=(MMF,),
        recommended=OBSERVE,
        acts=("23426006", "in 3 to 6 months"),
    ),
    Story(
        CARD,
        "FVC 79.9 %",
        VIEW,
        "info",
        record=(*READY, lung(79.9), dlco(70)),
        recommended=MMF,
        offers=(OBSERVE,),
    ),
    Story(CARD, "DLCO 69.9 %", VIEW, "info", record=(*READY, lung(80), dlco(69.9)), recommended=MMF),
    Story(CARD, "DLCO not measured", VIEW, "info", record=(*READY, lung(90)), recommended=MMF),
    Story(
        CARD, "FVC of 91 days ago", VIEW, "info", record=(*READY, lung(90, on=-91), dlco(80)), recommended=MMF
    ),
    Story(
        CARD,
        "DLCO cannot be read: nothing recommended",
        VIEW,
        "info",
        record=(*READY, lung(90), result("d", "98130-8", 80, "furlong")),
        offers=(MMF, OBSERVE),
        recommended="",
    ),
    Story(
        CARD,
        "hardly impaired but progressing",
        VIEW,
        "info",
        record=(*READY, lung(100, on=-370), lung(90), dlco(80)),
        recommended=MMF,
    ),
    Story(
        CARD,
        "observation agreed: lung function asked for 183 days ago",
        VIEW,
        "silent",
        record=(*READY, lung(80), dlco(70), pft(authored=-183)),
        because="observation",
    ),
    Story(
        CARD,
        "lung function asked for 184 days ago",
        VIEW,
        "info",
        record=(*READY, lung(80), dlco(70), pft(authored=-184)),
        recommended=OBSERVE,
    ),
    Story(
        CARD,
        "lung function asked for, but impaired: not asked for again",
        VIEW,
        "info",
        record=(*READY, lung(75), dlco(70), pft(authored=-100)),
        recommended=MMF,
        never_offers=(OBSERVE,),
    ),
    Story(
        CARD,
        "observation agreed, prednisone drafted",
        SELECT,
        "silent",
        record=(*READY, lung(80), dlco(70), pft(authored=-10)),
        drafts=(steroid_draft(mg=10),),
    ),
    Story(
        CARD,
        "lung function drafted beside the prednisone",
        SELECT,
        "info",
        record=(*READY, lung(80), dlco(70)),
        drafts=(steroid_draft(mg=10), {**pft(), "status": "draft"}),
        never_offers=(OBSERVE,),
        recommended="",
    ),
    Story(
        CARD,
        "pregnant and hardly impaired, lung function asked for: only the discussion",
        VIEW,
        "info",
        record=(*READY, lung(80), dlco(70), pft(authored=-10), PREGNANT),
        person=WOMAN,
        offers=(DISCUSSION,),
        never_offers=(OBSERVE, MMF),
        recommended="",
    ),
    Story(
        CARD,
        "requests not supplied, hardly impaired",
        VIEW,
        "not known",
        record=(*READY, lung(80), dlco(70)),
        lacking=("ServiceRequest",),
        named=None,
    ),
    Story(
        CARD,
        "requests not supplied, impaired",
        VIEW,
        "info",
        record=(*READY, lung(75), dlco(70)),
        lacking=("ServiceRequest",),
    ),
]

STORIES = [
    *ROWS,
    *OBSERVATION,
    *shared_stories(
        FirstLine(
            CARD,
            SJOGREN,
            listed=(MYCOPHENOLATE, AZATHIOPRINE, RITUXIMAB, CYCLOPHOSPHAMIDE),
            unlisted=(TOCILIZUMAB, TACROLIMUS, TOFACITINIB, NINTEDANIB, PIRFENIDONE),
        )
    ),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_is_not_asked_when_orders_are_signed() -> None:
    findings, _ = tell(Story(CARD, "signing", SIGN, "silent", record=NEW))
    assert CARD not in [finding.card.id for finding in findings.findings]
