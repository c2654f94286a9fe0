"""Numbers of the safety checks of mycophenolate, azathioprine, cyclophosphamide, rituximab and tocilizumab.

With unit, allowed range and source.
"""

from cards.policy import SERVICE
from cdshooks.rules.language import number

# Renal crisis in systemic sclerosis on glucocorticoid
CRISIS_ITEMS = "core items of scleroderma renal crisis, PMC4826472 table 5 [V1]"
CRISIS_STEROID_MG = number(
    "renal_crisis.steroid_mg_per_day",
    "7.5",
    "mg prednisone-equivalent a day",
    meaning="steroid dose that is watched in systemic sclerosis",
    allowed=("5", "15"),
    source=SERVICE,
)
CRISIS_PULSE_DAYS = number(
    "renal_crisis.pulse_days",
    30,
    "days",
    meaning="a steroid pulse or other steroid counts for",
    allowed=(14, 60),
    source=SERVICE,
)
CRISIS_PRESSURE_DAYS = number(
    "renal_crisis.pressure_days",
    14,
    "days",
    meaning="blood pressure on steroid in systemic sclerosis is due after",
    allowed=(7, 30),
    source=SERVICE,
)
CRISIS_PRESSURE_FROM_DAYS = number(
    "renal_crisis.earlier_pressure_from_days",
    15,
    "days",
    meaning="the earlier pressure is at least so old",
    allowed=(8, 60),
    source=SERVICE,
)
CRISIS_SYSTOLIC_RISE = number(
    "renal_crisis.systolic_rise",
    30,
    "mm Hg",
    meaning="rise of systolic pressure that may be a renal crisis",
    allowed=(20, 40),
    source=CRISIS_ITEMS,
)
CRISIS_DIASTOLIC_RISE = number(
    "renal_crisis.diastolic_rise",
    20,
    "mm Hg",
    meaning="rise of diastolic pressure that may be a renal crisis",
    allowed=(10, 30),
    source=CRISIS_ITEMS,
)
CRISIS_SYSTOLIC = number(
    "renal_crisis.systolic",
    140,
    "mm Hg",
    meaning="systolic pressure that may be a renal crisis when new",
    allowed=(130, 150),
    source=CRISIS_ITEMS,
)
CRISIS_CREATININE_DAYS = number(
    "renal_crisis.creatinine_days",
    30,
    "days",
    meaning="creatinine on steroid in systemic sclerosis is due after",
    allowed=(14, 60),
    source=SERVICE,
)
CRISIS_CREATININE_FROM_DAYS = number(
    "renal_crisis.earlier_creatinine_from_days",
    31,
    "days",
    meaning="the earlier creatinine is at least so old",
    allowed=(15, 90),
    source=SERVICE,
)
CRISIS_CREATININE_TIMES = number(
    "renal_crisis.creatinine_times",
    "1.5",
    "times",
    meaning="rise of creatinine that may be a renal crisis",
    allowed=("1.25", 2),
    source=CRISIS_ITEMS,
)
CRISIS_EARLIER_TO_DAYS = number(
    "renal_crisis.earlier_to_days",
    365,
    "days",
    meaning="the earlier value is at most so old",
    allowed=(183, 730),
    source=SERVICE,
)
CRISIS_KNOWN_DAYS = number(
    "renal_crisis.known_days",
    30,
    "days",
    meaning="a recorded renal crisis counts as being looked after for",
    allowed=(14, 90),
    source=SERVICE,
)

# Methotrexate and the lung
LUNG_SYMPTOM_DAYS = number(
    "methotrexate_lung.symptom_days",
    60,
    "days",
    meaning="cough or breathlessness counts for",
    allowed=(30, 90),
    source=SERVICE,
)
LUNG_SPO2_DAYS = number(
    "methotrexate_lung.spo2_days",
    14,
    "days",
    meaning="an oxygen saturation counts as the present one for",
    allowed=(7, 30),
    source=SERVICE,
)
LUNG_SPO2_BELOW = number(
    "methotrexate_lung.spo2_below",
    92,
    "%",
    meaning="oxygen saturation below which a fall counts",
    allowed=(88, 95),
    source=SERVICE,
)
LUNG_SPO2_POINTS = number(
    "methotrexate_lung.spo2_points",
    4,
    "points",
    meaning="fall of oxygen saturation that counts",
    allowed=(2, 6),
    source=SERVICE,
)
LUNG_SPO2_FROM_DAYS = number(
    "methotrexate_lung.earlier_spo2_from_days",
    15,
    "days",
    meaning="the earlier oxygen saturation is at least so old",
    allowed=(8, 60),
    source=SERVICE,
)
LUNG_SPO2_TO_DAYS = number(
    "methotrexate_lung.earlier_spo2_to_days",
    365,
    "days",
    meaning="the earlier oxygen saturation is at most so old",
    allowed=(183, 730),
    source=SERVICE,
)
LUNG_INFILTRATE_DAYS = number(
    "methotrexate_lung.infiltrate_days",
    60,
    "days",
    meaning="a lung infiltrate counts for",
    allowed=(30, 90),
    source=SERVICE,
)
LABEL = "label, not seen itself [K]"
CPIC = "CPIC thiopurine guideline 2018, PMC6576267 table 3 [V1]; the limit itself is a service choice [K]"
RUN_GAP_DAYS = number(
    "drug_safety.run_gap_days",
    90,
    "days",
    meaning="a treatment goes on through a gap of up to",
    allowed=(14, 90),
    source=SERVICE,
)

