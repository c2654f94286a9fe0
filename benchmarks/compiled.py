"""The same measurements of the compiled wheel: built, laid out beside a copy of them, and measured there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import cdshooks.rules.decide

ROOT = Path(__file__).parents[1]


def is_compiled() -> bool:
    """Whether this process judges with the compiled rooms."""
    return not str(cdshooks.rules.decide.__file__).endswith(".py")


def measure_compiled(options: Sequence[str]) -> int:
    """Runs ``python -m benchmarks`` with these options on the compiled wheel; its exit code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build_compiled(folder / "dist")
        shutil.unpack_archive(wheel, folder / "unpacked", "zip")
        shutil.copytree(ROOT / "benchmarks", folder / "unpacked" / "benchmarks")
        command = [sys.executable, "-m", "benchmarks", *options]
        return subprocess.run(command, cwd=folder / "unpacked", check=False).returncode


def build_compiled(folder: Path) -> Path:
    """The compiled wheel of this checkout, built into a folder. Takes minutes."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    environment = os.environ | {"HATCH_BUILD_HOOK_ENABLE_CUSTOM": "true"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))
