"""The sheet by which the other side sets up one client: what is typed in there must match to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from cdshooks.rules.card import Card

_BEYOND_THE_QUERIES = "Medication"
"""Read one by one, where an order refers to it and it was not sent along."""


@dataclass(frozen=True, slots=True)
class Query:
    """One prefetch query, and the SMART scopes that answer it."""

    key: str
    query: str

    @property
    def resource(self) -> str:
        """The type of resource that it asks for."""
        return re.split(r"[/?]", self.query)[0]

    @property
    def scopes(self) -> tuple[str, str]:
        """In the grammar of SMART 1, and in that of SMART 2."""
        reads = "r" if "?" not in self.query else "rs"
        return f"patient/{self.resource}.read", f"patient/{self.resource}.{reads}"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One service for the client: its address, its queries, and a sample to send to it.

    ``sample`` is the card and the story; ``expected`` says in words what the answer holds.
    """

    hook: str
    title: str
    url: str
    queries: tuple[Query, ...]
    wants_drafts: bool
    sample: tuple[str, str] | None
    expected: str


@dataclass(frozen=True, slots=True)
class SmartApp:
    """How the SMART app is registered at the client's authorization server."""

    client_id: str
    has_secret: bool
    launch: str
    callback: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstallSheet:
    """Everything that the sheet says. ``modes``: card id to on, silent or off for this client."""

    name: str
    kind: str
    address: str
    address_is_local: bool
    issuer: str
    audiences: tuple[str, ...]
    algorithms: tuple[str, ...]
    keys_from: tuple[str, ...]
    tenants: tuple[str, ...]
    fhir_bases: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    cards: tuple[Card, ...]
    modes: Mapping[str, str]
    notes: tuple[str, ...]
    knows_topics: bool
    unlike: tuple[str, ...]
    """The hooks that it is registered for, and that its kind is not known to call."""
    app: SmartApp | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every scope of SMART 1 that the queries and the references need."""
        of_queries = {query.scopes[0] for one in self.endpoints for query in one.queries}
        return tuple(sorted({*of_queries, f"patient/{_BEYOND_THE_QUERIES}.read"}))

    def told(self) -> str:
        """The sheet in markdown."""
        loader = PackageLoader("cdshooks.publish", "templates")
        # It is markdown for a terminal or a ticket, not HTML.
        environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment.get_template("install_sheet.md").render(sheet=self)
