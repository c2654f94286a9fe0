"""Very high IgE or eosinophils in ILD: ABPA, EGPA or eosinophilic pneumonia is looked for first."""

from cards.definitions.disease import ild, rapidly_progressive_ild
from cards.definitions.ige import (
    anca_missing,
    anca_requested,
    anca_test,
    aspergillus_ige_missing,
    aspergillus_ige_requested,
    aspergillus_ige_test,
    aspergillus_igg_missing,
    aspergillus_igg_test,
    aspergillus_sensitised,
    aspergillus_untested,
    electrocardiogram,
    eosinophilia,
    eosinophilic_disease,
    eosinophils_high,
    strongyloides_missing,
    troponin_test,
    very_high,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import respiratory_referral, strongyloides_test
from cards.definitions.therapy import glucocorticoid
from cards.policy.ige import IGE_REQUEST_DAYS
from cards.sources import EOSINOPHILIC_LUNG, ISHAM_2024, OMALIZUMAB_LABEL, SERVICE_CHOICE
from cards.valuesets import ALLERGY_REFERRAL, PULMONOLOGY_REFERRAL
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    all_of,
    any_of,
    info,
    record_only,
    request,
    request_for,
    request_missing,
    warning,
    yes,
)

referred = any_of(
    request_for(PULMONOLOGY_REFERRAL).open(within=IGE_REQUEST_DAYS),
    request_for(ALLERGY_REFERRAL).open(within=IGE_REQUEST_DAYS),
).named("referral is asked for")
# A finding that is complete waits for no test: only the referral answers it.
tests_asked_for = all_of(
    ~aspergillus_sensitised,
    any_of(~aspergillus_untested, aspergillus_ige_requested),
    any_of(~eosinophilia, anca_missing & anca_requested),
).named("the missing tests are asked for")

card = Card(
    id="very-high-ige",
    title="Very high IgE or eosinophils in ILD",
    version="1.0.0",
    owner="pulmonology and allergology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ild & very_high,
    unless=(*eosinophilic_disease, referred, tests_asked_for, yes(rapidly_progressive_ild)),
    level=(warning(any_of(aspergillus_sensitised, eosinophilia)), info()),
    summary="Very high IgE or eosinophils: check for ABPA, EGPA or eosinophilic pneumonia before treating as rheumatic ILD",
    detail=(
        "ABPA (ISHAM 2024): a predisposing airway disease, Aspergillus fumigatus IgE of 0.35 kUA/L or more and total"
        " IgE of 500 IU/mL or more; and two of Aspergillus IgG, eosinophils of 0.5 x 10^9/L or more, a typical CT.",
    ),
    notes=(
        (aspergillus_untested, "Aspergillus IgE is not on record: it decides."),
        (
            eosinophils_high,
            "Eosinophils of 1.5 x 10^9/L or more: look for cardiac and nerve involvement and for parasites; exclude "
            "Strongyloides before a glucocorticoid.",
        ),
        (
            glucocorticoid.active(),
            "A glucocorticoid lowers both counts: earlier values may have been higher.",
        ),
    ),
    suggest=(
        request(respiratory_referral, open_days=IGE_REQUEST_DAYS).recommended(),
        request_missing(
            (aspergillus_ige_test, aspergillus_ige_missing),
            (aspergillus_igg_test, aspergillus_igg_missing),
            open_days=IGE_REQUEST_DAYS,
        ).offered(any_of(aspergillus_sensitised, aspergillus_untested)),
        request(troponin_test, electrocardiogram, open_days=IGE_REQUEST_DAYS)
        .and_missing((anca_test, anca_missing))
        .offered(eosinophilia),
        request_missing((strongyloides_test, strongyloides_missing), open_days=IGE_REQUEST_DAYS).offered(
            eosinophils_high
        ),
    ),
    override_reasons=(
        "ABPA or EGPA is managed already",
        "A drug or parasite explains it",
        "The result is from before treatment",
    ),
    sources=(ISHAM_2024, EOSINOPHILIC_LUNG, OMALIZUMAB_LABEL, SERVICE_CHOICE),
    strength=Strength("Consensus", "low"),
    silences=("raised-ige-workup",),
)
