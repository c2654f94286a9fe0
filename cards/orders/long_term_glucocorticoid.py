"""A glucocorticoid for more than 3 months as therapy of ILD: plan the taper and an agent that spares it."""

from cards.definitions.disease import ild, rheumatic_disease, systemic_sclerosis
from cards.definitions.mycophenolate_options import mycophenolate_option
from cards.definitions.person import adult, can_become_pregnant, comfort_care
from cards.definitions.tests import morning_cortisol
from cards.definitions.therapy import (
    glucocorticoid,
    ild_drugs,
    no_ild_drug,
    routed_immunosuppressants,
    steroid,
    tocilizumab,
)
from cards.policy.orders import (
    LONG_STEROID_DAYS,
    LONG_STEROID_KNOWN_DAYS,
    LONG_STEROID_KNOWN_MG,
    LONG_STEROID_MG,
    LONG_STEROID_TAPER_DAYS,
    SPARING_AGENT_DAYS,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ACR_POCKET_2023, SERVICE_CHOICE
from cards.valuesets import (
    ANCA_VASCULITIS,
    ASPERGILLOSIS_ALLERGIC,
    ILD,
    LUNG_TRANSPLANT,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    any_reason_but,
    condition,
    each_of,
    info,
    ingredients_first_started_within,
    occasion,
    reason,
    record_or_orders_of,
    request,
    steroid_falls_below,
    steroid_run,
    steroid_today_at_least,
)

run = steroid_run(steroid, LONG_STEROID_MG)
long_so_far = occasion.chart & run.behind_at_least(LONG_STEROID_DAYS)
long_with_the_order = occasion.order & run.at_least(LONG_STEROID_DAYS) & run.ordered()
for_the_lung = ~run.some_order(any_reason_but()) | run.some_order(reason(ILD))

other_steroid_disease = any_of(
    condition(ASPERGILLOSIS_ALLERGIC).active(),
    condition(LUNG_TRANSPLANT).active(),
    # Eosinophilic granulomatosis with polyangiitis is one of them.
    condition(ANCA_VASCULITIS),
).named("a disease that is treated with steroids for long")
sparing_agent = any_of(
    ild_drugs.planned(),
    tocilizumab.planned(),
    routed_immunosuppressants.planned(),
    ingredients_first_started_within(SPARING_AGENT_DAYS, ild_drugs, tocilizumab, routed_immunosuppressants),
).named("an ILD drug was begun lately or is ordered")
long_known = (
    occasion.chart
    & run.behind_at_least(LONG_STEROID_KNOWN_DAYS)
    & ~steroid_today_at_least(steroid, LONG_STEROID_KNOWN_MG)
).named("long known, at a low dose")

card = Card(
    id="long-term-glucocorticoid",
    title="Long-term glucocorticoid as therapy of ILD",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(glucocorticoid),
    when=alive
    & adult
    & ild
    & rheumatic_disease
    & ~systemic_sclerosis
    & (long_so_far | long_with_the_order)
    & for_the_lung,
    unless=(
        comfort_care,
        other_steroid_disease,
        sparing_agent,
        steroid_falls_below(steroid, LONG_STEROID_MG, within=LONG_STEROID_TAPER_DAYS),
        long_known,
    ),
    level=(info(),),
    summary="Steroid for over 3 months for ILD: guidelines advise against long-term use; plan taper and sparing drug",
    detail=(
        "As first treatment a steroid is meant for 3 months at most. At progression long-term use is conditionally "
        "advised against; bridging or a flare is acceptable.",
        "Taper, never stop abruptly (adrenal suppression). Check bone health and Pneumocystis prophylaxis.",
        "The steps of the taper are for the prescriber to write.",
    ),
    suggest=(
        each_of(mycophenolate_option).recommended(no_ild_drug & ~can_become_pregnant),
        request(morning_cortisol),
    ),
    override_reasons=(
        "Needed for another indication",
        "Taper tried and failed",
        "Adrenal insufficiency",
        "Taper already agreed outside this record",
    ),
    lower_dose_is_nothing_new=True,
    sources=(ACR_POCKET_2023, ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional against", "very low to moderate"),
)
