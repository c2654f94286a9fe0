"""Rapidly progressive ILD: how loudly it speaks, what ends it, and which rescue is offered to whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SSC_CODE,
    TACROLIMUS,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    creatinine,
    draft,
    given,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid,
    steroid_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell
from tests.cards.test_rapidly_progressive_state import FVC_FELL, SPO2_FELL, acute, ards, fvc, spo2

CARD = "rapidly-progressive-ild"
PULSE, REVIEW = "methylprednisolone 1000 mg", "urgent ILD and rheumatology review"
RTX, MMF = "rituximab 1000 mg", "mycophenolate mofetil 500 mg"
TAC, CYC, IVIG, TOFA = "tacrolimus", "cyclophosphamide", "immune globulin", "tofacitinib 5 mg"
AZATHIOPRINE = ("1256", "azathioprine")
TOFACITINIB = ("1357536", "tofacitinib")
NINTEDANIB = ("1592737", "nintedanib")
MYCOPHENOLIC_ACID = ("7145", "mycophenolic acid")

DM = condition("dm", "M33.10", "Dermatomyositis", recorded=-60)
SSC = condition("ssc", *SSC_CODE, recorded=-60)
CHANGED = (*SPO2_FELL, *FVC_FELL)
DM_ILD = (DM, ild(recorded=-60))
SCREENED = (result("hbs", "5196-1", "negative", on=-100), result("hbc", "13952-7", "negative", on=-100))
MDA5 = result("mda5", "105529-2", 50, "U/mL", on=-50, interpretation="POS")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=record, **more)


def dm(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Dermatomyositis with ILD, saturation and FVC fallen."""
    return story(name, expect, *DM_ILD, *CHANGED, *record, **more)


def pulse_given(on: int = -5, dose: Any = 1000, **how: Any) -> Json:
    return given(f"pulse{-on}", *METHYLPREDNISOLONE, dose=dose, on=on, **how)


def begun(drug: tuple[str, str], on: int, **how: Any) -> Json:
    return order(f"o{drug[0]}{-on}", *drug, **{"dose": 50, "start": on, **how})


def review_asked(authored: int, **how: Any) -> Json:
    """The urgent review as this service asks for it: by its text."""
    return {**ordered_test("rev", "", authored=authored, **how), "code": {"text": REVIEW}}


def neutrophils(count: Any) -> Json:
    return result("n", "751-8", count, "10*9/L", on=-1)


def in_words(words: str) -> Json:
    return condition("words", "x", recorded=-10) | {"code": {"text": words}}


