"""The author's language: every word a card may use, and nothing else.

A missing word is added here, once, with its spec test in ``tests/spec``.
"""
# Longer than 300 lines because every word is named once where it comes from and once as a word.

from cdshooks.rules.acting import acted_on, lowers_dose
from cdshooks.rules.antibodies import newest_positive
from cdshooks.rules.as_of import ingredient_started_since, was_on
from cdshooks.rules.breathing import fell_on_room_air, newer_than, on_oxygen
from cdshooks.rules.by_kilogram import mg_per_kg_a_day
from cdshooks.rules.card import (
    Card,
    Catalogue,
    Folder,
    Snooze,
    Strength,
    WhenNotKnown,
    critical,
    for_now,
    info,
    orders_of,
    record_only,
    record_or_orders_of,
    requests_of,
    warning,
)
from cdshooks.rules.case import Hook
from cdshooks.rules.choices import choose, none_left, option
from cdshooks.rules.coded_findings import finding, scale
from cdshooks.rules.criteria import (
    ALWAYS,
    NEVER,
    Criterion,
    all_of,
    any_of,
    at_least,
    yes,
)
from cdshooks.rules.deeds import BeganWithin, concluded, done, refused, request_for
from cdshooks.rules.dose_limits import dose_check
from cdshooks.rules.dose_rows import Limit
from cdshooks.rules.doses_given import done_times, last_done, last_of
from cdshooks.rules.dosing import (
    per_day,
    per_day_on_average,
    per_dose,
    per_week,
    reason,
    single_dose,
    stated_days_at_most,
    where,
)
from cdshooks.rules.dosing_per_kg import per_kg
from cdshooks.rules.drugs import any_drug, drug, ingredient
from cdshooks.rules.first_found import first_found_within
from cdshooks.rules.found import allergies_supplied, allergy, condition
from cdshooks.rules.found_since import found_since
from cdshooks.rules.lung_function import FellRelatively
from cdshooks.rules.measures import Clearance
from cdshooks.rules.moments import day_of, first_day_of, onset_before
from cdshooks.rules.newest import asked_for_since, asked_for_within, ever_asked_for, requested_since
from cdshooks.rules.orders import DrugOrder, TestOrder, orderables
from cdshooks.rules.orders_alone import by_orders
from cdshooks.rules.oxygen import MoreOxygen
from cdshooks.rules.pairs import overlap
from cdshooks.rules.passing import among_first, ready, taken_up
from cdshooks.rules.person import age, alive, female, male, occasion
from cdshooks.rules.picture import Curve, Lane, Picture
from cdshooks.rules.purpose import added_to_those
from cdshooks.rules.qualitative import any_positive, deficient, due_date_within, negative_within, normal
from cdshooks.rules.readings import (
    RoseTo,
    above_own_limit,
    ever_says,
    no_result_within,
    says,
    supplied,
)
from cdshooks.rules.reports import done_on_days, newest_report
from cdshooks.rules.results import lab
from cdshooks.rules.rises import rose_by, rose_past
from cdshooks.rules.room_air import low_on_room_air
from cdshooks.rules.same_day import SameDay
from cdshooks.rules.schedules import (
    any_reason_but,
    days_apart,
    reason_in_words_but,
    reason_not_at_hand,
    route_not_said,
)
from cdshooks.rules.seasons import season
from cdshooks.rules.series import FellBy
from cdshooks.rules.since import (
    begun_between,
    ended_within,
    first_begun_within,
    not_long_established,
    result_after,
    result_since_start,
)
from cdshooks.rules.starting import ingredients_first_started_within
from cdshooks.rules.statuses import still_said
from cdshooks.rules.steroid_ended import (
    had_sustained,
    pulse_to_come,
    run_begun_within,
    sustained_to_come,
    sustained_with_draft,
)
from cdshooks.rules.steroid_runs import (
    steroid_after_at_least,
    steroid_falls_below,
    steroid_run,
    steroid_today_at_least,
)
from cdshooks.rules.steroids import steroid_calendar
from cdshooks.rules.stopping import stopped_for
from cdshooks.rules.suggestions import (
    delete_draft,
    delete_drafts_behind,
    each_of,
    end_orders_behind,
    first_few_of,
    first_of,
    next_of,
    replace_draft,
    request,
    request_missing,
    update_draft,
    update_orders_behind,
)
from cdshooks.rules.taking import (
    continued_order,
    ingredients_in_use,
    newly_ordered,
    newly_planned,
    on_drug_for,
    ordered_afresh,
    ordered_together,
)
from cdshooks.rules.terms import Source, number, site_concept, valueset
from cdshooks.rules.unclear import unclear
from cdshooks.rules.vaccines import perhaps_live, vaccine_in_words
from cdshooks.rules.weights import by_surface, by_weight

