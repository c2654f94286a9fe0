"""Which PJP agents a person must not take, by the clinical reference (2.5), and why."""

from __future__ import annotations

from cdshooks.synth.person import Person

KIDNEY_DAYS = 90
"""Days for which a creatinine says something."""


def clearance(person: Person) -> float | None:
    """Creatinine clearance by Cockcroft and Gault in mL/min, at most 150; ``None`` where not measured."""
    creatinine, weight = person.results.values["creatinine"], person.results.weight_kg
    if creatinine is None or weight is None or -person.results.day > KIDNEY_DAYS:
        return None
    clears = (140 - person.age) * weight / (72 * creatinine) * (0.85 if person.female else 1)
    return min(150.0, clears)


AGENTS = ("TMP-SMX", "atovaquone", "dapsone", "inhaled pentamidine")


def barred(person: Person) -> dict[str, str]:
    """Each agent that the reference does not allow for this person, with the first reason."""
    reasons = {
        "TMP-SMX": _against_tmp_smx(person),
        "atovaquone": _against_atovaquone(person),
        "dapsone": _against_dapsone(person),
        "inhaled pentamidine": "allergy" if "pentamidine" in person.allergies else "",
    }
    return {agent: why for agent, why in reasons.items() if why}


SULFA = frozenset({"sulfa", "sulfa-severe", "sulfa-words"})


def _new(person: Person, name: str, days: int) -> float | None:
    """A result that is not older than so many days."""
    return person.results.values[name] if -person.results.day <= days else None


def _against_tmp_smx(person: Person) -> str:
    clears, potassium = clearance(person), _new(person, "potassium", 30)
    neutrophils, platelets, alt = (_new(person, name, 30) for name in ("neutrophils", "platelets", "alt"))
    reasons = {
        "sulfonamide allergy": bool(SULFA & set(person.allergies)),
        "lupus": person.disease == "sle"
        and not (person.prophylaxis is not None and person.prophylaxis.regimen == "tmp-smx-over"),
        "clearance below 15": clears is not None and clears < 15,
        "potassium above 5.0": potassium is not None and potassium > 5.0,
        "neutrophils below 1.0": neutrophils is not None and neutrophils < 1.0,
        "platelets below 50": platelets is not None and platelets < 50,
        "ALT above 5 times its limit": alt is not None and alt > 5 * ALT_LIMIT,
        "pregnancy": "pregnancy" in person.others,
        "G6PD deficiency": _g6pd_deficient(person),
        "methotrexate": any(
            therapy.drug.startswith("methotrexate") and therapy.counts() for therapy in person.therapies
        ),
    }
    return next((why for why, there in reasons.items() if there), "")


ALT_LIMIT = 45
"""The upper limit of the laboratory of these clinics, in U/L."""


def _g6pd_deficient(person: Person) -> bool:
    return "g6pd-deficiency" in person.others or person.results.g6pd == "deficient"


def _against_atovaquone(person: Person) -> str:
    if "atovaquone" in person.allergies:
        return "allergy"
    return "malabsorption" if "coeliac" in person.others else ""


def _against_dapsone(person: Person) -> str:
    haemoglobin = _new(person, "haemoglobin", 90)
    if _g6pd_deficient(person):
        return "G6PD deficiency"
    if person.results.g6pd != "normal":
        return "G6PD never tested"
    if "dapsone" in person.allergies:
        return "allergy"
    if "sulfa-severe" in person.allergies:
        return "severe sulfonamide reaction"
    return "haemoglobin below 9" if haemoglobin is not None and haemoglobin < 9 else ""
