"""The commands as people call them: what they print, how they end, and that bad input gets a sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import redirect_stderr
from errno import ENOSPC
from gzip import compress
from io import StringIO
from itertools import islice
from os import fsdecode
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.commands import check as check_command
from cdshooks.commands import common
from cdshooks.commands.stories import sample_findings
from cdshooks.replay import files
from tests.cards.clinic import ild, steroid
from tests.laws.test_clicks import all_stories
from tests.replay.records import DAY, PERSON, SIX_WEEKS, bundle, fibrosis_on_prednisone, write
from tools import make_samples

FEW = 3

SAMPLES = Path(__file__).parents[1] / "sample_bundles"
HEADLINE = SAMPLES / "pjp-start" / "prednisone-drafted-sulfonamide-allergy" / "request.json"


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def document(*words: object) -> Any:
    result = run(*words)
    return json.loads(result.stdout)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return write(tmp_path / "record.json", bundle(*fibrosis_on_prednisone()))


def once(work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, done at the first call, whatever it is called with; then only what came of it."""
    done: list[Any] = []

    def work_or_remember(*with_what: Any) -> Any:
        if not done:
            done.append(work(*with_what))
        return done[0]

    return work_or_remember


# sample


def test_sample_prints_the_request_of_the_story_in_which_the_card_speaks() -> None:
    assert document("sample", "pjp-start") == json.loads(HEADLINE.read_text(encoding="utf-8"))


def test_sample_moves_the_request_to_a_day() -> None:
    moved = document("sample", "pjp-start", "--today", "2026-06-01")
    assert moved["extension"] == {"as-of": "2026-06-01"}


def test_sample_prints_another_story() -> None:
    quiet = document("sample", "pjp-start", "--story", "already-on-atovaquone")
    assert quiet["prefetch"]["medicationRequests"]["total"] == 1


def test_sample_alone_lists_every_story() -> None:
    listed = run("sample").output
    assert "prednisone-drafted-sulfonamide-allergy" in listed
    assert listed.count("silence") >= 9


