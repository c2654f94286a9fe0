"""Numbers of the therapy cards that a clinician could dispute, as in ``cards/policy.py``."""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

DISCUSSION_DAYS = number(
    "therapy.discussion_days",
    60,
    "days",
    meaning="a multidisciplinary discussion that was asked for counts as under way for",
    allowed=(30, 183),
    source=SERVICE,
)
HRCT_PHENOTYPE_DAYS = number(
    "therapy.hrct_phenotype_days",
    90,
    "days",
    meaning="an HRCT report is spoken about for",
    allowed=(30, 183),
    source=SERVICE,
)
ANTIFIBROTIC_SWITCH_DAYS = number(
    "therapy.antifibrotic_switch_days",
    183,
    "days",
    meaning="an antifibrotic that ended may be in a switch for",
    allowed=(90, 365),
    source=SERVICE,
)
