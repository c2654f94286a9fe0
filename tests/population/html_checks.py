"""What every page that stands alone must be: well-formed, without a script, without another address."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
SVG_SHAPES = {"path", "rect", "line", "circle"}


class Page(HTMLParser):
    """A page read element by element; ``wrong`` says what is not as it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tables: list[list[str]] = []
        self.feed(html)
        self.close()
        self.wrong += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID and "svg" not in self.open:
            self.wrong.append(f"{tag} closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes what is not open at {self.getpos()}")

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        held = dict(attrs)
        self.wrong += [f"{tag} has {name} twice" for name in set(names) if names.count(name) > 1]
        self.wrong += [f"{tag} has {name}" for name in names if name.startswith("on")]
        if tag in {"script", "iframe", "object", "embed", "link", "img", "base", "form"}:
            self.wrong.append(f"there is a {tag}")
        if "id" in held:
            self.ids.append(held["id"] or "")
        self.links += [held[name] or "" for name in ("href", "src", "xlink:href") if name in held]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th" and "scope" not in held:
            self.wrong.append("a heading of a table has no scope")
        if tag == "svg" and not (held.get("role") == "img" and held.get("aria-label")):
            self.wrong.append("a picture has no words")
        if tag == "table":
            self.tables.append([])
        elif "table" in self.open:
            self.tables[-1].append(tag)


def wrong_with(html: str) -> list[str]:
    """Everything that a page that stands alone should not be."""
    page = Page(html)
    found = list(page.wrong)
    found += [f"id {one} twice" for one in set(page.ids) if page.ids.count(one) > 1]
    found += [f"the link {one} leads nowhere" for one in page.links if one.removeprefix("#") not in page.ids]
    found += ["a table has no caption" for table in page.tables if table[:1] != ["caption"]]
    steps = zip(page.headings, page.headings[1:], strict=False)
    found += [f"h{one} is followed by h{other}" for one, other in steps if other > one + 1]
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        found.append("it has not one h1 as its first heading")
    if not html.startswith("<!doctype html>"):
        found.append("it has no doctype")
    # What is loaded from elsewhere is named by an address, in an attribute or in the style.
    text = html.replace("http-equiv", "").lower()
    found += [f"an address: {one}" for one in re.findall(r"https?:[^\s\"']*|url\([^)]*|@import|src=", text)]
    return found
