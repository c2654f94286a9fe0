"""New interstitial lung disease whose baseline is incomplete: HRCT, full lung function, antibodies."""

from cards.definitions.disease import (
    ild,
    lung_transplant,
    new_ild,
    rapidly_progressive_ild,
    rheumatic_disease,
)
from cards.definitions.monitoring import full_test_done, lung_function_requested
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import (
    anti_ccp,
    anti_jo1,
    anti_mda5_test,
    anti_ro52,
    anti_scl70,
    anti_ssa,
    antinuclear_antibody,
    antisynthetase_panel,
    chest_ct,
    creatine_kinase,
    full_lung_function,
    ild_discussion,
    myositis_panel,
    rheumatoid_factor,
)
from cards.policy import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, ERS_EULAR_2025, SERVICE_CHOICE
from cards.valuesets import (
    ANTI_CCP,
    ANTI_JO1,
    ANTI_MDA5,
    ANTI_RO52,
    ANTI_SCL70,
    ANTI_SSA,
    ANTINUCLEAR_ANTIBODY,
    ANTISYNTHETASE_OTHER,
    CREATINE_KINASE,
    CT_CHEST,
    MYOSITIS_ANTIBODIES,
    RHEUMATOID_FACTOR,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    done,
    info,
    lab,
    record_only,
    request,
    request_for,
    request_missing,
    yes,
)

no_ct = ~done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure") & ~request_for(
    CT_CHEST
).open_on_record(within=WORKUP_REQUEST_DAYS)

no_lung_function = ~full_test_done & ~lung_function_requested

ana_missing = ~lab(ANTINUCLEAR_ANTIBODY).result().on_record()
rf_missing = ~lab(RHEUMATOID_FACTOR).result().on_record()
ccp_missing = ~lab(ANTI_CCP).result().on_record()
ana_gap = ana_missing & ~request_for(ANTINUCLEAR_ANTIBODY).open_on_record(within=WORKUP_REQUEST_DAYS)
rheumatoid_gap = (
    rf_missing
    & ccp_missing
    & ~request_for(RHEUMATOID_FACTOR).open_on_record(within=WORKUP_REQUEST_DAYS)
    & ~request_for(ANTI_CCP).open_on_record(within=WORKUP_REQUEST_DAYS)
)
no_serology = ~rheumatic_disease & (ana_gap | rheumatoid_gap)

card = Card(
    id="ild-baseline-workup",
    title="Baseline of new ILD incomplete",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & ~rapidly_progressive_ild
    & new_ild
    & any_of(
        no_ct.named("no chest CT on record or requested"),
        no_lung_function.named("no full lung function test on record or requested"),
        no_serology.named("antibodies for a rheumatic disease incomplete"),
    ),
    unless=(lung_transplant,),
    level=(info(),),
    summary="New ILD, baseline incomplete: get missing HRCT, full PFT (FVC and DLCO) or CTD antibodies before therapy",
    detail=(
        "BAL only while infection, hypersensitivity pneumonitis or eosinophilic disease is open; not routine in "
        "rheumatic ILD.",
    ),
    notes=(
        (
            no_ct,
            "HRCT shows pattern and extent (no contrast; supine, breathed in and out, prone if needed); a CT pulmonary "
            "angiogram does not replace it.",
        ),
        (
            no_lung_function,
            "A full test is spirometry, volumes and DLCO; restriction is a low FVC with a normal ratio.",
        ),
        (
            no_serology,
            "A hidden rheumatic disease changes the therapy: take history, signs and antibodies.",
        ),
    ),
    suggest=(
        request(chest_ct, open_days=WORKUP_REQUEST_DAYS).offered(no_ct & ~pregnant).recommended(),
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS)
        .offered(no_lung_function)
        .recommended(~yes(no_ct & ~pregnant)),
        request_missing(
            (antinuclear_antibody, ana_missing),
            (rheumatoid_factor, rf_missing),
            (anti_ccp, ccp_missing),
            (anti_ssa, ~lab(ANTI_SSA).result().on_record()),
            (anti_ro52, ~lab(ANTI_RO52).result().on_record()),
            (anti_scl70, ~lab(ANTI_SCL70).result().on_record()),
            (anti_jo1, ~lab(ANTI_JO1).result().on_record()),
            (antisynthetase_panel, ~lab(ANTISYNTHETASE_OTHER).result().on_record()),
            (anti_mda5_test, ~lab(ANTI_MDA5).result().on_record()),
            (myositis_panel, ~lab(MYOSITIS_ANTIBODIES).result().on_record()),
            (creatine_kinase, ~lab(CREATINE_KINASE).result().on_record()),
            label="Request the missing antibodies and creatine kinase",
            open_days=WORKUP_REQUEST_DAYS,
        )
        .offered(no_serology)
        .recommended(~yes(no_ct & ~pregnant) & ~yes(no_lung_function)),
        request(ild_discussion, open_days=WORKUP_REQUEST_DAYS),
    ),
    override_reasons=(
        "Done elsewhere; the result is being fetched",
        "Multidisciplinary discussion was held",
        "Not for investigation (goals of care)",
    ),
    sources=(ACR_CHEST_SCREENING_2023, ERS_EULAR_2025, SERVICE_CHOICE),
    strength=Strength("Conditional for tests, good practice for serology and discussion", "very low"),
    silences=("pft-due-ssc-iim", "pft-due-ra-sjogren-mctd", "ambulatory-desaturation-due"),
)
