"""Systemic sclerosis on glucocorticoid: blood pressure or creatinine rises, or nobody looked."""

from cards.definitions.disease import systemic_sclerosis
from cards.definitions.organs import creatinine
from cards.definitions.person import comfort_care
from cards.definitions.tests import (
    blood_count,
    blood_film,
    blood_pressure_now,
    creatinine_test,
    ldh_test,
    nephrology_referral,
)
from cards.definitions.therapy import steroid
from cards.policy.drug_safety import (
    CRISIS_CREATININE_DAYS,
    CRISIS_CREATININE_FROM_DAYS,
    CRISIS_CREATININE_TIMES,
    CRISIS_DIASTOLIC_RISE,
    CRISIS_EARLIER_TO_DAYS,
    CRISIS_KNOWN_DAYS,
    CRISIS_PRESSURE_DAYS,
    CRISIS_PRESSURE_FROM_DAYS,
    CRISIS_PULSE_DAYS,
    CRISIS_STEROID_MG,
    CRISIS_SYSTOLIC,
    CRISIS_SYSTOLIC_RISE,
)
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import ATS_SSC_2024, RENAL_CRISIS_ITEMS, SERVICE_CHOICE
from cards.valuesets import (
    ADRENAL_INSUFFICIENCY,
    BLOOD_PRESSURE,
    CREATININE,
    DIASTOLIC_PRESSURE,
    RENAL_CRISIS,
    SYSTEMIC_GLUCOCORTICOID,
    SYSTOLIC_PRESSURE,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    RoseTo,
    Strength,
    alive,
    any_of,
    asked_for_since,
    condition,
    critical,
    info,
    ingredient,
    lab,
    record_only,
    request,
    request_for,
    request_missing,
    rose_by,
    rose_past,
    warning,
    yes,
)

systolic = lab(SYSTOLIC_PRESSURE, "mm Hg")
diastolic = lab(DIASTOLIC_PRESSURE, "mm Hg")
BEFORE = (CRISIS_PRESSURE_FROM_DAYS, CRISIS_EARLIER_TO_DAYS)
pressure_rises = any_of(
    rose_by(systolic, CRISIS_SYSTOLIC_RISE, newest_days=CRISIS_PRESSURE_DAYS, earlier=BEFORE),
    rose_by(diastolic, CRISIS_DIASTOLIC_RISE, newest_days=CRISIS_PRESSURE_DAYS, earlier=BEFORE),
    rose_past(systolic, CRISIS_SYSTOLIC, newest_days=CRISIS_PRESSURE_DAYS, earlier=BEFORE),
).named("blood pressure rises")
creatinine_rises = RoseTo(
    creatinine,
    CRISIS_CREATININE_TIMES,
    CRISIS_CREATININE_DAYS,
    (CRISIS_CREATININE_FROM_DAYS, CRISIS_EARLIER_TO_DAYS),
)
something_rises = pressure_rises | creatinine_rises

pressure_due = (
    ~lab(BLOOD_PRESSURE).result(within=CRISIS_PRESSURE_DAYS).on_record()
    & ~request_for(BLOOD_PRESSURE).open(within=OPEN_REQUEST_DAYS)
).named("no blood pressure on record within 14 days")
creatinine_due = (
    ~creatinine.result(within=CRISIS_CREATININE_DAYS).on_record()
    & ~request_for(CREATININE).open(within=OPEN_REQUEST_DAYS)
).named("no creatinine on record within 30 days")

not_a_replacement = ingredient(
    SYSTEMIC_GLUCOCORTICOID,
    "8640",
    "8638",
    "6902",
    "10759",
    "3264",
    "1514",
    "22396",
    words="a glucocorticoid other than hydrocortisone or cortisone",
).systemic()
replacement = (
    condition(ADRENAL_INSUFFICIENCY).active().confirmed() & ~not_a_replacement.taken_within(CRISIS_PULSE_DAYS)
).named("hydrocortisone or cortisone alone, in adrenal insufficiency")

card = Card(
    id="scleroderma-renal-crisis-monitoring",
    title="Renal-crisis monitoring on steroid in systemic sclerosis",
    version="1.0.0",
    owner="rheumatology and nephrology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & systemic_sclerosis
    & (steroid.reaches(CRISIS_STEROID_MG) | steroid.pulse_within(CRISIS_PULSE_DAYS))
    & any_of(pressure_rises, creatinine_rises, pressure_due, creatinine_due),
    unless=(
        comfort_care,
        replacement,
        # One that is only suspected is no reason to stop looking.
        condition(RENAL_CRISIS).active().confirmed().recorded_within(CRISIS_KNOWN_DAYS),
    ),
    level=(critical(pressure_rises & creatinine_rises), warning(something_rises), info()),
    # Creatinine was asked for after the rise: one level lower.
    lower=(asked_for_since(creatinine_test, something_rises, open_within=OPEN_REQUEST_DAYS),),
    summary="SSc on steroid: BP or creatinine rising, or none on record lately. Possible renal crisis; check same day if rising",
    detail=(
        "A rise of 30 systolic or 20 diastolic, a new 140 systolic, or creatinine up by half: assess the same day, with "
        "blood film, LDH, platelets and urine.",
        "Headache, visual change, breathlessness, or anaemia with fragments: an emergency.",
        "An ACE inhibitor treats a confirmed crisis; it does not prevent one.",
        "Can the steroid go below 7.5 mg a day (above 15 only as an agreed rescue)? Blood pressure at home several times "
        "a week.",
    ),
    suggest=(
        request(creatinine_test.urgent()).offered(something_rises).recommended(),
        request(blood_count.urgent(), blood_film.urgent(), ldh_test.urgent()).offered(something_rises),
        request(nephrology_referral.urgent()).offered(something_rises),
        request_missing((creatinine_test, creatinine_due), (blood_pressure_now, pressure_due))
        .offered(~yes(something_rises))
        .recommended(),
    ),
    override_reasons=(
        "Blood pressure and creatinine checked elsewhere today",
        "Known cause of the rise (state)",
        "Renal crisis, being treated",
    ),
    sources=(RENAL_CRISIS_ITEMS, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Expert", "low"),
)
