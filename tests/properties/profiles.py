"""All profiles: for each card the patients for whom it speaks. Knows nothing of what it tests."""

from __future__ import annotations

from tests.properties import (
    profiles_agents,
    profiles_escalation,
    profiles_monitoring,
    profiles_orders,
    profiles_prevention,
    profiles_risk,
    profiles_treatment,
)
from tests.properties.made import Profile

PROFILES: tuple[Profile, ...] = (
    *profiles_risk.PROFILES,
    *profiles_agents.PROFILES,
    *profiles_orders.PROFILES,
    *profiles_treatment.PROFILES,
    *profiles_prevention.PROFILES,
    *profiles_escalation.PROFILES,
    *profiles_monitoring.PROFILES,
)
CARDS: dict[str, tuple[Profile, ...]] = {
    card: tuple(one for one in PROFILES if one.card == card)
    for card in dict.fromkeys(one.card for one in PROFILES)
}
