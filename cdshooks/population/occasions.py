"""When a patient's record is judged: which hook, on which day, with which drafts, on what was known then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from cdshooks.patient.day import read_day
from cdshooks.patient.facts import Unread
from cdshooks.population.known_then import History, alive_then
from cdshooks.population.moment import Moment, when_written
from cdshooks.population.patients import PatientExport
from cdshooks.population.signings import Signing, signings
from cdshooks.rules.case import Hook

Json = dict[str, Any]

_LONGEST_LIFE = 130
"""Years."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One request as it would have come.

    ``drafts`` are its draft orders, all of them selected. ``draft_number`` is 0 without a draft, else 1..
    within patient, day and hook; ``requester`` is the reference of who ordered. ``patient``, ``resources`` by
    type and ``full_urls`` are the record as it was known then; they are lent, not to be changed.
    """

    hook: Hook
    day: date
    drafts: tuple[Json, ...] = field(repr=False)
    draft_number: int
    requester: str | None = field(repr=False)
    patient: Json = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)
    full_urls: dict[str, Json] = field(repr=False)


def occasions(
    export: PatientExport,
    today: date,
    zone: tzinfo,
    *,
    every_order: bool,
    monthly: bool,
    since: date | None = None,
    exported: date | None = None,
    ordering: Hook = Hook.ORDER_SIGN,
    left_out: list[Unread] | None = None,
) -> Iterator[Occasion]:
    """Every occasion of one patient, in the order of days; on one day the chart is opened first.

    Without ``every_order`` and ``monthly`` the chart is opened once, on ``today``. Nothing lies after
    ``today`` or before ``since``. Each order is written on the ``ordering`` hook; ``left_out`` takes in the
    orders that cannot be an occasion, each with why. ``exported`` is the day of the export, where it is
    known. Never raises on what the export holds.
    """
    patient = _Then(export, zone, exported)
    views = patient.months(today) if monthly else [] if every_order else [today]
    orders = signings(export.resources, zone, left_out) if every_order else []
    # A stable sort: the views of a day stay before its orders, and these in the order of their hours.
    planned: list[tuple[date, Signing | None]] = [(day, None) for day in views]
    planned += [(one.written.first, one) for one in orders]
    planned.sort(key=lambda one: one[0])
    number, counted = 0, None
    for day, signing in planned:
        if day > today or (since is not None and day < since):
            continue
        if signing is None:
            yield patient.viewed(day)
        else:
            number, counted = (number + 1 if counted == day else 1), day
            yield patient.signed(signing, ordering, number)


class _Then:
    """One patient of an export at any time."""

    def __init__(self, export: PatientExport, zone: tzinfo, exported: date | None) -> None:
        self._export = export
        self._zone = zone
        self._history = History(export.resources, zone, export.full_urls, exported)

    def viewed(self, day: date) -> Occasion:
        """The chart as it was opened at the end of a day."""
        moment = Moment.end_of(day, self._zone)
        patient, full_urls = self._person(moment)
        return Occasion(Hook.PATIENT_VIEW, day, (), 0, None, patient, self._history.at(moment), full_urls)

    def signed(self, signing: Signing, hook: Hook, number: int) -> Occasion:
        """The orders of one signing as drafts, with the record before them."""
        moment = Moment(signing.written, self._zone)
        patient, full_urls = self._person(moment)
        resources = self._history.before(moment, signing.orders)
        day = signing.written.first
        return Occasion(hook, day, signing.drafts, number, signing.requester, patient, resources, full_urls)

    def months(self, today: date) -> list[date]:
        """The first of each month at which the patient had a record and lived, up to today."""
        first = self._history.first
        begun = read_day(first, self._zone) if first is not None else None
        if begun is None:
            return []
        died = when_written(self._export.patient.get("deceasedDateTime"))
        months = _months(max(begun.first, self._born(today)), today)
        if died is None:
            return months
        return [day for day in months if Moment.end_of(day, self._zone).is_before(died)]

    def _born(self, today: date) -> date:
        """The birth, before which a date is a slip or stands for none; else as long ago as people live."""
        born = read_day(self._export.patient.get("birthDate"), self._zone)
        return born.first if born is not None else date(max(1, today.year - _LONGEST_LIFE), 1, 1)

    def _person(self, moment: Moment) -> tuple[Json, dict[str, Json]]:
        """The Patient at the moment. Under its ``fullUrl`` stands the same object: by it the record tells
        whose the entries are.
        """
        present, full_urls = self._export.patient, self._export.full_urls
        patient = alive_then(present, moment)
        if patient is not present:
            full_urls = {url: patient if one is present else one for url, one in full_urls.items()}
        return patient, full_urls


def _months(first: date, last: date) -> list[date]:
    """The first of each month from ``first`` to ``last``, both in."""
    counted = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = (date(month // 12, month % 12 + 1, 1) for month in counted)
    return [day for day in days if first <= day <= last]
