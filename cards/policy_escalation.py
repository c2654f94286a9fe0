"""Numbers of the escalation cards that a clinician could dispute, as in ``cards/policy.py``."""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

TREATED_DAYS = number("escalation.treated_days", 84, "days", allowed=(56, 183), source=SERVICE)
TREATED_END_DAYS = number("escalation.treated_end_days", 183, "days", allowed=(90, 365), source=SERVICE)
UNCHANGED_DAYS = number("escalation.unchanged_days", 84, "days", allowed=(28, 183), source=SERVICE)
DISCUSSED_DAYS = number("escalation.discussion_days", 60, "days", allowed=(30, 183), source=SERVICE)
INFECTION_DAYS = number("escalation.infection_days", 30, "days", allowed=(14, 90), source=SERVICE)
NO_FALL = number("escalation.no_fall_points", 0, "points", allowed=(0, 5), source=SERVICE)
ILLNESS_BEFORE_DAYS = number("lung.illness_before_days", 30, "days", allowed=(14, 90), source=SERVICE)
REVIEW_REQUEST_DAYS = number("lung.review_request_days", 90, "days", allowed=(30, 183), source=SERVICE)
INTOLERANCE_DAYS = number("intolerance.days", 183, "days", allowed=(90, 365), source=SERVICE)
RAMP_DAYS = number("intolerance.ramp_days", 55, "days", allowed=(27, 89), source=SERVICE)
MOFETIL_LOW_MG = number(
    "intolerance.mofetil_low", 2000, "mg a day", allowed=(1000, 2500), source="target 2 to 3 g a day [K]"
)
MYCOPHENOLIC_LOW_MG = number(
    "intolerance.mycophenolic_low",
    1440,
    "mg a day",
    allowed=(720, 1800),
    source="360 mg as 500 mg mofetil [K]",
)
TRANSPLANT_AGE = number("transplant.age", 75, "years", allowed=(65, 80), source=SERVICE)
TRANSPLANT_DLCO = number("transplant.dlco", 40, "% predicted", allowed=(30, 50), source="ISHLT 2021 [V2]")
TRANSPLANT_FVC = number("transplant.fvc", 50, "% predicted", allowed=(40, 70), source=SERVICE)
TRANSPLANT_FVC_WITH_SIGN = number(
    "transplant.fvc_with_sign", 80, "% predicted", allowed=(60, 80), source="ISHLT 2021 [V2]"
)
TRANSPLANT_SATURATION = number("transplant.saturation", 88, "%", allowed=(85, 90), source=SERVICE)
TRANSPLANT_DAYS = number("transplant.result_days", 90, "days", allowed=(30, 183), source=SERVICE)
TRANSPLANT_DECLINED_DAYS = number("transplant.declined_days", 365, "days", allowed=(183, 730), source=SERVICE)
