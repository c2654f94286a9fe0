"""Each card that is shown is on record before the answer leaves; what is not shown is not."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from cdshooks.records.keys import Key
from cdshooks.records.store import Store
from cdshooks.settings import EMBEDDED, Settings
from tests.cards.story import VIEW, Story
from tests.records.conftest import KEY, Rows
from tests.records.service import NO_CARD, ON_STEROID, plan, service


def test_every_card_of_an_answer_is_on_record_with_its_three_identities(
    settings: Settings, rows: Rows
) -> None:
    with service(settings) as running:
        cards = running.call(ON_STEROID)
        kept = {row["card"]: row for row in rows("shown_cards")}
    assert set(kept) == {card["uuid"] for card in cards}
    row = next(one for one in kept.values() if one["slug"] == "pjp-start")
    identity = plan().identities["pjp-start"]
    assert (row["version"], row["signed_fingerprint"], row["site_fingerprint"]) == (
        identity.version,
        identity.signed,
        identity.site,
    )
    assert (row["service"], row["client"], row["level"]) == ("ild-patient-view", "demo", 2)


def test_patient_and_user_are_there_as_hashes_under_the_key_only(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        running.call(ON_STEROID)
        row = rows("shown_cards")[0]
    key = Key.of(KEY.encode())
    assert row["patient_hash"] == key.patient("demo", "pat")
    assert row["user_hash"] == key.user("demo", "Practitioner/7")
    assert row["patient_hash"] != Key.of(b"another").patient("demo", "pat")
    assert row["patient_hash"] != key.patient("another client", "pat")


def test_the_note_is_a_card_too(settings: Settings, rows: Rows) -> None:
    lacking = Story("pjp-start", "no orders", VIEW, "not known", record=ON_STEROID.record[:1],
                    lacking=("MedicationRequest",))  # fmt: skip
    with service(settings) as running:
        cards = running.call(lacking)
        kept = rows("shown_cards")
    notes = [card["uuid"] for card in cards if card["source"]["topic"]["code"] == "couldNotBeChecked"]
    assert [row["card"] for row in kept if row["slug"] == "could-not-be-checked"] == notes
    # No author gave it a version: it is the program's.
    assert {row["version"] for row in kept if row["slug"] == "could-not-be-checked"} == {version("cdshooks")}
    assert len(notes) == 1


def test_an_answer_without_cards_touches_no_database(tmp_path: Path) -> None:
    nowhere = f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"
    with service(Settings(demo=True, database_url=nowhere)) as running:
        assert running.call(NO_CARD) == []
        assert running.records._process is None
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 0


def test_a_database_out_of_reach_keeps_no_card_back_and_is_counted(tmp_path: Path) -> None:
    nowhere = f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"
    with service(Settings(demo=True, database_url=nowhere)) as running:
        assert running.card(ON_STEROID) is not None
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 1
        assert running.metric('cdshooks_records_left_out_total{what="snoozes"}') == 1


def test_a_slow_database_is_not_waited_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = settings.model_copy(update={"records_wait_ms": 50})
    with service(quick) as running:
        assert running.records.reached()
        with Store(running.records.place).writing() as held, monkeypatch.context():
            # Another transaction holds what ours would need: a lock on the file, or on the table.
            if held.dialect.name == "postgresql":
                held.exec_driver_sql("LOCK TABLE shown_cards IN ACCESS EXCLUSIVE MODE")
            assert running.card(ON_STEROID) is not None
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 1


def test_the_samples_on_the_first_page_are_shown_to_nobody(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        assert running.client.get("/").status_code == 200
    assert rows("shown_cards") == []
