"""The service over HTTP against a bare Flask handler that parses the same body; start and memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory

import orjson

from benchmarks.engine import Prepared
from benchmarks.rounds import Row, ratio
from benchmarks.servers import (
    Connection,
    Server,
    answers_a_second,
    as_installed,
    bare,
    free_port,
    message,
    ours,
    running,
)
from cdshooks.settings import Settings

_SECONDS = 1.5
_BOUND_QUIET, _BOUND_SPEAKING = 0.45, 0.3
_REQUESTS_BEFORE_WEIGHING = 200


def over_http(ready: list[Prepared], rounds: int, first: str | None = None) -> Iterator[Row]:
    """Answers a second of ours as a share of those of the faster bare server; then the memory of ours.

    ``first``: with so many of our cards alone, for which the requests were prepared; without the memory.
    """
    threads = Settings(demo=True).threads
    ports = [free_port() for _ in range(3)]
    with (
        running(ours(ports[0], first), ports[0]) as service,
        running(bare(ports[1], "gthread", threads), ports[1]) as threaded,
        running(bare(ports[2], "sync", threads), ports[2]) as sync,
    ):
        memory = [] if first else [_memory(service, ready)]
        which = f"the first {first} cards" if first else "all cards"
        for one in ready:
            yield _row(one, which, service, {"gthread": threaded, "sync": sync}, rounds)
        yield from memory


def _row(ready: Prepared, which: str, service: Server, controls: dict[str, Server], rounds: int) -> Row:
    asked, control = message(_path(ready), ready.body), message("/bare", ready.body)
    _check(ready, Connection(service.port).post(asked))
    served: list[float] = []
    bare_ones: dict[str, list[float]] = {name: [] for name in controls}
    for _ in range(rounds):
        served.append(answers_a_second(service, asked, _SECONDS))
        for name, server in controls.items():
            bare_ones[name].append(answers_a_second(server, control, _SECONDS))
    faster = max(bare_ones, key=lambda name: median(bare_ones[name]))
    bound = _BOUND_SPEAKING if ready.scene.cards else _BOUND_QUIET
    note = ", ".join(f"bare {name} {median(figures):.0f}/s" for name, figures in bare_ones.items())
    name = f"Over HTTP with {which}, share of a bare Flask handler, {ready.scene.name}"
    return Row(name, f"{median(served):.0f}/s", ratio(served, bare_ones[faster]), bound, False, note)


def _check(ready: Prepared, answer: bytes) -> None:
    """Stops where the service does not show what the scene was made for."""
    shown = len(orjson.loads(answer)["cards"])
    if shown != ready.scene.cards:
        raise SystemExit(f"the service shows {shown} cards for {ready.scene.name!r}")


def _path(ready: Prepared) -> str:
    return f"/cds-services/ild-{ready.scene.hook}"


def _memory(service: Server, ready: list[Prepared]) -> Row:
    connections = [Connection(service.port) for _ in range(4)]
    for turn in range(_REQUESTS_BEFORE_WEIGHING):
        one = ready[turn % len(ready)]
        connections[turn % 4].post(message(_path(one), one.body))
    found = service.proportional_memory()
    note = f"PSS of master and workers after {_REQUESTS_BEFORE_WEIGHING} requests"
    return Row("Memory of two workers, MiB", f"{found:.0f} MiB", found, 220, True, note)


def start(ready: Prepared, rounds: int) -> Row:
    """From the call of ``cdshooks serve --demo`` to its first answer, interpreter included. A start before
    those that are measured writes the byte code, which an installed service has.
    """
    seen = []
    with TemporaryDirectory() as byte_code:
        for _ in range(1 + rounds):
            port = free_port()
            began = time.perf_counter()
            with running(ours(port), port, as_installed(byte_code)):
                Connection(port).post(message(_path(ready), ready.body))
                seen.append(time.perf_counter() - began)
    found = median(seen[1:])
    return Row("Start to first answer, seconds", f"{found:.2f} s", found, 1.5, True, f"{rounds} fresh starts")
