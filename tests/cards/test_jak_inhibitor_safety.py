"""JAK inhibitor safety: each risk of the boxed warning, at the start and on renewal; who is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10,
    ICD10GM,
    LOINC,
    PREGNANT,
    SNOMED,
    Json,
    coded,
    comfort_care,
    condition,
    creatinine,
    draft,
    order,
    ordered_test,
    patient,
    result,
    weight,
)
from tests.cards.clinic import creatinine as crea
from tests.cards.clinic import weight as kilos
from tests.cards.story import SELECT, SIGN, Story, check

CARD, TITLE = "jak-inhibitor-safety", "JAK inhibitor safety"
TOFACITINIB, BARICITINIB = ("1357536", "tofacitinib"), ("2047232", "baricitinib")
UPADACITINIB, RUXOLITINIB = ("2196092", "upadacitinib"), ("1193326", "ruxolitinib")
DELETE, COUNT, LIPIDS = "Remove the draft", "blood count", "lipid panel"


def count(name: str, code: str, value: Any, unit: str = "10*9/L", on: int = -10) -> Json:
    return result(name, code, value, unit, on=on)


def counts(anc: Any = 4, alc: Any = 1.5, hb: Any = 13, plt: Any = 250, on: int = -10) -> tuple[Json, ...]:
    return (
        count("anc", "751-8", anc, on=on),
        count("alc", "731-0", alc, on=on),
        count("hb", "718-7", hb, "g/dL", on=on),
        count("plt", "777-3", plt, on=on),
    )


def igra(value: str, on: int = -20) -> Json:
    return result("igra", "71773-6", value, on=on)


def tofacitinib(mg: Any = 5, times: int = 2, **how: Any) -> Json:
    return draft("jak", *TOFACITINIB, dose=mg, per=(times, 1, "d"), **how)


GOOD = counts()
KIDNEY = (crea(0.9), kilos(72))
WELL = (*GOOD, *KIDNEY)
TAKEN = order("old", *TOFACITINIB, dose=5, per=(2, 1, "d"), start=-200)
PE, LTBI, TB = ("I26.99", "Pulmonary embolism"), ("Z22.7", "Latent tuberculosis"), ("A15.0", "Tuberculosis")


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Tofacitinib 5 mg twice daily newly drafted for a man of 50."""
    more = {"drafts": (tofacitinib(),), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def renewal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, TAKEN, *record, **more)


def at_30(*more: Json) -> tuple[Json, ...]:
    """A clearance of exactly 30 mL/min for a man of 50."""
    return (*GOOD, crea(3), kilos(72), *more)


def below_30(*more: Json) -> tuple[Json, ...]:
    return (*GOOD, crea(3), kilos(71.9), *more)


ROWS = [
    start(
        "Fires row: pulmonary embolism 6 years ago",
        "warning",
        *WELL,
        condition("pe", *PE, onset=-2190, recorded=-2190, clinical="resolved"),
        offers=(DELETE, COUNT, LIPIDS),
        recommended="",
    ),
    start("Fires row: haemoglobin 8.9 at a tofacitinib start", "warning", *counts(hb=8.9), *KIDNEY),
    start(
        "Silent row: 64, non-smoker, counts at the limits, clearance 30",
        "silent",
        *counts(anc=1, alc=0.5, hb=9),
        crea(result_for := 2.4),
        kilos(result_for * 30 * 72 / (140 - 64)),
        person=patient(age=64),
    ),
    renewal("Silent row: renewal at 70 without a new event", "silent", *WELL, person=patient(age=70)),
    start(
        "70 years old, taken before and stopped, nobody knows when",
        "not known",
        {**TAKEN, "status": "stopped"},
        *WELL,
        person=patient(age=70),
        named="JAK inhibitor safety",
    ),
]

