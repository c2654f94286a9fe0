"""The newest HRCT is coded as ground-glass, mixed or fibrotic: where the weight of treatment lies."""

from cards.definitions.disease import (
    ild,
    rapidly_progressive_ild,
    rheumatic_disease,
    systemic_sclerosis,
)
from cards.definitions.first_line import other_lung_disease
from cards.definitions.lung_pattern import (
    idiopathic_pulmonary_fibrosis,
    immunosuppressed,
    inflamed,
    mixed,
    nsip,
    only_fibrosis,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import ild_discussion
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    asked_for_since,
    drug,
    info,
    record_only,
    request,
)

inflamed_untreated = inflamed & ~immunosuppressed
fibrotic_without_antifibrotic = only_fibrosis & systemic_sclerosis & ~drug(ANTIFIBROTIC).active()
phenotype = inflamed | only_fibrosis

card = Card(
    id="hrct-phenotype",
    title="HRCT phenotype and emphasis of treatment",
    version="1.0.0",
    owner="pulmonology and radiology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & any_of(rheumatic_disease, nsip)
    & ~idiopathic_pulmonary_fibrosis
    & ~rapidly_progressive_ild
    & any_of(
        inflamed_untreated.named("ground-glass or mixed HRCT, and no immunosuppressive ILD drug"),
        fibrotic_without_antifibrotic.named("fibrotic HRCT in systemic sclerosis, and no antifibrotic"),
    ),
    unless=(*other_lung_disease, asked_for_since(ild_discussion, phenotype)),
    level=(info(),),
    summary="HRCT pattern: ground-glass favours immunosuppression, fibrosis makes nintedanib relevant; discuss the plan",
    detail=(
        "Mycophenolate and an antifibrotic begun together: ACR conditionally against it, ATS conditionally for it with "
        "nintedanib in systemic sclerosis.",
    ),
    notes=(
        (
            inflamed,
            "Ground-glass without traction: exclude infection and oedema first, then immunosuppression; a "
            "glucocorticoid for a short time only, and never in systemic sclerosis.",
        ),
        (mixed, "Mixed: immunosuppression first, nintedanib where it progresses."),
        (
            only_fibrosis,
            "Fibrotic or UIP: nintedanib is a first-line option in systemic sclerosis, in other diseases once "
            "progression is documented.",
        ),
    ),
    suggest=(request(ild_discussion).recommended(),),
    override_reasons=(
        "Discussion was held",
        "Phenotype is disputed",
        "Infection or oedema explains the ground-glass",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Consensus", "very low"),
)
