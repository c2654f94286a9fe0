"""Small records on a disk, for tests of replay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cards.clinic import TODAY, ild, patient, steroid

Json = dict[str, Any]

PERSON = {**patient(age=61), "id": "pat"}
SIX_WEEKS = steroid("gc", mg=40, start=0, days=42)


def bundle(*resources: Json, kind: str = "collection", urls: bool = False) -> Json:
    """A Bundle; with ``urls`` each entry has a ``urn:uuid:`` of its resource's id."""
    entries = [
        {**({"fullUrl": f"urn:uuid:{one['id']}"} if urls else {}), "resource": one} for one in resources
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def fibrosis_on_prednisone() -> list[Json]:
    """A patient for whom pjp-start speaks, once at each hook."""
    return [PERSON, ild(), SIX_WEEKS]


DAY = TODAY.isoformat()
