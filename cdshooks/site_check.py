"""Whether what a site has chosen fits the catalogue: its numbers, its codes, its cards."""

from __future__ import annotations

from collections.abc import Iterator

from cdshooks.errors import SettingsError
from cdshooks.patient.code_systems import code_of, system_of
from cdshooks.patient.terminology import Terminology
from cdshooks.rules.card import Catalogue
from cdshooks.rules.catalogue_problems import problem_of_number
from cdshooks.rules.declared import declared_terms
from cdshooks.site import Site

Coding = tuple[str, str]
"""System and code, as they are compared."""


def check_site(site: Site, catalogue: Catalogue, terminology: Terminology) -> None:
    """Raises ``SettingsError`` naming each number, code list and card of the site that does not fit ours."""
    site.check_cards([card.id for card in catalogue.cards])
    if not (site.numbers or site.codes):
        return
    sets, numbers = declared_terms(catalogue)
    lists = {*terminology.value_sets, *(one.name for one in sets.values() if one.site)}
    wrong = [
        site.complaint(("policy", name), words)
        for name, value in site.numbers.items()
        if (words := problem_of_number(value, numbers.get(name)))
    ]
    wrong += [
        site.complaint(("codes", name), "there is no such list") for name in site.codes if name not in lists
    ]
    wrong += [site.complaint(("codes", name), words) for name, words in _misplaced(site, terminology)]
    if wrong:
        raise SettingsError("\n".join(wrong))


def _misplaced(site: Site, terminology: Terminology) -> Iterator[tuple[str, str]]:
    """Each list of results that was given a published code of another result: creatinine is no potassium.

    Two lists exclude each other where ours have no code in common. Diagnoses and drugs may stand in several
    lists, also in such as have none in common yet; and of a code of its own the site knows best.
    """
    ours = {
        name: {_compared(row.system, row.code) for row in rows}
        for name, rows in terminology.value_sets.items()
        if name.startswith("obs_")
    }
    for name in site.codes.keys() & ours.keys():
        excluded = [other for other, held in ours.items() if ours[name].isdisjoint(held)]
        for pair in site.codes[name]:
            for other in excluded:
                if _compared(*pair) in ours[other]:
                    yield name, f"{'|'.join(pair)} is a code of {other}, which has none in common with {name}"


def _compared(system: str, code: str) -> Coding:
    known = system_of(system)
    return known, code_of(known, code)
