"""A drug or plasma exchange ordered in rapidly progressive ILD that is advised against as its first treatment."""

from cards.definitions.disease import rapidly_progressive_ild, systemic_sclerosis
from cards.definitions.ordering import for_another_disease
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import urgent_ild_centre_advice
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    immune_globulin,
    jak_inhibitor,
    methotrexate,
    mycophenolate,
)
from cards.policy.orders import RENEWAL_DAYS, RESCUE_TAKEN_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    ANTIFIBROTIC,
    IL6_INHIBITOR,
    ILD,
    LEFLUNOMIDE,
    PLASMA_EXCHANGE,
    TNF_INHIBITOR,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_drug,
    any_of,
    at_least,
    delete_drafts_behind,
    drug,
    on_drug_for,
    ordered_afresh,
    orders_of,
    request,
    request_for,
    warning,
)

always_questioned = any_drug(methotrexate, drug(LEFLUNOMIDE))
questioned_for_ild = any_drug(
    azathioprine,
    drug(TNF_INHIBITOR),
    drug(ABATACEPT),
    drug(IL6_INHIBITOR),
    drug(ANTIFIBROTIC),
)
plasma_exchange = request_for(PLASMA_EXCHANGE)
begun = any_of(
    ordered_afresh(always_questioned, taken_for=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS),
    ordered_afresh(
        questioned_for_ild,
        taken_for=RENEWAL_DAYS,
        bridge=RENEWAL_GAP_DAYS,
        leaving_out=for_another_disease,
    ),
    plasma_exchange.ordered().perhaps_for(ILD),
).named("a treatment begun that is advised against in rapidly progressive ILD")

rescue_running = at_least(
    2,
    on_drug_for(mycophenolate, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
    on_drug_for(cyclophosphamide, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
    on_drug_for(anti_cd20, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
    on_drug_for(calcineurin_inhibitor, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
    on_drug_for(jak_inhibitor, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
    on_drug_for(immune_globulin, RESCUE_TAKEN_DAYS, bridge=RENEWAL_GAP_DAYS),
).named("two drugs of the combination are taken already")

card = Card(
    id="advised-against-in-rp-ild",
    title="Treatment advised against in rapidly progressive ILD",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(always_questioned, questioned_for_ild, or_else=(plasma_exchange.ordered(),)),
    when=alive & adult & rapidly_progressive_ild & begun,
    unless=(comfort_care, rescue_running),
    level=(warning(),),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=(
        "not-first-line-dmard",
        "nintedanib-first-line",
        "pirfenidone-in-sard-ild",
        "upfront-antifibrotic-combination",
    ),
    summary="Rapidly progressive ILD: this is advised against as first treatment; combined immunosuppression preferred",
    detail=(
        "Preferred: two or three of rituximab, cyclophosphamide, immune globulin, mycophenolate, calcineurin inhibitor "
        "and JAK inhibitor.",
        "A slow drug or an antifibrotic costs time here. Drafts are on the card of rapidly progressive ILD.",
    ),
    notes=((~systemic_sclerosis, "Outside systemic sclerosis: with pulse methylprednisolone."),),
    suggest=(
        delete_drafts_behind(begun, label="Remove the draft").unless_taken_already().recommended(),
        request(urgent_ild_centre_advice),
    ),
    override_reasons=(
        "Rescue after the first combination failed",
        "Expert centre advised it",
        "Not rapidly progressive on review",
        "For another disease",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional against", "very low"),
)
