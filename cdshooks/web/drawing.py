"""Pictures for pages, drawn by one process beside the workers; this side imports none of its libraries."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import orjson

from cdshooks.records.place import temporary_folder

Json = dict[str, Any]

START_SECONDS = 30
DRAW_SECONDS = 10


class Drawing:
    """Made once, before the workers fork, so that all of them ask the same process. It starts when asked."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._service = os.getpid()
        if self.possible:
            # Readable by this user alone: what is drawn is a patient's.
            self._folder = temporary_folder()

    @property
    def possible(self) -> bool:
        """Whether the libraries of pictures are installed (``cdshooks[population]``)."""
        return find_spec("vl_convert") is not None

    def timeline(self, timeline: Json) -> str | None:
        """The picture as SVG; None where there is none: the page is as useful without it."""
        if self._folder is None:
            return None
        place = self._folder / "draw.sock"
        found = _asked(place, timeline)
        if found is None and self._start(place):
            found = _asked(place, timeline)
        return found or None

    def warm(self) -> None:
        """Lets the process start beside what is being done: a picture will soon be wanted."""
        if self._folder is not None:
            Thread(target=self._start, args=(self._folder / "draw.sock",), daemon=True).start()

    def _start(self, place: Path) -> bool:
        """Starts the process unless another worker is just doing so; whether it answers now."""
        with place.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _answers(place):
                return True
            place.unlink(missing_ok=True)
            command = [sys.executable, "-m", "cdshooks.pictures.process", str(place), str(self._service)]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            end = time.monotonic() + START_SECONDS
            while time.monotonic() < end and process.poll() is None:
                if _answers(place):
                    return True
                time.sleep(0.05)
            return False


def _answers(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(DRAW_SECONDS)
        try:
            line.connect(str(place))
        except OSError:
            return False
        return True


def _asked(place: Path, timeline: Json) -> str | None:
    """The answer of the process; None where there is no process."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(DRAW_SECONDS)
        try:
            line.connect(str(place))
            line.sendall(orjson.dumps(timeline) + b"\n")
            line.shutdown(socket.SHUT_WR)
            parts = iter(lambda: line.recv(65536), b"")
            return b"".join(parts).decode()
        except OSError:
            return None
