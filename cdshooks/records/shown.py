"""One row for each card that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cdshooks.records.keys import Keys
from cdshooks.records.outcomes import Caller, ShownCard
from cdshooks.records.store import Store
from cdshooks.records.tables import shown_cards


def record_shown(store: Store, keys: Keys, caller: Caller, cards: Iterable[ShownCard]) -> None:
    """Commits a row for each card. Raises ``Unreachable``."""
    key, now = keys.current, datetime.now(UTC)
    patient = key.patient(caller.register, caller.patient_id)
    same: Mapping[str, Any] = {
        "service": caller.service,
        "client": caller.client,
        "shown_at": now,
        "key_id": key.id,
        "patient_hash": patient,
        "tenant_hash": key.tenant(caller.client, caller.tenant) if caller.tenant is not None else None,
        "user_hash": key.user(caller.register, caller.user_id) if caller.user_id else None,
    }
    rows: Sequence[Mapping[str, Any]] = [
        {
            **same,
            "card": card.card,
            "slug": card.slug,
            "version": card.identity.version,
            "signed_fingerprint": card.identity.signed,
            "site_fingerprint": card.identity.site,
            "level": int(card.level),
            "traits": " ".join(sorted(key.traits(patient, card.slug, (one.words for one in card.traits)))),
            "suggestions": " ".join(card.suggestions),
        }
        for card in cards
    ]
    store.add_new(shown_cards, rows)
