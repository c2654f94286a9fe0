"""The value sets that cards speak of, under their clinical names. The codes are in the files beside this one."""

from cdshooks.rules.language import site_concept, valueset

# Lung disease
ILD = valueset("cond_ild_all", words="interstitial lung disease")
ILD_NSIP = valueset("cond_ild_nsip", words="nonspecific interstitial pneumonia")
ILD_IPF = valueset("cond_ild_ipf", words="idiopathic pulmonary fibrosis")
ILD_HYPERSENSITIVITY = valueset("cond_ild_hp", words="hypersensitivity pneumonitis")
ILD_DRUG_INDUCED = valueset("cond_ild_drug_induced", words="drug-induced interstitial lung disease")
ILD_RAPID_OR_EXACERBATION = valueset(
    "cond_ild_acute_exacerbation_or_rp", words="acute or rapidly progressive interstitial lung disease"
)
ILD_PROGRESSIVE_FIBROSING = valueset(
    "cond_ild_progressive_fibrosing", words="progressive fibrosing interstitial lung disease"
)
ACUTE_RESPIRATORY_DISTRESS = valueset("cond_ards", words="acute respiratory distress syndrome")
ASTHMA_OR_COPD = valueset("cond_asthma_copd_context", words="asthma or COPD")
LUNG_TRANSPLANT = valueset("cond_lung_transplant", words="lung transplant")
WORSENING_SYMPTOM = site_concept("worsening-respiratory-symptom", "worsening respiratory symptom")
HRCT_WORSE = site_concept("hrct-worse", "HRCT extent worse or new ground-glass opacity or consolidation")
HRCT_PROGRESSION = site_concept("hrct-progression", "progression of fibrosis on HRCT")
ILD_PROGRESSION = site_concept("ild-progression", "progression of interstitial lung disease")
FIBROTIC_ILD = site_concept("fibrotic-ild", "fibrotic interstitial lung disease")

# Systemic autoimmune rheumatic disease
SYSTEMIC_SCLEROSIS = valueset("cond_ssc", words="systemic sclerosis")
MYOSITIS = valueset("cond_iim", words="idiopathic inflammatory myopathy", without=("cond_iim_ibm",))
RHEUMATOID_ARTHRITIS = valueset("cond_ra", words="rheumatoid arthritis")
MIXED_CONNECTIVE_TISSUE_DISEASE = valueset("cond_mctd", words="mixed connective tissue disease")
SJOGREN = valueset("cond_sjogren", words="Sjogren disease")
LUPUS = valueset("cond_sle", words="systemic lupus erythematosus")
UNDIFFERENTIATED_CTD = valueset("cond_uctd", words="undifferentiated connective tissue disease")
ANCA_VASCULITIS = valueset("cond_vasculitis_anca", words="ANCA-associated vasculitis")
MDA5_DERMATOMYOSITIS = site_concept("anti-mda5-dermatomyositis", "anti-MDA5 dermatomyositis")
RENAL_CRISIS = valueset("cond_scleroderma_renal_crisis", words="scleroderma renal crisis")
ANTI_RNA_POLYMERASE_III = site_concept("anti-rna-polymerase-iii", "anti-RNA polymerase III antibody")

# Infection
PNEUMOCYSTIS = valueset("cond_pjp_active", words="Pneumocystis pneumonia")
ACUTE_LOWER_RESPIRATORY_INFECTION = valueset(
    "cond_acute_lower_respiratory_infection", words="acute lower respiratory infection"
)
ACTIVE_TUBERCULOSIS = valueset("cond_active_tb", words="active tuberculosis")
SEVERE_INFECTION = valueset("cond_severe_infection", words="severe infection")
PJP_PROPHYLAXIS_AS_REASON = site_concept("pjp-prophylaxis-as-reason", "PJP prophylaxis as reason of an order")
TOXOPLASMA_AS_REASON = site_concept(
    "toxoplasma-co-prophylaxis-as-reason", "toxoplasma co-prophylaxis as reason of an order"
)
HIV = valueset("cond_hiv", words="HIV infection")
TRANSPLANT_OR_BLOOD_CANCER = valueset(
    "cond_transplant_haem_malignancy_pjp_risk", words="transplant or haematological malignancy"
)
LOW_IMMUNOGLOBULIN = valueset("cond_immunodeficiency_hypogammaglobulinaemia", words="hypogammaglobulinaemia")
INFECTION_AS_REASON = site_concept("infection-as-reason", "an infection as the reason of an order")
HEPATITIS_B = valueset("cond_hepatitis_b", words="hepatitis B", dropping=("271511000", "313234004"))
GUT_PERFORATION = valueset("cond_gi_perforation_diverticulitis", words="diverticulitis or gut perforation")

