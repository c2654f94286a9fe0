"""Numbers of the IgE cards that a clinician could dispute."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

ISHAM = "ISHAM 2024 criteria for ABPA, from secondary pages [V2]"

IGE_DAYS = number(
    "ige.days", 365, "days", meaning="a total IgE counts for", allowed=(183, 730), source=SERVICE
)
IGE_RAISED = number(
    "ige.raised",
    100,
    "IU/mL",
    meaning="total IgE above which it is raised, where the result has no range of its own",
    allowed=(60, 200),
    source="where the result states no range; " + SERVICE,
)
IGE_VERY_HIGH = number(
    "ige.very_high",
    500,
    "IU/mL",
    meaning="total IgE from which it is very high",
    allowed=(400, 1000),
    source=ISHAM,
)
ASPERGILLUS_IGE_POSITIVE = number(
    "ige.aspergillus",
    "0.35",
    "kUA/L",
    meaning="Aspergillus fumigatus IgE from which it is raised",
    allowed=("0.1", "0.7"),
    source=ISHAM,
)
EOSINOPHILS_HIGH = number(
    "ige.eosinophils_high",
    "1.5",
    "10*9/L",
    meaning="eosinophils from which they are very high",
    allowed=("1.0", "1.5"),
    source="chapter on eosinophilic lung diseases: above 1.0 to 1.5 [V1]",
)
EOSINOPHILS_WITH_ASTHMA = number(
    "ige.eosinophils_with_asthma_and_anca",
    "0.5",
    "10*9/L",
    meaning="eosinophils from which they count beside asthma and ANCA",
    allowed=("0.5", "1.0"),
    source=SERVICE,
)
EOSINOPHIL_DAYS = number(
    "ige.eosinophil_days",
    90,
    "days",
    meaning="an eosinophil result counts for",
    allowed=(30, 183),
    source=SERVICE,
)
WORKUP_EOSINOPHIL_DAYS = number(
    "ige.workup_eosinophil_days",
    365,
    "days",
    meaning="an eosinophil count is good for the IgE work-up for",
    allowed=(183, 730),
    source=SERVICE,
)
ANCA_DAYS = number(
    "ige.anca_days", 365, "days", meaning="an ANCA result counts for", allowed=(183, 730), source=SERVICE
)
IGE_REQUEST_DAYS = number(
    "ige.request_days",
    60,
    "days",
    meaning="a test of the IgE work-up that was asked for is not asked for again for",
    allowed=(30, 90),
    source=SERVICE,
)
OMALIZUMAB_DAYS = number(
    "ige.omalizumab_days",
    365,
    "days",
    meaning="omalizumab keeps total IgE raised for",
    allowed=(183, 365),
    source="omalizumab label: total IgE stays raised for up to a year [K]",
)
REPEATED_IGE_RESULTS = number(
    "ige.repeated_results",
    2,
    "days with a result",
    meaning="results of total IgE from which one more is a repeat",
    allowed=(1, 4),
    source=SERVICE,
)
LUNG_FUNCTION_DAYS = number(
    "ige.lung_function_days",
    183,
    "days",
    meaning="a lung function test counts for",
    allowed=(90, 365),
    source=SERVICE,
)
