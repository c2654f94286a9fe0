"""Drugs of the rescue in rapidly progressive ILD, in the order of each disease, with their gates."""

from cards.definitions.bars import (
    idiopathic_fibrosis,
    severe_infection,
    untreated_hepatitis_b,
    untreated_latent_tuberculosis,
)
from cards.definitions.before_start import creatinine_missing, kidney_test_beside, pregnancy_test_missing
from cards.definitions.disease import anti_mda5, myositis, systemic_sclerosis
from cards.definitions.drafts import (
    CYCLOPHOSPHAMIDE_MONTHLY,
    IMMUNE_GLOBULIN_COURSE,
    TOFACITINIB_TWICE_DAILY,
)
from cards.definitions.mycophenolate_options import mycophenolate_gates
from cards.definitions.options import jak_inhibitor_in_use, rituximab_gates, tacrolimus_gates
from cards.definitions.organs import clearance, haemoglobin
from cards.definitions.person import pregnant
from cards.definitions.tests import blood_count, creatinine_test, hcg_test, iga_test
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    immune_globulin,
    jak_inhibitor,
    other_biologic,
    tofacitinib,
)
from cards.policy.pjp import ANTI_CD20_DAYS
from cards.policy.requests_and_results import BLOOD_DAYS
from cards.policy.rescue import (
    CYCLOPHOSPHAMIDE_CLEARANCE,
    CYCLOPHOSPHAMIDE_COUNT_DAYS,
    CYCLOPHOSPHAMIDE_NEUTROPHILS,
    CYCLOPHOSPHAMIDE_PLATELETS,
    IGA_ABSENT,
    IMMUNE_GLOBULIN_CLEARANCE,
    IMMUNE_GLOBULIN_CLOT_DAYS,
    JAK_AGE_YEARS,
    JAK_CLEARANCE,
    JAK_HAEMOGLOBIN,
    JAK_LYMPHOCYTES,
    JAK_NEUTROPHILS,
)
from cards.valuesets import (
    ANTI_IGA,
    BLADDER_CANCER,
    CLOT_OR_CARDIOVASCULAR_DISEASE,
    CLOT_OR_CARDIOVASCULAR_HISTORY,
    CURRENT_SMOKER,
    CYCLOPHOSPHAMIDE_ALLERGY,
    ENZYME_INHIBITOR,
    GUT_PERFORATION,
    HAEMATURIA,
    HEART_FAILURE,
    IGA,
    IGA_DEFICIENCY,
    IMMUNE_GLOBULIN_ALLERGY,
    JAK_INHIBITOR_ALLERGY,
    LYMPHOCYTES,
    MAJOR_CARDIOVASCULAR_EVENT,
    MALIGNANCY,
    NEUTROPHILS,
    PLATELETS,
    SMOKES_NOW,
    SMOKING_STATUS,
    URINARY_OBSTRUCTION,
    VENOUS_THROMBOEMBOLISM,
    VOLUME_DEPLETION,
)
from cdshooks.rules.language import (
    age,
    allergy,
    any_of,
    any_positive,
    choose,
    condition,
    drug,
    lab,
    option,
    says,
)

# Cyclophosphamide
neutrophils_now = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=CYCLOPHOSPHAMIDE_COUNT_DAYS)
platelets_now = lab(PLATELETS, "10*9/L", worse="lower").result(within=CYCLOPHOSPHAMIDE_COUNT_DAYS)
blood_count_missing = ~(neutrophils_now.on_record() & platelets_now.on_record())
cyclophosphamide_alone = option(
    "cyclophosphamide",
    cyclophosphamide,
    CYCLOPHOSPHAMIDE_MONTHLY,
    strict_bars=(
        pregnant,
        cyclophosphamide.tried().named("cyclophosphamide taken now or before"),
        cyclophosphamide.in_use().named("cyclophosphamide in use"),
        allergy(CYCLOPHOSPHAMIDE_ALLERGY).named("cyclophosphamide allergy"),
    ),
    bars=(
        neutrophils_now.below(CYCLOPHOSPHAMIDE_NEUTROPHILS).named("neutrophils below 1.5 x 10^9/L"),
        platelets_now.below(CYCLOPHOSPHAMIDE_PLATELETS).named("platelets below 100 x 10^9/L"),
        severe_infection,
        condition(HAEMATURIA).active().named("haematuria"),
        condition(URINARY_OBSTRUCTION).active().named("urinary outflow obstruction"),
        condition(BLADDER_CANCER).named("bladder cancer"),
        clearance.below(CYCLOPHOSPHAMIDE_CLEARANCE).named("creatinine clearance below 30 mL/min"),
    ),
    checks=(
        blood_count_missing.named("blood count (none within 14 days)"),
        pregnancy_test_missing.named("a negative pregnancy test within 7 days"),
    ),
    beside=(
        (blood_count_missing, blood_count),
        kidney_test_beside,
        (pregnancy_test_missing, hcg_test),
    ),
)

cyclophosphamide_gates = cyclophosphamide_alone.barred_by(
    azathioprine.in_use().named("azathioprine in use"), idiopathic_fibrosis
)