# Organs and states
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
HAEMATURIA = valueset("cond_haematuria", words="haematuria")
URINARY_OBSTRUCTION = valueset("cond_urinary_outflow_obstruction", words="urinary outflow obstruction")
BLADDER_CANCER = valueset("cond_bladder_cancer", words="bladder cancer")
MALIGNANCY = valueset(
    "cond_malignancy_excl_nmsc",
    "cond_malignancy_history_excl_nmsc",
    words="malignancy, now or before, other than non-melanoma skin cancer",
)
IGA_DEFICIENCY = valueset("cond_iga_deficiency", words="IgA deficiency")
ANTI_IGA = site_concept("anti-iga-antibody", "anti-IgA antibody")
VOLUME_DEPLETION = valueset("cond_volume_depletion", words="volume depletion")
HEART_FAILURE = valueset("cond_heart_failure", words="heart failure")
CURRENT_SMOKER = valueset("cond_current_smoker", words="current smoker")
SMOKES_NOW = valueset("obs_smoking_answer_current", words="smokes now")
ABDOMINAL_SURGERY = site_concept("abdominal-surgery", "abdominal surgery")
COMFORT_CARE = valueset("cond_comfort_care", words="hospice or comfort care only")
PREGNANCY = valueset("cond_pregnancy", words="pregnancy")
NO_CHILDBEARING_POTENTIAL = valueset(
    "cond_menopause_hysterectomy_sterilisation", words="menopause, hysterectomy or sterilisation"
)
DIALYSIS_DEPENDENCE = valueset("cond_dialysis_status", words="dialysis")
KIDNEY_FAILURE_ON_DIALYSIS = valueset(
    "cond_ckd_stage5", words="kidney failure on dialysis", naming=("dialysis",)
)
G6PD_DEFICIENCY = valueset("cond_g6pd_deficiency", words="G6PD deficiency")
FOLATE_DEFICIENCY_ANAEMIA = valueset(
    "cond_folate_deficiency_anaemia", words="folate-deficient megaloblastic anaemia"
)
PORPHYRIA = valueset("cond_porphyria", words="porphyria")
MALABSORPTION = valueset("cond_malabsorption", words="malabsorption")
SEVERE_DIARRHOEA = site_concept("severe-diarrhoea", "severe diarrhoea")
HEPATIC_IMPAIRMENT = valueset("cond_hepatic_impairment", words="hepatic impairment")
BREASTFEEDING = valueset("cond_breastfeeding", words="breastfeeding")

