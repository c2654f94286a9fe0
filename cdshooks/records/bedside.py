"""What is remembered around one answer: asked before its cards are chosen, told before they leave.

Nothing here may keep an answer back: where the database is slow, cards are shown and stay off the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cdshooks.records.metrics import Metrics
from cdshooks.records.not_known import Lacking
from cdshooks.records.outcomes import Caller, ShownCard
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.remarks import remark
from cdshooks.rules.card import Level
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.snoozing import Said, Trait, traits_of

Json = Mapping[str, Any]

NOTE_SLUG = "could-not-be-checked"
"""Under this name the one note is on record: it belongs to no card."""


@dataclass(frozen=True, slots=True)
class Bedside:
    """One call of a service by a client. ``note`` identifies the one note, ``identities`` the cards by id.

    ``said`` is kept from call to call, as long as the plan is.
    """

    records: Records
    metrics: Metrics
    identities: Mapping[str, Identity]
    note: Identity
    caller: Caller
    said: Said = field(repr=False)
    traits: dict[str, frozenset[Trait]] = field(default_factory=dict, init=False, repr=False)
    """By the id of a card that may be snoozed: what makes it speak now."""

    def quieted(self, findings: Findings, fired: Sequence[Finding]) -> Mapping[str, str]:
        """Of the cards that fire those that stay silent, with the reason. None where that cannot be read."""
        rules = self.records.rules
        speaking: dict[str, tuple[Level, frozenset[Trait]]] = {}
        for finding in fired:
            if rules.may_snooze(finding.card.id):
                traits = findings.guard(finding, lambda one: traits_of(one, findings.case, self.said), None)
                if traits is not None:
                    self.traits[finding.card.id] = traits
                    speaking[finding.card.id] = (finding.level, traits)
        if not speaking:
            return {}
        try:
            found = self.records.snoozed(self.caller, speaking)
        except Unreachable as why:
            self._left_out("snoozes", f"What is snoozed is not known: {why}.")
            return {}
        return {card_id: rules.explained(one) for card_id, one in found.items()}

    def shown(self, findings: Findings, cards: Sequence[Json]) -> None:
        """Puts the cards of the answer on record, and counts what became of all."""
        self.metrics.judged(findings)
        if lacking := list(self._lacking(findings)):
            self.records.count_not_known(lacking)
        if cards:
            try:
                self.records.record_shown(self.caller, list(self._rows(findings, cards)))
            except Unreachable as why:
                self._left_out("shown", f"The cards are not on record: {why}.")

    def _left_out(self, what: str, words: str) -> None:
        """Counted, and said in the log line of the request."""
        self.metrics.left_out(what)
        remark(words)

    def _lacking(self, findings: Findings) -> Iterable[Lacking]:
        """What each card lacked, each datum once. Cards without an occasion lack nothing."""
        for finding in findings.findings:
            if finding.missing and finding.outcome is not Outcome.NO_OCCASION:
                card = finding.card
                for datum in {lack.what for lack in finding.missing}:
                    yield Lacking(card.id, card.version, self.caller.client, datum)

    def _rows(self, findings: Findings, cards: Iterable[Json]) -> Iterable[ShownCard]:
        by_topic = {finding.card.topic: finding for finding in findings.shown}
        for card in cards:
            finding = by_topic.get(card["source"]["topic"]["code"])
            offered = tuple(one["uuid"] for one in card.get("suggestions", ()))
            if finding is None:
                yield ShownCard(card["uuid"], NOTE_SLUG, self.note, Level.INFO, frozenset(), offered)
            else:
                slug = finding.card.id
                traits = self.traits.get(slug, frozenset())
                yield ShownCard(card["uuid"], slug, self.identities[slug], finding.level, traits, offered)
