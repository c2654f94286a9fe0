"""JSON is read as others write it; a text that was cut inside a character costs that character alone."""

from __future__ import annotations

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdshooks.json_text import MOST_HALVES, read_json

_ANY_CHARACTER = st.characters(exclude_categories=()) | st.sampled_from("\\\ud83d\ude00\udfff\ud800u")


@given(st.text(_ANY_CHARACTER, max_size=12))
def test_half_a_character_becomes_the_sign_for_what_cannot_be_shown(text: str) -> None:
    as_others_write_it = json.dumps({"text": text})
    read_by_others: str = json.loads(as_others_write_it)["text"]
    whole = read_by_others.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert read_json(as_others_write_it.encode()) == {"text": whole}


def test_a_byte_order_mark_is_no_part_of_it() -> None:
    assert read_json(b"\xef\xbb\xbf[1]") == [1]


@pytest.mark.parametrize(
    "body",
    [
        b'"\\ud83d',
        b'"\\',
        b'"\\ud8zz"',
        b'"\\ud83d\\ud8',
        b'["\\ud83d",]',
        b'"\\ud83d\\x"',
        b'"\xed\xa0\xbd"',
    ],
)
def test_what_is_no_json_stays_none(body: bytes) -> None:
    with pytest.raises(orjson.JSONDecodeError):
        read_json(body)


def test_halves_are_replaced_up_to_a_limit() -> None:
    assert read_json(b'"' + rb"\ud83d" * MOST_HALVES + b'"') == "\ufffd" * MOST_HALVES
    with pytest.raises(orjson.JSONDecodeError):
        read_json(b'"' + rb"\ud83d" * (MOST_HALVES + 1) + b'"')
