"""ILD in rheumatoid arthritis progresses on treatment: change or add; tocilizumab or pirfenidone are options."""

from cards.definitions.disease import leading_rheumatoid_arthritis
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
from cards.definitions.next_drugs import next_in_rheumatoid_arthritis
from cards.sources import ACR_CHEST_TREATMENT_2023, PIRFENIDONE_LABEL, SERVICE_CHOICE
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
    id="ra-ild-escalation",
    title="RA-ILD: progression on treatment",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=progressing_on_treatment
    & leading_rheumatoid_arthritis
    & (occasion.chart | ~taken_up(next_in_rheumatoid_arthritis)),
    unless=(*not_for_escalation, discussed_since),
    level=(warning(),),
    summary="RA-ILD progressing on treatment: change or add ILD therapy; tocilizumab or pirfenidone are RA-specific options",
    detail=(
        FIRST,
        "Methotrexate pneumonitis is among the drug toxicities to think of.",
        "Options: mycophenolate if not used, rituximab, nintedanib, cyclophosphamide; in rheumatoid arthritis only: "
        "tocilizumab, add-on pirfenidone.",
        "One antifibrotic only: nintedanib is labelled for progressive fibrosis, pirfenidone is off-label here.",
        "Tocilizumab: the US label for arthritis starts with every 2 weeks below 100 kg.",
        "Choose with rheumatology, so that the joints stay covered: TNF inhibitor, leflunomide and methotrexate do not treat "
        "ILD.",
    ),
    notes=((fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        first_few_of(next_in_rheumatoid_arthritis, 3)
        .offered(next_drug_may_be_offered)
        .recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        discussion,
    ),
    override_reasons=(*OVERRIDES, "Decline has another cause"),
    sources=(ACR_CHEST_TREATMENT_2023, PIRFENIDONE_LABEL, SERVICE_CHOICE),
    strength=Strength("Conditional", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
