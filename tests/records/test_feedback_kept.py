"""Feedback: kept before it is answered, joined to its card, once however often it comes, nobody's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cdshooks.settings import EMBEDDED, Settings
from tests.records.conftest import Rows
from tests.records.service import DECLINES, ON_STEROID, accepted, overridden, plan, service


def test_an_outcome_is_joined_to_the_card_that_was_shown(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        assert running.report(overridden(card["uuid"])).status_code == 200
        (row,) = rows("feedback")
    identity = plan().identities["pjp-start"]
    assert (row["card"], row["slug"], row["version"]) == (card["uuid"], "pjp-start", identity.version)
    assert (row["signed_fingerprint"], row["site_fingerprint"]) == (identity.signed, identity.site)
    assert (row["outcome"], row["reason"]) == ("overridden", DECLINES)


def test_what_was_accepted_is_kept_as_the_places_of_the_suggestions(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        second = card["suggestions"][1]["uuid"]
        assert running.report(accepted(card["uuid"], second.upper(), "Zbigniew")).status_code == 200
        (row,) = rows("feedback")
    assert (row["outcome"], row["accepted"]) == ("accepted", "2")


@pytest.mark.requirement("FB-07")
def test_a_card_that_is_not_on_record_is_kept_unjoined_and_not_by_its_name(
    settings: Settings, rows: Rows
) -> None:
    stranger = str(uuid4())
    with service(settings) as running:
        assert running.report(overridden("Zbigniew"), overridden(stranger)).status_code == 200
        kept = rows("feedback")
        unjoined = 'cdshooks_feedback_total{joined="no",outcome="overridden"}'
        assert running.metric(unjoined) == 2
    assert [row["slug"] for row in kept] == [None, None]
    assert not {"Zbigniew", "zbigniew", stranger} & {row["card"] for row in kept}


@pytest.mark.requirement("FB-05")
def test_the_same_outcome_counts_once_and_another_moment_or_suggestion_is_another_outcome(
    settings: Settings, rows: Rows
) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        one, two = (suggestion["uuid"] for suggestion in card["suggestions"][:2])
        first = accepted(card["uuid"], one)
        other = first | {"acceptedSuggestions": [{"id": two}]}
        later = first | {"outcomeTimestamp": "2026-01-15T09:30:00Z"}
        for items in ((first, first), (first,), (other, later), (later | {"card": card["uuid"].upper()},)):
            assert running.report(*items).status_code == 200
        assert len(rows("feedback")) == 3


def test_the_same_moment_in_another_zone_is_the_same_outcome(settings: Settings, rows: Rows) -> None:
    item = overridden(str(uuid4()))
    with service(settings) as running:
        for moment in ("2026-01-15T09:30:00Z", "2026-01-15T10:30:00+01:00", "2026-01-15T09:30:00"):
            running.report(item | {"outcomeTimestamp": moment})
        assert len(rows("feedback")) == 1


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ({"reason": {"code": DECLINES}}, DECLINES),
        ({"reason": {"code": "x y", "display": "Patient declines"}}, DECLINES),
        ({"reason": {"code": "patient-contraindication"}}, "patient-contraindication"),
        ({"reason": {"code": "Zbigniew Nowak, born 1950"}}, "other"),
        ({"reason": {"display": "Zbigniew said no"}}, "other"),
        ({"userComment": "Zbigniew said no"}, None),
        (None, None),
    ],
)
@pytest.mark.requirement("FB-10")
def test_of_a_reason_its_code_is_kept_and_nobodys_own_words(
    settings: Settings, rows: Rows, reason: Any, kept: str | None
) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card, overrideReason=reason)
        (row,) = rows("feedback")
    assert row["reason"] == kept


def test_where_it_cannot_be_kept_the_client_is_told_to_send_it_again(tmp_path: Path) -> None:
    nowhere = f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"
    with service(Settings(demo=True, database_url=nowhere)) as running:
        answer = running.report(overridden("c1"))
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "30")
        assert answer.json["issue"][0]["code"] == "transient"
        assert running.metric('cdshooks_feedback_not_kept_total{service="ild-patient-view"}') == 1


def test_a_large_batch_is_kept_whole(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        answer = running.report(*(overridden(str(uuid4())) for _ in range(1_200)))
        assert answer.json["received"] == 1_200
    assert len(rows("feedback")) == 1_200


def test_what_is_sent_is_never_taken_for_sql_or_cut(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        for odd in ("'; DROP TABLE feedback; --", "\x00", "\ud800", "x" * 100_000):
            assert running.report(overridden("c1") | {"card": odd}).status_code in (200, 400)
        assert len(rows("feedback")) >= 3
