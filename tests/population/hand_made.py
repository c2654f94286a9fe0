"""Runs made by hand: the tables of a few sittings, written as a real run writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cdshooks.population.tables import SCHEMAS, part_file

Json = dict[str, Any]

DAY = date(2026, 1, 15)
LEVELS = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one card: a level where it fired, else its outcome."""

    became: str
    reason: str = ""
    by: str | None = None
    missing: tuple[str, ...] = ()
    shown: bool = True
    because: tuple[str, ...] = ("a criterion",)

    @property
    def outcome(self) -> str:
        return "fired" if self.became in LEVELS else self.became


def silent(reason: str) -> Said:
    return Said("silent", reason)


def lacking(*data: str) -> Said:
    return Said("not known", "; ".join(data), missing=data)


def suppressed(by: str) -> Said:
    return Said("suppressed", f"{by} speaks instead", by)


LEFT_OUT = Said("suppressed", "more cards than are shown at once")


@dataclass(slots=True)
class MadeRun:
    """A run under the making; ``folders`` says in which folder a card is, else it is in ``pjp``."""

    folders: Mapping[str, str] = field(default_factory=dict)
    rows: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in SCHEMAS})
    told: Json = field(default_factory=dict)

    def sitting(
        self,
        patient: str,
        cards: Mapping[str, Said],
        day: date = DAY,
        hook: str = "patient-view",
        requester: str | None = None,
        number: int = 0,
    ) -> None:
        """One patient at one hook on one day, with what became of each card."""
        key = {"patient": patient, "day": day, "hook": hook, "draft_number": number}
        shown = sum(one.outcome == "fired" and one.shown for one in cards.values())
        dropped = sum(one.outcome == "suppressed" and one.by is None for one in cards.values())
        noted = any(one.outcome == "not known" for one in cards.values())
        self.rows["sittings"].append(
            {**key, "requester": requester, "shown": shown, "dropped": dropped, "has_note": noted}
        )
        for card, one in cards.items():
            self._decision(key, card, one)

    def _decision(self, key: Json, card: str, one: Said) -> None:
        fired = one.outcome == "fired"
        self.rows["decisions"].append(
            {
                **key,
                "card": card,
                "folder": self.folders.get(card, "pjp"),
                "outcome": one.outcome,
                "level": one.became if fired else None,
                "shown": fired and one.shown,
                "reason": one.reason,
                "silenced_by": one.by,
                "missing": list(one.missing),
                "version": "1.0",
                "signed_fingerprint": "a" * 8,
                "site_fingerprint": "b" * 8,
            }
        )
        for criterion in one.because if fired else ():
            self.rows["evidence"].append(
                {
                    **key,
                    "card": card,
                    "criterion": criterion,
                    "resource_type": "Condition",
                    "resource": "c" * 16,
                }
            )

    def unread(self, patient: str, element: str, why: str, times: int = 1, type: str = "Observation") -> None:
        """Something of a patient that could not be read."""
        self.rows["unread"].append(
            {"patient": patient, "resource_type": type, "element": element, "why": why, "times": times}
        )

    def fault(self, file: str, line: int | None, why: str) -> None:
        """A broken line or file of the export."""
        self.rows["faults"].append({"file": file, "line": line, "why": why})

    def write(self, folder: Path, parts: int = 1) -> Path:
        """The run as files, its rows spread over some parts; the folder."""
        for table, schema in SCHEMAS.items():
            for part in range(parts):
                rows = self.rows[table][part::parts]
                path = part_file(folder, table, part)
                path.parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(pa.Table.from_pylist(rows, schema), path, compression="zstd")
        (folder / "run.json").write_text(json.dumps(self._run()), encoding="utf-8")
        return folder

    def _run(self) -> Json:
        patients = {row["patient"] for row in self.rows["sittings"]}
        counts = {"patients": len(patients), "sittings": len(self.rows["sittings"]), "lines": 12345}
        options = {"today": DAY.isoformat(), "every_order": False, "monthly": False, "hook": None}
        known = {row["card"]: {"version": "1.0"} for row in self.rows["decisions"]}
        return {
            "cdshooks": "1.0",
            "catalogue": "Some cards",
            "cards": known,
            "policy": {},
            "options": options,
            "key": "k" * 16,
            "counts": counts,
            "started": "2026-02-04T10:00:00+00:00",
            "finished": "2026-02-04T11:00:00+00:00",
            **self.told,
        }
