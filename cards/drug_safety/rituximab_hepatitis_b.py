"""Rituximab or another anti-CD20 antibody, and hepatitis B: not screened, or positive without an antiviral."""

from cards.definitions.before_start import anti_hbc_negative, hbsag_negative
from cards.definitions.drug_safety import (
    hbv_dna_test,
    hepatitis_b_without_antiviral,
    hepatology_referral,
    proven_hepatitis_b,
)
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import anti_hbc_test, hbsag_test
from cards.definitions.therapy import anti_cd20
from cards.policy.drug_safety import HEPATOLOGY_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import HBV_SCREEN_DAYS
from cards.sources import RITUXIMAB_HEPATITIS_B, SERVICE_CHOICE
from cards.valuesets import ANTI_HBC, HBSAG, HEPATOLOGY_REFERRAL
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    critical,
    lab,
    orders_of,
    request,
    request_for,
    request_missing,
    supplied,
    unclear,
    warning,
    yes,
)

hbsag_missing = (~lab(HBSAG).result(within=HBV_SCREEN_DAYS).on_record()).named("no HBsAg within 365 days")
anti_hbc_missing = (~lab(ANTI_HBC).result(within=HBV_SCREEN_DAYS).on_record()).named(
    "no total anti-HBc within 365 days"
)
unread = "hepatitis B screen (HBsAg, total anti-HBc), to be treated as not done"

not_screened = any_of(
    hbsag_missing,
    anti_hbc_missing,
    unclear(~hbsag_missing & ~hbsag_negative, unread),
    unclear(~anti_hbc_missing & ~anti_hbc_negative, unread),
    # On a page that was not read there may be a positive result.
    ~(supplied(lab(HBSAG)) & supplied(lab(ANTI_HBC))),
) & ~yes(proven_hepatitis_b)
screen_pending = (~hbsag_missing | request_for(HBSAG).open(within=OPEN_REQUEST_DAYS)) & (
    ~anti_hbc_missing | request_for(ANTI_HBC).open(within=OPEN_REQUEST_DAYS)
)
hepatology_asked = request_for(HEPATOLOGY_REFERRAL).open_or_done(within=HEPATOLOGY_DAYS)

card = Card(
    id="rituximab-hepatitis-b",
    title="Rituximab: hepatitis B screen",
    version="1.0.0",
    owner="rheumatology and infectious disease pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(anti_cd20),
    when=alive & anti_cd20.ordered() & (not_screened | hepatitis_b_without_antiviral),
    # A level falls only by a request that is proven.
    level=(
        critical(
            (not_screened & ~yes(screen_pending)) | (hepatitis_b_without_antiviral & ~yes(hepatology_asked))
        ),
        warning(not_screened | hepatitis_b_without_antiviral),
    ),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Rituximab: hepatitis B screen missing, or positive without an antiviral. Reactivation can be fatal",
    detail=(
        "HBsAg and total anti-HBc before the first dose of every course. Anti-HBs alone is no screen.",
        "Positive: HBV DNA, hepatology, and an antiviral before rituximab and for 12 to 18 months or longer after its last "
        "dose; hepatology chooses it.",
        "Immune globulin given lately can make anti-HBc positive without infection: look at HBV DNA.",
        "In rapidly progressive ILD draw the blood and read the urgent result before the infusion.",
    ),
    notes=(
        (
            not_screened & yes(screen_pending),
            "The test that is missing was asked for: the result is pending.",
        ),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    suggest=(
        request_missing((hbsag_test, hbsag_missing), (anti_hbc_test, anti_hbc_missing))
        .offered(not_screened)
        .recommended(),
        request(hepatology_referral)
        .offered(hepatitis_b_without_antiviral & ~yes(hepatology_asked))
        .recommended(),
        request(hbv_dna_test).offered(hepatitis_b_without_antiviral),
    ),
    override_reasons=(
        "Result outside this record (give value and date)",
        "Life-threatening disease, sample drawn, hepatology informed",
        "Passive anti-HBc after immune globulin, HBV DNA negative",
    ),
    sources=(RITUXIMAB_HEPATITIS_B, SERVICE_CHOICE),
    strength=Strength("Boxed warning", "high"),
)