def test_the_list_of_samples_can_be_read_by_programs() -> None:
    first = next(one for one in document("sample", "--format", "json") if one["card"] == "pjp-start")
    assert (first["story"], first["hook"], first["day"], first["indicator"]) == (
        "prednisone-drafted-sulfonamide-allergy",
        "order-select",
        "2026-01-15",
        "warning",
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sample", "--story", "already-on-atovaquone"), "Name the card"),
        (("sample", "nothing"), "There is no card nothing. cdshooks check lists them."),
        (("sample", "pjp-strat"), "There is no card pjp-strat. Did you mean pjp-start?"),
        (("sample", "pjp-start", "--story", "nothing"), "It has: prednisone-drafted"),
        (("sample", "pjp-start", "--today", "tomorrow"), "write the day as 2026-01-15"),
        (("sample", "pjp-start", "--today", "2026-13-01"), "write the day as 2026-01-15"),
        (("sample", "pjp-start", "--today", "20260115"), "write the day as 2026-01-15"),
        (("sample", "pjp-start", "--today", "1899-12-31"), "from 1900"),
        (("replay", "nowhere.json"), "does not exist"),
        (("replay",), "Missing argument"),
        (("replay", HEADLINE, "--hook", "encounter-start"), "is not one of"),
        (("explain", HEADLINE, "pjp-strat"), "Did you mean pjp-start?"),
        (("polici",), "Did you mean policy?"),
        (("sheet", "card", "pjp-strat"), "Did you mean pjp-start?"),
        (("explain", HEADLINE, "ild-baseline-workup", "--hook", "order-sign"), "It speaks at: patient-view"),
        (("explain", HEADLINE, "pjp-start", "--draft", Path(__file__)), "is no JSON"),
        (("explain", HEADLINE, "pjp-start", "--draft", HEADLINE), "is no FHIR resource"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_do(words: tuple[object, ...], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


# replay


def test_replay_counts_what_each_card_said_about_the_samples() -> None:
    result = run("replay", SAMPLES)
    whole = document("replay", SAMPLES / "patients", "--format", "json", "--today", "2026-01-15")["sittings"]
    assert result.exit_code == 0
    assert len(whole) >= 30
    assert f"{len(make_samples.stories()) + len(whole)} judged" in result.stdout
    assert "passed over" in result.stdout


def test_replay_judges_a_request_on_its_own_day_and_on_another() -> None:
    (sitting,) = document("replay", HEADLINE, "--format", "json")["sittings"]
    assert sitting["day"] == "2026-01-15"
    assert sitting["draft"] == "MedicationRequest/draft-prednisone"
    (later,) = document("replay", HEADLINE, "--format", "json", "--today", "2026-02-01")["sittings"]
    assert later["day"] == "2026-02-01"


def test_replay_judges_a_record_at_all_hooks_or_one(record: Path) -> None:
    told = document("replay", record, "--format", "json", "--today", DAY)
    assert [one["hook"] for one in told["sittings"]] == ["patient-view", "order-select", "order-sign"]
    one = document("replay", record, "--format", "json", "--today", DAY, "--hook", "order-sign")["sittings"]
    assert [(sitting["hook"], sitting["draft"]) for sitting in one] == [
        ("order-sign", "MedicationRequest/gc")
    ]


def test_replay_takes_files_and_folders_together(record: Path) -> None:
    assert len(document("replay", record, HEADLINE.parent, "--format", "json")["sittings"]) == 4


def test_replay_of_requests_leaves_out_other_hooks() -> None:
    result = run("replay", HEADLINE, "--hook", "patient-view")
    assert result.exit_code == 1
    assert "nothing to judge" in result.stderr


def test_replay_explains_which_card_spoke_and_why(record: Path) -> None:
    told = run("replay", record, "--today", DAY, "--hook", "patient-view", "--explain").stdout
    assert "Patient/pat, patient-view" in told
    assert "pjp-start: warning" in told
    assert "40 mg/day" in told


def test_replay_lists_what_it_could_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", bundle(PERSON, ild(), steroid("no-dose", mg=None, start=-40)))
    told = run("replay", path, "--today", DAY)
    assert told.exit_code == 0
    assert "MedicationRequest/no-dose" in told.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON at line 1"),
        ({"resourceType": "Condition", "id": "c"}, "holds no Patient"),
        ({"hook": "order-sign", "context": {"patientId": "Smith"}}, "hookInstance is missing"),
        ({"hook": "order-sign", "hookInstance": "x", "context": {}}, "names no patient"),
        (
            {"hook": "order-sign", "hookInstance": "x", "context": {"patientId": "Smith"}},
            "context.draftOrders is missing",
        ),
        (
            {"hook": "patient-view", "hookInstance": "x", "context": {"patientId": "Smith"}},
            "holds no Patient of the context",
        ),
        ({"hook": "encounter-start", "hookInstance": "x", "context": {"patientId": "Smith"}}, "not one"),
    ],
)
def test_replay_of_a_file_it_cannot_judge_ends_with_1_and_shows_no_patient(
    content: object, says: str, tmp_path: Path, record: Path
) -> None:
    result = run("replay", record, write(tmp_path / "bad" / "bad.json", content), "--today", DAY)
    assert result.exit_code == 1
    assert says in " ".join(result.stderr.split())
    assert "Smith" not in result.output


@pytest.mark.parametrize("kind", ["table", "json"])
def test_a_folder_of_junk_is_told_file_by_file(tmp_path: Path, kind: str) -> None:
    tmp_path.joinpath("a.json").write_bytes(bytes(range(256)))
    tmp_path.joinpath("folder.json").mkdir()
    tmp_path.joinpath("dangling.json").symlink_to("nowhere")
    for name, content in {
        "deep.json": "[" * 2000,
        "deep-request.json": '{"hook": "order-sign", "hookInstance": "x", "context": '
        + '{"a":' * 300
        + "1"
        + "}" * 301,
        "empty.json": "",
        "list.json": "[]",
        "number.json": "5",
        "odd-hook.json": {"hook": 5, "context": []},
        "odd-type.json": {"resourceType": ["Patient"]},
        "odd-bundle.json": {"resourceType": "Bundle", "entry": "x"},
        "odd-entries.json": {"resourceType": "Bundle", "entry": [None, 5, {"resource": None}, {}]},
    }.items():
        write(tmp_path / name, content)
    result = run("replay", tmp_path, "--format", kind)
    assert result.exit_code == 1
    assert "nothing to judge" in result.stderr
    told = result.stderr if kind == "table" else result.stdout
    for name in ("a", "deep", "deep-request", "empty", "list", "number", "odd-hook"):
        assert f"{name}.json" in told
    assert "folder.json" not in told
    assert "dangling.json" in told


def test_names_and_ids_that_mean_something_to_a_terminal_are_printed_as_they_stand(tmp_path: Path) -> None:
    unread = {**steroid("x", mg=None, start=-400, days=7), "id": "[/red]:smile:"}
    course = {**SIX_WEEKS, "id": "[bold]course"}
    path = write(tmp_path / fsdecode(b"na\xffme.json"), bundle(PERSON, ild(), course, unread))
    told = run("replay", path, "--today", DAY, "--explain").stdout
    assert "MedicationRequest/[/red]:smile:" in told
    assert "draft MedicationRequest/[bold]course" in told
    assert document("replay", path, "--format", "json")["sittings"][0]["source"].endswith("na\ufffdme.json")
    assert "MedicationRequest/[bold]course" in run("explain", path, "pjp-start", "--today", DAY).stdout


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Path) -> None:
    size = record.stat().st_size
    monkeypatch.setattr(files, "MOST_BYTES", size)
    assert run("replay", record).exit_code == 0
    monkeypatch.setattr(files, "MOST_BYTES", size - 1)
    result = run("replay", record)
    assert result.exit_code == 1
    assert "record.json: larger than" in result.stderr


