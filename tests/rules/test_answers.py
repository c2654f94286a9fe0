"""Kleene's logic with four answers: whole truth tables, and laws over formulas of any shape."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.patient.answer import (
    NO,
    NOT_KNOWN,
    TENTATIVE,
    YES,
    Answer,
    agreed,
    all_of_answers,
    any_of_answers,
)
from cdshooks.rules.criteria import AllOf, AnyOf, CountOf, Criterion, Named, Not, Proven
from cdshooks.rules.unclear import Unclear
from tests.rules.fixed import ANSWERS, Fixed, Raises, sure
from tests.spec.asking import a_card, case_in, plan_of

AND = """
    NO NO NO NO
    NO NOT_KNOWN NOT_KNOWN NOT_KNOWN
    NO NOT_KNOWN TENTATIVE TENTATIVE
    NO NOT_KNOWN TENTATIVE YES
"""
OR = """
    NO NOT_KNOWN TENTATIVE YES
    NOT_KNOWN NOT_KNOWN TENTATIVE YES
    TENTATIVE TENTATIVE TENTATIVE YES
    YES YES YES YES
"""
"""Rows and columns in the order no, not known, tentative, yes."""


def cells(table: str) -> list[tuple[Answer, Answer, Answer]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [
        (ANSWERS[row], ANSWERS[column], Answer[word])
        for row, words in enumerate(rows)
        for column, word in enumerate(words)
    ]


def judged(criterion: Criterion) -> Answer:
    """The answer of a criterion in a plan of its own."""
    return case_in(plan_of(a_card(when=criterion))).answer(criterion)


@pytest.mark.parametrize(("one", "other", "wanted"), cells(AND))
def test_and(one: Answer, other: Answer, wanted: Answer) -> None:
    assert judged(Fixed("one", one) & Fixed("other", other)) is wanted
    assert all_of_answers((one, other)) is wanted


@pytest.mark.parametrize(
    ("parts", "least", "wanted"),
    [
        ((NO, NO, None), 2, NO),
        ((NO, NO, NO, None), 2, NO),
        ((NO, NOT_KNOWN, YES), 2, NOT_KNOWN),
        ((NO, TENTATIVE, YES), 2, TENTATIVE),
        ((YES,), 2, NO),
    ],
)
def test_a_count_that_cannot_be_reached_any_more_asks_no_further(
    parts: tuple[Answer | None, ...], least: int, wanted: Answer
) -> None:
    asked = tuple(Raises() if one is None else Fixed(f"{n}", one) for n, one in enumerate(parts))
    assert judged(CountOf(asked, least)) is wanted


@pytest.mark.parametrize(("one", "other", "wanted"), cells(OR))
def test_or(one: Answer, other: Answer, wanted: Answer) -> None:
    assert judged(Fixed("one", one) | Fixed("other", other)) is wanted
    assert any_of_answers((one, other)) is wanted


@pytest.mark.parametrize(
    ("answer", "denied", "proven", "unclear"),
    [
        (NO, YES, NO, NO),
        (NOT_KNOWN, NOT_KNOWN, NO, NOT_KNOWN),
        (TENTATIVE, NO, TENTATIVE, NOT_KNOWN),
        (YES, NO, YES, NOT_KNOWN),
    ],
)
def test_not_proven_and_unclear(answer: Answer, denied: Answer, proven: Answer, unclear: Answer) -> None:
    leaf = Fixed("leaf", answer)
    assert judged(Not(leaf)) is denied
    assert judged(Proven(leaf)) is proven
    assert judged(Unclear(leaf, "what")) is unclear
    assert judged(leaf.named("a name")) is answer


@pytest.mark.parametrize("answers", list(product(ANSWERS, repeat=3)))
@pytest.mark.parametrize("least", [1, 2, 3, 4])
def test_a_count_reaches_the_strongest_answer_that_enough_of_its_parts_reach(
    answers: tuple[Answer, ...], least: int
) -> None:
    parts = tuple(Fixed(f"part {place}", answer) for place, answer in enumerate(answers))
    reached = [one for one in ANSWERS if one is NO or sum(part >= one for part in answers) >= least]
    assert judged(CountOf(parts, least)) is reached[-1]


def test_nothing_to_join() -> None:
    assert judged(AllOf(())) is YES
    assert judged(AnyOf(())) is NO


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [((YES, YES), YES), ((NO,), NO), ((YES, NO), NOT_KNOWN), ((YES, TENTATIVE), NOT_KNOWN), ((), NOT_KNOWN)],
)
def test_readings_that_differ_leave_the_answer_open(answers: tuple[Answer, ...], wanted: Answer) -> None:
    assert agreed(answers) is wanted


def test_an_answer_is_no_truth_value() -> None:
    for answer in ANSWERS:
        with pytest.raises(TypeError, match="yes, no or not known"):
            bool(answer)


LEAVES = 4


@st.composite
def formulas(draw: st.DrawFn) -> Criterion:
    """A formula over four leaves, without ``yes(...)``, which may take not known for no."""
    leaves = st.sampled_from([Fixed(f"leaf {number}", NO) for number in range(LEAVES)])
    return draw(
        st.recursive(
            leaves,
            lambda inner: st.one_of(
                st.builds(Not, inner),
                st.builds(lambda one: Named(one, "a name"), inner),
                st.lists(inner, min_size=1, max_size=3).map(lambda some: AllOf(tuple(some))),
                st.lists(inner, min_size=1, max_size=3).map(lambda some: AnyOf(tuple(some))),
                st.lists(inner, min_size=2, max_size=3).map(lambda some: CountOf(tuple(some), 2)),
            ),
            max_leaves=8,
        )
    )


def answered(formula: Criterion, answers: tuple[Answer, ...]) -> Answer:
    """The formula's answer where its leaves have these answers."""
    return judged(_with(formula, answers))


