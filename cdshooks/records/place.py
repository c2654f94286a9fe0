"""Where the records of this service are kept, and the key that patients are hashed under there.

Nothing here loads a database: the service starts before it needs one.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cdshooks.settings import EMBEDDED, SHORTEST_KEY, Settings

FILE_NAME = "cdshooks.sqlite3"
"""The database in the working folder, where no address is set."""

TEMPORARY = "temporary"


FileIdentity = tuple[int, int]
"""Which file of this machine it is, whatever its name: its device and its number there."""


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a database. ``temporary``: a file that is removed when the service ends."""

    url: str
    temporary: bool = False

    @property
    def embedded(self) -> bool:
        """Whether it is a file of this machine."""
        return self.url.startswith(EMBEDDED)

    @property
    def file(self) -> Path:
        """The file of an embedded database."""
        return Path(self._path)

    @property
    def _path(self) -> str:
        return self.url.removeprefix(EMBEDDED)

    @property
    def key_file(self) -> Path:
        """Where the key of an embedded database stands, unless one was set."""
        return self.file.with_name(f"{self.file.name}.key")

    def identity(self) -> FileIdentity | None:
        """Which file an embedded database is now; None where there is none."""
        return _identity(self._path)

    def logs(self) -> frozenset[FileIdentity]:
        """The files that SQLite keeps beside that one while it is open, which hold what is newest in it."""
        beside = (_identity(f"{self._path}{ending}") for ending in ("-wal", "-shm"))
        return frozenset(one for one in beside if one is not None)

    def made(self) -> Place:
        """The same place; of a temporary one its file's folder is made now, to be removed at the end."""
        if self.url != TEMPORARY:
            return self
        return replace(self, url=f"{EMBEDDED}{temporary_folder() / FILE_NAME}")


def _identity(path: str) -> FileIdentity | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def place_of(settings: Settings) -> Place:
    """Where these settings keep records: the demo for its own time only, unless an address is set."""
    if settings.database_url is not None:
        return Place(settings.database_url)
    return Place(TEMPORARY, temporary=True) if settings.demo else Place(f"{EMBEDDED}{FILE_NAME}")


def temporary_folder() -> Path:
    """A new folder for us alone, removed when the process that made it ends."""
    folder = Path(tempfile.mkdtemp(prefix="cdshooks-"))
    atexit.register(partial(_remove, folder, os.getpid()))
    return folder


def _remove(folder: Path, maker: int) -> None:
    """Processes forked from the maker end earlier and must leave the folder to it."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)


def kept_key(file: Path) -> bytes:
    """The key in the file, which only we may read; made and kept there the first time.

    Raises ``OSError`` where it can be neither read nor made, or is too short to be one.
    """
    if not file.exists():
        _make_key(file)
    key = file.read_bytes()
    if len(key) < SHORTEST_KEY:
        # Under an empty key anybody could work out whose hash it is.
        raise OSError(f"{file.name} holds no key")
    return key


def _make_key(file: Path) -> None:
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_hex(32).encode())
            opened.flush()
            os.fsync(opened.fileno())
        # A link is made whole or not at all: of two processes that begin at once, one key stays.
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
