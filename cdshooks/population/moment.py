"""A moment up to which a record is known, and dates as records write them, told apart by their letters.

An ISO date sorts as its letters do. Only what lies within two days of the moment is read as a date with its
zone: no offset moves a day further than that.
"""

from __future__ import annotations

from datetime import UTC, date, tzinfo

from cdshooks.patient.answer import YES
from cdshooks.patient.day import Day, read_day
from cdshooks.patient.dosage import shifted
from cdshooks.patient.reading import items, text_of

_FURTHEST = 2
"""Days between the date that is written and the site's, at most: offsets reach from -12 to +14 hours."""


class Moment:
    """The end of a day, or the hour at which an order was written where the order says one.

    What sorts before ``floor`` is earlier, whatever the time zones.
    """

    __slots__ = ("_after", "day", "floor", "zone")

    def __init__(self, day: Day, zone: tzinfo) -> None:
        self.day = day
        self.zone = zone
        self.floor = shifted(day, -_FURTHEST).first.isoformat()
        self._after = shifted(day, _FURTHEST + 1).last.isoformat()

    @staticmethod
    def end_of(day: date, zone: tzinfo) -> Moment:
        return Moment(Day.on(day), zone)

    def is_before(self, when: str) -> bool:
        """Whether ``when`` is certainly later: by the hour where both say one, else on a later day."""
        if when < self.floor:
            return False
        if when >= self._after:
            return True
        day = read_day(when, self.zone)
        if day is None:
            return when[:10] > self.day.last.isoformat()
        return day.later_than(self.day) is YES

    def is_after(self, when: str) -> bool:
        """Whether ``when`` is certainly earlier."""
        if when < self.floor:
            return True
        if when >= self._after:
            return False
        day = read_day(when, self.zone)
        if day is None:
            return when[:10] < self.day.first.isoformat()
        return self.day.later_than(day) is YES


def when_written(value: object) -> str | None:
    """A date, dateTime or instant as letters that sort; of a year or a month its first day. ``None`` for
    anything that is no date.
    """
    if type(value) is not str:
        return None
    if len(value) >= 10 and value[4] == "-" == value[7] and value.isascii() and value[:4].isdecimal():
        return value
    day = read_day(value, UTC)
    if day is None:
        return None
    return day.first.isoformat() if day.instant is None else day.instant.isoformat()


def in_period(period: object, first: str, otherwise: str) -> str | None:
    """One end of a Period, else the other: ``first`` and ``otherwise`` are ``start`` and ``end``."""
    for one in items(period):
        return when_written(one.get(first)) or when_written(one.get(otherwise))
    return None


def last_updated(resource: dict[str, object]) -> str | None:
    """``meta.lastUpdated``: when the server last wrote the entry, for whatever reason."""
    for meta in items(resource.get("meta")):
        return when_written(meta.get("lastUpdated"))
    return None


_STATUS_CHANGES = frozenset({"statuschanged", "statuschangedate", "statusdate"})
"""Last part of the url: FHIR R5's element carried back to R4, and two of the British profiles."""
_ALLERGY_ENDS = frozenset({"allergyintolerance-abatement", "abatement-datetime-uv-ips", "enddate"})
"""Last part of the url: of FHIR's own extension, of the International Patient Summary's, and the part of UK
Core's AllergyIntoleranceEnd."""


def status_change_in_extensions(resource: dict[str, object]) -> str | None:
    """When the status changed, where an extension of the resource, its status or its reason says it."""
    for name in ("status", "statusReason"):
        for one in (*items(resource.get(name)), *items(resource.get(f"_{name}"))):
            if when := _in_extensions(one, _STATUS_CHANGES):
                return when
    return _in_extensions(resource, _STATUS_CHANGES)


def allergy_end_in_extensions(resource: dict[str, object]) -> str | None:
    """When an allergy ended, where an extension says it; R4 has no element for it."""
    return _in_extensions(resource, _ALLERGY_ENDS)


def _in_extensions(element: dict[str, object], names: frozenset[str]) -> str | None:
    """The date of the first extension of one of these names, or of one inside another."""
    if "extension" not in element:
        return None
    for outer in items(element["extension"]):
        for one in (outer, *items(outer.get("extension"))):
            url = (text_of(one.get("url")) or "").lower()
            if url.replace(".", "/").rpartition("/")[2] in names:
                when = when_written(one.get("valueDateTime")) or when_written(one.get("valueDate"))
                when = when or when_written(one.get("valueInstant"))
                if when := when or in_period(one.get("valuePeriod"), "start", "end"):
                    return when
    return None
