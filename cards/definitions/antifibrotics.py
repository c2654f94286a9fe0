"""Nintedanib and pirfenidone: the liver under them, what is ordered beside them, when liver tests are due."""

from cards.definitions.bars import anticoagulant, nintedanib_inhibitor, strong_inducer
from cards.definitions.liver import bilirubin, early_liver_tests_due, late_liver_tests_due
from cards.definitions.organs import alt, ast
from cards.definitions.person import comfort_care
from cards.definitions.tests import ast_test, liver_tests
from cards.definitions.therapy import ciclosporin, nintedanib, pirfenidone
from cards.policy.antifibrotics import (
    CIPROFLOXACIN_HIGH_MG,
    NINTEDANIB_ALT_STOP,
    NINTEDANIB_BILIRUBIN,
    NINTEDANIB_EARLY_DAYS,
    PIRFENIDONE_ALT,
    PIRFENIDONE_ALT_STOP,
    PIRFENIDONE_BILIRUBIN,
    PIRFENIDONE_CIPROFLOXACIN_MG,
    PIRFENIDONE_EARLY_DAYS,
    PIRFENIDONE_LEAST_MG,
)
from cards.policy.drug_safety import PAIR_SETTLED_DAYS
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import NINTEDANIB_ALT
from cards.valuesets import CYP1A2_INHIBITOR
from cdshooks.rules.language import (
    acted_on,
    any_of,
    asked_for_since,
    begun_between,
    ingredient,
    newly_planned,
    not_long_established,
    occasion,
    ordered_together,
    per_day,
    where,
)

fluvoxamine = ingredient(CYP1A2_INHIBITOR, "42355", words="fluvoxamine").systemic()
enoxacin = ingredient(CYP1A2_INHIBITOR, "3925", words="enoxacin").systemic()
strong_cyp1a2_inhibitor = ingredient(
    CYP1A2_INHIBITOR, "42355", "3925", words="fluvoxamine or enoxacin"
).systemic()
ciprofloxacin = ingredient(CYP1A2_INHIBITOR, "2551", words="oral ciprofloxacin").by("oral")

# Nintedanib and the liver: raised (interrupt or 100 mg twice daily), injured (stop). On the chart only what nobody
# has acted on since counts.
taking_nintedanib = occasion.chart & nintedanib.active() & ~comfort_care
nintedanib_alt, nintedanib_ast = (
    alt.times_upper_limit().above(NINTEDANIB_ALT),
    ast.times_upper_limit().above(NINTEDANIB_ALT),
)
nintedanib_alt_stop, nintedanib_ast_stop = (
    alt.times_upper_limit().above(NINTEDANIB_ALT_STOP),
    ast.times_upper_limit().above(NINTEDANIB_ALT_STOP),
)
nintedanib_bilirubin = (nintedanib_alt | nintedanib_ast) & bilirubin.times_upper_limit().above(
    NINTEDANIB_BILIRUBIN
)
nintedanib_raised_now = any_of(
    nintedanib_alt & ~acted_on(nintedanib_alt, nintedanib),
    nintedanib_ast & ~acted_on(nintedanib_ast, nintedanib),
)
nintedanib_injured_now = any_of(
    nintedanib_alt_stop & ~acted_on(nintedanib_alt_stop, nintedanib),
    nintedanib_ast_stop & ~acted_on(nintedanib_ast_stop, nintedanib),
    nintedanib_bilirubin & ~acted_on(nintedanib_bilirubin, nintedanib),
)
nintedanib_rechecked = any_of(
    asked_for_since(liver_tests, nintedanib_raised_now, open_within=OPEN_REQUEST_DAYS),
    asked_for_since(ast_test, nintedanib_raised_now, open_within=OPEN_REQUEST_DAYS),
)
nintedanib_injury_rechecked = any_of(
    asked_for_since(liver_tests, nintedanib_injured_now, open_within=OPEN_REQUEST_DAYS),
    asked_for_since(ast_test, nintedanib_injured_now, open_within=OPEN_REQUEST_DAYS),
)

