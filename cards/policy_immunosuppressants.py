"""Numbers of the checks of JAK inhibitors, calcineurin inhibitors and immune globulin, with range and source."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

# JAK inhibitors
JAK_HAEMOGLOBIN_ALWAYS = number(
    "jak.haemoglobin_always", "8.0", "g/dL", allowed=(7, 9), source="JAK inhibitor labels [V1]"
)
JAK_CLEARANCE_LOW = number(
    "jak.clearance_low",
    30,
    "mL/min",
    allowed=(15, 60),
    source="tofacitinib, PMC6535722 table 3 [V1]; baricitinib label [V2]",
)
TOFACITINIB_LOW_CLEARANCE_MG = number(
    "jak.tofacitinib_mg_per_day_at_low_clearance",
    5,
    "mg a day",
    allowed=(5, 10),
    source="PMC6535722 table 3: 5 mg once daily [V1]",
)
JAK_NEW_EVENT_DAYS = number("jak.new_event_days", 90, "days", allowed=(30, 183), source=SERVICE)

# Immune globulin
IMMUNE_GLOBULIN_RECENT_CLOT_DAYS = number(
    "immune_globulin.recent_clot_days", 90, "days", allowed=(30, 183), source=SERVICE
)
IMMUNE_GLOBULIN_MOST_MG_PER_KG = number(
    "immune_globulin.most_mg_per_kg_a_day", 1000, "mg/kg a day", allowed=(400, 2000), source=SERVICE
)

# Calcineurin inhibitors
CNI_POTASSIUM_HIGH = number(
    "calcineurin.potassium_high", "5.5", "mmol/L", allowed=("5.1", "6.5"), source="label; number [K]"
)
CNI_CHART_RESULT_DAYS = number("calcineurin.chart_result_days", 14, "days", allowed=(7, 30), source=SERVICE)
CNI_FIRST_CHECK_DAYS = number("calcineurin.first_check_days", 14, "days", allowed=(7, 30), source=SERVICE)
CNI_EARLY_DAYS = number("calcineurin.early_days", 90, "days", allowed=(30, 183), source=SERVICE)
CNI_EARLY_CHECK_DAYS = number("calcineurin.early_check_days", 30, "days", allowed=(7, 60), source=SERVICE)
CNI_CHECK_DAYS = number("calcineurin.check_days", 120, "days", allowed=(30, 183), source=SERVICE)
