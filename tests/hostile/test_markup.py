"""Markup in every text of a record comes out harmless: plain in a summary, no link and no tag in a detail.

Each sample is asked again with a piece of markup added to its texts. What is rendered is read with a
CommonMark parser, and what GitHub's flavour makes of bare addresses is looked for by its own rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt

from cdshooks.publish.markdown import to_html
from cdshooks.rules.wording import quoted, reference_words
from tests.hostile.recipes import cases_of, poisoned
from tools import make_samples

Json = dict[str, Any]

POISONS = {case.name: case.line["poison"] for case in cases_of("markup")}

INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
BARE_LINK = re.compile(r"(?i)\w+://[^\s<]|\bwww\.[^\s<]|[\w.+-]@[\w-]|(?:mailto|xmpp|tel|javascript):\S")
ALLOWED_TAGS = {"p", "ul", "li", "strong", "em", "br"}

render = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render


@cache
def asked() -> make_samples.Ask:
    return make_samples.service()[1]


def samples() -> list[str]:
    """The samples that are answered with a card."""
    found = make_samples.FOLDER.glob("*/*/story.json")
    speaking = [one for one in found if json.loads(one.read_text())["indicator"]]
    return sorted(str(one.parent.relative_to(make_samples.FOLDER)) for one in speaking)


def sample(name: str) -> Json:
    request: Json = json.loads((make_samples.FOLDER / name / "request.json").read_text())
    return request


def texts_of(answer: Json) -> Iterator[tuple[str, str]]:
    """What a client shows: (``markdown`` or ``plain``, the text)."""
    for card in answer["cards"]:
        yield "markdown", card.get("detail", "")
        yield "plain", card["summary"]
        yield "plain", card["source"]["label"]
        for link in card.get("links", ()):
            yield "address", link["url"]
            yield "plain", link["label"]
        for suggestion in card.get("suggestions", ()):
            yield "plain", suggestion["label"]
            for action in suggestion["actions"]:
                yield "plain", action["description"]


def harm_in(kind: str, text: str) -> Iterator[str]:
    """What in a text could do harm where it is shown."""
    if kind == "address":
        if not text.startswith(make_samples.ADDRESS):
            yield f"leads to {text}"
        return
    if found := INVISIBLE.search(text):
        yield f"holds {found[0]!r}"
    if kind == "plain" and "\n" in text:
        yield "holds a line break"
    html = render(text) if kind == "markdown" else text
    if tags := set(re.findall(r"<\s*[/!?]?\s*([a-zA-Z]\w*|!--)", html)) - (
        ALLOWED_TAGS if kind == "markdown" else set()
    ):
        yield f"holds the tags {sorted(tags)}"
    if found := BARE_LINK.search(re.sub(r"<[^>]+>", " ", html)):
        yield f"holds the link {found[0]!r}"
    if kind == "markdown":
        yield from harm_in_the_pages_of_the_demo(text)


def harm_in_the_pages_of_the_demo(text: str) -> Iterator[str]:
    if tags := set(re.findall(r"</?([a-z]+)", to_html(text))) - ALLOWED_TAGS:
        yield f"makes the tags {sorted(tags)} on our page"


def shape(markdown: str) -> list[str]:
    """The blocks of a rendered text, without what stands in them."""
    return re.findall(r"<(/?(?:ul|ol|h\d|hr|blockquote|pre|table|input|p))", render(markdown))


def harm_of(name: str, poison: str, *, front: bool) -> list[str]:
    answer = asked()(sample(name)["hook"], poisoned(sample(name), poison, front=front))
    return [f"{harm} in {text!r}" for kind, text in texts_of(answer) for harm in harm_in(kind, text)]


@pytest.mark.parametrize("front", [True, False], ids=["before", "behind"])
@pytest.mark.parametrize("poison", POISONS)
def test_markup_in_the_texts_of_a_record_does_no_harm(poison: str, front: bool) -> None:
    for name in samples()[:: max(1, len(samples()) // 6)]:
        assert harm_of(name, POISONS[poison], front=front) == []


@pytest.mark.parametrize("poison", POISONS)
def test_markup_does_no_harm_wherever_a_long_text_is_cut_through_it(poison: str) -> None:
    for length in range(40, 85):
        shown = quoted("a" * length + " " + POISONS[poison] + " and more" * 9)
        assert list(harm_in("plain", shown)) == []
        assert list(harm_in("plain", quoted("a" * length + POISONS[poison] + " and more" * 9))) == []


@pytest.mark.long(seconds=1)
@pytest.mark.parametrize("name", samples())
def test_markup_in_the_texts_of_any_sample_does_no_harm(name: str) -> None:
    for poison in POISONS.values():
        assert harm_of(name, poison, front=True) == []
        assert harm_of(name, poison, front=False) == []


@pytest.mark.parametrize("poison", POISONS)
def test_markup_in_the_id_of_a_draft_whose_dose_cannot_be_read_does_no_harm(poison: str) -> None:
    request = sample("ild-drug-dose-range/methotrexate-weekly")
    draft = request["context"]["draftOrders"]["entry"][0]["resource"]
    draft["id"] = POISONS[poison]
    draft["dosageInstruction"] = [{"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "wk"}}}]
    answer = asked()(request["hook"], request)
    assert "the dose cannot be read" in answer["cards"][-1]["detail"]
    assert [harm for kind, text in texts_of(answer) for harm in harm_in(kind, text)] == []


def test_the_poisoned_samples_still_speak() -> None:
    """Else nothing would have been looked at."""
    request = poisoned(sample("pjp-start/prednisone-drafted-sulfonamide-allergy"), "**x**", front=False)
    cards = asked()("order-select", request)["cards"]
    assert [card["source"]["topic"]["code"] for card in cards] == ["pjpStart"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Leukocytes [#/volume] in Blood", "Leukocytes [#/volume] in Blood"),
        ("10*9/L", "10^9/L"),
        ("< 0.5 mg/L", "< 0.5 mg/L"),
        ("<0.5", "<0.5"),
        (">=1:640", ">=1:640"),
        ("<=5", "<=5"),
        ("-3.2", "-3.2"),
        ("+++", "+++"),
        ("A & B", "A & B"),
        ("AT&T; x", "AT& T; x"),
        ("prednisone 20 MG Oral Tablet", "prednisone 20 MG Oral Tablet"),
        ("Łódź 40 µg/d", "Łódź 40 µg/d"),
        ("http://x.example", "http: //x.example"),
        ("a@b.example", "a @ b.example"),
        ("5 mg @ 08:00", "5 mg @ 08:00"),
        ("<b>5</b>", "b 5 /b"),
        ("x" * 101, "x" * 97 + "..."),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_quotation_keeps_its_meaning(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize("reference", ["MedicationRequest/a-1.B", "Observation/" + "x" * 190])
def test_a_plain_reference_is_said_as_it_is(reference: str) -> None:
    assert reference_words(reference) == reference


def test_another_reference_is_quoted() -> None:
    assert reference_words("Condition/](http://x)") == "Condition/] (http: //x)"


@pytest.mark.parametrize(
    "start", ["# x", "> x", "- x", "+ x", "1. x", "12) x", "[ ] x", "[x] x", "--- x", "=== x"]
)
def test_no_line_of_a_card_begins_a_block_of_its_own(start: str) -> None:
    request = sample("pjp-start/prednisone-drafted-sulfonamide-allergy")
    plain = asked()("order-select", request)["cards"][0]["detail"]
    request["context"]["draftOrders"]["entry"][0]["resource"]["medicationCodeableConcept"]["text"] = start
    marked = asked()("order-select", request)["cards"][0]["detail"]
    assert shape(marked) == shape(plain)
