"""The stories as cases to read, made from the card tests: ``python -m tests.cards.book`` writes the page.

So the page cannot say what the tests do not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from string import ascii_uppercase

from cdshooks.rules.card import Card
from tests.cards.clinic import Json, patient
from tests.cards.describe import person_words, words_of
from tests.cards.story import SELECT, SIGN, VIEW, Story, engine

FOLDER = Path(__file__).parent
BOOK = FOLDER.parents[1] / "docs" / "stories.md"

PREFACE = """\
# Stories

Each card was told the cases below, and answers them as written: every line is a test. A case is one
line: what it is about, the patient, the record, what is being ordered, and the answer. Days are counted
from the day of the visit; what the record does not mention it does not hold. Lists that were not sent are
named. A background is a record that many cases of a card begin with.

This page is made from the stories in `tests/cards` (`python -m tests.cards.book`).
"""

LEVELS = {
    "critical": "Critical",
    "warning": "Warning",
    "info": "Info",
    "silent": "Silent",
    "not known": "Could not be judged",
}
LEAST_SHARED, OFTEN = 2, 8
"""From how many entries on, and in how many records, a beginning is a background."""
MOMENTS = {VIEW: "", SELECT: "while choosing an order", SIGN: "while signing"}
LISTS = {
    "AllergyIntolerance": "allergies",
    "Condition": "problem list",
    "DiagnosticReport": "reports",
    "ImagingStudy": "imaging",
    "MedicationAdministration": "drugs given",
    "MedicationDispense": "drugs dispensed",
    "MedicationRequest": "drug orders",
    "MedicationStatement": "drugs as stated",
    "Observation": "results",
    "Procedure": "procedures",
    "ServiceRequest": "requests",
}


def stories() -> list[Story]:
    """Every story of the card tests, each once, in the order in which they stand there."""
    found: dict[int, Story] = {}
    for path in sorted(FOLDER.glob("test_*.py")):
        for value in vars(import_module(f"tests.cards.{path.stem}")).values():
            for one in value if isinstance(value, list | tuple) else ():
                if isinstance(one, Story):
                    found.setdefault(id(one), one)
    return list(found.values())


def book() -> str:
    """The whole page as Markdown."""
    told = stories()
    return "\n\n".join([PREFACE, *(part for card in _cards() for part in _chapter(card, told))]) + "\n"


def _cards() -> Iterable[Card]:
    return engine().plan.catalogue.cards


def _chapter(card: Card, told: Iterable[Story]) -> Iterator[str]:
    own = [story for story in told if story.card == card.id]
    if not own:
        return
    backgrounds = _backgrounds(own)
    yield f"## {card.title}"
    yield f"`{card.id}`: {_plain(card.summary)}."
    if backgrounds:
        yield "\n".join(
            f"- *Background {name}*: {_plain('; '.join(held))}." for held, name in backgrounds.items()
        )
    for level, heading in LEVELS.items():
        lines = dict.fromkeys(_line(story, backgrounds) for story in own if story.expect == level)
        if lines:
            yield f"### {card.title}: {heading.lower()}"
            yield "\n".join(lines)


def _backgrounds(own: Iterable[Story]) -> dict[tuple[str, ...], str]:
    """What many records of a card begin with, each under a letter, so that it is read once."""
    records = [tuple(map(words_of, story.record)) for story in own]
    begun = Counter(record[:size] for record in records for size in range(LEAST_SHARED, len(record) + 1))
    often: list[tuple[str, ...]] = []
    for held in sorted((held for held, times in begun.items() if times >= OFTEN), key=len):
        # What only one more entry makes of another background is told, for that entry is the point.
        if len(held) - len(_longest(held, often)) >= LEAST_SHARED:
            often.append(held)
    used = Counter(_longest(record, often) for record in records)
    wanted = [held for held in often if used[held] >= OFTEN // 2][: len(ascii_uppercase)]
    return dict(zip(wanted, ascii_uppercase, strict=False))


def _longest(record: tuple[str, ...], known: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest beginning of the record that is known."""
    sizes = range(len(record), 0, -1)
    return next((record[:size] for size in sizes if record[:size] in known), ())


def _line(story: Story, backgrounds: dict[tuple[str, ...], str]) -> str:
    about = ", ".join(filter(None, (story.name, MOMENTS[story.hook])))
    record = tuple(map(words_of, story.record))
    shared = _longest(record, backgrounds)
    case = ["at a site with codes of its own"] if story.site_codes else []
    case += [person_words(story.person or patient())]
    case += [f"background {backgrounds[shared]}"] if shared else []
    case += record[len(shared) :]
    ordered = [words_of(_unsigned(draft)) for draft in story.drafts]
    text = f"{'; '.join(case)}."
    if ordered:
        text += f" Ordered now: {'; '.join(ordered)}."
    text += _lists("Not sent", story.lacking) + _lists("Sent in part", story.partial)
    text += _lists("Could not be read", story.failed)
    answer = "; ".join(_answer(story))
    return f"- **{_plain(about)}.** {_plain(text)}.{f' *{_plain(answer)}.*' if answer else ''}"


def _unsigned(draft: Json) -> Json:
    """The draft without the status that every draft has."""
    return {name: value for name, value in draft.items() if (name, value) != ("status", "draft")}


def _lists(words: str, kinds: Iterable[str]) -> str:
    named = ", ".join(LISTS.get(kind, kind) for kind in kinds)
    return f" {words}: {named}." if named else ""


def _answer(story: Story) -> Iterator[str]:
    """What is said of the answer beyond its level."""
    if story.because:
        yield f"Because: {story.because}"
    if story.named:
        yield f"The note names: {story.named}"
    if not story.shown:
        yield "Another card speaks in its place"
    if story.recommended:
        yield f"Recommended: {story.recommended}"
    elif story.recommended == "":
        yield "Nothing is recommended"
    for words, labels in (("Offered", story.offers), ("Never offered", story.never_offers)):
        if labels:
            yield f"{words}: {', '.join(labels)}"
    if story.says:
        yield f"Says: {', '.join(story.says)}"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    for sign in "\\*_`[]<>|$":
        text = text.replace(sign, f"\\{sign}")
    return text.rstrip(".")


if __name__ == "__main__":
    BOOK.write_text(book(), encoding="utf-8")
