"""For each card a patient for whom it speaks, made by chance, and what must quiet it. A table to add to.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from tests.cards.clinic import (
    ATOVAQUONE,
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RIFAMPICIN,
    SSC_CODE,
    TMP_SMX_DS,
    TMP_SMX_SS,
    Json,
    atovaquone,
    comfort_care,
    condition,
    creatinine,
    dapsone,
    day,
    draft,
    given,
    ild,
    lymphocytes,
    order,
    patient,
    pentamidine,
    potassium,
    result,
    steroid,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    weight,
)

VIEW, SIGN = "patient-view", "order-sign"
LISTS = (
    "Condition", "Observation", "MedicationRequest", "MedicationStatement", "MedicationDispense",
    "MedicationAdministration", "AllergyIntolerance", "Procedure", "DiagnosticReport", "ImagingStudy",
    "ServiceRequest",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A patient at a moment."""

    hook: str
    record: tuple[Json, ...] = ()
    drafts: tuple[Json, ...] = ()
    person: Json = field(default_factory=patient)
    lacking: frozenset[str] = frozenset()

    def holding(self, *more: Json) -> Made:
        return replace(self, record=(*self.record, *more))

    def whose(self, **elements: Any) -> Made:
        return replace(self, person={**self.person, **elements})

    def changed(self, id: str, **elements: Any) -> Made:
        """With elements of one resource, in the record or drafted, written anew; None takes one away."""

        def anew(one: Json) -> Json:
            kept = {**one, **elements} if one["id"] == id else one
            return {name: value for name, value in kept.items() if value is not None}

        return replace(self, record=tuple(map(anew, self.record)), drafts=tuple(map(anew, self.drafts)))


Change = Callable[[Made], Made]
Choice = Callable[[Random], Any]


@dataclass(frozen=True)
class Profile:
    """``quiet``: what silences the card in a patient that it speaks about, by its own words.
    ``worse``: what is more worrying to the card, and so never lowers its level."""

    card: str
    speaks: Callable[[Random], Made]
    quiet: dict[str, Change]
    worse: dict[str, Change] = field(default_factory=dict)


MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-400)
MMF_DRAFT = draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))
SSC = condition("ssc", *SSC_CODE, recorded=-200)
IIM = condition("iim", "M33.10", "Other dermatomyositis, organ involvement unspecified")
ANTI_MDA5 = result("mda5", "107563-9", "Positive", on=-60)
PENTAMIDINE_GIVEN = given("pg", "7994", "Pentamidine", dose=300, on=-10, route="inhaled")
STOPPED = {"status": "stopped", "meta": {"lastUpdated": f"{day(-200)}T12:00:00Z"}}
REFUTED = {"coding": [{"code": "refuted"}]}
PNEUMOCYSTIS = condition("pcp", "B59", "Pneumocystosis", recorded=-5)


def checked(by: Random) -> tuple[Json, ...]:
    """Kidney function, weight, potassium: nothing speaks against TMP-SMX."""
    return (
        creatinine(by.choice((0.7, 0.8, 0.9, 1.0))),
        weight(by.choice((64, 72, 80, 88))),
        potassium(by.choice((3.9, 4.2, 4.6, 5.0))),
    )


def adult(by: Random, sex: str = "male") -> Json:
    return patient(age=by.choice((30, 41, 50, 58)), sex=sex)


DEAD: Change = lambda made: made.whose(deceasedBoolean=True)  # noqa: E731
CHILD: Change = lambda made: made.whose(birthDate="2012-01-01")  # noqa: E731
COMFORT: Change = lambda made: made.holding(comfort_care())  # noqa: E731


def taking(*drugs: Json) -> Change:
    return lambda made: made.holding(*drugs)


def rewritten(id: str, **elements: Any) -> Change:
    return lambda made: made.changed(id, **elements)


def refuted(id: str) -> Change:
    return rewritten(id, verificationStatus=REFUTED)


PROTECTED: dict[str, Change] = {
    "TMP-SMX taken": taking(tmp_smx(start=-30)),
    "atovaquone taken": taking(atovaquone(start=-30)),
    "dapsone taken": taking(dapsone(start=-30)),
    "pentamidine ordered": taking(pentamidine(start=-10)),
    "pentamidine given": taking(PENTAMIDINE_GIVEN),
}
NOBODY: dict[str, Change] = {"deceased": DEAD}
NO_THERAPY: dict[str, Change] = {**NOBODY, "a child": CHILD, "comfort care": COMFORT}
GATE: dict[str, Change] = {**NO_THERAPY, **PROTECTED, "Pneumocystis now": taking(PNEUMOCYSTIS)}
STEROID_GONE: dict[str, Change] = {
    "steroid cancelled": rewritten("gc", status="cancelled"),
    "steroid entered in error": rewritten("gc", status="entered-in-error"),
    "steroid never to be given": rewritten("gc", doNotPerform=True),
    "steroid only proposed": rewritten("gc", intent="proposal"),
    "steroid stopped long ago": rewritten("gc", **STOPPED),
    "steroid as an inhaler": lambda made: made.changed("gc", dosageInstruction=inhaled(made, "gc")),
    "steroid as needed": lambda made: made.changed("gc", dosageInstruction=as_needed(made, "gc")),
}