def _with(criterion: Criterion, answers: tuple[Answer, ...]) -> Criterion:
    if isinstance(criterion, Fixed):
        return Fixed(criterion.name, answers[int(criterion.name.split()[1])])
    if isinstance(criterion, Not):
        return Not(_with(criterion.criterion, answers))
    if isinstance(criterion, Named):
        return Named(_with(criterion.criterion, answers), criterion.name)
    parts = tuple(_with(part, answers) for part in criterion.parts())
    return CountOf(parts, criterion.least) if isinstance(criterion, CountOf) else type(criterion)(parts)


@settings(max_examples=120, deadline=None)
@given(formulas(), st.tuples(*[st.sampled_from((NO, NOT_KNOWN, YES))] * LEAVES))
def test_what_is_answered_stays_so_whatever_the_unknown_turns_out_to_be(
    formula: Criterion, answers: tuple[Answer, ...]
) -> None:
    answer = answered(formula, answers)
    if answer is NOT_KNOWN:
        return
    possible = product(*[(NO, YES) if one is NOT_KNOWN else (one,) for one in answers])
    assert {answered(formula, turned_out) for turned_out in possible} == {answer}


@settings(max_examples=120, deadline=None)
@given(formulas(), st.tuples(*[st.sampled_from((NO, YES))] * LEAVES))
def test_what_is_known_everywhere_is_answered_by_yes_or_no(
    formula: Criterion, answers: tuple[Answer, ...]
) -> None:
    assert answered(formula, answers) in (NO, YES)


@settings(max_examples=120, deadline=None)
@given(formulas(), st.tuples(*[st.sampled_from((NO, NOT_KNOWN, TENTATIVE, YES))] * LEAVES))
def test_a_tentative_yes_is_a_yes_of_less_weight(formula: Criterion, answers: tuple[Answer, ...]) -> None:
    """Made certain it changes no answer but by its weight."""
    certain = tuple(YES if one is TENTATIVE else one for one in answers)
    weak, strong = answered(formula, answers), answered(formula, certain)
    assert weak == strong or (weak is TENTATIVE and strong is YES)


@settings(max_examples=120, deadline=None)
@given(formulas(), st.tuples(*[st.sampled_from(ANSWERS)] * LEAVES))
def test_the_order_in_which_parts_are_asked_changes_no_answer(
    formula: Criterion, answers: tuple[Answer, ...]
) -> None:
    assert answered(formula, answers) is answered(_turned(formula), answers)


def _turned(criterion: Criterion) -> Criterion:
    if isinstance(criterion, Fixed):
        return criterion
    if isinstance(criterion, Not):
        return Not(_turned(criterion.criterion))
    if isinstance(criterion, Named):
        return Named(_turned(criterion.criterion), criterion.name)
    parts = tuple(_turned(part) for part in reversed(criterion.parts()))
    return CountOf(parts, criterion.least) if isinstance(criterion, CountOf) else type(criterion)(parts)


def test_equal_criteria_are_judged_once() -> None:
    asked = []

    class Counted(Fixed):
        def judge(self, case: object) -> Answer:
            asked.append(self.name)
            return YES

    twice = AllOf((Counted("one", YES), AnyOf((Counted("one", YES), sure("other")))))
    assert judged(twice) is YES
    assert asked == ["one"]
