"""The service under attack and what stands around it: a FHIR server that misbehaves, and a trap.

The trap listens where nobody may be led to: whatever it receives is a hole.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fhir_test_server import FhirTestServer, fhir_test_server
from tests.hostile.forging import ADDRESS, ISSUER, KEYS, OTHER_ISSUER
from tests.serving import free_port, started
from tests.web.signing import jwks, table

ROOT = Path(__file__).parents[2]
LISTED_NAME = "ehr.example.org"
"""A name on the list of FHIR servers that resolves to where the FHIR server is."""

SLOW_NAME = "slow.example.org"
"""A name on the list about which the name server does not answer."""

REBOUND_NAME = "rebound.example.org"
"""A name on the list that has come to resolve to the trap, inside the own network."""


PRIVATE_NAMES = {
    "ten": "10.0.0.1",
    "hundred-seventy-two": "172.16.0.1",
    "hundred-ninety-two": "192.168.1.1",
    "link-local": "169.254.169.254",
    "carrier": "100.64.0.1",
    "unique-local": "fd00::1",
    "link-local-6": "fe80::1",
    "loopback-6": "::1",
    "mapped": "::ffff:10.0.0.1",
    "nat64": "64:ff9b::10.0.0.1",
    "six-to-four": "2002:a00:1::",
    "nobody": "0.0.0.0",
    "broadcast": "255.255.255.255",
    "multicast": "239.0.0.1",
    "benchmark": "198.18.0.1",
    "public-and-private": "192.168.1.2",
}
"""Names (below example.org) on the list that have come to resolve to addresses nobody outside has. Whoever
connects to one of those reaches the trap."""


@dataclass
class Trap:
    """What arrived where nothing may arrive."""

    host: str
    port: int
    received: list[bytes] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}/fhir"


@dataclass(frozen=True)
class Around:
    """The running service (its address, its log, its process) and its surroundings."""

    address: str
    log: Path
    pid: int
    fhir: FhirTestServer
    trap: Trap

    def processor_seconds(self) -> float:
        """What the service and its workers have used of the processor so far."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        used = [
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (self.pid, *workers)
        ]
        return sum(int(one[11]) + int(one[12]) for one in used) / os.sysconf("SC_CLK_TCK")

    @property
    def places(self) -> Mapping[str, str]:
        """What the texts of cases may name."""
        port = self.fhir.base.rpartition(":")[2].partition("/")[0]
        return {
            "fhir": self.fhir.base,
            "fhir_port": port,
            "listed": f"http://{LISTED_NAME}:{port}/fhir",
            "rebound": f"http://{REBOUND_NAME}:{self.trap.port}/fhir",
            "trap": self.trap.base,
            "trap_port": str(self.trap.port),
        }


@contextmanager
def trap_server() -> Iterator[Trap]:
    """A listener on another loopback address, which is not on the list of anybody."""
    listener = socket.create_server(("127.0.0.2", 0))
    trap = Trap("127.0.0.2", listener.getsockname()[1])

    def listen() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client, suppress(OSError):
                client.settimeout(2)
                while data := client.recv(65_536):
                    trap.received.append(data)
                    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield trap
    finally:
        listener.close()


@contextmanager
def around_the_service(folder: Path, **settings: str) -> Iterator[Around]:
    """The service with its surroundings while they run; ``settings`` are ``CDSHOOKS_`` variables."""
    with ExitStack() as stack:
        fhir = stack.enter_context(fhir_test_server())
        trap = stack.enter_context(trap_server())
        yield stack.enter_context(service(folder, fhir, trap, **settings))


@contextmanager
def service(folder: Path, fhir: FhirTestServer, trap: Trap, **settings: str) -> Iterator[Around]:
    """The service, which may ask the FHIR server and two names, of which one leads astray."""
    port = free_port()
    fhir_port = fhir.base.rpartition(":")[2].partition("/")[0]
    led_astray = [f"http://{name}.example.org:{trap.port}/fhir" for name in PRIVATE_NAMES]
    bases = f"{fhir.base},http://{LISTED_NAME}:{fhir_port}/fhir,http://{REBOUND_NAME}:{trap.port}/fhir,http://{SLOW_NAME}/fhir,http://127.0.0.1:9/fhir,127.0.0.1"
    names = {f"{name}.example.org": address for name, address in PRIVATE_NAMES.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CDSHOOKS_")}
    wanted = {"demo": "true", "port": str(port), "workers": "1", "fhir_bases": ",".join([bases, *led_astray])}
    wanted |= settings
    environment = kept | {f"CDSHOOKS_{name.upper()}": value for name, value in wanted.items()}
    environment["PYTHONPATH"] = str(ROOT)
    environment["HOSTILE_NAMES"] = json.dumps({LISTED_NAME: "127.0.0.1", REBOUND_NAME: trap.host} | names)
    environment["HOSTILE_TRAP"] = json.dumps([trap.host, trap.port])
    with started([sys.executable, "-m", "tests.hostile.serve"], port, folder, environment) as found:
        yield Around(found.address, found.log, found.process.pid, fhir, trap)


def locked_service(folder: Path, fhir: FhirTestServer, trap: Trap) -> AbstractContextManager[Around]:
    """The service with its door locked: two clients, of which the second may ask one hook only."""
    (folder / "main.json").write_text(json.dumps(jwks(KEYS["one"], KEYS["two"])))
    (folder / "other.json").write_text(json.dumps(jwks(KEYS["three"])))
    main = table("main", issuer=ISSUER, jwks_file=str(folder / "main.json"))
    other = table("other", issuer=OTHER_ISSUER, jwks_file=str(folder / "other.json"), hooks=["patient-view"])
    (folder / "site.toml").write_text("\n".join(["allow_unreviewed = true", main, other]))
    return service(
        folder,
        fhir,
        trap,
        demo="false",
        fhir_bases="",
        base_url=ADDRESS,
        site_file=str(folder / "site.toml"),
        database_url=f"sqlite:///{folder / 'records.sqlite3'}",
    )
