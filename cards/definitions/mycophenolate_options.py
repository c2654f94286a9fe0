"""Mycophenolate as an option that cards offer. Grounds of safety cards stand here as bars."""

from cards.definitions.bars import low_counts
from cards.definitions.before_start import (
    alt_missing,
    blood_count_missing,
    creatinine_missing,
    leukocytes_missing,
    pregnancy_test_missing,
)
from cards.definitions.drafts import MYCOPHENOLATE_START
from cards.definitions.person import pregnant
from cards.definitions.tests import blood_count, creatinine_test, hcg_test, leukocyte_count, liver_tests
from cards.definitions.therapy import another_immunosuppressant, azathioprine, cyclophosphamide, mycophenolate
from cards.valuesets import MYCOPHENOLATE_ALLERGY
from cdshooks.rules.language import allergy, choose, option

mycophenolate_strict_bars = (
    pregnant,
    mycophenolate.tried().named("mycophenolate taken now or before"),
    mycophenolate.in_use().named("mycophenolate in use"),
    allergy(MYCOPHENOLATE_ALLERGY).named("mycophenolate allergy"),
)
mycophenolate_checks = (
    pregnancy_test_missing.named("a negative pregnancy test within 7 days"),
    another_immunosuppressant.named("another immunosuppressant in use"),
)
mycophenolate_tests = (
    (leukocytes_missing, leukocyte_count),
    (blood_count_missing, blood_count),
    (alt_missing, liver_tests),
    (creatinine_missing, creatinine_test),
    (pregnancy_test_missing, hcg_test),
)
mycophenolate_pairs = (
    azathioprine.in_use().named("azathioprine in use"),
    cyclophosphamide.in_use().named("cyclophosphamide in use"),
)
# The pages differ: where an order is commented on, low counts leave the option with a warning; where therapy
# is chosen, they leave it out.
mycophenolate_option = choose(
    "mycophenolate draft",
    option(
        "mycophenolate",
        mycophenolate,
        MYCOPHENOLATE_START,
        strict_bars=mycophenolate_strict_bars,
        bars=mycophenolate_pairs,
        checks=(*mycophenolate_checks, low_counts),
        beside=mycophenolate_tests,
    ),
)
mycophenolate_gates = option(
    "mycophenolate",
    mycophenolate,
    MYCOPHENOLATE_START,
    strict_bars=mycophenolate_strict_bars,
    bars=(low_counts,),
    checks=mycophenolate_checks,
    beside=mycophenolate_tests,
)
mycophenolate_first_line = choose("mycophenolate draft", mycophenolate_gates)

# Beside the draft of another drug: that draft is no reason to hold mycophenolate back.
mycophenolate_beside_draft = choose(
    "mycophenolate draft",
    option(
        "mycophenolate",
        mycophenolate,
        MYCOPHENOLATE_START,
        strict_bars=mycophenolate_strict_bars,
        bars=mycophenolate_pairs,
        checks=(pregnancy_test_missing.named("a negative pregnancy test within 7 days"), low_counts),
        beside=mycophenolate_tests,
    ),
)
