"""A record in the words of a ward round: each resource in short, days counted from the day of the story."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tests.cards.clinic import ROUTES, TODAY, Json
from tests.cards.story import engine

ROUTE_WORDS = {code: name for name, (code, _) in ROUTES.items()}
PERIODS = {"d": "day", "wk": "week", "h": "hour", "mo": "month"}


def person_words(person: Json) -> str:
    """ "Man of 50"."""
    sex = {"male": "man", "female": "woman"}.get(person.get("gender", ""), "patient, sex not recorded,")
    born = person.get("birthDate", "")
    if not born:
        words = f"{sex} without a birth date"
    elif len(born) < len("2026-01-01"):
        words = f"{sex} born in {born}"
    else:
        birth = date.fromisoformat(born)
        years = TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))
        words = f"{sex} of {years}"
    dead = person.get("deceasedBoolean") or person.get("deceasedDateTime")
    return words[0].upper() + words[1:] + (", deceased" if dead else "")


def words_of(resource: Json) -> str:
    """The resource in a few words."""
    kind = resource["resourceType"]
    describe = _KINDS.get(kind, _done)
    return " ".join(describe(resource).split())


def _condition(resource: Json) -> str:
    when = resource.get("onsetDateTime") or resource.get("recordedDate")
    states = _states(resource)
    return _joined(_named(resource.get("code")), _days(when), *states)


def _states(resource: Json) -> list[str]:
    """What is not usual about a diagnosis or an allergy."""
    verified, clinical = _code(resource.get("verificationStatus")), _code(resource.get("clinicalStatus"))
    return [_unless("confirmed", verified), _unless("active", clinical)]


def _unless(usual: str, word: Any) -> str:
    return "" if word in (usual, None) else str(word)


def _allergy(resource: Json) -> str:
    reactions = [
        word
        for reaction in resource.get("reaction", ())
        for word in (*map(_named, reaction.get("manifestation", ())), reaction.get("severity", ""))
    ]
    criticality = f"criticality {resource['criticality']}" if "criticality" in resource else ""
    states = _states(resource)
    return _joined(f"allergy to {_named(resource.get('code'))}", *reactions, criticality, *states)


def _result(resource: Json) -> str:
    value = _quantity(resource.get("valueQuantity")) or _named(resource.get("valueCodeableConcept"))
    value = value or str(resource.get("valueString", resource.get("valueDateTime", "")))
    said = " ".join(_code(one) or "" for one in resource.get("interpretation", ()))
    high = [
        f"upper limit {_quantity(one['high'])}" for one in resource.get("referenceRange", ()) if "high" in one
    ]
    name = f"{_named(resource.get('code'))} {value}".strip()
    return _joined(
        name, said, *high, _days(resource.get("effectiveDateTime")), _unless("final", resource.get("status"))
    )


def _drug(resource: Json) -> str:
    dosages = resource.get("dosageInstruction") or resource.get("dosage") or []
    dosages = dosages if isinstance(dosages, list) else [dosages]
    doses = ", then ".join(filter(None, map(_dosage, dosages)))
    period = resource.get("effectivePeriod", {})
    start, end = period.get("start"), period.get("end")
    for dosage in dosages:
        bounds = _repeat(dosage).get("boundsPeriod", {})
        start, end = start or bounds.get("start"), end or bounds.get("end")
    start = start or resource.get("effectiveDateTime") or resource.get("authoredOn")
    kind = resource["resourceType"]
    kinds = {
        "MedicationStatement": "as stated",
        "MedicationAdministration": "given",
        "MedicationDispense": "dispensed",
    }
    name = f"{_named(resource.get('medicationCodeableConcept')) or 'a drug'} {doses}".strip()
    return _joined(
        name,
        kinds.get(kind, ""),
        f"{_days(start)} to {_days(end)}" if start and end else _from(start),
        _unless("completed" if kind == "MedicationAdministration" else "active", resource.get("status")),
        _unless("order", resource.get("intent")),
        "doNotPerform" if resource.get("doNotPerform") else "",
    )


def _dosage(dosage: Json) -> str:
    given = next(iter(dosage.get("doseAndRate", ())), dosage)
    dose = _quantity(given.get("doseQuantity") or dosage.get("dose"))
    if "doseRange" in given:
        low, high = (_quantity(given["doseRange"].get(end)) for end in ("low", "high"))
        dose = f"{low or '?'} to {high or '?'}"
    repeat = _repeat(dosage)
    route = ROUTE_WORDS.get(_code(dosage.get("route")) or "", "")
    length = repeat.get("boundsDuration")
    return " ".join(
        filter(
            None,
            (
                dose or dosage.get("text", ""),
                _often(repeat),
                "" if route == "oral" else route,
                f"for {_quantity(length).replace(' d', ' days')}" if length else "",
                "as needed" if dosage.get("asNeededBoolean") else "",
            ),
        )
    )


def _repeat(dosage: Json) -> Json:
    repeat: Json = (dosage.get("timing") or {}).get("repeat") or {}
    return repeat


def _often(repeat: Json) -> str:
    if repeat.get("dayOfWeek"):
        return f"on {len(repeat['dayOfWeek'])} days a week"
    if "frequency" not in repeat:
        return ""
    times, period, unit = (
        repeat["frequency"],
        repeat.get("period", 1),
        PERIODS.get(repeat.get("periodUnit", ""), "?"),
    )
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    if period == 1:
        return "daily" if (times, unit) == (1, "day") else f"{often} a {unit}"
    return f"{often} every {period} {unit}s"


def _request(resource: Json) -> str:
    return _joined(
        f"{_named(resource.get('code'))} requested",
        _days(resource.get("authoredOn")),
        _unless("active", resource.get("status")),
    )


def _done(resource: Json) -> str:
    code = (
        resource.get("code")
        or next(iter(resource.get("procedureCode", ())), None)
        or resource.get("vaccineCode")
    )
    when = next((resource[name] for name in _DATES if name in resource), None)
    concluded = [f"conclusion: {_named(one)}" for one in resource.get("conclusionCode", ())]
    status = resource.get("status")
    usual = "" if status in ("completed", "final", "available") else status
    return _joined(_named(code), *concluded, _days(when), usual)


_DATES = ("performedDateTime", "effectiveDateTime", "started", "occurrenceDateTime")
_KINDS: dict[str, Callable[[Json], str]] = {
    "Condition": _condition,
    "AllergyIntolerance": _allergy,
    "Observation": _result,
    "MedicationRequest": _drug,
    "MedicationStatement": _drug,
    "MedicationAdministration": _drug,
    "MedicationDispense": _drug,
    "ServiceRequest": _request,
}


def _joined(name: str, *more: Any) -> str:
    """The name, and in brackets what is not usual about it."""
    said = [str(one) for one in more if one]
    return f"{name} ({', '.join(said)})" if said else name


def _named(concept: Any) -> str:
    """Its own words, else those of the terminology, else the code; nothing in square brackets."""
    if not isinstance(concept, dict):
        return ""
    codings = concept.get("coding") or [{}]
    code = codings[0].get("code", "")
    words = (
        concept.get("text")
        or codings[0].get("display")
        or engine().plan.surroundings.displays.get(code)
        or code
    )
    return str(words).partition(" [")[0]


def _code(concept: Any) -> str | None:
    codings: Iterable[Json] = concept.get("coding", ()) if isinstance(concept, dict) else ()
    return next((one.get("code") for one in codings), None)


def _quantity(quantity: Any) -> str:
    if not isinstance(quantity, dict) or "value" not in quantity:
        return ""
    value = quantity["value"]
    number = f"{value:g}" if isinstance(value, float) else str(value)
    unit = str(quantity.get("unit") or quantity.get("code") or "")
    units = {"{tbl}": "tablets", "{puff}": "puffs"}
    plain = units.get(unit, unit).replace("[", "").replace("]", "")
    plain = plain.removesuffix("s") if number == "1" and unit in units else plain
    return f"{quantity.get('comparator', '')}{number} {plain}".strip()


def _days(when: Any) -> str:
    """ "3 days ago"."""
    if not isinstance(when, str):
        return ""
    try:
        days = (date.fromisoformat(when[:10]) - TODAY).days
    except ValueError:
        return when
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"{count} ago" if days < 0 else f"in {count}"


def _from(when: Any) -> str:
    said = _days(when)
    return f"for {said.removesuffix(' ago')}" if said.endswith("ago") else f"from {said}" if said else ""
