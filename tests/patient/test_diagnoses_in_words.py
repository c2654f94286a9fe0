"""A diagnosis that bars a drug, or silences what would harm, is told in words alone as its code tells it."""

from __future__ import annotations

import pytest

from cdshooks.patient.answer import NO, YES
from tests.patient.records import Json, record

SAID = {
    "cond_heart_failure": (
        "Congestive heart failure",
        "HFrEF",
        "CHF, NYHA III",
        "Linksherzinsuffizienz",
        "Herzinsuffizienz NYHA II",
    ),
    "cond_volume_depletion": ("Dehydration", "Hypovolemia", "Volume depletion", "Exsikkose"),
    "cond_iga_deficiency": ("Selective IgA deficiency", "IgA-Mangel", "Deficiency of immunoglobulin A"),
    "cond_malignancy_excl_nmsc": (
        "Breast cancer",
        "Adenocarcinoma of the lung, stage IIIA",
        "Malignant melanoma of skin",
        "Malignant neoplasm of prostate (HCC)",
        "Diffuse large B-cell lymphoma",
        "Squamous cell carcinoma of the lung",
        "Mammakarzinom links",
        "Bronchialkarzinom",
        "Prostatakrebs",
    ),
    "cond_bladder_cancer": (
        "Bladder cancer",
        "Carcinoma of the urinary bladder",
        "Urothelial carcinoma",
        "Harnblasenkarzinom",
    ),
    "cond_haematuria": ("Gross hematuria", "Microscopic haematuria", "Makrohämaturie"),
    "cond_urinary_outflow_obstruction": (
        "Urinary outflow obstruction",
        "Bladder outlet obstruction",
        "Acute urinary retention",
        "Harnverhalt",
        "Urethral stricture",
    ),
    "cond_hiv": (
        "HIV infection",
        "HIV-1 disease",
        "AIDS",
        "Human immunodeficiency virus infection",
        "HIV-Infektion",
    ),
    "cond_immunodeficiency_hypogammaglobulinaemia": (
        "Hypogammaglobulinemia",
        "CVID",
        "Hypogammaglobulinämie",
    ),
    "cond_hepatic_impairment": (
        "Cirrhosis of liver",
        "Hepatic failure",
        "Leberzirrhose",
        "Portal hypertension",
    ),
    "cond_folate_deficiency_anaemia": (
        "Folate deficiency anemia",
        "Megaloblastic anaemia due to folate deficiency",
        "Folsäuremangelanämie",
    ),
    "cond_porphyria": ("Acute intermittent porphyria", "Porphyrie"),
    "cond_malabsorption": (
        "Celiac disease",
        "Intestinal malabsorption",
        "Short bowel syndrome",
        "Zöliakie",
        "Malabsorptionssyndrom",
    ),
    "cond_copd": (
        "Chronic airflow obstruction",
        "Chronic obstructive airways disease",
        "Chronisch obstruktive Bronchitis",
    ),
    "cond_asthma_copd_context": ("Chronic obstructive bronchitis", "Severe asthma", "Schweres Asthma"),
    "cond_asthma": ("Severe asthma", "Asthma bronchiale"),
    "cond_pulmonary_hypertension": ("Pulmonary arterial hypertension", "Pulmonale Hypertonie"),
    "cond_pulmonary_oedema": ("Acute pulmonary edema", "Lungenödem"),
    "cond_acute_lower_respiratory_infection": (
        "Community-acquired pneumonia",
        "Pneumonia",
        "Pneumonia, right lower lobe",
        "Right lower lobe pneumonia",
        "COVID-19 pneumonia",
        "Lungenentzündung",
    ),
    "cond_ards": ("ARDS", "Acute respiratory distress syndrome", "Akutes Lungenversagen"),
    "cond_breastfeeding": ("Breastfeeding", "Lactating", "Stillende Patientin"),
    "cond_hypercalcaemia": ("Hypercalcemia", "Hyperkalzämie"),
    "cond_kidney_stones": ("Kidney stones", "Nephrolithiasis", "Nierensteine"),
    "cond_sarcoidosis": ("Pulmonary sarcoidosis", "Sarkoidose"),
    "cond_bronchiectasis": ("Bronchiectasis", "Bronchiektasen"),
    "cond_cystic_fibrosis": ("Cystic fibrosis", "Mukoviszidose"),
    "cond_nasal_polyps": ("Nasal polyps", "Nasenpolypen"),
    "cond_chronic_spontaneous_urticaria": ("Chronic spontaneous urticaria", "Chronische Urtikaria"),
    "cond_raynaud": ("Raynaud's phenomenon", "Raynaud-Syndrom"),
    "cond_oesophageal_dysmotility": ("Esophageal dysmotility", "Ösophagusmotilitätsstörung"),
    "cond_unstable_cardiac_disease": ("Unstable angina", "Acute coronary syndrome", "Akutes Koronarsyndrom"),
    "cond_current_smoker": ("Current every day smoker", "Tobacco use disorder", "Raucher", "Nikotinabusus"),
    "cond_former_smoker": ("Former smoker", "Ex-smoker", "Exraucher"),
    "cond_transplant_haem_malignancy_pjp_risk": (
        "Follicular lymphoma",
        "Multiple myeloma",
        "Akute myeloische Leukämie",
    ),
}
NOT_SAID = {
    "cond_heart_failure": (
        "Heart failure ruled out",
        "Risk of heart failure",
        "Keine Herzinsuffizienz",
        "Respiratory failure",
    ),
    "cond_volume_depletion": ("No dehydration", "Risk of dehydration"),
    "cond_iga_deficiency": ("IgA nephropathy", "IgA deficiency ruled out", "IgG deficiency"),
    "cond_malignancy_excl_nmsc": (
        "Basal cell carcinoma of skin",
        "Squamous cell carcinoma of skin",
        "Skin cancer",
        "Non-melanoma skin cancer",
        "Melanoma in situ",
        "Cancer screening",
        "Family history of breast cancer",
        "Suspected lung cancer",
        "r/o lymphoma",
        "No evidence of malignancy",
        "BRCA1 gene mutation, risk of breast cancer",
        "Malignant hypertension",
        "Basaliom",
        "Weißer Hautkrebs der Haut",
        "Krebsvorsorge",
        "Mutter mit Mammakarzinom",
    ),
    "cond_bladder_cancer": (
        "Bladder polyp",
        "Gall bladder cancer",
        "Bladder cancer screening",
        "Family history of bladder cancer",
    ),
    "cond_haematuria": ("No hematuria", "Screening for hematuria"),
    "cond_urinary_outflow_obstruction": ("Airway obstruction", "Bowel obstruction", "Urinary incontinence"),
    "cond_hiv": (
        "HIV negative",
        "HIV screening",
        "HIV PrEP",
        "HIV exposure",
        "HIV test",
        "Hearing aids",
        "Partner with HIV",
    ),
    "cond_immunodeficiency_hypogammaglobulinaemia": ("Hypergammaglobulinemia", "Monoclonal gammopathy"),
    "cond_hepatic_impairment": (
        "Cirrhosis ruled out",
        "Fatty liver",
        "Hepatitis A",
        "Pulmonary hypertension",
    ),
    "cond_folate_deficiency_anaemia": (
        "Iron deficiency anemia",
        "Folic acid supplementation",
        "Pernicious anaemia",
    ),
    "cond_porphyria": ("Family history of porphyria", "Pseudoporphyria"),
    "cond_malabsorption": ("Lactose malabsorption", "Celiac disease screening", "Celiac artery stenosis"),
    "cond_copd": ("Emphysema", "Obstructive sleep apnea", "Airway obstruction by foreign body"),
    "cond_pulmonary_hypertension": (
        "Portal hypertension",
        "Hypertension",
        "Screening for pulmonary hypertension",
    ),
    "cond_acute_lower_respiratory_infection": (
        "Interstitial pneumonia",
        "Organizing pneumonia",
        "History of pneumonia",
        "Nonspecific interstitial pneumonia",
        "Pneumonia vaccination",
        "Chronic eosinophilic pneumonia",
    ),
    "cond_breastfeeding": ("Breastfeeding counselling", "Plans breastfeeding", "Not breastfeeding"),
    "cond_sarcoidosis": ("Sarcoidosis ruled out", "Sarcoma"),
    "cond_bronchiectasis": ("Traction bronchiectasis",),
    "cond_cystic_fibrosis": ("Cystic fibrosis carrier", "Pulmonary fibrosis"),
    "cond_current_smoker": (
        "Former smoker",
        "Never smoker",
        "Non-smoker",
        "Passive smoker",
        "Exraucher",
        "Nichtraucher",
        "Smoking cessation counselling",
    ),
    "cond_transplant_haem_malignancy_pjp_risk": (
        "Family history of lymphoma",
        "Pseudolymphom",
        "Monoclonal gammopathy",
    ),
}
ONCE = {
    "cond_malignancy_excl_nmsc": (
        "History of breast cancer",
        "h/o melanoma",
        "Breast cancer, s/p mastectomy",
        "Zustand nach Mammakarzinom",
    ),
    "cond_bladder_cancer": ("History of bladder cancer",),
    "cond_iga_deficiency": ("History of IgA deficiency",),
    "cond_hiv": ("History of HIV infection",),
}


