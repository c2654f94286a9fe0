"""Compiles the rooms ``patient`` and ``rules`` with mypyc into a wheel: "make compiled-wheel".

Hatchling calls ``CompiledRooms`` where ``HATCH_BUILD_HOOK_ENABLE_CUSTOM`` is set, and nowhere else: without
it the wheel is pure Python. The modules lie beside their sources in the wheel and answer the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = ("patient", "rules")
NAME = "cdshooks_compiled"
FLAGS = ["--ignore-missing-imports"]
"""The sources are held to the strict rules; what is written into them here need not be."""
INTERPRETED = {
    "cdshooks/patient/value.py",  # it makes classes at run time
}
"""Modules that stay as they are."""


class CompiledRooms(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Adds the compiled modules to the wheel, which then is one for this Python and this machine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the install is editable: there a compiled module would shadow what is edited."""
        if version == "editable":
            return
        self._folder = Path(mkdtemp(prefix="cdshooks-compiled-"))
        # Hatchling reads this file by its path, and finds no package "tools" itself.
        paths = os.pathsep.join(filter(None, (self.root, os.environ.get("PYTHONPATH"))))
        environment = os.environ | {"PYTHONPATH": paths}
        command = [sys.executable, "-m", "tools.compile_rooms", self.root]
        subprocess.run(command, cwd=self._folder, env=environment, check=True)
        for module in sorted(self._folder.glob("**/*.so")):
            build_data["force_include"][str(module)] = str(module.relative_to(self._folder))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled: the wheel holds it now."""
        if version != "editable":
            shutil.rmtree(self._folder)


def copy_rooms(root: Path, folder: Path) -> None:
    """The sources of both rooms, in the form that is compiled, below ``folder``."""
    from tools.compiled_form import Sources

    (folder / "cdshooks").mkdir()
    shutil.copyfile(root / "cdshooks" / "__init__.py", folder / "cdshooks" / "__init__.py")
    for room in ROOMS:
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / "cdshooks" / room, folder / "cdshooks" / room, ignore=left_out)
    compiled = {module_of(source, folder): source for source in compiled_sources(folder)}
    sources = Sources({module: source.read_text(encoding="utf-8") for module, source in compiled.items()})
    for module, source in compiled.items():
        source.write_text(sources.compilable(module), encoding="utf-8")


def compiled_sources(root: Path) -> list[Path]:
    """The sources below ``root`` that are compiled."""
    found = [source for room in ROOMS for source in (root / "cdshooks" / room).glob("*.py")]
    return sorted(
        one
        for one in found
        if one.name != "__init__.py" and one.relative_to(root).as_posix() not in INTERPRETED
    )


def module_of(source: Path, root: Path) -> str:
    """The name under which a source is imported."""
    return ".".join(source.relative_to(root).with_suffix("").parts)


def compile_here() -> None:
    """Compile what ``copy_rooms`` laid into the working folder, each module beside its source."""
    from mypyc.build import mypycify
    from setuptools import setup

    names = [path.as_posix() for path in compiled_sources(Path())]
    level = os.environ.get("MYPYC_OPT_LEVEL", "3")
    modules = mypycify([*FLAGS, *names], opt_level=level, multi_file=True, group_name=NAME)
    setup(name=NAME, packages=[], ext_modules=modules, script_args=["-q", "build_ext", "--inplace"])


if __name__ == "__main__":
    copy_rooms(Path(sys.argv[1]), Path())
    compile_here()
