"""What a user did with a card, as clients report it: the specification's form and those met in the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cdshooks.errors import Issue, Refused, refused
from cdshooks.records.outcomes import Feedback, Reason

MOST_ITEMS = 5_000
"""Outcomes of one body. A client that saves them up sends a day's; they are kept in one transaction."""

OUTCOMES = frozenset({"accepted", "overridden"})

_EPIC_REASON = "com.epic.cdshooks.feedback.overrideReason."


@dataclass(frozen=True, slots=True)
class FeedbackBatch:
    """The items of one body that could be read, and an issue for each that could not."""

    items: tuple[Feedback, ...]
    unread: tuple[Issue, ...]


def read_feedback(members: Mapping[str, Any]) -> FeedbackBatch:
    """The outcomes in a feedback body. Raises ``Refused`` (400) when not one of them can be read."""
    sent = members.get("feedback")
    if sent is None:
        raise refused(400, "The member feedback is missing.", "feedback", code="required")
    if not isinstance(sent, list):
        raise refused(400, "The member feedback must be a list.", "feedback", code="structure")
    if not sent:
        raise refused(400, "The list of feedback is empty.", "feedback", code="required")
    if len(sent) > MOST_ITEMS:
        raise refused(413, f"More than {MOST_ITEMS} items are not read.", "feedback", code="too-costly")
    read = [_read_item(item, f"feedback[{place}]") for place, item in enumerate(sent)]
    items = tuple(item for item in read if isinstance(item, Feedback))
    unread = tuple(item for item in read if isinstance(item, Issue))
    if not items:
        raise Refused(400, unread[:_MOST_ISSUES])
    return FeedbackBatch(items, unread)


_MOST_ISSUES = 20
"""An error answer names no more items than this, however many were sent."""


def _read_item(item: Any, path: str) -> Feedback | Issue:
    """One outcome, or why it could not be read."""
    if not isinstance(item, dict):
        return Issue("structure", "Each item of feedback must be a JSON object.", path)
    card = item.get("card")
    if not isinstance(card, str) or not card.strip():
        return Issue("required", "The item does not name its card.", f"{path}.card")
    outcome = item.get("outcome")
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        return Issue("value", "The outcome must be accepted or overridden.", f"{path}.outcome")
    at = _instant(item.get("outcomeTimestamp"))
    if at is None:
        text = "The item needs a moment like 2026-01-15T09:30:00Z."
        return Issue("value", text, f"{path}.outcomeTimestamp")
    suggestions = _suggestion_ids(item.get("acceptedSuggestions"))
    if outcome == "accepted" and not suggestions:
        text = "What was accepted must be named by the id of at least one suggestion."
        return Issue("required", text, f"{path}.acceptedSuggestions")
    return Feedback(card, outcome, at, suggestions, _reason(item))


_LONGEST_MOMENT = 64
_BLANK_FOR_T = re.compile(r"^(\d{4}-\d\d-\d\d) (?=\d)")
_LEAP_SECOND = re.compile(r"(T\d\d:59:)60(?!\d)")


def _instant(sent: Any) -> datetime | None:
    """The moment; one without a zone is taken as UTC, which the specification asks for.

    RFC 3339 knows small letters, a blank in the place of the T, and the second 60, which the calendar here
    does not have.
    """
    written = sent.upper() if isinstance(sent, str) and len(sent) <= _LONGEST_MOMENT else ""
    written = _BLANK_FOR_T.sub(r"\1T", written)
    if "T" not in written:
        return None
    try:
        read = datetime.fromisoformat(_LEAP_SECOND.sub(r"\g<1>59", written))
        read = read if read.tzinfo else read.replace(tzinfo=UTC)
        read.astimezone(UTC)  # at either end of the calendar there may be no such moment
    except (ValueError, OverflowError):
        return None
    return read


def _suggestion_ids(sent: Any) -> tuple[str, ...]:
    """The ids in ``acceptedSuggestions``; items without one are left out."""
    ids = [item.get("id") for item in sent if isinstance(item, dict)] if isinstance(sent, list) else []
    return tuple(found for found in ids if isinstance(found, str) and found)


def _reason(item: Mapping[str, Any]) -> Reason | None:
    """The reason in any form met: the standard ``reason``, flat, plural, or in Epic's extension."""
    sent = item.get("overrideReason") or item.get("overrideReasons")
    if isinstance(sent, list):
        sent = next((entry for entry in sent if isinstance(entry, dict)), None)
    if not isinstance(sent, dict):
        return None
    coding = sent["reason"] if isinstance(sent.get("reason"), dict) else sent
    if isinstance(coding.get("coding"), list):
        # A CodeableConcept in place of the Coding.
        coding = next((one for one in coding["coding"] if isinstance(one, dict)), coding)
    extension = sent.get("extension")
    if coding is sent and not coding.get("code") and isinstance(extension, dict):
        names = ("reasonCategory", "reasonDisplay", "reasonTitle")
        category, display, title = (_words(extension.get(_EPIC_REASON + name)) for name in names)
        coding = {"code": category, "display": display or title}
    reason = Reason(_words(coding.get("code")), _words(coding.get("system")), _words(coding.get("display")))
    return reason if reason.code or reason.display else None


_LONGEST_WORDS = 200


def _words(sent: Any) -> str | None:
    """A short text; anything else counts as not given."""
    return sent[:_LONGEST_WORDS] if isinstance(sent, str) and sent else None
