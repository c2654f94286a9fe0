"""A planted bug: what it would do to a patient, the one test that must see it, and the change itself.

Patches of clinical bugs lie in this folder, those of the protocol in ``protocol``, those of what is gathered
in ``gather``, those of what is kept in ``records``, those of the SMART app in ``smart``; their names are
distinct.
A patch begins with comment lines. ``# Test:`` names the test, all other comment lines are the words of a
clinician. The change follows as a unified diff; ``git apply`` takes it too. Line numbers are not looked at:
the lines of a hunk must stand in the file exactly once, wherever that is, so that a patch outlives changes
around it and is never planted in the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_TEST = "# Test: "


class DoesNotApply(Exception):
    """The code that the patch changes is not there, or stands there more than once."""


@dataclass(frozen=True)
class Change:
    """One hunk: ``old`` becomes ``new`` in the file ``path`` of the project."""

    path: str
    old: str
    new: str

    def planted(self, text: str) -> str:
        """The text of the file with the bug in it."""
        lines, old = text.splitlines(keepends=True), self.old.splitlines(keepends=True)
        places = [place for place in range(len(lines)) if lines[place : place + len(old)] == old]
        if len(places) != 1:
            raise DoesNotApply(f"{self.path}: the lines to change stand there {len(places)} times, not once")
        return "".join((*lines[: places[0]], self.new, *lines[places[0] + len(old) :]))


@dataclass(frozen=True)
class Bug:
    """One patch file."""

    name: str
    words: str
    test: str
    changes: tuple[Change, ...]

    def planted_in(self, project: Path) -> dict[Path, str]:
        """The files of the project that change, with their new text. Raises ``DoesNotApply``."""
        texts: dict[Path, str] = {}
        for change in self.changes:
            path = project / change.path
            if path not in texts and not path.is_file():
                raise DoesNotApply(f"{change.path} does not exist")
            before = texts[path] if path in texts else path.read_text(encoding="utf-8")
            texts[path] = change.planted(before)
        return texts


def bugs() -> list[Bug]:
    """Every planted bug, by name, also those in the folders below."""
    return [read(path) for path in sorted(FOLDER.rglob("*.patch"), key=lambda path: path.name)]


def read(path: Path) -> Bug:
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    words = " ".join(line.removeprefix("#").strip() for line in comments if not line.startswith(_TEST))
    tests = [line.removeprefix(_TEST).strip() for line in comments if line.startswith(_TEST)]
    if not words or len(tests) != 1:
        raise ValueError(f"{path.name}: wants words, and exactly one line that begins with {_TEST!r}")
    return Bug(path.stem, words, tests[0], tuple(_changes(lines)))


def _changes(lines: list[str]) -> list[Change]:
    found: list[tuple[str, list[str], list[str]]] = []
    path = ""
    for line in lines:
        if line.startswith("+++ "):
            path = line[4:].strip().removeprefix("b/")
        elif line.startswith("@@"):
            found.append((path, [], []))
        elif found and not line.startswith(("#", "--- ", "+++ ")):
            _, old, new = found[-1]
            if line[:1] in ("-", " ", ""):
                old.append(line[1:])
            if line[:1] in ("+", " ", ""):
                new.append(line[1:])
    return [Change(path, _text(old), _text(new)) for path, old, new in found]


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
