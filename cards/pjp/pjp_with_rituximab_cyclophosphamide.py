"""Pneumocystis prophylaxis while cyclophosphamide is given and for half a year after rituximab."""

from cards.definitions.person import pregnant
from cards.definitions.pjp_advice import (
    beside_another_use,
    consult_instead_of_agent,
    tests_after_the_start,
)
from cards.definitions.pjp_agents import no_agent_and_consulted, pjp_agents
from cards.definitions.pjp_protection import being_treated
from cards.definitions.pjp_risk import (
    RISK_CARDS,
    lung_or_rheumatic_disease,
    pjp_gate,
    risk_drugs,
    risk_rituximab_cyclophosphamide,
)
from cards.definitions.therapy import steroid, two_other_immunosuppressants
from cards.policy.pjp import PJP_RITUXIMAB_CYCLOPHOSPHAMIDE_MG
from cards.sources import ACR_VASCULITIS_2021, RITUXIMAB_LABEL, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    first_of,
    info,
    next_of,
    occasion,
    record_or_orders_of,
    warning,
)

# The drug that brings the risk is one immunosuppressant itself; a second one raises the level.
more_immunosuppression = steroid.reaches(PJP_RITUXIMAB_CYCLOPHOSPHAMIDE_MG) | two_other_immunosuppressants

card = Card(
    id="pjp-with-rituximab-cyclophosphamide",
    title="PJP prophylaxis with cyclophosphamide or rituximab",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(*risk_drugs),
    when=pjp_gate & (occasion.order | lung_or_rheumatic_disease) & risk_rituximab_cyclophosphamide,
    level=(warning(lung_or_rheumatic_disease & more_immunosuppression), info()),
    lower=(no_agent_and_consulted,),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    silences=("pjp-consider",),
    shares_place=RISK_CARDS,
    summary="Cyclophosphamide or rituximab: PJP prophylaxis during therapy and for about 6 months after rituximab",
    detail=(
        "ACR/VF 2021 advises it (conditionally) for ANCA vasculitis on cyclophosphamide or rituximab; here it is carried "
        "over to rheumatic disease with ILD.",
        "The rituximab label (GPA, MPA) asks for it during treatment and for at least 6 months after the last dose.",
        "Rituximab alone, without a glucocorticoid, carries less risk: then this is for information only.",
        "In lymphoma, chronic lymphocytic leukaemia and after transplantation their own protocol decides.",
    ),
    notes=(beside_another_use,),
    suggest=(
        first_of(pjp_agents).in_place_of_excluded_drafts(~pregnant & ~being_treated).recommended_at_warning(),
        next_of(pjp_agents).in_place_of_excluded_drafts(~pregnant & ~being_treated),
        tests_after_the_start,
        consult_instead_of_agent,
    ),
    override_reasons=(
        "Prophylaxis is taken but not in this record",
        "Rituximab alone, risk judged low",
        "An oncology or transplant protocol covers it",
        "Agents are contraindicated (state why)",
        "Patient declines",
    ),
    sources=(ACR_VASCULITIS_2021, RITUXIMAB_LABEL, SERVICE_CHOICE),
    strength=Strength(
        "Conditional (ANCA vasculitis), carried over to rheumatic disease with ILD", "very low"
    ),
)
