"""What leaves the service for a card that is shown: words, source, suggestions, and the one note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards.valuesets import CREATININE
from cdshooks.rules.card import Card, Ground, Level, WhenNotKnown
from cdshooks.rules.criteria import ALWAYS, Always, Criterion
from cdshooks.rules.findings import Finding
from cdshooks.rules.language import Source
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.present import Style, cards_of
from cdshooks.rules.sign_off import SignOff
from cdshooks.rules.suggestions import request
from tests.cards.clinic import LOINC, draft
from tests.rules.fixed import Fixed, Raises, not_so, perhaps, speaks, sure, unknown
from tests.spec.asking import a_card, findings, plan_of, served

TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name

WHERE = "https://cds.example.org"


def the_card(card: Card, **style: Any) -> dict[str, Any]:
    (answer,) = served(plan_of(card), style=Style(lambda: "id", WHERE, **style))
    return answer


def the_note(*cards: Card, **how: Any) -> dict[str, Any]:
    """The one note of cards of which none is shown."""
    (note,) = served(plan_of(*cards), **how)
    assert note["source"]["topic"]["code"] == "couldNotBeChecked"
    return note


def named(id: str, *lacking: str, **said: Any) -> Card:
    """A card that is not known for lack of these."""
    criterion: Criterion = Fixed(lacking[0], unknown("x").fixed)
    for what in lacking[1:]:
        criterion = criterion & unknown(what)
    return a_card(id, when=criterion, when_not_known=WhenNotKnown.NAMED, **said)


def test_the_first_source_goes_out_with_the_static_topic_of_the_card() -> None:
    first, second = (
        Source("First", "Its title", "https://a.org", "V1"),
        Source("Second", "t", "https://b.org", "K"),
    )
    answer = the_card(a_card("pjp-start-now", title="A title", sources=(first, second)))
    assert answer["source"]["label"] == "First"
    assert answer["source"]["url"] == "https://a.org"
    assert answer["source"]["topic"]["code"] == "pjpStartNow"
    assert answer["source"]["topic"]["display"] == "A title"
    assert "Sources: First (V1); Second (K)." in answer["detail"]


def test_a_card_links_to_its_sheet() -> None:
    (link,) = the_card(a_card("one"))["links"]
    assert link == {
        "label": "Why this card, and its sources",
        "url": f"{WHERE}/cards/one",
        "type": "absolute",
    }


@pytest.mark.parametrize("level", [Level.INFO, Level.WARNING, Level.CRITICAL])
def test_the_indicator_is_the_level(level: Level) -> None:
    assert the_card(speaks("one", level))["indicator"] == level.indicator


def test_the_detail_says_why_then_what_then_on_whose_authority() -> None:
    card = a_card(
        when=sure("a") & ~not_so("b"),
        detail=("First sentence.", "Second sentence."),
        notes=((sure("x"), "A note."), (not_so("y"), "Never."), (unknown("z"), "Nor this.")),
    )
    assert the_card(card)["detail"].split("\n\n") == [
        "**Why you see this**\n- a found",
        "- First sentence.\n- Second sentence.\n- A note.",
        "*Conditional. Certainty: low. Sources: A source (K).*",
        "*Not yet signed off by a clinical reviewer.*",
    ]


def test_who_has_signed_a_card_and_whether_this_is_a_demonstration_is_said() -> None:
    fingerprint = plan_of(a_card()).identities["a-card"].signed
    signed = SignOff(fingerprint, "Ann Example", "ILD pharmacist", "PharmD", "2026-01-15")
    assert "signed off" not in the_card(a_card(reviewed=(signed,)), demo=True)["detail"]
    other = replace(signed, fingerprint="0" * 32)
    assert "Not yet signed off" in the_card(a_card(reviewed=(other,)), demo=True)["detail"]
    assert "Demonstration: not for patient care." in the_card(a_card(), demo=True)["detail"]
    assert "Demonstration" not in the_card(a_card())["detail"]


@pytest.mark.parametrize(
    ("answer", "level", "words"),
    [
        (unknown("louder"), "warning", "**Not known, would raise the level**\n- critical: louder"),
        (not_so("louder"), "warning", None),
        (sure("louder"), "critical", None),
        (perhaps("louder"), "warning", None),
    ],
)
def test_a_higher_level_that_is_not_known_is_named(answer: Criterion, level: str, words: str | None) -> None:
    told = the_card(a_card(level=(Ground(Level.WARNING, ALWAYS), Ground(Level.CRITICAL, answer))))
    assert told["indicator"] == level
    assert words in told["detail"] if words else "Not known" not in told["detail"]


@pytest.mark.parametrize(
    ("when", "critical", "warning", "level"),
    [
        (sure("it is so"), perhaps("louder"), sure("loud"), "warning"),
        (sure("it is so"), perhaps("louder"), perhaps("loud"), "info"),
        (sure("it is so"), perhaps("louder"), not_so("loud"), "info"),
        (perhaps("it is so"), perhaps("louder"), sure("loud"), "info"),
        (perhaps("it is so"), sure("louder"), sure("loud"), "info"),
    ],
)
def test_a_ground_that_is_only_suspected_makes_no_other_ground_quieter(
    when: Criterion, critical: Criterion, warning: Criterion, level: str
) -> None:
    grounds = (Ground(Level.CRITICAL, critical), Ground(Level.WARNING, warning))
    assert the_card(a_card(when=when, level=grounds))["indicator"] == level


def test_a_level_below_that_is_not_known_is_not_named() -> None:
    louder = Ground(Level.CRITICAL, ALWAYS)
    assert "Not known" not in the_card(a_card(level=(louder, Ground(Level.WARNING, unknown("x")))))["detail"]


@pytest.mark.parametrize(
    ("level", "reasons", "sent"),
    [
        (Level.WARNING, ("Why not",), 1),
        (Level.CRITICAL, ("A", "B"), 2),
        (Level.INFO, ("A",), 1),
        (Level.INFO, (), None),
        (Level.WARNING, (), 0),
    ],
)
def test_reasons_to_override_have_codes_of_their_own(
    level: Level, reasons: tuple[str, ...], sent: int | None
) -> None:
    answer = the_card(speaks("one-card", level, override_reasons=reasons))
    listed = answer.get("overrideReasons")
    assert (None if listed is None else len(listed)) == sent
    if listed:
        assert [one["code"] for one in listed] == [f"oneCard{place}" for place in range(1, len(reasons) + 1)]
        assert [one["display"] for one in listed] == list(reasons)


def test_every_card_and_suggestion_has_an_id_of_its_own() -> None:
    test = TestOrder("creatinine", LOINC, "2160-0", CREATININE, open_days=30)
    (first, second) = served(plan_of(a_card("a", suggest=(request(test),)), a_card("b")))
    ids = [first["uuid"], first["suggestions"][0]["uuid"], second["uuid"]]
    assert len(set(ids)) == 3


def test_a_client_that_knows_any_alone_gets_it() -> None:
    test = TestOrder("creatinine", LOINC, "2160-0", CREATININE, open_days=30)
    card = a_card(suggest=(request(test),))
    assert the_card(card)["selectionBehavior"] == "any"
    assert the_card(card, selection_any_only=True)["selectionBehavior"] == "any"
    assert "selectionBehavior" not in the_card(a_card())


# the one note


def test_the_note_names_each_datum_once_with_all_it_was_needed_for() -> None:
    note = the_note(named("one", "allergy list", "weight"), named("two", "allergy list"))
    assert note["summary"] == "Could not be checked: allergy list, weight"
    assert note["indicator"] == "info"
    assert note["detail"] == (
        "**Could not be checked**\n"
        "- allergy list: not supplied (needed for: Title of one; Title of two)\n"
        "- weight: not supplied (needed for: Title of one)"
    )
    assert "suggestions" not in note


def test_what_is_known_makes_no_note() -> None:
    assert served(plan_of(a_card(when=not_so("x"), when_not_known=WhenNotKnown.NAMED))) == []


@pytest.mark.parametrize(("letters", "cut"), [(117, False), (118, True)])
def test_a_summary_that_would_be_too_long_is_cut_at_139_characters(letters: int, cut: bool) -> None:
    # "Could not be checked: " has 22 characters.
    summary = the_note(named("one", "x" * letters))["summary"]
    assert len(summary) == 139
    assert summary.endswith("x...") is cut


def test_a_draft_whose_drug_cannot_be_told_is_in_the_note() -> None:
    odd = draft("odd", "0", "", system="urn:local")
    note = the_note(a_card(when=not_so("x")), ordered=[odd])
    assert note["summary"] == "Could not be checked: drug not recognised"
    assert (
        "code 0 (MedicationRequest/odd): could not be recognised, so no check on it was made"
        in note["detail"]
    )


def test_a_check_that_failed_is_in_the_note_with_what_else_is_missing() -> None:
    broken = a_card("broken", when=Raises())
    note = the_note(broken, named("one", "weight"))
    assert note["summary"] == "Could not be checked: weight, a check is unavailable"
    assert note["detail"].endswith("- Title of broken: this check is unavailable")


def test_a_card_that_fails_while_it_is_written_was_judged_and_is_counted_as_broken() -> None:
    heard: list[str] = []
    plan = plan_of(a_card("bad", detail=("x",), notes=((Raises(), "x"),)), a_card("good"))
    found = findings(plan)
    found.on_broken = lambda id, error: heard.append(id)
    assert [one.card.id for one in found.shown] == ["bad", "good"]
    cards_of(found, "pat", None, Style(lambda: "id", WHERE))
    assert [one.card.id for one in found.shown] == ["good"]
    assert [one.card.id for one in found.broken] == ["bad"]
    assert heard == ["bad"]


def test_reasons_are_put_into_words_only_when_somebody_asks() -> None:
    asked: list[str] = []

    class Told(Always):
        @property
        def words(self) -> str:
            asked.append("words")
            return "an exclusion"

    found = findings(plan_of(a_card(unless=(Told(),))))
    finding: Finding = found.of("a-card")
    before = len(asked)
    assert finding.reason == "silent because: an exclusion"
    assert len(asked) > before
    again = len(asked)
    assert finding.reason == "silent because: an exclusion"
    assert len(asked) == again
