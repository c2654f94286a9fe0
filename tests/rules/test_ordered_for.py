"""For which diagnosis what a card suggests is ordered."""

from __future__ import annotations

import pytest

from tests.cards.clinic import (
    PREGNANT,
    WOMAN_30,
    Json,
    condition,
    creatinine,
    ild,
    potassium,
    sulfa_allergy,
    tmp_smx_draft,
    weight,
)
from tests.cards.story import SIGN, Story, card_in, tell

DIALYSIS = condition("dia", "Z99.2", "Dependence on renal dialysis")
ARTHRITIS = condition("ra", "M06.9", "Rheumatoid arthritis")
FOLATE = condition("fol", "D52.9", "Folate deficiency anaemia, unspecified")
FOR_THE_LUNG = {"reasonReference": [{"reference": "Condition/ild"}]}
FOR_ARTHRITIS = {"reasonReference": [{"reference": "Condition/ra"}]}
FOR_PROPHYLAXIS = {"reasonCode": [{"text": "PJP prophylaxis"}]}


def reasons_of(card: str, level: str, kind: str, *record: Json, **more: object) -> list[Json]:
    """Of each resource of the kind that the card creates beside a drafted TMP-SMX: why it is ordered."""
    story = Story(card, "reasons", SIGN, level, record=record, drafts=(tmp_smx_draft(),), **more)  # type: ignore[arg-type]
    _, answer = tell(story)
    shown = card_in(answer, card)
    assert shown is not None
    created = [
        action["resource"]
        for one in shown["suggestions"]
        for action in one["actions"]
        if "resource" in action
    ]
    return [
        {name: one[name] for name in ("reasonReference", "reasonCode") if name in one}
        for one in created
        if one["resourceType"] == kind
    ]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ((ild(),), FOR_THE_LUNG),
        ((ARTHRITIS, ild()), FOR_THE_LUNG),
        ((ARTHRITIS,), FOR_ARTHRITIS),
        ((ARTHRITIS, ild(verification="provisional")), FOR_ARTHRITIS),
        ((ild(verification="provisional"),), FOR_THE_LUNG),
        ((ARTHRITIS, ild(clinical="resolved")), FOR_ARTHRITIS),
        ((ild(verification="refuted"),), FOR_PROPHYLAXIS),
        ((), FOR_PROPHYLAXIS),
    ],
)
def test_what_takes_the_place_of_a_drug_is_ordered_for_the_disease_and_not_for_what_forbids_the_drug(
    record: tuple[Json, ...], reason: Json
) -> None:
    for card, level, ground in (
        ("tmp-smx-renal-dose", "critical", DIALYSIS),
        ("tmp-smx-allergy", "warning", sulfa_allergy()),
        ("tmp-smx-marrow-liver", "warning", FOLATE),
    ):
        assert reasons_of(card, level, "MedicationRequest", ground, *record) == [reason], card


def test_a_test_that_no_diagnosis_asks_for_names_the_disease_and_the_question() -> None:
    asked = reasons_of("tmp-smx-hyperkalaemia", "info", "ServiceRequest", ild(), creatinine(), weight())
    assert asked == [{**FOR_THE_LUNG, "reasonCode": [{"text": "TMP-SMX and potassium"}]}] * 2
    asked = reasons_of("tmp-smx-hyperkalaemia", "info", "ServiceRequest", creatinine(), weight())
    assert asked == [{"reasonCode": [{"text": "TMP-SMX and potassium"}]}] * 2


def test_advice_in_pregnancy_is_asked_for_the_pregnancy() -> None:
    asked = reasons_of(
        "pjp-agent-in-pregnancy", "warning", "ServiceRequest", PREGNANT, ild(), potassium(), person=WOMAN_30
    )
    assert asked == [{"reasonReference": [{"reference": "Condition/preg"}]}] * 2
