"""Serves the stand-in engine over HTTP: ``python -m tests.web.serve_stand_in PORT [PROCESSES]``."""

from __future__ import annotations

import sys

from cdshooks.app import create_app
from cdshooks.settings import Settings
from cdshooks.web.server import Server
from tests.web.stand_in import StandIn

if __name__ == "__main__":
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    settings = Settings(demo=True, port=int(sys.argv[1]), workers=processes)
    Server(create_app(settings, StandIn()), settings).run()
