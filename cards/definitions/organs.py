"""Kidney, liver and blood: clearance, dialysis, Child-Pugh class, counts."""

from cards.policy.organs import (
    CHILD_PUGH_C_POINTS,
    CHILD_PUGH_SCALE,
    CLEARANCE_CAP,
    CREATININE_DAYS,
    WEIGHT_DAYS,
)
from cards.policy.requests_and_results import BLOOD_DAYS, CHILD_PUGH_DAYS, RESULT_DAYS
from cards.valuesets import (
    ALT,
    AST,
    BODY_HEIGHT,
    BODY_WEIGHT,
    CHILD_PUGH,
    CHILD_PUGH_C,
    CHILD_PUGH_C_IN_WORDS,
    CHILD_PUGH_SCORE,
    CREATININE,
    DIALYSIS_DEPENDENCE,
    EGFR,
    HAEMOGLOBIN,
    KIDNEY_FAILURE_ON_DIALYSIS,
    METHAEMOGLOBIN,
    NEUTROPHILS,
    PLATELETS,
    POTASSIUM,
)
from cdshooks.rules.language import Clearance, any_of, condition, lab, scale

on_dialysis = (
    condition(DIALYSIS_DEPENDENCE).active() | condition(KIDNEY_FAILURE_ON_DIALYSIS).active()
).named("on dialysis")
# A dialysis that is only suspected excuses no potassium.
certainly_on_dialysis = (
    condition(DIALYSIS_DEPENDENCE).active().confirmed()
    | condition(KIDNEY_FAILURE_ON_DIALYSIS).active().confirmed()
).named("on dialysis")

creatinine = lab(CREATININE, "mg/dL")
weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=WEIGHT_DAYS)
height = lab(BODY_HEIGHT, "cm", worse="lower").result()
egfr = lab(EGFR, "mL/min/1.73 m2", worse="lower")
measured = (creatinine.result(within=CREATININE_DAYS), weight, egfr.result(within=CREATININE_DAYS))
clearance = Clearance(*measured, on_dialysis, CLEARANCE_CAP)
# What the results say where a dialysis is only suspected.
measured_clearance = Clearance(*measured, certainly_on_dialysis, CLEARANCE_CAP)
creatinine_on_record = creatinine.result(within=CREATININE_DAYS).on_record()
kidney_function_on_record = (creatinine_on_record | egfr.result(within=CREATININE_DAYS).on_record()).named(
    "creatinine or eGFR on record"
)

potassium = lab(POTASSIUM, "mmol/L").result(within=RESULT_DAYS)
neutrophils = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=RESULT_DAYS)
platelets = lab(PLATELETS, "10*9/L", worse="lower").result(within=RESULT_DAYS)
alt = lab(ALT, "U/L").result(within=RESULT_DAYS)
ast = lab(AST, "U/L").result(within=RESULT_DAYS)
haemoglobin = lab(HAEMOGLOBIN, "g/dL", worse="lower").result(within=BLOOD_DAYS)
methaemoglobin = lab(METHAEMOGLOBIN, "%").result(within=BLOOD_DAYS)
child_pugh = scale(lab(CHILD_PUGH_SCORE), among=CHILD_PUGH, points=CHILD_PUGH_SCALE, within=CHILD_PUGH_DAYS)
# The codes of the classes are findings, which records keep among the diagnoses as well as among the results.
child_pugh_c = any_of(
    child_pugh.is_class(CHILD_PUGH_C, letter="C", points=CHILD_PUGH_C_POINTS),
    condition(CHILD_PUGH_C).active().recorded_within(CHILD_PUGH_DAYS),
    condition(CHILD_PUGH_C_IN_WORDS).active().recorded_within(CHILD_PUGH_DAYS),
).named("Child-Pugh class C")
