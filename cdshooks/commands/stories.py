"""The stories that cover criteria: the samples, and in a checkout the stories of the cards' tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import cdshooks
from cdshooks.publish.samples import samples
from cdshooks.rules.findings import Findings
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.web.wire import HookRequest

STORIES_PACKAGE = "tests.cards"
STORY = "Story"
"""The class of a story. It is known by name: what is installed knows no tests."""
SITE_FILE = "site.toml"
"""Beside the stories: the codes of the site at which some of them happen."""


_FOLDER = Path(cdshooks.__file__).parent.parent / "tests" / "cards"


def sample_findings(engine: ClinicalEngine) -> Iterator[Findings]:
    """What is found for each sample on its own day."""
    for sample in samples():
        request = HookRequest.model_validate(sample.request())
        yield engine.findings(request, sample.day)


def card_stories() -> tuple[list[Any], Any] | None:
    """The stories of ``tests/cards`` and the day they happen on; ``None`` outside a checkout."""
    if not _FOLDER.is_dir():
        return None
    try:
        day = import_module(f"{STORIES_PACKAGE}.clinic").TODAY
        modules = [
            import_module(f"{STORIES_PACKAGE}.{module.name}")
            for module in iter_modules([str(_FOLDER)])
            if module.name.startswith("test_")
        ]
    except ImportError:
        return None
    told = [story for module in modules for value in vars(module).values() for story in _stories(value)]
    return list({id(story): story for story in told}.values()), day


def story_findings(
    engine: ClinicalEngine, settings: Settings, stories: Iterable[Any], day: Any
) -> Iterator[tuple[Any, Findings]]:
    """Each story with what is found for it, here or, where it says so, at a site with codes of its own."""
    with_codes = build_engine(settings.model_copy(update={"site_file": _FOLDER / SITE_FILE}))
    for story in stories:
        yield story, (with_codes if story.site_codes else engine).findings(story.request(), day)


def _stories(value: Any) -> Iterator[Any]:
    """The stories that stand in a module, alone or in a list."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _stories(one)
    elif type(value).__name__ == STORY:
        yield value
