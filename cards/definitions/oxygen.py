"""Low oxygen at rest, on exertion or in arterial blood."""

from cards.policy.prevention import (
    OXYGEN_PRESSURE,
    OXYGEN_PRESSURE_HEART,
    OXYGEN_READING_DAYS,
    OXYGEN_ROOM_AIR_FINE,
    OXYGEN_SPO2,
    OXYGEN_SPO2_EXERTION,
    OXYGEN_SPO2_LEAST,
)
from cards.valuesets import (
    ARTERIAL_OXYGEN,
    EXERTIONAL_SATURATION,
    OXYGEN_FLOW,
    OXYGEN_SATURATION,
    PULMONARY_HYPERTENSION,
    SATURATION_OFF_TREATMENT,
)
from cdshooks.rules.language import any_of, condition, lab, newer_than, on_oxygen

oxygen = lab(OXYGEN_FLOW, "L/min")
# A slip ("9 %" for 90 %, "960 %" for 96 %) hides no reading before it.
saturation_at_rest = lab(OXYGEN_SATURATION, "%", worse="lower", least=OXYGEN_SPO2_LEAST)
saturation_on_exertion = lab(EXERTIONAL_SATURATION, "%", worse="lower", least=OXYGEN_SPO2_LEAST)
saturation_on_air = lab(SATURATION_OFF_TREATMENT, "%", worse="lower", least=OXYGEN_SPO2_LEAST)
at_rest = saturation_at_rest.result(within=OXYGEN_READING_DAYS)
on_exertion = saturation_on_exertion.result(within=OXYGEN_READING_DAYS)
on_air = saturation_on_air.result(within=OXYGEN_READING_DAYS)
arterial = lab(ARTERIAL_OXYGEN, "mm Hg", worse="lower").result(within=OXYGEN_READING_DAYS)

low_at_rest = at_rest.at_most(OXYGEN_SPO2)
low_on_exertion = on_exertion.at_most(OXYGEN_SPO2_EXERTION) & ~on_oxygen(on_exertion, oxygen)
low_pressure = arterial.at_most(OXYGEN_PRESSURE) | (
    arterial.above(OXYGEN_PRESSURE)
    & arterial.below(OXYGEN_PRESSURE_HEART)
    & condition(PULMONARY_HYPERTENSION).active()
)
fine_since = on_air.at_least(OXYGEN_ROOM_AIR_FINE) & ~on_oxygen(on_air, oxygen) & newer_than(on_air, arterial)
hypoxaemia = any_of(low_at_rest, low_on_exertion, low_pressure & ~fine_since)
