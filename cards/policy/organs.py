"""Numbers about the kidney, and the classes of Child and Pugh."""

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

# What the three classes are (Pugh 1973, 10.1002/bjs.1800600817), in points from the first to the last: no site
# sets them. The points are read as somebody recorded them and never added up here.
CHILD_PUGH_SCALE = (5, 15)
CHILD_PUGH_A_POINTS = (5, 6)
CHILD_PUGH_B_POINTS = (7, 9)
CHILD_PUGH_C_POINTS = (10, 15)
