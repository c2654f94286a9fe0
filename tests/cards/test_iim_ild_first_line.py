"""ILD in myositis without an ILD drug: when it speaks, and which drug it offers to whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    allergy,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid_draft,
    tmp_smx,
)
from tests.cards.first_line import (
    ALLOPURINOL,
    AZA,
    AZATHIOPRINE,
    BOTH_GENES,
    CICLOSPORIN,
    DISCUSSION,
    GENOTYPE,
    LABS,
    MMF,
    NINTEDANIB,
    RTX,
    SCREEN,
    TAC,
    TOCILIZUMAB,
    TOFACITINIB,
    ended,
    lung,
    mda5,
    pressure,
    without,
)
from tests.cards.first_line_stories import FirstLine, azathioprine_stories, screen_stories, stories_of_any
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
        "anti-MDA5 never tested",
        "info",
        *without(NEW, "mda5"),
        offers=(ANTIBODY,),
        says=("Anti-MDA5 is not on record",),
    ),
    story("myositis and RA: myositis comes first", "info", *NEW, condition("ra", "M06.9")),
    story("myositis and MCTD: myositis comes first", "info", *NEW, condition("m", "M35.1")),
    story("inclusion-body myositis and dermatomyositis", "info", *NEW, condition("ibm", "G72.41")),
]

OFF_LIST = [
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
]

SILENT = [
    story("myositis refuted", "silent", condition("i", "M33.10", verification="refuted"), ild(), mda5()),
    story(
        "SSc ever: the SSc card",
        "silent",
        *NEW,
        condition("s", "M34.0", clinical="resolved"),
        because="but: systemic sclerosis",
    ),
]

NOT_KNOWN = [
    story("problem list in part", "not known", *NEW, partial=("Condition",), named=None),
    story("results in part", "not known", *READY, lung(65), partial=("Observation",), named=None),
    at_select(
        "results not supplied, at the order",
        "not known",
        steroid_draft(mg=40),
        lacking=("Observation",),
        named=None,
    ),
    story("anti-MDA5 cannot be read", "not known", *without(NEW, "mda5"), mda5("see report"), named=None),
    story(
        "anti-MDA5 above its own range",
        "silent",
        *without(NEW, "mda5"),
        result("m", "105529-2", 40, "[U]/mL", high=20),
    ),
    story("FVC cannot be read, ILD old", "not known", *OLD, result("f", "19872-1", 69, "furlong")),
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
        "TMP-SMX is taken: potassium is asked for with it",
        "info",
        *READY,
        tmp_smx(start=-60),
        person=patient(age=66),
        offers=(TAC,),
        acts=("serum potassium, in 5 days", "serum creatinine, in 5 days"),
    ),
    story("no TMP-SMX: nothing is asked for with it", "info", *READY, never_acts=("in 5 days",)),
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
        "screen 366 days old",
        "info",
        *without(READY, "hbs", "hbc"),
        result("s", "5196-1", "negative", on=-366),
        result("c", "13952-7", "negative", on=-366),
        never_offers=(RTX,),
        offers=(SCREEN,),
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
        "genotype that says deficient",
        "info",
        *without(READY, "genes"),
        result("g", BOTH_GENES, "NUDT15 deficient", on=-400),
        never_offers=(AZA, GENOTYPE),
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
        offers=("check first: TPMT not normal (not known); NUDT15 not normal (not known)",),
    ),
    story(
        "allopurinol in use, not tested: no test in vain",
        "info",
        *without(READY, "genes"),
        order("a", *ALLOPURINOL, dose=100, start=-90),
        never_offers=(AZA, GENOTYPE),
    ),
    story("allopurinol stopped", "info", *READY, ended(ALLOPURINOL, 9), offers=(AZA,)),
]

MYOSITIS = FirstLine(
    CARD,
    DERMATOMYOSITIS,
    listed=(
        MYCOPHENOLATE,
        AZATHIOPRINE,
        RITUXIMAB,
        TACROLIMUS,
        CICLOSPORIN,
        TOFACITINIB,
        CYCLOPHOSPHAMIDE,
    ),
    unlisted=(NINTEDANIB, TOCILIZUMAB),
    drugs=(MMF, TAC, RTX, AZA),
    known=(mda5(),),
)

STORIES = [
    *ROWS,
    *stories_of_any(MYOSITIS),
    *screen_stories(MYOSITIS),
    *azathioprine_stories(MYOSITIS),
    *WHEN,
    *OFF_LIST,
    *SILENT,
    *NOT_KNOWN,
    *MYCOPHENOLATE_DRAFT,
    *TACROLIMUS_DRAFT,
    *RITUXIMAB_DRAFT,
    *AZATHIOPRINE_DRAFT,
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
