"""Tacrolimus or ciclosporin: drugs that change its level; potassium, blood pressure, kidney; checks that are due."""

from cards.definitions.bars import strong_inducer
from cards.definitions.calcineurin_risks import (
    booster,
    harmed,
    high_potassium_now,
    high_pressure_now,
    other_strong_inhibitor,
    risen_creatinine_now,
    start_by_result,
    start_in_sclerosis,
)
from cards.definitions.organs import creatinine
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care
from cards.definitions.pjp_agents import consulted
from cards.definitions.tests import (
    ciclosporin_level,
    creatinine_test,
    potassium_test,
    tacrolimus_level,
    urgent_infectious_disease_consult,
)
from cards.definitions.therapy import calcineurin_inhibitor, ciclosporin, tacrolimus
from cards.policy.drug_safety import PAIR_SETTLED_DAYS
from cards.policy.immunosuppressants import (
    CNI_CHECK_DAYS,
    CNI_EARLY_CHECK_DAYS,
    CNI_EARLY_DAYS,
    CNI_FIRST_CHECK_DAYS,
)
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import CALCINEURIN_INTERACTIONS, ILD_DOSING, SERVICE_CHOICE
from cards.valuesets import CALCINEURIN_TROUGH, CREATININE, POTASSIUM
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    acted_on,
    alive,
    any_of,
    asked_for_since,
    begun_between,
    critical,
    delete_draft,
    info,
    lab,
    lowers_dose,
    newly_ordered,
    no_result_within,
    not_long_established,
    occasion,
    ordered_together,
    record_or_orders_of,
    request,
    request_for,
    request_missing,
    warning,
    yes,
)

# A: ritonavir or cobicistat; B: another strong inhibitor or inducer. Both taken for long: the dose is set by now.
# A partner that began lately, or is signed to begin, was never weighed where another service ordered it.
new_here = not_long_established(
    calcineurin_inhibitor, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
)
boosted = ordered_together(calcineurin_inhibitor, booster) & (
    new_here | not_long_established(booster, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS)
)
level_changed = any_of(
    ordered_together(calcineurin_inhibitor, other_strong_inhibitor)
    & (
        new_here
        | not_long_established(
            other_strong_inhibitor, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
        )
    ),
    ordered_together(calcineurin_inhibitor, strong_inducer)
    & (
        new_here
        | not_long_established(
            strong_inducer, PAIR_SETTLED_DAYS, renewal=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS
        )
    ),
)
level_asked = request_for(CALCINEURIN_TROUGH).open(within=OPEN_REQUEST_DAYS)

# C: ordered in spite of potassium, pressure or kidney. D: taken, and nobody has ordered it anew since.
unsafe_order = (
    calcineurin_inhibitor.ordered()
    & ~lowers_dose(calcineurin_inhibitor)
    & any_of(harmed, start_by_result, start_in_sclerosis)
)
taking = occasion.chart & calcineurin_inhibitor.active() & ~comfort_care
harm_not_acted_on = any_of(
    high_potassium_now & ~acted_on(high_potassium_now, calcineurin_inhibitor),
    high_pressure_now & ~acted_on(high_pressure_now, calcineurin_inhibitor),
    risen_creatinine_now & ~acted_on(risen_creatinine_now, calcineurin_inhibitor),
)
unsafe_course = taking & harm_not_acted_on

creatinine_asked = request_for(CREATININE).open(within=OPEN_REQUEST_DAYS)
potassium_asked = request_for(POTASSIUM).open(within=OPEN_REQUEST_DAYS)
by_result = any_of(harmed, start_by_result)
order_rechecked = any_of(
    by_result
    & asked_for_since(creatinine_test, by_result, open_within=OPEN_REQUEST_DAYS)
    & asked_for_since(potassium_test, by_result, open_within=OPEN_REQUEST_DAYS),
    ~yes(by_result) & creatinine_asked & potassium_asked,
)
course_rechecked = asked_for_since(
    creatinine_test, harm_not_acted_on, open_within=OPEN_REQUEST_DAYS
) & asked_for_since(potassium_test, harm_not_acted_on, open_within=OPEN_REQUEST_DAYS)

