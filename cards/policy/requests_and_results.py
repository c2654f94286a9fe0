"""How long results and requests count, where nothing else is said."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

SUPPORT_DECLINED_DAYS = number(
    "requests.declined_days",
    365,
    "days",
    meaning="what the patient declined is not offered again for",
    allowed=(90, 730),
    source=SERVICE,
)
RESULT_DAYS = number(
    "results.days", 30, "days", meaning="a blood result counts for", allowed=(7, 90), source=SERVICE
)
BLOOD_DAYS = number(
    "results.blood_days",
    90,
    "days",
    meaning="a blood result that is needed less often counts for",
    allowed=(30, 180),
    source=SERVICE,
)
SPIROMETRY_DAYS = number(
    "results.spirometry_days",
    365,
    "days",
    meaning="a spirometry counts for",
    allowed=(90, 730),
    source=SERVICE,
)
CHILD_PUGH_DAYS = number(
    "results.child_pugh_days",
    365,
    "days",
    meaning="a Child-Pugh class counts for",
    allowed=(90, 730),
    source=SERVICE,
)
OPEN_REQUEST_DAYS = number(
    "requests.open_days",
    30,
    "days",
    meaning="a test that was asked for is not asked for again for",
    allowed=(7, 90),
    source=SERVICE,
)
CONSULT_DAYS = number(
    "requests.consult_days",
    90,
    "days",
    meaning="a consult or referral that was asked for is not asked for again for",
    allowed=(30, 183),
    source=SERVICE,
)
REHABILITATION_DAYS = number(
    "requests.rehabilitation_days",
    365,
    "days",
    meaning="rehabilitation that was asked for is not asked for again for",
    allowed=(90, 730),
    source=SERVICE,
)
