"""Records as they are written: results in words, results told by words, and more cards than are shown."""

from functools import partial

from tests.black_box.asking import SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    MYCOPHENOLATE,
    Json,
    allergy,
    condition,
    lymphocytes,
    order,
    result,
    steroid,
    tmp_smx,
    tmp_smx_draft,
)

mda5 = partial(Case, "pjp-in-mda5")
sulfa = partial(Case, "tmp-smx-allergy")
kidney = partial(Case, "tmp-smx-renal-dose")

MYOSITIS = condition("iim", "M33.20", "Polymyositis", recorded=-90)
TEN_MG = steroid("ten", 10, start=-30)


def antibody(said: str, **how: object) -> Json:
    return {**result("mda5", "107563-9", said, on=-60), **how}


def has_antibody(name: str, expected: str, because: str, found: Json) -> Case:
    return mda5(name, VIEW, expected, because, record=(*CHECKED, MYOSITIS, TEN_MG, found))


def reacted(said: str, expected: str) -> Case:
    entry = allergy("s", "10831", "sulfamethoxazole / trimethoprim")
    entry["reaction"] = [{"manifestation": [{"text": said}]}]
    return sulfa(
        f"{said} after TMP-SMX",
        SIGN,
        expected,
        "severe sulfa reaction (2.3)",
        record=(*CHECKED, entry),
        drafts=(tmp_smx_draft(),),
    )


OTHERS = {"subject": {"reference": "Patient/somebody-else"}}

CASES = [
    mda5(
        "another patient's prophylaxis among the orders",
        VIEW,
        "warning",
        "what belongs to another patient is dropped; the list is whole",
        record=(*CHECKED, MYOSITIS, TEN_MG, antibody("Positive"), tmp_smx(start=-90) | OTHERS),
    ),
    has_antibody("weakly positive", "warning", "coded positive", antibody("Weakly positive")),
    has_antibody("positive with its grade", "warning", "coded positive", antibody("POSITIVE (3+)")),
    has_antibody(
        "positive with the laboratory's flag", "warning", "coded positive", antibody("Positive (A)")
    ),
    has_antibody("positive in German", "warning", "coded positive", antibody("Positiv")),
    has_antibody("positive as two crosses", "warning", "coded positive", antibody("++")),
    has_antibody(
        "positive behind the name of the test",
        "warning",
        "coded positive",
        antibody("anti-MDA5: POSITIVE", code={"text": "Anti-MDA5 antibody"}),
    ),
    has_antibody(
        "doubted behind the name of the test",
        "silent",
        "unreadable form",
        antibody("anti-MDA5: ?positive", code={"text": "Anti-MDA5 antibody"}),
    ),
    has_antibody(
        "denied behind the name of the test",
        "silent",
        "not positive",
        antibody("anti-MDA5 not detected", code={"text": "Anti-MDA5 antibody"}),
    ),
    has_antibody("positive of another test", "silent", "unreadable form", antibody("Ro52 positive")),
    has_antibody("plus or minus", "silent", "unreadable form", antibody("+/-")),
    has_antibody("not reactive, in two words", "silent", "not positive", antibody("Not Reactive")),
    has_antibody("positive with a question mark", "silent", "unreadable form", antibody("Positive?")),
    has_antibody(
        "a test without a code",
        "warning",
        "text_fallback.csv: obs_ab_mda5",
        antibody("Positive", code={"text": "Anti-MDA-5 antibody"}),
    ),
    has_antibody(
        "a test under a local code",
        "warning",
        "text_fallback.csv: obs_ab_mda5",
        antibody("Positive", code={"coding": [{"system": "urn:oid:1.2.3", "code": "9"}], "text": "MDA5 Ab"}),
    ),
    reacted("Lyell syndrome", "critical"),
    reacted("Leukopenia", "critical"),
    reacted("Headache", "warning"),
    kidney(
        "an eGFR written as text without a unit",
        SIGN,
        "silent",
        'units.csv: valueString ">60" is common',
        record=({**result("g", "98979-8"), "valueString": ">60"},),
        drafts=(tmp_smx_draft(),),
    ),
    Case(
        "pjp-stop-review",
        "beside a blood count that is due",
        VIEW,
        "info",
        "order of cards (2.6): by folder, pjp first; nothing is ordered",
        record=(
            tmp_smx(start=-90),
            steroid(mg=14, start=-60),
            order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-200),
            lymphocytes(1.0),
        ),
        others={"mycophenolate-labs": "", "tmp-smx-renal-dose": "info"},
    ),
]
