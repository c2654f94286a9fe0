"""One spelling for the words of records, where blanks, hyphens and marks are typed in many ways."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        # What is not seen: soft hyphens, blanks of no width, marks of direction and of byte order.
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)


def plain_words(text: str) -> str:
    """The words with plain hyphens and one blank between two. Lines stay apart: what is denied in one line is
    not denied in the next.
    """
    if not text.isascii():
        text = text.translate(_PLAIN)
    if "\n" in text:
        return "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return " ".join(text.split())


def in_one_line(text: str) -> str:
    """The words as ``plain_words`` gives them, where a line break says nothing."""
    return " ".join(plain_words(text).split())


def without_accents(text: str) -> str:
    """The same letters without their marks: "täglich" as "taglich", "année" as "annee"."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
