"""The reasons that a card gives are true and are its reasons: what is named is there, and without it the
answer or what is said of it is another."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from cdshooks.patient.answer import NO
from cdshooks.rules.criteria import Not
from cdshooks.rules.explain import evidence_of, leaves_behind
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.rules.silence import first_no
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, Json
from tests.cards.story import Story, card_in, showing_all
from tests.laws.each import holds_for_each
from tests.laws.test_clicks import all_stories
from tests.laws.test_rewritings import bundles, resources

LEVELS = {"info", "warning", "critical"}
EACH = 30
"""Every run takes one story in so many, ``make test-slow`` all."""
REFERENCE = re.compile(r"\b(?:[A-Z][a-z]+){1,3}/[A-Za-z0-9.%-]+")
OF_AN_ENTRY = re.compile(r", (\d{4}(?:-\d\d){0,2}) \(([A-Z]\w+/[A-Za-z0-9.-]+)\)")
OF_A_RESULT = re.compile(r" on (\d{4}(?:-\d\d){0,2}) \(([A-Z]\w+/[A-Za-z0-9.%-]+)\)")
OF_A_DRUG = re.compile(r", from (\d{4}(?:-\d\d){0,2}) \((Medication\w+/[A-Za-z0-9.-]+)\)")
NOT_FOR_A_READER = re.compile(
    r"\bNone\b|\bDecimal\b|\bnan\b|  |\b(\w{3,}) \1\b|\b(\w[\w ]{3,}): \2: |\d 1 on\b|\b\d{7,}\b"
)
"""A name of Python, two blanks, a word or a heading twice, the unit 1, a bare code of SNOMED CT."""


@cache
def stories(speaks: bool) -> tuple[Story, ...]:
    wanted = (one for one in all_stories() if (one.expect in LEVELS if speaks else one.expect == "silent"))
    return tuple({(one.card, one.name): one for one in wanted}.values())


def cards_of(speaks: bool) -> list[str]:
    return sorted({story.card for story in stories(speaks)})


def asked(body: dict[str, Any], story: Story) -> tuple[Findings, Json | None]:
    """What was found of the story's card and its card, past the budget."""
    engine = showing_all(story.site_codes)
    request = HookRequest.model_validate(deepcopy(body))
    findings = engine.findings(request, TODAY)
    return findings, card_in({"cards": engine.cards(findings, request)}, story.card)


def without(body: dict[str, Any], references: Collection[str]) -> dict[str, Any]:
    """The request without these resources; its lists are as complete as they were."""
    changed = deepcopy(body)
    for bundle in bundles(changed):
        bundle["entry"] = [one for one in bundle["entry"] if reference(one["resource"]) not in references]
    return changed


def reference(resource: Json) -> str:
    return f"{resource['resourceType']}/{resource.get('id')}"


def why_of(card: Json) -> list[str]:
    """The lines below "Why you see this"."""
    _, _, rest = card["detail"].partition("**Why you see this**\n")
    return [line.removeprefix("- ") for line in rest.split("\n\n")[0].split("\n")]


@pytest.mark.parametrize("story", stories(speaks=True)[::EACH], ids=str)
def test_the_reasons_of_a_card_are_its_reasons_and_true(story: Story) -> None:
    reasons_hold(story)


@pytest.mark.long(seconds=2)
@pytest.mark.parametrize("card", cards_of(speaks=True))
def test_the_reasons_of_a_card_are_its_reasons_and_true_in_any_story(card: str) -> None:
    holds_for_each((story for story in stories(speaks=True) if story.card == card), reasons_hold)


def reasons_hold(story: Story) -> None:
    body = story.body()
    _, card = asked(body, story)
    if card is None:
        return
    each_resource_that_is_named_is_a_reason(story, body, card)
    what_is_quoted_stands_in_the_resource_that_is_named(body, card)
    the_reasons_are_words_for_a_reader(card)


def each_resource_that_is_named_is_a_reason(story: Story, body: dict[str, Any], card: Json) -> None:
    said = "\n".join(why_of(card))
    there = {reference(one) for one in resources(body)}
    for one in sorted(there & set(REFERENCE.findall(said))):
        _, after = asked(without(body, {one}), story)
        before = card["indicator"], card["detail"]
        assert after is None or (after["indicator"], after["detail"]) != before, one
        assert after is None or f"({one})" not in after["detail"], one


