"""Immune globulin ordered as the first treatment of ILD."""

from cards.definitions.disease import guideline_disease, ild, rapidly_progressive_ild
from cards.definitions.mycophenolate_options import mycophenolate_beside_draft
from cards.definitions.ordering import for_the_lung, immunosuppressive_ild_drugs
from cards.definitions.person import adult, can_become_pregnant, comfort_care
from cards.definitions.therapy import (
    immune_globulin,
    no_ild_drug,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.policy.orders import INFECTION_DAYS, LOW_IGG, LOW_IGG_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, ACR_POCKET_2023, SERVICE_CHOICE
from cards.valuesets import (
    ANTIFIBROTIC,
    DYSPHAGIA,
    IGG,
    LOW_IMMUNOGLOBULIN,
    RESPIRATORY_MUSCLE_WEAKNESS,
    SEVERE_INFECTION,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    drug,
    each_of,
    info,
    lab,
    orders_of,
    where,
    yes,
)

reason_for_immune_globulin = any_of(
    condition(RESPIRATORY_MUSCLE_WEAKNESS).active(),
    condition(DYSPHAGIA).active(),
    condition(SEVERE_INFECTION).recorded_or_onset_within(INFECTION_DAYS),
    condition(LOW_IMMUNOGLOBULIN).active(),
    lab(IGG, "g/L", worse="lower").result(within=LOW_IGG_DAYS).below(LOW_IGG),
).named("muscle weakness, dysphagia, infection or lack of antibodies")
other_drug_beside = any_of(
    immunosuppressive_ild_drugs.planned(),
    tocilizumab.planned(),
    routed_immunosuppressants.planned(),
    drug(ANTIFIBROTIC).planned(),
).named("another ILD drug is ordered too")

card = Card(
    id="ivig-first-line",
    title="Immune globulin as first treatment of ILD",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(immune_globulin),
    when=alive
    & adult
    & ild
    & guideline_disease
    & where(immune_globulin.ordered(), for_the_lung)
    & no_ild_drug,
    unless=(comfort_care, reason_for_immune_globulin, other_drug_beside, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Immune globulin as first ILD treatment: little evidence; supported after progression or in rapid progression",
    detail=(
        "Weakness of the respiratory muscles, dysphagia, or an infection that limits immunosuppression: early immune "
        "globulin is reasonable there; keep the draft and record the reason.",
        "Use it with immunosuppression, not instead of it.",
        "The trial of early immune globulin in new myositis measures muscle, not lung.",
    ),
    suggest=(each_of(mycophenolate_beside_draft).recommended(~can_become_pregnant),),
    override_reasons=(
        "Respiratory muscle weakness or severe dysphagia",
        "Infection limits immunosuppression",
        "Antibody deficiency or other licensed use",
        "Trial protocol",
    ),
    sources=(ACR_POCKET_2023, ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional (after progression, or in rapid progression)", "very low"),
)
