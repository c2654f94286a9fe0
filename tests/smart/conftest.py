"""The two servers of an EHR, the service with a client that has the app, and a person who launches it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.publish.samples import samples_of
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.site_file import read_site
from cdshooks.web.drawing import Drawing
from tests.smart.serving import Ehr, ehr_running
from tests.web.signing import jwks, signer

Json = dict[str, Any]

ADDRESS = "http://127.0.0.1:5999"
CLIENT_ID = "ild-app"
KEY = signer("one")
SESSION_KEY = "a key of the test, longer than 32 signs"
SITE = """
allow_unreviewed = true

[clients.main]
issuer = "https://ehr.example.org"
jwks_file = "keys.json"
fhir_bases = ["{base}"]
smart_client_id = "ild-app"
"""


@pytest.fixture(scope="session")
def running_ehr() -> Iterator[Ehr]:
    with ehr_running() as ehr:
        yield ehr


@pytest.fixture
def ehr(running_ehr: Ehr) -> Ehr:
    """The EHR as it is when nothing is wrong, with the record of one patient."""
    known = {"secret": None, "redirect_uris": [f"{ADDRESS}/app/callback"]}
    running_ehr.set_up(
        fhir=running_ehr.fhir.base,
        clients={CLIENT_ID: known},
        patients=["ild-1042"],
        user="Practitioner/7",
        narrowed="",
        expires_in=300,
        fault="",
        asked=[],
        refused=[],
    )
    running_ehr.fhir.answers.clear()
    running_ehr.fhir.asked.clear()
    running_ehr.describes_itself()
    running_ehr.holds(record())
    return running_ehr


@pytest.fixture
def log() -> BytesIO:
    return BytesIO()


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service as it is without the libraries of pictures; tests/browser looks at one that has them."""
    monkeypatch.setattr(Drawing, "possible", False)


@pytest.fixture(scope="session")
def engine(running_ehr: Ehr, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicalEngine]:
    """The clinical side of all these tests: cards compiled once, records in one place."""
    folder = tmp_path_factory.mktemp("service")
    site_file = site_at(folder, running_ehr)
    settings = settings_at(site_file, database_url=f"sqlite:///{folder / 'records.sqlite3'}")
    engine = build_engine(settings, read_site(site_file), with_records=True)
    assert engine.records is not None
    engine.records.prepare()
    yield engine
    engine.records.end()


@pytest.fixture
def site_file(tmp_path: Path, ehr: Ehr) -> Path:
    return site_at(tmp_path, ehr)


@pytest.fixture
def person(site_file: Path, engine: ClinicalEngine, ehr: Ehr, log: BytesIO) -> Person:
    return Person(served(site_file, engine, log), ehr)


def site_at(folder: Path, ehr: Ehr, more: str = "") -> Path:
    """A site with one client that has the app; ``more`` are further lines of its table."""
    folder.joinpath("keys.json").write_text(json.dumps(jwks(KEY)))
    path = folder / "site.toml"
    path.write_text(SITE.format(base=ehr.fhir.base) + more)
    return path


def settings_at(site_file: Path, **more: Any) -> Settings:
    return Settings(base_url=ADDRESS, site_file=site_file, session_key=SESSION_KEY, **more)


def served(site_file: Path, engine: ClinicalEngine, log: BytesIO) -> FlaskClient:
    """A browser at the service over that site."""
    site = read_site(site_file)
    return create_app(settings_at(site_file), engine, site=site, log_file=log).test_client()


def record(card: str = "pjp-start", place: int = 0) -> list[Json]:
    """The resources of a sample's patient, as of today; what is drafted in it stands as active orders."""
    sample = samples_of(card)[place]
    request = sample.request(datetime.now(UTC).date())
    found = list(resources_of(request))
    drafts = [one["resource"] for one in request["context"].get("draftOrders", {}).get("entry", ())]
    return found + [{**one, "status": "active"} for one in drafts]


def resources_of(request: Json) -> Iterator[Json]:
    """Every resource of the prefetch."""
    for value in request["prefetch"].values():
        if value is None:
            continue
        if value["resourceType"] == "Bundle":
            yield from (entry["resource"] for entry in value.get("entry", ()))
        else:
            yield value


@dataclass
class Person:
    """Somebody with a browser, which the test client is, at an EHR."""

    browser: FlaskClient
    ehr: Ehr

    def get(self, path: str) -> Any:
        return self.browser.get(path, base_url=ADDRESS)

    def post(self, path: str, **form: Any) -> Any:
        return self.browser.post(path, data=form, base_url=ADDRESS)

    def leaves(self, launch: str | None = None, issuer: str | None = None) -> Any:
        """To the authorization server: by the EHR's launch, or from our own page without one."""
        asked = {"iss": issuer or self.ehr.fhir.base} | ({"launch": launch} if launch else {})
        return self.browser.get("/app/launch", query_string=asked, base_url=ADDRESS)

    def allows(self, way: str, answer: str = "allow", patient: str | None = None) -> str:
        """Signs in there, and gives consent; the path by which the browser comes back."""
        page = requests.get(way, timeout=5, allow_redirects=False)
        if page.status_code == 302:
            return path_of(page.headers["Location"])
        ticket = re.search(r"name=ticket value=([\w-]+)", page.text)
        assert ticket is not None, page.text
        form = {"ticket": ticket[1], "answer": answer} | ({"patient": patient} if patient else {})
        back = requests.post(f"{self.ehr.address}/decide", data=form, timeout=5, allow_redirects=False)
        return path_of(back.headers["Location"])

    def launched(self, app_context: str | None = None, patient: str = "ild-1042") -> Any:
        """The answer to the browser that comes back from an EHR launch."""
        return self.get(self.allows(self.leaves(self.ehr.opens(patient, app_context)).location))

    def chart(self, app_context: str | None = None) -> str:
        """The path of an opened chart."""
        answer = self.launched(app_context)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        found: str = answer.location
        return found


def path_of(url: str) -> str:
    parts = urlsplit(url)
    assert url.startswith(ADDRESS)
    return f"{parts.path}?{parts.query}"
