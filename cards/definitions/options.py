"""Therapy options that cards offer, each with its gates. Grounds of safety cards stand here as bars."""

from cards.definitions.drafts import (
    MYCOPHENOLATE_START,
    NINTEDANIB_TWICE_DAILY,
    RITUXIMAB_COURSE,
    TOCILIZUMAB_WEEKLY,
)
from cards.definitions.organs import alt, neutrophils, platelets
from cards.definitions.person import (
    can_become_pregnant,
    pregnancy_test_negative,
    pregnant,
)
from cards.definitions.tests import (
    anti_hbc_test,
    creatinine_test,
    hbsag_test,
    hcg_test,
    leukocyte_count,
    liver_tests,
    tuberculosis_test,
)
from cards.definitions.therapy import (
    mycophenolate,
    nintedanib,
    other_immunosuppressant,
    rituximab,
    tocilizumab,
)
from cards.policy import (
    BLOOD_DAYS,
    CHILD_PUGH_DAYS,
    HBV_SCREEN_DAYS,
    IGG_DAYS,
    IGG_LOW,
    MMF_NEUTROPHILS,
    MMF_PLATELETS,
    NINTEDANIB_ALT,
    OPEN_REQUEST_DAYS,
    RESULT_DAYS,
    RITUXIMAB_NEUTROPHILS,
    TB_SCREEN_DAYS,
    TOCILIZUMAB_ALT,
    TOCILIZUMAB_NEUTROPHILS,
    TOCILIZUMAB_PLATELETS,
)
from cards.valuesets import (
    ACTIVE_TUBERCULOSIS,
    ALT,
    ANTI_HBC,
    CHILD_PUGH,
    CREATININE,
    GUT_PERFORATION,
    HBSAG,
    HEPATIC_IMPAIRMENT,
    HEPATITIS_B,
    IGG,
    IGRA,
    IMMUNE_GLOBULIN,
    LATENT_TUBERCULOSIS,
    LEUKOCYTES,
    MYCOPHENOLATE_ALLERGY,
    NEUTROPHILS,
    NINTEDANIB_ALLERGY,
    PLATELETS,
    PNEUMOCYSTIS,
    RITUXIMAB_ALLERGY,
    TOCILIZUMAB_ALLERGY,
    TUBERCULOSIS_PREVENTION,
)
from cdshooks.rules.language import (
    allergy,
    any_of,
    any_positive,
    choose,
    condition,
    drug,
    lab,
    option,
    request_for,
    yes,
)

leukocytes_missing = ~lab(LEUKOCYTES).result(within=RESULT_DAYS).on_record()
alt_missing = ~lab(ALT).result(within=RESULT_DAYS).on_record()
creatinine_missing = ~lab(CREATININE).result(within=RESULT_DAYS).on_record()
pregnancy_test_missing = yes(can_become_pregnant) & ~pregnancy_test_negative

hepatitis_b = any_of(any_positive(lab(HBSAG)), any_positive(lab(ANTI_HBC)), condition(HEPATITIS_B)).named(
    "hepatitis B"
)
hepatitis_b_screened = (
    lab(HBSAG).result(within=HBV_SCREEN_DAYS).on_record()
    & lab(ANTI_HBC).result(within=HBV_SCREEN_DAYS).on_record()
)
hepatitis_b_screen_pending = (
    lab(HBSAG).result(within=HBV_SCREEN_DAYS).on_record() | request_for(HBSAG).open(within=OPEN_REQUEST_DAYS)
) & (
    lab(ANTI_HBC).result(within=HBV_SCREEN_DAYS).on_record()
    | request_for(ANTI_HBC).open(within=OPEN_REQUEST_DAYS)
)
tuberculosis_screened = lab(IGRA).result(within=TB_SCREEN_DAYS).on_record()
tuberculosis = any_of(
    condition(ACTIVE_TUBERCULOSIS).active(),
    (condition(LATENT_TUBERCULOSIS) | any_positive(lab(IGRA))) & ~drug(TUBERCULOSIS_PREVENTION).tried(),
).named("tuberculosis, active or latent without treatment")
low_counts = any_of(neutrophils.below(MMF_NEUTROPHILS), platelets.below(MMF_PLATELETS)).named(
    "neutrophils below 1.3 or platelets below 100 x 10*9/L"
)

