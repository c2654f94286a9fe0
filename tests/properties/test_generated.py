"""The generated patients are worth trying the laws on: cards speak about them, and exclusions decide."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from cdshooks.rules.findings import Findings
from tests.cards.story import engine
from tests.properties.asked import body_of, findings, levels, rank, spoken
from tests.properties.excluded import Exclusion, acts_on_yes_alone, deciding, exclusions
from tests.properties.made import Made, Profile
from tests.properties.near import near
from tests.properties.profiles import CARDS, PROFILES
from tests.properties.undecided import UNDECIDED, undecided

SPEAKING, DECIDING = 0.30, 20
EACH = 0.20
"""Of the patients that are made for one card, about as many as for any other."""
GENERATOR = "tests.properties.near"


def test_every_card_has_a_profile() -> None:
    silent = {card for card, begin in UNDECIDED if not begin}
    assert set(CARDS) | silent == {card.id for card in engine().plan.catalogue.cards}


def test_what_never_decides_is_declared_by_a_card() -> None:
    declared = exclusions()
    for card, begin in UNDECIDED:
        assert any(card == id and words.startswith(begin) for id, words in declared), (card, begin)


def imported(module: str) -> set[str]:
    """Every module that a module of ours imports, and that these import in turn."""
    path = Path(__file__).parents[2].joinpath(*module.split(".")).with_suffix(".py")
    if not path.is_file():
        return set()
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found.union(*(imported(one) for one in found if one.startswith("tests.")))


def test_the_generator_knows_nothing_of_what_it_tests() -> None:
    parts = imported(GENERATOR)
    assert "tests.properties.profiles_risk" in parts
    assert not {one for one in parts if one.split(".")[0] in ("cards", "cdshooks")}


def spread(patients: int) -> None:
    """How often anything speaks, and how often each card."""
    by, speaking, each = Random(5), 0, Counter[str]()
    for _ in range(patients):
        _, made = near(by)
        cards = spoken(body_of(made))
        speaking += bool(cards)
        each.update(cards.keys())
    assert speaking >= SPEAKING * patients, speaking / patients
    least = EACH * patients / len(CARDS)
    rare = {card: each[card] for card in CARDS if each[card] < least}
    assert not rare, rare


def decided(times: int, profile: Profile, by: Random) -> Counter[Exclusion]:
    """What decided in patients of one profile that were changed so that its card falls silent or lower."""
    counted: Counter[Exclusion] = Counter()
    for _ in range(times):
        made = profile.speaks(by)
        level = _level(findings(body_of(made)), profile.card)
        assert level, profile
        for one in (_silent(profile, made), _lower(profile, made, level), _silenced(profile, made)):
            counted += one
    return counted


def _level(found: Findings, card: str) -> int:
    return rank(levels(found)[card][1]) if card in levels(found) else 0


def _silent(profile: Profile, made: Made) -> Counter[Exclusion]:
    counted: Counter[Exclusion] = Counter()
    for name, change in profile.quiet.items():
        found = findings(body_of(change(made)))
        assert not _level(found, profile.card), (str(profile), name)
        counted.update(set(deciding(found)))
    return counted


def _lower(profile: Profile, made: Made, before: int) -> Counter[Exclusion]:
    counted: Counter[Exclusion] = Counter()
    for name, change in profile.lower.items():
        found = findings(body_of(change(made)))
        assert _level(found, profile.card) == before - 1, (str(profile), name)
        counted.update(set(deciding(found)))
    return counted


def _silenced(profile: Profile, made: Made) -> Counter[Exclusion]:
    counted: Counter[Exclusion] = Counter()
    for other, change in profile.silenced.items():
        found = findings(body_of(change(made)))
        assert found.of(profile.card).reason == f"{other} speaks instead", (str(profile), other)
        counted.update(set(deciding(found)))
    return counted


def missed_with_its_list(profile: Profile, made: Made) -> None:
    """What silenced the card is not known without the list it stood in: the card does not speak again, unless
    what silenced it acts on a proven yes alone."""
    for name, change in profile.quiet.items():
        changed = change(made)
        kinds = {one["resourceType"] for one in changed.record if one not in made.record}
        if not kinds or (changed.person, changed.drafts) != (made.person, made.drafts):
            continue
        lacking = replace(changed, lacking=frozenset(kinds))
        if profile.card in spoken(body_of(lacking)):
            silenced_by = [one for one in deciding(findings(body_of(changed))) if one[0] == profile.card]
            assert any(acts_on_yes_alone(one) for one in silenced_by), (str(profile), name, silenced_by)


def each_exclusion_decides(times: int, least: int) -> None:
    by, counted = Random(6), Counter[Exclusion]()
    for profile in PROFILES:
        counted += decided(times, profile, by)
    rare = {one: counted[one] for one in exclusions() if counted[one] < least and not undecided(one)}
    assert not rare, rare
    wrongly = {one: counted[one] for one in exclusions() if counted[one] and undecided(one)}
    assert not wrongly, wrongly


def test_cards_speak_about_the_patients() -> None:
    spread(900)


def test_what_silenced_a_card_is_not_known_without_its_list() -> None:
    for profile in PROFILES:
        missed_with_its_list(profile, profile.speaks(Random(7)))


def test_each_exclusion_decides() -> None:
    each_exclusion_decides(1, least=1)


@pytest.mark.long
def test_cards_speak_about_many_patients() -> None:
    spread(6000)


@pytest.mark.long
def test_each_exclusion_decides_many_times() -> None:
    each_exclusion_decides(DECIDING, least=DECIDING)
