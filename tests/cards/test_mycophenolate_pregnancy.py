"""Mycophenolate and pregnancy: pregnant, untested before the start, untested for a year; and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10,
    ICD10GM,
    LOINC,
    SNOMED,
    Json,
    coded,
    condition,
    day,
    done,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    quantity,
    result,
    statement,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check, tell

CARD = "mycophenolate-pregnancy"
TITLE = "Mycophenolate and pregnancy"
MYCOPHENOLATE = ("68149", "mycophenolate mofetil")
MYCOPHENOLIC_ACID = ("7145", "mycophenolic acid")
PREGNANT_NOW, NOT_PREGNANT = (SNOMED, "77386006"), (SNOMED, "60001007")
DELETE, OBSTETRICS, TEST, AGAIN = "Remove the draft", "obstetric", "hCG", "8 to 10 days"

WOMAN = patient(age=34, sex="female")
PREGNANT = condition("preg", "Z33.1", "Pregnant state", onset=-60)
DRAFT = draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))
TAKEN = order("old", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"), start=-400)


def hcg(value: Any, on: int | None = -3, unit: str = "", code: str = "2118-8", **how: Any) -> Json:
    return result(f"hcg{on}{code}", code, value, unit, on=on, **how)


def status(answer: tuple[str, str] | None = None, on: int = -3, **how: Any) -> Json:
    """The question whether she is pregnant, with the answer that was given."""
    told = {"valueCodeableConcept": coded(*answer)} if answer else {}
    return result(f"status{on}", "82810-3", on=on, **{**told, **how})


def below(limit: int) -> Json:
    """As a laboratory reports what its test can no longer measure."""
    bound = {**quantity(limit, "[IU]/L"), "comparator": "<"}
    return {**hcg(limit, -3, "[IU]/L", "19080-1"), "valueQuantity": bound}


CLINICAL_SEX = "http://terminology.hl7.org/CodeSystem/sex-parameter-for-clinical-use"
MAN_WITH_A_UTERUS = patient(
    age=34,
    sex="male",
    extension=[
        {
            "url": "http://hl7.org/fhir/StructureDefinition/patient-sexParameterForClinicalUse",
            "extension": [{"url": "value", "valueCodeableConcept": coded(CLINICAL_SEX, "female-typical")}],
        }
    ],
)


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Mycophenolate newly drafted for a woman of 34."""
    return Story(
        CARD,
        name,
        more.pop("hook", SIGN),
        expect,
        record=record,
        drafts=more.pop("drafts", (DRAFT,)),
        person=more.pop("person", WOMAN),
        **more,
    )


def goes_on(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, TAKEN, *record, **more)


def chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, person=more.pop("person", WOMAN), **more)


ROWS = [
    start("Fires row: newest negative test 8 days ago", "warning", hcg("negative", -8), recommended=TEST),
    start("Fires row: test ordered", "info", hcg("negative", -8), ordered_test("r", "2118-8")),
    start("Silent row: negative test 7 days ago", "silent", hcg("negative", -7)),
    start("Silent row: a man", "silent", person=patient(age=34, sex="male")),
    start("Silent row: a woman of 56, not pregnant", "silent", person=patient(age=56, sex="female")),
]

AZATHIOPRINE = "Replace with azathioprine 50 mg"
GENES = (result("t", "41048-0", "Normal", on=-400), result("g", "93193-1", "Normal", on=-400))


def neutrophils(count: Any, **how: Any) -> Json:
    return result("anc", "751-8", count, "10*9/L", **how)


def with_ild(name: str, *record: Json, **more: Any) -> Story:
    """ILD, TPMT and NUDT15 normal, never tested for pregnancy."""
    return start(name, "warning", ild(), *GENES, *record, **more)


