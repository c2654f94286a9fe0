"""Numbers of the screen for tuberculosis and hepatitis B before immunosuppression, with range and source."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

SCREEN_STEROID_MG = number(
    "screen.steroid_mg_per_day",
    20,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that calls for the screen",
    allowed=(10, 40),
    source=SERVICE,
)
SCREEN_STEROID_DAYS = number(
    "screen.steroid_days",
    28,
    "days",
    meaning="steroid duration that calls for the screen",
    allowed=(14, 60),
    source=SERVICE,
)
