"""Leflunomide, methotrexate, a TNF inhibitor or abatacept ordered in ILD: advised against as its first therapy."""

from cards.definitions.disease import guideline_disease, ild
from cards.definitions.mycophenolate_options import mycophenolate_beside_draft
from cards.definitions.options import rituximab_beside_draft
from cards.definitions.ordering import for_another_disease
from cards.definitions.person import adult, can_become_pregnant, comfort_care, pregnant
from cards.definitions.tests import pulmonology_consult
from cards.definitions.therapy import (
    ild_drugs,
    no_ild_drug,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.policy.orders import LONG_RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    LEFLUNOMIDE,
    METHOTREXATE,
    PREGNANCY,
    TNF_INHIBITOR,
    TRANSPLANT_OR_BLOOD_CANCER,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_drug,
    any_of,
    choose,
    drug,
    each_of,
    info,
    ordered_afresh,
    orders_of,
    reason,
    request,
    warning,
)

older_drugs = any_drug(drug(LEFLUNOMIDE), drug(METHOTREXATE), drug(TNF_INHIBITOR))
abatacept = drug(ABATACEPT)
listed = any_drug(older_drugs, abatacept)
for_something_else = reason(PREGNANCY) | reason(TRANSPLANT_OR_BLOOD_CANCER)

begun = any_of(
    ordered_afresh(
        older_drugs, taken_for=LONG_RENEWAL_DAYS, bridge=RENEWAL_GAP_DAYS, leaving_out=for_something_else
    ),
    ordered_afresh(
        abatacept,
        taken_for=LONG_RENEWAL_DAYS,
        bridge=RENEWAL_GAP_DAYS,
        leaving_out=for_something_else | for_another_disease,
    ),
).named("leflunomide, methotrexate, a TNF inhibitor or abatacept begun")
begun_for_ild = ordered_afresh(
    listed,
    taken_for=LONG_RENEWAL_DAYS,
    bridge=RENEWAL_GAP_DAYS,
    leaving_out=for_something_else | for_another_disease,
)
ild_drug_in_use = any_of(ild_drugs.in_use(), tocilizumab.in_use(), routed_immunosuppressants.in_use()).named(
    "an ILD drug in use"
)

card = Card(
    id="not-first-line-dmard",
    title="Drug advised against as first therapy of ILD",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(listed),
    when=alive & adult & ~comfort_care & ild & guideline_disease & begun,
    level=(warning(begun_for_ild & ~ild_drug_in_use), info()),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    summary="Drug advised against as first-line ILD therapy: confirm the indication and the lung risk before starting",
    detail=(
        "ACR/CHEST: conditionally against leflunomide, methotrexate, TNF inhibitor and abatacept as the first "
        "treatment of ILD.",
        "For arthritis rheumatology and pulmonology choose together; leflunomide has the weakest support where ILD "
        "exists.",
        "Methotrexate pneumonitis is idiosyncratic: stop and assess on new cough, dyspnoea or fever. Abatacept is not "
        "thereby unsafe in RA-ILD.",
    ),
    suggest=(
        each_of(mycophenolate_beside_draft)
        .offered(~pregnant)
        .recommended(no_ild_drug & ~can_become_pregnant),
        each_of(choose("alternative", rituximab_beside_draft)).offered(~pregnant),
        request(pulmonology_consult),
    ),
    override_reasons=(
        "For arthritis or skin, lung team agrees",
        "Tolerated before with stable lung function",
        "First-line ILD options contraindicated",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional against", "very low"),
)