LEVELS = [
    dm("two changes", "critical", recommended=PULSE),
    story(
        "coded with one change, which is named",
        "critical",
        *DM_ILD,
        acute(),
        *SPO2_FELL,
        recommended=REVIEW,
        says=("96 % on 2026-02-17", "92 % on 2026-03-10"),
    ),
    story(
        "coded, review asked for before the change",
        "critical",
        *DM_ILD,
        acute(-10),
        review_asked(-10),
        *SPO2_FELL,
        recommended=REVIEW,
    ),
    story(
        "coded with no change: no drug is offered, nor told as one that waits for a check",
        "warning",
        *DM_ILD,
        acute(),
        recommended=REVIEW,
        never_offers=(PULSE, RTX, MMF),
        never_says=("not preselected",),
    ),
    story(
        "ARDS with one change", "critical", *DM_ILD, ards(), *SPO2_FELL, recommended=REVIEW, offers=(PULSE,)
    ),
    story("Silent row: ARDS with no change", "silent", *DM_ILD, ards()),
    story("one change alone", "silent", *DM_ILD, *SPO2_FELL),
    story("Silent row: saturation 96 to 93 %", "silent", *DM_ILD, spo2(96, -21), spo2(93, 0), *FVC_FELL),
    story(
        "myositis only suspected",
        "info",
        condition("dm", "M33.10", verification="provisional"),
        ild(),
        *CHANGED,
        recommended=REVIEW,
        never_offers=(PULSE, RTX, MMF),
    ),
    story("coded, review asked for", "info", *DM_ILD, acute(), review_asked(0), recommended=""),
    story("coded 10 days ago, review asked for on the day", "info", *DM_ILD, acute(), review_asked(-10)),
    story("coded 10 days ago, review asked for before", "warning", *DM_ILD, acute(), review_asked(-11)),
    story("coded, review held", "info", *DM_ILD, acute(), review_asked(-2, status="completed")),
    story("coded, review revoked", "warning", *DM_ILD, acute(), review_asked(0, status="revoked")),
    dm("two changes, review asked for", "warning", review_asked(0), recommended=PULSE),
    dm("two changes, review on hold", "critical", review_asked(0, status="on-hold"), recommended=PULSE),
    dm("two changes, review drafted and not signed", "critical", review_asked(0, status="draft")),
    dm("review asked for before the newest change", "critical", review_asked(-1), recommended=PULSE),
    dm("two changes, requests not supplied", "critical", lacking=("ServiceRequest",)),
    story("ILD only suspected", "silent", DM, ild(verification="provisional"), *CHANGED),
    story("anti-MDA5 without a coded disease", "critical", ild(), MDA5, *CHANGED),
    story("Silent row: no rheumatic disease, no anti-MDA5", "silent", ild(), *CHANGED),
    story("Silent row: IPF", "silent", condition("ipf", "J84.112"), *CHANGED),
    *(
        story(f"acute exacerbation in words: {words}", "warning", *DM_ILD, in_words(words))
        for words in (
            "Acute exacerbation of interstitial lung disease",
            "Acute exacerbation of RA-ILD",
            "Acute exacerbation of chronic pulmonary fibrosis",
            "ILD, acute exacerbation",
            "AE-ILD",
            "Acute interstitial pneumonia",
        )
    ),
    *(
        story(f"no acute exacerbation in words: {words}", "silent", *DM_ILD, in_words(words))
        for words in (
            "Acute exacerbation of COPD",
            "Acute exacerbation of asthma with pulmonary fibrosis",
            "ILD without acute exacerbation",
            "ILD; COPD, acute exacerbation",
        )
    ),
]

WHO = [
    dm("17 years", "silent", person=patient(age=17)),
    dm("18 years", "critical", person=patient(age=18)),
    dm("no birth date", "not known", person=patient(birth=""), named=None),
    dm("deceased", "silent", person=patient(deceasedBoolean=True)),
    dm("comfort care", "silent", comfort_care()),
    dm("lung transplant", "silent", condition("ltx", "Z94.2", "Lung transplant status")),
]

REGIMEN = [
    dm(
        "Silent row: pulse 5 days ago, tacrolimus and cyclophosphamide begun",
        "silent",
        pulse_given(-5),
        pulse_given(-4),
        pulse_given(-3),
        begun(TACROLIMUS, -4),
        begun(CYCLOPHOSPHAMIDE, -4),
    ),
    dm("pulse and one drug begun", "silent", pulse_given(), begun(CYCLOPHOSPHAMIDE, -4), because="regimen"),
    dm("pulse 30 days ago", "silent", pulse_given(-30), begun(CYCLOPHOSPHAMIDE, -4)),
    dm("pulse 31 days ago", "critical", pulse_given(-31), begun(CYCLOPHOSPHAMIDE, -4)),
    dm("40 mg a day and one drug", "silent", steroid(mg=40, start=-10), begun(CYCLOPHOSPHAMIDE, -4)),
    dm("39.9 mg a day and one drug", "critical", steroid(mg=39.9, start=-10), begun(CYCLOPHOSPHAMIDE, -4)),
    dm("pulse alone", "critical", pulse_given(), never_offers=(PULSE,), recommended=REVIEW),
    dm("a drug alone", "critical", begun(CYCLOPHOSPHAMIDE, -4), offers=(PULSE,)),
    dm("drug begun 30 days ago", "silent", pulse_given(), begun(CYCLOPHOSPHAMIDE, -30)),
    dm("drug begun 31 days ago", "critical", pulse_given(), begun(CYCLOPHOSPHAMIDE, -31)),
    dm(
        "taken before, ordered anew now",
        "critical",
        pulse_given(),
        begun(AZATHIOPRINE, -400, until=-100, status="completed"),
        begun(AZATHIOPRINE, -4),
    ),
    dm(
        "enteric-coated mycophenolate after mofetil is no new drug",
        "critical",
        pulse_given(),
        begun(MYCOPHENOLATE, -400, until=-5, status="completed"),
        begun(MYCOPHENOLIC_ACID, -4),
    ),
    dm("nintedanib is no part of it", "critical", pulse_given(), begun(NINTEDANIB, -4)),
    dm(
        "infusion given, no order", "silent", pulse_given(), given("cyc", *CYCLOPHOSPHAMIDE, dose=1000, on=-4)
    ),
    dm(
        "begun and stopped again",
        "critical",
        pulse_given(),
        begun(TOFACITINIB, -10, until=-6, status="stopped"),
    ),
    dm(
        "an infusion given whose order was left active",
        "silent",
        pulse_given(),
        begun(CYCLOPHOSPHAMIDE, -4, until=-4, dose=1000, route="iv"),
    ),
    dm(
        "begun by the patient's own account",
        "silent",
        pulse_given(),
        statement("s", *MYCOPHENOLATE, start=-5),
    ),
    dm("anti-MDA5: one drug", "critical", MDA5, pulse_given(), begun(CYCLOPHOSPHAMIDE, -4)),
    dm(
        "anti-MDA5: two drugs",
        "silent",
        MDA5,
        pulse_given(),
        begun(CYCLOPHOSPHAMIDE, -4),
        begun(TACROLIMUS, -4),
    ),
    story("SSc: one drug, no steroid", "critical", SSC, ild(), *CHANGED, begun(CYCLOPHOSPHAMIDE, -4)),
    story(
        "SSc: two drugs, no steroid",
        "silent",
        SSC,
        ild(),
        *CHANGED,
        begun(CYCLOPHOSPHAMIDE, -4),
        begun(RITUXIMAB, -4),
    ),
    dm(
        "both drafted",
        "silent",
        hook=SIGN,
        drafts=(steroid_draft(mg=60), draft("cyc", *CYCLOPHOSPHAMIDE, dose=1000, route="iv")),
    ),
    dm(
        "a renewal drafted is nothing new",
        "critical",
        begun(AZATHIOPRINE, -400),
        hook=SIGN,
        drafts=(steroid_draft(mg=60), draft("aza", *AZATHIOPRINE, dose=100)),
    ),
]

