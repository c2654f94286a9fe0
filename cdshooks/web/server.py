"""The HTTP server: gunicorn, told in Python what to do instead of by a configuration file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.config import KNOWN_SETTINGS  # type: ignore[import-untyped]

from cdshooks.loading import keep_what_is_loaded
from cdshooks.records.metrics import forget_process
from cdshooks.settings import Settings
from cdshooks.tracing import start_tracing
from cdshooks.web.edge import origins_of
from cdshooks.web.tls import context_that_waits
from cdshooks.web.worker import Limits, TlsWorker, Worker


def _nothing() -> None:
    """Where there is nothing to do."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Serves one app with the settings' workers and threads until it is stopped."""

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        in_worker: Callable[[], None] = _nothing,
        at_end: Callable[[], None] = _nothing,
    ) -> None:
        """The app is built before the workers fork, so they share it and all start with the same plan.

        ``in_worker`` is called in each worker once it has forked, ``at_end`` in each that ends in order.
        """
        keep_what_is_loaded()
        self._app = app
        self._options = gunicorn_options(settings) | {
            "post_worker_init": lambda _worker: _begin(in_worker, settings.traces),
            "worker_exit": lambda _arbiter, _worker: at_end(),
            "child_exit": lambda _arbiter, worker: _forget(worker),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hands our options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The WSGI app."""
        return self._app


def _begin(in_worker: Callable[[], None], traces: bool) -> None:
    """A thread that sends traces would not survive the fork, so it starts in each worker."""
    if traces:
        start_tracing()
    in_worker()


def _forget(worker: TlsWorker) -> None:
    """What a process said of itself goes with it, also where it did not end in order."""
    forget_process(worker.pid)
    worker.tally.ends(worker.age)


def gunicorn_options(settings: Settings) -> dict[str, Any]:
    """The options of gunicorn that differ from its own. Its access log stays off: we write our own."""
    return {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": _worker(settings),
        # Each is a file that is open; many systems allow a process 1,024.
        "worker_connections": 500,
        "limit_request_line": 4_094,
        "limit_request_fields": 100,
        "limit_request_field_size": 16_380,
        "preload_app": True,
        "keepalive": 30,
        # Its warnings repeat the request line of what it could not read, and that is a client's text.
        "loglevel": "error",
        "proc_name": "cdshooks",
        # A worker must outlive the longest answer by a good margin, and a stuck one must not linger.
        "timeout": max(30, settings.hard_stop_ms // 1000 * 5),
        "graceful_timeout": 10,
        **_without_control_socket(),
        **_tls_options(settings),
    }


def _without_control_socket() -> dict[str, Any]:
    """No door in the home folder by which workers could be stopped, and no thread that waits there: newer
    versions of gunicorn open one unless they are told not to.
    """
    name = "control_socket_disable"
    return {name: True} if any(setting.name == name for setting in KNOWN_SETTINGS) else {}


def _worker(settings: Settings) -> type[TlsWorker]:
    """The kind of worker: with TLS ended in front of us what arrives is collected before a thread sees it."""
    if settings.tls_certificate is not None:
        return TlsWorker
    return Worker.within(Limits(settings.max_body_bytes, settings.receive_seconds, origins_of(settings)))


def _tls_options(settings: Settings) -> dict[str, Any]:
    if settings.tls_certificate is None:
        return {}
    return {
        "certfile": str(settings.tls_certificate),
        "keyfile": str(settings.tls_key),
        "ssl_context": context_that_waits(settings.receive_seconds),
    }
