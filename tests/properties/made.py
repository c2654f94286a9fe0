"""Words for patients that are made by chance: what a patient holds, and how it is changed.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    PNEUMOCYSTIS_CODE,
    RITUXIMAB,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    TODAY,
    Json,
    comfort_care,
    condition,
    creatinine,
    day,
    done,
    id_consult,
    order,
    ordered_test,
    patient,
    potassium,
    result,
    weight,
)
from tests.cards.first_line import mda5

VIEW, SELECT, SIGN = "patient-view", "order-select", "order-sign"
LISTS = (
    "Condition", "Observation", "MedicationRequest", "MedicationStatement", "MedicationDispense",
    "MedicationAdministration", "AllergyIntolerance", "Procedure", "DiagnosticReport", "ImagingStudy",
    "ServiceRequest", "Immunization",
)  # fmt: skip

Body = dict[str, Any]
"""A hook request as it is sent."""


@dataclass(frozen=True)
class Made:
    """A patient at a moment."""

    hook: str
    record: tuple[Json, ...] = ()
    drafts: tuple[Json, ...] = ()
    person: Json = field(default_factory=patient)
    lacking: frozenset[str] = frozenset()
    selected: tuple[str, ...] | None = None

    def holding(self, *more: Json) -> Made:
        """With these too; a resource of the same id gives way."""
        new = {one["id"] for one in more}
        return replace(self, record=(*(one for one in self.record if one["id"] not in new), *more))

    def without(self, *ids: str) -> Made:
        return replace(
            self,
            record=tuple(one for one in self.record if one["id"] not in ids),
            drafts=tuple(one for one in self.drafts if one["id"] not in ids),
        )

    def drafting(self, *more: Json) -> Made:
        """With these drafts too; where the chart was only opened, they are signed now."""
        hook = SIGN if self.hook == VIEW else self.hook
        new = {one["id"] for one in more}
        return replace(self, hook=hook, drafts=(*(one for one in self.drafts if one["id"] not in new), *more))

    def whose(self, **elements: Any) -> Made:
        return replace(self, person={**self.person, **elements})

    def holds(self, id: str) -> bool:
        return any(one["id"] == id for one in (*self.record, *self.drafts))

    def the(self, id: str) -> Json:
        return next(one for one in (*self.record, *self.drafts) if one["id"] == id)

    def changed(self, id: str, **elements: Any) -> Made:
        """With elements of one resource, in the record or drafted, written anew; None takes one away."""

        def anew(one: Json) -> Json:
            kept = {**one, **elements} if one["id"] == id else one
            return {name: value for name, value in kept.items() if value is not None}

        return replace(self, record=tuple(map(anew, self.record)), drafts=tuple(map(anew, self.drafts)))


Change = Callable[[Made], Made]
Changes = dict[str, Change]


@dataclass(frozen=True)
class Profile:
    """Patients for whom a card speaks, ``name`` saying for what reason where it has several, and what they
    become: by ``quiet`` changes the card falls silent, by ``lower`` ones it is a level lower, by ``worse``
    ones, which are more worrying to it, its level never falls. ``silenced``: a change after which the card
    named there speaks instead."""

    card: str
    speaks: Callable[[Random], Made]
    quiet: Changes
    worse: Changes = field(default_factory=dict)
    lower: Changes = field(default_factory=dict)
    silenced: Changes = field(default_factory=dict)
    name: str = ""

    def __str__(self) -> str:
        return f"{self.card}: {self.name}" if self.name else self.card


# Drugs and diseases that many profiles hold
AZATHIOPRINE, TOFACITINIB = ("1256", "azathioprine"), ("1357536", "tofacitinib")
TOCILIZUMAB, NINTEDANIB = ("612865", "tocilizumab"), ("1592737", "nintedanib")
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-400)
TAC = order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60)
MTX = order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-200)
CYC = order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-30)
RTX = order("rtx", *RITUXIMAB, dose=1000, route="iv", start=-60, days=15, status="completed")

SSC = condition("ssc", *SSC_CODE, recorded=-900)
IIM = condition("iim", "M33.10", "Other dermatomyositis, organ involvement unspecified", recorded=-900)
MCTD = condition("mctd", "M35.1", "Mixed connective tissue disease", recorded=-900)
RA = condition("ra", "M06.9", "Rheumatoid arthritis, unspecified", recorded=-900)
SJOGREN = condition("sjd", "M35.00", "Sjogren syndrome, unspecified", recorded=-900)
LUPUS = condition("sle", "M32.9", "Systemic lupus erythematosus, unspecified", recorded=-900)
UCTD = condition("uctd", "M35.9", "Systemic involvement of connective tissue", recorded=-900)
VASCULITIS = condition("aav", "M31.30", "Granulomatosis with polyangiitis", recorded=-900)
RHEUMATIC = (SSC, IIM, MCTD, RA, SJOGREN, LUPUS, UCTD, VASCULITIS)
ANTI_MDA5 = mda5("Positive", on=-60)
RAPID = condition("rp", "236302005", "Acute interstitial pneumonia", system=SNOMED, recorded=-10)
TRANSPLANT = condition("ltx", "T86.32", "Heart-lung transplant failure", recorded=-900)
LEUKAEMIA = condition("leu", "C91.00", "Acute lymphoblastic leukemia", recorded=-900)
HP = condition("hp", "J67.9", "Hypersensitivity pneumonitis", recorded=-900)
DRUG_INDUCED = condition("dild", "J70.4", "Drug-induced interstitial lung disorder", recorded=-100)
PNEUMOCYSTIS = condition("pcp", *PNEUMOCYSTIS_CODE, recorded=-28)
PNEUMOCYSTIS_UNDATED = condition("pcp", *PNEUMOCYSTIS_CODE, recorded=None)
PREGNANCY = condition("preg", "Z33.1", "Pregnant state, incidental", onset=-60)
HYSTERECTOMY = condition("hys", "Z90.710", "Acquired absence of both cervix and uterus")
HYSTERECTOMY_DONE = done("Procedure", "operated", "116140006", system=SNOMED, on=-900)
DIALYSIS = condition("dia", "105502003", "Dependence on renal dialysis", system=SNOMED)
G6PD_DEFICIENCY = condition("def", "D75.A", "Glucose-6-phosphate dehydrogenase deficiency")
OBSTETRICS = ordered_test("ob", "308484001", system=SNOMED)
REFUTED, PROVISIONAL = {"coding": [{"code": "refuted"}]}, {"coding": [{"code": "provisional"}]}
STOPPED = {"status": "stopped", "meta": {"lastUpdated": f"{day(-200)}T12:00:00Z"}}

AGES, YOUNG = (18, 30, 41, 50, 58), (12, 24, 31, 38, 55)


def born(years: int, days: int = 0) -> str:
    """The birth date of who is so many years old in so many days."""
    return (TODAY.replace(year=TODAY.year - years) + timedelta(days=days)).isoformat()


def adult(by: Random, sex: str = "male") -> Json:
    return patient(age=by.choice(AGES), sex=sex)


def woman(by: Random) -> Json:
    return patient(age=by.choice(YOUNG), sex="female")


def checked(by: Random) -> tuple[Json, ...]:
    """Kidney function, weight, potassium: nothing speaks against TMP-SMX."""
    return (
        creatinine(by.choice((0.7, 0.8, 0.9, 1.0))),
        weight(by.choice((64, 72, 80, 88))),
        potassium(by.choice((3.9, 4.2, 4.6, 5.0))),
    )


# Changes
def holding(*more: Json) -> Change:
    return lambda made: made.holding(*more)


def drafting(*more: Json) -> Change:
    return lambda made: made.drafting(*more)


def without(*ids: str) -> Change:
    return lambda made: made.without(*ids)


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(made: Made) -> Made:
        for one in changes:
            made = one(made)
        return made

    return change


def rewritten(id: str, **elements: Any) -> Change:
    return lambda made: made.changed(id, **elements)


def refuted(id: str) -> Change:
    return rewritten(id, verificationStatus=REFUTED)


def in_error(id: str) -> Change:
    return rewritten(id, verificationStatus={"coding": [{"code": "entered-in-error"}]})


def suspected(id: str) -> Change:
    return rewritten(id, verificationStatus=PROVISIONAL)


def resolved(id: str) -> Change:
    return rewritten(id, clinicalStatus={"coding": [{"code": "resolved"}]})


def whose(**elements: Any) -> Change:
    return lambda made: made.whose(**elements)


def where_held(id: str, change: Change) -> Change:
    """The change, where the patient holds the resource."""
    return lambda made: change(made) if made.holds(id) else made


def where_supplied(change: Change, *kinds: str) -> Change:
    """The change, where the lists of these kinds of resource are supplied."""
    return lambda made: made if made.lacking & {*kinds} else change(made)


def dosed(id: str, times: float) -> Change:
    """So many times the dose."""

    def change(made: Made) -> Made:
        dosages = []
        for dosage in made.the(id)["dosageInstruction"]:
            dose = dosage["doseAndRate"][0]["doseQuantity"]
            amount = {**dose, "value": round(dose["value"] * times, 4)}
            dosages.append({**dosage, "doseAndRate": [{"doseQuantity": amount}]})
        return made.changed(id, dosageInstruction=dosages)

    return where_held(id, change)


def routed(id: str, snomed: str) -> Change:
    """By another route."""

    def change(made: Made) -> Made:
        dosage = made.the(id)["dosageInstruction"][0]
        route = {"coding": [{"system": SNOMED, "code": snomed}]}
        return made.changed(id, dosageInstruction=[{**dosage, "route": route}])

    return where_held(id, change)


def as_needed(id: str) -> Change:
    def change(made: Made) -> Made:
        dosage = made.the(id)["dosageInstruction"][0]
        return made.changed(id, dosageInstruction=[{**dosage, "asNeededBoolean": True}])

    return where_held(id, change)


def measured(id: str, factor: float) -> Change:
    """A result so many times as high."""

    def change(made: Made) -> Made:
        quantity = made.the(id)["valueQuantity"]
        return made.changed(id, valueQuantity={**quantity, "value": round(quantity["value"] * factor, 4)})

    return where_held(id, change)


# What silences many cards
NOBODY: Changes = {
    "deceased": whose(deceasedBoolean=True),
    "deceased on a day": whose(deceasedDateTime=f"{day(-2)}T09:00:00Z"),
}
CHILD: Changes = {"18 years tomorrow": whose(birthDate=born(18, 1)), "a child": whose(birthDate="2012-01-01")}
COMFORT: Changes = {
    "comfort care": holding(comfort_care()),
    "comfort care asked for": holding(ordered_test("cc", "133918004", system=SNOMED, authored=-100)),
}
NO_THERAPY: Changes = {**NOBODY, **CHILD, **COMFORT}
PREGNANT_AND_ADVISED = both(whose(gender="female", birthDate=born(31)), holding(PREGNANCY, id_consult()))


MAN_WITH_HCG = both(
    without("preg", "due"), holding(result("hcg", "2118-8", "Positive", on=-3)), whose(gender="male")
)


def unselected(made: Made) -> Made:
    """The drafts stand there, but another one is being chosen."""
    other = order("other", "617314", "atorvastatin 20 MG Oral Tablet", dose=20, status="draft")
    return replace(made, hook=SELECT, drafts=(*made.drafts, other), selected=("MedicationRequest/other",))


def of_another_patient(id: str) -> Change:
    return rewritten(id, subject={"reference": "Patient/other"})


def cancelled(id: str, words: str) -> Changes:
    """A draft that is none any more."""
    return {
        f"{words} cancelled": rewritten(id, status="cancelled"),
        f"{words} entered in error": rewritten(id, status="entered-in-error"),
        f"{words} never to be given": rewritten(id, doNotPerform=True),
        f"{words} not selected": unselected,
    }


def antibody(id: str, code: str, answer: str = "Negative") -> Json:
    return result(id, code, answer, on=-100)
