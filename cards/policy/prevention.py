"""Numbers of prevention and supportive care, with unit, range and source."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

# Smoking
SMOKING_STATUS_DAYS = number(
    "smoking.status_days",
    90,
    "days",
    meaning="a smoking status counts for",
    allowed=(30, 365),
    source=SERVICE,
)
SMOKING_SUPPORT_DAYS = number(
    "smoking.support_days",
    183,
    "days",
    meaning="support that was asked for or taken counts for",
    allowed=(30, 365),
    source=SERVICE,
)
HOME_OXYGEN_ORDER_DAYS = number(
    "oxygen.home_order_days",
    3650,
    "days",
    meaning="an order of oxygen at home counts for",
    allowed=(30, 36500),
    source="no limit in the tables: an order for oxygen at home stands until it is ended [K]",
)

# Rehabilitation
REHABILITATION_FVC_PERCENT = number(
    "rehabilitation.fvc_percent",
    70,
    "% predicted",
    meaning="FVC below which rehabilitation is offered",
    allowed=(50, 90),
    source=SERVICE,
)
REHABILITATION_DLCO_PERCENT = number(
    "rehabilitation.dlco_percent",
    60,
    "% predicted",
    meaning="DLCO below which rehabilitation is offered",
    allowed=(40, 80),
    source=SERVICE,
)
REHABILITATION_GRADE = number(
    "rehabilitation.mmrc_grade",
    2,
    "grade",
    meaning="mMRC grade from which rehabilitation is offered",
    allowed=(1, 4),
    source=SERVICE,
)
REHABILITATION_TEST_DAYS = number(
    "rehabilitation.test_days",
    365,
    "days",
    meaning="a lung function test or grade counts for",
    allowed=(90, 730),
    source=SERVICE,
)
REHABILITATION_AGAIN_DAYS = number(
    "rehabilitation.again_days",
    730,
    "days",
    meaning="rehabilitation rests, once asked for or done, for",
    allowed=(365, 1825),
    source=SERVICE,
)
REHABILITATION_EXACERBATION_DAYS = number(
    "rehabilitation.exacerbation_days",
    30,
    "days",
    meaning="after an exacerbation rehabilitation waits for",
    allowed=(14, 90),
    source=SERVICE,
)

# Oxygen
OXYGEN_READING_DAYS = number(
    "oxygen.reading_days",
    30,
    "days",
    meaning="a saturation or blood gas counts for",
    allowed=(7, 90),
    source=SERVICE,
)
OXYGEN_SPO2 = number(
    "oxygen.resting_spo2",
    88,
    "%",
    meaning="saturation at rest up to which oxygen is assessed",
    allowed=(85, 90),
    source="ATS home oxygen 2020, at most 88 % [V1]",
)
OXYGEN_SPO2_LEAST = number(
    "oxygen.spo2_least",
    50,
    "%",
    meaning="a saturation below this is taken for a wrong reading",
    allowed=(30, 60),
    source=SERVICE,
)
OXYGEN_SPO2_EXERTION = number(
    "oxygen.exertional_spo2",
    88,
    "%",
    meaning="saturation on exertion up to which oxygen is assessed",
    allowed=(80, 90),
    source=SERVICE,
)
OXYGEN_PRESSURE = number(
    "oxygen.arterial_pressure",
    55,
    "mm Hg",
    meaning="arterial oxygen pressure up to which oxygen is assessed",
    allowed=(50, 60),
    source="ATS home oxygen 2020, at most 55 [V1]",
)
OXYGEN_PRESSURE_HEART = number(
    "oxygen.arterial_pressure_in_pulmonary_hypertension",
    60,
    "mm Hg",
    meaning="the same in pulmonary hypertension: below",
    allowed=(55, 65),
    source="ATS home oxygen 2020, 56 to 59 with signs of strain of the right heart [V1]",
)
OXYGEN_ROOM_AIR_FINE = number(
    "oxygen.room_air_spo2_fine",
    92,
    "%",
    meaning="saturation at rest from which there is no hypoxaemia",
    allowed=(90, 95),
    source=SERVICE,
)
OXYGEN_URGENT_SPO2 = number(
    "oxygen.urgent_spo2",
    85,
    "%",
    meaning="saturation at rest up to which the review is on the same day",
    allowed=(80, 88),
    source=SERVICE,
)
OXYGEN_REQUEST_DAYS = number(
    "oxygen.request_days",
    90,
    "days",
    meaning="an oxygen assessment that was asked for is not asked for again for",
    allowed=(30, 183),
    source=SERVICE,
)

# Bones on glucocorticoids
BONE_STEROID_MG = number(
    "bone.steroid_mg_per_day",
    "2.5",
    "mg prednisone-equivalent a day",
    meaning="steroid dose that calls for care of the bones",
    allowed=("2.5", "7.5"),
    source="ACR 2022 glucocorticoid osteoporosis, 2.5 mg or more for more than 3 months [V1]",
)
BONE_STEROID_DAYS = number(
    "bone.steroid_days",
    90,
    "days",
    meaning="steroid duration that calls for care of the bones",
    allowed=(60, 183),
    source="ACR 2022 glucocorticoid osteoporosis [V1]",
)
BONE_SUPPLEMENT_DAYS = number(
    "bone.supplement_days",
    365,
    "days",
    meaning="calcium or vitamin D counts as taken for",
    allowed=(90, 730),
    source=SERVICE,
)
BONE_ADVICE_DAYS = number(
    "bone.advice_days",
    365,
    "days",
    meaning="on an opened chart the card speaks after the steroid's start for",
    allowed=(183, 730),
    source=SERVICE,
)
BONE_DENSITY_DAYS = number(
    "bone.density_days",
    730,
    "days",
    meaning="bone density is due after",
    allowed=(365, 1095),
    source="ACR 2022: every 1 to 2 years [V1]",
)

# Vaccines. A day of the year is month and day: 901 is the first of September.
SCHEDULE = "national schedules; the local schedule prevails [K]"
INFLUENZA_SEASON_FROM = number(
    "vaccines.influenza_season_from",
    901,
    "month and day",
    meaning="influenza season begins (901: 1 September)",
    allowed=(101, 1231),
    source=SCHEDULE,
)
INFLUENZA_SEASON_TO = number(
    "vaccines.influenza_season_to",
    331,
    "month and day",
    meaning="influenza season ends (331: 31 March)",
    allowed=(101, 1231),
    source=SCHEDULE,
)
INFLUENZA_GIVEN_SINCE = number(
    "vaccines.influenza_given_since",
    801,
    "month and day",
    meaning="influenza vaccine counts for the season from (801: 1 August)",
    allowed=(101, 1231),
    source=SCHEDULE,
)
HIGH_DOSE_INFLUENZA_YEARS = number(
    "vaccines.high_dose_influenza_years",
    65,
    "years",
    meaning="age from which high-dose or adjuvanted influenza vaccine is chosen",
    allowed=(50, 75),
    source="ACR 2022 vaccination, as reported [V2]",
)
PNEUMOCOCCAL_DAYS = number(
    "vaccines.pneumococcal_days",
    365,
    "days",
    meaning="a pneumococcal vaccine is enough for",
    allowed=(56, 730),
    source=SCHEDULE,
)
COVID_DAYS = number(
    "vaccines.covid19_days",
    365,
    "days",
    meaning="COVID-19 vaccine is due after",
    allowed=(183, 730),
    source=SCHEDULE,
)
ZOSTER_YEARS = number(
    "vaccines.zoster_years",
    50,
    "years",
    meaning="age from which zoster vaccine is due",
    allowed=(18, 65),
    source=SCHEDULE,
)
ZOSTER_GAP_DAYS = number(
    "vaccines.zoster_gap_days",
    60,
    "days",
    meaning="second dose of zoster vaccine is due after",
    allowed=(28, 183),
    source=SCHEDULE,
)
RSV_YEARS = number(
    "vaccines.rsv_years",
    60,
    "years",
    meaning="age from which RSV vaccine is due",
    allowed=(50, 75),
    source=SCHEDULE,
)
VACCINE_REFUSED_DAYS = number(
    "vaccines.refused_days",
    365,
    "days",
    meaning="a vaccine that was refused is not raised again for",
    allowed=(90, 730),
    source=SERVICE,
)
VACCINES_REVIEWED_DAYS = number(
    "vaccines.reviewed_days",
    14,
    "days",
    meaning="after a vaccine was given or refused the card rests for",
    allowed=(1, 60),
    source=SERVICE,
)
VACCINE_ORDER_DAYS = number(
    "vaccines.order_days",
    365,
    "days",
    meaning="a vaccine that was ordered is not ordered again for",
    allowed=(30, 365),
    source=SERVICE,
)
VACCINE_STEROID_MG = number(
    "vaccines.steroid_mg_per_day",
    20,
    "mg prednisone-equivalent a day",
    meaning="steroid dose that counts as immunosuppression",
    allowed=(10, 30),
    source="general practice of live vaccines: 20 mg for 14 days [K]",
)
VACCINE_STEROID_DAYS = number(
    "vaccines.steroid_days",
    14,
    "days",
    meaning="steroid duration that counts as immunosuppression",
    allowed=(7, 28),
    source="general practice [K]",
)

# Live vaccines
LIVE_ANTI_CD20_DAYS = number(
    "live_vaccine.anti_cd20_days",
    365,
    "days",
    meaning="rituximab and its like count against live vaccines for",
    allowed=(183, 730),
    source="general practice, 12 months [K]",
)
LIVE_STEROID_ENDED_DAYS = number(
    "live_vaccine.steroid_ended_days",
    28,
    "days",
    meaning="a high-dose steroid counts against live vaccines after its end for",
    allowed=(14, 90),
    source="general practice, 4 weeks [K]",
)
LIVE_METHOTREXATE_KG = number(
    "live_vaccine.methotrexate_per_kg",
    "0.4",
    "mg/kg a week",
    meaning="methotrexate up to this dose is low-dose for live vaccines",
    allowed=("0.2", "0.4"),
    source="low-dose exception, general practice [K]",
)
LIVE_AZATHIOPRINE_KG = number(
    "live_vaccine.azathioprine_per_kg",
    3,
    "mg/kg a day",
    meaning="azathioprine up to this dose is low-dose for live vaccines",
    allowed=(1, 3),
    source="low-dose exception, general practice [K]",
)
