"""The codes that invented records carry. The table ``codes.csv`` says for each where it was found."""

from __future__ import annotations

from csv import DictReader
from functools import cache
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


@cache
def table() -> dict[str, dict[str, str]]:
    """The rows of ``codes.csv`` by name: ``system``, ``code``, ``display``, ``source``."""
    text = (files("cdshooks.synth") / "codes.csv").read_text(encoding="utf-8")
    return {row["name"]: row for row in DictReader(text.splitlines())}


@cache
def concept(*names: str) -> Json:
    """A CodeableConcept with these codes and the words of the first; ``KeyError`` for an unknown name."""
    rows = [table()[name] for name in names]
    coding = [{"system": row["system"], "code": row["code"], "display": row["display"]} for row in rows]
    return {"coding": coding, "text": rows[0]["display"]}


def words(text: str) -> Json:
    """A CodeableConcept without any code."""
    return {"text": text}


_HL7 = "http://terminology.hl7.org/CodeSystem/"


@cache
def of_hl7(system: str, code: str) -> Json:
    """A CodeableConcept of one of HL7's own small code systems."""
    return {"coding": [{"system": f"{_HL7}{system}", "code": code}]}
