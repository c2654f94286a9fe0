"""What a catalogue wants drawn of a patient: which drugs, which dose with which limits, which results."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.rules.drugs import Drug
from cdshooks.rules.results import Lab
from cdshooks.rules.steroids import SteroidCalendar
from cdshooks.rules.terms import PolicyNumber


@dataclass(frozen=True, slots=True)
class Lane:
    """Drugs whose courses are drawn side by side under one heading."""

    title: str
    drugs: tuple[Drug, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Results of one test over time."""

    title: str
    test: Lab


@dataclass(frozen=True, slots=True)
class Picture:
    """``dose``: whose mg a day are drawn, with a line at each of ``limits`` and its name."""

    dose: SteroidCalendar
    limits: tuple[PolicyNumber, ...]
    lanes: tuple[Lane, ...]
    curves: tuple[Curve, ...]
