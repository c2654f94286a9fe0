"""``cdshooks replay report``: one page about a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdshooks.population.about import About, about
from cdshooks.population.counting import Tables, opened
from cdshooks.population.page import KeyFigure, render
from cdshooks.population.run_counts import counted as counts_of
from cdshooks.population.run_names import ALL, RunCounts, decided, fired
from cdshooks.population.run_pictures import RunPictures
from cdshooks.population.run_tables import beside, dear, tables_of
from cdshooks.population.run_views import RunViews, folder_words
from cdshooks.population.told_order import in_told_order
from cdshooks.population.views import Group, Row, View, counted, rate, text
from cdshooks.records.small_cells import Disclosure, disclosed

MOST_FAULTS = 50


def page_of(run: Path, everything: bool = False) -> str:
    """The HTML page about a run. ``everything``: counts of a few people are told too. Raises ``NoRun``."""
    told_of = about(run)
    with opened({"": told_of}) as tables:
        counts = counts_of(tables)
        faults, versions = _faults(tables), _versions(tables)
    told = disclosed(counts.counts, tables_of(counts), everything, dear, beside(counts))
    report = _Report(told_of, in_told_order(counts, told), told, faults, versions)
    return render("report.html", report=report.context())


@dataclass(frozen=True, slots=True)
class _Report:
    about: About
    run: RunCounts
    told: Disclosure
    faults: View
    versions: View

    def context(self) -> dict[str, Any]:
        """Everything that the template names."""
        views, pictures = RunViews(self.run, self.told), RunPictures(self.run, self.told)
        return {
            "everything": self.told.everything,
            "finished": bool(self.about.text("finished")),
            "lead": self._lead(),
            "key_figures": list(self._key_figures()),
            "facts": list(self._facts()),
            "numbers": numbers_view(self.about),
            "versions": self.versions,
            "spoke": self.run.spoke,
            "spoke_words": self._spoke_words(),
            "many_months": len(self.run.months) > 1,
            "by_level": views.by_level(),
            "by_card": views.by_card(),
            "by_month": views.by_month(),
            "by_card_and_period": views.by_card_and_period(),
            "by_number": views.by_number(),
            "budget": views.budget(),
            "outcomes": views.outcomes(),
            "pairs": views.pairs(),
            "unread": views.unread(),
            "faults": self.faults,
            "silences": list(self._silences(views)),
            "lacking": list(self._lacking(views)),
            "quiet_words": self._quiet_words(),
            "no_occasion_words": self._no_occasion_words(),
            "card_picture": pictures.by_card(),
            "month_picture": pictures.by_month(),
            "period_picture": pictures.by_period(),
            "number_picture": pictures.by_number(),
            "pair_picture": pictures.pairs(),
            "lacking_picture": pictures.lacking(),
        }

    def _lead(self) -> str:
        if self.run.days is None:
            return "Nobody was judged."
        first, last = self.run.days
        when = f"as of {first}" if first == last else f"from {first} to {last}"
        patients, sittings = ("patients", ALL), ("sittings", ALL, ALL)
        return f"{self._words(patients)} patients, {self._words(sittings)} sittings, {when}."

    def _words(self, name: Any) -> str:
        words = self.told.words(name)
        return words[0].upper() + words[1:] if name == ("patients", ALL) else words

    def _key_figures(self) -> Iterator[KeyFigure]:
        told = self.told
        sittings = ("sittings", ALL, ALL)
        yield KeyFigure("patients", counted(told, ("patients", ALL)))
        yield KeyFigure("sittings", counted(told, sittings))
        silent = told.share(("sittings", ALL, "0"), sittings)
        yield KeyFigure("sittings of 100 with a card", rate(None if silent is None else 100 - silent))
        yield KeyFigure("firings per 100 patients", rate(told.share(fired(), ("patients", ALL))))
        if told.counts["prescriber-days", ALL].value:
            per_day = told.share(("ordered", ALL, ALL, ALL), ("prescriber-days", ALL), per=1)
            yield KeyFigure("firings per prescriber-day", rate(per_day, 2))
        noted = told.share(("noted", ALL), sittings)
        yield KeyFigure("sittings of 100 with “Could not be checked”", rate(noted))

    def _facts(self) -> Iterator[tuple[str, str]]:
        if self.run.days is not None:
            first, last = self.run.days
            yield "Days", f"{first}" if first == last else f"{first} to {last}"
        yield "Hooks", ", ".join(self.run.hooks) or "none"
        yield from run_facts(self.about)
        failed = decided(ALL, "unavailable")
        if self.told.counts[failed].value:
            yield "Checks that failed", self.told.words(failed)
        yield "Cards", f"{len(self.run.cards)} had an occasion, {len(self.run.spoke)} of them fired"

    def _spoke_words(self) -> str:
        spoke, cards = len(self.run.spoke), len(self.run.cards)
        return f"{spoke} of the {cards} cards that had an occasion fired for somebody."

    def _quiet_words(self) -> str:
        if not self.told.counts[("quiet",)].value:
            return ""
        number = self.told.words(("quiet",))
        return f"Firings of cards that are judged here and shown to nobody: {number}. They are counted above."

    def _no_occasion_words(self) -> str:
        known = set(self.about.table("cards"))
        without = sorted(known - set(self.run.cards))
        return f"These had none for anybody: {', '.join(without)}." if without else ""

    def _silences(self, views: RunViews) -> Iterator[dict[str, Any]]:
        cards = dict.fromkeys(card for card, _ in sorted(self.run.reasons))
        for card in cards:
            found = [
                (one, reason)
                for (of, kind), reasons in self.run.reasons.items()
                if of == card
                for reason in reasons
                if (one := self.told.number(("reason", card, kind, reason)))
            ]
            most = max(found, default=None)
            words = f" {most[0]:,} times: {most[1]}" if most else ""
            yield {"card": card, "words": words, "view": views.reasons(card)}

    def _lacking(self, views: RunViews) -> Iterator[dict[str, Any]]:
        for folder in self.run.lacking:
            name = folder_words(folder)
            yield {
                "heading": f"{name[0].upper()}{name[1:]}",
                "sentences": views.lacking_words(folder),
                "view": views.lacking(folder),
            }


def run_facts(told: About) -> Iterator[tuple[str, str]]:
    """What a run says of how it was made, in pairs of words."""
    for keys, words in _FACTS.items():
        if value := told.text(*keys.split(".")):
            yield words, value
    asked = [words for key, words in _OCCASIONS.items() if told.flag("options", key)]
    yield "Occasions", " and ".join(asked) or "the chart opened once"
    for key, words in _NUMBERS.items():
        number = told.number("counts", key)
        if number:
            yield words, f"{number:,}"


_FACTS = {
    "options.today": "As of",
    "catalogue": "Catalogue",
    "cdshooks": "Version",
    "options.hook": "Only the hook",
    "started": "Begun",
    "finished": "Finished",
}

_OCCASIONS = {"every_order": "each order at its time", "monthly": "the chart opened once a month"}

_NUMBERS = {
    "lines": "Lines and files read",
    "broken": "Broken lines and files",
    "of_no_patient_here": "Lines of patients who are not in the export",
}


def numbers_view(told: About) -> View:
    """The numbers of the site policy that differ from their defaults."""
    rows = [Row(name, [text(str(value))]) for name, value in sorted(told.table("policy").items())]
    return View("Numbers that differ", ("Number", "here"), [Group(rows)], codes=True)


def _versions(tables: Tables) -> View:
    found = tables.rows(
        "SELECT DISTINCT card, version, signed_fingerprint, site_fingerprint FROM decisions ORDER BY ALL"
    )
    rows = [Row(card, [*map(text, identities)]) for card, *identities in found]
    columns = ("Card", "version", "signed fingerprint", "site fingerprint")
    return View("Versions", columns, [Group(rows)], codes=True)


def _faults(tables: Tables) -> View:
    """What was broken, by file and reason. A file that is broken as a whole can be named after a patient, so
    such files are only counted.
    """
    found = tables.rows(
        "SELECT regexp_replace(why, ' at line [0-9]+$', '') AS what, "
        "CASE WHEN line IS NULL THEN 'whole files' ELSE file END AS place, count(*), min(line) "
        "FROM faults GROUP BY ALL ORDER BY count(*) DESC, what, place"
    )
    rows = [
        Row(why, [text(place), _number(times), text("" if first is None else f"{first:,}")])
        for why, place, times, first in found[:MOST_FAULTS]
    ]
    if left := sum(row[2] for row in found[MOST_FAULTS:]):
        rows.append(Row("others", [text("other files"), _number(left), text("")]))
    return View("Left out", ("Why", "file", "times", "first line"), [Group(rows)])


def _number(value: int) -> Any:
    return rate(value, 0)
