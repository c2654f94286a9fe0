"""Ids for cards and suggestions: random UUIDs, drawn many at a time."""

from __future__ import annotations

import os

_AT_ONCE = 64
"""An answer of three cards takes ten. To ask the kernel for each takes longer than to make an id of it."""

_drawn: list[str] = []
"""Digits that nobody was given yet."""

# A process that was forked throws them away, or it would give the same ids as its parent.
os.register_at_fork(after_in_child=_drawn.clear)


def fresh_uuid() -> str:
    """A random UUID (version 4), without the object that ``uuid.uuid4`` makes of it on the way. Threads may
    ask side by side.
    """
    try:
        digits = _drawn.pop()
    except IndexError:
        drawn = os.urandom(16 * _AT_ONCE).hex()
        digits, *others = (drawn[at : at + 32] for at in range(0, len(drawn), 32))
        _drawn.extend(others)
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
