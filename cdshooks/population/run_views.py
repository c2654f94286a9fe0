"""The tables of a run's report, each as it is read."""

from __future__ import annotations

from cdshooks.population.run_names import (
    ALL,
    FIRED,
    LEFT_OUT,
    LEVELS,
    MANY,
    SUPPRESSED,
    RunCounts,
    decided,
    fired,
)
from cdshooks.population.views import Cell, Group, Row, View, counted, percent_words, rate, text
from cdshooks.records.small_cells import Disclosure, Name

EVERY_CARD, EVERY_LEVEL, EVERY_MONTH, EVERY_HOOK = "all cards", "all levels", "all months", "all hooks"

KIND_WORDS = {
    FIRED: "fired",
    LEFT_OUT: "left out by the budget",
    SUPPRESSED: "silent for another card",
    "not known": "not known",
    "silent": "silent",
    "unavailable": "check unavailable",
}

FOLDER_WORDS = {"pjp": "PJP", "ige": "IgE"}

At = tuple[str, str, str]


def folder_words(folder: str) -> str:
    """A folder of cards as it is spoken of."""
    return FOLDER_WORDS.get(folder, folder.replace("_", " "))


class RunViews:
    """The tables of one run, as much of them as may be told."""

    def __init__(self, run: RunCounts, told: Disclosure) -> None:
        self._run = run
        self._told = told
        self._requesters_known = bool(told.counts["prescriber-days", ALL].value)

    def by_level(self) -> View:
        """Rates of firing of each level."""
        rows = [self._rated(level, (ALL, level, ALL)) for level in LEVELS]
        rows.append(self._rated(EVERY_LEVEL, (ALL, ALL, ALL), is_sum=True))
        return View("Firings by level", ("Level", "firings", *self._rates()), [Group(rows)])

    def by_card(self) -> View:
        """Rates of firing of each card that fired, by level and together."""
        rows = [self._of_card(card, card) for card in self._run.spoke]
        rows.append(self._of_card(ALL, EVERY_CARD))
        columns = ("Card", *LEVELS, "firings", *self._rates())
        return View("Firings by card and level", columns, [Group(rows)], codes=True)

    def _of_card(self, card: str, heading: str) -> Row:
        levels = [self._count(fired(card, level)) for level in LEVELS]
        row = self._rated(heading, (card, ALL, ALL), is_sum=card == ALL)
        return Row(heading, [*levels, *row.cells], row.is_sum)

    def by_month(self) -> View:
        """Rates of firing of each month, among the patients seen in it."""
        rows = [self._of_month(month, month) for month in self._run.months]
        rows.append(self._of_month(ALL, EVERY_MONTH))
        seen = ("patients seen", *(("prescriber-days",) if self._requesters_known else ()))
        columns = ("Month", *seen, *LEVELS, "firings", *self._rates())
        return View("Firings by month and level", columns, [Group(rows)])

    def _of_month(self, month: str, heading: str) -> Row:
        seen = [self._count(("patients", month))]
        if self._requesters_known:
            seen.append(self._count(("prescriber-days", month)))
        levels = [self._count(fired(ALL, level, month)) for level in LEVELS]
        row = self._rated(heading, (ALL, ALL, month), is_sum=month == ALL)
        return Row(heading, [*seen, *levels, *row.cells], row.is_sum)

    def by_card_and_period(self) -> View:
        """Firings of each card in each month, or year where there are many months."""
        periods = (*self._run.periods, ALL)
        rows = [
            Row(card or EVERY_CARD, [self._count(fired(card, ALL, one)) for one in periods], not card)
            for card in (*self._run.spoke, ALL)
        ]
        unit = "month" if self._run.periods == self._run.months else "year"
        columns = ("Card", *self._run.periods, "together")
        return View(f"Firings by card and {unit}", columns, [Group(rows)], codes=True)

    def by_number(self) -> View:
        """Sittings by how many cards they were shown."""
        hooks = (*self._run.hooks, ALL)
        rows = [
            Row(number_words(number), [self._count(("sittings", hook, number)) for hook in hooks])
            for number in map(str, range(MANY + 1))
        ]
        rows.append(Row("together", [self._count(("sittings", hook, ALL)) for hook in hooks], is_sum=True))
        rows.append(Row("with a note", [self._count(("noted", hook)) for hook in hooks]))
        return View("Sittings by cards shown", ("Cards", *self._run.hooks, EVERY_HOOK), [Group(rows)])

    def budget(self) -> View:
        """What the budget of cards shown at once left out."""
        rows = []
        for hook in (*self._run.hooks, ALL):
            names: list[Name] = [("spoken", hook, kind) for kind in (FIRED, LEFT_OUT, ALL)]
            if hook == ALL:
                names = [fired(), decided(ALL, LEFT_OUT), ("spoken", ALL, ALL)]
            left_out = self._told.share(names[1], names[2])
            rows.append(
                Row(hook or EVERY_HOOK, [*map(self._count, names), rate(left_out)], is_sum=hook == ALL)
            )
        columns = ("Hook", "fired", "left out", "together", "left out of 100")
        return View("Cards that had something to say", columns, [Group(rows)])

    def outcomes(self) -> View:
        """What became of each decision of each card."""
        kinds = [kind for kind in self._run.kinds if self._told.counts[decided(ALL, kind)].value]
        names = (*kinds, ALL)
        groups = [
            Group(
                [Row(card, [self._count(decided(card, kind)) for kind in names]) for card in cards],
                folder_words(folder),
            )
            for folder, cards in self._run.folders.items()
        ]
        total = Row(EVERY_CARD, [self._count(decided(ALL, kind)) for kind in names], is_sum=True)
        columns = ("Card", *(KIND_WORDS.get(kind, kind) for kind in kinds), "decisions")
        return View("What became of each decision", columns, [*groups, Group([total])], codes=True)

    def reasons(self, card: str) -> View:
        """Why one card did not fire, by what became of it instead."""
        groups = []
        for kind in self._run.kinds:
            rows = [
                Row(reason, [self._count(name), rate(self._told.share(name, decided(card)))])
                for reason in self._run.reasons.get((card, kind), ())
                for name in [("reason", card, kind, reason)]
            ]
            if rows:
                groups.append(Group(rows, KIND_WORDS.get(kind, kind)))
        columns = ("Reason", "decisions", "of 100 decisions")
        return View(f"Why {card} did not fire", columns, groups)

    def lacking(self, folder: str) -> View:
        """The data that decisions of a folder lacked."""
        whole = ("decisions of", folder)
        rows = [
            Row(datum, [self._count(name), rate(self._told.share(name, whole)), text(", ".join(cards))])
            for datum, cards in self._run.lacking[folder]
            for name in [("lacking", folder, datum)]
        ]
        columns = ("Datum", "decisions that lacked it", "of 100 decisions", "cards that wanted it")
        return View(f"Not known: {folder_words(folder)}", columns, [Group(rows)])

    def lacking_words(self, folder: str) -> list[str]:
        """The same in sentences, as far as the numbers are told."""
        name, whole = folder_words(folder), ("decisions of", folder)
        found = []
        for datum, _ in self._run.lacking[folder]:
            share = self._told.share(("lacking", folder, datum), whole)
            if share:
                parts = f"{self._told.words(('lacking', folder, datum))} of {self._told.words(whole)}"
                found.append(f"{percent_words(share)} of {name} decisions lacked {datum} ({parts}).")
        return found

    def pairs(self) -> View:
        """Which cards fire in the same sitting."""
        rows = [
            Row(
                first,
                [
                    text(other),
                    self._count(("both", first, other)),
                    rate(self._told.share(("both", first, other), fired(first))),
                    rate(self._told.share(("both", first, other), fired(other))),
                ],
            )
            for first, other in self._run.pairs
        ]
        columns = (
            "First card",
            "second card",
            "sittings with both",
            "of 100 of the first",
            "of 100 of the second",
        )
        return View("Cards that fire together", columns, [Group(rows)], codes=True)

    def unread(self) -> View:
        """What was sent and could not be read."""
        rows = [
            Row(type or "any", [text(element), text(why), self._count(("unread", type, element, why))])
            for type, element, why in self._run.unread
        ]
        return View("Not read", ("Resource", "element", "why", "times"), [Group(rows)])

    def _rates(self) -> tuple[str, ...]:
        per_day = ("per prescriber-day",) if self._requesters_known else ()
        return ("per 100 patients", "patients", "of 100 patients", *per_day)

    def _rated(self, heading: str, at: At, is_sum: bool = False) -> Row:
        """Firings, and what they come to for each 100 patients and each prescriber-day."""
        patients = ("patients", at[2])
        cells = [
            self._count(fired(*at)),
            rate(self._told.share(fired(*at), patients)),
            self._count(("people", *at)),
            rate(self._told.share(("people", *at), patients)),
        ]
        if self._requesters_known:
            cells.append(rate(self._told.share(("ordered", *at), ("prescriber-days", at[2]), per=1), 2))
        return Row(heading, cells, is_sum)

    def _count(self, name: Name) -> Cell:
        return counted(self._told, name)


def number_words(number: str) -> str:
    return "no card" if number == "0" else f"{number} or more" if number == str(MANY) else number
