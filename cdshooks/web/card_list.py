"""The list of all cards by folder, and what of it has the words that somebody looks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cdshooks.publish.samples import Sample, samples_of
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import ValueSet
from cdshooks.rules.walking import found_in


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card in the list, with its samples. ``on_record``: what became of it here, in words. ``behind``: the
    words that were looked for stand only in its criteria, not in what it says."""

    card: Card
    samples: tuple[Sample, ...]
    on_record: str
    behind: bool


@dataclass(frozen=True, slots=True)
class FolderShown:
    """A folder of the catalogue. ``title``: its name as people write it."""

    name: str
    title: str
    cards: tuple[CardShown, ...]


class CardList:
    """Every card of a plan. What each reads is gathered when somebody first looks for a word."""

    def __init__(self, plan: Plan | None, *, with_samples: bool) -> None:
        self.folders = plan.catalogue.folders if plan is not None else ()
        self.with_samples = with_samples
        self._read: dict[str, str] = {}

    def found(self, wanted: str, on_record: Mapping[str, str]) -> list[FolderShown]:
        """The folders with those of their cards that have every one of the wanted words.

        ``on_record``: by card what became of it here, as staff may read it.
        """
        words = wanted.casefold().split()
        folders = []
        for folder in self.folders:
            held = tuple(self._shown(folder.cards, words, on_record))
            if held:
                title = folder.name.replace("_", " ").capitalize()
                folders.append(FolderShown(folder.name, title, held))
        return folders

    def _shown(
        self, cards: tuple[Card, ...], words: list[str], on_record: Mapping[str, str]
    ) -> Iterator[CardShown]:
        for card in cards:
            behind = not _has(words, said_by(card))
            if not behind or _has(words, f"{said_by(card)} {self._read_by(card)}"):
                samples = samples_of(card.id) if self.with_samples else ()
                yield CardShown(card, samples, on_record.get(card.id, ""), behind)

    def _read_by(self, card: Card) -> str:
        if card.id not in self._read:
            self._read[card.id] = read_by(card)
        return self._read[card.id]


def said_by(card: Card) -> str:
    """What a card says, to be searched."""
    return " ".join((card.id, card.title, card.summary, *card.detail)).casefold()


def read_by(card: Card) -> str:
    """The diseases, drugs and tests that the criteria of a card read, to be searched."""
    declared = (card.about, card.when, card.unless, card.level, card.lower, card.suggest)
    return " ".join({one.words for one in found_in(declared, ValueSet)}).casefold()


def _has(words: list[str], text: str) -> bool:
    return all(word in text for word in words)
