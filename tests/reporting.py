"""What a process tells of its tests while several run side by side: of one that passes, once that it passed.

xdist has every process send six messages for each test, and one process read them all: that it
begins, was made ready, called, and cleared away, that it ended, and how long it took. Of twenty thousand
tests this is half a minute of processor time. What fails or is skipped is told as ever, whenever it was.
"""

from __future__ import annotations

import pytest
from _pytest.runner import runtestprotocol


class QuickReports:
    """A plugin of such a process, in the place of pytest's own way through a test."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        for report in runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call" or not report.passed:
                item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def quick_reports_suffice(config: pytest.Config) -> bool:
    """Whether this is one of several processes, and nobody asked how long each part of a test took."""
    asked = config.option.durations is not None or config.option.xmlpath is not None
    return hasattr(config, "workerinput") and not asked
