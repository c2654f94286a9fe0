"""The three answers.

A criterion answers yes, no or not known. A card fires only on yes. What was not supplied, or cannot be
read, is not known; it never becomes no.
"""

from __future__ import annotations

import pytest

from cards.valuesets import ILD, LUPUS, NEUTROPHILS, SYSTEMIC_SCLEROSIS
from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES
from cdshooks.rules.language import ALWAYS, NEVER, all_of, any_of, at_least, condition, lab, unclear, yes
from tests.cards.clinic import ILD_CODE, result
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import ask, why

ild = condition(ILD).active()
sclerosis = condition(SYSTEMIC_SCLEROSIS)
lupus = condition(LUPUS)
neutropenia = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=30).below("1.0")

lung = diagnosis("ild", *ILD_CODE)
suspected_lung = diagnosis("ild", *ILD_CODE, verification="provisional")
scleroderma = diagnosis("ssc", "M34.0")
low_count = result("n", "751-8", "0.8", "10*9/L")


def test_and() -> None:
    """`&` is yes where every part is yes, and no as soon as one part is no.

    A part that is not known leaves the whole open, unless another part is no already.
    """
    assert ask(ild & sclerosis, lung, scleroderma) is YES
    assert ask(ild & sclerosis, lung) is NO
    assert ask(ild & sclerosis, lacking=["Condition"]) is NOT_KNOWN
    assert ask(ild & neutropenia, lung, lacking=["Observation"]) is NOT_KNOWN
    assert ask(ild & neutropenia, lacking=["Observation"]) is NO


def test_or() -> None:
    """`|` is yes where one part is yes, and no only where every part is no."""
    assert ask(ild | neutropenia, lung, lacking=["Observation"]) is YES
    assert ask(ild | neutropenia, lacking=["Observation"]) is NOT_KNOWN
    assert ask(ild | sclerosis) is NO


def test_not() -> None:
    """`~x` is proof of absence: yes only where x is no."""
    assert ask(~ild) is YES
    assert ask(~ild, lung) is NO
    assert ask(~ild, lacking=["Condition"]) is NOT_KNOWN


def test_long_lists() -> None:
    """`all_of` and `any_of` are `&` and `|` for a list; `ALWAYS` and `NEVER` are their ends."""
    assert ask(all_of(ild, sclerosis, ~lupus), lung, scleroderma) is YES
    assert ask(any_of(sclerosis, lupus), lung) is NO
    assert ask(ALWAYS) is YES
    assert ask(NEVER) is NO


def test_a_number_of_things() -> None:
    """`at_least(2, ...)` counts.

    It is not known only while the parts that are not known could still decide.
    """
    two = at_least(2, ild, sclerosis, neutropenia)
    assert ask(two, lung, scleroderma, lacking=["Observation"]) is YES
    assert ask(two, lung, lacking=["Observation"]) is NOT_KNOWN
    assert ask(two, lacking=["Observation"]) is NO


def test_proven() -> None:
    """`yes(x)` is "proven, else leave it": what is not known counts as no.

    Only where the table of a card writes it. Elsewhere a missing list would silence a card without a word.
    """
    assert ask(yes(ild), lung) is YES
    assert ask(yes(ild), lacking=["Condition"]) is NO
    assert ask(~yes(ild), lacking=["Condition"]) is YES


def test_left_open() -> None:
    """`unclear(x, "what")` says that x, where it is so, leaves a question open."""
    open_question = unclear(lupus, "which rheumatic disease it is")
    assert ask(open_question, diagnosis("sle", "M32.9")) is NOT_KNOWN
    assert ask(open_question) is NO
    assert "which rheumatic disease it is" in why(open_question, diagnosis("sle", "M32.9"))


def test_tentative() -> None:
    """A yes that rests on a suspected diagnosis is tentative.

    It is a yes everywhere, but a card that rests on one speaks at the level info at most. One certain
    leg makes the whole certain. Its opposite is a plain no.
    """
    assert ask(ild, suspected_lung) is TENTATIVE
    assert ask(ild & sclerosis, suspected_lung, scleroderma) is TENTATIVE
    assert ask(ild | sclerosis, suspected_lung, scleroderma) is YES
    assert ask(~ild, suspected_lung) is NO
    assert ask(yes(ild), suspected_lung) is TENTATIVE


def test_names() -> None:
    """`.named("...")` gives a criterion the words a clinician would use, and changes nothing else."""
    known = (ild & sclerosis).named("SSc-ILD")
    assert known.words == "SSc-ILD"
    assert ask(known, lung, scleroderma) is YES
    assert (ild & sclerosis).named("another name") == known


def test_no_truth_value() -> None:
    """Python's own `and`, `or`, `not` and `if` are refused, for they would take "not known" for "no"."""
    with pytest.raises(TypeError, match="no truth value"):
        bool(ild)
    with pytest.raises(TypeError, match="yes, no or not known"):
        bool(ask(neutropenia, low_count))
