"""Python's search for garbage, left aside while what stays for good is made.

Modules and a compiled plan are hundreds of thousands of objects, of which next to none is thrown away again.
Python would look through all of them over and over: a fifth of the time of a start.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# At its end Python tidies up once more, and a library whose objects were left out says that they leaked.
atexit.register(gc.unfreeze)


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
