"""How the catalogue grew: the cards it held at first, so that later ones can be measured against them."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.catalogue_data import load_terminology
from cdshooks.rules.card import Card, Catalogue, Folder
from cdshooks.rules.plan import compile_plan
from cdshooks.service import ClinicalEngine, load_catalogue
from cdshooks.settings import Settings

FIRST_THREE = frozenset(["pjp-start", "tmp-smx-allergy", "ssc-glucocorticoid"])
FIRST_NINE = FIRST_THREE | frozenset(
    [
        "pjp-consider",
        "pjp-agent-choice",
        "tmp-smx-renal-dose",
        "ild-baseline-workup",
        "ssc-ild-first-line",
        "mycophenolate-pregnancy",
    ]
)
FIRST_THIRTY = FIRST_NINE | frozenset(
    [
        "iim-ild-first-line",
        "mda5-ild-early-combination",
        "ra-ild-first-line",
        "mctd-ild-first-line",
        "sjogren-ild-first-line",
        "progressive-pulmonary-fibrosis",
        "rapidly-progressive-ild",
        "not-first-line-dmard",
        "ild-drug-dose-range",
        "duplicate-immunosuppression",
        "pjp-with-rituximab-cyclophosphamide",
        "pjp-in-mda5",
        "tmp-smx-hyperkalaemia",
        "tmp-smx-methotrexate",
        "tmp-smx-interactions",
        "tmp-smx-in-sle",
        "pjp-agent-in-pregnancy",
        "dapsone-g6pd",
        "tmp-smx-marrow-liver",
        "pjp-dose-check",
        "pjp-stop-review",
    ]
)


def engine_with(wanted: frozenset[str]) -> ClinicalEngine:
    """The engine of the demo with these cards alone, which silence only each other."""
    catalogue = only(load_catalogue(), wanted)
    return ClinicalEngine(compile_plan(catalogue, load_terminology()), Settings(demo=True))


def only(catalogue: Catalogue, wanted: frozenset[str]) -> Catalogue:
    """The catalogue with these cards alone."""
    folders = []
    for folder in catalogue.folders:
        cards = tuple(_without_others(card, wanted) for card in folder.cards if card.id in wanted)
        folders.append(Folder(folder.name, cards))
    return replace(catalogue, folders=tuple(folders))


def _without_others(card: Card, wanted: frozenset[str]) -> Card:
    return replace(
        card,
        shares_place=(),
        silences=tuple(one for one in card.silences if one in wanted),
        silences_for_same_draft=tuple(one for one in card.silences_for_same_draft if one in wanted),
    )
