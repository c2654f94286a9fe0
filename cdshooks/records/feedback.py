"""Feedback on record: joined to the card that was shown, once however often it is sent, silencing the card
where its reason says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from cdshooks.records.keys import Keys
from cdshooks.records.outcomes import Feedback, Reason, register_of
from cdshooks.records.store import Store, insert_new
from cdshooks.records.tables import feedback, shown_cards, snoozes
from cdshooks.rules.card import Level
from cdshooks.rules.snoozing import SnoozeRules

OTHER_REASON = "other"
"""A reason that is neither the card's own nor a plain code."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLAIN_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_AT_ONCE = 500
"""Cards that are looked up by one query."""

ON_SCREEN = timedelta(days=1)
"""How long after it was shown a card may be overridden so that the silence runs from then."""

_COPIED = ("slug", "version", "signed_fingerprint", "site_fingerprint")

Row = dict[str, Any]


class FeedbackKeeper:
    """Keeps the feedback of one batch."""

    def __init__(self, keys: Keys, rules: SnoozeRules) -> None:
        self._keys = keys
        self._rules = rules

    def keep(
        self,
        store: Store,
        items: Sequence[Feedback],
        service: str,
        client: str,
        tenant: str | None = None,
    ) -> list[bool]:
        """Commits every outcome and what it silences; returns of each whether its card is on record, shown to
        this client and, where it speaks for several, for this tenant.

        Raises ``Unreachable``: then nothing of the batch was kept.
        """
        now = datetime.now(UTC)
        with store.writing() as connection:
            shown = _shown(
                connection, {item.card.lower() for item in items}, client, self._owners(client, tenant)
            )
            register = register_of(client, tenant)
            found = [
                (self._row(item, card_of(item, shown), client, register), card_of(item, shown))
                for item in items
            ]
            there = _there(connection, (row["id"] for row, _ in found))
            rows: dict[str, Row] = {}
            silenced: list[Row] = []
            for row, card in found:
                if row["id"] in there or row["id"] in rows:
                    continue  # the same again, be it with another reason: what was told first stands
                silences = list(self._snooze(row, card, now)) if card is not None else []
                told = {"service": service, "received_at": now, "snoozed": bool(silences)}
                rows[row["id"]] = row | told
                silenced += silences
            insert_new(connection, feedback, list(rows.values()))
            insert_new(connection, snoozes, silenced)
        return [card is not None for _, card in found]

    def _owners(self, client: str, tenant: str | None) -> frozenset[str | None]:
        """What may stand on record of the tenant: under which key its cards were shown is not known yet."""
        if tenant is None:
            return frozenset({None})
        return frozenset(key.tenant(client, tenant) for key in self._keys.all)

    def _row(self, item: Feedback, card: RowMapping | None, client: str, register: str) -> Row:
        slug = card["slug"] if card is not None else None
        copied = {name: card[name] if card is not None else None for name in _COPIED}
        sent = item.card.lower()
        return copied | {
            "id": self._id(item, register),
            "card": sent if card is not None else self._keys.current.card(register, sent),
            "client": client,
            "outcome": item.outcome,
            "outcome_at": item.at,
            "reason": self._reason(slug, item.reason),
            "accepted": _places(item.suggestions, card) if card is not None else None,
        }

    def _id(self, item: Feedback, register: str) -> str:
        """The id of an outcome: the same whenever it is sent again."""
        sent, at = item.card.lower(), item.at.astimezone(UTC).isoformat()
        told = "\0".join((register, sent, item.outcome, at, *sorted(item.suggestions)))
        if _UUID.fullmatch(sent):
            return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        # What is no uuid may be anything, also a name: nothing is kept from which it could be guessed.
        return self._keys.current.card("outcome", told)

    def _reason(self, slug: str | None, reason: Reason | None) -> str | None:
        """The card's own code where the reason is one of its own, by code or by words; else its code."""
        if reason is None:
            return None
        own = self._rules.reasons.get(slug or "", {})
        if reason.code in own:
            return reason.code
        by_words = next((code for code, words in own.items() if words == reason.display), None)
        if by_words is not None:
            return by_words
        plain = reason.code is not None and _PLAIN_CODE.fullmatch(reason.code)
        return reason.code if plain else OTHER_REASON

    def _snooze(self, row: Row, card: RowMapping, now: datetime) -> Iterator[Row]:
        """The silence that an override brings; a critical card's holds for its user alone."""
        if row["outcome"] != "overridden":
            return
        level = Level(card["level"])
        length = self._rules.silence(card["slug"], level, row["reason"])
        critical = level is Level.CRITICAL
        if length is None or (critical and card["user_hash"] is None):
            return
        # However often a card's id is sent again, nobody overrides it long after it was on the screen.
        until = min(row["outcome_at"], now, card["shown_at"] + ON_SCREEN) + length
        if until > now:
            yield {
                "feedback_id": row["id"],
                "slug": card["slug"],
                "client": card["client"],
                "key_id": card["key_id"],
                "patient_hash": card["patient_hash"],
                "user_hash": card["user_hash"] if critical else None,
                "level": card["level"],
                "traits": card["traits"],
                "reason": row["reason"],
                "until": until,
            }


def card_of(item: Feedback, shown: Mapping[str, RowMapping]) -> RowMapping | None:
    """The card of an outcome, where it is on record."""
    return shown.get(item.card.lower())


def _there(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of the outcomes are on record already."""
    asked = sorted(set(ids))
    found: set[str] = set()
    for start in range(0, len(asked), _AT_ONCE):
        which = feedback.c.id.in_(asked[start : start + _AT_ONCE])
        found.update(connection.execute(select(feedback.c.id).where(which)).scalars())
    return found


def _shown(
    connection: Connection, cards: Iterable[str], client: str, owners: frozenset[str | None]
) -> Mapping[str, RowMapping]:
    """The cards on record among these, that were shown to this client for one of these tenants."""
    ours = sorted(card for card in cards if _UUID.fullmatch(card))
    found: dict[str, RowMapping] = {}
    for start in range(0, len(ours), _AT_ONCE):
        asked = select(shown_cards).where(
            shown_cards.c.card.in_(ours[start : start + _AT_ONCE]), shown_cards.c.client == client
        )
        rows = connection.execute(asked).mappings()
        found |= {row["card"]: row for row in rows if row["tenant_hash"] in owners}
    return found


def _places(suggestions: Iterable[str], card: RowMapping) -> str | None:
    """Which of the card's suggestions were taken, counted from one; what is none of them is left out."""
    offered = card["suggestions"].split()
    taken = {one.lower() for one in suggestions}
    places = [str(place) for place, one in enumerate(offered, start=1) if one in taken]
    return ",".join(places) or None
