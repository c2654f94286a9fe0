"""The review sheets of all cards as a folder: ``cards/`` with a file for each, ``codes/`` with the codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cdshooks.publish.codes import all_codes
from cdshooks.publish.plain_words import plain
from cdshooks.publish.review_sheet import ReviewSheet, escaped, review_sheet
from cdshooks.rules.plan import Plan

CARDS, CODES = "cards", "codes"

INDEX = """\
# Review sheets

One sheet for each card, made from its declaration: what it says, when it speaks and when not, its numbers,
codes and sources, and who signed it.

"""

CONTENTS = """
```{{toctree}}
:hidden:

{names}
```
"""


def write_sheets(
    plan: Plan, out: Path, written: Callable[[ReviewSheet], tuple[str, str]] | None = None
) -> None:
    """Every sheet, each list of codes, and an index. ``written``: a sheet as file name and text. [markdown]

    Raises ``OSError``.
    """
    cards = out / CARDS
    cards.mkdir(parents=True, exist_ok=True)
    for card in plan.catalogue.cards:
        name, text = (written or _markdown)(review_sheet(card, plan))
        _write(cards / name, text)
    if written is None:
        _write(cards / "index.md", index(plan))
    write_codes(plan, out / CODES)


def write_pages(plan: Plan, docs: Path) -> None:
    """The sheets as pages of the documentation, whose folder is ``docs``; stories are linked to."""
    cards = docs / CARDS
    cards.mkdir(exist_ok=True)
    for card in plan.catalogue.cards:
        text = review_sheet(card, plan).told(pages="../", code_files=f"../{CODES}/")
        _write(cards / f"{card.id}.md", text)
    names = "\n".join(card.id for card in plan.catalogue.cards)
    _write(cards / "index.md", index(plan) + CONTENTS.format(names=names))
    write_codes(plan, docs / CODES)


def write_codes(plan: Plan, folder: Path) -> None:
    """One CSV file for each value set that some card reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in all_codes(plan):
        _write(folder / one.file, one.table())


def index(plan: Plan) -> str:
    """The cards by folder, with how each stands."""
    lines = [INDEX]
    for folder in plan.catalogue.folders:
        lines.append(f"## {folder.heading}\n\n| card | what it is | signed |\n|---|---|---|")
        for card in folder.cards:
            signed = "; ".join(one.words for one in card.reviewed) or "no"
            lines.append(f"| [{card.id}]({card.id}.md) | {escaped(plain(card.title))} | {escaped(signed)} |")
        lines.append("")
    return "\n".join(lines)


def _markdown(sheet: ReviewSheet) -> tuple[str, str]:
    return f"{sheet.card.id}.md", sheet.told(code_files=f"../{CODES}/")


def _write(path: Path, text: str) -> None:
    """Only what has changed is written: the documentation builds no page anew without need."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
