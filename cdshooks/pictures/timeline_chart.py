"""The picture of a patient's years: dose with its limits, courses, results, on one time axis.

Runs in the drawing process only, for it loads ``vl_convert``. What is drawn is written down as Vega-Lite's
own JSON: to build the same through Altair takes longer than to draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import vl_convert

Json = dict[str, Any]

WIDTH = 590
_INK, _FAINT, _LINE, _LIMIT, _CURVE = "#1b2430", "#56616f", "#d5dae1", "#b3261e", "#1c6b3a"
_TONES = {"info": "#1f5f99", "warning": "#8a5a00", "critical": "#b3261e"}
# Told apart by people who do not tell red from green, too.
_LANES = ("#0072b2", "#009e73", "#d55e00", "#7b3fa0", "#56616f")
_KINDS = {"on record": "#0072b2", "in a draft": "#d55e00", "pulse": "#1b2430"}
_MOMENTS = {
    "patient-view": "chart opened",
    "order-select": "order being chosen",
    "order-sign": "orders being signed",
}
_DAILY_DOSES = 120
"""mg a day. Where all doses are below, they are drawn to scale; beside a pulse they would not be seen."""


def timeline_svg(timeline: Json) -> str:
    """The picture as SVG. ``timeline`` as ``cdshooks.publish.timeline`` makes it."""
    svg: str = vl_convert.vegalite_to_svg(timeline_drawing(timeline))
    return svg


def timeline_drawing(timeline: Json) -> Json:
    """What is drawn, as a specification of Vega-Lite."""
    axis = _axis(timeline)
    parts: list[Json] = []
    if timeline["doses"]:
        parts.append(_doses(timeline, axis))
    if timeline["courses"]:
        parts.append(_courses(timeline, axis))
    parts += [_curve(timeline, curve, axis) for curve in timeline["curves"]]
    # Each label costs time to lay out, so that only the last part has them.
    parts.append(_cards(timeline, {**axis, "axis": {**axis["axis"], **_NAMED}}))
    return {
        "vconcat": parts,
        "spacing": 14,
        "resolve": {"scale": {"x": "shared", "color": "independent"}},
        "config": _CONFIG,
    }


_CONFIG: Json = {
    "background": "#ffffff",
    "font": "sans-serif",
    # Labels are measured here by one font and shown by the browser in another, which may be wider.
    "padding": {"left": 26, "top": 10, "right": 16, "bottom": 10},
    "view": {"stroke": _LINE},
    "axis": {"labelColor": _FAINT, "titleColor": _FAINT, "gridColor": "#eef1f4", "domainColor": _LINE},
    "title": {
        "color": _INK,
        "subtitleColor": _FAINT,
        "anchor": "start",
        "frame": "group",
        "fontSize": 12,
        "fontWeight": 600,
        "subtitleFontSize": 11,
    },
    "legend": {"labelColor": _FAINT, "orient": "top", "title": None},
}


def _part(title: str | Json, height: int, layers: list[Json]) -> Json:
    return {"title": title, "width": WIDTH, "height": height, "layer": layers}


def _rows(values: Iterable[Json]) -> Json:
    return {"values": list(values)}


def _axis(timeline: Json) -> Json:
    """The time axis of every part: from the first thing drawn to the last, with room at both ends."""
    days = [date.fromisoformat(day) for day in (timeline["today"], *_days(timeline))]
    room = timedelta(days=2 + (max(days) - min(days)).days // 40)
    first, last = min(days) - room, max(days) + room
    scale = {"domain": [f"{first}T00:00:00", f"{last}T00:00:00"]}
    axis = {"labels": False, "ticks": False, "domain": False, **_ticks((last - first).days)}
    return {"field": "day", "type": "temporal", "title": None, "scale": scale, "axis": axis}


_NAMED: Json = {"labels": True, "ticks": True, "domain": True}


def _ticks(days: int) -> Json:
    """Months, each named once; of a shorter time its weeks or days."""
    if days < 100:
        interval, step = ("day", 1 + days // 6) if days < 15 else ("week", 1 + days // 60)
        return {"format": "%d %b %Y", "tickCount": {"interval": interval, "step": step}}
    return {"format": "%b %Y", "tickCount": {"interval": "month", "step": 1 + days // 300}}


def _days(timeline: Json) -> Iterator[str]:
    for one in (*timeline["courses"], *timeline["doses"]):
        yield from (one["first"], one["last"])
    for curve in timeline["curves"]:
        yield from (point["day"] for point in curve["points"])


def _noon(day: str) -> str:
    return f"{day}T12:00:00"


def _span(one: Json) -> Json:
    """A row that lasts from the beginning of its first day to the end of its last."""
    return {**one, "day": f"{one['first']}T00:00:00", "until": f"{one['last']}T23:59:59"}


def _today(timeline: Json) -> Json:
    return {
        "data": _rows([{"day": _noon(timeline["today"])}]),
        "mark": {"type": "rule", "color": _INK, "strokeDash": [2, 3]},
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }


def _colours(names: Iterable[str], colour_of: dict[str, str]) -> Json:
    """The scale of the names that occur; what is not there has no place in the legend."""
    found = set(names)
    shown = [name for name in colour_of if name in found]
    return {"domain": shown, "range": [colour_of[name] for name in shown]}


def _doses(timeline: Json, axis: Json) -> Json:
    rows = [{**_span(one), "kind": _kind(one)} for one in timeline["doses"]]
    most = max(one["mg"] for one in (*rows, *timeline["limits"]))
    scale: Json = {"domainMin": 0, "domainMax": most * 1.1, "nice": False}
    ticks: Json = {"tickCount": 4}
    if most > _DAILY_DOSES:
        scale |= {"type": "symlog", "constant": 5}
        ticks = {"values": [0, 10, 40, 250, 1000]}
    bars = {
        "data": _rows(rows),
        "mark": {"type": "rect", "opacity": 0.85},
        "encoding": {
            "x": axis,
            "x2": {"field": "until"},
            "y": _amount("mg", "mg/day", scale, ticks),
            "y2": {"datum": 0},
            "color": {"field": "kind", "scale": _colours((one["kind"] for one in rows), _KINDS)},
        },
    }
    told = [f"{one['words']}: {one['meaning']}" for one in timeline["limits"] if one["meaning"]]
    title = {"text": "Glucocorticoid, prednisone-equivalent", "subtitle": told}
    return _part(title, 130, [bars, *_limits(timeline["limits"]), _today(timeline)])


def _amount(field: str, title: str, scale: Json, axis: Json) -> Json:
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": axis}


def _limits(limits: list[Json]) -> Iterator[Json]:
    """A line at each limit, and its name behind it: the lowest below its line, so that two stay apart."""
    y = {"field": "mg", "type": "quantitative"}
    rule = {"type": "rule", "color": _LIMIT, "strokeDash": [5, 3]}
    yield {"data": _rows(limits), "mark": rule, "encoding": {"y": y}}
    lowest = sorted(limits, key=lambda one: float(one["mg"]))[:1]
    for found, down in ((lowest, 6), ([one for one in limits if one not in lowest], -5)):
        mark = {"type": "text", "align": "left", "dx": 4, "dy": down, "color": _LIMIT, "fontSize": 10}
        encoding = {"y": y, "text": {"field": "words"}, "x": {"value": WIDTH}}
        yield {"data": _rows(found), "mark": mark, "encoding": encoding}


def _kind(dose: Json) -> str:
    return "pulse" if dose["pulse"] else "in a draft" if dose["drafted"] else "on record"


def _courses(timeline: Json, axis: Json) -> Json:
    """A bar for each course, the drugs of one lane together, in the order of the lanes."""
    rows = [_span(one) for one in timeline["courses"]]
    drugs = list(dict.fromkeys(one["drug"] for one in rows))
    lanes = dict(zip(timeline["lanes"], _LANES, strict=False))
    bars = {
        "data": _rows(rows),
        "mark": {"type": "bar", "cornerRadius": 2, "height": 9},
        "encoding": {
            "x": axis,
            "x2": {"field": "until"},
            "y": {"field": "drug", "title": None, "sort": drugs, "axis": {"labelLimit": 220}},
            "color": {"field": "lane", "scale": _colours((one["lane"] for one in rows), lanes)},
        },
    }
    return _part("Drugs", 18 * len(drugs) + 6, [bars, _today(timeline)])


def _curve(timeline: Json, curve: Json, axis: Json) -> Json:
    values = [one["value"] for one in curve["points"]]
    room = max(5, (max(values) - min(values)) * 0.25)
    scale = {"domain": [min(values) - room, max(values) + room], "nice": False}
    encoding = {"x": axis, "y": _amount("value", curve["unit"], scale, {"tickCount": 4})}
    point = {"size": 40, "color": _CURVE, "filled": True}
    rows = _rows({**one, "day": _noon(one["day"])} for one in curve["points"])
    line = {"mark": {"type": "line", "point": point, "color": _CURVE}, "encoding": encoding}
    words = {
        "mark": {"type": "text", "dy": -9, "fontSize": 10, "color": _INK},
        "encoding": {**encoding, "text": {"field": "value", "type": "quantitative"}},
    }
    layers = [{"data": rows, **line}, {"data": rows, **words}, _today(timeline)]
    return _part(curve["title"], 90, layers)


def _cards(timeline: Json, axis: Json) -> Json:
    """The moment of the hook, with what was shown."""
    day, moment = timeline["today"], _MOMENTS.get(timeline["hook"], timeline["hook"])
    shown = [(f"{one['title']} ({one['level']})", _TONES[one["level"]]) for one in timeline["cards"]]
    rows = [
        {"day": _noon(day), "row": place, "title": words, "tone": tone}
        for place, (words, tone) in enumerate(shown or [("no card", _FAINT)])
    ]
    encoding = {
        "x": axis,
        "y": {"field": "row", "type": "ordinal", "axis": None},
        "color": {"field": "tone", "scale": None},
    }
    points = {"mark": {"type": "point", "filled": True, "size": 70, "shape": "diamond"}, "encoding": encoding}
    # Towards the middle, where there is room for it.
    beside: Json = {"align": "left", "dx": 9} if _is_early(axis, _noon(day)) else {"align": "right", "dx": -9}
    words = {"mark": {"type": "text", **beside}, "encoding": {**encoding, "text": {"field": "title"}}}
    part = _part(f"Cards on {day} (dotted line), {moment}", 18 * len(rows) + 6, [points, words])
    return {**part, "data": _rows(rows)}


def _is_early(axis: Json, moment: str) -> bool:
    """Whether the moment lies in the first half of the time axis."""
    first, last = map(datetime.fromisoformat, axis["scale"]["domain"])
    return datetime.fromisoformat(moment) - first < (last - first) / 2
