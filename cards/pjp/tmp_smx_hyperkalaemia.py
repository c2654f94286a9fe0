"""TMP-SMX raises potassium: when it is ordered, when a partner is ordered, and while it is taken."""

from cards.definitions.organs import certainly_on_dialysis, clearance, potassium
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care, pregnant
from cards.definitions.pjp_agents import consulted, pjp_agents, tmp_smx
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    other_agent_taken,
    pneumocystis_illness,
    tmp_smx_treats,
    treating_an_infection,
)
from cards.definitions.tests import creatinine_test, potassium_test, urgent_infectious_disease_consult
from cards.definitions.therapy import calcineurin_inhibitor, on_potassium_raising_drug, potassium_raising
from cards.policy.pjp import (
    CLEARANCE_CAUTION,
    K_DANGER,
    K_HIGH,
    K_RENEWAL_DAYS,
    K_WATCH_FROM_DAYS,
    K_WATCH_TO_DAYS,
    POTASSIUM_AGE_YEARS,
    RENEWAL_GAP_DAYS,
    RENEWAL_TAKEN_DAYS,
    TMP_SMX_RESTART_DAYS,
)
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import PJP_REGIMENS, SERVICE_CHOICE, TMP_SMX_LABEL
from cards.valuesets import POTASSIUM
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    age,
    alive,
    any_of,
    asked_for_since,
    begun_between,
    critical,
    delete_draft,
    first_of,
    for_now,
    info,
    lab,
    newly_planned,
    none_left,
    occasion,
    on_drug_for,
    record_or_orders_of,
    replace_draft,
    request,
    request_for,
    result_since_start,
    warning,
    where,
    yes,
)

high, dangerous = potassium.above(K_HIGH), potassium.above(K_DANGER)
requested = request_for(POTASSIUM).open(within=OPEN_REQUEST_DAYS)

# A clearance that is not known is not used: then the age alone decides.
at_risk = age.at_least(POTASSIUM_AGE_YEARS) | yes(clearance.below(CLEARANCE_CAUTION))
with_a_partner = on_potassium_raising_drug & (at_risk | ~requested)
unwatched_at_risk = on_potassium_raising_drug & at_risk & ~requested

partner_ordered = potassium_raising.ordered() | calcineurin_inhibitor.ordered()
# Beside TMP-SMX that is taken already, the drug that is ordered raises potassium, which says enough.
never_measured = ~potassium.on_record() & ~requested & where(tmp_smx.ordered(), ~treating_an_infection)

ordering = occasion.order & (tmp_smx.ordered() | (partner_ordered & tmp_smx.in_use()))
taking = occasion.chart & adult & ~comfort_care & tmp_smx.active()

begun_lately = begun_between(tmp_smx, K_WATCH_FROM_DAYS, K_WATCH_TO_DAYS, bridge=TMP_SMX_RESTART_DAYS)
unmeasured_since = ~result_since_start(potassium, tmp_smx, bridge=TMP_SMX_RESTART_DAYS)

# Taken for weeks with a normal potassium, and no potassium-raising drug that comes anew.
last_potassium = lab(POTASSIUM, "mmol/L").result(within=K_RENEWAL_DAYS)
partner_added = newly_planned(potassium_raising, 0) | newly_planned(calcineurin_inhibitor, 0)
renewal = (
    on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
    & last_potassium.on_record()
    & ~last_potassium.above(K_HIGH)
    & ~partner_added
).named("a renewal with a normal potassium")

rechecked = occasion.chart & asked_for_since(potassium_test, high, open_within=OPEN_REQUEST_DAYS)
advised = yes(tmp_smx_treats) & yes(consulted)

ordered_too_high = occasion.order & tmp_smx.ordered() & high
replaceable = adult & ~pregnant & ~tmp_smx_treats & ~none_left(pjp_agents)
taken_as_prophylaxis = where(tmp_smx.active(), ~treating_an_infection) & ~pneumocystis_illness

card = Card(
    id="tmp-smx-hyperkalaemia",
    title="TMP-SMX and potassium",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN, Hook.PATIENT_VIEW),
    about=record_or_orders_of(tmp_smx, potassium_raising, calcineurin_inhibitor),
    when=alive
    & any_of(
        ordering & any_of(high, with_a_partner, never_measured),
        taking & any_of(high, with_a_partner & begun_lately & unmeasured_since),
    ),
    unless=(certainly_on_dialysis, renewal),
    level=(critical(dangerous), warning(high | unwatched_at_risk), info()),
    # A consult measures no potassium: beside a partner at risk the warning stands until it is asked for.
    lower=(high & any_of(yes(rechecked), advised) & (dangerous | ~yes(unwatched_at_risk)),),
    when_not_known=WhenNotKnown.NAMED_ON_CHART_FOR_DRUGS,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="TMP-SMX raises potassium: check K now; avoid above 5.0 mmol/L, or with K-raising drugs if there is a choice",
    detail=(
        "Trimethoprim retains potassium as amiloride does. Above 5.0 mmol/L choose another agent; above 5.5 do not "
        "give TMP-SMX.",
        "With an ACE inhibitor, ARB, aldosterone antagonist, potassium or a calcineurin inhibitor: if it is given, "
        "potassium and creatinine on day 3 to 7 and in week 2.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use)
        .offered(ordered_too_high & replaceable)
        .recommended(),
        request(urgent_infectious_disease_consult)
        .offered(ordered_too_high & yes(tmp_smx_treats) & ~yes(consulted))
        .recommended(),
        delete_draft(tmp_smx).offered(ordered_too_high & ~yes(replaceable)).recommended(~yes(tmp_smx_treats)),
        delete_draft(potassium_raising).offered(occasion.order & high).recommended(),
        delete_draft(calcineurin_inhibitor).offered(occasion.order & high).recommended(),
        # An older request that is still open does not answer a result that came after it.
        request(potassium_test, timing="now", open_days=0)
        .offered(occasion.chart & high & ~yes(rechecked))
        .recommended(),
        first_of(pjp_agents).offered(occasion.chart & high & taken_as_prophylaxis & ~yes(other_agent_taken)),
        request(potassium_test, creatinine_test, timing="in 5 days")
        .offered(adult & (~yes(high) | (occasion.order & advised & yes(unwatched_at_risk))))
        .recommended(),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Potassium was rechecked and is normal (give the date)",
        "Potassium checks are arranged",
        for_now("The sample was haemolysed"),
        for_now("The potassium-raising drug will be held"),
    ),
    sources=(PJP_REGIMENS, TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Interaction", "not graded"),
)
