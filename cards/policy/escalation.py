"""Numbers of the escalation cards that a clinician could dispute."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

TREATED_DAYS = number(
    "escalation.treated_days",
    84,
    "days",
    meaning="an ILD drug counts as tried once taken for",
    allowed=(56, 183),
    source=SERVICE,
)
TREATED_END_DAYS = number(
    "escalation.treated_end_days",
    183,
    "days",
    meaning="a drug that was tried counts after its end for",
    allowed=(90, 365),
    source=SERVICE,
)
UNCHANGED_DAYS = number(
    "escalation.unchanged_days",
    84,
    "days",
    meaning="a new drug is given time for",
    allowed=(28, 183),
    source=SERVICE,
)
DISCUSSED_DAYS = number(
    "escalation.discussion_days",
    60,
    "days",
    meaning="a multidisciplinary discussion that was asked for counts as under way for",
    allowed=(30, 183),
    source=SERVICE,
)
INFECTION_DAYS = number(
    "escalation.infection_days",
    30,
    "days",
    meaning="a chest infection may explain the decline for",
    allowed=(14, 90),
    source=SERVICE,
)
ILLNESS_BEFORE_DAYS = number(
    "lung.illness_before_days",
    30,
    "days",
    meaning="an acute illness may explain a fall that is measured within",
    allowed=(14, 90),
    source=SERVICE,
)
INTOLERANCE_DAYS = number(
    "intolerance.days",
    183,
    "days",
    meaning="an intolerance is spoken about for",
    allowed=(90, 365),
    source=SERVICE,
)
RAMP_DAYS = number(
    "intolerance.ramp_days",
    55,
    "days",
    meaning="new mycophenolate is given time to reach its dose for",
    allowed=(27, 89),
    source=SERVICE,
)
MOFETIL_LOW_MG = number(
    "intolerance.mofetil_low",
    2000,
    "mg a day",
    meaning="mycophenolate mofetil below this dose counts as under-dosed",
    allowed=(1000, 2500),
    source="target 2 to 3 g a day [K]",
)
MYCOPHENOLIC_LOW_MG = number(
    "intolerance.mycophenolic_low",
    1440,
    "mg a day",
    meaning="mycophenolic acid below this dose counts as under-dosed",
    allowed=(720, 1800),
    source="360 mg as 500 mg mofetil [K]",
)
TRANSPLANT_AGE = number(
    "transplant.age",
    75,
    "years",
    meaning="age from which lung transplantation is not raised",
    allowed=(65, 80),
    source=SERVICE,
)
TRANSPLANT_DLCO = number(
    "transplant.dlco",
    40,
    "% predicted",
    meaning="DLCO below which ILD is advanced",
    allowed=(30, 50),
    source="ISHLT 2021 [V2]",
)
TRANSPLANT_FVC = number(
    "transplant.fvc",
    50,
    "% predicted",
    meaning="FVC below which ILD is advanced",
    allowed=(40, 70),
    source=SERVICE,
)
TRANSPLANT_FVC_WITH_SIGN = number(
    "transplant.fvc_with_sign",
    80,
    "% predicted",
    meaning="FVC below which ILD is advanced beside a further sign",
    allowed=(60, 80),
    source="ISHLT 2021 [V2]",
)
TRANSPLANT_SATURATION = number(
    "transplant.saturation",
    88,
    "%",
    meaning="oxygen saturation up to which ILD is advanced",
    allowed=(85, 90),
    source=SERVICE,
)
TRANSPLANT_DAYS = number(
    "transplant.result_days", 90, "days", meaning="a result counts for", allowed=(30, 183), source=SERVICE
)
TRANSPLANT_DECLINED_DAYS = number(
    "transplant.declined_days",
    365,
    "days",
    meaning="a referral declined is not raised again for",
    allowed=(183, 730),
    source=SERVICE,
)
