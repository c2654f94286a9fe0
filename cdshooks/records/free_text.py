"""What a person may write about a card: short, and nothing in it that looks like somebody's identifier.

No rule can see a name. The page asks for none, and what is written reaches reviewers alone.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 500

_IDENTIFYING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{5,}"), "a number of five or more digits"),
    (re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"), "a date"),
    (re.compile(r"\b\d{3}[ .-]\d{2,3}[ .-]\d{3,4}\b"), "what may be a telephone or insurance number"),
    (re.compile(r"\b(?=\w{6,})(?=(?:\w*\d){4})\w*[^\W\d]\w*\b"), "letters and digits as of a record number"),
    (re.compile(r"@|\bhttps?:|\bwww\."), "an address"),
    (re.compile(r"\b[A-Z][A-Za-z]+/[\w.-]*\d[\w.-]*"), "a reference to a record"),
    (
        re.compile(r"\b(?:MRN|SSN|DOB|NHS\s+n\w+|born\s+(?:on|in)|birthday|date\s+of\s+birth)\b", re.I),
        "words of an identifier",
    ),
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Herr|Frau|Mme|Mlle)\.?\s+[A-Z]"), "what may be a person's name"),
)
"""Doses, ages, tapers by commas, and names of tests (``CYP3A4``, ``B*5801``) go through."""

_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn or hide the letters around them."""


def tidied(text: str) -> str:
    """The text without control characters, each line break as one sign, nothing around it."""
    return _NOT_WRITTEN.sub("", text.replace("\r\n", "\n")).strip()


def identifying(text: str) -> str | None:
    """What in the text looks like an identifier, in words and never as it stands; None where nothing does."""
    return next((words for pattern, words in _IDENTIFYING if pattern.search(text)), None)
