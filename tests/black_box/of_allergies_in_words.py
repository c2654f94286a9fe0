"""Allergies that are written in words, or of which nobody can tell to what they are."""

from typing import Any

from tests.black_box.asking import SIGN, VIEW, Case
from tests.cards.clinic import CHECKED, SULFONAMIDE, allergy, ild, steroid, tmp_smx_draft

DENIED_LATER = "a text-only entry that text_fallback.csv matches; what is denied is something else"
NOBODY_KNOWS = "README 2.1: a resource that would decide cannot be read"
RISK = (ild(), steroid(authored=-40), *CHECKED)


def in_words(text: str) -> dict[str, Any]:
    return {**allergy("sulfa", *SULFONAMIDE), "code": {"text": text}}


CASES = [
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
]
