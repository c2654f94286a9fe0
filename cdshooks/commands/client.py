"""``cdshooks client``: registers clients in ``site.toml``, lists them, and looks at their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from cdshooks.client import KNOWN_ALGORITHMS, Client
from cdshooks.commands.common import format_option, print_json, to_console
from cdshooks.commands.serve import CLIENT_ADD
from cdshooks.errors import SettingsError
from cdshooks.gather.jwks import JwksAddress, JwksUnavailable, keys_of
from cdshooks.gather.kept_elsewhere import WHERE_INSTEAD
from cdshooks.settings import load_settings
from cdshooks.site import Site
from cdshooks.site_file import read_site
from cdshooks.site_tables import site_of
from cdshooks.toml_lines import toml_of
from cdshooks.web.client_keys import Jwk, usable
from cdshooks.web.client_profiles import EVERY_HOOK, PROFILES

HERE = Path("site.toml")

site_option = click.option(
    "--site",
    "site_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The site file. [CDSHOOKS_SITE_FILE, else site.toml here]",
)


def file_of_site(given: Path | None) -> Path:
    """The site file that was named, else that of the settings, else ``site.toml`` in this folder."""
    try:
        return given or load_settings().site_file or HERE
    except SettingsError as wrong:
        raise click.ClickException(f"The settings cannot be used.\n{wrong}") from None


def site_here(given: Path | None) -> Site:
    """The site of that file; ends the command where it cannot be read."""
    path = file_of_site(given)
    try:
        return read_site(path)
    except SettingsError as wrong:
        hint = "" if path.exists() else "\ncdshooks client add NAME ... writes a new one."
        raise click.ClickException(f"{wrong}{hint}") from None


@click.group()
def command() -> None:
    """Register the clients that may call, and look at their keys."""


@command.command(epilog="Exit codes: 0 written; 1 refused, and nothing was written; 2 wrong usage.")
@click.argument("name")
@click.option("--issuer", required=True, help="The iss of its tokens.")
@click.option("--jwks-url", help="Where its public keys are.")
@click.option("--jwks-file", help="Or a file that holds them, beside the site file.")
@click.option("--jku", multiple=True, help="Or an address that its tokens may name; several times.")
@click.option("--fhir-base", "fhir_bases", multiple=True, help="Its FHIR server; several times.")
@click.option(
    "--kept-elsewhere",
    "kept_elsewhere",
    multiple=True,
    type=click.Choice(tuple(WHERE_INSTEAD)),
    help="A type of resource that its EHR does not offer; several times. [as the file says]",
)
@click.option("--audience", "audiences", multiple=True, help="An aud beside our own addresses.")
@click.option("--algorithm", "algorithms", multiple=True, type=click.Choice(KNOWN_ALGORITHMS))
@click.option("--tenant", "tenants", multiple=True, help="A tenant that may call. [all]")
@click.option("--smart-client-id", help="What the SMART app is called at its authorization server.")
@click.option(
    "--smart-secret-variable",
    "smart_client_secret_variable",
    help="The variable that holds the app's secret.",
)
@click.option("--hook", "hooks", multiple=True, type=click.Choice(EVERY_HOOK), help="[all three]")
@click.option("--profile", type=click.Choice(tuple(PROFILES)), help="What it can show. [default]")
@site_option
def add(name: str, site_file: Path | None, **entry: Any) -> None:
    """Append the client NAME to the site file; whatever else stands there stays as it is."""
    path = file_of_site(site_file)
    table = table_of(name, entry)
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        if name in site_of(before, path).clients:
            raise click.ClickException(f"{path.name} already has a client of this name. Nothing was written.")
        written = f"{_gap_after(before)}{table}"
        site_of(before + written, path)
        with path.open("a", encoding="utf-8") as file:
            file.write(written)
    except SettingsError as wrong:
        raise click.ClickException(f"{wrong}\nNothing was written.") from None
    except (OSError, UnicodeDecodeError):
        raise click.ClickException(f"{path} cannot be read and written. Nothing was written.") from None
    click.echo(f"Written to {path}:\n\n{table}")
    click.echo(f"Look at its keys:            cdshooks client check {name}")
    click.echo(f"What its side must set up:   cdshooks sheet client {name}")
    click.echo(f"Serve it:                    CDSHOOKS_SITE_FILE={path} cdshooks serve")


def _gap_after(text: str) -> str:
    """An empty line before what comes next, unless there is nothing yet."""
    if not text:
        return ""
    return "\n" if text.endswith("\n") else "\n\n"


def table_of(name: str, entry: Mapping[str, Any]) -> str:
    """The table of a client as TOML writes it, without what was not given."""
    given = [(key, entry[key]) for key in _WRITTEN if entry.get(key)]
    lines = [f"{key} = {toml_of(value)}" for key, value in given]
    return "\n".join([f"[clients.{_toml_key(name)}]", *lines, ""])


_WRITTEN = (
    *("issuer", "audiences", "jwks_url", "jwks_file", "jku", "algorithms"),
    *("tenants", "fhir_bases", "kept_elsewhere"),
    *("smart_client_id", "smart_client_secret_variable", "hooks", "profile"),
)
"""The keys that it writes, in their order."""


def _toml_key(name: str) -> str:
    return name if name.replace("-", "").isalnum() and name.isascii() else toml_of(name)


@command.command(name="list")
@site_option
@format_option
def list_clients(site_file: Path | None, as_format: str) -> None:
    """The registered clients."""
    clients = site_here(site_file).clients
    if as_format == "json":
        print_json([_described(name, client) for name, client in clients.items()])
        return
    if not clients:
        click.echo(f"No client is registered. Register one:\n  {CLIENT_ADD}")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("client", "issuer", "profile", "hooks", "keys from", "FHIR servers"):
        table.add_column(heading, overflow="fold")
    for name, client in clients.items():
        told = _described(name, client)
        columns = ("hooks", "keys_from", "fhir_bases")
        table.add_row(name, client.issuer, told["profile"], *("\n".join(told[one]) for one in columns))
    to_console().print(table)


def _described(name: str, client: Client) -> dict[str, Any]:
    files = [str(client.jwks_file)] if client.jwks_file else []
    return {
        "client": name,
        "issuer": client.issuer,
        "profile": client.profile_name,
        "hooks": list(client.hooks),
        "keys_from": [*files, *client.key_addresses],
        "fhir_bases": list(client.fhir_bases),
        "kept_elsewhere": None if client.kept_elsewhere is None else sorted(client.kept_elsewhere),
        "smart_client_id": client.smart_client_id,
        "tenants": list(client.tenants),
        "audiences": list(client.audiences),
        "algorithms": list(client.algorithms),
        "cards": {card: mode.value for card, mode in client.cards.items()},
    }


@dataclass(frozen=True, slots=True)
class Place:
    """One place of keys: what was found there, or why nothing could be."""

    where: str
    keys: tuple[Jwk, ...] = ()
    problem: str | None = None


@command.command(epilog="Exit codes: 0 all have keys; 1 one has none, or a place fails; 2 wrong usage.")
@click.argument("name", required=False)
@site_option
@format_option
def check(name: str | None, site_file: Path | None, as_format: str) -> None:
    """Fetch the public keys of the client NAME, or of all, and say what was found."""
    clients = site_here(site_file).clients
    if name is not None and name not in clients:
        raise click.UsageError(f"There is no client of this name. There are: {', '.join(clients) or 'none'}")
    chosen = {name: clients[name]} if name is not None else clients
    reports = [report_of_keys(one, client) for one, client in chosen.items()]
    if as_format == "json":
        print_json(reports)
    else:
        for report in reports:
            _print(report)
    if any(report["problems"] for report in reports):
        raise SystemExit(1)


def report_of_keys(name: str, client: Client) -> dict[str, Any]:
    """What was found at the places of its keys: ``keys``, and ``problems`` in words."""
    places = list(_places(client))
    keys = [_key(key, client, place.where) for place in places for key in place.keys]
    problems = [f"{place.where}: {place.problem}" for place in places if place.problem]
    if not any(key["serves"] for key in keys):
        problems.append(f"no key serves for {', '.join(client.algorithms)}")
    return {"client": name, "keys": keys, "problems": problems}


def _places(client: Client) -> Iterator[Place]:
    if client.jwks_file is not None:
        try:
            yield Place(client.jwks_file.name, tuple(keys_of(client.jwks_file.read_bytes())))
        except (JwksUnavailable, OSError) as failed:
            yield Place(client.jwks_file.name, problem=str(failed))
    for url in client.key_addresses:
        try:
            yield Place(url, tuple(JwksAddress(url, client.allowed_bases.networks).fetch()))
        except JwksUnavailable as failed:
            yield Place(url, problem=str(failed))


def _key(key: Jwk, client: Client, where: str) -> dict[str, Any]:
    """One key in words; ``serves``: the client's algorithms that it can verify."""
    named = isinstance(key.get("kid"), str)
    serves = [one for one in client.algorithms if named and usable(key, one) is not None]
    kind = " ".join(str(key[part]) for part in ("kty", "crv") if isinstance(key.get(part), str))
    return {"kid": key.get("kid"), "kind": kind, "serves": serves, "private": "d" in key, "from": where}


def _print(report: dict[str, Any]) -> None:
    console = to_console()
    console.print(f"{report['client']}:")
    for key in report["keys"]:
        use = ", ".join(key["serves"]) or "not usable"
        if key["private"]:
            use = "a private key: it must not be published, and is not used"
        console.print(f"  key {key['kid']} ({key['kind']}) from {key['from']}: {use}", soft_wrap=True)
    for problem in report["problems"]:
        console.print(f"  wrong: {problem}", style="red", soft_wrap=True)
