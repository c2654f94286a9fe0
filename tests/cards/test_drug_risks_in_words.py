"""What makes a drug unsafe counts where the problem list says it in words alone, as its code does."""

from __future__ import annotations

import pytest

from tests.cards.clinic import (
    CHECKED,
    CYCLOPHOSPHAMIDE,
    Json,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
    steroid,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SIGN, VIEW, Story, check

JAK, PIRFENIDONE = "jak-inhibitor-safety", "pirfenidone-safety"
TOFACITINIB = ("1357536", "tofacitinib")
TWICE = (2, 1, "d")


def said(words: str, recorded: int = -20) -> Json:
    return {**condition("said", "X", recorded=recorded), "code": {"text": words}}


def counts() -> tuple[Json, ...]:
    return (
        result("anc", "26499-4", 4, "10*9/L", on=-10),
        result("alc", "731-0", 2, "10*9/L", on=-10),
        result("platelets", "26515-7", 250, "10*9/L", on=-10),
        result("hb", "718-7", 13, "g/dL", on=-10),
        result("creatinine", "2160-0", 1, "mg/dL", on=-10),
        result("weight", "29463-7", 70, "kg", on=-10),
    )


def tofacitinib(words: str, expect: str, *, taken: bool = False) -> Story:
    before = (order("taken", *TOFACITINIB, dose=5, start=-200, per=TWICE),) if taken else ()
    return Story(
        card=JAK,
        name=f"{words}, {'renewal' if taken else 'start'}",
        hook=SIGN,
        expect=expect,
        person=patient(age=40),
        record=(*counts(), said(words), *before),
        drafts=(draft("new", *TOFACITINIB, dose=5, per=TWICE),),
    )


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Latent tuberculosis", "critical"),
        ("LTBI", "critical"),
        ("History of latent TB infection", "critical"),
        ("LTBI, treated", "silent"),
        ("Latent TB screening", "silent"),
        ("Pulmonary tuberculosis", "critical"),
        ("Lungentuberkulose", "critical"),
        ("Tuberculosis ruled out", "silent"),
        ("Tuberculosis exposure", "silent"),
        ("History of tuberculosis", "silent"),
        ("Chronic hepatitis B", "warning"),
        ("Hepatitis B carrier", "warning"),
        ("History of hepatitis B", "warning"),
        ("Hepatitis B immune", "silent"),
        ("Hepatitis B non-immune", "silent"),
        ("Hepatitis B core antibody positive", "silent"),
        ("Hepatitis B vaccination", "silent"),
        ("Pulmonary embolism", "warning"),
        ("History of pulmonary embolism", "warning"),
        ("Acute DVT of the left leg", "warning"),
        ("DVT prophylaxis", "silent"),
        ("Superficial venous thrombosis", "silent"),
        ("Family history of DVT", "silent"),
        ("Myocardial infarction", "warning"),
        ("Old myocardial infarction", "warning"),
        ("h/o stroke", "warning"),
        ("CVA tenderness", "silent"),
        ("Diverticulitis", "warning"),
        ("Diverticulosis", "silent"),
        ("Sepsis", "warning"),
        ("History of sepsis", "silent"),
        ("Breast cancer", "warning"),
        ("History of breast cancer", "warning"),
        ("Bronchialkarzinom", "warning"),
        ("Basal cell carcinoma of the nose", "silent"),
        ("Family history of breast cancer", "silent"),
        ("Cancer screening", "silent"),
        ("Current every day smoker", "warning"),
        ("Former smoker", "silent"),
    ],
)
def test_a_risk_in_words_at_the_start_of_a_jak_inhibitor(words: str, expect: str) -> None:
    check(tofacitinib(words, expect))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Pulmonary embolism", "warning"),
        ("History of pulmonary embolism", "silent"),
        ("Myocardial infarction", "warning"),
        ("Old myocardial infarction", "silent"),
        ("h/o stroke", "silent"),
        ("Latent tuberculosis", "warning"),
        ("Diverticulitis", "silent"),
    ],
)
def test_a_history_in_words_is_no_new_event_of_a_renewal(words: str, expect: str) -> None:
    check(tofacitinib(words, expect, taken=True))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("ESRD on hemodialysis", "critical"),
        ("Dependence on renal dialysis", "critical"),
        ("Planned for dialysis", "silent"),
        ("Declined dialysis", "silent"),
    ],
)
def test_dialysis_in_words_beside_pirfenidone(words: str, expect: str) -> None:
    taken = order("taken", "1592254", "pirfenidone", dose=801, start=-300, per=(3, 1, "d"))
    tests = (
        result("alt", "1742-6", 20, "U/L", on=-5, high=40),
        result("ast", "1920-8", 20, "U/L", on=-5, high=40),
        result("bilirubin", "1975-2", "0.5", "mg/dL", on=-5, high="1.2"),
    )
    drafted = draft("new", "1592254", "pirfenidone", dose=801, per=(3, 1, "d"))
    check(
        Story(PIRFENIDONE, words, SIGN, expect, record=(*tests, said(words, -400), taken), drafts=(drafted,))
    )


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Congestive heart failure", "warning"),
        ("Herzinsuffizienz NYHA III", "warning"),
        ("History of heart failure", "silent"),
        ("Dehydration", "warning"),
        ("Exsikkose", "warning"),
        ("Selective IgA deficiency", "warning"),
        ("History of IgA deficiency", "warning"),
        ("IgA nephropathy", "silent"),
    ],
)
def test_what_makes_immune_globulin_unsafe_in_words(words: str, expect: str) -> None:
    tests = (result("iga", "2458-8", 2, "g/L", on=-400), *counts())
    drafted = draft("ivig", "1426680", "immunoglobulin G, human", dose=28, unit="g", route="iv", days=5)
    check(Story("ivig-safety", words, SIGN, expect, record=(*tests, said(words)), drafts=(drafted,)))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Gross hematuria", "warning"),
        ("Makrohämaturie", "warning"),
        ("No hematuria", "silent"),
        ("Bladder outlet obstruction", "warning"),
        ("Harnverhalt", "warning"),
        ("Airway obstruction", "silent"),
        ("Bladder cancer", "warning"),
        ("History of bladder cancer", "warning"),
        ("Bladder cancer screening", "silent"),
    ],
)
def test_what_makes_cyclophosphamide_unsafe_in_words(words: str, expect: str) -> None:
    drafted = draft("cyc", *CYCLOPHOSPHAMIDE, dose=1000, per=(1, 4, "wk"), route="iv")
    check(
        Story(
            "cyclophosphamide-safety", words, SIGN, expect, record=(*counts(), said(words)), drafts=(drafted,)
        )
    )


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Megaloblastic anemia due to folate deficiency", "warning"),
        ("Folsäuremangelanämie", "warning"),
        ("Iron deficiency anemia", "silent"),
    ],
)
def test_an_anaemia_in_words_beside_trimethoprim(words: str, expect: str) -> None:
    record = (*counts(), *CHECKED, said(words))
    check(Story("tmp-smx-marrow-liver", words, SIGN, expect, record=record, drafts=(tmp_smx_draft(),)))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Monoclonal gammopathy", "info"),
        ("HIV infection", "silent"),
        ("HIV screening", "info"),
        ("Multiple myeloma", "silent"),
        ("Hypogammaglobulinemia", "silent"),
    ],
)
def test_who_stays_on_prophylaxis_in_words(words: str, expect: str) -> None:
    taken = (tmp_smx(start=-90), steroid("gc", 14, start=-27))
    check(Story("pjp-stop-review", words, VIEW, expect, record=(ild(), *counts(), *taken, said(words))))
