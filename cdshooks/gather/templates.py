"""The FHIR queries of discovery, derived from what the cards need to read.

One query per resource type; Observations by lists of bare codes, packed into as few queries as their
length allows. The order is by name and text, never by the order of the cards, so that a release which
needs nothing new publishes the same queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, unquote

from cdshooks.patient.coverage import Need

PATIENT_ID_TOKEN = "{{context.patientId}}"

LONGEST_QUERY = 1_700
"""Characters of one query. With 200 left for the base URL and a long id, a URL stays below 1,900."""

MOST_QUERIES = 16
"""Queries of one service: an EHR team approves and maintains each of them by hand."""

KEY_OF_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "Patient": "patient",
        "Condition": "conditions",
        "Observation": "observations",
        "MedicationRequest": "medicationRequests",
        "MedicationStatement": "medicationStatements",
        "MedicationDispense": "medicationDispenses",
        "MedicationAdministration": "medicationAdministrations",
        "AllergyIntolerance": "allergies",
        "Procedure": "procedures",
        "Immunization": "immunizations",
        "DiagnosticReport": "diagnosticReports",
        "ImagingStudy": "imagingStudies",
        "ServiceRequest": "serviceRequests",
    }
)
"""The prefetch key of each resource type, in the order of publication."""

_OBSERVATIONS = f"Observation?patient={PATIENT_ID_TOKEN}&code="
_MEANS_SOMETHING_IN_A_SEARCH = frozenset(",|$\\")


class TemplateError(ValueError):
    """The needs of the cards cannot be written as prefetch queries: the service must not start."""


@dataclass(frozen=True, slots=True)
class Template:
    """One prefetch query. ``codes`` are the bare codes it asks for, ``None`` where it asks for all."""

    key: str
    query: str
    resource: str
    codes: frozenset[str] | None = None


CodesOf = Callable[[str], Sequence[str]]
"""The codes of a value set, by its name."""


def derive_templates(needs: Iterable[Need], codes_of: CodesOf) -> tuple[Template, ...]:
    """The queries that serve the needs, Patient always first. Raises ``TemplateError``."""
    wanted = frozenset(needs)
    types = {need.resource for need in wanted} | {"Patient"}
    unknown = sorted(types - KEY_OF_TYPE.keys())
    if unknown:
        raise TemplateError(f"No prefetch query is known for the resource type {', '.join(unknown)}.")
    templates: list[Template] = []
    for resource in KEY_OF_TYPE:
        if resource == "Observation":
            templates += _by_codes(_observation_codes(wanted, codes_of))
        elif resource in types:
            templates.append(_by_type(resource))
    if len(templates) > MOST_QUERIES:
        raise TemplateError(f"{len(templates)} prefetch queries are needed, but {MOST_QUERIES} are the most.")
    return tuple(templates)


def keys_by_need(
    templates: Iterable[Template], needs: Iterable[Need], codes_of: CodesOf
) -> Mapping[Need, tuple[str, ...]]:
    """Which keys must all have been answered in full before a need is.

    A need whose value set holds no code has no key: nobody asks for it.
    """
    published = tuple(templates)
    return {need: _keys_of(need, published, codes_of) for need in needs}


def as_prefetch(templates: Iterable[Template]) -> dict[str, str]:
    """The ``prefetch`` object of a service in discovery."""
    return {template.key: template.query for template in templates}


def pinned_differences(
    pinned: Mapping[str, Mapping[str, str]], derived: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """What has changed since the queries ({service id: {key: query}}) were approved, one sentence each."""
    said: list[str] = []
    for service in sorted(pinned.keys() | derived.keys()):
        if service not in derived:
            said.append(f"{service}: the service is gone.")
        elif service not in pinned:
            said.append(f"{service}: the service is new.")
        else:
            said += [f"{service}: {change}" for change in _changes(pinned[service], derived[service])]
    return said


def _changes(pinned: Mapping[str, str], derived: Mapping[str, str]) -> list[str]:
    said: list[str] = []
    for key in sorted(pinned.keys() | derived.keys()):
        if key not in derived:
            said.append(f"{key} is no longer asked for.")
        elif key not in pinned:
            said.append(f"{key} is new: {derived[key]}")
        elif pinned[key] != derived[key]:
            said.append(_changed(key, pinned[key], derived[key]))
    return said


def _changed(key: str, before: str, after: str) -> str:
    """One changed query; of two code lists only what was added and left out, for they are long."""
    if not (before.startswith(_OBSERVATIONS) and after.startswith(_OBSERVATIONS)):
        return f"{key} was {before} and is now {after}"
    old, new = _codes_in(before), _codes_in(after)
    parts = []
    if new - old:
        parts.append(f"now also asks for {', '.join(sorted(new - old))}")
    if old - new:
        parts.append(f"no longer asks for {', '.join(sorted(old - new))}")
    return f"{key} {' and '.join(parts) or 'asks for the same codes in another order'}."


def _codes_in(query: str) -> set[str]:
    return {unquote(code) for code in query.removeprefix(_OBSERVATIONS).split(",")}


def _by_type(resource: str) -> Template:
    separator = "/" if resource == "Patient" else "?patient="
    return Template(KEY_OF_TYPE[resource], f"{resource}{separator}{PATIENT_ID_TOKEN}", resource)


def _observation_codes(needs: Iterable[Need], codes_of: CodesOf) -> list[str]:
    """The codes of all value sets of results, each once: sets by name, the codes of a set by text."""
    value_sets = set()
    for need in needs:
        if need.resource == "Observation":
            if need.value_set is None:
                raise TemplateError("A need of Observations names no value set; all results are too many.")
            value_sets.add(need.value_set)
    ordered = (code for value_set in sorted(value_sets) for code in sorted(codes_of(value_set)))
    return list(dict.fromkeys(ordered))


def _by_codes(codes: Sequence[str]) -> list[Template]:
    """Observation queries, each filled to its length before the next is begun."""
    room = LONGEST_QUERY - len(_OBSERVATIONS)
    packs: list[list[str]] = []
    left = 0
    for code in codes:
        written = _in_query(code)
        if len(written) > room:
            raise TemplateError(f"The code {code[:40]!r} is too long for a query.")
        if len(written) + 1 > left:
            packs.append([])
            left = room + 1
        packs[-1].append(code)
        left -= len(written) + 1
    return [_observations(number, pack) for number, pack in enumerate(packs, start=1)]


def _observations(number: int, codes: Sequence[str]) -> Template:
    query = _OBSERVATIONS + ",".join(map(_in_query, codes))
    return Template(f"{KEY_OF_TYPE['Observation']}{number}", query, "Observation", frozenset(codes))


def _in_query(code: str) -> str:
    """The code as it stands in a URL. A code that would be read as two, or as a system, is refused."""
    if not code or _MEANS_SOMETHING_IN_A_SEARCH.intersection(code):
        raise TemplateError(f"The code {code[:40]!r} cannot stand in a FHIR search.")
    return quote(code, safe="-._~")


def _keys_of(need: Need, templates: Iterable[Template], codes_of: CodesOf) -> tuple[str, ...]:
    of_type = [template for template in templates if template.resource == need.resource]
    if need.value_set is None or need.resource != "Observation":
        return tuple(template.key for template in of_type)
    codes = frozenset(codes_of(need.value_set))
    return tuple(t.key for t in of_type if t.codes is None or not codes.isdisjoint(t.codes))