HOOKS = [
    dm("steroid being chosen", "critical", hook=SELECT, drafts=(steroid_draft(mg=20),)),
    dm("methotrexate being signed", "critical", hook=SIGN, drafts=(draft("mtx", *METHOTREXATE, dose=15),)),
    dm("leflunomide", "critical", hook=SIGN, drafts=(draft("lef", "27169", "leflunomide", dose=20),)),
    dm(
        "TNF inhibitor",
        "critical",
        hook=SIGN,
        drafts=(draft("ada", "327361", "adalimumab", dose=40, route="sc"),),
    ),
    dm(
        "abatacept",
        "critical",
        hook=SIGN,
        drafts=(draft("aba", "614391", "abatacept", dose=125, route="sc"),),
    ),
    dm("nintedanib", "critical", hook=SIGN, drafts=(draft("nin", *NINTEDANIB, dose=150),)),
    dm(
        "another drug is no occasion",
        "silent",
        hook=SIGN,
        drafts=(draft("lis", "29046", "lisinopril", dose=10),),
    ),
]

OFFERED = [
    dm(
        "screened, no weight: rituximab and tofacitinib",
        "critical",
        *SCREENED,
        offers=(PULSE, RTX, TOFA),
        never_offers=(TAC, CYC, IVIG, MMF),
        acts=("42176-8", "stat", "respiratory PCR"),
        never_acts=("5196-1", "13952-7"),
    ),
    dm(
        "no screen: asked for, rituximab left out",
        "critical",
        offers=(MMF,),
        never_offers=(RTX,),
        acts=("5196-1", "13952-7"),
    ),
    dm(
        "half a screen",
        "critical",
        SCREENED[0],
        never_offers=(RTX,),
        acts=("13952-7",),
        never_acts=("5196-1",),
    ),
    dm(
        "screen asked for: result pending",
        "critical",
        ordered_test("a", "5196-1"),
        ordered_test("b", "13952-7"),
        offers=(RTX,),
    ),
    story(
        "SSc: no steroid draft",
        "critical",
        SSC,
        ild(),
        *CHANGED,
        *SCREENED,
        offers=(RTX, MMF),
        never_acts=("methylprednisolone 1000",),
        recommended=REVIEW,
        says=("No steroid draft is offered",),
    ),
    story(
        "SSc only suspected: no steroid draft",
        "critical",
        *DM_ILD,
        condition("ssc", *SSC_CODE, verification="provisional"),
        *CHANGED,
        never_offers=(PULSE,),
        recommended=REVIEW,
    ),
    dm(
        "Pneumocystis now",
        "critical",
        *SCREENED,
        condition("pjp", "B59", onset=-3),
        never_offers=(PULSE, RTX, MMF),
        recommended=REVIEW,
    ),
    dm(
        "pneumonia 30 days ago",
        "critical",
        condition("pn", "J18.9", onset=-30, recorded=-30),
        never_offers=(PULSE, RTX, MMF),
    ),
    dm(
        "pneumonia 31 days ago",
        "critical",
        condition("pn", "J18.9", onset=-31, recorded=-31),
        offers=(PULSE, MMF),
    ),
    dm(
        "sepsis 30 days ago: the review alone",
        "critical",
        *SCREENED,
        condition("sepsis", "A41.9", recorded=-30),
        never_offers=(PULSE, RTX, MMF),
        recommended=REVIEW,
    ),
    dm(
        "sepsis 31 days ago",
        "critical",
        *SCREENED,
        condition("sepsis", "A41.9", recorded=-31),
        offers=(PULSE, RTX),
    ),
    dm(
        "embolism 30 days ago",
        "critical",
        condition("pe", "I26.99", onset=-30, recorded=-30),
        never_offers=(PULSE,),
        offers=(MMF,),
    ),
    dm(
        "embolism 31 days ago",
        "critical",
        condition("pe", "I26.99", onset=-31, recorded=-31),
        offers=(PULSE,),
    ),
    dm(
        "embolism in the history, recorded today",
        "critical",
        condition("pe", "Z86.711", recorded=0),
        offers=(PULSE,),
    ),
    dm(
        "embolism in the history, of 30 days ago",
        "critical",
        condition("pe", "Z86.711", onset=-30),
        never_offers=(PULSE,),
    ),
    dm(
        "embolism in the history, of 31 days ago",
        "critical",
        condition("pe", "Z86.711", onset=-31),
        offers=(PULSE,),
    ),
    dm(
        "pulmonary oedema",
        "critical",
        condition("oed", "J81.0", onset=-2, recorded=-2),
        never_offers=(PULSE,),
    ),
    dm(
        "steroid allergy",
        "critical",
        allergy("gc", "6902", "methylprednisolone"),
        never_offers=(PULSE,),
        offers=(MMF,),
        recommended=REVIEW,
    ),
    dm(
        "mycophenolate allergy",
        "critical",
        allergy("mmf", "68149", "mycophenolate mofetil"),
        never_offers=(MMF,),
    ),
    dm(
        "mycophenolate tried",
        "critical",
        begun(MYCOPHENOLATE, -900, until=-500, status="stopped"),
        never_offers=(MMF,),
    ),
    dm(
        "rituximab tried",
        "critical",
        *SCREENED,
        begun(RITUXIMAB, -900, until=-890, status="completed"),
        never_offers=(RTX,),
        offers=(MMF,),
    ),
    dm(
        "pregnant: no drug",
        "critical",
        *SCREENED,
        PREGNANT,
        person=WOMAN_30,
        never_offers=(PULSE, RTX, MMF),
        recommended=REVIEW,
    ),
    dm("low counts: no mycophenolate", "critical", result("n", "751-8", 1.2, "10*9/L"), never_offers=(MMF,)),
    *(
        dm(
            f"active tuberculosis recorded {days} days ago",
            "critical",
            *SCREENED,
            condition("tb", "A15.0", "Tuberculosis of lung", recorded=-days),
            never_offers=(PULSE, RTX, MMF),
            recommended=REVIEW,
        )
        for days in (365, 366, 3000)
    ),
    dm(
        "tuberculosis that is over",
        "critical",
        *SCREENED,
        condition("tb", "A15.0", "Tuberculosis of lung", recorded=-366, clinical="resolved"),
        offers=(PULSE, RTX),
    ),
    dm(
        "hepatitis B without antiviral: no rituximab",
        "critical",
        result("hbs", "5196-1", "positive", on=-100),
        never_offers=(RTX,),
    ),
]

