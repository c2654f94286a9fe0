"""The workbench: what it shows is what the service answers, and what is changed changes the answer."""

from __future__ import annotations

from functools import cache
from html import unescape
from io import BytesIO
from typing import Any

import orjson
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.publish.samples import Sample, patient_bundle, samples, whole_patients
from cdshooks.settings import Settings
from cdshooks.web.body_limits import MOST_FIELDS
from cdshooks.web.page_templates import pieces
from cdshooks.web.wire import HookRequest
from cdshooks.web.workbench_edits import Field
from cdshooks.web.workbench_form import MOST_NUMBERS
from tests.cards.story import engine

PJP = "pjp-start/prednisone-drafted-sulfonamide-allergy"
START = "Start PJP prophylaxis"
DRAFT = "MedicationRequest/draft-prednisone"
DOSE = "/dosageInstruction/0/doseAndRate/0/doseQuantity/value"
LARGEST_PAGE = 100_000


@cache
def client() -> FlaskClient:
    return create_app(Settings(demo=True), engine(), log_file=BytesIO()).test_client()


def opened(sample: str, *open: str, **form: Any) -> Any:
    """The page for a sample, with something unfolded and further fields filled in."""
    data = {"sample": sample, "sample-before": sample, "opened": list(open), **form}
    answer = client().post("/workbench", data=data)
    assert answer.status_code == 200, refusal(answer)
    assert len(answer.data) < LARGEST_PAGE
    return tree(answer)


