"""What a client's value under a prefetch key says, and how much of the answer it is."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.gather.prefetch import ABSENT, DEEPEST, Supplied, _plain_answer, _Reading, read_prefetch
from cdshooks.patient.coverage import Completeness

COMPLETE, PARTIAL = Completeness.COMPLETE, Completeness.PARTIAL
FAILED, NOT_SUPPLIED = Completeness.FAILED, Completeness.NOT_SUPPLIED

C1 = {"resourceType": "Condition", "id": "c1"}
C2 = {"resourceType": "Condition", "id": "c2"}
M1 = {"resourceType": "Medication", "id": "m1"}


def bundle(*entries: object, **elements: object) -> dict[str, Any]:
    return {"resourceType": "Bundle", "entry": list(entries), **elements}


def outcome(severity: object, code: object = "processing") -> dict[str, Any]:
    return {"resourceType": "OperationOutcome", "issue": [{"severity": severity, "code": code}]}


def link(relation: str, url: object = "https://a.example/fhir?page=2") -> list[dict[str, Any]]:
    return [{"relation": relation, "url": url}]


@pytest.mark.parametrize(
    ("value", "state", "ids"),
    [
        pytest.param(ABSENT, NOT_SUPPLIED, [], id="the key is absent"),
        pytest.param(None, COMPLETE, [], id="null is known to be empty"),
        pytest.param({"resourceType": "Bundle"}, COMPLETE, [], id="a Bundle without entry"),
        pytest.param(bundle(total=0), COMPLETE, [], id="an empty Bundle"),
        pytest.param(bundle({"resource": outcome("warning")}, total=0), COMPLETE, [], id="Epic 4101"),
        pytest.param(bundle({"resource": outcome("information")}), COMPLETE, [], id="a remark"),
        pytest.param(bundle({"resource": outcome("warning", "suppressed")}), COMPLETE, [], id="Epic 4119"),
        pytest.param(bundle({"resource": outcome("error")}), FAILED, [], id="a Bundle with an error"),
        pytest.param(
            bundle({"resource": C1}, {"resource": outcome("fatal")}), FAILED, ["c1"], id="what came before"
        ),
        pytest.param(
            bundle({"resource": C1}, {"resource": outcome("warning", "incomplete")}),
            PARTIAL,
            ["c1"],
            id="a warning that not all was reached",
        ),
        pytest.param(outcome("error"), FAILED, [], id="a bare error"),
        pytest.param(outcome("fatal"), FAILED, [], id="a bare fatal error"),
        pytest.param(outcome("warning"), FAILED, [], id="a bare warning in place of the list"),
        pytest.param(outcome("information"), FAILED, [], id="a bare remark in place of the list"),
        pytest.param(outcome("warning", "forbidden"), FAILED, [], id="a bare warning that is a refusal"),
        pytest.param(outcome(None), FAILED, [], id="an outcome without severity"),
        pytest.param({"resourceType": "OperationOutcome"}, FAILED, [], id="an outcome without issue"),
        pytest.param(
            bundle({"resource": {"resourceType": "OperationOutcome", "issue": {"severity": "warning"}}}),
            COMPLETE,
            [],
            id="an issue that is no list",
        ),
        pytest.param(C1, COMPLETE, ["c1"], id="a single resource"),
        pytest.param(bundle({"resource": C1}), COMPLETE, ["c1"], id="no type"),
        pytest.param(bundle({"resource": C1}, type="collection"), COMPLETE, ["c1"], id="collection"),
        pytest.param(bundle({"resource": C1}, type="searchset"), COMPLETE, ["c1"], id="searchset"),
        pytest.param({"entry": [{"resource": C1}]}, COMPLETE, ["c1"], id="a Bundle that forgot its type"),
        pytest.param(
            {"resourceType": "Bundle", "entry": {"resource": C1}}, COMPLETE, ["c1"], id="one entry, no list"
        ),
        pytest.param(bundle(C1, C2), COMPLETE, ["c1", "c2"], id="entries that are the resources"),
        pytest.param([C1, C2], COMPLETE, ["c1", "c2"], id="a list of resources"),
        pytest.param([], COMPLETE, [], id="an empty list"),
        pytest.param([[C1], [[C2]]], COMPLETE, ["c1", "c2"], id="lists in lists"),
        pytest.param([C1, "x"], PARTIAL, ["c1"], id="a list with junk"),
        pytest.param([C1, None], COMPLETE, ["c1"], id="a list with null"),
        pytest.param([bundle({"resource": C1}), C2], COMPLETE, ["c1", "c2"], id="a Bundle in a list"),
        pytest.param(
            bundle({"resource": bundle({"resource": C1})}), COMPLETE, ["c1"], id="a Bundle in a Bundle"
        ),
        # A resource in a wrapping of its own is no shape that any version of the specification names.
        pytest.param({"response": {"status": "200"}, "resource": C1}, FAILED, [], id="wrapped"),
        pytest.param("Condition/c1", FAILED, [], id="a string"),
        pytest.param(3, FAILED, [], id="a number"),
        pytest.param(False, FAILED, [], id="a boolean"),
        pytest.param({}, FAILED, [], id="an object that is nothing"),
        pytest.param({"resourceType": 3}, FAILED, [], id="a type that is a number"),
        pytest.param({"resourceType": "Bundle", "entry": "x"}, FAILED, [], id="an entry that is a string"),
        pytest.param(bundle({"resource": C1}, {"fullUrl": "x"}), PARTIAL, ["c1"], id="an entry without one"),
        pytest.param(bundle({"resource": C1}, 7), PARTIAL, ["c1"], id="an entry that is a number"),
        pytest.param(bundle({"resource": {"id": "c1"}}), PARTIAL, [], id="a resource without a type"),
        pytest.param(
            bundle({"resource": C1}, {"resource": {"resourceType": ["Condition"]}}),
            PARTIAL,
            ["c1"],
            id="a resource whose type is a list",
        ),
        pytest.param(
            bundle({"resource": C1}, {"resource": {"resourceType": {}}}),
            PARTIAL,
            ["c1"],
            id="a resource whose type is an object",
        ),
        pytest.param(
            bundle({"resource": C1}, {"resource": {"resourceType": ""}}),
            PARTIAL,
            ["c1"],
            id="a resource whose type is empty",
        ),
        pytest.param(bundle({}, total=0), COMPLETE, [], id="an empty entry of none"),
        pytest.param(bundle({"resource": C1}, total=1), COMPLETE, ["c1"], id="as many as counted"),
        pytest.param(bundle({"resource": C1}, total=2), PARTIAL, ["c1"], id="fewer than counted"),
        pytest.param(bundle({"resource": C1}, total="2"), PARTIAL, ["c1"], id="counted in a string"),
        pytest.param(bundle({"resource": C1}, total=2.0), PARTIAL, ["c1"], id="counted with a point"),
        pytest.param(bundle(total=5e0), PARTIAL, [], id="counted with an exponent"),
        pytest.param(bundle({"resource": C1}, total=True), COMPLETE, ["c1"], id="a count that is none"),
        pytest.param(bundle(total=3), PARTIAL, [], id="a count only"),
        pytest.param(
            bundle({"resource": C1}, {"resource": M1, "search": {"mode": "include"}}, total=2),
            PARTIAL,
            ["c1", "m1"],
            id="what was included does not count",
        ),
        pytest.param(
            bundle({"resource": C1}, {"resource": C2, "search": {"mode": "include"}}, total=2),
            PARTIAL,
            ["c1", "c2"],
            id="nor does what has the type that was asked for",
        ),
        pytest.param(
            bundle({"response": {"status": "403 Forbidden"}}), FAILED, [], id="a batch entry that was refused"
        ),
        pytest.param(bundle({"resource": C1}, link=link("next")), PARTIAL, ["c1"], id="a next page"),
        pytest.param(bundle({"resource": C1}, link=link("next", 3)), PARTIAL, ["c1"], id="next to nowhere"),
        pytest.param(bundle({"resource": C1}, link=link("NEXT")), PARTIAL, ["c1"], id="next in capitals"),
        pytest.param(bundle({"resource": C1}, link=link("self")), COMPLETE, ["c1"], id="a self link"),
        pytest.param(bundle({"resource": C1}, link=link("next")[0]), PARTIAL, ["c1"], id="a link, no list"),
        pytest.param(bundle({"resource": C1}, link=["x", None]), COMPLETE, ["c1"], id="links that are none"),
    ],
)
def test_each_shape_of_a_value_has_its_meaning(value: object, state: Completeness, ids: list[str]) -> None:
    supplied = read_prefetch(value)
    assert supplied.completeness is state
    assert sorted(resource["id"] for resource in supplied.resources) == ids


def test_the_links_of_a_bundle_are_handed_on() -> None:
    links = link("self", "https://a/Condition?patient=1") + link("next", "https://a/next")
    supplied = read_prefetch(bundle({"resource": C1}, link=links))
    assert (supplied.self_url, supplied.next_url) == ("https://a/Condition?patient=1", "https://a/next")
    assert not supplied.lost


def test_a_first_page_is_not_held_against_the_total_but_the_last_one_is() -> None:
    assert not read_prefetch(bundle({"resource": C1}, total=2, link=link("next"))).lost
    assert read_prefetch(bundle({"resource": C2}, total=2), 1).completeness is COMPLETE
    assert read_prefetch(bundle({"resource": C2}, total=3), 1).completeness is PARTIAL


def test_medications_are_kept_by_their_full_url() -> None:
    supplied = read_prefetch(
        bundle({"fullUrl": "urn:uuid:7", "resource": M1}, {"fullUrl": "x", "resource": C1})
    )
    assert supplied.full_urls == {"urn:uuid:7": M1}


def test_a_patient_is_kept_by_a_name_that_only_its_entry_tells() -> None:
    person = {"resourceType": "Patient", "id": "p1"}
    supplied = read_prefetch(bundle({"fullUrl": "urn:uuid:9", "resource": person}))
    assert (supplied.full_urls, supplied.resources) == ({"urn:uuid:9": person}, [person])


def test_a_diagnosis_is_kept_by_a_name_that_only_its_entry_tells() -> None:
    named, other = {"fullUrl": "urn:uuid:8", "resource": C1}, {"fullUrl": "x", "resource": C2}
    supplied = read_prefetch(bundle(other, named))
    assert supplied.full_urls == {"urn:uuid:8": C1}
    assert supplied.resources == [C2, C1]


def test_what_was_sent_is_not_changed() -> None:
    value = bundle({"resource": C1, "fullUrl": "x"}, {"resource": M1}, total=9, link=link("next"))
    before = repr(value)
    assert read_prefetch(value).resources[0] is C1
    assert repr(value) == before


@pytest.mark.parametrize("wrap", [lambda v: [v], lambda v: bundle({"resource": v})])
def test_nesting_is_followed_to_its_limit_and_then_something_is_missing(wrap: Any) -> None:
    value: Any = C1
    for _ in range(DEEPEST):
        value = wrap(value)
    assert read_prefetch(value).resources == [C1]
    for _ in range(100_000):
        value = wrap(value)
    assert read_prefetch(value).completeness in (PARTIAL, FAILED)
    assert read_prefetch([value, C1]).resources == [C1]
    while (
        isinstance(value, list | dict) and value is not C1
    ):  # Taken apart gently, for the interpreter's sake.
        value = (
            value[0] if isinstance(value, list) else value.get("resource") or value["entry"][0]["resource"]
        )


def test_a_hundred_thousand_pieces_of_junk_are_read_quickly() -> None:
    began = time.monotonic()
    assert read_prefetch(bundle(*([{"resource": []}, None, {"link": 3}] * 33_000))).completeness is PARTIAL
    assert time.monotonic() - began < 1


_NAMES = [
    "resourceType",
    "entry",
    "resource",
    "link",
    "relation",
    "url",
    "total",
    "issue",
    "severity",
    "search",
]
_WORDS = ["Bundle", "OperationOutcome", "Condition", "next", "self", "error", "warning", "include", ""]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(_WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(_JSON)
def test_nothing_that_can_be_sent_raises_and_junk_is_never_an_empty_list(value: object) -> None:
    supplied = read_prefetch(value)
    assert supplied.completeness is not NOT_SUPPLIED
    assert all(isinstance(resource["resourceType"], str) for resource in supplied.resources)
    if isinstance(value, bool | int | float | str):
        assert supplied.completeness is FAILED


PLAIN = [
    {"resource": {"resourceType": "Condition", "id": "a"}},
    {"resource": {"resourceType": "Observation"}, "search": {"mode": "match"}},
]
ENTRIES = st.sampled_from(
    [
        {"resource": {"resourceType": "Condition", "id": "a"}},
        {"resource": {"resourceType": "Observation"}, "search": {"mode": "match"}},
        {"resource": {"resourceType": "Practitioner"}, "search": {"mode": "include"}},
        {"resource": {"resourceType": "Medication"}, "fullUrl": "urn:uuid:1"},
        {"resource": {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}},
        {"resource": {"resourceType": "Bundle", "entry": []}},
        {"resource": {"resourceType": ""}},
        {"resource": None},
        {"response": {"status": "404"}},
        {"resourceType": "Condition"},
        {},
        None,
        "x",
    ]
)
LINKS = st.sampled_from(
    [
        [{"relation": "self", "url": "https://ehr/Condition?patient=1"}],
        [{"relation": "self", "url": ""}],
        [{"relation": "next", "url": "https://ehr/2"}],
        [{"relation": "self", "url": "https://ehr/1"}, {"relation": "next", "url": "https://ehr/2"}],
        [{"relation": "self"}],
        {"relation": "self", "url": "https://ehr/1"},
        [],
        None,
        "x",
    ]
)
BUNDLES = st.fixed_dictionaries(
    {"resourceType": st.sampled_from(["Bundle", "Bundle", "Bundle", "Condition", None])},
    optional={
        "entry": st.one_of(st.lists(ENTRIES, max_size=3), st.lists(st.sampled_from(PLAIN), max_size=3)),
        "link": LINKS,
        "total": st.sampled_from([0, 1, 2, 3, 9, -1, True, "1", None, 1.0]),
    },
)


@settings(max_examples=1500, deadline=None)
@given(BUNDLES, st.sampled_from([0, 1, 5]))
def test_what_is_read_at_once_is_read_as_anything_else_is(found: dict[str, Any], before: int) -> None:
    at_once = _plain_answer(found, before)
    reading = _Reading(before)
    reading.read(found)
    assert at_once in (None, reading.supplied())


def test_the_usual_answer_is_read_at_once() -> None:
    usual = {"resourceType": "Bundle", "total": 2, "entry": PLAIN, "link": [{"relation": "self", "url": "x"}]}
    assert _plain_answer(usual, 0) == Supplied(
        [one["resource"] for one in PLAIN], COMPLETE, self_url="x", matches=2
    )
