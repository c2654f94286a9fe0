"""Readers of the resources that are neither results nor drugs: one function for each kind of fact.

What is asked of the value sets comes in already answered (``sets``); a resource that cannot be used at
all gives ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta, tzinfo

from cdshooks.patient.day import ANY_DAY, Day, read_day
from cdshooks.patient.diagnosis_certainty import over_by_mark, verification_by_mark, verification_word
from cdshooks.patient.facts import Allergy, Condition, Dated, Request
from cdshooks.patient.reading import (
    UNREADABLE,
    Resource,
    code_words,
    concept_text,
    concept_words,
    first_day,
    first_word,
    is_modified,
    items,
    period_start,
    read_quantity,
    reference_of,
    status_word,
    text_of,
    truth,
)
from cdshooks.patient.reasons import NO_REASONS, Reasons
from cdshooks.patient.severe_reactions import says_severe
from cdshooks.patient.terminology import CodeIndex

SEVERE_MARKERS = "allergy_severe_reaction_markers"

_WANTED = ("occurrenceDateTime", "scheduledDateTime", "occurrencePeriod", "scheduledPeriod")
_CONDITION_CLINICAL = frozenset({"active", "recurrence", "relapse", "inactive", "remission", "resolved"})
_CONDITION_VERIFICATION = frozenset(
    {"unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"}
)
_ALLERGY_CLINICAL = _CONDITION_CLINICAL - {"remission"}  # an allergy may stand among the diagnoses
_ALLERGY_VERIFICATION = _CONDITION_VERIFICATION | {"presumed"}
_ABATEMENTS = frozenset(
    {"abatementDateTime", "abatementPeriod", "abatementAge", "abatementRange", "abatementString"}
)

_RECORDED = ("recordedDate", "assertedDate", "dateRecorded")
_NEITHER: frozenset[str] = frozenset()

_YEARS = frozenset({"a", "year", "years", "yr", "yrs", "y"})
_OLDEST = 130


def read_condition(
    resource: Resource,
    sets: frozenset[str],
    today: date,
    zone: tzinfo,
    *,
    past: bool = False,
    born: Callable[[], Day | None] = lambda: None,
) -> Condition:
    """A diagnosis as it stands ``today``: an end that lies ahead has not come yet. ``past``: its words call
    it a history, whatever its status says. ``born``: asked where the onset is told as an age.
    """
    clinical = status_word(resource.get("clinicalStatus"), _CONDITION_CLINICAL)
    over = past or (clinical is None and over_by_mark(resource))
    onset, recorded = _onset(resource, zone), first_day(resource, zone, *_RECORDED)
    return Condition(
        reference=reference_of(resource, "Condition"),
        text=concept_text(resource.get("code")),
        sets=sets,
        clinical_status="resolved" if over else clinical,
        verification_status=verification_word(resource, _CONDITION_VERIFICATION)
        or verification_by_mark(resource),
        onset=onset,
        abated=_abated(resource, today, zone),
        recorded=recorded,
        onset_by_age=_onset_by_age(resource, today, born),
        undatable=_NEITHER if onset and recorded else _undatable(resource, onset, recorded),
    )


def _undatable(resource: Resource, onset: Day | None, recorded: Day | None) -> frozenset[str]:
    """Which of the two days is written in a way that nobody can read."""
    period = resource.get("onsetPeriod")
    began = resource.get("onsetDateTime") or (period.get("start") if isinstance(period, dict) else period)
    found = {"onset"} if began and onset is None else set()
    if recorded is None and any(resource.get(name) for name in _RECORDED):
        found.add("recorded")
    return frozenset(found) if found else _NEITHER


def _onset_by_age(resource: Resource, today: date, born: Callable[[], Day | None]) -> Day | None:
    """The days until today on which the patient was as many years old as the onset is said to be."""
    written = resource.get("onsetRange")
    ends = [written.get("low"), written.get("high")] if isinstance(written, dict) else []
    ages = [_years(age) for age in ends or [resource.get("onsetAge")]]
    birth = born() if ages[0] is not None and ages[-1] is not None else None
    if birth is None:
        return None
    first, last = _birthday(birth.first, ages[0]), _birthday(birth.last, (ages[-1] or 0) + 1)
    if first is None or last is None or first > today:
        return None
    return Day(first, min(last - timedelta(days=1), today))


def _years(age: object) -> int | None:
    quantity = read_quantity(age)
    if quantity is None or quantity.comparator or (quantity.code or quantity.unit) not in _YEARS:
        return None
    return int(quantity.value) if 0 <= quantity.value <= _OLDEST else None


def _birthday(birth: date, age: int | None) -> date | None:
    """The day on which somebody born that day is so many years old; of a leap day the first of March."""
    if age is None or birth.year + age > date.max.year:
        return None
    leap = (birth.month, birth.day) == (2, 29)
    return date(birth.year + age, 3, 1) if leap else birth.replace(year=birth.year + age)


def _onset(resource: Resource, zone: tzinfo) -> Day | None:
    return read_day(resource.get("onsetDateTime"), zone) or period_start(resource.get("onsetPeriod"), zone)


def _abated(resource: Resource, today: date, zone: tzinfo) -> bool:
    if truth(resource.get("abatementBoolean")) is True:
        return True
    if resource.keys().isdisjoint(_ABATEMENTS) or not any(resource.get(name) for name in _ABATEMENTS):
        return False
    when = first_day(resource, zone, "abatementDateTime", "abatementPeriod")
    return when is None or when.first <= today


def read_allergy(
    resource: Resource, sets: frozenset[str], from_text: bool, index: CodeIndex, zone: tzinfo
) -> Allergy:
    reactions = items(resource.get("reaction"))
    criticality = first_word(resource.get("criticality"))
    return Allergy(
        reference=reference_of(resource, "AllergyIntolerance"),
        text=concept_text(allergy_code(resource)),
        sets=sets,
        clinical_status=status_word(resource.get("clinicalStatus"), _ALLERGY_CLINICAL),
        verification_status=verification_word(resource, _ALLERGY_VERIFICATION),
        criticality=criticality,
        reaction_severities=frozenset(
            word for reaction in reactions for word in code_words(reaction.get("severity"))
        ),
        reactions=tuple(sets for reaction in reactions for sets in _reaction_sets(reaction, index)),
        from_text=from_text,
        recorded=first_day(resource, zone, "recordedDate", "assertedDate", "onsetDateTime"),
    )


def allergy_code(resource: Resource) -> object:
    """What the allergy is to: ``code``, before STU3 ``substance``."""
    return resource.get("code") or resource.get("substance")


def _reaction_sets(reaction: Resource, index: CodeIndex) -> Iterator[frozenset[str]]:
    """Value sets of each manifestation; words of a severe reaction count as one of its codes.

    Words are believed here because a severe reaction that is overlooked is the worse error.
    """
    written = reaction.get("manifestation")
    for manifestation in [[one] for one in written] if type(written) is list and written else [written]:
        found = index.sets_of_concept(manifestation)
        said = f"{concept_words(manifestation)}; {text_of(reaction.get('description')) or ''}"
        yield found | {SEVERE_MARKERS} if says_severe(said) else found


_DATES = {
    "Procedure": ("performedDateTime", "performedPeriod", "occurrenceDateTime", "occurrencePeriod"),
    "Immunization": ("occurrenceDateTime", "date", "occurrenceString"),
    "DiagnosticReport": ("effectiveDateTime", "effectivePeriod", "issued"),
    "ImagingStudy": ("started",),
}
_CODES = {
    "Procedure": ("code",),
    "Immunization": ("vaccineCode",),
    "DiagnosticReport": ("code", "category"),
    "ImagingStudy": ("procedureCode", "modality", "procedure"),
}
DATED_KINDS = tuple(_CODES)
"""The kinds of resource that are read as something done on a day."""


def dated_codes(kind: str, resource: Resource) -> list[object]:
    """The elements of a dated resource that say what was done."""
    return [resource[name] for name in _CODES[kind] if resource.get(name)]


def called(kind: str, resource: Resource) -> object:
    """What the report, procedure, vaccine or study is called; a study without a code by its description."""
    return resource.get(_CODES[kind][0]) or {"text": resource.get("description")}


def conclusion_codes(resource: Resource) -> object:
    """The coded conclusions of a report (``codedDiagnosis`` before R4)."""
    return resource.get("conclusionCode") or resource.get("codedDiagnosis")


_NOT_DONE = frozenset({"notDone", "notGiven", "wasNotGiven", "notPerformed"})
"""Elements by which versions before R4 say that it was not done."""


def read_dated(kind: str, resource: Resource, sets: frozenset[str], index: CodeIndex, zone: tzinfo) -> Dated:
    status = first_word(resource.get("status"))
    if not resource.keys().isdisjoint(_NOT_DONE) and any(truth(resource.get(name)) for name in _NOT_DONE):
        status = "not-done"
    if is_modified(resource):
        status = UNREADABLE
    conclusions = conclusion_codes(resource) if kind == "DiagnosticReport" else None
    return Dated(
        reference=reference_of(resource, kind),
        text=next(filter(None, map(concept_text, dated_codes(kind, resource))), ""),
        sets=sets,
        kind=kind,
        status=status,
        when=first_day(resource, zone, *_DATES[kind]),
        conclusion_sets=index.sets_of_concept(conclusions) if conclusions else frozenset(),
    )


def request_code(resource: Resource) -> object:
    """What is asked for: ``code``, of a device order ``codeCodeableConcept``."""
    return resource.get("code") or resource.get("codeCodeableConcept")


_ONLY_MEANT = frozenset({"proposal", "plan", "option"})
"""Intents of what nobody has asked for yet."""


def read_request(
    resource: Resource,
    sets: frozenset[str],
    draft: bool,
    in_occasion: bool,
    zone: tzinfo,
    reasons: Reasons = NO_REASONS,
) -> Request | None:
    """A ServiceRequest (STU3 ProcedureRequest); ``None`` for one not to be done, or only proposed."""
    intent = first_word(resource.get("intent"))
    if truth(resource.get("doNotPerform")) is True or (intent in _ONLY_MEANT and not draft):
        return None
    return Request(
        reference=reference_of(resource, "ServiceRequest"),
        text=concept_text(request_code(resource)),
        sets=sets,
        status=first_word(resource.get("status")),
        intent=intent,
        authored=first_day(resource, zone, "authoredOn", "orderedOn"),
        due=_due(resource, zone),
        draft=draft,
        in_occasion=in_occasion,
        priority=first_word(resource.get("priority")),
        reasons=reasons.sets,
        reasons_readable=reasons.readable,
        reasons_coded=bool(reasons.of_codes),
    )


def _due(resource: Resource, zone: tzinfo) -> Day | None:
    """The day from which the thing is wanted; any day where it is written and cannot be read."""
    day = first_day(resource, zone, "occurrenceDateTime", "scheduledDateTime")
    if day is not None:
        return day
    for name in ("occurrencePeriod", "scheduledPeriod"):
        if (day := period_start(resource.get(name), zone)) is not None:
            return day
    for timing in items(resource.get("occurrenceTiming")):
        events = timing.get("event")
        first_event = events[0] if isinstance(events, list) and events else events
        repeat = timing.get("repeat")
        bounds = repeat.get("boundsPeriod") if isinstance(repeat, dict) else None
        return read_day(first_event, zone) or period_start(bounds, zone) or ANY_DAY
    return ANY_DAY if any(resource.get(name) for name in _WANTED) else None
