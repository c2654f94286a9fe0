"""What leaves: JSON without empty members, errors as ``OperationOutcome``. The edge adds what all have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import orjson
from flask import Response

from cdshooks.errors import Refused, operation_outcome

_KEPT_EMPTY = frozenset({"cards", "services"})
"""The two arrays that CDS Hooks wants even when they hold nothing."""

_NOTHING = (b"null", b'""', b"[]", b"{}")

_EMPTY = tuple(before + empty for before in (b":", b"[", b",") for empty in _NOTHING)
"""How an empty member or element is written. In a text it can stand too, which costs only a look."""

_SEEK_NOTHING = tuple(re.compile(re.escape(empty)).search for empty in _NOTHING)
"""Finds how nothing is written, wherever it stands: four searches, each twice as fast as ``in``, instead of
one for each of ``_EMPTY``."""

_NO_CARDS = b'{"cards":[]}'


def json_answer(members: Mapping[str, Any], status: int = 200) -> Response:
    """The members as a JSON answer, without those that are empty."""
    written = orjson.dumps(members)
    # Nearly always there are none, and what is written says so sooner than the members themselves.
    if any(seek(written) for seek in _SEEK_NOTHING) and any(empty in written for empty in _EMPTY):
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


def json_file(content: Mapping[str, Any], name: str, kind: str = "application/json") -> Response:
    """The content as an indented JSON file that a browser saves under that name."""
    answer = Response(orjson.dumps(content, option=orjson.OPT_INDENT_2), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def refusal_answer(refusal: Refused) -> Response:
    """The error answer: the ``OperationOutcome`` under the refusal's status and headers."""
    answer = json_answer(operation_outcome(refusal.issues), refusal.status)
    answer.headers.update(refusal.headers)
    return answer


def without_empty(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members without ``null``, ``""``, ``[]`` and ``{}``, at every depth; ``cards: []`` stays.

    Empty elements of lists go too, but for primitives that FHIR pairs by position: in ``given`` beside
    ``_given`` an empty one becomes the ``null`` that keeps its place.
    """
    kept = {}
    for name, value in members.items():
        clean = _clean(value, paired=name.startswith("_") or f"_{name}" in members)
        if not _is_empty(clean) or (name in _KEPT_EMPTY and clean == []):
            kept[name] = clean
    return kept


def _clean(value: Any, paired: bool = False) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return without_empty(value)
    if isinstance(value, (list, tuple)):
        return _clean_list(value, paired)
    return value


def _clean_list(values: Sequence[Any], paired: bool) -> list[Any]:
    """The elements that hold something; of paired ones also the places of those that hold nothing."""
    cleaned = [_clean(item) for item in values]
    if all(_is_empty(item) for item in cleaned):
        return []
    if paired:
        return [None if _is_empty(item) else item for item in cleaned]
    return [item for item in cleaned if not _is_empty(item)]


def _is_empty(value: Any) -> bool:
    if isinstance(value, float):
        return not isfinite(value)  # JSON has no word for it, and would say null
    return not value and (value is None or isinstance(value, (str, list, dict)))
