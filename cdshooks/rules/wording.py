"""Small words for people, and record text made harmless before a client renders it."""

from __future__ import annotations

import re

from cdshooks.rules.terms import Bound, PolicyNumber

_POWER = re.compile(r"(?<=\b10)\*(?=\d)")
_MARKUP = re.compile(r"[<>*_`|\\~!{}\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 80


def quoted(text: str) -> str:
    """Text from the record without markup or control characters, at most 80 characters.

    Brackets stay, for they are part of many names ("[#/volume]"), but make no link; 10*9 is written 10^9.
    """
    plain = " ".join(_MARKUP.sub(" ", _POWER.sub("^", text)).split()).replace("](", "] (").lstrip("# ")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 3].rstrip() + "..."


def bound_words(bound: Bound) -> str:
    """A bound as a number without its unit: the site's own where it set one."""
    return bound.value_words if isinstance(bound, PolicyNumber) else str(bound)


def in_days(days: Bound) -> str:
    """ "within 90 days"."""
    return f"within {bound_words(days)} days"
