"""``reviews.toml`` and ``cdshooks sign``: who signed, what becomes of it, and what is wrong in the file."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.commands import common
from cdshooks.errors import SettingsError
from cdshooks.reviews import read_reviews, reviews_of
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from tests.cards.clinic import TODAY, ild, steroid
from tests.cards.story import VIEW, Story, card_in

CARDS = ("pjp-start", "pjp-consider")
PRINT = "0123456789abcdef" * 2
ENTRY = f"""[[signed]]
card = "pjp-start"
fingerprint = "{PRINT}"
name = "Ann Example"
role = "ILD pharmacist"
credential = "PharmD"
day = 2026-01-15
"""
STORY = Story("pjp-start", "20 mg", VIEW, "warning", record=(ild(), steroid(start=-19, until=8)))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "site.toml"
    path.write_text("")
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(path))
    return path


def run(*words: object) -> Result:
    common._engine.cache_clear()
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sign(*words: object, name: str = "Ann Example") -> Result:
    return run("sign", *words, "--name", name, "--role", "ILD pharmacist", "--credential", "PharmD")


def checked(card: str) -> dict[str, Any]:
    cards = json.loads(run("check", "--format", "json").stdout)["cards"]
    return next(one for one in cards if one["id"] == card)


def test_a_signed_card_is_shown_outside_the_demo_and_the_others_are_not(site: Path) -> None:
    settings = Settings(site_file=site)
    assert build_engine(settings).answer(STORY.request(), today=TODAY) == {"cards": []}
    told = sign("pjp-start")
    assert told.exit_code == 0
    assert "signed by Ann Example, ILD pharmacist (PharmD)" in told.stdout
    signed = build_engine(settings)
    shown = card_in(signed.answer(STORY.request(), today=TODAY), "pjp-start")
    assert shown is not None
    assert "signed off" not in shown["detail"]
    assert not signed.plan.card("pjp-consider").reviewed


def test_check_says_which_cards_are_signed_unsigned_and_changed(site: Path) -> None:
    site.with_name("reviews.toml").write_text(ENTRY.replace("pjp-start", "pjp-consider"))
    assert sign("pjp-start").exit_code == 0
    found = [checked(card)["standing"] for card in ("pjp-start", "pjp-consider", "tmp-smx-allergy")]
    assert found == ["signed", "changed", "unsigned"]
    (kept,) = checked("pjp-consider")["sign_offs"]
    assert (kept["name"], kept["day"]) == ("Ann Example", "2026-01-15")
    printed = run("check").stdout
    assert "changed since 2026-01-15" in printed
    assert "1 signed; 1 changed since it was signed;" in printed


def test_a_signed_card_that_has_changed_is_named_by_doctor(site: Path) -> None:
    """After an upgrade such a card is shown to nobody: a count of unsigned cards would not tell that."""
    site.with_name("reviews.toml").write_text(ENTRY)
    assert sign("pjp-consider").exit_code == 0
    found = {one["what"]: one for one in json.loads(run("doctor", "--format", "json").stdout)}
    assert "1 signed; changed since they were signed: pjp-start" in found["cards"]["found"]
    assert found["cards"]["do"].startswith("cdshooks diff")


def test_a_number_set_after_the_signature_is_told_and_can_be_signed(site: Path) -> None:
    sign("tmp-smx-hyperkalaemia")
    site.write_text("[policy]\npjp.potassium_high = 5.4\n")
    assert checked("tmp-smx-hyperkalaemia")["standing"] == "changed_here"
    assert "other numbers or codes of this site" in " ".join(run("check").stdout.split())
    assert sign("tmp-smx-hyperkalaemia").exit_code == 0
    assert checked("tmp-smx-hyperkalaemia")["standing"] == "signed"


def test_several_may_sign_and_nobody_twice(site: Path) -> None:
    assert sign("pjp-start").exit_code == 0
    assert sign("pjp-start", name="Ben Example").exit_code == 0
    again = sign("pjp-start", name="Ben  Example")
    assert again.exit_code == 1
    assert "Ben Example signed it as it is" in again.output
    assert [one["name"] for one in checked("pjp-start")["sign_offs"]] == ["Ann Example", "Ben Example"]


def test_a_disk_that_is_full_costs_no_signature_that_stands_there(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign("pjp-start")
    before = site.with_name("reviews.toml").read_text()

    def half(self: Path, text: str, **_: object) -> None:
        self.write_bytes(text.encode()[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)
    told = sign("pjp-start", name="Ben Example")
    assert (told.exit_code, "Nothing was written" in told.output) == (1, True)
    assert site.with_name("reviews.toml").read_text() == before
    assert {one.name for one in site.parent.iterdir()} == {"reviews.toml", "site.toml"}


def test_a_signature_keeps_who_may_read_the_file_and_the_link_to_it(site: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    kept = tmp_path / "kept" / "reviews.toml"
    sign("pjp-start")
    site.with_name("reviews.toml").rename(kept)
    site.with_name("reviews.toml").symlink_to(kept)
    kept.chmod(0o640)
    assert sign("pjp-start", name="Ben Example").exit_code == 0
    assert kept.read_text().count("[[signed]]") == 2
    assert kept.stat().st_mode & 0o777 == 0o640


def test_a_file_elsewhere_is_named(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "signed.toml"
    told = sign("pjp-start", "--reviews", elsewhere)
    assert f"CDSHOOKS_REVIEWS_FILE={elsewhere}" in told.stdout.replace("\n", "")
    assert checked("pjp-start")["standing"] == "unsigned"
    monkeypatch.setenv("CDSHOOKS_REVIEWS_FILE", str(elsewhere))
    assert checked("pjp-start")["standing"] == "signed"


def test_the_first_signature_makes_the_file_that_the_settings_name(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDSHOOKS_REVIEWS_FILE", str(tmp_path / "signed.toml"))
    told = sign("pjp-start")
    assert told.exit_code == 0, told.output
    assert "The service reads it with" not in told.stdout
    assert checked("pjp-start")["standing"] == "signed"


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "it is empty"), ("x" * 121, "more than 120 characters"), ("a\x7fb", "Illegal character")],
)
def test_a_name_that_is_none_is_refused_and_nothing_is_written(site: Path, name: str, words: str) -> None:
    refused = sign("pjp-start", name=name)
    assert refused.exit_code == 1
    assert words in refused.output
    assert not site.with_name("reviews.toml").exists()


def test_a_name_may_hold_quotation_marks(site: Path) -> None:
    assert sign("pjp-start", name='Ann "Nan" O\'Hara \\ Ä').exit_code == 0
    assert checked("pjp-start")["sign_offs"][0]["name"] == 'Ann "Nan" O\'Hara \\ Ä'


def test_signing_a_card_that_is_none_is_wrong_usage(site: Path) -> None:
    assert sign("pjp-begin").exit_code == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("signed = [", "reviews.toml: Invalid value (at end of document)"),
        ("\nsigned = 5", "reviews.toml:2: signed: it must be written as [[signed]]"),
        ("reviews = 5", "reviews.toml:1: reviews: there is no such key"),
        (ENTRY.replace("pjp-start", "pjp-begin"), "reviews.toml:2: signed.card: there is no such card"),
        (
            ENTRY + ENTRY.replace("pjp-start", "pjp-begin"),
            "reviews.toml:9: signed.card: there is no such card",
        ),
        (ENTRY.replace("day = 2026-01-15", ""), "reviews.toml:1: signed.day: it is missing"),
        (ENTRY + ENTRY.replace("day = 2026-01-15", ""), "reviews.toml:8: signed.day: it is missing"),
        (
            ENTRY.replace("2026-01-15", '"2026-01-15"'),
            "reviews.toml:7: signed.day: it must be a day, without quotation marks: 2026-01-15",
        ),
        (ENTRY.replace("2026-01-15", "2026-02-30"), "reviews.toml:7: Invalid date or datetime"),
        (
            ENTRY.replace(PRINT, PRINT[:-1]),
            "reviews.toml:3: signed.fingerprint: it cannot be read: a fingerprint has 32 figures, "
            "a text stands on one line",
        ),
        (ENTRY.replace('"Ann Example"', "7"), "reviews.toml:4: signed.name: it must be a text"),
        (ENTRY + "comment = 'x'", "reviews.toml:8: signed.comment: there is no such key"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_by_line_and_key(text: str, says: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        reviews_of(text, "reviews.toml", CARDS)
    assert str(wrong.value) == says


def test_a_wrong_file_stops_the_start(site: Path) -> None:
    site.with_name("reviews.toml").write_text(ENTRY.replace("pjp-start", "pjp-begin"))
    with pytest.raises(SettingsError, match=r"reviews\.toml:2: signed\.card: there is no such card"):
        build_engine(Settings(site_file=site))
    stopped = run("check")
    assert stopped.exit_code == 1
    assert "reviews.toml:2:" in stopped.output


def test_a_file_may_begin_with_the_mark_that_windows_editors_write(site: Path) -> None:
    reviews = site.with_name("reviews.toml")
    reviews.write_text(ENTRY, encoding="utf-8-sig")
    assert read_reviews(Settings(site_file=site), CARDS).keys() == {"pjp-start"}
    assert sign("pjp-start", name="Bea Example").exit_code == 0
    assert len(read_reviews(Settings(site_file=site), CARDS)["pjp-start"]) == 2


def test_a_file_that_was_named_must_be_there_and_one_that_was_not_need_not(tmp_path: Path) -> None:
    assert read_reviews(Settings(site_file=tmp_path / "site.toml"), CARDS) == {}
    assert read_reviews(Settings(), CARDS) == {}
    with pytest.raises(SettingsError, match=rf"{re.escape(str(tmp_path))}.signed\.toml cannot be read"):
        read_reviews(Settings(reviews_file=tmp_path / "signed.toml"), CARDS)
    tmp_path.joinpath("signed.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="it is not UTF-8"):
        read_reviews(Settings(reviews_file=tmp_path / "signed.toml"), CARDS)