# Drugs
SYSTEMIC_GLUCOCORTICOID = valueset("med_glucocorticoid_systemic", words="systemic glucocorticoid")
GLUCOCORTICOID_NOT_SYSTEMIC = valueset(
    "med_glucocorticoid_excluded_nonsystemic", words="glucocorticoid that is not systemic"
)
BUDESONIDE_ORAL = valueset("med_glucocorticoid_oral_low_systemic_budesonide", words="oral budesonide")
MYCOPHENOLATE = valueset("med_mycophenolate", words="mycophenolate")
AZATHIOPRINE = valueset("med_azathioprine", words="azathioprine")
OTHER_CSDMARD = valueset("med_csdmard_other", words="hydroxychloroquine, sulfasalazine or mercaptopurine")
CYCLOPHOSPHAMIDE = valueset("med_cyclophosphamide", words="cyclophosphamide")
ANTI_CD20 = valueset("med_rituximab_and_anti_cd20", words="rituximab or another anti-CD20 antibody")
IL6_INHIBITOR = valueset("med_tocilizumab_sarilumab_il6", words="interleukin-6 inhibitor")
IL1_INHIBITOR = valueset("med_anakinra_il1", words="interleukin-1 inhibitor")
CALCINEURIN_INHIBITOR = valueset("med_calcineurin_inhibitors", words="calcineurin inhibitor")
MTOR_INHIBITOR = valueset("med_mtor", words="mTOR inhibitor")
JAK_INHIBITOR = valueset("med_jak_inhibitors", words="JAK inhibitor")
JAK_INHIBITOR_EXTENDED_RELEASE = valueset(
    "med_jak_inhibitors", words="extended-release JAK inhibitor", naming=("extended release",)
)
TNF_INHIBITOR = valueset("med_tnf_inhibitors", words="TNF inhibitor")
ABATACEPT = valueset("med_abatacept", words="abatacept")
METHOTREXATE = valueset("med_methotrexate", words="methotrexate")
LEFLUNOMIDE = valueset("med_leflunomide", words="leflunomide")
IMMUNE_GLOBULIN = valueset("med_ivig_scig", words="immune globulin")
ANTIFIBROTIC = valueset("med_antifibrotic", words="antifibrotic")
TMP_SMX = valueset("med_tmp_smx", words="TMP-SMX")
SULFAMETHOXAZOLE_ALONE = valueset("med_sulfamethoxazole_alone", words="sulfamethoxazole")
TRIMETHOPRIM_ALONE = valueset("med_trimethoprim_alone_not_pjp_prophylaxis", words="trimethoprim")
ATOVAQUONE = valueset("med_atovaquone", words="atovaquone")
DAPSONE = valueset("med_dapsone", words="dapsone")
PENTAMIDINE = valueset("med_pentamidine", words="pentamidine")
PYRIMETHAMINE_OR_OTHER = valueset("med_pjp_other", words="clindamycin, primaquine or pyrimethamine")
PENTAMIDINE_INHALED = valueset("med_pentamidine_inhaled", words="inhaled pentamidine")
ACE_INHIBITOR = valueset("med_acei", words="ACE inhibitor")
ANGIOTENSIN_BLOCKER = valueset("med_arb_arni", words="angiotensin receptor blocker")
POTASSIUM_SPARING = valueset("med_mra_potassium_sparing", words="potassium-sparing diuretic")
POTASSIUM_SUPPLEMENT = valueset("med_potassium_supplement", words="potassium supplement")
DIGOXIN = valueset("med_digoxin", words="digoxin")
DOFETILIDE = valueset("med_dofetilide", words="dofetilide")
TUBERCULOSIS_PREVENTION = valueset("med_ltbi_therapy", words="isoniazid or a rifamycin")
WARFARIN = valueset("med_warfarin", words="warfarin")
DIRECT_ORAL_ANTICOAGULANT = valueset("med_doac_antiplatelet_context", words="direct oral anticoagulant")
HEPATITIS_B_ANTIVIRAL = valueset("med_hbv_antivirals", words="antiviral against hepatitis B")
ENZYME_INHIBITOR = valueset("med_cyp3a4_pgp_inhibitors", words="enzyme inhibitor")
SULFONYLUREA = valueset("med_sulfonylurea", words="sulfonylurea")
ENZYME_INDUCER = valueset("med_cyp3a4_pgp_inducers", words="enzyme inducer")
XANTHINE_OXIDASE_INHIBITOR = valueset("med_xanthine_oxidase_inhibitors", words="allopurinol or febuxostat")
TOPIROXOSTAT = site_concept("topiroxostat", "topiroxostat")
INHALED_BRONCHODILATOR = valueset("med_inhaled_bronchodilator", words="inhaled bronchodilator")

# Allergies
SULFONAMIDE_ALLERGY = valueset(
    "allergy_sulfonamide_antibiotic", words="allergy to a sulfonamide antibiotic or trimethoprim"
)
SEVERE_REACTION = valueset("allergy_severe_reaction_markers", words="severe reaction")
ATOVAQUONE_ALLERGY = valueset("allergy_atovaquone", words="atovaquone allergy")
DAPSONE_ALLERGY = valueset("allergy_dapsone", words="dapsone allergy")
PENTAMIDINE_ALLERGY = valueset("allergy_pentamidine", words="pentamidine allergy")
MYCOPHENOLATE_ALLERGY = valueset("allergy_mycophenolate", words="mycophenolate allergy")
TOCILIZUMAB_ALLERGY = valueset("allergy_tocilizumab", words="tocilizumab allergy")
RITUXIMAB_ALLERGY = valueset("allergy_rituximab", words="rituximab allergy")
NINTEDANIB_ALLERGY = valueset("allergy_nintedanib", words="nintedanib allergy")
AZATHIOPRINE_ALLERGY = valueset("allergy_azathioprine", words="azathioprine allergy")
TACROLIMUS_ALLERGY = valueset("allergy_tacrolimus", words="tacrolimus allergy")
CYCLOPHOSPHAMIDE_ALLERGY = valueset("allergy_cyclophosphamide", words="cyclophosphamide allergy")
IMMUNE_GLOBULIN_ALLERGY = valueset("allergy_immunoglobulin_g", words="immune globulin allergy")
JAK_INHIBITOR_ALLERGY = valueset(
    "allergy_jak_inhibitors", "med_jak_inhibitors", words="JAK inhibitor allergy"
)

