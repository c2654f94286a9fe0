"""Nobody waits for the database longer than he wants to."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from cdshooks.records import courier as module
from cdshooks.records.courier import MOST_WAITING, Courier
from cdshooks.records.unreachable import Unreachable


@pytest.fixture
def courier() -> Iterator[Courier]:
    """One who has been on his first errand already."""
    made = Courier("a courier")
    made.send(lambda: None, 5)
    yield made
    made.close()


def test_what_the_work_comes_to_is_brought_back(courier: Courier) -> None:
    assert courier.send(lambda: 7, 5) == 7


def test_what_the_work_raises_is_brought_back(courier: Courier) -> None:
    with pytest.raises(ZeroDivisionError):
        courier.send(lambda: 1 // 0, 5)
    assert courier.send(lambda: 7, 5) == 7


def test_work_that_is_not_back_in_time_is_not_waited_for(courier: Courier) -> None:
    held = Event()
    with pytest.raises(Unreachable, match="not back in time"):
        courier.send(lambda: held.wait(10), 0.01)
    held.set()
    assert courier.send(lambda: 7, 5) == 7


def test_work_that_has_not_begun_in_time_is_not_done_any_more(courier: Courier) -> None:
    held, done = Event(), []
    for work in (lambda: held.wait(10), lambda: done.append("late")):
        with pytest.raises(Unreachable):
            courier.send(work, 0.01)
    held.set()
    courier.send(lambda: done.append("in time"), 5)
    assert done == ["in time"]


def test_while_an_errand_is_stuck_the_next_are_refused_at_once(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STUCK_SECONDS", 0.0)
    held = Event()
    with pytest.raises(Unreachable, match="not back in time"):
        courier.send(lambda: held.wait(10), 0.05)
    with pytest.raises(Unreachable, match="an earlier errand"):
        courier.send(lambda: 7, 60)
    held.set()


def test_no_more_errands_wait_than_there_are_places(courier: Courier) -> None:
    held = Event()
    waiting = [Thread(target=send_quietly, args=(courier, held)) for _ in range(MOST_WAITING)]
    for one in waiting:
        one.start()
    try:
        full = _until_full(courier)
    finally:
        held.set()
        for one in waiting:
            one.join()
    assert full
    assert courier.send(lambda: 7, 5) == 7


def send_quietly(courier: Courier, held: Event) -> None:
    try:
        courier.send(lambda: held.wait(10), 10)
    except Unreachable:
        return


def _until_full(courier: Courier) -> bool:
    for _ in range(1_000):
        try:
            courier.send(lambda: None, 0.001)
        except Unreachable as refused:
            if str(refused) == "too many errands wait":
                return True
    return False


def test_the_first_errand_may_take_longer_for_it_loads_the_libraries() -> None:
    held = Event()
    first = Courier("a new courier")
    Thread(target=lambda: (held.wait(0.2), held.set())).start()
    assert first.send(lambda: held.wait(10), 0.01)
    first.close()


def test_after_the_end_errands_are_refused_and_what_waits_is_not_done(courier: Courier) -> None:
    held, begun, waits = Event(), Event(), Event()
    refused, done = [], []

    def send_another() -> None:
        waits.set()
        try:
            courier.send(lambda: done.append("waited"), 10)
        except Unreachable as refusal:
            refused.append(refusal)

    sending = [
        Thread(target=lambda: courier.send(lambda: (begun.set(), held.wait(10)), 10)),
        Thread(target=send_another),
    ]
    for thread, under_way in zip(sending, (begun, waits), strict=True):
        thread.start()
        assert under_way.wait(5)
    courier.close()
    with pytest.raises(Unreachable, match="no errand"):
        courier.send(lambda: done.append("late"), 60)
    held.set()
    for thread in sending:
        thread.join()
    assert (len(refused), done) == (1, [])


def test_an_errand_that_is_over_is_kept_by_nobody(courier: Courier) -> None:
    class Patient:
        """Something that an errand is about."""

    def asked_about(patient: Patient) -> None:
        raise Unreachable(type(patient).__name__)

    patient = Patient()
    gone = weakref.ref(patient)
    gc.disable()
    try:
        with pytest.raises(Unreachable):
            courier.send(lambda patient=patient: asked_about(patient), 5)  # type: ignore[misc]
        del patient
        courier.send(lambda: None, 5)
        assert gone() is None
    finally:
        gc.enable()
