"""Therapy options that cards offer, each with its gates. Grounds of safety cards stand here as bars."""

from cards.definitions.bars import (
    enzyme_inhibitor_or_inducer,
    hepatitis_b,
    low_igg,
    mercaptopurine,
    nintedanib_bars,
    rituximab_bars,
    rituximab_neutropenia,
    severe_infection,
    tacrolimus_bars,
    thiopurine_bars,
    tocilizumab_bars,
    untreated_hepatitis_b,
    xanthine_oxidase_inhibitor,
)
from cards.definitions.before_start import (
    antifibrotic_tests,
    creatinine_missing,
    hepatitis_b_screen_pending,
    hepatitis_b_screened,
    older_blood_count_missing,
    older_transaminases_missing,
    potassium_missing,
    pregnancy_test_first,
    pregnancy_test_missing,
    thiopurine_known,
    transaminases_first,
    tuberculosis_screened,
)
from cards.definitions.disease import ild, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.drafts import (
    AZATHIOPRINE_START,
    NINTEDANIB_TWICE_DAILY,
    RITUXIMAB_COURSE,
    TACROLIMUS_START,
    TOCILIZUMAB_WEEKLY,
)
from cards.definitions.liver import liver_class
from cards.definitions.person import adult, comfort_care
from cards.definitions.pjp_agents import tmp_smx
from cards.definitions.tests import (
    anti_hbc_test,
    bilirubin_test,
    blood_count,
    creatinine_test,
    hbsag_test,
    hcg_test,
    igg_test,
    liver_tests,
    potassium_test,
    tacrolimus_level,
    tuberculosis_test,
)
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    jak_inhibitor,
    mycophenolate,
    nintedanib,
    other_biologic,
    rituximab,
    tacrolimus,
    tocilizumab,
)
from cards.policy.pjp import ANTI_CD20_DAYS
from cards.policy.requests_and_results import RESULT_DAYS
from cards.policy.rescue import AZATHIOPRINE_NEUTROPHILS
from cards.policy.treatment import IGG_REQUEST_DAYS
from cards.valuesets import (
    AZATHIOPRINE_ALLERGY,
    HEPATIC_IMPAIRMENT,
    IGG,
    ILD_IPF,
    NEUTROPHILS,
    NINTEDANIB_ALLERGY,
    RITUXIMAB_ALLERGY,
    TACROLIMUS_ALLERGY,
    TOCILIZUMAB_ALLERGY,
)
from cdshooks.rules.language import allergy, any_of, choose, condition, lab, option, yes

# A pair that is not combined is never made by a click.
jak_inhibitor_in_use = jak_inhibitor.in_use().named("a JAK inhibitor in use")

