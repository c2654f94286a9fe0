"""``python -m benchmarks.soak --minutes 30``: load at 70 % of the most it can do, and what memory does."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from statistics import median

import click
from rich.progress import Progress

from benchmarks.engine import demo_engine, prepared
from benchmarks.patients import SCENES
from benchmarks.servers import Connection, Server, answers_a_second, free_port, message, ours, running

_CLIENTS = 2
_SHARE = 0.7
_FIRST_SECONDS = 5.0
_LOOK_EVERY = 5.0
_SETTLING = 0.2
"""The share of the time after which memory is compared: caches of code and drugs fill first."""


@dataclass(frozen=True)
class Soaked:
    """What came of it: answers a second that were asked for, answers, and MiB of memory over time."""

    rate: float
    answered: int
    memory: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Memory at the end over memory once it had settled: 1.05 is five per cent more."""
        settled = self.memory[int(len(self.memory) * _SETTLING) :]
        part = max(1, len(settled) // 5)
        return median(settled[-part:]) / median(settled[:part])


def soak(minutes: float, *, quiet: bool = False) -> Soaked:
    """Loads the demo service of two workers with every scene in turn.

    Raises ``SystemExit`` on any answer but 200.
    """
    engine = demo_engine()
    bodies = []
    for scene in SCENES:
        ready = prepared(scene, engine)
        bodies.append(message(f"/cds-services/ild-{scene.hook}", ready.body))
    port = free_port()
    with running(ours(port), port) as server:
        rate = _SHARE * min(answers_a_second(server, body, _FIRST_SECONDS) for body in bodies)
        return _loaded(server, bodies, rate, minutes * 60, quiet)


def _loaded(server: Server, bodies: list[bytes], rate: float, seconds: float, quiet: bool) -> Soaked:
    context = multiprocessing.get_context("fork")
    counts = context.SimpleQueue()
    pace = _CLIENTS / rate
    clients = [
        context.Process(target=_drive, args=(server.port, bodies, pace, seconds, counts))
        for _ in range(_CLIENTS)
    ]
    for client in clients:
        client.start()
    memory = []
    end = time.monotonic() + seconds
    with Progress(disable=quiet, transient=True) as progress:
        task = progress.add_task("loading", total=seconds)
        while time.monotonic() < end:
            time.sleep(min(_LOOK_EVERY, seconds / 20))
            memory.append(server.proportional_memory())
            progress.update(task, completed=seconds - max(0.0, end - time.monotonic()))
    answered = 0
    for client in clients:
        client.join()
        if client.exitcode:
            raise SystemExit("a client met an answer that was not 200")
    for _ in clients:
        answered += counts.get()
    return Soaked(rate, answered, tuple(memory))


def _drive(
    port: int,
    bodies: list[bytes],
    pace: float,
    seconds: float,
    counts: multiprocessing.SimpleQueue[int],
) -> None:
    """One client that asks every ``pace`` seconds, or at once where the answer before took longer."""
    connection, asked = Connection(port), 0
    due = time.monotonic()
    end = due + seconds
    while time.monotonic() < end:
        connection.post(bodies[asked % len(bodies)])
        asked += 1
        due += pace
        time.sleep(max(0.0, due - time.monotonic()))
    counts.put(asked)


@click.command()
@click.option("--minutes", type=float, default=30, show_default=True)
def main(minutes: float) -> None:
    """Load the service, and say what its memory did."""
    found = soak(minutes)
    click.echo(
        f"{minutes:g} minutes at {found.rate:.0f} answers a second (70 % of the most): "
        f"{found.answered} answers, every one 200; memory of two workers "
        f"{found.memory[0]:.0f} to {found.memory[-1]:.0f} MiB, "
        f"{(found.growth - 1) * 100:+.1f} % after it had settled"
    )


if __name__ == "__main__":
    main()
