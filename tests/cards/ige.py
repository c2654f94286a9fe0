"""What the stories about IgE share: results and diagnoses by their names."""

from __future__ import annotations

from typing import Any

from tests.cards.clinic import Json, condition, done, ild, result
from tests.cards.lung_tests import full_test

ILD = ild(recorded=-800)
FOLLOWED = (*full_test(-30), done("DiagnosticReport", "ct", "24627-2", on=-100))
"""Lung function and CT as they should be: no other card takes the place."""
ASTHMA = condition("asthma", "J45.909", recorded=-2000)
OMALIZUMAB = ("302379", "omalizumab")
RAPID = condition("rp", "236302005", system="http://snomed.info/sct", recorded=-10)
MDA5_POSITIVE = result("mda5", "105529-2", "Positive", on=-400)


def ige(value: Any, on: int = -40, unit: str = "[IU]/mL", id: str = "ige", **how: Any) -> Json:
    return result(id, "19113-0", value, unit, on=on, **how)


def eosinophils(value: Any, on: int = -30, unit: str = "10*9/L") -> Json:
    return result("eos", "711-2", value, unit, on=on)


def aspergillus(value: Any, on: int = -40, unit: str = "kUA/L") -> Json:
    return result("asp", "6025-1", value, unit, on=on)


def igg4(on: int = -900) -> Json:
    return result("igg4", "2469-5", 0.4, "g/L", on=on)


def anca(answer: str = "Negative", on: int = -900) -> Json:
    return result("anca", "17351-8", answer, on=on)
