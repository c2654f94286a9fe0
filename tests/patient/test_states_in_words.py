"""Pregnancy, comfort care and transplants that stand in words alone are told as their codes are.

What denies them, looks for them, plans them or is another person's is not.
"""

from __future__ import annotations

import pytest

from cdshooks.patient.answer import NO, YES
from tests.patient.records import Json, record

PREGNANCY, COMFORT_CARE = "cond_pregnancy", "cond_comfort_care"
LUNG, TRANSPLANT = "cond_lung_transplant", "cond_transplant_haem_malignancy_pjp_risk"

PREGNANT = (
    "Pregnant, 12 weeks",
    "Pregnancy",
    "Pregnant",
    "Intrauterine pregnancy at 12 weeks",
    "High-risk pregnancy",
    "high risk pregnancy",
    "Supervision of high risk pregnancy, second trimester",
    "Supervision of normal first pregnancy",
    "Twin pregnancy",
    "Unplanned pregnancy",
    "Schwangerschaft, 12. SSW",
    "schwanger",
    "Grossesse de 12 semaines",
    "Enceinte",
    "Embarazo de 12 semanas",
    "embarazada",
    "Encounter for pregnancy test, result positive",
    "Positive pregnancy test",
    "Pregnancy with history of preterm labor",
    "Hypertension in pregnancy",
    "pregnant since May",
    "Pregnant state, incidental",
    "First pregnancy",
    "12 weeks gestation of pregnancy",
    "Pregnancy, threatened preterm labor",
    "pregnant; planned cesarean",
)

NOT_PREGNANT = (
    "Not pregnant",
    "history of pregnancy",
    "Family history of twin pregnancy",
    "Pregnancy test negative",
    "Pregnancy test",
    "Ectopic pregnancy",
    "Prior pregnancy",
    "previous pregnancy",
    "Trying to become pregnant",
    "Desires pregnancy",
    "Pregnancy counselling",
    "wife is pregnant",
    "Possible pregnancy",
    "Pregnancy?",
    "rule out pregnancy",
    "Postpartum",
    "Pregnancy loss",
    "s/p termination of pregnancy",
    "Pregnancy prevention",
    "Could be pregnant",
    "Daughter pregnant",
    "nicht schwanger",
    "no embarazada",
    "pas enceinte",
    "False pregnancy",
    "at risk for pregnancy",
    "Pregnancy ended",
    "pregnancy ruled out",
    "Molar pregnancy",
    "Unable to get pregnant",
    "postmenopausal, never pregnant",
    "Methotrexate contraindicated in pregnancy",
    "Planning pregnancy",
    "Recurrent pregnancy loss",
    "Last pregnancy 2010",
    "Kein Hinweis auf Schwangerschaft",
    "Z.n. Schwangerschaft",
    "non-pregnant",
    "pre-pregnancy visit",
    "Pregnancy status unknown",
    "Encounter for pregnancy test",
    "risk of pregnancy",
)

IN_COMFORT_CARE = (
    "Hospice care",
    "hospice",
    "On hospice",
    "Home hospice care",
    "Comfort care only",
    "Comfort measures only",
    "Admitted to hospice",
    "Full care by hospice",
    "End-of-life care",
    "Hospice care for IPF",
    "DNR, comfort care",
    "Comfort care (DNR)",
    "Hospice patient",
    "Enrolled in hospice",
    "Hospice care; Full care by hospice",
    "Encounter for hospice care",
    "Inpatient hospice",
    "Admission to hospice",
    "Hospice care due to end-stage ILD",
    "Comfort care, no further labs",
    "Comfort care, no further escalation",
    "In hospice",
    "Under hospice care",
    "Hospice care patient",
    "Hospice care at home",
    "Hospice care since 2024",
    "Hospice care as of May 2025",
    "Hospice enrollment",
    "Enrolled in hospice program",
    "Admitted to hospice for end-stage ILD",
    "Hospice for advanced lung disease",
    "CMO - comfort measures only",
    "Comfort measures only status",
    "Comfort care order",
    "Transition from acute care to hospice (finding)",
    "Palliative care, comfort measures only",
    "Care of the dying person",
    "Dying care",
)

