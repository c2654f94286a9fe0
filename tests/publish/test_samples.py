"""Samples read from the package, and moved to another day."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from cdshooks.publish.samples import Sample, samples, samples_of

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def dates_in(value: Any, name: str = "") -> list[tuple[str, str]]:
    """(element, text) of everything that begins like a date."""
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in dates_in(item, key)]
    if isinstance(value, list):
        return [found for item in value for found in dates_in(item, name)]
    return [(name, value)] if isinstance(value, str) and DATE.match(value) else []


def headline() -> Sample:
    return samples_of("pjp-start")[0]


def test_the_story_in_which_a_card_speaks_comes_first() -> None:
    assert headline().indicator == "warning"
    assert headline().name == "prednisone-drafted-sulfonamide-allergy"
    for card in {one.card for one in samples()}:
        told = [one.indicator is not None for one in samples_of(card)]
        assert told == sorted(told, reverse=True)


def test_an_unknown_card_has_no_samples() -> None:
    assert samples_of("no-such-card") == ()


def test_on_its_own_day_a_request_is_as_written() -> None:
    assert headline().request() == headline().request(date(2026, 1, 15))


@pytest.mark.parametrize("days", [-400, -1, 1, 137])
def test_every_date_moves_by_the_same_days_but_the_birthday(days: int) -> None:
    sample = headline()
    before, after = (dates_in(sample.request(day)) for day in (None, sample.day + timedelta(days=days)))
    assert len(before) > 20
    for (name, old), (same, new) in zip(before, after, strict=True):
        assert name == same
        moved = (date.fromisoformat(new[:10]) - date.fromisoformat(old[:10])).days
        assert moved == (0 if name == "birthDate" else days), name
        assert new[10:] == old[10:]


def test_the_day_of_the_judgement_moves_along() -> None:
    assert headline().request(date(2026, 6, 1))["extension"] == {"as-of": "2026-06-01"}


def test_only_dates_move() -> None:
    sample = headline()
    plain = [DATE.sub("", json.dumps(sample.request(day))) for day in (None, date(2027, 2, 3))]
    assert plain[0] == plain[1]


def test_a_response_can_be_read() -> None:
    assert headline().response()["cards"]
