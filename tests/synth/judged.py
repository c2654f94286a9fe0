"""Invented patients judged by the service's own plan, in process, at patient-view on the export's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Any

import orjson

from cdshooks.replay.files import PatientRecord
from cdshooks.replay.sittings import Judge
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.present import Style, cards_of
from cdshooks.synth.making import Missing, person
from cdshooks.synth.medications import medication_resources
from cdshooks.synth.record import Writer
from cdshooks.synth.truth import Truth, truth
from tests.cards.story import engine

Json = dict[str, Any]
TODAY = date(2026, 1, 15)
RISK_CARDS = ("pjp-in-mda5", "pjp-start", "pjp-with-rituximab-cyclophosphamide")
"""One of them is shown: the highest, and of equals the first (clinical reference 2.6)."""


@dataclass(frozen=True)
class Judged:
    """One patient: the truth, what became of pjp-start, and which card speaks of prophylaxis in its stead."""

    truth: Truth
    outcome: str
    instead: str
    findings: Findings

    @property
    def found(self) -> bool:
        """Whether prophylaxis is told to be needed: by pjp-start, or by the card that took its place."""
        return self.outcome == "fired" or bool(self.instead)

    def agent_offered(self) -> str:
        """The first drug that the card offers, as the truth table names agents."""
        style = Style(lambda: "0", "https://cds.example.org")
        for card in cards_of(self.findings, "x", None, style):
            if card["source"].get("topic", {}).get("code") in TOPICS:
                return next(name for label, name in LABELS.items() if _first_offer(card).startswith(label))
        raise AssertionError("no card speaks of prophylaxis")


TOPICS = ("pjpInMda5", "pjpStart", "pjpWithRituximabCyclophosphamide")
LABELS = {
    "Order TMP-SMX": "TMP-SMX",
    "Order atovaquone": "atovaquone",
    "Order dapsone": "dapsone",
    "Order inhaled pentamidine": "inhaled pentamidine",
    "Order pentamidine": "inhaled pentamidine",
    "": "none",
}


def _first_offer(card: Json) -> str:
    return str(card["suggestions"][0]["label"])


def judged(
    seed: int, patients: int, missing: Missing | None = None, volume: str = "usual"
) -> Iterator[Judged]:
    """The patients of a population, one after the other."""
    judge, writer = Judge(engine().plan, UTC, TODAY), Writer(seed, TODAY, volume)
    shared = medication_resources(seed)
    for number in range(patients):
        made = person(seed, number, missing or Missing())
        lines = writer.record(made)
        resources = {kind: [orjson.loads(one) for one in written] for kind, written in lines.items()}
        (patient,) = resources.pop("Patient")
        record = PatientRecord(Path("synth"), patient, {**resources, "Medication": shared}, {})
        (sitting,) = judge.sittings(record, Hook.PATIENT_VIEW)
        yield _judged(truth(made, TODAY.isoformat()), sitting.findings)


def _judged(true: Truth, findings: Findings) -> Judged:
    start = findings.of("pjp-start")
    instead = ""
    if start.outcome is Outcome.SUPPRESSED:
        others = (name for name in RISK_CARDS if name != "pjp-start")
        instead = next((name for name in others if findings.of(name).outcome is Outcome.FIRED), "")
    return Judged(true, start.outcome.value, instead, findings)
