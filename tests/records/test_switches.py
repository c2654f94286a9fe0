"""The kill switch: a card that is off is judged and shown to nobody, and every turn is on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdshooks.records.records import Records
from cdshooks.records.store import Store
from cdshooks.records.switches import cards_off, switch, turns
from cdshooks.settings import EMBEDDED, Settings
from tests.records.service import ON_MORE, ON_STEROID, service


def turn(store: Store, slug: str, *, off: bool, reason: str = "a reason") -> None:
    switch(store, slug, off=off, reason=reason, by="a pharmacist")


def test_the_last_turn_of_a_card_decides(store: Store) -> None:
    assert cards_off(store) == frozenset()
    turn(store, "pjp-start", off=True)
    turn(store, "pjp-consider", off=True)
    assert cards_off(store) == {"pjp-start", "pjp-consider"}
    turn(store, "pjp-start", off=False)
    assert cards_off(store) == {"pjp-consider"}
    turn(store, "pjp-start", off=True)
    assert cards_off(store) == {"pjp-start", "pjp-consider"}


def test_every_turn_stays_on_record_with_its_reason(store: Store) -> None:
    turn(store, "pjp-start", off=True, reason="wrong dose in the draft")
    turn(store, "pjp-start", off=False, reason="corrected")
    told = [(one.slug, one.off, one.reason, one.by) for one in turns(store)]
    assert told == [
        ("pjp-start", False, "corrected", "a pharmacist"),
        ("pjp-start", True, "wrong dose in the draft", "a pharmacist"),
    ]


def test_a_card_that_is_off_is_not_shown_and_silences_no_other(settings: Settings) -> None:
    with service(settings) as running:
        assert running.card(ON_MORE) is not None
        store = Store(running.records.place)
        turn(store, "pjp-start", off=True)
        running.records.look_at_switches()
        topics = {card["source"]["topic"]["code"] for card in running.call(ON_MORE)}
        assert "pjpStart" not in topics
        assert "pjpConsider" in topics
        hidden = 'cdshooks_cards_total{card="pjp-start",level="warning",outcome="hidden"}'
        assert running.metric(hidden) == 1
        turn(store, "pjp-start", off=False)
        running.records.look_at_switches()
        assert running.card(ON_MORE) is not None
        store.close()


def test_a_service_that_starts_knows_the_switches_before_its_first_answer(settings: Settings) -> None:
    records = Records(settings)
    store = Store(records.place)
    turn(store, "pjp-start", off=True)
    store.close()
    records.prepare()
    assert records.off == {"pjp-start"}
    with service(settings) as running:
        running.records.prepare()
        assert running.card(ON_STEROID) is None


def test_a_database_that_cannot_be_asked_leaves_the_switches_as_they_were(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    records = Records(Settings(demo=True, database_url=f"{EMBEDDED}{tmp_path / 'no' / 'where.sqlite3'}"))
    records.off = frozenset({"pjp-start"})
    records.look_at_switches()
    assert records.off == {"pjp-start"}
    records.end()
