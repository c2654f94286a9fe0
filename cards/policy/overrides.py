"""How long a card stays away that was overridden."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

SNOOZE_DAYS = number(
    "cards.snooze_days", 90, "days", meaning="an overridden card rests for", allowed=(1, 180), source=SERVICE
)
SNOOZE_CRITICAL_HOURS = number(
    "cards.snooze_critical_hours",
    24,
    "hours",
    meaning="an overridden critical card rests for",
    allowed=(1, 24),
    source=SERVICE,
)
