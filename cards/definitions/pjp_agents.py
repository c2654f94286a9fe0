"""The agents of Pneumocystis prophylaxis: what speaks against each, and which is chosen."""

from cards.definitions.drafts import (
    ATOVAQUONE_DAILY,
    DAPSONE_DAILY,
    PENTAMIDINE_MONTHLY,
    TMP_SMX_DAILY,
    TMP_SMX_THREE_A_WEEK,
)
from cards.definitions.organs import (
    alt,
    child_pugh_c,
    clearance,
    creatinine_on_record,
    haemoglobin,
    methaemoglobin,
    neutrophils,
    on_dialysis,
    platelets,
    potassium,
)
from cards.definitions.person import pregnant
from cards.definitions.tests import blood_count, inr_test, liver_tests
from cards.definitions.therapy import methotrexate, on_potassium_raising_drug
from cards.policy.pjp import (
    ALT_TIMES_LIMIT,
    CLEARANCE_CAUTION,
    CLEARANCE_HALF,
    CLEARANCE_NEVER,
    FEV1_FVC_MIN,
    HAEMOGLOBIN_MIN,
    K_HIGH,
    METHAEMOGLOBIN_MAX,
    NEUTROPHILS_MIN,
    PLATELETS_MIN,
    POTASSIUM_AGE_YEARS,
    TOLERATED_DAYS,
)
from cards.policy.requests_and_results import CONSULT_DAYS, RESULT_DAYS, SPIROMETRY_DAYS
from cards.valuesets import (
    ALT,
    ASTHMA_OR_COPD,
    ATOVAQUONE,
    ATOVAQUONE_ALLERGY,
    DAPSONE,
    DAPSONE_ALLERGY,
    DOFETILIDE,
    ENZYME_INDUCER,
    FEV1_FVC,
    FOLATE_DEFICIENCY_ANAEMIA,
    G6PD_ACTIVITY,
    G6PD_DEFICIENCY,
    INFECTIOUS_DISEASE_REFERRAL,
    LUPUS,
    MALABSORPTION,
    NEUTROPHILS,
    PENTAMIDINE,
    PENTAMIDINE_ALLERGY,
    PENTAMIDINE_INHALED,
    PORPHYRIA,
    SEVERE_DIARRHOEA,
    SEVERE_REACTION,
    SULFAMETHOXAZOLE_ALONE,
    SULFONAMIDE_ALLERGY,
    SULFONYLUREA,
    TMP_SMX,
    WARFARIN,
)
from cdshooks.rules.language import (
    age,
    allergy,
    any_drug,
    choose,
    condition,
    deficient,
    drug,
    ingredient,
    lab,
    none_left,
    normal,
    option,
    request_for,
    yes,
)

# The agents
tmp_smx_combined = drug(TMP_SMX)
sulfamethoxazole_alone = drug(SULFAMETHOXAZOLE_ALONE)
tmp_smx = any_drug(tmp_smx_combined, sulfamethoxazole_alone).called("TMP-SMX")
atovaquone = drug(ATOVAQUONE)
dapsone = drug(DAPSONE).by("oral", "enteral")
inhaled_pentamidine = drug(PENTAMIDINE, PENTAMIDINE_INHALED).by("inhaled").called("inhaled pentamidine")
agents = (tmp_smx, atovaquone, dapsone, inhaled_pentamidine)

# Allergies
sulfa_allergy = allergy(SULFONAMIDE_ALLERGY)
severe_sulfa_reaction = allergy(SULFONAMIDE_ALLERGY).severe(SEVERE_REACTION)
# An allergy in words counts as mild at most; a severe reaction that is recorded with it is looked at before dapsone.
severe_sulfa_in_words = yes(allergy(SULFONAMIDE_ALLERGY).severe(SEVERE_REACTION, in_words=True)).named(
    "severe reaction recorded with an allergy to a sulfonamide antibiotic"
)
atovaquone_allergy = allergy(ATOVAQUONE_ALLERGY)
dapsone_allergy = allergy(DAPSONE_ALLERGY)
pentamidine_allergy = allergy(PENTAMIDINE_ALLERGY)

# What speaks against an agent
potassium_at_risk = age.at_least(POTASSIUM_AGE_YEARS) | clearance.below(CLEARANCE_CAUTION)
tmp_smx_tolerated = tmp_smx_combined.completed_for(TOLERATED_DAYS) & ~sulfa_allergy
g6pd = lab(G6PD_ACTIVITY, worse="lower").result()
g6pd_deficient = (condition(G6PD_DEFICIENCY) | deficient(g6pd)).named("G6PD deficiency")
g6pd_normal = (normal(g6pd) & ~condition(G6PD_DEFICIENCY)).named("a normal G6PD on record")
rifamycin = ingredient(ENZYME_INDUCER, "9384", "55672", words="rifampicin or rifabutin")
poor_absorption = (condition(MALABSORPTION).active() | condition(SEVERE_DIARRHOEA).active()).named(
    "malabsorption or severe diarrhoea"
)
obstructed = (
    lab(FEV1_FVC, worse="lower").result(within=SPIROMETRY_DAYS).below(FEV1_FVC_MIN)
    | condition(ASTHMA_OR_COPD).active()
).named("airway obstruction (FEV1/FVC below 0.70, asthma or COPD)")