SIZE = (*CHECKED, result("h", "8302-2", 180, "cm", on=-900))
"""72 kg and 180 cm are 1.90 m2; clearance 100 mL/min, potassium 4.2."""
COUNTED = (result("anc", "751-8", 3, "10*9/L", on=-14), result("plt", "777-3", 200, "10*9/L", on=-14))
KNOWN = (*SIZE, *COUNTED, *SCREENED)
RA = condition("ra", "M05.79", "Rheumatoid arthritis", recorded=-60)
ON_TACROLIMUS = begun(TACROLIMUS, -100)


def sized(name: str, *record: Json, disease: Json = DM, **more: Any) -> Story:
    """Height, weight, blood counts and a hepatitis B screen are known."""
    return story(name, "critical", disease, ild(recorded=-60), *CHANGED, *KNOWN, *record, **more)


BY_SIZE = [
    sized(
        "myositis: tacrolimus and cyclophosphamide",
        offers=("tacrolimus 1.5 mg", "cyclophosphamide 1100 mg"),
        never_offers=(RTX, IVIG, TOFA, MMF),
        recommended=PULSE,
        acts=('"value": 1100', '"code": "3002"'),
    ),
    sized("79 kg: 1.975 mg rounded down", weight(79, on=-1), acts=("tacrolimus 1.5 mg",)),
    sized("140 kg: no more than 3 mg a dose", weight(140, on=-1), acts=("tacrolimus 3 mg",)),
    sized("anti-MDA5 and no coded disease", MDA5, disease=ild("other"), offers=(TAC, CYC)),
    sized(
        "SSc: cyclophosphamide and rituximab", disease=SSC, offers=(CYC, RTX), never_offers=(TAC, IVIG, PULSE)
    ),
    sized("SSc beside myositis leads", SSC, offers=(CYC, RTX), never_offers=(TAC, IVIG, PULSE)),
    sized(
        "rheumatoid arthritis: cyclophosphamide and rituximab",
        disease=RA,
        offers=(CYC, RTX),
        never_offers=(TAC,),
    ),
    sized(
        "rheumatoid arthritis, both tried: mycophenolate and immune globulin",
        begun(CYCLOPHOSPHAMIDE, -900, until=-800, status="completed"),
        begun(RITUXIMAB, -900, until=-890, status="completed"),
        disease=RA,
        offers=(MMF, "immune globulin 28 g"),
    ),
    dm(
        "weight 181 days old: nothing by size",
        "critical",
        weight(on=-181),
        SIZE[-1],
        never_offers=(TAC, CYC, IVIG),
    ),
    dm("weight 180 days old", "critical", weight(on=-180), SIZE[-1], offers=(TAC, CYC)),
    dm("no height: no cyclophosphamide", "critical", *CHECKED, offers=(TAC, IVIG), never_offers=(CYC,)),
    dm(
        "blood count 15 days old: asked for beside cyclophosphamide",
        "critical",
        *SIZE,
        result("anc", "751-8", 3, "10*9/L", on=-15),
        result("plt", "777-3", 200, "10*9/L", on=-15),
        offers=("blood count (none within 14 days)",),
        acts=("57021-8",),
    ),
    sized("neutrophils 1.49: no cyclophosphamide", neutrophils(1.49), never_offers=(CYC,), offers=(TAC, RTX)),
    sized("neutrophils 1.5", neutrophils(1.5), offers=(CYC,)),
    sized("haematuria", condition("hu", "R31.0", "Gross hematuria"), never_offers=(CYC,)),
    sized("bladder cancer, ever", condition("bc", "C67.9", clinical="resolved"), never_offers=(CYC,)),
    sized("azathioprine in use", begun(AZATHIOPRINE, -400), never_offers=(CYC, TOFA, MMF), offers=(TAC, RTX)),
    sized(
        "cyclophosphamide allergy", allergy("c", *CYCLOPHOSPHAMIDE), never_offers=(CYC,), offers=(TAC, RTX)
    ),
    sized(
        "tacrolimus in use, cyclophosphamide and rituximab tried: immune globulin and mycophenolate",
        ON_TACROLIMUS,
        begun(CYCLOPHOSPHAMIDE, -900, until=-800, status="completed"),
        begun(RITUXIMAB, -900, until=-890, status="completed"),
        offers=("immune globulin 28 g", MMF),
        never_offers=(TOFA,),
    ),
    sized(
        "pneumonia: immune globulin alone",
        condition("pn", "J18.9", onset=-3, recorded=-3),
        offers=("immune globulin 28 g",),
        never_offers=(TAC, CYC, RTX, TOFA, MMF, PULSE),
        recommended=REVIEW,
    ),
    sized(
        "pneumonia in SSc: no drug",
        condition("pn", "J18.9", onset=-3, recorded=-3),
        disease=SSC,
        never_offers=(IVIG, TAC, CYC, RTX, MMF),
    ),
    sized(
        "pneumonia and an embolism: no immune globulin",
        condition("pn", "J18.9", onset=-3, recorded=-3),
        condition("pe", "I26.99", onset=-300, recorded=-300),
        never_offers=(IVIG,),
    ),
    sized("17 pregnant: no drug", PREGNANT, person=WOMAN_30, never_offers=(TAC, CYC, IVIG, RTX, TOFA, MMF)),
    dm("tofacitinib at 64", "critical", *SCREENED, person=patient(age=64), offers=(TOFA,)),
    dm(
        "no tofacitinib at 65",
        "critical",
        *SCREENED,
        person=patient(age=65),
        never_offers=(TOFA,),
        offers=(RTX, MMF),
    ),
    dm(
        "no tofacitinib for a smoker",
        "critical",
        condition("sm", "Z72.0"),
        never_offers=(TOFA,),
        offers=(MMF,),
    ),
    dm(
        "no tofacitinib after thrombosis",
        "critical",
        condition("pe", "I26.99", onset=-900, recorded=-900),
        never_offers=(TOFA,),
    ),
    dm("no tofacitinib beside rituximab", "critical", begun(RITUXIMAB, -183), never_offers=(TOFA,)),
    dm("JAK inhibitor allergy", "critical", *SCREENED, allergy("j", *TOFACITINIB), never_offers=(TOFA,)),
    *(
        dm(
            f"JAK inhibitor allergy in words: {words}",
            "critical",
            *SCREENED,
            allergy("j", display=words),
            never_offers=(TOFA,),
        )
        for words in ("Xeljanz - anaphylaxis", "tofacitinib", "JAK inhibitors", "Ruxolitinib (hives)")
    ),
]

