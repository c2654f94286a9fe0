"""Numbers of the cards about orders that may not be the right ones.

Each with unit, allowed range and source.
"""

from cards.policy import SERVICE
from cdshooks.rules.language import number

LONG_STEROID_MG = number(
    "orders.long_steroid_mg_per_day",
    "7.5",
    "mg prednisone-equivalent a day",
    meaning="steroid dose from which long-term use is questioned",
    allowed=(5, 10),
    source=SERVICE,
)
LONG_STEROID_DAYS = number(
    "orders.long_steroid_days",
    91,
    "days",
    meaning="steroid duration that is long-term",
    allowed=(84, 183),
    source="short-term glucocorticoid is meant for 3 months at most: ACR/CHEST 2023, secondary pages [V2]",
)
LONG_STEROID_TAPER_DAYS = number(
    "orders.long_steroid_taper_days",
    28,
    "days",
    meaning="a taper is accepted that falls below the limit within",
    allowed=(14, 90),
    source=SERVICE,
)
LONG_STEROID_KNOWN_DAYS = number(
    "orders.long_steroid_known_days",
    731,
    "days",
    meaning="steroid duration that is an old decision",
    allowed=(366, 1461),
    source=SERVICE,
)
LONG_STEROID_KNOWN_MG = number(
    "orders.long_steroid_known_mg_per_day",
    10,
    "mg prednisone-equivalent a day",
    meaning="an old decision is spoken about from this dose on",
    allowed=("7.5", 15),
    source=SERVICE,
)
SPARING_AGENT_DAYS = number(
    "orders.sparing_agent_days",
    90,
    "days",
    meaning="a new steroid-sparing drug is given time for",
    allowed=(30, 183),
    source=SERVICE,
)
UPFRONT_DAYS = number(
    "orders.upfront_combination_days",
    84,
    "days",
    meaning="two drugs count as begun together within",
    allowed=(28, 183),
    source=SERVICE,
)
RESCUE_TAKEN_DAYS = number(
    "orders.rescue_taken_days",
    8,
    "days",
    meaning="a rescue drug is no new start once taken for",
    allowed=(4, 15),
    source="begun 7 days ago or earlier, the first day and today counted; service choice [K]",
)
INFECTION_DAYS = number(
    "orders.recent_infection_days",
    90,
    "days",
    meaning="an infection is a reason for immune globulin for",
    allowed=(30, 183),
    source=SERVICE,
)
LOW_IGG = number(
    "orders.igg_low",
    "4.0",
    "g/L",
    meaning="IgG below which immune globulin has its own reason",
    allowed=("3", "6"),
    source=SERVICE,
)
LOW_IGG_DAYS = number(
    "orders.igg_days", 365, "days", meaning="an IgG counts for", allowed=(90, 730), source=SERVICE
)
IPF_STEROID_MG = number(
    "orders.ipf_steroid_mg_per_day",
    10,
    "mg prednisone-equivalent a day",
    meaning="steroid dose from which it counts in IPF",
    allowed=(5, 20),
    source=SERVICE,
)
IPF_SHORT_COURSE_DAYS = number(
    "orders.ipf_short_course_days",
    14,
    "days",
    meaning="a steroid for an exacerbation is short up to",
    allowed=(7, 28),
    source="short course for an exacerbation [K]",
)
IPF_EXACERBATION_DAYS = number(
    "orders.ipf_exacerbation_days",
    30,
    "days",
    meaning="an exacerbation of IPF counts as acute for",
    allowed=(14, 90),
    source=SERVICE,
)
IGE_WORKUP_DAYS = number(
    "orders.ige_workup_days",
    183,
    "days",
    meaning="IgE and eosinophils count before omalizumab for",
    allowed=(30, 365),
    source=SERVICE,
)

CROSS_TAPER_DAYS = number(
    "orders.cross_taper_days",
    14,
    "days",
    meaning="two immunosuppressants may overlap for",
    allowed=(7, 42),
    source=SERVICE,
)
LONG_RENEWAL_DAYS = number(
    "orders.long_renewal_days",
    183,
    "days",
    meaning="a slow drug's order counts as a continuation within",
    allowed=(90, 365),
    source=SERVICE,
)
STEROID_LATELY_DAYS = number(
    "orders.steroid_lately_days",
    30,
    "days",
    meaning="no removal of a drafted steroid is recommended when one was taken within",
    allowed=(3, 90),
    source="orders table: an order that ended at most 30 days ago is renewed; abrupt stop [K]",
)
RENEWAL_DAYS = number(
    "orders.renewal_days",
    90,
    "days",
    meaning="an order counts as a continuation within",
    allowed=(30, 183),
    source=SERVICE,
)
