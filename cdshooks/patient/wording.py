"""What entries that carry words alone are taken for: only what is said plainly, never what is hedged."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdshooks.patient.clinical import allergy_code
from cdshooks.patient.reading import (
    Resource,
    code_words,
    concept_words,
    items,
    text_of,
)
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import (
    NO_SETS,
    CodeIndex,
    codings_of,
    has_known_system,
    has_only_unread_expressions,
)
from cdshooks.patient.text_patterns import NamePattern, sets_named
from cdshooks.patient.words_of_doubt import (
    ALL_DENIED,
    BETWEEN_CLAUSES,
    DENIALS_ABROAD,
    DENIALS_OF_AN_ALLERGY,
    DENIED_AT_ITS_END,
    DOUBT,
    HISTORY,
    NO_DIAGNOSIS,
    NOT_BORNE,
    NOTHING_TOLD,
    OTHER_SULFONAMIDES,
    SHORT_FOR_DOUBT_OR_PAST,
)


def any_of(words: Iterable[str], or_else: str = "") -> re.Pattern[str]:
    """Any of the words as a whole, or what the pattern ``or_else`` finds; in small letters or capitals."""
    whole = rf"\b(?:{'|'.join(words)})\b"
    return re.compile(f"{whole}|{or_else}" if or_else else whole, re.IGNORECASE)


_NO_DIAGNOSIS = any_of(NO_DIAGNOSIS, rf"\?|{SHORT_FOR_DOUBT_OR_PAST}")
# Said beside a diagnosis of something else: what it comes without, or what was there before.
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:without|w/o|ohne|sans|zonder|with no|with (?:a )?(?:past )?history of|negative for)\b[^,;.()?]*|"
    r"(?<=[,;(])\s*(?:no (?!longer|evidence|signs?|such|more|diagnos|disease)\w|not (?:yet |currently )?"
    r"(?:on|requiring|needing)\b)[^,;.()?]*",
    re.IGNORECASE,
)
_NOT_DONE_ANY_MORE = re.compile(
    r"(?<=[,;(])\s*no (?:further|more) (?:labs?|tests?|escalation|treatment|therapy|hospital\w*)\b",
    re.IGNORECASE,
)
_DOUBT = any_of(DOUBT)
_HISTORY = re.compile(rf"\b(?:{'|'.join(HISTORY)})", re.IGNORECASE)
_MEMBER = re.compile(r"[a-z0-9_]+")
_LEFT_OUT = re.compile(r"-([a-z0-9_]+)")
"""In the name of a set, the sets whose codes it leaves out."""
# An allergy in doubt is still an allergy here; one that is denied is not. A clause denies what stands after
# its "no", unless what it denies is that the drug is tolerated.
_CLAUSES = any_of(BETWEEN_CLAUSES, r"[,;.:()\n]|\s[-\u2013\u2014]+\s")
_DENIAL = re.compile(
    rf"\b(?:{'|'.join(DENIALS_OF_AN_ALLERGY)})\b(?!\W+(?:\w+\W+)?tolerat)|"
    rf"\b(?:{'|'.join(DENIALS_ABROAD)})\b(?!\W+(?:\w+\W+)?(?:vertr|tol[eé]r|verdra))",
    re.IGNORECASE,
)
_DENIED_AT_ITS_END = re.compile(rf"\b(?:{'|'.join(DENIED_AT_ITS_END)})\s*$", re.IGNORECASE)
_TOLERATED = re.compile(r"\btolerat\w*", re.IGNORECASE)
_NOT_TOLERATED = re.compile(
    rf"(?:\b(?:{'|'.join(NOT_BORNE)})\b|n['\u2019]t\b).{{0,12}}\btolerat", re.IGNORECASE
)
_ALL_DENIED = re.compile(rf"\s*(?:{'|'.join(ALL_DENIED)})\s*", re.IGNORECASE)
_SULFA = r"sul(?:f|ph)(?:as?|onamides?)"
_OTHER_SULFONAMIDE = rf"(?:{'|'.join(OTHER_SULFONAMIDES)})"
_NO_ANTIBIOTIC = re.compile(
    rf"\b{_OTHER_SULFONAMIDE}[\s(/-]*\b{_SULFA}\b|"
    rf"\b{_SULFA}[\s(/-]*\b(?:(?:drugs?|non-?\s?antibiotics?|diuretics?|{_OTHER_SULFONAMIDE})\b[\s(/-]*)*"
    rf"(?:non-?\s?antibiotics?|diuretics?|{_OTHER_SULFONAMIDE})\b",
    re.IGNORECASE,
)
_NOTHING_TOLD = re.compile(rf"\W*(?:{'|'.join(NOTHING_TOLD)})\W*", re.IGNORECASE)
NO_KNOWN_ALLERGY = "allergy_no_known_allergy"
# Code systems whose codes say only why there is no code.
_WHY_ABSENT = re.compile(r"data-absent-reason|nullflavor", re.IGNORECASE)
_WITHDRAWN = frozenset({"refuted", "entered-in-error", "not-done", "cancelled"})
# Codes by which the International Patient Summary, and many a record, says that there is none.
_NONE_KNOWN = re.compile(r"no-known(-\w+)?-allergies|nkd?a", re.IGNORECASE)


def tells_nothing(resource: Resource, concepts: list[object]) -> bool:
    """Whether an entry says neither by code nor in words what it is, or only in an expression that nobody
    here reads; one that was withdrawn need not.
    """
    coded = [concept for concept in concepts if has_known_system(concept)]
    if coded:
        # The words beside an expression may be those of what it denies, so they are not asked.
        return all(map(has_only_unread_expressions, coded)) and not _is_withdrawn(resource)
    for concept in concepts:
        if text_of(concept):
            return False
        for one in items(concept):
            if text_of(one.get("text")) or any(map(_names_something, codings_of(one))):
                return False
    return not _is_withdrawn(resource)


def _is_withdrawn(resource: Resource) -> bool:
    stated = (resource.get("status"), resource.get("verificationStatus"))
    return not _WITHDRAWN.isdisjoint(word for status in stated for word in code_words(status))


def _names_something(coding: Resource) -> bool:
    said = text_of(coding.get("display")) or text_of(coding.get("code"))
    return said is not None and not _WHY_ABSENT.search(text_of(coding.get("system")) or "")


def condition_sets_from_words(resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of a Condition without any code of a known system, by its words."""
    found = _sets_in(_diagnosis_words(resource, index), index)
    if found.isdisjoint(index.roles.silences_cards):
        return found
    # Whatever is denied beside it may be this, but for what is no longer done.
    denied = _NO_DIAGNOSIS.search(_NOT_DONE_ANY_MORE.sub(" ", concept_words(resource.get("code"))))
    return found - index.roles.silences_cards if denied else found


