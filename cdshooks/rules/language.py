"""The author's language: every word a card may use, and nothing else.

A missing word is added here, once, with its spec test in ``tests/spec``.
"""

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
    warning,
)
from cdshooks.rules.case import Hook
from cdshooks.rules.choices import choose, none_left, option
from cdshooks.rules.criteria import (
    ALWAYS,
    NEVER,
    Criterion,
    all_of,
    any_of,
    at_least,
    unclear,
    yes,
)
from cdshooks.rules.deeds import BeganWithin, concluded, done, request_for
from cdshooks.rules.dose_limits import dose_check
from cdshooks.rules.dose_rows import Limit
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
from cdshooks.rules.drugs import any_drug, drug, ingredient
from cdshooks.rules.first_found import first_found_within
from cdshooks.rules.found import allergy, condition
from cdshooks.rules.lung_function import FellRelatively
from cdshooks.rules.measures import Clearance, SameDay
from cdshooks.rules.newest import asked_for_since, newest_within
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.oxygen import MoreOxygen
from cdshooks.rules.pairs import overlap
from cdshooks.rules.person import age, alive, female, male, occasion
from cdshooks.rules.qualitative import any_positive, deficient, due_date_within, negative_within, normal
from cdshooks.rules.readings import RoseTo, says, supplied
from cdshooks.rules.results import lab
from cdshooks.rules.schedules import any_reason_but, days_apart
from cdshooks.rules.series import FellBy
from cdshooks.rules.since import begun_between, first_begun_within, result_since_start
from cdshooks.rules.starting import ingredients_first_started_within
from cdshooks.rules.steroid_runs import (
    steroid_after_at_least,
    steroid_falls_below,
    steroid_run,
    steroid_today_at_least,
)
from cdshooks.rules.steroids import steroid_calendar
from cdshooks.rules.suggestions import (
    delete_draft,
    delete_drafts_behind,
    each_of,
    end_orders_behind,
    first_of,
    next_of,
    replace_draft,
    request,
    request_missing,
    update_draft,
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
from cdshooks.rules.weights import by_surface, by_weight

__all__ = [
    "ALWAYS",
    "NEVER",
    "BeganWithin",
    "Card",
    "Catalogue",
    "Clearance",
    "Criterion",
    "DrugOrder",
    "FellBy",
    "FellRelatively",
    "Folder",
    "Hook",
    "Limit",
    "MoreOxygen",
    "RoseTo",
    "SameDay",
    "Snooze",
    "Source",
    "Strength",
    "TestOrder",
    "WhenNotKnown",
    "age",
    "alive",
    "all_of",
    "allergy",
    "any_drug",
    "any_of",
    "any_positive",
    "any_reason_but",
    "asked_for_since",
    "at_least",
    "begun_between",
    "by_surface",
    "by_weight",
    "choose",
    "concluded",
    "condition",
    "continued_order",
    "critical",
    "days_apart",
    "deficient",
    "delete_draft",
    "delete_drafts_behind",
    "done",
    "dose_check",
    "drug",
    "due_date_within",
    "each_of",
    "end_orders_behind",
    "female",
    "first_begun_within",
    "first_found_within",
    "first_of",
    "for_now",
    "info",
    "ingredient",
    "ingredients_first_started_within",
    "ingredients_in_use",
    "lab",
    "male",
    "negative_within",
    "newest_within",
    "newly_ordered",
    "newly_planned",
    "next_of",
    "none_left",
    "normal",
    "number",
    "occasion",
    "on_drug_for",
    "option",
    "ordered_afresh",
    "ordered_together",
    "orders_of",
    "overlap",
    "per_day",
    "per_day_on_average",
    "per_dose",
    "per_week",
    "reason",
    "record_only",
    "record_or_orders_of",
    "replace_draft",
    "request",
    "request_for",
    "request_missing",
    "result_since_start",
    "says",
    "single_dose",
    "site_concept",
    "stated_days_at_most",
    "steroid_after_at_least",
    "steroid_calendar",
    "steroid_falls_below",
    "steroid_run",
    "steroid_today_at_least",
    "supplied",
    "unclear",
    "update_draft",
    "valueset",
    "warning",
    "where",
    "yes",
]
