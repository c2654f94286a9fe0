"""Compiles the rooms ``patient`` and ``rules`` with mypyc into a wheel: "make compiled-wheel".

Hatchling calls ``CompiledRooms`` where ``HATCH_BUILD_HOOK_ENABLE_CUSTOM`` is set, and nowhere else: without
it the wheel is pure Python. The modules lie beside their sources in the wheel and answer the same.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = ("patient", "rules")
NAME = "cdshooks_compiled"
INTERPRETED = {
    "cdshooks/patient/value.py",  # it makes classes at run time
    "cdshooks/rules/offers.py",  # all its registered functions are called "_"
}
"""Modules that stay as they are."""


class CompiledRooms(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Adds the compiled modules to the wheel, which then is one for this Python and this machine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the install is editable: there a compiled module would shadow what is edited."""
        if version == "editable":
            return
        self._folder = Path(mkdtemp(prefix="cdshooks-compiled-"))
        copy_rooms(Path(self.root), self._folder)
        subprocess.run([sys.executable, __file__], cwd=self._folder, check=True)
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
    (folder / "cdshooks").mkdir()
    shutil.copyfile(root / "cdshooks" / "__init__.py", folder / "cdshooks" / "__init__.py")
    for room in ROOMS:
        (folder / "cdshooks" / room).mkdir()
        for source in (root / "cdshooks" / room).glob("*.py"):
            text = source.read_text(encoding="utf-8")
            copy = folder / source.relative_to(root)
            copy.write_text(compilable(text) if _is_compiled(source, root) else text, encoding="utf-8")


def _is_compiled(source: Path, root: Path) -> bool:
    return source.name != "__init__.py" and source.relative_to(root).as_posix() not in INTERPRETED


def compilable(source: str) -> str:
    """A module with its dataclasses declared as mypyc knows them; every line keeps its number.

    A compiled class is laid out like a C struct: it needs no slots and cannot be made a second time for them.
    """
    text = re.sub(r"@dataclass\((frozen=True, )?slots=True\)", r"@dataclass(\1)", source)
    text = text.replace("@dataclass(frozen=True, )", "@dataclass(frozen=True)")
    if "\n@value\n" in text:
        text = text.replace("\n@value\n", "\n@dataclass(unsafe_hash=True)\n")
        future = "from __future__ import annotations"
        text = text.replace(future, f"{future}; from dataclasses import dataclass", 1)
    return text


def compile_here() -> None:
    """Compile what ``copy_rooms`` laid into the working folder, each module beside its source."""
    from mypyc.build import mypycify
    from setuptools import setup

    sources = [path for room in ROOMS for path in Path("cdshooks", room).glob("*.py")]
    names = sorted(path.as_posix() for path in sources if _is_compiled(path, Path()))
    level = os.environ.get("MYPYC_OPT_LEVEL", "3")
    modules = mypycify(["--strict", *names], opt_level=level, multi_file=True, group_name=NAME)
    setup(name=NAME, packages=[], ext_modules=modules, script_args=["-q", "build_ext", "--inplace"])


if __name__ == "__main__":
    compile_here()
