"""Liver tests: raised against their own upper limits, missing, asked for; and the Child-Pugh class."""

from cards.definitions.organs import alt, ast, child_pugh, child_pugh_c
from cards.definitions.tests import ast_test, bilirubin_test, liver_tests
from cards.policy.antifibrotics import LIVER_CHECK_DAYS, LIVER_EARLY_CHECK_DAYS
from cards.policy.organs import CHILD_PUGH_A_POINTS, CHILD_PUGH_B_POINTS
from cards.policy.requests_and_results import CHILD_PUGH_DAYS, OPEN_REQUEST_DAYS, RESULT_DAYS
from cards.valuesets import (
    ALT,
    AST,
    BILIRUBIN,
    CHILD_PUGH_A,
    CHILD_PUGH_A_IN_WORDS,
    CHILD_PUGH_B,
    CHILD_PUGH_B_IN_WORDS,
)
from cdshooks.rules.language import any_of, condition, lab, request_for

bilirubin = lab(BILIRUBIN, "mg/dL").result(within=RESULT_DAYS)
child_pugh_a = any_of(
    child_pugh.is_class(CHILD_PUGH_A, letter="A", points=CHILD_PUGH_A_POINTS),
    condition(CHILD_PUGH_A).active().recorded_within(CHILD_PUGH_DAYS),
    condition(CHILD_PUGH_A_IN_WORDS).active().recorded_within(CHILD_PUGH_DAYS),
).named("Child-Pugh class A")
child_pugh_b = any_of(
    child_pugh.is_class(CHILD_PUGH_B, letter="B", points=CHILD_PUGH_B_POINTS),
    condition(CHILD_PUGH_B).active().recorded_within(CHILD_PUGH_DAYS),
    condition(CHILD_PUGH_B_IN_WORDS).active().recorded_within(CHILD_PUGH_DAYS),
).named("Child-Pugh class B")
liver_class = any_of(child_pugh_a, child_pugh_b, child_pugh_c).named("a Child-Pugh class on record")

alt_or_ast_asked = any_of(
    request_for(ALT).open(within=OPEN_REQUEST_DAYS), request_for(AST).open(within=OPEN_REQUEST_DAYS)
)
bilirubin_asked = request_for(BILIRUBIN).open(within=OPEN_REQUEST_DAYS)

# Each part by itself: neither is there in the window nor asked for.
alt_or_ast_due = ~alt_or_ast_asked & ~any_of(alt.on_record(), ast.on_record())
bilirubin_due = ~bilirubin_asked & ~bilirubin.on_record()
liver_tests_due = any_of(alt_or_ast_due, bilirubin_due).named("liver tests not complete within 30 days")

early_liver_tests_due = any_of(
    ~alt_or_ast_asked
    & ~any_of(
        lab(ALT).result(within=LIVER_EARLY_CHECK_DAYS).on_record(),
        lab(AST).result(within=LIVER_EARLY_CHECK_DAYS).on_record(),
    ),
    ~bilirubin_asked & ~lab(BILIRUBIN).result(within=LIVER_EARLY_CHECK_DAYS).on_record(),
).named("liver tests not complete within 35 days")
late_liver_tests_due = any_of(
    ~alt_or_ast_asked
    & ~any_of(
        lab(ALT).result(within=LIVER_CHECK_DAYS).on_record(),
        lab(AST).result(within=LIVER_CHECK_DAYS).on_record(),
    ),
    ~bilirubin_asked & ~lab(BILIRUBIN).result(within=LIVER_CHECK_DAYS).on_record(),
).named("liver tests not complete within 105 days")

all_liver_tests = (liver_tests, ast_test, bilirubin_test)
