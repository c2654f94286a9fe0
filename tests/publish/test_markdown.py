"""The markdown of cards becomes HTML, and nothing that stands in it becomes anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdshooks.publish.markdown import to_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("words", "<p>words</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("**Why**\n- one", "<p><strong>Why</strong></p>\n<ul><li>one</li></ul>"),
        ("- one\nafter", "<ul><li>one</li></ul>\n<p>after</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("*low certainty*", "<p><em>low certainty</em></p>"),
        ("*one* and *two*", "<p><em>one</em> and <em>two</em></p>"),
        (
            "[EULAR](https://doi.org/10.1136/x)",
            '<p><a href="https://doi.org/10.1136/x" rel="noopener noreferrer">EULAR</a></p>',
        ),
        ("- \\# no heading\n- 1\\. no list", "<ul><li># no heading</li><li>1. no list</li></ul>"),
        ("a\\b", "<p>a\\b</p>"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_what_cards_are_written_in_is_rendered(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    "text",
    [
        "below 1.0 10*9/L and 2.0 10*9/L",
        "5 * 3 * 2",
        "2*3*4",
        "a ** b ** c",
        "not * closed",
        "snake_case_word",
    ],
)
def test_a_star_that_is_none_stays_a_star(text: str) -> None:
    assert to_html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,a)",
        '[x](https://a" onmouseover="alert(1))',
        "<img src=x onerror=alert(1)>",
        "[<b>](https://a)",
    ],
)
def test_nothing_hostile_gets_through(hostile: str) -> None:
    tags = set(re.findall(r"<[^>]+>", to_html(hostile)))
    assert tags <= {"<p>", "</p>", "</a>", '<a href="https://a" rel="noopener noreferrer">'}


@given(st.text(alphabet="<>&\"'*[]()- \nahtps:/", max_size=60))
def test_only_our_own_tags_are_ever_written(text: str) -> None:
    allowed = re.compile(
        r'</?(?:p|ul|li|strong|em|a|br)>|<br>|<a href="https?://[^"<>]*" rel="noopener noreferrer">'
    )
    assert re.findall(r"[<>]", allowed.sub("", to_html(text))) == []
