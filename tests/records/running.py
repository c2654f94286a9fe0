"""The service as processes: started as it is started, asked over HTTP, killed without warning."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.cards.clinic import TODAY, Json
from tests.cards.story import Story
from tests.records.conftest import KEY
from tests.serving import free_port, started

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """A service that answers."""

    base: str
    process: subprocess.Popen[bytes]
    log: Path

    def call(self, story: Story) -> list[Json]:
        body = story.body() | {"extension": {"as-of": TODAY.isoformat()}}
        answer = requests.post(f"{self.base}/cds-services/ild-{story.hook}", json=body, timeout=10)
        assert answer.status_code == 200, answer.text
        cards: list[Json] = answer.json()["cards"]
        return cards

    def topics(self, story: Story) -> set[str]:
        return {card["source"]["topic"]["code"] for card in self.call(story)}

    def card(self, story: Story) -> Json | None:
        found = (one for one in self.call(story) if one["source"]["topic"]["code"] == "pjpStart")
        return next(found, None)

    def report(self, *items: Json) -> int:
        """The status of the answer; 0 where none came."""
        url = f"{self.base}/cds-services/ild-patient-view/feedback"
        try:
            return requests.post(url, json={"feedback": items}, timeout=20).status_code
        except requests.RequestException:
            return 0

    def workers(self) -> list[int]:
        """The processes that answer."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(word) for word in found.stdout.split()]

    def kill_a_worker(self) -> None:
        for worker in self.workers()[:1]:
            with suppress(ProcessLookupError):  # it has just ended from an earlier kill
                os.kill(worker, signal.SIGKILL)


@contextmanager
def running(folder: Path, database_url: str | None, workers: int = 2, **settings: str) -> Iterator[Running]:
    """A demo with its records in that database, or in its own."""
    port = free_port()
    kept = {} if database_url is None else {"CDSHOOKS_DATABASE_URL": database_url, "CDSHOOKS_HASH_KEY": KEY}
    environment: Mapping[str, str] = {
        **os.environ,
        **kept,
        "CDSHOOKS_RECORDS_WAIT_MS": "5000",
        "CDSHOOKS_PORT": str(port),
        "CDSHOOKS_WORKERS": str(workers),
        **settings,
    }
    command = [sys.executable, "-m", "cdshooks.cli", "serve", "--demo"]
    with started(command, port, folder, environment, where=ROOT) as found:
        yield Running(found.address, found.process, found.log)


def until(happened: object, seconds: float) -> bool:
    """Whether it happens within so many seconds; asked again and again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False
