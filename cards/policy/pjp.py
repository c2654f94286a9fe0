"""Numbers of Pneumocystis prophylaxis: who needs it, when it ends, what counts, which agent."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

# Who
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

# Review of stopping
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

# What counts as prophylaxis
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
TMP_DAY_CHANGED_MG = number(
    "pjp.trimethoprim_changed_mg_per_day",
    320,
    "mg trimethoprim a day",
    meaning="most trimethoprim whose change to the dose of prophylaxis is preselected; above it may be treatment",
    allowed=(160, 960),
    source="twice 160/800 mg a day, the example of pjp-dose-check; treatment takes 15 mg/kg [K]",
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

# Which agent
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