def test_a_file_that_is_named_twice_is_judged_once(record: Path) -> None:
    assert len(document("replay", record, record, record.parent, "--format", "json")["sittings"]) == 3


def test_work_of_some_length_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(common, "PATIENCE", 0.05)
    shown = StringIO()
    with redirect_stderr(shown):
        for _ in common.with_progress(range(2), 2, "Counting"):
            sleep(0.3)
    assert "Counting" in shown.getvalue()
    shown = StringIO()
    monkeypatch.setattr(common, "PATIENCE", 60)
    with redirect_stderr(shown):
        assert list(common.with_progress(range(2), 2, "Counting")) == [0, 1]
    assert "Counting" not in shown.getvalue()


def test_replay_says_as_json_what_was_not_judged(tmp_path: Path, record: Path) -> None:
    bad = write(tmp_path / "bad" / "bad.json", "{")
    told = document("replay", record, bad, "--format", "json")
    assert told["not_judged"] == [{"source": str(bad), "why": "not JSON at line 1", "wrong": True}]


def test_replay_goes_out_to_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site's own list of servers does not count here, even where a request brings a token."""
    monkeypatch.setenv("CDSHOOKS_FHIR_BASES", "http://127.0.0.1:9/fhir")
    request = json.loads(HEADLINE.read_text(encoding="utf-8"))
    del request["prefetch"]["patient"]
    request |= {"fhirServer": "http://127.0.0.1:9/fhir", "fhirAuthorization": {"access_token": "t"}}
    result = run("replay", write(tmp_path / "a.json", request))
    assert "holds no Patient of the context" in result.stderr