# Mycophenolate
MMF_EARLY_DAYS = number(
    "mycophenolate.early_days",
    90,
    "days",
    meaning="treatment with mycophenolate counts as new for",
    allowed=(60, 365),
    source=LABEL,
)
MMF_EARLY_COUNT_DAYS = number(
    "mycophenolate.early_count_days",
    30,
    "days",
    meaning="blood count on mycophenolate is due after, while treatment is new",
    allowed=(7, 30),
    source="PMC10185598 table 3, label [K]",
)
MMF_LATER_COUNT_DAYS = number(
    "mycophenolate.later_count_days",
    120,
    "days",
    meaning="blood count on mycophenolate is due after, later on",
    allowed=(30, 120),
    source="every 2 to 4 months where stable [V2]",
)

# Azathioprine
AZATHIOPRINE_ONE_GENE_MG_PER_KG = number(
    "azathioprine.one_gene_mg_per_kg",
    "1.6",
    "mg/kg a day",
    meaning="most azathioprine where TPMT or NUDT15 is intermediate",
    allowed=("0.6", "1.6"),
    source=CPIC,
)
AZATHIOPRINE_BOTH_GENES_MG_PER_KG = number(
    "azathioprine.both_genes_mg_per_kg",
    "1.0",
    "mg/kg a day",
    meaning="most azathioprine where both TPMT and NUDT15 are intermediate",
    allowed=("0.3", "1.6"),
    source=CPIC,
)
AZATHIOPRINE_SETTLED_DAYS = number(
    "azathioprine.settled_days",
    185,
    "days, the first and today counted",
    meaning="azathioprine counts as settled once taken for",
    allowed=(90, 366),
    source=SERVICE,
)
AZATHIOPRINE_COUNT_DAYS = number(
    "azathioprine.count_days",
    120,
    "days",
    meaning="blood count on azathioprine is due after",
    allowed=(30, 120),
    source="monthly to every 3 months [K]",
)
AZATHIOPRINE_PLATELETS = number(
    "azathioprine.platelets",
    100,
    "10*9/L",
    meaning="platelets from which azathioprine can be given",
    allowed=(100, 150),
    source=SERVICE,
)
AZATHIOPRINE_LOW_START_KG = number(
    "azathioprine.low_start_weight",
    50,
    "kg",
    meaning="body weight from which 50 mg of azathioprine a day is a low start",
    allowed=(50, 100),
    source="50 mg a day are at most 1.0 mg/kg from 50 kg on [K]",
)
AZATHIOPRINE_WITH_ALLOPURINOL_MG_PER_KG = number(
    "azathioprine.with_allopurinol_mg_per_kg",
    "0.7",
    "mg/kg a day",
    meaning="most azathioprine beside allopurinol",
    allowed=("0.5", "0.7"),
    source="0.5 to 0.70 mg/kg with allopurinol in bowel disease, PMC10924016 table 2 [V1]",
)
AZATHIOPRINE_WITH_ALLOPURINOL_DAYS = number(
    "azathioprine.with_allopurinol_days",
    32,
    "days, the first and today counted",
    meaning="azathioprine with allopurinol counts as tolerated once both were taken for",
    allowed=(29, 92),
    source=SERVICE,
)

# Rituximab
HEPATOLOGY_DAYS = number(
    "hepatitis_b.hepatology_days",
    90,
    "days",
    meaning="a hepatology referral counts for",
    allowed=(30, 183),
    source=SERVICE,
)

# Tocilizumab and sarilumab
SARILUMAB_PLATELETS = number(
    "sarilumab.platelets",
    150,
    "10*9/L",
    meaning="platelets below which sarilumab is not begun",
    allowed=(100, 150),
    source="sarilumab label [K]",
)
IL6_HELD_NEUTROPHILS = number(
    "tocilizumab.held_neutrophils",
    "1.0",
    "10*9/L",
    meaning="neutrophils below which tocilizumab or sarilumab is held",
    allowed=("0.5", "2.0"),
    source="label copy [V1]",
)
IL6_HELD_PLATELETS = number(
    "tocilizumab.held_platelets",
    100,
    "10*9/L",
    meaning="platelets below which tocilizumab or sarilumab is held",
    allowed=(50, 150),
    source="label copy [V1]",
)
IL6_HELD_ALT = number(
    "tocilizumab.held_alt",
    3,
    "times upper limit",
    meaning="ALT or AST above which tocilizumab or sarilumab is held",
    allowed=(3, 5),
    source="label copy [V1]",
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
# Two drugs together
PAIR_SETTLED_DAYS = number(
    "drug_safety.pair_settled_days",
    30,
    "days",
    meaning="two drugs of which one changes the other are long established together once taken for",
    allowed=(14, 90),
    source=SERVICE,
)
