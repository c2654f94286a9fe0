"""One run at a time in a folder: two that write there at once would take each other's files away."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cdshooks.population.run_folder import LOCK, RunError

_TAKEN = (errno.EACCES, errno.EAGAIN)
"""What is said of a lock that somebody else holds. Anything else: the disk knows no locks."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """While it lasts no other process runs in the folder, which is made where it is not there.

    Raises ``RunError`` where another one does. The lock ends with its process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOCK
    descriptor = _locked(file)
    try:
        yield
    finally:
        # Still held: whoever opened it meanwhile finds that it is no longer the one that lies there.
        file.unlink(missing_ok=True)
        os.close(descriptor)


def _locked(file: Path) -> int:
    """The lock file, open and ours. It is opened anew where its last owner removed it meanwhile."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            # Not handed on to the processes that judge, as flock's would be: they may end a little later.
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as wrong:
            if wrong.errno in _TAKEN:
                os.close(descriptor)
                raise RunError(f"Another process is at work in {file.parent}: wait for its end.") from None
        if _lies_there(descriptor, file):
            return descriptor
        os.close(descriptor)


def _lies_there(descriptor: int, file: Path) -> bool:
    """Whether what is open is the file that lies in the folder."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
