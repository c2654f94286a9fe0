"""All profiles: for each card the patients for whom it speaks. Knows nothing of what it tests."""

from __future__ import annotations

from tests.properties import (
    profiles_agents,
    profiles_counts_and_screens,
    profiles_escalation,
    profiles_first_drugs,
    profiles_monitoring,
    profiles_ordered,
    profiles_orders,
    profiles_partners_and_organs,
    profiles_patterns,
    profiles_prevention,
    profiles_risk,
    profiles_treatment,
)
from tests.properties.made import Profile

PROFILES: tuple[Profile, ...] = (
    *profiles_agents.PROFILES,
    *profiles_counts_and_screens.PROFILES,
    *profiles_escalation.PROFILES,
    *profiles_first_drugs.PROFILES,
    *profiles_monitoring.PROFILES,
    *profiles_ordered.PROFILES,
    *profiles_orders.PROFILES,
    *profiles_partners_and_organs.PROFILES,
    *profiles_patterns.PROFILES,
    *profiles_prevention.PROFILES,
    *profiles_risk.PROFILES,
    *profiles_treatment.PROFILES,
)
CARDS: dict[str, tuple[Profile, ...]] = {
    card: tuple(one for one in PROFILES if one.card == card)
    for card in dict.fromkeys(one.card for one in PROFILES)
}
