"""Glucocorticoid orders, read again from FHIR: who, how much a day, from when to when.

Rules 1 to 6 of the calendar, written from their text alone. Days are whole numbers, 0 is today.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

Json = dict[str, Any]

# mg of each drug that equal 5 mg of prednisone.
FIVE_MG_OF_PREDNISONE = {
    "prednisone": Fraction(5),
    "prednisolone": Fraction(5),
    "methylprednisolone": Fraction(4),
    "triamcinolone": Fraction(4),
    "dexamethasone": Fraction(3, 4),
    "betamethasone": Fraction(6, 10),
    "hydrocortisone": Fraction(20),
    "cortisone": Fraction(25),
    "deflazacort": Fraction(6),
}
INGREDIENT_OF_CODE = {
    "8640": "prednisone",
    "8638": "prednisolone",
    "6902": "methylprednisolone",
    "10759": "triamcinolone",
    "3264": "dexamethasone",
    "1514": "betamethasone",
    "5492": "hydrocortisone",
    "2878": "cortisone",
    "22396": "deflazacort",
    "312615": "prednisone",
    "312617": "prednisone",
}
# mg in one tablet, or in one mL; both are swallowed.
TABLET_OF = {"312615": Fraction(20), "312617": Fraction(5), "prednisone 10 MG Oral Tablet": Fraction(10)}
ML_OF = {"prednisolone 3 MG/ML Oral Solution": Fraction(3)}
INGREDIENT_OF_TEXT = {
    "prednisone 10 MG Oral Tablet": "prednisone",
    "prednisolone 3 MG/ML Oral Solution": "prednisolone",
}
SYSTEMIC_ROUTES = {"26643006": "oral", "47625008": "iv", "78421000": "im", "34206005": "sc"}
OTHER_ROUTES = {"447694001", "6064005", "12130007", "54485002", "46713006", "37161004"}
DAYS_IN = {"d": Fraction(1), "wk": Fraction(7), "h": Fraction(1, 24)}
ORDER_INTENTS = {"order", "original-order", "reflex-order", "filler-order", "instance-order"}
UNKNOWN = None


@dataclass
class Line:
    """So much on each day from ``first`` to ``last``. ``amount`` None: undetermined."""

    first: int
    last: int
    amount: Fraction | None
    open: bool = False
    single: bool = False
    ended: bool = True
    """False: it has ended, and nothing says when."""


@dataclass
class Taking:
    """One order, or one of the other resources that say that a drug is taken."""

    key: str
    ingredient: str
    route: str | None
    lines: list[Line] = field(default_factory=list)
    draft: bool = False
    still_active: bool = False
    kind: str = "MedicationRequest"

    @property
    def start(self) -> int:
        return min(line.first for line in self.lines)

    @property
    def single(self) -> bool:
        return all(line.single for line in self.lines)


def day_number(written: str, today: date) -> int:
    return (date.fromisoformat(written[:10]) - today).days


def drug_of(resource: Json) -> tuple[str | None, str | None, str]:
    """Ingredient, route by the form (None: not said), and the key of its strength."""
    concept = resource["medicationCodeableConcept"]
    key = concept["coding"][0]["code"] if concept.get("coding") else concept["text"]
    ingredient = INGREDIENT_OF_CODE.get(key) or INGREDIENT_OF_TEXT.get(key)
    return ingredient, "oral" if key in TABLET_OF or key in ML_OF else None, key


def route_of(dosage: Json, by_form: str | None) -> str | None:
    """ "oral", "iv" ..., "elsewhere" for what does not count, None where nobody says."""
    if "route" not in dosage:
        return by_form
    code = dosage["route"]["coding"][0]["code"]
    return "elsewhere" if code in OTHER_ROUTES else SYSTEMIC_ROUTES[code]


def mg_of(quantity: Json, key: str) -> Fraction | None:
    value, unit = Fraction(str(quantity["value"])), quantity.get("unit")
    if unit in ("mg", "g", "ug"):
        return value * {"mg": Fraction(1), "g": Fraction(1000), "ug": Fraction(1, 1000)}[unit]
    if unit == "{tbl}" and key in TABLET_OF:
        return value * TABLET_OF[key]
    if unit == "mL" and key in ML_OF:
        return value * ML_OF[key]
    return UNKNOWN


def dose_of(dosage: Json, key: str) -> Fraction | None:
    if not dosage.get("doseAndRate"):
        return UNKNOWN
    said = dosage["doseAndRate"][0]
    quantity = said["doseRange"]["high"] if "doseRange" in said else said["doseQuantity"]
    return mg_of(quantity, key)


def times_a_day(repeat: Json) -> Fraction | None:
    if "when" in repeat:
        a_day = Fraction(len(repeat["when"]))
    elif "frequency" in repeat:
        a_day = Fraction(repeat["frequency"]) / (
            Fraction(str(repeat["period"])) * DAYS_IN[repeat["periodUnit"]]
        )
    else:
        return UNKNOWN
    return a_day * len(repeat["dayOfWeek"]) / 7 if "dayOfWeek" in repeat else a_day


def amount_of(dosage: Json, ingredient: str, key: str) -> Fraction | None:
    """mg of prednisone a day; a single dose counts whole."""
    if dosage.get("asNeededBoolean"):
        return Fraction(0)
    dose = dose_of(dosage, key)
    timing = dosage.get("timing", {})
    often = Fraction(1) if is_single(dosage) else times_a_day(timing.get("repeat", {}))
    if dose is None or often is None:
        return UNKNOWN
    return dose * often * 5 / FIVE_MG_OF_PREDNISONE[ingredient]


def is_single(dosage: Json) -> bool:
    timing = dosage.get("timing", {})
    return bool(timing.get("event")) or timing.get("repeat", {}).get("count") == 1


def days_of(duration: Json) -> int:
    return int(Fraction(str(duration["value"])) * DAYS_IN[duration["code"]])


def own_start(order: Json, today: date, draft: bool) -> int:
    supply = order.get("dispenseRequest", {})
    written = supply.get("validityPeriod", {}).get("start") or order.get("authoredOn")
    if written is None:
        assert draft, "histories give every order a start"
        return 0
    return day_number(written, today)


def own_end(order: Json, start: int, today: date) -> int | None:
    supply = order.get("dispenseRequest", {})
    if supply.get("validityPeriod", {}).get("end"):
        return day_number(supply["validityPeriod"]["end"], today)
    if "expectedSupplyDuration" in supply:
        fills = supply.get("numberOfRepeatsAllowed", 0) + 1
        return start + days_of(supply["expectedSupplyDuration"]) * fills - 1
    return None


def line_of(dosage: Json, order: Json, start: int, today: date, amount: Fraction | None) -> Line:
    """One dosage, from its bounds, else from the order around it. ``start`` is where it begins."""
    timing = dosage.get("timing", {})
    if timing.get("event"):
        on = day_number(timing["event"][0], today)
        return Line(on, on, amount, single=True)
    repeat = timing.get("repeat", {})
    period = repeat.get("boundsPeriod", {})
    first = day_number(period["start"], today) if "start" in period else start
    if repeat.get("count") == 1:
        return Line(first, first, amount, single=True)
    if "end" in period:
        return Line(first, day_number(period["end"], today), amount)
    if "boundsDuration" in repeat:
        return Line(first, first + days_of(repeat["boundsDuration"]) - 1, amount)
    last = own_end(order, first, today)
    if last is not None:
        return Line(first, last, amount)
    return Line(first, max(first, 0), amount, open=True)


def lines_of(order: Json, start: int, today: date, ingredient: str, key: str) -> list[Line]:
    """Rising sequences follow each other, the same or none add up."""
    found: list[Line] = []
    begins, before, before_ended = start, None, start
    for dosage in order["dosageInstruction"]:
        sequence = dosage.get("sequence")
        if sequence is not None and before is not None and sequence > before:
            begins = before_ended + 1
        line = line_of(dosage, order, begins, today, amount_of(dosage, ingredient, key))
        found.append(line)
        before, before_ended = sequence, line.last
    return [line for line in found if line.amount != 0]


def cut_of(order: Json, today: date) -> int | None:
    """The last day taken: the day of the stop, the day before the hold; after completion, today."""
    if order["status"] == "completed":
        return 0
    if order["status"] not in ("stopped", "on-hold"):
        return None
    updated = order.get("meta", {}).get("lastUpdated")
    changed = 0 if updated is None else min(0, day_number(updated, today))
    return changed - (order["status"] == "on-hold")


def is_read(order: Json, draft: bool) -> bool:
    if order.get("doNotPerform") or order.get("intent", "order") not in ORDER_INTENTS:
        return False
    if draft:
        return order["status"] not in ("entered-in-error", "cancelled")
    return order["status"] in ("active", "completed", "stopped", "on-hold")


def taking_of(order: Json, today: date, draft: bool) -> Taking | None:
    ingredient, by_form, key = drug_of(order)
    if ingredient is None or not is_read(order, draft):
        return None
    route = route_of(order["dosageInstruction"][0], by_form)
    if route == "elsewhere":
        return None
    lines = lines_of(order, own_start(order, today, draft), today, ingredient, key)
    cut = cut_of(order, today)
    if cut is not None:
        never_ending = order["status"] == "completed"
        undated_hold = order["status"] == "on-hold" and "lastUpdated" not in order.get("meta", {})
        lines = [
            replace(cut_short(line, cut), ended=not (undated_hold or (line.open and never_ending)))
            for line in lines
            if line.first <= cut
        ]
    if not lines:
        return None
    return Taking(order["id"], ingredient, route, lines, draft, order["status"] == "active")


def cut_short(line: Line, last: int) -> Line:
    """The line up to ``last``; an open one is no longer open then, and ends on that day."""
    return Line(line.first, last if line.open else min(line.last, last), line.amount, single=line.single)
