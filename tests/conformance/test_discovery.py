"""Discovery: what is offered, said so that every version of a client can read it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest

from cdshooks.app import create_app
from cdshooks.settings import Settings
from cdshooks.web.engine import Service
from tests.conformance.calling import TMP_SMX_DESPITE_ALLERGY, Json, Running, over_http, sample
from tests.web.stand_in import StandIn

requirement = pytest.mark.requirement

HOOKS = {"patient-view", "order-select", "order-sign"}
MEMBERS = {"hook", "title", "description", "id", "prefetch", "usageRequirements", "version"}


class Offering(StandIn):
    """An engine that offers what it is told to."""

    def __init__(self, *offered: Service) -> None:
        super().__init__()
        self._offered = offered

    @property
    def services(self) -> tuple[Service, ...]:
        return self._offered


@requirement("D-01", "D-02", "D-03")
def test_discovery_is_an_object_with_a_list_of_services(service: Running) -> None:
    for _ in range(3):
        answer = service.get("/cds-services")
        assert answer.status_code == 200
        assert {one["hook"] for one in answer.json()["services"]} == HOOKS


@requirement("D-04")
def test_a_server_without_services_says_so_with_an_empty_list() -> None:
    with over_http(create_app(Settings(demo=True), Offering(), log_file=BytesIO())) as address:
        answer = Running(address, BytesIO(), None).get("/cds-services")  # type: ignore[arg-type]
    assert (answer.status_code, answer.content) == (200, b'{"services":[]}')


@requirement("D-05")
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_discovery_is_only_read(service: Running, method: str) -> None:
    answer = service.ask(method, "/cds-services", data=b"{}")
    assert answer.status_code == 405
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert "GET" in answer.headers["Allow"]


@requirement("D-06", "D-07", "D-08")
def test_every_service_has_its_hook_its_words_and_an_id_that_is_its_address(
    service: Running, discovery: list[Json]
) -> None:
    for one in discovery:
        assert one["hook"] in HOOKS
        assert re.fullmatch(r"[A-Z][^<>*_#`\n]{30,300}", one["description"])
        assert re.fullmatch(r"[a-z0-9-]+", one["id"])
        request = sample(TMP_SMX_DESPITE_ALLERGY) | {"hook": one["hook"]}
        assert service.call(request, one["id"]).status_code == 200


@requirement("D-09", "D-11")
def test_every_service_has_a_title_and_says_what_it_needs(discovery: list[Json]) -> None:
    assert len({one["title"] for one in discovery}) == len(HOOKS)
    for one in discovery:
        needs = one["usageRequirements"]
        for word in ("prefetch", "access token", "scopes", "register"):
            assert word in needs
        assert ("context.draftOrders" in needs) is (one["hook"] != "patient-view")


@requirement("D-10")
def test_the_prefetch_is_an_object_of_queries_and_left_out_where_there_is_none(discovery: list[Json]) -> None:
    for one in discovery:
        assert len(one["prefetch"]) > 5
        assert all(isinstance(query, str) and query for query in one["prefetch"].values())
    bare = replace(StandIn().services[0], prefetch={})
    with over_http(create_app(Settings(demo=True), Offering(bare), log_file=BytesIO())) as address:
        answer = Running(address, BytesIO(), None).get("/cds-services")  # type: ignore[arg-type]
    assert "prefetch" not in answer.json()["services"][0]


@requirement("D-12", "D-13")
def test_the_version_of_the_specification_is_named_and_that_of_the_hook_is_not(discovery: list[Json]) -> None:
    assert {one["version"] for one in discovery} == {"2.0.1"}
    assert not any("hookVersion" in one for one in discovery)


@requirement("D-14", "D-15", "D-16")
def test_each_hook_has_one_service_with_an_id_of_its_own(discovery: list[Json]) -> None:
    assert len({one["id"] for one in discovery}) == len(discovery) == len({one["hook"] for one in discovery})


@requirement("D-17")
def test_discovery_holds_standard_members_alone(service: Running, discovery: list[Json]) -> None:
    assert set(service.get("/cds-services").json()) == {"services"}
    assert {name for one in discovery for name in one} == MEMBERS


@requirement("D-18")
@pytest.mark.parametrize("authorization", [None, "Bearer a.b.c", "Bearer", "Basic eA==", "nonsense"])
def test_discovery_asks_for_no_token_and_minds_none(service: Running, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    assert len(service.get("/cds-services", headers=headers).json()["services"]) == len(HOOKS)


@requirement("D-19", "D-20")
def test_discovery_is_the_same_every_time_whether_the_address_ends_in_a_slash_or_not(
    service: Running,
) -> None:
    first = service.get("/cds-services")
    for path in ("/cds-services", "/cds-services/", "/cds-services?_format=json"):
        assert service.get(path).content == first.content
        head = service.ask("HEAD", path)
        assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(first.content)))
        assert service.ask("OPTIONS", path).status_code == 204
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    assert service.call(request, "ild-order-sign/").status_code == 200
    assert service.fhir.asked == []


@requirement("D-21")
def test_a_page_for_people_says_what_is_offered(service: Running, discovery: list[Json]) -> None:
    page = service.get("/")
    assert page.headers["Content-Type"].startswith("text/html")
    for one in discovery:
        assert f"/cds-services/{one['id']}" in page.text
        assert all(f"<code>{key}</code>" in page.text for key in one["prefetch"])
