"""Antibodies for a hidden rheumatic disease: which were never tested, and what the baseline still lacks."""

from cards.definitions.disease import rheumatic_disease
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.valuesets import (
    ANTI_CCP,
    ANTI_JO1,
    ANTI_MDA5,
    ANTI_RO52,
    ANTI_SCL70,
    ANTI_SSA,
    ANTINUCLEAR_ANTIBODY,
    ANTISYNTHETASE_OTHER,
    MYOSITIS_ANTIBODIES,
    RHEUMATOID_FACTOR,
)
from cdshooks.rules.language import lab, request_for

ana_missing = ~lab(ANTINUCLEAR_ANTIBODY).result().on_record()
rf_missing = ~lab(RHEUMATOID_FACTOR).result().on_record()
ccp_missing = ~lab(ANTI_CCP).result().on_record()
ssa_missing = ~lab(ANTI_SSA).result().on_record()
ro52_missing = ~lab(ANTI_RO52).result().on_record()
scl70_missing = ~lab(ANTI_SCL70).result().on_record()
jo1_missing = ~lab(ANTI_JO1).result().on_record()
antisynthetase_missing = ~lab(ANTISYNTHETASE_OTHER).result().on_record()
mda5_missing = ~lab(ANTI_MDA5).result().on_record()
myositis_antibodies_missing = ~lab(MYOSITIS_ANTIBODIES).result().on_record()

ana_gap = ana_missing & ~request_for(ANTINUCLEAR_ANTIBODY).open_on_record(within=WORKUP_REQUEST_DAYS)
rheumatoid_gap = (
    rf_missing
    & ccp_missing
    & ~request_for(RHEUMATOID_FACTOR).open_on_record(within=WORKUP_REQUEST_DAYS)
    & ~request_for(ANTI_CCP).open_on_record(within=WORKUP_REQUEST_DAYS)
)
no_serology = ~rheumatic_disease & (ana_gap | rheumatoid_gap)
