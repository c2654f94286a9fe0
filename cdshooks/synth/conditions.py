"""Diseases and allergies as FHIR resources, coded as charts are: ICD-10-CM, SNOMED CT, both, or in words."""

from __future__ import annotations

from typing import Any

from cdshooks.synth.chance import Chance
from cdshooks.synth.codes import concept, of_hl7, words
from cdshooks.synth.days import Days
from cdshooks.synth.person import Person

Json = dict[str, Any]

DISEASE_CODES: dict[str, tuple[tuple[str, ...], ...]] = {
    "ssc": (("ssc",), ("ssc-sct",), ("ssc-sct", "ssc")),
    "iim": (("dermatomyositis",), ("dermatomyositis-sct",), ("dermatomyositis-sct", "dermatomyositis")),
    "mda5": (("dermatomyositis",), ("dermatomyositis-sct",), ("dermatomyositis-sct", "dermatomyositis")),
    "ra": (("rheumatoid",), ("rheumatoid-sct",), ("rheumatoid-sct", "rheumatoid")),
    "sjogren": (("sjogren",), ("sjogren-sct",), ("sjogren-sct", "sjogren")),
    "mctd": (("mctd",), ("mctd-sct",), ("mctd-sct", "mctd")),
    "sle": (("lupus",),),
    "aav": (("gpa",), ("gpa-sct",), ("gpa-sct", "gpa"), ("mpa",)),
    "sarcoid": (("sarcoid",), ("sarcoid-lung",)),
}
"""The codes of each disease that is not of the lung alone."""

LUNG_CODES: dict[str, tuple[tuple[str, ...], ...]] = {
    "ipf": (("ipf",), ("ipf-sct",), ("ipf-sct", "ipf")),
    "nsip": (("nsip",), ("nsip-sct",), ("nsip-sct", "nsip")),
    "hp": (("hp",), ("hp-sct",), ("hp-sct", "hp")),
}
ANY_LUNG = (("ild",), ("ild-sct",), ("fibrosis",), ("fibrosis-secondary",), ("ild-sct", "ild"))
LUNG_WORDS = {"ipf": "IPF", "nsip": "Idiopathic NSIP", "hp": "Chronic hypersensitivity pneumonitis"}
IN_ONE = {
    "ssc": "ssc-lung",
    "iim": "polymyositis-lung",
    "mda5": "dermatomyositis-lung",
    "ra": "rheumatoid-lung",
    "sjogren": "sjogren-lung",
}
"""Codes that name the disease and its lung in one."""

OTHER_CODES: dict[str, tuple[str, ...]] = {
    "osteoporosis": ("osteoporosis",),
    "copd": ("copd-sct", "copd"),
    "asthma": ("asthma-sct", "asthma"),
    "pulmonary-hypertension": ("pulmonary-hypertension",),
    "raynaud": ("raynaud",),
    "coeliac": ("coeliac",),
    "hiv": ("hiv-sct", "hiv"),
    "lung-cancer": ("lung-cancer-sct", "lung-cancer"),
    "lymphoma": ("lymphoma",),
    "lung-transplant": ("lung-transplant",),
    "ckd4": ("ckd4",),
    "g6pd-deficiency": ("g6pd-deficiency-sct", "g6pd-deficiency"),
    "pregnancy": ("pregnancy",),
}


def condition(code: Json, since: int, days: Days, clinical: str = "active", sure: str = "confirmed") -> Json:
    """A Condition without id and subject. ``sure`` is its verification status; empty: not stated."""
    made: Json = {
        "resourceType": "Condition",
        "category": [of_hl7("condition-category", "problem-list-item")],
        "code": code,
        "onsetDateTime": days[since],
        "recordedDate": days[min(0, since + 3)],
    }
    if sure != "entered-in-error":
        made["clinicalStatus"] = of_hl7("condition-clinical", clinical)
    if sure:
        made["verificationStatus"] = of_hl7("condition-ver-status", sure)
    if clinical == "resolved":
        made["abatementDateTime"] = days[min(-10, since + 400)]
    return made


