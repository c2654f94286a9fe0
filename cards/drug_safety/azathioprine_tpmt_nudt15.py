"""Azathioprine and the two genes that break it down: another drug, a test first, or a lower dose."""

from cards.definitions.bars import (
    nudt15,
    nudt15_intermediate,
    nudt15_poor,
    tpmt,
    tpmt_intermediate,
    tpmt_poor,
)
from cards.definitions.drug_safety import AZATHIOPRINE_50_MG, mycophenolate_in_its_place
from cards.definitions.organs import neutrophils, platelets, weight
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import blood_count, thiopurine_genotype
from cards.definitions.therapy import azathioprine
from cards.policy.drug_safety import (
    AZATHIOPRINE_BOTH_GENES_MG_PER_KG,
    AZATHIOPRINE_COUNT_DAYS,
    AZATHIOPRINE_LOW_START_KG,
    AZATHIOPRINE_ONE_GENE_MG_PER_KG,
    AZATHIOPRINE_PLATELETS,
    AZATHIOPRINE_SETTLED_DAYS,
    RUN_GAP_DAYS,
)
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.rescue import AZATHIOPRINE_NEUTROPHILS
from cards.sources import AZATHIOPRINE_FDA, CPIC_THIOPURINES_2018, SERVICE_CHOICE
from cards.valuesets import AZATHIOPRINE_ALLERGY, NUDT15, THIOPURINE_NORMAL, TPMT
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    critical,
    deficient,
    delete_draft,
    ever_says,
    info,
    mg_per_kg_a_day,
    newly_ordered,
    normal,
    on_drug_for,
    orders_of,
    replace_draft,
    request,
    request_for,
    update_draft,
    warning,
    yes,
)

tpmt_normal = ever_says(tpmt.lab, THIOPURINE_NORMAL)
tpmt_phenotype = any_of(tpmt_poor, tpmt_intermediate, tpmt_normal)
nudt15_phenotype = any_of(nudt15_poor, nudt15_intermediate, ever_says(nudt15.lab, THIOPURINE_NORMAL))
tpmt_requested = request_for(TPMT).open(within=OPEN_REQUEST_DAYS)
nudt15_requested = request_for(NUDT15).open(within=OPEN_REQUEST_DAYS)

azathioprine_allergy = allergy(AZATHIOPRINE_ALLERGY)
new = newly_ordered(azathioprine, RENEWAL_DAYS)
dose = mg_per_kg_a_day(azathioprine.ordered(), weight)

# Never yes. Not known where the newest result of a gene can be read neither way and none gives a phenotype: it may
# say "poor", also where azathioprine is taken already.
tpmt_unread = deficient(tpmt) & normal(tpmt) & ~tpmt_phenotype
nudt15_unread = deficient(nudt15) & normal(nudt15) & ~nudt15_phenotype
poor = any_of(tpmt_poor, nudt15_poor, tpmt_unread, nudt15_unread).named("poor metaboliser by TPMT or NUDT15")
never_tested = (~tpmt.on_record()).named("no TPMT result on record")
untested = new & (never_tested | (deficient(tpmt) & ~tpmt_phenotype))
settled = (
    on_drug_for(azathioprine, AZATHIOPRINE_SETTLED_DAYS, bridge=RUN_GAP_DAYS)
    & neutrophils.lab.result(within=AZATHIOPRINE_COUNT_DAYS).at_least(AZATHIOPRINE_NEUTROPHILS)
    & platelets.lab.result(within=AZATHIOPRINE_COUNT_DAYS).at_least(AZATHIOPRINE_PLATELETS)
).named("taken for more than 183 days with normal counts within 120 days")
too_much = (
    any_of(
        (tpmt_intermediate | nudt15_intermediate) & dose.above(AZATHIOPRINE_ONE_GENE_MG_PER_KG),
        tpmt_intermediate & nudt15_intermediate & dose.above(AZATHIOPRINE_BOTH_GENES_MG_PER_KG),
    )
    & ~settled
)
half_tested = (
    new
    & any_of(tpmt_normal, tpmt_intermediate, normal(tpmt))
    & (~nudt15.on_record()).named("no NUDT15 result on record")
    & ~nudt15_requested
)

card = Card(
    id="azathioprine-tpmt-nudt15",
    title="Azathioprine: TPMT and NUDT15",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(azathioprine),
    when=alive & azathioprine.ordered() & any_of(poor, untested, too_much, half_tested),
    # A level falls only by a request that is proven.
    level=(critical(poor), warning((untested & ~yes(tpmt_requested)) | too_much), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Azathioprine: TPMT or NUDT15 not on record, or reduced; poor metabolisers risk marrow failure. Check first",
    detail=(
        "Poor metaboliser by either gene: another drug, unless the disease is malignant. Intermediate by one: start "
        "at 30 to 80 % of 2 mg/kg a day; by both: lower still.",
        "A normal result does not replace blood counts: weekly for 4 weeks, then two at 2-week intervals, then every"
        " 1 to 3 months.",
        "NUDT15 matters most in people of East Asian and Hispanic ancestry. An enzyme activity measured within 90 days of "
        "a transfusion is not reliable; the genotype is.",
        "Sources differ: the US label says to consider the test, CPIC doses by a known result; this service asks for TPMT "
        "before the first dose.",
    ),
    notes=(
        (untested & yes(tpmt_requested), "TPMT was asked for: the result is pending."),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    suggest=(
        delete_draft(azathioprine).offered(poor).recommended(),
        replace_draft(azathioprine, by=mycophenolate_in_its_place).offered(poor),
        update_draft(azathioprine, AZATHIOPRINE_50_MG)
        .offered(
            too_much
            & ~yes(poor)
            & adult
            & weight.at_least(AZATHIOPRINE_LOW_START_KG)
            & ~yes(azathioprine_allergy)
        )
        .recommended(),
        delete_draft(azathioprine)
        .offered(
            too_much
            & ~yes(poor)
            & (~(yes(adult) & yes(weight.at_least(AZATHIOPRINE_LOW_START_KG))) | yes(azathioprine_allergy))
        )
        .recommended(),
        # Where TPMT alone was asked for, the result is awaited.
        request(thiopurine_genotype)
        .offered((untested | half_tested) & ~yes(poor))
        .recommended(~yes(tpmt_requested) | half_tested),
        request(blood_count).offered(untested | half_tested),
    ),
    override_reasons=(
        "Result available outside this record (give the phenotype)",
        "Specialist low-dose plan with weekly counts",
        "Taken before for more than 6 months with normal counts",
    ),
    sources=(CPIC_THIOPURINES_2018, AZATHIOPRINE_FDA, SERVICE_CHOICE),
    strength=Strength("CPIC, strong", "high"),
)
