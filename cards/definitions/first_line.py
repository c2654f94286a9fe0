"""What the first-line cards of the rheumatic diseases share: when they are asked, and when no drug is offered."""

from cards.definitions.disease import lung_transplant, new_ild
from cards.definitions.options import (
    azathioprine_gates,
    genotype_wanted,
    hepatitis_screen_wanted,
    rituximab_gates,
)
from cards.definitions.person import NO_DRUG_IN_PREGNANCY, pregnant
from cards.definitions.progression import fvc_low, progressing
from cards.definitions.tests import anti_hbc_test, hbsag_test, thiopurine_genotype
from cards.definitions.therapy import glucocorticoid, ild_drugs, routed_immunosuppressants, tocilizumab
from cards.valuesets import (
    ACTIVE_TUBERCULOSIS,
    ILD_DRUG_INDUCED,
    ILD_HYPERSENSITIVITY,
    ILD_IPF,
    PNEUMOCYSTIS,
)
from cdshooks.rules.language import (
    any_of,
    choose,
    condition,
    record_or_orders_of,
    request,
    single_dose,
    where,
)

chart_or_ild_order = record_or_orders_of(glucocorticoid, ild_drugs, tocilizumab, routed_immunosuppressants)
ild_order = any_of(ild_drugs.ordered(), tocilizumab.ordered(), routed_immunosuppressants.ordered())
steroid_or_ild_order = any_of(where(glucocorticoid.ordered(), ~single_dose), ild_order)

reason_to_treat = any_of(new_ild, progressing, fvc_low)
other_lung_disease = (
    condition(ILD_HYPERSENSITIVITY).active(),
    condition(ILD_DRUG_INDUCED).active(),
    lung_transplant,
)

mimic = (
    condition(ILD_IPF).active() | condition(ACTIVE_TUBERCULOSIS).active() | condition(PNEUMOCYSTIS).active()
)
drugs_may_be_offered = ~pregnant & ~mimic
# Why only the discussion is offered.
NO_DRUG = (
    *NO_DRUG_IN_PREGNANCY,
    (condition(ILD_IPF).active(), "IPF is coded: no drug is drafted; settle the diagnosis first."),
    (
        condition(ACTIVE_TUBERCULOSIS).active() | condition(PNEUMOCYSTIS).active(),
        "Active tuberculosis or Pneumocystis pneumonia: no drug is drafted.",
    ),
)

rituximab_option = choose("rituximab draft", rituximab_gates)
azathioprine_option = choose("azathioprine draft", azathioprine_gates)
hepatitis_screen_before_rituximab = request(
    hbsag_test, anti_hbc_test, label="Hepatitis B screen before rituximab"
).offered(drugs_may_be_offered & hepatitis_screen_wanted)
genotype_before_azathioprine = request(
    thiopurine_genotype, label="TPMT and NUDT15 before azathioprine"
).offered(drugs_may_be_offered & genotype_wanted)