def test_a_run_may_be_the_folder_that_one_stands_in(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run").mkdir()
    monkeypatch.chdir(tmp_path / "run")
    result = run("replay", record, "--out", ".", "--today", DAY, "--workers", 1)
    assert (result.exit_code, result.stdout) == (0, "1 patient, 1 judged: .\n")
    assert (tmp_path / "run.key").exists()


# explain


def test_explain_shows_each_criterion_with_its_answer_and_its_resources() -> None:
    told = run("explain", HEADLINE, "pjp-start").stdout
    assert "pjp-start at order-select for Patient/ild-1042" in told
    assert "yes: patient alive" in told
    assert "no: aged 65 or older" in told
    assert "Condition/fibrotic-lung-disease" in told


def test_explain_as_json_holds_the_tree() -> None:
    (told,) = document("explain", HEADLINE, "pjp-start", "--format", "json")
    assert (told["became"], told["day"]) == ("warning", "2026-01-15")
    occasion, when = told["criteria"][:2]
    assert occasion["asked"] == "It looks when"
    assert occasion["resources"] == ["MedicationRequest/draft-prednisone"]
    assert when["answer"] == "yes"
    assert {part["answer"] for part in when["parts"]} == {"yes"}


def test_explain_of_silence_gives_its_reason() -> None:
    quiet = SAMPLES / "pjp-start" / "already-on-atovaquone" / "request.json"
    (told,) = document("explain", quiet, "pjp-start", "--format", "json")
    protected = "already protected against PJP (atovaquone active, at least 1500 mg a day on average)"
    assert (told["became"], told["reason"]) == ("silent", f"silent because: {protected}")


def test_explain_names_what_was_missing(tmp_path: Path) -> None:
    request = json.loads(HEADLINE.read_text(encoding="utf-8"))
    del request["prefetch"]["allergies"]
    told = run("explain", write(tmp_path / "a.json", request), "pjp-start").stdout
    assert "not known: allergy to a sulfonamide antibiotic or trimethoprim" in told
    assert "missing: allergy list: not supplied" in told


def test_explain_of_a_record_takes_the_first_hook_of_the_card_or_the_one_named(record: Path) -> None:
    words = ("explain", record, "pjp-start", "--today", DAY, "--format", "json")
    assert document(*words)[0]["hook"] == "patient-view"
    assert document(*words, "--hook", "order-sign")[0]["hook"] == "order-sign"


def test_explain_with_a_draft_asks_about_it_at_order_sign(record: Path, tmp_path: Path) -> None:
    draft = write(tmp_path / "draft" / "draft.json", steroid("new", mg=40, start=0, days=60, status="draft"))
    (told,) = document("explain", record, "pjp-start", "--draft", draft, "--today", DAY, "--format", "json")
    assert (told["hook"], told["draft"], told["became"]) == ("order-sign", "MedicationRequest/new", "warning")


def test_a_draft_is_taken_as_written_for_the_patient_of_the_record(record: Path, tmp_path: Path) -> None:
    order = {**steroid("new", mg=40, start=0, days=60, status="draft"), "subject": {"reference": "Patient/x"}}
    draft = write(tmp_path / "draft" / "draft.json", order)
    (told,) = document("explain", record, "pjp-start", "--draft", draft, "--today", DAY, "--format", "json")
    assert told["became"] == "warning"


@pytest.mark.parametrize("written", [compress, lambda body: b"\xef\xbb\xbf" + body], ids=["packed", "marked"])
def test_explain_reads_a_request_and_a_draft_as_replay_does(
    record: Path, written: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    name = "request.json.gz" if written is compress else "request.json"
    (tmp_path / "other").mkdir()
    request, draft = tmp_path / "other" / name, tmp_path / "other" / f"draft-{name}"
    request.write_bytes(written(HEADLINE.read_bytes()))
    order = steroid("new", mg=40, start=0, days=60, status="draft")
    draft.write_bytes(written(json.dumps(order).encode()))
    (told,) = document("explain", request, "pjp-start", "--format", "json")
    assert (told["hook"], told["became"]) == ("order-select", "warning")
    (told,) = document("explain", record, "pjp-start", "--draft", draft, "--today", DAY, "--format", "json")
    assert told["draft"] == "MedicationRequest/new"


def test_explain_of_an_empty_folder_says_what_to_give(tmp_path: Path) -> None:
    result = run("explain", tmp_path, "pjp-start")
    assert result.exit_code == 1
    assert "nothing to judge" in result.stderr
    assert "NDJSON" in result.stderr


def test_explain_says_where_a_card_speaks_when_it_was_not_asked() -> None:
    result = run("explain", HEADLINE, "ild-baseline-workup")
    assert result.exit_code == 1
    assert "it speaks at patient-view" in result.stderr


def test_explain_of_a_broken_file_ends_with_1(tmp_path: Path) -> None:
    result = run("explain", write(tmp_path / "a.json", "{"), "pjp-start")
    assert result.exit_code == 1
    assert "a.json: not JSON at line 1" in result.stderr


# check


def test_check_finds_nothing_wrong_and_says_what_it_looked_at() -> None:
    result = run("check")
    assert "pjp-start" in result.stdout
    assert "Not looked for here" in result.stdout
    # That the pinned queries are those of now is the matter of another test.
    wrong = [line for line in result.stdout.splitlines() if line.startswith("wrong: ")]
    assert [line for line in wrong if "differs from its pin" not in line] == []
    assert result.exit_code == bool(wrong)
    assert wrong or "Nothing is wrong." in result.stdout


def test_check_as_json_counts_cards_criteria_and_drafts() -> None:
    told = document("check", "--format", "json")
    start = next(card for card in told["cards"] if card["id"] == "pjp-start")
    assert start["criteria"] > 50
    assert start["drafts"] > 5
    assert start["summary_length"] <= 139


def test_check_ends_with_1_on_a_problem_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_command, "differences", lambda _services: ["ild-order-sign: allergies is new"])
    result = run("check")
    assert result.exit_code == 1
    assert "prefetch differs from its pin" in result.stdout
    assert "1 problem." in result.stdout


def test_check_tells_what_local_codes_ask_for_and_finds_no_fault_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pin is that of the release: a site that names its own codes would be at fault for ever."""
    file = tmp_path / "site.toml"
    file.write_text('[codes]\nobs_potassium = ["https://hospital.example.org/lab|K-LOCAL"]\n')
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(file))
    result = run("check")
    assert result.exit_code == 0, result.stdout
    assert "Nothing is wrong." in result.stdout
    assert "now also asks for K-LOCAL" in result.stdout
    assert "cdshooks sheet client NAME" in result.stdout


def test_check_ends_with_1_on_settings_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write(tmp_path / "site.toml", "[policy]\npjp.steroid_mg_per_day = 500\n")
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(site))
    result = run("check")
    assert result.exit_code == 1
    assert "pjp.steroid_mg_per_day: 500 is outside 10..30" in result.stderr


def test_coverage_by_samples_alone_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_command, "card_stories", lambda: None)
    # Flipping every criterion takes its time: a few samples will do here, all of them in the long test below.
    monkeypatch.setattr(check_command, "sample_findings", lambda engine: islice(sample_findings(engine), FEW))
    # Counted once, and told in both forms.
    monkeypatch.setattr(check_command, "_covered", once(check_command._covered))
    told = run("check", "--coverage").stdout
    assert f"{FEW} stories" in told
    assert "samples alone" in told
    alone = document("check", "--coverage", "--format", "json")["coverage"]
    assert alone["stories_of_tests"] is False
    leaf = next(one for one in alone["cards"]["pjp-start"] if one["criterion"] == "patient alive")
    assert leaf["reached"] == ["yes"]


@pytest.mark.long(seconds=600)
def test_in_a_checkout_the_stories_of_the_cards_count_too() -> None:
    told = document("check", "--coverage", "--format", "json")["coverage"]
    assert told["stories_of_tests"] is True
    assert told["stories"] == len(make_samples.stories()) + len({id(story) for story in all_stories()})
    with (Path(__file__).parent / "cards" / "coverage_gaps.csv").open(encoding="utf-8", newline="") as file:
        named = {row["gap"]: row["reason"] for row in csv.DictReader(file)}
    gaps = {gap["what"] for found in told["gaps"].values() for gap in found}
    assert gaps == set(named), (
        "what a card's stories do not tell is named with its reason in coverage_gaps.csv"
    )
    assert all(named.values())


def test_a_silent_card_is_said_to_be_silent_once(checkout: Path) -> None:
    request = checkout / "sample_bundles" / "pjp-start" / "already-on-atovaquone" / "request.json"
    head = run("explain", request, "pjp-start").stdout.splitlines()[0]
    assert "silent (because: already protected against PJP" in head
    assert head.count("silent") == 1


def test_a_terminal_without_the_letters_gets_escapes_and_programs_get_utf_8() -> None:
    ascii_only = CliRunner(charset="ascii")
    told = ascii_only.invoke(main, ["policy"])
    assert (told.exit_code, told.exception) == (0, None)
    assert b"\\u2026" in told.stdout_bytes
    for_programs = ascii_only.invoke(main, ["policy", "--format", "json"])
    assert for_programs.stdout_bytes == CliRunner().invoke(main, ["policy", "--format", "json"]).stdout_bytes


def test_a_full_disk_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(common.click, "echo", no_room)
    told = run("policy", "--format", "json")
    assert (told.exit_code, told.stderr) == (1, "Error: There is no room left where it is written.\n")
