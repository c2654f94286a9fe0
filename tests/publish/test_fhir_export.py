"""``cdshooks export``: every card and value set as valid FHIR, complete, resolving, the same in each run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fhir.resources.R4B import get_fhir_model_class

from cards import CATALOGUE
from cdshooks.cli import main
from cdshooks.publish.codes import codes_of
from cdshooks.publish.coverage import leaves_of
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.fhir_folder import InvalidResource, resources
from cdshooks.publish.fhir_limits import _KINDS, Limit, limits_of
from cdshooks.publish.fhir_names import BASE, Exported, computer_name, value_set_id
from cdshooks.publish.fhir_page import export_page
from cdshooks.publish.fhir_plan_definition import plan_definition
from cdshooks.publish.fhir_value_sets import library, value_set
from cdshooks.publish.plain_words import plain
from cdshooks.rules.card import Card
from cdshooks.rules.findings import AtOnce
from cdshooks.rules.language import condition, site_concept, valueset
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.sign_off import SignOff
from cdshooks.service import build_plan
from cdshooks.site import Site
from tests.rules.fixed import sure
from tests.spec.asking import a_card, catalogue, plan_of, terminology

pytestmark = pytest.mark.xdist_group("fhir-export")  # the export of the catalogue is written once

Json = dict[str, Any]

CARDS = CATALOGUE.cards
TYPES = ("Library", "PlanDefinition", "ValueSet")
SNOMED = "http://snomed.info/sct"


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@cache
def here() -> Exported:
    return Exported(build_plan(Site()))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the catalogue, written once."""
    folder = tmp_path_factory.mktemp("export") / "out"
    told = run("export", folder)
    assert told.exit_code == 0, told.output
    return folder


@pytest.fixture(scope="module")
def held(out: Path) -> dict[str, Json]:
    """What was written, by the canonical URL with the version."""
    read = [json.loads(path.read_bytes()) for path in sorted(out.glob("*/*.json"))]
    return {f"{one['url']}|{one['version']}": one for one in read}


def exported(*cards: Card, local: Any = None) -> Exported:
    return Exported(plan_of(*cards, local=local))


def of_type(held: dict[str, Json], kind: str) -> list[Json]:
    return [one for one in held.values() if one["resourceType"] == kind]


