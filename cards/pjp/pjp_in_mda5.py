"""Pneumocystis prophylaxis in anti-MDA5 disease under immunosuppression: early, whatever the steroid dose."""

from cards.definitions.person import pregnant
from cards.definitions.pjp_advice import (
    beside_another_use,
    consult_instead_of_agent,
    tests_after_the_start,
)
from cards.definitions.pjp_agents import no_agent_and_consulted, pjp_agents
from cards.definitions.pjp_protection import being_treated
from cards.definitions.pjp_risk import RISK_CARDS, pjp_gate, risk_drugs, risk_mda5
from cards.sources import MDA5_PJP_COHORTS, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    first_of,
    next_of,
    record_or_orders_of,
    warning,
)

card = Card(
    id="pjp-in-mda5",
    title="PJP prophylaxis in anti-MDA5 disease",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(*risk_drugs),
    when=pjp_gate & risk_mda5,
    level=(warning(),),
    lower=(no_agent_and_consulted,),
    when_not_known=WhenNotKnown.NAMED,
    silences=("pjp-consider",),
    shares_place=RISK_CARDS,
    summary="Anti-MDA5 positive and on immunosuppression: start PJP prophylaxis early, at any steroid dose",
    detail=(
        "Anti-MDA5 dermatomyositis: 7.5 cases of PJP per 100 patient-years, against 0.7 in myositis without the "
        "antibody; most of them within the first 2 to 3 months.",
        "In one cohort 83 % of those with PJP died within 3 months. TMP-SMX protected in cohorts.",
        "After the first year the risk falls: below 15 mg a day and without a new drug this card is silent.",
    ),
    notes=(beside_another_use,),
    suggest=(
        first_of(pjp_agents).in_place_of_excluded_drafts(~pregnant & ~being_treated).recommended(),
        next_of(pjp_agents).in_place_of_excluded_drafts(~pregnant & ~being_treated),
        tests_after_the_start,
        consult_instead_of_agent,
    ),
    override_reasons=(
        "Prophylaxis is taken but not in this record",
        "The antibody is judged false positive",
        "All agents are contraindicated (state why)",
        "Patient declines",
    ),
    lower_dose_is_nothing_new=True,
    sources=(MDA5_PJP_COHORTS, SERVICE_CHOICE),
    strength=Strength("Observational", "low"),
)