PNEUMONIA = condition("pn", "J18.9", onset=-3, recorded=-3)


def cm(height: Any) -> Json:
    return result("h", "8302-2", height, "cm", on=-900)


def kidney(mg_per_dl: Any, kg: Any) -> tuple[Json, Json]:
    """A man of 50: clearance 1.25 x kg / creatinine."""
    return creatinine(mg_per_dl), weight(kg)


def count(code: str, value: Any, unit: str = "10*9/L") -> Json:
    return result(f"c{code}", code, value, unit, on=-1)


def infected(name: str, *record: Json, offered: bool = True, **more: Any) -> Story:
    """With pneumonia immune globulin is the only drug that is left."""
    wanted = {"offers": ("immune globulin",)} if offered else {"never_offers": (IVIG,)}
    return dm(name, "critical", PNEUMONIA, *record, **{**wanted, **more})


def tofacitinib(name: str, offered: bool, *record: Json) -> Story:
    return dm(name, "critical", *record, **({"offers": (TOFA,)} if offered else {"never_offers": (TOFA,)}))


BOUNDS = [
    sized("platelets 100", count("777-3", 100), offers=(CYC,)),
    sized("platelets 99", count("777-3", 99), never_offers=(CYC,)),
    dm("clearance 30", "critical", *kidney(3, 72), cm(180), *COUNTED, offers=(CYC,)),
    dm("clearance 29.9", "critical", *kidney(3, 71.76), cm(180), *COUNTED, never_offers=(CYC,)),
    dm(
        "a large patient",
        "critical",
        *kidney(0.9, 120),
        cm(200),
        *COUNTED,
        offers=("cyclophosphamide 1200 mg",),
    ),
    dm(
        "a very small patient",
        "critical",
        *kidney(0.2, 15),
        cm(50),
        *COUNTED,
        offers=("cyclophosphamide 300 mg",),
    ),
    infected("70 kg", weight(70), acts=('"value": 28, "unit": "g"',)),
    infected("210 kg", weight(210), acts=('"value": 80, "unit": "g"',)),
    infected("10 kg", weight(10), acts=('"value": 5, "unit": "g"',)),
    infected("IgA 0.07 g/L", weight(), result("iga", "2458-8", 0.07, "g/L")),
    infected("IgA 0.069 g/L", weight(), result("iga", "2458-8", 0.069, "g/L"), offered=False),
    infected("embolism 366 days ago", weight(), condition("pe", "I26.99", onset=-366, recorded=-366)),
    infected(
        "embolism 365 days ago", weight(), condition("pe", "I26.99", onset=-365, recorded=-365), offered=False
    ),
    infected("old infarction of 366 days ago", weight(), condition("h", "I25.2", onset=-366)),
    infected("old infarction of a year ago", weight(), condition("h", "I25.2", onset=-365), offered=False),
    infected("clearance 30 and pneumonia", *kidney(3, 72)),
    infected("clearance 29.9 and pneumonia", *kidney(3, 71.76), offered=False),
    infected("heart failure", weight(), condition("hf", "I50.9"), offered=False),
    infected("no weight", offered=False),
    tofacitinib("lymphocytes 0.5", True, count("731-0", 0.5)),
    tofacitinib("lymphocytes 0.49", False, count("731-0", 0.49)),
    tofacitinib("neutrophils 1.0", True, count("751-8", 1.0)),
    tofacitinib("neutrophils 0.99", False, count("751-8", 0.99)),
    tofacitinib("haemoglobin 9.0", True, count("718-7", 9.0, "g/dL")),
    tofacitinib("haemoglobin 8.9", False, count("718-7", 8.9, "g/dL")),
    tofacitinib("clearance 50", True, *kidney(1.8, 72)),
    tofacitinib("clearance 49.9", False, *kidney(1.8, 71.8)),
]