IN_ITS_PLACE = [
    with_ild("azathioprine may take its place", neutrophils(1.5), offers=(AZATHIOPRINE,), recommended=TEST),
    with_ild(
        "azathioprine in rapidly progressive disease: with the sentence of its warning",
        neutrophils(3),
        condition("ssc", "M34.0", recorded=-900),
        condition("r", "J84.114", recorded=-10),
        offers=(AZATHIOPRINE,),
        says=("azathioprine: not preselected, check first: rapidly progressive ILD",),
    ),
    with_ild("neutrophils 1.49", neutrophils(1.49), never_offers=(AZATHIOPRINE,)),
    with_ild("neutrophils 30 days ago", neutrophils(3, on=-30), offers=(AZATHIOPRINE,)),
    with_ild("neutrophils 31 days ago", neutrophils(3, on=-31), never_offers=(AZATHIOPRINE,)),
    with_ild(
        "azathioprine taken before",
        neutrophils(3),
        order("aza", "1256", "azathioprine", dose=50, start=-900, until=-800, status="completed"),
        never_offers=(AZATHIOPRINE,),
    ),
    with_ild(
        "allopurinol in use",
        neutrophils(3),
        order("allo", "519", "allopurinol", dose=100, start=-90),
        never_offers=(AZATHIOPRINE,),
    ),
    with_ild(
        "mercaptopurine in use",
        neutrophils(3),
        order("mp", "103", "mercaptopurine", dose=50, start=-90),
        never_offers=(AZATHIOPRINE,),
    ),
    with_ild(
        "allergies not supplied",
        neutrophils(3),
        lacking=("AllergyIntolerance",),
        never_offers=(AZATHIOPRINE,),
    ),
    start(
        "no lung and no rheumatic disease", "warning", *GENES, neutrophils(3), never_offers=(AZATHIOPRINE,)
    ),
    start("genes never tested", "warning", ild(), neutrophils(3), never_offers=(AZATHIOPRINE,)),
    start(
        "pregnant: azathioprine may take its place",
        "critical",
        ild(),
        *GENES,
        neutrophils(3),
        PREGNANT,
        offers=(AZATHIOPRINE,),
        recommended=DELETE,
    ),
]

NEW_ORDER = [
    start(
        "never tested", "warning", offers=(AGAIN,), acts=("2118-8",), recommended=TEST, never_offers=(DELETE,)
    ),
    start("at order-select", "warning", hook=SELECT),
    start("mycophenolic acid", "warning", drafts=(draft("m", *MYCOPHENOLIC_ACID, dose=720),)),
    start("negative test today", "silent", hcg("negative", 0)),
    start("test of today still preliminary", "warning", hcg("negative", 0, status="preliminary")),
    start("test entered in error", "warning", hcg("negative", -2, status="entered-in-error")),
    start("test dated tomorrow is not read", "warning", hcg("negative", 1)),
    start("4.9 IU/L 3 days ago is negative", "silent", hcg(4.9, -3, "[IU]/L", "19080-1")),
    start("5 IU/L 3 days ago is not", "warning", hcg(5, -3, "[IU]/L", "19080-1"), recommended=TEST),
    start("24 IU/L 3 days ago is neither negative nor positive", "warning", hcg(24, -3, "[IU]/L", "19080-1")),
    start("25 IU/L 3 days ago is positive", "critical", hcg(25, -3, "[IU]/L", "19080-1"), recommended=DELETE),
    start("25 mIU/mL is the same", "critical", hcg(25, -3, "m[IU]/mL", "19080-1")),
    start("below 25 IU/L may be 24: not negative", "warning", below(25), recommended=TEST),
    start("below 5 IU/L is negative", "silent", below(5)),
    start("below 2 IU/L is negative", "silent", below(2)),
    start("interpreted as negative", "silent", hcg(2, -3, "[IU]/L", "19080-1", interpretation="NEG")),
    start("requested 30 days ago", "info", ordered_test("r", "2118-8", authored=-30), never_offers=(AGAIN,)),
    start("requested 31 days ago", "warning", ordered_test("r", "2118-8", authored=-31), recommended=TEST),
    start("request revoked", "warning", ordered_test("r", "2118-8", status="revoked")),
    start("request completed", "warning", ordered_test("r", "2118-8", status="completed")),
    start("test drafted beside", "info", drafts=(DRAFT, ordered_test("r", "2118-8", status="draft"))),
    start("another hCG test requested", "info", ordered_test("r", "2106-3")),
    start("draft of another drug", "silent", drafts=(draft("a", "1256", "azathioprine", dose=50),)),
    start("draft cancelled", "silent", drafts=(order("mmf", *MYCOPHENOLATE, dose=500, status="cancelled"),)),
    start("dose does not matter", "warning", drafts=(draft("m", *MYCOPHENOLATE),)),
    start("comfort care does not silence a draft", "warning", condition("c", "385763009", system=SNOMED)),
    start("deceased", "silent", person={**WOMAN, "deceasedBoolean": True}),
    start(
        "another draft selected",
        "silent",
        hook=SELECT,
        selections=("MedicationRequest/a",),
        drafts=(DRAFT, draft("a", "1256", "azathioprine", dose=50)),
    ),
]

