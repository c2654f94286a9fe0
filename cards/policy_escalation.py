"""Numbers of the escalation cards that a clinician could dispute, as in ``cards/policy.py``."""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"

TREATED_DAYS = number("escalation.treated_days", 84, "days", allowed=(56, 183), source=SERVICE)
TREATED_END_DAYS = number("escalation.treated_end_days", 183, "days", allowed=(90, 365), source=SERVICE)
UNCHANGED_DAYS = number("escalation.unchanged_days", 84, "days", allowed=(28, 183), source=SERVICE)
DISCUSSED_DAYS = number("escalation.discussion_days", 60, "days", allowed=(30, 183), source=SERVICE)
INFECTION_DAYS = number("escalation.infection_days", 30, "days", allowed=(14, 90), source=SERVICE)
PIRFENIDONE_ALT = number(
    "pirfenidone.alt_times_limit", 3, "times the upper limit", allowed=(2, 5), source="pirfenidone label [V1]"
)
PIRFENIDONE_CLEARANCE = number(
    "pirfenidone.clearance", 30, "mL/min", allowed=(15, 60), source="European SmPC [V2]"
)
NO_FALL = number("escalation.no_fall_points", 0, "points", allowed=(0, 5), source=SERVICE)
ILLNESS_BEFORE_DAYS = number("lung.illness_before_days", 30, "days", allowed=(14, 90), source=SERVICE)
REVIEW_REQUEST_DAYS = number("lung.review_request_days", 90, "days", allowed=(30, 183), source=SERVICE)
