"""Writes ``docs/images/house.svg``: the rooms of the project and who imports whom, read from the code.

Run ``python -m tools.draw_house`` after a room was added or an arrow changed; a test holds the picture to the
code. An arrow that another way already tells (a room imports what its neighbour imports too) is not drawn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
PICTURE = HERE / "docs" / "images" / "house.svg"

PLACES = {
    "commands": (0, 1.5),
    "population": (1, 1.0),
    "synth": (1, 2.5),
    "web": (2, 0.5),
    "replay": (2, 1.5),
    "pictures": (2, 2.5),
    "gather": (3, 0.0),
    "publish": (3, 1.0),
    "records": (3, 2.0),
    "rules": (4, 1.5),
    "cards": (4, 2.5),
    "patient": (5, 0.5),
}
"""The floor and the column of each room, from the street to the cellar, as import-linter has the layers."""

WIDTH, HEIGHT, GAP, FLOOR, EDGE = 128, 44, 32, 104, 24

Rooms = Mapping[str, frozenset[str]]


def rooms() -> Rooms:
    """Each room with the rooms that its files import."""
    places = {path.name: path for path in (HERE / "cdshooks").iterdir() if (path / "__init__.py").is_file()}
    places["cards"] = HERE / "cards"
    return {
        name: frozenset(
            room
            for file in path.rglob("*.py")
            for module in imported(ast.parse(file.read_text(encoding="utf-8")))
            if (room := room_of(module)) in places and room != name
        )
        for name, path in places.items()
    }


def imported(tree: ast.AST) -> Iterable[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room_of(module: str) -> str:
    """``rules`` of ``cdshooks.rules.plan``; ``cards`` of ``cards.pjp``; else what is no room."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "cdshooks" else first


def telling(found: Rooms) -> list[tuple[str, str]]:
    """The arrows that no way over other rooms tells already."""
    return sorted(
        (room, below)
        for room, others in found.items()
        for below in others
        if not any(below in reached(other, found) for other in others - {below})
    )


def reached(room: str, found: Rooms) -> set[str]:
    """The rooms that are imported by a room, or by those that it imports."""
    seen: set[str] = set()
    waiting = [room]
    while waiting:
        for below in found[waiting.pop()] - seen:
            seen.add(below)
            waiting.append(below)
    return seen


def middles() -> dict[str, tuple[float, float]]:
    """The middle of each room's box."""
    return {
        name: (EDGE + WIDTH / 2 + column * (WIDTH + GAP), EDGE + HEIGHT / 2 + floor * FLOOR)
        for name, (floor, column) in PLACES.items()
    }


def drawing(found: Rooms) -> str:
    """The picture. Its colours are those of a page in either theme."""
    at = middles()
    width = max(x for x, _ in at.values()) + WIDTH / 2 + EDGE
    height = max(y for _, y in at.values()) + HEIGHT / 2 + EDGE
    arrows = telling(found)
    told = "; ".join(f"{room} imports {below}" for room, below in arrows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="house-title house-words">',
        '<title id="house-title">The rooms of the project and who imports whom</title>',
        f'<desc id="house-words">{escape(told)}.</desc>',
        "<style>rect{fill:#fff;stroke:#56616f;stroke-width:1.5}text{font:600 15px system-ui,sans-serif;"
        "fill:#1b2430;text-anchor:middle;dominant-baseline:central}path{fill:none;stroke:#56616f;"
        "stroke-width:1.5;marker-end:url(#tip)}.ground{fill:#f6f7f9;stroke:none}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><polygon points="0 0 8 4 0 8" fill="#56616f"/></marker></defs>',
        f'<rect class="ground" width="{width:g}" height="{height:g}"/>',
        *(arrow(at[room], at[below]) for room, below in arrows),
        *(box(name, place) for name, place in at.items()),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def arrow(here: tuple[float, float], there: tuple[float, float]) -> str:
    """A curve from the foot of a box to the head of one below it, or along a floor."""
    (x, y), (to_x, to_y) = here, there
    if y == to_y:
        side = WIDTH / 2 if to_x > x else -WIDTH / 2
        return f'<path d="M{x + side:g} {y:g} L{to_x - side:g} {to_y:g}"/>'
    foot, head = y + HEIGHT / 2, to_y - HEIGHT / 2
    bend = (head - foot) / 2
    return f'<path d="M{x:g} {foot:g} C{x:g} {foot + bend:g} {to_x:g} {head - bend:g} {to_x:g} {head:g}"/>'


def box(name: str, middle: tuple[float, float]) -> str:
    """A room with its name."""
    x, y = middle
    frame = f'<rect x="{x - WIDTH / 2:g}" y="{y - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
    return f'{frame}<text x="{x:g}" y="{y:g}">{escape(name)}</text>'


def main() -> None:
    """Writes the picture."""
    PICTURE.write_text(drawing(rooms()), encoding="utf-8")


if __name__ == "__main__":
    main()
