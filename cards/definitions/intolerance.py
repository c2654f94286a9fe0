"""The first ILD drug was not tolerated, and is gone or under-dosed: which drug, and what may take its place."""

from cards.definitions.bars import low_counts, thiopurine_bars
from cards.definitions.before_start import pregnancy_test_missing, thiopurine_known
from cards.definitions.dose_limits import mofetil, mycophenolic_acid
from cards.definitions.drafts import AZATHIOPRINE_START, MYCOPHENOLIC_ACID_START
from cards.definitions.mycophenolate_options import mycophenolate_tests
from cards.definitions.next_drugs import mycophenolate_next
from cards.definitions.options import jak_inhibitor_in_use, rituximab_gates
from cards.definitions.person import pregnant
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    ciclosporin,
    cyclophosphamide,
    glucocorticoid,
    immune_globulin,
    jak_inhibitor,
    mycophenolate,
    nintedanib,
    pirfenidone,
    rituximab,
    tacrolimus,
    tocilizumab,
)
from cards.policy.escalation import INTOLERANCE_DAYS, MOFETIL_LOW_MG, MYCOPHENOLIC_LOW_MG, RAMP_DAYS
from cards.valuesets import (
    AZATHIOPRINE_ALLERGY,
    CICLOSPORIN_ALLERGY,
    CYCLOPHOSPHAMIDE_ALLERGY,
    GUT_REACTION,
    MYCOPHENOLATE_ALLERGY,
    NINTEDANIB_ALLERGY,
    RITUXIMAB_ALLERGY,
    STOPPED_FOR_HARM,
    TACROLIMUS_ALLERGY,
    TOCILIZUMAB_ALLERGY,
)
from cdshooks.rules.language import (
    allergy,
    any_of,
    at_least,
    choose,
    ingredients_first_started_within,
    occasion,
    option,
    per_day,
    single_dose,
    stopped_for,
    where,
    yes,
)

