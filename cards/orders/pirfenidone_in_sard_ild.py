"""Pirfenidone ordered in ILD of a rheumatic disease: no first drug, an add-on only where RA-ILD progresses."""

from cards.definitions.antifibrotics_beside_draft import nintedanib_beside_draft
from cards.definitions.disease import (
    guideline_disease,
    ild,
    leading_rheumatoid_arthritis,
    rheumatic_disease,
    systemic_sclerosis,
)
from cards.definitions.dose_limits import pirfenidone
from cards.definitions.mycophenolate_options import mycophenolate_beside_draft
from cards.definitions.ordering import no_progression
from cards.definitions.person import adult, can_become_pregnant, comfort_care, pregnant
from cards.definitions.progression import progressive_pulmonary_fibrosis
from cards.definitions.therapy import no_ild_drug
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, ERS_EULAR_2025, SERVICE_CHOICE
from cards.valuesets import ILD_IPF
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    choose,
    condition,
    delete_draft,
    info,
    ordered_afresh,
    orders_of,
    replace_draft,
    warning,
    yes,
)

begun = ordered_afresh(pirfenidone, taken_for=RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS)
nintedanib_instead = choose("nintedanib draft", nintedanib_beside_draft)

card = Card(
    id="pirfenidone-in-sard-ild",
    title="Pirfenidone in ILD of a rheumatic disease",
    version="1.0.0",
    owner="pulmonology and rheumatology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(pirfenidone),
    when=alive & adult & ild & rheumatic_disease & begun & (~leading_rheumatoid_arthritis | no_progression),
    unless=(comfort_care, condition(ILD_IPF).active()),
    level=(warning(guideline_disease & no_progression), info()),
    when_not_known=WhenNotKnown.NAMED,
    silences=("upfront-antifibrotic-combination",),
    summary="Pirfenidone: not a first-line ILD drug in rheumatic disease; an add-on only when RA-ILD progresses",
    detail=(
        "The label names idiopathic pulmonary fibrosis. ATS: in systemic sclerosis for research only. ERS/EULAR: too "
        "little evidence in connective tissue disease other than rheumatoid arthritis.",
        "Nintedanib is the antifibrotic with support in systemic sclerosis and in progressive pulmonary fibrosis.",
    ),
    suggest=(
        replace_draft(pirfenidone, by=mycophenolate_beside_draft)
        .offered(no_ild_drug)
        .recommended(~can_become_pregnant),
        replace_draft(pirfenidone, by=nintedanib_instead).offered(
            (systemic_sclerosis | yes(progressive_pulmonary_fibrosis)) & ~pregnant & ~pirfenidone.active()
        ),
        delete_draft(pirfenidone).unless_taken_already(),
    ),
    override_reasons=(
        "Nintedanib not tolerated or contraindicated",
        "Progression of rheumatoid ILD documented elsewhere",
        "IPF is the working diagnosis",
        "Trial or named-patient use",
    ),
    sources=(ATS_SSC_2024, ERS_EULAR_2025, ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional against; insufficient evidence", "very low"),
)
