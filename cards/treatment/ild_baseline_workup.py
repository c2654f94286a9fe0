"""New interstitial lung disease whose baseline is incomplete: HRCT, full lung function, antibodies."""

from cards.definitions.disease import (
    ild,
    lung_transplant,
    new_ild,
    rapidly_progressive_ild,
)
from cards.definitions.monitoring import full_test_done, lung_function_requested
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.serology import (
    ana_missing,
    antisynthetase_missing,
    ccp_missing,
    jo1_missing,
    mda5_missing,
    myositis_antibodies_missing,
    no_serology,
    rf_missing,
    ro52_missing,
    scl70_missing,
    ssa_missing,
)
from cards.definitions.tests import (
    anti_ccp,
    anti_jo1,
    anti_mda5_test,
    anti_ro52,
    anti_scl70,
    anti_ssa,
    antinuclear_antibody,
    antisynthetase_panel,
    chest_ct_of_ild,
    creatine_kinase,
    full_lung_function,
    ild_discussion,
    myositis_panel,
    rheumatoid_factor,
)
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, ERS_EULAR_2025, SERVICE_CHOICE
from cards.valuesets import (
    CREATINE_KINASE,
    CT_CHEST,
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
            "HRCT shows pattern and extent (no contrast; supine, inspiration and expiration, prone if needed); a CT "
            "pulmonary angiogram does not replace it.",
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
        request(chest_ct_of_ild, open_days=WORKUP_REQUEST_DAYS).offered(no_ct & ~pregnant).recommended(),
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS)
        .offered(no_lung_function)
        .recommended(~yes(no_ct & ~pregnant)),
        request_missing(
            (antinuclear_antibody, ana_missing),
            (rheumatoid_factor, rf_missing),
            (anti_ccp, ccp_missing),
            (anti_ssa, ssa_missing),
            (anti_ro52, ro52_missing),
            (anti_scl70, scl70_missing),
            (anti_jo1, jo1_missing),
            (antisynthetase_panel, antisynthetase_missing),
            (anti_mda5_test, mda5_missing),
            (myositis_panel, myositis_antibodies_missing),
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