GLUCOCORTICOID_ALLERGY = valueset("allergy_prednisone", words="glucocorticoid allergy")

# Results
CREATININE = valueset("obs_creatinine", words="creatinine")
EGFR = valueset("obs_egfr", words="eGFR")
BODY_HEIGHT = valueset("obs_body_height", words="body height")
BODY_WEIGHT = valueset("obs_body_weight", words="body weight")
POTASSIUM = valueset("obs_potassium", words="potassium")
NEUTROPHILS = valueset("obs_neutrophils_abs", words="neutrophils")
CD4 = valueset("obs_cd4_abs", words="CD4 count")
LYMPHOCYTES = valueset("obs_lymphocytes_abs", words="lymphocytes")
PLATELETS = valueset("obs_platelets", words="platelets")
HAEMOGLOBIN = valueset("obs_hemoglobin", words="haemoglobin")
METHAEMOGLOBIN = valueset("obs_methemoglobin", words="methaemoglobin")
LEUKOCYTES = valueset("obs_wbc", words="leukocytes")
ALT = valueset("obs_alt", words="ALT")
AST = valueset("obs_ast", words="AST")
BILIRUBIN = valueset("obs_bilirubin_total", words="total bilirubin")
G6PD_ACTIVITY = valueset("obs_g6pd_quantitative", "obs_g6pd_qualitative", words="G6PD")
CHILD_PUGH_C = valueset("obs_child_pugh_class_c", words="Child-Pugh class C")
CHILD_PUGH = valueset("obs_child_pugh_class", words="Child-Pugh class")
CHILD_PUGH_SCORE = valueset("obs_child_pugh_score", words="Child-Pugh score")
HCG = valueset("obs_hcg", words="pregnancy test (hCG)")
EXPECTED_DELIVERY = valueset("obs_expected_delivery_date", words="expected delivery date")
ANTI_MDA5 = valueset("obs_ab_mda5", words="anti-MDA5 antibody")
# A server finds a component by the code of the panel that it stands in, never by its own.
LUNG_FUNCTION_PANELS = ("obs_pft_panel",)
FEV1_FVC = valueset("obs_fev1_fvc_ratio", words="FEV1/FVC", panels=LUNG_FUNCTION_PANELS)
FVC_PERCENT = valueset("obs_fvc_pct_predicted", words="FVC % predicted", panels=LUNG_FUNCTION_PANELS)
FVC_LITRES = valueset("obs_fvc_l", words="FVC in litres", panels=LUNG_FUNCTION_PANELS)
DLCO_PERCENT = valueset("obs_dlco_pct_predicted", words="DLCO % predicted", panels=LUNG_FUNCTION_PANELS)
DLCO_ABSOLUTE = valueset("obs_dlco_abs", words="DLCO", panels=LUNG_FUNCTION_PANELS)
OXYGEN_SATURATION = valueset("obs_spo2", words="oxygen saturation at rest")
OXYGEN_FLOW = valueset("obs_fio2_o2flow", words="oxygen flow")
ANTINUCLEAR_ANTIBODY = valueset("obs_ab_ana", words="antinuclear antibody")
RHEUMATOID_FACTOR = valueset("obs_ab_rf", words="rheumatoid factor")
ANTI_CCP = valueset("obs_ab_ccp", words="anti-CCP antibody")
ANTI_SSA = valueset("obs_ab_ssa", words="anti-SSA antibody")
ANTI_RO52 = valueset("obs_ab_ro52", words="anti-Ro52 antibody")
ANTI_SCL70 = valueset("obs_ab_scl70", words="anti-Scl-70 antibody")
ANTI_JO1 = valueset("obs_ab_jo1", words="anti-Jo-1 antibody")
ANTISYNTHETASE_OTHER = valueset("obs_ab_antisynthetase_nonjo1", words="antisynthetase antibodies beyond Jo-1")
MYOSITIS_ANTIBODIES = valueset("obs_ab_srp_mi2_tif1_nxp2", words="myositis-specific antibodies")
CREATINE_KINASE = valueset("obs_ck", words="creatine kinase")
HBSAG = valueset("obs_hbsag", words="HBsAg")
ANTI_HBC = valueset("obs_anti_hbc_total", words="anti-HBc")
BLOOD_PRESSURE = valueset("obs_bp", words="blood pressure")
SYSTOLIC_PRESSURE = valueset("obs_bp", words="systolic blood pressure", naming=("systolic",))
DIASTOLIC_PRESSURE = valueset("obs_bp", words="diastolic blood pressure", naming=("diastolic",))
TPMT = valueset("obs_tpmt", words="TPMT")
NUDT15 = valueset("obs_nudt15", words="NUDT15")
THIOPURINE_POOR = site_concept("thiopurine-poor-metaboliser", "poor metaboliser of thiopurines")
THIOPURINE_INTERMEDIATE = site_concept(
    "thiopurine-intermediate-metaboliser", "intermediate metaboliser of thiopurines"
)
THIOPURINE_NORMAL = site_concept("thiopurine-normal-metaboliser", "normal metaboliser of thiopurines")
FERRITIN = valueset("obs_ferritin", words="ferritin")
LDH = valueset("obs_ldh", words="lactate dehydrogenase")
EXERTIONAL_SATURATION = valueset("obs_spo2_exertional", words="oxygen saturation on exertion")
INR = valueset("obs_inr", words="INR")
CALCINEURIN_TROUGH = valueset("obs_cni_trough", words="trough level of a calcineurin inhibitor")
GLUCOSE = site_concept("glucose-test", "blood glucose")
PHENYTOIN_LEVEL = site_concept("phenytoin-level", "phenytoin level")
DIGOXIN_LEVEL = site_concept("digoxin-level", "digoxin level")

