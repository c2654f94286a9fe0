"""What changed in the words of the cards between two exports of review sheets, card by card, for signing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import orjson

from cdshooks.publish.codes import system_words
from cdshooks.publish.review_folder import CARDS, CODES

Json = dict[str, Any]
Codes = Mapping[str, frozenset[str]]
"""The codes of each value set by its file, each code in words."""


class UnreadableExport(Exception):
    """The folder is no export of review sheets. The text says why."""


@dataclass(frozen=True, slots=True)
class Export:
    """One export: the document of each card by its id, and the codes."""

    cards: Mapping[str, Json]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Change:
    """The lines of one part of a card ("Numbers") that went away, and those that came."""

    part: str
    gone: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardChange:
    """What changed in one card. ``old``, ``new``: version and signed fingerprint; ``None`` where absent."""

    card: str
    title: str
    old: tuple[str, str] | None
    new: tuple[str, str] | None
    changes: tuple[Change, ...]

    @property
    def to_sign(self) -> bool:
        """Whether a signature of before no longer holds."""
        return self.new is not None and (self.old is None or self.old[1] != self.new[1])

    @property
    def without_words(self) -> bool:
        """Whether the fingerprint changed, and nothing that is said in words."""
        return self.old is not None and self.to_sign and not self.changes


def read_export(folder: Path) -> Export:
    """The export in a folder, as ``cdshooks sheet all OUT --format json`` writes it.

    Raises ``UnreadableExport``.
    """
    try:
        documents = [orjson.loads(path.read_bytes()) for path in sorted((folder / CARDS).glob("*.json"))]
        codes = {path.name: _codes(path) for path in (folder / CODES).glob("*.csv")}
        cards = {one["card"]: one for one in documents}
    except (OSError, ValueError, KeyError, TypeError):
        raise UnreadableExport("a file of it cannot be read") from None
    if not cards:
        raise UnreadableExport(f"it holds no {CARDS}/*.json")
    return Export(cards, codes)


def _codes(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(
            f"{system_words(row['system'])} {row['code']} {row['display']}".strip()
            for row in csv.DictReader(file)
        )


def differences(old: Export, new: Export) -> Iterator[CardChange]:
    """Each card that differs: those that are there now, by their ids, then those that were taken out."""
    for card in sorted({*old.cards, *new.cards}, key=lambda one: (one not in new.cards, one)):
        before, after = old.cards.get(card), new.cards.get(card)
        found = CardChange(
            card,
            (after or before or {})["title"],
            _identity(before),
            _identity(after),
            (*_changes(_parts(before), _parts(after)), *_codes_of(after, old, new)),
        )
        if found.old != found.new or found.changes:
            yield found


def changed_codes(old: Export, new: Export) -> Iterator[Change]:
    """Each value set that both read and that holds other codes."""
    for name in sorted({*old.codes} & {*new.codes}):
        gone, came = old.codes[name] - new.codes[name], new.codes[name] - old.codes[name]
        if gone or came:
            yield Change(name.removesuffix(".csv"), tuple(sorted(gone)), tuple(sorted(came)))


def _codes_of(document: Json | None, old: Export, new: Export) -> Iterator[Change]:
    """The codes that came and went, of the value sets of a card that was there before."""
    if document is not None and document["card"] in old.cards:
        files = {one["file"].removesuffix(".csv"): one["words"] for one in document["value_sets"]}
        for change in changed_codes(old, new):
            if change.part in files:
                part = f"Codes of {files[change.part]} ({change.part})"
                yield Change(part, change.gone, change.came)


def _identity(document: Json | None) -> tuple[str, str] | None:
    return None if document is None else (document["version"], document["signed_fingerprint"])


def _changes(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[Change]:
    for part in dict.fromkeys((*new, *old)):
        before, after = old.get(part, []), new.get(part, [])
        gone, came = [], []
        for kind, first, last, start, end in SequenceMatcher(None, before, after, False).get_opcodes():
            if kind != "equal":
                gone += before[first:last]
                came += after[start:end]
        if gone or came:
            yield Change(part, tuple(gone), tuple(came))


def _parts(document: Json | None) -> dict[str, list[str]]:
    """Everything that a reviewer reads of a card, as lines under headings."""
    if document is None:
        return {}
    strength = document["strength"]
    return {
        "What it is": [document["title"], f"Owner: {document['owner']}", f"Asked {document['asked']}"],
        "What it says": [document["summary"], *document["detail"]],
        **{one["heading"]: list(_sentences(one["sentences"])) for one in document["sections"]},
        "Reasons to override it": document["override_reasons"],
        "Numbers": [_number(one) for one in document["numbers"]],
        "What counts as what": [f"{one['words']}: {one['name']}" for one in document["value_sets"]],
        "Sources": [
            f"{one['label']}: {one['title']} {one['url']} ({one['confidence']})"
            for one in document["sources"]
        ],
        "Strength": [f"{strength['advice']}. Certainty: {strength['certainty']}"],
        "What it does not see yet": document["waits_for"],
    }


def _sentences(sentences: Iterable[Json], depth: int = 0) -> Iterator[str]:
    """Sentences without their numbers, which move when one is put between."""
    for one in sentences:
        yield f"{'  ' * depth}{one['words']}{' (as told before)' if 'as_in' in one else ''}"
        yield from _sentences(one.get("sentences", ()), depth + 1)


def _number(one: Json) -> str:
    here = "" if one["here"] == one["default"] else f", here {one['here']}"
    # A sheet of an earlier version may have no words for its numbers.
    called = f"{one['meaning']} ({one['name']})" if one.get("meaning") else one["name"]
    return f"{called}: {one['default']} {one['unit']}{here} ({one['allowed']}); {one['source']}"