__all__ = [
    "ALWAYS",
    "NEVER",
    "BeganWithin",
    "Card",
    "Catalogue",
    "Clearance",
    "Criterion",
    "Curve",
    "DrugOrder",
    "FellBy",
    "FellRelatively",
    "Folder",
    "Hook",
    "Lane",
    "Limit",
    "MoreOxygen",
    "Picture",
    "RoseTo",
    "SameDay",
    "Snooze",
    "Source",
    "Strength",
    "TestOrder",
    "WhenNotKnown",
    "above_own_limit",
    "acted_on",
    "added_to_those",
    "age",
    "alive",
    "all_of",
    "allergies_supplied",
    "allergy",
    "among_first",
    "any_drug",
    "any_of",
    "any_positive",
    "any_reason_but",
    "asked_for_since",
    "asked_for_within",
    "at_least",
    "begun_between",
    "by_orders",
    "by_surface",
    "by_weight",
    "choose",
    "concluded",
    "condition",
    "continued_order",
    "critical",
    "day_of",
    "days_apart",
    "deficient",
    "delete_draft",
    "delete_drafts_behind",
    "done",
    "done_on_days",
    "done_times",
    "dose_check",
    "drug",
    "due_date_within",
    "each_of",
    "end_orders_behind",
    "ended_within",
    "ever_asked_for",
    "ever_says",
    "fell_on_room_air",
    "female",
    "finding",
    "first_begun_within",
    "first_day_of",
    "first_few_of",
    "first_found_within",
    "first_of",
    "for_now",
    "found_since",
    "had_sustained",
    "info",
    "ingredient",
    "ingredient_started_since",
    "ingredients_first_started_within",
    "ingredients_in_use",
    "lab",
    "last_done",
    "last_of",
    "low_on_room_air",
    "lowers_dose",
    "male",
    "mg_per_kg_a_day",
    "negative_within",
    "newer_than",
    "newest_positive",
    "newest_report",
    "newly_ordered",
    "newly_planned",
    "next_of",
    "no_result_within",
    "none_left",
    "normal",
    "not_long_established",
    "number",
    "occasion",
    "on_drug_for",
    "on_oxygen",
    "onset_before",
    "option",
    "orderables",
    "ordered_afresh",
    "ordered_together",
    "orders_of",
    "overlap",
    "per_day",
    "per_day_on_average",
    "per_dose",
    "per_kg",
    "per_week",
    "perhaps_live",
    "pulse_to_come",
    "ready",
    "reason",
    "reason_in_words_but",
    "reason_not_at_hand",
    "record_only",
    "record_or_orders_of",
    "refused",
    "replace_draft",
    "request",
    "request_for",
    "request_missing",
    "requested_since",
    "requests_of",
    "result_after",
    "result_since_start",
    "rose_by",
    "rose_past",
    "route_not_said",
    "run_begun_within",
    "says",
    "scale",
    "season",
    "single_dose",
    "site_concept",
    "stated_days_at_most",
    "steroid_after_at_least",
    "steroid_calendar",
    "steroid_falls_below",
    "steroid_run",
    "steroid_today_at_least",
    "still_said",
    "stopped_for",
    "supplied",
    "sustained_to_come",
    "sustained_with_draft",
    "taken_up",
    "unclear",
    "update_draft",
    "update_orders_behind",
    "vaccine_in_words",
    "valueset",
    "warning",
    "was_on",
    "where",
    "yes",
]
