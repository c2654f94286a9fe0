"""Finding ``site.toml``; what may stand in it is in ``site_tables``."""

from __future__ import annotations

from pathlib import Path

from cdshooks.errors import SettingsError
from cdshooks.site import Site


def read_site(path: Path | None) -> Site:
    """The site of a file, or the one without any choice. Raises ``SettingsError`` with all that is wrong."""
    if path is None:
        return Site()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        words = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise SettingsError(f"site file {path} cannot be read: {words}") from None
    # Imported only where there is a file: its checks take their time to build, and the demo has none.
    from cdshooks.site_tables import site_of

    return site_of(text, path)