# Examinations and requests
CT_CHEST = valueset("obs_ct_chest", words="chest CT")
FULL_PFT_ORDER = valueset("order_full_pft", words="full lung function test")
INFECTIOUS_DISEASE_REFERRAL = valueset(
    "order_infectious_disease_referral", words="infectious-disease consult"
)
OBSTETRIC_REFERRAL = valueset("order_obstetric_referral", words="obstetric referral")
ALLERGY_REFERRAL = valueset("order_allergy_referral", words="allergy assessment")
RHEUMATOLOGY_REFERRAL = valueset("order_rheumatology_referral", words="rheumatology referral")
PULMONOLOGY_REFERRAL = valueset("order_pulmonology_referral", words="pulmonology referral")
PULMONARY_REHABILITATION = valueset("order_pulmonary_rehabilitation", words="pulmonary rehabilitation")
BETA_D_GLUCAN = valueset("obs_beta_d_glucan", words="beta-D-glucan")
URGENT_ILD_REVIEW = site_concept("urgent-ild-review", "urgent ILD and rheumatology review")
RESPIRATORY_PCR = site_concept("respiratory-pcr", "respiratory PCR")
DOSE_VERIFICATION = site_concept("pharmacist-dose-verification", "pharmacist dose verification")
ILD_DISCUSSION = site_concept("ild-multidisciplinary-discussion", "ILD multidisciplinary discussion")
LATENT_TUBERCULOSIS = valueset("cond_latent_tb", words="latent tuberculosis")
HBV_DNA = valueset("obs_hbv_dna", words="hepatitis B virus DNA")
TUBERCULIN_SKIN_TEST = valueset("obs_tuberculin_skin_test", words="tuberculin skin test")
IGRA = valueset("obs_igra", words="interferon-gamma release assay")
IGG = valueset("obs_igg", words="IgG")
IGA = valueset("obs_iga", words="IgA")
SMOKING_STATUS = valueset("obs_smoking_status", words="smoking status")

