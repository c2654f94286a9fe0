"""Cards: every attribute within what clients of CDS Hooks 1.0, 1.1 and 2.0 can show."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from tests.conformance.calling import (
    ON_THE_CHART,
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Answered,
    Json,
    Running,
    drafts,
    sample,
    topics,
    without_ids,
)
from tests.smart.linking import smart_links

pytestmark = pytest.mark.xdist_group("answered")  # the answers to all samples are asked for once
requirement = pytest.mark.requirement

CARD = {"uuid", "summary", "detail", "indicator", "source", "suggestions", "selectionBehavior"}
CARD |= {"overrideReasons", "links"}
MEMBERS = {
    "card": CARD,
    "source": {"label", "url", "topic"},
    "suggestion": {"label", "uuid", "isRecommended", "actions"},
    "action": {"type", "description", "resource", "resourceId"},
    "link": {"label", "url", "type"},
}
NASTY = "<img src=x onerror=alert(1)> **bold** [a](javascript:b)\n# Head | `c` \U0001fac1"


@pytest.fixture
def cards(service: Running, answered: list[Answered]) -> list[Json]:
    """Every card of every sample, and the note about what could not be checked."""
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    del request["prefetch"]["allergies"]
    found = [card for one in answered for card in one.cards] + service.cards(request)
    assert len(found) > 30
    assert topics(found)[-1] == "couldNotBeChecked"
    return found


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@requirement("C-01", "C-12")
def test_the_summary_is_one_plain_line_of_less_than_140_characters(cards: list[Json]) -> None:
    for card in cards:
        assert 10 < utf16(card["summary"]) < 140
        assert not re.search(r"[\n\r\t*_`#|\[\]]|<[A-Za-z/!]|&\w+;", card["summary"])
        assert not re.search(r"Beatrice|ild-1042|\d{4}-\d{2}-\d{2}", card["summary"])


@requirement("C-02", "C-03")
def test_the_indicator_is_one_of_three_and_there_is_a_source(cards: list[Json]) -> None:
    assert {card["indicator"] for card in cards} == {"info", "warning", "critical"}
    assert all(isinstance(card["source"], dict) for card in cards)


@requirement("C-04", "C-05")
def test_the_detail_is_markdown_without_html_and_without_tables(cards: list[Json]) -> None:
    for card in cards:
        assert card["detail"].startswith("**")
        for line in card["detail"].splitlines():
            assert line == "" or re.match(r"- |\*", line), line
            assert not re.match(r"\s*\|", line)
        assert not re.search(r"<[A-Za-z/!]|&lt;|&#", card["detail"])


@requirement("C-06", "SU-02")
def test_every_card_and_suggestion_has_a_fresh_random_uuid(service: Running) -> None:
    seen: list[str] = []
    for _ in range(3):
        for card in service.cards(sample(TMP_SMX_DESPITE_ALLERGY)):
            seen += [card["uuid"], *(one["uuid"] for one in card["suggestions"])]
    assert len(seen) == len(set(seen)) >= 9
    assert {UUID(one).version for one in seen} == {4}


@requirement("C-07")
def test_what_a_card_does_not_have_is_left_out(cards: list[Json]) -> None:
    note = cards[-1]
    assert not {"suggestions", "selectionBehavior", "links", "overrideReasons"} & set(note)
    for card in cards:
        for name in ("suggestions", "links", "overrideReasons"):
            assert card.get(name) != []


@requirement("C-08", "C-09")
def test_suggestions_come_with_how_many_may_be_taken_and_recommend_no_more_than_that(
    cards: list[Json],
) -> None:
    found = set()
    for card in cards:
        assert ("suggestions" in card) is ("selectionBehavior" in card)
        found.add(card.get("selectionBehavior"))
        if card.get("selectionBehavior") == "at-most-one":
            assert sum(one.get("isRecommended", False) for one in card["suggestions"]) <= 1
    assert found == {"any", "at-most-one", None}


@requirement("C-11")
def test_words_of_the_record_cannot_become_markup(service: Running) -> None:
    request = sample(PREDNISONE_DRAFTED)
    (draft,) = drafts(request)
    draft["medicationCodeableConcept"]["text"] = f"prednisone {NASTY}"
    for coding in draft["medicationCodeableConcept"]["coding"]:
        coding["display"] = f"prednisone {NASTY}"
    for key in ("conditions", "allergies"):
        for entry in request["prefetch"][key]["entry"]:
            entry["resource"]["code"]["text"] = NASTY
            for coding in entry["resource"]["code"].get("coding", ()):
                coding["display"] = NASTY
    (card, *_) = service.cards(request)
    shown = [card["summary"], card["detail"], *(one["label"] for one in card["suggestions"])]
    shown += [action["description"] for one in card["suggestions"] for action in one["actions"]]
    assert "img src" in card["detail"]
    for text in shown:
        assert not re.search(r"(?<!\\)<|(?<!\\)\[a\]\(|(?<!\\)\*\*bold|\n#|(?<!\\)`", text), text
    assert utf16(card["summary"]) < 140


@requirement("C-13")
def test_critical_is_what_could_harm_the_patient_at_once(answered: list[Answered]) -> None:
    critical = {topic for one in answered for card in one.cards if card["indicator"] == "critical"
                for topic in topics([card])}  # fmt: skip
    assert critical == {
        "azathioprineXanthineOxidase",
        "calcineurinInhibitorSafety",
        "ildDrugDoseRange",
        "immunosuppressionInIpf",
        "liveVaccineImmunosuppressed",
        "pirfenidoneSafety",
        "rapidlyProgressiveIld",
        "rituximabHepatitisB",
        "sscGlucocorticoid",
        "tmpSmxAllergy",
        "tmpSmxHyperkalaemia",
    }


@requirement("SRC-01", "SRC-02")
def test_the_source_has_a_short_label_and_an_address_that_is_nobodys_own(cards: list[Json]) -> None:
    for card in cards:
        assert 0 < len(card["source"]["label"]) <= 80
        address = urlsplit(card["source"].get("url", "https://example.org"))
        assert address.scheme in ("http", "https")
        assert address.hostname
        assert "ild-1042" not in address.geturl()


@requirement("SRC-03")
def test_no_icon_is_sent(cards: list[Json]) -> None:
    assert not any("icon" in card["source"] for card in cards)


@requirement("SRC-04", "SRC-05", "CO-01")
def test_the_topic_is_a_coding_with_a_static_alphanumeric_code(cards: list[Json]) -> None:
    for card in cards:
        topic = card["source"]["topic"]
        assert set(topic) == {"system", "code", "display"}
        assert all(isinstance(value, str) and value for value in topic.values())
        assert re.fullmatch(r"[A-Za-z0-9]{1,100}", topic["code"])
    coded: dict[str, set[str]] = {}
    for card in cards:
        coded.setdefault(card["source"]["topic"]["code"], set()).add(card["source"]["topic"]["display"])
    assert all(len(displays) == 1 for displays in coded.values())


@requirement("EX-01", "EX-02", "EX-03")
def test_no_member_stands_on_a_card_that_the_specification_does_not_know(cards: list[Json]) -> None:
    for card in cards:
        assert set(card) <= MEMBERS["card"]
        assert set(card["source"]) <= MEMBERS["source"]
        for link in card.get("links", ()):
            assert set(link) <= MEMBERS["link"]
        for suggestion in card.get("suggestions", ()):
            assert set(suggestion) <= MEMBERS["suggestion"]
            for action in suggestion["actions"]:
                assert set(action) <= MEMBERS["action"]


@requirement("LK-01", "LK-02", "LK-03")
def test_links_are_absolute_and_carry_nothing_else(cards: list[Json]) -> None:
    links = [link for card in cards for link in card.get("links", ())]
    assert len(links) > 30
    for link in links:
        assert link["label"]
        assert link["type"] == "absolute"
        assert urlsplit(link["url"]).scheme in ("http", "https")
        assert urlsplit(link["url"]).hostname
        assert "appContext" not in link
        assert "autolaunchable" not in link


@requirement("LK-04", "LK-05")
def test_links_are_few_lead_to_this_service_and_name_no_patient(
    service: Running, answered: list[Answered], settings: object
) -> None:
    pages: dict[str, str] = {}
    """Each page that is linked, with the request that is first answered with it."""
    for one in answered:
        for card in one.cards:
            (link,) = card["links"]
            address = urlsplit(link["url"])
            assert (address.query, address.fragment) == ("", "")
            assert re.fullmatch(r"/cards/[a-z0-9-]+", address.path)
            assert f"{address.scheme}://{address.netloc}" == settings.address  # type: ignore[attr-defined]
            assert one.request["context"]["patientId"] not in link["url"]
            pages.setdefault(address.path, one.name)
    opened = {(path, name): service.get(path).status_code for path, name in pages.items()}
    assert set(opened.values()) == {200}, opened


def test_no_smart_app_is_linked_where_none_is_registered(cards: list[Json]) -> None:
    assert "smart" not in {link["type"] for card in cards for link in card.get("links", ())}


@requirement("LK-06")
def test_a_smart_link_is_the_registered_launch_address_and_its_context_names_no_patient() -> None:
    found = smart_links("default")
    assert found
    for absolute, smart in found:
        assert "appContext" not in absolute
        assert smart["url"] == "https://cds.example.org/app/launch"
        assert smart["label"]
        assert set(json.loads(smart["appContext"])) == {"card", "hook"}


@requirement("OR-01", "OR-02", "OR-04")
def test_override_reasons_are_few_static_codings_with_words(service: Running, cards: list[Json]) -> None:
    with_reasons = [card for card in cards if "overrideReasons" in card]
    assert len(with_reasons) > 30
    for card in with_reasons:
        reasons = card["overrideReasons"]
        assert 1 <= len(reasons) <= 6
        for reason in reasons:
            assert set(reason) == {"system", "code", "display"}
            assert all(isinstance(value, str) and value for value in reason.values())
            assert len(reason["code"]) <= 60
    again = service.cards(sample(ON_THE_CHART))
    assert again[0]["overrideReasons"] == service.cards(sample(ON_THE_CHART))[0]["overrideReasons"]


@requirement("OR-03")
def test_the_reasons_are_those_of_the_card(cards: list[Json]) -> None:
    for card in cards:
        for reason in card.get("overrideReasons", ()):
            assert reason["code"].startswith(card["source"]["topic"]["code"])


@requirement("HK-03")
def test_the_same_finding_has_the_same_topic_and_words_on_both_order_hooks(service: Running) -> None:
    request = sample(PREDNISONE_DRAFTED)
    selected = without_ids(service.cards(request))
    signed = without_ids(service.cards(request | {"hook": "order-sign"}))
    assert topics(selected) == topics(signed) == ["pjpStart"]
    assert selected == signed
    drafted = selected[0]["suggestions"][0]["actions"][0]["resource"] | {"id": "accepted"}
    request["context"]["draftOrders"]["entry"].append({"resource": drafted})
    for hook in ("order-select", "order-sign"):
        assert "pjpStart" not in topics(service.cards(request | {"hook": hook}))


def _references(prefetch: Json) -> set[str]:
    entries = [entry for one in prefetch.values() for entry in one.get("entry", ())]
    return {f"{entry['resource']['resourceType']}/{entry['resource']['id']}" for entry in entries}


@requirement("HK-04", "EX-06")
def test_an_opened_chart_shows_little_and_touches_no_draft_whatever_triggered_it(
    service: Running, answered: list[Answered]
) -> None:
    seen = 0
    for one in answered:
        if one.request["hook"] == "patient-view":
            seen += len(one.cards)
            assert len(one.cards) <= 3
            on_record = _references(one.request["prefetch"])
            for action in one.actions:
                # What is changed is an order that the record holds as active: it is stopped.
                changed = action.get("resource", {})
                named = f"{changed.get('resourceType')}/{changed.get('id')}"
                assert action["type"] == "create" or (action["type"] == "update" and named in on_record)
    assert seen >= 10
    for trigger in ("60", "18", "23", "5", "6", "7", 60, None):
        request = sample(ON_THE_CHART)
        request["extension"]["com.epic.cdshooks.request.bpa-trigger-action"] = trigger
        assert topics(service.cards(request)) == ["pjpConsider", "steroidBoneHealth"]
