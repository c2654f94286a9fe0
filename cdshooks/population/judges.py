"""The processes that judge. They are begun before the run opens anything, and wait until it is grouped."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_all_start_methods, get_context
from multiprocessing.process import BaseProcess
from signal import SIGINT

from cdshooks.population.judging import (
    Judging,
    MakeEngine,
    PartCounts,
    Work,
    begin,
    interrupts_held_back,
    judge_bucket,
    ready,
    seldom_look_for_garbage,
)
from cdshooks.population.run_folder import RunError

Judge = Callable[[Sequence[int]], Iterator[PartCounts]]
"""Judges the buckets of these numbers, in any order; what each came to, as it is finished."""
SECONDS_TO_END = 1
"""How long to wait for a process that is known to end."""


@contextmanager
def judges(work: Work, make_engine: MakeEngine, count: int) -> Iterator[Judge]:
    """So many processes that judge; one is this process. Raises ``RunError`` where one of them ends early."""
    if count <= 1:
        yield partial(_judged_here, work, make_engine)
        return
    others = active_children()
    pool = ProcessPoolExecutor(count, get_context(_start_method()), begin, (work, make_engine))
    begun: list[BaseProcess] = []
    try:
        _begin_each(pool, count)
        begun = [process for process in active_children() if process not in others]
        yield partial(_judged_by, pool)
    except BrokenProcessPool:
        if any(map(_was_interrupted, begun)):
            raise KeyboardInterrupt from None
        raise RunError(
            "A process that judged ended early, perhaps for want of memory. Begun again, the run goes on; "
            "--workers 1 needs less."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _was_interrupted(process: BaseProcess) -> bool:
    """A ^C ends each process of a terminal; that the others ended may be heard before the ^C is."""
    process.join(SECONDS_TO_END)
    return process.exitcode == -SIGINT


def _start_method() -> str:
    """Copies of this process, which need not build the engine anew and share its memory; where that is not
    possible, or this process does more than one thing at a time, processes that begin afresh.
    """
    copied = "fork" in get_all_start_methods() and threading.active_count() == 1
    return "fork" if copied else "spawn"


def _begin_each(pool: ProcessPoolExecutor, count: int) -> None:
    """Begins every process of the pool now: nothing that is opened later is theirs."""
    with interrupts_held_back(), warnings.catch_warnings():
        # Python warns of every other thread: those of libraries for numbers and tables, which know of copies.
        warnings.simplefilter("ignore", DeprecationWarning)
        for _ in range(count):
            pool.submit(ready)


def _judged_by(pool: ProcessPoolExecutor, buckets: Sequence[int]) -> Iterator[PartCounts]:
    for done in as_completed([pool.submit(judge_bucket, number) for number in buckets]):
        yield done.result()


def _judged_here(work: Work, make_engine: MakeEngine, buckets: Sequence[int]) -> Iterator[PartCounts]:
    judging = Judging(work, *make_engine())
    with seldom_look_for_garbage():
        for number in buckets:
            yield judging.judge(number)