# Nintedanib and its partners: one of the two is new, or the partner is not taken for long.
nintedanib_new = newly_planned(nintedanib, RENEWAL_DAYS)
nintedanib_partner = any_of(
    ordered_together(nintedanib, anticoagulant)
    & (
        nintedanib_new
        | not_long_established(
            anticoagulant, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
        )
    ),
    ordered_together(nintedanib, nintedanib_inhibitor)
    & (
        nintedanib_new
        | not_long_established(
            nintedanib_inhibitor, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
        )
    ),
    ordered_together(nintedanib, ciclosporin)
    & (
        nintedanib_new
        | not_long_established(ciclosporin, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS)
    ),
    ordered_together(nintedanib, strong_inducer)
    & (
        nintedanib_new
        | not_long_established(
            strong_inducer, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
        )
    ),
)
nintedanib_tests_due = taking_nintedanib & any_of(
    late_liver_tests_due,
    early_liver_tests_due & begun_between(nintedanib, 0, NINTEDANIB_EARLY_DAYS, bridge=RENEWAL_DAYS),
)

# Pirfenidone and the liver
taking_pirfenidone = occasion.chart & pirfenidone.active() & ~comfort_care
pirfenidone_alt, pirfenidone_ast = (
    alt.times_upper_limit().above(PIRFENIDONE_ALT),
    ast.times_upper_limit().above(PIRFENIDONE_ALT),
)
pirfenidone_alt_stop, pirfenidone_ast_stop = (
    alt.times_upper_limit().above(PIRFENIDONE_ALT_STOP),
    ast.times_upper_limit().above(PIRFENIDONE_ALT_STOP),
)
pirfenidone_bilirubin = (pirfenidone_alt | pirfenidone_ast) & bilirubin.times_upper_limit().above(
    PIRFENIDONE_BILIRUBIN
)
pirfenidone_raised_now = any_of(
    pirfenidone_alt & ~acted_on(pirfenidone_alt, pirfenidone),
    pirfenidone_ast & ~acted_on(pirfenidone_ast, pirfenidone),
)
pirfenidone_injured_now = any_of(
    pirfenidone_alt_stop & ~acted_on(pirfenidone_alt_stop, pirfenidone),
    pirfenidone_ast_stop & ~acted_on(pirfenidone_ast_stop, pirfenidone),
    pirfenidone_bilirubin & ~acted_on(pirfenidone_bilirubin, pirfenidone),
)
pirfenidone_rechecked = any_of(
    asked_for_since(liver_tests, pirfenidone_raised_now, open_within=OPEN_REQUEST_DAYS),
    asked_for_since(ast_test, pirfenidone_raised_now, open_within=OPEN_REQUEST_DAYS),
)
pirfenidone_injury_rechecked = any_of(
    asked_for_since(liver_tests, pirfenidone_injured_now, open_within=OPEN_REQUEST_DAYS),
    asked_for_since(ast_test, pirfenidone_injured_now, open_within=OPEN_REQUEST_DAYS),
)
pirfenidone_tests_due = taking_pirfenidone & any_of(
    late_liver_tests_due,
    early_liver_tests_due & begun_between(pirfenidone, 0, PIRFENIDONE_EARLY_DAYS, bridge=RENEWAL_DAYS),
)

# Pirfenidone and the inhibitors of its breakdown. A drafted dose goes before the one that is taken.
with_strong_inhibitor = ordered_together(pirfenidone, strong_cyp1a2_inhibitor)
too_much_drafted = where(pirfenidone.planned(), per_day.above(PIRFENIDONE_LEAST_MG))
too_much_taken = where(pirfenidone.active(), per_day.above(PIRFENIDONE_LEAST_MG)) & ~pirfenidone.planned()
too_much_with_strong_inhibitor = with_strong_inhibitor & (too_much_drafted | too_much_taken)

high_ciprofloxacin = per_day.at_least(CIPROFLOXACIN_HIGH_MG)
above_ciprofloxacin_dose = per_day.above(PIRFENIDONE_CIPROFLOXACIN_MG)
high_dose_drafted = where(pirfenidone.ordered(), above_ciprofloxacin_dose) & where(
    ciprofloxacin.in_use(), high_ciprofloxacin
)
high_dose_taken = where(pirfenidone.active(), above_ciprofloxacin_dose)
with_ciprofloxacin = any_of(
    high_dose_drafted,
    where(ciprofloxacin.ordered(), high_ciprofloxacin)
    & (where(pirfenidone.planned(), above_ciprofloxacin_dose) | (high_dose_taken & ~pirfenidone.planned())),
)
