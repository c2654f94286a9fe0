"""What is silent about a patient now, because it was overridden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import bindparam, select

from cdshooks.records.keys import Key, Keys
from cdshooks.records.outcomes import Caller, Speaking
from cdshooks.records.prepared import Row
from cdshooks.records.store import Store
from cdshooks.records.tables import snoozes
from cdshooks.rules.card import Level
from cdshooks.rules.snoozing import Snoozed, SnoozeRules

_ASKED = select(snoozes).where(
    snoozes.c.patient_hash.in_((bindparam("patient"), bindparam("patient_before"))),
    snoozes.c.client == bindparam("client"),
    snoozes.c.until > bindparam("now"),
)
"""Made once: it is always asked with two hashes, whether there was another key before or not. A patient has
few snoozes, so that those of other cards may come along."""


def snoozed(
    store: Store, keys: Keys, rules: SnoozeRules, caller: Caller, speaking: Speaking
) -> dict[str, Snoozed]:
    """Of the cards that would be shown those that stay silent, by id. Raises ``Unreachable``."""
    now = datetime.now(UTC)
    hashes = {key.id: (key, key.patient(caller.register, caller.patient_id)) for key in keys.all}
    patients = [patient for _, patient in hashes.values()]
    asked = {
        "patient": patients[0],
        "patient_before": patients[-1],
        "client": caller.client,
        "now": now,
    }
    found: dict[str, Snoozed] = {}
    for row in store.found(_ASKED, asked):
        if row["slug"] not in speaking:
            continue
        key, patient = hashes[row["key_id"]]
        level, said = speaking[row["slug"]]
        for one in _holding(row, key, caller):
            if rules.can_hold(one, now) and one.covers(
                level, (key.traits(patient, one.card, trait.covered_by) for trait in said)
            ):
                found[one.card] = max(found.get(one.card, one), one, key=lambda it: it.until)
    return found


def _holding(row: Row, key: Key, caller: Caller) -> Iterator[Snoozed]:
    """The snooze of a row, unless it holds for another user."""
    theirs = row["user_hash"]
    if theirs is not None and (not caller.user_id or key.user(caller.register, caller.user_id) != theirs):
        return
    traits = frozenset(row["traits"].split())
    yield Snoozed(row["slug"], Level(row["level"]), traits, row["reason"], row["until"])
