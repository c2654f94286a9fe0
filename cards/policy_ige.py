"""Numbers of the IgE cards that a clinician could dispute, as in ``cards/policy.py``."""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"
ISHAM = "ISHAM 2024 criteria for ABPA, from secondary pages [V2]"

IGE_DAYS = number("ige.days", 365, "days", allowed=(183, 730), source=SERVICE)
IGE_RAISED = number(
    "ige.raised", 100, "IU/mL", allowed=(60, 200), source="where the result states no range; " + SERVICE
)
IGE_VERY_HIGH = number("ige.very_high", 500, "IU/mL", allowed=(400, 1000), source=ISHAM)
ASPERGILLUS_IGE_POSITIVE = number("ige.aspergillus", "0.35", "kUA/L", allowed=("0.1", "0.7"), source=ISHAM)
EOSINOPHILS_HIGH = number(
    "ige.eosinophils_high",
    "1.5",
    "10*9/L",
    allowed=("1.0", "1.5"),
    source="chapter on eosinophilic lung diseases: above 1.0 to 1.5 [V1]",
)
EOSINOPHILS_WITH_ASTHMA = number(
    "ige.eosinophils_with_asthma_and_anca", "0.5", "10*9/L", allowed=("0.5", "1.0"), source=SERVICE
)
EOSINOPHIL_DAYS = number("ige.eosinophil_days", 90, "days", allowed=(30, 183), source=SERVICE)
WORKUP_EOSINOPHIL_DAYS = number("ige.workup_eosinophil_days", 365, "days", allowed=(183, 730), source=SERVICE)
ANCA_DAYS = number("ige.anca_days", 365, "days", allowed=(183, 730), source=SERVICE)
IGE_REQUEST_DAYS = number("ige.request_days", 60, "days", allowed=(30, 90), source=SERVICE)
OMALIZUMAB_DAYS = number(
    "ige.omalizumab_days",
    365,
    "days",
    allowed=(183, 365),
    source="omalizumab label: total IgE stays raised for up to a year [K]",
)
REPEATED_IGE_RESULTS = number("ige.repeated_results", 2, "days with a result", allowed=(1, 4), source=SERVICE)
LUNG_FUNCTION_DAYS = number("ige.lung_function_days", 183, "days", allowed=(90, 365), source=SERVICE)
