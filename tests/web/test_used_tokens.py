"""A token is good for one call, however many ask at once, and is forgotten after its end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from cdshooks.web.used_tokens import UsedTokensHere


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_the_first_use_is_told_from_the_others() -> None:
    used = UsedTokensHere(lambda: 0)
    assert used.first_use("a", "1", at(10))
    assert not used.first_use("a", "1", at(20))
    assert used.first_use("b", "1", at(10))
    assert used.first_use("a", "2", at(10))


def test_a_token_is_remembered_up_to_its_end_and_no_longer() -> None:
    now = [0.0]
    used = UsedTokensHere(lambda: now[0])
    assert used.first_use("a", "1", at(10))
    now[0] = 10
    assert not used.first_use("a", "1", at(10))
    now[0] = 10.1
    assert used.first_use("a", "2", at(20))
    assert len(used) == 1


def test_of_many_at_once_one_is_the_first() -> None:
    used, start = UsedTokensHere(), Barrier(8)

    def use(_: int) -> bool:
        start.wait()
        return used.first_use("a", "1", at(4_000_000_000))

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(use, range(8))) == 1
