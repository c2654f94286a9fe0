"""What a hospital writes into its ``site.toml``, read once and checked as a whole.

Numbers and local codes, which cards are shown, and the clients that may call. Whatever cannot be right stops
the start, and is named by file, line and key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from cdshooks.client import CardMode, Client, Modes, Table
from cdshooks.errors import SettingsError
from cdshooks.toml_lines import line_of

Key = tuple[str, ...]

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Site:
    """One hospital's choices; without a file there are none.

    ``numbers`` by their name in the policy, ``codes`` (system, code) by value set or ``site:slug``, ``cards``
    and ``clients`` by id and name. ``allow_unreviewed``: cards without a sign-off are shown, and say so.
    """

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    codes: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    allow_unreviewed: bool = False
    cards: Modes = field(default_factory=dict)
    clients: Mapping[str, Client] = field(default_factory=dict)
    file: str = "site.toml"
    text: str = field(default="", repr=False)

    def mode(self, card_id: str, client: Client | None = None) -> CardMode:
        """What becomes of a card: as the client's table says, else the site's, else it is shown."""
        of_client = client.cards.get(card_id) if client is not None else None
        return of_client or self.cards.get(card_id, CardMode.ON)

    def complaint(self, key: Key, words: str) -> str:
        """``site.toml:7: clients.main.issuer: ...``, for what is found wrong in the file later on."""
        return _complaint(self.file, self.text, key, words)

    def check_cards(self, known: Sequence[str]) -> None:
        """Raises ``SettingsError`` naming each mode that is set for a card which does not exist."""
        keys: list[Key] = [("cards", card) for card in self.cards]
        keys += [("clients", name, "cards", card) for name, one in self.clients.items() for card in one.cards]
        wrong = [self.complaint(key, "there is no such card") for key in keys if key[-1] not in known]
        if wrong:
            raise SettingsError("\n".join(wrong))


def _a_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise ValueError("it must be a number")
    return Decimal(value)


def _codings(listed: Any) -> Any:
    """Each ``system|code`` in two; what is no list of texts is left for the type check."""
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        return listed
    pairs = [one.rpartition("|")[::2] for one in listed]
    if not all(system and code for system, code in pairs):
        raise ValueError("each code must be written as system|code")
    return pairs


def _numbers(table: Any) -> Any:
    """``pjp.steroid_mg_per_day`` in one word, from the tables that TOML makes of it."""
    return dict(_flat(table, "")) if isinstance(table, dict) else table


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


class _Tables(Table):
    """The file as it is written."""

    policy: Annotated[
        Mapping[str, Annotated[Decimal, BeforeValidator(_a_number)]], BeforeValidator(_numbers)
    ] = Field(default_factory=dict)
    codes: Mapping[str, Annotated[tuple[tuple[str, str], ...], BeforeValidator(_codings)]] = Field(
        default_factory=dict
    )
    allow_unreviewed: bool = Field(default=False, strict=True)
    cards: Modes = Field(default_factory=dict)
    clients: Mapping[str, Client] = Field(default_factory=dict)


def read_site(path: Path | None) -> Site:
    """The site of a file, or the one without any choice. Raises ``SettingsError`` with all that is wrong."""
    if path is None:
        return Site()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        words = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise SettingsError(f"site file {path.name} cannot be read: {words}") from None
    return site_of(text, path)


def site_of(text: str, path: Path) -> Site:
    """The site that the text describes; ``path``: its name, and the folder in which its JWKS files are."""
    try:
        tables = _Tables.model_validate(_parsed(text, path.name), context={"folder": path.parent})
    except ValidationError as invalid:
        raise SettingsError("\n".join(_wrong(invalid, path.name, text))) from None
    complaints = [_complaint(path.name, text, key, words) for key, words in _between(tables.clients)]
    if complaints:
        raise SettingsError("\n".join(complaints))
    return Site(
        tables.policy, tables.codes, tables.allow_unreviewed, tables.cards, tables.clients, path.name, text
    )


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        found = _AT_LINE.fullmatch(str(wrong))
        place, words = (f"{name}:{found[2]}", found[1]) if found else (name, str(wrong))
        raise SettingsError(f"{place}: {words}") from None


def _between(clients: Mapping[str, Client]) -> Iterator[tuple[Key, str]]:
    """What is wrong with the names of clients, and with two that cannot be told apart by their tokens."""
    for place, (name, client) in enumerate(clients.items()):
        if not _NAME.fullmatch(name):
            yield ("clients", name), "a name holds small letters, figures and hyphens only"
        for earlier in list(clients)[:place]:
            if _look_alike(client, clients[earlier]):
                yield ("clients", name), f"its tokens cannot be told from those of {earlier}: give tenants"


def _look_alike(one: Client, other: Client) -> bool:
    """Whether a token could be of either: one issuer, and tenants that do not tell them apart."""
    told_apart = one.tenants and other.tenants and not set(one.tenants) & set(other.tenants)
    return one.issuer == other.issuer and not told_apart


def _wrong(invalid: ValidationError, name: str, text: str) -> Iterator[str]:
    """One line for each key that is wrong, by the name that it has in the file."""
    for error in invalid.errors(include_url=False, include_input=False, include_context=False):
        key = tuple(str(part) for part in error["loc"] if isinstance(part, str) and part != "[key]")
        words = error["msg"].removeprefix("Value error, ")
        yield _complaint(name, text, key, _PLAINER.get(error["type"], words))


_PLAINER = {
    "extra_forbidden": "there is no such key",
    "enum": "only on, silent and off are known",
    "missing": "it is missing",
    "string_type": "it must be a text",
    "tuple_type": "it must be a list",
    "dict_type": "it must be a table",
    "mapping_type": "it must be a table",
    "model_type": "it must be a table",
    "too_short": "it is empty",
    "string_pattern_mismatch": "it must not hold blanks",
    "string_too_short": "it is empty",
}
"""The words of the library, where ours are plainer."""


def _complaint(file: str, text: str, key: Key, words: str) -> str:
    # A number stands in the file under the parts of its name.
    path = (key[0], *".".join(key[1:]).split(".")) if key[:1] == ("policy",) else key
    line = line_of(text, path) if path else None
    place = f"{file}:{line}" if line is not None else file
    return f"{place}: {'.'.join(key)}: {words}" if key else f"{place}: {words}"
