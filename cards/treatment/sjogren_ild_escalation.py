"""ILD in Sjogren disease progresses on treatment: mycophenolate if unused, rituximab, nintedanib, cyclophosphamide."""

from cards.definitions.disease import leading_sjogren
from cards.definitions.escalation import (
    FIRST,
    NO_DRUG,
    OVERRIDES,
    PREDATES,
    chart_or_immunosuppressant_order,
    discussed_since,
    discussion,
    fall_may_predate_treatment,
    hepatitis_screen_before_next_rituximab,
    mycophenolate_ready,
    next_drug_may_be_offered,
    not_for_escalation,
    progressing_on_treatment,
)
from cards.definitions.next_drugs import next_in_others
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE, SJOGREN_LUNG_2021
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    first_few_of,
    occasion,
    taken_up,
    warning,
)

card = Card(
    id="sjogren-ild-escalation",
    title="Sjogren-ILD: progression on treatment",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=progressing_on_treatment & leading_sjogren & (occasion.chart | ~taken_up(next_in_others)),
    unless=(*not_for_escalation, discussed_since),
    level=(warning(),),
    summary="Sjogren-ILD progressing on treatment: mycophenolate if unused, rituximab, nintedanib or cyclophosphamide",
    detail=(
        FIRST,
        "Look again for lymphoma, lymphocytic interstitial pneumonia, amyloid and an overlap with systemic sclerosis"
        " or myositis.",
        "Tocilizumab is not advised; a calcineurin inhibitor only as a specialist's choice on intolerance (2021 consensus).",
        "Older age and oesophageal disease call for closer follow-up. Tacrolimus with abatacept is one case report: rescue "
        "only.",
    ),
    notes=((fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        first_few_of(next_in_others, 3).offered(next_drug_may_be_offered).recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        discussion,
    ),
    override_reasons=(*OVERRIDES, "Decline has another cause"),
    sources=(ACR_CHEST_TREATMENT_2023, SJOGREN_LUNG_2021, SERVICE_CHOICE),
    strength=Strength("Conditional", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
