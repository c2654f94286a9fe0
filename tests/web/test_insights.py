"""The insights: what was shown and done is counted, and small counts are not told."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.publish.samples import samples
from cdshooks.records.insight_tables import insights_of
from cdshooks.records.outcomes import MonthCount
from cdshooks.records.records import Records
from cdshooks.records.retention import prune
from cdshooks.records.small_cells import UNDER, WITHHELD
from cdshooks.records.store import Store
from cdshooks.records.unreachable import Unreachable
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.site import Site
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
            "outcomeTimestamp": datetime.now(UTC).isoformat(),
        }
        for card in cards
    ]
    assert (
        client.post(f"/cds-services/ild-{sample.hook}/feedback", json={"feedback": told}).status_code == 200
    )


def cells(client: FlaskClient, path: str, table: int = 0) -> dict[str, list[str]]:
    """The rows of a table of the page, by their first cell: a card by its id."""
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    rows = page.select("table")[table].select("tbody tr")
    return {
        (row.th.code or row.th).get_text(): [cell.get_text() for cell in row.select("td")] for row in rows
    }


def test_nothing_on_record_is_said() -> None:
    fresh = create_app(Settings(demo=True), engine(), log_file=BytesIO()).test_client()
    assert "Nothing is on record yet" in fresh.get("/insights").get_data(as_text=True)


@pytest.mark.parametrize(("times", "told"), [(10, UNDER), (11, "11")])
def test_counts_up_to_ten_are_hidden(client: FlaskClient, times: int, told: str) -> None:
    show(client, times)
    assert cells(client, "/insights")[PJP][0] == told


def test_what_was_overridden_is_told_with_its_reason_and_share(client: FlaskClient) -> None:
    cards = show(client, 22)
    override(client, cards[:11])
    assert cells(client, "/insights")[PJP][:3] == ["22", "0", "11"]
    assert cells(client, "/insights")[PJP][-1] == "50 %"
    reason = cards[0]["overrideReasons"][0]
    for path in (f"/insights?card={PJP}", f"/cards/{PJP}"):
        page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
        told = next(one for one in page.select("h2, h3") if one.get_text() == "Why it was overridden")
        line = told.find_next("li")
        assert line is not None
        assert line.get_text() == f"{reason['display']} {reason['code']}: 11"


def test_a_card_is_told_by_version_client_and_month(client: FlaskClient) -> None:
    show(client, 12)
    version = engine().plan.card(PJP).version
    assert cells(client, f"/insights?card={PJP}", 0)[version][0] == "12"
    assert len(cells(client, f"/insights?card={PJP}", 1)) == 1
    (month,) = cells(client, f"/insights?card={PJP}", 2)
    assert len(month) == len("2026-01")


def test_the_table_for_programs_tells_what_the_pages_tell(client: FlaskClient) -> None:
    override(client, show(client, 12)[:3])
    answer = client.get("/insights.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True))))
    counts = {(row["by"], row["outcome"]): row["count"] for row in rows if row["card"] == PJP}
    assert counts["card", "shown"] == counts["month", "shown"] == counts["client", "shown"] == "12"
    assert counts["card", "overridden"] == counts["reason", "overridden"] == UNDER


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


def test_what_snoozed_the_card_is_told(client: FlaskClient) -> None:
    override(client, show(client, 22)[:22])
    assert cells(client, "/insights")[PJP][2:4] == ["22", "22"]


def test_a_snooze_that_ended_and_was_deleted_still_counts(client: FlaskClient, records: Records) -> None:
    override(client, show(client, 12))
    store = Store(records.place)
    later = datetime.now(UTC) + timedelta(days=400)
    assert prune(store, datetime(2020, 1, 1, tzinfo=UTC), later)["snoozes"] > 0
    store.close()
    assert cells(client, "/insights")[PJP][3] == "12"


def test_what_is_reported_of_one_card_again_and_again_counts_once(client: FlaskClient) -> None:
    card = show(client, 1)[0]
    for _ in range(12):
        override(client, [card])
    assert cells(client, "/insights")[PJP][:4] == [UNDER, "0", UNDER, UNDER]


def test_what_was_not_known_is_counted_by_datum(client: FlaskClient) -> None:
    sample = next(one for one in samples() if one.card == PJP)
    request = sample.request()
    request["prefetch"] = {"patient": request["prefetch"]["patient"]}
    for _ in range(11):
        client.post(f"/cds-services/ild-{sample.hook}", json=request)
    lacking = {name: told for name, told in cells(client, "/insights").items() if told[4] != "0"}
    assert lacking
    card, told = next(iter(lacking.items()))
    assert int(told[4].replace(",", "")) % 11 == 0
    page = BeautifulSoup(client.get(f"/insights?card={card}").get_data(as_text=True), "html.parser")
    title = next(one for one in page.select("h2") if one.get_text() == "What was not known")
    data = [one.get_text() for one in title.find_next("ul").select("li")]  # type: ignore[union-attr]
    assert all(one.endswith(": 11") for one in data)
    assert 11 * len(data) == int(told[4].replace(",", ""))


def counted(**counts: int) -> list[MonthCount]:
    """A card overridden with each of those reasons so often."""
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "overridden", "", 0)
    return [replace(one, reason=reason, count=count) for reason, count in counts.items()]


def test_counts_of_a_group_are_summed() -> None:
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "shown", "", 7)
    found = insights_of([one, replace(one, month="2026-02", count=8)])
    assert found.words(PJP) == "15"
    assert [found.words(PJP, "month", month) for month in ("2026-01", "2026-02")] == [UNDER, UNDER]


def test_a_hidden_count_is_not_what_is_left_of_its_sum() -> None:
    """30 in all and 25 of them for one reason would tell the 5 for the other."""
    found = insights_of(counted(declines=25, other=5))
    reasons = dict(found.by_frequency(PJP, "reason", "overridden"))
    assert WITHHELD in (found.words(PJP, outcome="overridden"), *reasons.values())
    assert dict(found.by_frequency(PJP, "reason", "overridden"))["other"] == UNDER


def test_two_hidden_counts_need_nothing_withheld() -> None:
    found = insights_of(counted(declines=25, other=5, wrong=6))
    assert found.words(PJP, outcome="overridden") == "36"
    assert dict(found.by_frequency(PJP, "reason", "overridden"))["declines"] == "25"


def test_the_snoozed_do_not_tell_how_few_were_not() -> None:
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "snoozed", "declines", 25)
    found = insights_of([*counted(declines=25, other=5, wrong=6), replace(one, count=31)])
    told = {found.words(PJP, outcome=outcome) for outcome in ("overridden", "snoozed")}
    assert WITHHELD in told


def test_a_reason_that_snoozes_is_not_told_by_the_snoozed() -> None:
    """53 in all, 30 without a reason, and 20 snoozed by the only reason that snoozes: 3 are left."""
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "snoozed", "declines", 20)
    found = insights_of([*counted(declines=20, later=3, none=30), one])
    reasons = dict(found.by_frequency(PJP, "reason", "overridden"))
    snoozed, overridden = (found.words(PJP, outcome=outcome) for outcome in ("snoozed", "overridden"))
    assert reasons["later"] == UNDER
    assert WITHHELD in (overridden, reasons["none"]) or reasons["declines"] == snoozed == WITHHELD


def test_the_snoozed_of_a_month_do_not_tell_how_few_were_not() -> None:
    one = MonthCount("2026-01", PJP, "1.0.0", "main", "overridden", "declines", 14)
    months = [one, replace(one, outcome="snoozed", count=12)]
    later = [replace(each, month="2026-02", count=40) for each in months]
    found = insights_of([*months, later[0], replace(later[1], count=20)])
    told = {found.words(PJP, "month", "2026-01", outcome) for outcome in ("overridden", "snoozed")}
    assert WITHHELD in told
    assert found.words(PJP, outcome="overridden") == "54"


def by_month(version: str, counts: dict[str, int], client: str = "main") -> list[MonthCount]:
    """So often overridden in these months, by one version at one client."""
    return [
        MonthCount(f"2026-{month}", PJP, version, client, "overridden", "", times)
        for month, times in counts.items()
    ]


def test_who_knows_the_day_of_a_release_cannot_work_out_a_month() -> None:
    """All of January to March is the first version's: 75 less 40 and 30 would tell the 5 of March."""
    first = by_month("1.0.0", {"01": 40, "02": 30, "03": 5})
    second = by_month("1.1.0", {"04": 50, "05": 8, "06": 60})
    found = insights_of([*first, *second])
    for version, months in (("1.0.0", ("01", "02", "03")), ("1.1.0", ("04", "05", "06"))):
        told = [found.words(PJP, "version", version, "overridden")]
        told += [found.words(PJP, "month", f"2026-{month}", "overridden") for month in months]
        assert {UNDER, WITHHELD} <= set(told)


