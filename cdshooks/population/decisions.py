"""What was decided on one occasion, as rows of the tables.

Most rows say that a card was silent. What became of a card, with the words for it, is therefore told once
and numbered; a row is that number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cdshooks.patient.answer import NO, TENTATIVE, YES
from cdshooks.patient.facts import Unread
from cdshooks.population.hashes import Hashes
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.explain import evidence_of, leaves_behind, settling
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.plan import Plan
from cdshooks.rules.present import has_note
from cdshooks.rules.walking import unnamed

_MOST_KEPT = 100_000
"""Ways in which cards were ruled out that are kept in mind at once: about fifteen megabytes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a card, without of whom: the columns of ``decisions`` but for the first four."""

    card: str
    folder: str
    outcome: str
    level: str | None
    shown: bool
    reason: str
    silenced_by: str | None
    missing: tuple[str, ...]
    version: str
    signed_fingerprint: str
    site_fingerprint: str


@dataclass(frozen=True, slots=True)
class SittingRow:
    """A row of ``sittings``, with the numbers of its decisions and its rows of ``evidence``."""

    patient: str
    day: date
    hook: str
    draft_number: int
    requester: str | None
    shown: int
    dropped: int
    has_note: bool
    decisions: list[int]
    evidence: list[tuple[str, str, str, str]]
    """(card, criterion, resource type, resource)"""


@dataclass(slots=True)
class Decisions:
    """Every decision of a plan that was met so far, each once, by its number."""

    plan: Plan
    known: list[Decision] = field(default_factory=list)
    no_occasion: Counter[str] = field(default_factory=Counter)
    """How often a card had no occasion: that is no row."""
    _numbers: dict[object, int] = field(default_factory=dict)
    _ruled_out: dict[tuple[str, int], int] = field(default_factory=dict)
    """Of a card that was no without being judged: by what stands on the record of all that it asks for."""
    _asked_for: dict[int, int] = field(default_factory=dict)
    """By the ``id`` of a card's condition: the bits of all that is asked for below it."""

    def numbers_of(self, findings: Findings) -> list[int]:
        """The number of what became of each card, without those that had no occasion."""
        case, shown = findings.case, {id(one) for one in findings.shown}
        numbers = []
        for finding in findings.findings:
            if finding.outcome is Outcome.SILENT and finding.answer is NO:
                numbers.append(self._silent(finding, case))
            elif finding.outcome is Outcome.NO_OCCASION:
                self.no_occasion[finding.card.id] += 1
            else:
                numbers.append(self._other(finding, id(finding) in shown))
        return numbers

    def _silent(self, finding: Finding, case: Case) -> int:
        """Of a card whose criteria are not met: by far the most. Where nothing of what one rests on stands on
        the record, what stands there of all that the card asks for settles why.
        """
        when = finding.card.when
        if not case.rules_out(when):
            return self._settled(finding, case)
        asked_for = self._asked_for.get(id(when))
        if asked_for is None:
            asked_for = self._asked_for[id(when)] = case.bits_below(when)
        standing = (finding.card.id, case.present & asked_for)
        number = self._ruled_out.get(standing)
        if number is None:
            if len(self._ruled_out) >= _MOST_KEPT:
                self._ruled_out.clear()
            number = self._ruled_out[standing] = self._settled(finding, case)
        return number

    def _settled(self, finding: Finding, case: Case) -> int:
        leaf, so = settled_by(finding.card, case)
        key = (finding.card.id, id(leaf), so)
        number = self._numbers.get(key)
        if number is None:
            reason = f"silent because: {leaf.words}" if so else f"not so: {leaf.words}"
            number = self._new(key, self._decision(finding, False, reason))
        return number

    def _other(self, finding: Finding, shown: bool) -> int:
        reason = _reason(finding)
        key = (finding.card.id, finding.outcome, finding.level, shown, reason)
        number = self._numbers.get(key)
        return self._new(key, self._decision(finding, shown, reason)) if number is None else number

    def _new(self, key: object, decision: Decision) -> int:
        number = self._numbers[key] = len(self.known)
        self.known.append(decision)
        return number

    def _decision(self, finding: Finding, shown: bool, reason: str) -> Decision:
        outcome = finding.outcome
        told = outcome in (Outcome.FIRED, Outcome.SUPPRESSED) and finding.level is not Level.SILENT
        identity: Identity = self.plan.identities[finding.card.id]
        return Decision(
            finding.card.id,
            finding.folder,
            outcome.value,
            finding.level.indicator if told else None,
            shown,
            reason,
            finding.silenced_by,
            data_lacking(finding) if outcome is Outcome.NOT_KNOWN else (),
            identity.version,
            identity.signed,
            identity.site,
        )


