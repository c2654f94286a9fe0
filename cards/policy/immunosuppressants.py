"""Numbers of the checks of JAK inhibitors, calcineurin inhibitors and immune globulin, with range and source."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

# JAK inhibitors
JAK_HAEMOGLOBIN_ALWAYS = number(
    "jak.haemoglobin_always",
    "8.0",
    "g/dL",
    meaning="haemoglobin below which a JAK inhibitor is warned about during treatment too",
    allowed=(7, 9),
    source="JAK inhibitor labels [V1]",
)
JAK_CLEARANCE_LOW = number(
    "jak.clearance_low",
    30,
    "mL/min",
    meaning="creatinine clearance below which a JAK inhibitor is reduced or avoided",
    allowed=(15, 60),
    source="tofacitinib, PMC6535722 table 3 [V1]; baricitinib label [V2]",
)
TOFACITINIB_LOW_CLEARANCE_MG = number(
    "jak.tofacitinib_mg_per_day_at_low_clearance",
    5,
    "mg a day",
    meaning="most tofacitinib at low creatinine clearance",
    allowed=(5, 10),
    source="PMC6535722 table 3: 5 mg once daily [V1]",
)
JAK_NEW_EVENT_DAYS = number(
    "jak.new_event_days",
    90,
    "days",
    meaning="a clot or cardiovascular event counts as new for",
    allowed=(30, 183),
    source=SERVICE,
)

# Immune globulin
IMMUNE_GLOBULIN_RECENT_CLOT_DAYS = number(
    "immune_globulin.recent_clot_days",
    90,
    "days",
    meaning="a clot or cardiovascular event counts as recent for",
    allowed=(30, 183),
    source=SERVICE,
)
IMMUNE_GLOBULIN_MOST_MG_PER_KG = number(
    "immune_globulin.most_mg_per_kg_a_day",
    1000,
    "mg/kg a day",
    meaning="daily dose of immune globulin above which the card warns and offers a lower one",
    allowed=(400, 2000),
    source=SERVICE,
)

# Calcineurin inhibitors
CNI_POTASSIUM_HIGH = number(
    "calcineurin.potassium_high",
    "5.5",
    "mmol/L",
    meaning="potassium above which a calcineurin inhibitor is warned about",
    allowed=("5.1", "6.5"),
    source="label; number [K]",
)
CNI_CHART_RESULT_DAYS = number(
    "calcineurin.chart_result_days",
    14,
    "days",
    meaning="on an opened chart a result is spoken about for",
    allowed=(7, 30),
    source=SERVICE,
)
CNI_FIRST_CHECK_DAYS = number(
    "calcineurin.first_check_days",
    14,
    "days",
    meaning="first check after a calcineurin inhibitor is begun",
    allowed=(7, 30),
    source=SERVICE,
)
CNI_EARLY_DAYS = number(
    "calcineurin.early_days",
    90,
    "days",
    meaning="treatment with a calcineurin inhibitor counts as new for",
    allowed=(30, 183),
    source=SERVICE,
)
CNI_EARLY_CHECK_DAYS = number(
    "calcineurin.early_check_days",
    30,
    "days",
    meaning="checks on a calcineurin inhibitor are due after, while treatment is new",
    allowed=(7, 60),
    source=SERVICE,
)
CNI_CHECK_DAYS = number(
    "calcineurin.check_days",
    120,
    "days",
    meaning="checks on a calcineurin inhibitor are due after, later on",
    allowed=(30, 183),
    source=SERVICE,
)