CAN_BECOME_PREGNANT = [
    start("11 years", "silent", person=patient(age=11, sex="female")),
    start("12 years today", "warning", person=patient(age=12, sex="female")),
    start("12 years tomorrow", "silent", person=patient(sex="female", birth="2014-03-11")),
    start("55 years", "warning", person=patient(age=55, sex="female")),
    start("56 years tomorrow", "warning", person=patient(sex="female", birth="1970-03-11")),
    start("56 years today", "silent", person=patient(sex="female", birth="1970-03-10")),
    *(
        start(f"{name} coded", "silent", condition("x", code, clinical=status))
        for name, code, status in (
            ("menopause", "Z78.0", "active"),
            ("hysterectomy", "Z90.710", "resolved"),
            ("hysterectomy that left the cervix", "Z90.711", "active"),
            ("tubal ligation", "Z98.51", "inactive"),
        )
    ),
    start("the cervix removed, the uterus left", "warning", condition("x", "Z90.712")),
    start("menopause refuted", "warning", condition("x", "Z78.0", verification="refuted")),
    *(
        start(f"menopause only {word}", "warning", condition("x", "Z78.0", verification=word))
        for word in ("provisional", "differential", "unconfirmed")
    ),
    start(
        "hysterectomy as a procedure", "silent", done("Procedure", "x", "116140006", system=SNOMED, on=-4000)
    ),
    start(
        "hysterectomy not done",
        "warning",
        done("Procedure", "x", "116140006", system=SNOMED, status="not-done"),
    ),
]

