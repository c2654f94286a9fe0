"""Diagnoses and states: what is looked for among the problems of a record, and reasons written on an order.

The files begin with ``cond_``; a site concept has no file.
"""

from cdshooks.rules.language import site_concept, valueset

# Interstitial lung disease
ILD = valueset("cond_ild_all", words="interstitial lung disease")
ILD_IPF = valueset("cond_ild_ipf", words="idiopathic pulmonary fibrosis")
ILD_NSIP = valueset("cond_ild_nsip", words="nonspecific interstitial pneumonia")
ILD_HYPERSENSITIVITY = valueset("cond_ild_hp", words="hypersensitivity pneumonitis")
ILD_DRUG_INDUCED = valueset("cond_ild_drug_induced", words="drug-induced interstitial lung disease")
ILD_PROGRESSIVE_FIBROSING = valueset(
    "cond_ild_progressive_fibrosing", words="progressive fibrosing interstitial lung disease"
)
ILD_RAPID_OR_EXACERBATION = valueset(
    "cond_ild_acute_exacerbation_or_rp", words="acute or rapidly progressive interstitial lung disease"
)
FIBROTIC_ILD = site_concept("fibrotic-ild", "fibrotic interstitial lung disease")
ILD_PROGRESSION = site_concept("ild-progression", "progression of interstitial lung disease")
IPAF = site_concept(
    "interstitial-pneumonia-with-autoimmune-features",
    "interstitial pneumonia with autoimmune features",
    kind_of=ILD,
)
IPAF_CODED = valueset(
    "cond_ild_ctd_associated",
    words="interstitial pneumonia with autoimmune features by its public code",
    naming=("autoimmune features",),
)
SARCOIDOSIS = valueset("cond_sarcoidosis", words="sarcoidosis")

# Lungs and airways
ASTHMA_OR_COPD = valueset("cond_asthma_copd_context", words="asthma or COPD")
ASTHMA = valueset("cond_asthma", words="asthma")
COPD = valueset("cond_copd", words="COPD")
BRONCHIECTASIS = valueset("cond_bronchiectasis", words="bronchiectasis")
CYSTIC_FIBROSIS = valueset("cond_cystic_fibrosis", words="cystic fibrosis")
NASAL_POLYPS = valueset("cond_nasal_polyps", words="nasal polyps")
ASPERGILLOSIS_ALLERGIC = valueset("cond_abpa", words="allergic bronchopulmonary aspergillosis")
EOSINOPHILIC_PNEUMONIA = valueset("cond_eosinophilic_pneumonia", words="eosinophilic pneumonia")
ACUTE_RESPIRATORY_DISTRESS = valueset("cond_ards", words="acute respiratory distress syndrome")
PNEUMOTHORAX = valueset("cond_pneumothorax", words="pneumothorax")
LUNG_TRANSPLANT = valueset("cond_lung_transplant", words="lung transplant")
PULMONARY_HYPERTENSION = valueset("cond_pulmonary_hypertension", words="pulmonary hypertension")
HOME_OXYGEN = valueset("cond_home_oxygen", words="dependence on oxygen at home")
WORSENING_SYMPTOM = site_concept("worsening-respiratory-symptom", "worsening respiratory symptom")
NEW_INFILTRATE = site_concept("new-lung-infiltrate", "new lung infiltrate")
UNABLE_TO_WALK = site_concept("unable-to-walk", "unable to walk")
RESPIRATORY_MUSCLE_WEAKNESS = site_concept("respiratory-muscle-weakness", "respiratory muscle weakness")

