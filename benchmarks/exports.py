"""Exports to measure on: invented populations, written once as lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

from benchmarks.patients import Json, quiet_record, speaking_record
from cdshooks.cli import COMMANDS

_TIMES = {"lean": 0.25, "usual": 1.0, "rich": 3.4}
"""How much of a record of sixty resources a patient has."""


def write_export(folder: Path, patients: int, volume: str, compressed: bool = False) -> Path:
    """So many patients of ``lean`` (15), ``usual`` (60) or ``rich`` (200) resources, from ``cdshooks synth``.

    Where that is not at hand, two records over and over again under other ids.
    """
    if "synth" not in COMMANDS:
        return _repeated(folder, patients, _TIMES[volume])
    words = ["synth", str(folder), "--patients", str(patients), "--resources", volume, "--workers", "2"]
    words += ["--gzip"] if compressed else []
    subprocess.run([sys.executable, "-m", "cdshooks.cli", *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def _repeated(folder: Path, patients: int, times: float) -> Path:
    folder.mkdir(parents=True)
    people = [_lines(record, times) for record in (quiet_record(), speaking_record())]
    files = {kind: (folder / f"{kind}.ndjson").open("wb") for one in people for kind, _ in one}
    for number in range(patients):
        id = f"p{number:07d}".encode()
        for kind, line in people[number % len(people)]:
            files[kind].write(line.replace(b"@@", id))
    for opened in files.values():
        opened.close()
    return folder


def _lines(record: list[Json], times: float) -> list[tuple[str, bytes]]:
    """Each resource as a line in which ``@@`` stands for the patient."""
    person, others = record[0], record[1:]
    wanted = round(len(record) * times) - 1
    found = [("Patient", orjson.dumps({**person, "id": "@@"}) + b"\n")]
    for number in range(wanted):
        resource = others[number % len(others)]
        text = orjson.dumps({**resource, "id": f"@@-{number}"}).replace(b'Patient/pat"', b'Patient/@@"')
        found.append((resource["resourceType"], text + b"\n"))
    return found
