"""Nintedanib and pirfenidone offered beside the draft of another drug, as the order tables say it.

There the critical grounds of their safety checks leave them out; those of a warning are said, and nothing is
preselected. Where therapy is chosen, both leave them out (``nintedanib_gates``, ``pirfenidone_gates``).
"""

from cards.definitions.antifibrotics import (
    nintedanib_alt_stop,
    nintedanib_ast_stop,
    nintedanib_bilirubin,
    pirfenidone_alt_stop,
    pirfenidone_ast_stop,
    pirfenidone_bilirubin,
)
from cards.definitions.bars import nintedanib_liver, nintedanib_partners, nintedanib_risks
from cards.definitions.before_start import pregnancy_test_first, transaminases_first
from cards.definitions.drafts import NINTEDANIB_LOW, NINTEDANIB_TWICE_DAILY
from cards.definitions.liver import child_pugh_a, child_pugh_b
from cards.definitions.options import nintedanib_strict_bars, nintedanib_tests
from cards.definitions.organs import child_pugh_c
from cards.definitions.pirfenidone import (
    PIRFENIDONE_RISING,
    liver_class_missing,
    pirfenidone_cautions,
    pirfenidone_excluded,
    pirfenidone_strict_bars,
    pirfenidone_tests,
)
from cards.definitions.therapy import nintedanib, pirfenidone
from cdshooks.rules.language import any_of, option

nintedanib_injury = any_of(nintedanib_alt_stop, nintedanib_ast_stop, nintedanib_bilirubin).named(
    "ALT or AST above 5 times its upper limit, or above 3 times with bilirubin above 2 times"
)
pirfenidone_injury = any_of(pirfenidone_alt_stop, pirfenidone_ast_stop, pirfenidone_bilirubin).named(
    "ALT or AST above 5 times its upper limit, or above 3 times with raised bilirubin"
)

nintedanib_beside_draft = option(
    "nintedanib",
    nintedanib,
    (child_pugh_a, NINTEDANIB_LOW),
    NINTEDANIB_TWICE_DAILY,
    strict_bars=nintedanib_strict_bars,
    bars=(child_pugh_b, child_pugh_c, nintedanib_injury, liver_class_missing),
    checks=(
        child_pugh_a,
        nintedanib_liver,
        *nintedanib_partners,
        nintedanib_risks,
        transaminases_first,
        pregnancy_test_first,
    ),
    beside=nintedanib_tests,
)
pirfenidone_beside_draft = option(
    "pirfenidone",
    pirfenidone,
    PIRFENIDONE_RISING,
    strict_bars=pirfenidone_strict_bars,
    bars=(*pirfenidone_excluded, pirfenidone_injury, liver_class_missing),
    checks=(*pirfenidone_cautions, transaminases_first),
    beside=pirfenidone_tests,
)
