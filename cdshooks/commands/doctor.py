"""``cdshooks doctor``: is everything that the service needs in order, and what to do where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import click
import requests
from rich.table import Table

from cdshooks.client import Client
from cdshooks.commands.client import HERE, report_of_keys
from cdshooks.commands.common import format_option, print_json, to_console
from cdshooks.commands.doctor_database import look_at_database
from cdshooks.commands.doctor_found import FINE, MIND, WRONG, Found
from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import read_base
from cdshooks.gather.kept_elsewhere import WHERE_INSTEAD
from cdshooks.gather.templates import KEY_OF_TYPE
from cdshooks.number_words import number_of
from cdshooks.reviews import REVIEWS_FILE, reviews_file
from cdshooks.rules.plan import CatalogueError, Plan
from cdshooks.rules.standing import lapsed
from cdshooks.service import build_plan
from cdshooks.settings import PREFIX, Settings, load_settings, unread_variables
from cdshooks.site import Site
from cdshooks.site_file import read_site

PATIENCE = 5
"""Seconds that a FHIR server has for each answer."""

MOST_SKEW = 30
"""Seconds by which clocks may differ; tokens are refused from 60."""


@click.command(epilog="Exit codes: 0 nothing is wrong; 1 something is; 2 wrong usage.")
@click.option("--fhir-base", help="A FHIR server to ask, as a client would name it.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds an access token for that server. The token is not printed.",
)
@format_option
def command(fhir_base: str | None, token_file: Path | None, as_format: str) -> None:
    """Look at settings, site, cards, database, clients and FHIR server, and say what to do next."""
    if token_file is not None and fhir_base is None:
        raise click.UsageError("--token-file needs --fhir-base")
    token = token_file.read_text(encoding="utf-8-sig").strip() if token_file else None
    found = list(_looked_at(fhir_base, token))
    if as_format == "json":
        print_json([asdict(one) for one in found])
    else:
        _print(found)
    if any(one.state == WRONG for one in found):
        raise SystemExit(1)


def _looked_at(fhir_base: str | None, token: str | None) -> Iterator[Found]:
    try:
        settings = load_settings()
    except SettingsError as wrong:
        yield Found("settings", WRONG, str(wrong), "mend the variable that is named")
        return
    yield _settings(settings)
    if unread := unread_variables():
        yield Found(
            "variables",
            MIND,
            f"not read, for there is no such setting: {', '.join(unread)}",
            "mend the name, or remove it",
        )
    try:
        site = read_site(settings.site_file)
        plan = build_plan(site, settings)
    except SettingsError as wrong:
        yield Found("site", WRONG, str(wrong), "mend the line that is named")
        return
    except CatalogueError as wrong:
        yield Found("cards", WRONG, "\n".join(wrong.problems), "cdshooks check")
        return
    yield _site(settings, site)
    yield from _cards(settings, site, plan)
    yield look_at_database(settings)
    for name, client in site.clients.items():
        yield _client(name, client)
    if fhir_base is not None:
        base = fhir_base.rstrip("/")
        yield from _fhir_server(base, token, _elsewhere(site, base))


def _settings(settings: Settings) -> Found:
    said = f"served at {settings.address}, days in {settings.time_zone}"
    if settings.base_url is None:
        return Found("settings", MIND, said, f"set {PREFIX}BASE_URL to the address that clients use")
    return Found("settings", FINE, said)


def _site(settings: Settings, site: Site) -> Found:
    if settings.site_file is None and HERE.exists():
        words = f"{HERE.name} lies here and is not read, so no client may call"
        return Found("site", MIND, words, f"export {PREFIX}SITE_FILE={HERE.name}")
    if settings.site_file is None:
        return Found("site", MIND, "no site file, so no client may call", "cdshooks client add ...")
    if not site.clients:
        return Found("site", MIND, f"{settings.site_file.name}: no client", "cdshooks client add ...")
    return Found("site", FINE, f"{settings.site_file.name}: {len(site.clients)} registered")


def _cards(settings: Settings, site: Site, plan: Plan) -> Iterator[Found]:
    cards = plan.catalogue.cards
    signed = sum(bool(card.reviewed) for card in cards)
    sets = len(plan.terminology.value_sets)
    if again := lapsed(plan.identities, plan.sign_offs):
        words = f"{len(cards)} cards, {signed} signed; changed since they were signed: {', '.join(again)}"
        yield Found("cards", MIND, words, "cdshooks diff OLD NEW, cdshooks sign SLUG ...")
    elif signed < len(cards) and not site.allow_unreviewed:
        words = f"{len(cards)} cards, {signed} signed: the others run silent"
        lies_here = reviews_file(settings) is None and Path(REVIEWS_FILE).exists()
        do = f"export {PREFIX}REVIEWS_FILE={REVIEWS_FILE}" if lies_here else "cdshooks sign SLUG ..."
        yield Found("cards", MIND, words, do)
    else:
        yield Found("cards", FINE, f"{len(cards)} cards, {signed} signed")
    open_here = [one.words for one in plan.site_concepts]
    words = f"{sets} value sets; not looked for here: {len(open_here)} concepts without codes of this site"
    yield Found("terminology", MIND if open_here else FINE, words, "cdshooks check" if open_here else "")


def _client(name: str, client: Client) -> Found:
    report = report_of_keys(name, client)
    if report["problems"]:
        return Found(f"client {name}", WRONG, "\n".join(report["problems"]), f"cdshooks client check {name}")
    serving = sum(bool(key["serves"]) for key in report["keys"])
    return Found(f"client {name}", FINE, number_of(serving, "key serves", "keys serve"))


def _elsewhere(site: Site, base: str) -> frozenset[str]:
    """What the site says of the server: by the client whose server it is, else for all."""
    meant = read_base(base)
    clients = [one for one in site.clients.values() if meant in one.allowed_bases.bases]
    return site.elsewhere(clients[0] if clients else None)


def _fhir_server(base: str, token: str | None, elsewhere: frozenset[str]) -> Iterator[Found]:
    """Its capability statement, its clock, and with a token whether patients may be read."""
    answer = _asked(f"{base}/metadata", None)
    if isinstance(answer, str):
        yield Found("FHIR server", WRONG, answer, "look at the address, and at what stands between")
        return
    if answer.status_code != 200:
        yield Found("FHIR server", WRONG, f"/metadata answered {answer.status_code}", "look at the address")
        return
    yield Found("FHIR server", FINE, "/metadata answered 200")
    yield from _offered(answer, elsewhere)
    yield from _clock(answer)
    if token is not None:
        yield _scopes(base, token)


def _offered(answer: requests.Response, elsewhere: frozenset[str]) -> Iterator[Found]:
    """Which of the resources that cards read cannot be searched for there, by its own statement."""
    searched = searched_types(answer)
    lacking = [kind for kind in KEY_OF_TYPE if kind != "Patient" and kind not in searched | elsewhere]
    if not searched or not lacking:
        return
    words = f"it offers no search for {', '.join(lacking)}: cards that need them stay silent"
    movable = [kind for kind in lacking if kind in WHERE_INSTEAD]
    do = f"where others hold what they would say: kept_elsewhere = {json.dumps(movable)}" if movable else ""
    yield Found("FHIR resources", MIND, words, do or "ask its team")


def _scopes(base: str, token: str) -> Found:
    answer = _asked(f"{base}/Patient?_count=1&_elements=id", token)
    if isinstance(answer, str):
        return Found("token", WRONG, answer, "ask again")
    if answer.status_code == 200:
        return Found("token", FINE, "patients can be read with it")
    if answer.status_code == 401:
        return Found("token", WRONG, "it was refused (401)", "take a fresh one")
    if answer.status_code == 403:
        words = "it may not read Patient (403); with a token bound to one patient that can be right"
        return Found("token", MIND, words, "compare its scopes with: cdshooks sheet client NAME")
    return Found("token", MIND, f"Patient answered {answer.status_code}", "compare its scopes")


def _clock(answer: requests.Response) -> Iterator[Found]:
    """How far this machine's clock is from that of the server, by the date that it sent."""
    try:
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return
    # Every date of HTTP is one of UTC, also where its zone is left out.
    skew = abs(
        (datetime.now(UTC) - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()
    )
    if skew > MOST_SKEW:
        yield Found(
            "clock", WRONG, f"{skew:.0f} s away from the FHIR server's", "synchronise this machine's clock"
        )
    else:
        yield Found("clock", FINE, f"within {MOST_SKEW} s of the FHIR server's")


def _asked(url: str, token: str | None) -> requests.Response | str:
    """The answer, or in words why there is none."""
    headers = {"Accept": "application/fhir+json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with requests.Session() as session:
            # As the service asks: by no proxy, and no password of this machine replaces the token.
            session.trust_env = False
            return session.get(url, headers=headers, timeout=PATIENCE, allow_redirects=False)
    except requests.Timeout:
        return "no answer in time"
    except requests.exceptions.SSLError:
        return "its certificate was not accepted"
    except requests.RequestException:
        return "not reachable"


def searched_types(answer: requests.Response) -> set[str]:
    """The types of resource that a capability statement lets one search for; none where it says nothing."""
    try:
        statement = answer.json()
        listed = [one for rest in statement["rest"] for one in rest["resource"]]
        return {one["type"] for one in listed if _is_searched(one)}
    except (ValueError, TypeError, KeyError, AttributeError):
        return set()


def _is_searched(one: dict[str, Any]) -> bool:
    return any(each["code"] == "search-type" for each in one.get("interaction", ()))


_STYLE = {FINE: "", MIND: "yellow", WRONG: "bold red"}


def _print(found: list[Found]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "state", "found", "next step"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(one.what, one.state, one.found, one.do, style=_STYLE[one.state])
    to_console().print(table)