tocilizumab_gates = option(
    "tocilizumab",
    tocilizumab,
    TOCILIZUMAB_WEEKLY,
    strict_bars=(
        tocilizumab.tried().named("tocilizumab taken now or before"),
        tocilizumab.in_use().named("tocilizumab in use"),
        allergy(TOCILIZUMAB_ALLERGY).named("tocilizumab allergy"),
    ),
    bars=(*tocilizumab_bars, jak_inhibitor_in_use, other_biologic.in_use().named("another biologic in use")),
    checks=(
        (~tuberculosis_screened).named("tuberculosis screen (none within 365 days)"),
        (~hepatitis_b_screened & ~yes(hepatitis_b)).named("hepatitis B screen (none within 365 days)"),
    ),
    beside=(
        (~tuberculosis_screened, tuberculosis_test),
        (~hepatitis_b_screened & ~yes(hepatitis_b), hbsag_test),
        (~hepatitis_b_screened & ~yes(hepatitis_b), anti_hbc_test),
        (older_blood_count_missing, blood_count),
        (older_transaminases_missing, liver_tests),
        (older_transaminases_missing, bilirubin_test),
    ),
)
rituximab_screened = yes(hepatitis_b | hepatitis_b_screen_pending).named(
    "HBsAg and anti-HBc within 365 days, or asked for"
)
rituximab_strict_bars = (
    rituximab.tried().named("rituximab taken now or before"),
    rituximab.in_use().named("rituximab in use"),
    allergy(RITUXIMAB_ALLERGY).named("rituximab allergy"),
)
anti_cd20_lately = any_of(
    anti_cd20.in_use(),
    anti_cd20.taken_within(ANTI_CD20_DAYS),
    yes(anti_cd20.given_within(ANTI_CD20_DAYS)),
).named("rituximab or another anti-CD20 antibody within 183 days")
rituximab_checks = ((~hepatitis_b_screened & ~yes(hepatitis_b)).named("hepatitis B screen (result pending)"),)
rituximab_tests = ((~lab(IGG).result(within=IGG_REQUEST_DAYS).on_record(), igg_test),)
rituximab_gates = option(
    "rituximab",
    rituximab,
    RITUXIMAB_COURSE,
    needs=(rituximab_screened,),
    strict_bars=rituximab_strict_bars,
    bars=(*rituximab_bars, jak_inhibitor_in_use, anti_cd20_lately),
    checks=rituximab_checks,
    beside=rituximab_tests,
)
# Beside the draft of another drug the grounds of a warning are said and leave it unpreselected.
rituximab_beside_draft = option(
    "rituximab",
    rituximab,
    RITUXIMAB_COURSE,
    needs=(rituximab_screened,),
    strict_bars=rituximab_strict_bars,
    bars=(untreated_hepatitis_b, jak_inhibitor_in_use, anti_cd20_lately),
    checks=(*rituximab_checks, low_igg, rituximab_neutropenia, severe_infection),
    beside=rituximab_tests,
)
nintedanib_strict_bars = (
    nintedanib.tried().named("nintedanib taken now or before"),
    nintedanib.in_use().named("nintedanib in use"),
    allergy(NINTEDANIB_ALLERGY).named("nintedanib allergy"),
)
nintedanib_tests = (*antifibrotic_tests, (pregnancy_test_missing, hcg_test))
nintedanib_gates = option(
    "nintedanib",
    nintedanib,
    NINTEDANIB_TWICE_DAILY,
    strict_bars=nintedanib_strict_bars,
    bars=(
        liver_class,
        *nintedanib_bars,
    ),
    checks=(
        condition(HEPATIC_IMPAIRMENT).active().named("hepatic impairment without a Child-Pugh class"),
        transaminases_first,
        pregnancy_test_first,
    ),
    beside=nintedanib_tests,
)
tacrolimus_gates = option(
    "tacrolimus",
    tacrolimus,
    TACROLIMUS_START,
    strict_bars=(
        tacrolimus.tried().named("tacrolimus taken now or before"),
        calcineurin_inhibitor.in_use().named("a calcineurin inhibitor in use"),
        allergy(TACROLIMUS_ALLERGY).named("tacrolimus allergy"),
    ),
    bars=tacrolimus_bars,
    checks=(
        potassium_missing.named("potassium (none within 30 days)"),
        creatinine_missing.named("creatinine (none within 30 days)"),
        enzyme_inhibitor_or_inducer.in_use().named("an enzyme inhibitor or inducer in use: early level"),
    ),
    beside=(
        (potassium_missing, potassium_test),
        (creatinine_missing, creatinine_test),
        # Both raise potassium: tmp-smx-hyperkalaemia asks for the same.
        (tmp_smx.in_use() & ~potassium_missing, potassium_test.in_time("in 5 days")),
        (tmp_smx.in_use() & ~creatinine_missing, creatinine_test.in_time("in 5 days")),
        (enzyme_inhibitor_or_inducer.in_use(), tacrolimus_level),
    ),
)
azathioprine_gates = option(
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
        mycophenolate.in_use().named("mycophenolate in use"),
        cyclophosphamide.in_use().named("cyclophosphamide in use"),
    ),
)
# What no result can open: asking for TPMT or for a hepatitis screen would be in vain.
azathioprine_closed = any_of(
    azathioprine.tried(),
    azathioprine.in_use(),
    allergy(AZATHIOPRINE_ALLERGY),
    mercaptopurine.in_use(),
    xanthine_oxidase_inhibitor.in_use(),
    jak_inhibitor.in_use(),
)
rituximab_closed = any_of(
    rituximab.tried(),
    rituximab.in_use(),
    allergy(RITUXIMAB_ALLERGY),
    jak_inhibitor.in_use(),
    anti_cd20_lately,
)
genotype_wanted = ~thiopurine_known & ~yes(azathioprine_closed)
# Where half of the screen is on record and the other half asked for, nothing is left to ask for.
hepatitis_screen_lacking = ~yes(hepatitis_b_screened) & ~yes(hepatitis_b_screen_pending) & ~yes(hepatitis_b)
hepatitis_screen_wanted = hepatitis_screen_lacking & ~yes(rituximab_closed)
# In systemic sclerosis tocilizumab waits for it as well.
tocilizumab_closed = any_of(
    tocilizumab.tried(),
    tocilizumab.in_use(),
    allergy(TOCILIZUMAB_ALLERGY),
    jak_inhibitor.in_use(),
    other_biologic.in_use(),
)
hepatitis_screen_wanted_in_sclerosis = hepatitis_screen_lacking & ~(
    yes(rituximab_closed) & yes(tocilizumab_closed)
)

# In the place of a mycophenolate draft: what is not known closes it.
not_ipf = ~(condition(ILD_IPF).active() & ~rheumatic_disease)
azathioprine_in_its_place = choose(
    "azathioprine in the place of mycophenolate",
    option(
        "azathioprine",
        azathioprine,
        AZATHIOPRINE_START,
        needs=(
            (yes(ild) | yes(rheumatic_disease)).named("interstitial lung disease or a rheumatic disease"),
            not_ipf.named("no idiopathic pulmonary fibrosis"),
            adult.named("an age of 18 or more"),
            ~comfort_care,
            yes(thiopurine_known).named("TPMT and NUDT15 on record"),
            lab(NEUTROPHILS, "10*9/L", worse="lower")
            .result(within=RESULT_DAYS)
            .at_least(AZATHIOPRINE_NEUTROPHILS)
            .named("neutrophils of 1.5 x 10^9/L or more within 30 days"),
            (yes(rapidly_progressive_ild) | yes(~rapidly_progressive_ild)).named(
                "to know whether the disease is rapidly progressive"
            ),
        ),
        strict_bars=(
            azathioprine.tried().named("azathioprine taken now or before"),
            azathioprine.in_use().named("azathioprine in use"),
            allergy(AZATHIOPRINE_ALLERGY).named("azathioprine allergy"),
            mycophenolate.active().named("mycophenolate in use"),
            cyclophosphamide.in_use().named("cyclophosphamide in use"),
            jak_inhibitor.in_use().named("a JAK inhibitor in use"),
            *thiopurine_bars,
        ),
        # Its card would warn: offered, never preselected, with that sentence.
        checks=(rapidly_progressive_ild,),
    ),
)
