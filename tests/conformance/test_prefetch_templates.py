"""The queries of discovery: such as every client can fill in and every FHIR server can answer."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest

from cdshooks.rules.case import Hook
from cdshooks.service import ClinicalEngine
from tests.conformance.calling import TMP_SMX_DESPITE_ALLERGY, Json, Running, sample, topics

requirement = pytest.mark.requirement

TOKEN = "{{context.patientId}}"
LONGEST = 2_000


@pytest.fixture
def queries(discovery: list[Json]) -> list[str]:
    """Every query of every service."""
    return [query for service in discovery for query in service["prefetch"].values()]


def parameters(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.partition("?")[2], keep_blank_values=True, strict_parsing=True)


@requirement("PT-01", "PT-02", "PT-03")
def test_every_query_is_a_read_or_a_search_of_one_type_about_a_field_of_the_context(
    queries: list[str],
) -> None:
    for query in queries:
        assert re.fullmatch(r"[A-Z][A-Za-z]+(/\{\{context\.\w+\}\}|\?[^{}\s]+=\{\{context\.\w+\}\}.*)", query)
        assert set(re.findall(r"\{\{(.*?)\}\}", query)) == {"context.patientId"}
        assert query.count("{") == query.count("}") == 2


@requirement("PT-04", "PT-05", "PT-13")
def test_only_a_field_that_every_hook_has_and_allows_as_a_token_is_one(queries: list[str]) -> None:
    for query in queries:
        for field in ("draftOrders", "selections", "encounterId", "userId"):
            assert field not in query
        assert query.count(TOKEN) == 1


@requirement("PT-06", "PT-07", "PT-08")
def test_no_query_needs_fhirpath(service: Running, queries: list[str]) -> None:
    for query in queries:
        assert not re.search(r"[%()]|\bofType\b|\bresolve\b|today|\||\{\{(?!context\.patientId\}\})", query)


@requirement("PT-09", "PT-10")
def test_queries_use_only_parameters_that_every_server_knows(queries: list[str]) -> None:
    searches = [query for query in queries if "?" in query]
    assert len(searches) > 25
    for query in searches:
        for name, value in parameters(query):
            assert name in ("patient", "code")
            assert value
            assert not re.match(r"(ne|sa|eb|ap)\d", value)


@requirement("PT-11", "PT-12", "PT-15")
def test_queries_are_short_repeat_no_parameter_and_list_bare_codes(queries: list[str]) -> None:
    listed = 0
    for query in queries:
        names = [name for name, _ in parameters(query)] if "?" in query else []
        assert len(names) == len(set(names))
        assert not {"_maxresults", "_sort", "sort:desc"} & set(names)
        assert (
            len("https://ehr.example.org/interconnect/api/FHIR/R4/" + query.replace(TOKEN, "x" * 64))
            < LONGEST
        )
        codes = dict(parameters(query)).get("code", "") if names else ""
        assert "|" not in codes
        listed += codes.count(",")
    assert listed > 100


@requirement("PT-14")
def test_keys_are_plain_names_and_a_site_may_use_others(service: Running, discovery: list[Json]) -> None:
    for one in discovery:
        assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", key) for key in one["prefetch"])
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    request["prefetch"] = {f"-{place} x": value for place, value in enumerate(request["prefetch"].values())}
    assert "tmpSmxAllergy" in topics(service.cards(request))


@requirement("PT-16")
def test_nothing_is_asked_for_that_no_card_of_the_hook_reads(
    engine: ClinicalEngine, discovery: list[Json]
) -> None:
    for one in discovery:
        needs = engine.plan.needs_by_hook[Hook(one["hook"])]
        codes = {code for need in needs if need.value_set for code in engine.plan.codes_of(need.value_set)}
        read = {need.resource for need in needs} | {"Patient"}
        for query in one["prefetch"].values():
            assert re.split(r"[?/]", query)[0] in read
            if "code=" in query:
                assert set(dict(parameters(query))["code"].split(",")) <= codes
