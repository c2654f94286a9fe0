"""ILD in systemic sclerosis progresses on treatment: change therapy, no glucocorticoid, ask about stem cells."""

from cards.definitions.disease import systemic_sclerosis
from cards.definitions.escalation import (
    FIRST,
    NO_DRUG,
    OVERRIDES,
    PREDATES,
    chart_or_immunosuppressant_order,
    discussed_since,
    fall_may_predate_treatment,
    hepatitis_screen_before_next_rituximab,
    mycophenolate_ready,
    next_drug_may_be_offered,
    not_for_escalation,
    progressing_on_treatment,
)
from cards.definitions.next_drugs import next_in_sclerosis
from cards.definitions.tests import ild_discussion
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    first_few_of,
    occasion,
    request,
    taken_up,
    warning,
    yes,
)

transplant_question = request(
    ild_discussion.asking(
        "SSc-ILD progressing on treatment: is autologous stem-cell transplantation or lung transplantation an option?"
    )
).recommended(~yes(next_drug_may_be_offered & mycophenolate_ready))

card = Card(
    id="ssc-ild-escalation",
    title="SSc-ILD: progression on treatment",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=progressing_on_treatment & systemic_sclerosis & (occasion.chart | ~taken_up(next_in_sclerosis)),
    unless=(*not_for_escalation, discussed_since),
    level=(warning(),),
    summary="SSc-ILD progressing on treatment: change therapy; no steroid; ask about stem-cell or lung transplant",
    detail=(
        FIRST,
        "Options: mycophenolate if not used, rituximab, nintedanib, tocilizumab, cyclophosphamide.",
        "Strongly against long-term glucocorticoid (renal crisis).",
        "Stem-cell transplantation only at an experienced centre, in selected early diffuse disease that progresses; drugs "
        "of myositis in an overlap only by specialist agreement.",
    ),
    notes=((fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        first_few_of(next_in_sclerosis, 3).offered(next_drug_may_be_offered).recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        transplant_question,
    ),
    override_reasons=(*OVERRIDES, "Decline has another cause"),
    sources=(ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Conditional; strong against glucocorticoid", "very low to moderate"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