NEVER = [
    start(
        "active tuberculosis recorded 365 days ago",
        "critical",
        *WELL,
        condition("tb", *TB, recorded=-365),
        recommended=DELETE,
    ),
    *(
        start(
            f"active tuberculosis, by SNOMED CT {code}",
            "critical",
            *WELL,
            condition("tb", code, system=SNOMED),
        )
        for code in ("427099000", "35984006", "186193001")
    ),
    start("active tuberculosis recorded 366 days ago", "silent", *WELL, condition("tb", *TB, recorded=-366)),
    start("tuberculosis that is over", "silent", *WELL, condition("tb", *TB, clinical="resolved")),
    start("latent tuberculosis untreated", "critical", *WELL, condition("ltb", *LTBI), recommended=DELETE),
    start("IGRA positive years ago, untreated", "critical", *WELL, igra("positive", -900)),
    start("IGRA negative", "silent", *WELL, igra("negative")),
    start(
        "latent tuberculosis, isoniazid taken before",
        "silent",
        *WELL,
        condition("ltb", *LTBI),
        order("inh", "6038", "isoniazid", dose=300, start=-700, until=-500, status="completed"),
    ),
    renewal(
        "continued with latent tuberculosis untreated",
        "warning",
        *WELL,
        condition("ltb", *LTBI),
        offers=(DELETE,),
        recommended="",
    ),
    start("pregnant", "critical", *WELL, PREGNANT, person=patient(age=34, sex="female"), recommended=DELETE),
    renewal("pregnant on renewal", "critical", *WELL, PREGNANT, person=patient(age=34, sex="female")),
    start(
        "pregnancy only suspected",
        "silent",
        *WELL,
        condition("p", "Z33.1", onset=-30, verification="provisional"),
        person=patient(age=34, sex="female"),
    ),
]

DANGER = [
    start("severe infection 30 days ago", "warning", *WELL, condition("s", "A32.11", recorded=-30)),
    start("severe infection 31 days ago", "silent", *WELL, condition("s", "A32.11", recorded=-31)),
    renewal("severe infection on renewal", "warning", *WELL, condition("s", "A32.11", recorded=-30)),
    start("Pneumocystis pneumonia", "warning", *WELL, condition("pjp", "B59", recorded=-10)),
    start("hepatitis B, no antiviral", "warning", *WELL, condition("b", "B18.1")),
    start("HBsAg positive", "warning", *WELL, result("hbs", "5196-1", "positive", on=-900)),
    start(
        "hepatitis B with entecavir",
        "silent",
        *WELL,
        condition("b", "B18.1"),
        order("etv", "306266", "entecavir", dose=0.5, start=-100),
    ),
    start(
        "hepatitis B, entecavir drafted beside",
        "silent",
        *WELL,
        condition("b", "B18.1"),
        drafts=(tofacitinib(), draft("etv", "306266", "entecavir", dose=0.5)),
    ),
    start("lymphocytes 0.49", "warning", *counts(alc=0.49), *KIDNEY),
    start("neutrophils 0.99", "warning", *counts(anc=0.99), *KIDNEY),
    renewal("haemoglobin 8.9 on renewal", "silent", *counts(hb=8.9), *KIDNEY),
    renewal("haemoglobin 8.0 on renewal", "silent", *counts(hb=8.0), *KIDNEY),
    renewal("haemoglobin 7.9 on renewal", "warning", *counts(hb=7.9), *KIDNEY),
    start(
        "upadacitinib at haemoglobin 8.9",
        "silent",
        *counts(hb=8.9),
        *KIDNEY,
        drafts=(draft("jak", *UPADACITINIB, dose=15),),
    ),
    start(
        "upadacitinib at haemoglobin 7.9",
        "warning",
        *counts(hb=7.9),
        *KIDNEY,
        drafts=(draft("jak", *UPADACITINIB, dose=15),),
    ),
    start(
        "ruxolitinib: these counts are not its own",
        "silent",
        *counts(anc=0.8),
        *KIDNEY,
        drafts=(draft("jak", *RUXOLITINIB, dose=10),),
    ),
    renewal("neutrophils 0.9 of 90 days ago", "warning", *counts(anc=0.9, on=-90), *KIDNEY),
    renewal("neutrophils 0.9 of 91 days ago", "silent", *counts(anc=0.9, on=-91), *KIDNEY),
    start("clearance 30, tofacitinib 10 mg a day", "silent", *at_30()),
    start("clearance below 30, tofacitinib 10 mg a day", "warning", *below_30()),
    start(
        "clearance below 30, tofacitinib 5.5 mg a day", "warning", *below_30(), drafts=(tofacitinib(5.5, 1),)
    ),
    start("clearance below 30, tofacitinib 5 mg a day", "silent", *below_30(), drafts=(tofacitinib(5, 1),)),
    start(
        "clearance below 30, tofacitinib 5.1 mg a day", "warning", *below_30(), drafts=(tofacitinib(5.1, 1),)
    ),
    start(
        "creatinine 90 days ago, weight 180",
        "warning",
        *GOOD,
        creatinine(3, on=-90),
        weight(71.9, on=-180),
    ),
    start("creatinine 91 days ago", "not known", *GOOD, creatinine(3, on=-91), kilos(71.9)),
    start("weight 181 days ago", "not known", *GOOD, crea(3), weight(71.9, on=-181)),
    start(
        "clearance below 30, baricitinib",
        "warning",
        *below_30(),
        drafts=(draft("jak", *BARICITINIB, dose=2),),
        says=("creatinine clearance 29.96 mL/min",),
    ),
    start(
        "clearance below 30, upadacitinib",
        "silent",
        *below_30(),
        drafts=(draft("jak", *UPADACITINIB, dose=15),),
    ),
]


