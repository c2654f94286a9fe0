"""The picture of a patient's years: dose with its limits, courses, results, on one time axis.

Runs in the drawing process only: it imports Altair.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import vl_convert

Json = dict[str, Any]

WIDTH = 640
_INK, _FAINT, _LINE = "#1b2430", "#56616f", "#d5dae1"
_TONES = {"info": "#1f5f99", "warning": "#8a5a00", "critical": "#b3261e"}
_LANES = ["#0b5cad", "#3d7d6b", "#b35c00", "#7b3fa0", "#56616f"]


def timeline_svg(timeline: Json) -> str:
    """The picture as SVG. ``timeline`` as ``cdshooks.publish.timeline`` makes it."""
    axis = _axis(timeline)
    parts: list[Any] = []
    if timeline["doses"]:
        parts.append(_doses(timeline, axis))
    if timeline["courses"]:
        parts.append(_courses(timeline, axis))
    parts += [_curve(timeline, curve, axis) for curve in timeline["curves"]]
    parts.append(_cards(timeline, _axis(timeline, labels=True)))
    chart = alt.vconcat(*parts, spacing=14).resolve_scale(x="shared", color="independent")
    return _svg(chart)


def _svg(chart: Any) -> str:
    configured = (
        chart.configure(background="#ffffff", font="sans-serif", padding=10)
        .configure_view(stroke=_LINE)
        .configure_axis(labelColor=_FAINT, titleColor=_FAINT, gridColor="#eef1f4", domainColor=_LINE)
        .configure_title(color=_INK, anchor="start", fontSize=12, fontWeight=600)
        .configure_legend(labelColor=_FAINT, titleColor=_FAINT, orient="top")
    )
    svg: str = vl_convert.vegalite_to_svg(configured.to_dict(validate=False))
    return svg


def _axis(timeline: Json, *, labels: bool = False) -> Any:
    """The time axis of every part: from the first thing drawn to the last. Each label costs time to lay out,
    so that only the last part has them."""
    days = [timeline["today"], *_days(timeline)]
    scale = alt.Scale(domain=[f"{min(days)}T00:00:00", f"{max(days)}T00:00:00"])
    return alt.X("day:T", title=None, scale=scale, axis=_months(labels))


def _months(labels: bool) -> Any:
    if labels:
        return alt.Axis(format="%b %Y", tickCount=9, labelOverlap=False, orient="bottom")
    return alt.Axis(labels=False, ticks=False, tickCount=9, domain=False)


def _days(timeline: Json) -> Iterable[str]:
    for one in (*timeline["courses"], *timeline["doses"]):
        yield from (one["first"], one["last"])
    for curve in timeline["curves"]:
        yield from (point["day"] for point in curve["points"])


def _until(day: str) -> str:
    """The end of a day, so that one day is seen as a day."""
    return f"{day}T23:59:59"


def _today(timeline: Json) -> Any:
    data = alt.InlineData(values=[{"day": f"{timeline['today']}T12:00:00"}])
    return alt.Chart(data).mark_rule(color=_INK, strokeDash=[2, 3]).encode(x="day:T")


def _doses(timeline: Json, axis: Any) -> Any:
    rows = [
        {**one, "day": f"{one['first']}T00:00:00", "until": _until(one["last"]), "kind": _kind(one)}
        for one in timeline["doses"]
    ]
    colours = alt.Scale(domain=["taken", "drafted", "pulse"], range=["#0b5cad", "#b35c00", "#7b3fa0"])
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(opacity=0.85)
        .encode(
            x=axis,
            x2="until:T",
            y=alt.Y("mg:Q", title="mg/day", scale=alt.Scale(type="symlog", constant=10, domainMin=0)),
            y2=alt.datum(0),
            color=alt.Color("kind:N", scale=colours, title=None),
        )
    )
    limits = alt.Chart(alt.InlineData(values=timeline["limits"])).encode(y="mg:Q")
    rules = limits.mark_rule(color="#b3261e", strokeDash=[5, 3])
    words = limits.mark_text(align="left", dx=4, dy=-5, color="#b3261e", fontSize=10).encode(
        text="words:N", x=alt.value(0)
    )
    title = "Glucocorticoid, prednisone-equivalent"
    return alt.layer(bars, rules, words, _today(timeline)).properties(width=WIDTH, height=130, title=title)


def _kind(dose: Json) -> str:
    return "pulse" if dose["pulse"] else "drafted" if dose["drafted"] else "taken"


def _courses(timeline: Json, axis: Any) -> Any:
    """A bar for each course, the drugs of one lane together, in the order of the lanes."""
    rows = [
        {**one, "day": f"{one['first']}T00:00:00", "until": _until(one["last"])}
        for one in timeline["courses"]
    ]
    drugs = list(dict.fromkeys(one["drug"] for one in rows))
    colours = alt.Scale(domain=timeline["lanes"], range=_LANES)
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(cornerRadius=2, height=9)
        .encode(
            x=axis,
            x2="until:T",
            y=alt.Y("drug:N", title=None, sort=drugs, axis=alt.Axis(labelLimit=170)),
            color=alt.Color("lane:N", scale=colours, title=None),
        )
    )
    layers = alt.layer(bars, _today(timeline))
    return layers.properties(width=WIDTH, height=18 * len(drugs) + 6, title="Drugs")


def _curve(timeline: Json, curve: Json, axis: Any) -> Any:
    rows = [{**one, "day": f"{one['day']}T12:00:00"} for one in curve["points"]]
    line = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=alt.OverlayMarkDef(size=40), color="#1c6b3a")
        .encode(x=axis, y=alt.Y("value:Q", title=curve["unit"], scale=alt.Scale(zero=False, padding=8)))
    )
    words = line.mark_text(dy=-9, fontSize=10, color=_INK).encode(text="value:Q")
    return alt.layer(line, words, _today(timeline)).properties(width=WIDTH, height=90, title=curve["title"])


def _cards(timeline: Json, axis: Any) -> Any:
    """The moment of the hook, with what was shown."""
    shown = timeline["cards"] or [{"title": "no card", "level": "info"}]
    rows = [
        {
            "day": f"{timeline['today']}T12:00:00",
            "row": place,
            "title": one["title"],
            "tone": _TONES[one["level"]],
        }
        for place, one in enumerate(shown)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=axis,
        y=alt.Y("row:O", axis=None),
        color=alt.Color("tone:N", scale=None),
    )
    points = base.mark_point(filled=True, size=70, shape="diamond")
    words = base.mark_text(align="right", dx=-9).encode(text="title:N")
    title = f"{timeline['hook']} on {timeline['today']}"
    return alt.layer(points, words).properties(width=WIDTH, height=18 * len(rows) + 6, title=title)
