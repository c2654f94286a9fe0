"""Cyclophosphamide: pregnancy, a result or state that makes it unsafe now, or a test that is missing."""

from cards.definitions.bars import severe_infection
from cards.definitions.drug_safety import blood_count_requested, urinalysis
from cards.definitions.organs import clearance
from cards.definitions.person import (
    ADULT_THRESHOLDS,
    adult,
    pregnancy_not_proven,
    pregnancy_test_negative,
    pregnant,
)
from cards.definitions.rescue import blood_count_missing, neutrophils_now, platelets_now
from cards.definitions.tests import blood_count, hcg_test
from cards.definitions.therapy import cyclophosphamide
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.rescue import (
    CYCLOPHOSPHAMIDE_CLEARANCE,
    CYCLOPHOSPHAMIDE_NEUTROPHILS,
    CYCLOPHOSPHAMIDE_PLATELETS,
)
from cards.sources import CYCLOPHOSPHAMIDE_LABEL, SERVICE_CHOICE, TSANZ_ILD_DRUGS
from cards.valuesets import BLADDER_CANCER, HAEMATURIA, HCG, URINARY_OBSTRUCTION
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    condition,
    critical,
    delete_draft,
    for_now,
    info,
    orders_of,
    request,
    request_for,
    request_missing,
    warning,
    yes,
)

hcg_requested = request_for(HCG).open(within=OPEN_REQUEST_DAYS)

unsafe_now = any_of(
    neutrophils_now.below(CYCLOPHOSPHAMIDE_NEUTROPHILS),
    platelets_now.below(CYCLOPHOSPHAMIDE_PLATELETS),
    severe_infection,
    condition(HAEMATURIA).active(),
    condition(URINARY_OBSTRUCTION).active(),
    condition(BLADDER_CANCER),
    clearance.below(CYCLOPHOSPHAMIDE_CLEARANCE),
)
pregnancy_untested = pregnancy_not_proven & (~pregnancy_test_negative).named(
    "no negative pregnancy test within 7 days"
)
uncounted = blood_count_missing.named("no blood count within 14 days")

card = Card(
    id="cyclophosphamide-safety",
    title="Cyclophosphamide safety",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(cyclophosphamide),
    when=alive & cyclophosphamide.ordered() & any_of(pregnant, unsafe_now, pregnancy_untested, uncounted),
    # A level falls only by a request that is proven.
    level=(
        critical(pregnant),
        warning(
            any_of(
                unsafe_now,
                pregnancy_untested & ~yes(hcg_requested),
                blood_count_missing & ~yes(blood_count_requested),
            )
        ),
        info(),
    ),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Cyclophosphamide: pregnancy, infection, an unsafe result or a missing blood count. Resolve before the dose",
    detail=(
        "Neutrophils below 1.5 x 10^9/L or an active infection: only if the specialist agrees. Clearance below 30 "
        "mL/min: a lower dose.",
        "Before the first dose: ovarian protection, sperm or egg banking. Contraception during treatment and up to "
        "12 months after it.",
        "Fluids, mesna by the protocol, urine for blood, a blood count on day 10 to 14 of each pulse.",
        "At most 6 months, and little over a lifetime: harm to the gonads above 250 to 300 mg/kg. Prophylaxis against "
        "Pneumocystis goes with it.",
    ),
    notes=(
        (uncounted & yes(blood_count_requested), "A blood count was asked for: the result is pending."),
        (pregnancy_untested & yes(hcg_requested), "A pregnancy test was asked for: the result is pending."),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    suggest=(
        delete_draft(cyclophosphamide).offered(pregnant).recommended(),
        request_missing((blood_count, blood_count_missing), (hcg_test, pregnancy_untested))
        .offered(~yes(pregnant))
        .recommended(),
        # Where no count is on record, the one before the dose goes first.
        request(blood_count, timing="10 to 14 days from today").offered(
            ~yes(pregnant) & ~blood_count_missing
        ),
        request(urinalysis).offered(~yes(pregnant)),
    ),
    override_reasons=(
        for_now("Emergency: the disease threatens an organ or life"),
        "Test done elsewhere (give the value)",
        "Oncology protocol",
        "Pregnancy: agreed with obstetrics",
    ),
    sources=(TSANZ_ILD_DRUGS, CYCLOPHOSPHAMIDE_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "not graded"),
)
