"""Patterns of lung disease without a guideline of their own: NSIP, IPF, autoimmune features, HRCT phenotype."""

from cards.definitions.disease import rheumatic_disease
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    cyclophosphamide,
    immune_globulin,
    mycophenolate,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.policy.pjp import ANTI_CD20_DAYS, CYCLOPHOSPHAMIDE_DAYS
from cards.policy.treatment import DISCUSSION_DAYS, HRCT_PHENOTYPE_DAYS
from cards.valuesets import (
    ANCA_VASCULITIS,
    CT_CHEST,
    HRCT_FIBROSIS,
    HRCT_GROUND_GLASS,
    HRCT_MIXED,
    ILD_IPF,
    ILD_NSIP,
    IPAF,
    IPAF_CODED,
    LUPUS,
    UNDIFFERENTIATED_CTD,
)
from cdshooks.rules.language import (
    any_of,
    asked_for_within,
    concluded,
    condition,
    newest_report,
    yes,
)

# By its code in SNOMED CT, by a code of the site, or in words.
autoimmune_features = any_of(condition(IPAF).ever(), condition(IPAF_CODED).ever()).named(
    "interstitial pneumonia with autoimmune features"
)
lupus = condition(LUPUS)
undifferentiated_disease = condition(UNDIFFERENTIATED_CTD)
anca_vasculitis = condition(ANCA_VASCULITIS)

nsip = (condition(ILD_NSIP).active() | concluded(ILD_NSIP)).named("nonspecific interstitial pneumonia")
idiopathic_pulmonary_fibrosis = (condition(ILD_IPF).active() & ~rheumatic_disease).named(
    "idiopathic pulmonary fibrosis"
)

discussed_lately = asked_for_within(ild_discussion, DISCUSSION_DAYS)

newest_hrct = newest_report(CT_CHEST, within=HRCT_PHENOTYPE_DAYS)
ground_glass = newest_hrct.concludes(HRCT_GROUND_GLASS)
fibrosis = newest_hrct.concludes(HRCT_FIBROSIS)
# Ground-glass and fibrosis in one report are the mixed phenotype.
inflamed = any_of(ground_glass, newest_hrct.concludes(HRCT_MIXED))
mixed = newest_hrct.concludes(HRCT_MIXED) | (ground_glass & fibrosis)
only_fibrosis = fibrosis & ~inflamed

# Infusions are read where they are supplied; an order that ended lately counts without them.
immunosuppressed = any_of(
    mycophenolate.active(),
    azathioprine.active(),
    cyclophosphamide.taken_within(CYCLOPHOSPHAMIDE_DAYS),
    anti_cd20.taken_within(ANTI_CD20_DAYS),
    immune_globulin.active(),
    tocilizumab.active(),
    routed_immunosuppressants.active(),
    yes(cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS)),
    yes(anti_cd20.given_within(ANTI_CD20_DAYS)),
).named("an ILD drug that is no antifibrotic is taken")
