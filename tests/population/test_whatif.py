"""Other numbers over the same export, in one command: what changes is what two runs would tell."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.commands.replay_compare import engine_with, numbers_of, whatif
from cdshooks.population.buckets import Batch, Buckets
from cdshooks.population.bulk import Counted
from cdshooks.population.compare import comparison

NUMBER = "pjp.steroid_mg_per_day"


def asked(*words: str) -> Result:
    return CliRunner().invoke(whatif, [*words, "--today", "2026-01-15", "--workers", "1"])


@pytest.fixture(name="export")
def of_samples(checkout: Path) -> str:
    """Recorded requests of one card's samples."""
    return str(checkout / "sample_bundles" / "pjp-start")


def test_a_lower_number_makes_a_card_fire_for_those_above_it(checkout: Path, tmp_path: Path) -> None:
    told = asked(
        str(checkout / "sample_bundles"),
        *("--set", f"{NUMBER}=10", "--runs", str(tmp_path), "--format", "json", "--show-small-counts"),
    )
    assert told.exit_code == 0, told.output
    document = json.loads(told.output)
    assert document["before"]["policy"] == {}
    assert document["after"]["policy"] == {NUMBER: "10"}
    [card] = [one for one in document["cards"] if one["card"] == "pjp-start"]
    assert card["fires_now"] > card["fired_before"]
    assert "mg/day or more" in json.dumps(card["changes"])
    same = comparison(tmp_path / "before", tmp_path / "after", everything=True)
    assert document == same.document()


def test_the_export_is_grouped_once_and_the_groups_are_removed(
    export: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grouped: list[int] = []
    group = Buckets._group_json

    def counting(self: Buckets, batch: Batch, target: Path) -> Counted:
        grouped.append(batch.number)
        return group(self, batch, target)

    monkeypatch.setattr(Buckets, "_group_json", counting)
    told = asked(export, "--set", f"{NUMBER}=15", "--runs", str(tmp_path / "runs"))
    assert told.exit_code == 0, told.output
    assert grouped == sorted(set(grouped)) != []
    left = sorted(one.name for one in (tmp_path / "runs").iterdir())
    assert [name for name in left if "key" not in name] == ["after", "before"]
    assert not list((tmp_path / "runs").rglob("buckets"))


def test_without_a_folder_nothing_stays_but_the_page(export: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = asked(export, "--set", f"{NUMBER}=15", "--out", str(page))
    assert told.exit_code == 0, told.output
    assert NUMBER in page.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([f"{NUMBER}=0"], "0 is outside"),
        ([f"{NUMBER}=1000"], "1000 is outside"),
        ([f"{NUMBER}=NaN"], "NaN is outside"),
        ([f"{NUMBER}=much"], f"write it as {NUMBER}="),
        ([NUMBER], f"write it as {NUMBER}="),
        (["pjp.steroid_mg_per_dya=15"], f"did you mean {NUMBER}?"),
        (["x=15"], "there is no such number; cdshooks policy lists them."),
        ([f"{NUMBER}=15", f"{NUMBER}=16"], "it is set twice"),
    ],
)
def test_a_number_that_cannot_be_is_named(export: str, said: list[str], words: str) -> None:
    told = asked(export, *(part for one in said for part in ("--set", one)))
    assert told.exit_code == 2
    assert said[-1].partition("=")[0] in told.output
    assert words in " ".join(told.output.split())


def test_both_ends_of_the_range_are_allowed() -> None:
    engine, _ = engine_with(())
    known = engine.plan.numbers[NUMBER]
    for value in (known.low, known.high):
        assert numbers_of([f"{NUMBER}={value}"], engine.plan) == ((NUMBER, value),)


def test_the_other_numbers_of_the_site_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site.toml"
    site.write_text("[policy.pjp]\nsteroid_days = 21\n", encoding="utf-8")
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(site))
    engine, _ = engine_with(((NUMBER, Decimal(15)),))
    numbers: Any = engine.plan.surroundings.numbers
    assert numbers == {"pjp.steroid_days": Decimal(21), NUMBER: Decimal(15)}


def test_two_numbers_can_be_set_at_once() -> None:
    engine, _ = engine_with(())
    assert numbers_of([f"{NUMBER}=15", "pjp.steroid_days = 21"], engine.plan) == (
        (NUMBER, Decimal(15)),
        ("pjp.steroid_days", Decimal(21)),
    )
