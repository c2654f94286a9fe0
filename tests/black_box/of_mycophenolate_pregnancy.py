"""mycophenolate-pregnancy."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    Json,
    comfort_care,
    condition,
    done,
    draft,
    order,
    ordered_test,
    patient,
    result,
    statement,
)

case = partial(Case, "mycophenolate-pregnancy")
BID = {"per": (2, 1, "d")}
DRAFT = draft("mmf", *MYCOPHENOLATE, dose=500, **BID)
ACTIVE = order("old", *MYCOPHENOLATE, dose=1000, start=-200, **BID)
HCG_ORDERED = ordered_test("ho", "2118-8")
OBSTETRIC = ordered_test("ob", "183548008", system=SNOMED)


def woman(age: Any = 34, **more: Any) -> Json:
    return patient(age=age, sex="female", **more)


def hcg(on: Any, interpretation: Any = "NEG", **how: Any) -> Json:
    return result(
        "hcg",
        "2118-8",
        None,
        on=on,
        interpretation=interpretation,
        **{"valueCodeableConcept": {"text": "result"}, **how},
    )


def new(
    name: str, level: str, because: str, *record: Json, person: Any = None, hook: Any = SIGN, **how: Any
) -> Case:
    return case(name, hook, level, because, person=person or woman(), record=record, drafts=(DRAFT,), **how)


CASES = [
    new("negative test 8 days ago", "warning", "no negative hCG <=7 d", hcg(-8), recommends="hCG"),
    new("negative test 7 days ago", "silent", "<=7 d", hcg(-7)),
    new("negative test in 8 days ordered", "info", "open(obs_hcg): result pending", hcg(-8), HCG_ORDERED),
    new("test ordered 31 days ago", "warning", "authored <=30 d", ordered_test("ho", "2118-8", authored=-31)),
    new("never tested", "warning", "B", hook=SELECT),
    new(
        "negative test of this month, on no day",
        "noted",
        "README 2.1: not known, and named",
        hcg(-1, effectiveDateTime="2026-03"),
    ),
    new(
        "negative test of last month, on no day",
        "warning",
        "no negative hCG <=7 d",
        hcg(-1, effectiveDateTime="2026-02"),
    ),
    new(
        "cervix removed, uterus kept",
        "warning",
        "P.CBP: neither hysterectomy nor sterilisation nor menopause",
        condition("trachelectomy", "Z90.712", "Acquired absence of cervix with remaining uterus"),
    ),
    new("a man", "silent", "male", person=patient(age=34)),
    new("aged 55", "warning", "12-55", person=woman(55)),
    new("aged 56", "silent", "12-55", person=woman(56)),
    new("aged 12", "warning", "12-55", person=woman(12)),
    new("aged 11", "silent", "12-55", person=woman(11)),
    new("menopause coded", "silent", "P.CBP", condition("m", "Z78.0", "Asymptomatic menopausal state")),
    new(
        "hysterectomy coded",
        "silent",
        "P.CBP",
        condition("m", "Z90.710", "Acquired absence of both cervix and uterus"),
    ),
    new(
        "hysterectomy refuted",
        "warning",
        "usable Condition",
        condition("m", "Z90.710", verification="refuted"),
    ),
    new("pregnant", "critical", "A", PREGNANT, recommends="Remove"),
    new("positive test 42 days ago", "critical", "positive hCG <=42 d", hcg(-42, "POS")),
    new("positive test 43 days ago", "warning", "43 d: not P.PREG, B", hcg(-43, "POS")),
    new(
        "pregnancy suspected, negative test",
        "silent",
        "B is judged on the hCG",
        hcg(-3),
        condition("p", "Z33.1", onset=-30, verification="provisional"),
    ),
    new(
        "pregnancy suspected, no test",
        "warning",
        "leaves P.CBP in force",
        condition("p", "Z33.1", onset=-30, verification="provisional"),
    ),
    new("test whose value cannot be read", "warning", "is not a negative test", hcg(-3, "")),
    new(
        "quantity 3 IU/L",
        "silent",
        "a quantity below 25 is negative",
        result("h", "19080-1", 3, "[IU]/L", on=-3),
    ),
    new("preliminary negative test", "warning", "not usable", hcg(-3, status="preliminary")),
    new("comfort care", "warning", "P.comfort: only the PV leg is silent", comfort_care()),
    new("results not supplied", "noted", "pregnancy test", absent=("Observation",)),
    new("sex not known", "noted", "sex not known", person=patient(age=34, sex=None)),
    new("birth date unknown", "noted", "age not known", person=patient(sex="female", birth="")),
    new("dead", "silent", "P.alive", person=woman(deceasedBoolean=True)),
    new("continued, tested 365 days ago", "silent", "due(obs_hcg, 365 d)", ACTIVE, hcg(-365)),
    new("continued, tested 366 days ago", "info", "due(obs_hcg, 365 d)", ACTIVE, hcg(-366), recommends="hCG"),
    new(
        "continued, never tested, ordered", "silent", "due: with an open request silent", ACTIVE, HCG_ORDERED
    ),
    new(
        "continued by a statement",
        "info",
        "no statement of that ingredient for new",
        statement("st", *MYCOPHENOLATE, dose=1000, start=-200),
    ),
    new(
        "ended 90 days ago",
        "info",
        "ended <=90 d continues",
        order("o", *MYCOPHENOLATE, dose=500, start=-300, until=-90, status="completed", **BID),
    ),
    new(
        "ended 91 days ago",
        "warning",
        "new",
        order("o", *MYCOPHENOLATE, dose=500, start=-300, until=-91, status="completed", **BID),
    ),
    new("continued and pregnant", "critical", "A", ACTIVE, PREGNANT),
    new(
        "orders not supplied, never tested",
        "noted",
        "new or continued is not known",
        absent=("MedicationRequest",),
    ),
    case(
        "mycophenolic acid",
        SIGN,
        "warning",
        "med_mycophenolate",
        person=woman(),
        drafts=(
            draft("m", "485023", "mycophenolic acid 360 MG Delayed Release Oral Tablet", dose=360, **BID),
        ),
    ),
    case(
        "as text",
        SIGN,
        "warning",
        "text fallback",
        person=woman(),
        drafts=({**DRAFT, "medicationCodeableConcept": {"text": "CellCept 500 mg"}},),
    ),
    case(
        "hCG drafted beside",
        SIGN,
        "info",
        "drafted",
        person=woman(),
        drafts=(DRAFT, ordered_test("h", "2118-8", status="draft")),
    ),
    case(
        "active and pregnant",
        VIEW,
        "critical",
        "A at PV",
        person=woman(),
        record=(ACTIVE, PREGNANT),
        recommends="bstetric",
    ),
    case(
        "active and pregnant, referral open",
        VIEW,
        "warning",
        "one level lower",
        person=woman(),
        record=(ACTIVE, PREGNANT, OBSTETRIC),
    ),
    case(
        "active and pregnant, referral of 31 days ago",
        VIEW,
        "critical",
        "active <=30 d",
        person=woman(),
        record=(ACTIVE, PREGNANT, ordered_test("ob", "183548008", system=SNOMED, authored=-31)),
    ),
    case(
        "active and pregnant, comfort care",
        VIEW,
        "silent",
        "PV leg silent",
        person=woman(),
        record=(ACTIVE, PREGNANT, comfort_care()),
    ),
    case("active, not pregnant", VIEW, "silent", "A only", person=woman(), record=(ACTIVE,)),
    case(
        "stopped and pregnant",
        VIEW,
        "silent",
        "active",
        person=woman(),
        record=(
            order("o", *MYCOPHENOLATE, dose=500, start=-300, until=-3, status="stopped", **BID),
            PREGNANT,
        ),
    ),
    case(
        "sterilised by a procedure",
        SIGN,
        "silent",
        "Condition or Procedure",
        person=woman(),
        record=(done("Procedure", "s", "Z90.710", on=-900, system="http://hl7.org/fhir/sid/icd-10-cm"),),
        drafts=(DRAFT,),
    ),
]
