"""Every number a clinician could dispute, with its unit, the range a site may choose from, and its source.

V1, V2 and K say how a source was seen: read itself, read in a secondary page, general knowledge or service choice.
"""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

# Person
ADULT_YEARS = number(
    "person.adult_years",
    18,
    "years",
    meaning="age from which a person is an adult",
    allowed=(16, 21),
    source=SERVICE,
)
COMFORT_CARE_DAYS = number(
    "person.comfort_care_request_days",
    3650,
    "days",
    meaning="a request for comfort care counts for",
    allowed=(30, 36500),
    source="no limit in the tables: a request for comfort care stays in force until it is ended [K]",
)
FERTILE_FROM_YEARS = number(
    "person.fertile_from_years",
    12,
    "years",
    meaning="age from which pregnancy is possible",
    allowed=(8, 14),
    source=SERVICE,
)
FERTILE_TO_YEARS = number(
    "person.fertile_to_years",
    55,
    "years",
    meaning="age up to which pregnancy is possible",
    allowed=(50, 60),
    source=SERVICE,
)
PREGNANCY_DAYS = number(
    "person.pregnancy_days",
    300,
    "days",
    meaning="a recorded pregnancy counts for",
    allowed=(280, 320),
    source=SERVICE,
)
HCG_POSITIVE_DAYS = number(
    "person.hcg_positive_days",
    42,
    "days",
    meaning="a positive pregnancy test counts for",
    allowed=(14, 60),
    source=SERVICE,
)
HCG_POSITIVE_FROM = number(
    "person.hcg_positive_from",
    25,
    "IU/L",
    meaning="hCG from which a pregnancy test is positive",
    allowed=(5, 50),
    source=SERVICE,
)
HCG_NEGATIVE_BELOW = number(
    "person.hcg_negative_below",
    5,
    "IU/L",
    meaning="hCG below which a pregnancy test is negative",
    allowed=(2, 25),
    source="usual limit of laboratories; 5 to 25 IU/L may be a pregnancy of few days [K]",
)

# Cards that were overridden
SNOOZE_DAYS = number(
    "cards.snooze_days", 90, "days", meaning="an overridden card rests for", allowed=(1, 180), source=SERVICE
)
SNOOZE_CRITICAL_HOURS = number(
    "cards.snooze_critical_hours",
    24,
    "hours",
    meaning="an overridden critical card rests for",
    allowed=(1, 24),
    source=SERVICE,
)

# Kidney
CREATININE_DAYS = number(
    "kidney.creatinine_days",
    90,
    "days",
    meaning="a creatinine or eGFR is used for the clearance for",
    allowed=(7, 180),
    source=SERVICE,
)
WEIGHT_DAYS = number(
    "kidney.weight_days", 180, "days", meaning="a body weight is used for", allowed=(30, 365), source=SERVICE
)
CLEARANCE_CAP = number(
    "kidney.clearance_cap",
    150,
    "mL/min",
    meaning="an estimated creatinine clearance counts as at most",
    allowed=(120, 200),
    source=SERVICE,
)

