"""ILD in lupus, ANCA vasculitis, undifferentiated disease or IPAF without an ILD drug: for the ILD discussion."""

from cards.definitions.disease import guideline_disease, ild, rapidly_progressive_ild
from cards.definitions.first_line import other_lung_disease, reason_to_treat
from cards.definitions.lung_pattern import (
    anca_vasculitis,
    autoimmune_features,
    discussed_lately,
    lupus,
    undifferentiated_disease,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import lung_function_supplied
from cards.definitions.serology import (
    antisynthetase_missing,
    jo1_missing,
    mda5_missing,
    myositis_antibodies_missing,
    scl70_missing,
)
from cards.definitions.tests import (
    anti_jo1,
    anti_mda5_test,
    anti_scl70,
    antisynthetase_panel,
    ild_discussion,
    myositis_panel,
)
from cards.definitions.therapy import no_ild_drug
from cards.sources import (
    ACR_CHEST_TREATMENT_2023,
    ACR_VASCULITIS_2021,
    ERS_EULAR_2025,
    SERVICE_CHOICE,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    info,
    record_only,
    request,
    request_missing,
)

other_disease = any_of(lupus, undifferentiated_disease, anca_vasculitis, autoimmune_features)

card = Card(
    id="other-sard-ild-first-line",
    title="ILD in lupus, ANCA vasculitis, undifferentiated disease or IPAF",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & other_disease.named("lupus, undifferentiated disease, ANCA vasculitis or autoimmune features")
    & ~guideline_disease
    & ~rapidly_progressive_ild
    & no_ild_drug
    & lung_function_supplied
    & reason_to_treat,
    unless=(*other_lung_disease, discussed_lately),
    level=(info(),),
    summary="ILD in lupus, ANCA vasculitis, IPAF or UCTD: no ACR guideline covers it; decide in multidisciplinary discussion",
    detail=(
        "ACR/CHEST 2023 speaks of systemic sclerosis, myositis, MCTD, rheumatoid arthritis and Sjogren disease; "
        "ERS/EULAR also of lupus.",
        "Mycophenolate is often used here, by extrapolation. No drug is drafted.",
    ),
    notes=(
        (
            anca_vasculitis,
            "ANCA vasculitis: its own guideline leads (rituximab or cyclophosphamide with a glucocorticoid, and "
            "Pneumocystis prophylaxis).",
        ),
        (lupus, "Lupus: reactions to TMP-SMX are more frequent, which matters where prophylaxis is needed."),
    ),
    suggest=(
        request(ild_discussion).recommended(),
        request_missing(
            (anti_jo1, jo1_missing),
            (antisynthetase_panel, antisynthetase_missing),
            (anti_mda5_test, mda5_missing),
            (myositis_panel, myositis_antibodies_missing),
            (anti_scl70, scl70_missing),
            label="Request myositis and scleroderma antibodies",
        ).offered(undifferentiated_disease & (mda5_missing | jo1_missing)),
    ),
    override_reasons=(
        "Discussion was held; the plan is outside this record",
        "Unspecific code; there is no connective tissue disease",
        "Observation agreed (subclinical ILD)",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, ERS_EULAR_2025, ACR_VASCULITIS_2021, SERVICE_CHOICE),
    strength=Strength("None direct; extrapolated from other diseases", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
