"""The README holds: its paths exist, its commands are the Makefile's, and its request gets its card."""

from __future__ import annotations

import re
import shlex
import sys
from functools import cache
from pathlib import Path

import pytest
import requests
from click import Context
from click.testing import CliRunner

from cdshooks.cli import main
from cdshooks.commands import diff
from tests.serving import clean_environment, free_port, serving

HERE = Path(__file__).resolve().parents[1]
README = (HERE / "README.md").read_text(encoding="utf-8")
MAKEFILE = (HERE / "Makefile").read_text(encoding="utf-8")

BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line]
PROSE = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
MADE_BY_INSTALLING = ".venv"


def starting(words: str) -> list[str]:
    return [line for line in COMMANDS if line.startswith(words)]


def paths_named() -> list[str]:
    """What stands in backticks and looks like a path, and what links and pictures lead to."""
    quoted = [words for words in re.findall(r"`([^`\s]+)`", PROSE) if "/" in words or words.endswith(".py")]
    linked = [goal for goal in re.findall(r"\]\(([^)\s]+)\)", PROSE) if "://" not in goal]
    found = [path for path in (*quoted, *linked) if not path.startswith((MADE_BY_INSTALLING, "/"))]
    return sorted(set(found))


def recipe_lines() -> set[str]:
    """The commands of the Makefile as a person would type them."""
    text = (
        MAKEFILE.replace("$(BIN)", ".venv/bin")
        .replace("$(PORT)", "8000")
        .replace("$(PROCESSES)", "4")
        .replace(" --quiet", "")
    )
    return {line.strip() for line in text.splitlines() if line.startswith("\t")}


def test_each_path_exists() -> None:
    named = paths_named()
    assert len(named) > 15
    # "__init__.py" is named as a kind of file, not as one of them.
    assert [path for path in named if path != "__init__.py" and not (HERE / path).exists()] == []


def test_each_make_target_exists() -> None:
    targets = set(re.findall(r"`?make ([a-z-]+)", README))
    assert {"serve", "test"} <= targets
    assert [one for one in sorted(targets) if not re.search(rf"^{one}:", MAKEFILE, re.MULTILINE)] == []


def test_the_plain_commands_are_those_of_the_makefile() -> None:
    plain = [*starting(".venv/bin/python"), *starting(".venv/bin/cdshooks serve")]
    plain += [line for line in starting(".venv/bin/") if "cdshooks" not in line and "python" not in line]
    assert len(plain) == 8
    assert [line for line in plain if line not in recipe_lines()] == []
    assert starting("python3 ") == ["python3 -m venv .venv"]
    assert "-m venv --clear $(VENV)" in MAKEFILE


@pytest.mark.parametrize("line", [one for one in COMMANDS if "/cdshooks " in one and " serve " not in one])
def test_each_command_of_the_command_line_ends_well(
    line: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(HERE)
    # The same checkout on both sides of a difference tells its sheets once.
    monkeypatch.setattr(diff, "_run", cache(diff._run))
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(tmp_path / "site.toml"))
    tmp_path.joinpath("site.toml").touch()
    if " sheet " in line:
        [added] = starting(".venv/bin/cdshooks client add")
        assert CliRunner().invoke(main, shlex.split(added)[1:]).exit_code == 0
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", f"sqlite:///{tmp_path / 'records.sqlite3'}")
    # What another checkout wrote to the folder of the example is not this one's.
    words = [word.replace("/tmp/", f"{tmp_path}/") for word in shlex.split(line)[1:]]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()


def test_all_commands_are_shown() -> None:
    shown = {shlex.split(line)[1] for line in COMMANDS if "/cdshooks " in line}
    assert shown == set(main.list_commands(Context(main)))


def test_the_request_gets_a_pjp_card_with_a_draft_order_from_a_running_demo(tmp_path: Path) -> None:
    """The words of the curl, taken apart and sent to the demo as ``make serve`` starts it."""
    [curl] = starting("curl ")
    words = shlex.split(curl)
    header = words[words.index("-H") + 1].split(": ")
    body = HERE / words[words.index("-d") + 1].removeprefix("@")
    [served] = starting(".venv/bin/cdshooks serve")
    port = free_port()
    programs = Path(sys.executable).parent
    start = [str(programs / "cdshooks"), *shlex.split(served)[1:-1], str(port)]
    assert words[-1].startswith("http://127.0.0.1:8000/")
    with serving(start, port, tmp_path, clean_environment(programs)) as address:
        answer = requests.post(
            words[-1].replace("http://127.0.0.1:8000", address),
            data=body.read_bytes(),
            headers=dict([header]),
            timeout=10,
        )
    [card, *_] = answer.json()["cards"]
    assert card["source"]["topic"]["code"] == "pjpStart"
    [recommended] = [one for one in card["suggestions"] if one.get("isRecommended")]
    assert "atovaquone" in recommended["label"]
    assert recommended["actions"][0]["resource"]["resourceType"] == "MedicationRequest"


def test_the_readme_travels_with_the_package() -> None:
    assert 'readme = "README.md"' in (HERE / "pyproject.toml").read_text(encoding="utf-8")
    ignored = (HERE / ".dockerignore").read_text(encoding="utf-8").split()
    assert not {"README.md", "*.md"} & set(ignored)
