"""``cdshooks db``, ``card`` and ``feedback``, as they are typed."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.switches import cards_off, switch
from cdshooks.records.tables import card_switches, feedback, shown_cards, snoozes, used_tokens
from cdshooks.settings import Settings
from tests.records.conftest import KEY, Rows
from tests.records.postgres import PostgreSQL
from tests.records.service import DECLINES, ON_STEROID, accepted, overridden, service


@pytest.fixture(autouse=True)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "database_url" in request.fixturenames:
        monkeypatch.setenv("CDSHOOKS_DATABASE_URL", request.getfixturevalue("database_url"))
        monkeypatch.setenv("CDSHOOKS_HASH_KEY", KEY)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def said(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_tables_are_made_once_and_stay(database_url: str) -> None:
    assert said("db", "upgrade") == "The tables are ready. (schema 0004)\n"
    assert said("db", "upgrade") == "The tables were those of this version already. (schema 0004)\n"


def test_a_copy_holds_what_still_stands_in_the_log_and_is_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url, copy = f"sqlite:///{tmp_path / 'records.sqlite3'}", tmp_path / "copy"
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", url)
    assert "no database to copy" in run("db", "backup", str(copy)).output
    store = Store(Place(url))
    store.prepare()
    switch(store, "pjp-start", off=True, reason="wrong dose", by="owner")
    assert said("db", "backup", str(copy)) == f"Copied to {copy}.\n"
    store.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.glob("copy*")] == ["copy"]
    assert cards_off(Store(Place(f"sqlite:///{copy}"))) == {"pjp-start"}
    again = run("db", "backup", str(copy))
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    nowhere = run("db", "backup", str(tmp_path / "nowhere" / "copy"))
    assert (nowhere.exit_code, "cannot be made" in nowhere.output) == (1, True)


def test_a_server_is_not_copied_here(postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", postgresql.new_database())
    monkeypatch.setenv("CDSHOOKS_HASH_KEY", KEY)
    copied = run("db", "backup", "copy")
    assert (copied.exit_code, "pg_dump" in copied.output) == (1, True)


@pytest.mark.parametrize("command", ["card list", "feedback report", "db prune --older-than 9d"])
def test_a_server_without_tables_is_told_of(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", postgresql.new_database())
    monkeypatch.setenv("CDSHOOKS_HASH_KEY", KEY)
    result = run(*command.split())
    assert result.exit_code == 1
    assert "cdshooks db upgrade" in result.output


def test_a_server_out_of_reach_is_told_of_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "postgresql://owner:a-secret@127.0.0.1:1/records")
    monkeypatch.setenv("CDSHOOKS_HASH_KEY", KEY)
    result = run("db", "upgrade")
    assert (result.exit_code, result.output) == (
        1,
        "Error: The database cannot be reached: OperationalError.\n",
    )


def test_a_file_that_is_no_database_is_told_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("notes.txt").write_text("no database")
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", f"sqlite:///{tmp_path}/notes.txt")
    result = run("db", "upgrade")
    assert (result.exit_code, "SQLITE_NOTADB" in result.output) == (1, True)
    assert tmp_path.joinpath("notes.txt").read_text() == "no database"


def test_the_demo_has_no_database_that_a_command_could_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DEMO", "true")
    monkeypatch.delenv("CDSHOOKS_DATABASE_URL", raising=False)
    result = run("card", "list")
    assert result.exit_code == 1
    assert "CDSHOOKS_DATABASE_URL" in result.output


def test_a_card_is_turned_off_and_on_and_both_are_listed(settings: Settings, database_url: str) -> None:
    store = Store(Place(database_url))
    assert "pjp-start is off" in said("card", "off", "pjp-start", "--reason", "wrong  draft")
    assert cards_off(store) == {"pjp-start"}
    assert "Off now: pjp-start" in said("card", "list")
    assert "pjp-start is on" in said("card", "on", "pjp-start", "--reason", "corrected")
    assert cards_off(store) == frozenset()
    listed = said("card", "list")
    assert "Off now: none" in listed
    assert "wrong draft" in listed
    assert "corrected" in listed
    store.close()


@pytest.mark.parametrize(
    "words",
    [
        ("off", "no-such-card", "--reason", "a reason"),
        ("off", "pjp-start"),
        ("off", "pjp-start", "--reason", "  "),
        ("off", "pjp-start", "--reason", "x" * 501),
    ],
)
def test_a_turn_names_a_card_and_a_reason(settings: Settings, rows: Rows, words: tuple[str, ...]) -> None:
    assert run("card", *words).exit_code == 2
    assert rows("card_switches") == []


def filled(settings: Settings) -> None:
    """One card shown twice: accepted once, overridden once, and a stranger."""
    with service(settings) as running:
        for number in range(2):
            card = running.card(ON_STEROID)
            assert card is not None
            if number == 0:
                running.report(accepted(card["uuid"], card["suggestions"][0]["uuid"]))
            else:
                running.report(overridden(card["uuid"]), overridden("c1", "of-their-own"))


def test_the_report_counts_by_card_version_client_and_reason(settings: Settings) -> None:
    filled(settings)
    told: list[dict[str, Any]] = json.loads(said("feedback", "report", "--format", "json"))
    found = {(one["card"], one["outcome"], one["reason"]): one["count"] for one in told}
    assert found[("pjp-start", "shown", "")] == 2
    assert found[("pjp-start", "accepted", "")] == 1
    assert found[("pjp-start", "overridden", DECLINES)] == 1
    assert found[("not on record", "overridden", "of-their-own")] == 1
    assert {one["client"] for one in told} == {"demo"}
    assert {one["version"] for one in told if one["card"] == "pjp-start"} == {"1.0.0"}


def test_the_report_counts_a_card_once_however_often_it_is_reported(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        for _ in range(3):
            running.override(card)
    told: list[dict[str, Any]] = json.loads(said("feedback", "report", "--format", "json"))
    assert [one["count"] for one in told if one["outcome"] == "overridden"] == [1]


def test_the_report_is_the_same_in_every_form(settings: Settings) -> None:
    filled(settings)
    told = json.loads(said("feedback", "report", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said("feedback", "report", "--format", "csv"))))
    assert [{**row, "count": int(row["count"])} for row in rows] == told
    text = said("feedback", "report")
    assert all(one["card"] in text and str(one["count"]) in text for one in told)


def test_nothing_on_record_is_said_plainly(settings: Settings) -> None:
    assert said("feedback", "report") == "Nothing is on record.\n"
    assert said("feedback", "report", "--format", "json").strip() == "[]"
    assert said("feedback", "report", "--format", "csv") == "card,version,client,outcome,reason,count\n"


def age(database_url: str, days: int) -> None:
    """As if everything on record had been kept so many days ago."""
    store = Store(Place(database_url))
    now = datetime.now(UTC)
    with store.writing() as connection:
        for table, column in (
            (shown_cards, "shown_at"),
            (feedback, "received_at"),
            (card_switches, "switched_at"),
        ):
            connection.execute(table.update().values({column: now - timedelta(days=days)}))
        connection.execute(snoozes.update().values(until=now + timedelta(days=90 - days)))
        token = {"id": "t", "expires_at": now - timedelta(seconds=1)}
        connection.execute(used_tokens.insert().values(token))
    store.close()


@pytest.mark.parametrize("days", [29, 31])
def test_what_is_older_is_deleted_and_what_still_holds_is_not(
    settings: Settings, database_url: str, rows: Rows, days: int
) -> None:
    filled(settings)
    for turned in ("off", "on", "off"):
        said("card", turned, "pjp-start", "--reason", "a reason")
    age(database_url, days)
    told = said("db", "prune", "--older-than", "30d")
    old = days > 30
    assert bool(rows("shown_cards")) is not old
    assert len(rows("feedback")) == (0 if old else 3)
    assert len(rows("card_switches")) == (1 if old else 3)
    assert len(rows("snoozes")) == 1
    assert rows("used_tokens") == []
    assert ("feedback: 3 deleted" in told) is old


def test_a_snooze_is_deleted_once_its_time_is_over(settings: Settings, database_url: str, rows: Rows) -> None:
    filled(settings)
    age(database_url, 91)
    said("db", "prune", "--older-than", "365")
    assert rows("snoozes") == []


def test_the_report_of_the_last_days_leaves_out_what_is_older(settings: Settings, database_url: str) -> None:
    filled(settings)
    age(database_url, 10)
    assert json.loads(said("feedback", "report", "--format", "json", "--newer-than", "9d")) == []
    assert json.loads(said("feedback", "report", "--format", "json", "--newer-than", "11d"))


@pytest.mark.parametrize("written", ["0d", "-1d", "1w", "d", "", "999999"])
def test_an_age_is_a_number_of_days(settings: Settings, written: str) -> None:
    assert run("db", "prune", "--older-than", written).exit_code == 2