# Pneumocystis prophylaxis: who
PJP_STEROID_MG = number(
    "pjp.steroid_mg_per_day",
    20,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that calls for PJP prophylaxis beside another risk",
    allowed=(10, 30),
    source="ATS fungal statement 2011, 20 mg for a month or more [V2]; EULAR 2022 names a range from 15 to 30 mg [V1]",
)
PJP_STEROID_HIGH_MG = number(
    "pjp.steroid_high_mg_per_day",
    30,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that calls for PJP prophylaxis without another risk",
    allowed=(20, 60),
    source="Park 2018, 30 mg for 4 weeks or more, hazard ratio 0.07 with prophylaxis [V1]",
)
PJP_CONSIDER_MG = number(
    "pjp.consider_mg_per_day",
    15,
    "mg prednisone-equivalent a day",
    meaning="steroid dose at which PJP prophylaxis is considered",
    allowed=(7, 20),
    source="Park 2019, 15 to 29 mg: 0.5 per 100 patient-years, 3.4 with lymphopenia or pulse [V1]",
)
PJP_STEROID_DAYS = number(
    "pjp.steroid_days",
    28,
    "days",
    meaning="steroid duration that calls for PJP prophylaxis",
    allowed=(14, 60),
    source="EULAR 2022: more than 2 to 4 weeks [V1]",
)
PJP_CONSIDER_DAYS = number(
    "pjp.consider_days",
    14,
    "days",
    meaning="steroid duration at which PJP prophylaxis is considered",
    allowed=(7, 28),
    source="lower end of the EULAR 2022 range [K]",
)
PJP_RAPID_MG = number(
    "pjp.rapid_ild_mg_per_day",
    20,
    "mg prednisone-equivalent a day",
    meaning="steroid dose for prophylaxis in rapidly progressive ILD",
    allowed=(10, 40),
    source=SERVICE,
)
PJP_LYMPHOCYTES = number(
    "pjp.lymphocytes",
    "1.0",
    "10*9/L",
    meaning="lymphocytes below which the risk of PJP is raised",
    allowed=("0.3", "1.5"),
    source="Park 2019 for the risk [V1], cut-off [K]",
)
PJP_LYMPHOCYTE_DAYS = number(
    "pjp.lymphocyte_days",
    90,
    "days",
    meaning="a lymphocyte result counts for",
    allowed=(30, 180),
    source=SERVICE,
)
PJP_AGE_YEARS = number(
    "pjp.age_years", 65, "years", meaning="age that adds to the risk of PJP", allowed=(50, 80), source=SERVICE
)
PULSE_KEPT_DAYS = number(
    "steroid.pulse_kept_days",
    30,
    "days",
    meaning="a steroid pulse counts for",
    allowed=(14, 60),
    source="Park 2019 [V1], days [K]",
)
PJP_ILLNESS_DAYS = number(
    "pjp.illness_days",
    28,
    "days",
    meaning="Pneumocystis pneumonia counts as being treated for",
    allowed=(21, 42),
    source=SERVICE,
)
ANTI_CD20_DAYS = number(
    "pjp.anti_cd20_days",
    183,
    "days",
    meaning="rituximab and its like count as immunosuppression for",
    allowed=(90, 365),
    source="rituximab label, GPA and MPA: 6 months [V2]",
)
CYCLOPHOSPHAMIDE_DAYS = number(
    "pjp.cyclophosphamide_days",
    90,
    "days",
    meaning="cyclophosphamide counts as immunosuppression for",
    allowed=(30, 183),
    source=SERVICE,
)

PJP_RITUXIMAB_CYCLOPHOSPHAMIDE_MG = number(
    "pjp.steroid_mg_with_rituximab_or_cyclophosphamide",
    5,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that counts beside rituximab or cyclophosphamide",
    allowed=(1, 15),
    source=SERVICE,
)
PJP_MDA5_MG = number(
    "pjp.mda5_mg_per_day",
    "7.5",
    "mg prednisone-equivalent a day",
    meaning="steroid dose for prophylaxis in anti-MDA5 disease, in its first year",
    allowed=(1, 15),
    source=SERVICE,
)
PJP_MDA5_LATE_MG = number(
    "pjp.mda5_late_mg_per_day",
    15,
    "mg prednisone-equivalent a day",
    meaning="steroid dose for prophylaxis in anti-MDA5 disease, after its first year",
    allowed=(5, 20),
    source=SERVICE,
)
PJP_MDA5_DAYS = number(
    "pjp.mda5_days", 365, "days", meaning="anti-MDA5 counts as new for", allowed=(90, 730), source=SERVICE
)

# Pneumocystis prophylaxis: review of stopping
PJP_STOP_MG = number(
    "pjp.stop_mg_per_day",
    15,
    "mg prednisone-equivalent a day",
    meaning="steroid dose below which stopping prophylaxis is reviewed",
    allowed=(5, 20),
    source="Park 2019: 0.01 per 100 patient-years below 15 mg [V1]; secondary pages say 20 mg [V2]",
)
PJP_STOP_DAYS = number(
    "pjp.stop_days",
    28,
    "days",
    meaning="stopping is reviewed once the steroid was below the limit for",
    allowed=(14, 90),
    source=SERVICE,
)
PJP_AGENT_TAKEN_DAYS = number(
    "pjp.agent_taken_days",
    28,
    "days",
    meaning="stopping is reviewed once prophylaxis was taken for",
    allowed=(14, 90),
    source=SERVICE,
)
PJP_AGENT_GAP_DAYS = number(
    "pjp.agent_gap_days",
    30,
    "days",
    meaning="prophylaxis goes on through a gap of up to",
    allowed=(3, 60),
    source=SERVICE,
)
CD4_LOW = number(
    "pjp.cd4",
    "0.2",
    "10*9/L",
    meaning="CD4 count below which prophylaxis is kept",
    allowed=("0.2", "0.35"),
    source="HIV guidance, 200 per uL [K]",
)
CD4_DAYS = number(
    "pjp.cd4_days", 183, "days", meaning="a CD4 result counts for", allowed=(90, 365), source=SERVICE
)

