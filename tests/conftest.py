"""What every test may use: where the checkout is. Tests marked ``long`` run only where they are asked for.

There the longest begin first, so that the many short ones fill the time of every process to the end.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from cdshooks.loading import loading
from tests.shared_tables import shared_tables


def pytest_configure(config: pytest.Config) -> None:
    """From here on, since some modules ask a service for its cards while they are collected."""
    shared = ExitStack()
    shared.enter_context(shared_tables())
    config.add_cleanup(shared.close)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All that is collected stays to the end: nobody looks for garbage in it, then or later."""
    with loading():
        return (yield)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the checkout, wherever pytest was started from."""
    return Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" in config.option.markexpr:
        items.sort(key=_seconds, reverse=True)
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def _seconds(item: pytest.Item) -> float:
    """About how long a test says that it takes; 0 where it does not."""
    marker = item.get_closest_marker("long")
    return 0 if marker is None else marker.kwargs.get("seconds", 0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """The scheduler of ``--dist loadgroup``, made for many tests; any other is xdist's own."""
    if config.getoption("dist") != "loadgroup":
        return None
    from tests.scheduling import QuickGroups  # where tests run in one process there may be no xdist

    return QuickGroups(config, log)
