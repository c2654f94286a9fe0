"""What one caller gets: which cards, how they are shown, and whose FHIR servers are asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdshooks.card_mode import CardMode
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.rules.present import Style
from cdshooks.settings import Settings
from cdshooks.site import Site

if TYPE_CHECKING:
    from cdshooks.client import Client
    from cdshooks.gather.fhir_server import ServerAccess


@dataclass(frozen=True, slots=True)
class CallerSide:
    """What is the caller's own: which cards it gets, and whose FHIR servers are asked for it.

    ``plan`` lacks the cards that are off; those of ``hidden`` are judged and counted, and shown to nobody.
    ``access``: to the servers that may be asked; ``None`` where none is listed. ``kept_elsewhere``: the types
    of resource that its EHR does not offer, for what they would say stands in others.
    """

    plan: Plan
    hidden: frozenset[str]
    access: ServerAccess | None
    kept_elsewhere: frozenset[str] = frozenset()


def style_of(style: Style, settings: Settings, site: Site, client: str | None) -> Style:
    """How cards are shown to a client: ``None`` is the demo's."""
    if settings.takes_reports and settings.base_url is not None:
        # Without an address of its own the service does not know where a browser would reach the form.
        style = replace(style, reported_by=client or "")
    has_app = client is not None and bool(site.clients[client].smart_client_id)
    return replace(style, launch=settings.app_launch) if has_app else style


def side_of_client(
    plan: Plan, site: Site, client: Client | None, shows_unreviewed: bool, bases: AllowedBases | None = None
) -> CallerSide:
    """The side of one client; of the demo without one, whose FHIR servers are then ``bases``.

    ``shows_unreviewed``: also cards that nobody has signed are shown.
    """
    modes = {card.id: site.mode(card.id, client) for card in plan.catalogue.cards}
    silent = {card for card, mode in modes.items() if mode is CardMode.SILENT}
    unsigned = set() if shows_unreviewed else set(unreviewed(plan.catalogue.cards))
    judged = tuple(entry for entry in plan.cards if modes[entry[0].id] is not CardMode.OFF)
    allowed = client.allowed_bases if client is not None else bases or AllowedBases()
    return CallerSide(
        replace(plan, cards=judged),
        frozenset(silent | unsigned),
        _access_to(allowed, without_tls=client is None),
        site.elsewhere(client),
    )


def _access_to(allowed: AllowedBases, *, without_tls: bool) -> ServerAccess | None:
    if not allowed.bases:
        return None
    # Imported at start-up where a server is listed; elsewhere nobody waits for the network's libraries.
    from cdshooks.gather.fhir_server import ServerAccess

    return ServerAccess(allowed, without_tls=without_tls)


def unreviewed(cards: Sequence[Card]) -> list[str]:
    """The cards of a plan that no clinical reviewer has signed as they are."""
    return [card.id for card in cards if not card.reviewed]