def test_nor_can_the_month_of_the_release_be_shared_out_between_the_versions() -> None:
    """43 of the first version less 40 of January would tell its 3 of February, which nobody is told."""
    found = insights_of([*by_month("1.0.0", {"01": 40, "02": 3}), *by_month("1.1.0", {"02": 37, "03": 90})])
    told = [found.words(PJP, "version", version, "overridden") for version in ("1.0.0", "1.1.0")]
    told += [found.words(PJP, "month", f"2026-{month}", "overridden") for month in ("01", "02", "03")]
    assert WITHHELD in told


def test_nor_what_a_client_did_that_began_late() -> None:
    early = by_month("1.0.0", {"01": 40, "02": 7}, "main")
    late = by_month("1.0.0", {"05": 6, "06": 90}, "second")
    found = insights_of([*early, *late])
    told = [found.words(PJP, "client", client, "overridden") for client in ("main", "second")]
    months = [found.words(PJP, "month", f"2026-{month}", "overridden") for month in ("01", "02", "05", "06")]
    assert told[0] == WITHHELD or months[0] == WITHHELD
    assert told[1] == WITHHELD or months[3] == WITHHELD


def test_versions_that_were_there_together_need_nothing_withheld() -> None:
    found = insights_of(
        [*by_month("1.0.0", {"01": 40, "02": 30, "03": 5}), *by_month("1.1.0", {"01": 30, "02": 40, "03": 3})]
    )
    assert WITHHELD not in [found.words(PJP, "version", one, "overridden") for one in ("1.0.0", "1.1.0")]


