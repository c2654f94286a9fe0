"""``cdshooks replay compare``: what changes from one run to another, as a page, as text, or for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdshooks.number_words import number_of
from cdshooks.population.about import About, NoRun, about
from cdshooks.population.compare_counts import (
    AFTER,
    BEFORE,
    Change,
    Differences,
    Example,
    Move,
    compared,
)
from cdshooks.population.compare_runs import what_differs
from cdshooks.population.compare_tables import dear, tables_of
from cdshooks.population.counting import OTHERS, opened
from cdshooks.population.page import KeyFigure, render
from cdshooks.population.run_names import ALL
from cdshooks.population.views import Cell, Group, Row, View, counted, rate, text
from cdshooks.records.small_cells import Disclosure, Name, disclosed

Json = dict[str, Any]

SAME_CRITERIA = "the same criteria; look at what its levels ask"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs beside each other, as much of it as may be told."""

    before: About
    after: About
    found: Differences
    told: Disclosure

    def page(self) -> str:
        """The HTML page."""
        return render("compare.html", report=self._context())

    def document(self) -> Json:
        """The same for programs. A number that is not told is ``null``."""
        return {
            "before": self._of_run(self.before),
            "after": self._of_run(self.after),
            "sittings": {side: self._number(("sittings", key)) for side, key in _SIDES.items()},
            "patients": {side: self._number(("patients", key)) for side, key in _SIDES.items()},
            "changes": self._number(("changes", ALL)),
            "cards": [self._card(card) for card in self.found.changes],
        }

    def _of_run(self, run: About) -> Json:
        """What a run says of itself; of how many people and decisions it speaks only where all is told."""
        return {name: said for name, said in run.told.items() if self.told.everything or name != "counts"}

    def lines(self) -> Iterator[str]:
        """The same as plain text."""
        yield from (f"{name}: {words}" for name, words in self.differing())
        yield from ("", self.lead(), self.apart())
        for card, changes in self.found.changes.items():
            yield f"\n{card}: {self._words(('changes', card))} changed; {self._fired_words(card)}"
            for change in changes:
                yield f"  {change_words(change)}"
                yield from (f"    {row.heading}: {row.cells[0].words}" for row in self._rows(change))
                yield from (f"      {example_words(one)}" for one in self.examples(change))

    def differing(self) -> list[tuple[str, str]]:
        """In what the two runs differ, by their own words."""
        return [
            (what, f"{one or 'none'}, then {other or 'none'}")
            for what, one, other in what_differs(self.before, self.after)
        ]

    def lead(self) -> str:
        """What changed, in a sentence."""
        sittings = self._words(("sittings", "common"))
        if not self.found.changes:
            return f"Nothing changed in the {sittings} sittings that both runs have."
        number = self._words(("changes", ALL))
        cards = len(self.found.changes)
        of = f"of {number_of(cards, 'card')}"
        return f"Decisions that changed: {number}, {of}, in the {sittings} sittings that both runs have."

    def apart(self) -> str:
        """What only one of the two has; nothing of it is compared."""
        sides = [
            f"{words} {', '.join(f'{what}: {self._only(what, side)}' for what in ('patients', 'sittings'))}"
            for side, words in (("before", "only in the first run"), ("after", "only in the second"))
        ]
        return f"Counted apart: {'; '.join(sides)}."

    def _only(self, what: str, side: str) -> str:
        return self._words((what, f"only_{side}"))

    def examples(self, change: Change) -> list[Example]:
        """Some sittings with that change; none of a few people, unless small counts are told."""
        few = self.told.counts[change.name].few and not self.told.everything
        return [] if few else self.found.examples[change]

    def _context(self) -> Json:
        differing = what_differs(self.before, self.after)
        return {
            "everything": self.told.everything,
            "lead": self.lead(),
            "apart": self.apart(),
            "differing": View(
                "What differs between the runs",
                ("What", "first", "second"),
                [Group([Row(what, [text(one), text(other)]) for what, one, other in differing])],
            ),
            "key_figures": self._key_figures(),
            "summary": self._summary(),
            "cards": [self._of_card(card) for card in self.found.changes],
        }

    def _key_figures(self) -> list[KeyFigure]:
        names: dict[str, Name] = {
            "sittings compared": ("sittings", "common"),
            "patients in both": ("patients", "common"),
            "decisions changed": ("changes", ALL),
        }
        figures = [KeyFigure(words, self._cell(name)) for words, name in names.items()]
        return [*figures, KeyFigure("cards with a change", rate(len(self.found.changes), 0))]

    def _summary(self) -> View:
        rows = [
            Row(
                card,
                [
                    self._cell(("fired", BEFORE, card)),
                    self._cell(("fired", AFTER, card)),
                    *(self._cell(("moves", card, move)) for move in Move),
                    self._cell(("changes", card)),
                ],
            )
            for card in self.found.changes
        ]
        columns = ("Card", "fired before", "fires now", *(move.value for move in Move), "changed")
        return View("What changed, by card", columns, [Group(rows)], codes=True)

    def _of_card(self, card: str) -> Json:
        changes = self.found.changes[card]
        return {
            "card": card,
            "words": f"{self._words(('changes', card))} changed; {self._fired_words(card)}",
            "view": View(
                f"What changed of {card}",
                ("By which criterion", "decisions"),
                [Group(list(self._rows(change)), change_words(change)) for change in changes],
            ),
            "examples": [self._examples(change) for change in changes if self.examples(change)],
        }

    def _rows(self, change: Change) -> Iterator[Row]:
        whys = self.found.whys.get(change, [])
        if len(whys) == 1:
            yield Row(why_words(*whys[0]), [self._cell(change.name)])
            return
        for why in whys:
            yield Row(why_words(*why), [self._cell(("why", change, *why))])
        yield Row("together", [self._cell(change.name)], is_sum=True)

    def _examples(self, change: Change) -> View:
        found = self.examples(change)
        same_day = all(one.before_day == one.after_day for one in found)
        days = ("day",) if same_day else ("day before", "day now")
        rows = [
            Row(
                one.patient,
                [text(f"{one.before_day}")]
                + ([] if same_day else [text(f"{one.after_day}")])
                + [text(one.hook), text(f"{one.draft_number}" if one.draft_number else "")],
            )
            for one in found
        ]
        caption = f"Examples of {change.card}: {change_words(change)}"
        return View(caption, ("Patient", *days, "hook", "draft"), [Group(rows)], codes=True)

    def _card(self, card: str) -> Json:
        return {
            "card": card,
            "changed": self._number(("changes", card)),
            "fired_before": self._number(("fired", BEFORE, card)),
            "fires_now": self._number(("fired", AFTER, card)),
            "changes": [
                {
                    "before": change.before,
                    "now": change.after,
                    "decisions": self._number(change.name),
                    "because": [
                        {"before": why[0], "now": why[1], "decisions": self._number(("why", change, *why))}
                        for why in self.found.whys.get(change, ())
                    ],
                    "examples": [
                        {
                            "patient": one.patient,
                            "day_before": one.before_day.isoformat(),
                            "day_now": one.after_day.isoformat(),
                            "hook": one.hook,
                            "draft_number": one.draft_number,
                        }
                        for one in self.examples(change)
                    ],
                }
                for change in self.found.changes[card]
            ],
        }

    def _fired_words(self, card: str) -> str:
        before, after = self._words(("fired", BEFORE, card)), self._words(("fired", AFTER, card))
        return f"fired {before} before, {after} now"

    def _cell(self, name: Name) -> Cell:
        return counted(self.told, name)

    def _words(self, name: Name) -> str:
        return self.told.words(name)

    def _number(self, name: Name) -> int | None:
        return self.told.number(name)


