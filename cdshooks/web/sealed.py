"""What a browser keeps for us and cannot read: small JSON in encrypted cookies, each for one path of ours."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response, request

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

Json = dict[str, Any]

COOKIE_CHARACTERS = 3_800
"""Of one cookie; browsers keep 4,096 with its name and path."""

MOST_COOKIES = 2
"""Pieces of one content: proxies take 8 KB of cookies in a request, and the others of the page count too."""


class DoesNotFit(Exception):
    """The content is larger than a browser keeps for one page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a content is kept: the name of its cookies, and the path below which they come back."""

    name: str
    path: str

    def piece(self, number: int) -> str:
        return f"{self.name}_{number}"


class SealedCookies:
    """Encrypted and signed (Fernet) under a key made from the service's own; of use at its place alone."""

    def __init__(self, key: str | None, *, secure: bool) -> None:
        """Without a ``key`` what is sealed is lost when the service ends. ``secure``: by https only."""
        # Made before the workers fork, so that one of them reads what another has sealed.
        self._key = key or secrets.token_urlsafe(32)
        self._secure = secure

    @cached_property
    def _fernet(self) -> Fernet:
        # Imported only when wanted: the demo does not wait for the libraries of keys and signatures.
        from cryptography.fernet import Fernet

        return Fernet(_key_from(self._key))

    def put(self, answer: Response, place: Place, content: Json, seconds: int) -> None:
        """Gives the content to the browser for so long. Raises ``DoesNotFit``."""
        sealed = self._fernet.encrypt(orjson.dumps([place.name, place.path, content])).decode()
        pieces = [
            sealed[start : start + COOKIE_CHARACTERS] for start in range(0, len(sealed), COOKIE_CHARACTERS)
        ]
        if len(pieces) > MOST_COOKIES:
            raise DoesNotFit
        for number, piece in enumerate(pieces):
            self._set(answer, place, number, piece, seconds)

    def read(self, place: Place, seconds: int | None = None) -> Json | None:
        """The content that the request in hand brings back; ``None`` where it has none, or one of another
        place, forged, of another key, or older than ``seconds``."""
        from cryptography.fernet import InvalidToken

        cookies: Mapping[str, str] = request.cookies
        sealed = "".join(cookies.get(place.piece(number), "") for number in range(MOST_COOKIES))
        try:
            name, path, content = orjson.loads(self._fernet.decrypt(sealed, ttl=seconds))
        except (InvalidToken, ValueError):
            return None
        return content if (name, path) == (place.name, place.path) else None

    def drop(self, answer: Response, place: Place) -> None:
        """Takes the content away from the browser."""
        for number in range(MOST_COOKIES):
            self._set(answer, place, number, "", 0)

    def _set(self, answer: Response, place: Place, number: int, value: str, seconds: int) -> None:
        answer.set_cookie(
            place.piece(number),
            value,
            max_age=seconds,
            path=place.path,
            secure=self._secure,
            httponly=True,
            # The sign-in server sends people back by a redirect, which "Strict" would not let it follow.
            samesite="Lax",
        )


def _key_from(key: str) -> bytes:
    """A key of our own, so that what the staff's sessions are signed with opens nothing here."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(SHA256(), 32, salt=None, info=b"cdshooks sealed cookies").derive(key.encode())
    return base64.urlsafe_b64encode(made)
