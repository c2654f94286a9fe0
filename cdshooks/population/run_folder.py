"""The folder of a run: what ``run.json`` says, whether a run may go on there, and beginning anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from math import ceil
from pathlib import Path
from shutil import rmtree
from typing import Any

import orjson

from cdshooks.caller_side import CallerSide
from cdshooks.population.bulk import Source, bytes_inside, fingerprint, write_whole
from cdshooks.population.hashes import Hashes
from cdshooks.population.judging import Options
from cdshooks.population.tables import SCHEMAS
from cdshooks.rules.plan import Plan
from cdshooks.settings import Settings

Json = dict[str, Any]

BUCKET_BYTES = 32_000_000
"""About how much one bucket holds: a process has one in memory at a time."""

FEWEST_BYTES = 1_000_000
"""Smaller buckets are not worth their files; an export of eight times that has eight buckets at least."""

SHARED_BYTES = 8_000_000
"""Buckets of this size cost next to nothing beside their patients: up to 24 of them, so that no process waits
long for the last one of another.
"""

LOCK = "run.lock"
"""Lies in the folder while a process is at work there."""

_OF_THE_MOMENT = ("buckets", "counts", "engine", "finished", "started")
"""What may differ between two beginnings of the same run."""


_IN_PARTS = ("options", "site")


class RunError(Exception):
    """Why a run cannot begin or go on, in words for people."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one run stands. Its tables lie in folders of their names."""

    path: Path

    @property
    def buckets(self) -> Path:
        """The export, grouped. It holds the resources of patients and is removed when the run is finished."""
        return self.path / "buckets"

    @property
    def is_begun(self) -> bool:
        """Whether a run lies here, finished or not."""
        return (self.path / "run.json").exists()

    def about(self) -> Json | None:
        """What ``run.json`` says; ``None`` without one. Raises ``RunError`` where it cannot be read."""
        file = self.path / "run.json"
        if not file.is_file():
            return None
        try:
            said = orjson.loads(file.read_bytes())
        except orjson.JSONDecodeError:
            said = None
        if not isinstance(said, dict):
            raise RunError(f"run.json of {self.path} cannot be read: name another folder.")
        return said

    def write(self, about: Json) -> None:
        """Writes ``run.json``."""
        printed = orjson.dumps(about, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        write_whole(self.path / "run.json", printed)

    def begin(self, about: Json, force: bool) -> Json:
        """What is said of the run from here on: of the one that is there where it is the same, else of a new
        one. Raises ``RunError`` where something else lies there and ``force`` does not say to remove it.
        """
        kept = self.about()
        if kept is not None and not _differing(kept, about):
            return kept
        if kept is not None and not force:
            other = ", ".join(_differing(kept, about))
            raise RunError(f"{self.path} holds another run (it differs in: {other}); --force begins anew.")
        if kept is None and self.path.is_dir() and any(one.name != LOCK for one in self.path.iterdir()):
            raise RunError(f"{self.path} is not empty and holds no run: name another folder.")
        self._clear()
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "parts").mkdir()
        for table in SCHEMAS:
            (self.path / table).mkdir()
        self.write(about)
        return about

    def _clear(self) -> None:
        """Removes what a run has made, and nothing else."""
        for name in (*SCHEMAS, "parts", "buckets", "csv"):
            rmtree(self.path / name, ignore_errors=True)
        (self.path / "run.json").unlink(missing_ok=True)

    def with_kept_day(self, options: Options) -> Options:
        """The options with the day on which the run was begun, unless a day was named: a run that is stopped
        before midnight and goes on after it is one run.
        """
        kept = self.about()
        if options.day_given or kept is None:
            return options
        return replace(options, today=date.fromisoformat(kept["options"]["today"]))


def site_of(plan: Plan, side: CallerSide, settings: Settings) -> Json:
    """What of a site decides which cards are judged and shown, and on which day; its numbers stand apart."""
    judged = {card.id for card, _, _ in side.plan.cards}
    return {
        "shown_at_once": asdict(plan.at_once),
        "silent": sorted(side.hidden & judged),
        "off": sorted({card.id for card, _, _ in plan.cards} - judged),
        "time_zone": settings.time_zone,
        "kept_elsewhere": sorted(side.kept_elsewhere),
    }


def about_run(plan: Plan, site: Json, options: Options, hashes: Hashes, listed: Sequence[Source]) -> Json:
    """What ``run.json`` says of a run that begins: no path, and nothing of a patient. ``site``: see
    ``site_of``.
    """
    return {
        "cdshooks": version("cdshooks"),
        "catalogue": plan.catalogue.name,
        "cards": {
            card: {"version": one.version, "signed_fingerprint": one.signed, "site_fingerprint": one.site}
            for card, one in plan.identities.items()
        },
        "policy": {name: str(value) for name, value in sorted(plan.surroundings.numbers.items())},
        "site": site,
        "options": {
            "today": options.today.isoformat(),
            "requests_as_of": not options.day_given,
            "every_order": options.every_order,
            "monthly": options.monthly,
            "hook": options.hook.value if options.hook else None,
            "references": hashes.references,
        },
        "export": fingerprint(listed),
        "key": hashes.key.id,
        "buckets": buckets_for(bytes_inside(listed)),
        "counts": {},
        "engine": None,
        "started": now(),
        "finished": None,
    }


def buckets_for(size: int) -> int:
    """How many buckets for about so many bytes."""
    to_share = max(min(8, size // FEWEST_BYTES), min(24, size // SHARED_BYTES))
    return max(1, ceil(size / BUCKET_BYTES), to_share)


def now() -> str:
    """The moment, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _differing(kept: Json, about: Json) -> list[str]:
    """In what two runs differ, by the names in ``run.json``; of the options and of the site by theirs."""
    names = dict.fromkeys((*kept, *about))
    found = [name for name in names if name not in _OF_THE_MOMENT and kept.get(name) != about.get(name)]
    return [_with_parts(name, kept.get(name), about.get(name)) for name in found]


def _with_parts(name: str, mine: Any, its: Any) -> str:
    if name not in _IN_PARTS or not isinstance(mine, dict) or not isinstance(its, dict):
        return name
    return f"{name} ({', '.join(one for one in its if mine.get(one) != its[one])})"