tmp_smx_bars = (
    sulfa_allergy.named("allergy to a sulfonamide antibiotic or trimethoprim"),
    (condition(LUPUS) & ~yes(tmp_smx_tolerated)).named(
        "systemic lupus erythematosus, TMP-SMX not tolerated before"
    ),
    yes(clearance.below(CLEARANCE_NEVER)).named("creatinine clearance below 15 mL/min or dialysis"),
    yes(on_dialysis).named("dialysis"),
    yes(potassium.above(K_HIGH)).named("potassium above 5.0 mmol/L"),
    yes(neutrophils.below(NEUTROPHILS_MIN)).named("neutrophils below 1.0 x 10^9/L"),
    yes(platelets.below(PLATELETS_MIN)).named("platelets below 50 x 10^9/L"),
    yes(alt.times_upper_limit().above(ALT_TIMES_LIMIT)).named("ALT above 5 times its upper limit"),
    child_pugh_c,
    condition(FOLATE_DEFICIENCY_ANAEMIA).active().named("folate-deficient megaloblastic anaemia"),
    drug(DOFETILIDE).in_use().named("dofetilide in use"),
    condition(PORPHYRIA).active().named("porphyria"),
    pregnant,
    g6pd_deficient,
    methotrexate.in_use().named("methotrexate in use"),
)
tmp_smx_checks = (
    (~creatinine_on_record).named("creatinine (none within 90 days)"),
    clearance.below(CLEARANCE_NEVER).named("creatinine clearance"),
    (~potassium.on_record()).named("potassium (none within 30 days)"),
    potassium.above(K_HIGH).named("potassium"),
    (on_potassium_raising_drug & potassium_at_risk).named(
        "potassium: a potassium-raising drug at age 65 or above or clearance below 60 mL/min"
    ),
    (drug(SULFONYLUREA).in_use() & potassium_at_risk).named(
        "glucose: a sulfonylurea at age 65 or above or clearance below 60 mL/min"
    ),
)
atovaquone_bars = (
    atovaquone_allergy.named("atovaquone allergy"),
    poor_absorption,
    rifamycin.in_use().named("rifampicin or rifabutin in use"),
)
dapsone_bars = (
    severe_sulfa_reaction.named("severe reaction to a sulfonamide antibiotic"),
    dapsone_allergy.named("dapsone allergy"),
    g6pd_deficient,
    yes(haemoglobin.below(HAEMOGLOBIN_MIN)).named("haemoglobin below 9 g/dL"),
    yes(methaemoglobin.above(METHAEMOGLOBIN_MAX)).named("methaemoglobin above 5 %"),
)
pentamidine_bars = (pentamidine_allergy.named("pentamidine allergy"),)

blood_count_old = ~lab(NEUTROPHILS).result(within=RESULT_DAYS).on_record()
liver_tests_old = ~lab(ALT).result(within=RESULT_DAYS).on_record()

pjp_agents = choose(
    "PJP agent",
    option(
        "TMP-SMX",
        tmp_smx,
        (yes(clearance.at_most(CLEARANCE_HALF)), TMP_SMX_THREE_A_WEEK),
        TMP_SMX_DAILY,
        bars=tmp_smx_bars,
        checks=tmp_smx_checks,
        beside=(
            (drug(WARFARIN).in_use(), inr_test),
            (blood_count_old, blood_count),
            (liver_tests_old, liver_tests),
        ),
    ),
    option("atovaquone", atovaquone, ATOVAQUONE_DAILY, bars=atovaquone_bars),
    option(
        "dapsone",
        dapsone,
        DAPSONE_DAILY,
        needs=(g6pd_normal,),
        bars=dapsone_bars,
        checks=(
            (~haemoglobin.on_record()).named("haemoglobin (none within 90 days)"),
            (~methaemoglobin.on_record()).named("methaemoglobin (none within 90 days)"),
            severe_sulfa_in_words,
        ),
    ),
    option(
        "inhaled pentamidine",
        inhaled_pentamidine,
        PENTAMIDINE_MONTHLY,
        bars=pentamidine_bars,
        checks=(obstructed,),
    ),
    cautions=(pregnant.named("obstetric and infectious-disease advice (pregnant)"),),
)
no_agent_left = none_left(pjp_agents)

consulted = request_for(INFECTIOUS_DISEASE_REFERRAL).open_or_done(within=CONSULT_DAYS)
no_agent_and_consulted = (no_agent_left | yes(pregnant)) & yes(consulted)
