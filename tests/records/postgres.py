"""A PostgreSQL of our own for the length of the tests: a free port and a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.serving import free_port

START_SECONDS = 60
SYSTEM_USER = "postgres"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; ``None`` where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


@dataclass
class PostgreSQL:
    """One server. It can be killed without warning and started again over the same files."""

    programs: Path
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="postgresql-")))
    port: int = field(default_factory=free_port)
    databases: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, SYSTEM_USER, SYSTEM_USER)
        initdb = [
            str(self.programs / "initdb"),
            "-D",
            str(self.folder / "data"),
            "-A",
            "trust",
            "-U",
            "owner",
        ]
        subprocess.run([*_as_its_user(), *initdb, "-E", "UTF8", "--no-sync"], check=True, capture_output=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://owner@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns once it takes connections."""
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        settings = ["-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"]
        # Of many small databases it would look at one after the other for as long as the tests run.
        settings += ["-c", "autovacuum=off"]
        # What was written outlives a killed process, synced or not. A server that syncs goes through every
        # file of every database when it starts again after a kill: for a minute, on a slow disk.
        settings += ["-c", "fsync=off"]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([*_as_its_user(), *command, *settings], stdout=log, stderr=log)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def new_database(self) -> str:
        """The address of an empty database."""
        self.databases += 1
        name = f"records_{self.databases}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return self.url(name)

    def kill(self) -> None:
        """Without warning: no process of it has time to do anything."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        for one in (pid, *map(int, children.stdout.split())):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        assert self.process is not None
        self.process.wait(timeout=20)
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _as_its_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", SYSTEM_USER, "--"] if os.geteuid() == 0 else []