def _reason(finding: Finding) -> str:
    """Why a card that was not silent by its criteria was not shown. Why a datum is lacking may hold words of
    the record, so that only the datum is named.
    """
    if finding.outcome is Outcome.NOT_KNOWN:
        return "; ".join(data_lacking(finding)) or "could not be judged"
    return "" if finding.outcome is Outcome.FIRED else finding.reason


def settled_by(card: Card, case: Case) -> tuple[Criterion, bool]:
    """The criterion that kept a card silent, and whether it is so (an exclusion) or not so."""
    if case.answer(card.when) is NO:
        leaf = settling(card.when, case)
        judged = unnamed(leaf)
        answer = NO if case.rules_out(judged) else case.answer(judged)
        return leaf, answer is YES or answer is TENTATIVE
    return next(one for one in card.unless if case.answer(one).is_yes), True


def data_lacking(finding: Finding) -> tuple[str, ...]:
    """The data that a card lacked, each once, without why."""
    return tuple(dict.fromkeys(one.what for one in finding.lacking))


def sitting_row(
    findings: Findings, decisions: Decisions, hashes: Hashes, patient: str, number: int, requester: str | None
) -> SittingRow:
    """One sitting's row. ``patient`` is the hash of the patient, ``requester`` a reference."""
    dropped = sum(one.outcome is Outcome.SUPPRESSED and one.silenced_by is None for one in findings.findings)
    hashed: dict[str, str] = {}
    evidence = [
        row
        for one in findings.findings
        if one.outcome is Outcome.FIRED
        for row in _evidence(one, findings, hashes, hashed)
    ]
    return SittingRow(
        patient,
        findings.case.today,
        findings.case.hook.value,
        number,
        None if requester is None else hashes.requester(requester),
        len(findings.shown),
        dropped,
        has_note(findings),
        decisions.numbers_of(findings),
        evidence,
    )


def _evidence(
    finding: Finding, findings: Findings, hashes: Hashes, hashed: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Each criterion that is so with each resource behind it, of the occasion and of the card's condition.
    ``hashed``: the resources of this sitting that were hashed before; often one stands behind several cards.
    """
    case = findings.case
    return findings.guard(finding, lambda one: list(_rows_of_evidence(one, case, hashes, hashed)), [])


def _rows_of_evidence(
    finding: Finding, case: Case, hashes: Hashes, hashed: dict[str, str]
) -> dict[tuple[str, str, str, str], None]:
    found: dict[tuple[str, str, str, str], None] = {}
    for root in (finding.card.about, finding.card.when):
        for leaf in leaves_behind(root, case):
            for fact in evidence_of(leaf, case).facts:
                reference = fact.reference
                resource = hashed.get(reference)
                if resource is None:
                    resource = hashed[reference] = hashes.resource(reference)
                found[finding.card.id, leaf.words, reference.partition("/")[0], resource] = None
    return found


def unread_in(findings: Findings) -> Iterable[Unread]:
    """What some card asked for and could not be read. Names elements, not content."""
    record = findings.case.record
    yield from record.unread
    for drug in record.unrecognised_medications():
        yield Unread(drug.reference, "medication", "the drug could not be told")
    for drug in record.medications_read:
        if drug.recognised and drug.sets and not drug.doses_readable:
            yield Unread(drug.reference, "dosage", "the dose could not be told")
