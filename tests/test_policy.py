"""``cdshooks policy``, and what a site chooses beside numbers: how many cards, how much of why."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cards import policy
from cdshooks.cli import main
from cdshooks.rules.card import Level
from cdshooks.rules.findings import AtOnce
from cdshooks.rules.terms import PolicyNumber
from cdshooks.service import ClinicalEngine, build_engine, build_plan
from cdshooks.settings import Settings
from cdshooks.site import Site
from tests.cards.clinic import TODAY
from tests.cards.story import SIGN
from tests.laws.test_clicks import all_stories

PLAN = build_plan(Site())


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "site.toml"
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(path))
    return path


def document(*words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("policy", "--format", "json", *words).stdout)
    return found


def test_every_number_is_printed_with_all_that_is_known_of_it() -> None:
    numbers = {one["name"]: one for one in document()["numbers"]}
    assert set(numbers) == set(PLAN.numbers)
    steroid = numbers["pjp.steroid_mg_per_day"]
    assert (steroid["default"], steroid["here"], steroid["low"], steroid["high"]) == ("20", "20", "10", "30")
    assert steroid["unit"] == "mg prednisone-equivalent a day"
    assert steroid["meaning"] == "steroid dose that calls for PJP prophylaxis beside another risk"
    assert "EULAR 2022" in steroid["source"]
    assert "pjp-start" in steroid["cards"]
    assert numbers["cards.snooze_days"]["cards"] == []
    table = run("policy").stdout
    for name in PLAN.numbers:
        assert f" {name} " in table


def test_the_numbers_of_a_subject_are_asked_for_by_words() -> None:
    asked = [one["name"] for one in document("pjp", "STEROID")["numbers"]]
    assert "pjp.steroid_mg_per_day" in asked
    assert len(asked) < len(PLAN.numbers) / 10
    assert document("pjp", "no such word")["numbers"] == []
    printed = run("policy", "no such word").stdout
    assert f"0 of {len(PLAN.numbers)} numbers" in printed
    assert "what it is" not in printed


def written_numbers() -> list[PolicyNumber]:
    """The numbers that the modules of numbers declare, each as often as it is written."""
    modules = (import_module(f"cards.policy.{path.stem}") for path in Path(policy.__path__[0]).glob("*.py"))
    own = {id(one): one for module in modules for one in vars(module).values()}
    return [one for one in own.values() if isinstance(one, PolicyNumber)]


def test_every_number_that_is_written_is_asked_for_and_is_written_once() -> None:
    names = [one.name for one in written_numbers()]
    assert {name for name in names if names.count(name) > 1} == set()
    assert set(names) - set(PLAN.numbers) == set()


def test_every_number_says_what_it_is_in_words_that_go_before_it() -> None:
    wrong = [
        name
        for name, one in PLAN.numbers.items()
        if not one.meaning
        or len(one.meaning) > 100
        or one.meaning.endswith((".", ":"))
        or name in one.meaning
    ]
    assert wrong == []


def test_what_the_site_has_chosen_is_told(site: Path) -> None:
    site.write_text(
        'why = "short"\n[policy]\npjp.steroid_mg_per_day = 15\n[cards]\npjp-consider = "silent"\n'
        '[codes]\nobs_potassium = ["https://h.example.org|K"]\n[shown_at_once]\ncards = 3\n'
    )
    told = document("--changed")
    assert [(one["name"], one["here"]) for one in told["numbers"]] == [("pjp.steroid_mg_per_day", "15")]
    assert told["cards"] == {"pjp-consider": "silent"}
    assert told["codes"] == {"obs_potassium": ["https://h.example.org|K"]}
    assert (told["shown_at_once"], told["why"]) == ({"cards": 3, "info": 2}, "short")
    printed = run("policy", "--changed").stdout
    assert f"1 of {len(PLAN.numbers)} numbers; 1 differ" in printed
    assert "Shown at once: 3 cards, 2 of them info. Why: short." in printed


@pytest.mark.parametrize("text", ["[policy]\npjp.steroid_mg_per_day = 31\n", "[shown_at_once]\ncards = 11\n"])
def test_a_site_file_that_cannot_be_used_stops_it_by_line(site: Path, text: str) -> None:
    site.write_text(text)
    stopped = run("policy")
    assert stopped.exit_code == 1
    assert "site.toml:2: " in stopped.output


def engine(tmp_path: Path, text: str) -> ClinicalEngine:
    path = tmp_path / "site.toml"
    path.write_text(text)
    return build_engine(Settings(demo=True, site_file=path))


def test_no_more_cards_are_shown_than_the_site_allows_but_critical_ones(tmp_path: Path) -> None:
    told = [one for one in all_stories() if one.card == "tmp-smx-hyperkalaemia" and one.hook == SIGN]

    def quieter(one: ClinicalEngine) -> list[int]:
        """How many cards are shown for each story, where they are not all critical."""
        shown = [one.findings(story.request(), TODAY).shown for story in told if not story.site_codes]
        return [len(found) for found in shown if any(one.level is not Level.CRITICAL for one in found)]

    few = engine(tmp_path, "[shown_at_once]\ncards = 1\ninfo = 0\n")
    assert few.plan.at_once == AtOnce(1, 0)
    assert max(quieter(engine(tmp_path, ""))) > 1
    assert set(quieter(few)) == {1}


def test_with_short_reasons_each_list_says_the_first_three_and_how_many_more(tmp_path: Path) -> None:
    full, short = (engine(tmp_path, text) for text in ("", 'why = "short"\n'))
    longest = 0
    for story in [one for one in all_stories() if one.card == "iim-ild-first-line" and not one.site_codes]:
        for more, less in zip(_details(full, story), _details(short, story), strict=True):
            for whole, cut in zip(_lists(more), _lists(less), strict=True):
                longest = max(longest, len(whole))
                kept = whole if len(whole) <= 4 else [*whole[:3], f"- and {len(whole) - 3} more"]
                assert cut == kept
    assert longest > 4


def _details(one: ClinicalEngine, story: Any) -> list[str]:
    cards = one.answer(story.request(), today=TODAY)["cards"]
    return [card["detail"] for card in cards if card["source"]["topic"]["code"] != "couldNotBeChecked"]


def _lists(detail: str) -> list[list[str]]:
    """The lines of each list of reasons, that is under a title of its own."""
    blocks = (block.splitlines() for block in detail.split("\n\n") if block.startswith("**"))
    return [block[1:] for block in blocks]
