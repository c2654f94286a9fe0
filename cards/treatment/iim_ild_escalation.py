"""ILD in myositis is not at goal on treatment: add or switch to an untried agent; add nintedanib where fibrosing."""

from cards.definitions.disease import (
    anti_mda5,
    dlco,
    fvc,
    ild,
    leading_myositis,
)
from cards.definitions.escalation import (
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
from cards.definitions.next_drugs import antifibrotic_added, next_in_anti_mda5, next_in_myositis
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import YEAR_APART, progressing, worse_symptom
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import ild_drugs, no_ild_drug, routed_immunosuppressants, tocilizumab
from cards.policy.escalation import DISCUSSED_DAYS, TREATED_DAYS, TREATED_END_DAYS, UNCHANGED_DAYS
from cards.policy.treatment import LUNG_GAP_AIM, LUNG_INDEX_DAYS
from cards.sources import (
    ACR_CHEST_TREATMENT_2023,
    ERS_EULAR_2025,
    JAK_INHIBITOR_LABEL,
    SERVICE_CHOICE,
)
from cdshooks.rules.language import (
    Card,
    FellBy,
    Hook,
    Strength,
    alive,
    any_of,
    day_of,
    each_of,
    first_day_of,
    first_few_of,
    info,
    ingredient_started_since,
    none_left,
    occasion,
    requested_since,
    taken_up,
    warning,
    was_on,
    yes,
)

# "Neither improved": a fall of zero points or more, both known, and a symptom of after the earlier test.
fvc_no_better = FellBy(fvc, 0, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM, "FVC no better than a year before")
dlco_no_better = FellBy(
    dlco, 0, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM, "DLCO no better than a year before"
)
measured = fvc_no_better & dlco_no_better
not_at_goal = (
    ~yes(progressing)
    & yes(worse_symptom)
    & measured
    & day_of(yes(worse_symptom)).not_before(first_day_of(measured))
).named("neither FVC nor DLCO improved, and breathlessness or cough is worse")
# The newer test is at most 90 days old: no age of it need be asked for.
index_test = day_of(measured)
not_at_goal_on_treatment = (
    alive
    & adult
    & ~comfort_care
    & ild
    & not_at_goal
    & ~no_ild_drug
    & was_on(
        ild_drugs,
        tocilizumab,
        routed_immunosuppressants,
        day=index_test,
        since_days=TREATED_DAYS,
        or_ended_within=TREATED_END_DAYS,
    )
    & ~ingredient_started_since(
        ild_drugs, tocilizumab, routed_immunosuppressants, day=index_test, or_within=UNCHANGED_DAYS
    )
    & ~requested_since(ild_discussion, index_test, within=DISCUSSED_DAYS)
)

antibody = yes(anti_mda5)
added = ~none_left(antifibrotic_added)
drug_taken_up = any_of(
    taken_up(antifibrotic_added),
    taken_up(next_in_myositis),
).named("a drug that comes next is ordered")

card = Card(
    id="iim-ild-escalation",
    title="Myositis-ILD: next step",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_immunosuppressant_order,
    when=leading_myositis
    & any_of(progressing_on_treatment & ~discussed_since, not_at_goal_on_treatment)
    & (occasion.chart | ~drug_taken_up),
    unless=not_for_escalation,
    level=(warning(yes(progressing)), info()),
    summary="Myositis-ILD not at goal on treatment: add or switch to an untried agent; add nintedanib if fibrosis progresses",
    detail=(
        "Goals: lung function, extent on HRCT, breathlessness. First check strength of the breathing muscles, infection, "
        "adherence and dose.",
        "ERS/EULAR: calcineurin inhibitor, rituximab, JAK inhibitor, cyclophosphamide, immune globulin. ACR/CHEST, in "
        "order: mycophenolate, rituximab, calcineurin inhibitor, nintedanib, cyclophosphamide, immune globulin, JAK "
        "inhibitor (above all with anti-MDA5).",
        "Immune globulin helps in refractory antisynthetase syndrome, poly- or dermatomyositis, or where infection limits "
        "immunosuppression; it may go beside mycophenolate.",
        "Never two calcineurin inhibitors, nor a JAK inhibitor with a biologic.",
    ),
    notes=((yes(progressing) & fall_may_predate_treatment, PREDATES), *NO_DRUG),
    suggest=(
        each_of(antifibrotic_added).offered(next_drug_may_be_offered),
        first_few_of(next_in_myositis, 2)
        .offered(next_drug_may_be_offered & ~antibody & added)
        .recommended(mycophenolate_ready),
        first_few_of(next_in_myositis, 3)
        .offered(next_drug_may_be_offered & ~antibody & ~added)
        .recommended(mycophenolate_ready),
        first_few_of(next_in_anti_mda5, 2)
        .offered(next_drug_may_be_offered & antibody & added)
        .recommended(mycophenolate_ready),
        first_few_of(next_in_anti_mda5, 3)
        .offered(next_drug_may_be_offered & antibody & ~added)
        .recommended(mycophenolate_ready),
        hepatitis_screen_before_next_rituximab,
        discussion,
    ),
    override_reasons=(*OVERRIDES, "Muscle weakness or infection explains it"),
    sources=(ERS_EULAR_2025, ACR_CHEST_TREATMENT_2023, JAK_INHIBITOR_LABEL, SERVICE_CHOICE),
    strength=Strength("Strong to treat, conditional for the agent", "very low"),
    silences=("lung-function-decline", "first-line-intolerance", "hrct-phenotype"),
)
