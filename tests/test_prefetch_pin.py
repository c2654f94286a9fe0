"""The queries of discovery are pinned, because an EHR team must approve each change."""

from __future__ import annotations

from cdshooks.prefetch_pin import differences, pinned_queries
from tests.cards.story import engine


def test_discovery_publishes_exactly_the_pinned_queries() -> None:
    assert differences(engine().services) == [], (
        "run: python -m cdshooks.prefetch_pin, and say so in the changelog"
    )


def test_a_changed_query_is_told_in_words() -> None:
    pinned = pinned_queries()
    pinned["ild-order-sign"]["conditions"] = (
        "Condition?patient={{context.patientId}}&category=problem-list-item"
    )
    assert any("conditions" in sentence for sentence in differences(engine().services, pinned))


def test_no_service_asks_more_than_sixteen_queries_each_below_two_thousand_characters() -> None:
    for queries in pinned_queries().values():
        assert len(queries) <= 16
        assert all(len(query) < 2000 for query in queries.values())
        assert all("{{context.patientId}}" in query and query.count("{{") == 1 for query in queries.values())


def test_a_pressure_is_asked_for_by_its_panel_on_every_hook() -> None:
    """A server searches by the code of the whole result; systolic and diastolic stand in its components."""
    for service, queries in pinned_queries().items():
        asked = ",".join(query for key, query in queries.items() if key.startswith("observations"))
        assert "85354-9" in asked, service


def test_lung_function_is_asked_for_by_its_panels_too() -> None:
    """Nobody's value set: a panel is no result, but the components that stand in it are."""
    for service, queries in pinned_queries().items():
        asked = ",".join(query for key, query in queries.items() if key.startswith("observations"))
        assert {"81458-2", "81459-0"} <= set(asked.split(",")), service
