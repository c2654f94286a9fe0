"""What travels to the machines of a cluster: this package and the catalogue with its value sets."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import Distribution, entry_points
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from cdshooks.service import CATALOGUE_GROUP

_DESCRIBED = ("METADATA", "entry_points.txt")
"""By these files of a distribution a catalogue is found where it arrives."""


def write_archive(file: Path) -> None:
    """Writes a ZIP of the packages as they are installed here, or lie in the checkout, with what says where
    the catalogue is.
    """
    found = entry_points(group=CATALOGUE_GROUP)
    names = {"cdshooks", *(one.module.partition(".")[0] for one in found)}
    distributions = {one.dist.name: one.dist for one in found if one.dist is not None}
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(names):
            for path, inside in _files_of(name):
                archive.write(path, inside)
        for distribution in distributions.values():
            for inside, text in _description_of(distribution):
                archive.writestr(inside, text)


def _files_of(package: str) -> Iterator[tuple[Path, str]]:
    """Every file of a package, with its place below it."""
    file = import_module(package).__file__
    if file is None:
        raise ModuleNotFoundError(f"{package} is no package with files", name=package)
    top = Path(file).parent
    for path in sorted(top.rglob("*")):
        inside = path.relative_to(top.parent)
        if path.is_file() and "__pycache__" not in inside.parts:
            yield path, inside.as_posix()


def _description_of(distribution: Distribution) -> Iterator[tuple[str, str]]:
    folder = f"{distribution.name.replace('-', '_')}-{distribution.version}.dist-info"
    for name in _DESCRIBED:
        if (text := distribution.read_text(name)) is not None:
            yield f"{folder}/{name}", text
