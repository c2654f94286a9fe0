"""TMP-SMX and kidney function: half dose, another agent, or a creatinine first."""

from cards.definitions.drafts import TMP_SMX_THREE_A_WEEK
from cards.definitions.organs import (
    clearance,
    kidney_function_on_record,
    measured_clearance,
    on_dialysis,
)
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.pjp_agents import consulted, pjp_agents, tmp_smx, tmp_smx_bars
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    for_something_else,
    illness_told,
    other_agent_taken,
    tmp_smx_treats,
    treating_an_infection,
)
from cards.definitions.tests import creatinine_test, potassium_test, urgent_infectious_disease_consult
from cards.policy.pjp import CLEARANCE_HALF, CLEARANCE_NEVER, TMP_DAY_PROPHYLAXIS_MG, TMP_WEEK_HALF_MG
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import SERVICE_CHOICE, TMP_SMX_LABEL
from cards.valuesets import CREATININE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    added_to_those,
    alive,
    any_of,
    critical,
    delete_draft,
    each_of,
    info,
    none_left,
    occasion,
    per_day,
    per_week,
    record_or_orders_of,
    replace_draft,
    request,
    request_for,
    update_draft,
    warning,
    where,
    yes,
)

too_much_for_prophylaxis = ~treating_an_infection & added_to_those(
    ~treating_an_infection, "of prophylaxis", per_week.above(TMP_WEEK_HALF_MG)
)
too_much_for_treatment = per_day.above(TMP_DAY_PROPHYLAXIS_MG) & treating_an_infection
above_half = too_much_for_prophylaxis | too_much_for_treatment

creatinine_requested = request_for(CREATININE).open(within=OPEN_REQUEST_DAYS)
# Never measured but requested: nothing is left to say until the result is there.
awaited = ~kidney_function_on_record & creatinine_requested
below_never = on_dialysis | (clearance.below(CLEARANCE_NEVER) & ~awaited)
# A dialysis that is only suspected does not hide a clearance that was measured.
half_range = clearance.at_most(CLEARANCE_HALF) & ~measured_clearance.below(CLEARANCE_NEVER) & ~awaited
never_measured = ~kidney_function_on_record & ~creatinine_requested

ordered = occasion.order & tmp_smx.ordered()
taken = occasion.chart & ~comfort_care & where(tmp_smx.active(), ~treating_an_infection)

ordered_too_low = ordered & below_never
taken_too_low = taken & below_never
ordered_above_half = occasion.order & where(tmp_smx.ordered(), above_half) & half_range
taken_above_half = taken & where(tmp_smx.active(), too_much_for_prophylaxis) & half_range
ordered_unmeasured = occasion.order & where(tmp_smx.ordered(), ~treating_an_infection) & never_measured
taken_unmeasured = taken & never_measured

# What is passed over for this patient is not halved, but replaced.
tmp_excluded = yes(any_of(*tmp_smx_bars))
ordered_to_halve = ordered_above_half & where(tmp_smx.ordered(), too_much_for_prophylaxis)
ordered_in_vain = ordered_to_halve & tmp_excluded

replaceable = adult & ~pregnant & ~tmp_smx_treats & ~none_left(pjp_agents)

card = Card(
    id="tmp-smx-renal-dose",
    title="TMP-SMX dose and kidney function",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN, Hook.PATIENT_VIEW),
    about=record_or_orders_of(tmp_smx),
    when=alive
    & adult
    & any_of(
        ordered_too_low,
        taken_too_low,
        ordered_above_half,
        taken_above_half,
        ordered_unmeasured,
        taken_unmeasured,
    ),
    level=(
        critical(ordered_too_low),
        warning(taken_too_low | ordered_above_half | taken_above_half),
        info(ordered_unmeasured | taken_unmeasured),
    ),
    lower=(ordered_too_low & yes(tmp_smx_treats) & yes(consulted),),
    when_not_known=WhenNotKnown.NAMED_ON_CHART_FOR_DRUGS,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="TMP-SMX and kidney function: half dose at CrCl 15-30 mL/min, avoid below 15, check creatinine if none",
    detail=(
        "Clearance 15 to 30 mL/min: 80/400 mg three times weekly for prophylaxis (the label would also allow 80/400 mg "
        "daily as half of 160/800 mg daily). Treatment of an infection takes half the usual treatment dose, not the dose of "
        "prophylaxis.",
        "Below 15 mL/min or on dialysis: another agent, unless nephrology directs a dose after dialysis.",
        "Trimethoprim raises creatinine by about 0.1 to 0.5 mg/dL without loss of filtration: recheck before stopping "
        "for a small rise.",
    ),
    suggest=(
        update_draft(tmp_smx, TMP_SMX_THREE_A_WEEK, where=too_much_for_prophylaxis)
        .offered(ordered_to_halve & ~tmp_excluded & ~yes(illness_told))
        .recommended(~where(tmp_smx.ordered(), for_something_else)),
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered((ordered_too_low | ordered_in_vain) & replaceable)
        .recommended(),
        delete_draft(tmp_smx).offered(ordered_too_low).recommended(~yes(replaceable) & ~yes(tmp_smx_treats)),
        delete_draft(tmp_smx).offered(ordered_in_vain & ~yes(replaceable)),
        each_of(pjp_agents).offered(taken_too_low & ~yes(other_agent_taken)),
        request(urgent_infectious_disease_consult)
        .offered(ordered_too_low & yes(tmp_smx_treats) & ~yes(consulted))
        .recommended(),
        # On dialysis no creatinine is wanted: another agent is.
        request(creatinine_test, potassium_test)
        .offered((ordered_unmeasured | taken_unmeasured) & ~yes(below_never))
        .recommended(),
    ),
    override_reasons=(
        "Dose adjusted by nephrology, or given after dialysis",
        "Treatment dose is already halved",
        "80/400 mg daily chosen as half of 160/800 mg daily",
        "Acute kidney injury resolving; newer creatinine elsewhere",
    ),
    sources=(TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "not graded"),
)
