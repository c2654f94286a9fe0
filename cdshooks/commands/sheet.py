"""``cdshooks sheet``: what another side has to read before it works with this service."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import click

from cdshooks.card_mode import CardMode
from cdshooks.client import Client
from cdshooks.commands import review
from cdshooks.commands.client import file_of_site, site_here, site_option
from cdshooks.errors import SettingsError
from cdshooks.gather.kept_elsewhere import still_asked
from cdshooks.publish.install_sheet import Endpoint, InstallSheet, Query, SmartApp
from cdshooks.publish.samples import samples
from cdshooks.rules.card import Card
from cdshooks.rules.case import Hook
from cdshooks.rules.plan import CatalogueError
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings, load_settings
from cdshooks.site import Site
from cdshooks.web.engine import Service, chart_service
from cdshooks.web.smart_registrations import scope_of


@click.group()
def command() -> None:
    """Print sheets for those who set something up or sign it off."""


command.add_command(review.card)
command.add_command(review.every)
command.add_command(review.every_summary)
command.add_command(review.every_limit)


@command.command(epilog="Exit codes: 0 printed; 1 the settings cannot be used; 2 there is no such client.")
@click.argument("name")
@site_option
def client(name: str, site_file: Path | None) -> None:
    """The install sheet of the client NAME in markdown: addresses, token, prefetch, scopes, topics."""
    site = site_here(site_file)
    if name not in site.clients:
        raise click.UsageError(
            f"There is no client of this name in {file_of_site(site_file).name}. "
            f"There are: {', '.join(site.clients) or 'none'}"
        )
    try:
        settings = load_settings()
        engine = build_engine(settings, site)
    except (SettingsError, CatalogueError) as wrong:
        raise click.ClickException(str(wrong)) from None
    click.echo(install_sheet(name, site, engine, settings).told(), nl=False)


def install_sheet(name: str, site: Site, engine: ClinicalEngine, settings: Settings) -> InstallSheet:
    """The sheet of a client as the service would answer it with these settings."""
    one = site.clients[name]
    cards = engine.plan.catalogue.cards
    modes = {card.id: _mode(card, site, one) for card in cards}
    elsewhere = site.elsewhere(one)
    files = [f"the file {one.jwks_file.name}"] if one.jwks_file else []
    return InstallSheet(
        name=name,
        kind=one.profile.title,
        address=settings.address,
        address_is_local=settings.base_url is None,
        issuer=one.issuer,
        audiences=one.audiences,
        algorithms=one.algorithms,
        keys_from=(*files, *one.key_addresses),
        tenants=one.tenants,
        fhir_bases=tuple(base.url for base in one.allowed_bases.bases),
        endpoints=tuple(
            _endpoint(each, still_asked(each.prefetch, elsewhere), settings, modes)
            for each in engine.services
            if each.hook in one.hooks
        ),
        cards=cards,
        modes=modes,
        notes=one.profile.notes,
        knows_topics=one.profile.knows_topic,
        unlike=tuple(hook for hook in one.hooks if hook not in one.profile.hooks),
        app=_smart_app(one, engine, settings, elsewhere),
    )


def _smart_app(
    one: Client, engine: ClinicalEngine, settings: Settings, elsewhere: Collection[str]
) -> SmartApp | None:
    """How the client's side registers the SMART app, where it has one."""
    if one.smart_client_id is None:
        return None
    queries = chart_service(engine.services).prefetch
    scopes = scope_of(still_asked(queries, elsewhere), from_ehr=True).split()
    has_secret = one.smart_client_secret_variable is not None
    return SmartApp(
        one.smart_client_id, has_secret, settings.app_launch, settings.app_callback, tuple(scopes)
    )


def _mode(card: Card, site: Site, one: Client) -> str:
    """What this client sees of a card: on, silent or off, and why where nobody chose it."""
    mode = site.mode(card.id, one)
    signed = card.reviewed or site.allow_unreviewed
    return mode.value if signed or mode is not CardMode.ON else "silent (not signed off)"


def _endpoint(
    service: Service, queries: Mapping[str, str], settings: Settings, modes: Mapping[str, str]
) -> Endpoint:
    """The service with the first sample in which a card speaks that this client is shown, else any card."""
    speaking = [one for one in samples() if one.hook == service.hook and one.indicator]
    shown = [one for one in speaking if modes.get(one.card) == "on"]
    chosen = next(iter((*shown, *speaking)), None)
    expected = f"{chosen.card} speaks" if shown and chosen else "answered without a card, for none is on"
    return Endpoint(
        service.hook,
        service.title,
        f"{settings.address}/cds-services/{service.id}",
        tuple(Query(key, query) for key, query in queries.items()),
        Hook(service.hook).orders,
        (chosen.card, chosen.name) if chosen else None,
        expected,
    )
