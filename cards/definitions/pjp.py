"""Pneumocystis prophylaxis: which agent, who is protected, who is at risk, when the cards speak."""

from cards.definitions.disease import anti_mda5, ild, rapidly_progressive_ild
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
    haemoglobin,
    kidney_function_on_record,
    methaemoglobin,
    neutrophils,
    on_dialysis,
    platelets,
    potassium,
)
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import blood_count, inr_test, liver_tests
from cards.definitions.therapy import (
    glucocorticoid,
    immunosuppressants,
    methotrexate,
    on_potassium_raising_drug,
    other_immunosuppressant,
    steroid,
    two_other_immunosuppressants,
)
from cards.policy.pjp import (
    ALT_TIMES_LIMIT,
    ATOVAQUONE_MG,
    CLEARANCE_CAUTION,
    CLEARANCE_HALF,
    CLEARANCE_NEVER,
    DAPSONE_MG,
    FEV1_FVC_MIN,
    HAEMOGLOBIN_MIN,
    K_HIGH,
    METHAEMOGLOBIN_MAX,
    NEUTROPHILS_MIN,
    PENTAMIDINE_DAYS,
    PENTAMIDINE_MG,
    PJP_AGE_YEARS,
    PJP_CONSIDER_DAYS,
    PJP_CONSIDER_MG,
    PJP_ILLNESS_DAYS,
    PJP_LYMPHOCYTE_DAYS,
    PJP_LYMPHOCYTES,
    PJP_RAPID_MG,
    PJP_STEROID_DAYS,
    PJP_STEROID_HIGH_MG,
    PJP_STEROID_MG,
    PLATELETS_MIN,
    POTASSIUM_AGE_YEARS,
    PULSE_KEPT_DAYS,
    TMP_DAY_PROPHYLAXIS_MG,
    TMP_WEEK_MIN_KIDNEY_MG,
    TMP_WEEK_MIN_MG,
    TOLERATED_DAYS,
    TREATMENT_DAYS,
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
    ILD,
    INFECTION_AS_REASON,
    INFECTIOUS_DISEASE_REFERRAL,
    LUPUS,
    LYMPHOCYTES,
    MALABSORPTION,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    MYOSITIS,
    NEUTROPHILS,
    PENTAMIDINE,
    PENTAMIDINE_ALLERGY,
    PENTAMIDINE_INHALED,
    PNEUMOCYSTIS,
    PORPHYRIA,
    RHEUMATOID_ARTHRITIS,
    SEVERE_DIARRHOEA,
    SEVERE_REACTION,
    SJOGREN,
    SULFAMETHOXAZOLE_ALONE,
    SULFONAMIDE_ALLERGY,
    SULFONYLUREA,
    SYSTEMIC_SCLEROSIS,
    TMP_SMX,
    UNDIFFERENTIATED_CTD,
    WARFARIN,
)
from cdshooks.rules.language import (
    added_to_those,
    age,
    alive,
    all_of,
    allergy,
    any_drug,
    any_of,
    choose,
    condition,
    deficient,
    drug,
    ingredient,
    lab,
    none_left,
    normal,
    option,
    per_day,
    per_day_on_average,
    per_dose,
    per_week,
    reason,
    reason_in_words_but,
    reason_not_at_hand,
    request_for,
    stated_days_at_most,
    unclear,
    where,
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
    (~kidney_function_on_record).named("creatinine (none within 90 days)"),
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

# The lung or rheumatic disease is the reason of the prophylaxis itself; not so ANCA vasculitis, which TMP-SMX also
# treats.
diseases_with_prophylaxis = (
    ILD,
    SYSTEMIC_SCLEROSIS,
    MYOSITIS,
    RHEUMATOID_ARTHRITIS,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    SJOGREN,
    LUPUS,
    UNDIFFERENTIATED_CTD,
)
# An order that says in words what it is for, and that is neither prophylaxis nor the disease that asks for it.
for_something_else = reason_in_words_but(*diseases_with_prophylaxis)

# What counts as prophylaxis. High doses for a short time or for an infection are treatment.
treatment_dose = per_day.above(TMP_DAY_PROPHYLAXIS_MG) & (
    stated_days_at_most(TREATMENT_DAYS) | reason(INFECTION_AS_REASON) | reason(PNEUMOCYSTIS)
)
treating_an_infection = (
    reason(PNEUMOCYSTIS)
    | reason(INFECTION_AS_REASON)
    | (per_day.above(TMP_DAY_PROPHYLAXIS_MG) & (stated_days_at_most(TREATMENT_DAYS) | reason_not_at_hand))
)
prophylaxis_full = ~treatment_dose & added_to_those(
    ~treatment_dose, "of prophylaxis", per_week.at_least(TMP_WEEK_MIN_MG)
)
prophylaxis_half = ~treatment_dose & added_to_those(
    ~treatment_dose, "of prophylaxis", per_week.at_least(TMP_WEEK_MIN_KIDNEY_MG)
)
atovaquone_full = per_day_on_average.at_least(ATOVAQUONE_MG)
dapsone_full = per_day_on_average.at_least(DAPSONE_MG)
pentamidine_full = per_dose.at_least(PENTAMIDINE_MG)
low_clearance = clearance.at_most(CLEARANCE_HALF)

other_agents_taken = (
    where(atovaquone.active(), atovaquone_full),
    where(dapsone.active(), dapsone_full),
    where(inhaled_pentamidine.ordered_or_given_within(PENTAMIDINE_DAYS), pentamidine_full),
)
other_agent_taken = any_of(*other_agents_taken).named("on PJP prophylaxis other than TMP-SMX")
on_prophylaxis = any_of(
    where(tmp_smx_combined.active(), prophylaxis_full),
    low_clearance & where(tmp_smx_combined.active(), prophylaxis_half),
    *other_agents_taken,
    unclear(sulfamethoxazole_alone.active(), "sulfamethoxazole order: with trimethoprim or without"),
).named("on PJP prophylaxis")

# A drafted agent protects unless something known speaks against it.
other_suitable_agent_drafted = any_of(
    where(atovaquone.planned(), atovaquone_full) & ~yes(any_of(*atovaquone_bars)),
    where(dapsone.planned(), dapsone_full) & ~yes(~g6pd_normal) & ~yes(any_of(*dapsone_bars)),
    where(inhaled_pentamidine.planned(), pentamidine_full) & ~yes(any_of(*pentamidine_bars)),
).named("a suitable PJP agent other than TMP-SMX is drafted")
suitable_agent_drafted = any_of(
    where(tmp_smx_combined.planned(), prophylaxis_full) & ~yes(any_of(*tmp_smx_bars)),
    low_clearance & where(tmp_smx_combined.planned(), prophylaxis_half) & ~yes(any_of(*tmp_smx_bars)),
    other_suitable_agent_drafted,
).named("a suitable PJP agent is drafted")

protected = (on_prophylaxis | suitable_agent_drafted).named("already protected against PJP")

# What stands beside it does not protect as it is taken: too little, or the treatment of an infection.
agent_in_other_use = any_of(
    tmp_smx_combined.active(),
    atovaquone.active(),
    dapsone.active(),
    inhaled_pentamidine.active(),
    where(tmp_smx_combined.planned(), treating_an_infection),
).named("a PJP agent in use that does not protect")

# Illness
pneumocystis_now = condition(PNEUMOCYSTIS).active().confirmed()
pneumocystis_illness = (
    pneumocystis_now.dated().onset_within(PJP_ILLNESS_DAYS)
    | (pneumocystis_now.undated() & where(tmp_smx_combined.active(), per_day.above(TMP_DAY_PROPHYLAXIS_MG)))
).named("Pneumocystis pneumonia now")
against_pneumocystis = per_day.above(TMP_DAY_PROPHYLAXIS_MG) & reason(PNEUMOCYSTIS)
pneumocystis_treated = any_of(
    pneumocystis_illness,
    where(tmp_smx_combined.active(), against_pneumocystis),
    where(tmp_smx_combined.planned(), against_pneumocystis),
).named("Pneumocystis pneumonia now, or TMP-SMX against it")
earlier_pneumocystis = (condition(PNEUMOCYSTIS).ever() & ~pneumocystis_illness).named(
    "earlier Pneumocystis pneumonia"
)

# Treatment of an infection by the drafted agent
being_treated = any_of(
    where(tmp_smx.ordered(), treating_an_infection),
    where(tmp_smx.ordered(), per_day.above(TMP_DAY_PROPHYLAXIS_MG) & for_something_else),
    where(atovaquone.ordered(), reason(PNEUMOCYSTIS) | reason(INFECTION_AS_REASON)),
    where(dapsone.ordered(), reason(PNEUMOCYSTIS) | reason(INFECTION_AS_REASON)),
    where(inhaled_pentamidine.ordered(), reason(PNEUMOCYSTIS) | reason(INFECTION_AS_REASON)),
    pneumocystis_illness,
).named("an infection is being treated")

consulted = request_for(INFECTIOUS_DISEASE_REFERRAL).open_or_done(within=CONSULT_DAYS)
no_agent_and_consulted = (no_agent_left | yes(pregnant)) & yes(consulted)

# Risk
pulse_lately = steroid.pulse_within(PULSE_KEPT_DAYS)
few_lymphocytes = (
    lab(LYMPHOCYTES, "10*9/L", worse="lower").result(within=PJP_LYMPHOCYTE_DAYS).below(PJP_LYMPHOCYTES)
)
risk_factor = any_of(
    ild,
    other_immunosuppressant,
    few_lymphocytes,
    anti_mda5,
    age.at_least(PJP_AGE_YEARS),
    pulse_lately,
    earlier_pneumocystis,
)
known_risk_factor = any_of(
    yes(ild),
    yes(other_immunosuppressant),
    yes(few_lymphocytes),
    yes(anti_mda5),
    yes(age.at_least(PJP_AGE_YEARS)),
    yes(pulse_lately),
    yes(earlier_pneumocystis),
)

steroid_20_for_28_days = steroid.sustained(mg_per_day=PJP_STEROID_MG, days=PJP_STEROID_DAYS)
risk_start = any_of(
    steroid_20_for_28_days & risk_factor,
    steroid.sustained(mg_per_day=PJP_STEROID_HIGH_MG, days=PJP_STEROID_DAYS),
    rapidly_progressive_ild & (pulse_lately | (steroid.reaches(PJP_RAPID_MG) & other_immunosuppressant)),
)

steroid_15_for_28_days = steroid.sustained(mg_per_day=PJP_CONSIDER_MG, days=PJP_STEROID_DAYS)
open_ended_20 = steroid.open_ended(mg_per_day=PJP_STEROID_MG) & known_risk_factor
risk_consider = any_of(
    steroid_15_for_28_days
    & any_of(
        yes(few_lymphocytes),
        yes(pulse_lately),
        two_other_immunosuppressants,
        yes(anti_mda5),
        yes(earlier_pneumocystis),
    ),
    steroid.sustained(mg_per_day=PJP_STEROID_MG, days=PJP_CONSIDER_DAYS) & other_immunosuppressant,
    steroid_20_for_28_days,
    steroid.mean_at_least(mg_per_day=PJP_STEROID_MG, days=PJP_STEROID_DAYS)
    & steroid.sustained(mg_per_day=PJP_CONSIDER_MG, days=PJP_CONSIDER_DAYS),
    open_ended_20,
)

# The occasion and the gate that the risk cards share
risk_drugs = (glucocorticoid, *immunosuppressants, *agents)
pjp_gate = all_of(alive, adult, ~comfort_care, ~protected, ~pneumocystis_treated)
