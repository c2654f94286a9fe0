"""Who comes to an ILD clinic: diseases, what else they have, and what they are treated with."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.synth.chance import Chance, Weighted
from cdshooks.synth.person import Therapy


@dataclass(frozen=True, slots=True)
class Disease:
    """Shares (0 to 1) and years of one disease. ``ild``: how many have lung disease on record; ``treated``:
    how many take one of ``drugs``; ``again``: how many of these take a second one."""

    ild: float
    female: float
    ages: tuple[int, int]
    treated: float
    drugs: Weighted
    again: float = 0.15
    steroids_seldom: bool = False


ARTHRITIS = Weighted(
    {
        "methotrexate-2.5": 40,
        "leflunomide-20": 12,
        "mycophenolate-500": 10,
        "azathioprine-50": 6,
        "adalimumab": 8,
        "abatacept": 8,
        "tofacitinib-5": 6,
        "rituximab": 10,
    }
)
LUNG = Weighted(
    {
        "mycophenolate-500": 50,
        "azathioprine-50": 14,
        "rituximab": 12,
        "cyclophosphamide-1000": 5,
        "cyclophosphamide-50": 2,
        "tocilizumab": 5,
        "nintedanib-150": 6,
        "methotrexate-2.5": 6,
    }
)
MUSCLE = Weighted(
    {
        "mycophenolate-500": 34,
        "tacrolimus-1": 22,
        "azathioprine-50": 14,
        "rituximab": 16,
        "tofacitinib-5": 8,
        "cyclophosphamide-1000": 6,
    }
)
VESSELS = Weighted(
    {"rituximab": 46, "cyclophosphamide-1000": 18, "azathioprine-50": 20, "methotrexate-2.5": 16}
)
FIBROSIS = Weighted({"nintedanib-150": 55, "pirfenidone-801": 40, "mycophenolate-500": 5})
GRANULOMA = Weighted({"methotrexate-2.5": 60, "azathioprine-50": 20, "adalimumab": 20})

DISEASES = {
    "ra": Disease(0.35, 0.7, (35, 84), 0.75, ARTHRITIS),
    "ssc": Disease(0.55, 0.8, (28, 80), 0.6, LUNG),
    "ipf": Disease(1.0, 0.3, (52, 90), 0.6, FIBROSIS, 0.03, steroids_seldom=True),
    "iim": Disease(0.7, 0.65, (22, 80), 0.7, MUSCLE),
    "hp": Disease(1.0, 0.5, (30, 84), 0.35, LUNG),
    "sarcoid": Disease(0.0, 0.5, (22, 76), 0.3, GRANULOMA),
    "sjogren": Disease(0.3, 0.9, (30, 82), 0.3, LUNG),
    "aav": Disease(0.25, 0.5, (30, 84), 0.8, VESSELS),
    "nsip": Disease(1.0, 0.6, (35, 82), 0.55, LUNG),
    "mctd": Disease(0.45, 0.85, (17, 70), 0.55, LUNG),
    "unclassified": Disease(1.0, 0.45, (40, 88), 0.25, LUNG),
    "mda5": Disease(0.85, 0.65, (22, 74), 0.85, MUSCLE, 0.4),
    "sle": Disease(0.12, 0.9, (17, 66), 0.6, LUNG),
    "none": Disease(0.0, 0.5, (16, 88), 0.02, ARTHRITIS, steroids_seldom=True),
}
SHARES = Weighted(
    {
        "ra": 16,
        "ssc": 14,
        "ipf": 13,
        "none": 12,
        "iim": 8,
        "hp": 8,
        "sarcoid": 7,
        "sjogren": 6,
        "aav": 6,
        "nsip": 5,
        "mctd": 4,
        "unclassified": 4,
        "mda5": 4,
        "sle": 3,
    }
)
KNOWN = Weighted({"confirmed": 93, "suspected": 4, "resolved": 3})

OTHERS = {
    "osteoporosis": 0.1,
    "copd": 0.05,
    "asthma": 0.05,
    "pulmonary-hypertension": 0.06,
    "raynaud": 0.05,
    "coeliac": 0.006,
    "hiv": 0.004,
    "lung-cancer": 0.008,
    "lymphoma": 0.004,
    "lung-transplant": 0.004,
    "ckd4": 0.03,
    "g6pd-deficiency": 0.006,
}
"""How many have each further condition."""


def infusions(chance: Chance, drug: str) -> tuple[int, ...]:
    """The days of the doses, newest first. Some newest ones lie on the last day that counts or one before."""
    if drug == "rituximab":
        newest = -chance.pick((183, 184)) if chance.under(0.06) else -chance.whole(1, 400)
        return (newest, newest - 14)
    newest = -chance.pick((90, 91)) if chance.under(0.1) else -chance.whole(1, 200)
    return tuple(newest - 28 * n for n in range(chance.whole(1, 6)))


def therapies(chance: Chance, disease: Disease) -> list[Therapy]:
    """What the person takes or took against the disease, steroids apart."""
    if not chance.under(disease.treated):
        return []
    made = [_therapy(chance, chance.of(disease.drugs))]
    if chance.under(disease.again):
        second = _therapy(chance, chance.of(disease.drugs))
        if second.drug.split("-")[0] != made[0].drug.split("-")[0]:
            made.append(second)
    return made


def _therapy(chance: Chance, drug: str) -> Therapy:
    if drug in ("rituximab", "cyclophosphamide-1000"):
        given = infusions(chance, drug)
        return Therapy(drug, given[-1], given[0], given, chance.under(0.5))
    since = -chance.whole(5, 1400)
    if chance.under(0.05):
        return Therapy(drug, since, status=chance.pick(("on-hold", "plan")))
    over = chance.under(0.2)
    # What is over was ended long ago, or not: both are in every clinic.
    return Therapy(drug, since, -chance.whole(1, max(1, -since - 1)) if over else None)
