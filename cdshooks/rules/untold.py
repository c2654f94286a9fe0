"""What was sent and says too little to be judged, and is named in the note for that: drafts and entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdshooks.patient.record import TELLS_NOTHING
from cdshooks.rules.card import Card, WhenNotKnown
from cdshooks.rules.case import LIST_WORDS, Case, Hook
from cdshooks.rules.findings import NO_OCCASION, Finding
from cdshooks.rules.record_lines import entry_words
from cdshooks.rules.wording import reference_words


def names_on_orders(card: Card, hook: Hook) -> bool:
    """Whether the card names at this order hook what it could not judge."""
    if card.when_not_known is WhenNotKnown.NAMED_AT_SIGNING:
        return hook is Hook.ORDER_SIGN
    return card.when_not_known is not WhenNotKnown.SILENT


def unrecognised_drafts(case: Case) -> tuple[str, ...]:
    """The drafts of the occasion of which nobody can tell which drug they order, in the words of the record.
    Told once for a case.
    """
    if not case.record.may_be_any_drug:
        return ()
    found: tuple[str, ...] | None = case.kept.get("unrecognised drafts")
    if found is None:
        found = case.kept["unrecognised drafts"] = tuple(
            entry_words(case, other)
            for other in case.record.unrecognised_medications()
            if other.kind == "draft" and other.in_occasion
        )
    return found


def entries_telling_nothing(case: Case, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Of each list that a check of what is being ordered reads, the entries that say neither by code nor in
    words what they are. They settle no question; who orders is told that no check read them.
    """
    untold: dict[str, list[str]] = {}
    if case.hook.orders:
        for one in case.record.unread:
            if one.reason == TELLS_NOTHING:
                untold.setdefault(one.reference.partition("/")[0], []).append(one.reference)
    if not untold:
        return ()
    asked = set(_lists_asked(case.hook, findings))
    return tuple(_named(kind, entries) for kind, entries in untold.items() if kind in asked)


def _lists_asked(hook: Hook, findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        card = finding.card
        if finding.outcome is NO_OCCASION or finding.hidden or not names_on_orders(card, hook):
            continue
        for criterion in (card.about, card.when, *card.unless):
            for part in criterion.walk():
                yield from (need.resource for need in part.needs())


def _named(kind: str, entries: list[str]) -> str:
    first, more = reference_words(entries[0]), len(entries) - 1
    said = f"{first} and {more} more say" if more else f"{first} says"
    unread = "neither by code nor in words that are read here what was recorded, so no check read it"
    return f"{LIST_WORDS[kind]}: {said} {unread}"
