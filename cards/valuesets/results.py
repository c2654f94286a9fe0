"""What is measured, tested or seen: laboratory results, lung function, vital signs, answers, imaging.

The files begin with ``obs_``.
"""

from cdshooks.rules.language import site_concept, valueset

# Kidney and electrolytes
CREATININE = valueset("obs_creatinine", words="creatinine")
EGFR = valueset("obs_egfr", words="eGFR")
POTASSIUM = valueset("obs_potassium", words="potassium")
GLUCOSE = site_concept("glucose-test", "blood glucose")

# Blood count
HAEMOGLOBIN = valueset("obs_hemoglobin", words="haemoglobin")
METHAEMOGLOBIN = valueset("obs_methemoglobin", words="methaemoglobin")
LEUKOCYTES = valueset("obs_wbc", words="leukocytes")
NEUTROPHILS = valueset("obs_neutrophils_abs", words="neutrophils")
LYMPHOCYTES = valueset("obs_lymphocytes_abs", words="lymphocytes")
CD4 = valueset("obs_cd4_abs", words="CD4 count")
EOSINOPHILS = valueset("obs_eosinophils_abs", words="eosinophils")
PLATELETS = valueset("obs_platelets", words="platelets")
BLOOD_FILM = valueset("obs_blood_film", words="blood film")

# Liver
ALT = valueset("obs_alt", words="ALT")
AST = valueset("obs_ast", words="AST")
BILIRUBIN = valueset("obs_bilirubin_total", words="total bilirubin")
INR = valueset("obs_inr", words="INR")
CHILD_PUGH_A = valueset("obs_child_pugh_class", words="Child-Pugh class A", naming=("class a",))
CHILD_PUGH_B = valueset("obs_child_pugh_class", words="Child-Pugh class B", naming=("class b",))
CHILD_PUGH = valueset("obs_child_pugh_class", words="Child-Pugh class")
CHILD_PUGH_C = valueset("obs_child_pugh_class_c", words="Child-Pugh class C")
CHILD_PUGH_SCORE = valueset("obs_child_pugh_score", words="Child-Pugh score")

# Muscle, heart, inflammation and hormones
CREATINE_KINASE = valueset("obs_ck", words="creatine kinase")
TROPONIN = site_concept("troponin", "troponin")
ELECTROCARDIOGRAM = site_concept("electrocardiogram", "ECG")
LDH = valueset("obs_ldh", words="lactate dehydrogenase")
FERRITIN = valueset("obs_ferritin", words="ferritin")
CORTISOL = valueset("obs_cortisol", words="cortisol")

# How drugs are broken down, and their levels
G6PD_ACTIVITY = valueset("obs_g6pd_quantitative", "obs_g6pd_qualitative", words="G6PD")
TPMT = valueset("obs_tpmt", words="TPMT")
NUDT15 = valueset("obs_nudt15", words="NUDT15")
THIOPURINE_POOR = site_concept("thiopurine-poor-metaboliser", "poor metaboliser of thiopurines")
THIOPURINE_INTERMEDIATE = site_concept(
    "thiopurine-intermediate-metaboliser", "intermediate metaboliser of thiopurines"
)
THIOPURINE_NORMAL = site_concept("thiopurine-normal-metaboliser", "normal metaboliser of thiopurines")
CALCINEURIN_TROUGH = valueset("obs_cni_trough", words="trough level of a calcineurin inhibitor")
PHENYTOIN_LEVEL = site_concept("phenytoin-level", "phenytoin level")
DIGOXIN_LEVEL = site_concept("digoxin-level", "digoxin level")

# Immunoglobulins
IGG = valueset("obs_igg", words="IgG")
IGA = valueset("obs_iga", words="IgA")
IGE = valueset("obs_ige_total", words="total IgE")
IGG4 = valueset("obs_igg_subclass4", words="IgG4")
ANTI_IGA = site_concept("anti-iga-antibody", "anti-IgA antibody")

