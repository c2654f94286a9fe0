"""Patients with ILD whose pattern is spoken about: other rheumatic diseases, NSIP, IPF; and their IgE.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import SNOMED, Json, condition, day, ild, order, ordered_test
from tests.cards.first_line import NINTEDANIB, PIRFENIDONE, ended, lung
from tests.cards.ige import ASTHMA, OMALIZUMAB, anca, aspergillus, eosinophils, ige, igg4
from tests.properties.made import (
    ANTI_MDA5,
    DRUG_INDUCED,
    HP,
    IIM,
    LUPUS,
    MCTD,
    MMF,
    NO_THERAPY,
    RA,
    RAPID,
    RHEUMATIC,
    SIGN,
    SJOGREN,
    SSC,
    TAC,
    TRANSPLANT,
    UCTD,
    VASCULITIS,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    both,
    cancelled,
    holding,
    in_error,
    refuted,
    resolved,
    rewritten,
    suspected,
    without,
)
from tests.properties.profiles_treatment import asked_in_words, new_ild

DISCUSSED: Changes = {
    "discussed lately": holding(asked_in_words("ILD multidisciplinary discussion", -60)),
    "discussion asked for today": holding(asked_in_words("ILD multidisciplinary discussion", 0)),
}
TOCILIZUMAB_TAKEN = order("tcz", "612865", "tocilizumab", dose=162, per=(1, 1, "wk"), route="sc", start=-60)
TREATED: Changes = {
    "mycophenolate taken": holding(MMF),
    "tacrolimus taken": holding(TAC),
    "tocilizumab taken": holding(TOCILIZUMAB_TAKEN),
    "nintedanib ended 183 days ago": holding(ended(NINTEDANIB, 183)),
}
OTHER_LUNG_DISEASE: Changes = {
    "hypersensitivity pneumonitis": holding(HP),
    "drug-induced ILD": holding(DRUG_INDUCED),
    "lung transplant": holding(TRANSPLANT),
}
IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-900)


# Other rheumatic diseases
def other_disease(by: Random) -> Made:
    disease = {**by.choice((LUPUS, UCTD, VASCULITIS)), "id": "dis"}
    old_and_low = (ild(recorded=-900), lung(by.choice((45, 60, 69)), -20))
    lungs = old_and_low if by.random() < 0.3 else (new_ild(by),)
    return Made(VIEW, (disease, *lungs), person=adult(by))


# NSIP
def nsip(by: Random) -> Made:
    found = condition("nsip", "J84.113", recorded=-by.choice((5, 60, 300, 365)))
    return Made(VIEW, (found,), person=adult(by))


# IPF
def ipf(by: Random) -> Made:
    tried = by.choice(((), (ended(NINTEDANIB, 100),), (ended(PIRFENIDONE, 20),)))
    return Made(VIEW, (IPF, *tried), person=adult(by))


def ipf_never_treated(by: Random) -> Made:
    return Made(VIEW, (IPF,), person=adult(by))


# IgE
def old_ild(by: Random) -> tuple[Json, ...]:
    return (by.choice((RA, SJOGREN)), ild(recorded=-by.choice((500, 900))))


def raised(by: Random) -> Made:
    known = by.choice(((), (igg4(),), (anca(),), (igg4(), anca())))
    return Made(VIEW, (*old_ild(by), ige(by.choice((101, 240, 499)), on=-30), *known), person=adult(by))


def sensitised(by: Random) -> Made:
    findings = (ige(by.choice((500, 2400))), aspergillus(by.choice((0.35, 8))))
    return Made(VIEW, (*old_ild(by), *findings), person=adult(by))


def untested(by: Random) -> Made:
    airways = condition("air", by.choice(("J45.909", "J44.9", "J47.9", "E84.0")))
    return Made(VIEW, (*old_ild(by), airways, ige(by.choice((500, 900)))), person=adult(by))


def eosinophilic(by: Random) -> Made:
    return Made(VIEW, (*old_ild(by), eosinophils(by.choice((1.5, 4)))), person=adult(by))


def repeated(by: Random) -> Made:
    reason = by.choice(({}, {"reasonCode": [{"coding": [{"system": ICD, "code": "J84.10"}]}]}))
    drafted = ordered_test("ige-now", "19113-0", status="draft") | reason
    known = (ige(120, on=-by.choice((20, 100)), id="a"), ige(140, on=-by.choice((200, 365)), id="b"))
    return Made(SIGN, (*old_ild(by), *known), (drafted,), adult(by))


ICD = "http://hl7.org/fhir/sid/icd-10-cm"
EOSINOPHILIC_DISEASE: Changes = {
    "ABPA": holding(condition("abpa", "B44.81")),
    "EGPA": holding(condition("egpa", "M30.1")),
    "eosinophilic pneumonia": holding(condition("ep", "J82.81")),
}
IGG4_DISEASE: Change = holding(condition("igg4rd", "D89.84"))
OMALIZUMAB_TAKEN = order("oma", *OMALIZUMAB, dose=300, route="sc", start=-60)
ILD_GONE: Changes = {
    "ILD refuted": refuted("ild"),
    "ILD entered in error": in_error("ild"),
    "ILD suspected": suspected("ild"),
    "ILD resolved": resolved("ild"),
}
RAPIDLY: Changes = {"rapid progression": holding(RAPID)}


def asked(code: str, system: str = "http://loinc.org") -> Change:
    return holding(ordered_test("asked", code, system=system, authored=-20))


REFERRED: Changes = {
    "respiratory referral": asked("306275005", SNOMED),
    "allergy referral": asked("306272008", SNOMED),
}
EVERY_TEST = holding(ordered_test("e", "711-2"), ordered_test("g", "2469-5"), ordered_test("n", "17351-8"))

PROFILES = (
    Profile(
        "other-sard-ild-first-line",
        other_disease,
        {
            **NO_THERAPY,
            **ILD_GONE,
            **OTHER_LUNG_DISEASE,
            **TREATED,
            **DISCUSSED,
            "hypersensitivity pneumonitis": holding({**HP, "recordedDate": day(-5)}),
            "disease refuted": refuted("dis"),
            "rapid progression": holding(RAPID),
            **{f"{one['id']} leads": holding(one) for one in (SSC, IIM, MCTD, RA, SJOGREN)},
        },
        silenced={"mda5-ild-early-combination": holding(ANTI_MDA5)},
    ),
    Profile(
        "nsip-without-ctd",
        nsip,
        {
            **NO_THERAPY,
            **OTHER_LUNG_DISEASE,
            **TREATED,
            **DISCUSSED,
            "hypersensitivity pneumonitis": holding({**HP, "recordedDate": day(-5)}),
            "NSIP refuted": refuted("nsip"),
            "NSIP suspected": suspected("nsip"),
            "long known": rewritten("nsip", recordedDate="2024-01-01"),
            "IPF": holding({**IPF, "recordedDate": day(-5)}),
            "HIV": holding(condition("hiv", "B20")),
            "IgG4-related disease": IGG4_DISEASE,
            "rapid progression": holding(ANTI_MDA5, RAPID),
            **{f"known: {one['id']}": holding(one) for one in RHEUMATIC},
        },
        silenced={"mda5-ild-early-combination": holding(ANTI_MDA5)},
    ),
    Profile(
        "ipf-antifibrotic",
        ipf,
        {
            **NO_THERAPY,
            "IPF refuted": refuted("ipf"),
            "IPF suspected": suspected("ipf"),
            "hypersensitivity pneumonitis": holding(HP),
            "lung transplant": holding(TRANSPLANT),
            "anti-MDA5, rapid progression": holding(ANTI_MDA5, RAPID),
            "nintedanib taken": holding(order("nin", *NINTEDANIB, dose=150, per=(2, 1, "d"), start=-30)),
            "both tried": both(
                without("ended"),
                holding(ended(NINTEDANIB, 100), {**ended(PIRFENIDONE, 90), "id": "second"}),
            ),
            **{f"known: {one['id']}": holding(one) for one in RHEUMATIC},
        },
        name="never treated, or one drug ended",
    ),
    Profile(
        "ipf-antifibrotic",
        ipf_never_treated,
        {"nintedanib ended long ago": holding(ended(NINTEDANIB, 184))},
        name="never treated",
    ),
    Profile(
        "raised-ige-workup",
        raised,
        {
            **NO_THERAPY,
            **ILD_GONE,
            **EOSINOPHILIC_DISEASE,
            **RAPIDLY,
            "IgG4-related disease": IGG4_DISEASE,
            "hypersensitivity pneumonitis": holding(HP),
            "omalizumab": holding(OMALIZUMAB_TAKEN),
            "IgE 100": rewritten("ige", valueQuantity={"value": 100, "unit": "IU/mL"}),
            "all tested": holding(eosinophils(0.2), igg4(), anca()),
            "all asked for": EVERY_TEST,
        },
        # With eosinophils, IgG4 and ANCA all on record nothing is left to ask for, whatever else speaks.
        silenced={"very-high-ige": both(without("igg4"), holding(eosinophils(1.6), ige(300, on=-30)))},
    ),
    Profile(
        "very-high-ige",
        sensitised,
        {
            **NO_THERAPY,
            **ILD_GONE,
            **EOSINOPHILIC_DISEASE,
            **RAPIDLY,
            **REFERRED,
            "omalizumab": holding(OMALIZUMAB_TAKEN),
            "IgE 499": rewritten("ige", valueQuantity={"value": 499, "unit": "IU/mL"}),
            "Aspergillus IgE 0.34": holding(aspergillus(0.34)),
        },
        name="sensitised",
    ),
    Profile(
        "very-high-ige",
        untested,
        {
            **NO_THERAPY,
            **REFERRED,
            "omalizumab": holding(OMALIZUMAB_TAKEN),
            "Aspergillus IgE 0.1": holding(aspergillus(0.1)),
            "Aspergillus IgE asked for": asked("6025-1"),
            "airways well": refuted("air"),
        },
        {"Aspergillus IgE 0.35": holding(aspergillus(0.35))},
        name="not tested for Aspergillus",
    ),
    Profile(
        "very-high-ige",
        eosinophilic,
        {
            **NO_THERAPY,
            **REFERRED,
            "eosinophils 1.49": holding(eosinophils(1.49)),
            "ANCA asked for": asked("17351-8"),
        },
        name="eosinophils",
    ),
    Profile(
        "repeat-ige",
        repeated,
        {
            **NO_THERAPY,
            **ILD_GONE,
            **EOSINOPHILIC_DISEASE,
            **cancelled("ige-now", "request"),
            "IgG4-related disease": IGG4_DISEASE,
            "asthma": holding(ASTHMA),
            "omalizumab": holding(OMALIZUMAB_TAKEN),
            "measured once": without("b"),
            "eosinophils 1.5": holding(eosinophils(1.5)),
            "IgE 500, Aspergillus IgE raised": holding(ige(500, on=-3, id="c"), aspergillus(2)),
            "IgE 500, bronchiectasis": holding(ige(500, on=-3, id="c"), condition("air", "J47.9")),
            "for hay fever": rewritten("ige-now", reasonCode=[{"text": "hay fever"}]),
        },
    ),
)