def the(made: Made, id: str) -> Json:
    return next(one for one in (*made.record, *made.drafts) if one["id"] == id)


def inhaled(made: Made, id: str) -> list[Json]:
    dosage = the(made, id)["dosageInstruction"][0]
    return [{**dosage, "route": {"coding": [{"system": "http://snomed.info/sct", "code": "447694001"}]}}]


def as_needed(made: Made, id: str) -> list[Json]:
    return [{**the(made, id)["dosageInstruction"][0], "asNeededBoolean": True}]


def dosed(id: str, times: float) -> Change:
    """So many times the dose."""

    def change(made: Made) -> Made:
        dosages = []
        for dosage in the(made, id)["dosageInstruction"]:
            dose = dosage["doseAndRate"][0]["doseQuantity"]
            dosages.append(
                {**dosage, "doseAndRate": [{"doseQuantity": {**dose, "value": dose["value"] * times}}]}
            )
        return made.changed(id, dosageInstruction=dosages)

    return change


def measured(id: str, factor: float) -> Change:
    """A result so many times as high."""

    def change(made: Made) -> Made:
        quantity = the(made, id)["valueQuantity"]
        return made.changed(id, valueQuantity={**quantity, "value": round(quantity["value"] * factor, 4)})

    return change


def steroid_weeks(by: Random, *mg: float) -> Json:
    return steroid("gc", by.choice(mg), start=-by.choice((27, 28, 30, 45, 60)))


def pjp_start(by: Random) -> Made:
    return Made(VIEW, (ild(), steroid_weeks(by, 30, 40, 60), *checked(by)), person=adult(by))


def pjp_consider(by: Random) -> Made:
    fifteen = steroid("gc", by.choice((15, 17.5, 19)), start=-by.choice((19, 25)), until=by.choice((8, 12)))
    return Made(VIEW, (fifteen, MMF, lymphocytes(by.choice((0.6, 0.8, 0.9)))), person=adult(by))


def pjp_in_mda5(by: Random) -> Made:
    return Made(
        VIEW, (IIM, ANTI_MDA5, steroid_weeks(by, 7.5, 10, 12.5), *checked(by)), person=adult(by)
    )  # fmt: skip


def pjp_with_cyclophosphamide(by: Random) -> Made:
    drug = order("cyc", *CYCLOPHOSPHAMIDE, dose=by.choice((50, 100)), start=-by.choice((5, 30)))
    return Made(VIEW, (ild(), drug, steroid_weeks(by, 5, 10), *checked(by)), person=adult(by))


def pjp_agent_choice(by: Random) -> Made:
    inducer = order("rif", *RIFAMPICIN, dose=600, start=-20)
    return Made(
        SIGN,
        (ild(), inducer, *checked(by)),
        (draft("atq", *ATOVAQUONE, dose=by.choice((750, 1500))),),
        adult(by),
    )


def pjp_dose_check(by: Random) -> Made:
    much = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=by.choice(((2, 1, "d"), (3, 1, "d"))))
    return Made(SIGN, (ild(), steroid_weeks(by, 20, 25), *checked(by)), (much,), adult(by))


def pjp_stop_review(by: Random) -> Made:
    return Made(
        VIEW,
        (
            ild(),
            tmp_smx(start=-by.choice((89, 120))),
            steroid("old", 40, start=-80, until=-28, status="completed"),
            steroid("gc", by.choice((5, 10, 14)), start=-27),
            MMF,
            lymphocytes(by.choice((1.0, 1.4))),
        ),
        person=adult(by),
    )


def tmp_smx_allergy(by: Random) -> Made:
    severity = by.choice((None, "mild", "moderate", "severe"))
    drug = draft("tmp", *TMP_SMX_SS, dose=1, unit="{tbl}")
    return Made(SIGN, (ild(), sulfa_allergy(severity=severity), *checked(by)), (drug,), adult(by))


def tmp_smx_renal_dose(by: Random) -> Made:
    """Clearance 1.25 x 72 / 6.6 or less: below 15."""
    drug = draft("tmp", *TMP_SMX_SS, dose=by.choice((1, 2)), unit="{tbl}")
    return Made(
        SIGN, (creatinine(by.choice((6.6, 7.2, 8.0))), weight(72), potassium()), (drug,), patient(age=50)
    )  # fmt: skip


def mycophenolate_pregnancy(by: Random) -> Made:
    return Made(SIGN, (ild(),), (MMF_DRAFT,), patient(age=by.choice((25, 34, 48)), sex="female"))


def ssc_glucocorticoid(by: Random) -> Made:
    return Made(
        SIGN, (SSC,), (steroid_draft("gc", by.choice((20, 30, 40)), days=by.choice((10, 30))),), adult(by)
    )  # fmt: skip