PREGNANCY = [
    start(
        "pregnant",
        "critical",
        PREGNANT,
        recommended=DELETE,
        offers=(DELETE,),
        never_offers=(OBSTETRICS, AGAIN),
    ),
    start("pregnant, at order-select", "critical", PREGNANT, hook=SELECT, recommended=DELETE),
    start("pregnant, already taking it: the renewal", "critical", TAKEN, PREGNANT, recommended=DELETE),
    *(
        start(f"in words: {words}", expect, {**condition("p", "", onset=-60), "code": {"text": words}})
        for words, expect in (
            ("Pregnant, 12 weeks", "critical"),
            ("High-risk pregnancy", "critical"),
            ("Schwangerschaft, 12. SSW", "critical"),
            ("Not pregnant", "warning"),
            ("History of pregnancy", "warning"),
            ("Daughter is pregnant", "warning"),
        )
    ),
    start("pregnant with a negative test", "critical", PREGNANT, hcg("negative", -2)),
    start("pregnant in comfort care", "critical", PREGNANT, condition("c", "385763009", system=SNOMED)),
    start("onset 300 days ago", "critical", condition("p", "Z33.1", onset=-300)),
    start(
        "onset 301 days ago: tested 3 days ago",
        "silent",
        condition("p", "Z33.1", onset=-301),
        hcg("negative", -3),
    ),
    start("no onset written", "critical", condition("p", "Z33.1", recorded=-1000)),
    start("gestational diabetes, by ICD-10", "critical", condition("p", "O24.4", system=ICD10, onset=-60)),
    *(
        start(f"{name}, by SNOMED CT", "critical", condition("p", code, system=SNOMED, onset=-60))
        for name, code in (
            ("gestational diabetes", "11687002"),
            ("pre-eclampsia", "398254007"),
            ("vomiting in pregnancy", "14094001"),
            ("placenta praevia", "36813001"),
        )
    ),
    start("gestational diabetes, in Germany", "critical", condition("p", "O24.4", system=ICD10GM, onset=-60)),
    start(
        "pregnancy resolved, not tested", "warning", condition("p", "Z33.1", onset=-60, clinical="resolved")
    ),
    start(
        "pregnancy ended",
        "warning",
        {**condition("p", "Z33.1", onset=-60, clinical=None), "abatementDateTime": day(-5)},
    ),
    start(
        "only suspected, not tested",
        "warning",
        condition("p", "Z33.1", onset=-30, verification="provisional"),
    ),
    start(
        "only suspected, negative test",
        "silent",
        condition("p", "Z33.1", onset=-30, verification="provisional"),
        hcg("negative", -3),
    ),
    start("refuted", "warning", condition("p", "Z33.1", onset=-30, verification="refuted")),
    start("positive test 42 days ago", "critical", hcg("positive", -42, interpretation="POS")),
    start("positive test 43 days ago", "warning", hcg("positive", -43, interpretation="POS")),
    start(
        "positive by words of the code",
        "critical",
        hcg(
            None,
            -5,
            valueCodeableConcept={"coding": [{"system": SNOMED, "code": "10828004", "display": "Positive"}]},
        ),
    ),
    start("positive by interpretation A", "critical", hcg(300, -5, "[IU]/L", "19080-1", interpretation="A")),
    start("positive 42 days ago by number", "critical", hcg(25, -42, "[IU]/L", "19080-1")),
    start("24 IU/L 42 days ago", "warning", hcg(24, -42, "[IU]/L", "19080-1")),
    start("17 years", "warning", person=patient(age=17, sex="female"), says=("Adult thresholds",)),
    start(
        "expected delivery today",
        "critical",
        result("edd", "11778-8", valueDateTime=day(0)),
        says=("Delivery date Estimated 2026-03-10 on 2026-03-07 (Observation/edd)",),
    ),
    start("expected delivery yesterday", "warning", result("edd", "11778-8", valueDateTime=day(-1))),
    start("expected delivery in 300 days", "critical", result("edd", "11778-8", valueDateTime=day(300))),
    start("expected delivery in 301 days", "warning", result("edd", "11778-8", valueDateTime=day(301))),
    start("pregnancy status 300 days ago: pregnant", "critical", status(PREGNANT_NOW, -300)),
    start("pregnancy status 301 days ago: pregnant", "warning", status(PREGNANT_NOW, -301)),
    start("pregnancy status in an answer of LOINC", "critical", status((LOINC, "LA15173-0"))),
    start("pregnancy status in words", "critical", status(None, valueCodeableConcept={"text": "Pregnant"})),
    start("pregnancy status as a string", "critical", status(None, valueString="PREGNANT")),
    start("pregnancy status: not pregnant is no test", "warning", status(NOT_PREGNANT)),
    start("pregnancy status: unknown", "warning", status(None, valueCodeableConcept={"text": "Unknown"})),
    start(
        "pregnancy status: no longer pregnant", "warning", status(PREGNANT_NOW, -200), status(NOT_PREGNANT)
    ),
    start("pregnancy status withdrawn", "warning", status(PREGNANT_NOW, status="entered-in-error")),
    start(
        "pregnancy status of a man on record",
        "critical",
        status(PREGNANT_NOW),
        person=patient(age=34, sex="male"),
    ),
    chart("pregnancy status, mycophenolate taken", "critical", TAKEN, status(PREGNANT_NOW)),
    start("man by the papers whose organs allow a pregnancy", "warning", person=MAN_WITH_A_UTERUS),
    start(
        "man by the papers whose organs allow a pregnancy, positive test",
        "critical",
        hcg("positive", -3),
        person=MAN_WITH_A_UTERUS,
    ),
    start("man with a pregnancy on record", "critical", PREGNANT, person=patient(age=34, sex="male")),
    start(
        "man with a positive hCG only",
        "silent",
        hcg("positive", -5, interpretation="POS"),
        person=patient(age=34, sex="male"),
    ),
    start("pregnant at 56: by definition not", "silent", PREGNANT, person=patient(age=56, sex="female")),
    start("pregnant, sex not recorded", "critical", PREGNANT, person=patient(age=34, sex=None)),
    start(
        "pregnant under 18: adult limits do not matter",
        "critical",
        PREGNANT,
        person=patient(age=15, sex="female"),
        recommended=DELETE,
    ),
]


