"""The documentation holds: what it names exists, its settings are all there, its examples run."""

from __future__ import annotations

import re
import shlex
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click import Command, Context, Group

from cards import CATALOGUE
from cdshooks.cli import main
from cdshooks.client import Client
from cdshooks.rules import language
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import PREFIX, Settings
from cdshooks.web.client_profiles import PROFILES
from cdshooks.web.client_tokens import Why
from tests.cards import story
from tests.spec.asking import plan_of
from tests.spec.test_hardest_tables import TEN

HERE = Path(__file__).resolve().parents[1]
DOCS = HERE / "docs"
PAGES = sorted((*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")))
EXAMPLE = HERE / "cards" / "drug_safety" / "dapsone_without_g6pd.py"
"""The file that the example of ``adding-a-card.md`` would be. It does not exist."""

PLACES = re.compile(r"`((?:cards|cdshooks|tests|tools|docs|sample_bundles|benchmarks)/[^`\s{}<>]*)`")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def module_of(code: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = folder / f"{name}.py"
    path.write_text(code, encoding="utf-8")
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_place_that_a_page_names_exists(path: Path) -> None:
    named = PLACES.findall(path.read_text(encoding="utf-8"))
    missing = [place for place in named if not (HERE / place).exists()]
    assert [place for place in missing if HERE / place != EXAMPLE] == []


@pytest.mark.parametrize(
    ("heading", "folder"),
    [
        ("Where in `rules`", "cdshooks/rules"),
        ("Where in `patient`", "cdshooks/patient"),
        ("Beside the rooms", "cdshooks"),
    ],
)
def test_each_module_of_the_largest_rooms_stands_in_the_architecture_once(heading: str, folder: str) -> None:
    _, _, told = page("architecture.md").partition(f"## {heading}")
    named = re.findall(r"`(\w+\.py)`", told.partition("\n## ")[0])
    there = [path.name for path in (HERE / folder).glob("*.py") if path.stem != "__init__"]
    assert sorted(named) == sorted(there)


def test_every_setting_is_described_with_its_default_and_no_other_is() -> None:
    described = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) \|", page("configuration.md"), re.MULTILINE))
    assert set(described) == {name.upper() for name in Settings.model_fields}
    plain = {n: f.default for n, f in Settings.model_fields.items() if isinstance(f.default, int | str)}
    said: dict[str, Any] = {name: described[name.upper()].strip("`") for name in plain}
    assert said == {
        name: str(value).lower() if value is False else str(value) for name, value in plain.items()
    }
    assert {name for name in described if described[name] == "none"} == {
        name.upper() for name, field in Settings.model_fields.items() if field.default in ((), None)
    } - {"BASE_URL"}


def test_the_site_files_of_the_page_can_be_used(tmp_path: Path) -> None:
    choices, clients = blocks(page("configuration.md"), "toml")
    site = tmp_path / "site.toml"
    site.write_text(f"{choices}\n{clients}", encoding="utf-8")
    engine = build_engine(Settings(demo=True, site_file=site))
    plan = engine.plan
    assert set(plan.surroundings.numbers) == {"pjp.steroid_mg_per_day", "results.days"}
    assert "K" in plan.codes_of("obs_potassium")
    assert "site:worsening-respiratory-symptom" not in {one.name for one in plan.site_concepts}


def test_every_key_of_a_client_is_described_and_no_other_is() -> None:
    described = re.findall(r"^\| `(\w+)` \|", page("configuration.md").split("## Clients")[1], re.MULTILINE)
    keys = {field.alias or name for name, field in Client.model_fields.items()}
    assert set(described) - {"default", "epic", "oracle", "sandbox"} == keys


def test_every_profile_is_described() -> None:
    text = page("configuration.md").split("**Profiles.**")[1]
    assert re.findall(r"^\| `([\w.-]+)` \|", text, re.MULTILINE) == list(PROFILES)


def test_every_word_of_a_refusal_is_explained() -> None:
    text = page("install.md").split("## What the log says of a refusal")[1]
    explained = set(re.findall(r"^\| `([a-z ]+)` \|", text, re.MULTILINE)) - {"refusal"}
    web = "".join(path.read_text(encoding="utf-8") for path in (HERE / "cdshooks/web").glob("*.py"))
    assert explained == {why.value for why in Why} | set(re.findall(r'refusal = "([a-z ]+)"', web))


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/cdshooks (.*)$", page("install.md"), re.MULTILINE))
def test_every_command_of_the_installation_is_one(line: str) -> None:
    command: Command = main
    words = shlex.split(line)
    while isinstance(command, Group):
        found = command.get_command(Context(command), words.pop(0))
        assert found is not None
        command = found
    command.make_context("cdshooks", words)


def test_the_example_card_compiles_and_its_stories_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared, _, told = blocks(page("adding-a-card.md"), "python")
    card = module_of(declared, "dapsone_without_g6pd", tmp_path, monkeypatch).card
    stories = module_of(told, "stories_of_the_example", tmp_path, monkeypatch).STORIES
    engine = ClinicalEngine(plan_of(card), Settings(demo=True))
    monkeypatch.setattr(story, "engine", lambda site_codes: engine)
    assert {one.expect for one in stories} == {"warning", "info", "silent", "not known"}
    for one in stories:
        story.check(one)


def test_the_example_of_a_folder_names_what_it_holds_now() -> None:
    folder = blocks(page("adding-a-card.md"), "python")[1]
    present = (HERE / "cards/drug_safety/__init__.py").read_text(encoding="utf-8")
    for module in re.findall(r"(\w+)\.card", present):
        assert f"{module}.card" in folder


def test_the_first_decision_tells_of_all_ten_tables() -> None:
    text = page("decisions/0001-ten-hardest-tables.md")
    assert [name for name in TEN if f"**{name}.**" not in text] == []


def test_the_lines_that_the_first_decision_quotes_are_lines_of_the_cards() -> None:
    text = page("decisions/0001-ten-hardest-tables.md")
    sources = (HERE / "cards").rglob("*.py")
    written = {re.sub(r"\s", "", path.read_text(encoding="utf-8")).replace(",)", ")") for path in sources}
    quoted = [line for block in blocks(text, "python") for line in block.splitlines()]
    assert len(quoted) > 15
    plain = [re.sub(r"\s", "", line).replace(",)", ")").rstrip(",") for line in quoted]
    assert [one for one in plain if not any(one in source for source in written)] == []


def test_the_words_that_the_first_decision_calls_language_are_in_it() -> None:
    rows = re.findall(
        r"^\|[^|]*\| language: (.*?) \|$", page("decisions/0001-ten-hardest-tables.md"), re.MULTILINE
    )
    assert len(rows) > 8
    exported = set(language.__all__)
    machinery = "".join(path.read_text(encoding="utf-8") for path in (HERE / "cdshooks/rules").glob("*.py"))
    for row in rows:
        for word in re.findall(r"`~?(?:\w+(?:\(\.\.\.\))?\.)*(\w+)", row.split(";")[0]):
            assert word in exported or re.search(rf"\b{word}\b", machinery), word


def test_every_card_of_the_clinical_questions_is_a_card() -> None:
    known = {card.id for card in CATALOGUE.cards}
    named = set(
        re.findall(r"`((?:pjp|tmp-smx|ssc|ild|mycophenolate)-[a-z-]+)`", page("clinical-questions.md"))
    )
    assert named
    assert named <= known


def test_each_clinical_question_is_asked_once_and_stands_by_itself() -> None:
    """A sheet quotes whole paragraphs: what is glued to the one before would stand on the wrong sheet."""
    blocks = page("clinical-questions.md").split("\n\n")
    headings = [one for one in blocks if one.startswith("#")]
    questions = [one.partition("?**")[0] for one in blocks if one.startswith("**")]
    assert len(questions) > 200
    assert sorted(set(questions)) == sorted(questions)
    assert sorted(set(headings)) == sorted(headings)
    assert [one for one in blocks if "\n#" in one or "\n**" in one] == []


def test_decisions_are_numbered_without_a_gap_and_titled_by_their_number() -> None:
    records = sorted(path for path in DOCS.glob("decisions/*.md") if path.stem != "index")
    assert [path.name[:4] for path in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for path in records:
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]}: ")
