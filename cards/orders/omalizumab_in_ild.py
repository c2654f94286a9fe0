"""Omalizumab ordered for ILD: no established treatment; confirm the indication and look for what it is for."""

from cards.definitions.disease import ild
from cards.definitions.ordering import for_another_disease
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import (
    eosinophil_count,
    eosinophilic_lung_consult,
    pulmonology_consult,
    total_ige_test,
)
from cards.policy.orders import IGE_WORKUP_DAYS, RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.sources import OMALIZUMAB_LABEL, SERVICE_CHOICE
from cards.valuesets import (
    ASPERGILLOSIS_ALLERGIC,
    ASTHMA,
    CHRONIC_URTICARIA,
    EOSINOPHILS,
    FOOD_ALLERGY,
    IGE,
    NASAL_POLYPS,
    OMALIZUMAB,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    condition,
    delete_draft,
    drug,
    lab,
    ordered_afresh,
    orders_of,
    request,
    request_missing,
    warning,
    yes,
)

omalizumab = drug(OMALIZUMAB)
begun = ordered_afresh(
    omalizumab,
    taken_for=RENEWAL_DAYS,
    bridge=RENEWAL_GAP_DAYS,
    leaving_out=for_another_disease,
)
licensed_use = any_of(
    condition(ASTHMA).active(),
    condition(ASPERGILLOSIS_ALLERGIC).active(),
    condition(CHRONIC_URTICARIA).active(),
    condition(NASAL_POLYPS).active(),
    condition(FOOD_ALLERGY).active(),
    # The table reads the problem list; an entry among the allergies counts where it is there.
    yes(allergy(FOOD_ALLERGY)),
).named("asthma, allergic aspergillosis, urticaria, nasal polyps or food allergy")
ige_missing = ~lab(IGE).result(within=IGE_WORKUP_DAYS).on_record()
eosinophils_missing = ~lab(EOSINOPHILS).result(within=IGE_WORKUP_DAYS).on_record()

card = Card(
    id="omalizumab-in-ild",
    title="Omalizumab ordered with ILD",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(omalizumab),
    when=alive & adult & ild & begun,
    unless=(comfort_care, licensed_use),
    level=(warning(),),
    when_not_known=WhenNotKnown.NAMED,
    summary="Omalizumab is no established treatment of ILD: confirm the indication; complete IgE and eosinophil work-up",
    detail=(
        "No ILD guideline supports it. Anaphylaxis is a boxed warning: the first doses are given under observation.",
        "Exclude eosinophilic granulomatosis with polyangiitis and allergic aspergillosis first; the former can come"
        " to light when a steroid is reduced.",
        "Take total IgE before the first dose: afterwards it stays high for up to a year and cannot be followed.",
    ),
    suggest=(
        request_missing((total_ige_test, ige_missing), (eosinophil_count, eosinophils_missing)),
        delete_draft(omalizumab).unless_taken_already(),
        request(eosinophilic_lung_consult),
        request(pulmonology_consult),
    ),
    override_reasons=(
        "Allergic asthma, urticaria, polyps or food allergy not coded here",
        "Aspergillosis or eosinophilic vasculitis under specialist care",
        "Trial protocol",
    ),
    sources=(OMALIZUMAB_LABEL, SERVICE_CHOICE),
    strength=Strength("None for ILD", "very low"),
)
