"""Mycophenolate: counts low, or a blood count due. Three grounds, each with its own request."""

from cards.definitions.bars import low_counts, neutropenia, thrombopenia
from cards.definitions.drug_safety import blood_count_requested
from cards.definitions.organs import neutrophils, platelets
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care
from cards.definitions.tests import blood_count, creatinine_test, liver_tests
from cards.definitions.therapy import mycophenolate
from cards.policy.drug_safety import MMF_EARLY_COUNT_DAYS, MMF_EARLY_DAYS, MMF_LATER_COUNT_DAYS, RUN_GAP_DAYS
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import ILD_DOSING, MYCOPHENOLATE_LABEL, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    acted_on,
    alive,
    any_of,
    asked_for_since,
    begun_between,
    delete_draft,
    for_now,
    info,
    lowers_dose,
    newly_ordered,
    occasion,
    record_or_orders_of,
    request,
    warning,
    yes,
)

taking = occasion.chart & mycophenolate.active() & ~comfort_care

counted_early = (
    neutrophils.lab.result(within=MMF_EARLY_COUNT_DAYS).on_record()
    & platelets.lab.result(within=MMF_EARLY_COUNT_DAYS).on_record()
)
counted_later = (
    neutrophils.lab.result(within=MMF_LATER_COUNT_DAYS).on_record()
    & platelets.lab.result(within=MMF_LATER_COUNT_DAYS).on_record()
)

low_when_ordered = mycophenolate.ordered() & low_counts & ~lowers_dose(mycophenolate)
low_when_taken = taking & any_of(
    neutropenia & ~acted_on(neutropenia, mycophenolate),
    thrombopenia & ~acted_on(thrombopenia, mycophenolate),
)
low = low_when_ordered | low_when_taken
repeat_asked_for = asked_for_since(blood_count, low_counts, open_within=OPEN_REQUEST_DAYS)

uncounted_early = (~counted_early).named("no blood count within 30 days")
uncounted_later = (~counted_later).named("no blood count within 120 days")
first_count_due = newly_ordered(mycophenolate, RENEWAL_DAYS) & uncounted_early & ~blood_count_requested
# Overdue at the later interval is overdue at the early one too: days on the drug that are not known block nothing.
next_count_due = (
    taking
    & ~blood_count_requested
    & any_of(
        uncounted_later,
        uncounted_early & begun_between(mycophenolate, 0, MMF_EARLY_DAYS, bridge=RUN_GAP_DAYS),
    )
)
count_due = first_count_due | next_count_due

card = Card(
    id="mycophenolate-labs",
    title="Mycophenolate: blood counts",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(mycophenolate),
    when=alive & any_of(low, count_due),
    # A level falls only by a request that is proven.
    level=(warning(low & ~yes(repeat_asked_for)), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Mycophenolate: neutrophils or platelets low, or a blood count due; marrow suppression makes no symptoms",
    detail=(
        "Neutrophils below 1.3 x 10^9/L: interrupt or lower the dose, repeat the count within a week, look for "
        "infection and for other drugs that harm the marrow.",
        "A count is due before the start, at least monthly for 3 months, then every 2 to 4 months while stable. The label "
        "asks for more at the start: weekly for a month, every 2 weeks to month 3, then monthly.",
        "Add ALT and creatinine to the sample. Proton-pump inhibitors lower the exposure to mofetil, not to the "
        "enteric-coated form.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        request(blood_count, timing="within 7 days").offered(low).recommended(),
        delete_draft(mycophenolate).offered(low_when_ordered),
        request(blood_count).offered(count_due & ~yes(low)).recommended(),
        request(liver_tests, creatinine_test).offered(count_due),
    ),
    override_reasons=(
        "Done elsewhere (give the date and the values)",
        "Cytopenia known, plan agreed with the specialist",
        for_now("Sample taken today"),
    ),
    sources=(MYCOPHENOLATE_LABEL, ILD_DOSING, SERVICE_CHOICE),
    strength=Strength("Label and practice", "low"),
)
