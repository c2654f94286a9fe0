"""Azathioprine with a drug that blocks xanthine oxidase: not together."""

from cards.definitions.bars import xanthine_oxidase_inhibitor
from cards.definitions.drug_safety import mycophenolate_in_its_place
from cards.definitions.organs import neutrophils, platelets, weight
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import blood_count
from cards.definitions.therapy import azathioprine
from cards.policy.drug_safety import (
    AZATHIOPRINE_PLATELETS,
    AZATHIOPRINE_WITH_ALLOPURINOL_DAYS,
    AZATHIOPRINE_WITH_ALLOPURINOL_MG_PER_KG,
    RUN_GAP_DAYS,
)
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.rescue import AZATHIOPRINE_NEUTROPHILS
from cards.sources import ALLOPURINOL_THIOPURINE, FEBUXOSTAT_LABEL, SERVICE_CHOICE, TSANZ_ILD_DRUGS
from cards.valuesets import TOPIROXOSTAT, XANTHINE_OXIDASE_INHIBITOR
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    all_of,
    critical,
    delete_draft,
    drug,
    for_now,
    ingredient,
    mg_per_kg_a_day,
    newly_ordered,
    on_drug_for,
    ordered_together,
    orders_of,
    replace_draft,
    request,
    warning,
    yes,
)

allopurinol = ingredient(XANTHINE_OXIDASE_INHIBITOR, "519", words="allopurinol")
febuxostat = ingredient(XANTHINE_OXIDASE_INHIBITOR, "73689", words="febuxostat")
inhibitor = xanthine_oxidase_inhibitor.called("allopurinol or febuxostat")

pair = ordered_together(azathioprine, xanthine_oxidase_inhibitor)

# The dose that is about to be signed, else the dose that is taken.
low_dose = (
    azathioprine.planned()
    & ~mg_per_kg_a_day(azathioprine.planned(), weight).above(AZATHIOPRINE_WITH_ALLOPURINOL_MG_PER_KG)
) | (
    ~azathioprine.planned()
    & ~mg_per_kg_a_day(azathioprine.active(), weight).above(AZATHIOPRINE_WITH_ALLOPURINOL_MG_PER_KG)
)
low_dose_with_allopurinol = all_of(
    allopurinol.in_use(), ~febuxostat.in_use(), ~drug(TOPIROXOSTAT).in_use(), low_dose
).named("azathioprine of at most 0.7 mg/kg a day with allopurinol")
under_way = all_of(
    low_dose_with_allopurinol,
    on_drug_for(azathioprine, AZATHIOPRINE_WITH_ALLOPURINOL_DAYS, bridge=RUN_GAP_DAYS),
    on_drug_for(allopurinol, AZATHIOPRINE_WITH_ALLOPURINOL_DAYS, bridge=RUN_GAP_DAYS),
    neutrophils.at_least(AZATHIOPRINE_NEUTROPHILS),
    platelets.at_least(AZATHIOPRINE_PLATELETS),
).named("low-dose co-therapy for more than 30 days with normal counts")

new_azathioprine = newly_ordered(azathioprine, RENEWAL_DAYS)
new_inhibitor = newly_ordered(xanthine_oxidase_inhibitor, RENEWAL_DAYS)

card = Card(
    id="azathioprine-xanthine-oxidase",
    title="Azathioprine with allopurinol or febuxostat",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(azathioprine, xanthine_oxidase_inhibitor),
    # The pair itself is certain: a dose or weight that is not known makes it no safer.
    when=alive & pair & ~yes(under_way),
    level=(critical(~yes(low_dose_with_allopurinol)), warning()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Azathioprine with allopurinol or febuxostat: life-threatening marrow suppression. Do not combine",
    detail=(
        "Xanthine oxidase breaks thiopurines down; when it is blocked, they build up. Febuxostat and topiroxostat: "
        "never with azathioprine.",
        "Allopurinol only if a specialist decides so: azathioprine cut to a quarter or a third (about 0.5 to 0.7 "
        "mg/kg a day), TPMT and NUDT15 normal, a blood count every week.",
        "Mycophenolate has no such interaction.",
    ),
    notes=(
        (
            yes(azathioprine.in_use()) & ~yes(low_dose) & ~yes(~low_dose),
            "The azathioprine dose per kg is not known (dose or body weight): it is taken for a full dose.",
        ),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    suggest=(
        delete_draft(azathioprine).offered(azathioprine.ordered()).recommended(new_azathioprine),
        delete_draft(inhibitor)
        .offered(xanthine_oxidase_inhibitor.ordered())
        .recommended(new_inhibitor & ~yes(new_azathioprine)),
        request(blood_count, timing="today").offered(
            azathioprine.active() & xanthine_oxidase_inhibitor.active()
        ),
        replace_draft(azathioprine, by=mycophenolate_in_its_place).offered(azathioprine.ordered()),
    ),
    override_reasons=(
        "Planned low-dose azathioprine with allopurinol, blood count every week",
        for_now("The other drug stops today"),
        "Recorded drug is no longer taken",
    ),
    sources=(TSANZ_ILD_DRUGS, ALLOPURINOL_THIOPURINE, FEBUXOSTAT_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "high"),
)