def smoking(code: str, on: int = -10, system: str = LOINC) -> Json:
    return result("smk", "72166-2", on=on, valueCodeableConcept=coded(system, code))


SMOKER = condition("smoker", "F17.210", "Nicotine dependence, cigarettes", recorded=-100)

AT_START = [
    start("65 years old", "warning", *WELL, person=patient(age=65)),
    start("64 years old", "silent", *WELL, person=patient(age=64)),
    start("infarction ever", "warning", *WELL, condition("mi", "I21.9", recorded=-3000, clinical="resolved")),
    start("embolism in the history alone", "warning", *WELL, condition("h", "Z86.711", recorded=-3000)),
    start("old myocardial infarction", "warning", *WELL, condition("h", "I25.2", recorded=-3000)),
    start("cancer ever", "warning", *WELL, condition("ca", "C34.90", recorded=-3000, clinical="remission")),
    *(
        start(f"{name}, by SNOMED CT", "warning", *WELL, condition("h", code, system=SNOMED, recorded=-3000))
        for name, code in (
            ("embolism in the history", "161512007"),
            ("deep vein thrombosis in the history", "161508001"),
            ("infarction in the history", "399211009"),
            ("stroke in the history", "275526006"),
            ("coronary bypass in the history", "399261000"),
            ("breast cancer in the history", "415076002"),
            ("lymphoma in the history", "429014004"),
        )
    ),
    start(
        "squamous cancer of the skin in the history, by SNOMED CT",
        "silent",
        *WELL,
        condition("h", "429024007", system=SNOMED, recorded=-3000),
    ),
    start("breast cancer in the history, by ICD-10", "warning", *WELL, condition("h", "Z85.3", system=ICD10)),
    start(
        "breast cancer in the history, in Germany", "warning", *WELL, condition("h", "Z85.3", system=ICD10GM)
    ),
    start("diverticulitis ever", "warning", *WELL, condition("d", "K57.20", recorded=-3000)),
    start("smokes now", "warning", *WELL, smoking("LA18976-3")),
    start("smoked once", "silent", *WELL, smoking("LA15920-4")),
    start("smoker in the problem list", "warning", *WELL, SMOKER),
    start("smoker in the list, newer answer: stopped", "silent", *WELL, SMOKER, smoking("LA15920-4", -99)),
    start("smoker in the list, older answer: stopped", "warning", *WELL, SMOKER, smoking("LA15920-4", -101)),
    renewal("smokes, on renewal", "silent", *WELL, smoking("LA18976-3")),
    renewal("embolism years ago, on renewal", "silent", *WELL, condition("pe", *PE, recorded=-2190)),
    renewal(
        "embolism 90 days ago, on renewal",
        "warning",
        *WELL,
        condition("pe", *PE, recorded=-90),
        recommended=DELETE,
    ),
    renewal("embolism 91 days ago, on renewal", "silent", *WELL, condition("pe", *PE, recorded=-91)),
    start("coronary disease without infarction", "warning", *WELL, condition("h", "I25.10", recorded=-3000)),
    renewal(
        "embolism in the history, recorded today", "silent", *WELL, condition("h", "Z86.711", recorded=0)
    ),
    renewal(
        "embolism in the history, of 90 days ago", "warning", *WELL, condition("h", "Z86.711", onset=-90)
    ),
    renewal("embolism in the history, of 91 days ago", "silent", *WELL, condition("h", "Z86.711", onset=-91)),
    renewal(
        "infarction 90 days ago, recorded late",
        "warning",
        *WELL,
        condition("mi", "I21.9", onset=-500, recorded=-90),
    ),
    start(
        "ended 90 days ago: continued",
        "silent",
        *WELL,
        order("old", *TOFACITINIB, dose=5, start=-400, until=-90, status="completed"),
        person=patient(age=70),
    ),
    start(
        "ended 91 days ago: new",
        "warning",
        *WELL,
        order("old", *TOFACITINIB, dose=5, start=-400, until=-91, status="completed"),
        person=patient(age=70),
    ),
    start(
        "another JAK inhibitor before: new",
        "warning",
        *WELL,
        order("old", *BARICITINIB, dose=4, start=-400),
        person=patient(age=70),
    ),
]

