"""The stories that cover criteria: the samples, and in a checkout the stories of the cards' tests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import cdshooks
from cdshooks.publish.samples import samples
from cdshooks.rules.findings import Findings
from cdshooks.service import ClinicalEngine
from cdshooks.web.wire import HookRequest

STORIES_PACKAGE = "tests.cards"
STORY = "Story"
"""The class of a story. It is known by name: what is installed knows no tests."""


def sample_findings(engine: ClinicalEngine) -> Iterator[Findings]:
    """What is found for each sample on its own day."""
    for sample in samples():
        request = HookRequest.model_validate(sample.request())
        yield engine.findings(request, sample.day)


def card_stories() -> tuple[list[Any], Any] | None:
    """The stories of ``tests/cards`` and the day they happen on; ``None`` outside a checkout."""
    folder = Path(cdshooks.__file__).parent.parent / "tests" / "cards"
    if not folder.is_dir():
        return None
    try:
        day = import_module(f"{STORIES_PACKAGE}.clinic").TODAY
        modules = [
            import_module(f"{STORIES_PACKAGE}.{module.name}")
            for module in iter_modules([str(folder)])
            if module.name.startswith("test_")
        ]
    except ImportError:
        return None
    told = [story for module in modules for value in vars(module).values() for story in _stories(value)]
    return list({id(story): story for story in told}.values()), day


def _stories(value: Any) -> Iterator[Any]:
    """The stories that stand in a module, alone or in a list."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _stories(one)
    elif type(value).__name__ == STORY:
        yield value
