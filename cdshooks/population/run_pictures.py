"""The pictures of a run's report, from the numbers that its tables tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdshooks.population.page import Figure
from cdshooks.population.pictures import NO_LEVEL, Picture, by_card, by_month, grid, shares, svg
from cdshooks.population.pictures import Row as PictureRow
from cdshooks.population.run_names import ALL, LEVELS, MANY, RunCounts, fired
from cdshooks.population.run_views import folder_words, number_words
from cdshooks.population.views import percent_words, rate_words
from cdshooks.records.small_cells import Disclosure, Name

MOST_BARS = 20
MOST_SQUARES = 14

NOT_TOLD = "not told"
BESIDE = "The numbers stand in the table below."
LEFT_OUT_PARTS = "What is not told is grey, or not in the picture."


class RunPictures:
    """The pictures of one run. Each is ``None`` where there is nothing to see in it."""

    def __init__(self, run: RunCounts, told: Disclosure) -> None:
        self._run = run
        self._told = told

    def by_card(self) -> Figure | None:
        """Firings per 100 patients of the cards that fire most, by level."""
        cards = self._run.spoke[:MOST_BARS]
        whole = ("patients", ALL)
        rows = [
            {"card": card, **part}
            for card in cards
            for part in self._levels([fired(card, level) for level in (*LEVELS, ALL)], whole)
        ]
        if not rows:
            return None
        most = next((card for card in cards if self._told.share(fired(card), whole)), cards[0])
        words = f"Bars of {len(cards)} cards by level. Most often fired {most}"
        share = self._told.share(fired(most), whole)
        words += f", {rate_words(share)} times per 100 patients." if share else "."
        title = "Firings per 100 patients, by card and level"
        some = f"The {MOST_BARS} cards that fired most. " if len(self._run.spoke) > MOST_BARS else ""
        return self._figure(
            by_card(rows), title, words, (fired(c, one) for c in cards for one in LEVELS), some
        )

    def by_month(self) -> Figure | None:
        """Firings per 100 patients seen, by month and level."""
        months = self._run.months
        rows = [
            {"month": month, **part}
            for month in months
            for part in self._levels(
                [fired(ALL, level, month) for level in (*LEVELS, ALL)], ("patients", month)
            )
        ]
        if len({row["month"] for row in rows}) < 2:
            return None
        words = f"Columns of {len(months)} months, from {months[0]} to {months[-1]}, by level."
        names = (fired(ALL, level, month) for month in months for level in LEVELS)
        return self._figure(by_month(rows), "Firings per 100 patients seen, by month", words, names)

    def by_period(self) -> Figure | None:
        """Firings of the cards that fire most, in each month or year."""
        cards, periods = self._run.spoke[:MOST_BARS], self._run.periods
        if len(periods) < 2 or not cards:
            return None
        rows: list[PictureRow] = [
            {"across": period, "down": card, "number": self._told.number(fired(card, ALL, period))}
            for card in cards
            for period in periods
        ]
        words = f"A grid of {len(cards)} cards by {len(periods)} periods; the more firings, the darker."
        picture = grid(rows, periods, cards, "firings")
        return self._figure(picture, "Firings by card and time", words, ())

    def by_number(self) -> Figure | None:
        """How many cards the sittings were shown, in percent."""
        whole = ("sittings", ALL, ALL)
        parts = [("sittings", ALL, str(number)) for number in range(MANY + 1)]
        told = [(part[2], self._told.share(part, whole)) for part in parts]
        if not any(share for _, share in told):
            return None
        rows: list[PictureRow] = [
            {
                "what": number_words(number),
                "share": share or 0,
                "words": NOT_TOLD if share is None else percent_words(share),
            }
            for number, share in told
        ]
        words = "; ".join(f"{row['what']}: {row['words']}" for row in rows)
        picture = shares(rows, "% of sittings")
        return self._figure(picture, "Sittings by cards shown", f"Shares of sittings. {words}.", ())

    def pairs(self) -> Figure | None:
        """The cards that fire together, as a grid."""
        pairs = self._run.pairs
        cards = [card for card in self._run.spoke if any(card in pair for pair in pairs)][:MOST_SQUARES]
        rows: list[PictureRow] = [
            {"across": first, "down": other, "number": self._told.number(("both", *pair))}
            for pair in pairs
            if set(pair) <= set(cards)
            for first, other in [sorted(pair, key=cards.index)]
        ]
        if len(rows) < 2:
            return None
        words = f"A grid of {len(cards)} cards; the more sittings two of them share, the darker."
        picture = grid(rows, cards, cards, "sittings")
        return self._figure(picture, "Sittings in which two cards fired", words, ())

    def lacking(self) -> Figure | None:
        """The data that decisions lacked most often, in percent of the decisions of their folder."""
        rows: list[PictureRow] = [
            {"what": f"{folder_words(folder)}: {datum}", "share": share, "words": percent_words(share)}
            for folder, data in self._run.lacking.items()
            for datum, _ in data
            if (share := self._told.share(("lacking", folder, datum), ("decisions of", folder)))
        ]
        rows = sorted(rows, key=lambda row: (-row["share"], row["what"]))[:MOST_BARS]
        if not rows:
            return None
        words = f"Bars of {len(rows)} data. Most often lacking: {rows[0]['what']}, {rows[0]['words']}."
        most = 5 * (int(rows[0]["share"] * 1.15) // 5 + 1)
        picture = shares(rows, "% of the decisions of its folder", (0, min(100, most)))
        return self._figure(picture, "Data that decisions lacked", words, ())

    def _levels(self, names: Sequence[Name], whole: Name) -> list[PictureRow]:
        """The rates of the levels, whose sum is the last name; what is not told of them is one part."""
        shares = [self._told.share(name, whole) for name in names]
        rows: list[PictureRow] = [
            {"level": level, "rate": share} for level, share in zip(LEVELS, shares, strict=False) if share
        ]
        if shares[-1] is not None and None in shares[:-1]:
            left = shares[-1] - sum(row["rate"] for row in rows)
            rows.append({"level": NO_LEVEL, "rate": left})
        return rows

    def _figure(
        self, picture: Picture, title: str, words: str, names: Iterable[Name], caption: str = ""
    ) -> Figure:
        """The picture in its frame; ``names``: the numbers that it would show if all were told."""
        hidden = any(not self._told.is_shown(name) for name in names)
        sentences: Sequence[str] = [caption.strip(), BESIDE, LEFT_OUT_PARTS if hidden else ""]
        return Figure(title, " ".join(filter(None, sentences)), svg(picture, f"{title}. {words} {BESIDE}"))
