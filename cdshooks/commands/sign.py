"""``cdshooks sign``: a clinical owner signs a card as it stands."""

from __future__ import annotations

from os import devnull
from pathlib import Path
from shutil import copymode

import click

from cdshooks.commands.common import engine_at, known_card, today_at
from cdshooks.errors import SettingsError
from cdshooks.reviews import HEADING, REVIEWS_FILE, entry, reviews_file, reviews_of
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.rules.sign_off import SignOff
from cdshooks.settings import Settings, load_settings


@click.command(epilog="Exit codes: 0 signed; 1 refused, and nothing was written; 2 wrong usage.")
@click.argument("slug")
@click.option("--name", required=True, help="Who signs.")
@click.option("--role", required=True, help="What they are here: ILD pharmacist.")
@click.option("--credential", required=True, help="What they are by training: PharmD.")
@click.option(
    "--reviews",
    "given",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file. [CDSHOOKS_REVIEWS_FILE, else {REVIEWS_FILE} beside the site file, else here]",
)
def command(slug: str, name: str, role: str, credential: str, given: Path | None) -> None:
    """Sign the card SLUG as this site has it; its sheet says what is signed (cdshooks sheet card SLUG).

    The signature holds until a criterion, a text, a value set or a default number of the card changes.
    """
    unwritten = _unwritten()
    # Whoever signs first has named the file before it is there.
    engine, settings = engine_at({"reviews_file": Path(devnull) if unwritten else None})
    ours = unwritten or reviews_file(settings)
    plan, card = engine.plan, known_card(engine.plan, slug)
    signed = _sign_off(card, plan, settings, (name, role, credential))
    path = given or ours or Path(REVIEWS_FILE)
    _write(path, card, signed, plan)
    click.echo(f"{slug} {card.version} is signed by {signed.words}: {signed.fingerprint}, in {path}.")
    if given not in (None, ours) or ours is None:
        click.echo(f"The service reads it with CDSHOOKS_REVIEWS_FILE={path}")
    click.echo("Running services read it when they start again.")


def _unwritten() -> Path | None:
    """The file that the settings name, where it is not there yet."""
    try:
        named = load_settings({"demo": True}).reviews_file
    except SettingsError:
        return None
    return named if named is not None and not named.exists() else None


def _sign_off(card: Card, plan: Plan, settings: Settings, who: tuple[str, str, str]) -> SignOff:
    name, role, credential = (" ".join(words.split()) for words in who)
    known = plan.identities[card.id]
    day = today_at(settings).isoformat()
    return SignOff(known.signed, name, role, credential, day, card.version, known.site)


def _write(path: Path, card: Card, signed: SignOff, plan: Plan) -> None:
    """Appends the signature; refuses where the file, with it or without, could not be read again."""
    cards = {one.id for one in plan.catalogue.cards}
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else HEADING
        _refuse_twice(signed, reviews_of(before, path.name, cards).get(card.id, ()))
        whole = f"{before.rstrip()}\n\n{entry(card.id, signed)}"
        reviews_of(whole, path.name, cards)
        _put_whole(path.resolve(), whole)
    except SettingsError as wrong:
        raise click.ClickException(f"{wrong}\nNothing was written.") from None
    except (OSError, UnicodeError):
        raise click.ClickException(f"{path} cannot be read and written. Nothing was written.") from None


def _put_whole(path: Path, text: str) -> None:
    """Puts the text in the place of what stands there. A disk that is full costs no earlier signature."""
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        if path.exists():
            copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _refuse_twice(signed: SignOff, earlier: tuple[SignOff, ...]) -> None:
    same = (signed.fingerprint, signed.site_fingerprint, signed.name)
    for one in earlier:
        if (one.fingerprint, one.site_fingerprint, one.name) == same:
            raise click.ClickException(f"{one.name} signed it as it is on {one.day}. Nothing was written.")
