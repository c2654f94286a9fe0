"""The timeline of findings as pages show it: what is drawn, and the picture as an address that holds it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from cdshooks.publish.timeline import timeline_of
from cdshooks.rules.findings import Findings
from cdshooks.rules.picture import Picture
from cdshooks.web.drawing import Drawing

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn of a patient, and the picture as an address that holds it."""

    told: Json
    picture: str | None


def timeline_view(findings: Findings, picture: Picture | None, drawing: Drawing) -> Timeline | None:
    """The patient's years, with their picture where one can be drawn; None where the catalogue has none."""
    if picture is None:
        return None
    told = timeline_of(findings, picture)
    drawn = drawing.timeline(told)
    address = f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}" if drawn else None
    return Timeline(told, address)
