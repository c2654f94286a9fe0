"""A patient's years as what is drawn of them: courses, the dose of each day, results, cards. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cdshooks.patient.answer import NO
from cdshooks.patient.calendar_segments import Segment
from cdshooks.patient.courses import counts, is_open_now
from cdshooks.patient.facts import INFINITE, Medication
from cdshooks.rules.case import Case
from cdshooks.rules.findings import Findings
from cdshooks.rules.picture import Curve, Lane, Picture
from cdshooks.rules.series import series
from cdshooks.rules.steroids import SteroidCalendar

Json = dict[str, Any]

BEHIND_DAYS, AHEAD_DAYS = 1100, 200
"""How far back and ahead of the day of judgement is drawn: three years, and the plan of half a year."""

MOST_COURSES = 200


def timeline_of(findings: Findings, picture: Picture) -> Json:
    """What is drawn, as plain JSON: days as ISO dates, doses in mg of prednisone-equivalent a day.

    ``courses``: lane, drug, first and last day, whether it goes on, kind of entry, reference. ``doses``: days
    with one dose (``pulse``: a pulse day). ``limits``: mg, in words, and what they mean. ``curves``: points
    of each test. ``cards``: titles and levels of those that are shown.
    """
    case = findings.case
    first, last = case.today - timedelta(BEHIND_DAYS), case.today + timedelta(AHEAD_DAYS)
    courses = [one for lane in picture.lanes for one in _courses(lane, case, first, last)][:MOST_COURSES]
    return {
        "today": case.today.isoformat(),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "hook": case.hook.value,
        "lanes": [lane.title for lane in picture.lanes],
        "courses": courses,
        "doses": list(_doses(picture.dose, case, first, last)),
        "limits": [
            {"mg": float(case.number(one)), "words": f"{case.number(one):f} mg/day", "meaning": one.meaning}
            for one in picture.limits
        ],
        "curves": [found for curve in picture.curves if (found := _curve(curve, case, first))],
        "cards": [
            {"title": one.card.title, "level": one.level.indicator, "id": one.card.id}
            for one in findings.shown
        ],
    }


def _courses(lane: Lane, case: Case, first: date, last: date) -> Iterator[Json]:
    told: set[str] = set()
    for drug in lane.drugs:
        for medication, fits in drug.matching(case):
            if fits is NO or medication.reference in told or counts(medication) is NO:
                continue
            told.add(medication.reference)
            span = _span(medication, case.today)
            if span is not None and span[1] >= first and span[0] <= last:
                yield {
                    "lane": lane.title,
                    "drug": _name(medication, case),
                    "first": max(span[0], first).isoformat(),
                    "last": min(span[1], last).isoformat(),
                    "open": medication.end is None and is_open_now(medication),
                    "kind": medication.kind,
                    "reference": medication.reference,
                }


def _span(medication: Medication, today: date) -> tuple[date, date] | None:
    """The days of an entry; of one that is being given and states no end, up to today."""
    start = medication.start or medication.authored
    if start is None:
        return None
    begun = start.first
    if medication.end is not None:
        return begun, max(medication.end.last, begun)
    return begun, max(today, begun) if is_open_now(medication) else begun


def _name(medication: Medication, case: Case) -> str:
    return case.words_of(medication)[:60] or "a drug"


def _doses(calendar: SteroidCalendar, case: Case, first: date, last: date) -> Iterator[Json]:
    """The dose of each day as the record says it at least."""
    segments: Sequence[Segment] = calendar.of(case).least.within(first.toordinal(), last.toordinal())
    for segment in segments:
        given = sum((span.amount for span in segment.spans if span.pulse), Decimal(0))
        amount = given if segment.pulse else segment.total
        if amount and amount != INFINITE:
            yield {
                "first": date.fromordinal(max(segment.first, first.toordinal())).isoformat(),
                "last": date.fromordinal(min(segment.last, last.toordinal())).isoformat(),
                "mg": float(amount),
                "pulse": segment.pulse,
                "drafted": any(span.drafted for span in segment.spans),
            }


def _curve(curve: Curve, case: Case, first: date) -> Json | None:
    found = series(case, curve.test)
    points = [
        {"day": day.isoformat(), "value": float(value), "reference": observation.reference}
        for day, value, observation in (found.values if found else ())
        if day >= first
    ]
    return {"title": curve.title, "unit": curve.test.unit, "points": points[::-1]} if points else None
