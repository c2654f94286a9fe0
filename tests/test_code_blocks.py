"""Every code block of the documentation is executed by a test, or stands here with the reason why not."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from cards import CATALOGUE
from cdshooks.cli import main
from cdshooks.commands import diff
from cdshooks.reviews import reviews_of

HERE = Path(__file__).resolve().parents[1]
PAGES = sorted((HERE / "README.md", *HERE.glob("docs/*.md"), *HERE.glob("docs/decisions/*.md")))

FENCE = re.compile(r"^( *)(`{3,})([^\n`]*)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
DIRECTIVE = re.compile(r"\{[\w-]+\}")

EXECUTED_BY = {
    ("README.md", "sh"): "tests/test_readme.py",
    ("docs/adding-a-card.md", "python"): "tests/test_docs.py",
    ("docs/configuration.md", "toml"): "tests/test_docs.py",
    ("docs/decisions/0001-ten-hardest-tables.md", "python"): "tests/test_docs.py",
    ("docs/install.md", "sh"): "tests/records/test_installation.py",
    ("docs/language.md", "python"): "tests/spec/manual.py",
    ("docs/operations.md", "sh"): "tests/test_code_blocks.py",
    ("docs/replay.md", "sh"): "tests/test_code_blocks.py",
    ("docs/replay-of-public-records.md", "sh"): "tests/test_code_blocks.py",
    ("docs/signing.md", "sh"): "tests/test_code_blocks.py",
    ("docs/signing.md", "toml"): "tests/test_code_blocks.py",
    ("docs/start.md", "sh"): "tests/test_code_blocks.py",
    ("docs/synthetic-populations.md", "sh"): "tests/test_code_blocks.py",
}
"""By page and language the file that runs the blocks; the manual is made of tests that ran."""

NOT_EXECUTED = {
    ("docs/architecture.md", "text"): "a drawing of the way of a request, no program",
    ("docs/replay-report.md", "text"): "the forms of three commands, which tests/population runs in each",
    (
        "docs/replay.md",
        "sh",
        3,
    ): "an extra, Java and a cluster: tests/population/test_spark.py has what it can",
    (
        "docs/smart-app.md",
        "sh",
    ): "it wants a FHIR server with patients; tests/browser/test_smart_app.py walks through the app",
    ("docs/smart-app.md", "toml"): "a part of a site.toml, whose keys tests/smart reads",
    ("docs/threat-model.md", "text"): "a drawing of who speaks with whom, no program",
}
"""By page and language, or by page, language and place among these (from 1), why a block is not run."""


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The language and the text of each block of a page; directives of Sphinx are no code."""
    for _, _, kind, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if not DIRECTIVE.match(kind):
            yield kind.strip(), text


def of_page(name: str, kind: str) -> list[str]:
    return [text for found, text in blocks(HERE / name) if found == kind]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_block_is_executed_or_says_why_not(page: Path) -> None:
    name, seen, left = page.relative_to(HERE).as_posix(), dict[str, int](), []
    for kind, _ in blocks(page):
        seen[kind] = seen.get(kind, 0) + 1
        known = (name, kind) in EXECUTED_BY or (name, kind) in NOT_EXECUTED
        if not known and (name, kind, seen[kind]) not in NOT_EXECUTED:
            left.append(f"{name}: {kind or 'no language'} {seen[kind]}")
    assert left == []


def test_what_is_listed_is_there() -> None:
    for key in (*EXECUTED_BY, *NOT_EXECUTED):
        assert len(of_page(key[0], key[1])) >= (key[2] if len(key) > 2 else 1), key
    for file in set(EXECUTED_BY.values()):
        names = [Path(page).name for (page, _), by in EXECUTED_BY.items() if by == file]
        text = (HERE / file).read_text(encoding="utf-8")
        assert [name for name in names if name.removesuffix(".md") not in text] == []


def run(line: str, **places: object) -> Result:
    """A line of a page as it is typed, its words in capitals replaced by places of the test."""
    words = [
        str(places.get(word.strip("/").upper(), word)) if word.strip("/").isupper() or "/" in word else word
        for word in shlex.split(line, comments=True)[1:]
    ]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, f"{line}\n{result.output}"
    return result


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own to work in, with a site file and a database."""
    (tmp_path / "site.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(tmp_path / "site.toml"))
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", f"sqlite:///{tmp_path / 'records.sqlite3'}")
    return tmp_path


def test_the_commands_of_operations_run(site: Path) -> None:
    lines = [line for block in of_page("docs/operations.md", "sh") for line in block.splitlines()]
    assert len(lines) > 7
    # Without a client nothing is in order, which the page says ends with 1.
    (doctor,) = (line for line in lines if line.endswith("doctor"))
    assert CliRunner().invoke(main, shlex.split(doctor)[1:]).exit_code in (0, 1)
    for line in lines:
        if line != doctor:
            run(line)


def test_the_commands_of_signing_run(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The same checkout on both sides of a difference tells its sheets once.
    monkeypatch.setattr(diff, "_run", cache(diff._run))
    lines = [line for block in of_page("docs/signing.md", "sh") for line in block.splitlines()]
    assert len(lines) > 5
    for line in lines:
        run(line, OUT=site / "sheets", OLD=HERE, NEW=HERE)
    assert list((site / "sheets").iterdir())


def test_the_commands_for_public_records_run_with_our_own(site: Path) -> None:
    (block,) = of_page("docs/replay-of-public-records.md", "sh")
    for line in block.splitlines():
        assert run(line, FOLDER=HERE / "sample_bundles" / "patients" / "rapidly-progressive").stdout


def test_the_first_commands_of_each_person_run_in_a_checkout(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    lines = [line for block in of_page("docs/start.md", "sh") for line in block.splitlines()]
    assert len(lines) == 5
    for line in lines:
        assert run(line.strip()).stdout


def test_the_signature_of_the_page_is_read() -> None:
    (written,) = of_page("docs/signing.md", "toml")
    known = {card.id for card in CATALOGUE.cards}
    ((signed,),) = reviews_of(written, "reviews.toml", known).values()
    assert (signed.name, signed.credential) == ("Ann Example", "PharmD")


@pytest.mark.slow
def test_a_population_is_invented_replayed_and_asked_as_the_pages_say(site: Path) -> None:
    (invent,) = of_page("docs/synthetic-populations.md", "sh")
    run(invent.strip().replace("2000", "12"))
    assert list((site / "population").iterdir())
    replay, query, _ = of_page("docs/replay.md", "sh")
    for number, line in enumerate(replay.strip().splitlines()):
        run(line, EXPORT=site / "population", RUN=site / f"run-{number}")
    asked = shlex.split(query)[2].replace("RUN/", f"{site / 'run-0'}/")
    assert duckdb.sql(asked).fetchall()
