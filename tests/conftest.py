"""What every test may use: where the checkout is. Tests marked ``long`` run only where they are asked for.

There the longest begin first, so that the many short ones fill the time of every process to the end.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack, suppress
from importlib import import_module
from itertools import compress
from pathlib import Path
from typing import Any

import pytest

from cdshooks.loading import keep_what_is_loaded, loading
from tests.reporting import QuickReports, quick_reports_suffice
from tests.shared_tables import shared_tables

# A checker of international addresses that jsonschema takes where it finds it, and nobody here asks: made at
# its import, from a grammar, it takes two seconds of each process. Who installs the service does not get it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def pytest_configure(config: pytest.Config) -> None:
    """From here on, since some modules ask a service for its cards while they are collected."""
    shared = ExitStack()
    shared.enter_context(shared_tables())
    config.add_cleanup(shared.close)
    if quick_reports_suffice(config):
        config.pluginmanager.register(QuickReports())


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """All that is collected stays to the end: nobody looks for garbage in it, then or later."""
    with loading():
        if session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            _import_from_a_place_of_its_own(session.config)
        collected = yield
    # As a worker of the service does: hardly anything that a test makes is garbage in a ring. To look for it
    # took a tenth of the time of the tests.
    keep_what_is_loaded()
    return collected


def _import_from_a_place_of_its_own(config: pytest.Config) -> None:
    """Of several processes each begins with other modules, so that each module is compiled by one of them.

    On a fresh checkout nothing is compiled, which takes a third of what collecting takes. Processes that went
    through the modules in the same order would all compile the same one at the same time.
    """
    process: dict[str, Any] = getattr(config, "workerinput", {})
    if not process:
        return
    folder = Path(__file__).parent
    paths = sorted(folder.rglob("test_*.py"))
    begin = len(paths) * int(process["workerid"].removeprefix("gw")) // process["workercount"]
    for path in (*paths[begin:], *paths[:begin]):
        # What cannot be imported is told where it is collected.
        with suppress(Exception):
            import_module(".".join(path.relative_to(folder.parent).with_suffix("").parts))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the checkout, wherever pytest was started from."""
    return Path(__file__).resolve().parent.parent


# First of all who look at the tests: the others need not look at those that do not run.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" in config.option.markexpr:
        items.sort(key=_seconds, reverse=True)
        return
    is_long = [item.get_closest_marker("long") is not None for item in items]
    if any(is_long):
        config.hook.pytest_deselected(items=list(compress(items, is_long)))
        items[:] = [item for item, long in zip(items, is_long, strict=True) if not long]


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
