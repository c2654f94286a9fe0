"""What a hospital makes of a card, for itself or for one of its clients."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class CardMode(Enum):
    """What becomes of a card: shown; judged and counted but shown to nobody; not judged at all."""

    ON = "on"
    SILENT = "silent"
    OFF = "off"


Modes = Mapping[str, CardMode]
"""The modes that were set, by the id of the card."""
