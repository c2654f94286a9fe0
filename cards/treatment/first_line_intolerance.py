"""The first ILD drug was not tolerated, or is under-dosed for it: switch; this is no failure of treatment."""

from cards.definitions.disease import ild, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.first_line import (
    NO_DRUG,
    chart_or_ild_order,
    drugs_may_be_offered,
    genotype_before_azathioprine,
    hepatitis_screen_before_rituximab,
    other_lung_disease,
)
from cards.definitions.intolerance import instead, not_tolerated, several_harmed, two_in_use
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import progressing
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import no_ild_drug
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    allergies_supplied,
    each_of,
    info,
    request,
    yes,
)

card = Card(
    id="first-line-intolerance",
    title="Intolerance or low dose of the first ILD drug",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & rheumatic_disease
    & not_tolerated
    & ~no_ild_drug
    & ~two_in_use
    & ~several_harmed
    & ~progressing
    & ~rapidly_progressive_ild
    # A stop for harm tells of no other allergy: without the list no drug could be offered.
    & allergies_supplied,
    unless=other_lung_disease,
    level=(info(),),
    summary="ILD drug not tolerated or under-dosed: switch to another first-line option; this is not treatment failure",
    detail=(
        "A low dose for intolerance calls for another first-line option of the disease.",
        "Intolerance of the gut to mycophenolate mofetil: delayed-release mycophenolic acid may be tolerated; 720 mg "
        "is about 1000 mg of mofetil.",
        "A true allergy, or pneumonitis from the drug, rules it out in every form.",
        "Progression at an adequate dose is a matter of the escalation cards.",
    ),
    notes=NO_DRUG,
    suggest=(
        each_of(instead).offered(drugs_may_be_offered),
        genotype_before_azathioprine,
        hepatitis_screen_before_rituximab,
        request(ild_discussion).offered(~yes(drugs_may_be_offered)),
    ),
    override_reasons=(
        "Switch already arranged",
        "Dose reduced on purpose, ILD stable",
        "The dose is being raised again",
        "No alternative acceptable to the patient",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Footnote of the guideline", "very low"),
)
