"""What leaves: JSON without empty members, errors as ``OperationOutcome``. The edge adds what all have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response

from cdshooks.errors import Refused, operation_outcome

_KEPT_EMPTY = frozenset({"cards", "services"})
"""The two arrays that CDS Hooks wants even when they hold nothing."""

_EMPTY_MEMBERS = (b":null", b':""', b":[]", b":{}")
"""What stands behind the name of an empty member. In a text it can stand too, which costs only a look."""

_NO_CARDS = b'{"cards":[]}'


def json_answer(members: Mapping[str, Any], status: int = 200) -> Response:
    """The members as a JSON answer, without those that are empty."""
    written = orjson.dumps(members)
    # Nearly always there are none, and what is written says so sooner than the members themselves.
    if any(empty in written for empty in _EMPTY_MEMBERS):
        written = orjson.dumps(without_empty(members))
    return raw_answer(written, status)


def raw_answer(body: bytes, status: int = 200) -> Response:
    """A JSON answer from bytes that are written already."""
    return Response(body, status, mimetype="application/json")


def cards_answer(answer: Mapping[str, Any]) -> Response:
    """The response of a service; most have no card, and those are written once for all."""
    if len(answer) == 1 and answer.get("cards") == []:
        return raw_answer(_NO_CARDS)
    return json_answer(answer)


def refusal_answer(refusal: Refused) -> Response:
    """The error answer: the ``OperationOutcome`` under the refusal's status and headers."""
    answer = json_answer(operation_outcome(refusal.issues), refusal.status)
    answer.headers.update(refusal.headers)
    return answer


def without_empty(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members without ``null``, ``""``, ``[]`` and ``{}``, at every depth; ``cards: []`` stays.

    Elements of lists stay where they are: FHIR pairs ``given`` with ``_given`` by position, and a
    client's own order goes back with its extensions.
    """
    kept = {}
    for name, value in members.items():
        clean = _clean(value)
        if not _is_empty(clean) or (name in _KEPT_EMPTY and clean == []):
            kept[name] = clean
    return kept


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return without_empty(value)
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return value


def _is_empty(value: Any) -> bool:
    return not value and (value is None or isinstance(value, (str, list, dict)))
