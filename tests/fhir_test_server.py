"""A small FHIR server over real HTTP, that can misbehave in the ways real ones do.

What it answers is set by path (``/fhir/Condition``); each answer is a function that is given the
request handler and does as it likes with the connection. It knows nothing of the code under test.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Respond = Callable[[BaseHTTPRequestHandler], None]


def bundle(*resources: dict[str, Any], next_url: str | None = None, **elements: Any) -> dict[str, Any]:
    """A searchset Bundle."""
    links = [] if next_url is None else [{"relation": "next", "url": next_url}]
    entries = [{"resource": resource, "search": {"mode": "match"}} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries, **elements}


def sends(
    body: object, status: int = 200, content_type: str = "application/fhir+json", **headers: str
) -> Respond:
    """Answers with JSON, or with bytes as they are."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": content_type, **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(written)))
        handler.end_headers()
        handler.wfile.write(written)

    return respond


def refuses(status: int, **headers: str) -> Respond:
    return sends({"resourceType": "OperationOutcome"}, status, **headers)


def in_turn(*responses: Respond) -> Respond:
    """One after the other; the last one stays."""
    waiting = list(responses)

    def respond(handler: BaseHTTPRequestHandler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return respond


def after(seconds: float, response: Respond) -> Respond:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        response(handler)

    return respond


def half_a_page(handler: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends, and hangs up."""
    written = json.dumps(bundle({"resourceType": "Condition", "id": "c1"})).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(written)))
    handler.end_headers()
    handler.wfile.write(written[: len(written) // 2])
    handler.close_connection = True


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def drips(seconds: float) -> Respond:
    """Sends a byte now and then, so that no single read takes long."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            pass
        handler.close_connection = True

    return respond


def drips_headers(handler: BaseHTTPRequestHandler) -> None:
    """Sends a header now and then for half a minute: each byte begins the time-out of a socket anew."""
    handler.send_response(200)
    handler.flush_headers()
    end = time.monotonic() + 30
    try:
        while time.monotonic() < end:
            handler.wfile.write(b"X-More: x\r\n")
            time.sleep(0.1)
    except OSError:
        handler.close_connection = True


def drips_chunks(handler: BaseHTTPRequestHandler) -> None:
    """Sends a part of a chunk's size now and then, so that no byte of the body comes."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    end = time.monotonic() + 30
    try:
        while time.monotonic() < end:
            handler.wfile.write(b"1;x")
            time.sleep(0.1)
    except OSError:
        handler.close_connection = True


class FhirTestServer:
    """The server while it runs: what it answers, and what it was asked (path with query, headers) over
    which connections (the client's ports)."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/fhir"
        self.answers: dict[str, Respond] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.connections: set[int] = set()

    def on(self, path: str, respond: Respond) -> None:
        self.answers[path] = respond

    def empty_for(self, resources: Iterable[str]) -> None:
        for resource in resources:
            self.on(resource, sends(bundle(total=0)))

    def paths(self) -> list[str]:
        return [path.removeprefix("/fhir/") for path, _ in self.asked]


@contextmanager
def fhir_test_server() -> Iterator[FhirTestServer]:
    """A server on a free port of this machine; 404 for every path that was not set."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers)))
            server.connections.add(self.client_address[1])
            path = urlsplit(self.path).path.removeprefix("/fhir/")
            try:
                server.answers.get(path, refuses(404))(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Listener(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 64

    listener = Listener(("127.0.0.1", 0), Handler)
    server = FhirTestServer(listener.server_address[1])
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