def tree(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


def shown(page: Any) -> list[str]:
    """The summaries of the cards on a page."""
    return [one.get_text() for one in page.select(".said")]


@pytest.mark.parametrize("sample", samples(), ids=lambda one: f"{one.card}/{one.name}")
def test_every_sample_gets_the_cards_that_the_service_answers(sample: Sample) -> None:
    answered = engine().answer(HookRequest.model_validate(sample.request()), today=sample.day)
    page = client().get(f"/workbench?sample={sample.card}/{sample.name}")
    assert len(page.data) < LARGEST_PAGE
    found = shown(tree(page))
    assert found == [card["summary"] for card in answered["cards"]]


@pytest.mark.parametrize("patient", whole_patients(), ids=lambda one: one.name)
def test_a_whole_patient_can_be_opened_at_every_hook(patient: Any) -> None:
    for hook in ("patient-view", "order-select", "order-sign"):
        page = opened(f"patients/{patient.name}", hook=hook)
        assert f"Cards at {hook} on {patient.day}" in page.get_text()


def test_a_changed_dose_changes_the_answer_and_can_be_put_back() -> None:
    draft = "MedicationRequest/draft-prednisone"
    before = opened(PJP, f"resource {draft}")
    field = next(one for one in before.select("input[type=number]") if one.get("value") == "40")
    after = opened(PJP, f"resource {draft}", **{field.get("name"): "5"})
    assert shown(before)
    assert shown(after) == []
    edit = after.select("input[name=edit]")[0].get("value")
    assert orjson.loads(edit)[2] == 5
    assert shown(opened(PJP, edit=edit, restore=edit)) == shown(before)


def test_without_the_allergy_another_agent_leads() -> None:
    """Nothing is recommended then: an empty list does not say that there is no allergy."""
    before, after = opened(PJP), opened(PJP, remove="AllergyIntolerance/sulfonamide")
    assert "atovaquone" in before.select("button.recommended")[0].get_text()
    assert "TMP-SMX" in after.select(".suggestion button")[0].get_text()
    assert after.select("button.recommended") == []


def test_an_accepted_suggestion_quiets_its_card_and_can_be_given_back() -> None:
    before = opened(PJP)
    name = before.select("button.recommended")[0].get("value")
    after = opened(PJP, accept=name)
    assert not [one for one in shown(after) if one in shown(before)]
    assert shown(opened(PJP, accepted=name, **{"give-back": name})) == shown(before)


def test_a_silent_card_says_what_would_have_to_change() -> None:
    page = opened("pjp-start/already-on-atovaquone", "card pjp-start")
    changes = page.select("#card-pjp-start .changes")[0].get_text()
    assert "atovaquone" in changes
    assert "would have to be not so" in changes


def test_each_leaf_leads_to_its_resource() -> None:
    page = opened(PJP, "card pjp-start")
    led = [one.get("value") for one in page.select("#card-pjp-start .evidence button")]
    assert "resource MedicationRequest/draft-prednisone" in led


def test_another_number_of_the_site_changes_the_answer() -> None:
    sample = "pjp-start/already-on-atovaquone"
    before, after = (
        opened(sample, "card pjp-start", numbers=text) for text in ("", "pjp.steroid_mg_per_day = 30")
    )
    assert "at 20 mg/day" in before.get_text()
    assert "at 30 mg/day" in after.get_text()
    page = client().post(
        "/workbench", data={"sample": PJP, "sample-before": PJP, "numbers": "pjp.steroid_mg_per_day = 4000"}
    )
    assert page.status_code == 400
    assert "pjp.steroid_mg_per_day" in page.get_data(as_text=True)


def test_a_card_lists_its_numbers_and_each_can_be_tried() -> None:
    sample = "pjp-start/already-on-atovaquone"
    before = opened(sample, "card pjp-start")
    name = "number pjp.steroid_mg_per_day"
    (field,) = before.select(f"#card-pjp-start input[name='{name}']")
    fields = {"number-before pjp.steroid_mg_per_day": field.get("value")}
    same = opened(sample, "card pjp-start", **{name: field.get("value"), **fields})
    after = opened(sample, "card pjp-start", **{name: "30", **fields})
    assert "at 20 mg/day" in same.get_text()
    assert "at 30 mg/day" in after.get_text()
    assert after.select("#numbers")[0].get_text().strip() == "pjp.steroid_mg_per_day = 30"


@pytest.mark.parametrize(
    ("value", "most", "step"),
    [(40, 160, 1), (0.25, 1, 0.1), (2.5, 10, 1), (0, 10, 1), (5, 20, 1), (-3, 10, 1)],
)
def test_a_number_is_dragged_in_round_steps(value: float, most: float, step: float) -> None:
    field = Field("/dose", value, "number")
    assert (field.most, field.step) == (most, step)


def test_the_answer_is_shown_as_the_client_gets_it_beside_the_request() -> None:
    default, old = (opened(PJP, "answer", client=name) for name in ("default", "cds-hooks-1.0"))
    request, answer = (orjson.loads(one.get_text()) for one in default.select("#answer pre"))
    assert request["hook"] == "order-select"
    assert "uuid" in answer["cards"][0]
    assert "uuid" not in orjson.loads(old.select("#answer pre")[1].get_text())["cards"][0]


def test_a_pasted_bundle_is_judged_as_a_whole_record() -> None:
    bundle = orjson.dumps(patient_bundle("rapidly-progressive")).decode()
    page = client().post("/workbench", data={"text": bundle, "sample": "", "sample-before": ""})
    assert page.status_code == 200
    assert "Cards at patient-view" in page.get_data(as_text=True)


def test_an_uploaded_request_is_taken_before_the_sample() -> None:
    found = next(one for one in samples() if one.card == "tmp-smx-allergy")
    upload = (BytesIO(orjson.dumps(found.request())), "request.json")
    page = client().post("/workbench", data={"file": upload, "sample": PJP, "sample-before": PJP})
    answered = engine().answer(HookRequest.model_validate(found.request()), today=found.day)
    told = shown(tree(page))
    assert told == [card["summary"] for card in answered["cards"]]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"text": "{"}, "not JSON"),
        ({"text": "[]"}, "one JSON object"),
        ({"text": '{"resourceType": "Bundle"}'}, "neither a hook request nor a Bundle with a Patient"),
        ({"text": '{"hook": "patient-view"}'}, "hookInstance"),
        ({"text": '{"hook": "encounter-start"}'}, "no service for this hook"),
        ({"text": '{"a":\n 1,}'}, "line 2, column "),
        ({"sample": PJP, f"set {DRAFT} {DOSE}": ""}, "The dose quantity value, mg must be a number."),
        ({"text": '{"hook": 7, "prefetch": {"a": []}}'}, "hook"),
        ({"sample": "nobody/nothing"}, "There is no sample"),
        ({"sample": PJP, "today": "soon"}, "2026-01-15"),
        ({"sample": PJP, "client": "unknown"}, "client profile"),
        ({"sample": PJP, "numbers": "a"}, "name = value"),
        ({"sample": PJP, "edit": "[1]"}, "An edit must be"),
        ({"sample": PJP, "edit": '["MedicationRequest/draft-prednisone", "/no/such", 1]'}, "no such place"),
        ({"sample": PJP, "hook": "encounter-start"}, "no service for this hook"),
    ],
)
def test_what_cannot_be_used_is_named(form: dict[str, str], says: str) -> None:
    answer = client().post("/workbench", data={"sample-before": form.get("sample", ""), **form})
    assert answer.status_code in (400, 412)
    assert says in unescape(answer.get_data(as_text=True))
    assert client().get("/workbench").status_code == 200


