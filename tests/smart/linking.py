"""A client that has the app, and the links on the cards that it is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from cdshooks.web.client_profiles import PROFILES, shaped
from cdshooks.web.wire import HookRequest
from tests.cards import story
from tests.golden.test_answers_in_trouble import sample

Json = dict[str, Any]

ADDRESS = "https://cds.example.org"
MAIN = """
[clients.main]
issuer = "https://ehr.example.org"
jwks_url = "https://ehr.example.org/jwks"
"""
BASES = 'fhir_bases = ["https://ehr.example.org/r4"]\n'
WITH_APP = MAIN + BASES + 'smart_client_id = "ild-app"\n'
KEY = "a key of the test, longer than 32 signs"


def site(text: str) -> Site:
    return site_of(text, Path("site.toml"))


def settings(**more: Any) -> Settings:
    return Settings(**{"base_url": ADDRESS, "session_key": KEY, **more})


def smart_links(profile: str = "default", more: str = 'smart_client_id = "ild-app"\n') -> list[list[Json]]:
    """The links of every card of a sample, as a client of that kind is answered."""
    one = site(f'allow_unreviewed = true\n{MAIN}{BASES}profile = "{profile}"\n{more}')
    engine = ClinicalEngine(story.engine().plan, settings(), one)
    request = HookRequest.model_validate(sample("pjp-start", "prednisone-drafted-sulfonamide-allergy"))
    answer = engine.answer(request, today=date(2026, 1, 15), client="main")
    cards = shaped(answer, PROFILES[profile])["cards"]
    return [card["links"] for card in cards if "links" in card]
