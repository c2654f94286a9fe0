"""What a browser keeps and cannot read: nobody else opens it, it does not move, and it has a size."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, Response

from cdshooks.web.sealed import COOKIE_CHARACTERS, DoesNotFit, Place, SealedCookies
from cdshooks.web.smart_messages import NotOpened
from cdshooks.web.smart_session import session_in_hand, session_place

HERE, THERE = Place("ours", "/app/here"), Place("ours", "/app/there")
CONTENT = {"token": "canary", "patient": "p1"}


def kept(cookies: SealedCookies, content: dict[str, Any] = CONTENT, place: Place = HERE) -> dict[str, str]:
    """The cookies that the browser is given, by name."""
    answer = Response()
    cookies.put(answer, place, content, 60)
    pairs = (one.split(";")[0].split("=", 1) for one in answer.headers.getlist("Set-Cookie"))
    return {one[0]: one[1] for one in pairs}


def read(
    cookies: SealedCookies, sent: dict[str, str], place: Place = HERE, seconds: int | None = None
) -> Any:
    """What is read of what a browser sends."""
    header = "; ".join(f"{name}={value}" for name, value in sent.items())
    with Flask("test").test_request_context("/", headers={"Cookie": header}):
        return cookies.read(place, seconds)


@pytest.fixture
def cookies() -> SealedCookies:
    return SealedCookies("a key of the test, longer than 32 signs", secure=True)


def test_what_is_kept_is_read_again_and_by_nobody_else(cookies: SealedCookies) -> None:
    sent = kept(cookies)
    assert read(cookies, sent) == CONTENT
    assert not any("canary" in value for value in sent.values())
    assert read(SealedCookies("another key of the test, long enough", secure=True), sent) is None
    assert read(SealedCookies("a key of the test, longer than 32 signs", secure=False), sent) == CONTENT


def test_without_a_key_each_service_has_its_own() -> None:
    one, other = SealedCookies(None, secure=False), SealedCookies(None, secure=False)
    assert read(one, kept(one)) == CONTENT
    assert read(other, kept(one)) is None


def test_it_is_of_use_at_its_own_place_alone(cookies: SealedCookies) -> None:
    assert read(cookies, kept(cookies), THERE) is None
    other = Place("others", "/app/here")
    moved = {name.replace("ours", "others"): value for name, value in kept(cookies).items()}
    assert read(cookies, moved, other) is None


def test_a_changed_sign_makes_it_nothing(cookies: SealedCookies) -> None:
    [(name, value)] = kept(cookies).items()
    middle = len(value) // 2
    changed = value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :]
    assert read(cookies, {name: changed}) is None


@pytest.mark.parametrize("sent", [{}, {"ours_0": ""}, {"ours_0": "x"}, {"ours_1": "x"}, {"ours_0": "\u00e9"}])
def test_what_is_no_seal_is_nothing(cookies: SealedCookies, sent: dict[str, str]) -> None:
    assert read(cookies, sent) is None


def test_it_ends(cookies: SealedCookies) -> None:
    sent = kept(cookies)
    assert read(cookies, sent, seconds=60) == CONTENT
    assert read(cookies, sent, seconds=-1) is None


def test_a_long_token_takes_two_cookies_and_a_longer_one_does_not_fit(cookies: SealedCookies) -> None:
    long = {"token": "t" * 5_400}
    pieces = kept(cookies, long)
    assert sorted(pieces) == ["ours_0", "ours_1"]
    assert max(map(len, pieces.values())) <= COOKIE_CHARACTERS
    assert read(cookies, pieces) == long
    assert read(cookies, {"ours_0": pieces["ours_0"]}) is None
    with pytest.raises(DoesNotFit):
        kept(cookies, {"token": "t" * 5_800})


def test_a_chart_that_another_version_sealed_is_no_longer_open(cookies: SealedCookies) -> None:
    sent = kept(cookies, CONTENT, session_place("ab12"))
    header = "; ".join(f"{name}={value}" for name, value in sent.items())
    with (
        Flask("test").test_request_context("/", headers={"Cookie": header}),
        pytest.raises(NotOpened),
    ):
        session_in_hand(cookies, "ab12")
