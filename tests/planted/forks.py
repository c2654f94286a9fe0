"""Runs tests in a process of their own each, in which everything but the project and its tests is imported.

To import pytest and the libraries takes as long as most planted bugs need to be seen. Started as a script,
so that no module of the project is in it; an order is a line of JSON, and so is what is said of it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

PAUSE = 0.02
"""Seconds between two looks at a process that runs tests."""


def ready(modules: Iterable[str]) -> None:
    """Imports what is not imported. What cannot be imported is told by the test that wants it."""
    for module in modules:
        with suppress(Exception):
            import_module(module)
    gc.freeze()


def forked(order: dict[str, Any]) -> bool:
    """Whether the tests of the order came to their end in time."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        os.setsid()
        raise SystemExit(tested(**order))
    ends = time.monotonic() + order["longest"]
    while not os.waitpid(process, os.WNOHANG)[0]:
        if time.monotonic() > ends:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return False
        time.sleep(PAUSE)
    return True


def tested(folder: str, said: str, environment: dict[str, str], arguments: list[str], longest: int) -> int:
    """pytest in the folder, what it says written to a file."""
    for number, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        file = os.open(said if number else os.devnull, flags | os.O_CREAT | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    os.environ.update(environment)
    sys.dont_write_bytecode = bool(environment["PYTHONDONTWRITEBYTECODE"])
    os.chdir(folder)
    sys.path.insert(0, folder)
    return int(pytest.main(arguments))


def main() -> None:
    # Of its own folder nothing is imported, and of the project nothing but the copy that is tested.
    sys.path.remove(str(Path(__file__).resolve().parent))
    for line in sys.stdin:
        order = json.loads(line)
        ready(order.pop("modules"))
        print(json.dumps(forked(order)), flush=True)


if __name__ == "__main__":
    main()
