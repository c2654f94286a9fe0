"""An antifibrotic and mycophenolate started together without progression: the guidelines differ."""

from cards.definitions.disease import (
    ild,
    rapidly_progressive_ild,
    rheumatic_disease,
    systemic_sclerosis,
)
from cards.definitions.ordering import no_progression
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import full_lung_function
from cards.definitions.therapy import mycophenolate, nintedanib
from cards.policy.orders import UPFRONT_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, ANTIFIBROTIC_LABELS, ATS_SSC_2024, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC, ILD_IPF
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    condition,
    delete_draft,
    drug,
    first_begun_within,
    info,
    orders_of,
    request,
    yes,
)

antifibrotic = drug(ANTIFIBROTIC)
antifibrotic_added = (
    antifibrotic.ordered()
    & ~antifibrotic.tried()
    & (mycophenolate.planned() | (mycophenolate.active() & first_begun_within(mycophenolate, UPFRONT_DAYS)))
)
mycophenolate_added = (
    mycophenolate.ordered()
    & ~mycophenolate.tried()
    & antifibrotic.in_use()
    & first_begun_within(antifibrotic, UPFRONT_DAYS)
)
started_together = (antifibrotic_added | mycophenolate_added).named(
    "an antifibrotic and mycophenolate started together"
)

card = Card(
    id="upfront-antifibrotic-combination",
    title="Antifibrotic and mycophenolate started together",
    version="1.0.0",
    owner="pulmonology and rheumatology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(antifibrotic, mycophenolate),
    when=alive & adult & ild & rheumatic_disease & started_together & no_progression,
    unless=(comfort_care, condition(ILD_IPF).active(), yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Antifibrotic with new mycophenolate: ACR advises against, ATS allows nintedanib in SSc; confirm the reason",
    detail=(
        "Both cause nausea, diarrhoea and weight loss: if started together, it is unclear which one is not "
        "tolerated.",
        "Outside systemic sclerosis: begin mycophenolate alone and assess again after 3 to 6 months. In systemic "
        "sclerosis the combination is a shared decision.",
    ),
    suggest=(
        delete_draft(antifibrotic)
        .unless_taken_already()
        .recommended(~(systemic_sclerosis & nintedanib.ordered())),
        request(full_lung_function, timing="in 3 to 6 months"),
    ),
    override_reasons=(
        "Systemic sclerosis, shared decision",
        "Marked fibrosis or UIP agreed at multidisciplinary discussion",
        "Progression documented outside this record",
    ),
    sources=(ATS_SSC_2024, ACR_CHEST_TREATMENT_2023, ANTIFIBROTIC_LABELS, SERVICE_CHOICE),
    strength=Strength("Guidelines differ, each conditional", "very low"),
)
