"""Python's search for garbage, left aside while what stays for good is made.

Modules and a compiled plan are hundreds of thousands of objects, of which next to none is thrown away again.
Python would look through all of them over and over: a fifth of the time of a start.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_COUNTING = ("duckdb",)
"""Libraries that count their objects as the process ends, and say that those left out have leaked."""

_NEW_OBJECTS_BEFORE_COLLECTION = 20_000
"""A parsed request alone has thousands of objects and leaves no cycles: Python's 700 would look through it
several times for nothing."""


@atexit.register
def _end() -> None:
    """At its end Python looks for garbage once more. Half a million objects that go with the process anyway
    would take a third of a second of each process that serves, so only such a library gets its own back.
    """
    if any(name in sys.modules for name in _COUNTING):
        gc.unfreeze()


@contextmanager
def loading() -> Iterator[None]:
    """Nobody looks for garbage meanwhile, nor later among what was there at the end.

    For what lives as long as the process, at its beginning: what is garbage by then stays too. Of a whole
    start that is 1,500 objects in half a million, which would take a tenth of a second to find.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looked:
            gc.enable()


def keep_what_is_loaded() -> None:
    """Takes what lives as long as the process out of garbage collection: a fifth of a request's time."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS_BEFORE_COLLECTION, 20, 20)
