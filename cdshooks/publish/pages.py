"""What a checkout's pages say of a card: its stories, and the questions that the reviewer must answer.

An installed package has no such pages: there is nothing to tell then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cdshooks
from cdshooks.rules.card import Card

DOCS = Path(cdshooks.__file__).parent.parent / "docs"

_CASE = re.compile(r"- \*\*(?P<name>.*?)\.\*\* (?P<case>.*?)(?: \*(?P<said>(?:[^*\\]|\\.)*)\*)?")


@dataclass(frozen=True, slots=True)
class Case:
    """One story: what it is about, the patient, the answer (a level), and what else was said. Markdown."""

    name: str
    case: str
    answer: str
    said: str


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a card; ``backgrounds`` are records that many of them begin with."""

    backgrounds: tuple[str, ...]
    cases: tuple[Case, ...]


def stories_of(card: Card, docs: Path = DOCS) -> Stories:
    """The chapter of a card in ``stories.md``; empty where there is none."""
    lines = _chapters(docs / "stories.md").get(card.id, "").splitlines()
    backgrounds = tuple(line[2:] for line in lines if line.startswith("- *Background "))
    cases, answer = [], ""
    for line in lines:
        if line.startswith("### "):
            answer = line.rpartition(": ")[2]
        elif found := _CASE.fullmatch(line):
            cases.append(Case(found["name"], found["case"], answer, found["said"] or ""))
    return Stories(backgrounds, tuple(cases))


@cache
def _chapters(path: Path) -> dict[str, str]:
    """Each chapter by the id of its card, which stands below its heading."""
    chapters = _text(path).split("\n## ")[1:]
    return {
        found[1]: one for one in chapters if (found := re.search(r"^`([a-z0-9-]+)`: ", one, re.MULTILINE))
    }


def questions_of(card: Card, numbers: Collection[str] = (), docs: Path = DOCS) -> tuple[str, ...]:
    """The paragraphs of ``clinical-questions.md`` that name the card or one of its numbers. Markdown."""
    named = {f"`{card.id}`", *(f"`{number}`" for number in numbers)}
    paragraphs = _paragraphs(_text(docs / "clinical-questions.md"))
    return tuple(one for one in paragraphs if any(name in one for name in named))


def _paragraphs(text: str) -> Iterator[str]:
    """The questions, each with the lists and paragraphs that belong to it."""
    kept: list[str] = []
    for block in text.split("\n\n"):
        if block.startswith(("**", "#")):
            if kept:
                yield "\n\n".join(kept)
            kept = [block.strip()] if block.startswith("**") else []
        elif kept:
            kept.append(block.strip())
    if kept:
        yield "\n\n".join(kept)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