# Antibodies of rheumatic disease
ANTINUCLEAR_ANTIBODY = valueset("obs_ab_ana", words="antinuclear antibody")
RHEUMATOID_FACTOR = valueset("obs_ab_rf", words="rheumatoid factor")
ANTI_CCP = valueset("obs_ab_ccp", words="anti-CCP antibody")
ANTI_SSA = valueset("obs_ab_ssa", words="anti-SSA antibody")
ANTI_RO52 = valueset("obs_ab_ro52", words="anti-Ro52 antibody")
ANTI_SCL70 = valueset("obs_ab_scl70", words="anti-Scl-70 antibody")
ANTI_CENTROMERE = valueset("obs_ab_centromere", words="anti-centromere antibody")
ANTI_RNA_POLYMERASE_III = site_concept("anti-rna-polymerase-iii", "anti-RNA polymerase III antibody")
ANTI_JO1 = valueset("obs_ab_jo1", words="anti-Jo-1 antibody")
ANTISYNTHETASE_OTHER = valueset("obs_ab_antisynthetase_nonjo1", words="antisynthetase antibodies beyond Jo-1")
MYOSITIS_ANTIBODIES = valueset("obs_ab_srp_mi2_tif1_nxp2", words="myositis-specific antibodies")
ANTI_MDA5 = valueset("obs_ab_mda5", words="anti-MDA5 antibody")
ANCA = valueset("obs_ab_anca", words="ANCA")

# Tests for infection
HBSAG = valueset("obs_hbsag", words="HBsAg")
ANTI_HBC = valueset("obs_anti_hbc_total", words="anti-HBc")
HBV_DNA = valueset("obs_hbv_dna", words="hepatitis B virus DNA")
HEPATITIS_C = valueset("obs_hcv", words="hepatitis C test")
HIV_TEST = site_concept("hiv-test", "HIV test")
IGRA = valueset("obs_igra", words="interferon-gamma release assay")
TUBERCULIN_SKIN_TEST = valueset("obs_tuberculin_skin_test", words="tuberculin skin test")
BETA_D_GLUCAN = valueset("obs_beta_d_glucan", words="beta-D-glucan")
PNEUMOCYSTIS_PCR = valueset("obs_pneumocystis_pcr", words="Pneumocystis PCR")
RESPIRATORY_PCR = site_concept("respiratory-pcr", "respiratory PCR")
ASPERGILLUS_IGE = valueset("obs_aspergillus_fumigatus_ige", words="Aspergillus fumigatus IgE")
ASPERGILLUS_IGG = site_concept("aspergillus-igg", "Aspergillus IgG")
STRONGYLOIDES_IGG = site_concept("strongyloides-igg", "Strongyloides IgG")

# Lung function and oxygen
PFT_REPORT = valueset("obs_pft_report", words="lung function report")
# A server finds a component by the code of the panel that it stands in, never by its own.
LUNG_FUNCTION_PANELS = ("obs_pft_panel",)
FVC_LITRES = valueset("obs_fvc_l", words="FVC volume", panels=LUNG_FUNCTION_PANELS)
FVC_PERCENT = valueset("obs_fvc_pct_predicted", words="FVC % predicted", panels=LUNG_FUNCTION_PANELS)
FEV1_FVC = valueset("obs_fev1_fvc_ratio", words="FEV1/FVC", panels=LUNG_FUNCTION_PANELS)
DLCO_ABSOLUTE = valueset("obs_dlco_abs", words="DLCO", panels=LUNG_FUNCTION_PANELS)
DLCO_PERCENT = valueset("obs_dlco_pct_predicted", words="DLCO % predicted", panels=LUNG_FUNCTION_PANELS)
OXYGEN_SATURATION = valueset("obs_spo2", words="oxygen saturation at rest")
# Codes measured at rest or without any word of oxygen; those "during treatment" are left out.
SATURATION_WITHOUT_OXYGEN = valueset(
    "obs_spo2",
    words="oxygen saturation without oxygen",
    dropping=("2708-6", "2710-2", "59409-3", "59414-3", "59415-0", "59416-8"),
)
# "During treatment" may be on oxygen without saying so.
SATURATION_OFF_TREATMENT = valueset(
    "obs_spo2", words="oxygen saturation at rest, not during treatment", dropping=("59409-3",)
)
EXERTIONAL_SATURATION = valueset("obs_spo2_exertional", words="oxygen saturation on exertion")
ARTERIAL_OXYGEN = valueset("obs_abg_pao2", words="arterial oxygen pressure")
OXYGEN_FLOW = valueset("obs_fio2_o2flow", words="oxygen flow")
SIX_MINUTE_WALK = valueset("obs_6mwd", words="6-minute walk")
WALK_TEST = site_concept("walk-test-with-oximetry", "walk test with oximetry")
WALK_DISTANCE = site_concept("walk-distance-without-oximetry", "6-minute walk distance without oximetry")
BREATHLESSNESS_GRADE = site_concept("mmrc-dyspnoea-grade", "mMRC breathlessness grade")

