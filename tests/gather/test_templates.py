"""The queries of discovery, as an EHR team has to approve them."""

from __future__ import annotations

import re

import pytest

from cdshooks.gather.templates import (
    KEY_OF_TYPE,
    LONGEST_QUERY,
    MOST_QUERIES,
    TemplateError,
    as_prefetch,
    derive_templates,
    keys_by_need,
    pinned_differences,
)
from cdshooks.patient.coverage import Need

CODES = {
    "potassium": ("6298-4", "2823-3"),
    "creatinine": ("2160-0",),
    "renal_panel": ("2160-0", "2823-3", "33914-3"),
    "none_yet": (),
    "many_a": tuple(f"{n}-1" for n in range(10_000, 10_250)),
    "many_b": tuple(f"{n}-2" for n in range(20_000, 20_250)),
}


def codes_of(value_set: str) -> tuple[str, ...]:
    return CODES[value_set]


def derive(*needs: Need) -> dict[str, str]:
    return as_prefetch(derive_templates(needs, codes_of))


def test_the_patient_is_asked_for_even_when_no_card_names_it() -> None:
    assert derive() == {"patient": "Patient/{{context.patientId}}"}


def test_a_type_is_asked_for_once_however_many_value_sets_are_needed() -> None:
    assert derive(Need("Condition", "ild"), Need("Condition", "pjp"), Need("AllergyIntolerance")) == {
        "patient": "Patient/{{context.patientId}}",
        "conditions": "Condition?patient={{context.patientId}}",
        "allergies": "AllergyIntolerance?patient={{context.patientId}}",
    }


def test_results_are_asked_for_by_bare_codes_sets_by_name_codes_by_text_each_once() -> None:
    asked = derive(Need("Observation", "renal_panel"), Need("Observation", "potassium"))
    assert asked["observations1"] == (
        "Observation?patient={{context.patientId}}&code=2823-3,6298-4,2160-0,33914-3"
    )


def test_the_order_of_the_cards_does_not_move_a_query() -> None:
    needs = [Need("Observation", name) for name in CODES] + [Need("Procedure"), Need("Condition")]
    assert list(derive(*needs).items()) == list(derive(*reversed(needs)).items())


def test_long_code_lists_are_packed_into_few_queries_below_the_length() -> None:
    asked = derive(Need("Observation", "many_a"), Need("Observation", "many_b"))
    lists = [query for key, query in asked.items() if key.startswith("observations")]
    assert [key for key in asked if key.startswith("observations")] == [f"observations{n}" for n in (1, 2, 3)]
    assert all(len(query) <= 1_700 for query in lists)
    # A full query has no room for one more code of seven characters and its comma.
    assert all(len(query) + 8 > LONGEST_QUERY for query in lists[:-1])
    codes = [code for query in lists for code in query.rpartition("=")[2].split(",")]
    assert codes == [*CODES["many_a"], *CODES["many_b"]]


def test_a_query_may_be_as_long_as_allowed_and_no_longer() -> None:
    room = LONGEST_QUERY - len("Observation?patient={{context.patientId}}&code=")
    fits = derive_templates([Need("Observation", "x")], lambda _: ["a" * (room - 2), "b"])
    does_not = derive_templates([Need("Observation", "x")], lambda _: ["a" * (room - 1), "b"])
    assert [len(t.query) for t in fits[1:]] == [1_700]
    assert len(does_not[1:]) == 2


def test_a_need_of_results_hangs_on_every_query_that_holds_one_of_its_codes() -> None:
    needs = [Need("Observation", "many_a"), Need("Observation", "many_b"), Need("Condition", "ild")]
    keys = keys_by_need(derive_templates(needs, codes_of), needs, codes_of)
    assert keys[needs[0]] == ("observations1", "observations2")
    assert keys[needs[1]] == ("observations2", "observations3")
    assert keys[needs[2]] == ("conditions",)


def test_a_value_set_without_codes_is_served_by_no_query() -> None:
    needs = [Need("Observation", "none_yet"), Need("Observation", "creatinine")]
    templates = derive_templates(needs, codes_of)
    assert [t.key for t in templates] == ["patient", "observations1"]
    assert keys_by_need(templates, needs, codes_of)[needs[0]] == ()


def test_every_query_uses_the_patient_token_once_and_an_identifier_for_a_key() -> None:
    needs = [Need(resource) for resource in KEY_OF_TYPE if resource != "Observation"]
    asked = derive(*needs, Need("Observation", "potassium"))
    assert len(asked) == 13
    for key, query in asked.items():
        assert re.fullmatch("[A-Za-z][A-Za-z0-9]*", key)
        assert re.findall("{{(.*?)}}", query) == ["context.patientId"]
        names = [part.partition("=")[0] for part in query.partition("?")[2].split("&") if part]
        assert len(names) == len(set(names))


def test_sixteen_queries_are_the_most() -> None:
    needs = [Need(resource) for resource in KEY_OF_TYPE if resource != "Observation"]
    long = [f"{n:06d}" + "x" * 1_600 for n in range(5)]
    most = derive_templates([*needs, Need("Observation", "x")], lambda _: long[:4])
    assert len(most) == MOST_QUERIES == 16
    with pytest.raises(TemplateError, match="17 prefetch queries"):
        derive_templates([*needs, Need("Observation", "x")], lambda _: long)


@pytest.mark.parametrize("code", ["a,b", "http://loinc.org|1", "a$b", "a\\b", "", "x" * 2_000])
def test_a_code_that_a_search_would_misread_stops_the_start(code: str) -> None:
    with pytest.raises(TemplateError):
        derive_templates([Need("Observation", "x")], lambda _: [code])


def test_a_local_code_with_odd_letters_is_written_for_a_url() -> None:
    templates = derive_templates([Need("Observation", "x")], lambda _: ["K+ #&"])
    assert templates[1].query.endswith("&code=K%2B%20%23%26")
    assert templates[1].codes == frozenset({"K+ #&"})


def test_a_need_that_no_query_serves_stops_the_start() -> None:
    with pytest.raises(TemplateError, match="CarePlan"):
        derive(Need("CarePlan"))
    with pytest.raises(TemplateError, match="value set"):
        derive(Need("Observation"))


def test_nothing_is_said_about_queries_that_stayed() -> None:
    queries = {"ild-patient-view": derive(Need("Condition"))}
    assert pinned_differences(queries, {"ild-patient-view": dict(queries["ild-patient-view"])}) == []


def test_every_change_of_the_pinned_queries_is_said_in_words() -> None:
    observation = "Observation?patient={{context.patientId}}&code="
    pinned = {
        "old": {},
        "view": {"a": "A?x", "b": "B?x", "observations1": observation + "1,2", "o2": observation + "1,2"},
    }
    derived = {
        "new": {},
        "view": {"b": "B?y", "c": "C?x", "observations1": observation + "2,3", "o2": observation + "2,1"},
    }
    assert pinned_differences(pinned, derived) == [
        "new: the service is new.",
        "old: the service is gone.",
        "view: a is no longer asked for.",
        "view: b was B?x and is now B?y",
        "view: c is new: C?x",
        "view: o2 asks for the same codes in another order.",
        "view: observations1 now also asks for 3 and no longer asks for 1.",
    ]
