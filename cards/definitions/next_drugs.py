"""Drugs after the first one: the options of each disease in its order, with the gates that progression adds."""

from cards.definitions.bars import hepatitis_b, idiopathic_fibrosis, low_counts
from cards.definitions.before_start import hepatitis_b_screened, pregnancy_test_missing, tuberculosis_screened
from cards.definitions.drafts import MYCOPHENOLATE_START
from cards.definitions.mycophenolate_options import mycophenolate_strict_bars, mycophenolate_tests
from cards.definitions.options import anti_cd20_lately, nintedanib_gates, rituximab_gates, tocilizumab_gates
from cards.definitions.pirfenidone import pirfenidone_gates
from cards.definitions.progression import progressive_pulmonary_fibrosis
from cards.definitions.rescue import (
    cyclophosphamide_alone,
    immune_globulin_gates,
    tacrolimus_now,
    tofacitinib_gates,
)
from cards.definitions.tests import (
    anti_hbc_test,
    hbsag_test,
    tuberculosis_test,
)
from cards.definitions.therapy import (
    azathioprine,
    cyclophosphamide,
    mycophenolate,
    nintedanib,
    other_biologic,
    pirfenidone,
)
from cards.valuesets import OTHER_BIOLOGIC
from cdshooks.rules.language import any_of, choose, drug, option, yes

# Where the older drug is one that is not combined with the new one, its order is stopped by the same suggestion.
mycophenolate_next = option(
    "mycophenolate",
    mycophenolate,
    MYCOPHENOLATE_START,
    strict_bars=mycophenolate_strict_bars,
    bars=(
        low_counts,
        idiopathic_fibrosis,
        cyclophosphamide.in_use().named("cyclophosphamide in use"),
        azathioprine.planned().named("azathioprine is drafted"),
    ),
    checks=(pregnancy_test_missing.named("a negative pregnancy test within 7 days"),),
    beside=mycophenolate_tests,
).stopping(azathioprine.active())
cyclophosphamide_next = cyclophosphamide_alone.barred_by(
    idiopathic_fibrosis,
    azathioprine.planned().named("azathioprine is drafted"),
    mycophenolate.planned().named("mycophenolate is drafted"),
).stopping(azathioprine.active(), mycophenolate.active())

nintedanib_next = nintedanib_gates.barred_by(pirfenidone.in_use().named("pirfenidone in use"))
nintedanib_added = nintedanib_next.needing(
    yes(progressive_pulmonary_fibrosis).named("progressive pulmonary fibrosis")
)

another_biologic = any_of(other_biologic.in_use(), drug(OTHER_BIOLOGIC).in_use()).named(
    "another biologic in use"
)
tocilizumab_next = tocilizumab_gates.barred_by(anti_cd20_lately, another_biologic)

tuberculosis_screen_missing = ~tuberculosis_screened
hepatitis_screen_missing = ~hepatitis_b_screened & ~yes(hepatitis_b)
tofacitinib_next = tofacitinib_gates.barred_by(anti_cd20_lately, another_biologic).checked_for(
    tuberculosis_screen_missing.named("tuberculosis screen (none within 365 days)"),
    hepatitis_screen_missing.named("hepatitis B screen (none within 365 days)"),
    beside=(
        (tuberculosis_screen_missing, tuberculosis_test),
        (hepatitis_screen_missing, hbsag_test),
        (hepatitis_screen_missing, anti_hbc_test),
    ),
)

pirfenidone_next = pirfenidone_gates.barred_by(nintedanib.in_use().named("nintedanib in use"))

mycophenolate_alone = choose("mycophenolate draft", mycophenolate_next)
antifibrotic_added = choose("antifibrotic", nintedanib_added)
next_in_others = choose(
    "next drug", mycophenolate_next, rituximab_gates, nintedanib_next, cyclophosphamide_next
)
next_in_sclerosis = choose(
    "next drug",
    mycophenolate_next,
    rituximab_gates,
    nintedanib_next,
    tocilizumab_next,
    cyclophosphamide_next,
)
next_in_myositis = choose(
    "next drug",
    mycophenolate_next,
    rituximab_gates,
    tacrolimus_now,
    cyclophosphamide_next,
    immune_globulin_gates,
    tofacitinib_next,
)
next_in_anti_mda5 = choose(
    "next drug",
    mycophenolate_next,
    rituximab_gates,
    tacrolimus_now,
    tofacitinib_next,
    cyclophosphamide_next,
    immune_globulin_gates,
)
next_in_rheumatoid_arthritis = choose(
    "next drug",
    mycophenolate_next,
    rituximab_gates,
    nintedanib_next,
    tocilizumab_next,
    pirfenidone_next,
    cyclophosphamide_next,
)
next_in_mixed_disease = choose(
    "next drug",
    mycophenolate_next,
    rituximab_gates,
    tocilizumab_next,
    nintedanib_next,
    immune_globulin_gates,
    cyclophosphamide_next,
)
