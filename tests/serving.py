"""Starting the service as a person would, and asking it over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Started:
    """A service that answers: its address, its process, and the file with all that it prints."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def started(
    command: Sequence[str],
    port: int,
    folder: Path,
    environment: Mapping[str, str],
    *,
    where: Path | None = None,
    user: int | None = None,
    certificate: Path | None = None,
) -> Iterator[Started]:
    """The service that ``command`` starts in ``where`` (in ``folder``, which takes its log, unless given).

    ``user`` is the number of the user, and of the group, that it runs as; the present one unless given. With
    a ``certificate`` it speaks TLS and shows that one. Stopped at the end.
    """
    log = folder / f"serving-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=where or folder,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        try:
            found = Started(f"http{'s' if certificate else ''}://127.0.0.1:{port}", process, log)
            _wait_until_healthy(found, certificate)
            yield found
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def serving(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str], user: int | None = None
) -> Iterator[str]:
    """The address of a service that ``command`` started in ``folder``; stopped at the end."""
    with started(command, port, folder, environment, user=user) as found:
        yield found.address


def _wait_until_healthy(found: Started, certificate: Path | None) -> None:
    """Returns once GET /health answers 200; else fails with what the service printed."""
    end = time.monotonic() + START_SECONDS
    while found.process.poll() is None and time.monotonic() < end:
        with suppress(requests.ConnectionError):
            verify = True if certificate is None else str(certificate)
            if requests.get(f"{found.address}/health", timeout=2, verify=verify).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"The service did not start:\n{found.log.read_text(errors='replace')[-3000:]}")
