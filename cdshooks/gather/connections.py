"""The connections and threads of one process, and the guard that looks where a connection has ended.

gunicorn forks its workers: sockets and threads must not be shared across that, so they are made on first
use and kept by process id.
"""

from __future__ import annotations

import logging
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from threading import Lock
from typing import Any, ClassVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.lines import goes_over


class AddressRefused(HTTPError):
    """The host resolved to an address inside the own network that the list does not name."""


class _Guarded(HTTPConnection):
    """Looks at the address that was really reached, before the first byte is sent.

    A look-up beforehand would not do: a name server can answer differently the second time.
    """

    allowed: ClassVar[AllowedBases]

    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        if not self.allowed.may_connect(self.host, str(connected.getpeername()[0])):
            connected.close()
            raise AddressRefused("address not allowed")
        goes_over(connected)
        return connected

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as the library has it
        # A connection that was kept alive is another call's now.
        goes_over(self.sock)
        return super().getresponse()


class _GuardedTls(_Guarded, HTTPSConnection):
    pass


class GuardingAdapter(HTTPAdapter):
    """What a session sends by: each connection is looked at where it has ended."""

    def __init__(self, allowed: AllowedBases, most_parallel: int) -> None:
        """``most_parallel``: how many connections are kept alive."""
        self._allowed = allowed
        super().__init__(pool_connections=most_parallel, pool_maxsize=most_parallel)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        known = {"allowed": self._allowed}
        plain = {"ConnectionCls": type("GuardedConnection", (_Guarded,), known)}
        tls = {"ConnectionCls": type("GuardedTlsConnection", (_GuardedTls,), known)}
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("GuardedPool", (HTTPConnectionPool,), plain),
            "https": type("GuardedTlsPool", (HTTPSConnectionPool,), tls),
        }


@dataclass(frozen=True, slots=True)
class Connections:
    """What one process shares: a session with kept-alive connections, the threads that use it, and whose turn
    it is among these to read a large answer.
    """

    session: requests.Session
    threads: ThreadPoolExecutor
    turn: Lock = field(default_factory=Lock)


@dataclass(slots=True)
class ConnectionsByProcess:
    """Makes the ``Connections`` of the running process when they are first asked for.

    ``certificates`` is the path of a CA bundle, ``None`` for the public one.
    """

    allowed: AllowedBases
    most_parallel: int
    certificates: str | None = None
    _by_process: dict[int, Connections] = field(default_factory=dict)

    def here(self) -> Connections:
        """Safe without a lock: of two made at once the first stays, and an unused pool has no thread."""
        found = self._by_process.get(os.getpid())
        return found or self._by_process.setdefault(os.getpid(), self._make())

    def _make(self) -> Connections:
        threads = ThreadPoolExecutor(self.most_parallel, thread_name_prefix="fhir")
        return Connections(_session(self.allowed, self.most_parallel, self.certificates), threads)


def _session(allowed: AllowedBases, most_parallel: int, certificates: str | None) -> requests.Session:
    # urllib3 writes the URLs it calls into its log, and they hold the patient's id.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    session = requests.Session()
    # No .netrc, which would replace the token, and no proxy, which would hide the address from the guard.
    session.trust_env = False
    session.verify = certificates or True
    # The session serves every client: a cookie of one must not reach another.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = GuardingAdapter(allowed, most_parallel)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
