"""Every word that a doctor reads, of every card, note, suggestion and silence of every story, is written as
people write: no word or unit twice, no code of a machine, no more said than the record holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from cdshooks.rules.criteria import AllOf, AnyOf, CountOf
from cdshooks.rules.findings import Findings
from tests.cards.clinic import Json
from tests.cards.story import Story, engine, showing_all, tell
from tests.laws.test_clicks import all_stories
from tests.laws.test_reasons import REFERENCE

EACH = 30
"""Every run takes one story in so many, ``make test-slow`` all."""

NOT_FOR_READERS = {
    "a word twice": r"\b([A-Za-z]{2,}) \1\b",
    "two blanks": r"\S  +\S",
    "a blank before a mark": r"\S [,;.?!](?!\d)",
    "two marks": r",,|;;|::|(?<!\.)\.\.(?!\.)|[,;:]\.(?!\.)|\.[;,](?!\d)",
    "empty brackets": r"\( ?\)|\[\]",
    "one of many": r"(?<![\d.,/:^-])\b1 (?:tablet|capsule|day|week|month|year|dose|point|result|hour)s\b",
    "an article": r"(?<![-\w])(?:[Aa] (?=[aeio][a-z]{2})(?!on(?:e|ce)\b)|[Aa]n (?=[bcdfgjk-np-tv-z][a-z]))",
    "a day that is a year": r"\bon (?:19|20)\d\d\b(?!-\d\d-\d\d)",
    "a unit of a machine": r"\[(?:iU|IU|Hg|arb'U)\]|\b10\*|\{|\}|(?<!x )\b10\^\d",
    "an address": r"https?:|urn:",
    "a word of Python": r"\bNone within\b|\bNone\)|\bDecimal\b|\bnan\b|\bTrue\b|\bFalse\b",
    "a unit that the name says": r"\bin litres\b[^.;]*\d L\b",
    "a percentage without a blank": r"\d%",
    "a resource and not its list": r"(?<![/\w(])(?:[A-Z][a-z]+){2,}: (?:not supplied|supplied|could)",
    "a code without a word": r"(?:^|: |; |- )(?:[A-Z]\d\d(?:\.\w+\W?)?|\d{5,})(?=, | \()",
    "a plural of results": r"\b(?:neutrophils|platelets|lymphocytes|eosinophils) results\b",
    "a heading that is its text": r"(?:^- |; )([\w ]+): \1(?=$|;)",
    "what nobody knows": r"\bnever (?:tested|measured|screened|taken|done)\b|\bnot measured\b|\bwas never\b",
    "the same number as the limit": r"(?<![.\d])1 times its upper limit\b",
}
PATTERNS = {name: re.compile(pattern) for name, pattern in NOT_FOR_READERS.items()}
CUT_OFF = re.compile(r" ?\.\.\.")
LIMIT_EQUALLED = re.compile(r": ([\d.]+) (\S+)(?: \(([\d.]+) (\S+)\))? [^;]*; usual maximum ([\d.]+) (\S+),")


def texts_of(story: Story, findings: Findings, answer: dict[str, Any]) -> Iterator[str]:
    """All that is shown: of each card its words and those of what it offers, of a silent one its reason."""
    yield findings.of(story.card).reason
    for card in answer["cards"]:
        yield card["summary"]
        yield from card.get("detail", "").split("\n")
        yield card["source"]["label"]
        yield from (one["display"] for one in card.get("overrideReasons", ()))
        yield from (one["label"] for one in card.get("links", ()))
        for suggestion in card.get("suggestions", ()):
            yield suggestion["label"]
            for action in suggestion["actions"]:
                yield action["description"]
                yield from _drafted(action)


def _drafted(action: Json) -> Iterator[str]:
    """The words of an order that is written here; one of the record that is only ended has its own."""
    if action["type"] != "create":
        return
    for dosage in action["resource"].get("dosageInstruction", ()):
        yield dosage["text"]
    for note in action["resource"].get("note", ()):
        yield note["text"]


@cache
def stories() -> tuple[Story, ...]:
    return tuple({(one.card, one.name, one.hook): one for one in all_stories()}.values())


def faults(place: int) -> Iterator[str]:
    story = stories()[place]
    for text in dict.fromkeys(texts_of(story, *tell(story, showing_all(story.site_codes)))):
        plain = CUT_OFF.sub("", REFERENCE.sub("it", text))
        for name, pattern in PATTERNS.items():
            if pattern.search(plain):
                yield f"{name}: {text} ({story})"
        for read in LIMIT_EQUALLED.finditer(plain):
            amount, unit, by_kg, unit_by_kg, usual, unit_usual = read.groups()
            if (usual, unit_usual) in ((amount, unit), (by_kg, unit_by_kg)):
                yield f"above the limit that it equals: {text} ({story})"


def test_every_word_of_one_story_in_so_many_is_for_a_reader() -> None:
    found = [fault for place in range(0, len(stories()), EACH) for fault in faults(place)]
    assert not found, f"{len(found)}: {found[:20]}"


@pytest.mark.long(seconds=90)
def test_every_word_of_every_story_is_for_a_reader() -> None:
    found = [fault for place in range(len(stories())) for fault in faults(place)]
    assert not found, f"{len(found)}: {found[:20]}"


TWICE_IN_A_CRITERION = re.compile(
    r"\bnot no\b|\bno no\b|\bnot not\b|\babove 1 times\b|% predicted\b.*\d % predicted|"
    r"\bactive (?!or |and )\w+ active\b|"
    r"\bpressure \([^()]*\) (?:above|below|at least|at most) [\d.]+(?! mm Hg)\b"
)


def test_a_criterion_says_no_and_its_unit_once() -> None:
    """As ``cdshooks explain``, the workbench and the reason of a silence call it."""
    for card in engine().plan.catalogue.cards:
        asked = (card.when, *card.unless, *card.lower, *(one.criterion for one in card.level))
        parts = dict.fromkeys(part for whole in asked for part in whole.walk())
        for criterion in (one for one in parts if not isinstance(one, (AllOf, AnyOf, CountOf))):
            assert not TWICE_IN_A_CRITERION.search(criterion.words), (card.id, criterion.words)
            assert not PATTERNS["a word twice"].search(criterion.words), (card.id, criterion.words)
            assert not PATTERNS["a unit of a machine"].search(criterion.words), (card.id, criterion.words)


def test_what_a_card_says_of_itself_are_sentences() -> None:
    for card in engine().plan.catalogue.cards:
        for said in (*card.detail, *(words for _, words in card.notes)):
            assert re.fullmatch(r"[A-Z0-9].*[.?]", said, re.DOTALL), (card.id, said)
        for said in (card.summary, card.title, *card.override_reasons):
            assert re.fullmatch(r"[A-Z0-9].*[^.,;: ]", said), (card.id, said)