def ssc_ild_first_line(by: Random) -> Made:
    return Made(VIEW, (SSC, ild(recorded=-by.choice((30, 300)))), person=adult(by))


def ild_baseline_workup(by: Random) -> Made:
    return Made(VIEW, (ild(recorded=-by.choice((5, 30, 60))),), person=adult(by))


STERILE: dict[str, Change] = {
    "a man": lambda made: made.whose(gender="male"),
    "hysterectomy": taking(condition("hys", "Z90.710", "Acquired absence of both cervix and uterus")),
    "56 years": lambda made: made.whose(birthDate="1970-01-01"),
}
DRAFT_GONE = {
    name: change
    for name, change in STEROID_GONE.items()
    if name not in ("steroid only proposed", "steroid stopped long ago")
}
TMP_GONE: dict[str, Change] = {
    "draft cancelled": rewritten("tmp", status="cancelled"),
    "draft entered in error": rewritten("tmp", status="entered-in-error"),
}
PROFILES = (
    Profile("pjp-start", pjp_start, {**GATE, **STEROID_GONE}, {"twice the steroid": dosed("gc", 2)}),
    Profile("pjp-consider", pjp_consider, {**GATE, **STEROID_GONE}),
    Profile(
        "pjp-in-mda5",
        pjp_in_mda5,
        {**GATE, **STEROID_GONE, "antibody preliminary": rewritten("mda5", status="preliminary")},
        {"twice the steroid": dosed("gc", 2)},
    ),
    Profile(
        "pjp-with-rituximab-cyclophosphamide",
        pjp_with_cyclophosphamide,
        {**GATE, "cyclophosphamide cancelled": rewritten("cyc", status="cancelled")},
        {"twice the steroid": dosed("gc", 2)},
    ),
    Profile(
        "pjp-agent-choice",
        pjp_agent_choice,
        {**NOBODY, "inducer stopped long ago": rewritten("rif", **STOPPED)},
        {"a severe allergy": taking(sulfa_allergy("sulfa-too", severity="severe"))},
    ),
    Profile("pjp-dose-check", pjp_dose_check, {**NO_THERAPY, **TMP_GONE}),
    Profile(
        "pjp-stop-review",
        pjp_stop_review,
        {
            **NO_THERAPY,
            "few lymphocytes": measured("alc", 0.5),
            "prophylaxis stopped": rewritten("tmp", **STOPPED),
            "much steroid again": dosed("gc", 3),
            "cyclophosphamide": taking(order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-30)),
        },
    ),
    Profile(
        "tmp-smx-allergy",
        tmp_smx_allergy,
        {
            **NOBODY,
            **TMP_GONE,
            "allergy refuted": refuted("sulfa"),
            "allergy resolved": rewritten("sulfa", clinicalStatus={"coding": [{"code": "resolved"}]}),
        },
        {"a high criticality": rewritten("sulfa", criticality="high")},
    ),
    Profile(
        "tmp-smx-renal-dose",
        tmp_smx_renal_dose,
        {**NOBODY, **TMP_GONE, "good kidneys": measured("crea", 0.1)},
        {"more creatinine": measured("crea", 1.5)},
    ),
    Profile("mycophenolate-pregnancy", mycophenolate_pregnancy, {**NOBODY, **STERILE}),
    Profile(
        "ssc-glucocorticoid",
        ssc_glucocorticoid,
        {**NOBODY, **DRAFT_GONE, "sclerosis refuted": refuted("ssc")},
        {"twice the steroid": dosed("gc", 2)},
    ),
    Profile(
        "ssc-ild-first-line",
        ssc_ild_first_line,
        {
            **NO_THERAPY,
            "sclerosis refuted": refuted("ssc"),
            "ILD refuted": refuted("ild"),
            "ILD inactive": rewritten("ild", clinicalStatus={"coding": [{"code": "inactive"}]}),
            "treated": taking(MMF),
        },
    ),
    Profile(
        "ild-baseline-workup",
        ild_baseline_workup,
        {
            **NO_THERAPY,
            "ILD refuted": refuted("ild"),
            "long known": rewritten("ild", recordedDate=day(-800)),
        },
    ),
)
WITHOUT_PROFILE = frozenset(
    {
        "dapsone-g6pd",
        "duplicate-immunosuppression",
        "iim-ild-first-line",
        "ild-drug-dose-range",
        "mctd-ild-first-line",
        "mda5-ild-early-combination",
        "not-first-line-dmard",
        "pjp-agent-in-pregnancy",
        "progressive-pulmonary-fibrosis",
        "ra-ild-first-line",
        "rapidly-progressive-ild",
        "sjogren-ild-first-line",
        "tmp-smx-hyperkalaemia",
        "tmp-smx-in-sle",
        "tmp-smx-interactions",
        "tmp-smx-marrow-liver",
        "tmp-smx-methotrexate",
    }
)
"""Cards, built or to come, that have no profile yet."""
