"""The drawing process: reads what is to be drawn from a socket and answers with the picture as SVG.

One for the whole service, so that no worker that answers hooks carries the libraries of pictures (220 MB). It
ends by itself when nobody asks for a while or the service is gone. Nothing is kept.
"""

from __future__ import annotations

import os
import socketserver
import sys
from pathlib import Path

import orjson

from cdshooks.pictures.timeline_chart import timeline_svg

IDLE_SECONDS = 900
LOOKS_EVERY_SECONDS = 5
LARGEST_REQUEST = 2_000_000


class _Draws(socketserver.StreamRequestHandler):
    """One line of JSON in, one picture out; nothing where it cannot be drawn."""

    timeout = 10

    def handle(self) -> None:
        line = self.rfile.readline(LARGEST_REQUEST)
        try:
            drawn = timeline_svg(orjson.loads(line)).encode()
        except (ValueError, KeyError, TypeError, RuntimeError):
            # What was sent is a patient's: only that it failed is told.
            drawn = b""
        self.wfile.write(drawn)


class _Server(socketserver.UnixStreamServer):
    """Counts how long nobody has asked."""

    quiet_seconds = 0

    def process_request(self, request: object, client_address: object) -> None:
        self.quiet_seconds = 0
        super().process_request(request, client_address)  # type: ignore[arg-type]


def serve(place: Path, service: int) -> None:
    """Answers at the socket ``place`` until the process ``service`` is gone, or nobody has asked for long."""
    timeline_svg(_WARM_UP)
    waiting = place.with_suffix(".new")
    waiting.unlink(missing_ok=True)
    with _Server(str(waiting), _Draws) as server:
        # Only what answers at once is found under the name that is asked for.
        waiting.rename(place)
        server.timeout = LOOKS_EVERY_SECONDS
        while server.quiet_seconds < IDLE_SECONDS and _lives(service):
            server.quiet_seconds += LOOKS_EVERY_SECONDS
            server.handle_request()
    place.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


_WARM_UP = {
    "today": "2026-01-15",
    "hook": "patient-view",
    "lanes": [],
    "courses": [],
    "doses": [],
    "limits": [],
    "curves": [],
    "cards": [],
}

if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
