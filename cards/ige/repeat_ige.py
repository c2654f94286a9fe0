"""Total IgE ordered again and again for ILD: it does not measure the response; lung function and HRCT do."""

from cards.definitions.disease import ild
from cards.definitions.ige import (
    eosinophilic_disease,
    igg4_disease,
    omalizumab,
    total_ige,
    very_high,
)
from cards.definitions.monitoring import full_test_done, lung_function_report, lung_function_requested
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import full_lung_function
from cards.policy.ige import IGE_DAYS, LUNG_FUNCTION_DAYS, REPEATED_IGE_RESULTS
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ISHAM_2024, SERVICE_CHOICE
from cards.valuesets import ASTHMA_OR_COPD, IGE, ILD
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    delete_drafts_behind,
    done_on_days,
    info,
    request,
    request_for,
    requests_of,
    yes,
)

ordered_for_ild = any_of(
    request_for(IGE).ordered().without_reason(), request_for(IGE).ordered().only_for(ILD)
)
lung_function_offered = (
    ~full_test_done.done_within(LUNG_FUNCTION_DAYS)
    & ~lung_function_report.done_within(LUNG_FUNCTION_DAYS)
    & ~lung_function_requested
)

card = Card(
    id="repeat-ige",
    title="Total IgE ordered again for ILD",
    version="1.0.0",
    owner="pulmonology and allergology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=requests_of(IGE),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & ordered_for_ild
    & done_on_days(total_ige, least=REPEATED_IGE_RESULTS, within=IGE_DAYS),
    unless=(
        *eosinophilic_disease,
        igg4_disease,
        condition(ASTHMA_OR_COPD).active(),
        omalizumab.in_use(),
        yes(very_high),
    ),
    level=(info(),),
    summary="Repeated IgE does not measure how ILD responds (it does in ABPA): follow FVC, DLCO and HRCT",
    detail=(
        "No guideline validates IgE for the response of ILD.",
        "In ABPA a fall by 25 % or more is a response; a rise by 50 % or more suggests an exacerbation.",
    ),
    suggest=(
        delete_drafts_behind(ordered_for_ild, label="Remove the request").recommended(),
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).offered(lung_function_offered),
    ),
    override_reasons=(
        "ABPA, EGPA or asthma that is not coded here",
        "Research protocol",
        "Allergy work-up",
    ),
    sources=(ISHAM_2024, SERVICE_CHOICE),
    strength=Strength("None; no guideline uses IgE to follow ILD", "very low"),
)
