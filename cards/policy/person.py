"""Numbers about the person: age, pregnancy, comfort care."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

ADULT_YEARS = number(
    "person.adult_years",
    18,
    "years",
    meaning="age from which a person is an adult",
    allowed=(16, 21),
    source=SERVICE,
)
COMFORT_CARE_DAYS = number(
    "person.comfort_care_request_days",
    3650,
    "days",
    meaning="a request for comfort care counts for",
    allowed=(30, 36500),
    source="no limit in the tables: a request for comfort care stays in force until it is ended [K]",
)
FERTILE_FROM_YEARS = number(
    "person.fertile_from_years",
    12,
    "years",
    meaning="age from which pregnancy is possible",
    allowed=(8, 14),
    source=SERVICE,
)
FERTILE_TO_YEARS = number(
    "person.fertile_to_years",
    55,
    "years",
    meaning="age up to which pregnancy is possible",
    allowed=(50, 60),
    source=SERVICE,
)
PREGNANCY_DAYS = number(
    "person.pregnancy_days",
    300,
    "days",
    meaning="a recorded pregnancy counts for",
    allowed=(280, 320),
    source=SERVICE,
)
HCG_POSITIVE_DAYS = number(
    "person.hcg_positive_days",
    42,
    "days",
    meaning="a positive pregnancy test counts for",
    allowed=(14, 60),
    source=SERVICE,
)
HCG_POSITIVE_FROM = number(
    "person.hcg_positive_from",
    25,
    "IU/L",
    meaning="hCG from which a pregnancy test is positive",
    allowed=(5, 50),
    source=SERVICE,
)
HCG_NEGATIVE_BELOW = number(
    "person.hcg_negative_below",
    5,
    "IU/L",
    meaning="hCG below which a pregnancy test is negative",
    allowed=(2, 25),
    source="usual limit of laboratories; 5 to 25 IU/L may be a pregnancy of few days [K]",
)
