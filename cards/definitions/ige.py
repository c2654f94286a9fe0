"""Raised IgE and eosinophils: what is raised, what explains it, and what points to ABPA or EGPA."""

from cards.definitions.tests import LOINC, orderable
from cards.policy.ige import (
    ANCA_DAYS,
    ASPERGILLUS_IGE_POSITIVE,
    EOSINOPHIL_DAYS,
    EOSINOPHILS_HIGH,
    EOSINOPHILS_WITH_ASTHMA,
    IGE_DAYS,
    IGE_RAISED,
    IGE_REQUEST_DAYS,
    IGE_VERY_HIGH,
    OMALIZUMAB_DAYS,
    WORKUP_EOSINOPHIL_DAYS,
)
from cards.valuesets import (
    ANCA,
    ASPERGILLOSIS_ALLERGIC,
    ASPERGILLUS_IGE,
    ASPERGILLUS_IGG,
    ASTHMA,
    BRONCHIECTASIS,
    COPD,
    CYSTIC_FIBROSIS,
    ELECTROCARDIOGRAM,
    EOSINOPHILIC_PNEUMONIA,
    EOSINOPHILIC_VASCULITIS,
    EOSINOPHILS,
    IGE,
    IGG4,
    IGG4_DISEASE,
    OMALIZUMAB,
    STRONGYLOIDES_IGG,
    TROPONIN,
)
from cdshooks.rules.language import (
    above_own_limit,
    any_of,
    any_positive,
    condition,
    drug,
    lab,
    request_for,
)

total_ige = lab(IGE, "IU/mL")
newest_ige = total_ige.result(within=IGE_DAYS)
ige_raised = above_own_limit(newest_ige, otherwise=IGE_RAISED).named("total IgE is raised")
ige_very_high = newest_ige.at_least(IGE_VERY_HIGH)
aspergillus_ige = lab(ASPERGILLUS_IGE, "kUA/L").result()
aspergillus_ige_missing = ~aspergillus_ige.on_record()
aspergillus_igg_missing = ~lab(ASPERGILLUS_IGG).result().on_record()
strongyloides_missing = ~lab(STRONGYLOIDES_IGG).result().on_record()
eosinophils = lab(EOSINOPHILS, "10*9/L").result(within=EOSINOPHIL_DAYS)

omalizumab = drug(OMALIZUMAB)
omalizumab_lately = omalizumab.taken_within(OMALIZUMAB_DAYS)

aspergillosis = condition(ASPERGILLOSIS_ALLERGIC).ever()
eosinophilic_vasculitis = condition(EOSINOPHILIC_VASCULITIS).ever()
eosinophilic_pneumonia = condition(EOSINOPHILIC_PNEUMONIA).ever()
igg4_disease = condition(IGG4_DISEASE).ever()
eosinophilic_disease = (aspergillosis, eosinophilic_vasculitis, eosinophilic_pneumonia)

predisposed = any_of(
    condition(ASTHMA).active(),
    condition(COPD).active(),
    condition(BRONCHIECTASIS).active(),
    condition(CYSTIC_FIBROSIS).active(),
).named("asthma, COPD, bronchiectasis or cystic fibrosis")

# Omalizumab raises total IgE: then it proves nothing.
aspergillus_sensitised = (
    ige_very_high & aspergillus_ige.at_least(ASPERGILLUS_IGE_POSITIVE) & ~omalizumab_lately
).named("IgE of 500 IU/mL or more and Aspergillus IgE raised")
aspergillus_untested = (ige_very_high & predisposed & aspergillus_ige_missing & ~omalizumab_lately).named(
    "IgE of 500 IU/mL or more in airway disease, Aspergillus IgE not on record"
)
eosinophils_high = eosinophils.at_least(EOSINOPHILS_HIGH)
eosinophils_with_anca = (
    eosinophils.at_least(EOSINOPHILS_WITH_ASTHMA)
    & condition(ASTHMA).active()
    & any_positive(lab(ANCA), over_range=True)
).named("eosinophils, asthma and ANCA")
eosinophilia = any_of(eosinophils_high, eosinophils_with_anca)
very_high = any_of(aspergillus_sensitised, aspergillus_untested, eosinophilia)

anca_missing = ~lab(ANCA).result(within=ANCA_DAYS).on_record()
anca_never = ~lab(ANCA).result().on_record()
igg4_missing = ~lab(IGG4).result().on_record()
eosinophils_missing = ~lab(EOSINOPHILS).result(within=WORKUP_EOSINOPHIL_DAYS).on_record()

anca_requested = request_for(ANCA).open(within=IGE_REQUEST_DAYS)
igg4_requested = request_for(IGG4).open(within=IGE_REQUEST_DAYS)
eosinophils_requested = request_for(EOSINOPHILS).open(within=IGE_REQUEST_DAYS)
aspergillus_ige_requested = request_for(ASPERGILLUS_IGE).open(within=IGE_REQUEST_DAYS)

eosinophil_count = orderable("blood count with eosinophils", LOINC, "711-2", EOSINOPHILS)
igg4_test = orderable("IgG subclass 4", LOINC, "2469-5", IGG4)
anca_test = orderable("ANCA", LOINC, "17351-8", ANCA)
aspergillus_ige_test = orderable("Aspergillus fumigatus IgE", LOINC, "6025-1", ASPERGILLUS_IGE)
aspergillus_igg_test = orderable("Aspergillus fumigatus IgG", "", "", ASPERGILLUS_IGG)
troponin_test = orderable("troponin", "", "", TROPONIN)
electrocardiogram = orderable("ECG", "", "", ELECTROCARDIOGRAM)