def closer_sets_from_words(resource: Resource, sets: frozenset[str], index: CodeIndex) -> frozenset[str]:
    """What the words of a coded Condition say more closely than any code can."""
    asked = [(name, pattern) for kind, name, pattern in index.closer if kind in sets]
    said = _without_others(concept_words(resource.get("code")))
    return _sets_told(said, asked)


def past_condition_sets_from_words(resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The same of a Condition that tells a history ("h/o systemic sclerosis"), where "ever" is asked."""
    said, told = _HISTORY.subn(" ", _diagnosis_words(resource, index))
    found = _sets_in(said, index) if told else NO_SETS
    ever, histories = index.roles.asked_ever, index.roles.histories
    return frozenset(
        name
        for name in found
        if (first := _MEMBER.match(name))
        and first[0] in ever
        and histories.isdisjoint(_LEFT_OUT.findall(name))
    )


def _sets_in(said: str, index: CodeIndex) -> frozenset[str]:
    """The value sets of the diagnosis that the words claim."""
    return _sets_told(said, index.condition_patterns)


def _sets_told(said: str, patterns: Iterable[tuple[str, NamePattern]]) -> frozenset[str]:
    if not said or _NO_DIAGNOSIS.search(said):
        return NO_SETS
    return sets_named(patterns, said)


def _diagnosis_words(resource: Resource, index: CodeIndex) -> str:
    code = resource.get("code")
    if not index.condition_patterns or has_known_system(code):
        return ""
    return _without_others(concept_words(code))


def _without_others(words: str) -> str:
    """The words of a diagnosis without what they deny of something else."""
    # One blank between the words: a line break or a hard space would hide what follows it.
    return _OF_SOMETHING_ELSE.sub(_left_as_doubt, in_one_line(words))


def _left_as_doubt(found: re.Match[str]) -> str:
    """What denies something else is left out; a doubt that stands in it stays, for it may be of the whole."""
    return found[0] if _DOUBT.search(found[0]) else " "


def allergy_sets_from_words(resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of an allergy whose codes stand in none, by its words."""
    said = "; ".join(filter(None, map(concept_words, _substances(resource))))
    if not said:
        return NO_SETS
    claimed = "; ".join(_claimed(_NO_ANTIBIOTIC.sub(" ", said)))
    return frozenset(
        name
        for name, pattern in index.allergy_patterns
        if pattern.search(said if name == NO_KNOWN_ALLERGY else claimed)
    )


def tells_no_substance(resource: Resource) -> bool:
    """Whether nobody can tell to what the allergy is: without words or a code of a known system, or in words
    that say only that it is not known.
    """
    substances = _substances(resource)
    said = "; ".join(filter(None, map(concept_words, substances)))
    if said:
        return all(map(_NOTHING_TOLD.fullmatch, said.split(";")))
    codes = (one.get("code") for substance in substances for one in codings_of(substance))
    none_known = any(isinstance(code, str) and _NONE_KNOWN.fullmatch(code) for code in codes)
    coded = [one for one in substances if has_known_system(one)]
    return not (none_known or (coded and not all(map(has_only_unread_expressions, coded))))


def _substances(resource: Resource) -> list[object]:
    reactions = resource.get("reaction")
    listed = reactions if isinstance(reactions, list) else [reactions]
    return [allergy_code(resource), *(one.get("substance") for one in listed if isinstance(one, dict))]


def _claimed(said: str) -> list[str]:
    """What the text claims to be an allergy: its clauses without what they deny."""
    claimed: list[str] = []
    for clause in _CLAUSES.split(said):
        if _ALL_DENIED.fullmatch(clause):
            del claimed[-1:]
        elif not (_DENIED_AT_ITS_END.search(clause) or _is_tolerated(clause)):
            claimed.append(_DENIAL.split(clause, maxsplit=1)[0])
    return claimed


def _is_tolerated(clause: str) -> bool:
    return bool(_TOLERATED.search(clause)) and not _NOT_TOLERATED.search(clause)
