"""Numbers of the safety checks of mycophenolate, azathioprine, cyclophosphamide, rituximab and tocilizumab.

With unit, allowed range and source, as in ``cards/policy.py``.
"""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

# Renal crisis in systemic sclerosis on glucocorticoid
CRISIS_ITEMS = "core items of scleroderma renal crisis, PMC4826472 table 5 [V1]"
CRISIS_STEROID_MG = number(
    "renal_crisis.steroid_mg_per_day",
    "7.5",
    "mg prednisone-equivalent a day",
    allowed=("5", "15"),
    source=SERVICE,
)
CRISIS_PULSE_DAYS = number("renal_crisis.pulse_days", 30, "days", allowed=(14, 60), source=SERVICE)
CRISIS_PRESSURE_DAYS = number("renal_crisis.pressure_days", 14, "days", allowed=(7, 30), source=SERVICE)
CRISIS_PRESSURE_FROM_DAYS = number(
    "renal_crisis.earlier_pressure_from_days", 15, "days", allowed=(8, 60), source=SERVICE
)
CRISIS_SYSTOLIC_RISE = number(
    "renal_crisis.systolic_rise", 30, "mm Hg", allowed=(20, 40), source=CRISIS_ITEMS
)
CRISIS_DIASTOLIC_RISE = number(
    "renal_crisis.diastolic_rise", 20, "mm Hg", allowed=(10, 30), source=CRISIS_ITEMS
)
CRISIS_SYSTOLIC = number("renal_crisis.systolic", 140, "mm Hg", allowed=(130, 150), source=CRISIS_ITEMS)
CRISIS_CREATININE_DAYS = number("renal_crisis.creatinine_days", 30, "days", allowed=(14, 60), source=SERVICE)
CRISIS_CREATININE_FROM_DAYS = number(
    "renal_crisis.earlier_creatinine_from_days", 31, "days", allowed=(15, 90), source=SERVICE
)
CRISIS_CREATININE_TIMES = number(
    "renal_crisis.creatinine_times", "1.5", "times", allowed=("1.25", 2), source=CRISIS_ITEMS
)
CRISIS_EARLIER_TO_DAYS = number(
    "renal_crisis.earlier_to_days", 365, "days", allowed=(183, 730), source=SERVICE
)
CRISIS_KNOWN_DAYS = number("renal_crisis.known_days", 30, "days", allowed=(14, 90), source=SERVICE)

# Methotrexate and the lung
LUNG_SYMPTOM_DAYS = number("methotrexate_lung.symptom_days", 60, "days", allowed=(30, 90), source=SERVICE)
LUNG_SPO2_DAYS = number("methotrexate_lung.spo2_days", 14, "days", allowed=(7, 30), source=SERVICE)
LUNG_SPO2_BELOW = number("methotrexate_lung.spo2_below", 92, "%", allowed=(88, 95), source=SERVICE)
LUNG_SPO2_POINTS = number("methotrexate_lung.spo2_points", 4, "points", allowed=(2, 6), source=SERVICE)
LUNG_SPO2_FROM_DAYS = number(
    "methotrexate_lung.earlier_spo2_from_days", 15, "days", allowed=(8, 60), source=SERVICE
)
LUNG_SPO2_TO_DAYS = number(
    "methotrexate_lung.earlier_spo2_to_days", 365, "days", allowed=(183, 730), source=SERVICE
)
LUNG_INFILTRATE_DAYS = number(
    "methotrexate_lung.infiltrate_days", 60, "days", allowed=(30, 90), source=SERVICE
)
