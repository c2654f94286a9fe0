"""The compiled wheel answers as the sources do, and is made from the sources as they stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.compiled import build_compiled
from tests.serving import clean_environment
from tests.test_packaging import locked_versions
from tools.compile_rooms import compilable

ANSWERS = """
import re, sys
from datetime import date
from pathlib import Path
import cdshooks.rules.decide
from cdshooks.rules.case import Hook
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.web.answers import cards_answer
from cdshooks.web.wire import read_request

day = date.fromisoformat(sys.argv[2])
print(Path(cdshooks.rules.decide.__file__).suffix, file=sys.stderr)
engine = build_engine(Settings(demo=True))
hooks = frozenset(hook.value for hook in Hook)
made = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
for path in sorted(Path(sys.argv[1]).glob("*/*/request.json")):
    body = path.read_bytes()
    hook = re.search(rb'"hook": *"([a-z-]+)"', body)[1].decode()
    answer = cards_answer(engine.answer(read_request(body, hook, hooks), today=day)).get_data()
    sys.stdout.buffer.write(path.parent.name.encode() + b" " + made.sub(b"uuid", answer) + b"\\n")
"""
"""Writes the answer to every sample, identifiers made for it left out, and says what kind of file judged."""


def answers(python: Path, samples: Path, folder: Path) -> tuple[str, list[bytes]]:
    """The suffix of the module that judged, and a line for each sample."""
    command = [str(python), "-c", ANSWERS, str(samples), "2026-01-15"]
    environment = clean_environment(python.parent)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return done.stderr.decode().strip(), done.stdout.splitlines()


@pytest.mark.long
def test_the_compiled_wheel_answers_every_sample_as_the_sources_do(checkout: Path, tmp_path: Path) -> None:
    wheel = build_compiled(tmp_path / "dist")
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    versions = tmp_path / "versions.txt"
    versions.write_text(locked_versions((checkout / "requirements.lock").read_text()))
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--constraint", str(versions), str(wheel)], check=True)

    samples = checkout / "sample_bundles"
    (tmp_path / "elsewhere").mkdir()
    compiled_by, compiled = answers(python, samples, tmp_path / "elsewhere")
    pure_by, pure = answers(Path(sys.executable), samples, checkout)

    assert (compiled_by, pure_by) == (".so", ".py")
    assert len(pure) > 100
    assert compiled == pure


def test_what_is_compiled_has_the_lines_of_its_source_and_no_slots() -> None:
    source = (
        "from __future__ import annotations\n\n@dataclass(frozen=True, slots=True)\nclass A: ...\n\n"
        "@dataclass(slots=True)\nclass B: ...\n\n\n@value\nclass C: ...\n"
    )
    assert compilable(source).splitlines() == [
        "from __future__ import annotations; from dataclasses import dataclass",
        "",
        "@dataclass(frozen=True)",
        "class A: ...",
        "",
        "@dataclass()",
        "class B: ...",
        "",
        "",
        "@dataclass(unsafe_hash=True)",
        "class C: ...",
    ]
