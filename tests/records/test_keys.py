"""Keyed hashes, and the key that is made where none was set."""

from __future__ import annotations

import hashlib
import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cdshooks.errors import SettingsError
from cdshooks.records.keys import Key, keys_of
from cdshooks.records.place import Place, kept_key, place_of
from cdshooks.settings import EMBEDDED, Settings, load_settings

ONE, OTHER = Key.of(b"one"), Key.of(b"other")


def test_a_hash_hangs_on_key_client_kind_and_id() -> None:
    found = [
        ONE.patient("client", "1"),
        OTHER.patient("client", "1"),
        ONE.patient("other", "1"),
        ONE.patient("client", "2"),
        ONE.user("client", "1"),
        ONE.card("client", "1"),
    ]
    assert len(set(found)) == len(found)
    assert ONE.patient("client", "1") == found[0]
    assert all(len(one) == 64 for one in found)


def test_the_traits_of_two_patients_or_cards_are_never_alike() -> None:
    said = ["drug 8640, 20 x 7"]
    kept = [ONE.traits(*where, said) for where in (("p1", "a"), ("p2", "a"), ("p1", "b"))]
    assert len(set(kept)) == 3
    assert ONE.traits("p1", "a", [*said, "more"]) > kept[0]


@pytest.mark.parametrize("length", [3, 64, 65, 200])
def test_what_is_kept_of_a_trait_does_not_change_unnoticed(length: int) -> None:
    """Another form would bring back every card that is snoozed."""
    secret = b"k" * length
    derived = hmac.new(secret, b"trait", hashlib.sha256).digest()
    kept = hashlib.blake2b(b"p1\0a\0drug 8640, 20 x 7", key=derived, digest_size=12).hexdigest()
    assert Key.of(secret).traits("p1", "a", ["drug 8640, 20 x 7"]) == {kept}


def test_what_is_no_unicode_can_be_hashed_too() -> None:
    assert ONE.patient("client", "\ud800") != ONE.patient("client", "?")
    assert ONE.traits("p", "a", ["\ud800"])


def test_a_key_shows_its_secret_to_nobody() -> None:
    assert "one" not in repr(Key.of(b"one"))


def test_a_key_is_made_beside_the_file_for_its_owner_alone_and_stays(tmp_path: Path) -> None:
    place = Place(f"{EMBEDDED}{tmp_path / 'records.sqlite3'}")
    first = keys_of(Settings(), place)
    assert stat.S_IMODE(place.key_file.stat().st_mode) == 0o600
    assert keys_of(Settings(), place) == first
    assert list(tmp_path.iterdir()) == [place.key_file]
    assert first.previous is None


def test_of_many_who_begin_at_once_all_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(kept_key, [tmp_path / "key"] * 40))
    assert len(keys) == 1


def test_a_key_that_is_set_prevails_over_the_one_that_was_made(tmp_path: Path) -> None:
    place = Place(f"{EMBEDDED}{tmp_path / 'records.sqlite3'}")
    given = Settings(hash_key="k" * 32, hash_key_previous="p" * 32)
    keys = keys_of(given, place)
    assert [key.secret for key in keys.all] == [b"k" * 32, b"p" * 32]
    assert not place.key_file.exists()


@pytest.mark.parametrize("name", ["hash_key", "hash_key_previous"])
def test_a_key_has_at_least_32_characters(name: str) -> None:
    with pytest.raises(SettingsError, match=name.upper()) as refused:
        load_settings({name: "a" * 31})
    assert "aaa" not in str(refused.value)
    load_settings({name: "a" * 32})


def test_a_database_that_machines_share_needs_a_key_that_they_share() -> None:
    with pytest.raises(SettingsError, match="CDSHOOKS_HASH_KEY is needed"):
        load_settings({"database_url": "postgresql://owner:hidden-word@db/records"})
    settings = load_settings(
        {"database_url": "postgresql://owner:hidden-word@db/records", "hash_key": "k" * 32}
    )
    assert "hidden-word" not in repr(settings)


@pytest.mark.parametrize("url", ["mysql://db/records", "records.sqlite3", "sqlite://", ""])
def test_another_database_is_refused_without_its_address(url: str) -> None:
    with pytest.raises(SettingsError, match="CDSHOOKS_DATABASE_URL: must begin with") as refused:
        load_settings({"database_url": url})
    assert "mysql" not in str(refused.value)


def test_only_the_demo_keeps_its_records_for_its_own_time() -> None:
    assert place_of(Settings(demo=True)).temporary
    assert place_of(Settings()) == Place(f"{EMBEDDED}cdshooks.sqlite3")
    own = f"{EMBEDDED}/data/records.sqlite3"
    assert place_of(Settings(demo=True, database_url=own)) == Place(own)


def test_a_temporary_place_is_a_folder_for_us_alone() -> None:
    made = place_of(Settings(demo=True)).made()
    assert made.temporary
    assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700
    assert made.made() == made
