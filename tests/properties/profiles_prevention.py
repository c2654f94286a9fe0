"""Patients for whom prevention is due, or whose treatment may be harming them.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.cards.clinic import (
    ICD10CM,
    LOINC,
    RITUXIMAB,
    SNOMED,
    Json,
    allergy,
    coded,
    condition,
    creatinine,
    done,
    draft,
    given,
    order,
    ordered_test,
    patient,
    quantity,
    result,
    steroid,
    steroid_draft,
    weight,
)
from tests.cards.prevention import CVX, LONG_ILD, REVIEWED, lung_function, vaccinated, vaccine_draft
from tests.properties.made import (
    COMFORT,
    MMF,
    MTX,
    NO_THERAPY,
    NOBODY,
    PREGNANCY,
    RA,
    SIGN,
    SSC,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    both,
    cancelled,
    drafting,
    holding,
    in_error,
    refuted,
    rewritten,
    suspected,
    whose,
)

ILD_GONE: Changes = {
    "ILD refuted": refuted("ild"),
    "ILD entered in error": in_error("ild"),
    "ILD suspected": suspected("ild"),
}
SETTLED = (LONG_ILD, *lung_function(), REVIEWED)
OLD_RAPID = condition("rp", "236302005", "Acute interstitial pneumonia", system=SNOMED, recorded=-60)
RAPID_NOW = condition("rp", "236302005", "Acute interstitial pneumonia", system=SNOMED, recorded=-10)


def asked(id: str, code: str, system: str = LOINC, **how: object) -> Change:
    return holding(ordered_test(id, code, system=system, **how))  # type: ignore[arg-type]


# Smoking and rehabilitation
def smoker(by: Random) -> Made:
    answer = coded(SNOMED, by.choice(("449868002", "428071000124103", "65568007")))
    status = result("smoke", "72166-2", valueCodeableConcept=answer, on=-by.choice((1, 30, 90)))
    return Made(VIEW, (*SETTLED, status), person=adult(by))


def impaired(by: Random) -> Made:
    tests = lung_function(by.choice((40, 55, 69)), 70)
    return Made(VIEW, (LONG_ILD, REVIEWED, *tests), person=adult(by))


REHAB = ("15081005", SNOMED)


# Oxygen
def spo2(id: str, code: str, percent: int, on: int, litres: int | None = None) -> Json:
    part = {"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(litres, "L/min")}
    more = {} if litres is None else {"component": [part]}
    return result(id, code, percent, "%", on=on, **more)


def low_at_rest(by: Random) -> Made:
    return Made(VIEW, (*SETTLED, spo2("rest", "59408-5", by.choice((86, 88)), -10)), person=adult(by))


def very_low_at_rest(by: Random) -> Made:
    return Made(VIEW, (*SETTLED, spo2("rest", "59408-5", by.choice((70, 85)), -10)), person=adult(by))


def low_on_exertion(by: Random) -> Made:
    return Made(VIEW, (*SETTLED, spo2("walk", "89276-0", by.choice((80, 88)), -10)), person=adult(by))


def low_pressure(by: Random) -> Made:
    gas = result("gas", "2703-7", by.choice((45, 55)), "mm[Hg]", on=-10)
    return Made(VIEW, (*SETTLED, gas), person=adult(by))


IN_WORDS = "oxygen assessment: titration at rest, walking and asleep"
OXYGEN_ASKED: Changes = {
    "oxygen ordered": asked("o2", "426990007", SNOMED, authored=-5),
    "assessment asked for": holding(ordered_test("o2t", "x", authored=-5) | {"code": {"text": IN_WORDS}}),
}


# Bones
VITAMIN_D = order("d3", "2418", "Cholecalciferol", dose=800, unit="[iU]", start=-100)
D_DRAFT = draft("d3d", "2418", "Cholecalciferol", dose=800, unit="[iU]")
SCAN = result("dxa", "38267-1", -1, "{T-score}", on=-100)


def unprotected(by: Random) -> Made:
    return Made(VIEW, (*SETTLED, SCAN, steroid("gc", by.choice((5, 10)), start=-200)), person=adult(by))


def unprotected_for_long(by: Random) -> Made:
    """Asked for again with a new order."""
    record = (*SETTLED, SCAN, steroid("gc", by.choice((5, 10)), start=-600))
    return Made(SIGN, record, (steroid_draft("new", 5, days=30),), adult(by))


def never_measured(by: Random) -> Made:
    return Made(VIEW, (*SETTLED, VITAMIN_D, steroid("gc", by.choice((5, 10)), start=-200)), person=adult(by))


def never_measured_and_ordered(by: Random) -> Made:
    record = (*SETTLED, VITAMIN_D, steroid("gc", by.choice((5, 10)), start=-200))
    return Made(SIGN, record, (steroid_draft("new", 5, days=30),), adult(by))


BONES_SPARED: Changes = {
    **NO_THERAPY,
    **ILD_GONE,
    "hypercalcaemia": holding(condition("ca", "E83.52", "Hypercalcemia")),
}

# Vaccines
FLU, PNEUMO, COVID = vaccinated("141", on=-100), vaccinated("216", on=-900), vaccinated("207", on=-200)
ZOSTER = (vaccinated("187", on=-900), vaccinated("187", on=-700))
RTX_LATELY = given("rtxd", *RITUXIMAB, dose=1000, on=-100)
ANY_ALLERGY = {
    "vaccine allergy": holding(allergy("va", "Z88.7", system=ICD10CM)),
    "vaccine allergy, a diagnosis": holding(condition("va", "Z88.7")),
}
FLU_ALLERGY = {
    "influenza vaccine allergy": holding(allergy("fa", "294647003", system=SNOMED)),
    "influenza vaccine allergy, a diagnosis": holding(condition("fa", "294647003", system=SNOMED)),
}
SEASON_ASKED = holding(ordered_test("sea", "x") | {"code": {"text": "COVID-19 or RSV vaccine of the season"}})


def due_but(*held: Json, age: int = 58) -> Callable[[Random], Made]:
    """All vaccines were given but one."""
    return lambda by: Made(VIEW, (LONG_ILD, *lung_function(), *held), person=patient(age=age))


def vaccine(name: str, cvx: str, speaks: Callable[[Random], Made], **quiet: Change) -> Profile:
    return Profile(
        "vaccines-due",
        speaks,
        {
            **NO_THERAPY,
            **ILD_GONE,
            **ANY_ALLERGY,
            "rapid progression": holding(RA, OLD_RAPID),
            "given": holding(vaccinated(cvx, on=-20)),
            "refused": holding(vaccinated(cvx, on=-100, status="not-done")),
            "ordered": holding(order("vac", cvx, system=CVX, route="im", start=-5)),
            "asked for": holding(ordered_test("vac", cvx, system=CVX)),
            f"allergy to {name}": holding(allergy("va", cvx, system=CVX)),
            "another given lately": holding(vaccinated("08", on=-3), vaccinated("15", on=-3)),
            "another refused lately": holding(vaccinated("15", on=-3, status="not-done")),
            **{words.replace("_", " "): change for words, change in quiet.items()},
        },
        name=name,
    )


def live(by: Random) -> Made:
    held = by.choice(((MMF,), (MTX,), (steroid("gc", 40, start=-60),)))
    draft = vaccine_draft(by.choice(("03", "21", "37")))
    return Made(SIGN, held, (draft,), adult(by))


def live_on_low_dose(by: Random) -> Made:
    return Made(SIGN, (MTX, weight(80)), (vaccine_draft("03"),), adult(by))


# Renal crisis
def pressure(value: int, on: int) -> tuple[Json, Json]:
    return (
        result(f"sys{-on}", "8480-6", value, "mm[Hg]", on=on),
        result(f"dia{-on}", "8462-4", 80, "mm[Hg]", on=on),
    )


def kidney(mg: float, on: int) -> Json:
    return creatinine(mg, on=on) | {"id": f"crea{-on}"}


def sclerosis(by: Random, *held: Json) -> Made:
    return Made(VIEW, (SSC, steroid("gc", by.choice((8, 12, 15)), start=-300), *held), person=adult(by))


def pressure_rises(by: Random) -> Made:
    return sclerosis(by, *pressure(120, -180), *pressure(160, -2), kidney(1, -10))


def both_rise(by: Random) -> Made:
    return sclerosis(by, *pressure(120, -180), *pressure(160, -2), kidney(1, -180), kidney(1.6, -2))


def pressure_not_looked_at(by: Random) -> Made:
    return sclerosis(by, kidney(1, -10))


def kidney_not_looked_at(by: Random) -> Made:
    return sclerosis(by, *pressure(120, -3))


REPLACED = both(
    rewritten("gc", medicationCodeableConcept=coded("http://www.nlm.nih.gov/research/umls/rxnorm", "5492")),
    holding(condition("ad", "E27.1", "Primary adrenocortical insufficiency")),
    holding(order("hc", "5492", "hydrocortisone", dose=30, start=-300)),
)
CRISIS_QUIET: Changes = {
    **NOBODY,
    **COMFORT,
    "no sclerosis": refuted("ssc"),
    "replacement": REPLACED,
    "crisis recognised": holding(condition("rc", "236503001", system=SNOMED, recorded=-10)),
}


# Methotrexate and the lung
def desaturated(by: Random) -> Made:
    fall = (spo2("old", "59408-5", 97, -90), spo2("now", "59408-5", by.choice((85, 91)), -2))
    return Made(VIEW, (*SETTLED, MTX, *fall), person=adult(by))


def desaturated_and_ordered(by: Random) -> Made:
    fall = (spo2("old", "59408-5", 97, -90), spo2("now", "59408-5", by.choice((85, 91)), -2))
    again = draft("mtxd", "6851", "methotrexate", dose=15, per=(1, 1, "wk"))
    return Made(SIGN, (LONG_ILD, *fall), (again,), adult(by))


IMAGED: Changes = {
    "CT reported": holding(done("DiagnosticReport", "ct", "24627-2", on=-1)),
    "CT stored": holding(done("ImagingStudy", "ct", "24627-2", on=-1)),
}

PROFILES = (
    Profile(
        "smoking-cessation",
        smoker,
        {
            **NO_THERAPY,
            **ILD_GONE,
            "in a programme": asked("stop", "315232003", SNOMED),
            "varenicline": holding(order("var", "591622", "varenicline", start=-30)),
            "declined": asked("stop", "315232003", SNOMED, status="revoked"),
            "stopped since": holding(
                result("new", "72166-2", valueCodeableConcept=coded(SNOMED, "8517006"), on=0)
            ),
        },
    ),
    Profile(
        "pulmonary-rehabilitation",
        impaired,
        {
            **NO_THERAPY,
            **ILD_GONE,
            "asked for": asked("rehab", *REHAB),
            "done": holding(done("Procedure", "rehab", "15081005", system=SNOMED, on=-300)),
            "declined": asked("rehab", *REHAB, status="revoked"),
            "unstable heart": holding(condition("ua", "I20.0", "Unstable angina")),
            "exacerbation": holding(RAPID_NOW),
            "rapid progression": holding(RA, OLD_RAPID),
        },
    ),
    Profile(
        "oxygen-assessment",
        low_at_rest,
        {**NO_THERAPY, **ILD_GONE, **OXYGEN_ASKED, "a slip": holding(spo2("rest", "59408-5", 9, -10))},
        name="at rest",
    ),
    Profile(
        "oxygen-assessment",
        very_low_at_rest,
        {**NO_THERAPY},
        lower=OXYGEN_ASKED,
        silenced={"rapidly-progressive-ild": holding(RA, RAPID_NOW)},
        name="very low",
    ),
    Profile(
        "oxygen-assessment",
        low_on_exertion,
        {
            **NO_THERAPY,
            "on oxygen": holding(spo2("walk", "89276-0", 85, -10, litres=2)),
            "a slip": holding(spo2("walk", "89276-0", 9, -10)),
        },
        name="on exertion",
    ),
    Profile(
        "oxygen-assessment",
        low_pressure,
        {**NO_THERAPY, "fine on room air since": holding(spo2("rest", "59408-5", 95, -2))},
        name="blood gas",
    ),
    Profile(
        "steroid-bone-health",
        unprotected,
        {
            **BONES_SPARED,
            "vitamin D before": holding({**VITAMIN_D, "status": "completed"}),
            "for long": rewritten("gc", dosageInstruction=steroid("gc", 5, start=-600)["dosageInstruction"]),
        },
        name="no supplement",
    ),
    Profile(
        "steroid-bone-health",
        unprotected_for_long,
        {**BONES_SPARED, "vitamin D drafted too": drafting(D_DRAFT), **cancelled("new", "draft")},
        name="ordered again",
    ),
    Profile(
        "steroid-bone-health",
        never_measured,
        {
            **BONES_SPARED,
            "measured": holding(SCAN),
            "DXA done": holding(done("Procedure", "dxp", "38268-9", on=-100)),
            "DXA reported": holding(done("DiagnosticReport", "dxp", "38268-9", on=-100)),
            "DXA asked for": asked("dxp", "38268-9"),
            "alendronate": holding(order("al", "46041", "alendronate", start=-100)),
        },
        name="never measured",
    ),
    Profile(
        "steroid-bone-health",
        never_measured_and_ordered,
        {**BONES_SPARED, "alendronate drafted too": drafting(draft("al", "46041", "alendronate"))},
        name="never measured, ordered",
    ),
    vaccine("influenza", "140", due_but(PNEUMO, COVID, *ZOSTER), **FLU_ALLERGY),
    vaccine(
        "pneumococcal",
        "133",
        due_but(FLU, COVID, *ZOSTER),
        PCV20_long_ago=holding(PNEUMO),
        PCV15_and_PPSV23=holding(vaccinated("215", on=-900), vaccinated("33", on=-800)),
        after_rituximab=holding(RTX_LATELY),
    ),
    vaccine("COVID-19", "207", due_but(FLU, PNEUMO, *ZOSTER), season_asked_for=SEASON_ASKED),
    vaccine(
        "zoster",
        "187",
        due_but(FLU, PNEUMO, COVID),
        twice=holding(*ZOSTER),
        after_rituximab=holding(RTX_LATELY),
        pregnant=both(whose(gender="female", birthDate="1990-01-01"), holding(MMF, PREGNANCY)),
    ),
    vaccine(
        "RSV",
        "303",
        due_but(FLU, PNEUMO, COVID, *ZOSTER, age=70),
        after_rituximab=holding(RTX_LATELY),
        season_asked_for=SEASON_ASKED,
        long_ago=holding(vaccinated("303", on=-900)),
    ),
    Profile("live-vaccine-immunosuppressed", live, {**NOBODY, **cancelled("vac", "vaccine")}),
    Profile(
        "live-vaccine-immunosuppressed",
        live_on_low_dose,
        {**NOBODY, **cancelled("vac", "vaccine")},
        worse={"mycophenolate too": holding(MMF), "three times the dose": holding(weight(10))},
        name="low dose",
    ),
    Profile(
        "scleroderma-renal-crisis-monitoring",
        pressure_rises,
        CRISIS_QUIET,
        lower={"creatinine asked for": asked("cr", "2160-0", authored=0)},
        worse={"creatinine too": holding(kidney(1, -180), kidney(1.6, -1))},
        name="pressure",
    ),
    Profile(
        "scleroderma-renal-crisis-monitoring",
        both_rise,
        CRISIS_QUIET,
        lower={"creatinine asked for": asked("cr", "2160-0", authored=0)},
        name="both",
    ),
    Profile(
        "scleroderma-renal-crisis-monitoring",
        pressure_not_looked_at,
        {
            **CRISIS_QUIET,
            "measured": holding(*pressure(120, -3)),
            "asked for": asked("bp", "85354-9"),
        },
        name="pressure not looked at",
    ),
    Profile(
        "scleroderma-renal-crisis-monitoring",
        kidney_not_looked_at,
        {**CRISIS_QUIET, "measured": holding(kidney(1, -10)), "asked for": asked("cr", "2160-0")},
        name="kidney not looked at",
    ),
    Profile(
        "methotrexate-respiratory-symptoms",
        desaturated,
        {
            **NOBODY,
            **COMFORT,
            **ILD_GONE,
            **IMAGED,
            "CT asked for": asked("cto", "29252-4", authored=-1),
            "methotrexate stopped": rewritten("mtx", status="stopped"),
        },
        name="at the chart",
    ),
    Profile(
        "methotrexate-respiratory-symptoms",
        desaturated_and_ordered,
        {**NOBODY, **ILD_GONE, **IMAGED, **cancelled("mtxd", "draft")},
        name="ordered",
    ),
)
