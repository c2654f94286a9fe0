"""Numbers about the kidney."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

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
