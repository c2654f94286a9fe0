"""Why an answer is what it is: which leaves decided, what was missing, which resources stand behind it."""

from __future__ import annotations

import pytest

from cdshooks.patient.answer import NOT_KNOWN, YES
from cdshooks.patient.facts import Fact
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AllOf, CountOf, Criterion, Named, Not, Proven
from cdshooks.rules.explain import deciding, evidence_lines, explain, facts_behind, first_behind, missing_data
from tests.rules.fixed import Raises, not_so, perhaps, sure, unknown
from tests.spec.asking import a_card, case_in, plan_of

A, B, C = sure("a"), sure("b"), sure("c")
NO_A, NO_B = not_so("no-a"), not_so("no-b")
OPEN_A, OPEN_B = unknown("open-a"), unknown("open-b")


def case_of(*criteria: Criterion) -> Case:
    return case_in(plan_of(*(a_card(f"card-{place}", when=one) for place, one in enumerate(criteria))))


@pytest.mark.parametrize(
    ("criterion", "leaves"),
    [
        (A, ["a"]),
        (A & B, ["a", "b"]),
        (A & NO_A & OPEN_A & NO_B, ["no-a", "no-b"]),
        (A & OPEN_A & OPEN_B, ["open-a", "open-b"]),
        (NO_A | A | B | OPEN_A, ["a", "b"]),
        (NO_A | NO_B, ["no-a", "no-b"]),
        (NO_A | OPEN_A, ["open-a"]),
        (~(A | NO_A), ["a"]),
        (~(A & NO_A), ["no-a"]),
        ((A & NO_A).named("a name"), ["no-a"]),
        (Proven(A & OPEN_A), ["open-a"]),
        (CountOf((A, B, NO_A, OPEN_A), 2), ["a", "b"]),
        (CountOf((A, NO_A, OPEN_A), 2), ["open-a"]),
        (CountOf((A, NO_A, NO_B), 2), ["a", "no-a", "no-b"]),
        (perhaps("maybe") & A, ["maybe", "a"]),
    ],
    ids=lambda value: value.words if isinstance(value, Criterion) else "",
)
def test_the_leaves_that_decided(criterion: Criterion, leaves: list[str]) -> None:
    assert [leaf.words for leaf in deciding(criterion, case_of(criterion))] == leaves


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        (NO_A | NO_B, ["no-a or no-b"]),
        (A & ~((NO_A | NO_B).named("either")), ["a", "no-a or no-b"]),
        (A & ~(NO_A | (A & NO_B)), ["a", "no-a or (a and no-b)"]),
        (A & ~(A & NO_B), ["a", "no-b"]),
        (NO_A | A | B, ["a", "b"]),
        (NO_A | OPEN_A, ["open-a"]),
    ],
    ids=lambda value: value.words if isinstance(value, Criterion) else "",
)
def test_that_none_of_a_list_is_so_is_said_as_one(criterion: Criterion, said: list[str]) -> None:
    assert [one.words for one in deciding(criterion, case_of(criterion), none_as_one=True)] == said


@pytest.mark.parametrize(
    "criterion",
    [
        A & B,
        NO_A | B | A,
        ~(NO_A & A),
        (NO_A | (OPEN_A & B) | CountOf((NO_B, B, A), 2)).named("a name"),
        CountOf((A, NO_A, NO_B), 2),
        NO_A & A,
    ],
    ids=lambda criterion: criterion.words,
)
def test_the_first_fact_behind_is_the_first_of_all_that_are_behind(criterion: Criterion) -> None:
    first = first_behind(criterion, case_of(criterion), Fact)
    assert first == next(iter(facts_behind(criterion, case_of(criterion))), None)


def test_for_the_first_fact_behind_nothing_is_looked_up_after_it() -> None:
    both = A & (NO_A | B | Raises())
    with pytest.raises(ZeroDivisionError):
        facts_behind(both, case_of(both))
    assert first_behind(both, case_of(both), Fact) == A.evidence(case_of(A)).facts[0]


def test_what_is_missing_is_named_once_and_only_where_it_leaves_the_answer_open() -> None:
    criterion = AllOf((OPEN_A, OPEN_B, Named(OPEN_A, "the same again"), A))
    assert [lack.what for lack in missing_data(criterion, case_of(criterion))] == ["open-a", "open-b"]
    for settled in (OPEN_A & NO_A, OPEN_A | A, Proven(OPEN_A), ~Proven(OPEN_A)):
        assert missing_data(settled, case_of(settled)) == ()


@pytest.mark.parametrize(
    ("criterion", "lines"),
    [
        (A & B, ("a found", "b found")),
        (A & A, ("a found",)),
        (((A | B) & A).named("both"), ("both: a found; b found",)),
        (A | NO_A, ("a found",)),
        (A & ~NO_A, ("a found",)),
        (~NO_A, ()),
        (~A, ()),
        ((A & B).named("both"), ("both: a found; b found",)),
        ((~NO_A).named("free of it"), ("free of it",)),
        (CountOf((A, NO_A, B), 2), ("a found", "b found")),
        (A & Proven(B), ("a found", "b found")),
    ],
    ids=lambda value: value.words if isinstance(value, Criterion) else "",
)
def test_the_lines_of_a_yes_say_what_was_found_and_no_more(
    criterion: Criterion, lines: tuple[str, ...]
) -> None:
    assert evidence_lines(criterion, case_of(criterion)) == lines


@pytest.mark.parametrize(
    ("criterion", "facts"),
    [
        (B & A, ["Basic/b", "Basic/a"]),
        (A & A & B, ["Basic/a", "Basic/b"]),
        (A | NO_A, ["Basic/a"]),
        (A & NO_A, []),
        (A & OPEN_A, []),
        (~NO_A, []),
        (~(A & NO_A), []),
        (A & ~NO_A, ["Basic/a"]),
        ((A & B).named("both"), ["Basic/a", "Basic/b"]),
        (CountOf((A, NO_A, NO_B), 2), ["Basic/a"]),
        (~CountOf((A, NO_A, NO_B), 2), ["Basic/a"]),
    ],
    ids=lambda value: value.words if isinstance(value, Criterion) else "",
)
def test_the_facts_behind_an_answer_are_those_of_its_yeses(criterion: Criterion, facts: list[str]) -> None:
    case = case_of(criterion)
    assert [fact.reference for fact in facts_behind(criterion, case)] == facts
    assert facts_behind(criterion, case) is facts_behind(criterion, case)


def test_the_whole_tree_is_told_in_its_own_order_with_every_answer() -> None:
    criterion = Named(AllOf((A, Not(NO_A), OPEN_A)), "a name")
    told = explain(criterion, case_of(criterion))
    assert (told.words, told.answer, told.evidence.lines) == ("a name", NOT_KNOWN, ())
    (inner,) = told.parts
    assert [(part.words, part.answer) for part in inner.parts] == [
        ("a", YES),
        ("not no-a", YES),
        ("open-a", NOT_KNOWN),
    ]
    assert inner.parts[0].evidence.lines == ("a found",)
    assert inner.parts[0].parts == ()
    assert [lack.what for lack in inner.parts[2].evidence.missing] == ["open-a"]
