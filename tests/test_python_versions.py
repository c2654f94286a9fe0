"""Which Python it runs on is said alike everywhere, and ``make install`` takes the one that is named."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.serving import clean_environment

CLASSIFIER = "Programming Language :: Python :: "

FAKE = """#!/bin/sh
case "$1 $2" in
*version_info\\ *) exit OLD ;;
*version_info*) echo VERSION ;;
*"import pip"*) ;;
"-m venv") mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; echo made by VERSION >> made ;;
esac
"""
"""A Python that knows its version, whether it is too old, and how to make an environment of itself."""


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tried(project: dict[str, Any]) -> list[str]:
    """The versions that the classifiers name, oldest first."""
    named: list[str] = project["project"]["classifiers"]
    return [one.removeprefix(CLASSIFIER) for one in named if one.startswith(CLASSIFIER)]


def test_the_oldest_version_is_the_one_that_style_types_and_lock_are_held_to(
    project: dict[str, Any], tried: list[str], checkout: Path
) -> None:
    oldest = tried[0]
    assert project["project"]["requires-python"] == f">={oldest}"
    assert project["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert project["tool"]["mypy"]["python_version"] == oldest
    assert f"--python-version {oldest} " in (checkout / "Makefile").read_text(encoding="utf-8")


def test_make_looks_for_the_versions_tried_before_any_other(tried: list[str], checkout: Path) -> None:
    [looked_for] = re.findall(r'"\$\(PYTHON\)" (.*)', (checkout / "Makefile").read_text(encoding="utf-8"))
    assert looked_for.split()[: len(tried)] == [f"python{version}" for version in reversed(tried)]


def test_the_image_stands_on_a_version_tried(tried: list[str], checkout: Path) -> None:
    [base] = re.findall(r"^FROM python:(\S+)-slim$", (checkout / "Dockerfile").read_text(), re.MULTILINE)
    assert base in tried


def test_the_pages_name_the_versions_tried(tried: list[str], checkout: Path) -> None:
    words = f"{', '.join(tried[:-1])} and {tried[-1]}"
    assert f"Python {tried[0]} or later" in (checkout / "README.md").read_text(encoding="utf-8")
    assert f"with Python {words}" in (checkout / "docs" / "install.md").read_text(encoding="utf-8")


class Checkout:
    """The Makefile in a folder of its own, with Pythons that only pretend."""

    def __init__(self, folder: Path, makefile: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        self.programs.mkdir()
        shutil.copyfile(makefile, folder / "Makefile")
        for name in ("requirements.lock", "pyproject.toml"):
            (folder / name).touch()

    def python(self, name: str, version: tuple[int, int]) -> None:
        """A Python of that version on the path."""
        told = FAKE.replace("VERSION", f"'{version}'").replace("OLD", str(int(version < (3, 11))))
        (self.programs / name).write_text(told)
        (self.programs / name).chmod(0o755)

    def install(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        ours = {name: value for name, value in clean_environment(self.programs).items() if "MAKE" not in name}
        path = f"{self.programs}{os.pathsep}{self.folder / 'tools'}"
        command = [str(shutil.which("make")), "install", *words]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=ours | {"PATH": path} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def made(self) -> list[str]:
        """The versions that made the environment, one after the other."""
        written = self.folder / "made"
        return written.read_text().replace("made by ", "").splitlines() if written.exists() else []


@pytest.fixture
def house(tmp_path: Path, checkout: Path) -> Checkout:
    """A new machine on which python3 is older, as Debian 11 has it."""
    here = Checkout(tmp_path, checkout / "Makefile")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "cp", "mkdir", "touch"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    here.python("python3", (3, 9))
    here.python("python3.12", (3, 12))
    return here


def test_where_python3_is_older_a_newer_one_on_the_path_is_taken(house: Checkout) -> None:
    assert house.install().returncode == 0
    assert house.made() == ["(3, 12)"]


def test_where_the_environment_names_an_older_one_a_newer_one_is_taken(house: Checkout) -> None:
    assert house.install(PYTHON="python2").returncode == 0
    assert house.made() == ["(3, 12)"]


@pytest.mark.parametrize("name", ["python3", "python3.99"])
def test_one_that_is_named_and_is_older_or_not_there_is_said(house: Checkout, name: str) -> None:
    answer = house.install(f"PYTHON={name}")
    assert answer.returncode != 0
    assert "Python 3.11 or later is needed" in answer.stderr
    assert house.made() == []


def test_one_that_is_named_and_not_there_is_said_also_where_all_is_installed(house: Checkout) -> None:
    assert house.install().returncode == 0
    assert house.install("PYTHON=python3.99").returncode != 0
    assert house.made() == ["(3, 12)"]


def test_another_one_that_is_named_makes_the_environment_anew(house: Checkout) -> None:
    house.python("python3.13", (3, 13))
    for name in ("python3.12", "python3.13", "python3.13"):
        assert house.install(f"PYTHON={name}").returncode == 0
    assert house.made() == ["(3, 12)", "(3, 13)"]


def test_the_environment_stays_where_no_python_is_named(house: Checkout) -> None:
    assert house.install("PYTHON=python3.12").returncode == 0
    house.python("python3.13", (3, 13))
    assert house.install().returncode == 0
    assert house.install(OTHER="other-python").returncode == 0
    assert house.made() == ["(3, 12)"]
