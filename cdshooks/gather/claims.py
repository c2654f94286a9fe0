"""Whether a supplied value may count as the full answer to one of our queries.

Resources are always read; *completeness* is claimed only where the value can be the answer. A site that
answers our key with a narrower query (``status=active``, a shorter code list) must not turn "not asked"
into "there is none".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cdshooks.gather.prefetch import Supplied
from cdshooks.gather.templates import Template
from cdshooks.patient.coverage import COMPLETE, FAILED, NOT_SUPPLIED, PARTIAL, Completeness

_PATIENT_PARAMETERS = frozenset({"patient", "subject", "patient:Patient", "subject:Patient"})

_LEAVE_ALL_RESULTS_IN = frozenset(
    {"_count", "_sort", "_format", "_pretty", "_include", "_revinclude", "_total"}
)

_PARAMETERS = """
_content _elements _filter _has _id _lastUpdated _list _maxresults _profile _query _security _source
_summary _tag _text abatement-age abatement-date abatement-string asserter authored authoredon based-on
basedon body-site bodysite category clinical-status code-value-concept code-value-quantity combo-code
combo-data-absent-reason combo-value-concept combo-value-quantity component-code component-value-concept
component-value-quantity conclusion context criticality data-absent-reason date derived-from destination
device dicom-class effective effective-time encounter endpoint evidence evidence-detail focus has-member
identifier instance instantiates-canonical instantiates-uri intended-dispenser intended-performer
intended-performertype intent interpreter issued last-date location lot-number manifestation manufacturer
media medication method modality occurrence onset onset-age onset-date onset-info part-of performer
performer-type period prescription priority reaction reaction-date reason reason-code reason-given
reason-not-given reason-reference receiver recorded-date recorder referrer replaces request requester
requisition responsibleparty result results-interpreter route series severity source specimen stage started
status status-reason target-disease type vaccine-code value-concept value-date value-quantity value-string
verification-status whenhandedover whenprepared
"""

_NARROW = frozenset(_PARAMETERS.split())
"""What the searches of FHIR have to leave resources out: of R4 all that the types have that are read, beside
their codes and their patient. What a server has of its own (the name of a session) narrows nothing.
"""


_LONGEST_LINK = 8_000
"""Characters of a ``self`` link. Our longest query has 2,000, written with escapes three times as many."""


@dataclass(frozen=True, slots=True)
class SearchShown:
    """The type-level search that a Bundle's ``self`` link shows."""

    resource: str
    parameters: tuple[tuple[str, str], ...]


def search_shown(url: str | None) -> SearchShown | None:
    """The search in a ``self`` link; ``None`` where the link is missing, too long, or shows none."""
    if url is None or len(url) > _LONGEST_LINK:
        return None
    try:
        parts = urlsplit(url)
        parameters = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return None
    resource = parts.path.removesuffix("/_search").rstrip("/").rpartition("/")[2]
    if not (resource.isalpha() and resource[:1].isupper()):
        return None
    return SearchShown(resource, tuple(parameters))


def claim_under_our_key(supplied: Supplied, template: Template, patient_id: str) -> Completeness:
    """How complete an answer under our own key is.

    The key is the client's word that it ran our query; believed unless the answer itself shows otherwise.
    Not supplied: nothing but other resource types in it, or a ``self`` link of another type or patient.
    Partial: the ``self`` link shows that the search was narrower than ours.
    """
    if supplied.completeness in (NOT_SUPPLIED, FAILED):
        return supplied.completeness
    wanted = template.resource
    if (
        supplied.kind != wanted
        and supplied.matches
        and all(r["resourceType"] != wanted for r in supplied.resources)
    ):
        return NOT_SUPPLIED
    shown = search_shown(supplied.self_url)
    if shown is None or not shown.parameters:
        return supplied.completeness
    if shown.resource != template.resource or _another_patient(shown, patient_id):
        return NOT_SUPPLIED
    return PARTIAL if _narrower(shown, template) else supplied.completeness


def settled(state: Completeness, astray: bool) -> Completeness:
    """An answer about others alone says nothing of ours; with ours in it, it is more than was asked for."""
    return PARTIAL if astray and state is COMPLETE else state


def is_narrower(supplied: Supplied, template: Template) -> bool:
    """True where the ``self`` link shows a narrower search than ours: its next pages are no help."""
    shown = search_shown(supplied.self_url)
    return shown is not None and _narrower(shown, template)


def answers(shown: SearchShown | None, template: Template, patient_id: str) -> bool:
    """True where a value under another key is, by its ``self`` link, our query or a wider one."""
    if shown is None or shown.resource != template.resource:
        return False
    patients = [value for name, value in shown.parameters if name in _PATIENT_PARAMETERS]
    others = {name for name, _ in shown.parameters} - _PATIENT_PARAMETERS
    harmless = all(_name(name) in _LEAVE_ALL_RESULTS_IN or name == "code" for name in others)
    asked_for = len(patients) == 1 and _same_patient(patients[0], patient_id)
    return harmless and asked_for and _asks_all_codes(shown, template)


def of_another_patient(resource: dict[str, Any], patient_id: str) -> bool:
    """True where the resource names a Patient other than the one in context as its subject."""
    subject = resource.get("subject") or resource.get("patient")
    reference = subject.get("reference") if isinstance(subject, dict) else None
    if not isinstance(reference, str):
        return False
    head, named, rest = reference.rpartition("Patient/")
    if rest == patient_id or not named or (head and head[-1] != "/"):
        return False
    return rest.partition("/")[0] != patient_id


def _narrower(shown: SearchShown, template: Template) -> bool:
    narrowed = any(_name(parameter) in _NARROW for parameter, _ in shown.parameters)
    return narrowed or not _asks_all_codes(shown, template)


def _another_patient(shown: SearchShown, patient_id: str) -> bool:
    named = (value for name, value in shown.parameters if name in _PATIENT_PARAMETERS)
    return not all(_same_patient(value, patient_id) for value in named)


def _same_patient(value: str, patient_id: str) -> bool:
    return value == patient_id or value == f"Patient/{patient_id}" or value.endswith(f"/Patient/{patient_id}")


def _name(parameter: str) -> str:
    """The parameter without its modifier or chain: ``status:not`` narrows as ``status`` does, and so does
    ``evidence.code`` as ``evidence``.
    """
    return parameter.partition(":")[0].partition(".")[0]


def _asks_all_codes(shown: SearchShown, template: Template) -> bool:
    """No code list, or one that holds all of ours. Codes may carry their system (``system|code``)."""
    lists = [(name, value) for name, value in shown.parameters if _name(name) == "code"]
    if not lists:
        return True
    if template.codes is None or len(lists) > 1 or lists[0][0] != "code":
        return False
    asked = {unquote(code).rpartition("|")[2].strip() for code in lists[0][1].split(",")}
    return template.codes <= asked
