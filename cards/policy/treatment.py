"""Numbers of the therapy cards that a clinician could dispute."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

DISCUSSION_DAYS = number(
    "therapy.discussion_days",
    60,
    "days",
    meaning="a multidisciplinary discussion that was asked for counts as under way for",
    allowed=(30, 183),
    source=SERVICE,
)
HRCT_PHENOTYPE_DAYS = number(
    "therapy.hrct_phenotype_days",
    90,
    "days",
    meaning="an HRCT report is spoken about for",
    allowed=(30, 183),
    source=SERVICE,
)
ANTIFIBROTIC_SWITCH_DAYS = number(
    "therapy.antifibrotic_switch_days",
    183,
    "days",
    meaning="an antifibrotic that ended may be in a switch for",
    allowed=(90, 365),
    source=SERVICE,
)

# Systemic sclerosis and glucocorticoids
SSC_STEROID_CAP_MG = number(
    "ssc.steroid_cap_mg_per_day",
    15,
    "mg prednisone-equivalent a day",
    meaning="steroid dose above which the risk of renal crisis is highest",
    allowed=(7, 20),
    source="ATS SSc-ILD guideline 2024: at most 15 mg where unavoidable [V1]",
)
HYDROCORTISONE_REPLACEMENT_MG = number(
    "ssc.hydrocortisone_replacement_mg",
    30,
    "mg hydrocortisone a day",
    meaning="hydrocortisone by mouth up to this is replacement",
    allowed=(15, 40),
    source=SERVICE,
)
PREMEDICATION_MG = number(
    "ssc.premedication_mg",
    125,
    "mg prednisone-equivalent",
    meaning="premedication is at most",
    allowed=(50, 160),
    source=SERVICE,
)
PREMEDICATION_DAYS = number(
    "ssc.premedication_days",
    2,
    "single days",
    meaning="premedication is on at most",
    allowed=(1, 4),
    source=SERVICE,
)
STRESS_DOSE_DAYS = number(
    "ssc.stress_dose_days",
    3,
    "days",
    meaning="hydrocortisone by injection is a stress dose for at most",
    allowed=(1, 7),
    source=SERVICE,
)

# Rapidly progressive ILD
RAPID_CODE_DAYS = number(
    "rapid.code_days",
    90,
    "days",
    meaning="a recorded acute ILD or worse symptom counts as rapid progression for",
    allowed=(30, 120),
    source=SERVICE,
)
RAPID_FVC_POINTS = number(
    "rapid.fvc_points",
    10,
    "points",
    meaning="fall of FVC % predicted that counts as rapid",
    allowed=(5, 20),
    source=SERVICE,
)
RAPID_DLCO_POINTS = number(
    "rapid.dlco_points",
    15,
    "points",
    meaning="fall of DLCO % predicted that counts as rapid",
    allowed=(10, 25),
    source=SERVICE,
)
RAPID_TEST_DAYS = number(
    "rapid.test_days",
    30,
    "days",
    meaning="a lung function test counts as the present one for",
    allowed=(14, 60),
    source=SERVICE,
)
RAPID_GAP_LEAST = number(
    "rapid.gap_least_days",
    7,
    "days",
    meaning="the earlier result is older by at least",
    allowed=(3, 14),
    source=SERVICE,
)
RAPID_GAP_MOST = number(
    "rapid.gap_most_days",
    90,
    "days",
    meaning="the earlier result is older by at most",
    allowed=(60, 120),
    source=SERVICE,
)
RAPID_OXYGEN_DAYS = number(
    "rapid.oxygen_days",
    14,
    "days",
    meaning="an oxygen reading counts as the present one for",
    allowed=(7, 30),
    source=SERVICE,
)
RAPID_FLOW_RISE = number(
    "rapid.flow_rise",
    2,
    "L/min",
    meaning="rise of oxygen flow that counts as rapid",
    allowed=(1, 4),
    source=SERVICE,
)
RAPID_SPO2_POINTS = number(
    "rapid.spo2_points",
    4,
    "points",
    meaning="fall of oxygen saturation that counts as rapid",
    allowed=(2, 8),
    source=SERVICE,
)
RAPID_SPO2_NOW = number(
    "rapid.spo2_now",
    92,
    "%",
    meaning="saturation below which a fall counts as rapid",
    allowed=(88, 94),
    source=SERVICE,
)
RAPID_REGIMEN_DAYS = number(
    "rapid.regimen_days",
    30,
    "days",
    meaning="a steroid pulse or new drug counts as part of the regimen for",
    allowed=(14, 60),
    source=SERVICE,
)
RAPID_REGIMEN_MG = number(
    "rapid.regimen_mg_per_day",
    40,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that is part of the regimen",
    allowed=(20, 80),
    source=SERVICE,
)
RAPID_OTHER_CAUSE_DAYS = number(
    "rapid.other_cause_days",
    30,
    "days",
    meaning="an embolism or oedema counts as another cause for",
    allowed=(14, 60),
    source=SERVICE,
)

# Therapy of ILD
NEW_ILD_DAYS = number(
    "therapy.new_ild_days",
    365,
    "days",
    meaning="an ILD counts as new for",
    allowed=(183, 730),
    source=SERVICE,
)
FVC_LOW_PERCENT = number(
    "therapy.fvc_low_percent",
    70,
    "% predicted",
    meaning="FVC below which the disease is extensive",
    allowed=(60, 80),
    source="extensive disease [K]",
)
NAIVE_DAYS = number(
    "therapy.naive_days",
    183,
    "days",
    meaning="a patient counts as untreated without an ILD drug for",
    allowed=(90, 365),
    source=SERVICE,
)
LUNG_INDEX_DAYS = number(
    "lung.index_days",
    90,
    "days",
    meaning="a lung function test counts as the present one for",
    allowed=(30, 183),
    source=SERVICE,
)
LUNG_GAP_LEAST = number(
    "lung.baseline_least_days",
    84,
    "days",
    meaning="the earlier lung function test is older by at least",
    allowed=(60, 183),
    source=SERVICE,
)
LUNG_GAP_MOST = number(
    "lung.baseline_most_days",
    379,
    "days",
    meaning="the earlier lung function test is older by at most",
    allowed=(365, 540),
    source=SERVICE,
)
LUNG_GAP_AIM = number(
    "lung.baseline_aim_days",
    365,
    "days",
    meaning="of several earlier lung function tests that one is compared which is nearest to",
    allowed=(183, 365),
    source="PPF 2022: within 1 year [V1]",
)
FVC_POINTS = number(
    "lung.fvc_points",
    5,
    "points",
    meaning="fall of FVC % predicted within a year that counts",
    allowed=(5, 10),
    source="PPF 2022 table 4 [V1]",
)
DLCO_POINTS = number(
    "lung.dlco_points",
    10,
    "points",
    meaning="fall of DLCO % predicted within a year that counts",
    allowed=(10, 15),
    source="PPF 2022 table 4 [V1]",
)
FVC_RELATIVE_PERCENT = number(
    "lung.fvc_relative_percent",
    10,
    "%",
    meaning="fall of FVC by this share of the earlier value counts",
    allowed=(5, 15),
    source="marginal decline [V1]",
)
PROGRESSION_DAYS = number(
    "lung.progression_days",
    365,
    "days",
    meaning="worse symptoms or HRCT count as progression for",
    allowed=(183, 730),
    source="PPF 2022 [V1]",
)
WORKUP_REQUEST_DAYS = number(
    "workup.request_days",
    90,
    "days",
    meaning="a test of the work-up that was asked for is not asked for again for",
    allowed=(30, 183),
    source=SERVICE,
)
TB_SCREEN_DAYS = number(
    "screen.tb_days",
    365,
    "days",
    meaning="a tuberculosis screen counts for",
    allowed=(183, 730),
    source=SERVICE,
)
HBV_SCREEN_DAYS = number(
    "screen.hepatitis_b_days",
    365,
    "days",
    meaning="a hepatitis B screen counts for",
    allowed=(183, 730),
    source=SERVICE,
)
MMF_NEUTROPHILS = number(
    "mycophenolate.neutrophils",
    "1.3",
    "10*9/L",
    meaning="neutrophils below which mycophenolate is interrupted",
    allowed=("1.0", "1.5"),
    source="label [V1]",
)
MMF_PLATELETS = number(
    "mycophenolate.platelets",
    100,
    "10*9/L",
    meaning="platelets below which mycophenolate is checked first",
    allowed=(50, 100),
    source=SERVICE,
)
TOCILIZUMAB_NEUTROPHILS = number(
    "tocilizumab.neutrophils",
    "2.0",
    "10*9/L",
    meaning="neutrophils below which tocilizumab or sarilumab is not begun",
    allowed=("1.5", "2.0"),
    source="label [K]",
)
TOCILIZUMAB_PLATELETS = number(
    "tocilizumab.platelets",
    100,
    "10*9/L",
    meaning="platelets below which tocilizumab is not begun",
    allowed=(50, 150),
    source="label [K]",
)
TOCILIZUMAB_ALT = number(
    "tocilizumab.alt",
    "1.5",
    "times upper limit",
    meaning="ALT or AST above which tocilizumab or sarilumab is not begun",
    allowed=("1.5", "3"),
    source="label [K]",
)
NINTEDANIB_ALT = number(
    "nintedanib.alt",
    3,
    "times upper limit",
    meaning="ALT or AST above which nintedanib is reduced or interrupted",
    allowed=(2, 5),
    source="label [V1]",
)
RITUXIMAB_NEUTROPHILS = number(
    "rituximab.neutrophils",
    "1.0",
    "10*9/L",
    meaning="neutrophils below which rituximab is checked first",
    allowed=("0.5", "1.5"),
    source=SERVICE,
)
ACTIVE_TUBERCULOSIS_DAYS = number(
    "infection.active_tuberculosis_days",
    365,
    "days",
    meaning="recorded tuberculosis counts as active for",
    allowed=(183, 730),
    source=SERVICE,
)
ACUTE_INFECTION_DAYS = number(
    "infection.acute_days",
    30,
    "days",
    meaning="a recorded severe infection counts as present for",
    allowed=(14, 60),
    source=SERVICE,
)
MAJOR_CARDIOVASCULAR_DAYS = number(
    "nintedanib.cardiovascular_event_days",
    183,
    "days",
    meaning="an infarction or stroke counts against nintedanib for",
    allowed=(90, 365),
    source=SERVICE,
)
SURGERY_DAYS = number(
    "nintedanib.surgery_days",
    28,
    "days",
    meaning="abdominal surgery counts against nintedanib for",
    allowed=(14, 60),
    source=SERVICE,
)
IGG_LOW = number(
    "rituximab.igg",
    "4.0",
    "g/L",
    meaning="IgG below which rituximab is checked first",
    allowed=("3", "6"),
    source=SERVICE,
)
IGG_DAYS = number(
    "rituximab.igg_days", 183, "days", meaning="an IgG counts for", allowed=(90, 365), source=SERVICE
)
IGG_REQUEST_DAYS = number(
    "rituximab.igg_request_days",
    90,
    "days",
    meaning="IgG before rituximab is due after",
    allowed=(30, 183),
    source=SERVICE,
)
TACROLIMUS_MG_PER_KG = number(
    "tacrolimus.mg_per_kg",
    "0.025",
    "mg/kg a dose, twice daily",
    meaning="dose of tacrolimus that is drafted",
    allowed=("0.01", "0.0375"),
    source="PMC10185598 table 3: 0.075 mg/kg a day [V1]; the lower start is pharmacy convention [K]",
)
TACROLIMUS_STEP_MG = number(
    "tacrolimus.step_mg",
    "0.5",
    "mg",
    meaning="a drafted dose of tacrolimus is rounded down to",
    allowed=("0.5", "1"),
    source="capsule [V1]",
)
TACROLIMUS_LEAST_MG = number(
    "tacrolimus.least_mg",
    "0.5",
    "mg a dose",
    meaning="smallest dose of tacrolimus that is drafted",
    allowed=("0.5", "1"),
    source=SERVICE,
)
TACROLIMUS_MOST_MG = number(
    "tacrolimus.most_mg",
    3,
    "mg a dose",
    meaning="largest dose of tacrolimus that is drafted",
    allowed=(1, 5),
    source=SERVICE,
)
CNI_CLEARANCE = number(
    "calcineurin.clearance",
    60,
    "mL/min",
    meaning="creatinine clearance below which a calcineurin inhibitor is checked first",
    allowed=(30, 90),
    source=SERVICE,
)
CNI_POTASSIUM = number(
    "calcineurin.potassium",
    "5.0",
    "mmol/L",
    meaning="potassium above which a calcineurin inhibitor is checked first",
    allowed=("4.5", "5.5"),
    source=SERVICE,
)
CNI_SYSTOLIC = number(
    "calcineurin.systolic",
    150,
    "mm[Hg]",
    meaning="systolic pressure above which a calcineurin inhibitor is checked first",
    allowed=(140, 160),
    source=SERVICE,
)
CNI_DIASTOLIC = number(
    "calcineurin.diastolic",
    95,
    "mm[Hg]",
    meaning="diastolic pressure above which a calcineurin inhibitor is checked first",
    allowed=(85, 100),
    source=SERVICE,
)
CNI_CREATININE_TIMES = number(
    "calcineurin.creatinine_times",
    "1.3",
    "times the earlier value",
    meaning="rise of creatinine that counts",
    allowed=("1.2", "1.5"),
    source=SERVICE,
)
CNI_CREATININE_FROM_DAYS = number(
    "calcineurin.creatinine_from_days",
    31,
    "days",
    meaning="the earlier creatinine is at least so old",
    allowed=(14, 90),
    source=SERVICE,
)
CNI_CREATININE_TO_DAYS = number(
    "calcineurin.creatinine_to_days",
    365,
    "days",
    meaning="the earlier creatinine is at most so old",
    allowed=(183, 730),
    source=SERVICE,
)
FVC_PRESERVED_PERCENT = number(
    "therapy.fvc_preserved_percent",
    80,
    "% predicted",
    meaning="FVC from which the lung is hardly impaired",
    allowed=(70, 90),
    source="minimal impairment [K]",
)
DLCO_PRESERVED_PERCENT = number(
    "therapy.dlco_preserved_percent",
    70,
    "% predicted",
    meaning="DLCO from which the lung is hardly impaired",
    allowed=(60, 80),
    source="minimal impairment [K]",
)
OBSERVATION_REQUEST_DAYS = number(
    "therapy.observation_request_days",
    183,
    "days",
    meaning="lung function that was asked for counts as observation for",
    allowed=(90, 365),
    source=SERVICE,
)
NEW_ANTIBODY_DAYS = number(
    "therapy.new_antibody_days",
    365,
    "days",
    meaning="anti-MDA5 counts as new for",
    allowed=(183, 730),
    source=SERVICE,
)
PROGRESSION_EVIDENCE_DAYS = number(
    "lung.evidence_days",
    183,
    "days",
    meaning="progression is spoken about for",
    allowed=(90, 365),
    source=SERVICE,
)
