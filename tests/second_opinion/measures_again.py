"""Creatinine clearance and lung function over a year, worked out again from the text of their definitions.

Plain functions from FHIR resources and a day to numbers. Fractions throughout: nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
UNREADABLE = "unreadable"
CREATININE, WEIGHT, EGFR = {"2160-0"}, {"29463-7"}, {"33914-3"}
FVC_PERCENT = {"19871-3", "19872-1", "19873-9"}
FVC_LITRES, DLCO_PERCENT = {"19868-9", "19874-7", "19876-2"}, {"98130-8"}
FACTORS = {
    "2160-0": {"mg/dL": Fraction(1), "umol/L": Fraction(10, 884)},
    "29463-7": {"kg": Fraction(1), "g": Fraction(1, 1000)},
    "33914-3": {"mL/min/{1.73_m2}": Fraction(1)},
    **{code: {"%": Fraction(1)} for code in (*FVC_PERCENT, *DLCO_PERCENT)},
    **{code: {"L": Fraction(1), "mL": Fraction(1, 1000)} for code in FVC_LITRES},
}
SENSIBLE = {
    **dict.fromkeys((*FVC_PERCENT, *DLCO_PERCENT), (Fraction(10), Fraction(200))),
    **dict.fromkeys(FVC_LITRES, (Fraction(1, 2), Fraction(8))),
}


def results(observations: Sequence[Json], codes: set[str], today: date) -> list[tuple[int, Any]]:
    """(days ago, value) of every usable result, newest first; a value nobody can read is UNREADABLE."""
    found: list[tuple[int, Any]] = []
    for one in observations:
        code = one["code"]["coding"][0]["code"]
        ago = (today - date.fromisoformat(one["effectiveDateTime"][:10])).days
        if code not in codes or one["status"] not in ("final", "amended", "corrected") or ago < 0:
            continue
        if "valueQuantity" not in one:
            continue
        value = value_of(one["valueQuantity"], code)
        found.append((ago, value))
    return sorted(found, key=lambda pair: pair[0])


def value_of(quantity: Json, code: str) -> Any:
    factor = FACTORS[code].get(quantity.get("code"))
    if factor is None:
        return UNREADABLE
    value = Fraction(str(quantity["value"])) * factor
    least, most = SENSIBLE.get(code, (value, value))
    return value if least <= value <= most else UNREADABLE


def newest(found: list[tuple[int, Any]], within: int, worse: Any) -> Any:
    """The newest value; of one day the worse; None where there is none."""
    recent = [pair for pair in found if pair[0] <= within]
    if not recent:
        return None
    values = [value for ago, value in recent if ago == recent[0][0]]
    return UNREADABLE if UNREADABLE in values else worse(values)


def clearance(patient: Json, observations: Sequence[Json], today: date, dialysis: bool) -> Any:
    """mL/min, or None where it is not known."""
    if dialysis:
        return Fraction(0)
    creatinine = newest(results(observations, CREATININE, today), 90, max)
    weight = newest(results(observations, WEIGHT, today), 180, min)
    if weight is None or creatinine is None:
        egfr = newest(results(observations, EGFR, today), 90, min)
        return None if egfr == UNREADABLE else egfr
    if UNREADABLE in (creatinine, weight) or patient.get("gender") not in ("male", "female"):
        return None
    share = Fraction(85, 100) if patient["gender"] == "female" else Fraction(1)
    years = age(date.fromisoformat(patient["birthDate"]), today)
    return min(Fraction(150), (140 - years) * weight * share / (72 * creatinine))


def age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def lung_tests(
    observations: Sequence[Json], codes: set[str], today: date
) -> tuple[list[tuple[int, Fraction, str]], bool]:
    """(days ago, value, predicted values named) of each valid test, one a day; and whether one was not valid.

    "Same-day pairs: pre-bronchodilator." Of several left the lower. FVC or DLCO that cannot be is unread."""
    valid: dict[int, list[tuple[int, Fraction, str]]] = {}
    left_out = False
    for one in observations:
        for ago, value in results([one], codes, today):
            if value == UNREADABLE:
                left_out = True
            else:
                # Before comes first, then what does not say, then after.
                order = {"before": 0, "": 1, "after": 2}[bronchodilator(one)]
                valid.setdefault(ago, []).append((order, value, predicted_by(one)))
    return [(ago, *min(valid[ago])[1:]) for ago in sorted(valid)], left_out


def bronchodilator(one: Json) -> str:
    said = one["code"]["coding"][0]["code"]
    if said in ("19873-9", "19874-7"):
        return "after"
    if said in ("19871-3", "19876-2"):
        return "before"
    words = one.get("method", {}).get("text", "")
    return "after" if words.startswith("post-") else "before" if words.startswith("pre-") else ""


def predicted_by(one: Json) -> str:
    return next((note["text"] for note in one.get("note", [])), "")


def different(one: str, other: str) -> bool:
    """ "Different predicted-equation sets: compare volumes only." What names none is not known to differ."""
    return bool(one and other and one != other)


def baselines(days: set[int]) -> list[list[int]]:
    """The days of tests within 84..379 d before the index, by how far off 365 d, the nearest first."""
    index = min(days)
    inside = [day for day in days if 84 <= day - index <= 379]
    apart = {day: abs(day - index - 365) for day in inside}
    return [[day for day in inside if apart[day] == off] for off in sorted(set(apart.values()))]


def fallen_points(observations: Sequence[Json], codes: set[str], today: date) -> Any:
    """FVCabs or DLCOabs, in percentage points; None or UNREADABLE without a pair."""
    tests, left_out = lung_tests(observations, codes, today)
    by_day = {ago: (value, predicted) for ago, value, predicted in tests}
    if not by_day or min(by_day) > 90 or not baselines(set(by_day)):
        return UNREADABLE if left_out else None
    # Of two equally near the greater fall.
    old = max((by_day[day] for day in sorted(baselines(set(by_day))[0])), key=lambda test: test[0])
    new = by_day[min(by_day)]
    return UNREADABLE if different(new[1], old[1]) else old[0] - new[0]


def fallen_percent(observations: Sequence[Json], today: date) -> Any:
    """FVCrel: of the volumes, "from % if a volume is missing". The tests of FVC by either are the tests."""
    volumes, no_volume = lung_tests(observations, FVC_LITRES, today)
    percents, no_percent = lung_tests(observations, FVC_PERCENT, today)
    litres = {ago: value for ago, value, _ in volumes}
    percent = {ago: (value, predicted) for ago, value, predicted in percents}
    days = {*litres, *percent}
    if not days or min(days) > 90 or not baselines(days):
        return UNREADABLE if no_volume or no_percent else None
    index = min(days)
    for equally_near in baselines(days):
        falls = []
        for day in equally_near:
            if index in litres and day in litres:
                falls.append((litres[day] - litres[index]) * 100 / litres[day])
            elif index in percent and day in percent and not different(percent[index][1], percent[day][1]):
                falls.append((percent[day][0] - percent[index][0]) * 100 / percent[day][0])
        if falls:
            return max(falls)
    return UNREADABLE
