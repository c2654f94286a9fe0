"""Where the processes of one service put their counts, so that each can tell those of all."""

from __future__ import annotations

import os

from cdshooks.records.place import temporary_folder

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_counts() -> None:
    """Names a folder of our own to the library of metrics, unless one is named already.

    To be called before that library is loaded: it looks for the folder then, and never again.
    """
    if not os.environ.get(FOLDER_VARIABLE):
        os.environ[FOLDER_VARIABLE] = str(temporary_folder())