def stated(answer: str, on: int | None = -60, id: str = "status", code: str = "82810-3") -> Json:
    """The pregnancy status as the US Core and International Patient Summary profiles write it."""
    coded = {"coding": [{"system": SNOMED if answer.isdigit() else LOINC, "code": answer}]}
    return result(id, code, on=on, valueCodeableConcept=coded)


YES_PREGNANT, NOT_PREGNANT, POSSIBLY, UNCONFIRMED, UNKNOWN = (
    "77386006",
    "60001007",
    "146799005",
    "152231000119106",
    "261665006",
)
STATED = [
    start("status pregnant", "critical", stated(YES_PREGNANT), recommended=DELETE),
    start("status pregnant as a LOINC answer", "critical", stated("LA15173-0")),
    start("status pregnant as reported", "critical", stated(YES_PREGNANT, code="11449-6")),
    start("status pregnant in words", "critical", result("status", "82810-3", "Pregnant", on=-60)),
    *(
        start(
            f"by the words of its name: {name}, {said}",
            expect,
            result("status", "", said, on=-60) | {"code": {"text": name}},
        )
        for name, said, expect in (
            ("Pregnancy Status", "Pregnant", "critical"),
            ("Currently pregnant?", "Yes", "critical"),
            ("Schwanger", "No", "warning"),
            ("Pregnancy intention", "Yes", "warning"),
        )
    ),
    start("status pregnant 300 days ago", "critical", stated(YES_PREGNANT, on=-300)),
    start("status pregnant 301 days ago", "warning", stated(YES_PREGNANT, on=-301), recommended=TEST),
    start(
        "status pregnant with a negative test since", "critical", stated(YES_PREGNANT), hcg("negative", -3)
    ),
    start("status taken back since", "warning", stated(YES_PREGNANT), stated(NOT_PREGNANT, -3, "later")),
    start(
        "status pregnant after not pregnant",
        "critical",
        stated(NOT_PREGNANT, -90, "old"),
        stated(YES_PREGNANT),
    ),
    start(
        "nobody knew afterwards: still pregnant",
        "critical",
        stated(YES_PREGNANT),
        stated(UNKNOWN, -9, "later"),
        stated(POSSIBLY, -3, "last"),
    ),
    start("status not pregnant is no test", "warning", stated(NOT_PREGNANT, 0), recommended=TEST),
    start("status not pregnant, and a diagnosis", "critical", stated(NOT_PREGNANT, -3), PREGNANT),
    *(
        start(
            f"status left open ({answer}): judged on the test",
            "warning",
            stated(answer, -3),
            recommended=TEST,
        )
        for answer in (POSSIBLY, UNCONFIRMED, UNKNOWN)
    ),
    start("status possible, negative test", "silent", stated(POSSIBLY, -3), hcg("negative", -3)),
    start("status entered in error", "warning", {**stated(YES_PREGNANT), "status": "entered-in-error"}),
    start(
        "man with the status pregnant", "critical", stated(YES_PREGNANT), person=patient(age=34, sex="male")
    ),
    start("status pregnant at 56", "silent", stated(YES_PREGNANT), person=patient(age=56, sex="female")),
    goes_on("taken, status pregnant", "critical", stated(YES_PREGNANT), recommended=DELETE),
    chart(
        "on the chart, taken, status pregnant",
        "critical",
        TAKEN,
        stated(YES_PREGNANT),
        recommended=OBSTETRICS,
    ),
]
SINCE_THEN = [
    start(
        "positive test, a negative one since: critical, and both are told",
        "critical",
        hcg("positive", -30),
        {**hcg("negative", -5), "id": "since"},
        recommended=DELETE,
        says=("(Observation/hcg-302118-8)", "(Observation/since)"),
    ),
    start(
        "a negative test before the positive one is not told",
        "critical",
        hcg("positive", -5),
        {**hcg("negative", -30), "id": "before"},
        never_says=("(Observation/before)",),
    ),
]

