"""What a run's folder says of the run as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RUN_FILE = "run.json"


class NoRun(Exception):
    """The folder is none of a run; the text says why."""


@dataclass(frozen=True, slots=True)
class About:
    """The run's own words about itself, as they stand in the file of its folder."""

    folder: Path
    told: Mapping[str, Any] = field(default_factory=dict)

    def text(self, *keys: str) -> str:
        """What stands under keys inside each other, as text; empty where there is nothing."""
        value = self._at(keys)
        return "" if value is None or isinstance(value, Mapping) else str(value)

    def number(self, *keys: str) -> int | None:
        """A whole number under keys inside each other."""
        value = self._at(keys)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, *keys: str) -> bool:
        """Whether it is so, under keys inside each other."""
        return self._at(keys) is True

    def table(self, *keys: str) -> dict[str, Any]:
        """A table under keys inside each other; empty where there is none."""
        value = self._at(keys)
        return dict(value) if isinstance(value, Mapping) else {}

    def _at(self, keys: tuple[str, ...]) -> Any:
        value: Any = self.told
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


def about(run: Path) -> About:
    """What a run says of itself. Raises ``NoRun``."""
    try:
        told = json.loads((run / RUN_FILE).read_bytes())
    except FileNotFoundError:
        raise NoRun(f"{run.name} holds no {RUN_FILE}: it is no folder of a run") from None
    except (OSError, ValueError):
        raise NoRun(f"{RUN_FILE} of {run.name} cannot be read") from None
    if not isinstance(told, dict):
        raise NoRun(f"{RUN_FILE} of {run.name} holds no table")
    return About(run, told)
