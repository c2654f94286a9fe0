"""The drafted Pneumocystis agent does not suit this patient: the next one in the sequence."""

from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import (
    agents,
    atovaquone,
    atovaquone_allergy,
    consulted,
    g6pd_deficient,
    inhaled_pentamidine,
    no_agent_left,
    obstructed,
    pentamidine_allergy,
    pjp_agents,
    poor_absorption,
    rifamycin,
    tmp_smx,
)
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    atovaquone_treats,
    pentamidine_treats,
    tmp_smx_treats,
)
from cards.definitions.tests import infectious_disease_consult, urgent_infectious_disease_consult
from cards.policy.pjp import RENEWAL_GAP_DAYS, RENEWAL_TAKEN_DAYS
from cards.sources import PJP_REGIMENS, SERVICE_CHOICE
from cards.valuesets import (
    ATOVAQUONE_ALLERGY,
    INHALED_BRONCHODILATOR,
    PENTAMIDINE_ALLERGY,
    SEVERE_REACTION,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    critical,
    delete_draft,
    drug,
    for_now,
    on_drug_for,
    orders_of,
    replace_draft,
    request,
    warning,
    yes,
)

inhaled_pentamidine_ordered = inhaled_pentamidine.ordered()
bronchodilator_in_use = drug(INHALED_BRONCHODILATOR).in_use()

allergic_to_atovaquone = atovaquone.ordered() & atovaquone_allergy
allergic_to_pentamidine = inhaled_pentamidine_ordered & pentamidine_allergy
allergic = allergic_to_atovaquone | allergic_to_pentamidine
severely_allergic = (
    atovaquone.ordered() & allergy(ATOVAQUONE_ALLERGY).severe(SEVERE_REACTION, in_words=True)
) | (inhaled_pentamidine_ordered & allergy(PENTAMIDINE_ALLERGY).severe(SEVERE_REACTION, in_words=True))

# A renewal was tolerated: only an allergy speaks against it.
renewal_of_atovaquone = on_drug_for(atovaquone, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
renewal_of_pentamidine = on_drug_for(inhaled_pentamidine, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
renewal_of_tmp_smx = on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)

atovaquone_unsuitable = atovaquone.ordered() & (poor_absorption | rifamycin.in_use()) & ~renewal_of_atovaquone
pentamidine_unsuitable = (
    inhaled_pentamidine_ordered & obstructed & ~bronchodilator_in_use & ~renewal_of_pentamidine
)
tmp_smx_unsuitable = tmp_smx.ordered() & g6pd_deficient & ~renewal_of_tmp_smx

atovaquone_goes = allergic_to_atovaquone | atovaquone_unsuitable
pentamidine_goes = allergic_to_pentamidine | pentamidine_unsuitable
treatment_goes = yes(
    any_of(
        tmp_smx_unsuitable & tmp_smx_treats,
        atovaquone_goes & atovaquone_treats,
        pentamidine_goes & pentamidine_treats,
    )
)
replaceable = adult & ~pregnant

card = Card(
    id="pjp-agent-choice",
    title="PJP agent does not suit",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(*agents),
    when=alive & any_of(allergic, atovaquone_unsuitable, pentamidine_unsuitable, tmp_smx_unsuitable),
    level=(critical(severely_allergic), warning()),
    lower=(yes(consulted) & any_of(no_agent_left, yes(pregnant), treatment_goes),),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="The drafted PJP agent does not suit this patient: choose the next agent in the sequence",
    detail=(
        "Sequence: TMP-SMX; atovaquone; dapsone (G6PD normal, no severe sulfa reaction); inhaled pentamidine.",
        "Dapsone can cause methaemoglobinaemia, which lowers SpO2 and looks like progressing ILD. Pentamidine can "
        "narrow the airways and protects the upper lobes poorly.",
        "Atovaquone needs a fatty meal; rifampicin and rifabutin lower its level.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered(replaceable & tmp_smx_unsuitable & ~tmp_smx_treats)
        .recommended(),
        replace_draft(atovaquone, by=pjp_agents, serving=agent_in_good_use)
        .offered(replaceable & atovaquone_goes & ~atovaquone_treats)
        .recommended(),
        replace_draft(inhaled_pentamidine, by=pjp_agents, serving=agent_in_good_use)
        .offered(replaceable & pentamidine_goes & ~pentamidine_treats)
        .recommended(),
        delete_draft(tmp_smx).offered(tmp_smx_unsuitable),
        delete_draft(atovaquone).offered(atovaquone_goes),
        delete_draft(inhaled_pentamidine).offered(pentamidine_goes),
        request(urgent_infectious_disease_consult).offered(treatment_goes & ~yes(consulted)).recommended(),
        request(infectious_disease_consult)
        .offered((no_agent_left | yes(pregnant)) & ~treatment_goes)
        .recommended(~yes(consulted)),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Tolerated earlier (give the date)",
        for_now("The interacting drug will stop"),
        "A bronchodilator is given at the procedure",
        "The allergy entry is wrong",
        "Infectious-disease advice",
    ),
    sources=(PJP_REGIMENS, SERVICE_CHOICE),
    strength=Strength("Table of regimens", "low"),
)
