"""Nintedanib ordered before immunosuppression in myositis, Sjogren disease, MCTD or rheumatoid ILD."""

from cards.definitions.disease import (
    ild,
    mixed_connective_tissue_disease,
    myositis,
    rapidly_progressive_ild,
    rheumatoid_arthritis,
    sjogren_disease,
    systemic_sclerosis,
)
from cards.definitions.mycophenolate_options import mycophenolate_beside_draft
from cards.definitions.ordering import immunosuppressive_ild_drugs, no_progression
from cards.definitions.person import adult, can_become_pregnant, comfort_care
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import (
    nintedanib,
    no_ild_drug,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ANTIFIBROTIC_LABELS, SERVICE_CHOICE
from cards.valuesets import ILD_IPF
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    condition,
    delete_draft,
    each_of,
    info,
    orders_of,
    request,
    warning,
    yes,
)

one_of_the_four = any_of(
    myositis, sjogren_disease, mixed_connective_tissue_disease, rheumatoid_arthritis
).named("myositis, Sjogren disease, MCTD or rheumatoid arthritis")
# Systemic sclerosis is out. Of the four rheumatoid arthritis leads Sjogren disease alone; one that is only suspected
# does not: the warning stands on the disease that is certain.
advised_against = any_of(
    myositis, mixed_connective_tissue_disease, sjogren_disease & ~rheumatoid_arthritis.confirmed()
)
drafted_beside = any_of(
    immunosuppressive_ild_drugs.planned(), tocilizumab.planned(), routed_immunosuppressants.planned()
).named("an immunosuppressive ILD drug is ordered too")

card = Card(
    id="nintedanib-first-line",
    title="Nintedanib before immunosuppression",
    version="1.0.0",
    owner="pulmonology and rheumatology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(nintedanib),
    when=alive
    & adult
    & ild
    & one_of_the_four
    & ~systemic_sclerosis
    & nintedanib.ordered()
    & no_ild_drug
    & no_progression,
    unless=(
        comfort_care,
        condition(ILD_IPF).active(),
        drafted_beside,
        yes(rapidly_progressive_ild),
    ),
    level=(warning(advised_against), info()),
    when_not_known=WhenNotKnown.NAMED,
    silences=("upfront-antifibrotic-combination",),
    summary="Nintedanib before immunosuppression: advised against in myositis, Sjogren disease and MCTD; in RA no consensus",
    detail=(
        "It fits where progressive pulmonary fibrosis is documented (label: chronic fibrosing ILD with a progressive "
        "phenotype), and in systemic sclerosis.",
        "If progression is documented elsewhere, record it and keep the draft. Symptoms and changes on CT are found "
        "here only where the site codes them.",
    ),
    suggest=(
        each_of(mycophenolate_beside_draft).recommended(~can_become_pregnant),
        delete_draft(nintedanib).unless_taken_already(),
        request(ild_discussion),
    ),
    override_reasons=(
        "Progressive fibrosis documented outside this record",
        "Fibrosing or UIP phenotype agreed at multidisciplinary discussion",
        "Immunosuppression contraindicated or declined",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, ANTIFIBROTIC_LABELS, SERVICE_CHOICE),
    strength=Strength("Conditional against (myositis, Sjogren, MCTD); no consensus (RA)", "very low"),
)
