"""Pirfenidone as an option: its draft, and the grounds of its safety check that keep it back."""

from cards.definitions.dose_limits import pirfenidone
from cards.definitions.drafts import ORAL
from cards.definitions.options import transaminases_missing
from cards.definitions.organs import alt, ast, child_pugh_c, clearance, on_dialysis
from cards.definitions.tests import ast_test, bilirubin_test, liver_tests
from cards.policy import CHILD_PUGH_DAYS
from cards.policy_orders import PIRFENIDONE_ALT, PIRFENIDONE_CLEARANCE
from cards.valuesets import CHILD_PUGH, CYP1A2_INHIBITOR, HEPATIC_IMPAIRMENT, PIRFENIDONE_ALLERGY
from cdshooks.rules.language import DrugOrder, allergy, any_of, condition, drug, lab, option

PIRFENIDONE_START = DrugOrder(
    drug="pirfenidone",
    code="1592279",
    display="pirfenidone 267 MG Oral Capsule",
    dose="1",
    unit="capsule",
    unit_code="{capsule}",
    route=ORAL,
    every=(3, 1, "d"),
    words="pirfenidone 267 mg by mouth three times daily with food",
    note="With food. 534 mg three times daily from day 8, 801 mg three times daily from day 15 if tolerated.",
)
pirfenidone_gates = option(
    "pirfenidone",
    pirfenidone,
    PIRFENIDONE_START,
    strict_bars=(
        pirfenidone.tried().named("pirfenidone taken before"),
        pirfenidone.in_use().named("pirfenidone in use"),
        allergy(PIRFENIDONE_ALLERGY).named("pirfenidone allergy"),
    ),
    bars=(
        child_pugh_c,
        on_dialysis.named("dialysis"),
        any_of(
            alt.times_upper_limit().above(PIRFENIDONE_ALT), ast.times_upper_limit().above(PIRFENIDONE_ALT)
        ).named("ALT or AST above 3 times its upper limit"),
        drug(CYP1A2_INHIBITOR).systemic().in_use().named("a CYP1A2 inhibitor in use"),
        clearance.below(PIRFENIDONE_CLEARANCE).named("creatinine clearance below 30 mL/min"),
    ),
    checks=(
        transaminases_missing.named("liver tests (none within 30 days)"),
        (
            condition(HEPATIC_IMPAIRMENT).active()
            & ~lab(CHILD_PUGH).result(within=CHILD_PUGH_DAYS).on_record()
        ).named("hepatic impairment without a Child-Pugh class"),
    ),
    beside=(
        (transaminases_missing, liver_tests),
        (transaminases_missing, ast_test),
        (transaminases_missing, bilirubin_test),
    ),
)
