"""What the stories of the escalation cards share: courses of treatment, falls of lung function, helpers."""

from __future__ import annotations

from typing import Any

from tests.cards.clinic import MYCOPHENOLATE, SNOMED, Json, condition, order, ordered_test, result
from tests.cards.first_line import LABS, without

MMF, RTX, NIN, CYC, TCZ, TAC, PIR, IVIG, TOFA = (
    "mycophenolate mofetil 500 mg",
    "rituximab 1000 mg",
    "nintedanib 150 mg",
    "cyclophosphamide ",
    "tocilizumab 162 mg",
    "tacrolimus ",
    "pirfenidone 267 mg",
    "immune globulin ",
    "tofacitinib 5 mg",
)
DISCUSSION, SCREEN = "multidisciplinary discussion", "Hepatitis B screen"
HEIGHT = result("height", "8302-2", 175, "cm", on=-400)
READY = (
    *LABS,
    HEIGHT,
    result("ast", "1920-8", 20, "U/L", on=-10, high=40),
)
"""Every screen done: what is left out is left out for the reason that a story tells."""
NOT_SCREENED = without(READY, "hbs", "hbc")


def on(drug: tuple[str, str], start: int | None, id: str = "drug", **how: Any) -> Json:
    """An order of the drug, taken since then."""
    return order(id, *drug, dose=50, start=start, **how)


def mycophenolate(start: int | None = -400, **how: Any) -> Json:
    return on(MYCOPHENOLATE, start, "mmf", **how)


def fvc(percent: Any, on: int) -> Json:
    return result(f"f{-on}", "19872-1", percent, "%", on=on)


def litres(volume: Any, on: int) -> Json:
    return result(f"v{-on}", "19868-9", volume, "L", on=on)


def dlco(percent: Any, on: int) -> Json:
    return result(f"d{-on}", "98130-8", percent, "%", on=on)


def fell(to: Any = 64.8, index: int = -30, before: int = 365) -> tuple[Json, Json]:
    """FVC 72 % a year before, ``to`` now: 64.8 is 10.0 % less of its value."""
    return fvc(72, index - before), fvc(to, index)


def fibrosing(on: int | None = -60, **how: Any) -> Json:
    return condition("ppf", "460561000124109", "Progressive fibrosing ILD", system=SNOMED, recorded=on, **how)


def discussion(authored: int, **how: Any) -> Json:
    """The discussion as this service asks for it: by its text."""
    found = ordered_test("mdd", "", authored=authored, **how)
    return {**found, "code": {"text": "ILD multidisciplinary discussion"}}


def worse(on: int) -> Json:
    """A symptom in a code of the site's own."""
    return condition("worse", "WORSE", "Worse dyspnoea", system="urn:oid:1.2.3", recorded=on)