def conditions(person: Person, chance: Chance, days: Days) -> list[Json]:
    """Everything a person has or had, without id and subject."""
    found, draw = [], chance.draw
    stated = "" if draw() < 0.05 else "confirmed"
    in_one = person.ild == "confirmed" and person.disease in IN_ONE and draw() < 0.35
    since = person.ild_since
    if in_one:
        found.append(condition(concept(IN_ONE[person.disease]), since, days, sure=stated))
    elif person.disease in DISEASE_CODES:
        names = chance.pick(DISEASE_CODES[person.disease])
        found.append(condition(concept(*names), min(-5, since + 200), days, sure=stated))
    if person.ild != "none" and not in_one:
        found.append(_lung(person, chance, days))
    elif person.ild == "none" and draw() < 0.02:
        sure = chance.pick(("refuted", "entered-in-error"))
        found.append(condition(concept("ild"), since, days, sure=sure))
    if person.rapid == "coded":
        recent = -chance.whole(2, 80)
        found.append(condition(concept("acute-interstitial-sct", "acute-interstitial"), recent, days))
    if person.pneumocystis is not None:
        over = "active" if person.pneumocystis > -60 else "resolved"
        found.append(condition(concept("pneumocystis-sct", "pneumocystis"), person.pneumocystis, days, over))
    if person.comfort_care:
        found.append(condition(concept("hospice"), -chance.whole(1, 60), days))
    for name in person.others:
        begun = -chance.whole(30, 150) if name == "pregnancy" else -chance.whole(60, 4000)
        found.append(condition(concept(*OTHER_CODES[name]), begun, days))
    return found


def _lung(person: Person, chance: Chance, days: Days) -> Json:
    """The lung disease, as sure and as active as it was made."""
    if chance.under(0.06):
        code = words(LUNG_WORDS.get(person.disease, "Interstitial lung disease"))
    else:
        code = concept(*chance.pick(LUNG_CODES.get(person.disease, ANY_LUNG)))
    clinical = "resolved" if person.ild == "resolved" else "active"
    sure = chance.pick(("provisional", "unconfirmed")) if person.ild == "suspected" else "confirmed"
    return condition(code, person.ild_since, days, clinical, sure)


ALLERGENS = {
    "sulfa": (("tmp-smx",), ("sulfamethoxazole",)),
    "sulfa-severe": (("tmp-smx",),),
    "sulfa-refuted": (("tmp-smx",),),
    "furosemide": (("furosemide",),),
    "celecoxib": (("celecoxib",),),
    "atovaquone": (("atovaquone",),),
    "dapsone": (("dapsone",),),
    "pentamidine": (("pentamidine",),),
}


def allergies(person: Person, chance: Chance, days: Days) -> list[Json]:
    """The allergy list, without id and patient; empty where nobody asked."""
    if not person.allergies_asked:
        return []
    if not person.allergies:
        return [_allergy(concept("no-known-allergy"), days, -200)]
    return [_recorded(name, chance, days) for name in person.allergies]


def _recorded(name: str, chance: Chance, days: Days) -> Json:
    code = words("Sulfa drugs") if name == "sulfa-words" else concept(*chance.pick(ALLERGENS[name]))
    made = _allergy(
        code, days, -chance.whole(60, 4000), "refuted" if name == "sulfa-refuted" else "confirmed"
    )
    if name == "sulfa-severe":
        reaction = {"manifestation": [concept("stevens-johnson")], "severity": "severe"}
        made |= {"criticality": "high", "reaction": [reaction]}
    elif chance.under(0.6):
        made["reaction"] = [{"manifestation": [words("Rash")], "severity": "mild"}]
    return made


def _allergy(code: Json, days: Days, since: int, sure: str = "confirmed") -> Json:
    return {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": of_hl7("allergyintolerance-clinical", "active"),
        "verificationStatus": of_hl7("allergyintolerance-verification", sure),
        "type": "allergy",
        "code": code,
        "recordedDate": days[since],
    }
