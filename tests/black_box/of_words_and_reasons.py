"""Allergies and reasons that are written in words, or of which nobody can tell what they are."""

from typing import Any

from tests.black_box.asking import SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    PREGNANT,
    SULFONAMIDE,
    TMP_SMX_DS,
    WOMAN_30,
    Json,
    allergy,
    draft,
    ild,
    order,
    result,
    steroid,
    sulfa_allergy,
    tmp_smx_draft,
)

DENIED_LATER = "a text-only entry that text_fallback.csv matches; what is denied is something else"
NOBODY_KNOWS = "README 2.1: a resource that would decide cannot be read"
RISK = (ild(), steroid(authored=-40), *CHECKED)


def in_words(text: str) -> dict[str, Any]:
    return {**allergy("sulfa", *SULFONAMIDE), "code": {"text": text}}


def four_a_day(**reason: Any) -> Json:
    """TMP-SMX 640 mg trimethoprim a day, without a stated end."""
    return {**draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(4, 1, "d")), **reason}


def by_severe_allergy(name: str, recommends: str, because: str, drafted: Json) -> Case:
    severe = sulfa_allergy(criticality="high")
    return Case(
        "tmp-smx-allergy",
        name,
        SIGN,
        "critical",
        because,
        record=(severe, *CHECKED),
        drafts=(drafted,),
        recommends=recommends,
    )


IN_WORDS = {"reasonCode": [{"text": "suspected PCP pneumonia"}]}
UNSENT = {"reasonReference": [{"reference": "Condition/unsent"}]}
PREVENTED = {"reasonCode": [{"text": "PJP prophylaxis"}]}
NEVER_REPLACED = "a prophylaxis agent never replaces treatment of an infection"
CASES = [
    by_severe_allergy(
        "a treatment whose reason is in words", "infectious", NEVER_REPLACED, four_a_day(**IN_WORDS)
    ),
    by_severe_allergy(
        "a treatment dose whose reason was not sent", "infectious", NEVER_REPLACED, four_a_day(**UNSENT)
    ),
    by_severe_allergy(
        "prophylaxis in words is no treatment", "atovaquone", "!TREATING", four_a_day(**PREVENTED)
    ),
    by_severe_allergy(
        "a low dose whose reason was not sent", "atovaquone", "!TREATING", {**tmp_smx_draft(), **UNSENT}
    ),
    *(
        Case(
            "tmp-smx-allergy",
            f"in words: {text}",
            SIGN,
            "warning",
            DENIED_LATER,
            record=(in_words(text), *CHECKED),
            drafts=(tmp_smx_draft(),),
            recommends="atovaquone",
        )
        for text in (
            "Sulfa (reaction not known)",
            "Bactrim - did not tolerate",
            "Sulfa: no reaction recorded",
            "Sulfa allergy, tolerates furosemide",
            "No known drug allergies except sulfa",
            "Bactrim, furosemide",
        )
    ),
    *(
        Case(
            "tmp-smx-allergy",
            f"in words: {text}",
            SIGN,
            "silent",
            "an allergy that is denied is none",
            record=(in_words(text), *CHECKED),
            drafts=(tmp_smx_draft(),),
        )
        for text in ("no sulfa allergy", "Sulfa allergy: ruled out", "furosemide (sulfa)")
    ),
    *(
        Case(
            "tmp-smx-allergy",
            f"to {name}",
            SIGN,
            "noted",
            NOBODY_KNOWS,
            record=({**allergy("one", *SULFONAMIDE), "code": code}, *CHECKED),
            drafts=(tmp_smx_draft(),),
        )
        for name, code in (
            ("nothing that was written", None),
            ("something unknown", {"text": "Unknown"}),
            ("something that nobody asked for", {"coding": [{"code": "no-allergy-info"}]}),
        )
    ),
    Case(
        "pjp-start",
        "an allergy to nobody knows what",
        VIEW,
        "warning",
        "README 2.5: allergy not known, TMP-SMX is named first and no agent preselected",
        record=(*RISK, {**allergy("one", *SULFONAMIDE), "code": {"text": "Unable to assess"}}),
        recommends="",
        offers=("TMP-SMX", "atovaquone"),
    ),
    Case(
        "tmp-smx-allergy",
        "what makes an allergy severe is told",
        SIGN,
        "critical",
        "critical if SEVERE",
        record=(sulfa_allergy(criticality="high"), *CHECKED),
        drafts=(tmp_smx_draft(),),
        says=("criticality high",),
    ),
    Case(
        "pjp-start",
        "a worked-out amount is told in two decimals",
        VIEW,
        "warning",
        "2.4: deflazacort 25 mg are 20.83 mg of prednisone",
        record=(ild(), order("dfz", "22396", "deflazacort", dose=25, authored=-40), *CHECKED),
        says=("20.83 mg/day",),
    ),
    Case(
        "pjp-start",
        "no agent is preselected in pregnancy, and says what comes first",
        VIEW,
        "warning",
        "2.5: in pregnancy obstetric / infectious-disease advice",
        record=(*RISK, PREGNANT),
        person=WOMAN_30,
        recommends="infectious",
        offers=("check first: obstetric and infectious-disease advice (pregnant)",),
    ),
    Case(
        "nintedanib-safety",
        "a liver test is told in times its upper limit",
        SIGN,
        "warning",
        "L3 = ALT or AST > 3 xULN",
        record=(result("alt", "1742-6", 124, "U/L", high=40), *CHECKED),
        drafts=(draft("nin", "1592737", "nintedanib", dose=150, per=(2, 1, "d")),),
        says=("3.1 times its upper limit",),
    ),
]
