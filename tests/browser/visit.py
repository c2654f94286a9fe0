"""One visitor: a page, and what the browser asked for and complained of meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LARGEST_PAGE = 100_000


@dataclass
class Visit:
    """``asked``: every address the browser asked for; ``complaints``: errors of its console."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Opens a page of the service, which must be there and not be larger than a page may be."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.ok
        assert len(answer.body()) < LARGEST_PAGE
        return self.page

    def violations(self) -> list[str]:
        """What axe finds wrong with the page as it stands."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]

    def stays_within(self) -> bool:
        """Whether nothing of the page lies beyond the right edge of the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@contextmanager
def visiting(
    browser: Browser, address: str, *, also: tuple[str, ...] = (), **context: Any
) -> Iterator[Visit]:
    """A visitor with a fresh browser context; fails at the end on any complaint or foreign address.

    ``also``: other addresses that may be asked.
    """
    opened = browser.new_context(**context)
    try:
        visit = Visit(opened.new_page(), address)
        visit.page.set_default_timeout(10_000)
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "console",
            lambda line: visit.complaints.append(line.text) if line.type in ("error", "warning") else None,
        )
        yield visit
        ours = (address, *also, "blob:", "data:")
        assert visit.complaints == []
        assert [one for one in visit.asked if not one.startswith(ours)] == []
    finally:
        opened.close()
