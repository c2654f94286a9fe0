"""The words of a decision: a criterion that really decided, and never a word of the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from cdshooks.commands.common import engine_here
from cdshooks.population.decisions import Decision, Decisions, data_lacking, settled_by, sitting_row
from cdshooks.population.requests import judge_request
from cdshooks.rules.card import Card
from cdshooks.rules.explain import deciding
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.plan import Plan
from tests.population.exports import HASHES, SAMPLES


@cache
def all_findings() -> tuple[Findings, ...]:
    """What is found for every sample request, and for each without one of its lists."""
    engine, _ = engine_here()
    found = []
    for file in sorted(SAMPLES.glob("*/*/request.json")):
        body = json.loads(file.read_bytes())
        whole = body["prefetch"]
        for lacking in (None, "medicationRequests", "conditions"):
            body["prefetch"] = {name: value for name, value in whole.items() if name != lacking}
            hook = body["hook"]
            found.append(judge_request(engine, json.dumps(body).encode(), hook, None, date(2026, 1, 15))[1])
    return tuple(found)


def plan() -> Plan:
    return engine_here()[0].plan


def test_the_criterion_that_is_named_is_one_of_those_that_decided() -> None:
    looked_at = 0
    for findings in all_findings():
        for one in findings.findings:
            if one.outcome is Outcome.SILENT and one.answer.name == "NO":
                leaf, so = settled_by(one.card, findings.case)
                expected = {id(each) for each in deciding(one.card.when, findings.case)}
                below = {id(each) for each in deciding(leaf, findings.case)}
                assert below <= expected or (so and leaf in one.card.unless)
                assert so == findings.case.answer(leaf).is_yes
                looked_at += 1
    assert looked_at > 5000


def test_a_card_is_told_by_the_name_that_its_author_gave() -> None:
    """A man is no reason of a card's: that nobody is pregnant is one."""
    told = {
        settled_by(one.card, findings.case)[0].words
        for findings in all_findings()
        for one in findings.findings
        if one.outcome is Outcome.SILENT and one.answer.name == "NO"
    }
    assert "already protected against PJP" in told
    assert "male" not in told


def test_nothing_is_judged_in_order_to_name_it() -> None:
    for findings in all_findings():
        before = list(findings.case.memo)
        Decisions(plan()).numbers_of(findings)
        assert findings.case.memo == before


def test_what_was_settled_for_one_patient_is_told_of_the_next_only_where_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = [words_of(Decisions(plan()), one) for one in all_findings()]
    kept = Decisions(plan())
    assert [words_of(kept, one) for one in all_findings()] == expected
    monkeypatch.setattr("cdshooks.population.decisions._MOST_KEPT", 3)
    forgetful = Decisions(plan())
    assert [words_of(forgetful, one) for one in all_findings()] == expected
    assert len(forgetful._ruled_out) <= 3 < len(kept._ruled_out)


def words_of(decisions: Decisions, findings: Findings) -> list[Decision]:
    return [decisions.known[number] for number in decisions.numbers_of(findings)]


def test_each_card_that_was_asked_has_one_decision_but_those_without_occasion() -> None:
    decisions = Decisions(plan())
    for findings in all_findings():
        numbers = decisions.numbers_of(findings)
        told = [(decisions.known[one].card, decisions.known[one].outcome) for one in numbers]
        asked = [(one.card.id, one.outcome.value) for one in findings.findings]
        assert told == [pair for pair in asked if pair[1] != "no occasion"]
    assert decisions.no_occasion.total() > 1000
    assert {one.outcome for one in decisions.known} == {"fired", "silent", "not known", "suppressed"}


def test_no_reason_and_no_datum_holds_a_word_that_stands_in_no_card() -> None:
    """Why a datum is lacking may name an entry of the record; which datum it is may not."""
    decisions = Decisions(plan())
    words = {
        criterion.words
        for card in plan().catalogue.cards
        for root in (card.when, *card.unless)
        for criterion in root.walk()
    }
    known_reasons = {"already acted on", "no ground for a level", "could not be judged", ""}
    for findings in all_findings():
        for finding in findings.findings:
            for lack in data_lacking(finding):
                assert "/" not in lack
        decisions.numbers_of(findings)
    for one in decisions.known:
        if one.outcome == "silent":
            plain = one.reason.removeprefix("not so: ").removeprefix("silent because: ")
            assert plain in words | known_reasons
        elif one.outcome == "not known":
            assert one.reason == "; ".join(one.missing) or one.reason in known_reasons


def test_the_three_identities_stand_beside_each_decision() -> None:
    decisions = Decisions(plan())
    for findings in all_findings():
        decisions.numbers_of(findings)
    for one in decisions.known:
        identity = plan().identities[one.card]
        assert (one.version, one.signed_fingerprint, one.site_fingerprint) == (
            identity.version,
            identity.signed,
            identity.site,
        )


def broken_cards(findings: Findings) -> Iterator[Card]:
    for one in findings.findings:
        if one.outcome is Outcome.BROKEN:
            yield one.card


def test_a_card_that_fails_is_unavailable_and_the_others_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, _ = engine_here()
    body = (SAMPLES / "pjp-start" / "prednisone-drafted-sulfonamide-allergy" / "request.json").read_bytes()
    criterion = type(plan().card("pjp-start").when)

    def fails(self: object, case: object) -> object:
        raise ArithmeticError("words of a patient")

    monkeypatch.setattr(criterion, "judge", fails)
    _, findings = judge_request(engine, body, "order-select", None, date(2026, 1, 15))
    decisions = Decisions(plan())
    row = sitting_row(findings, decisions, HASHES, "somebody", 1, None)
    broken = {card.id for card in broken_cards(findings)}
    assert "pjp-start" in broken
    told = [decisions.known[number] for number in row.decisions]
    assert {one.card for one in told if one.outcome == "unavailable"} == broken
    assert all("words" not in one.reason for one in told)
    assert row.has_note
