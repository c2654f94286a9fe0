"""The picture of the house is that of the code, and its arrows point down."""

from __future__ import annotations

from pathlib import Path

from tools.draw_house import PICTURE, PLACES, drawing, reached, rooms, telling

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"


def test_the_picture_is_drawn_from_the_imports_as_they_are() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawing(rooms())


def test_every_room_has_its_place_and_no_arrow_points_up() -> None:
    found = rooms()
    assert set(found) == set(PLACES)
    assert [
        (room, below)
        for room, others in found.items()
        for below in others
        if PLACES[room][0] > PLACES[below][0]
    ] == []


def test_what_is_not_drawn_is_told_by_what_is() -> None:
    found = rooms()
    drawn = {room: frozenset(below for here, below in telling(found) if here == room) for room in found}
    assert {room: reached(room, drawn) for room in found} == {room: reached(room, found) for room in found}


def test_the_page_tells_each_room_in_words_too() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [room for room in PLACES if f"**{room}**" not in text] == []