LISTS = [
    dm("medication orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    dm(
        "medication orders not supplied, at signing",
        "not known",
        hook=SIGN,
        lacking=("MedicationRequest",),
        drafts=(steroid_draft(mg=20),),
        named="medication orders",
    ),
    dm(
        "medication orders not supplied, choosing",
        "not known",
        hook=SELECT,
        lacking=("MedicationRequest",),
        drafts=(steroid_draft(mg=20),),
        named="medication orders",
    ),
    dm(
        "statements failed",
        "not known",
        hook=SIGN,
        failed=("MedicationStatement",),
        drafts=(steroid_draft(mg=60),),
        named="medication statements",
    ),
    dm(
        "administrations not supplied: orders decide",
        "critical",
        lacking=("MedicationAdministration",),
        never_offers=(PULSE,),
    ),
    dm(
        "allergies not supplied: no drug",
        "critical",
        lacking=("AllergyIntolerance",),
        never_offers=(PULSE, RTX, MMF),
        recommended=REVIEW,
    ),
    dm(
        "problem list partial: no drug, for SSc is not known", "not known", partial=("Condition",), named=None
    ),
    story("results not supplied, coded", "warning", *DM_ILD, acute(), lacking=("Observation",)),
    story("results not supplied, nothing coded", "silent", *DM_ILD, *CHANGED, lacking=("Observation",)),
    story(
        "one change, another unreadable, chart",
        "silent",
        *DM_ILD,
        *FVC_FELL,
        spo2(96, -21),
        spo2(92, 0),
        fvc(1, 0, status="preliminary"),
        hook=VIEW,
        lacking=("Observation",),
    ),
    story(
        "one change, oxygen unreadable, at signing",
        "not known",
        *DM_ILD,
        *FVC_FELL,
        spo2(96, -21),
        spo2(
            92,
            0,
            component=[
                {
                    "code": {"coding": [{"system": "http://loinc.org", "code": "3151-8"}]},
                    "valueQuantity": {"value": 2, "unit": "furlong"},
                }
            ],
        ),
        hook=SIGN,
        drafts=(steroid_draft(mg=20),),
        named="oxygen at rest",
    ),
    story(
        "one change, oxygen unreadable, choosing",
        "silent",
        *DM_ILD,
        *FVC_FELL,
        spo2(96, -21),
        spo2(
            92,
            0,
            component=[
                {
                    "code": {"coding": [{"system": "http://loinc.org", "code": "3151-8"}]},
                    "valueQuantity": {"value": 2, "unit": "furlong"},
                }
            ],
        ),
        hook=SELECT,
        drafts=(steroid_draft(mg=20),),
        named=None,
    ),
    story(
        "one change, nothing unread, at signing",
        "silent",
        *DM_ILD,
        *FVC_FELL,
        hook=SIGN,
        drafts=(steroid_draft(mg=20),),
        named=None,
    ),
]

