"""TMP-SMX together with dofetilide, warfarin, a sulfonylurea, phenytoin, digoxin or ciclosporin."""

from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import consulted, pjp_agents, potassium_at_risk, tmp_smx
from cards.definitions.pjp_protection import agent_in_good_use, tmp_smx_treats
from cards.definitions.tests import (
    ciclosporin_level,
    creatinine_test,
    digoxin_level,
    glucose_test,
    inr_test,
    phenytoin_level,
    urgent_infectious_disease_consult,
)
from cards.definitions.therapy import ciclosporin
from cards.policy.pjp import RENEWAL_GAP_DAYS, RENEWAL_TAKEN_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import SERVICE_CHOICE, TMP_SMX_LABEL
from cards.valuesets import (
    CALCINEURIN_TROUGH,
    DIGOXIN,
    DOFETILIDE,
    ENZYME_INDUCER,
    INR,
    SULFONYLUREA,
    WARFARIN,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    critical,
    delete_draft,
    drug,
    for_now,
    info,
    ingredient,
    none_left,
    on_drug_for,
    ordered_together,
    orders_of,
    replace_draft,
    request,
    request_for,
    warning,
    yes,
)

dofetilide, warfarin, sulfonylurea, digoxin = (
    drug(DOFETILIDE),
    drug(WARFARIN),
    drug(SULFONYLUREA),
    drug(DIGOXIN),
)
phenytoin = ingredient(ENZYME_INDUCER, "8183", words="phenytoin")

# Both for weeks: the dose is set by now. Dofetilide is never tolerated.
long_on_tmp_smx = on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
with_dofetilide = ordered_together(tmp_smx, dofetilide)
with_warfarin = (
    ordered_together(tmp_smx, warfarin)
    & ~request_for(INR).open(within=OPEN_REQUEST_DAYS)
    & ~(long_on_tmp_smx & on_drug_for(warfarin, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS))
)
with_sulfonylurea = ordered_together(tmp_smx, sulfonylurea) & ~(
    long_on_tmp_smx & on_drug_for(sulfonylurea, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
)
with_phenytoin = ordered_together(tmp_smx, phenytoin) & ~(
    long_on_tmp_smx & on_drug_for(phenytoin, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
)
with_digoxin = ordered_together(tmp_smx, digoxin) & ~(
    long_on_tmp_smx & on_drug_for(digoxin, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
)
with_ciclosporin = (
    ordered_together(tmp_smx, ciclosporin)
    & ~request_for(CALCINEURIN_TROUGH).open(within=OPEN_REQUEST_DAYS)
    & ~(long_on_tmp_smx & on_drug_for(ciclosporin, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS))
)

# Dofetilide that is being ordered is what goes; where it is taken, TMP-SMX goes.
tmp_smx_goes = with_dofetilide & tmp_smx.ordered() & ~dofetilide.ordered()
replaceable = adult & ~pregnant & ~tmp_smx_treats & ~none_left(pjp_agents)

card = Card(
    id="tmp-smx-interactions",
    title="TMP-SMX with dofetilide, warfarin or other interacting drugs",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(tmp_smx, dofetilide, warfarin, sulfonylurea, phenytoin, digoxin, ciclosporin),
    when=alive
    & any_of(
        with_dofetilide, with_warfarin, with_sulfonylurea, with_phenytoin, with_digoxin, with_ciclosporin
    ),
    level=(
        critical(with_dofetilide),
        warning(with_warfarin | (with_sulfonylurea & potassium_at_risk)),
        info(),
    ),
    lower=(with_dofetilide & tmp_smx.ordered() & yes(tmp_smx_treats) & yes(consulted),),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="TMP-SMX interaction: dofetilide contraindicated; warfarin INR rises; sulfonylurea, phenytoin, digoxin: monitor",
    detail=(
        "Dofetilide: its level rises, with danger of torsades. Do not combine.",
        "Warfarin or another vitamin K antagonist: INR in 3 to 5 days, then weekly until stable; the anticoagulation "
        "clinic sets the dose.",
        "Sulfonylurea: hypoglycaemia, mostly in older people and with poor kidney function.",
        "Phenytoin and digoxin levels rise. Ciclosporin levels fall, and kidney toxicity adds up.",
    ),
    suggest=(
        delete_draft(dofetilide).offered(with_dofetilide).recommended(),
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered(tmp_smx_goes & replaceable)
        .recommended(),
        request(urgent_infectious_disease_consult)
        .offered(tmp_smx_goes & yes(tmp_smx_treats) & ~yes(consulted))
        .recommended(),
        delete_draft(tmp_smx).offered(tmp_smx_goes & ~yes(replaceable)).recommended(~yes(tmp_smx_treats)),
        request(inr_test).offered(adult & with_warfarin).recommended(),
        request(ciclosporin_level, creatinine_test).offered(adult & with_ciclosporin).recommended(),
        request(glucose_test).offered(adult & with_sulfonylurea),
        request(phenytoin_level).offered(adult & with_phenytoin),
        request(digoxin_level).offered(adult & with_digoxin),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "The anticoagulation clinic is informed",
        "A plan for level or glucose is in place",
        for_now("The interacting drug will stop"),
    ),
    sources=(TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Contraindication (dofetilide), interaction (the others)", "not graded"),
)
