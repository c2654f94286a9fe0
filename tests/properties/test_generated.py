"""The generated patients are worth trying the laws on: cards speak about them, and exclusions decide."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
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
ROUNDS, MORE = 5, 200
"""How often each change is tried at least, and how often more where what it tells decides in few patients."""
SILENT, LOWER, SILENCED = "silent: ", "lower: ", "silenced by: "
EACH = 0.20
"""Of the patients that are made for one card, about as many as for any other."""
IN_A_TABLE_OF_DOSES = {("ild-drug-dose-range", "leukaemia")}
"""By card, and by the change: what silences stands in a table beside the card's criteria, and acts on a
proven yes alone: a hard limit speaks where the problem list is not known.
"""
GENERATOR = "tests.properties.near"


def test_every_card_has_a_profile() -> None:
    silent = {card for card, begin in UNDECIDED if not begin}
    told = set(CARDS) | silent
    known = {card.id for card in engine().plan.catalogue.cards}
    assert told == known, f"a profile in tests/properties/profiles_*.py: {sorted(told ^ known)}"


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


Decided = Iterator[tuple[str, set[Exclusion]]]
"""The changes of a patient, and what decided after each."""


def decided(profile: Profile, by: Random, wanted: Container[str]) -> Decided:
    """What decides in a patient of the profile who is changed so that its card falls silent or lower: of the
    changes the wanted ones."""
    made = profile.speaks(by)
    level = _level(findings(body_of(made)), profile.card)
    assert level, profile
    for name, change in changes_of(profile).items():
        if name in wanted:
            found = findings(body_of(change(made)))
            _assert_quieter(profile, name, found, level)
            yield name, set(deciding(found))


def changes_of(profile: Profile) -> dict[str, Callable[[Made], Made]]:
    """What silences or lowers the card of a profile, each by a name that says which of the two."""
    return {
        **{f"{SILENT}{name}": change for name, change in profile.quiet.items()},
        **{f"{LOWER}{name}": change for name, change in profile.lower.items()},
        **{f"{SILENCED}{other}": change for other, change in profile.silenced.items()},
    }


def _assert_quieter(profile: Profile, name: str, found: Findings, before: int) -> None:
    if name.startswith(SILENT):
        assert not _level(found, profile.card), (str(profile), name)
    elif name.startswith(LOWER):
        assert _level(found, profile.card) == before - 1, (str(profile), name)
    else:
        other = name.removeprefix(SILENCED)
        assert found.of(profile.card).reason == f"{other} speaks instead", (str(profile), other)


def _level(found: Findings, card: str) -> int:
    return rank(levels(found)[card][1]) if card in levels(found) else 0


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
            if (profile.card, name) in IN_A_TABLE_OF_DOSES:
                continue
            silenced_by = [one for one in deciding(findings(body_of(changed))) if one[0] == profile.card]
            assert any(acts_on_yes_alone(one) for one in silenced_by), (str(profile), name, silenced_by)


class Rounds:
    """Patients of every profile, one after the other, until each exclusion decided often enough."""

    def __init__(self, least: int) -> None:
        self.counted = Counter[Exclusion]()
        self._least = least
        self._by = Random(6)
        self._told_by: dict[Exclusion, set[tuple[str, str]]] = defaultdict(set)
        """The profiles and changes after which an exclusion decided."""

    def rare(self) -> set[Exclusion]:
        """What has not decided often enough."""
        return {one for one in exclusions() if self.counted[one] < self._least and not undecided(one)}

    def one(self) -> None:
        """A patient of every profile, with each of its changes."""
        for profile in PROFILES:
            self._ask(profile, changes_of(profile).keys())

    def one_for_the_rare(self) -> None:
        """A patient of every profile, with those changes alone that may make a rare exclusion decide."""
        for profile in PROFILES:
            rare = self.rare()
            telling = {name for one in rare for whose, name in self._told_by[one] if whose == str(profile)}
            never = any(card == profile.card and not self._told_by[card, words] for card, words in rare)
            if wanted := changes_of(profile).keys() if never else telling:
                self._ask(profile, wanted)

    def _ask(self, profile: Profile, wanted: Container[str]) -> None:
        for name, deciding_here in decided(profile, self._by, wanted):
            self.counted.update(deciding_here)
            for one in deciding_here:
                self._told_by[one].add((str(profile), name))


def each_exclusion_decides(rounds: int, least: int, more: int = 0) -> None:
    """So many rounds, and for those that are rare then some more, until each decided often enough."""
    asked = Rounds(least)
    for _ in range(rounds):
        asked.one()
    for _ in range(more):
        if asked.rare():
            asked.one_for_the_rare()
    rare = {one: asked.counted[one] for one in asked.rare()}
    assert not rare, rare
    wrongly = {one: asked.counted[one] for one in exclusions() if asked.counted[one] and undecided(one)}
    assert not wrongly, wrongly


def test_cards_speak_about_the_patients() -> None:
    spread(900)


def test_what_silenced_a_card_is_not_known_without_its_list() -> None:
    for profile in PROFILES:
        missed_with_its_list(profile, profile.speaks(Random(7)))


def test_each_exclusion_decides() -> None:
    each_exclusion_decides(1, least=1)


@pytest.mark.long(seconds=10)
def test_cards_speak_about_many_patients() -> None:
    spread(6000)


@pytest.mark.long(seconds=110)
def test_each_exclusion_decides_many_times() -> None:
    each_exclusion_decides(ROUNDS, least=DECIDING, more=MORE)
