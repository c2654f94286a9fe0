"""Pneumocystis prophylaxis to be weighed: intermediate or open-ended glucocorticoid exposure with added risk."""

from cards.definitions.person import pregnant
from cards.definitions.pjp_advice import (
    beside_another_use,
    consult_instead_of_agent,
    tests_after_the_start,
)
from cards.definitions.pjp_agents import no_agent_and_consulted, pjp_agents
from cards.definitions.pjp_protection import being_treated
from cards.definitions.pjp_risk import open_ended_20, pjp_gate, risk_consider, risk_drugs
from cards.policy.pjp import PJP_LYMPHOCYTE_DAYS
from cards.sources import EULAR_INFECTION_2022, PARK_2019
from cards.valuesets import LYMPHOCYTES
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    first_of,
    for_now,
    info,
    lab,
    next_of,
    record_or_orders_of,
)

card = Card(
    id="pjp-consider",
    title="PJP prophylaxis: consider",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(*risk_drugs),
    when=pjp_gate & risk_consider,
    level=(info(),),
    lower=(no_agent_and_consulted,),
    summary="Consider PJP prophylaxis: intermediate or open-ended steroid exposure with added risk, no suitable agent on record",
    detail=(
        "On 15 to 29 mg a day 0.5 cases per 100 patient-years; 3.4 with lymphopenia or a steroid pulse, none without "
        "(Park 2019). Below 15 mg a day 0.01.",
        "An open-ended order: state the planned duration; prophylaxis if it will be 4 weeks or more.",
    ),
    notes=(
        (
            ~lab(LYMPHOCYTES).result(within=PJP_LYMPHOCYTE_DAYS).on_record(),
            "No lymphocyte count within 90 days: a blood count helps the decision.",
        ),
        beside_another_use,
    ),
    suggest=(
        first_of(pjp_agents)
        .in_place_of_excluded_drafts(~pregnant & ~being_treated)
        .recommended(open_ended_20),
        next_of(pjp_agents).in_place_of_excluded_drafts(~pregnant & ~being_treated),
        tests_after_the_start,
        consult_instead_of_agent,
    ),
    override_reasons=(
        "Prophylaxis is taken but not in this record",
        for_now("Steroid will stop or fall below 15 mg a day within 2 weeks"),
        "Risk judged low after review",
        "Agents contraindicated or declined",
    ),
    lower_dose_is_nothing_new=True,
    sources=(PARK_2019, EULAR_INFECTION_2022),
    strength=Strength("Conditional", "low"),
)
