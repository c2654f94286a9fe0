"""Three months of glucocorticoid: calcium, vitamin D, and how likely a fracture is."""

from cards.definitions.disease import ild, rheumatic_disease
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import bone_density
from cards.definitions.therapy import glucocorticoid, steroid
from cards.definitions.vaccines_and_bones import CALCIUM_DAILY, VITAMIN_D_DAILY
from cards.policy.prevention import (
    BONE_ADVICE_DAYS,
    BONE_DENSITY_DAYS,
    BONE_STEROID_DAYS,
    BONE_STEROID_MG,
    BONE_SUPPLEMENT_DAYS,
)
from cards.sources import ACR_BONE_2022, SERVICE_CHOICE
from cards.valuesets import (
    BONE_DENSITY,
    CALCIUM_ALLERGY,
    CALCIUM_OR_VITAMIN_D,
    FRACTURE_RISK_ASSESSMENT,
    HYPERCALCAEMIA,
    KIDNEY_STONES,
    OSTEOPOROSIS_DRUG,
    SARCOIDOSIS,
    VITAMIN_D_ALLERGY,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    allergy,
    any_of,
    choose,
    condition,
    done,
    drug,
    first_of,
    info,
    ingredient,
    lab,
    occasion,
    option,
    record_or_orders_of,
    request,
    request_for,
    run_begun_within,
    sustained_with_draft,
)

supplement = drug(CALCIUM_OR_VITAMIN_D)
vitamin_d = ingredient(CALCIUM_OR_VITAMIN_D, "2418", "4018", "1889", "1894", "1855064", words="vitamin D")
calcium = ingredient(CALCIUM_OR_VITAMIN_D, "1897", "47613", "73409", "2106283", words="calcium")
bone_drug = drug(OSTEOPOROSIS_DRUG)
sarcoidosis = condition(SARCOIDOSIS).active()
hypercalcaemia = condition(HYPERCALCAEMIA).active()

# After a year on the steroid the question was asked: then only a new order asks it again.
supplement_due = ~any_of(supplement.planned(), supplement.taken_within(BONE_SUPPLEMENT_DAYS)) & (
    ~occasion.chart | run_begun_within(steroid, BONE_STEROID_MG, BONE_ADVICE_DAYS)
)
assessed = any_of(
    lab(BONE_DENSITY).result(within=BONE_DENSITY_DAYS).on_record(),
    done(BONE_DENSITY, "DiagnosticReport", "Procedure").done_within(BONE_DENSITY_DAYS),
    request_for(BONE_DENSITY).open_or_done(within=BONE_DENSITY_DAYS),
    lab(FRACTURE_RISK_ASSESSMENT).result(within=BONE_DENSITY_DAYS).on_record(),
    done(FRACTURE_RISK_ASSESSMENT, "DiagnosticReport", "Procedure").done_within(BONE_DENSITY_DAYS),
    request_for(FRACTURE_RISK_ASSESSMENT).open_or_done(within=BONE_DENSITY_DAYS),
)
assessment_due = ~any_of(assessed, bone_drug.planned(), bone_drug.taken_within(BONE_DENSITY_DAYS))

vitamin_d_choice = choose(
    "vitamin D",
    option(
        "vitamin D",
        vitamin_d,
        VITAMIN_D_DAILY,
        bars=(
            allergy(VITAMIN_D_ALLERGY).named("vitamin D allergy"),
            hypercalcaemia.named("hypercalcaemia"),
            vitamin_d.in_use().named("vitamin D in use"),
            vitamin_d.taken_within(BONE_SUPPLEMENT_DAYS).named("vitamin D taken within a year"),
        ),
    ),
)
calcium_choice = choose(
    "calcium",
    option(
        "calcium",
        calcium,
        CALCIUM_DAILY,
        bars=(allergy(CALCIUM_ALLERGY).named("calcium allergy"),),
        strict_bars=(
            hypercalcaemia.named("hypercalcaemia"),
            condition(KIDNEY_STONES).active().named("kidney stones"),
            sarcoidosis.named("sarcoidosis"),
            calcium.in_use().named("calcium in use"),
            calcium.taken_within(BONE_SUPPLEMENT_DAYS).named("calcium taken within a year"),
        ),
    ),
)

card = Card(
    id="steroid-bone-health",
    title="Calcium, vitamin D and fracture risk on steroids",
    version="1.0.0",
    owner="rheumatology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SIGN),
    about=record_or_orders_of(glucocorticoid),
    when=alive
    & adult
    & (ild | rheumatic_disease)
    & steroid.sustained(BONE_STEROID_MG, BONE_STEROID_DAYS)
    & (occasion.chart | sustained_with_draft(steroid, BONE_STEROID_MG, BONE_STEROID_DAYS))
    & (supplement_due | assessment_due),
    unless=(comfort_care, hypercalcaemia),
    level=(info(),),
    summary="Steroid at 2.5 mg/day or more for 3 months: calcium, vitamin D and fracture-risk assessment are due",
    detail=(
        "Aim for 1000 to 1200 mg of calcium a day, food and supplement together, and 600 to 800 IU of vitamin D.",
        "Assess the fracture risk within 6 months of the start and measure bone density every 1 to 2 years (from age 40 "
        "with FRAX); at high risk a bone drug is strongly advised.",
        "Supplements bought over the counter are often not on record: ask first.",
    ),
    notes=(
        (sarcoidosis, "Sarcoidosis: vitamin D and calcium can raise the blood calcium; measure it first."),
    ),
    suggest=(
        first_of(vitamin_d_choice).recommended(~sarcoidosis),
        first_of(calcium_choice),
        request(bone_density).offered(assessment_due),
    ),
    override_reasons=(
        "Takes a supplement bought over the counter",
        "Assessed outside this record",
        "Declines",
        "Hypercalcaemia, stones or sarcoidosis",
    ),
    lower_dose_is_nothing_new=True,
    sources=(ACR_BONE_2022, SERVICE_CHOICE),
    strength=Strength("Strong for the assessment, conditional for the agent", "low to moderate"),
    combines=True,
)