def entry(words: str) -> Json:
    return {"resourceType": "Condition", "id": "c", "code": {"text": words}}


def each(listed: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(value_set, words) for value_set, said in listed.items() for words in said]


@pytest.mark.parametrize(("value_set", "words"), each(SAID))
def test_what_the_words_say_is_active(value_set: str, words: str) -> None:
    (found,) = record({"Condition": [entry(words)]}).conditions(value_set)
    assert found.usable() is YES
    assert found.active() is YES


@pytest.mark.parametrize(("value_set", "words"), each(SAID))
def test_the_name_beside_a_local_code_says_it_too(value_set: str, words: str) -> None:
    coded = {"coding": [{"system": "http://hospital.example/problems", "code": "4711", "display": words}]}
    assert record({"Condition": [{**entry(words), "code": coded}]}).conditions(value_set)


@pytest.mark.parametrize(("value_set", "words"), each(NOT_SAID))
def test_what_is_denied_looked_for_or_something_else_is_not_read(value_set: str, words: str) -> None:
    assert not record({"Condition": [entry(words)]}).conditions(value_set)


@pytest.mark.parametrize("value_set", SAID)
@pytest.mark.parametrize(
    "around", ["No {}", "{} ruled out", "Family history of {}", "r/o {}", "Screening for {}", "Ausschluss {}"]
)
def test_no_diagnosis_is_read_from_its_denial(value_set: str, around: str) -> None:
    for words in SAID[value_set]:
        assert not record({"Condition": [entry(around.format(words))]}).conditions(value_set)


@pytest.mark.parametrize(("value_set", "words"), each(ONCE))
def test_a_history_was_there_where_ever_is_asked(value_set: str, words: str) -> None:
    (found,) = record({"Condition": [entry(words)]}).conditions(value_set)
    assert found.usable() is YES
    assert found.active() is NO