# E: a test that is due from day 14 on; where the days on the drug are not known, by the longer interval.
early = yes(begun_between(calcineurin_inhibitor, CNI_FIRST_CHECK_DAYS, CNI_EARLY_DAYS, bridge=RENEWAL_DAYS))
checked = ~yes(begun_between(calcineurin_inhibitor, 0, CNI_FIRST_CHECK_DAYS, bridge=RENEWAL_DAYS)) | early
potassium_result, level = lab(POTASSIUM), lab(CALCINEURIN_TROUGH)
creatinine_due = (
    ~creatinine_asked
    & no_result_within(creatinine, CNI_CHECK_DAYS, sooner=CNI_EARLY_CHECK_DAYS, sooner_if=early)
).named("creatinine is due")
potassium_due = (
    ~potassium_asked
    & no_result_within(potassium_result, CNI_CHECK_DAYS, sooner=CNI_EARLY_CHECK_DAYS, sooner_if=early)
).named("potassium is due")
level_due = yes(
    ~level_asked & no_result_within(level, CNI_CHECK_DAYS, sooner=CNI_EARLY_CHECK_DAYS, sooner_if=early)
).named("drug level is due")
check_due = taking & checked & any_of(creatinine_due, potassium_due, level_due)

# An infection that is being treated is not left without its drug: infectious disease says what else to give.
newly_calcineurin = newly_ordered(calcineurin_inhibitor, RENEWAL_DAYS)
to_be_replaced = boosted & ~newly_calcineurin
advised = to_be_replaced & yes(consulted)

card = Card(
    id="calcineurin-inhibitor-safety",
    title="Calcineurin inhibitor safety",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(calcineurin_inhibitor, booster, other_strong_inhibitor, strong_inducer),
    when=alive & any_of(boosted, level_changed, unsafe_order, unsafe_course, check_due),
    level=(
        critical(boosted & ~advised),
        # Requests that cannot be seen are none.
        warning(
            any_of(
                boosted,
                level_changed & ~yes(level_asked),
                unsafe_order & ~yes(order_rechecked),
                unsafe_course & ~yes(course_rechecked),
            )
        ),
        info(),
    ),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Tacrolimus/ciclosporin: CYP3A4 interaction, kidney, potassium or BP problem, or monitoring due. Toxicity risk",
    detail=(
        "Ritonavir or cobicistat raise the level many-fold within days: choose another drug, or stop the calcineurin "
        "inhibitor with daily levels.",
        "Azole or clarithromycin: lower the dose, level within 3 days. Inducers: the effect is lost.",
        "Creatinine up by 30 %, potassium above 5.5 mmol/L (above 5.0 at a start) or pressure above 150/95: lower the "
        "dose or hold it, repeat within a week.",
        "Systemic sclerosis: renal crisis. NSAID, TMP-SMX and ACE inhibitors or their like add up. No ciclosporin with "
        "simvastatin.",
    ),
    suggest=(
        delete_draft(calcineurin_inhibitor).offered(boosted & newly_calcineurin).recommended(),
        request(urgent_infectious_disease_consult).offered(to_be_replaced & ~yes(consulted)).recommended(),
        delete_draft(booster).offered(boosted & newly_ordered(booster, RENEWAL_DAYS)),
        request_missing(
            (tacrolimus_level.in_time("within 3 days"), tacrolimus.in_use()),
            (ciclosporin_level.in_time("within 3 days"), ciclosporin.in_use()),
        )
        .offered(level_changed)
        .recommended(),
        # An older request that is still open does not answer a result that came after it.
        request(creatinine_test, potassium_test, timing="within 7 days", open_days=0)
        .offered((unsafe_order & ~yes(order_rechecked)) | (unsafe_course & ~yes(course_rechecked)))
        .recommended(),
        request_missing(
            (creatinine_test, creatinine_due),
            (potassium_test, potassium_due),
            (tacrolimus_level.in_time("before the next dose"), level_due & tacrolimus.active()),
            (ciclosporin_level.in_time("before the next dose"), level_due & ciclosporin.active()),
        )
        .offered(check_due & ~yes(unsafe_course & ~yes(course_rechecked)))
        .recommended(),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Dose adjusted and level planned",
        "Interacting drug is topical or finished",
        "Value rechecked outside this record",
        "Nephrology or transplant team directs dosing",
    ),
    sources=(CALCINEURIN_INTERACTIONS, ILD_DOSING, SERVICE_CHOICE),
    strength=Strength("Label", "not graded"),
)
