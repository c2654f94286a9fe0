"""Several processes with one database: what one is told, all know."""

from __future__ import annotations

from pathlib import Path

import requests

from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.switches import switch
from cdshooks.settings import Settings
from tests.records.conftest import Rows
from tests.records.running import running, until
from tests.records.service import NO_CARD, ON_STEROID, overridden

ALL = 12
"""Calls that reach every worker of a service nearly certainly."""


def test_what_is_overridden_at_one_service_is_silent_at_the_other(
    settings: Settings, database_url: str, tmp_path: Path
) -> None:
    with running(tmp_path, database_url) as one, running(tmp_path, database_url) as other:
        card = one.card(ON_STEROID)
        assert card is not None
        assert other.card(ON_STEROID) is not None
        assert other.report(overridden(card["uuid"])) == 200
        assert all(each.card(ON_STEROID) is None for each in (one, other) for _ in range(ALL))


def test_a_card_that_is_turned_off_is_off_in_every_worker_within_ten_seconds(
    settings: Settings, database_url: str, tmp_path: Path
) -> None:
    with running(tmp_path, database_url, workers=3) as served:
        store = Store(Place(database_url))
        assert "pjpStart" in served.topics(ON_STEROID)
        switch(store, "pjp-start", off=True, reason="a reason", by="a pharmacist")
        silent = lambda: all("pjpStart" not in served.topics(ON_STEROID) for _ in range(ALL))  # noqa: E731
        assert until(silent, 10)
        switch(store, "pjp-start", off=False, reason="a reason", by="a pharmacist")
        assert until(lambda: all("pjpStart" in served.topics(ON_STEROID) for _ in range(ALL)), 10)
        store.close()


def test_workers_share_one_database_and_none_uses_what_another_opened(
    settings: Settings, database_url: str, tmp_path: Path, rows: Rows
) -> None:
    with running(tmp_path, database_url, workers=3) as served:
        shown = {card["uuid"] for _ in range(ALL * 2) for card in served.call(ON_STEROID)}
        served.kill_a_worker()
        assert until(lambda: len(served.workers()) == 3, 10)
        shown |= {card["uuid"] for _ in range(ALL * 2) for card in served.call(ON_STEROID)}
        assert shown == {row["card"] for row in rows("shown_cards")}


def test_the_workers_of_a_demo_share_a_file_that_goes_with_them(tmp_path: Path) -> None:
    folders = tmp_path / "temporary"
    folders.mkdir()
    with running(tmp_path, None, TMPDIR=str(folders)) as served:
        card = served.card(ON_STEROID)
        assert card is not None
        assert served.report(overridden(card["uuid"])) == 200
        assert all(served.card(ON_STEROID) is None for _ in range(ALL))
        assert list(folders.glob("cdshooks-*/cdshooks.sqlite3"))
    assert until(lambda: not list(folders.glob("cdshooks-*")), 10)


def total(metrics: str, name: str) -> float:
    """The sum of all lines of a counter."""
    return sum(float(line.split()[-1]) for line in metrics.splitlines() if line.startswith(name))


def test_metrics_are_those_of_all_workers_also_of_those_that_are_gone(
    settings: Settings, database_url: str, tmp_path: Path
) -> None:
    line = 'cdshooks_requests_total{route="services"'
    with running(tmp_path, database_url, workers=3) as served:
        for _ in range(ALL):
            served.call(NO_CARD)
        assert total(requests.get(f"{served.base}/metrics", timeout=5).text, line) == ALL
        served.kill_a_worker()
        assert until(lambda: len(served.workers()) == 3, 10)
        for _ in range(ALL):
            served.call(NO_CARD)
        assert total(requests.get(f"{served.base}/metrics", timeout=5).text, line) == 2 * ALL