@pytest.mark.parametrize(
    "slip", [{"numbers": "pjp.steroid_mg_per_day"}, {"today": "soon"}, {f"set {DRAFT} {DOSE}": ""}]
)
def test_a_slip_costs_nothing_else_of_the_form(slip: dict[str, str]) -> None:
    """Only what cannot be read has to be typed again; what was typed into the numbers stands to be mended."""
    edit = orjson.dumps([DRAFT, DOSE, 30]).decode()
    form = {"hook": "order-sign", "client": "cds-hooks-1.0", "edit": edit, "opened": f"resource {DRAFT}"}
    answer = client().post("/workbench", data={"sample": PJP, "sample-before": PJP, **form, **slip})
    assert answer.status_code == 400
    page = tree(answer)
    kept = {str(one["name"]): one["value"] for one in page.select("input[type=hidden]")}
    assert (kept["edit"], kept["opened"]) == (edit, f"resource {DRAFT}")
    assert page.select("#client option[selected]")[0]["value"] == "cds-hooks-1.0"
    assert page.select("#hook option[selected]")[0].get_text() == "order-sign"
    assert page.select("#numbers")[0].get_text() == slip.get("numbers", "")


def test_a_value_that_was_emptied_can_be_filled_in_again() -> None:
    name = f"set {DRAFT} /dosageInstruction/0/timing/repeat/boundsPeriod/end"
    emptied = opened(PJP, f"resource {DRAFT}", **{name: ""})
    edit = emptied.select("input[name=edit]")[0]["value"]
    assert orjson.loads(edit)[2] is None
    still = opened(PJP, f"resource {DRAFT}", edit=edit, **{name: ""})
    assert [one["value"] for one in still.select("input[name=edit]")] == [edit]
    again = opened(PJP, f"resource {DRAFT}", edit=edit, **{name: "2026-02-25"})
    assert orjson.loads(again.select("input[name=edit]")[0]["value"])[2] == "2026-02-25"


def test_the_dose_stands_first_and_what_is_no_number_or_day_is_folded() -> None:
    (section,) = opened(PJP, f"resource {DRAFT}").select("section.opened")
    first = section.select("input")[0]
    assert first["name"] == f"set {DRAFT} {DOSE}"
    assert "dose quantity value, mg" in section.select("label")[0].get_text()
    assert {one["type"] for one in section.select("details input")} == {"text"}
    assert {one["type"] for one in section.select("input")} == {"number", "date", "text"}
    assert START in section.select(".now")[0].get_text()
    problem = opened(PJP, "resource Condition/fibrotic-lung-disease")
    assert problem.select("section.opened > .fields input[type=date]")


def test_a_resource_is_named_once_in_its_evidence_and_leads_there() -> None:
    page = opened(PJP, "card pjp-start")
    line = next(one for one in page.select(".evidence li") if "Fibrosis of lung" in one.get_text())
    assert line.get_text() == "Fibrosis of lung, 2024-02-15 (Condition/fibrotic-lung-disease)"
    (led,) = line.select("button")
    assert led["value"] == "resource Condition/fibrotic-lung-disease"
    assert len(line.parent.select("button")) == 1


