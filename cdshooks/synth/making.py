"""Persons made by chance."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.synth import diseases, steroids
from cdshooks.synth.agents import prophylaxis
from cdshooks.synth.chance import Chance, Weighted
from cdshooks.synth.person import Person, Results

ALLERGIES = Weighted(
    {
        "sulfa": 42,
        "sulfa-severe": 14,
        "sulfa-words": 12,
        "furosemide": 10,
        "celecoxib": 6,
        "sulfa-refuted": 8,
        "atovaquone": 3,
        "dapsone": 3,
        "pentamidine": 2,
    }
)
RAISING = ("lisinopril-10", "losartan-50", "spironolactone-25")
MEASURED = ("potassium", "creatinine", "lymphocytes", "neutrophils", "platelets", "haemoglobin", "alt")


@dataclass(frozen=True, slots=True)
class Missing:
    """How many data are missing, as shares from 0 to 1. ``times`` raises or lowers all of them."""

    birth: float = 0.01
    steroid_dose: float = 0.05
    agent_dose: float = 0.06
    result: float = 0.05
    """Of each newest result, one by one."""
    weight: float = 0.08
    allergies: float = 0.06
    """Allergy lists that nobody asked for: neither an allergy nor "no known allergy" is on record."""

    @classmethod
    def times(cls, factor: float) -> Missing:
        """The documented shares, each times ``factor`` and at most 1."""
        usual = cls()
        shares = (getattr(usual, name) for name in cls.__slots__)
        return cls(*(min(1.0, factor * share) for share in shares))


def person(seed: int, number: int, missing: Missing) -> Person:
    """The person of this number; others have no part in it."""
    chance = Chance(seed, number, "person")
    key = chance.of(diseases.SHARES)
    disease = diseases.DISEASES[key]
    age = _age(chance, *disease.ages)
    # Some have their birthday on the very day, or the day after it.
    since_birthday = chance.pick((0, 364)) if chance.under(0.03) else chance.whole(0, 364)
    lung = chance.of(diseases.KNOWN) if chance.under(disease.ild) else "none"
    course = steroids.course(chance, disease.steroids_seldom, missing.steroid_dose)
    made = Person(
        number,
        f"synth-{seed}-{number}",
        chance.under(disease.female),
        since_birthday,
        age,
        key,
        lung,
        -chance.whole(30, 4000),
        course,
        _results(chance, missing),
        birth_known=not chance.under(missing.birth),
    )
    # The year alone is enough for most ages.
    made.birth_year_only = chance.under(0.02) and (20 <= age <= 60 or age >= 67)
    made.therapies = diseases.therapies(chance, disease)
    _circumstances(chance, made)
    _allergies(chance, made, missing)
    made.prophylaxis = prophylaxis(chance, made, missing.agent_dose)
    return made


def _age(chance: Chance, youngest: int, oldest: int) -> int:
    """Older rather than younger, as in these clinics; and often 17, 18, 64 or 65."""
    if chance.under(0.02):
        return chance.pick((17, 18, 64, 65))
    return youngest + int((oldest - youngest + 1) * max(chance.draw(), chance.draw()))


def _circumstances(chance: Chance, made: Person) -> None:
    """Death, comfort care, antibodies, rapid progression, earlier Pneumocystis, and other conditions."""
    draw = chance.draw
    if draw() < 0.015:
        made.died = -chance.whole(0, 300)
    if draw() < 0.01:
        made.comfort_care = True
    if made.disease == "mda5":
        made.mda5_since = -chance.pick((20, 60, 120, 200, 364, 365, 366, 500, 900))
    if made.ild == "confirmed" and draw() < (0.25 if made.disease == "mda5" else 0.025):
        made.rapid = "coded" if draw() < 0.7 else "measured"
        if draw() < 0.5:
            made.course = steroids.just_begun(chance)
    share = 0.5 if made.rapid else 0.02 if made.disease in ("iim", "aav", "sle", "ssc") else 0.0
    if draw() < share:
        steroids.pulsed(chance, made.course)
    if draw() < 0.006:
        made.pneumocystis = -chance.pick((5, 20, 28, 29, 90, 700))
    made.others = [name for name, share in diseases.OTHERS.items() if draw() < share]
    if made.female and 18 <= made.age <= 42 and draw() < 0.02:
        made.others.append("pregnancy")
    if draw() < 0.16:
        made.raising_potassium = chance.pick(RAISING)
    if "ckd4" in made.others and made.results.values["creatinine"] is not None:
        made.results.values["creatinine"] = round(chance.real(3.4, 5.5), 2)


def _allergies(chance: Chance, made: Person, missing: Missing) -> None:
    if chance.under(missing.allergies):
        made.allergies_asked = False
    elif chance.under(0.12):
        made.allergies = [chance.of(ALLERGIES)]


def _results(chance: Chance, missing: Missing) -> Results:
    """Mostly of the last four weeks; a fifth is older."""
    day = -(chance.whole(31, 150) if chance.under(0.2) else chance.whole(0, 30))
    draw = chance.draw
    few = draw() < 0.15
    values: dict[str, float | None] = {
        "potassium": round(chance.real(5.1, 5.6) if draw() < 0.04 else chance.real(3.6, 4.9), 1),
        "creatinine": round(chance.real(0.55, 1.25), 2),
        "lymphocytes": round(chance.real(0.3, 0.99) if few else chance.real(1.0, 3.2), 2),
        "neutrophils": round(chance.real(0.5, 0.95) if draw() < 0.01 else chance.real(1.8, 9.0), 2),
        "platelets": float(chance.whole(25, 49) if draw() < 0.006 else chance.whole(120, 420)),
        "haemoglobin": round(chance.real(7.2, 8.9) if draw() < 0.02 else chance.real(10.0, 16.0), 1),
        "alt": float(chance.whole(230, 400) if draw() < 0.006 else chance.whole(9, 70)),
    }
    for name in MEASURED:
        if draw() < missing.result:
            values[name] = None
    weight = None if draw() < missing.weight else round(chance.real(44, 108), 1)
    tested = draw()
    g6pd = "deficient" if tested < 0.005 else "normal" if tested < 0.12 else None
    return Results(day, values, weight, g6pd)
