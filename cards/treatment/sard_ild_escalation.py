"""ILD in lupus, ANCA vasculitis, undifferentiated disease or IPAF progresses on treatment: switch or add."""

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
    leading_other_disease,
    mycophenolate_ready,
    next_drug_may_be_offered,
    not_for_escalation,
    progressing_on_treatment,
)
from cards.definitions.next_drugs import next_in_others
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
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
    id="sard-ild-escalation",
    title="ILD of another rheumatic disease: progression on treatment",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=progressing_on_treatment & leading_other_disease & (occasion.chart | ~taken_up(next_in_others)),
    unless=(*not_for_escalation, discussed_since),
    level=(warning(),),
    summary="ILD progressing on treatment: discuss a switch or add-on within weeks; avoid long-term steroids",
    detail=(
        FIRST,
        "Options: mycophenolate if not used, rituximab, nintedanib for progressive fibrosis, cyclophosphamide alone.",
        "ACR/CHEST speaks of systemic sclerosis, myositis, MCTD, rheumatoid arthritis and Sjogren disease; for other "
        "diseases this is extrapolated.",
        "In ANCA vasculitis and lupus the systemic disease may decide (rituximab, cyclophosphamide).",
    ),
    notes=((fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        first_few_of(next_in_others, 3).offered(next_drug_may_be_offered).recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        discussion,
    ),
    override_reasons=(*OVERRIDES, "Decline has another cause"),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional, extrapolated", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
