"""``cdshooks serve`` with a name server of the test's own: ``python -m tests.hostile.serve``.

``HOSTILE_NAMES`` holds a JSON object of host names and the addresses they resolve to; no other name
resolves, so that nothing leaves the machine.
"""

from __future__ import annotations

import json
import os
import socket
import time
from typing import Any

from cdshooks.cli import main

NAMES: dict[str, str] = json.loads(os.environ.get("HOSTILE_NAMES", "{}"))
SLOW_NAME = "slow.example.org"
SLOW_SECONDS = 4
"""For how long a name server that is down keeps a look-up waiting."""

_resolve = socket.getaddrinfo


def resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
    """The address of a name in the table; addresses resolve to themselves, other names not at all."""
    name = host.decode() if isinstance(host, bytes) else host
    if name == SLOW_NAME:
        time.sleep(SLOW_SECONDS)
        raise socket.gaierror(socket.EAI_AGAIN, "the name server does not answer")
    if isinstance(name, str) and name.lower().rstrip(".") in NAMES:
        return _resolve(NAMES[name.lower().rstrip(".")], *args, **kwargs)
    if isinstance(name, str) and not name.replace(".", "").replace(":", "").isalnum():
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    kwargs["flags"] = kwargs.get("flags", 0) | socket.AI_NUMERICHOST
    return _resolve(host, *args, **kwargs)


if __name__ == "__main__":
    socket.getaddrinfo = resolve
    main(["serve"])
