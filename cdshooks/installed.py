"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """The version of the installed package; ``0`` where it runs from a bare checkout."""
    try:
        return version("cdshooks")
    except PackageNotFoundError:
        return "0"
