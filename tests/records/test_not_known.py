"""What cards lacked is counted beside the answers, and written down for all processes together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cdshooks.records.insights import monthly
from cdshooks.records.not_known import Lacking, Tally
from cdshooks.records.outcomes import MonthCount
from cdshooks.records.place import Place
from cdshooks.records.retention import prune
from cdshooks.records.store import Store
from cdshooks.records.unreachable import Unreachable
from cdshooks.settings import Settings
from tests.records.service import ON_STEROID, service

JANUARY = datetime(2026, 1, 15, tzinfo=UTC)
LACKED = Lacking("pjp-start", "1.0.0", "main", "weight")


def counts(store: Store) -> dict[tuple[str, str], int]:
    return {(one.month, one.reason): one.count for one in monthly(store)}


def test_two_processes_add_to_the_same_count(store: Store) -> None:
    for times in (2, 3):
        tally = Tally()
        tally.add([LACKED] * times)
        tally.add([LACKED._replace(datum="sex")])
        tally.write(store, JANUARY)
        assert tally.empty
        tally.write(store, JANUARY)
    assert counts(store) == {("2026-01", "weight"): 5, ("2026-01", "sex"): 2}
    assert monthly(store)[0] == MonthCount("2026-01", "pjp-start", "1.0.0", "main", "not known", "sex", 2)
    assert monthly(store, JANUARY + timedelta(days=17)) == []


def test_what_could_not_be_written_is_written_later(store: Store) -> None:
    tally = Tally()
    tally.add([LACKED] * 2)
    gone = Store(Place("sqlite:////nowhere/records.sqlite3"))
    with pytest.raises(Unreachable):
        tally.write(gone, JANUARY)
    tally.write(store, JANUARY)
    assert counts(store) == {("2026-01", "weight"): 2}


def test_a_month_is_deleted_once_all_of_it_is_older(store: Store) -> None:
    tally = Tally()
    tally.add([LACKED])
    tally.write(store, JANUARY)
    assert prune(store, datetime(2026, 1, 31, tzinfo=UTC), JANUARY)["not_known"] == 0
    assert prune(store, datetime(2026, 2, 1, tzinfo=UTC), JANUARY)["not_known"] == 1


def test_what_the_service_counted_is_written_at_its_end_and_is_what_its_metrics_say(
    settings: Settings, database_url: str
) -> None:
    body = ON_STEROID.body()
    body["prefetch"] = {"patient": body["prefetch"]["patient"]}
    with service(settings) as running:
        for _ in range(2):
            assert running.client.post(f"/cds-services/ild-{ON_STEROID.hook}", json=body).status_code == 200
        metrics = running.client.get("/metrics").text
    store = Store(Place(database_url))
    found = [one for one in monthly(store) if one.outcome == "not known"]
    store.close()
    assert found
    assert {one.client for one in found} == {"demo"}
    told = [line for line in metrics.splitlines() if line.startswith("cdshooks_not_known_total")]
    assert sum(one.count for one in found) == sum(float(line.split()[-1]) for line in told)
