"""Methotrexate together with trimethoprim, alone or in TMP-SMX: the danger of pancytopenia."""

from cards.definitions.organs import clearance, neutrophils, platelets
from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import (
    consulted,
    pjp_agents,
    sulfamethoxazole_alone,
    tmp_smx,
    tmp_smx_combined,
)
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    other_agent_taken,
    other_suitable_agent_drafted,
    pneumocystis_illness,
    tmp_smx_treats,
    treating_an_infection,
)
from cards.definitions.tests import blood_count, creatinine_test, urgent_infectious_disease_consult
from cards.definitions.therapy import methotrexate
from cards.policy.pjp import METHOTREXATE_CLEARANCE, RENEWAL_GAP_DAYS, RENEWAL_TAKEN_DAYS, TMP_DAY_HIGH_MG
from cards.sources import KWON_2018, MEDSAFE_2022, METHOTREXATE_CASES, SERVICE_CHOICE
from cards.valuesets import TRIMETHOPRIM_ALONE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_drug,
    any_of,
    critical,
    delete_draft,
    drug,
    first_of,
    none_left,
    on_drug_for,
    ordered_together,
    orders_of,
    per_day,
    replace_draft,
    request,
    warning,
    where,
    yes,
)

trimethoprim_alone = drug(TRIMETHOPRIM_ALONE)
trimethoprim = any_drug(tmp_smx_combined, sulfamethoxazole_alone, trimethoprim_alone).called(
    "TMP-SMX or trimethoprim"
)
together = ordered_together(trimethoprim, methotrexate)

# How much trimethoprim: of the draft; where only methotrexate is ordered, of what is in use.
high_dose = per_day.at_least(TMP_DAY_HIGH_MG)
treatment = where(tmp_smx.ordered(), treating_an_infection) | (
    methotrexate.ordered() & where(tmp_smx.in_use(), treating_an_infection)
)
much_trimethoprim = where(trimethoprim.ordered(), high_dose) | (
    methotrexate.ordered() & where(trimethoprim.in_use(), high_dose)
)
# A clearance that is not known is not used.
grave = any_of(much_trimethoprim, treatment, yes(clearance.below(METHOTREXATE_CLEARANCE)))
dose_read = where(trimethoprim.in_use(), per_day.at_least(0))

# The same two drugs for weeks, with counts: tolerated so far.
same_trimethoprim = (
    on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS) & ~trimethoprim_alone.in_use()
) | (on_drug_for(trimethoprim_alone, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS) & ~tmp_smx.in_use())
renewal = (
    same_trimethoprim
    & on_drug_for(methotrexate, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
    & neutrophils.on_record()
    & platelets.on_record()
    & ~yes(grave)
).named("a renewal of both, with blood counts")

# Trimethoprim alone is never prophylaxis of Pneumocystis: it treats something else.
treated = tmp_smx_treats | trimethoprim_alone.ordered()
treated_here = trimethoprim.ordered() & yes(treated)
replaceable = adult & ~pregnant & ~treated & ~none_left(pjp_agents)
joins_prophylaxis = (
    methotrexate.ordered()
    & ~trimethoprim.ordered()
    & where(tmp_smx.active(), ~treating_an_infection)
    & ~pneumocystis_illness
)
replacement_drafted = joins_prophylaxis & other_suitable_agent_drafted

card = Card(
    id="tmp-smx-methotrexate",
    title="TMP-SMX or trimethoprim with methotrexate",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(tmp_smx, trimethoprim_alone, methotrexate),
    when=alive & together,
    unless=(renewal,),
    level=(critical(grave), warning()),
    lower=((treated_here & yes(consulted)) | yes(replacement_drafted),),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="Methotrexate with trimethoprim or TMP-SMX: danger of pancytopenia; avoid it, and never at a treatment dose",
    detail=(
        "Deaths from pancytopenia are reported, with trimethoprim alone too. At prophylactic doses a cohort saw no "
        "clear excess of cytopenia (5.0 against 5.7 %), so some specialists accept it.",
        "If it cannot be avoided: folic acid; blood count after 1, 2 and 4 weeks; creatinine. Mouth ulcers, fever or "
        "bruises: stop both and take a blood count.",
        "Sources differ: a regulator advises against the combination, a vasculitis guideline accepts the prophylactic "
        "dose.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered(tmp_smx.ordered() & replaceable)
        .recommended(),
        request(urgent_infectious_disease_consult)
        .offered(treated_here & ~yes(consulted))
        .recommended(~methotrexate.ordered()),
        delete_draft(methotrexate)
        .offered(methotrexate.ordered() & (yes(grave) | treated_here))
        .recommended(),
        delete_draft(trimethoprim)
        .offered(trimethoprim.ordered() & ~yes(replaceable))
        .recommended(~yes(treated)),
        first_of(pjp_agents)
        .offered(joins_prophylaxis & adult & ~yes(replacement_drafted) & ~yes(other_agent_taken))
        .recommended(~yes(grave)),
        request(blood_count, creatinine_test, timing="after 1, 2 and 4 weeks").offered(adult),
    ),
    notes=(
        (~yes(dose_read), "The dose of trimethoprim could not be read: a treatment dose is not excluded."),
        (
            joins_prophylaxis & ~yes(replacement_drafted) & ~yes(other_agent_taken),
            "An agent that is ordered here takes the place of TMP-SMX: stop the order of TMP-SMX with it.",
        ),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    override_reasons=(
        "Prophylactic dose accepted by the specialist, blood counts planned",
        "Methotrexate is held during the course",
        "No suitable alternative (infectious-disease advice)",
    ),
    sources=(MEDSAFE_2022, KWON_2018, METHOTREXATE_CASES, SERVICE_CHOICE),
    strength=Strength("Avoid (regulator)", "low"),
)