# Rheumatic disease
SYSTEMIC_SCLEROSIS = valueset("cond_ssc", words="systemic sclerosis")
SCLERODERMA_FEATURES = site_concept("scleroderma-features", "sclerodactyly, digital ulcers or telangiectasia")
RENAL_CRISIS = valueset("cond_scleroderma_renal_crisis", words="scleroderma renal crisis")
RAYNAUD = valueset("cond_raynaud", words="Raynaud phenomenon")
OESOPHAGEAL_DYSMOTILITY = valueset("cond_oesophageal_dysmotility", words="oesophageal dysmotility")
MYOSITIS = valueset("cond_iim", words="idiopathic inflammatory myopathy", without=("cond_iim_ibm",))
MDA5_DERMATOMYOSITIS = site_concept(
    "anti-mda5-dermatomyositis", "anti-MDA5 dermatomyositis", kind_of=MYOSITIS
)
RHEUMATOID_ARTHRITIS = valueset("cond_ra", words="rheumatoid arthritis")
MIXED_CONNECTIVE_TISSUE_DISEASE = valueset("cond_mctd", words="mixed connective tissue disease")
SJOGREN = valueset("cond_sjogren", words="Sjogren disease")
LUPUS = valueset("cond_sle", words="systemic lupus erythematosus")
UNDIFFERENTIATED_CTD = valueset("cond_uctd", words="undifferentiated connective tissue disease")
OVERLAP_DISEASE = site_concept("overlap-connective-tissue-disease", "overlap connective tissue disease")
ANCA_VASCULITIS = valueset("cond_vasculitis_anca", words="ANCA-associated vasculitis")
EOSINOPHILIC_VASCULITIS = valueset(
    "cond_vasculitis_egpa", words="eosinophilic granulomatosis with polyangiitis"
)
IGG4_DISEASE = valueset("cond_igg4_rd", words="IgG4-related disease")

# Infection and defence
PNEUMOCYSTIS = valueset("cond_pjp_active", words="Pneumocystis pneumonia")
ACUTE_LOWER_RESPIRATORY_INFECTION = valueset(
    "cond_acute_lower_respiratory_infection", words="acute lower respiratory infection"
)
INFECTION_EXPLAINS = site_concept(
    "infection-explains-symptom", "respiratory infection that explains the symptom"
)
SEVERE_INFECTION = valueset("cond_severe_infection", words="severe infection")
ACTIVE_TUBERCULOSIS = valueset("cond_active_tb", words="active tuberculosis")
LATENT_TUBERCULOSIS = valueset("cond_latent_tb", words="latent tuberculosis")
HEPATITIS_B = valueset("cond_hepatitis_b", words="hepatitis B", dropping=("271511000", "313234004"))
HIV = valueset("cond_hiv", words="HIV infection")
TRANSPLANT_OR_BLOOD_CANCER = valueset(
    "cond_transplant_haem_malignancy_pjp_risk", words="transplant or haematological malignancy"
)
LOW_IMMUNOGLOBULIN = valueset("cond_immunodeficiency_hypogammaglobulinaemia", words="hypogammaglobulinaemia")
IGA_DEFICIENCY = valueset("cond_iga_deficiency", words="IgA deficiency")

# Heart and vessels
HEART_FAILURE = valueset("cond_heart_failure", words="heart failure")
UNSTABLE_HEART_DISEASE = valueset("cond_unstable_cardiac_disease", words="unstable heart disease")
PULMONARY_OEDEMA = valueset("cond_pulmonary_oedema", words="pulmonary oedema")
# Events alone: the day on which a history or a stable disease was recorded is not the day of an event.
VENOUS_THROMBOEMBOLISM = valueset("cond_vte", words="venous thromboembolism", without=("cond_vte_history",))
MAJOR_CARDIOVASCULAR_EVENT = valueset(
    "cond_mace", words="major cardiovascular event", without=("cond_mace_chronic_or_history",)
)
VENOUS_THROMBOEMBOLISM_HISTORY = valueset("cond_vte_history", words="thromboembolism in the history")
MAJOR_CARDIOVASCULAR_HISTORY = valueset(
    "cond_mace_chronic_or_history",
    words="infarction, stroke or coronary intervention in the history",
    naming=("infarct", "history of", "angioplasty", "bypass"),
)
CLOT_OR_CARDIOVASCULAR_HISTORY = valueset(
    "cond_vte_history",
    "cond_mace_chronic_or_history",
    words="thromboembolism, infarction, stroke or coronary intervention in the history",
    naming=("infarct", "history of", "angioplasty", "bypass"),
)
# Ever: events, their history, and stable disease of the heart and the vessels.
CLOT_OR_CARDIOVASCULAR_DISEASE = valueset(
    "cond_vte", "cond_mace", words="thromboembolism, a cardiovascular event or cardiovascular disease"
)

