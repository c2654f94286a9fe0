"""``reviews.toml``: who signed which card at this site. Signatures are only ever added to it.

Whatever cannot be right stops the start, and is named by file, line and key: a signature that is overlooked
would silence a card.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cdshooks.errors import SettingsError
from cdshooks.rules.sign_off import SignOff, SignOffs
from cdshooks.settings import Settings
from cdshooks.toml_lines import line_of, parse_error

REVIEWS_FILE = "reviews.toml"
"""Its name beside the site file."""

HEADING = """\
# Who signed which card. Written by "cdshooks sign"; a signature holds while the card has its fingerprint.
"""

Words = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
"""A name, a role or a credential: something, on one line."""

_Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class _Signed(BaseModel):
    """One ``[[signed]]``."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    card: str
    version: str = ""
    fingerprint: _Fingerprint
    site_fingerprint: _Fingerprint | None = None
    name: Words
    role: Words
    credential: Words
    day: Annotated[date, Field(strict=True)]

    def sign_off(self) -> SignOff:
        return SignOff(
            self.fingerprint,
            self.name,
            self.role,
            self.credential,
            self.day.isoformat(),
            self.version,
            self.site_fingerprint or "",
        )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    signed: tuple[_Signed, ...] = ()


def reviews_file(settings: Settings) -> Path | None:
    """The file of these settings: the one that is named, else ``reviews.toml`` beside the site file."""
    if settings.reviews_file is not None:
        return settings.reviews_file
    return settings.site_file.with_name(REVIEWS_FILE) if settings.site_file is not None else None


def read_reviews(settings: Settings, cards: Collection[str]) -> SignOffs:
    """The signatures of the site. ``cards``: the ids that there are.

    None where no file is there, unless one was named. Raises ``SettingsError`` with all that is wrong.
    """
    path = reviews_file(settings)
    if path is None or (settings.reviews_file is None and not path.exists()):
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        words = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise SettingsError(f"reviews file {path} cannot be read: {words}") from None
    return reviews_of(text, path.name, cards)


def reviews_of(text: str, name: str, cards: Collection[str]) -> SignOffs:
    """The signatures that the text of a file of that name holds. Raises ``SettingsError``."""
    try:
        signed = _File.model_validate(tomllib.loads(text)).signed
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsError(parse_error(name, wrong)) from None
    except ValidationError as invalid:
        raise SettingsError("\n".join(_complaints(invalid, text, name))) from None
    wrong_cards = [
        _complaint(("signed", place, "card"), "there is no such card", text, name)
        for place, one in enumerate(signed)
        if one.card not in cards
    ]
    if wrong_cards:
        raise SettingsError("\n".join(wrong_cards))
    found: dict[str, tuple[SignOff, ...]] = {}
    for one in signed:
        found[one.card] = (*found.get(one.card, ()), one.sign_off())
    return found


def _complaints(invalid: ValidationError, text: str, name: str) -> list[str]:
    return [
        _complaint(error["loc"], _PLAINER.get(error["type"], error["msg"]), text, name)
        for error in invalid.errors(include_url=False, include_input=False, include_context=False)
    ]


def _complaint(key: tuple[str | int, ...], words: str, text: str, name: str) -> str:
    """``reviews.toml:7: signed.day: it is missing``."""
    line = line_of(text, key)
    place = f"{name}:{line}" if line is not None else name
    return f"{place}: {'.'.join(part for part in key if isinstance(part, str))}: {words}"


_PLAINER = {
    "extra_forbidden": "there is no such key",
    "missing": "it is missing",
    "string_type": "it must be a text",
    "tuple_type": "it must be written as [[signed]]",
    "model_type": "it must be a table",
    "date_type": "it must be a day, without quotation marks: 2026-01-15",
    "string_pattern_mismatch": "it cannot be read: a fingerprint has 32 figures, a text stands on one line",
    "string_too_short": "it is empty",
    "string_too_long": "it has more than 120 characters",
}
"""The words of the library, where ours are plainer."""


def entry(card: str, one: SignOff) -> str:
    """The signature as the file holds it."""
    said = {
        "card": card,
        "version": one.version,
        "fingerprint": one.fingerprint,
        "site_fingerprint": one.site_fingerprint,
        "name": one.name,
        "role": one.role,
        "credential": one.credential,
    }
    # JSON writes a text as TOML reads it, but for one control character that is refused.
    lines = [f"{key} = {json.dumps(words, ensure_ascii=False)}" for key, words in said.items()]
    return "\n".join(["[[signed]]", *lines, f"day = {one.day}", ""])