# Prevention and supportive care
SMOKING_CESSATION = valueset("order_smoking_cessation", words="smoking cessation support")
SMOKING_CESSATION_DRUG = valueset("med_smoking_cessation", words="drug against smoking")
HOME_OXYGEN = valueset("cond_home_oxygen", words="dependence on oxygen at home")
HOME_OXYGEN_ORDER = valueset("order_home_oxygen", words="oxygen at home")
OXYGEN_ASSESSMENT = site_concept("oxygen-assessment", "oxygen assessment")
ARTERIAL_OXYGEN = valueset("obs_abg_pao2", words="arterial oxygen pressure")
BREATHLESSNESS_GRADE = site_concept("mmrc-dyspnoea-grade", "mMRC breathlessness grade")
REHABILITATION_HERE = site_concept("pulmonary-rehabilitation", "pulmonary rehabilitation by a local code")
UNSTABLE_HEART_DISEASE = valueset("cond_unstable_cardiac_disease", words="unstable heart disease")
HYPERCALCAEMIA = valueset("cond_hypercalcaemia", words="hypercalcaemia")
KIDNEY_STONES = valueset("cond_kidney_stones", words="kidney stones")
SARCOIDOSIS = valueset("cond_sarcoidosis", words="sarcoidosis")
CALCIUM_OR_VITAMIN_D = valueset("med_calcium_vitd", words="calcium or vitamin D")
OSTEOPOROSIS_DRUG = valueset("med_bisphosphonates_osteoporosis", words="osteoporosis drug")
BONE_DENSITY = valueset("obs_dxa", words="bone density (DXA)")
FRACTURE_RISK_ASSESSMENT = site_concept("fracture-risk-assessment", "fracture risk assessment")
NEW_INFILTRATE = site_concept("new-lung-infiltrate", "new lung infiltrate")
INFECTION_EXPLAINS = site_concept(
    "infection-explains-symptom", "respiratory infection that explains the symptom"
)
NEPHROLOGY_REFERRAL = valueset("order_nephrology_referral", words="nephrology referral")
BLOOD_FILM = valueset("obs_blood_film", words="blood film")
PNEUMOCYSTIS_PCR = valueset("obs_pneumocystis_pcr", words="Pneumocystis PCR")
ADRENAL_INSUFFICIENCY = valueset("cond_adrenal_insufficiency", words="adrenal insufficiency")
# Codes measured at rest or without any word of oxygen; those "during treatment" are left out.
SATURATION_WITHOUT_OXYGEN = valueset(
    "obs_spo2",
    words="oxygen saturation without oxygen",
    dropping=("2708-6", "2710-2", "59409-3", "59414-3", "59415-0", "59416-8"),
)
INFLUENZA_VACCINE = valueset("imm_influenza", words="influenza vaccine")
PNEUMOCOCCAL_VACCINE = valueset("imm_pneumococcal", words="pneumococcal vaccine")
PCV20_OR_21 = valueset(
    "imm_pneumococcal", words="pneumococcal vaccine PCV20 or PCV21", naming=("pcv20", "pcv21")
)
PCV15 = valueset("imm_pneumococcal", words="pneumococcal vaccine PCV15", naming=("pcv15",))
PPSV23 = valueset(
    "imm_pneumococcal", words="pneumococcal vaccine PPSV23", naming=("polysaccharide vaccine, 23",)
)
COVID_VACCINE = valueset("imm_covid19", words="COVID-19 vaccine")
ZOSTER_VACCINE = valueset("imm_zoster", words="zoster vaccine")
RECOMBINANT_ZOSTER_VACCINE = valueset(
    "imm_zoster", words="recombinant zoster vaccine", naming=("recombinant",)
)
RSV_VACCINE = valueset("imm_rsv_vaccine", words="RSV vaccine")
VACCINES_DUE = valueset(
    "imm_influenza",
    "imm_pneumococcal",
    "imm_covid19",
    "imm_zoster",
    "imm_rsv_vaccine",
    words="influenza, pneumococcal, COVID-19, zoster or RSV vaccine",
)
SEASONAL_VACCINE = site_concept("covid-19-or-rsv-vaccine", "COVID-19 or RSV vaccine of the season")
VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    words="allergy to a vaccine that is not named",
    dropping=("294647003", "294648008", "294649000", "428321000124101"),
)
# No code of an allergy to one of the other vaccines was found: they are told by the code of the vaccine itself,
# and by the words of text_fallback.csv.
INFLUENZA_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_influenza", words="allergy to influenza vaccine", naming=("influenza",)
)
PNEUMOCOCCAL_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_pneumococcal", words="allergy to pneumococcal vaccine", naming=("pneumococcal",)
)
COVID_VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    "imm_covid19",
    words="allergy to COVID-19 vaccine or polyethylene glycol",
    naming=("covid",),
)
ZOSTER_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_zoster", words="allergy to zoster vaccine", naming=("zoster",)
)
RSV_VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    "imm_rsv_vaccine",
    words="allergy to RSV vaccine",
    naming=("rsv",),
)
LIVE_VACCINE = valueset("imm_live_vaccines_contraindicated", words="live vaccine")
LIVE_INFLUENZA_VACCINE = valueset(
    "imm_live_vaccines_contraindicated",
    words="live influenza vaccine",
    naming=("influenza",),
    dropping=("125",),
)
LIVE_ZOSTER_VACCINE = valueset(
    "imm_live_vaccines_contraindicated", words="live zoster vaccine", naming=("zoster",)
)
PFT_REPORT = valueset("obs_pft_report", words="lung function report")
SIX_MINUTE_WALK = valueset("obs_6mwd", words="6-minute walk")
WALK_TEST = site_concept("walk-test-with-oximetry", "walk test with oximetry")
UNABLE_TO_WALK = site_concept("unable-to-walk", "unable to walk")
CHEST_RADIOGRAPH = valueset("order_chest_radiograph", words="chest X-ray")
BRONCHOSCOPY = valueset("proc_bronchoscopy", words="bronchoscopy")
WALK_DISTANCE = site_concept("walk-distance-without-oximetry", "6-minute walk distance without oximetry")
CODED_SMOKING_STATUS = valueset(
    "obs_smoking_status", words="smoking status in coded answers", dropping=("11366-2", "11367-0", "63773-6")
)
FORMER_SMOKER = valueset("cond_former_smoker", words="former smoker")
SMOKED_BEFORE = valueset("obs_smoking_answer_former", words="smoked in the past")
RAYNAUD = valueset("cond_raynaud", words="Raynaud phenomenon")
OESOPHAGEAL_DYSMOTILITY = valueset("cond_oesophageal_dysmotility", words="oesophageal dysmotility")
HRCT_ORDER = site_concept("hrct-order", "HRCT order")
# "During treatment" may be on oxygen without saying so.
SATURATION_OFF_TREATMENT = valueset(
    "obs_spo2", words="oxygen saturation at rest, not during treatment", dropping=("59409-3",)
)

