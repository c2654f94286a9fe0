"""tmp-smx-in-sle: prophylaxis in lupus."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    DOES_NOT_SUFFICE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WOMAN_30,
    Json,
    atovaquone,
    coded,
    comfort_care,
    condition,
    draft,
    lymphocytes,
    patient,
    potassium,
    result,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell

CARD, TITLE = "tmp-smx-in-sle", "TMP-SMX in systemic lupus"
REPLACE, DELETE = "Replace with atovaquone", "Remove the draft"
LUPUS = condition("sle", "M32.9", "Systemic lupus erythematosus", recorded=-900)
ANTI_RO = result("ro", "8093-7", "Positive", on=-400)
DAILY = tmp_smx_draft()
TREATMENT = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted in lupus."""
    drafts = more.pop("drafts", (DAILY,))
    lupus = () if more.pop("no_lupus", False) else (LUPUS,)
    return Story(
        CARD, name, more.pop("hook", SIGN), expect, record=(*CHECKED, *lupus, *record), drafts=drafts, **more
    )


STORIES = [
    ordered("never taken before", "info", recommended=REPLACE, offers=(DELETE,)),
    ordered("too little atovaquone is taken", "info", TOO_LITTLE_ATOVAQUONE, recommended=DOES_NOT_SUFFICE),
    ordered(
        "lupus long inactive",
        "info",
        LUPUS | {"id": "b", "clinicalStatus": coded("", "inactive")},
        no_lupus=True,
    ),
    ordered("completed after 28 days", "silent", tmp_smx("old", start=-100, days=28, status="completed")),
    ordered("completed after 27 days", "info", tmp_smx("old", start=-100, days=27, status="completed")),
    ordered("stopped after 28 days", "info", tmp_smx("old", start=-100, days=28, status="stopped")),
    ordered(
        "completed on an unknown day", "not known", tmp_smx("old", start=-100, status="completed"), named=None
    ),
    ordered("active for 28 days", "silent", tmp_smx("on", start=-27)),
    ordered("active for 27 days", "info", tmp_smx("on", start=-26)),
    *(
        ordered(
            f"stopped, and active again after {gap} days",
            expect,
            tmp_smx("before", start=-90, until=-11 - gap, status="stopped"),
            tmp_smx("on", start=-10),
        )
        for gap, expect in ((30, "silent"), (31, "info"))
    ),
    ordered("anti-Ro is shown", "info", ANTI_RO, says=("Anti-Ro (SSA) is positive",)),
    ordered("no anti-Ro", "info", never_says=("is positive here",)),
    ordered("lymphocytes 0.99 are shown", "info", lymphocytes(0.99), says=("Lymphocytes are below",)),
    ordered("lymphocytes 1.0 are not", "info", lymphocytes(1.0), never_says=("Lymphocytes are below",)),
    ordered("lymphocytes 0.9, 90 days old", "info", lymphocytes(0.9, on=-90), says=("Lymphocytes are",)),
    ordered(
        "lymphocytes 0.9, 91 days old", "info", lymphocytes(0.9, on=-91), never_says=("Lymphocytes are",)
    ),
    ordered(
        "systemic sclerosis with anti-Ro", "silent", condition("ssc", "M34.0", "SSc"), ANTI_RO, no_lupus=True
    ),
    ordered("lupus refuted", "silent", LUPUS | {"verificationStatus": coded("", "refuted")}, no_lupus=True),
    ordered("sulfa allergy: that card speaks", "silent", sulfa_allergy()),
    ordered("treatment by dose and duration", "silent", drafts=(TREATMENT,)),
    ordered("treatment by its reason", "silent", drafts=(tmp_smx_draft(reason=PJP_REASON),)),
    ordered("Pneumocystis now", "silent", condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)),
    ordered("atovaquone", "silent", drafts=(atovaquone(status="draft"),)),
    ordered("17 years", "silent", person=patient(age=17)),
    ordered("comfort care", "silent", comfort_care()),
    ordered("deceased", "silent", person=patient(deceasedBoolean=True)),
    ordered("at select", "info", hook=SELECT, selections=("MedicationRequest/tmp",)),
    ordered("pregnant: no replacement", "info", PREGNANT, person=WOMAN_30, never_offers=("Replace",)),
    ordered("problem list not supplied", "not known", lacking=("Condition",), no_lupus=True, named=None),
    ordered("problem list failed", "not known", failed=("Condition",), no_lupus=True, named=None),
    ordered("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    ordered("statements in part", "not known", partial=("MedicationStatement",), named=None),
    ordered("allergy list not supplied", "not known", lacking=("AllergyIntolerance",), named=None),
    ordered("no birth date", "not known", person=patient(birth=""), named=None),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_in_sle(story: Story) -> None:
    check(story)


def test_the_louder_card_replaces() -> None:
    _, answer = tell(ordered("potassium 5.6 too", "info", potassium(5.6) | {"id": "k2"}))
    labels = {
        card["source"]["topic"]["code"]: [one["label"] for one in card.get("suggestions", ())]
        for card in answer["cards"]
    }
    assert any(label.startswith("Replace") for label in labels["tmpSmxHyperkalaemia"])
    assert not any(label.startswith("Replace") for label in labels["tmpSmxInSle"])