_SIDES = {"both": "common", "only_before": "only_before", "only_after": "only_after"}


def comparison(before: Path, after: Path, everything: bool = False) -> Comparison:
    """Two runs compared. ``everything``: counts of a few people are told too. Raises ``NoRun``."""
    first, second = about(before), about(after)
    for run in (first, second):
        if not run.text("finished"):
            raise NoRun(f"{run.folder.name} is not finished: the command that began it goes on with it")
    with opened({BEFORE: first, AFTER: second}) as tables:
        found = compared(tables, first, second)
    told = disclosed(found.counts, tables_of(found), everything, dear)
    _put_in_told_order(found, told)
    return Comparison(first, second, found, told)


def _put_in_told_order(found: Differences, told: Disclosure) -> None:
    """Lists tell nothing by the order of what is not told."""
    cards = told.in_order({card: ("changes", card) for card in found.changes})
    found.changes = {card: _changes_in_order(found.changes[card], told) for card in cards}
    for change, whys in found.whys.items():
        named = told.in_order({why: ("why", change, *why) for why in whys if why[0] != OTHERS})
        found.whys[change] = [*named, *(why for why in whys if why[0] == OTHERS)]


def _changes_in_order(changes: list[Change], told: Disclosure) -> list[Change]:
    by_states = {(one.before, one.after): one for one in changes}
    return [by_states[key] for key in told.in_order({key: one.name for key, one in by_states.items()})]


def change_words(change: Change) -> str:
    """From what to what."""
    return f"{change.before} → {change.after}"


def why_words(before: str, after: str) -> str:
    """By which criterion it changed: what decided before, and what decides now."""
    if before == OTHERS:
        return "for other reasons"
    told = [f"before: {before}"] if before else []
    told += [f"now: {after}"] if after else []
    return "; ".join(told) or SAME_CRITERIA


def example_words(one: Example) -> str:
    """A sitting in one line."""
    days = f"{one.before_day}" if one.before_day == one.after_day else f"{one.before_day}, {one.after_day}"
    draft = f", draft {one.draft_number}" if one.draft_number else ""
    return f"{one.patient}, {days}, {one.hook}{draft}"
