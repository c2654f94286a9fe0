"""The insights: what was shown and done is counted, and small counts are not told."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.publish.samples import samples
from cdshooks.records.insights import MonthCount
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.web.insights import FEW, reasons_of, rows_by
from tests.cards.story import engine

PJP = "pjp-start"


@pytest.fixture
def records(tmp_path: Any) -> Iterator[Records]:
    settings = Settings(demo=True, database_url=f"sqlite:///{tmp_path / 'records.sqlite3'}")
    made = Records(settings, engine().plan.snoozing)
    made.prepare()
    yield made
    made.end()


@pytest.fixture
def client(records: Records) -> FlaskClient:
    settings = Settings(demo=True)
    clinical = ClinicalEngine(engine().plan, settings, Site(), records)
    return create_app(settings, clinical, log_file=BytesIO()).test_client()


def show(client: FlaskClient, times: int) -> list[Any]:
    """The card of the sample, shown so often."""
    sample = next(one for one in samples() if one.card == PJP)
    answers = [client.post(f"/cds-services/ild-{sample.hook}", json=sample.request()) for _ in range(times)]
    return [answer.get_json()["cards"][0] for answer in answers]


def override(client: FlaskClient, cards: list[Any]) -> None:
    sample = next(one for one in samples() if one.card == PJP)
    told = [
        {
            "card": card["uuid"],
            "outcome": "overridden",
            "overrideReason": {"reason": card["overrideReasons"][0]},
            "outcomeTimestamp": "2026-01-15T12:00:00Z",
        }
        for card in cards
    ]
    assert (
        client.post(f"/cds-services/ild-{sample.hook}/feedback", json={"feedback": told}).status_code == 200
    )


def cells(client: FlaskClient, path: str, table: int = 0) -> dict[str, list[str]]:
    """The rows of a table of the page, by their first cell."""
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    rows = page.select("table")[table].select("tbody tr")
    return {row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in rows}


def test_nothing_on_record_is_said() -> None:
    fresh = create_app(Settings(demo=True), engine(), log_file=BytesIO()).test_client()
    assert "Nothing is on record yet" in fresh.get("/insights").get_data(as_text=True)


@pytest.mark.parametrize(("times", "told"), [(10, FEW), (11, "11")])
def test_counts_up_to_ten_are_hidden(client: FlaskClient, times: int, told: str) -> None:
    show(client, times)
    assert cells(client, "/insights")[PJP][0] == told


def test_what_was_overridden_is_told_with_its_reason_and_share(client: FlaskClient) -> None:
    cards = show(client, 22)
    override(client, cards[:11])
    assert cells(client, "/insights")[PJP][:3] == ["22", "0", "11"]
    assert cells(client, "/insights")[PJP][-1] == "50 %"
    page = client.get(f"/insights?card={PJP}").get_data(as_text=True)
    assert f"{cards[0]['overrideReasons'][0]['code']}: 11" in page or "Why it was overridden" in page


def test_a_card_is_told_by_version_client_and_month(client: FlaskClient) -> None:
    show(client, 12)
    version = engine().plan.card(PJP).version
    assert cells(client, f"/insights?card={PJP}", 0)[version][0] == "12"
    assert len(cells(client, f"/insights?card={PJP}", 1)) == 1
    (month,) = cells(client, f"/insights?card={PJP}", 2)
    assert len(month) == len("2026-01")


def test_the_table_for_programs_hides_the_same(client: FlaskClient) -> None:
    override(client, show(client, 12)[:3])
    answer = client.get("/insights.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True))))
    counts = {row["outcome"]: row["count"] for row in rows if row["card"] == PJP}
    assert counts["shown"] == "12"
    assert counts["overridden"] == ""


def test_no_cell_is_taken_for_a_formula(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    one = MonthCount("2026-01", PJP, "1.0.0", "=cmd()", "shown", "", 20)
    monkeypatch.setattr(Records, "monthly", lambda *_: [one])
    assert "'=cmd()" in client.get("/insights.csv").get_data(as_text=True)


def test_records_out_of_reach_are_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise Unreachable("down")

    monkeypatch.setattr(Records, "monthly", fails)
    assert client.get("/insights").status_code == 503
    assert client.get("/health").status_code == 200


def test_counts_of_a_group_are_summed() -> None:
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "shown", "", 7)
    other = replace(one, month="2026-02", count=8)
    assert [row.counts[0] for row in rows_by([one, other], "card")] == ["15"]
    assert [row.counts[0] for row in rows_by([one, other], "month")] == [FEW, FEW]


def test_reasons_come_by_frequency_and_hidden_ones_last_by_name() -> None:
    """Their order must not tell what is hidden."""
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "overridden", "z", 3)
    many = [
        one,
        replace(one, reason="a", count=2),
        replace(one, reason="m", count=30),
        replace(one, reason="b", count=5),
    ]
    assert [reason for reason, _ in reasons_of(many)] == ["m", "a", "b", "z"]