# Cancer
MALIGNANCY = valueset(
    "cond_malignancy_excl_nmsc",
    "cond_malignancy_history_excl_nmsc",
    words="malignancy, now or before, other than non-melanoma skin cancer",
)
ACTIVE_MALIGNANCY = valueset(
    "cond_malignancy_excl_nmsc", words="malignancy other than non-melanoma skin cancer"
)
BLADDER_CANCER = valueset("cond_bladder_cancer", words="bladder cancer")

# Kidney, urinary tract and water
DIALYSIS_DEPENDENCE = valueset("cond_dialysis_status", words="dialysis")
KIDNEY_FAILURE_ON_DIALYSIS = valueset(
    "cond_ckd_stage5", words="kidney failure on dialysis", naming=("dialysis",)
)
KIDNEY_STONES = valueset("cond_kidney_stones", words="kidney stones")
HAEMATURIA = valueset("cond_haematuria", words="haematuria")
URINARY_OBSTRUCTION = valueset("cond_urinary_outflow_obstruction", words="urinary outflow obstruction")
VOLUME_DEPLETION = valueset("cond_volume_depletion", words="volume depletion")

# Gut and liver
GUT_PERFORATION = valueset("cond_gi_perforation_diverticulitis", words="diverticulitis or gut perforation")
MALABSORPTION = valueset("cond_malabsorption", words="malabsorption")
SEVERE_DIARRHOEA = site_concept("severe-diarrhoea", "severe diarrhoea")
DYSPHAGIA = valueset("cond_dysphagia", words="dysphagia")
HEPATIC_IMPAIRMENT = valueset("cond_hepatic_impairment", words="hepatic impairment")
# A Child-Pugh class in the words of a diagnosis, beside the code of the liver disease too ("cirrhosis, Child-Pugh C").
_LIVER_DISEASE = valueset(
    "cond_hepatic_impairment", "cond_chronic_liver_disease_other", words="chronic liver disease"
)
CHILD_PUGH_A_IN_WORDS = site_concept(
    "child-pugh-class-a", "Child-Pugh class A as a diagnosis", kind_of=_LIVER_DISEASE
)
CHILD_PUGH_B_IN_WORDS = site_concept(
    "child-pugh-class-b", "Child-Pugh class B as a diagnosis", kind_of=_LIVER_DISEASE
)
CHILD_PUGH_C_IN_WORDS = site_concept(
    "child-pugh-class-c", "Child-Pugh class C as a diagnosis", kind_of=_LIVER_DISEASE
)

# Blood, metabolism and skin
G6PD_DEFICIENCY = valueset("cond_g6pd_deficiency", words="G6PD deficiency")
FOLATE_DEFICIENCY_ANAEMIA = valueset(
    "cond_folate_deficiency_anaemia", words="folate-deficient megaloblastic anaemia"
)
PORPHYRIA = valueset("cond_porphyria", words="porphyria")
HYPERCALCAEMIA = valueset("cond_hypercalcaemia", words="hypercalcaemia")
ADRENAL_INSUFFICIENCY = valueset("cond_adrenal_insufficiency", words="adrenal insufficiency")
CHRONIC_URTICARIA = valueset("cond_chronic_spontaneous_urticaria", words="chronic spontaneous urticaria")

# Stage of life, and how the patient lives
PREGNANCY = valueset("cond_pregnancy", words="pregnancy")
BREASTFEEDING = valueset("cond_breastfeeding", words="breastfeeding")
NO_CHILDBEARING_POTENTIAL = valueset(
    "cond_menopause_hysterectomy_sterilisation", words="menopause, hysterectomy or sterilisation"
)
COMFORT_CARE = valueset("cond_comfort_care", words="hospice or comfort care only")
CURRENT_SMOKER = valueset("cond_current_smoker", words="current smoker")
FORMER_SMOKER = valueset("cond_former_smoker", words="former smoker")

# Why something is ordered, or was stopped
PJP_PROPHYLAXIS_AS_REASON = site_concept("pjp-prophylaxis-as-reason", "PJP prophylaxis as reason of an order")
TOXOPLASMA_AS_REASON = site_concept(
    "toxoplasma-co-prophylaxis-as-reason", "toxoplasma co-prophylaxis as reason of an order"
)
INFECTION_AS_REASON = site_concept("infection-as-reason", "an infection as the reason of an order")
STOPPED_FOR_HARM = site_concept("stopped-for-adverse-effect", "stopped for an adverse effect")
