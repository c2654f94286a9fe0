"""``cdshooks diff``: the changes in clinical words between two versions, card by card."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.publish.differences import CardChange, differences, read_export
from cdshooks.publish.review_folder import write_sheets
from cdshooks.rules.card import Card
from cdshooks.rules.language import condition, for_now, lab, number, valueset
from tests.rules.fixed import sure
from tests.spec.asking import a_card, plan_of, terminology

POTASSIUM = lab(valueset("obs_potassium", words="potassium"), "mmol/L")


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def above(limit: str) -> Any:
    number_ = number("test.potassium", limit, "mmol/L", allowed=("4.5", "6"), source="a source [K]")
    return POTASSIUM.result(within=30).above(number_)


def written(out: Path, *cards: Card, local: dict[str, Any] | None = None) -> Path:
    def document(sheet: Any) -> tuple[str, str]:
        return f"{sheet.card.id}.json", json.dumps(sheet.document())

    write_sheets(plan_of(*cards, local=local), out, document)
    return out


@pytest.fixture
def between(tmp_path: Path) -> Callable[..., list[CardChange]]:
    def compare(old: tuple[Card, ...], new: tuple[Card, ...]) -> list[CardChange]:
        first, second = written(tmp_path / "old", *old), written(tmp_path / "new", *new)
        return list(differences(read_export(first), read_export(second)))

    return compare


Between = Callable[[tuple[Card, ...], tuple[Card, ...]], list[CardChange]]


def test_the_same_cards_do_not_differ(between: Between) -> None:
    assert between((a_card(),), (a_card(),)) == []


def test_a_changed_sentence_is_told_where_it_stands(between: Between) -> None:
    (found,) = between(
        (a_card(when=sure("a") & sure("b") & sure("d")),),
        (a_card(when=sure("a") & sure("c") & sure("d"), detail=("More.",)),),
    )
    assert found.to_sign
    told = {one.part: (one.gone, one.came) for one in found.changes}
    assert told == {"When it speaks": (("  b",), ("  c",)), "What it says": ((), ("More.",))}


def test_a_sentence_put_between_moves_no_other(between: Between) -> None:
    (found,) = between(
        (a_card(when=sure("a") & sure("b")),), (a_card(when=sure("x") & sure("a") & sure("b")),)
    )
    assert [(one.gone, one.came) for one in found.changes] == [((), ("  x",))]


def test_a_default_number_is_told_with_its_source(between: Between) -> None:
    (found,) = between((a_card(when=above("5.0")),), (a_card(when=above("5.2")),))
    numbers = next(one for one in found.changes if one.part == "Numbers")
    assert numbers.gone == ("test.potassium: 5 mmol/L (4.5 to 6); a source [K]",)
    assert numbers.came == ("test.potassium: 5.2 mmol/L (4.5 to 6); a source [K]",)


def test_a_new_version_alone_leaves_the_signature(between: Between) -> None:
    (found,) = between((a_card(),), (a_card(version="1.0.1"),))
    assert (found.to_sign, found.changes) == (False, ())


def test_what_changed_without_a_word_is_told_all_the_same(between: Between, tmp_path: Path) -> None:
    (found,) = between((a_card(),), (a_card(contraindication=True),))
    assert found.to_sign
    assert found.without_words
    assert "something that is judged or sent did" in run("diff", tmp_path / "old", tmp_path / "new").stdout


def test_cards_that_came_and_went_are_told(between: Between, tmp_path: Path) -> None:
    gone, came = between((a_card("old-card"),), (a_card("new-card"),))[::-1]
    assert (gone.card, gone.new, gone.to_sign) == ("old-card", None, False)
    assert (came.card, came.old, came.to_sign) == ("new-card", None, True)
    told = run("diff", tmp_path / "old", tmp_path / "new").stdout
    assert "To be signed: new-card." in told
    assert "Taken out." in told


def test_the_codes_that_came_and_went_are_told_for_each_card(tmp_path: Path) -> None:
    ssc = condition(valueset("cond_ssc", words="systemic sclerosis"))
    first = written(tmp_path / "old", a_card(when=ssc), a_card("other"))
    local = {"cond_ssc": [("https://h.example.org", "SSC")]}
    second = written(tmp_path / "new", a_card(when=ssc), a_card("other"), local=local)
    assert len(terminology().rows("cond_ssc")) > 1
    (found,) = differences(read_export(first), read_export(second))
    (codes,) = found.changes
    assert codes.part == "Codes of systemic sclerosis (cond_ssc)"
    assert (codes.gone, codes.came) == ((), ("https://h.example.org SSC",))


def test_it_is_told_for_people_and_for_programs(between: Between, tmp_path: Path) -> None:
    old = a_card(override_reasons=("Done",))
    between((old,), (a_card(override_reasons=(for_now("Soon"),)),))
    told = run("diff", tmp_path / "old", tmp_path / "new").stdout
    assert "### Reasons to override it\n\n```diff\n- Done\n+ Soon\n```" in told
    (document,) = json.loads(run("diff", tmp_path / "old", tmp_path / "new", "--format", "json").stdout)
    assert (document["card"], document["to_sign"]) == ("a-card", True)


def test_what_is_no_version_is_refused(tmp_path: Path) -> None:
    refused = run("diff", tmp_path, tmp_path)
    assert refused.exit_code == 1
    assert "no checkout, no wheel and no folder of exported sheets" in refused.output
    tmp_path.joinpath("a.whl").write_text("no archive")
    assert "it cannot be unpacked" in run("diff", tmp_path / "a.whl", tmp_path).output
    tmp_path.joinpath("cards").mkdir()
    tmp_path.joinpath("cards", "a.json").write_text("[")
    assert "a file of it cannot be read" in run("diff", tmp_path, tmp_path).output


@pytest.mark.slow
def test_a_checkout_is_held_against_a_wheel(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(tmp_path / "absent.toml"))
    changed = tmp_path / "changed"
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("cards", "cdshooks", "docs"):
        shutil.copytree(checkout / name, changed / name, ignore=leave)
    policy = changed / "cards" / "policy" / "pjp.py"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace('"pjp.age_years", 65', '"pjp.age_years", 70'), encoding="utf-8")
    wheel = tmp_path / "cdshooks-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("cards", "cdshooks"):
            for path in (checkout / name).rglob("*"):
                if "__pycache__" not in path.parts:
                    archive.write(path, os.fspath(path.relative_to(checkout)))
    found = {one["card"]: one for one in json.loads(run("diff", wheel, changed, "--format", "json").stdout)}
    assert found["pjp-start"]["to_sign"]
    assert "ssc-glucocorticoid" not in found
    numbers = next(one for one in found["pjp-start"]["changes"] if one["part"] == "Numbers")
    assert numbers["gone"][0].startswith("age that adds to the risk of PJP (pjp.age_years): 65 years")
    assert numbers["came"][0].startswith("age that adds to the risk of PJP (pjp.age_years): 70 years")


@pytest.mark.slow
def test_a_checkout_that_cannot_tell_its_sheets_is_refused_with_its_last_word(
    checkout: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    for name in ("cards", "cdshooks"):
        old.joinpath(name).mkdir(parents=True)
        old.joinpath(name, "__init__.py").write_text("")
    refused = run("diff", old, checkout)
    assert refused.exit_code == 1
    assert "it could not tell its sheets (" in refused.output
