"""The service described for programs (OpenAPI 3.1): every address, what is sent there and what comes back.

Requests are described as we would like them; more is tolerated than is described.
"""

from __future__ import annotations

from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.json_schema import models_json_schema

from cdshooks.web.engine import Engine, Service
from cdshooks.web.wire import ORDER_HOOKS, HookRequest

Json = dict[str, Any]

_REF = "#/components/schemas/"


class _Described(BaseModel):
    """Members are written as they are on the wire; clients may send more of them."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Coding(_Described):
    """A code of a code system."""

    system: str | None = None
    code: str
    display: str | None = None


class Source(_Described):
    """On whose authority a card speaks; ``topic`` names the card, and never changes."""

    label: str
    url: str | None = None
    topic: Coding | None = None


class Action(_Described):
    """What happens to the client's draft orders when a suggestion is accepted."""

    type: Literal["create", "update", "delete"]
    description: str
    resource: Json | None = None
    resource_id: str | None = None


class Suggestion(_Described):
    """One thing to do with a click."""

    label: str
    uuid: str
    is_recommended: bool | None = None
    actions: list[Action]


class Link(_Described):
    """Where more is said."""

    label: str
    url: str
    type: Literal["absolute", "smart"]
    app_context: str | None = None


class CardShown(_Described):
    """One card: ``summary`` is plain text, ``detail`` is Markdown without HTML."""

    uuid: str
    summary: str = Field(max_length=139)
    indicator: Literal["info", "warning", "critical"]
    detail: str | None = None
    source: Source
    suggestions: list[Suggestion] | None = None
    selection_behavior: Literal["any", "at-most-one"] | None = None
    override_reasons: list[Coding] | None = None
    links: list[Link] | None = None


class Cards(_Described):
    """The answer of a service; ``cards`` is empty where none has a reason to speak."""

    cards: list[CardShown]


class DescribedService(_Described):
    """One entry of discovery."""

    id: str
    hook: str
    title: str
    description: str
    prefetch: dict[str, str] | None = None
    usage_requirements: str | None = None
    version: str


class Services(_Described):
    """The discovery document."""

    services: list[DescribedService]


class AcceptedSuggestion(_Described):
    """A suggestion by its uuid."""

    id: str


class OverrideReason(_Described):
    """Why a card was overridden. The user's comment is not kept."""

    reason: Coding | None = None
    user_comment: str | None = None


class Outcome(_Described):
    """What a user did with one card."""

    card: str = Field(min_length=1)
    outcome: Literal["accepted", "overridden"]
    outcome_timestamp: str = Field(json_schema_extra={"format": "date-time"})
    accepted_suggestions: list[AcceptedSuggestion] | None = None
    override_reason: OverrideReason | None = None


class FeedbackSent(_Described):
    """A body of feedback."""

    feedback: list[Outcome] = Field(min_length=1)


class FeedbackAnswer(_Described):
    """How many outcomes were read, and how many could not be."""

    status: str
    received: int
    unread: int


class OutcomeDetails(_Described):
    """The sentence of an issue."""

    text: str


class OutcomeIssue(_Described):
    """One thing that was wrong; ``expression`` names the field."""

    severity: str
    code: str
    details: OutcomeDetails
    expression: list[str] | None = None


class OperationOutcome(_Described):
    """What every error answer holds."""

    resource_type: Literal["OperationOutcome"]
    issue: list[OutcomeIssue] = Field(min_length=1)


class Entry(_Described):
    """One order of the session."""

    full_url: str | None = None
    resource: Json


class DraftOrders(_Described):
    """The unsigned orders of the session, as a Bundle."""

    resource_type: Literal["Bundle"]
    entry: list[Entry] = Field(max_length=200)


class PatientViewContext(_Described):
    """Whose chart was opened."""

    user_id: str
    patient_id: str = Field(min_length=1)
    encounter_id: str | None = None


class OrderContext(PatientViewContext):
    """Whose orders are chosen or signed."""

    draft_orders: DraftOrders
    selections: list[str] | None = None


_SENT = (HookRequest, PatientViewContext, OrderContext, FeedbackSent)
_ANSWERED = (Cards, Services, FeedbackAnswer, OperationOutcome)

_REFUSALS = {
    400: "What was sent cannot be read.",
    401: "The caller is not known.",
    403: "The caller may not call this service.",
    404: "There is no such service.",
    408: "The request did not arrive in time.",
    412: "What the service needs was neither sent nor could be fetched.",
    413: "More was sent than is read.",
    415: "What was sent is not JSON, or is packed.",
    429: "Too many calls; Retry-After says when to try again.",
    431: "The headers are larger than is read.",
    503: "Not possible just now; Retry-After says when to try again.",
}


def openapi_document(engine: Engine, version: str) -> bytes:
    """The JSON that ``GET /openapi.json`` answers."""
    _, made = models_json_schema(
        [(model, "validation") for model in (*_SENT, *_ANSWERED)],
        by_alias=True,
        ref_template=_REF + "{model}",
    )
    schemas: Json = made["$defs"]
    paths: Json = {"/cds-services": {"get": _reading("Every service with its prefetch.", "Services")}}
    for service in engine.services:
        name = f"{service.id}-request"
        schemas[name] = _request_of(service, schemas["HookRequest"])
        address = f"/cds-services/{service.id}"
        paths[address] = {"post": _sending(service.title, name, "Cards")}
        paths[f"{address}/feedback"] = {
            "post": _sending("What a user did with cards.", "FeedbackSent", "FeedbackAnswer")
        }
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "CDS Hooks service for interstitial lung disease", "version": version},
            "paths": paths,
            "components": {"schemas": schemas},
        }
    )


def _request_of(service: Service, plain: Json) -> Json:
    """The schema of a request, with the context of the hook and the service's own prefetch keys."""
    context = "OrderContext" if service.hook in ORDER_HOOKS else "PatientViewContext"
    sent = {"type": ["object", "null"]}
    prefetch = {"type": "object", "properties": dict.fromkeys(service.prefetch, sent)}
    properties = plain["properties"] | {
        "hook": {"const": service.hook},
        "context": {"$ref": _REF + context},
        "prefetch": prefetch,
    }
    about = {"title": f"Request of {service.id}", "description": service.description}
    return plain | about | {"properties": properties}


def _reading(words: str, answer: str) -> Json:
    return {"summary": words, "responses": {"200": _content(words, answer), **_refused()}}


def _sending(words: str, sent: str, answer: str) -> Json:
    content = {"application/json": {"schema": {"$ref": _REF + sent}}}
    return _reading(words, answer) | {"requestBody": {"required": True, "content": content}}


def _content(words: str, model: str) -> Json:
    return {"description": words, "content": {"application/json": {"schema": {"$ref": _REF + model}}}}


def _refused() -> Json:
    return {str(status): _content(words, "OperationOutcome") for status, words in _REFUSALS.items()}
