"""The request as it comes over the wire: the envelope is checked, the FHIR resources in it stay raw.

``read_request`` refuses with 400 what is no CDS Hooks request. Whatever a client may leave out, or sends
in a form that does not matter here, is tolerated: see ``HookRequest``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from cdshooks.errors import Issue, Refused, refused
from cdshooks.gather.fetched import is_plain_id
from cdshooks.patient.references import type_in
from cdshooks.web.body import read_object

ORDER_HOOKS = frozenset({"order-select", "order-sign"})
"""The hooks that bring the unsigned orders of the session."""

AS_OF_NAMES = ("as-of", "asOf", "org.ild-cds.as-of")
"""The spellings of the request extension by which a demo sets the day."""

LONGEST_ID = 1_000
"""Characters of a patient's id. It goes out again in every order that is suggested."""

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are refused: windows of years are counted from the day, and a calendar has two ends."""


def _if_is(kind: type) -> Callable[[Any], Any]:
    """Keeps a value of the type; anything else counts as absent."""
    return lambda value: value if isinstance(value, kind) else None


Text = Annotated[str, Field(min_length=1)]
LenientText = Annotated[str | None, BeforeValidator(_if_is(str))]
LenientObject = Annotated[dict[str, Any] | None, BeforeValidator(_if_is(dict))]


class HookRequest(BaseModel):
    """One call of a service. Members that are not known are ignored; resources are never validated here.

    ``fhirServer``, ``fhirAuthorization`` and ``extension`` of a wrong type count as absent: the request is
    then answered from its prefetch alone. ``hookInstance`` is opaque. Its ``repr`` shows no patient data.
    """

    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    hook: Text
    hook_instance: Text
    context: dict[str, Any] = Field(repr=False)
    fhir_server: LenientText = None
    fhir_authorization: LenientObject = Field(default=None, repr=False)
    prefetch: dict[str, Any] | None = Field(default=None, repr=False)
    extension: LenientObject = Field(default=None, repr=False)

    @property
    def patient_id(self) -> str:
        """The bare id of the patient, however the reference is written."""
        return _bare_id(str(self.context["patientId"]), "Patient")

    @property
    def encounter_id(self) -> str | None:
        """The bare id of the encounter, where one was sent: it goes out again in what is suggested."""
        found = self.context.get("encounterId")
        id = _bare_id(found, "Encounter") if isinstance(found, str) else ""
        return id if is_plain_id(id) and not id.startswith("urn:") else None

    @property
    def user_id(self) -> str | None:
        """Who is at the screen, as sent (``Practitioner/7``); it informs and decides nothing."""
        found = self.context.get("userId")
        return found or None if isinstance(found, str) else None

    @property
    def is_for_patient(self) -> bool:
        """Whether the patient or a relative is at the screen, who can order nothing."""
        return type_in(self.user_id or "").lower() in ("patient", "relatedperson")

    @property
    def draft_orders(self) -> dict[str, Any] | None:
        """The raw Bundle of unsigned orders; ``None`` where none was sent, or an OperationOutcome instead."""
        found = self.context.get("draftOrders")
        is_sent = isinstance(found, dict) and found.get("resourceType") != "OperationOutcome"
        return found if is_sent else None

    @property
    def draft_entries(self) -> list[dict[str, Any]]:
        """The entries of ``draftOrders``, as ``draft_entries`` finds them."""
        return draft_entries(self.draft_orders)

    @property
    def drafts(self) -> list[dict[str, Any]]:
        """The resources of ``draftOrders``, supporting Medications among them; empty where none was sent."""
        return [entry["resource"] for entry in self.draft_entries]

    @property
    def selections(self) -> tuple[str, ...]:
        """The references of the orders just selected, each as text or as a FHIR Reference; what is neither is
        left out.
        """
        found = self.context.get("selections")
        sent = found if isinstance(found, list) else []
        read = (item.get("reference") if isinstance(item, dict) else item for item in sent)
        return tuple(item for item in read if isinstance(item, str))


def _bare_id(reference: str, kind: str) -> str:
    """The id in a reference that is relative, absolute or versioned; whatever names no ``kind`` as it is."""
    written = reference.strip()
    _, named, rest = f"/{written}".rpartition(f"/{kind}/")
    return rest.partition("/_history/")[0] if named else written


def draft_entries(draft_orders: Any) -> list[dict[str, Any]]:
    """The entries of a Bundle of draft orders that hold a resource, in their order.

    As in a prefetch one object may stand where a list is due, a list in a list, a resource in the place of
    its entry, and a Bundle in the Bundle: an order that is written so is no less about to be signed.
    """
    found, waiting = [], [draft_orders]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        if not isinstance(here, dict):
            continue
        inner = here.get("resource")
        if _is_bundle(here):
            waiting.append(here.get("entry"))
        elif _is_bundle(inner):
            waiting.append(inner)
        elif isinstance(inner, dict):
            found.append(here)
        elif isinstance(here.get("resourceType"), str):
            found.append({"resource": here})
    return found


def _is_bundle(found: Any) -> bool:
    kind = found.get("resourceType") if isinstance(found, dict) else ""
    return kind == "Bundle" or (kind is None and "entry" in found)


def read_request(body: bytes, hook: str, served: frozenset[str]) -> HookRequest:
    """The request in a body sent to a service of ``hook``; ``served`` are all hooks we have services for.

    Raises ``Refused`` (400) for the first of these that is wrong: JSON, envelope, hook, context.
    """
    request = _read_envelope(read_object(body))
    _check_hook(request.hook, hook, served)
    _check_context(request.context, hook)
    return request


def _read_envelope(members: dict[str, Any]) -> HookRequest:
    try:
        return HookRequest.model_validate(members)
    except ValidationError as invalid:
        raise Refused(400, _issues_of(invalid)) from None


def _issues_of(invalid: ValidationError) -> tuple[Issue, ...]:
    """One issue for each wrong member, by its own name on the wire."""
    issues = []
    for error in invalid.errors(include_url=False, include_input=False, include_context=False):
        name = str(error["loc"][0])
        absent = error["type"] in ("missing", "string_too_short")
        kind = "a JSON object" if name in ("context", "prefetch") else "text"
        text = f"The member {name} is missing." if absent else f"The member {name} must be {kind}."
        issues.append(Issue("required" if absent else "structure", text, name))
    return tuple(issues)


def _check_hook(sent: str, hook: str, served: frozenset[str]) -> None:
    if sent == hook:
        return
    if sent in served:
        raise refused(400, f"The hook sent is not the hook of this service, {hook}.", "hook", code="value")
    raise refused(400, "The hook sent is not one that is served here.", "hook", code="not-supported")


def _check_context(context: Mapping[str, Any], hook: str) -> None:
    """The few fields that must be there or, where they are, must have their type."""
    patient = context.get("patientId")
    if patient is None:
        raise refused(400, "The context names no patient.", "context.patientId", code="required")
    if not isinstance(patient, str):
        raise refused(400, "The patient's id must be text.", "context.patientId", code="structure")
    id = _bare_id(patient, "Patient")
    if not id:
        raise refused(400, "The patient's id is empty.", "context.patientId", code="required")
    if len(id) > LONGEST_ID:
        text = f"The patient's id has more than {LONGEST_ID} characters."
        raise refused(400, text, "context.patientId", code="value")
    if hook in ORDER_HOOKS:
        _check_type(context, "draftOrders", dict, "a Bundle")
        entries = (context.get("draftOrders") or {}).get("entry")
        if not (entries is None or isinstance(entries, dict | list)):
            text = "The entries of draftOrders must be a list."
            raise refused(400, text, "context.draftOrders.entry", code="structure")
        _check_type(context, "selections", list, "a list of references")


def _check_type(context: Mapping[str, Any], name: str, kind: type, words: str) -> None:
    value = context.get(name)
    if value is not None and not isinstance(value, kind):
        raise refused(400, f"The context's {name} must be {words}.", f"context.{name}", code="structure")


def missing_context(request: HookRequest) -> list[str]:
    """The context fields that the hook promises and a client may withhold: ``draftOrders`` on orders.

    A client without the scopes for unsigned orders leaves them out, so this is no malformed request.
    """
    lacks_drafts = request.hook in ORDER_HOOKS and request.draft_orders is None
    return ["context.draftOrders"] if lacks_drafts else []


def as_of(request: HookRequest) -> date | None:
    """The day a demo request wants to be judged on; ``None`` where it names none.

    Raises ``Refused`` (400) naming ``extension.as-of`` where it is no day like 2026-01-15.
    """
    extension = request.extension or {}
    sent = next((extension[name] for name in AS_OF_NAMES if extension.get(name) is not None), None)
    if sent is None:
        return None
    day = _day(sent) if isinstance(sent, str) else None
    if day is None or not _EARLIEST <= day <= _LATEST:
        raise refused(400, "The day must be written as 2026-01-15, from 1900 to 2199.", "extension.as-of")
    return day


def _day(text: str) -> date | None:
    """The day of a text in the one form ``YYYY-MM-DD``, which ``fromisoformat`` alone would not insist on."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