@pytest.mark.parametrize(
    ("line", "references", "found"),
    [
        ("no reference", [], ["no reference"]),
        ("(A/1)", ["A/1"], ["(", "A/1", ")"]),
        ("A/1, A/12, A/1-b", ["A/1", "A/12"], ["", "A/1", ", ", "A/12", ", A/1-b"]),
        ("https://x/A/1", ["A/1"], ["https://x/A/1"]),
    ],
)
def test_a_line_is_cut_at_its_references(line: str, references: list[str], found: list[str]) -> None:
    assert pieces(line, references) == found


def test_a_tree_is_open_where_something_of_the_record_decides() -> None:
    page = opened(PJP, "card pjp-start")
    parts = {
        one.summary.get_text(" ", strip=True): one for one in page.select("#card-pjp-start .tree details")
    }
    assert parts["yes not already protected against PJP (any of)"].has_attr("open")
    assert not parts["no systemic autoimmune rheumatic disease (any of)"].has_attr("open")


def test_a_field_without_a_place_changes_nothing() -> None:
    after = opened(PJP, **{"set MedicationRequest/draft-prednisone": "5", "set ": "5"})
    assert shown(after) == shown(opened(PJP))


def test_a_trial_is_saved_as_a_request_that_gives_the_same_cards() -> None:
    data = {
        "sample": PJP,
        "sample-before": PJP,
        "edit": '["MedicationRequest/draft-prednisone", "/status", "draft"]',
    }
    saved = client().post("/workbench/request.json", data=data)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    body = orjson.loads(saved.data)
    answer = client().post(f"/cds-services/ild-{body['hook']}", json=body).get_json()
    assert [card["summary"] for card in answer["cards"]] == shown(opened(PJP))


def test_nothing_is_fetched_for_a_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    request = next(one for one in samples() if f"{one.card}/{one.name}" == PJP).request()
    request |= {"fhirServer": "https://ehr.example.org/fhir", "fhirAuthorization": {"access_token": "t"}}
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asked another host"))
    del request["prefetch"]
    page = client().post("/workbench", data={"text": orjson.dumps(request).decode()})
    assert page.status_code == 412


def test_outside_the_demo_there_is_no_workbench() -> None:
    locked = create_app(Settings(), engine(), log_file=BytesIO()).test_client()
    assert locked.get("/workbench").status_code == 404


def refusal(answer: Any) -> str:
    found = tree(answer).select(".refusal")
    return found[0].get_text() if found else ""


def test_a_pasted_record_may_be_as_large_as_one_that_is_sent() -> None:
    bundle = {**(patient_bundle(whole_patients()[0].name) or {}), "note": "x" * 600_000}
    form = {"text": orjson.dumps(bundle).decode(), "file": (BytesIO(b""), "")}
    answer = client().post("/workbench", data=form, content_type="multipart/form-data")
    assert answer.status_code == 200, refusal(answer)


def test_all_cards_may_be_unfolded_at_once() -> None:
    unfolded = [f"card {card.id}" for card in engine().plan.catalogue.cards]
    form: dict[str, Any] = {"sample": PJP, "sample-before": PJP, "opened": unfolded}
    page = tree(client().post("/workbench", data=form))
    named = {one["name"]: one.get("value", "") for one in page.select("input[name^=number]")}
    assert len(named) > 500
    sent = {**form, **{f"other {number}": "1" for number in range(1_000)}, **named}
    sent["file"] = (BytesIO(b""), "")
    assert client().post("/workbench", data=sent, content_type="multipart/form-data").status_code == 200


@pytest.mark.parametrize("field", ["number x{}", "set Observation/o{} /value", "opened{}"])
def test_a_form_has_as_many_fields_as_a_page_of_ours(field: str) -> None:
    data = {"sample": PJP, **{field.format(number): "1" for number in range(MOST_FIELDS)}}
    answer = client().post("/workbench", data=data)
    assert answer.status_code == 413
    assert client().post("/workbench/request.json", data=data).status_code == 413


def test_numbers_that_are_tried_have_a_limit() -> None:
    lines = "\n".join(f"x.{number} = 1" for number in range(MOST_NUMBERS + 1))
    answer = client().post("/workbench", data={"sample": PJP, "numbers": lines})
    assert (answer.status_code, f"at most {MOST_NUMBERS}" in refusal(answer)) == (400, True)
