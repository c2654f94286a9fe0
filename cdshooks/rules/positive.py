"""Whether a result in words, codes or an interpretation is positive: "3+", "not detected", "POS"."""

from __future__ import annotations

import re

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import Observation

_POSITIVE = {"POS", "A", "AA", "H", "HH"}
_NEGATIVE = {"NEG", "N", "L"}
# A grade may stand beside the word ("weakly positive", "POSITIVE (3+)"), and the laboratory's flag behind it
# ("Positive (A)"); a further word is a doubt.
_POSITIVE_TEXT = re.compile(
    r"((weak|strong|moderate|low|high)(ly)?\W*)?"
    r"(posit(ive|iv|if|ivo|iva)|positief|pos|detected|reactive|present|yes|worse|worsened|worsening"
    # German, French, Spanish, Italian and Dutch.
    r"|nachgewiesen|nachweisbar|reaktiv|rea[ck]tief|d[eé]tect[eé]e?|r[eé]acti(f|ve)|detectad[oa]|reactiv[oa]"
    r"|rilevat[oa]|reattiv[oa]|aantoonbaar|aangetoond)[^a-z?]*"
    r"((?<=\W)(a|h|abnormal|high)[^a-z?]*)?|\+{1,4}"
)
_NEGATIVE_TEXT = re.compile(
    r"(n[eé]gat(ive|iv|if|ivo|iva)|negatief|neg|(not|none|un)\W*detected|(non|not)\W*reactive"
    r"|not present|absent|no|nicht (nachgewiesen|nachweisbar|reaktiv)"
    r"|niet (aantoonbaar|aangetoond|rea[ck]tief)"
    r"|non\W*(d[eé]tect[eé]e?|r[eé]acti(f|ve)|rilevat[oa]|reattiv[oa])|no (detectad|reactiv)[oa])"
    r"[^a-z?]*"
    r"((?<=\W)(n|normal)[^a-z?]*)?"
)
_WORD = re.compile(r"[^\W_]+")
_PARTS_OF_NAMES = {"anti", "c", "p"}
_DENIALS = {"no", "non", "none", "not", "un", "nicht", "niet"}
_POSITIVE_CODES = {"10828004", "260373001", "LA6576-8", "LA11882-0", "11214006", "52101004", "LA15255-5"}
_NEGATIVE_CODES = {"260385009", "260415000", "LA6577-6", "LA11883-8", "131194007", "2667000", "LA15256-3"}


def reads_positive(observation: Observation) -> Answer:
    """Positive by interpretation, coded answer or plain word; a bare number is not known."""
    text = _without_name(observation)
    signs = {
        YES: bool(
            observation.interpretations & _POSITIVE
            or observation.value_codes & _POSITIVE_CODES
            or _POSITIVE_TEXT.fullmatch(text)
        ),
        NO: bool(
            observation.interpretations & _NEGATIVE
            or observation.value_codes & _NEGATIVE_CODES
            or _NEGATIVE_TEXT.fullmatch(text)
        ),
    }
    if signs[YES] == signs[NO]:
        return NOT_KNOWN
    return YES if signs[YES] else NO


def _without_name(observation: Observation) -> str:
    """The words of the value, without the name of the test that some laboratories repeat before them."""
    text = (observation.value_text or "").strip().lower()
    name = {*_WORD.findall(observation.text.lower()), *_PARTS_OF_NAMES} - _DENIALS
    end = 0
    for word in _WORD.finditer(text):
        if word[0] not in name:
            break
        end = word.end()
    # What only stands between a name and its answer; a question mark there is a doubt.
    return text[end:].lstrip(" :=-–,.") if end and text[end:].strip() else text