CONTINUED = [
    goes_on("never tested", "info", recommended=TEST, never_offers=(AGAIN, DELETE)),
    goes_on("tested 365 days ago", "silent", hcg("negative", -365)),
    start(
        "taken before and stopped, nobody knows when: whether it starts anew is not known",
        "not known",
        {**TAKEN, "status": "stopped"},
        hcg("negative", -200),
        named="Mycophenolate and pregnancy",
    ),
    goes_on("tested 366 days ago", "info", hcg("negative", -366)),
    goes_on("test requested 30 days ago", "silent", ordered_test("r", "2118-8", authored=-30)),
    goes_on("test requested 31 days ago", "info", ordered_test("r", "2118-8", authored=-31)),
    start(
        "last order ended 90 days ago: continued",
        "info",
        order("old", *MYCOPHENOLATE, dose=500, start=-400, until=-90, status="completed"),
    ),
    start(
        "last order ended 91 days ago: new",
        "warning",
        order("old", *MYCOPHENOLATE, dose=500, start=-400, until=-91, status="completed"),
    ),
    start("taken as the patient says", "info", statement("s", *MYCOPHENOLATE, dose=500, start=-100)),
    start(
        "draft carries the id of the active order", "info", order("mmf", *MYCOPHENOLATE, dose=500, start=-400)
    ),
    start(
        "order on hold for long is not active",
        "warning",
        order("old", *MYCOPHENOLATE, dose=500, start=-900, until=-500, status="on-hold"),
    ),
    goes_on("woman of 56", "silent", person=patient(age=56, sex="female")),
    goes_on("man", "silent", person=patient(age=34, sex="male")),
]

CHART = [
    chart(
        "pregnant and taking it",
        "critical",
        TAKEN,
        PREGNANT,
        recommended=OBSTETRICS,
        acts=("308484001", "urgent"),
        never_offers=(DELETE,),
    ),
    chart(
        "referral requested",
        "warning",
        TAKEN,
        PREGNANT,
        ordered_test("r", "308484001", system=SNOMED, authored=-30),
        never_offers=(OBSTETRICS,),
    ),
    chart(
        "referral requested 31 days ago",
        "critical",
        TAKEN,
        PREGNANT,
        ordered_test("r", "308484001", system=SNOMED, authored=-31),
        recommended=OBSTETRICS,
    ),
    chart(
        "pregnant, statement of taking it",
        "critical",
        PREGNANT,
        statement("s", *MYCOPHENOLATE, dose=500, start=-100),
    ),
    chart(
        "pregnant, mycophenolate ended yesterday",
        "silent",
        PREGNANT,
        order("o", *MYCOPHENOLATE, dose=500, start=-100, until=-1),
    ),
    chart(
        "pregnant, mycophenolate on hold",
        "silent",
        PREGNANT,
        order("o", *MYCOPHENOLATE, dose=500, start=-100, status="on-hold"),
    ),
    chart("pregnant, not taking it", "silent", PREGNANT),
    chart("taking it, not pregnant, never tested: nothing here", "silent", TAKEN),
    chart(
        "comfort care silences the chart",
        "silent",
        TAKEN,
        PREGNANT,
        condition("c", "385763009", system=SNOMED),
    ),
    chart(
        "taking it, pregnancy suspected",
        "silent",
        TAKEN,
        condition("p", "Z33.1", onset=-30, verification="provisional"),
    ),
    chart("positive hCG and taking it", "critical", TAKEN, hcg("positive", -5, interpretation="POS")),
    chart("deceased", "silent", TAKEN, PREGNANT, person={**WOMAN, "deceasedBoolean": True}),
]

REFERRAL_IS_NO_MATTER_WHEN_ORDERING = [
    start(
        "referral requested, still ordered",
        "critical",
        PREGNANT,
        ordered_test("r", "308484001", system=SNOMED),
    ),
]

