"""A criteria tree laid out in lines."""

from __future__ import annotations

from cdshooks.publish.outline import Line, outline, told_once
from cdshooks.rules.criteria import ALWAYS, Criterion, all_of, any_of, at_least, yes
from cdshooks.rules.language import age, alive, female, male


def lines(line: Line, depth: int = 0) -> list[str]:
    return [
        f"{'  ' * depth}{line.words}",
        *(found for part in line.parts for found in lines(part, depth + 1)),
    ]


def laid_out(criterion: Criterion) -> list[str]:
    return lines(outline(criterion))


def test_a_leaf_is_its_words() -> None:
    assert laid_out(alive) == ["patient alive"]


def test_joined_criteria_stand_below_how_they_are_joined() -> None:
    assert laid_out(alive & (male | female)) == [
        "all of",
        "  patient alive",
        "  any of",
        "    male",
        "    female",
    ]
    assert laid_out(at_least(2, male, female, alive))[0] == "at least 2 of"


def test_a_name_stands_for_what_is_below_it() -> None:
    assert laid_out(any_of(male, female).named("sex known")) == ["sex known (any of)", "  male", "  female"]
    assert laid_out(age.at_least(18).named("adult")) == ["adult", "  aged 18 or older"]
    assert laid_out(male.named("male")) == ["male"]


def test_a_denial_stands_in_one_line_with_what_it_denies() -> None:
    assert laid_out(~alive) == ["not patient alive"]
    assert laid_out(~any_of(male, female))[0] == "none of"
    assert laid_out(~all_of(male, female))[0] == "not all of"
    assert laid_out(~any_of(male, female).named("sex known"))[0] == "not sex known (any of)"
    assert laid_out(~yes(any_of(male, female)))[0] == "none on record of"


def test_what_must_be_proven_says_so() -> None:
    assert laid_out(yes(male)) == ["on record: male"]


def test_a_leaf_keeps_the_criterion_that_holds_its_evidence() -> None:
    line = outline(~yes(male))
    assert line.leaf is male
    assert line.criterion is not male


def test_what_was_laid_out_once_is_only_named_again() -> None:
    adult = age.at_least(18).named("adult")
    whole = outline((adult & alive) | (adult & male))
    places = {id(criterion): place for place, criterion in enumerate(_each_once(whole))}
    (told,) = told_once([whole], places)
    assert lines(told) == [
        "any of",
        "  all of",
        "    adult",
        "      aged 18 or older",
        "    patient alive",
        "  all of",
        "    adult (as above)",
        "    male",
    ]


def _each_once(line: Line) -> list[Criterion]:
    found = [line.criterion, *(criterion for part in line.parts for criterion in _each_once(part))]
    return list({id(criterion): criterion for criterion in found}.values())


def test_always_is_always() -> None:
    assert laid_out(ALWAYS) == ["always"]