NOT_IN_COMFORT_CARE = (
    "Hospice referral",
    "Referral to hospice",
    "Declined hospice",
    "Hospice care declined",
    "Hospice discussed",
    "hospice evaluation",
    "Not on hospice",
    "No hospice",
    "Palliative care",
    "Discharged from hospice",
    "Hospice consult",
    "mother in hospice",
    "Considering hospice",
    "Hospice eligible",
    "Hospice nurse",
    "history of hospice care",
    "hospice revoked",
    "Admission to hospice for respite",
    "Hospice care, not yet enrolled",
    "Comfort care discussed with family",
    "possible comfort care",
    "Hospice information given",
    "Prior hospice care",
    "Comfort care if worsens",
    "shared care - hospice and GP",
    "Hospice care plan",
    "comfortable",
    "Hospice volunteer",
    "terminal illness",
    "Discomfort care",
    "Hospice care, no longer on it",
    "Hospice care - not wanted",
    "Family wants hospice",
    "Hospice appropriate",
    "Palliative care consult",
    "Hospice/palliative medicine",
    "Hospice and palliative care",
    "Hospice vs. nursing home",
    "Hospice/rehab",
    "Hospice - deferred",
    "Hospice, refuses",
    "Hospice: cancelled",
    "Hospice, on hold",
    "Hospice care postponed",
    "Hospice care: ended",
    "Hospice, disenrolled",
    "Hospice care - stopped",
    "Hospice, 2019",
    "Hospice care, not on it",
    "Hospice, no decision yet",
    "Hospice, no consent",
    "Hospice care without enrollment",
    "Hospice care, undecided",
    "Hospice, ineligible",
    "Hospice: too early",
    "Hospice - recommended",
    "Hospice - suggested",
    "Hospice: under review",
    "Hospice, awaiting bed",
    "Hospice: enrollment next week",
    "Hospice, counselling",
    "Hospice: brochure",
    "Hospice order",
    "Hospice: full code",
    "Hospice for husband",
    "Hospice care for wife",
    "Comfort care for pet",
    "Comfort care - conversation",
    "Comfort care in case of cardiac arrest",
    "Comfort measures",
    "Comfort measures for teething",
    "Comfort measures for labor",
    "Comfort measures: heat, ice",
    "Patient comfort measures",
    "End of life care, advance directive",
)

NEW_LUNG = (
    "Lung transplant status",
    "Lung transplant recipient",
    "Bilateral lung transplant 2019",
    "Status post lung transplant",
    "Heart-lung transplant",
    "Transplanted lung",
    "Lung transplant rejection",
    "chronic lung allograft dysfunction",
    "Lung transplantation",
    "lung-transplant",
    "Complication of transplanted lung",
)

NO_NEW_LUNG = (
    "Lung transplant evaluation",
    "Lung transplant candidate",
    "Awaiting lung transplant",
    "Listed for lung transplant",
    "Lung transplant referral",
    "Kidney transplant status",
    "Not a lung transplant candidate",
    "Lung transplant workup",
    "Family history of lung transplant",
    "Lung transplant declined",
    "lung transplant waiting list",
    "IPF, needs lung transplant",
    "Encounter for lung transplant",
    "Lung transplant discussed",
    "no lung transplant",
    "lung transplant donor",
    "pre-lung transplant",
    "IPF being considered for lung transplant",
    "bridge to lung transplant",
)

NEW_ORGAN = (
    "Kidney transplant status",
    "Renal transplant recipient",
    "Allogeneic stem cell transplant",
    "Liver transplant 2012",
    "Lung transplant status",
    "Nierentransplantation",
)

NO_NEW_ORGAN = (
    "Corneal transplant",
    "Kidney transplant evaluation",
    "Listed for kidney transplant",
    "Hair transplant",
    "Kidney donor",
    "liver transplant waitlist",
    "Autologous fat transplant",
    "cornea transplantation",
)

ONCE = (
    "Z.n. Lungentransplantation",
    "s/p lung transplant",
    "history of lung transplant",
    "h/o bilateral lung transplant",
    "IPF s/p lung transplant",
    "Prior lung transplant",
)

NEVER = (
    "family history of lung transplant",
    "history of lung transplant evaluation",
    "s/p lung transplant listing",
    "history of pregnancy",
)


def entry(words: str) -> Json:
    return {"resourceType": "Condition", "id": "c", "code": {"text": words}}


@pytest.mark.parametrize(
    ("value_set", "words"),
    [
        (value_set, one)
        for value_set, said in (
            (PREGNANCY, PREGNANT),
            (COMFORT_CARE, IN_COMFORT_CARE),
            (LUNG, NEW_LUNG),
            (TRANSPLANT, NEW_ORGAN),
        )
        for one in said
    ],
)
def test_what_the_words_say_is_active(value_set: str, words: str) -> None:
    (found,) = record({"Condition": [entry(words)]}).conditions(value_set)
    assert found.usable() is YES
    assert found.active() is YES


@pytest.mark.parametrize(
    ("value_set", "words"),
    [
        (value_set, one)
        for value_set, said in (
            (PREGNANCY, NOT_PREGNANT),
            (COMFORT_CARE, NOT_IN_COMFORT_CARE),
            (LUNG, (*NO_NEW_LUNG, *NEVER)),
            (TRANSPLANT, NO_NEW_ORGAN),
        )
        for one in said
    ],
)
def test_what_is_denied_planned_or_of_another_person_is_not_read(value_set: str, words: str) -> None:
    assert not record({"Condition": [entry(words)]}).conditions(value_set)


@pytest.mark.parametrize("words", ONCE)
def test_a_transplant_in_the_history_was_there(words: str) -> None:
    (found,) = record({"Condition": [entry(words)]}).conditions(LUNG)
    assert found.usable() is YES
    assert found.active() is NO


@pytest.mark.parametrize("blank", ["\n", "\u00a0", "  ", "\t"])
def test_a_denial_behind_a_line_break_or_a_hard_space_is_one(blank: str) -> None:
    assert record({"Condition": [entry(f"Lung{blank}transplant{blank}status")]}).conditions(LUNG)
    assert not record({"Condition": [entry(f"Hospice care{blank}declined")]}).conditions(COMFORT_CARE)
