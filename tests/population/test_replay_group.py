"""``cdshooks replay`` is a group whose default is the command of files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["replay", *words])


def test_files_are_judged_without_naming_a_subcommand(checkout: Path) -> None:
    told = run(str(checkout / "sample_bundles" / "patients"), "--hook", "patient-view")
    assert told.exit_code == 0
    assert "10 judged, 10 patients." in told.output


def test_the_help_names_the_options_of_files_and_the_subcommands() -> None:
    told = run("--help").output
    assert "--explain" in told
    assert "--out RUN" in told
    for name in ("report", "compare", "whatif"):
        assert f"  {name} " in told


@pytest.mark.parametrize("name", ["report", "compare", "whatif"])
def test_each_subcommand_explains_itself(name: str) -> None:
    assert f"replay {name}" in run(name, "--help").output


def test_a_folder_with_the_name_of_a_subcommand_is_reached_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report").mkdir()
    assert "nothing to judge" in run("./report").output


@pytest.mark.parametrize("option", [["--every-order"], ["--workers", "2"], ["--csv"], ["--engine", "local"]])
def test_an_option_of_a_population_without_a_run_is_refused(checkout: Path, option: list[str]) -> None:
    told = run(str(checkout / "sample_bundles"), *option)
    assert told.exit_code == 2
    assert "--out RUN" in told.output


def test_a_population_is_not_printed(checkout: Path, tmp_path: Path) -> None:
    told = run(str(checkout / "sample_bundles"), "--out", str(tmp_path / "run"), "--explain")
    assert told.exit_code == 2


def test_a_run_that_cannot_begin_leaves_no_key_behind(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CDSHOOKS_HASH_KEY", raising=False)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "letter.txt").write_text("somebody's own")
    told = run(str(checkout / "sample_bundles"), "--out", str(tmp_path / "run"))
    assert (told.exit_code, "is not empty" in told.output) == (1, True)
    assert [one.name for one in tmp_path.iterdir()] == ["run"]
    (tmp_path / "run.key").write_text("k" * 32)
    run(str(checkout / "sample_bundles"), "--out", str(tmp_path / "run"))
    assert (tmp_path / "run.key").read_text() == "k" * 32


def test_without_the_extra_one_line_says_what_to_install(checkout: Path, tmp_path: Path) -> None:
    hidden = (
        "import sys; sys.modules['pyarrow'] = sys.modules['duckdb'] = None\n"
        "from cdshooks.cli import main; main()"
    )
    words = ["replay", str(checkout / "sample_bundles"), "--out", str(tmp_path / "run")]
    told = subprocess.run([sys.executable, "-c", hidden, *words], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "cdshooks[population]" in told.stderr


def test_help_and_files_load_no_library_of_populations(checkout: Path) -> None:
    patients = str(checkout / "sample_bundles" / "patients")
    asked = (
        "import sys; from click.testing import CliRunner; from cdshooks.cli import main\n"
        f"for words in (['--help'], ['replay', '--help'], ['replay', {patients!r}]):\n"
        "    assert CliRunner().invoke(main, words).exit_code == 0\n"
        "print(sorted({'duckdb', 'pyarrow', 'altair', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [["--out"], ["whatif", "--set", "pjp.steroid_mg_per_day=15", "--runs"]])
def test_a_key_that_cannot_be_made_is_told_in_a_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "a.json").write_text('{"resourceType": "Patient", "id": "a"}')
    (tmp_path / "file").touch()
    *words, out = command
    told = run(*words, str(tmp_path / "a.json"), out, str(tmp_path / "file" / "run"))
    assert told.exit_code == 1
    assert told.output == "Error: The key run.key cannot be read or made: not a directory.\n"
