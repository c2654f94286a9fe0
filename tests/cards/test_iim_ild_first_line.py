"""ILD in myositis without an ILD drug: when it speaks, and which drug it offers to whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREDNISONE,
    Json,
    allergy,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid_draft,
)
from tests.cards.first_line import (
    ALLOPURINOL,
    AZA,
    AZATHIOPRINE,
    BOTH_GENES,
    CICLOSPORIN,
    COMFORT,
    CYCLOPHOSPHAMIDE,
    DISCUSSION,
    DRUGS,
    GENOTYPE,
    HYDROXYCHLOROQUINE,
    ILD_DRUGS,
    LABS,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MMF,
    MYCOPHENOLATE,
    NINTEDANIB,
    PREGNANT,
    RAPID,
    RITUXIMAB,
    RTX,
    SCREEN,
    TAC,
    TACROLIMUS,
    TOCILIZUMAB,
    TOFACITINIB,
    TPMT_CODE,
    WOMAN,
    dlco,
    ended,
    lung,
    mda5,
    pressure,
    without,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

CARD = "iim-ild-first-line"
ANTIBODY = "anti-MDA5 antibody"

DERMATOMYOSITIS = condition("iim", "M33.10", "Dermatomyositis", recorded=-300)
NEW = (DERMATOMYOSITIS, ild(recorded=-365), mda5())
OLD = (DERMATOMYOSITIS, ild(recorded=-366), mda5())
READY = (*NEW, *LABS)
"""New disease, anti-MDA5 negative, every screen done: all four drugs may be offered."""


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=record, **more)


def at_select(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = NEW, **more: Any) -> Story:
    return Story(CARD, name, SELECT, expect, record=record, drafts=drafts, **more)


ROWS = [
    at_select(
        "Fires row: ILD since 200 days, prednisone 40 mg drafted",
        "info",
        steroid_draft(mg=40),
        record=(DERMATOMYOSITIS, ild(recorded=-200), mda5(), *LABS),
        recommended=MMF,
        offers=(MMF, TAC, RTX, AZA),
        never_acts=('"8640"',),
    ),
    at_select(
        "Silent row: anti-MDA5 positive",
        "silent",
        steroid_draft(mg=40),
        record=(DERMATOMYOSITIS, ild(recorded=-200), mda5("Positive")),
    ),
    at_select(
        "Silent row: SSc also coded",
        "silent",
        steroid_draft(mg=40),
        record=(*NEW, condition("ssc", "M34.0")),
    ),
    story("Silent row: inclusion-body myositis alone", "silent", condition("ibm", "G72.41"), ild(), mda5()),
    story("Silent row: azathioprine ended 183 days ago", "silent", *NEW, ended(AZATHIOPRINE, 183)),
]

WHEN = [
    story("ILD recorded 365 days ago", "info", *NEW, recommended=MMF),
    story("ILD recorded 366 days ago, nothing on lung function", "silent", *OLD),
    story("ILD 366 days old with FVC 69.9 %", "info", *OLD, lung(69.9)),
    story("ILD 366 days old with FVC 70 %", "silent", *OLD, lung(70)),
    story("FVC 69.9 % 90 days ago", "info", *OLD, lung(69.9, on=-90)),
    story("FVC 69.9 % 91 days ago", "silent", *OLD, lung(69.9, on=-91)),
    story(
        "FVC 85 to 80 % and DLCO 70 to 60 %",
        "info",
        *OLD,
        lung(85, -370),
        lung(80),
        dlco(70, -370),
        dlco(60),
    ),
    story(
        "FVC 85 to 80.1 % and DLCO 70 to 60 %",
        "silent",
        *OLD,
        lung(85, -370),
        lung(80.1),
        dlco(70, -370),
        dlco(60),
    ),
    story("one code for disease and lung", "info", condition("both", "M33.11", recorded=-365), mda5()),
    story("polymyositis", "info", condition("pm", "M33.20"), ild(), mda5()),
    story(
        "antisynthetase syndrome",
        "info",
        condition("as", "445187004", system="http://snomed.info/sct"),
        ild(),
        mda5(),
    ),
    story("myositis resolved: once, always", "info", condition("i", "M33.10", clinical="resolved"), ild()),
    story(
        "myositis suspected",
        "info",
        condition("i", "M33.10", verification="provisional"),
        ild(),
        mda5(),
    ),
    story(
        "anti-MDA5 never tested", "info", *without(NEW, "mda5"), offers=(ANTIBODY,), says=("never tested",)
    ),
    story("myositis and RA: myositis comes first", "info", *NEW, condition("ra", "M06.9")),
    story("myositis and MCTD: myositis comes first", "info", *NEW, condition("m", "M35.1")),
    story("inclusion-body myositis and dermatomyositis", "info", *NEW, condition("ibm", "G72.41")),
]

NAIVE = [
    *(
        story(f"{drug[1]} active", "silent", *NEW, order("d", *drug, dose=50, start=-100, route=route))
        for drug, route in ILD_DRUGS
    ),
    *(
        story(
            f"{drug[1]} by {route} is no ILD drug",
            "info",
            *NEW,
            order("d", *drug, dose=5, start=-9, route=route),
        )
        for drug, route in (
            (METHOTREXATE, "oral"),
            (HYDROXYCHLOROQUINE, "oral"),
            (PREDNISONE, "oral"),
            (TACROLIMUS, "topical"),
            (CICLOSPORIN, "eye"),
        )
    ),
    story(
        "azathioprine ended 184 days ago fires without it",
        "info",
        *READY,
        ended(AZATHIOPRINE, 184),
        offers=(MMF, TAC, RTX),
        never_offers=(AZA, GENOTYPE),
    ),
    story("as the patient says", "silent", *NEW, statement("s", *AZATHIOPRINE, dose=50, start=-100)),
    story(
        "ciclosporin without a route",
        "not known",
        *NEW,
        order("d", *CICLOSPORIN, dose=50, start=-100, route=None),
    ),
]

OFF_LIST = [
    at_select("prednisone drafted, ILD old", "info", steroid_draft(mg=10), record=OLD),
    at_select(
        "a single dose of methylprednisolone",
        "silent",
        draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1),
    ),
    at_select("prednisone ointment", "silent", steroid_draft(mg=10, route="topical")),
    at_select("nintedanib is not on the list", "info", draft("n", *NINTEDANIB, dose=150)),
    at_select("tocilizumab is not on the list", "info", draft("n", *TOCILIZUMAB, dose=162, route="sc")),
    at_select("methotrexate is no ILD drug", "silent", draft("x", *METHOTREXATE, dose=15)),
    *(
        at_select(f"{drug[1]} is on the list", "silent", draft("l", *drug, dose=50))
        for drug in (
            MYCOPHENOLATE,
            AZATHIOPRINE,
            RITUXIMAB,
            TACROLIMUS,
            CICLOSPORIN,
            TOFACITINIB,
            CYCLOPHOSPHAMIDE,
        )
    ),
    at_select(
        "prednisone selected, tofacitinib drafted beside",
        "silent",
        steroid_draft(mg=10),
        draft("m", *TOFACITINIB, dose=5),
        selections=("MedicationRequest/gc",),
    ),
    at_select(
        "prednisone with nintedanib drafted",
        "info",
        steroid_draft(mg=10),
        draft("n", *NINTEDANIB, dose=150),
    ),
    at_select("no draft", "silent"),
]

SILENT = [
    story("no myositis", "silent", ild(), mda5()),
    story("no ILD", "silent", DERMATOMYOSITIS, mda5()),
    story("ILD suspected", "silent", DERMATOMYOSITIS, ild(verification="provisional"), mda5()),
    story("ILD resolved", "silent", DERMATOMYOSITIS, ild(clinical="resolved"), mda5()),
    story("myositis refuted", "silent", condition("i", "M33.10", verification="refuted"), ild(), mda5()),
    story(
        "SSc ever: the SSc card",
        "silent",
        *NEW,
        condition("s", "M34.0", clinical="resolved"),
        because="silent because",
    ),
    story("hypersensitivity pneumonitis", "silent", *NEW, condition("hp", "J67.2")),
    story(
        "hypersensitivity pneumonitis resolved", "info", *NEW, condition("hp", "J67.2", clinical="resolved")
    ),
    story("drug-induced ILD", "silent", *NEW, condition("di", "J70.4")),
    story("lung transplant ever", "silent", *NEW, condition("t", "Z94.2", clinical="inactive")),
    story("comfort care", "silent", *NEW, COMFORT),
    story("rapidly progressive", "silent", *NEW, RAPID),
    story("17 years", "silent", *NEW, person=patient(age=17)),
    story("18 years", "info", *NEW, person=patient(age=18)),
    story("deceased", "silent", *NEW, person=patient(deceasedBoolean=True)),
]

NOT_KNOWN = [
    story("problem list not supplied", "not known", *NEW, lacking=("Condition",), named=None),
    story("problem list in part", "not known", *NEW, partial=("Condition",), named=None),
    story("orders not supplied", "not known", *NEW, lacking=("MedicationRequest",), named=None),
    story("statements not supplied", "not known", *NEW, lacking=("MedicationStatement",), named=None),
    story("statements failed", "not known", *NEW, failed=("MedicationStatement",), named=None),
    story("results not supplied", "not known", *NEW, lacking=("Observation",), named=None),
    story("results in part", "not known", *READY, lung(65), partial=("Observation",), named=None),
    at_select(
        "results not supplied, at the order",
        "not known",
        steroid_draft(mg=40),
        lacking=("Observation",),
        named=None,
    ),
    story("birth date missing", "not known", *NEW, person=patient(birth=""), named=None),
    story("anti-MDA5 cannot be read", "not known", *without(NEW, "mda5"), mda5("see report"), named=None),
    story(
        "anti-MDA5 above its own range",
        "silent",
        *without(NEW, "mda5"),
        result("m", "105529-2", 40, "[U]/mL", high=20),
    ),
    story("FVC cannot be read, ILD old", "not known", *OLD, result("f", "19872-1", 69, "furlong")),
    story(
        "allergies not supplied: no drug draft",
        "info",
        *READY,
        lacking=("AllergyIntolerance",),
        never_offers=DRUGS,
    ),
]

MYCOPHENOLATE_DRAFT = [
    story(
        "all four drugs",
        "info",
        *READY,
        offers=(MMF, TAC, RTX, AZA),
        recommended=MMF,
        never_offers=(SCREEN, GENOTYPE, ANTIBODY, DISCUSSION),
        never_acts=("ServiceRequest", '"8640"', '"6902"', "nintedanib 150"),
    ),
    story("none on record: tests beside", "info", *NEW, acts=("6690-2", "1742-6", "2160-0"), recommended=MMF),
    story(
        "can become pregnant, no test: offered, not recommended, test beside",
        "info",
        *READY,
        person=WOMAN,
        offers=(MMF,),
        recommended="",
        acts=("2118-8",),
    ),
    story(
        "can become pregnant, negative 7 days ago",
        "info",
        *READY,
        result("h", "2118-8", "Negative", on=-7),
        person=WOMAN,
        recommended=MMF,
    ),
    story(
        "can become pregnant, negative 8 days ago",
        "info",
        *READY,
        result("h", "2118-8", "Negative", on=-8),
        person=WOMAN,
        recommended="",
    ),
    story(
        "methotrexate active: none recommended",
        "info",
        *READY,
        order("m", *METHOTREXATE, dose=15, start=-90),
        offers=(MMF,),
        recommended="",
    ),
    story(
        "mycophenolate allergy", "info", *READY, allergy("a", "68149"), never_offers=(MMF,), recommended=""
    ),
    story("mycophenolate ended 184 days ago", "info", *READY, ended(MYCOPHENOLATE, 184), never_offers=(MMF,)),
    story(
        "neutrophils 1.29",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.29, "10*9/L"),
        never_offers=(MMF,),
    ),
]


def genotype(code: str) -> Json:
    """Both genes, answered by a code of the laboratory."""
    answer = {"coding": [{"system": "urn:oid:1.2.3", "code": code}]}
    return result("g", BOTH_GENES, on=-400, valueCodeableConcept=answer)


def kilograms(kg: Any, **how: Any) -> Json:
    return result("w", "29463-7", kg, "kg", **how)


TACROLIMUS_DRAFT = [
    story("72 kg: 1.8 mg rounded down", "info", *READY, acts=("tacrolimus 1.5 mg", '"value": 1.5')),
    *(
        story(
            f"{kg} kg: {dose} mg a dose",
            "info",
            *without(READY, "weight"),
            kilograms(kg),
            offers=(f"tacrolimus {dose} mg by mouth twice daily",),
        )
        for kg, dose in (
            (79.9, "1.5"),
            (80, "2"),
            (39.9, "0.5"),
            (40, "1"),
            (119.9, "2.5"),
            (120, "3"),
            (200, "3"),
        )
    ),
    story(
        "19.9 kg, creatinine 0.3 mg/dL: no less than the smallest capsule",
        "info",
        *without(READY, "weight", "crea"),
        kilograms(19.9),
        result("c", "2160-0", 0.3, "mg/dL"),
        offers=("tacrolimus 0.5 mg by mouth twice daily",),
    ),
    story(
        "weight in grams",
        "info",
        *without(READY, "weight"),
        result("w", "29463-7", 80000, "g"),
        offers=("tacrolimus 2 mg",),
    ),
    story("weight 180 days old", "info", *without(READY, "weight"), kilograms(80, on=-180), offers=(TAC,)),
    story(
        "weight 181 days old",
        "info",
        *without(READY, "weight"),
        kilograms(80, on=-181),
        never_offers=(TAC,),
        says=("tacrolimus: passed over, needs body weight",),
        recommended=MMF,
    ),
    story(
        "weight cannot be read",
        "info",
        *without(READY, "weight"),
        result("w", "29463-7", 80, "furlong"),
        never_offers=(TAC,),
        says=("no dose could be worked out",),
    ),
    story("never weighed", "info", *without(READY, "weight"), never_offers=(TAC,)),
    story(
        "clearance 60",
        "info",
        *without(READY, "weight", "crea"),
        kilograms(48),
        result("c", "2160-0", 1, "mg/dL"),
        offers=(TAC,),
    ),
    story(
        "clearance 59.9",
        "info",
        *without(READY, "weight", "crea"),
        kilograms(47.92),
        result("c", "2160-0", 1, "mg/dL"),
        never_offers=(TAC,),
        says=("tacrolimus: passed over, creatinine clearance below 60 mL/min",),
    ),
    story(
        "no creatinine: kept, check first, test beside",
        "info",
        *without(READY, "crea"),
        offers=("check first: creatinine clearance below 60 mL/min",),
        acts=("2160-0",),
    ),
    story("potassium 5.0", "info", *without(READY, "k"), result("k", "2823-3", 5.0, "mmol/L"), offers=(TAC,)),
    story(
        "potassium 5.01",
        "info",
        *without(READY, "k"),
        result("k", "2823-3", 5.01, "mmol/L"),
        never_offers=(TAC,),
    ),
    story(
        "potassium 5.6 of 31 days ago: too old to bar, asked for again",
        "info",
        *without(READY, "k"),
        result("k", "2823-3", 5.6, "mmol/L", on=-31),
        offers=("check first: potassium",),
        acts=("2823-3",),
    ),
    story(
        "potassium cannot be read",
        "info",
        *without(READY, "k"),
        result("k", "2823-3", 4, "furlong"),
        offers=("check first: potassium above 5.0",),
    ),
    story("blood pressure 150/95", "info", *READY, pressure(150, 95), offers=(TAC,)),
    story("blood pressure 151/80", "info", *READY, pressure(151, 80), never_offers=(TAC,)),
    story("blood pressure 120/96", "info", *READY, pressure(120, 96), never_offers=(TAC,)),
    story("blood pressure 180/110 of 31 days ago", "info", *READY, pressure(180, 110, on=-31), offers=(TAC,)),
    story(
        "creatinine 1.04 against 0.8",
        "info",
        *without(READY, "crea"),
        result("a", "2160-0", 0.8, "mg/dL", on=-31),
        result("b", "2160-0", 1.04, "mg/dL", on=-30),
        never_offers=(TAC,),
    ),
    story(
        "creatinine 1.03 against 0.8",
        "info",
        *without(READY, "crea"),
        result("a", "2160-0", 0.8, "mg/dL", on=-31),
        result("b", "2160-0", 1.03, "mg/dL", on=-30),
        offers=(TAC,),
    ),
    *(
        story(
            f"creatinine 1.04 against 0.8 of {days} days ago",
            "info",
            *without(READY, "crea"),
            result("a", "2160-0", 0.8, "mg/dL", on=-days),
            result("b", "2160-0", 1.04, "mg/dL"),
            **offered,
        )
        for days, offered in (
            (31, {"never_offers": (TAC,)}),
            (30, {"offers": (TAC,)}),
            (365, {"never_offers": (TAC,)}),
            (366, {"offers": (TAC,)}),
        )
    ),
    *(
        story(
            f"clearance 59.9 by a creatinine of {days} days ago",
            "info",
            *without(READY, "weight", "crea"),
            kilograms(47.92),
            result("c", "2160-0", 1, "mg/dL", on=-days),
            **offered,
        )
        for days, offered in (
            (90, {"never_offers": (TAC,)}),
            (91, {"offers": ("check first: creatinine clearance below 60 mL/min",)}),
        )
    ),
    story("tacrolimus ended 184 days ago", "info", *READY, ended(TACROLIMUS, 184), never_offers=(TAC,)),
    story("ciclosporin ended 184 days ago", "info", *READY, ended(CICLOSPORIN, 184), offers=(TAC,)),
    story("tacrolimus allergy", "info", *READY, allergy("a", "42316"), never_offers=(TAC,)),
    story(
        "ritonavir in use",
        "info",
        *READY,
        order("r", "85762", "ritonavir", dose=100, start=-3),
        never_offers=(TAC,),
    ),
    story(
        "voriconazole in use",
        "info",
        *READY,
        order("r", "121243", "voriconazole", dose=200, start=-3),
        never_offers=(TAC,),
    ),
    story(
        "rifampicin in use",
        "info",
        *READY,
        order("r", "9384", "rifampin", dose=600, start=-3),
        never_offers=(TAC,),
    ),
    story(
        "diltiazem in use: an early level",
        "info",
        *READY,
        order("r", "203211", "diltiazem hydrochloride", dose=60, start=-3),
        offers=("in use: early level",),
        acts=("33929-1",),
        recommended=MMF,
    ),
    at_select(
        "clarithromycin drafted beside",
        "info",
        steroid_draft(mg=20),
        draft("c", "21212", "clarithromycin", dose=500),
        record=READY,
        never_offers=(TAC,),
    ),
]

RITUXIMAB_DRAFT = [
    story(
        "rituximab ended 184 days ago", "info", *READY, ended(RITUXIMAB, 184, route="iv"), never_offers=(RTX,)
    ),
    story(
        "rituximab allergy: no screen either",
        "info",
        *without(READY, "hbs"),
        allergy("a", "121191"),
        never_offers=(RTX, SCREEN),
    ),
    story(
        "no hepatitis B screen: the screen in its place",
        "info",
        *without(READY, "hbs", "hbc"),
        never_offers=(RTX,),
        offers=(SCREEN,),
        acts=("5196-1", "13952-7"),
        recommended=MMF,
    ),
    story(
        "screen 366 days old",
        "info",
        *without(READY, "hbs", "hbc"),
        result("s", "5196-1", "negative", on=-366),
        result("c", "13952-7", "negative", on=-366),
        never_offers=(RTX,),
        offers=(SCREEN,),
    ),
    story(
        "screen asked for: result pending",
        "info",
        *without(READY, "hbs", "hbc"),
        ordered_test("r1", "5196-1"),
        ordered_test("r2", "13952-7"),
        offers=(RTX,),
        never_offers=(SCREEN,),
    ),
    story(
        "hepatitis B positive",
        "info",
        *without(READY, "hbs"),
        result("s", "5196-1", "positive", on=-100),
        never_offers=(RTX, SCREEN),
    ),
    story(
        "IgG 3.9 g/L", "info", *without(READY, "igg"), result("g", "2465-3", 3.9, "g/L"), never_offers=(RTX,)
    ),
]

AZATHIOPRINE_DRAFT = [
    story(
        "anti-MDA5 never tested: its request in place of azathioprine",
        "info",
        *without(READY, "mda5"),
        offers=(ANTIBODY,),
        never_offers=(AZA, GENOTYPE),
        recommended=MMF,
    ),
    story(
        "anti-MDA5 asked for",
        "info",
        *without(READY, "mda5"),
        ordered_test("m", "107563-9"),
        never_offers=(ANTIBODY, AZA),
    ),
    story(
        "TPMT and NUDT15 never tested: their request in its place",
        "info",
        *without(READY, "genes"),
        never_offers=(AZA,),
        offers=(GENOTYPE,),
        acts=("93193-1",),
        recommended=MMF,
    ),
    story(
        "TPMT alone on record",
        "info",
        *without(READY, "genes"),
        result("t", TPMT_CODE, "Normal", on=-400),
        never_offers=(AZA,),
        offers=(GENOTYPE,),
    ),
    story(
        "genotype asked for: neither the draft nor the request again",
        "info",
        *without(READY, "genes"),
        ordered_test("g", BOTH_GENES),
        never_offers=(AZA, GENOTYPE),
    ),
    story(
        "TPMT low",
        "info",
        *READY,
        result("t", TPMT_CODE, 5, "U/mL", interpretation="L"),
        never_offers=(AZA, GENOTYPE),
        says=("azathioprine: passed over, TPMT not normal",),
    ),
    story(
        "genotype that says deficient",
        "info",
        *without(READY, "genes"),
        result("g", BOTH_GENES, "NUDT15 deficient", on=-400),
        never_offers=(AZA, GENOTYPE),
    ),
    story(
        "genotype nobody can read: kept, check first",
        "info",
        *without(READY, "genes"),
        result("g", BOTH_GENES, "see report", on=-400),
        offers=("check first: TPMT not normal; NUDT15 not normal",),
        recommended=MMF,
    ),
    story(
        "genotype in the site's own code for normal",
        "info",
        *without(READY, "genes"),
        genotype("NORMAL"),
        site_codes=True,
        offers=(AZA,),
        never_offers=("check first", GENOTYPE),
    ),
    story(
        "genotype in a code that the site has not named",
        "info",
        *without(READY, "genes"),
        genotype("ELSE"),
        site_codes=True,
        offers=("check first: TPMT not normal; NUDT15 not normal",),
    ),
    story(
        "allopurinol in use",
        "info",
        *READY,
        order("a", *ALLOPURINOL, dose=100, start=-90),
        never_offers=(AZA,),
    ),
    story(
        "allopurinol in use, not tested: no test in vain",
        "info",
        *without(READY, "genes"),
        order("a", *ALLOPURINOL, dose=100, start=-90),
        never_offers=(AZA, GENOTYPE),
    ),
    story("allopurinol stopped", "info", *READY, ended(ALLOPURINOL, 9), offers=(AZA,)),
    story("azathioprine allergy", "info", *READY, allergy("a", "1256"), never_offers=(AZA,)),
]

NO_DRUG = [
    story(
        "pregnant",
        "info",
        *READY,
        PREGNANT,
        person=WOMAN,
        never_offers=(*DRUGS, SCREEN, GENOTYPE, ANTIBODY),
        offers=(DISCUSSION,),
        recommended="",
    ),
    story(
        "pregnancy not known",
        "info",
        *READY,
        result("h", "2118-8", "see note", on=-3),
        person=WOMAN,
        never_offers=DRUGS,
        offers=(DISCUSSION,),
    ),
    story("IPF active", "info", *READY, condition("i", "J84.112"), never_offers=DRUGS, offers=(DISCUSSION,)),
    story(
        "active tuberculosis",
        "info",
        *READY,
        condition("t", "A15.0"),
        never_offers=DRUGS,
        offers=(DISCUSSION,),
    ),
    story(
        "Pneumocystis pneumonia",
        "info",
        *READY,
        condition("p", "B59"),
        never_offers=DRUGS,
        offers=(DISCUSSION,),
    ),
    story(
        "Pneumocystis pneumonia, discussion asked for",
        "info",
        *READY,
        condition("p", "B59"),
        {**ordered_test("m", "x"), "code": {"text": "ILD multidisciplinary discussion"}},
        never_offers=(*DRUGS, DISCUSSION),
    ),
]

STORIES = [
    *ROWS,
    *WHEN,
    *NAIVE,
    *OFF_LIST,
    *SILENT,
    *NOT_KNOWN,
    *MYCOPHENOLATE_DRAFT,
    *TACROLIMUS_DRAFT,
    *RITUXIMAB_DRAFT,
    *AZATHIOPRINE_DRAFT,
    *NO_DRUG,
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_is_not_asked_when_orders_are_signed() -> None:
    findings, _ = tell(story("signing", "silent", *NEW, hook=SIGN))
    assert CARD not in [finding.card.id for finding in findings.findings]


def test_at_most_one_drug_may_be_taken() -> None:
    card = card_in(tell(story("all four", "info", *READY))[1], CARD)
    assert card is not None
    assert card["selectionBehavior"] == "at-most-one"
    assert sum(bool(one.get("isRecommended")) for one in card["suggestions"]) == 1
