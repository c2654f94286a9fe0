"""``cdshooks serve`` with a name server of the test's own: ``python -m tests.hostile.serve``.

``HOSTILE_NAMES`` holds a JSON object of host names and the addresses they resolve to; no other name
resolves. ``HOSTILE_TRAP`` holds host and port of the trap: a connection to an address outside this machine
ends there and says that it is where it was meant to be, so that nothing leaves the machine.
"""

from __future__ import annotations

import json
import os
import socket
import time
from ipaddress import ip_address
from typing import Any
from weakref import WeakKeyDictionary

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


_connect, _peer_of = socket.socket.connect, socket.socket.getpeername
TRAP: list[Any] = json.loads(os.environ.get("HOSTILE_TRAP", "[]"))
_meant: WeakKeyDictionary[socket.socket, Any] = WeakKeyDictionary()


def connect(self: socket.socket, address: Any) -> None:
    """Connects; where that would leave the machine, to the trap."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        _meant[self] = address
        host, port = TRAP
        address = (host if self.family == socket.AF_INET else f"::ffff:{host}", port)
    _connect(self, address)


def peer_of(self: socket.socket) -> Any:
    """The address that was meant."""
    return _meant[self] if self in _meant else _peer_of(self)


def _is_here(host: str) -> bool:
    return ip_address(host).is_loopback and ip_address(host).version == 4


if __name__ == "__main__":
    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.getpeername = peer_of  # type: ignore[method-assign]
    socket.getaddrinfo = resolve
    main(["serve"])
