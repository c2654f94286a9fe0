"""Numbers of monitoring: how often lung function, walk test and HRCT are repeated, and who is screened.

Unit, allowed range and source of each.
"""

from cards.policy import SERVICE
from cdshooks.rules.language import number

GUIDE = "ACR/CHEST 2023 pocket guide, table 4"

# Lung function
PFT_SCLEROSIS_MYOSITIS_DAYS = number(
    "monitoring.lung_function_sclerosis_myositis_days",
    183,
    "days",
    meaning="lung function is due after, in the first year of ILD in systemic sclerosis or myositis",
    allowed=(90, 365),
    source=f"{GUIDE}: every 3 to 6 months in the first year [V1]",
)
PFT_FIRST_YEAR_DAYS = number(
    "monitoring.lung_function_first_year_days",
    365,
    "days",
    meaning="lung function is due after, in the first year of ILD in RA, Sjogren disease or MCTD",
    allowed=(183, 365),
    source=f"{GUIDE}: every 3 to 12 months in the first year [V1]; 183 for one interval in all diseases",
)
PFT_FIRST_YEAR_EARLY_DAYS = number(
    "monitoring.lung_function_first_year_early_days",
    183,
    "days",
    meaning="lung function is due after, in the first year where the lung is impaired or untreated",
    allowed=(90, 365),
    source=f"{GUIDE}: every 3 to 12 months in the first year [V1]; who is tested early [K]",
)
PFT_EARLY_FVC = number(
    "monitoring.lung_function_early_fvc",
    70,
    "% predicted",
    meaning="FVC below which lung function is due earlier",
    allowed=(60, 80),
    source=SERVICE,
)
PFT_EARLY_DLCO = number(
    "monitoring.lung_function_early_dlco",
    60,
    "% predicted",
    meaning="DLCO below which lung function is due earlier",
    allowed=(50, 80),
    source=SERVICE,
)
PFT_ESTABLISHED_DAYS = number(
    "monitoring.lung_function_established_days",
    365,
    "days",
    meaning="lung function is due after, in established ILD",
    allowed=(183, 540),
    source=f"{GUIDE}: less often once stable, no figure [V1]; 12 months [K]",
)
PFT_ACTIVE_DAYS = number(
    "monitoring.lung_function_active_days",
    183,
    "days",
    meaning="lung function is due after, where the ILD progresses or a drug is new",
    allowed=(90, 365),
    source=SERVICE,
)
PFT_NEW_DRUG_DAYS = number(
    "monitoring.lung_function_new_drug_days",
    365,
    "days",
    meaning="an ILD drug counts as new for",
    allowed=(90, 730),
    source=SERVICE,
)
PFT_PLANNED_DAYS = number(
    "monitoring.lung_function_planned_days",
    60,
    "days ahead",
    meaning="lung function is not asked for where it is planned within",
    allowed=(14, 120),
    source=SERVICE,
)

# Oximetry on exertion
WALK_ILD_DAYS = number(
    "monitoring.walk_ild_days",
    90,
    "days",
    meaning="oximetry on exertion is not asked for while the ILD is known for less than",
    allowed=(30, 183),
    source=SERVICE,
)
WALK_DAYS = number(
    "monitoring.walk_days",
    365,
    "days",
    meaning="oximetry on exertion is due after",
    allowed=(90, 540),
    source=f"{GUIDE}: every 3 to 12 months [V1]",
)
WALK_LOW_DAYS = number(
    "monitoring.walk_low_days",
    183,
    "days",
    meaning="oximetry on exertion is due after, where lung function is low",
    allowed=(90, 365),
    source=f"{GUIDE}: every 3 to 12 months [V1]; who is tested early [K]",
)
WALK_LOW_FVC = number(
    "monitoring.walk_low_fvc",
    70,
    "% predicted",
    meaning="FVC below which oximetry on exertion is due earlier",
    allowed=(60, 80),
    source=SERVICE,
)
WALK_LOW_DLCO = number(
    "monitoring.walk_low_dlco",
    50,
    "% predicted",
    meaning="DLCO below which oximetry on exertion is due earlier",
    allowed=(40, 70),
    source=SERVICE,
)
WALK_LUNG_FUNCTION_DAYS = number(
    "monitoring.walk_lung_function_days",
    365,
    "days",
    meaning="a low lung function test counts for",
    allowed=(183, 730),
    source=SERVICE,
)
WALK_REST_PERCENT = number(
    "monitoring.walk_rest_percent",
    88,
    "%",
    meaning="resting saturation on room air at which no test on exertion is asked for",
    allowed=(85, 90),
    source="ATS home oxygen 2020: severe hypoxaemia at rest [V1]",
)
WALK_REST_DAYS = number(
    "monitoring.walk_rest_days",
    90,
    "days",
    meaning="a resting saturation counts for",
    allowed=(30, 183),
    source=SERVICE,
)
WALK_REQUEST_DAYS = number(
    "monitoring.walk_request_days",
    90,
    "days",
    meaning="oximetry that was asked for is not asked for again for",
    allowed=(30, 183),
    source=SERVICE,
)

# Tests of little value
PFT_OFFERED_DAYS = number(
    "monitoring.lung_function_offered_days",
    90,
    "days",
    meaning="lung function is offered in place of the test if there was none for",
    allowed=(30, 183),
    source=SERVICE,
)
LOW_VALUE_CODE_DAYS = number(
    "monitoring.symptom_or_infection_days",
    30,
    "days",
    meaning="a symptom or infection is a reason for the test for",
    allowed=(14, 90),
    source=SERVICE,
)

# Who is screened for ILD
SCREEN_AGE_YEARS = number(
    "screening.age_years",
    60,
    "years",
    meaning="age that is a risk factor of ILD in rheumatic disease",
    allowed=(50, 70),
    source=SERVICE,
)
SCREEN_TIMES_LIMIT = number(
    "screening.antibody_times_upper_limit",
    3,
    "times upper limit",
    meaning="rheumatoid factor or anti-CCP above this is a high titre",
    allowed=(2, 10),
    source="ACR/CHEST 2023 pocket guide, table 2: high titre [V1]; figure [K]",
)
SCREEN_LYMPHOCYTES = number(
    "screening.lymphocytes",
    "1.0",
    "10*9/L",
    meaning="lymphocytes below which ILD in Sjogren disease is more likely",
    allowed=("0.8", "1.5"),
    source=SERVICE,
)
SCREEN_LYMPHOCYTE_DAYS = number(
    "screening.lymphocyte_days",
    365,
    "days",
    meaning="a lymphocyte result counts for",
    allowed=(90, 730),
    source=SERVICE,
)
SCREEN_REQUEST_DAYS = number(
    "screening.request_days",
    180,
    "days",
    meaning="a screening test that was asked for is not asked for again for",
    allowed=(90, 365),
    source=SERVICE,
)
SCREEN_LUNG_FUNCTION_DAYS = number(
    "screening.lung_function_days",
    365,
    "days",
    meaning="a lung function test counts for",
    allowed=(183, 730),
    source=SERVICE,
)

# HRCT
HRCT_DAYS = number(
    "monitoring.hrct_days",
    90,
    "days",
    meaning="where the disease has changed a chest CT counts for",
    allowed=(30, 183),
    source=SERVICE,
)
