"""What was not had or not understood while a request was answered, for the log line of that request.

The rooms below the web remark, and the app says who hears it. Where there is no app (replay, the command
line) nobody does, and no web framework is loaded for it.
"""

from __future__ import annotations

from collections.abc import Callable

_HEARING: list[Callable[[str], None]] = []


def remark(words: str) -> None:
    """Says a fixed sentence to all who hear. Never a value of a request."""
    for hear in _HEARING:
        hear(words)


def heard_by(hear: Callable[[str], None]) -> None:
    """From now on this hears every remark; a second time changes nothing."""
    if hear not in _HEARING:
        _HEARING.append(hear)