COUNT_DUE = [
    start("no blood count", "info", *KIDNEY, recommended=COUNT, never_offers=(DELETE, LIPIDS)),
    start("blood count 90 days ago", "silent", *counts(on=-90), *KIDNEY),
    start("blood count 91 days ago", "info", *counts(on=-91), *KIDNEY),
    start("no platelets", "info", *GOOD[:3], *KIDNEY),
    start("blood count asked for 30 days ago", "silent", *KIDNEY, ordered_test("r", "751-8", authored=-30)),
    start("a panel asked for 30 days ago", "silent", *KIDNEY, ordered_test("r", "57021-8", authored=-30)),
    start("blood count asked for 31 days ago", "info", *KIDNEY, ordered_test("r", "751-8", authored=-31)),
    renewal("no blood count, on renewal", "silent", *KIDNEY),
    start("no blood count, 70 years old", "warning", *KIDNEY, person=patient(age=70), recommended=""),
]

OCCASION = [
    start(
        "tofacitinib without a route, latent tuberculosis",
        "critical",
        *WELL,
        condition("ltb", *LTBI),
        drafts=(draft("j", *TOFACITINIB, dose=5, per=(2, 1, "d"), route=None),),
    ),
    start(
        "ruxolitinib without a route",
        "not known",
        *WELL,
        condition("ltb", *LTBI),
        drafts=(draft("j", *RUXOLITINIB, route=None),),
        named="JAK",
    ),
    start("ruxolitinib cream", "silent", drafts=(draft("j", *RUXOLITINIB, route="topical"),)),
    start("at order-select", "critical", *WELL, condition("ltb", *LTBI), hook=SELECT),
    start("comfort care does not silence it", "critical", *WELL, condition("ltb", *LTBI), comfort_care()),
    start("deceased", "silent", condition("ltb", *LTBI), person=patient(deceasedBoolean=True)),
    start(
        "under 18",
        "critical",
        *WELL,
        condition("ltb", *LTBI),
        person=patient(age=16),
        says=("Adult thresholds",),
    ),
]

NOT_KNOWN = [
    start("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    start("results partly supplied", "not known", *WELL, partial=("Observation",), named=TITLE),
    start("results failed", "not known", failed=("Observation",), named=TITLE),
    start(
        "results not supplied, latent tuberculosis",
        "critical",
        condition("ltb", *LTBI),
        lacking=("Observation",),
    ),
    start("problem list not supplied", "not known", *WELL, lacking=("Condition",), named=TITLE),
    start("problem list not supplied, 70", "warning", *WELL, lacking=("Condition",), person=patient(age=70)),
    start(
        "medication orders not supplied",
        "not known",
        *WELL,
        lacking=("MedicationRequest",),
        person=patient(age=70),
    ),
    start(
        "IGRA that nobody can read",
        "not known",
        *WELL,
        result("igra", "71773-6", 0.5, "[IU]/mL"),
        named=TITLE,
    ),
    start(
        "IGRA that nobody can read beside a negative one",
        "silent",
        *WELL,
        igra("negative"),
        result("odd", "71773-6", 0.5, "[IU]/mL", on=-100),
    ),
    start("no creatinine", "not known", *GOOD, named=TITLE),
    start("tofacitinib dose in words", "not known", *below_30(), drafts=(draft("jak", *TOFACITINIB),)),
    start("age not known", "not known", *WELL, person=patient(birth=""), named=TITLE),
    start("requests not supplied", "not known", *KIDNEY, lacking=("ServiceRequest",), named=TITLE),
]

STORIES = [*ROWS, *NEVER, *DANGER, *AT_START, *COUNT_DUE, *OCCASION, *NOT_KNOWN]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
