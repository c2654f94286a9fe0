"""Myositis-ILD not at goal on treatment: what comes next, as of the day on which it progressed."""

from __future__ import annotations

from cards.definitions.disease import (
    anti_mda5,
    dlco,
    fvc,
    ild,
    lung_transplant,
    rapidly_progressive_ild,
)
from cards.definitions.drafts import ORAL
from cards.definitions.options import mycophenolate_gates, nintedanib_gates, rituximab_gates
from cards.definitions.organs import clearance, potassium
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.progression import (
    YEAR_APART,
    progressing,
    progressive_pulmonary_fibrosis,
    worse_symptom,
)
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import (
    calcineurin_inhibitor,
    glucocorticoid,
    ild_drugs,
    no_ild_drug,
    routed_immunosuppressants,
)
from cards.policy import K_HIGH, LUNG_GAP_AIM, LUNG_INDEX_DAYS, NAIVE_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import (
    ACTIVE_TUBERCULOSIS,
    CALCINEURIN_INHIBITOR,
    MYOSITIS,
    PNEUMOCYSTIS,
    SYSTEMIC_SCLEROSIS,
)
from cdshooks.rules.language import (
    Card,
    DrugOrder,
    FellBy,
    Hook,
    Strength,
    alive,
    any_of,
    choose,
    condition,
    day_of,
    each_of,
    first_of,
    info,
    ingredient,
    ingredient_started_since,
    next_of,
    option,
    record_or_orders_of,
    request,
    requested_since,
    warning,
    was_on,
    yes,
)

# "Neither improved": a fall of zero points or more, both known.
fvc_no_better = FellBy(fvc, 0, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM)
dlco_no_better = FellBy(dlco, 0, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM)
not_at_goal = fvc_no_better & dlco_no_better & yes(worse_symptom)

evidence = day_of(yes(progressing) | not_at_goal)
treated = ~no_ild_drug & was_on(ild_drugs, day=evidence, since_days=84, or_ended_within=NAIVE_DAYS)
unchanged = ~ingredient_started_since(ild_drugs, day=evidence)

myositis_leads = condition(MYOSITIS) & ~condition(SYSTEMIC_SCLEROSIS)

tacrolimus = ingredient(CALCINEURIN_INHIBITOR, "42316", words="tacrolimus").systemic()
TACROLIMUS = DrugOrder(
    drug="tacrolimus",
    code="42316",
    display="tacrolimus",
    dose="1",
    unit="mg",
    unit_code="mg",
    route=ORAL,
    every=(2, 1, "d"),
    words="tacrolimus by mouth twice daily, dose by weight",
)
tacrolimus_gates = option(
    "tacrolimus",
    tacrolimus,
    TACROLIMUS,
    strict_bars=(tacrolimus.tried(),),
    bars=(calcineurin_inhibitor.in_use(), clearance.below(60), potassium.above(K_HIGH)),
)
not_now = (pregnant, condition(ACTIVE_TUBERCULOSIS).active(), condition(PNEUMOCYSTIS).active())
next_drugs = choose("next drug", mycophenolate_gates, rituximab_gates, tacrolimus_gates, unless=not_now)
antifibrotic = choose("antifibrotic", nintedanib_gates, unless=not_now)

card = Card(
    id="iim-ild-escalation",
    title="Myositis-ILD: next step",
    version="0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=record_or_orders_of(ild_drugs, routed_immunosuppressants, glucocorticoid),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & myositis_leads
    & any_of(yes(progressing), not_at_goal)
    & evidence.within(183)
    & treated
    & unchanged,
    unless=(
        yes(rapidly_progressive_ild),
        lung_transplant,
        requested_since(ild_discussion, evidence, within=60),
    ),
    level=(warning(yes(progressing)), info(not_at_goal)),
    summary="Myositis-ILD not at goal on treatment: add or switch to an untried agent; nintedanib if PPF",
    detail=("Check muscle weakness, infection, adherence and dose first.",),
    notes=((anti_mda5, "Anti-MDA5: a JAK inhibitor moves forward in the list."),),
    suggest=(
        each_of(antifibrotic).offered(yes(progressive_pulmonary_fibrosis)),
        first_of(next_drugs).recommended(),
        next_of(next_drugs),
        request(ild_discussion),
    ),
    override_reasons=("Multidisciplinary discussion decided otherwise", "Contraindicated or not tolerated"),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Strong to treat, conditional for the agent", "very low"),
    waits_for=(
        "doses by weight; cyclophosphamide, immune globulin, tofacitinib; the grounds of safety cards",
    ),
)
