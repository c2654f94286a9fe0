"""What may stand in ``site.toml``. Whatever cannot be right stops the start, named by file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from cdshooks.card_mode import Modes
from cdshooks.client import Client, KeptElsewhere, Table
from cdshooks.errors import SettingsError
from cdshooks.rules.findings import AT_ONCE, AtOnce
from cdshooks.site import Key, Site, Why
from cdshooks.toml_lines import parse_error

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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
    # Codes are held against those of the record to the letter, so that such a one would never be met.
    if any(part != part.strip() for pair in pairs for part in pair):
        raise ValueError("a system or code begins or ends with a blank")
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


class _AtOnce(Table):
    """``[shown_at_once]``."""

    cards: int = Field(default=AT_ONCE.cards, ge=1, le=10, strict=True)
    info: int = Field(default=AT_ONCE.info, ge=0, le=10, strict=True)


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
    shown_at_once: _AtOnce = _AtOnce()
    why: Why = Why.FULL
    kept_elsewhere: KeptElsewhere = frozenset()
    clients: Mapping[str, Client] = Field(default_factory=dict)


def site_of(text: str, path: Path) -> Site:
    """The site that the text describes; ``path``: its name, and the folder in which its JWKS files are."""
    unread = Site(file=path.name, text=text)
    try:
        tables = _Tables.model_validate(_parsed(text, path.name), context={"folder": path.parent})
        wrong = list(_between(tables.clients))
    except ValidationError as invalid:
        wrong = list(_wrong(invalid))
    if wrong:
        raise SettingsError("\n".join(unread.complaint(key, words) for key, words in wrong))
    return Site(
        tables.policy,
        tables.codes,
        tables.allow_unreviewed,
        tables.cards,
        tables.clients,
        AtOnce(tables.shown_at_once.cards, tables.shown_at_once.info),
        tables.why,
        tables.kept_elsewhere,
        path.name,
        text,
    )


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsError(parse_error(name, wrong)) from None


def _between(clients: Mapping[str, Client]) -> Iterator[tuple[Key, str]]:
    """What is wrong with the names of clients, and with two that cannot be told apart by their tokens."""
    for place, (name, client) in enumerate(clients.items()):
        if not _NAME.fullmatch(name):
            yield ("clients", name), "a name holds small letters, figures and hyphens only"
        for earlier in list(clients)[:place]:
            if _look_alike(client, clients[earlier]):
                yield ("clients", name), f"its tokens cannot be told from those of {earlier}: give tenants"
            if _open_alike(client, clients[earlier]):
                key = ("clients", name, "smart_client_id")
                yield (
                    key,
                    f"a FHIR server of {earlier} opens the app already: an address belongs to one client",
                )


def _look_alike(one: Client, other: Client) -> bool:
    """Whether a token could be of either: one issuer, and tenants that do not tell them apart."""
    told_apart = one.tenants and other.tenants and not set(one.tenants) & set(other.tenants)
    return one.issuer == other.issuer and not told_apart


def _open_alike(one: Client, other: Client) -> bool:
    """Whether the SMART app could be opened for either from one address."""
    if one.smart_client_id is None or other.smart_client_id is None:
        return False
    pairs = [(mine, its) for mine in one.allowed_bases.bases for its in other.allowed_bases.bases]
    return any(mine.holds(its) or its.holds(mine) for mine, its in pairs)


def _wrong(invalid: ValidationError) -> Iterator[tuple[Key, str]]:
    """Each key that is wrong, by the name that it has in the file, and why."""
    for error in invalid.errors(include_url=False, include_context=False):
        key = tuple(part for part in error["loc"] if isinstance(part, str) and part != "[key]")
        enum = _CHOICES.get(key, _PLAINER["enum"])
        if "cards" in key and type(error["input"]) in (int, Decimal):
            enum = f"{enum}; a number stands in [policy]"  # some numbers have names that begin with "cards."
        words = {**_PLAINER, "enum": enum}.get(error["type"], error["msg"].removeprefix("Value error, "))
        yield key, words


_CHOICES: Mapping[Key, str] = {("why",): "only full and short are known"}
"""What may be chosen, of keys that are no modes of cards."""


_PLAINER = {
    "extra_forbidden": "there is no such key",
    "enum": "only on, silent and off are known",
    "missing": "it is missing",
    "string_type": "it must be a text",
    "tuple_type": "it must be a list",
    "frozen_set_type": "it must be a list",
    "dict_type": "it must be a table",
    "mapping_type": "it must be a table",
    "model_type": "it must be a table",
    "too_short": "it is empty",
    "string_pattern_mismatch": "it must not hold blanks",
    "string_too_short": "it is empty",
}
"""The words of the library, where ours are plainer."""
