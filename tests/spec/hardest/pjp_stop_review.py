"""Pneumocystis prophylaxis is no longer needed: review whether to stop. Never stops anything itself."""

from __future__ import annotations

from cards.definitions.disease import anti_mda5, lung_transplant, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care
from cards.definitions.pjp import (
    agents,
    earlier_pneumocystis,
    few_lymphocytes,
    on_prophylaxis,
    pneumocystis_illness,
    pulse_lately,
)
from cards.definitions.tests import blood_count
from cards.definitions.therapy import (
    anti_cd20,
    cyclophosphamide,
    lasting_immunosuppressants,
    steroid,
    two_other_immunosuppressants,
)
from cards.policy import (
    ANTI_CD20_DAYS,
    CYCLOPHOSPHAMIDE_DAYS,
    PJP_CONSIDER_MG,
    PJP_LYMPHOCYTE_DAYS,
    PJP_STEROID_DAYS,
)
from cards.sources import PARK_2019, SERVICE_CHOICE
from cards.valuesets import (
    ILD,
    LUPUS,
    LYMPHOCYTES,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    MYOSITIS,
    RHEUMATOID_ARTHRITIS,
    SJOGREN,
    SYSTEMIC_SCLEROSIS,
    UNDIFFERENTIATED_CTD,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    all_of,
    any_of,
    any_reason_but,
    condition,
    info,
    lab,
    on_drug_for,
    record_only,
    request,
    request_for,
    valueset,
    where,
)
from tests.spec.hardest.words_to_come import began_at_most, coming, stays_below

HIV = valueset("cond_hiv", words="HIV infection")
BLOOD_CANCER = valueset(
    "cond_transplant_haem_malignancy_pjp_risk", words="transplant or haematological malignancy"
)
LOW_IMMUNOGLOBULIN = valueset("cond_immunodeficiency_hypogammaglobulinaemia", words="hypogammaglobulinaemia")
CD4 = lab(valueset("obs_cd4_abs", words="CD4 count"), "10*9/L", worse="lower")

on_agent_for_four_weeks = any_of(*(on_drug_for(agent, 28, bridge=30) for agent in agents))
for_another_reason = any_of(
    *(
        where(
            agent.active(),
            any_reason_but(
                ILD,
                SYSTEMIC_SCLEROSIS,
                MYOSITIS,
                MIXED_CONNECTIVE_TISSUE_DISEASE,
                RHEUMATOID_ARTHRITIS,
                SJOGREN,
                LUPUS,
                UNDIFFERENTIATED_CTD,
            ),
        )
        for agent in agents
    )
)
lymphocytes_on_record = lab(LYMPHOCYTES).result(within=PJP_LYMPHOCYTE_DAYS).on_record()

card = Card(
    id="pjp-stop-review",
    title="PJP prophylaxis: review stopping",
    version="0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=all_of(
        alive,
        adult,
        ~comfort_care,
        on_prophylaxis,
        on_agent_for_four_weeks,
        stays_below(steroid, mg_per_day=PJP_CONSIDER_MG, days_back=PJP_STEROID_DAYS),
    ),
    unless=(
        pulse_lately,
        cyclophosphamide.active(),
        cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS),
        anti_cd20.given_within(ANTI_CD20_DAYS),
        anti_mda5 & began_at_most(anti_mda5, 365),
        rapidly_progressive_ild,
        two_other_immunosuppressants,
        few_lymphocytes,
        earlier_pneumocystis,
        pneumocystis_illness,
        condition(HIV) | condition(BLOOD_CANCER) | lung_transplant,
        condition(LOW_IMMUNOGLOBULIN).active(),
        CD4.result(within=183).below("0.2"),
        for_another_reason,
        coming(cyclophosphamide) | coming(anti_cd20) | coming(lasting_immunosuppressants),
    ),
    level=(info(),),
    summary="PJP prophylaxis: risk has fallen (steroid below 15 mg/day for 4 weeks); review whether to stop",
    detail=("Confirm that the taper goes on and that no second immunosuppressant is planned.",),
    notes=((~lymphocytes_on_record, "No lymphocyte count within 90 days: check it first."),),
    suggest=(
        request(blood_count).recommended(~lymphocytes_on_record & ~request_for(LYMPHOCYTES).open(within=30)),
    ),
    override_reasons=("Continue: combined immunosuppression is planned", "Taper not certain"),
    sources=(PARK_2019, SERVICE_CHOICE),
    strength=Strength("Observational", "low"),
)