mycophenolate_strict_bars = (
    pregnant,
    mycophenolate.tried().named("mycophenolate taken before"),
    mycophenolate.in_use().named("mycophenolate in use"),
    allergy(MYCOPHENOLATE_ALLERGY).named("mycophenolate allergy"),
)
mycophenolate_checks = (
    pregnancy_test_missing.named("a negative pregnancy test within 7 days"),
    other_immunosuppressant.named("another immunosuppressant in use"),
)
mycophenolate_tests = (
    (leukocytes_missing, leukocyte_count),
    (alt_missing, liver_tests),
    (creatinine_missing, creatinine_test),
    (pregnancy_test_missing, hcg_test),
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

tocilizumab_gates = option(
    "tocilizumab",
    tocilizumab,
    TOCILIZUMAB_WEEKLY,
    strict_bars=(
        tocilizumab.tried().named("tocilizumab taken before"),
        tocilizumab.in_use().named("tocilizumab in use"),
        allergy(TOCILIZUMAB_ALLERGY).named("tocilizumab allergy"),
    ),
    bars=(
        tuberculosis,
        hepatitis_b,
        condition(GUT_PERFORATION).named("diverticulitis or perforation of the gut"),
        lab(NEUTROPHILS, worse="lower")
        .result(within=BLOOD_DAYS)
        .below(TOCILIZUMAB_NEUTROPHILS)
        .named("neutrophils below 2.0 x 10*9/L"),
        lab(PLATELETS, worse="lower")
        .result(within=BLOOD_DAYS)
        .below(TOCILIZUMAB_PLATELETS)
        .named("platelets below 100 x 10*9/L"),
        lab(ALT)
        .result(within=BLOOD_DAYS)
        .times_upper_limit()
        .above(TOCILIZUMAB_ALT)
        .named("ALT above 1.5 times its upper limit"),
    ),
    checks=(
        (~tuberculosis_screened).named("tuberculosis screen (none within 365 days)"),
        (~hepatitis_b_screened).named("hepatitis B screen (none within 365 days)"),
    ),
    beside=(
        (~tuberculosis_screened, tuberculosis_test),
        (~hepatitis_b_screened, hbsag_test),
        (~hepatitis_b_screened, anti_hbc_test),
    ),
)
rituximab_gates = option(
    "rituximab",
    rituximab,
    RITUXIMAB_COURSE,
    needs=(yes(hepatitis_b_screen_pending).named("HBsAg and anti-HBc within 365 days, or asked for"),),
    strict_bars=(
        rituximab.tried().named("rituximab taken before"),
        rituximab.in_use().named("rituximab in use"),
        allergy(RITUXIMAB_ALLERGY).named("rituximab allergy"),
        hepatitis_b,
    ),
    bars=(
        (
            lab(IGG, worse="lower").result(within=IGG_DAYS).below(IGG_LOW) & ~drug(IMMUNE_GLOBULIN).in_use()
        ).named("IgG below 4 g/L"),
        neutrophils.below(RITUXIMAB_NEUTROPHILS).named("neutrophils below 1.0 x 10*9/L"),
    ),
    checks=(
        (~hepatitis_b_screened).named("hepatitis B screen (result pending)"),
        (~lab(IGG).result(within=IGG_DAYS).on_record()).named("IgG (none within 183 days)"),
    ),
)
nintedanib_gates = option(
    "nintedanib",
    nintedanib,
    NINTEDANIB_TWICE_DAILY,
    strict_bars=(
        nintedanib.tried().named("nintedanib taken before"),
        nintedanib.in_use().named("nintedanib in use"),
        allergy(NINTEDANIB_ALLERGY).named("nintedanib allergy"),
        lab(CHILD_PUGH).result(within=CHILD_PUGH_DAYS).on_record().named("a Child-Pugh class on record"),
    ),
    bars=(alt.times_upper_limit().above(NINTEDANIB_ALT).named("ALT above 3 times its upper limit"),),
    checks=(
        condition(HEPATIC_IMPAIRMENT).active().named("hepatic impairment without a Child-Pugh class"),
        alt_missing.named("liver tests (none within 30 days)"),
        pregnancy_test_missing.named("a negative pregnancy test within 7 days"),
    ),
)

acute_infection = any_of(condition(ACTIVE_TUBERCULOSIS).active(), condition(PNEUMOCYSTIS).active()).named(
    "active tuberculosis or Pneumocystis pneumonia"
)
