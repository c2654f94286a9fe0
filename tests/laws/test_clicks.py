"""Two laws over every suggestion of every story: no click makes it worse, and a click quiets.

Each suggestion is applied as an EHR applies it (deletes, creates, updates among the drafts of the session),
and the hook is called again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import cards.treatment
from tests.cards.clinic import TODAY, Json
from tests.cards.story import SIGN, VIEW, Story, engine
from tests.laws.each import holds_for_each

LEVELS = {"info": 1, "warning": 2, "critical": 3}


def topic_of(file: Path) -> str:
    first, *others = file.stem.split("_")
    return first + "".join(map(str.capitalize, others))


THERAPY = set(map(topic_of, Path(cards.treatment.__file__).parent.glob("[a-z]*.py")))
"""Topics of the cards that choose a therapy."""
FOLLOWING = {"pjpStart", "pjpConsider", "pjpInMda5", "pjpWithRituximabCyclophosphamide", *THERAPY}
"""Prophylaxis follows the draft, and another card about the same disease may take its turn."""
CHECK_FIRST = "check first: "
SMALLEST = ("Order tacrolimus 0.5 mg", "Order azathioprine 50 mg")
"""Below 20 kg the smallest dose that is offered is above the usual one by weight: the dose check says so."""


def all_stories() -> Iterator[Story]:
    """Every story of the card tests."""
    for path in sorted(Path(__file__).parents[1].joinpath("cards").glob("test_*.py")):
        module = import_module(f"tests.cards.{path.stem}")
        for values in vars(module).values():
            if isinstance(values, list | tuple):
                yield from (one for one in values if isinstance(one, Story))


FIRING = {(story.card, story.name): story for story in all_stories() if story.expect in LEVELS}
FIRST, SHARE = 2, 6
"""Of the stories of one level of a card every run takes the first ones, and of the others one in so many."""


def tried() -> tuple[list[Story], list[Story]]:
    """The stories that fire: those of every run, and the others, which ``make test-slow`` alone takes."""
    told = Counter[tuple[str, str]]()
    every_run, others = list[Story](), list[Story]()
    for story in FIRING.values():
        told[story.card, story.expect] += 1
        place = told[story.card, story.expect] - FIRST
        (others if place > 0 and place % SHARE else every_run).append(story)
    return every_run, others


EVERY_RUN, OTHERS = tried()


def clicked(story: Story, suggestion: Json) -> Story:
    """The story after the suggestion was accepted: its actions are done to the drafts."""
    drafts = [deepcopy(draft) for draft in story.drafts]
    for place, action in enumerate(suggestion["actions"]):
        if action["type"] == "delete":
            drafts = [one for one in drafts if f"{one['resourceType']}/{one['id']}" != action["resourceId"]]
        elif action["type"] == "update":
            # An order of the record that is changed becomes a draft with its id.
            drafts = [one for one in drafts if one["id"] != action["resource"]["id"]] + [action["resource"]]
        else:
            drafts.append({**action["resource"], "id": f"accepted-{place}"})
    hook = SIGN if story.hook == VIEW else story.hook
    selections = story.selections
    if selections is not None:
        accepted = [one for one in drafts if one["id"].startswith("accepted-")]
        selections += tuple(f"{one['resourceType']}/{one['id']}" for one in accepted)
    return replace(story, drafts=tuple(drafts), hook=hook, selections=selections)


def levels(answer: dict[str, Any]) -> dict[str, int]:
    return {card["source"]["topic"]["code"]: LEVELS[card["indicator"]] for card in answer["cards"]}


@pytest.mark.parametrize("story", EVERY_RUN, ids=str)
def test_no_click_makes_it_worse_and_a_click_quiets(story: Story) -> None:
    no_click_makes_it_worse_and_a_click_quiets(story)


@pytest.mark.long(seconds=2)
@pytest.mark.parametrize("card", sorted({story.card for story in OTHERS}))
def test_no_click_of_any_other_story_makes_it_worse_and_a_click_quiets(card: str) -> None:
    holds_for_each(
        (story for story in OTHERS if story.card == card), no_click_makes_it_worse_and_a_click_quiets
    )


def no_click_makes_it_worse_and_a_click_quiets(story: Story) -> None:
    before = engine(story.site_codes).answer(story.request(), today=TODAY)
    _recommended_once(before["cards"])
    for card in before["cards"]:
        for suggestion in card.get("suggestions", ()):
            after_story = clicked(story, suggestion)
            after = engine(story.site_codes).answer(after_story.request(), today=TODAY)
            _no_new_critical(levels(before), levels(after), suggestion["label"])
            if card["source"]["topic"]["code"] in THERAPY:
                _no_new_warning(levels(before), levels(after), suggestion["label"])
            if suggestion.get("isRecommended"):
                _quieter(card, after, suggestion)


def _recommended_once(cards: list[Json]) -> None:
    """Of one draft one thing is recommended in the answer, and no drug is recommended to be ordered twice."""
    actions = [
        action
        for card in cards
        for one in card.get("suggestions", ())
        if one.get("isRecommended")
        for action in one["actions"]
    ]
    spoken_of = Counter(
        action.get("resourceId") or f"{action['resource']['resourceType']}/{action['resource']['id']}"
        for action in actions
        if action["type"] != "create"
    )
    spoken_of += Counter(
        str(action["resource"]["medicationCodeableConcept"])
        for action in actions
        if action["type"] == "create" and "medicationCodeableConcept" in action["resource"]
    )
    assert not [one for one, times in spoken_of.items() if times > 1], spoken_of


def _no_new_critical(before: dict[str, int], after: dict[str, int], label: str) -> None:
    worse = [topic for topic, level in after.items() if level == 3 and before.get(topic, 0) < 3]
    assert not worse, (label, worse)


def _no_new_warning(before: dict[str, int], after: dict[str, int], label: str) -> None:
    """Where therapy is chosen a ground of a warning leaves the drug out, or is said as "check first"."""
    worse = [topic for topic, level in after.items() if level == 2 and topic not in {*before, *FOLLOWING}]
    by_weight = worse == ["ildDrugDoseRange"] and label.startswith(SMALLEST)
    assert not worse or by_weight or CHECK_FIRST in label, (label, worse)


def _quieter(card: Json, after: dict[str, Any], suggestion: Json) -> None:
    """The card is gone, or lower, or recommends something else."""
    topic = card["source"]["topic"]["code"]
    again = next((one for one in after["cards"] if one["source"]["topic"]["code"] == topic), None)
    if again is None or LEVELS[again["indicator"]] < LEVELS[card["indicator"]]:
        return
    repeated = [one["actions"] for one in again.get("suggestions", ()) if one.get("isRecommended")]
    assert suggestion["actions"] not in repeated, f"{topic} still recommends: {suggestion['label']}"
