"""Killed without warning under feedback: no outcome that was acknowledged is lost, and none counts twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import uuid4

import pytest

from cdshooks.settings import Settings
from tests.cards.clinic import Json
from tests.records.conftest import Rows
from tests.records.postgres import PostgreSQL
from tests.records.running import Running, running
from tests.records.service import ON_STEROID, overridden

SENDERS = 3
PAUSE = 0.15
"""Seconds between two kills, about; long enough for a worker to come up again now and then."""


class Load:
    """Sends feedback all the time, each item until it is acknowledged, as a client does that retries."""

    def __init__(self, served: Running, card: str) -> None:
        self.acknowledged: list[Json] = []
        self.refused = 0
        self._served = served
        self._card = card
        self._stop = Event()
        self._lock = Lock()

    @contextmanager
    def going(self) -> Iterator[None]:
        """While it goes on; ends once every sender has had its last item acknowledged."""
        senders = [Thread(target=self._send) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        try:
            yield
        finally:
            self._stop.set()
            for sender in senders:
                sender.join()

    def _send(self) -> None:
        chance = random.Random(uuid4().int)
        while not self._stop.is_set():
            # Some about the card that was shown, some about a stranger: both must be kept.
            item = overridden(self._card if chance.random() < 0.5 else str(uuid4()))
            item["outcomeTimestamp"] = f"2026-01-15T09:30:00.{chance.randrange(10**6):06}Z"
            self._until_acknowledged(item)

    def _until_acknowledged(self, item: Json) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            if self._served.report(item) == 200:
                with self._lock:
                    self.acknowledged.append(item)
                return
            with self._lock:
                self.refused += 1
            time.sleep(0.02)
        raise AssertionError("no answer for two minutes")


def told(item: Json) -> tuple[str, str]:
    return item["card"], item["outcomeTimestamp"]


def check(load: Load, rows: Rows, card: str) -> None:
    """Every acknowledged outcome is there exactly once, and nothing that was not sent is."""
    sent = {told(item) for item in load.acknowledged}
    joined = sum(one == card for one, _ in sent)
    kept = rows("feedback")
    assert len(kept) == len(sent)
    assert sum(row["slug"] is not None for row in kept) == joined
    moments = Counter(str(row["outcome_at"])[:26] for row in kept)
    assert moments == Counter(moment.replace("T", " ").removesuffix("Z")[:26] for _, moment in sent)
    # One silence for each override of the card that was on record.
    assert len(rows("snoozes")) in (0, joined)


def under_kills(served: Running, rows: Rows, kill: Callable[[], None], kills: int) -> Load:
    """The load after so many kills, checked."""
    card = served.card(ON_STEROID)
    assert card is not None
    load = Load(served, card["uuid"])
    with load.going():
        for _ in range(kills):
            time.sleep(PAUSE * (0.5 + random.random()))
            kill()
    assert len(load.acknowledged) > kills
    check(load, rows, card["uuid"])
    return load


KILLS = [5, pytest.param(200, marks=pytest.mark.long(seconds=60))]


@pytest.mark.parametrize("kills", KILLS)
def test_killing_workers_loses_and_doubles_nothing(
    settings: Settings, database_url: str, tmp_path: Path, rows: Rows, kills: int
) -> None:
    with running(tmp_path, database_url) as served:
        load = under_kills(served, rows, served.kill_a_worker, kills)
    assert load.refused


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("kills", [2, pytest.param(25, marks=pytest.mark.long(seconds=80))])
def test_killing_the_database_loses_and_doubles_nothing(
    settings: Settings, database_url: str, postgresql: PostgreSQL, tmp_path: Path, rows: Rows, kills: int
) -> None:
    def kill() -> None:
        postgresql.kill()
        # The service has been asked meanwhile and could only say 503.
        time.sleep(PAUSE)
        postgresql.start()

    with running(tmp_path, database_url) as served:
        load = under_kills(served, rows, kill, kills)
        assert served.card(ON_STEROID) is not None
    assert load.refused


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_its_database_a_running_service_still_shows_cards(
    settings: Settings, database_url: str, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    with running(tmp_path, database_url, CDSHOOKS_RECORDS_WAIT_MS="2000") as served:
        card = served.card(ON_STEROID)
        assert card is not None
        assert served.report(overridden(card["uuid"])) == 200
        assert served.card(ON_STEROID) is None
        postgresql.kill()
        try:
            assert served.card(ON_STEROID) is not None
            assert served.report(overridden(card["uuid"])) == 503
        finally:
            postgresql.start()
