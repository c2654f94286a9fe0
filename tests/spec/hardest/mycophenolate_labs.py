"""Mycophenolate: counts low, or a blood count due. Three grounds, each with its own request."""

from __future__ import annotations

from cards.definitions.organs import neutrophils, platelets
from cards.definitions.person import comfort_care
from cards.definitions.tests import blood_count, creatinine_test, liver_tests
from cards.definitions.therapy import mycophenolate
from cards.policy import MMF_NEUTROPHILS, MMF_PLATELETS, RENEWAL_DAYS
from cards.sources import SERVICE_CHOICE
from cards.valuesets import NEUTROPHILS, PLATELETS
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    all_of,
    any_of,
    asked_for_since,
    delete_draft,
    info,
    lab,
    newly_ordered,
    number,
    occasion,
    on_drug_for,
    record_or_orders_of,
    request,
    request_for,
    warning,
)
from tests.spec.hardest.words_to_come import acted_on, lowers_dose

EARLY_DAYS = number("mycophenolate.early_days", 90, "days", allowed=(60, 120), source="service choice [K]")
EARLY_EVERY = number("mycophenolate.early_count_days", 30, "days", allowed=(7, 30), source="label [K]")
LATER_EVERY = number("mycophenolate.count_days", 120, "days", allowed=(30, 120), source="practice [K]")

neutropenia = neutrophils.below(MMF_NEUTROPHILS)
thrombopenia = platelets.below(MMF_PLATELETS)
low = neutropenia | thrombopenia
taking = occasion.chart & mycophenolate.active() & ~comfort_care

requested = request_for(NEUTROPHILS).open(within=30)
counts = (lab(NEUTROPHILS), lab(PLATELETS))
counted_lately = all_of(*(test.result(within=EARLY_EVERY).on_record() for test in counts))
counted_later = all_of(*(test.result(within=LATER_EVERY).on_record() for test in counts))
due_now, due_later = ~counted_lately, ~counted_later

low_count = any_of(
    low & mycophenolate.ordered(),
    taking & neutropenia & ~acted_on(neutropenia, mycophenolate),
    taking & thrombopenia & ~acted_on(thrombopenia, mycophenolate),
) & ~lowers_dose(mycophenolate)
baseline_due = newly_ordered(mycophenolate, RENEWAL_DAYS) & due_now & ~requested
# Overdue at the later interval is overdue at the early one too: unknown days on the drug block nothing.
repeat_due = taking & ~requested & any_of(due_later, due_now & ~on_drug_for(mycophenolate, 92, bridge=90))

card = Card(
    id="mycophenolate-labs",
    title="Mycophenolate: blood counts",
    version="0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(mycophenolate),
    when=alive & any_of(low_count, baseline_due, repeat_due),
    level=(
        warning(low_count & ~asked_for_since(blood_count, low, open_within=30)),
        info(low_count | baseline_due | repeat_due),
    ),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    summary="Mycophenolate: neutrophils or platelets low, or a blood count due; marrow suppression is silent",
    detail=("Neutrophils below 1.3: interrupt or reduce, repeat within a week, look for infection.",),
    suggest=(
        request(blood_count, timing="within 7 days").offered(low_count).recommended(),
        delete_draft(mycophenolate).offered(occasion.order & low_count),
        request(blood_count, liver_tests, creatinine_test).offered(baseline_due | repeat_due).recommended(),
    ),
    override_reasons=("Done elsewhere", "Cytopenia known, plan agreed with specialist", "Sample taken today"),
    sources=(SERVICE_CHOICE,),
    strength=Strength("Label and practice", "low"),
)
