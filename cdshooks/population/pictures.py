"""Pictures of a report as SVG that stands in the page: made by Vega-Lite, without a network or a script.

Numbers that are not told are not given to a picture. Colours are those of the light page; the style sheet
finds them by their value and gives them the dark page's instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

Row = dict[str, Any]
Picture = alt.Chart | alt.LayerChart | alt.FacetChart

NO_LEVEL = "level not told"
LEVEL_COLOURS = {"critical": "#8c1d18", "warning": "#f0b94a", "info": "#4f86bd", NO_LEVEL: "#b4bcc6"}
INK, FAINT, LINE, BAR, GROUND = "#1b2430", "#56616f", "#d5dae1", "#0b5cad", "#fefefe"

WIDTH = 520
ROW_HEIGHT = 22

_NOT_TOLD = "–"

_ROOT = re.compile(r"^<svg [^>]*?(width=\"\d+\" height=\"\d+\" viewBox=\"[^\"]*\")>")
_ROLES = re.compile(r" (?:role=\"graphics-[^\"]*\"|aria-roledescription=\"[^\"]*\")")


_WIDER = 1.4
"""How many pixels a letter of a browser's own font may be wider than where the picture was laid out."""


def by_card(rows: Sequence[Row]) -> Picture:
    """Bars of firings per 100 patients, one for each ``card``, made up of its ``level``s (``rate``)."""
    cards = list(dict.fromkeys(row["card"] for row in rows))
    picture: alt.Chart = (
        alt.Chart({"values": _levels(rows)})
        .mark_bar(stroke=GROUND, strokeWidth=1)
        .encode(
            x=alt.X("rate:Q", title="firings per 100 patients"),
            y=alt.Y("card:N", sort=cards, title=None),
            color=_level_colours(rows),
            order=alt.Order("rank:Q"),
        )
        .properties(width=WIDTH, height=alt.Step(ROW_HEIGHT), padding=_room(cards))
    )
    return picture


def by_month(rows: Sequence[Row]) -> Picture:
    """Columns of firings per 100 patients seen in a ``month``, made up of ``level``s (``rate``)."""
    months = list(dict.fromkeys(row["month"] for row in rows))
    picture: alt.Chart = (
        alt.Chart({"values": _levels(rows)})
        .mark_bar(stroke=GROUND, strokeWidth=1)
        .encode(
            x=alt.X("month:O", sort=months, title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True)),
            y=alt.Y("rate:Q", title="firings per 100 patients seen"),
            color=_level_colours(rows),
            order=alt.Order("rank:Q"),
        )
        .properties(width=WIDTH, height=220)
    )
    return picture


def shares(rows: Sequence[Row], title: str, domain: tuple[int, int] = (0, 100)) -> Picture:
    """Bars of a ``share`` in percent, one for each ``what``, each with its number at its end."""
    order = [row["what"] for row in rows]
    base = alt.Chart({"values": list(rows)}).encode(
        x=alt.X("share:Q", title=title, scale=alt.Scale(domain=list(domain))),
        y=alt.Y("what:N", sort=order, title=None),
    )
    bars = base.mark_bar(color=BAR)
    words = base.mark_text(align="left", dx=4, color=INK).encode(text="words:N")
    return alt.layer(bars, words).properties(width=WIDTH, height=alt.Step(ROW_HEIGHT), padding=_room(order))


def grid(rows: Sequence[Row], across: Sequence[str], down: Sequence[str], unit: str) -> Picture:
    """A grid of numbers (``across``, ``down``, ``number`` or ``None`` where it is not told): the more, the
    darker.
    """
    told = [{**row, "words": _NOT_TOLD if row["number"] is None else _short(row["number"])} for row in rows]
    shades = alt.Scale(range=[0.06, 0.6], domainMin=0)
    base = alt.Chart({"values": told}).encode(
        x=alt.X("across:N", sort=list(across), title=None, axis=alt.Axis(orient="top", labelAngle=-45)),
        y=alt.Y("down:N", sort=list(down), title=None),
    )
    squares = base.transform_filter("datum.number != null").mark_rect(color=BAR)
    shaded = squares.encode(opacity=alt.Opacity("number:Q", scale=shades, legend=None, title=unit))
    words = base.mark_text(color=INK, fontSize=11).encode(text="words:N")
    return alt.layer(shaded, words).properties(
        width=alt.Step(44), height=alt.Step(ROW_HEIGHT), padding=_room(down)
    )


def svg(chart: Picture, words: str) -> Markup:
    """The picture as an ``svg`` element, read aloud as ``words``; the same for the same data."""
    spec = chart.configure(
        aria=False,
        background="transparent",
        font="sans-serif",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=INK,
            titleColor=FAINT,
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelLimit=260,
        ),
        legend=alt.LegendConfig(
            orient="top", labelColor=INK, titleColor=FAINT, labelFontSize=12, symbolType="square"
        ),
        text=alt.MarkConfig(fontSize=12),
    ).to_dict()
    made = _ROLES.sub("", vl_convert.vegalite_to_svg(spec))
    head = f'<svg role="img" aria-label="{escape(words)}"'
    return Markup(_ROOT.sub(lambda found: f"{head} {found[1]}>", made, count=1))


def _room(labels: Iterable[str]) -> dict[str, float]:
    """The room around a picture; at its left, for labels in a wider font than it was laid out with."""
    widest = max(map(len, labels), default=0)
    return {"left": 5 + round(_WIDER * widest), "right": 40, "top": 5, "bottom": 5}


def _level_colours(rows: Iterable[Row]) -> alt.Color:
    there = {row["level"] for row in rows} | {"critical", "warning", "info"}
    colours = {level: colour for level, colour in LEVEL_COLOURS.items() if level in there}
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color("level:N", scale=scale, title=None)


def _levels(rows: Iterable[Row]) -> list[Row]:
    """The rows with the place of their level in a bar: the loudest first."""
    places = list(LEVEL_COLOURS)
    return [{**row, "rank": places.index(row["level"])} for row in rows]


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:.1f}"
