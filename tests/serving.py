"""Starting the service as a person would, and asking it over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

START_SECONDS = 30


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def clean_environment(programs: Path) -> dict[str, str]:
    """The environment of a new machine: no settings of ours, no other Python, ``programs`` first in PATH."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CDSHOOKS_", "PYTHON", "VIRTUAL_ENV", "PYTEST"))
    }
    return kept | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    folder: Path,
    environment: Mapping[str, str],
    user: int | None = None,
) -> Iterator[str]:
    """The address of a service that ``command`` started in ``folder``; stopped at the end.

    ``user`` is the number of the user, and of the group, that it runs as; the present one unless given.
    """
    log = folder / "serving.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_healthy(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once GET /health answers 200; else fails with what the service printed."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            if requests.get(f"{address}/health", timeout=2).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"The service did not start:\n{log.read_text(errors='replace')[-3000:]}")
