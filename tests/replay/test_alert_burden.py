"""The page on alert burden says what a replay of the public records finds, and each firing has been read.

Where the records are absent the page is only held against itself, and the tests say that they were skipped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cards.story import engine
from tools import alert_burden
from tools.alert_burden import NOT_READ, PAGE, PUBLIC, READINGS, Burden, Firing, burden_of, page_of

needs_public_records = pytest.mark.skipif(
    not PUBLIC.is_dir(),
    reason="the public records lie neither in ../shared/data/bundles nor where PUBLIC_RECORDS says",
)

FIRING = Firing(
    "synthea-generated-2021",
    "Patient/1",
    "pjp-start",
    "warning",
    "patient-view",
    date(2021, 6, 1),
    ("a fact",),
)
COUNTS = {"synthea-generated-2021": 15, "us-core-examples": 4, "davinci-test-ehr": 1}


@needs_public_records
def test_the_page_is_what_a_replay_of_the_records_finds() -> None:
    burden = burden_of(engine().plan, PUBLIC)
    assert burden.patients == COUNTS
    assert PAGE.read_text(encoding="utf-8").startswith(page_of(burden))
    assert {(one.about, one.card) for one in burden.firings} == set(READINGS)


def test_every_card_on_the_page_has_been_read() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert NOT_READ not in written
    for (about, card), reading in READINGS.items():
        assert f"`{card}`" in written
        assert f"`{about}`" in written
        assert reading in written


def test_a_firing_that_nobody_read_is_told_as_such_with_its_facts() -> None:
    page = page_of(Burden(COUNTS, COUNTS, (FIRING, replace(FIRING, hook="order-sign")), {"pjp-start": 2}))
    assert NOT_READ in page
    assert "### `pjp-start`, warning: `Patient/1`" in page
    assert "at patient-view, order-sign; as of 2021-06-01" in page
    assert "- a fact" in page
    assert "| `synthea-generated-2021` | 15 | 15 | 2 |" in page
    assert "- `pjp-start`: 2 times" in page


def test_without_the_records_nothing_is_written_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(alert_burden, "PUBLIC", tmp_path / "absent")
    monkeypatch.setattr(alert_burden, "PAGE", tmp_path / "page.md")
    assert alert_burden.main() == 2
    assert "public records are not there" in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()
