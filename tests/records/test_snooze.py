"""An overridden card stays silent about its patient for its time, until there is something new to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cdshooks.client import Client
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.tables import shown_cards, snoozes
from cdshooks.rules.card import critical
from cdshooks.rules.criteria import ALWAYS
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.web.feedback import read_feedback
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, Json, steroid_draft
from tests.cards.story import SELECT
from tests.records.conftest import Rows
from tests.records.service import FOR_NOW, ON_MORE, ON_STEROID, SIGNED, overridden, plan, service
from tests.spec.asking import terminology

ANOTHER_KEY = "another key, also of more than thirty-two characters"


def critical_plan() -> Plan:
    """The catalogue with a pjp-start that is always critical."""
    catalogue = plan().catalogue
    folders = tuple(
        replace(
            folder,
            cards=tuple(
                replace(card, level=(critical(ALWAYS),)) if card.id == "pjp-start" else card
                for card in folder.cards
            ),
        )
        for folder in catalogue.folders
    )
    return compile_plan(replace(catalogue, folders=folders), terminology())


@pytest.fixture(scope="module")
def always_critical() -> Plan:
    return critical_plan()


def age_all(settings: Settings, by: timedelta) -> None:
    """As if so much time had passed since every override."""
    assert settings.database_url is not None
    store = Store(Place(settings.database_url))
    with store.writing() as connection:
        for row in connection.execute(snoozes.select()).mappings().all():
            connection.execute(snoozes.update().values(until=row["until"] - by))
    store.close()


def test_an_overridden_card_is_not_shown_again_to_that_patient(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        assert running.card(ON_STEROID) is None
        assert running.card(ON_STEROID, user="Practitioner/8") is None
        assert running.card(ON_STEROID, patient="another") is not None


def test_what_is_silent_of_another_card_says_nothing_of_this_one(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        assert settings.database_url is not None
        store = Store(Place(settings.database_url))
        with store.writing() as connection:
            connection.execute(snoozes.update().values(slug="ild-baseline-workup"))
        store.close()
        assert running.card(ON_STEROID) is not None


def test_the_silence_is_explained_and_counted(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        running.call(ON_STEROID)
        snoozed = 'cdshooks_cards_total{card="pjp-start",level="warning",outcome="snoozed"}'
        assert running.metric(snoozed) == 1


@pytest.mark.parametrize(("days", "silent"), [(89, True), (91, False)])
def test_after_ninety_days_it_speaks_again(settings: Settings, days: int, silent: bool) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        age_all(settings, timedelta(days=days))
        assert (running.card(ON_STEROID) is None) is silent


@pytest.mark.parametrize("code", [FOR_NOW, "pjpStart99", "of-their-own", None])
def test_only_a_reason_of_the_card_that_snoozes_silences_it(settings: Settings, code: str | None) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        reason = None if code is None else {"reason": {"code": code}}
        running.override(card, overrideReason=reason)
        assert running.card(ON_STEROID) is not None


def test_what_was_accepted_is_not_snoozed(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        taken = [{"id": card["suggestions"][0]["uuid"]}]
        running.override(card, outcome="accepted", acceptedSuggestions=taken)
        assert running.card(ON_STEROID) is not None


def test_another_dose_ends_the_silence(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        assert running.card(ON_MORE) is not None


def test_the_order_that_was_signed_is_the_draft_that_it_was(settings: Settings) -> None:
    select = replace(SIGNED, hook=SELECT)
    with service(settings) as running:
        card = running.card(select)
        assert card is not None
        running.override(card)
        assert running.card(SIGNED) is None
        higher = replace(SIGNED, drafts=(steroid_draft(days=60, mg=60),))
        assert running.card(higher) is not None


def test_a_critical_card_is_silent_for_a_day_and_for_its_user_alone(
    settings: Settings, always_critical: Plan
) -> None:
    with service(settings, always_critical) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        assert card["indicator"] == "critical"
        running.override(card)
        assert running.card(ON_STEROID) is None
        assert running.card(ON_STEROID, user="Practitioner/8") is not None
        assert running.card(ON_STEROID, user=None) is not None
        age_all(settings, timedelta(hours=23))
        assert running.card(ON_STEROID) is None
        age_all(settings, timedelta(hours=2))
        assert running.card(ON_STEROID) is not None


def test_a_critical_card_that_nobody_was_named_for_is_not_snoozed(
    settings: Settings, always_critical: Plan
) -> None:
    with service(settings, always_critical) as running:
        card = running.card(ON_STEROID, user=None)
        assert card is not None
        running.override(card)
        assert running.card(ON_STEROID, user=None) is not None


def test_a_rise_of_the_level_ends_the_silence(settings: Settings, always_critical: Plan) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
    with service(settings, always_critical) as louder:
        assert louder.card(ON_STEROID) is not None


def test_the_time_runs_from_the_override_and_not_from_its_report(settings: Settings, rows: Rows) -> None:
    before = datetime.now(UTC) - timedelta(days=89)
    ahead = datetime.now(UTC) + timedelta(days=30)
    with service(settings) as running:
        for moment in (before, ahead):
            card = running.card(ON_STEROID)
            assert card is not None
            running.override(card, outcomeTimestamp=moment.isoformat())
            age_all(settings, timedelta(days=2))
            assert running.card(ON_STEROID, patient="pat") is None or moment is before
        assert len(rows("snoozes")) == 2


def test_what_is_over_already_when_it_is_reported_snoozes_nothing(settings: Settings, rows: Rows) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card, outcomeTimestamp="2020-01-15T09:30:00Z")
        assert rows("snoozes") == []
        assert running.card(ON_STEROID) is not None


def test_two_keys_carry_a_snooze_over_their_change(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
    changed = settings.model_dump() | {"hash_key": ANOTHER_KEY}
    with service(Settings(**changed)) as forgetful:
        assert forgetful.card(ON_STEROID) is not None
    with service(Settings(**changed | {"hash_key_previous": settings.hash_key})) as carrying:
        assert carrying.card(ON_STEROID) is None
        other = carrying.card(ON_STEROID, patient="another")
        assert other is not None
        carrying.override(other)
        assert carrying.card(ON_STEROID, patient="another") is None


def test_a_snoozed_card_still_silences_the_cards_it_speaks_for(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_MORE)
        assert card is not None
        running.override(card)
        topics = {one["source"]["topic"]["code"] for one in running.call(ON_MORE)}
        assert "pjpConsider" not in topics


def test_another_client_does_not_inherit_the_silence_nor_can_it_bring_it(settings: Settings) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        batch = read_feedback({"feedback": [overridden(card["uuid"])]})
        assert running.records.keep(batch.items, "ild-patient-view", "another client") == [False]
        assert running.card(ON_STEROID) is not None


def test_another_tenant_of_the_same_client_does_not_inherit_the_silence_nor_can_it_bring_it(
    settings: Settings,
) -> None:
    """Two hospitals behind one client may each have a patient of the same id."""
    with service(settings) as running:
        table = {"main": Client(issuer="https://ehr.example.org", jwks_url="https://ehr.example.org/jwks")}
        engine = ClinicalEngine(
            plan(), settings, Site(clients=table, allow_unreviewed=True), records=running.records
        )

        def card(tenant: str) -> Json | None:
            asked = HookRequest.model_validate(ON_STEROID.body())
            found = engine.answer(asked, today=TODAY, client="main", tenant=tenant, on_record=True)["cards"]
            return next((one for one in found if one["source"]["topic"]["code"] == "pjpStart"), None)

        shown = card("north")
        assert shown is not None
        batch = read_feedback({"feedback": [overridden(shown["uuid"])]})
        # Nor can it bring it, or be told whose card this is, and what it says stands in nobody's way.
        for another in ("south", None):
            assert running.records.keep(batch.items, "ild-patient-view", "main", another) == [False]
        assert card("north") is not None
        assert running.records.keep(batch.items, "ild-patient-view", "main", "north") == [True]
        assert card("north") is None
        assert card("south") is not None


def test_a_card_that_is_overridden_again_and_again_is_not_silent_for_ever(
    settings: Settings, rows: Rows
) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        for _ in range(2):
            with (store := Store(running.records.place)).writing() as connection:
                connection.execute(
                    shown_cards.update().values(shown_at=datetime.now(UTC) - timedelta(days=80))
                )
            store.close()
            running.override(card)
        ends = [datetime.fromisoformat(str(row["until"])).replace(tzinfo=UTC) for row in rows("snoozes")]
        assert len(ends) == 2
        assert max(ends) < datetime.now(UTC) + timedelta(days=11, minutes=1)


def test_a_snooze_of_a_clock_that_was_ahead_does_not_hold_and_is_deleted(
    settings: Settings, rows: Rows
) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        running.records.tidy()
        assert running.card(ON_STEROID) is None
        age_all(settings, timedelta(days=-365))
        assert running.card(ON_STEROID) is not None
        running.records.tidy()
        assert rows("snoozes") == []


def test_an_outcome_that_comes_again_with_another_reason_silences_nothing(
    settings: Settings, rows: Rows
) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        first, again = overridden(card["uuid"], FOR_NOW), overridden(card["uuid"])
        again["outcomeTimestamp"] = first["outcomeTimestamp"]
        assert running.report(first, again).status_code == 200
        assert running.report(again).status_code == 200
        assert [row["reason"] for row in rows("feedback")] == [FOR_NOW]
        assert rows("snoozes") == []
        assert running.card(ON_STEROID) is not None