def what_is_quoted_stands_in_the_resource_that_is_named(body: dict[str, Any], card: Json) -> None:
    texts: dict[str, list[str]] = {}
    for one in resources(body):
        texts.setdefault(reference(one), []).append(str(one))
    for line in why_of(card):
        for pattern in (OF_AN_ENTRY, OF_A_RESULT, OF_A_DRUG):
            for day, named in pattern.findall(line):
                assert any(day in text for text in texts[named]), line


def the_reasons_are_words_for_a_reader(card: Json) -> None:
    for line in why_of(card):
        assert not NOT_FOR_A_READER.search(REFERENCE.sub("", line)), line


def against(finding: Finding, findings: Findings) -> set[str]:
    """The resources behind what is so and keeps the card silent."""
    card, case = finding.card, findings.case
    if case.answer(card.when) is NO:
        part = first_no(card.when, case)
        if not isinstance(part, Not):
            return set()
        criterion = part.criterion
    else:
        criterion = next(one for one in card.unless if case.answer(one).is_yes)
    leaves = leaves_behind(criterion, case)
    return {fact.reference for leaf in leaves for fact in evidence_of(leaf, case).facts}


@pytest.mark.parametrize("story", stories(speaks=False)[::EACH], ids=str)
def test_a_silence_rests_on_what_it_names(story: Story) -> None:
    silence_rests_on_what_it_names(story)


@pytest.mark.long(seconds=1)
@pytest.mark.parametrize("card", cards_of(speaks=False))
def test_a_silence_rests_on_what_it_names_in_any_story(card: str) -> None:
    holds_for_each(
        (story for story in stories(speaks=False) if story.card == card), silence_rests_on_what_it_names
    )


def silence_rests_on_what_it_names(story: Story) -> None:
    """Without the resources behind what keeps a card silent, it speaks or another reason is told."""
    body = story.body()
    findings, _ = asked(body, story)
    finding = findings.of(story.card)
    if finding.outcome is not Outcome.SILENT or not finding.reason.startswith("silent because"):
        return
    named = against(finding, findings)
    if any(word in finding.reason for word in ("aged ", "male")):
        return
    assert named, finding.reason
    after, _ = asked(without(body, named), story)
    assert after.of(story.card).reason != finding.reason, named


TOLD = (
    ("dapsone-g6pd", "never tested, deficiency suspected", "deficiency, suspected, 20", ""),
    ("tmp-smx-renal-dose", "no weight, eGFR 30", " on 2026-03-07 (Observation/egfr)", "(Observation/crea)"),
    ("tmp-smx-renal-dose", "on dialysis", "(on dialysis) (Condition/dia)", ""),
    (
        "pjp-start",
        "results not supplied, ILD is reason enough",
        "potassium (not known)",
        "(none within 30 days)",
    ),
    ("pjp-start", "nothing is left, consult asked for", "one level lower because of: Referral to inf", ""),
    ("pjp-with-rituximab-cyclophosphamide", "rituximab 183 days ago, prednisone 5 mg", "- 5 mg/day pred", ""),
)
"""A card, its story, what it must say, and what it must not."""


@pytest.mark.parametrize(("card", "name", "says", "never"), TOLD)
def test_a_reason_is_told_as_it_is(card: str, name: str, says: str, never: str) -> None:
    story = next(one for one in stories(speaks=True) if (one.card, one.name) == (card, name))
    _, shown = asked(story.body(), story)
    assert shown is not None
    assert says in shown["detail"]
    assert not never or never not in shown["detail"]


def test_half_a_dose_that_is_enough_is_told_by_the_drug_and_not_by_the_clearance() -> None:
    told = {
        asked(story.body(), story)[0].of(story.card).reason
        for story in stories(speaks=False)
        if story.card == "pjp-start" and "clearance" in story.name
    }
    assert "silent because: already protected against PJP (TMP-SMX active)" in told
    assert not any("clearance" in one for one in told if "already protected" in one), told