# Pneumocystis prophylaxis: what counts as prophylaxis
TMP_WEEK_MIN_MG = number(
    "pjp.trimethoprim_mg_per_week",
    480,
    "mg trimethoprim a week",
    meaning="least trimethoprim that protects",
    allowed=(240, 560),
    source="PMC10938896 table 2 [V1]",
)
TMP_WEEK_MIN_KIDNEY_MG = number(
    "pjp.trimethoprim_mg_per_week_low_clearance",
    240,
    "mg trimethoprim a week",
    meaning="least trimethoprim that protects, at low creatinine clearance",
    allowed=(120, 480),
    source="half dose at clearance 15 to 30 mL/min, label [V2]",
)
TMP_WEEK_HALF_MG = number(
    "pjp.trimethoprim_half_mg_per_week",
    280,
    "mg trimethoprim a week",
    meaning="most trimethoprim at half dose for the kidney",
    allowed=(240, 560),
    source="80 mg every other day [K]",
)
TMP_DAY_PROPHYLAXIS_MG = number(
    "pjp.trimethoprim_prophylaxis_mg_per_day",
    160,
    "mg trimethoprim a day",
    meaning="most trimethoprim for prophylaxis",
    allowed=(80, 320),
    source="PMC10938896 table 2 [V1]",
)
TREATMENT_DAYS = number(
    "pjp.treatment_days",
    14,
    "days",
    meaning="a high dose of TMP-SMX counts as treatment if stated for at most",
    allowed=(7, 28),
    source=SERVICE,
)
ATOVAQUONE_MG = number(
    "pjp.atovaquone_mg_per_day",
    1500,
    "mg a day",
    meaning="least atovaquone that protects",
    allowed=(750, 1500),
    source="PMC10938896 [V1]",
)
DAPSONE_MG = number(
    "pjp.dapsone_mg_per_day",
    50,
    "mg a day",
    meaning="least dapsone that protects",
    allowed=(50, 100),
    source="PMC10938896 [V1]",
)
PENTAMIDINE_MG = number(
    "pjp.pentamidine_mg",
    300,
    "mg a dose",
    meaning="least inhaled pentamidine that protects",
    allowed=(150, 300),
    source="PMC10938896 [V1]",
)
ATOVAQUONE_MOST_MG = number(
    "pjp.atovaquone_most_mg_per_day",
    1500,
    "mg a day",
    meaning="most atovaquone for prophylaxis",
    allowed=(1500, 3000),
    source="PMC10938896 [V1]",
)
DAPSONE_MOST_MG = number(
    "pjp.dapsone_most_mg_per_day",
    100,
    "mg a day",
    meaning="most dapsone for prophylaxis",
    allowed=(100, 200),
    source="PMC10938896 [V1]",
)
PENTAMIDINE_MOST_MG = number(
    "pjp.pentamidine_most_mg",
    300,
    "mg a dose",
    meaning="most inhaled pentamidine for prophylaxis",
    allowed=(300, 600),
    source="PMC10938896 [V1]",
)
PENTAMIDINE_LEAST_APART = number(
    "pjp.pentamidine_least_days_apart",
    28,
    "days",
    meaning="least days between two doses of inhaled pentamidine",
    allowed=(14, 28),
    source="every 4 weeks [V1]",
)
PENTAMIDINE_MOST_APART = number(
    "pjp.pentamidine_most_days_apart",
    31,
    "days",
    meaning="most days between two doses of inhaled pentamidine",
    allowed=(28, 35),
    source="once a month [K]",
)
DAPSONE_WEEKLY_APART = number(
    "pjp.dapsone_weekly_days_apart",
    7,
    "days",
    meaning="dapsone counts as a weekly dose from",
    allowed=(4, 7),
    source="once a week with pyrimethamine [K]",
)
PENTAMIDINE_DAYS = number(
    "pjp.pentamidine_days",
    35,
    "days",
    meaning="one dose of inhaled pentamidine protects for",
    allowed=(28, 42),
    source="every 4 weeks [V1], margin [K]",
)

