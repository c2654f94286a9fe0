"""What the local codes of a site add to the prefetch queries, which no release can have pinned."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.prefetch_pin import differences, queries_of
from cdshooks.service import ClinicalEngine, build_plan
from cdshooks.settings import Settings
from cdshooks.web.engine import Service

ASKED_BY_SITE = (
    "Through the codes of this site the prefetch queries ask for more; each client's team must approve them "
    "(cdshooks sheet client NAME):"
)


def services_without_codes(engine: ClinicalEngine, settings: Settings) -> tuple[Service, ...]:
    """What discovery would publish without the codes of this site: to be held against the pin."""
    if not engine.site.codes:
        return engine.services
    site = replace(engine.site, codes={})
    return ClinicalEngine(build_plan(site, settings), settings, site).services


def asked_by_site(engine: ClinicalEngine, without_codes: tuple[Service, ...]) -> list[str]:
    """What the codes add, one sentence each. Nothing is wrong with it."""
    return differences(engine.services, queries_of(without_codes)) if engine.site.codes else []
