"""Small words for people, and record text made harmless before a client renders it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from cdshooks.patient.clinical import SEVERE_MARKERS
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Allergy, Amount, Condition, Fact, format_number
from cdshooks.rules.terms import Bound, PolicyNumber

_POWER = re.compile(r"(?<=\b10)\*(?=\d)")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]+"
)
_MARKUP = re.compile(
    r"[*_`|\\~!{}\x00-\x1f\x7f-\x9f\u2028\u2029]+|<(?![\s\d=.])|(?<![^\s(])>(?![\s\d=.])|(?<=[^\s(])>"
)
_HARM = (
    # A comparator stays ("<0.5", ">=1:640"), for it begins no tag.
    (_POWER, "^"),
    (_INVISIBLE, ""),
    (_MARKUP, " "),
    # What is shown as a link without being written as one, and a character that is written as another.
    (re.compile("://"), ": //"),
    (re.compile(r"\b(www)\.(?=\S)", re.IGNORECASE), r"\1 ."),
    (re.compile(r"(mailto|xmpp|tel|javascript):(?=\S)", re.IGNORECASE), r"\1: "),
    (re.compile(r"\s*@\s*"), " @ "),
    (re.compile(r"&(?=#|\w+;)"), "& "),
    (re.compile(r"\](?=[(\[:])"), "] "),
)
_MAY_HARM = re.compile(r"[*_`|\\~!{}<>:@&\]]")
"""One of these stands in everything visible that is made harmless, but for two blanks and an address."""
_HALF_A_LINK = re.compile(r"(?:www|mailto:|xmpp:|tel:|javascript:|\s)+$", re.IGNORECASE)
_PLAIN_REFERENCE = re.compile(r"(?!.*www\.)[A-Za-z]+/[A-Za-z0-9.-]{1,256}", re.IGNORECASE)
_BEGINS_A_BLOCK = re.compile(r"[>=\[]|[#+-](?=[\s#+-]|$)|\d{1,9}(?=[.)](?:\s|$))")
_KIND_OF_CONCEPT = re.compile(
    r"(?<=\S) \((?:assessment scale|disorder|event|finding|observable entity|person|procedure|product|"
    r"qualifier value|regime/therapy|situation|substance)\)$"
)
BARE_CODE = re.compile(r"[A-Z]\d[\dA-Z][\dA-Z.+*\u2020-]*|\d{5,}(?:-\d)?")
"""What an entry without any words is called by: a code of ICD-10, ATC, SNOMED CT, LOINC or RxNorm."""
_LONGEST = 100
MOST_LINES = 20
"""Nobody reads on beyond, and a record may hold thousands."""


def quoted(text: str) -> str:
    """Text from the record without markup, links or control characters, at most 100 characters.

    Brackets stay, for they are part of many names ("[#/volume]"), but make no link; 10*9 is written 10^9.
    """
    return text if _is_harmless(text) else _made_harmless(text)


def _is_harmless(text: str) -> bool:
    """Whether nothing in the text has to be changed: so it is with nearly all that records hold."""
    return (
        0 < len(text) <= _LONGEST
        and text.isprintable()  # no control or invisible character, no blank but the plain one
        and _MAY_HARM.search(text) is None
        and "  " not in text
        and text[0] not in " #"
        and text[-1] != " "
        and not ("." in text and "www." in text.lower())
    )


def _made_harmless(text: str) -> str:
    # No more than could be shown is looked at: the text may have millions of characters.
    plain = text[: 4 * _LONGEST]
    for harmful, harmless in _HARM:
        plain = harmful.sub(harmless, plain)
    plain = " ".join(plain.split()).lstrip("# ")
    if len(plain) <= _LONGEST:
        return plain
    # Words stay whole. What was cut off inside an address would be one again with the dots ("mailto:...").
    kept = plain[: _LONGEST - 3]
    whole = kept.rpartition(" ")[0] or kept
    return _HALF_A_LINK.sub("", whole) + "..."


def without_kind(words: str) -> str:
    """A full name of SNOMED CT ("Acute interstitial pneumonia (disorder)") without its kind of concept."""
    return _KIND_OF_CONCEPT.sub("", words) if words.endswith(")") else words


def reference_words(reference: str) -> str:
    """A reference (``MedicationRequest/123``) as a card says it: quoted where its id is no plain one."""
    return reference if _PLAIN_REFERENCE.fullmatch(reference) else quoted(reference)


def no_block(line: str) -> str:
    """The line so that Markdown reads no heading, list, quotation or definition in how it begins."""
    begins = _BEGINS_A_BLOCK.match(line)
    if begins is None:
        return line
    return f"{begins[0]}\\{line[begins.end() :]}" if begins[0].isdigit() else f"\\{line}"


def at_most(lines: Sequence[str], most: int = MOST_LINES) -> Sequence[str]:
    """The lines, or of more than so many the first ones and how many more there are."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"and {len(lines) - most + 1} more"]