# Tried, and an intolerance recorded or a stop for harm within half a year.
mycophenolate_harmed = mycophenolate.tried() & any_of(
    allergy(MYCOPHENOLATE_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(mycophenolate, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
azathioprine_harmed = azathioprine.tried() & any_of(
    allergy(AZATHIOPRINE_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(azathioprine, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
cyclophosphamide_harmed = cyclophosphamide.tried() & any_of(
    allergy(CYCLOPHOSPHAMIDE_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(cyclophosphamide, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
rituximab_harmed = rituximab.tried() & any_of(
    allergy(RITUXIMAB_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(rituximab, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
tocilizumab_harmed = tocilizumab.tried() & any_of(
    allergy(TOCILIZUMAB_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(tocilizumab, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
tacrolimus_harmed = tacrolimus.tried() & any_of(
    allergy(TACROLIMUS_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(tacrolimus, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
ciclosporin_harmed = ciclosporin.tried() & any_of(
    allergy(CICLOSPORIN_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(ciclosporin, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
nintedanib_harmed = nintedanib.tried() & any_of(
    allergy(NINTEDANIB_ALLERGY).recorded_within(INTOLERANCE_DAYS),
    stopped_for(nintedanib, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS),
)
jak_inhibitor_harmed = jak_inhibitor.tried() & stopped_for(
    jak_inhibitor, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS
)
immune_globulin_harmed = immune_globulin.tried() & stopped_for(
    immune_globulin, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS
)
pirfenidone_harmed = pirfenidone.tried() & stopped_for(pirfenidone, STOPPED_FOR_HARM, within=INTOLERANCE_DAYS)
several_harmed = at_least(
    2,
    mycophenolate_harmed,
    azathioprine_harmed,
    cyclophosphamide_harmed,
    rituximab_harmed,
    tocilizumab_harmed,
    tacrolimus_harmed,
    ciclosporin_harmed,
    nintedanib_harmed,
    jak_inhibitor_harmed,
    immune_globulin_harmed,
    pirfenidone_harmed,
).named("intolerance to two ILD drugs")

mycophenolate_low = (
    ~ingredients_first_started_within(RAMP_DAYS, mycophenolate)
    & any_of(
        where(mofetil.active(), per_day.below(MOFETIL_LOW_MG)),
        where(mycophenolic_acid.active(), per_day.below(MYCOPHENOLIC_LOW_MG)),
    )
).named("mycophenolate below 2000 mg a day (mycophenolic acid below 1440 mg) after 8 weeks")

# At an order: of the drug itself, or of a steroid that is more than one dose.
steroid_ordered = where(glucocorticoid.ordered(), ~single_dose)
chart_or_steroid = occasion.chart | steroid_ordered

# No other ILD drug is taken or drafted; antifibrotics do not count.
others = (
    mycophenolate.in_use(),
    azathioprine.in_use(),
    cyclophosphamide.in_use(),
    anti_cd20.in_use(),
    tocilizumab.in_use(),
    calcineurin_inhibitor.in_use(),
    jak_inhibitor.in_use(),
    immune_globulin.in_use(),
)
two_in_use = at_least(2, *others).named("two ILD drugs in use")
none_in_use = ~any_of(*others)

not_tolerated = any_of(
    mycophenolate_harmed
    & (~mycophenolate.active() | mycophenolate_low)
    & (chart_or_steroid | mycophenolate.ordered())
    & (none_in_use | mycophenolate.in_use()),
    azathioprine_harmed
    & ~azathioprine.active()
    & (chart_or_steroid | azathioprine.ordered())
    & (none_in_use | azathioprine.in_use()),
    cyclophosphamide_harmed
    & ~cyclophosphamide.active()
    & (chart_or_steroid | cyclophosphamide.ordered())
    & (none_in_use | cyclophosphamide.in_use()),
    rituximab_harmed
    & ~rituximab.active()
    & (chart_or_steroid | rituximab.ordered())
    & (none_in_use | rituximab.in_use()),
    tocilizumab_harmed
    & ~tocilizumab.active()
    & (chart_or_steroid | tocilizumab.ordered())
    & (none_in_use | tocilizumab.in_use()),
    tacrolimus_harmed
    & ~tacrolimus.active()
    & (chart_or_steroid | tacrolimus.ordered())
    & (none_in_use | tacrolimus.in_use()),
    ciclosporin_harmed
    & ~ciclosporin.active()
    & (chart_or_steroid | ciclosporin.ordered())
    & (none_in_use | ciclosporin.in_use()),
    nintedanib_harmed
    & ~nintedanib.active()
    & (chart_or_steroid | nintedanib.ordered())
    & (none_in_use | nintedanib.in_use()),
    jak_inhibitor_harmed
    & ~jak_inhibitor.active()
    & (chart_or_steroid | jak_inhibitor.ordered())
    & (none_in_use | jak_inhibitor.in_use()),
    immune_globulin_harmed
    & ~immune_globulin.active()
    & (chart_or_steroid | immune_globulin.ordered())
    & (none_in_use | immune_globulin.in_use()),
    pirfenidone_harmed
    & ~pirfenidone.active()
    & (chart_or_steroid | pirfenidone.ordered())
    & (none_in_use | pirfenidone.in_use()),
).named("an ILD drug was not tolerated, and is gone or under-dosed")

# The one exception to what was tried: the other form of mycophenolate, where only the gut reacted.
only_the_gut = (
    mofetil.tried() & ~yes(mycophenolic_acid.tried()) & allergy(MYCOPHENOLATE_ALLERGY).only(GUT_REACTION)
)
other_form = option(
    "mycophenolic acid",
    mycophenolic_acid,
    MYCOPHENOLIC_ACID_START,
    needs=(
        yes(only_the_gut).named("a record of gut reactions alone to mofetil, and mycophenolic acid untried"),
    ),
    strict_bars=(pregnant,),
    bars=(
        low_counts,
        cyclophosphamide.in_use().named("cyclophosphamide in use"),
        mofetil.planned().named("mofetil is drafted"),
    ),
    checks=(pregnancy_test_missing.named("a negative pregnancy test within 7 days"),),
    beside=mycophenolate_tests,
).stopping(mofetil.active())
azathioprine_instead = option(
    "azathioprine",
    azathioprine,
    AZATHIOPRINE_START,
    needs=(yes(thiopurine_known).named("TPMT and NUDT15 on record"),),
    strict_bars=(
        azathioprine.tried().named("azathioprine taken now or before"),
        azathioprine.in_use().named("azathioprine in use"),
        allergy(AZATHIOPRINE_ALLERGY).named("azathioprine allergy"),
    ),
    bars=(
        *thiopurine_bars,
        jak_inhibitor_in_use,
        mycophenolate.planned().named("mycophenolate is drafted"),
        cyclophosphamide.in_use().named("cyclophosphamide in use"),
    ),
).stopping(mycophenolate.active())
instead = choose("other drug", other_form, azathioprine_instead, rituximab_gates, mycophenolate_next)
