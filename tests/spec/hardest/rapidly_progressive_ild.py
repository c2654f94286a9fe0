"""Rapidly progressive ILD: urgent review, exclude infection, combine drugs. A count of changes decides."""

from __future__ import annotations

from cards.definitions.disease import (
    anti_mda5,
    ild,
    lung_transplant,
    one_change,
    rapid_course_coded,
    rheumatic_disease,
    several_changes,
    systemic_sclerosis,
)
from cards.definitions.drafts import INTRAVENOUS
from cards.definitions.options import mycophenolate_gates, rituximab_gates
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import anti_hbc_test, hbsag_test
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    glucocorticoid,
    ild_drugs,
    methotrexate,
    mycophenolate,
    routed_immunosuppressants,
    steroid,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import LEFLUNOMIDE, PNEUMOCYSTIS
from cdshooks.rules.language import (
    Card,
    DrugOrder,
    Hook,
    Strength,
    TestOrder,
    WhenNotKnown,
    alive,
    any_of,
    choose,
    condition,
    critical,
    drug,
    first_of,
    next_of,
    option,
    record_or_orders_of,
    request,
    site_concept,
    valueset,
    warning,
)
from tests.spec.hardest.words_to_come import ingredients_first_started_within

INFECTION = valueset("cond_acute_lower_respiratory_infection", words="acute lower respiratory infection")
OEDEMA = valueset("cond_pulmonary_oedema", words="pulmonary oedema")
EMBOLISM = valueset("cond_vte", words="venous thromboembolism")
urgent_review = TestOrder(
    "urgent ILD and rheumatology review", "", "", site_concept("ild-review", "ILD review"), priority="stat"
)
pulse = DrugOrder(
    drug="methylprednisolone",
    code="6902",
    display="methylprednisolone",
    dose="1000",
    unit="mg",
    unit_code="mg",
    route=INTRAVENOUS,
    every=(1, 1, "d"),
    words="methylprednisolone 1000 mg intravenously once daily for 3 days",
    days=3,
)
methylprednisolone = glucocorticoid.called("methylprednisolone")
another_cause = any_of(
    condition(PNEUMOCYSTIS).active(),
    condition(INFECTION).active().onset_within(30),
    condition(OEDEMA).active().onset_within(30),
    condition(EMBOLISM).onset_within(30),
)
begun = (30, mycophenolate, azathioprine, cyclophosphamide, anti_cd20, calcineurin_inhibitor)
steroid_given = any_of(steroid.pulse_within(30), steroid.reaches(40), systemic_sclerosis)
regimen_complete = (
    steroid_given
    & any_of(
        ingredients_first_started_within(*begun, least=2),
        ingredients_first_started_within(*begun, least=1) & ~anti_mda5 & ~systemic_sclerosis,
    )
).named("the regimen is complete")

pulse_choice = choose(
    "pulse",
    option("methylprednisolone pulse", methylprednisolone, pulse, strict_bars=(systemic_sclerosis, pregnant)),
    unless=(another_cause, steroid.pulse_within(30)),
)
rescue = choose("rescue drug", rituximab_gates, mycophenolate_gates, unless=(pregnant, another_cause))

card = Card(
    id="rapidly-progressive-ild",
    title="Rapidly progressive ILD",
    version="0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(
        ild_drugs, routed_immunosuppressants, glucocorticoid, methotrexate, drug(LEFLUNOMIDE)
    ),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & (rheumatic_disease | anti_mda5)
    & (rapid_course_coded | several_changes),
    unless=(regimen_complete, lung_transplant),
    level=(critical(several_changes | (rapid_course_coded & one_change)), warning(rapid_course_coded)),
    when_not_known=WhenNotKnown.NAMED_AT_SIGNING,
    summary="Possible rapidly progressive ILD: urgent expert review; exclude infection; combination therapy",
    detail=("Work-up for infection at once and in parallel; think of embolism and oedema.",),
    suggest=(
        request(urgent_review, hbsag_test, anti_hbc_test).recommended(~several_changes | systemic_sclerosis),
        first_of(pulse_choice).offered(one_change).recommended(several_changes),
        first_of(rescue).offered(one_change),
        next_of(rescue).offered(one_change),
    ),
    override_reasons=("Infection, embolism or oedema is the cause", "Palliative goals", "Being treated now"),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional", "very low"),
    waits_for=(
        "where exactly one change is yes and another could not be read the table names it at signing; "
        "a change is read as proven or no, so the card is silent there",
        "tacrolimus, cyclophosphamide, immune globulin and tofacitinib as further rescue options",
    ),
)
