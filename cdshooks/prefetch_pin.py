"""The prefetch queries that EHR teams have approved, pinned: a release that needs others says so.

``python -m cdshooks.prefetch_pin`` writes the queries of the installed catalogue as the new pin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from cdshooks.gather.templates import pinned_differences
from cdshooks.web.engine import Service

FILE = "prefetch.json"

Queries = dict[str, dict[str, str]]


def pinned_queries() -> Queries:
    """The pinned queries: service id to prefetch key to query."""
    pinned: Queries = json.loads(files("cdshooks").joinpath(FILE).read_text(encoding="utf-8"))
    return pinned


def queries_of(services: tuple[Service, ...]) -> Queries:
    """The queries that discovery publishes now."""
    return {service.id: dict(service.prefetch) for service in services}


def differences(
    services: tuple[Service, ...], pinned: Mapping[str, Mapping[str, str]] | None = None
) -> list[str]:
    """What an EHR team would have to approve, one sentence each; empty where nothing changed."""
    return pinned_differences(pinned if pinned is not None else pinned_queries(), queries_of(services))


def write_pin(services: tuple[Service, ...], path: Path) -> None:
    """Pins the queries as they are now."""
    path.write_text(json.dumps(queries_of(services), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    from cdshooks.service import build_engine
    from cdshooks.settings import Settings

    write_pin(build_engine(Settings(demo=True)).services, Path(__file__).with_name(FILE))
