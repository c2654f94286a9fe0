"""Pirfenidone as an option: its rising draft, and the grounds of its safety check that keep it back."""

from cards.definitions.before_start import antifibrotic_tests, kidney_test_beside, transaminases_first
from cards.definitions.dose_limits import pirfenidone
from cards.definitions.drafts import ORAL
from cards.definitions.liver import liver_class
from cards.definitions.organs import alt, ast, child_pugh_c, clearance, on_dialysis
from cards.policy.antifibrotics import CIPROFLOXACIN_HIGH_MG, PIRFENIDONE_ALT, PIRFENIDONE_CLEARANCE
from cards.valuesets import CYP1A2_INHIBITOR, HEPATIC_IMPAIRMENT, PIRFENIDONE_ALLERGY
from cdshooks.rules.language import (
    DrugOrder,
    allergy,
    any_of,
    condition,
    ingredient,
    option,
    per_day,
    where,
)

strong_cyp1a2_inhibitor = ingredient(
    CYP1A2_INHIBITOR, "42355", "3925", words="fluvoxamine or enoxacin"
).systemic()
ciprofloxacin = ingredient(CYP1A2_INHIBITOR, "2551", words="ciprofloxacin").by("oral")

PIRFENIDONE_RISING = DrugOrder(
    drug="pirfenidone",
    code="1592279",
    display="pirfenidone 267 MG Oral Capsule",
    dose="3",
    unit="capsule",
    unit_code="{capsule}",
    route=ORAL,
    every=(3, 1, "d"),
    words="pirfenidone 267 mg by mouth three times daily with food, 534 mg from day 8, 801 mg from day 15",
    note="Take with food. Sunscreen.",
    rising=((7, "1"), (7, "2")),
)
pirfenidone_strict_bars = (
    pirfenidone.tried().named("pirfenidone taken now or before"),
    pirfenidone.in_use().named("pirfenidone in use"),
    allergy(PIRFENIDONE_ALLERGY).named("pirfenidone allergy"),
)
# Grounds of its safety check: the first make it critical, the others a warning.
pirfenidone_excluded = (
    child_pugh_c,
    on_dialysis.named("dialysis"),
    strong_cyp1a2_inhibitor.in_use().named("fluvoxamine or enoxacin in use"),
)
pirfenidone_cautions = (
    any_of(
        alt.times_upper_limit().above(PIRFENIDONE_ALT), ast.times_upper_limit().above(PIRFENIDONE_ALT)
    ).named("ALT or AST above 3 times its upper limit"),
    where(ciprofloxacin.in_use(), per_day.at_least(CIPROFLOXACIN_HIGH_MG)).named(
        "ciprofloxacin 1500 mg a day or more"
    ),
    clearance.below(PIRFENIDONE_CLEARANCE).named("creatinine clearance below 30 mL/min"),
)
liver_class_missing = (condition(HEPATIC_IMPAIRMENT).active() & ~liver_class).named(
    "hepatic impairment without a Child-Pugh class"
)
pirfenidone_tests = (*antifibrotic_tests, kidney_test_beside)
pirfenidone_gates = option(
    "pirfenidone",
    pirfenidone,
    PIRFENIDONE_RISING,
    strict_bars=pirfenidone_strict_bars,
    bars=(*pirfenidone_excluded, *pirfenidone_cautions),
    checks=(liver_class_missing, transaminases_first),
    beside=pirfenidone_tests,
)
