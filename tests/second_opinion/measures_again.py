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
FVC_PERCENT, FVC_LITRES, DLCO_PERCENT = {"19871-3"}, {"19868-9"}, {"98130-8"}
FACTORS = {
    "2160-0": {"mg/dL": Fraction(1), "umol/L": Fraction(10, 884)},
    "29463-7": {"kg": Fraction(1), "g": Fraction(1, 1000)},
    "33914-3": {"mL/min/{1.73_m2}": Fraction(1)},
    "19871-3": {"%": Fraction(1)},
    "98130-8": {"%": Fraction(1)},
    "19868-9": {"L": Fraction(1), "mL": Fraction(1, 1000)},
}
SENSIBLE = {
    "19871-3": (Fraction(10), Fraction(200)),
    "98130-8": (Fraction(10), Fraction(200)),
    "19868-9": (Fraction(1, 2), Fraction(8)),
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


def pair(found: list[tuple[int, Any]]) -> tuple[Fraction, Fraction] | str | None:
    """(baseline, index): the newest valid one of at most 90 days, and the one nearest to a year before it.

    None where there are none; UNREADABLE where a result that could not be read might be one of them."""
    valid = [one for one in found if one[1] != UNREADABLE]
    index = newest(valid, 90, min)
    earlier = [(ago, value) for ago, value in valid if 84 <= ago - valid[0][0] <= 379]
    if index is None or not earlier:
        return None if valid == found else UNREADABLE
    distance = min(abs(ago - valid[0][0] - 365) for ago, _ in earlier)
    nearest = [(ago, value) for ago, value in earlier if abs(ago - valid[0][0] - 365) == distance]
    # Two equally near ones: the newer; two of one day: the lower, which is the worse result.
    day = min(ago for ago, _ in nearest)
    return min(value for ago, value in nearest if ago == day), index


def fallen_points(observations: Sequence[Json], codes: set[str], today: date) -> Any:
    """FVCabs or DLCOabs, in percentage points; None or UNREADABLE without a pair."""
    two = pair(results(observations, codes, today))
    return two[0] - two[1] if isinstance(two, tuple) else two


def fallen_percent(observations: Sequence[Json], codes: set[str], today: date) -> Any:
    """FVCrel, of volumes or of percent predicted."""
    two = pair(results(observations, codes, today))
    return (two[0] - two[1]) * 100 / two[0] if isinstance(two, tuple) else two
