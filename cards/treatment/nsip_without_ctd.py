"""NSIP and no rheumatic disease known: look for its cause, then decide together; no drug follows from the pattern."""

from cards.definitions.disease import ild, new_ild, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.first_line import other_lung_disease
from cards.definitions.lung_pattern import (
    autoimmune_features,
    discussed_lately,
    idiopathic_pulmonary_fibrosis,
    nsip,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import progressing
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
    exposure_history,
    ild_discussion,
    myositis_panel,
    rheumatoid_factor,
)
from cards.definitions.therapy import no_ild_drug
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE, ZAPPALA_2010
from cards.valuesets import HIV, IGG4_DISEASE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    condition,
    info,
    record_only,
    request,
    request_missing,
    yes,
)

card = Card(
    id="nsip-without-ctd",
    title="NSIP without a known rheumatic disease",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & nsip
    & ~rheumatic_disease
    & ~autoimmune_features
    & ~idiopathic_pulmonary_fibrosis
    & ~rapidly_progressive_ild
    & no_ild_drug
    & (new_ild | progressing),
    unless=(
        *other_lung_disease,
        condition(HIV).ever(),
        condition(IGG4_DISEASE).ever(),
        discussed_lately,
    ),
    level=(info(),),
    summary="NSIP without known CTD: look for CTD, exposures and drug causes first; the pattern alone chooses no drug",
    detail=(
        "First exposures, drugs and a full set of antibodies. If a rheumatic disease is found, its own card applies.",
        "No guideline chooses a drug by the NSIP pattern. Mycophenolate (else azathioprine or rituximab; "
        "cyclophosphamide if severe) is a choice for the discussion, by extrapolation.",
        "A raised IgE neither proves autoimmunity nor speaks for rituximab.",
        "In fibrotic NSIP a fall of FVC by 5 to 10 % alone does not foretell the outcome.",
    ),
    suggest=(
        request(ild_discussion).recommended(),
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
            label="Request the antibodies that are not on record",
        ).offered(~yes(new_ild & no_serology)),
        request(exposure_history),
    ),
    override_reasons=(
        "Rheumatic disease, hypersensitivity and drug causes are excluded",
        "Discussion was held; the plan is outside this record",
        "Observation agreed (stable)",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, ZAPPALA_2010, SERVICE_CHOICE),
    strength=Strength("No direct guideline", "very low"),
    silences=("hrct-phenotype",),
)