NOT_KNOWN = [
    start("sex not recorded, not tested", "not known", person=patient(age=34, sex=None), named=TITLE),
    start(
        "sex not recorded, negative test",
        "silent",
        hcg("negative", -3),
        person=patient(age=34, sex=None),
        named=None,
    ),
    start("sex 'unknown'", "not known", person=patient(age=34, sex="unknown"), named="sex"),
    start("sex 'other'", "not known", person=patient(age=34, sex="other"), named="sex"),
    start("birth date missing", "not known", person=patient(sex="female", birth=""), named=TITLE),
    start("birth year leaves 55 or 56", "not known", person=patient(sex="female", birth="1970"), named="age"),
    start("birth year is enough", "warning", person=patient(sex="female", birth="1990")),
    start("birth date missing, a man", "silent", person=patient(sex="male", birth=""), named=None),
    start("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    start(
        "results not supplied, order-select", "not known", lacking=("Observation",), hook=SELECT, named=TITLE
    ),
    start("results not supplied, pregnancy coded", "critical", PREGNANT, lacking=("Observation",)),
    start("problem list not supplied", "not known", lacking=("Condition",), named=TITLE),
    start(
        "problem list not supplied, positive test",
        "critical",
        hcg("positive", -5, interpretation="POS"),
        lacking=("Condition",),
    ),
    start(
        "problem list not supplied, negative test: only pregnancy could speak",
        "not known",
        hcg("negative", -3),
        lacking=("Condition",),
        named=TITLE,
    ),
    start("procedures not supplied", "not known", lacking=("Procedure",), named=TITLE),
    start("procedures not supplied, negative test", "silent", hcg("negative", -3), lacking=("Procedure",)),
    start("medication orders not supplied: new or continued", "not known", lacking=("MedicationRequest",)),
    start("requests not supplied: the level is not lowered", "warning", lacking=("ServiceRequest",)),
    start("a test whose value cannot be read is not negative", "warning", hcg("see comment", -3)),
    start("a test without a unit is not negative", "warning", hcg(3, -3, "", "19080-1")),
    start(
        "an unreadable test and a negative one: only a pregnancy could speak",
        "not known",
        hcg("see comment", -3),
        {**hcg("negative", -2), "id": "second"},
        named=TITLE,
    ),
    start("allergies do not matter", "warning", lacking=("AllergyIntolerance",)),
    # The table's row limits its note to the order hooks; the drug list falls under README 2.1.
    chart("chart: results not supplied", "not known", TAKEN, lacking=("Observation",), named=None),
    chart("chart: problem list not supplied", "not known", TAKEN, lacking=("Condition",), named=None),
    chart(
        "chart: medication orders not supplied",
        "not known",
        PREGNANT,
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    chart(
        "sex not recorded: no whole list, not named",
        "silent",
        TAKEN,
        person=patient(age=34, sex=None),
        named=None,
    ),
    chart("results not supplied, not taking it", "silent", lacking=("Observation",), named=None),
]

PAGES = [
    start(
        "results partly supplied, never tested on the first page",
        "not known",
        partial=("Observation",),
        named=TITLE,
    ),
    start(
        "results partly supplied, positive on the first page",
        "critical",
        hcg("positive", -5, interpretation="POS"),
        partial=("Observation",),
    ),
    start("results could not be read", "not known", failed=("Observation",), named=TITLE),
    start(
        "problem list partly supplied, pregnant on the first page",
        "critical",
        PREGNANT,
        partial=("Condition",),
    ),
    chart(
        "chart: drugs partly supplied, mycophenolate on the first page",
        "critical",
        TAKEN,
        PREGNANT,
        partial=("MedicationRequest",),
    ),
    start(
        "drug told by words alone",
        "warning",
        drafts=({**DRAFT, "medicationCodeableConcept": {"text": "mycophenolate mofetil 500 mg tablet"}},),
    ),
    start(
        "drug told by words that nobody knows",
        "not known",
        named="could not be recognised",
        drafts=({**DRAFT, "medicationCodeableConcept": {"text": "the white pill"}},),
    ),
]

STORIES = [
    *ROWS,
    *IN_ITS_PLACE,
    *NEW_ORDER,
    *CAN_BECOME_PREGNANT,
    *PREGNANCY,
    *STATED,
    *SINCE_THEN,
    *CONTINUED,
    *CHART,
    *REFERRAL_IS_NO_MATTER_WHEN_ORDERING,
    *NOT_KNOWN,
    *PAGES,
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_two_mycophenolate_drafts_are_both_taken_away() -> None:
    from tests.cards.story import card_in

    story = start("two", "critical", PREGNANT, drafts=(DRAFT, draft("two", *MYCOPHENOLIC_ACID, dose=720)))
    card = card_in(tell(story)[1], CARD)
    assert card is not None
    deleted = [
        act["resourceId"] for one in card["suggestions"] for act in one["actions"] if act["type"] == "delete"
    ]
    assert sorted(deleted) == ["MedicationRequest/mmf", "MedicationRequest/two"]