# Patterns of lung disease
IPAF = site_concept(
    "interstitial-pneumonia-with-autoimmune-features", "interstitial pneumonia with autoimmune features"
)
IGG4_DISEASE = valueset("cond_igg4_rd", words="IgG4-related disease")
HRCT_GROUND_GLASS = site_concept("hrct-ground-glass-predominant", "ground-glass predominant on HRCT")
HRCT_MIXED = site_concept("hrct-mixed", "mixed ground-glass and fibrosis on HRCT")
HRCT_FIBROSIS = site_concept("hrct-fibrosis-predominant", "fibrosis predominant or UIP on HRCT")
EXPOSURE_HISTORY = site_concept("hp-exposure-history", "exposure history for hypersensitivity pneumonitis")

# IgE and eosinophils
IGE = valueset("obs_ige_total", words="total IgE")
ASPERGILLUS_IGE = valueset("obs_aspergillus_fumigatus_ige", words="Aspergillus fumigatus IgE")
EOSINOPHILS = valueset("obs_eosinophils_abs", words="eosinophils")
IGG4 = valueset("obs_igg_subclass4", words="IgG4")
ANCA = valueset("obs_ab_anca", words="ANCA")
ASPERGILLOSIS_ALLERGIC = valueset("cond_abpa", words="allergic bronchopulmonary aspergillosis")
EOSINOPHILIC_VASCULITIS = valueset(
    "cond_vasculitis_egpa", words="eosinophilic granulomatosis with polyangiitis"
)
EOSINOPHILIC_PNEUMONIA = valueset("cond_eosinophilic_pneumonia", words="eosinophilic pneumonia")
ASTHMA = valueset("cond_asthma", words="asthma")
COPD = valueset("cond_copd", words="COPD")
BRONCHIECTASIS = valueset("cond_bronchiectasis", words="bronchiectasis")
CYSTIC_FIBROSIS = valueset("cond_cystic_fibrosis", words="cystic fibrosis")
OMALIZUMAB = valueset("med_omalizumab", words="omalizumab")
STRONGYLOIDES_IGG = site_concept("strongyloides-igg", "Strongyloides IgG")
ASPERGILLUS_IGG = site_concept("aspergillus-igg", "Aspergillus IgG")
TROPONIN = site_concept("troponin", "troponin")
ELECTROCARDIOGRAM = site_concept("electrocardiogram", "ECG")

