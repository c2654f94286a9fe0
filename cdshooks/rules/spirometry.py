"""What a test of lung function says of itself: before or after a bronchodilator, how it was predicted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cdshooks.patient.facts import Observation

_DILATOR = r"[\s_-]*(?:broncho|bd\b|dilat|salbutamol|albuterol)"
_VOLUME = r"(?:FVC|forced vital capacity)"
# As flowsheets name it: "FVC-Pre", "FVC-%Pred-Post", "Post FVC". What follows must be of the name.
_NAMED = (
    r"|(?:\b" + _VOLUME + r"|%|\bpred\w*|\bref\w*)[\W_]*{when}\b"
    r"(?=\W*(?:;|$|%|pred|ref|actual|meas|best))"
    r"|\b{when}[\W_]*(?:%\W*(?:pred|ref)\w*\W*)?" + _VOLUME + r"\b"
)
_POST = re.compile(r"\b(?:post|after)" + _DILATOR + _NAMED.format(when="post"), re.IGNORECASE)
_PRE = re.compile(r"\b(?:pre|before)" + _DILATOR + _NAMED.format(when="pre"), re.IGNORECASE)
_EQUATIONS = {
    "GLI": r"\bGLI\b|global lung",
    "NHANES III": r"\bNHANES|\bHankinson",
    "ECSC": r"\bECSC\b|\bECCS\b|\bQuanjer\s*1993|\bERS\s*1993",
    "Knudson": r"\bKnudson",
    "Crapo": r"\bCrapo",
    "Morris": r"\bMorris",
}
_EQUATIONS_SAID = {name: re.compile(words, re.IGNORECASE) for name, words in _EQUATIONS.items()}
_ANY_EQUATION = re.compile("|".join(_EQUATIONS.values()), re.IGNORECASE)
_EDITION = re.compile(r"(?:\bGLI|global lung)\D{0,30}?(20\d\d)|\bGLI[\s-]*(global)", re.IGNORECASE)


def after_bronchodilator(observation: Observation, displays: Mapping[str, str]) -> bool | None:
    """True after, False before a bronchodilator; ``None`` where the result does not say, or says both."""
    words = _words(observation, displays)
    after, before = bool(_POST.search(words)), bool(_PRE.search(words))
    return after if after != before else None


def predicted_by(observation: Observation, displays: Mapping[str, str]) -> tuple[str, str] | None:
    """(name, edition) of the equations of the predicted value; ``None`` where none, or several, are named."""
    words = _words(observation, displays)
    # Most results name none: one look instead of seven.
    if _ANY_EQUATION.search(words) is None:
        return None
    named = [name for name, said in _EQUATIONS_SAID.items() if said.search(words)]
    editions = {(year or "2022") for year, _ in _EDITION.findall(words)}
    if len(named) != 1 or len(editions) > 1:
        return None
    return named[0], next(iter(editions), "")


def same_equations(one: Observation, other: Observation, displays: Mapping[str, str]) -> bool:
    """Whether the two are not known to have been predicted by different equations."""
    if (first := predicted_by(one, displays)) is None or (second := predicted_by(other, displays)) is None:
        return True
    return first[0] == second[0] and ("" in (first[1], second[1]) or first[1] == second[1])


def before_bronchodilator(tests: Iterable[Observation], displays: Mapping[str, str]) -> list[Observation]:
    """Of the tests of one day those before a bronchodilator, else those that do not say, else all."""
    tests = list(tests)
    if len(tests) < 2:
        return tests
    said = [(test, after_bronchodilator(test, displays)) for test in tests]
    for wanted in (False, None):
        if chosen := [test for test, after in said if after is wanted]:
            return chosen
    return [test for test, _ in said]


def _words(observation: Observation, displays: Mapping[str, str]) -> str:
    return "; ".join(displays.get(said, said) for said in observation.read_said())
