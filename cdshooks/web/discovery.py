"""The discovery document: written once when the service starts."""

from __future__ import annotations

from typing import Any

import orjson

from cdshooks.web.answers import without_empty
from cdshooks.web.engine import Engine, Service

CDS_HOOKS_VERSION = "2.0.1"
"""The version of the specification whose features are used in what we send."""


def discovery_document(engine: Engine) -> bytes:
    """The JSON that ``GET /cds-services`` answers."""
    return orjson.dumps(without_empty({"services": [_entry(service) for service in engine.services]}))


def _entry(service: Service) -> dict[str, Any]:
    """One service as discovery shows it; what is empty is dropped on writing."""
    return {
        "hook": service.hook,
        "title": service.title,
        "description": service.description,
        "id": service.id,
        "prefetch": dict(service.prefetch),
        "usageRequirements": service.usage_requirements,
        "version": CDS_HOOKS_VERSION,
    }
