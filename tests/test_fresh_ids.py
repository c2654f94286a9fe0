"""The ids of cards and suggestions: random, and never the same in two processes."""

from __future__ import annotations

import os
from uuid import UUID

from cdshooks.fresh_ids import fresh_uuid


def test_each_id_is_a_random_uuid_of_its_own() -> None:
    ids = [fresh_uuid() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {(str(UUID(one)) == one, UUID(one).version, UUID(one).variant) for one in ids} == {
        (True, 4, "specified in RFC 4122")
    }


def test_a_forked_process_gives_none_of_its_parents_ids() -> None:
    fresh_uuid()  # more are drawn with it, which the child would have too
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, " ".join(fresh_uuid() for _ in range(70)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        theirs = set(told.read().split())
    os.waitpid(child, 0)
    assert len(theirs) == 70
    assert theirs.isdisjoint(fresh_uuid() for _ in range(70))
