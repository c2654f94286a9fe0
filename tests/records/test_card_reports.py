"""What people report about cards is kept, bounded in number, listed by command, and deleted with the rest."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from cdshooks.cli import main
from cdshooks.records import card_reports
from cdshooks.records.card_reports import keep_report, reports
from cdshooks.records.free_text import identifying, tidied
from cdshooks.records.outcomes import CardReport, TooManyReports
from cdshooks.records.store import Store
from tests.records.conftest import KEY

NOW = datetime.now(UTC)


def told(text: str = "", *, slug: str = "pjp-start", days_ago: int = 0) -> CardReport:
    return CardReport(slug, "1.0.0", "wording", text, "main", NOW - timedelta(days=days_ago))


def said(url: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", url)
    monkeypatch.setenv("CDSHOOKS_HASH_KEY", KEY)
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_report_comes_back_as_it_was_kept_the_newest_first(store: Store) -> None:
    kept = [told("first"), told("other", slug="pjp-consider"), told("second")]
    for one in kept:
        keep_report(store, one)
    assert [one.text for one in reports(store)] == ["second", "other", "first"]
    assert reports(store, "pjp-start") == [kept[2], kept[0]]
    assert reports(store, "pjp-start", most=1) == [kept[2]]


def test_a_day_takes_so_many_reports_and_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_reports, "MOST_A_DAY", 2)
    keep_report(store, told("of two days ago", days_ago=2))
    keep_report(store, told())
    keep_report(store, told())
    with pytest.raises(TooManyReports):
        keep_report(store, told())
    assert len(reports(store)) == 3


def test_the_command_lists_them_beside_the_counts(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_report(store, told("=1+1 [red]unclear[/red]"))
    assert "[red]unclear[/red]" in said(database_url, monkeypatch, "feedback", "report")
    written = said(database_url, monkeypatch, "feedback", "report", "--reported", "--format", "json")
    (row,) = json.loads(written)
    assert (row["card"], row["version"], row["client"]) == ("pjp-start", "1.0.0", "main")
    assert row["reported"] == NOW.date().isoformat()
    table = said(database_url, monkeypatch, "feedback", "report", "--reported", "--format", "csv")
    (line,) = csv.DictReader(io.StringIO(table))
    assert line["text"].startswith("'=1+1")


def test_reports_older_than_asked_are_deleted_and_the_others_stay(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_report(store, told("old", days_ago=31))
    keep_report(store, told("young", days_ago=29))
    assert "card_reports: 1 deleted" in said(database_url, monkeypatch, "db", "prune", "--older-than", "30d")
    assert [one.text for one in reports(store)] == ["young"]


@pytest.mark.parametrize(
    "text",
    [
        "He takes 60 mg, then 40 mg, 20 mg and 10 mg since week 12",
        "500-1000 mg twice a day is our dose; eGFR 45, CYP3A4, HLA-B*5801, G6PD unknown",
        "FVC fell from 3.1 to 2.4 L (78 %), DLCO 39",
        "wording: 'consider' or 'start'?",
        "Above 1,200 or 1500",
    ],
)
def test_clinical_words_are_no_identifier(text: str) -> None:
    assert identifying(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "MRN 12",
        "patient 1234567",
        "the one of A12B34C",
        "seen on 2026-01-15",
        "seen on 3.4.26",
        "call 555 123 4567",
        "123-45-6789",
        "mail me: ann@example.org",
        "see https://ehr.example.org",
        "Patient/p1",
        "Mrs. Example again",
        "born in spring",
    ],
)
def test_what_looks_like_an_identifier_is_seen(text: str) -> None:
    assert identifying(text)
    assert text not in str(identifying(text))


def test_words_are_kept_without_signs_that_hide_or_turn_letters() -> None:
    assert tidied("  one\r\ntwo\x00\x1b[31m\u202e three\u200b ") == "one\ntwo[31m three"


def test_what_hides_between_digits_hides_no_number() -> None:
    found: Any = identifying(tidied("12\u200b34\u200b567"))
    assert found
