"""Raised IgE in ILD: it chooses no therapy; complete the search for what explains it."""

from cards.definitions.disease import ild, rapidly_progressive_ild
from cards.definitions.ige import (
    anca_never,
    anca_requested,
    anca_test,
    aspergillus_ige_missing,
    aspergillus_ige_test,
    aspergillus_igg_missing,
    aspergillus_igg_test,
    eosinophil_count,
    eosinophilic_disease,
    eosinophils_missing,
    eosinophils_requested,
    ige_raised,
    igg4_disease,
    igg4_missing,
    igg4_requested,
    igg4_test,
    omalizumab_lately,
    strongyloides_missing,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import exposure_history, strongyloides_test
from cards.policy.ige import IGE_REQUEST_DAYS
from cards.sources import EOSINOPHILIC_LUNG, OMALIZUMAB_LABEL, SERVICE_CHOICE
from cards.valuesets import ANCA, EOSINOPHILS, IGG4, ILD_HYPERSENSITIVITY
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    all_of,
    any_of,
    condition,
    info,
    lab,
    record_only,
    request,
    request_missing,
    supplied,
    yes,
)

all_asked_for = all_of(
    any_of(~eosinophils_missing, eosinophils_requested),
    any_of(~igg4_missing, igg4_requested),
    any_of(~anca_never, anca_requested),
).named("eosinophils, IgG4 and ANCA are on record or asked for")

card = Card(
    id="raised-ige-workup",
    title="Raised IgE in ILD: work-up",
    version="1.0.0",
    owner="pulmonology and allergology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & ige_raised
    & supplied(lab(EOSINOPHILS))
    & supplied(lab(IGG4))
    & supplied(lab(ANCA)),
    unless=(
        *eosinophilic_disease,
        igg4_disease,
        condition(ILD_HYPERSENSITIVITY).ever(),
        omalizumab_lately,
        all_asked_for,
        yes(rapidly_progressive_ild),
    ),
    level=(info(),),
    summary="Raised IgE in ILD does not guide therapy; complete the work-up for HP, ABPA, EGPA and IgG4 disease",
    detail=(
        "Treat the rheumatic disease or the type of ILD: no guideline uses IgE to choose mycophenolate or rituximab.",
        "Ask about birds, mould, work, drugs, smoking, atopy and travel. In hypersensitivity pneumonitis IgE is "
        "usually normal.",
        "Where exposure to Strongyloides is possible, its serology comes before a glucocorticoid.",
        "Lavage cell count where the diagnosis is open: lymphocytes above 20 to 30 % point to hypersensitivity "
        "pneumonitis, eosinophils of 25 % or more to eosinophilic pneumonia.",
    ),
    suggest=(
        request_missing(
            (eosinophil_count, eosinophils_missing),
            (igg4_test, igg4_missing),
            (anca_test, anca_never),
            (aspergillus_ige_test, aspergillus_ige_missing),
            (aspergillus_igg_test, aspergillus_igg_missing),
            label="Request what is missing of eosinophils, IgG4, ANCA and Aspergillus antibodies",
            open_days=IGE_REQUEST_DAYS,
        ).recommended(),
        request_missing((strongyloides_test, strongyloides_missing), open_days=IGE_REQUEST_DAYS),
        request(exposure_history, open_days=IGE_REQUEST_DAYS),
    ),
    override_reasons=(
        "Atopy or smoking explains it",
        "Work-up was done elsewhere",
        "A parasite was treated",
    ),
    sources=(EOSINOPHILIC_LUNG, OMALIZUMAB_LABEL, SERVICE_CHOICE),
    strength=Strength("None; no guideline", "very low"),
)
