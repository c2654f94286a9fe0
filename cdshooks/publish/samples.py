"""The samples that travel with the package: invented patients, one request each, with what they show."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

Json = dict[str, Any]

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?")
_STAY = frozenset({"birthDate"})
"""Dates that do not move with the day: a patient keeps the birthday."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample. ``indicator`` is the card's level, ``None`` where it is silent; ``why`` is in words."""

    card: str
    name: str
    title: str
    hook: str
    day: date
    indicator: str | None
    why: str
    folder: Traversable

    def request(self, today: date | None = None) -> Json:
        """The request as written, or with all its dates moved so that it happens on that day.

        Raises ``OverflowError`` where a date would leave the calendar.
        """
        request: Json = json.loads(self.folder.joinpath("request.json").read_text(encoding="utf-8"))
        if today is None or today == self.day:
            return request
        moved: Json = _moved(request, today - self.day)
        return moved

    def response(self) -> Json:
        """What the service answered when the sample was written; uuids are counted."""
        answer: Json = json.loads(self.folder.joinpath("response.json").read_text(encoding="utf-8"))
        return answer


def _moved(value: Any, by: timedelta, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _moved(item, by, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, by, name) for item in value]
    if isinstance(value, str) and name not in _STAY and _DATED.fullmatch(value):
        return (date.fromisoformat(value[:10]) + by).isoformat() + value[10:]
    return value


def samples_folder() -> Traversable:
    """Where the samples are: inside the installed package, else beside it in a checkout."""
    package = files("cdshooks")
    inside = package.joinpath("_sample_bundles")
    return inside if inside.is_dir() else package.joinpath("..", "sample_bundles")


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample; of a card those that fire come first. None where none came along."""
    root = samples_folder()
    return tuple(sorted(_read(root), key=lambda one: (one.card, one.indicator is None, one.name)))


def _read(root: Traversable) -> Iterator[Sample]:
    if not root.is_dir():
        return
    for card in root.iterdir():
        for story in card.iterdir() if card.is_dir() else ():
            if not story.joinpath("story.json").is_file():
                continue  # whole patients lie beside the cards; they are for replay
            about = json.loads(story.joinpath("story.json").read_text(encoding="utf-8"))
            yield Sample(
                card.name,
                story.name,
                about["title"],
                about["hook"],
                date.fromisoformat(about["day"]),
                about["indicator"],
                about["why"],
                story,
            )


@dataclass(frozen=True, slots=True)
class WholePatient:
    """An invented patient with years of record. ``about`` is one sentence; the dates belong to ``day``."""

    name: str
    about: str
    day: date


@cache
def whole_patients() -> tuple[WholePatient, ...]:
    """The whole patients among the samples, by name."""
    folder = samples_folder().joinpath("patients")
    found = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else ():
        about = tomllib.loads(one.joinpath("about.toml").read_text(encoding="utf-8"))
        found.append(WholePatient(one.name, about["about"], about["day"]))
    return tuple(found)


def patient_bundle(name: str) -> Json | None:
    """The whole record of a patient, a Bundle; None where there is none of this name."""
    if name not in {one.name for one in whole_patients()}:
        return None
    record = samples_folder().joinpath("patients", name, "record.json")
    found: Json = json.loads(record.read_text(encoding="utf-8"))
    return found


def samples_of(card: str) -> tuple[Sample, ...]:
    """The samples of one card, that in which it fires first."""
    return tuple(one for one in samples() if one.card == card)
