"""Calcineurin inhibitors: what changes their level, what they have done to potassium, pressure and kidney."""

from cards.definitions.disease import systemic_sclerosis
from cards.definitions.organs import clearance, creatinine, potassium
from cards.definitions.therapy import calcineurin_inhibitor
from cards.policy.immunosuppressants import CNI_CHART_RESULT_DAYS, CNI_POTASSIUM_HIGH
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import RESULT_DAYS
from cards.policy.treatment import (
    CNI_CLEARANCE,
    CNI_CREATININE_FROM_DAYS,
    CNI_CREATININE_TIMES,
    CNI_CREATININE_TO_DAYS,
    CNI_DIASTOLIC,
    CNI_POTASSIUM,
    CNI_SYSTOLIC,
)
from cards.valuesets import DIASTOLIC_PRESSURE, ENZYME_INHIBITOR, POTASSIUM, SYSTOLIC_PRESSURE
from cdshooks.rules.language import RoseTo, any_of, ingredient, lab, newly_ordered

# Nirmatrelvir is never given without ritonavir.
booster = ingredient(
    ENZYME_INHIBITOR, "85762", "1306284", "2587892", words="ritonavir or cobicistat"
).systemic()
other_strong_inhibitor = ingredient(
    ENZYME_INHIBITOR,
    "6135",
    "28031",
    "121243",
    "282446",
    "21212",
    "134527",
    "83395",
    "31565",
    words="an azole, clarithromycin, nelfinavir, saquinavir or nefazodone",
).systemic()

# On orders: results of 30 days.
high_potassium = potassium.above(CNI_POTASSIUM_HIGH)
high_pressure = any_of(
    lab(SYSTOLIC_PRESSURE).result(within=RESULT_DAYS).above(CNI_SYSTOLIC),
    lab(DIASTOLIC_PRESSURE).result(within=RESULT_DAYS).above(CNI_DIASTOLIC),
)
risen_creatinine = RoseTo(
    creatinine, CNI_CREATININE_TIMES, RESULT_DAYS, (CNI_CREATININE_FROM_DAYS, CNI_CREATININE_TO_DAYS)
)
harmed = any_of(high_potassium, high_pressure, risen_creatinine)

# On the chart: results of 14 days.
high_potassium_now = lab(POTASSIUM, "mmol/L").result(within=CNI_CHART_RESULT_DAYS).above(CNI_POTASSIUM_HIGH)
high_pressure_now = any_of(
    lab(SYSTOLIC_PRESSURE).result(within=CNI_CHART_RESULT_DAYS).above(CNI_SYSTOLIC),
    lab(DIASTOLIC_PRESSURE).result(within=CNI_CHART_RESULT_DAYS).above(CNI_DIASTOLIC),
)
risen_creatinine_now = RoseTo(
    creatinine,
    CNI_CREATININE_TIMES,
    CNI_CHART_RESULT_DAYS,
    (CNI_CREATININE_FROM_DAYS, CNI_CREATININE_TO_DAYS),
)

newly_calcineurin = newly_ordered(calcineurin_inhibitor, RENEWAL_DAYS)
start_by_result = newly_calcineurin & any_of(clearance.below(CNI_CLEARANCE), potassium.above(CNI_POTASSIUM))
start_in_sclerosis = newly_calcineurin & systemic_sclerosis
