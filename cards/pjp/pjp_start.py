"""Pneumocystis prophylaxis for patients on sustained high-dose glucocorticoids or therapy of rapidly progressive ILD."""

from cards.definitions.person import pregnant
from cards.definitions.pjp_advice import (
    beside_another_use,
    consult_instead_of_agent,
    tests_after_the_start,
)
from cards.definitions.pjp_agents import no_agent_and_consulted, pjp_agents
from cards.definitions.pjp_protection import being_treated
from cards.definitions.pjp_risk import RISK_CARDS, pjp_gate, risk_drugs, risk_start
from cards.sources import ATS_FUNGAL_2011, EULAR_INFECTION_2022, PARK_2018, PARK_2019
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    first_of,
    for_now,
    next_of,
    record_or_orders_of,
    warning,
)

card = Card(
    id="pjp-start",
    title="PJP prophylaxis recommended",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(*risk_drugs),
    when=pjp_gate & risk_start,
    level=(warning(),),
    lower=(no_agent_and_consulted,),
    when_not_known=WhenNotKnown.NAMED,
    silences=("pjp-consider",),
    shares_place=RISK_CARDS,
    summary="Start PJP prophylaxis: steroid at high dose for 4 weeks or more, or RP-ILD therapy; no suitable agent on record",
    detail=(
        "Sources set different limits: EULAR above 15 to 30 mg for more than 2 to 4 weeks, ATS and NCCN from 20 mg for "
        "4 weeks, Park 2018 from 30 mg for 4 weeks (hazard ratio 0.07, number needed to treat 52).",
        "With HIV the CD4 count decides: ask for infectious-disease advice.",
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
        "All agents are contraindicated (state why)",
        for_now("Steroid will be below 20 mg a day, or shorter than 4 weeks"),
        "Infectious-disease advice against it",
        "Patient declines",
    ),
    lower_dose_is_nothing_new=True,
    sources=(EULAR_INFECTION_2022, ATS_FUNGAL_2011, PARK_2018, PARK_2019),
    strength=Strength("Conditional (EULAR; its grade was not verified)", "low to moderate"),
)
