"""TMP-SMX as prophylaxis in systemic lupus erythematosus: reactions are frequent."""

from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.pjp_agents import pjp_agents, sulfa_allergy, tmp_smx
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    pneumocystis_illness,
    tmp_smx_treats,
    treating_an_infection,
)
from cards.definitions.pjp_risk import few_lymphocytes
from cards.policy.pjp import RENEWAL_GAP_DAYS, TOLERATED_DAYS
from cards.sources import LUPUS_STEPWISE_2016, LUPUS_SULFONAMIDE_1992, SERVICE_CHOICE
from cards.valuesets import ANTI_SSA, LUPUS
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_positive,
    condition,
    delete_draft,
    info,
    lab,
    on_drug_for,
    orders_of,
    replace_draft,
    where,
)

tolerated_before = (
    tmp_smx.completed_for(TOLERATED_DAYS) | on_drug_for(tmp_smx, TOLERATED_DAYS, RENEWAL_GAP_DAYS)
).named("TMP-SMX tolerated before")

card = Card(
    id="tmp-smx-in-sle",
    title="TMP-SMX in systemic lupus erythematosus",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(tmp_smx),
    when=alive
    & adult
    & ~comfort_care
    & condition(LUPUS).ever()
    & where(tmp_smx.ordered(), ~treating_an_infection)
    & ~pneumocystis_illness,
    unless=(tolerated_before, sulfa_allergy),
    level=(info(),),
    silences_for_same_draft=("pjp-agent-choice",),
    summary="SLE: reactions to TMP-SMX are common (about 1 in 3) and it can flare lupus; prefer atovaquone for prophylaxis",
    detail=(
        "31 to 42 % of patients with lupus react to it, more of them with anti-Ro or few lymphocytes.",
        "A slow stepwise start lowered reactions from 41.9 to 10.7 % (a specialist's option).",
        "The cards on PJP risk recommend the next agent of the sequence for the same reason.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered(adult & ~pregnant & ~tmp_smx_treats)
        .recommended(),
        delete_draft(tmp_smx),
    ),
    notes=(
        (any_positive(lab(ANTI_SSA)), "Anti-Ro (SSA) is positive here."),
        (few_lymphocytes, "Lymphocytes are below 1.0 x 10^9/L here."),
    ),
    override_reasons=(
        "TMP-SMX was tolerated before (give the date)",
        "Stepwise introduction is planned",
        "Treatment of an infection",
        "The specialist accepts the risk",
    ),
    sources=(LUPUS_SULFONAMIDE_1992, LUPUS_STEPWISE_2016, SERVICE_CHOICE),
    strength=Strength("Observational", "low"),
)