def strings(value: Any) -> Iterator[str]:
    """Every text inside a resource."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


def actions(value: Json) -> Iterator[Json]:
    for one in value.get("action", ()):
        yield one
        yield from actions(one)


def expressions(value: Json) -> Iterator[str]:
    for action in actions(value):
        for one in action.get("condition", ()):
            assert (one["kind"], one["expression"]["language"]) == ("applicability", "text/plain")
            yield one["expression"]["expression"]


def codes_in(resource: Json) -> set[tuple[str, str]]:
    included = resource.get("compose", {}).get("include", ())
    return {(one["system"], concept["code"]) for one in included for concept in one["concept"]}


# The files


def test_there_is_a_file_for_each_card_each_value_set_and_the_library(out: Path) -> None:
    names = {kind: {path.stem for path in (out / kind).iterdir()} for kind in TYPES}
    assert {path.name for path in out.iterdir()} == set(TYPES)
    assert names["PlanDefinition"] == {card.id for card in CARDS}
    assert names["ValueSet"] == {value_set_id(name) for name in here().plan.value_sets}
    assert len(names["ValueSet"]) == len(here().plan.value_sets)
    assert len(names["Library"]) == 1


def test_every_file_is_valid_and_is_called_as_its_resource(out: Path) -> None:
    for path in sorted(out.glob("*/*.json")):
        text = path.read_bytes()
        model = get_fhir_model_class(path.parent.name)
        assert model.model_validate_json(text).get_resource_type() == path.parent.name
        one = json.loads(text)
        assert (one["id"], one["status"]) == (path.stem, "draft")
        assert one["url"] == f"{BASE}/{path.parent.name}/{path.stem}"
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", one["id"]), one["id"]
        assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", one["name"]), one["name"]


def test_every_code_that_FHIR_fixes_is_one_of_those(held: dict[str, Json]) -> None:
    """The models know the codes and do not check them."""
    checked = sum(_fixed_codes(one, get_fhir_model_class(one["resourceType"])) for one in held.values())
    assert checked > 1000


def _fixed_codes(value: Json, model: Any) -> int:
    checked = 0
    for name, field in model.model_fields.items():
        allowed = (field.json_schema_extra or {}).get("enum_values")
        if allowed and (said := value.get(name)) is not None:
            assert said in allowed, (model.__name__, name, said)
            checked += 1
    inner = {
        "action": "PlanDefinitionAction",
        "relatedArtifact": "RelatedArtifact",
        "trigger": "TriggerDefinition",
    }
    inner |= {"documentation": "RelatedArtifact", "condition": "PlanDefinitionActionCondition"}
    for name, kind in inner.items():
        checked += sum(_fixed_codes(one, get_fhir_model_class(kind)) for one in value.get(name, ()))
    return checked


def test_every_reference_among_the_files_resolves_in_its_version(held: dict[str, Json]) -> None:
    named = set()
    for one in held.values():
        named |= {
            artifact["resource"] for artifact in one.get("relatedArtifact", ()) if "resource" in artifact
        }
        named |= set(one.get("library", ()))
    assert named == set(held)


def test_the_library_names_everything_else_and_the_catalogue(held: dict[str, Json]) -> None:
    (found,) = of_type(held, "Library")
    named = [one["resource"] for one in found["relatedArtifact"]]
    assert sorted(named) == sorted(one for one in held if "/Library/" not in one)
    assert found["type"]["coding"][0]["code"] == "asset-collection"
    assert found["identifier"][0]["value"] == found["version"] == here().fingerprint


@pytest.mark.parametrize("seed", ["1", pytest.param("2", marks=pytest.mark.long(seconds=5))])
def test_another_run_writes_the_same_bytes(seed: str, out: Path, tmp_path: Path, checkout: Path) -> None:
    again = tmp_path / "again"
    subprocess.run(
        [sys.executable, "-m", "cdshooks.cli", "export", str(again)],
        check=True,
        capture_output=True,
        cwd=checkout,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    files = sorted(path.relative_to(out) for path in out.glob("*/*"))
    assert files == sorted(path.relative_to(again) for path in again.glob("*/*"))
    assert [one for one in files if (out / one).read_bytes() != (again / one).read_bytes()] == []


def test_nothing_tells_when_it_was_written(held: dict[str, Json]) -> None:
    assert [name for name, one in held.items() if "date" in one or "meta" in one] == []


# A card


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_criterion_number_and_draft_of_a_card_is_in_its_file(card: Card, held: dict[str, Json]) -> None:
    card = here().plan.card(card.id)
    found = held[here().plan_definition(card.id)]
    said = "\n".join(strings(found))
    elsewhere = set() if card.silences else {id(one) for one in card.silences_while.walk()}
    elsewhere |= {id(one) for one in card.about.walk()}
    asked = {plain(one.words) for one in leaves_of(card) if id(one) not in elsewhere}
    assert {words for words in asked if words not in said} == set()
    assert plain(card.about.words) in said
    drafts = {part for one in drafts_of(card) for part in plain(one.words).split("{dose}")}
    assert {words for words in drafts if words not in said} == set()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_asked_at_its_hooks_and_rests_on_its_sources_and_sets(
    card: Card, held: dict[str, Json]
) -> None:
    found = held[here().plan_definition(card.id)]
    (action,) = found["action"]
    assert [(one["type"], one["name"]) for one in action["trigger"]] == [
        ("named-event", hook.value) for hook in card.hooks
    ]
    assert [one["url"] for one in action["documentation"]] == [one.url for one in card.sources]
    kinds = {"citation": [one.url for one in card.sources]}
    kinds["depends-on"] = [here().value_set(one.name) for one in codes_of(card, here().plan)]
    said = {
        kind: [one.get("url") or one["resource"] for one in found["relatedArtifact"] if one["type"] == kind]
        for kind in kinds
    }
    assert said == kinds
    assert len(action.get("action", ())) == len(card.suggest)
    assert (found["title"], found["version"]) == (plain(card.title), card.version)
    assert [one["value"] for one in found["identifier"]] == [
        here().plan.identities[card.id].signed,
        here().plan.identities[card.id].site,
    ]


def test_every_text_stands_alone(held: dict[str, Json]) -> None:
    """A number that a sentence refers to is one of the same text."""
    referred = 0
    for one in of_type(held, "PlanDefinition"):
        texts = [*expressions(one), *(action.get("textEquivalent", "") for action in actions(one))]
        for text in texts:
            numbers = re.findall(r"^ *(W?[\d.]+) ", text, re.MULTILINE)
            named = re.findall(r"\(as in (W?[\d.]+)\)", text)
            assert set(named) <= set(numbers), one["id"]
            assert len(numbers) == len(set(numbers)), one["id"]
            referred += len(named)
    assert referred > 0


def test_the_conditions_are_the_occasion_the_criteria_and_what_excludes() -> None:
    card = a_card(when=sure("a") & (sure("b") | ~sure("c")), unless=(sure("d").named("dee"), sure("e")))
    (expression,) = expressions(plan_definition(card, exported(card)))
    assert expression.splitlines() == [
        "1 It looks when the chart is opened.",
        "2 It speaks if all of these:",
        "  2.1 a",
        "  2.2 any of these:",
        "    2.2.1 b",
        "    2.2.2 not c",
        '3 It is silent if "dee"',
        "4 It is silent if e",
        "W1 dee: d",
    ]


def test_a_number_of_the_site_stands_in_the_file_with_its_default_and_its_source() -> None:
    name = "pjp.steroid_mg_per_day"
    default, changed = here(), Exported(build_plan(Site(numbers={name: Decimal(25)})))
    card = default.plan.card("pjp-start")
    before, after = plan_definition(card, default), plan_definition(card, changed)
    assert "glucocorticoid at 20 mg/day or more for 28 days" in next(expressions(before))
    assert "glucocorticoid at 25 mg/day or more for 28 days" in next(expressions(after))
    (line,) = [one for one in after["purpose"].splitlines() if f"({name};" in one]
    assert "beside another risk: 25 mg" in line
    assert "default 20, a site may set 10 to 30): ATS fungal statement 2011" in line
    assert before["identifier"][0] == after["identifier"][0]
    assert before["identifier"][1] != after["identifier"][1]
    assert default.fingerprint != changed.fingerprint
    assert before["library"] != after["library"]


def test_a_card_that_is_signed_names_who_and_when() -> None:
    unsigned = plan_of(a_card())
    signature = SignOff(
        unsigned.identities["a-card"].signed, "Ann Example", "pharmacist", "PharmD", "2026-01-15"
    )
    signed = compile_plan(catalogue(a_card()), terminology(), None, {"a-card": (signature,)})
    found = plan_definition(a_card(), Exported(signed))
    assert found["reviewer"] == [{"name": "Ann Example, pharmacist (PharmD)"}]
    assert found["approvalDate"] == "2026-01-15"
    assert not {"reviewer", "approvalDate"} & set(plan_definition(a_card(), Exported(unsigned)))


@pytest.mark.parametrize(
    ("version", "date"), [("2026-01-15", "2026-01-15"), ("1.0.0", None), ("2026-01", None)]
)
def test_a_card_has_a_date_where_its_version_is_a_day(version: str, date: str | None) -> None:
    card = a_card(version=version)
    assert plan_definition(card, exported(card)).get("date") == date


# Suggestions


def test_a_list_of_drugs_is_laid_out_once_with_codes_and_gates(held: dict[str, Json]) -> None:
    (rule,) = held[here().plan_definition("pjp-start")]["action"]
    first, second, tests, consult = rule["action"]
    assert [one["title"] for one in first["action"]] == [
        "TMP-SMX",
        "atovaquone",
        "dapsone",
        "inhaled pentamidine",
    ]
    tmp_smx, atovaquone = first["action"][:2]
    assert "allergy to a sulfonamide antibiotic or trimethoprim" in "\n".join(
        expressions({"action": [tmp_smx]})
    )
    assert atovaquone["action"][0]["code"][0]["coding"][0]["code"] == "308429"
    assert "action" not in second
    assert [one["precheckBehavior"] for one in (first, second, tests)] == ["yes", "no", "no"]
    assert "precheckBehavior" not in consult
    assert [one["code"][0]["coding"][0]["code"] for one in tests["action"]] == ["57021-8", "2160-0", "2823-3"]
    assert "condition" not in tests
    assert "no PJP agent is left" in consult["condition"][0]["expression"]["expression"]


def test_each_suggestion_says_whether_it_makes_changes_or_removes(held: dict[str, Json]) -> None:
    kinds = {
        action["type"]["coding"][0]["code"]
        for one in of_type(held, "PlanDefinition")
        for action in one["action"][0].get("action", ())
    }
    assert kinds == {"create", "update", "remove"}


# Value sets


def test_every_value_set_holds_its_codes_each_once_in_order(held: dict[str, Json]) -> None:
    for one in here().value_sets.values():
        found = held[here().value_set(one.name)]
        assert codes_in(found) == {(row.system, row.code) for row in one.rows}
        for included in found.get("compose", {}).get("include", ()):
            codes = [concept["code"] for concept in included["concept"]]
            assert codes == sorted(set(codes)), one.name
        displays = {
            concept.get("display")
            for block in found.get("compose", {}).get("include", ())
            for concept in block["concept"]
        }
        assert displays == {row.display or None for row in one.rows}, one.name


def test_a_concept_without_a_code_is_an_empty_set_with_its_meaning_until_the_site_names_one() -> None:
    symptom = site_concept("wheeze", "audible wheeze")
    card = a_card(when=condition(symptom).active())
    own = {symptom.name: [("https://hospital.example/codes", "W1"), (SNOMED, "56018004")]}
    empty, named = exported(card), exported(card, local=own)
    without = value_set(empty.value_sets[symptom.name], empty)
    assert (without["id"], without["title"]) == ("site-wheeze", "audible wheeze")
    assert "compose" not in without
    assert "empty" in without["purpose"]
    found = value_set(named.value_sets[symptom.name], named)
    assert codes_in(found) == set(own[symptom.name])
    assert "those that the site has named" in found["purpose"]
    assert found["version"] != without["version"]


def test_sets_that_are_made_of_others_have_ids_of_their_own() -> None:
    both, less = (
        valueset("cond_ra", "cond_ssc", words="a"),
        valueset("cond_ra", without=("cond_ssc",), words="b"),
    )
    ids = [value_set_id(one.name) for one in (both, less, valueset("cond_ra", words="c"))]
    assert len(set(ids)) == 3
    assert ids[2] == "cond-ra"
    assert value_set_id("a" * 64) == "a" * 64
    assert len(value_set_id("a" * 65)) == 64
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,64}", value_set_id(name)) for name in here().value_sets)
    assert computer_name("3-agents") == "N3Agents"


# What the form cannot carry


def test_each_file_names_what_it_cannot_carry(held: dict[str, Json]) -> None:
    for one in of_type(held, "PlanDefinition"):
        for limit in (Limit.THREE_ANSWERS, Limit.BUDGET):
            assert limit.words in one["usage"], one["id"]
    (found,) = of_type(held, "Library")
    assert [limit for limit in Limit if limit.words not in found["usage"]] == []
    sets = {one["identifier"][0]["value"]: one["purpose"] for one in of_type(held, "ValueSet")}
    assert "without a code" in sets["med_mycophenolate"]
    assert "without a code" not in sets["obs_ferritin"]
    assert "Products" in sets["allergy_sulfonamide_antibiotic"]
    assert "Products" not in sets["cond_ra"]


def counts(card_id: str) -> dict[Limit, int]:
    return {one.limit: one.count for one in limits_of(here().plan.card(card_id), here())}


def test_limits_are_counted_where_they_touch_a_card() -> None:
    start, screening = counts("pjp-start"), counts("ild-screening")
    assert start[Limit.EXPOSURE] > 0
    assert start[Limit.LISTS] == 1
    assert start[Limit.OVERRIDES] == 5
    # pjp-consider, the two other cards of its place, and pjp-dose-check, which silences it.
    assert start[Limit.PRECEDENCE] == 4
    assert not {Limit.LISTS, Limit.EXPOSURE} & set(screening)


def test_every_module_of_the_language_that_is_counted_has_a_criterion_in_some_card() -> None:
    used = {type(leaf).__module__ for card in here().plan.catalogue.cards for leaf in leaves_of(card)}
    assert set(_KINDS) - used == set()


def test_precedence_and_the_budget_are_told_as_they_are_here() -> None:
    loud, quiet = a_card("loud", silences=("quiet",)), a_card("quiet")
    plan = plan_of(loud, quiet)
    said = [plan_definition(one, Exported(plan))["usage"] for one in (loud, quiet)]
    assert '- 1 It speaks in place of "Title of quiet".' in said[0]
    assert '"Title of loud" speaks in its place.' in said[1]
    assert "Where more than 5 cards speak" in said[0]
    at_most = Exported(Plan(**{**vars(plan), "at_once": AtOnce(3, 1)}))
    assert "Where more than 3 cards speak" in plan_definition(loud, at_most)["usage"]
    assert at_most.fingerprint != Exported(plan).fingerprint


def test_what_of_a_table_is_not_built_and_how_cards_of_one_level_are_ranked_is_told() -> None:
    plain_one, marked = (
        a_card("plain-one"),
        a_card("marked", contraindication=True, waits_for=("A late clause.",)),
    )
    plan = plan_of(plain_one, marked)
    said = [plan_definition(one, Exported(plan))["usage"] for one in (plain_one, marked)]
    for words in ("- It is marked as a contraindication", "- A late clause."):
        assert [words in one for one in said] == [False, True]
    assert [
        one.count("- Contraindications are shown first, then the others by folder: pjp.") for one in said
    ] == [1, 1]


def test_the_page_is_the_one_that_the_cards_make(checkout: Path) -> None:
    page = checkout.joinpath("docs/export.md").read_text(encoding="utf-8")
    assert page == export_page(here()), "run: cdshooks sheet export > docs/export.md"


def test_the_command_prints_the_page() -> None:
    told = run("sheet", "export")
    assert (told.exit_code, told.stdout) == (0, export_page(here()))


# The command


def test_it_says_how_much_there_is_and_under_which_fingerprint(out: Path) -> None:
    told = run("export", out)
    files = sum(1 for _ in out.glob("*/*.json"))
    assert told.stdout == f"{files} resources are in {out}, catalogue {here().fingerprint}.\n"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    told = run("export", taken)
    assert told.exit_code == 1
    assert told.stderr == (
        f"Error: {taken} cannot be used: it is a file and not a folder. Name a new or an empty folder.\n"
    )
    assert taken.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("stranger", ["notes.txt", "PlanDefinition/an-older-card.json", "ValueSet"])
def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_is(
    stranger: str, tmp_path: Path
) -> None:
    path = tmp_path / stranger
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    told = run("export", tmp_path)
    assert told.exit_code == 1
    assert f"it holds {stranger}, which is no part of this export" in told.stderr
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    told = run("export", blocked / "out")
    assert told.exit_code == 1
    assert "cannot be written: Not a directory" in told.stderr


@pytest.mark.parametrize(
    "base", ["hospital", "ftp://a.example", "https://", "https://a.example?x", "http://[a"]
)
def test_a_base_that_is_no_address_is_refused(base: str, tmp_path: Path) -> None:
    told = run("export", tmp_path, "--base", base)
    assert told.exit_code == 2
    assert "write an address such as" in told.stderr


def test_canonical_urls_begin_with_the_base_that_was_named(tmp_path: Path) -> None:
    assert run("export", tmp_path, "--base", "https://cds.hospital.example/fhir/").exit_code == 0
    found = json.loads((tmp_path / "PlanDefinition" / "pjp-start.json").read_bytes())
    assert found["url"] == "https://cds.hospital.example/fhir/PlanDefinition/pjp-start"
    assert found["library"][0].startswith("https://cds.hospital.example/fhir/Library/")


def test_a_resource_that_would_not_be_valid_is_not_let_out() -> None:
    with pytest.raises(InvalidResource, match="PlanDefinition/broken: version: "):
        list(resources(exported(a_card("broken", version=""))))


def test_the_library_of_one_card_names_it() -> None:
    found = library(exported(a_card()))
    assert [one["resource"] for one in found["relatedArtifact"]] == [f"{BASE}/PlanDefinition/a-card|1.0.0"]
