"""When an entry was changed after it became known, and how it stood before: for each type one rule.

A rule says nothing where the record does not say when: the entry is then taken as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, tzinfo
from typing import Any, NamedTuple

from cdshooks.patient.day import read_day
from cdshooks.patient.dosage import lay_out, shifted
from cdshooks.patient.measure import Measure
from cdshooks.patient.medication_elements import dosages_of
from cdshooks.patient.order_dates import authored_of, frame_of
from cdshooks.patient.reading import code_words, items
from cdshooks.population.known_since import AMENDED, REQUESTS, status_of
from cdshooks.population.links import Links
from cdshooks.population.moment import (
    allergy_end_in_extensions,
    in_period,
    last_updated,
    status_change_in_extensions,
    when_written,
)

Json = dict[str, Any]

_OVER = frozenset({"completed", "ended", "stopped"})
_OVER_OR_HELD = _OVER | {"on-hold"}
_CLOSED = _OVER_OR_HELD | {"cancelled", "revoked"}
_CLINICAL = "http://terminology.hl7.org/CodeSystem/{}-clinical"
_NO_MEASURE = Measure.of(frozenset(), (), frozenset())


class Change(NamedTuple):
    """An entry was changed at ``when`` (letters that sort); ``undone`` gives it as it stood before, from the
    entry as it stands. ``by``: the ``id()`` of the order that took its place, where one did.
    """

    when: str
    undone: Callable[[Json], Json]
    by: int | None = None


def change_of(kind: str, resource: Json, status: str, links: Links, zone: tzinfo) -> Change | None:
    """The change of an entry of this type and status that the record dates; ``None`` where there is none."""
    rule, statuses = _RULES.get(kind, _NO_RULE)
    if rule is None or (statuses and status not in statuses):
        return None
    return rule(resource, links, zone)


def without(resource: Json, *names: str) -> Json:
    """A copy without these elements, and without what extends them."""
    dropped = {*names, *(f"_{name}" for name in names)}
    return {name: value for name, value in resource.items() if name not in dropped}


def _status_changed(resource: Json) -> str | None:
    return (
        when_written(resource.get("statusChanged"))
        or when_written(resource.get("dateEnded"))
        or status_change_in_extensions(resource)
    )


def _of_drug_order(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    status = status_of(resource)
    successor = links.successor(resource)
    when = _status_changed(resource)
    by = successor[1] if successor is not None else None
    if when is None and successor is not None:
        when = successor[0]
    if when is None and status in _OVER:
        when = _earliest(last_updated(resource), _planned_end(resource, links, zone))
    elif when is None and status == "on-hold":
        when = last_updated(resource)
    return None if when is None else Change(when, _active_again, by)


def _earliest(*dates: str | None) -> str | None:
    return min((one for one in dates if one is not None), default=None)


def _active_again(resource: Json) -> Json:
    return {**without(resource, "status", "statusReason", "statusChanged", "dateEnded"), "status": "active"}


def _planned_end(resource: Json, links: Links, zone: tzinfo) -> str | None:
    """The end that the order states, if it was reached."""
    return _reached(_stated_end(resource, zone), links)


def _reached(end: str | None, links: Links) -> str | None:
    """When a course was over: after its last day. An end beyond the export was planned, and says nothing of
    when the status changed.
    """
    if end is None or not links.reaches(end[:10]):
        return None
    day = read_day(end, UTC) if len(end) == len("2025-03-10") else None
    return end if day is None else shifted(day, 1).first.isoformat()


def _stated_end(resource: Json, zone: tzinfo) -> str | None:
    """The end of the last dosage, else of the validity or the supply, as the service reads them."""
    dosages = dosages_of(resource)
    repeats = [_repeat(one) for one in dosages]
    ends = [in_period(one.get("boundsPeriod"), "end", "end") for one in repeats]
    if ends and all(ends):
        return max(end for end in ends if end is not None)
    if "dispenseRequest" not in resource and not any(map(_is_bounded, repeats)):
        return None
    frame = frame_of(resource, "order", "active", authored_of(resource, zone), date.max, zone)
    lines = lay_out(dosages, _NO_MEASURE, frame, zone)
    lasts = [line.last for line in lines if line.last is not None]
    return max(day.first for day in lasts).isoformat() if lasts and len(lasts) == len(lines) else None


def _repeat(dosage: Json) -> Json:
    for timing in items(dosage.get("timing")):
        for repeat in items(timing.get("repeat")):
            return repeat
    return {}


def _is_bounded(repeat: Json) -> bool:
    return any(name in repeat for name in ("boundsPeriod", "boundsDuration", "boundsRange", "count"))


def _of_request(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    """A request is fulfilled when its last result is there; of a revocation only a stated date tells."""
    status = status_of(resource)
    successor = links.successor(resource)
    when = _status_changed(resource) or (successor[0] if successor is not None else None)
    if when is None and status in _OVER:
        when = links.last_result(resource)
    by = successor[1] if successor is not None else None
    return None if when is None else Change(when, _active_again, by)


def _of_statement(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    status = status_of(resource)
    when = _status_changed(resource)
    if when is None and status in _OVER:
        when = in_period(resource.get("effectivePeriod"), "end", "end")
        if status == "completed":
            when = _reached(when, links)
    if when is None:
        when = last_updated(resource)
    return None if when is None else Change(when, _taken_again)


def _taken_again(resource: Json) -> Json:
    """Nobody knew of a stop before it; the end of what was completed may have been planned, and stays."""
    before = _active_again(resource)
    period = before.get("effectivePeriod")
    if status_of(resource) == "stopped" and isinstance(period, dict):
        before["effectivePeriod"] = without(period, "end")
    return before


def _of_condition(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    when = when_written(resource.get("abatementDateTime"))
    when = when or in_period(resource.get("abatementPeriod"), "start", "end")
    return None if when is None else Change(when, _not_abated)


def _not_abated(resource: Json) -> Json:
    names = [name for name in resource if name.startswith("abatement")]
    return _clinically_active(without(resource, *names), "condition", {"inactive", "remission", "resolved"})


def _of_allergy(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    when = allergy_end_in_extensions(resource)
    return None if when is None else Change(when, _still_allergic)


def _still_allergic(resource: Json) -> Json:
    return _clinically_active(resource, "allergyintolerance", {"inactive", "resolved"})


def _clinically_active(resource: Json, system: str, ended: Collection[str]) -> Json:
    """The entry with an active clinical status where it now has one of the ``ended``."""
    status = resource.get("clinicalStatus")
    if not any(word in ended for word in code_words(status)):
        return resource
    coded = {"coding": [{"system": _CLINICAL.format(system), "code": "active"}]}
    return {**resource, "clinicalStatus": "active" if isinstance(status, str) else coded}


def _of_result(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    when = when_written(resource.get("issued"))
    return None if when is None else Change(when, _not_amended)


def _not_amended(resource: Json) -> Json:
    return {**without(resource, "issued"), "status": "final"}


_DONE = frozenset({"completed", "finished", "discharged"})
_PERIODS = (
    "performedPeriod",
    "effectivePeriod",
    "occurrencePeriod",
    "occurencePeriod",
    "period",
    "actualPeriod",
)


def _of_deed(resource: Json, links: Links, zone: tzinfo) -> Change | None:
    """What lasts some time (a procedure, an infusion, a stay) is over at the end of its Period."""
    for name in _PERIODS:
        if name in resource and (when := in_period(resource[name], "end", "end")):
            return Change(when, _going_on)
    return None


def _going_on(resource: Json) -> Json:
    open_periods = {
        name: without(resource[name], "end") for name in _PERIODS if isinstance(resource.get(name), dict)
    }
    return {**resource, **open_periods, "status": "in-progress"}


_Rule = Callable[[Json, Links, tzinfo], Change | None]
_NONE: frozenset[str] = frozenset()
_NO_RULE: tuple[_Rule | None, frozenset[str]] = (None, _NONE)

_RULES: Mapping[str, tuple[_Rule | None, frozenset[str]]] = {
    **dict.fromkeys(REQUESTS, (_of_request, _CLOSED)),
    "MedicationRequest": (_of_drug_order, _CLOSED),
    "MedicationOrder": (_of_drug_order, _CLOSED),
    "MedicationStatement": (_of_statement, _OVER_OR_HELD),
    "MedicationUsage": (_of_statement, _OVER_OR_HELD),
    "Condition": (_of_condition, _NONE),
    "AllergyIntolerance": (_of_allergy, _NONE),
    "Observation": (_of_result, AMENDED),
    "DiagnosticReport": (_of_result, AMENDED),
    "Procedure": (_of_deed, _DONE),
    "MedicationAdministration": (_of_deed, _DONE),
    "Encounter": (_of_deed, _DONE),
}
"""By type: its rule, and the statuses in which an entry has been changed at all (none named: any)."""