# Immune globulin
immune_globulin_gates = option(
    "immune globulin",
    immune_globulin,
    IMMUNE_GLOBULIN_COURSE,
    strict_bars=(
        pregnant,
        immune_globulin.tried().named("immune globulin taken now or before"),
        immune_globulin.in_use().named("immune globulin in use"),
        allergy(IMMUNE_GLOBULIN_ALLERGY).named("immune globulin allergy"),
    ),
    bars=(
        any_of(
            condition(IGA_DEFICIENCY),
            lab(IGA, "g/L", worse="lower").result().below(IGA_ABSENT),
            any_positive(lab(ANTI_IGA)),
        ).named("IgA deficiency"),
        any_of(
            condition(VENOUS_THROMBOEMBOLISM).recorded_or_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
            condition(MAJOR_CARDIOVASCULAR_EVENT).recorded_or_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
            condition(CLOT_OR_CARDIOVASCULAR_HISTORY).stated_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
        ).named("thromboembolism or a cardiovascular event within 365 days"),
        clearance.below(IMMUNE_GLOBULIN_CLEARANCE).named("creatinine clearance below 30 mL/min"),
        condition(VOLUME_DEPLETION).active().named("volume depletion"),
        condition(HEART_FAILURE).active().named("heart failure"),
    ),
    beside=((creatinine_missing, creatinine_test), (~lab(IGA).result().on_record(), iga_test)),
)

# Tofacitinib
jak_counts_missing = ~(
    lab(NEUTROPHILS).result(within=BLOOD_DAYS).on_record()
    & lab(PLATELETS).result(within=BLOOD_DAYS).on_record()
)
tofacitinib_gates = option(
    "tofacitinib",
    tofacitinib,
    TOFACITINIB_TWICE_DAILY,
    strict_bars=(
        pregnant,
        tofacitinib.tried().named("tofacitinib taken now or before"),
        jak_inhibitor.in_use().named("a JAK inhibitor in use"),
        allergy(JAK_INHIBITOR_ALLERGY).named("JAK inhibitor allergy"),
    ),
    bars=(
        untreated_latent_tuberculosis,
        severe_infection,
        untreated_hepatitis_b,
        lab(LYMPHOCYTES, "10*9/L", worse="lower")
        .result(within=BLOOD_DAYS)
        .below(JAK_LYMPHOCYTES)
        .named("lymphocytes below 0.5 x 10^9/L"),
        lab(NEUTROPHILS, "10*9/L", worse="lower")
        .result(within=BLOOD_DAYS)
        .below(JAK_NEUTROPHILS)
        .named("neutrophils below 1.0 x 10^9/L"),
        haemoglobin.below(JAK_HAEMOGLOBIN).named("haemoglobin below 9 g/dL"),
        clearance.below(JAK_CLEARANCE).named("creatinine clearance below 50 mL/min"),
        any_of(
            condition(CLOT_OR_CARDIOVASCULAR_DISEASE),
            condition(MALIGNANCY),
            condition(GUT_PERFORATION),
        ).named("thromboembolism, a cardiovascular event, cancer or gut perforation, ever"),
        age.at_least(JAK_AGE_YEARS).named("65 years or older"),
        any_of(condition(CURRENT_SMOKER).active(), says(lab(SMOKING_STATUS).result(), SMOKES_NOW)).named(
            "current smoker"
        ),
        any_of(other_biologic.in_use(), anti_cd20.in_use(), anti_cd20.given_within(ANTI_CD20_DAYS)).named(
            "a biologic in use"
        ),
        calcineurin_inhibitor.in_use().named("a calcineurin inhibitor in use"),
        azathioprine.in_use().named("azathioprine in use"),
        drug(ENZYME_INHIBITOR).systemic().in_use().named("an enzyme inhibitor in use"),
    ),
    beside=((jak_counts_missing, blood_count), kidney_test_beside),
)

# What would make a pair that is not combined leaves an option out.
tacrolimus_now = tacrolimus_gates.barred_by(jak_inhibitor_in_use)
mycophenolate_now = mycophenolate_gates.barred_by(
    azathioprine.in_use().named("azathioprine in use"), idiopathic_fibrosis
)

rescue_in_myositis = choose(
    "rescue drug",
    tacrolimus_now,
    cyclophosphamide_gates,
    rituximab_gates,
    immune_globulin_gates,
    tofacitinib_gates,
    mycophenolate_now,
)
rescue_in_sclerosis = choose("rescue drug", cyclophosphamide_gates, rituximab_gates, mycophenolate_now)
rescue_in_others = choose(
    "rescue drug", cyclophosphamide_gates, rituximab_gates, mycophenolate_now, immune_globulin_gates
)
rescue_in_infection = choose("rescue drug", immune_globulin_gates)

# Systemic sclerosis leads where several diseases are coded.
rescued_as_myositis = (myositis | anti_mda5) & ~systemic_sclerosis
rescued_as_others = ~systemic_sclerosis & ~(myositis | anti_mda5)
