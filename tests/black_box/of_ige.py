"""raised-ige-workup, very-high-ige, repeat-ige."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.black_box.of_first_treatment import (
    ATC,
    HP,
    OLD,
    RA,
    RPILD,
    SJD,
    dlco,
    fvc,
    of_code,
)
from tests.black_box.of_progression import NSIP_LUNG
from tests.cards.clinic import (
    ICD10CM,
    SNOMED,
    Json,
    coded,
    comfort_care,
    condition,
    draft,
    order,
    ordered_test,
    patient,
    result,
    statement,
)

raised = partial(Case, "raised-ige-workup", at_own=True)
high = partial(Case, "very-high-ige", at_own=True)
again = partial(Case, "repeat-ige", at_own=True)


def ige(value: Any, on: int = -30, unit: str = "[IU]/mL", code: str = "19113-0", **how: Any) -> Json:
    return result(f"ige{on}".replace("-", "m"), code, value, unit, on=on, **how)


def eos(value: Any, on: int = -20, unit: str = "10*9/L", code: str = "711-2") -> Json:
    return result(f"eos{on}".replace("-", "m"), code, value, unit, on=on)


def mould(value: Any, unit: str = "k[IU]/L", on: int = -200, **how: Any) -> Json:
    return result("asp", "6025-1", value, unit, on=on, **how)


IGG4 = result("igg4", "2469-5", 40, "mg/dL", on=-900)
ANCA = result("anca", "17351-8", "negative", on=-900, interpretation="NEG")
KNOWN = (RA, OLD, IGG4, ANCA)
ASTHMA = condition("as", "J45.909")
OMALIZUMAB = ("302379", "omalizumab")
RAISED = [
    raised(
        "IgE 101, no count for 366 days",
        VIEW,
        "info",
        "Fires",
        record=(*KNOWN, ige(101), eos(0.2, -366)),
        offers=("exposure", "trongyloides"),
    ),
    raised("IgE 100", VIEW, "silent", "> 100", record=(*KNOWN, ige(100))),
    raised(
        "IgE 101, everything on record", VIEW, "silent", "Silent", record=(*KNOWN, ige(101), eos(0.2, -300))
    ),
    raised("count 365 days ago", VIEW, "silent", "<=365 d", record=(*KNOWN, ige(101), eos(0.2, -365))),
    raised("below its own limit", VIEW, "silent", "own range", record=(*KNOWN, ige(150, high=158))),
    raised("above its own limit", VIEW, "info", "own range", record=(*KNOWN, ige(90, high=87))),
    raised("at its own limit", VIEW, "silent", "above", record=(*KNOWN, ige(87, high=87))),
    raised("IgE 365 days ago", VIEW, "info", "<=365 d", record=(*KNOWN, ige(200, -365))),
    raised("IgE 366 days ago", VIEW, "silent", "<=365 d", record=(*KNOWN, ige(200, -366))),
    raised("newest normal", VIEW, "silent", "newest", record=(*KNOWN, ige(400, -300), ige(60, -10))),
    raised("101 kU/L", VIEW, "info", "kU/L = IU/mL", record=(*KNOWN, ige(101, unit="k[IU]/L"))),
    raised("101 kU/L, written otherwise", VIEW, "info", "kU/L", record=(*KNOWN, ige(101, unit="kU/L"))),
    raised("101 kIU/L", VIEW, "info", "kIU/L", record=(*KNOWN, ige(101, unit="kIU/L"))),
    raised("101 IU/mL", VIEW, "info", "IU/mL", record=(*KNOWN, ige(101, unit="IU/mL"))),
    raised("245 ng/mL", VIEW, "info", "101.2 IU/mL", record=(*KNOWN, ige(245, unit="ng/mL", code="2462-0"))),
    raised("242 ng/mL", VIEW, "silent", "100 IU/mL", record=(*KNOWN, ige(242, unit="ng/mL", code="2462-0"))),
    raised("no unit", VIEW, "silent", "unit unreadable", record=(*KNOWN, ige(500, unit=""))),
    raised(
        "no IgG4", VIEW, "info", "no IgG4 ever", record=(RA, OLD, ANCA, ige(101), eos(0.2)), recommends="IgG4"
    ),
    raised(
        "no ANCA", VIEW, "info", "no ANCA ever", record=(RA, OLD, IGG4, ige(101), eos(0.2)), recommends="ANCA"
    ),
    raised(
        "omalizumab ended 365 days ago",
        VIEW,
        "silent",
        "omalizumab",
        record=(
            *KNOWN,
            ige(101),
            order("o", *OMALIZUMAB, dose=300, route="sc", start=-700, until=-365, status="completed"),
        ),
    ),
    raised(
        "omalizumab ended 366 days ago",
        VIEW,
        "info",
        "omalizumab",
        record=(
            *KNOWN,
            ige(101),
            order("o", *OMALIZUMAB, dose=300, route="sc", start=-700, until=-366, status="completed"),
        ),
    ),
    raised(
        "omalizumab stated",
        VIEW,
        "silent",
        "omalizumab",
        record=(*KNOWN, ige(101), statement("o", *OMALIZUMAB, dose=300, start=-700)),
    ),
    raised(
        "aspergillosis resolved",
        VIEW,
        "silent",
        "ever",
        record=(*KNOWN, ige(101), condition("a", "B44.81", clinical="resolved")),
    ),
    raised("hypersensitivity", VIEW, "silent", "HP ever", record=(*KNOWN, ige(101), HP)),
    raised("IgG4 disease", VIEW, "silent", "IgG4-RD", record=(*KNOWN, ige(101), of_code("D89.84", "g"))),
    raised(
        "count ordered 60 days ago",
        VIEW,
        "silent",
        "every missing test ordered",
        record=(*KNOWN, ige(101), ordered_test("e", "711-2", authored=-60)),
    ),
    raised(
        "count ordered 61 days ago",
        VIEW,
        "info",
        "<=60 d",
        record=(*KNOWN, ige(101), ordered_test("e", "711-2", authored=-61)),
    ),
    raised(
        "one of two ordered",
        VIEW,
        "info",
        "every missing",
        record=(RA, OLD, ANCA, ige(101), ordered_test("e", "711-2")),
    ),
    raised("rapidly progressive", VIEW, "silent", "RPILD", record=(*KNOWN, ige(101), RPILD)),
    raised(
        "beside the higher card",
        VIEW,
        "silent",
        "very-high-ige shown",
        record=(*KNOWN, ige(600), ASTHMA),
        others={"very-high-ige": "info"},
    ),
    raised(
        "results partial", VIEW, "silent", "incomplete", record=(*KNOWN, ige(101)), partial=("Observation",)
    ),
    raised("no lung disease", VIEW, "silent", "P.ILD", record=(RA, ige(101))),
    raised(
        "order being signed",
        SIGN,
        "silent",
        "hooks",
        record=(*KNOWN, ige(101)),
        drafts=(draft("w", "11289", "warfarin", dose=5),),
    ),
    raised("preliminary", VIEW, "silent", "usable", record=(*KNOWN, ige(101, status="preliminary"))),
]

SICCA = (SJD, OLD, ASTHMA)
VASCULITIC = result("anca", "46267-1", 40, "U/mL", on=-1500, high=20)
HIGH = [
    high(
        "500 and Aspergillus 0.35",
        VIEW,
        "warning",
        "Fires",
        record=(*SICCA, ige(500, -40), mould(0.35)),
        recommends="eferral",
        never=("prednis", "mycophenolate", "omalizumab"),
    ),
    high(
        "499 and eosinophils 1.49",
        VIEW,
        "silent",
        "Silent",
        record=(*SICCA, ige(499, -40), mould(0.35), eos(1.49)),
    ),
    high(
        "aspergillosis",
        VIEW,
        "silent",
        "ABPA",
        record=(*SICCA, ige(500, -40), mould(0.35), condition("a", "B44.81")),
    ),
    high(
        "Aspergillus never looked for",
        VIEW,
        "info",
        "PRED",
        record=(*SICCA, ige(500)),
        says=("Aspergillus IgE not on record",),
        offers=("spergillus",),
    ),
    high("Aspergillus 0.34", VIEW, "silent", "voids A", record=(*SICCA, ige(500), mould(0.34))),
    high(
        "Aspergillus 0.35, no predisposing disease",
        VIEW,
        "warning",
        "A without PRED",
        record=(SJD, OLD, ige(500), mould(0.35)),
    ),
    high("500, no predisposing disease", VIEW, "silent", "PRED", record=(SJD, OLD, ige(500))),
    high("bronchiectasis", VIEW, "info", "PRED", record=(SJD, OLD, condition("b", "J47.9"), ige(500))),
    high("COPD", VIEW, "info", "PRED", record=(SJD, OLD, condition("b", "J44.9"), ige(500))),
    high("1210 ng/mL", VIEW, "info", "500 IU/mL", record=(*SICCA, ige(1210, unit="ng/mL", code="2462-0"))),
    high(
        "1209 ng/mL", VIEW, "silent", "499.6 IU/mL", record=(*SICCA, ige(1209, unit="ng/mL", code="2462-0"))
    ),
    high(
        "eosinophils 1.5", VIEW, "warning", "B", record=(SJD, OLD, eos(1.5)), offers=("ANCA", "trongyloides")
    ),
    high("eosinophils 1500 per uL", VIEW, "warning", "B", record=(SJD, OLD, eos(1500, unit="/uL"))),
    high("eosinophils 1.5 K/uL", VIEW, "warning", "B", record=(SJD, OLD, eos(1.5, unit="10*3/uL"))),
    high("eosinophils 90 days ago", VIEW, "warning", "<=90 d", record=(SJD, OLD, eos(2, -90))),
    high("eosinophils 91 days ago", VIEW, "silent", "<=90 d", record=(SJD, OLD, eos(2, -91))),
    high(
        "eosinophils in percent",
        VIEW,
        "silent",
        "% not read",
        record=(SJD, OLD, result("e", "713-8", 30, "%")),
    ),
    high("0.5 with asthma and ANCA", VIEW, "warning", "C", record=(*SICCA, eos(0.5), VASCULITIC)),
    high("0.49 with asthma and ANCA", VIEW, "silent", "C", record=(*SICCA, eos(0.49), VASCULITIC)),
    high("0.5 with ANCA, no asthma", VIEW, "silent", "C", record=(SJD, OLD, eos(0.5), VASCULITIC)),
    high("0.5 with asthma, ANCA negative", VIEW, "silent", "C", record=(*SICCA, eos(0.5), ANCA)),
    high(
        "omalizumab active",
        VIEW,
        "silent",
        "voids A",
        record=(*SICCA, ige(900), mould(1), order("o", *OMALIZUMAB, dose=300, route="sc", start=-200)),
    ),
    high(
        "omalizumab active, eosinophils 1.5",
        VIEW,
        "warning",
        "voids A alone",
        record=(*SICCA, eos(1.5), order("o", *OMALIZUMAB, dose=300, route="sc", start=-200)),
    ),
    high("vasculitis", VIEW, "silent", "EGPA", record=(*SICCA, eos(2), of_code("M30.1", "v"))),
    high("eosinophilic pneumonia", VIEW, "silent", "EP", record=(*SICCA, eos(2), of_code("J82.81", "v"))),
    high(
        "referred 60 days ago",
        VIEW,
        "silent",
        "referral",
        record=(*SICCA, eos(2), ordered_test("r", "306273003", system=SNOMED, authored=-60)),
    ),
    high(
        "referred 61 days ago",
        VIEW,
        "warning",
        "<=60 d",
        record=(*SICCA, eos(2), ordered_test("r", "306273003", system=SNOMED, authored=-61)),
    ),
    high(
        "allergist asked",
        VIEW,
        "silent",
        "referral",
        record=(*SICCA, eos(2), ordered_test("r", "306272008", system=SNOMED, authored=-10)),
    ),
    high("rapidly progressive", VIEW, "silent", "RPILD", record=(*SICCA, eos(2), RPILD)),
    high("comfort care", VIEW, "silent", "comfort", record=(*SICCA, eos(2), comfort_care())),
    high("IgE 365 days ago", VIEW, "warning", "<=365 d", record=(*SICCA, ige(500, -365), mould(0.35))),
    high("IgE 366 days ago", VIEW, "silent", "<=365 d", record=(*SICCA, ige(500, -366), mould(0.35))),
    high("no lung disease", VIEW, "silent", "P.ILD", record=(SJD, eos(2))),
    high("aged 17", VIEW, "silent", "adult", person=patient(age=17), record=(*SICCA, eos(2))),
    high(
        "higher card silences the other",
        VIEW,
        "warning",
        "precedence",
        record=(*SICCA, ige(500), mould(0.35)),
        others={"raised-ige-workup": ""},
    ),
]

FOR_LUNG = coded(ICD10CM, "J84.113")


def drafted(reason: Json | None = FOR_LUNG, code: str = "19113-0", **how: Any) -> Json:
    return ordered_test(
        "d", code, status="draft", authored=0, **({"reasonCode": [reason]} if reason else {}), **how
    )


TWICE = (NSIP_LUNG, ige(200, -100), ige(300, -300))
AGAIN = [
    again(
        "twice on record, for the lung",
        SIGN,
        "info",
        "Fires",
        record=TWICE,
        drafts=(drafted(),),
        recommends="IgE",
    ),
    again(
        "second 366 days ago",
        SIGN,
        "silent",
        "Silent",
        record=(NSIP_LUNG, ige(200, -100), ige(300, -366)),
        drafts=(drafted(),),
    ),
    again(
        "second 365 days ago",
        SIGN,
        "info",
        "<=365 d",
        record=(NSIP_LUNG, ige(200, -100), ige(300, -365)),
        drafts=(drafted(),),
    ),
    again(
        "twice on one day",
        SIGN,
        "silent",
        "different days",
        record=(NSIP_LUNG, ige(200, -100), {**ige(300, -100), "id": "other"}),
        drafts=(drafted(),),
    ),
    again("without reason", SELECT, "info", "no reason", record=TWICE, drafts=(drafted(None),)),
    again(
        "for allergy",
        SIGN,
        "silent",
        "only ILD reasons",
        record=TWICE,
        drafts=(drafted(coded(ICD10CM, "T78.40XA")),),
    ),
    again(
        "for the lung and allergy",
        SIGN,
        "silent",
        "only reasons",
        record=TWICE,
        drafts=(drafted(None, reasonCode=[FOR_LUNG, coded(ICD10CM, "T78.40XA")]),),
    ),
    again(
        "by reference to the lung disease",
        SIGN,
        "info",
        "reasonReference",
        record=TWICE,
        drafts=(drafted(None, reasonReference=[{"reference": "Condition/nsip"}]),),
    ),
    again("asthma", SIGN, "silent", "asthma", record=(*TWICE, ASTHMA), drafts=(drafted(),)),
    again("COPD", SIGN, "silent", "COPD", record=(*TWICE, condition("c", "J44.9")), drafts=(drafted(),)),
    again(
        "eosinophils 1.5",
        SIGN,
        "silent",
        "very-high-ige's criterion",
        record=(*TWICE, eos(1.5)),
        drafts=(drafted(),),
    ),
    again(
        "eosinophils 1.5, referred",
        SIGN,
        "silent",
        "also once referred",
        record=(*TWICE, eos(1.5), ordered_test("r", "306273003", system=SNOMED)),
        drafts=(drafted(),),
    ),
    again(
        "aspergillosis",
        SIGN,
        "silent",
        "ABPA ever",
        record=(*TWICE, condition("a", "B44.81", clinical="inactive")),
        drafts=(drafted(),),
    ),
    again(
        "omalizumab drafted",
        SIGN,
        "silent",
        "dosing",
        record=TWICE,
        drafts=(drafted(), draft("o", *OMALIZUMAB, dose=300, route="sc")),
    ),
    again(
        "omalizumab active by ATC",
        SIGN,
        "silent",
        "dosing",
        record=(*TWICE, order("o", "R03DX05", "omalizumab", system=ATC, dose=300, route="sc", start=-100)),
        drafts=(drafted(),),
    ),
    again(
        "another test drafted",
        SIGN,
        "silent",
        "draft total IgE",
        record=TWICE,
        drafts=(drafted(code="711-2"),),
    ),
    again("mass per volume", SIGN, "info", "2462-0", record=TWICE, drafts=(drafted(code="2462-0"),)),
    again(
        "results partial",
        SIGN,
        "silent",
        "incomplete",
        record=TWICE,
        drafts=(drafted(),),
        partial=("Observation",),
    ),
    again(
        "conditions partial",
        SIGN,
        "silent",
        "incomplete",
        record=TWICE,
        drafts=(drafted(),),
        partial=("Condition",),
    ),
    again(
        "lung function 183 days ago",
        SIGN,
        "info",
        "> 183 d",
        record=(*TWICE, fvc(80, -183), dlco(70, -183)),
        drafts=(drafted(),),
        never=("lung function",),
    ),
    again(
        "lung function 184 days ago",
        SIGN,
        "info",
        "> 183 d",
        record=(*TWICE, fvc(80, -184), dlco(70, -184)),
        drafts=(drafted(),),
        offers=("lung function",),
    ),
    again("chart opened", VIEW, "silent", "hooks", record=TWICE),
    again("comfort care", SIGN, "silent", "comfort", record=(*TWICE, comfort_care()), drafts=(drafted(),)),
    again(
        "site without codes", SIGN, "info", "no site codes", record=TWICE, drafts=(drafted(),), at_own=False
    ),
]
CASES = RAISED + HIGH + AGAIN