STEROID_ALLERGY_IN_WORDS = [
    dm(
        f"glucocorticoid allergy in words: {words}",
        "critical",
        *SCREENED,
        allergy("a", display=words),
        never_offers=(PULSE,),
        recommended=REVIEW,
    )
    for words in (
        "Methylprednisolone - anaphylaxis",
        "prednisolone",
        "Solu-Medrol",
        "Medrol dose pack",
        "Corticosteroids",
        "Steroids (psychosis)",
    )
] + [
    dm(f"no such allergy: {words}", "critical", *SCREENED, allergy("a", display=words), recommended=PULSE)
    for words in ("Non-steroidal anti-inflammatory drugs", "tolerates prednisone")
]

OTHER_ANTI_CD20 = [
    dm(
        "another anti-CD20 antibody is taken: no rituximab beside it",
        "critical",
        *SCREENED,
        begun(("1876366", "ocrelizumab"), -300, route="iv"),
        never_offers=(RTX,),
    ),
    dm("no other anti-CD20 antibody", "critical", *SCREENED, offers=(RTX,)),
]

# Anti-MDA5 without a coded rheumatic disease: what immunosuppression-in-ipf would warn of is not offered.
IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-400)
IDIOPATHIC = [
    story(
        "anti-MDA5 and a code of IPF",
        "critical",
        *(MDA5, IPF, *CHANGED, *CHECKED, *SCREENED, result("height", "8302-2", 175, "cm", on=-400)),
        offers=(PULSE, TAC, RTX),
        never_offers=(CYC, MMF),
        recommended=PULSE,
    ),
]