def as_many_as_fit(begins: str, words: Sequence[str], longest: int) -> str:
    """As many of the words as a line of this length holds, each in full, and how many more there are."""
    for more in range(len(words)):
        kept = ", ".join(words[: len(words) - more])
        line = f"{begins}{kept}{f' and {more} more' if more else ''}"
        if len(line) <= longest:
            return line
    return f"{line[: longest - 3]}..." if words else begins.rstrip()


def bound_words(bound: Bound) -> str:
    """A bound as a number without its unit: the site's own where it set one."""
    return bound.value_words if isinstance(bound, PolicyNumber) else str(bound)


def told_once(lines: Iterable[str]) -> list[str]:
    """The lines, each once, and none with which another one begins, for that one says it too."""
    each = list(dict.fromkeys(lines))
    ordered = sorted(each)
    begun = {one for one, after in pairwise(ordered) if after.startswith(f"{one} ")}
    return [one for one in each if one not in begun] if begun else each


def in_a_row(words: Sequence[str], last: str = "and") -> str:
    """ "A, B and C"; with semicolons where a comma stands in one of them."""
    if len(words) < 2:
        return "".join(words)
    comma = "; " if any("," in one for one in words) else ", "
    return f"{comma.join(words[:-1])} {last} {words[-1]}"


def in_days(days: Bound) -> str:
    """ "within 90 days"."""
    return f"within {bound_words(days)} days"


def on_day(day: Day | None) -> str:
    """Behind what was done or measured: " on 2026-03-07", " in 2026" where no more is known, or nothing."""
    return "" if day is None else f" {'on' if day.whole else 'in'} {day.isoformat()}"


def unit_words(unit: str) -> str:
    """A unit as people write it: IU for UCUM's "[IU]", and a power of ten as a factor ("x 10^9/L")."""
    if unit == "1":  # UCUM's unit of a ratio
        return ""
    if "[" in unit:
        unit = _BRACKETS.sub(lambda found: _UNITS.get(found[0], found[0]), unit)
    return f"x {_POWER.sub('^', unit)}" if unit.startswith(_POWERS) else unit


_UNITS = {"[IU]": "IU", "[iU]": "IU", "[Hg]": " Hg", "[H2O]": " H2O", "[arb'U]": "arbitrary units"}
_BRACKETS = re.compile(r"\[[^\]]*\]")
_POWERS = ("10*", "10^")


def rounded(number: Decimal, places: int = 2) -> str:
    """A number that was worked out, as people read it: to so many decimals, or to as many more as it takes
    for it not to look rounder than it is. 29.96 is not written 30, for a limit may be 30.
    """
    if not number.is_finite() or number.adjusted() > _LARGEST or number == int(number):
        return format_number(number)
    for more in range(places, places + _MOST_MORE + 1):
        short = number.quantize(Decimal(1).scaleb(-more), ROUND_HALF_UP)
        if short == number or short.as_tuple().digits[-1]:
            break
    return format_number(short)


_MOST_MORE = 2
_LARGEST = 20
"""Beyond, a number has no decimals to be rounded to within the precision of ``decimal``."""


def in_hundredths(amount: Amount, places: int = 2) -> str:
    """An amount that was worked out, each of its ends ``rounded``."""
    if amount.low == amount.high:
        return rounded(amount.low, places)
    if not amount.high.is_finite():
        return f"{'more than' if amount.low_open else 'at least'} {rounded(amount.low, places)}"
    return f"{rounded(amount.low, places)} to {rounded(amount.high, places)}"


def certainty(fact: Fact) -> str:
    """Behind the name of a diagnosis that is only suspected: ", suspected"."""
    return ", suspected" if isinstance(fact, Condition) and fact.suspected else ""


def severity(fact: Fact) -> str:
    """What makes an allergy one to fear, behind its name: ", criticality high, severe reaction"."""
    if not isinstance(fact, Allergy):
        return ""
    marked = "severe" in fact.reaction_severities or SEVERE_MARKERS in fact.reaction_sets
    told = ("criticality high" if fact.criticality == "high" else "", "severe reaction" if marked else "")
    return "".join(f", {one}" for one in told if one)
