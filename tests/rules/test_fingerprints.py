"""Fingerprints: what a sign-off covers moves them, and nothing else does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cards.valuesets import POTASSIUM
from cdshooks.patient.terminology import Terminology
from cdshooks.patient.terminology_rows import Row
from cdshooks.rules.card import Card, Level
from cdshooks.rules.fingerprints import Identity, _hash, _hash_of, identities
from cdshooks.rules.language import Source, condition, for_now, info, lab, number, valueset
from cdshooks.rules.sign_off import SignOff
from tests.rules.fixed import Fixed, not_so, sure
from tests.spec.asking import SOURCE, a_card, terminology

LIMIT = number("test.potassium", "5.0", "mmol/L", allowed=("4.5", "6"), source="a source [K]")
SSC = valueset("cond_ssc", words="systemic sclerosis")
CARD = a_card(
    when=lab(POTASSIUM, "mmol/L").result(within=30).above(LIMIT) & condition(SSC),
    detail=("A sentence.",),
    override_reasons=("Done elsewhere",),
)


def identity(
    card: Card, known: Terminology | None = None, numbers: Mapping[str, Decimal] | None = None
) -> Identity:
    return identities([card], known or terminology(), numbers or {})[card.id]


BEFORE = identity(CARD)


def changed_number(**to: Any) -> Card:
    limit = replace(LIMIT, **to)
    return replace(CARD, when=lab(POTASSIUM, "mmol/L").result(within=30).above(limit) & condition(SSC))


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, summary="Another summary"),
        replace(CARD, detail=("Another sentence.",)),
        replace(CARD, when=CARD.when & sure("x")),
        replace(CARD, unless=(not_so("x"),)),
        replace(CARD, level=(info(),)),
        replace(CARD, override_reasons=("Done here",)),
        replace(CARD, override_reasons=(for_now("Done elsewhere"),)),
        replace(CARD, sources=(Source("Other", SOURCE.title, SOURCE.url, SOURCE.confidence),)),
        replace(CARD, silences=("other",)),
        replace(CARD, contraindication=True),
        changed_number(default=Decimal("5.1")),
        changed_number(low=Decimal("4.6")),
        changed_number(unit="mEq/L"),
    ],
)
def test_what_a_reviewer_signs_moves_both_fingerprints(card: Card) -> None:
    after = identity(card)
    assert after.signed != BEFORE.signed
    assert after.site != BEFORE.site


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD),
        replace(CARD, version="2.0.0"),
        replace(CARD, reviewed=(SignOff("0" * 32, "Ann", "pharmacist", "PharmD", "2026-01-15"),)),
        changed_number(default=Decimal("5.00")),
        replace(CARD, detail=["A sentence."]),
    ],
    ids=["a copy", "version", "sign-off", "the same number", "a list"],
)
def test_what_no_reviewer_signs_moves_neither(card: Card) -> None:
    after = identity(card)
    assert (after.signed, after.site) == (BEFORE.signed, BEFORE.site)


def with_rows(*rows: Row) -> Terminology:
    return terminology().with_sets({"cond_ssc": rows})


ROWS = terminology().rows("cond_ssc")


def test_a_code_that_comes_or_goes_moves_the_signed_fingerprint_and_their_order_does_not() -> None:
    assert identity(CARD, with_rows(*ROWS[1:])).signed != BEFORE.signed
    assert identity(CARD, with_rows(*ROWS, Row("http://x", "1", "", "V1"))).signed != BEFORE.signed
    assert identity(CARD, with_rows(*reversed(ROWS))).signed == BEFORE.signed
    renamed = [row._replace(display="other words", source="elsewhere") for row in ROWS]
    assert identity(CARD, with_rows(*renamed)).signed == BEFORE.signed


def test_the_words_by_which_a_set_is_known_in_text_are_signed() -> None:
    known = terminology()
    other = replace(known, text_fallback={**known.text_fallback, "cond_ssc": "scleroderma-like"})
    assert identity(CARD, other).signed != BEFORE.signed


def test_what_a_site_sets_moves_its_own_fingerprint_alone() -> None:
    for after in (
        identity(CARD, numbers={"test.potassium": Decimal("5.5")}),
        identity(CARD, terminology().with_local_codes({"cond_ssc": [("urn:oid:1.2.3", "SSC1")]})),
    ):
        assert after.signed == BEFORE.signed
        assert after.site != BEFORE.site


def test_what_a_site_sets_for_other_cards_moves_nothing() -> None:
    for after in (
        identity(CARD, numbers={"test.other": Decimal(1)}),
        identity(CARD, terminology().with_local_codes({"cond_ild_all": [("urn:oid:1.2.3", "ILD1")]})),
    ):
        assert after == BEFORE


def test_two_cards_that_differ_differ_in_every_fingerprint() -> None:
    one, two = a_card("one"), a_card("two")
    found = identities([one, two], terminology(), {})
    assert found["one"].signed != found["two"].signed


def test_parts_cannot_move_from_one_field_into_the_next() -> None:
    first = identity(replace(CARD, detail=("ab",), override_reasons=("c",)))
    second = identity(replace(CARD, detail=("a",), override_reasons=("bc",)))
    assert first.signed != second.signed


@dataclass(frozen=True)
class Opaque(Fixed):
    """A criterion that holds something without a lasting form."""

    what: object = object()


def test_what_has_no_lasting_form_stops_the_start() -> None:
    with pytest.raises(TypeError, match="object in a card has no fingerprint"):
        identity(replace(CARD, when=Opaque("x", sure("x").fixed)))


def test_another_process_finds_the_same_fingerprints(checkout: Path) -> None:
    """Nothing hangs on the order of sets or on where things lie in memory."""
    ask = (
        "from cdshooks.service import build_plan; from cdshooks.site import Site;"
        "print(sorted((one, it.signed, it.site) for one, it in"
        " build_plan(Site()).identities.items()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            cwd=checkout,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert "pjp-start" in told.pop()


def test_levels_have_the_order_that_is_kept_in_records() -> None:
    assert [int(level) for level in (Level.INFO, Level.WARNING, Level.CRITICAL)] == [1, 2, 3]


def test_a_word_and_hashes_read_as_parts_with_their_lengths() -> None:
    """What was signed before must hold: in which pieces a fingerprint is worked out may not move it."""
    one, other = sha256(b"a").digest(), sha256(b"b").digest()
    parts = b"\0\0\0\4word" + b"\0\0\0\x20" + one + b"\0\0\0\x20" + other
    assert _hash_of("word", (one, other)) == _hash(b"word", one, other) == sha256(parts).digest()
    assert _hash_of("é", ()) == _hash("é".encode()) == sha256(b"\0\0\0\2" + "é".encode()).digest()