# Imaging
CT_CHEST = valueset("obs_ct_chest", words="chest CT")
HRCT_GROUND_GLASS = site_concept("hrct-ground-glass-predominant", "ground-glass predominant on HRCT")
HRCT_MIXED = site_concept("hrct-mixed", "mixed ground-glass and fibrosis on HRCT")
HRCT_FIBROSIS = site_concept("hrct-fibrosis-predominant", "fibrosis predominant or UIP on HRCT")
HRCT_WORSE = site_concept("hrct-worse", "HRCT extent worse or new ground-glass opacity or consolidation")
HRCT_PROGRESSION = site_concept("hrct-progression", "progression of fibrosis on HRCT")
BONE_DENSITY = valueset("obs_dxa", words="bone density (DXA)")
FRACTURE_RISK_ASSESSMENT = site_concept("fracture-risk-assessment", "fracture risk assessment")

# Body, pregnancy and smoking
BODY_HEIGHT = valueset("obs_body_height", words="body height")
BODY_WEIGHT = valueset("obs_body_weight", words="body weight")
BLOOD_PRESSURE = valueset("obs_bp", words="blood pressure")
SYSTOLIC_PRESSURE = valueset("obs_bp", words="systolic blood pressure", naming=("systolic",))
DIASTOLIC_PRESSURE = valueset("obs_bp", words="diastolic blood pressure", naming=("diastolic",))
HCG = valueset("obs_hcg", words="pregnancy test (hCG)")
EXPECTED_DELIVERY = valueset("obs_expected_delivery_date", words="expected delivery date")
PREGNANCY_STATUS = valueset("obs_pregnancy_status", words="pregnancy status")
SAID_PREGNANT = valueset("obs_pregnancy_answer_pregnant", words="pregnant")
SAID_NOT_PREGNANT = valueset("obs_pregnancy_answer_not_pregnant", words="not pregnant")
PREGNANCY_LEFT_OPEN = valueset("obs_pregnancy_answer_open", words="pregnancy possible or not known")
SMOKING_STATUS = valueset("obs_smoking_status", words="smoking status")
CODED_SMOKING_STATUS = valueset(
    "obs_smoking_status", words="smoking status in coded answers", dropping=("11366-2", "11367-0", "63773-6")
)
SMOKES_NOW = valueset("obs_smoking_answer_current", words="smokes now")
SMOKED_BEFORE = valueset("obs_smoking_answer_former", words="smoked in the past")
# Drug safety: JAK inhibitors, immune globulin, antifibrotics, screens before immunosuppression
SMOKES_NO_LONGER = valueset(
    "obs_smoking_answer_former", "obs_smoking_answer_never", words="does not smoke (any more)"
)
EXPOSURE_HISTORY = site_concept("hp-exposure-history", "exposure history for hypersensitivity pneumonitis")
