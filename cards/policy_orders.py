"""Numbers of the cards about orders that may not be the right ones.

Each with unit, allowed range and source, as in ``cards/policy.py``.
"""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

LONG_STEROID_MG = number(
    "orders.long_steroid_mg_per_day",
    "7.5",
    "mg prednisone-equivalent a day",
    allowed=(5, 10),
    source=SERVICE,
)
LONG_STEROID_DAYS = number(
    "orders.long_steroid_days",
    91,
    "days",
    allowed=(84, 183),
    source="short-term glucocorticoid is meant for 3 months at most: ACR/CHEST 2023, secondary pages [V2]",
)
LONG_STEROID_TAPER_DAYS = number(
    "orders.long_steroid_taper_days", 28, "days", allowed=(14, 90), source=SERVICE
)
LONG_STEROID_KNOWN_DAYS = number(
    "orders.long_steroid_known_days", 731, "days", allowed=(366, 1461), source=SERVICE
)
LONG_STEROID_KNOWN_MG = number(
    "orders.long_steroid_known_mg_per_day",
    10,
    "mg prednisone-equivalent a day",
    allowed=("7.5", 15),
    source=SERVICE,
)
SPARING_AGENT_DAYS = number("orders.sparing_agent_days", 90, "days", allowed=(30, 183), source=SERVICE)
UPFRONT_DAYS = number("orders.upfront_combination_days", 84, "days", allowed=(28, 183), source=SERVICE)
RESCUE_TAKEN_DAYS = number(
    "orders.rescue_taken_days",
    8,
    "days",
    allowed=(4, 15),
    source="begun 7 days ago or earlier, the first day and today counted; service choice [K]",
)
INFECTION_DAYS = number("orders.recent_infection_days", 90, "days", allowed=(30, 183), source=SERVICE)
LOW_IGG = number("orders.igg_low", "4.0", "g/L", allowed=("3", "6"), source=SERVICE)
LOW_IGG_DAYS = number("orders.igg_days", 365, "days", allowed=(90, 730), source=SERVICE)
IPF_STEROID_MG = number(
    "orders.ipf_steroid_mg_per_day",
    10,
    "mg prednisone-equivalent a day",
    allowed=(5, 20),
    source=SERVICE,
)
IPF_SHORT_COURSE_DAYS = number(
    "orders.ipf_short_course_days", 14, "days", allowed=(7, 28), source="short course for an exacerbation [K]"
)
IPF_EXACERBATION_DAYS = number("orders.ipf_exacerbation_days", 30, "days", allowed=(14, 90), source=SERVICE)
PIRFENIDONE_ALT = number(
    "orders.pirfenidone_alt", 3, "times upper limit", allowed=(2, 5), source="pirfenidone label [V1]"
)
PIRFENIDONE_CLEARANCE = number(
    "orders.pirfenidone_clearance",
    30,
    "mL/min",
    allowed=(15, 50),
    source="European product information, monograph [V2]",
)
IGE_WORKUP_DAYS = number("orders.ige_workup_days", 183, "days", allowed=(30, 365), source=SERVICE)
