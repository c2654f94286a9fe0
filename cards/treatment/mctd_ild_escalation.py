"""ILD in mixed connective tissue disease progresses on treatment: change or add, no glucocorticoid draft."""

from cards.definitions.disease import leading_mixed_disease
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
from cards.definitions.next_drugs import next_in_mixed_disease
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
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
    id="mctd-ild-escalation",
    title="MCTD-ILD: progression on treatment",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=progressing_on_treatment
    & leading_mixed_disease
    & (occasion.chart | ~taken_up(next_in_mixed_disease)),
    unless=(*not_for_escalation, discussed_since),
    level=(warning(),),
    summary="MCTD-ILD progressing on treatment: change or add ILD therapy; avoid steroids if there are scleroderma features",
    detail=(
        FIRST,
        "Options: mycophenolate if not used, rituximab, tocilizumab, nintedanib, cyclophosphamide, immune globulin (conditional, "
        "for MCTD and myositis only).",
        "Features of scleroderma (sclerodactyly, Raynaud with its antibodies): watch for renal crisis; "
        "prednisone-equivalent of 15 mg a day at most, if it cannot be avoided.",
        "Screen for pulmonary hypertension: it looks like progression of the lung disease.",
    ),
    notes=((fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        first_few_of(next_in_mixed_disease, 3)
        .offered(next_drug_may_be_offered)
        .recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        discussion,
    ),
    override_reasons=(*OVERRIDES, "Decline has another cause"),
    sources=(ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Conditional", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
