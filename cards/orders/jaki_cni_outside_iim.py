"""A JAK or calcineurin inhibitor as first drug of ILD outside myositis: confirm the reason."""

from cards.definitions.disease import (
    anti_mda5,
    guideline_disease,
    ild,
    lung_transplant,
    myositis,
    rapidly_progressive_ild,
)
from cards.definitions.mycophenolate_options import mycophenolate_beside_draft
from cards.definitions.ordering import for_the_lung
from cards.definitions.person import adult, can_become_pregnant, comfort_care
from cards.definitions.therapy import (
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    jak_inhibitor,
    mycophenolate,
    no_ild_drug,
    rituximab,
    routed_immunosuppressants,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import TRANSPLANT_OR_BLOOD_CANCER
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    delete_draft,
    each_of,
    info,
    orders_of,
    where,
    yes,
)

first_line_drug_beside = any_of(
    mycophenolate.planned(), azathioprine.planned(), rituximab.planned(), cyclophosphamide.planned()
).named("a first-line drug is ordered too")

card = Card(
    id="jaki-cni-outside-iim",
    title="JAK or calcineurin inhibitor first, outside myositis",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(routed_immunosuppressants),
    when=alive
    & adult
    & ild
    & guideline_disease
    & ~myositis
    & where(routed_immunosuppressants.ordered(), for_the_lung)
    & no_ild_drug,
    unless=(
        comfort_care,
        anti_mda5,
        yes(rapidly_progressive_ild),
        first_line_drug_beside,
        lung_transplant,
        condition(TRANSPLANT_OR_BLOOD_CANCER),
    ),
    level=(info(),),
    summary="JAK or calcineurin inhibitor: first-line for ILD in myositis or rapid progression, not otherwise; confirm reason",
    detail=(
        "In other rheumatic ILD mycophenolate, azathioprine, rituximab or cyclophosphamide come first.",
        "A JAK inhibitor for arthritis is a decision of its own: state the reason on the order.",
        "Ciclosporin and tacrolimus raise blood pressure and creatinine, which matters in systemic sclerosis.",
    ),
    suggest=(
        each_of(mycophenolate_beside_draft).recommended(~can_become_pregnant),
        delete_draft(calcineurin_inhibitor).unless_taken_already(),
        delete_draft(jak_inhibitor).unless_taken_already(),
    ),
    override_reasons=(
        "For arthritis, nephritis or skin, not for ILD",
        "Myositis or anti-MDA5 suspected",
        "First-line options contraindicated",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional against outside myositis", "very low"),
)