BESIDE = [
    Story(
        "ipf-antifibrotic",
        "silent beside it",
        VIEW,
        "silent",
        record=(MDA5, IPF, *CHANGED),
        because="rapidly progressive",
    ),
    Story(
        "immunosuppression-in-ipf",
        "offers no antifibrotic beside it",
        SIGN,
        "warning",
        record=(MDA5, IPF, *CHANGED, *CHECKED),
        drafts=(draft("m", *MYCOPHENOLATE, dose=500),),
        never_offers=("nintedanib", "pirfenidone"),
    ),
    Story("ssc-ild-first-line", "silent beside it", VIEW, "silent", record=(SSC, ild(), *CHANGED)),
    Story(
        "ssc-glucocorticoid",
        "stands beside it as warning",
        SIGN,
        "warning",
        record=(SSC, ild(), *CHANGED),
        drafts=(steroid_draft(mg=40),),
    ),
]

STORIES = [
    *LEVELS,
    *WHO,
    *REGIMEN,
    *HOOKS,
    *OFFERED,
    *BY_SIZE,
    *BOUNDS,
    *LISTS,
    *STEROID_ALLERGY_IN_WORDS,
    *OTHER_ANTI_CD20,
    *IDIOPATHIC,
    *BESIDE,
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_the_drugs_are_given_together() -> None:
    """Pulse and rescue drugs are no alternatives: any number may be taken; one thing is recommended."""
    _, answer = tell(dm("screened", "critical", *SCREENED))
    card = card_in(answer, CARD)
    assert card is not None
    assert card["selectionBehavior"] == "any"
    assert [one["label"] for one in card["suggestions"] if one.get("isRecommended")] == [
        "Order methylprednisolone 1000 mg intravenously once daily for 3 days"
    ]


def test_the_changes_are_named_with_values_and_dates() -> None:
    _, answer = tell(dm("two changes", "critical"))
    card = card_in(answer, CARD)
    assert card is not None
    for said in ("96", "92", "2026-02-17", "2026-03-10", "80", "70"):
        assert said in card["detail"]


def test_where_no_drug_is_offered_each_agent_is_told_once_and_none_as_waiting_for_a_check() -> None:
    _, answer = tell(story("coded with no change", "warning", *DM_ILD, acute()))
    card = card_in(answer, CARD)
    assert card is not None
    told = [line for line in card["detail"].partition("**Agents considered**")[2].splitlines() if ":" in line]
    agents = [line for line in told if line.startswith("- ")]
    assert agents
    assert len(agents) == len(set(agents))
    assert "not preselected" not in card["detail"]
