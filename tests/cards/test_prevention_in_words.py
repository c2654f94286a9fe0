"""What forbids, explains or asks for prevention counts where the problem list says it in words alone."""

from __future__ import annotations

import pytest

from tests.cards.clinic import LOINC, Json, coded, condition, order, patient, result
from tests.cards.story import SIGN, VIEW, Story, check

ILD = condition("ild", "J84.10", recorded=-900)
ARTHRITIS = condition("ra", "M06.9", recorded=-900)
VITAMIN_D, CALCIUM = "colecalciferol", "calcium carbonate"


def said(words: str) -> Json:
    return {**condition("said", "X", recorded=-20), "code": {"text": words}}


@pytest.mark.parametrize(
    ("words", "expect", "offers", "never"),
    [
        ("Hypercalcemia", "silent", (), ()),
        ("Hypercalcaemia of malignancy", "silent", (), ()),
        ("Hyperkalzämie", "silent", (), ()),
        ("Hyperkalemia", "info", (VITAMIN_D, CALCIUM), ()),
        ("Hypercalciuria", "info", (VITAMIN_D, CALCIUM), ()),
        ("No hypercalcemia", "info", (VITAMIN_D, CALCIUM), ()),
        ("Kidney stones", "info", (VITAMIN_D,), (CALCIUM,)),
        ("Recurrent nephrolithiasis", "info", (VITAMIN_D,), (CALCIUM,)),
        ("Nierensteine", "info", (VITAMIN_D,), (CALCIUM,)),
        ("Gallstones", "info", (VITAMIN_D, CALCIUM), ()),
        ("Sarcoidosis", "info", (VITAMIN_D,), (CALCIUM,)),
        ("Sarcoidosis ruled out", "info", (VITAMIN_D, CALCIUM), ()),
    ],
)
def test_what_forbids_calcium_in_words(
    words: str, expect: str, offers: tuple[str, ...], never: tuple[str, ...]
) -> None:
    taken = order("pred", "8640", "prednisone", dose=5, start=-100)
    check(
        Story(
            "steroid-bone-health",
            words,
            VIEW,
            expect,
            record=(ILD, taken, said(words)),
            recommended=VITAMIN_D if expect == "info" and words != "Sarcoidosis" else None,
            offers=offers,
            never_offers=never,
        )
    )


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Pulmonary hypertension", "warning"),
        ("Group 3 pulmonary arterial hypertension", "warning"),
        ("Cor pulmonale", "warning"),
        ("Acute cor pulmonale", "silent"),
        ("Pulmonale Hypertonie", "warning"),
        ("Hypertension", "silent"),
        ("Portal hypertension", "silent"),
        ("Pulmonary hypertension screening", "silent"),
    ],
)
def test_pulmonary_hypertension_in_words_beside_an_oxygen_pressure_of_58(words: str, expect: str) -> None:
    gas = result("gas", "2703-7", 58, "mm[Hg]", on=-5)
    check(Story("oxygen-assessment", words, VIEW, expect, record=(ILD, gas, said(words))))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Unstable angina", "silent"),
        ("NSTEMI", "silent"),
        ("Acute myocardial infarction", "silent"),
        ("Acute on chronic diastolic heart failure", "silent"),
        ("Decompensated heart failure", "silent"),
        ("Chronic heart failure", "info"),
        ("Old myocardial infarction", "info"),
        ("Old NSTEMI", "info"),
        ("History of unstable angina", "info"),
        ("Stable angina", "info"),
    ],
)
def test_an_unstable_heart_in_words_before_rehabilitation(words: str, expect: str) -> None:
    low = result("fvc", "19872-1", 60, "%", on=-50)
    check(Story("pulmonary-rehabilitation", words, VIEW, expect, record=(ILD, low, said(words))))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Bronchiectasis", "info"),
        ("Traction bronchiectasis", "silent"),
        ("Cystic fibrosis", "info"),
        ("Cystic fibrosis carrier", "silent"),
        ("Mukoviszidose", "info"),
    ],
)
def test_an_airway_disease_in_words_beside_ige_of_600(words: str, expect: str) -> None:
    high = result("ige", "19113-0", 600, "[IU]/mL", on=-50)
    check(Story("very-high-ige", words, VIEW, expect, record=(ILD, high, said(words))))


@pytest.mark.parametrize(
    ("disease", "words", "expect"),
    [
        ("M35.00", "Raynaud's phenomenon", "info"),
        ("M35.00", "Esophageal dysmotility", "info"),
        ("M35.00", "Reflux oesophagitis", "silent"),
        ("M06.9", "Current smoker", "info"),
        ("M06.9", "Tobacco use disorder", "info"),
        ("M06.9", "Nicotine dependence, cigarettes", "info"),
        ("M06.9", "Former smoker", "info"),
        ("M06.9", "Ex-smoker", "info"),
        ("M06.9", "Never smoker", "silent"),
        ("M06.9", "Non-smoker", "silent"),
        ("M06.9", "Passive smoker", "silent"),
    ],
)
def test_a_risk_of_ild_in_words(disease: str, words: str, expect: str) -> None:
    """One risk factor (the age) stands beside it; men count one more in arthritis."""
    record = (condition("sard", disease, recorded=-900), said(words))
    check(Story("ild-screening", words, VIEW, expect, record=record, person=patient(age=60, sex="female")))


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("Community acquired pneumonia", "silent"),
        ("Pneumonia", "silent"),
        ("Acute bronchitis", "silent"),
        ("Lower respiratory tract infection", "silent"),
        ("Lungenentzündung", "silent"),
        ("Organizing pneumonia", "info"),
        ("Usual interstitial pneumonia", "info"),
        ("Nonspecific interstitial pneumonia", "info"),
        ("History of pneumonia", "info"),
        ("Pneumonia vaccine", "info"),
        ("Chronic bronchitis", "info"),
    ],
)
def test_a_lung_infection_in_words_before_a_chest_radiograph(words: str, expect: str) -> None:
    drafted: Json = {
        "resourceType": "ServiceRequest",
        "id": "xr",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": "Patient/pat"},
        "code": coded(LOINC, "36643-5", "XR Chest 2 Views"),
        "reasonReference": [{"reference": "Condition/ild"}],
    }
    check(
        Story(
            "low-value-monitoring-test",
            words,
            SIGN,
            expect,
            record=(ILD, ARTHRITIS, said(words)),
            drafts=(drafted,),
        )
    )