# Escalation
LUNG_FUNCTION_ASKED = valueset(
    "order_full_pft",
    "obs_fvc_l",
    "obs_fvc_pct_predicted",
    "obs_dlco_abs",
    "obs_dlco_pct_predicted",
    words="lung function test",
)
STOPPED_FOR_HARM = site_concept("stopped-for-adverse-effect", "stopped for an adverse effect")
GUT_REACTION = site_concept("gastrointestinal-reaction", "reactions of the gut")
CICLOSPORIN_ALLERGY = valueset("allergy_cyclosporine", words="ciclosporin allergy")
PNEUMOTHORAX = valueset("cond_pneumothorax", words="pneumothorax")
ECHOCARDIOGRAM_ORDER = valueset("order_echocardiogram", words="echocardiogram")
PIRFENIDONE_ALLERGY = valueset("allergy_pirfenidone", words="pirfenidone allergy")
CYP1A2_INHIBITOR = valueset("med_cyp1a2_strong_moderate_inhibitors", words="CYP1A2 inhibitor")
OTHER_BIOLOGIC = valueset("med_other_biologic", words="other biologic")
ACTIVE_MALIGNANCY = valueset(
    "cond_malignancy_excl_nmsc", words="malignancy other than non-melanoma skin cancer"
)
TRANSPLANT_ASSESSMENT = site_concept("lung-transplant-assessment", "lung transplant referral or assessment")
PALLIATIVE_REFERRAL = valueset("order_palliative_care_referral", words="palliative care referral")

# Drug safety: JAK inhibitors, immune globulin, antifibrotics, screens before immunosuppression
SMOKES_NO_LONGER = valueset(
    "obs_smoking_answer_former", "obs_smoking_answer_never", words="does not smoke (any more)"
)
LIPID_PANEL = valueset("order_lipid_panel", words="lipid panel")
CHILD_PUGH_A = valueset("obs_child_pugh_class", words="Child-Pugh class A", naming=("class a",))
CHILD_PUGH_B = valueset("obs_child_pugh_class", words="Child-Pugh class B", naming=("class b",))
HEPATITIS_C = valueset("obs_hcv", words="hepatitis C test")
HIV_TEST = site_concept("hiv-test", "HIV test")
HEPATOLOGY_REFERRAL = valueset("order_hepatology_referral", words="hepatology referral")
URINALYSIS = valueset("order_urinalysis", words="urinalysis")

# Orders
ANTI_CENTROMERE = valueset("obs_ab_centromere", words="anti-centromere antibody")
SCLERODERMA_FEATURES = site_concept("scleroderma-features", "sclerodactyly, digital ulcers or telangiectasia")
OVERLAP_DISEASE = site_concept("overlap-connective-tissue-disease", "overlap connective tissue disease")
CORTISOL = valueset("obs_cortisol", words="cortisol")
DYSPHAGIA = valueset("cond_dysphagia", words="dysphagia")
RESPIRATORY_MUSCLE_WEAKNESS = site_concept("respiratory-muscle-weakness", "respiratory muscle weakness")
PLASMA_EXCHANGE = valueset("proc_plasma_exchange", words="plasma exchange")
CHRONIC_URTICARIA = valueset("cond_chronic_spontaneous_urticaria", words="chronic spontaneous urticaria")
NASAL_POLYPS = valueset("cond_nasal_polyps", words="nasal polyps")
FOOD_ALLERGY = valueset("allergy_food_ige", words="food allergy")
PULMONARY_HYPERTENSION = valueset("cond_pulmonary_hypertension", words="pulmonary hypertension")
