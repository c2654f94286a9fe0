"""Two clients of one service: each has its own FHIR servers and cards, and neither has the other's."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest

from cdshooks.service import ClinicalEngine, build_engine, build_plan
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from cdshooks.web.engine import PreconditionMissing
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, ild, steroid
from tests.cards.story import VIEW, Story, card_in
from tests.fhir_test_server import FhirTestServer, fhir_test_server, sends

STORY = Story("pjp-start", "20 mg", VIEW, "warning", record=(ild(), steroid(start=-19, until=8)))
THREADS_OF_A_CLIENT = 32
TOKEN = {"access_token": "s3cret-of-the-north", "token_type": "Bearer", "expires_in": 300}

CLIENT = """
[clients.{name}]
issuer = "https://{name}.example.org"
jwks_url = "https://{name}.example.org/jwks"
fhir_bases = ["{base}"]
[clients.{name}.cards]
{cards}
"""


@pytest.fixture
def north() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        yield running


@pytest.fixture
def south() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        yield running


@cache
def plan() -> Any:
    return build_plan(Site())


def engine(text: str, **settings: Any) -> ClinicalEngine:
    site = site_of(f"allow_unreviewed = true\n{text}", Path("site.toml"))
    return ClinicalEngine(plan(), Settings(**settings), site)


def client(name: str, cards: str = "", base: str = "https://ehr.example.org/fhir") -> str:
    return CLIENT.format(name=name, cards=cards, base=base)


def without_patient(server: FhirTestServer) -> HookRequest:
    """A request whose Patient stands on the server alone."""
    server.on("Patient/pat", sends(STORY.body()["prefetch"]["patient"]))
    body = STORY.body() | {"fhirServer": server.base, "fhirAuthorization": TOKEN}
    del body["prefetch"]["patient"]
    body["context"]["patientId"] = "pat"
    return HookRequest.model_validate(body)


def test_each_client_is_asked_about_at_its_own_server(north: FhirTestServer, south: FhirTestServer) -> None:
    own = engine(client("north", base=north.base) + client("south", base=south.base))
    for name, server in (("north", north), ("south", south)):
        assert own.answer(without_patient(server), today=TODAY, client=name)["cards"]
    assert north.paths() == south.paths() == ["Patient/pat"]
    assert north.asked[0][1]["Authorization"] == f"Bearer {TOKEN['access_token']}"


@pytest.mark.requirement("FA-09")
def test_a_client_cannot_send_us_to_the_server_of_another(
    north: FhirTestServer, south: FhirTestServer
) -> None:
    own = engine(client("north", base=north.base) + client("south", base=south.base))
    with pytest.raises(PreconditionMissing):
        own.answer(without_patient(south), today=TODAY, client="north")
    assert south.asked == []


def test_a_name_server_that_hangs_for_one_client_holds_up_no_other(
    south: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, resolve = Event(), socket.getaddrinfo
    hanging = Semaphore(0)

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "north.example.org":
            hanging.release()
            answers.wait(60)
            raise socket.gaierror(socket.EAI_AGAIN, "no name server")
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    clients = client("north", base="https://north.example.org/fhir") + client("south", base=south.base)
    own = engine(clients, budget_ms=60_000, hard_stop_ms=60_000)
    asked = without_patient(south)
    stuck = asked.model_copy(update={"fhir_server": "https://north.example.org/fhir"})
    with ThreadPoolExecutor(THREADS_OF_A_CLIENT) as callers:
        for _ in range(THREADS_OF_A_CLIENT):
            callers.submit(own.answer, stuck, today=TODAY, client="north")
        try:
            # All threads that ask for the north are taken now.
            assert all(hanging.acquire(timeout=30) for _ in range(THREADS_OF_A_CLIENT))
            assert own.answer(asked, today=TODAY, client="south")["cards"]
        finally:
            answers.set()


@pytest.mark.parametrize(("demo", "name"), [(True, "north"), (False, "north"), (False, None)])
def test_the_servers_of_the_demo_are_for_the_demo(
    north: FhirTestServer, demo: bool, name: str | None
) -> None:
    own = engine(client("north"), demo=demo, fhir_bases=(north.base,))
    with pytest.raises(PreconditionMissing):
        own.answer(without_patient(north), today=TODAY, client=name)
    assert north.asked == []
    the_demo = engine(client("north"), demo=True, fhir_bases=(north.base,))
    assert the_demo.answer(without_patient(north), today=TODAY)["cards"]


def shown(own: ClinicalEngine, name: str | None, today: date = TODAY) -> bool:
    return card_in(own.answer(STORY.request(), today=today, client=name), "pjp-start") is not None


def test_a_card_is_on_silent_or_off_for_each_client_by_itself() -> None:
    own = engine(
        client("north", 'pjp-start = "silent"') + client("south", 'pjp-start = "off"') + client("east")
    )
    assert [shown(own, name) for name in ("north", "south", "east")] == [False, False, True]
    silent = own.findings(STORY.request(), TODAY, "north").of("pjp-start")
    assert (silent.level.indicator, silent.hidden) == ("warning", True)
    with pytest.raises(KeyError):
        own.findings(STORY.request(), TODAY, "south").of("pjp-start")


def test_a_card_that_is_off_gives_way_to_those_it_would_have_silenced() -> None:
    record = (ild(), steroid(mg=30, start=-27, until=30))
    request = Story("pjp-start", "30 mg", VIEW, "warning", record=record).request()
    own = engine(client("north", 'pjp-start = "off"') + client("east"))
    for name, card in (("north", "pjp-consider"), ("east", "pjp-start")):
        found = own.findings(request, TODAY, name)
        assert [one.card.id for one in found.shown if one.folder == "pjp"] == [card]


def test_the_sites_own_mode_holds_for_every_client_that_says_nothing_else() -> None:
    text = '[cards]\npjp-start = "silent"\n' + client("north", 'pjp-start = "on"') + client("east")
    own = engine(text)
    assert [shown(own, name) for name in ("north", "east", None)] == [True, False, False]


def test_a_card_without_a_sign_off_stays_hidden_whatever_its_mode_is() -> None:
    site = site_of(client("north", 'pjp-start = "on"'), Path("site.toml"))
    assert not shown(build_engine(Settings(), site), "north")
