"""The little markdown that cards are written in, made into HTML that can hold nothing else.

Bullet points, paragraphs, ``**bold**``, ``*italics*``, ``[words](https://...)``, signs behind a backslash.
Everything is escaped first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# A star between letters or figures (10*9/L) is a star.
_ITALICS = re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_html(markdown: str) -> str:
    """The HTML of a card's detail."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", markdown))
    return "\n".join(part for block in blocks if block for part in _block(block.split("\n")))


def _block(lines: list[str]) -> Iterator[str]:
    """Paragraphs and lists, as runs of lines that begin with a dash or do not."""
    run: list[str] = []
    bulleted = False
    for line in lines:
        is_bullet = line.startswith("- ")
        if run and is_bullet != bulleted:
            yield _run(run, bulleted)
            run = []
        bulleted = is_bullet
        run.append(line.removeprefix("- "))
    yield _run(run, bulleted)


def _run(lines: list[str], bulleted: bool) -> str:
    if bulleted:
        return f"<ul>{''.join(f'<li>{_inline(line)}</li>' for line in lines)}</ul>"
    return f"<p>{'<br>'.join(map(_inline, lines))}</p>"


def _inline(text: str) -> str:
    html = escape(text)
    html = _LINK.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', html)
    html = _BOLD.sub(r"<strong>\1</strong>", html)
    return _ESCAPED.sub(r"\1", _ITALICS.sub(r"<em>\1</em>", html))