# Pneumocystis prophylaxis: which agent
K_HIGH = number(
    "pjp.potassium_high",
    "5.0",
    "mmol/L",
    meaning="potassium above which TMP-SMX is not chosen",
    allowed=("4.5", "5.5"),
    source=SERVICE,
)
CLEARANCE_NEVER = number(
    "pjp.clearance_never",
    15,
    "mL/min",
    meaning="creatinine clearance below which TMP-SMX is not given",
    allowed=(10, 20),
    source="TMP-SMX label: not below 15 [V2]",
)
CLEARANCE_HALF = number(
    "pjp.clearance_half_dose",
    30,
    "mL/min",
    meaning="creatinine clearance up to which TMP-SMX is halved",
    allowed=(25, 35),
    source="TMP-SMX label: half dose at 15 to 30 [V2]",
)
CLEARANCE_CAUTION = number(
    "pjp.clearance_caution",
    60,
    "mL/min",
    meaning="creatinine clearance below which TMP-SMX is checked first",
    allowed=(30, 90),
    source=SERVICE,
)
POTASSIUM_AGE_YEARS = number(
    "pjp.potassium_age_years",
    65,
    "years",
    meaning="age from which potassium is checked before TMP-SMX",
    allowed=(50, 80),
    source=SERVICE,
)
NEUTROPHILS_MIN = number(
    "pjp.neutrophils",
    "1.0",
    "10*9/L",
    meaning="neutrophils below which TMP-SMX is not chosen",
    allowed=("0.5", "1.5"),
    source=SERVICE,
)
PLATELETS_MIN = number(
    "pjp.platelets",
    50,
    "10*9/L",
    meaning="platelets below which TMP-SMX is not chosen",
    allowed=(25, 100),
    source=SERVICE,
)
ALT_TIMES_LIMIT = number(
    "pjp.alt_times_upper_limit",
    5,
    "times upper limit",
    meaning="ALT above which TMP-SMX is not chosen",
    allowed=(3, 10),
    source=SERVICE,
)
HAEMOGLOBIN_MIN = number(
    "pjp.haemoglobin",
    "9",
    "g/dL",
    meaning="haemoglobin below which dapsone is not chosen",
    allowed=("7", "11"),
    source=SERVICE,
)
METHAEMOGLOBIN_MAX = number(
    "pjp.methaemoglobin",
    "5",
    "%",
    meaning="methaemoglobin above which dapsone is not chosen",
    allowed=("2", "10"),
    source=SERVICE,
)
K_DANGER = number(
    "tmp_smx.potassium_danger",
    "5.5",
    "mmol/L",
    meaning="potassium above which TMP-SMX is critical",
    allowed=("5.1", "6.5"),
    source=SERVICE,
)
K_RENEWAL_DAYS = number(
    "tmp_smx.potassium_renewal_days",
    90,
    "days",
    meaning="a potassium is good for a renewal of TMP-SMX for",
    allowed=(30, 183),
    source=SERVICE,
)
K_WATCH_FROM_DAYS = number(
    "tmp_smx.potassium_watch_from_days",
    4,
    "days",
    meaning="potassium on new TMP-SMX is watched from day",
    allowed=(2, 7),
    source=SERVICE,
)
K_WATCH_TO_DAYS = number(
    "tmp_smx.potassium_watch_to_days",
    30,
    "days",
    meaning="potassium on new TMP-SMX is watched until day",
    allowed=(14, 60),
    source=SERVICE,
)
TMP_SMX_RESTART_DAYS = number(
    "tmp_smx.restart_gap_days",
    3,
    "days",
    meaning="TMP-SMX counts as begun anew after a gap of more than",
    allowed=(1, 14),
    source=SERVICE,
)
TMP_DAY_HIGH_MG = number(
    "tmp_smx.methotrexate_high_mg_per_day",
    320,
    "mg trimethoprim a day",
    meaning="trimethoprim from which it is a treatment dose beside methotrexate",
    allowed=(160, 480),
    source="twice 160/800 mg a day, a treatment dose [K]",
)
METHOTREXATE_CLEARANCE = number(
    "tmp_smx.methotrexate_clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which methotrexate with TMP-SMX is critical",
    allowed=(20, 45),
    source="methotrexate label reasoning: it is cleared by the kidney [K]",
)
DAPSONE_UNTESTED_DAYS = number(
    "dapsone.taken_untested_days",
    90,
    "days",
    meaning="dapsone without a G6PD counts as tolerated once taken for",
    allowed=(28, 183),
    source=SERVICE,
)
FEV1_FVC_MIN = number(
    "pjp.fev1_fvc",
    "0.70",
    "",
    meaning="FEV1/FVC below which inhaled pentamidine is checked first",
    allowed=("0.6", "0.8"),
    source="GOLD obstruction limit [K]",
)
RESULT_DAYS = number(
    "results.days", 30, "days", meaning="a blood result counts for", allowed=(7, 90), source=SERVICE
)
BLOOD_DAYS = number(
    "results.blood_days",
    90,
    "days",
    meaning="a blood result that is needed less often counts for",
    allowed=(30, 180),
    source=SERVICE,
)
SPIROMETRY_DAYS = number(
    "results.spirometry_days",
    365,
    "days",
    meaning="a spirometry counts for",
    allowed=(90, 730),
    source=SERVICE,
)
CHILD_PUGH_DAYS = number(
    "results.child_pugh_days",
    365,
    "days",
    meaning="a Child-Pugh class counts for",
    allowed=(90, 730),
    source=SERVICE,
)
TOLERATED_DAYS = number(
    "pjp.tolerated_days",
    28,
    "days",
    meaning="an agent counts as tolerated once taken for",
    allowed=(14, 90),
    source=SERVICE,
)
RENEWAL_TAKEN_DAYS = number(
    "pjp.renewal_taken_days",
    28,
    "days",
    meaning="drugs count as tolerated together once taken for",
    allowed=(14, 90),
    source=SERVICE,
)
RENEWAL_GAP_DAYS = number(
    "pjp.renewal_gap_days",
    30,
    "days",
    meaning="a treatment goes on through a gap of up to",
    allowed=(3, 90),
    source=SERVICE,
)
OPEN_REQUEST_DAYS = number(
    "requests.open_days",
    30,
    "days",
    meaning="a test that was asked for is not asked for again for",
    allowed=(7, 90),
    source=SERVICE,
)
CONSULT_DAYS = number(
    "requests.consult_days",
    90,
    "days",
    meaning="a consult or referral that was asked for is not asked for again for",
    allowed=(30, 183),
    source=SERVICE,
)
RENEWAL_DAYS = number(
    "orders.renewal_days",
    90,
    "days",
    meaning="an order counts as a continuation within",
    allowed=(30, 183),
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
STEROID_LATELY_DAYS = number(
    "orders.steroid_lately_days",
    30,
    "days",
    meaning="no removal of a drafted steroid is recommended when one was taken within",
    allowed=(3, 90),
    source="orders table: an order that ended at most 30 days ago is renewed; abrupt stop [K]",
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

# Mycophenolate and pregnancy
HCG_NEGATIVE_DAYS = number(
    "mycophenolate.hcg_negative_days",
    7,
    "days",
    meaning="a negative pregnancy test is good for the start of mycophenolate for",
    allowed=(3, 14),
    source="mycophenolate REMS: right before the start [V1]",
)
HCG_YEARLY_DAYS = number(
    "mycophenolate.hcg_yearly_days",
    365,
    "days",
    meaning="pregnancy test on mycophenolate is due after",
    allowed=(90, 365),
    source=SERVICE,
)

# Orders
CROSS_TAPER_DAYS = number(
    "orders.cross_taper_days",
    14,
    "days",
    meaning="two immunosuppressants may overlap for",
    allowed=(7, 42),
    source=SERVICE,
)
LONG_RENEWAL_DAYS = number(
    "orders.long_renewal_days",
    183,
    "days",
    meaning="a slow drug's order counts as a continuation within",
    allowed=(90, 365),
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
REHABILITATION_DAYS = number(
    "requests.rehabilitation_days",
    365,
    "days",
    meaning="rehabilitation that was asked for is not asked for again for",
    allowed=(90, 730),
    source=SERVICE,
)

# Rescue in rapid progression: doses by size, and grounds against a drug
CYCLOPHOSPHAMIDE_MG_PER_M2 = number(
    "cyclophosphamide.mg_per_m2",
    600,
    "mg/m2 a dose, every 4 weeks",
    meaning="dose of intravenous cyclophosphamide that is drafted",
    allowed=(300, 1000),
    source="PMC10185598 table 3: 600 mg/m2 [V1]",
)
CYCLOPHOSPHAMIDE_STEP_MG = number(
    "cyclophosphamide.step_mg",
    50,
    "mg",
    meaning="a drafted dose of cyclophosphamide is rounded down to",
    allowed=(10, 100),
    source="rounding, for a pharmacist to confirm [K]",
)
CYCLOPHOSPHAMIDE_LEAST_MG = number(
    "cyclophosphamide.least_mg",
    300,
    "mg a dose",
    meaning="smallest dose of intravenous cyclophosphamide that is drafted",
    allowed=(100, 600),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_MOST_MG = number(
    "cyclophosphamide.most_mg",
    1200,
    "mg a dose",
    meaning="largest dose of intravenous cyclophosphamide that is drafted",
    allowed=(900, 1500),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_COUNT_DAYS = number(
    "cyclophosphamide.blood_count_days",
    14,
    "days",
    meaning="a blood count is good for a dose of cyclophosphamide for",
    allowed=(7, 30),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_NEUTROPHILS = number(
    "cyclophosphamide.neutrophils",
    "1.5",
    "10*9/L",
    meaning="neutrophils below which cyclophosphamide is unsafe",
    allowed=("1.0", "2.0"),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_PLATELETS = number(
    "cyclophosphamide.platelets",
    100,
    "10*9/L",
    meaning="platelets below which cyclophosphamide is unsafe",
    allowed=(50, 150),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_CLEARANCE = number(
    "cyclophosphamide.clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which cyclophosphamide is checked first",
    allowed=(10, 50),
    source=SERVICE,
)
IMMUNE_GLOBULIN_G_PER_KG = number(
    "immune_globulin.g_per_kg",
    "0.4",
    "g/kg a day, 5 days",
    meaning="dose of immune globulin that is drafted",
    allowed=("0.2", "0.6"),
    source="2 g/kg in a course over 5 days, service choice [K]",
)
IMMUNE_GLOBULIN_STEP_G = number(
    "immune_globulin.step_g",
    1,
    "g",
    meaning="a drafted dose of immune globulin is rounded down to",
    allowed=("0.5", 5),
    source=SERVICE,
)
IMMUNE_GLOBULIN_LEAST_G = number(
    "immune_globulin.least_g",
    5,
    "g a day",
    meaning="smallest daily dose of immune globulin that is drafted",
    allowed=(1, 10),
    source=SERVICE,
)
IMMUNE_GLOBULIN_MOST_G = number(
    "immune_globulin.most_g",
    80,
    "g a day",
    meaning="largest daily dose of immune globulin that is drafted",
    allowed=(40, 120),
    source=SERVICE,
)
IMMUNE_GLOBULIN_CLEARANCE = number(
    "immune_globulin.clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which immune globulin is checked first",
    allowed=(15, 60),
    source=SERVICE,
)
IMMUNE_GLOBULIN_CLOT_DAYS = number(
    "immune_globulin.clot_days",
    365,
    "days",
    meaning="a clot or cardiovascular event counts against immune globulin for",
    allowed=(90, 730),
    source=SERVICE,
)
IGA_ABSENT = number(
    "immune_globulin.iga",
    "0.07",
    "g/L",
    meaning="IgA below which it counts as deficient",
    allowed=("0.05", "0.1"),
    source=SERVICE,
)
JAK_AGE_YEARS = number(
    "jak.age_years",
    65,
    "years",
    meaning="age from which a JAK inhibitor is checked first",
    allowed=(50, 75),
    source="JAK inhibitor labels [K]",
)
JAK_LYMPHOCYTES = number(
    "jak.lymphocytes",
    "0.5",
    "10*9/L",
    meaning="lymphocytes below which a JAK inhibitor is unsafe",
    allowed=("0.3", "1.0"),
    source="label [K]",
)
JAK_NEUTROPHILS = number(
    "jak.neutrophils",
    "1.0",
    "10*9/L",
    meaning="neutrophils below which a JAK inhibitor is unsafe",
    allowed=("0.5", "1.5"),
    source="label [K]",
)
JAK_HAEMOGLOBIN = number(
    "jak.haemoglobin",
    "9.0",
    "g/dL",
    meaning="haemoglobin below which a JAK inhibitor is not begun",
    allowed=(8, 10),
    source="tofacitinib label [K]",
)
JAK_CLEARANCE = number(
    "jak.clearance",
    50,
    "mL/min",
    meaning="creatinine clearance below which tofacitinib is checked first",
    allowed=(30, 60),
    source="5 mg twice daily [K]",
)
AZATHIOPRINE_NEUTROPHILS = number(
    "azathioprine.neutrophils",
    "1.5",
    "10*9/L",
    meaning="neutrophils from which azathioprine can be given",
    allowed=("1.0", "2.0"),
    source=SERVICE,
)