def test_reasons_come_by_frequency_and_hidden_ones_last_by_name() -> None:
    """Their order must not tell what is hidden."""
    found = insights_of(counted(z=3, a=2, m=30, b=5, n=40))
    assert [reason for reason, _ in found.by_frequency(PJP, "reason", "overridden")] == [
        "n",
        "m",
        "a",
        "b",
        "z",
    ]


def test_what_is_told_of_a_card_is_the_same_beside_others() -> None:
    of_card = counted(declines=25, other=5, wrong=12)
    beside = [*of_card, *(replace(one, card="pjp-consider", count=one.count + 3) for one in of_card)]
    alone, among = insights_of(of_card), insights_of(beside)
    cells_told = list(alone.told.counts)
    assert [alone.told.words(cell) for cell in cells_told] == [among.told.words(cell) for cell in cells_told]


def test_a_card_without_a_sheet_has_no_link_to_one(client: FlaskClient) -> None:
    assert 'href="/cards/could-not-be-checked"' not in client.get(
        "/insights?card=could-not-be-checked"
    ).get_data(as_text=True)
    assert f'href="/cards/{PJP}"' in client.get(f"/insights?card={PJP}").get_data(as_text=True)


def on_record(client: FlaskClient) -> dict[str, str]:
    """What the page of the card tells of the records, by name."""
    page = BeautifulSoup(client.get(f"/cards/{PJP}").get_data(as_text=True), "html.parser")
    title = next(one for one in page.select("h2") if one.get_text() == "On record here")
    told = title.find_next("dl")
    assert told is not None
    names, counts = told.find_all("dt"), told.find_all("dd")
    return {name.get_text(): count.get_text() for name, count in zip(names, counts, strict=True)}


def test_the_page_of_a_card_tells_what_became_of_it(client: FlaskClient) -> None:
    override(client, show(client, 22)[:11])
    assert on_record(client) == {
        "Shown": "22",
        "Accepted": "0",
        "Overridden": "11",
        "Snoozed": "11",
        "Not known": "0",
    }
    assert "Why it was overridden" in client.get(f"/cards/{PJP}").get_data(as_text=True)


def test_the_page_of_a_card_tells_strangers_nothing_of_the_records(records: Records) -> None:
    settings = Settings(reports="open")
    clinical = ClinicalEngine(engine().plan, settings, Site(), records)
    page = create_app(settings, clinical, log_file=BytesIO()).test_client().get(f"/cards/{PJP}")
    assert page.status_code == 200
    assert "On record here" not in page.get_data(as_text=True)


def test_the_page_of_a_card_is_there_without_the_records(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise Unreachable("down")

    monkeypatch.setattr(Records, "monthly", fails)
    assert "The records cannot be reached now" in client.get(f"/cards/{PJP}").get_data(as_text=True)
    assert noted(client) == ""


def noted(client: FlaskClient) -> str:
    """What the list of cards notes of the records beside the card."""
    page = BeautifulSoup(client.get("/cards").get_data(as_text=True), "html.parser")
    line = next(one for one in page.select(".catalogue li") if one.a["href"] == f"/cards/{PJP}")
    notes = [one.get_text() for one in line.select(".note")]
    return " ".join(one for one in notes if "shown" in one)


def test_the_list_of_cards_tells_staff_how_often_each_was_shown(client: FlaskClient) -> None:
    assert noted(client) == ""
    override(client, show(client, 22)[:11])
    assert noted(client) == "shown 22 times, 50 % of them overridden"


def test_a_page_of_what_is_not_on_record_says_so_once(client: FlaskClient) -> None:
    page = client.get("/insights?card=no-such-card").get_data(as_text=True)
    assert page.count("Nothing is on record yet of this card.") == 1
