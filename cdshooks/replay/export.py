"""The FHIR resources of an export on a disk, one after the other: NDJSON, Bundles, single resources.

Whose they are is not asked: what is counted over an export needs no patient.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from cdshooks.json_text import read_json
from cdshooks.replay.files import LINES, MOST_BYTES, SUFFIXES, UNREADABLE, Unusable, is_meant

Json = dict[str, Any]


def export_files(path: Path) -> list[Path]:
    """The file itself, or each file below a folder that can hold resources, in order."""
    if not path.is_dir():
        return [path]
    return [one for one in sorted(path.rglob("*")) if one.name.lower().endswith(SUFFIXES) and is_meant(one)]


def resources_of(file: Path) -> Iterator[Json | Unusable]:
    """Every resource of a file, those inside Bundles and hook requests too, and what could not be read."""
    try:
        if file.name.lower().endswith(LINES):
            yield from _lines(file)
        elif file.stat().st_size > MOST_BYTES:
            yield Unusable(file, f"larger than {MOST_BYTES // 1_000_000} MB: write it as NDJSON", wrong=True)
        else:
            yield from _parsed(file, file.read_bytes(), "not JSON")
    except UNREADABLE as unreadable:
        words = getattr(unreadable, "strerror", None) or "cannot be read to its end"
        yield Unusable(file, words.lower(), wrong=True)


def _lines(file: Path) -> Iterator[Json | Unusable]:
    with gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb") as opened:
        for number, line in enumerate(opened, start=1):
            if stripped := line.strip():
                yield from _parsed(file, stripped, f"line {number} is not JSON")


def _parsed(file: Path, text: bytes, wrong: str) -> Iterator[Json | Unusable]:
    try:
        content = read_json(text)
    except orjson.JSONDecodeError:
        yield Unusable(file, wrong, wrong=True)
        return
    yield from _resources(content)


def _resources(content: Any) -> Iterator[Json]:
    """The resources in a resource, a Bundle, or a hook request; a contained one stands for itself too."""
    if not isinstance(content, dict):
        return
    if isinstance(content.get("prefetch"), dict):
        for value in content["prefetch"].values():
            yield from _resources(value)
        context = content.get("context")
        yield from _resources(context.get("draftOrders") if isinstance(context, dict) else None)
    elif content.get("resourceType") == "Bundle":
        for entry in content["entry"] if isinstance(content.get("entry"), list) else []:
            yield from _resources(entry.get("resource") if isinstance(entry, dict) else None)
    elif isinstance(content.get("resourceType"), str):
        yield content
        for inner in content["contained"] if isinstance(content.get("contained"), list) else []:
            yield from _resources(inner)
