"""ILD in systemic sclerosis without an ILD drug: when it speaks, and which drug it offers to whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10CM,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREDNISONE,
    RITUXIMAB,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    Json,
    allergy,
    coded,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid,
    steroid_draft,
)
from tests.cards.first_line import (
    AZATHIOPRINE,
    DISCUSSION,
    HYDROXYCHLOROQUINE,
    IMMUNE_GLOBULIN,
    LABS,
    MMF,
    NIN,
    NINTEDANIB,
    PIRFENIDONE,
    RTX,
    SCREEN,
    TCZ,
    TOCILIZUMAB,
    TOFACITINIB,
    WOMAN,
    ended,
    lung,
    without,
)
from tests.cards.first_line_stories import FirstLine, stories_of_any
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

CARD = "ssc-ild-first-line"
DRUGS = (MMF, TCZ, RTX, NIN)
SARILUMAB = ("1923319", "sarilumab")

SSC = condition("ssc", *SSC_CODE, recorded=-365)
NEW = (SSC, ild(recorded=-365))
OLD = (SSC, ild(recorded=-366))
READY = (*NEW, *LABS)
"""New disease, every screen done: all four drugs may be offered."""


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=record, **more)


def at_select(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = NEW, **more: Any) -> Story:
    return Story(CARD, name, SELECT, expect, record=record, drafts=drafts, **more)


def neutrophils(count: Any) -> Json:
    return result("n", "751-8", count, "10*9/L", on=-5)


def once(drafted: Json) -> Json:
    """The order says one dose."""
    drafted["dosageInstruction"][0]["timing"] = {"repeat": {"count": 1}}
    return drafted


ROWS = [
    story("Fires row: both recorded 365 days ago", "info", *NEW, recommended=MMF, offers=(MMF,)),
    story("Silent row: mycophenolate ended 183 days ago", "silent", *NEW, ended(MYCOPHENOLATE, 183)),
    story(
        "Silent row: mycophenolate ended 184 days ago fires without it",
        "info",
        *READY,
        ended(MYCOPHENOLATE, 184),
        never_offers=(MMF,),
        offers=(TCZ, RTX, NIN),
        recommended="",
    ),
    story("Silent row: ILD 366 days old with FVC 70 %", "silent", *OLD, lung(70)),
    at_select("Silent row: mycophenolate drafted", "silent", draft("m", *MYCOPHENOLATE, dose=500)),
]

WHEN = [
    story("newest FVC counts", "silent", *OLD, lung(60, on=-80), lung(75, on=-2)),
    story("FVC of 8 % cannot be read", "not known", *OLD, lung(8)),
    story(
        "ILD 366 days old, FVC fell by 10 % of itself",
        "info",
        *OLD,
        lung(3.0, -370, "19868-9", "L"),
        lung(2.7, -5, "19868-9", "L"),
    ),
    story(
        "ILD 366 days old, FVC fell by 9.9 % of itself",
        "silent",
        *OLD,
        lung(3.0, -370, "19868-9", "L"),
        lung(2.703, -5, "19868-9", "L"),
    ),
    story(
        "FVC in millilitres", "info", *OLD, lung(3000, -370, "19868-9", "mL"), lung(2700, -5, "19868-9", "mL")
    ),
    story(
        "FVC fell by 9.9 % in litres and by 12.5 % in percent predicted",
        "silent",
        *OLD,
        lung(3.0, -370, "19868-9", "L"),
        lung(2.703, -5, "19868-9", "L"),
        lung(96, -370),
        lung(84, -5),
    ),
    story(
        "FVC fell by 12.5 % in percent predicted, one volume is missing",
        "info",
        *OLD,
        lung(2.703, -5, "19868-9", "L"),
        lung(96, -370),
        lung(84, -5),
    ),
    story(
        "FVC fell by 12.5 % in percent of other predicted values",
        "not known",
        *OLD,
        lung(96, -370) | {"method": {"text": "GLI 2012"}},
        lung(84, -5) | {"method": {"text": "NHANES III"}},
    ),
    story(
        "FVC 69.9 % before a bronchodilator, 72 % after it",
        "info",
        *OLD,
        lung(69.9, code="19871-3"),
        lung(72, code="19873-9"),
    ),
    story(
        "FVC 70 % before a bronchodilator, 69 % after it",
        "silent",
        *OLD,
        lung(70, code="19871-3"),
        lung(69, code="19873-9"),
    ),
    story("FVC of 8 % after one of 69.9 %", "info", *OLD, lung(8, on=-2), lung(69.9, on=-20)),
    story(
        "FVC 85 to 80 % and DLCO 70 to 61 %",
        "silent",
        *OLD,
        lung(85, -370),
        lung(80, -5),
        lung(70, -370, "98130-8"),
        lung(61, -5, "98130-8"),
    ),
    story("84 days between the tests", "info", *OLD, lung(90, -89), lung(80, -5)),
    story("83 days between the tests", "silent", *OLD, lung(90, -88), lung(80, -5)),
    story("379 days between the tests", "info", *OLD, lung(90, -384), lung(80, -5)),
    story("380 days between the tests", "silent", *OLD, lung(90, -385), lung(80, -5)),
    story("an improvement never counts", "silent", *OLD, lung(80, -370), lung(95, -5)),
    story(
        "baseline is the test nearest to a year before",
        "silent",
        *OLD,
        lung(90, -200),
        lung(81, -369),
        lung(80, -5),
    ),
    story(
        "progressive fibrosing ILD coded 365 days ago",
        "info",
        SSC,
        ild(recorded=-900),
        condition("pf", "J84.170", recorded=-365),
    ),
    story(
        "progressive fibrosing ILD coded 366 days ago",
        "silent",
        SSC,
        ild(recorded=-900),
        condition("pf", "J84.170", recorded=-366),
    ),
    story("one code for disease and lung, 365 days", "info", condition("both", "M34.81", recorded=-365)),
    story("SSc coded years ago", "info", condition("ssc", *SSC_CODE, recorded=-4000), ild(recorded=-10)),
]

NAIVE = [
    *(
        story(f"{drug[1]} is no ILD drug", "info", *NEW, order("d", *drug, dose=50, start=-100, route=route))
        for drug, route in (
            (METHOTREXATE, "oral"),
            (HYDROXYCHLOROQUINE, "oral"),
            (PREDNISONE, "oral"),
            (SARILUMAB, "sc"),
            (TACROLIMUS, "topical"),
            (("3008", "cyclosporine"), "eye"),
        )
    ),
    story(
        "statement ended 184 days ago",
        "info",
        *NEW,
        statement("s", *AZATHIOPRINE, dose=50, start=-400, until=-184, status="completed"),
    ),
    story(
        "statement ended 183 days ago",
        "silent",
        *NEW,
        statement("s", *AZATHIOPRINE, dose=50, start=-400, until=-183, status="completed"),
    ),
    story(
        "order entered in error",
        "info",
        *NEW,
        order("d", *AZATHIOPRINE, dose=50, start=-100, status="entered-in-error"),
    ),
    story(
        "order for joints still ends it",
        "silent",
        *NEW,
        order("d", *AZATHIOPRINE, dose=50, start=-100, reason=coded(ICD10CM, "M06.9")),
    ),
]


def pulse_at(*times: str, id: str = "p") -> Json:
    """Methylprednisolone 500 mg at each of the times, a dosage for each."""
    drafted = draft(id, *METHYLPREDNISOLONE, dose=500, route="iv")
    dosage = drafted["dosageInstruction"][0]
    dosages = [{**dosage, "timing": {"event": [one]}} for one in times]
    return {**drafted, "dosageInstruction": dosages}


OFF_LIST = [
    at_select("prednisone drafted, ILD new", "info", steroid_draft(mg=10)),
    at_select(
        "once daily for one day is a single dose",
        "silent",
        draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1),
    ),
    at_select(
        "once daily for two days is not",
        "info",
        draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=2),
    ),
    at_select(
        "twice on one day is not",
        "info",
        draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1, per=(2, 1, "d")),
    ),
    at_select("a pulse as two dosages of one day is not", "info", pulse_at("2026-03-10T08", "2026-03-10T18")),
    at_select(
        "a pulse as one dosage on three days is not",
        "info",
        pulse_at("2026-03-10", "2026-03-11", "2026-03-12"),
    ),
    at_select(
        "a pulse as two orders of one day is not",
        "info",
        pulse_at("2026-03-10"),
        pulse_at("2026-03-10", id="p2"),
    ),
    at_select("a single dose at a stated time", "silent", pulse_at("2026-03-10")),
    at_select("tacrolimus ointment drafted", "silent", draft("t", *TACROLIMUS, dose=1, route="topical")),
    at_select("immune globulin drafted", "info", draft("i", *IMMUNE_GLOBULIN, dose=30, unit="g", route="iv")),
    at_select(
        "prednisone drafted beside, something else selected",
        "silent",
        steroid_draft(mg=10),
        draft("h", *HYDROXYCHLOROQUINE, dose=200),
        selections=("MedicationRequest/h",),
    ),
    at_select(
        "prednisone renewed", "info", steroid_draft(mg=10), record=(*NEW, steroid("old", 10, start=-90))
    ),
]

SILENT = [
    story("SSc refuted", "silent", condition("ssc", *SSC_CODE, verification="refuted"), ild()),
    story("SSc resolved: once, always", "info", condition("ssc", *SSC_CODE, clinical="resolved"), ild()),
    story(
        "drug-induced ILD resolved", "info", *NEW, condition("di", "J70.4", recorded=-20, clinical="resolved")
    ),
    story("SSc and myositis: SSc comes first", "info", *NEW, condition("iim", "M33.20")),
    story("SSc and MCTD coded: SSc", "info", *NEW, condition("mctd", "M35.1")),
    story("MCTD alone", "silent", condition("mctd", "M35.1"), ild()),
]

NOT_KNOWN = [
    at_select(
        "problem list not supplied, order-select", "not known", steroid_draft(mg=10), lacking=("Condition",)
    ),
    story("results not supplied, ILD old", "not known", *OLD, lacking=("Observation",), named=None),
    story("newest FVC in an unknown unit, ILD old", "not known", *OLD, result("f", "19872-1", 69, "furlong")),
    story("imaging not supplied", "info", *NEW, lacking=("DiagnosticReport", "ImagingStudy"), offers=(MMF,)),
    story("procedures not supplied", "info", *NEW, lacking=("Procedure",), offers=(MMF,)),
]

MYCOPHENOLATE_DRAFT = [
    story(
        "all four drugs", "info", *READY, offers=DRUGS, recommended=MMF, never_offers=(SCREEN, "Request ILD")
    ),
    story("no glucocorticoid, ever", "info", *READY, never_acts=("prednisone", '"8640"', '"6902"')),
    story("blood tests within 30 days: none beside", "info", *READY, never_acts=("ServiceRequest",)),
    story(
        "white cells 30 days old",
        "info",
        *without(READY, "wbc"),
        result("w", "6690-2", 6, "10*9/L", on=-30),
        never_acts=("6690-2",),
    ),
    story(
        "white cells 31 days old",
        "info",
        *without(READY, "wbc"),
        result("w", "6690-2", 6, "10*9/L", on=-31),
        acts=("6690-2",),
        recommended=MMF,
    ),
    story(
        "creatinine already asked for",
        "info",
        *without(READY, "crea"),
        ordered_test("r", "2160-0"),
        never_acts=("2160-0",),
    ),
    story(
        "creatinine asked for 31 days ago",
        "info",
        *without(READY, "crea"),
        ordered_test("r", "2160-0", authored=-31),
        acts=("2160-0",),
    ),
    story(
        "woman of 56",
        "info",
        *READY,
        person=patient(age=56, sex="female"),
        recommended=MMF,
        never_acts=("2118-8",),
    ),
    story(
        "hydroxychloroquine active",
        "info",
        *READY,
        order("m", *HYDROXYCHLOROQUINE, dose=200, start=-90),
        recommended=MMF,
    ),
    story(
        "mycophenolate allergy resolved",
        "info",
        *READY,
        allergy("a", "68149", clinical="resolved"),
        recommended=MMF,
    ),
    story(
        "mycophenolate tried as the patient says",
        "info",
        *READY,
        statement("s", *MYCOPHENOLATE, dose=500, start=-900, until=-600, status="completed"),
        never_offers=(MMF,),
        recommended="",
    ),
    story(
        "neutrophils 1.29: left out",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.29, "10*9/L", on=-30),
        never_offers=(MMF,),
        recommended="",
    ),
    story(
        "neutrophils 1.3",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.3, "10*9/L", on=-30),
        recommended=MMF,
    ),
    story(
        "neutrophils 1.29 of 31 days ago: too old to bar",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.29, "10*9/L", on=-31),
        offers=(MMF,),
    ),
    story(
        "platelets 99: left out",
        "info",
        *without(READY, "plt"),
        result("p", "777-3", 99, "10*9/L", on=-30),
        never_offers=(MMF,),
        recommended="",
    ),
    story(
        "platelets 100",
        "info",
        *without(READY, "plt"),
        result("p", "777-3", 100, "10*9/L", on=-30),
        recommended=MMF,
    ),
    story(
        "neutrophils cannot be read: kept, not recommended",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 4, "furlong", on=-5),
        offers=(MMF,),
        recommended="",
    ),
]

OLDER = (
    ("neut", "751-8", 4, "10*9/L"),
    ("plt", "777-3", 220, "10*9/L"),
    ("ast", "1920-8", 20, "U/L"),
)
"""Counts and liver tests, to be dated."""

OTHER_DRUGS = [
    story("tocilizumab tried", "info", *READY, ended(TOCILIZUMAB, 500), never_offers=(TCZ,), recommended=MMF),
    story("tocilizumab allergy", "info", *READY, allergy("a", "612865"), never_offers=(TCZ,)),
    story(
        "no tuberculosis screen: kept, never recommended",
        "info",
        *without(READY, "igra"),
        offers=(TCZ,),
        recommended=MMF,
    ),
    story("no tuberculosis screen: its request beside", "info", *without(READY, "igra"), acts=("71773-6",)),
    story(
        "neutrophils 1.9 of 90 days ago: tocilizumab left out",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.9, "10*9/L", on=-90),
        never_offers=(TCZ,),
    ),
    story(
        "neutrophils 1.9 of 91 days ago: too old to bar",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.9, "10*9/L", on=-91),
        offers=(TCZ,),
    ),
    story(
        "latent tuberculosis untreated: tocilizumab left out",
        "info",
        *READY,
        condition("l", "Z22.7"),
        never_offers=(TCZ,),
    ),
    story(
        "latent tuberculosis treated with isoniazid: tocilizumab stays",
        "info",
        *READY,
        condition("l", "Z22.7"),
        order("inh", "6038", "isoniazid", dose=300, start=-600, until=-400, status="completed"),
        offers=(TCZ,),
    ),
    story(
        "diverticulitis ever: tocilizumab left out",
        "info",
        *READY,
        condition("d", "K57.20", clinical="resolved"),
        never_offers=(TCZ,),
    ),
    story(
        "positive IGRA: tocilizumab left out",
        "info",
        *without(READY, "igra"),
        result("igra", "71773-6", "positive", on=-100, interpretation="POS"),
        never_offers=(TCZ,),
    ),
    story(
        "neutrophils 1.9: tocilizumab left out",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 1.9, "10*9/L"),
        never_offers=(TCZ,),
        offers=(MMF, RTX),
    ),
    story(
        "platelets 99: tocilizumab left out",
        "info",
        *without(READY, "plt"),
        result("p", "777-3", 99, "10*9/L"),
        never_offers=(TCZ,),
    ),
    story(
        "ALT at 1.5 times its limit",
        "info",
        *without(READY, "alt"),
        result("a", "1742-6", 60, "U/L", high=40),
        offers=(TCZ,),
    ),
    story(
        "ALT above 1.5 times its limit",
        "info",
        *without(READY, "alt"),
        result("a", "1742-6", 61, "U/L", high=40),
        never_offers=(TCZ,),
        offers=(NIN,),
    ),
    story("rituximab tried", "info", *READY, ended(RITUXIMAB, 500, route="iv"), never_offers=(RTX,)),
    story(
        "hepatitis B screen 365 days old",
        "info",
        *without(READY, "hbs", "hbc"),
        result("s", "5196-1", "negative", on=-365),
        result("c", "13952-7", "negative", on=-365),
        offers=(RTX,),
        never_offers=(SCREEN,),
    ),
    story(
        "hepatitis B screen 366 days old",
        "info",
        *without(READY, "hbs", "hbc"),
        result("s", "5196-1", "negative", on=-366),
        result("c", "13952-7", "negative", on=-366),
        never_offers=(RTX,),
        offers=(SCREEN,),
    ),
    story(
        "no screen, and both drugs that wait for it are closed: none is asked for",
        "info",
        *without(READY, "hbs", "hbc"),
        ended(RITUXIMAB, 500, route="iv"),
        allergy("a", "612865"),
        never_offers=(RTX, TCZ, SCREEN),
    ),
    story(
        "no screen, rituximab tried, tocilizumab still open: asked for",
        "info",
        *without(READY, "hbs", "hbc"),
        ended(RITUXIMAB, 500, route="iv"),
        never_offers=(RTX,),
        offers=(TCZ, SCREEN),
    ),
    story("only HBsAg on record", "info", *without(READY, "hbc"), never_offers=(RTX,), offers=(SCREEN,)),
    story(
        "screen asked for 30 days ago",
        "info",
        *without(READY, "hbs", "hbc"),
        ordered_test("r1", "5196-1", authored=-30),
        ordered_test("r2", "13952-7", authored=-30),
        offers=(RTX,),
    ),
    story(
        "screen asked for 31 days ago: asked for anew",
        "info",
        *without(READY, "hbs", "hbc"),
        ordered_test("r1", "5196-1", authored=-31),
        ordered_test("r2", "13952-7", authored=-31),
        never_offers=(RTX,),
        offers=(SCREEN,),
    ),
    story(
        "hepatitis B positive: rituximab left out",
        "info",
        *without(READY, "hbs"),
        result("s", "5196-1", "positive", on=-100, interpretation="POS"),
        never_offers=(RTX, SCREEN),
    ),
    story(
        "hepatitis B ever coded: rituximab left out",
        "info",
        *READY,
        condition("b", "B18.1", clinical="resolved"),
        never_offers=(RTX,),
    ),
    story(
        "IgG never measured: rituximab kept", "info", *without(READY, "igg"), offers=(RTX,), recommended=MMF
    ),
    story(
        "IgG 3.9 g/L: rituximab left out",
        "info",
        *without(READY, "igg"),
        result("g", "2465-3", 3.9, "g/L", on=-183),
        never_offers=(RTX,),
    ),
    story(
        "IgG 4.0 g/L",
        "info",
        *without(READY, "igg"),
        result("g", "2465-3", 4.0, "g/L", on=-100),
        offers=(RTX,),
    ),
    story(
        "IgG 390 mg/dL is 3.9 g/L",
        "info",
        *without(READY, "igg"),
        result("g", "2465-3", 390, "mg/dL", on=-100),
        never_offers=(RTX,),
    ),
    story(
        "IgG 3.9 g/L of 184 days ago: too old to bar",
        "info",
        *without(READY, "igg"),
        result("g", "2465-3", 3.9, "g/L", on=-184),
        offers=(RTX,),
    ),
    story(
        "neutrophils 0.9: rituximab left out",
        "info",
        *without(READY, "neut"),
        result("n", "751-8", 0.9, "10*9/L", on=-5),
        never_offers=(RTX,),
    ),
    story(
        "Child-Pugh A: no nintedanib draft",
        "info",
        *READY,
        result("cp", "710065009", "A", on=-365, system=SNOMED),
        never_offers=(NIN,),
    ),
    story(
        "Child-Pugh A of 366 days ago",
        "info",
        *READY,
        result("cp", "710065009", "A", on=-366, system=SNOMED),
        offers=(NIN,),
    ),
    story(
        "anticoagulant taken: nintedanib left out",
        "info",
        *READY,
        order("w", "11289", "warfarin", dose=5, start=-100),
        never_offers=(NIN,),
    ),
    story(
        "anticoagulant stopped: nintedanib kept",
        "info",
        *READY,
        order("w", "11289", "warfarin", dose=5, start=-100, status="stopped"),
        offers=(NIN,),
    ),
    story(
        "clarithromycin: nintedanib left out",
        "info",
        *READY,
        order("c", "21212", "clarithromycin", dose=500, start=-3),
        never_offers=(NIN,),
    ),
    story(
        "azithromycin: nintedanib kept",
        "info",
        *READY,
        order("c", "18631", "azithromycin", dose=500, start=-3),
        offers=(NIN,),
    ),
    story(
        "rifampicin: nintedanib left out",
        "info",
        *READY,
        order("r", "9384", "rifampin", dose=600, start=-3),
        never_offers=(NIN,),
    ),
    story(
        "AST above 3 times its limit: nintedanib left out",
        "info",
        *READY,
        result("a", "1920-8", 121, "U/L", high=40),
        never_offers=(NIN, TCZ),
    ),
    story(
        "AST at 3 times its limit: nintedanib kept",
        "info",
        *READY,
        result("a", "1920-8", 120, "U/L", high=40),
        offers=(NIN,),
    ),
    story(
        "infarction 183 days ago: nintedanib left out",
        "info",
        *READY,
        condition("mi", "I21.4", onset=-183, recorded=-183),
        never_offers=(NIN,),
    ),
    story(
        "infarction 184 days ago: nintedanib kept",
        "info",
        *READY,
        condition("mi", "I21.4", onset=-184, recorded=-184),
        offers=(NIN,),
    ),
    story(
        "hepatitis B carrier on entecavir: rituximab and tocilizumab kept",
        "info",
        *without(READY, "hbs"),
        result("hbs", "5196-1", "positive", on=-100),
        order("e", "306266", "entecavir", dose=0.5, start=-100),
        offers=(RTX, TCZ),
        never_offers=(SCREEN,),
    ),
    story(
        "hepatitis B, not treated: rituximab and tocilizumab left out",
        "info",
        *without(READY, "hbs"),
        result("hbs", "5196-1", "positive", on=-100),
        never_offers=(RTX, TCZ),
    ),
    story(
        "sepsis 30 days ago: rituximab and tocilizumab left out",
        "info",
        *READY,
        condition("s", "A41.9", recorded=-30),
        never_offers=(RTX, TCZ),
    ),
    story(
        "sepsis 31 days ago: rituximab and tocilizumab kept",
        "info",
        *READY,
        condition("s", "A41.9", recorded=-31),
        offers=(RTX, TCZ),
    ),
    story(
        "can become pregnant, not tested: nintedanib kept with the test",
        "info",
        *READY,
        person=WOMAN,
        offers=(NIN,),
        acts=("2118-8",),
        recommended="",
    ),
    story(
        "no liver tests and no pregnancy test: both asked for beside nintedanib",
        "info",
        *without(READY, "alt"),
        allergy("a", "68149"),
        person=WOMAN,
        offers=("check first: liver tests (none within 30 days); a negative pregnancy test",),
        acts=("1742-6", "1920-8", "1975-2", "2118-8"),
        recommended="",
    ),
    story(
        "AST 30 days ago: no liver test beside nintedanib",
        "info",
        *without(READY, "alt"),
        allergy("a", "68149"),
        result("ast", "1920-8", 20, "U/L", on=-30, high=40),
        offers=(NIN,),
        never_acts=("1742-6", "1920-8", "1975-2"),
    ),
    story(
        "AST 31 days ago: asked for beside nintedanib",
        "info",
        *without(READY, "alt"),
        allergy("a", "68149"),
        result("ast", "1920-8", 20, "U/L", on=-31, high=40),
        offers=(NIN,),
        acts=("1742-6", "1920-8", "1975-2"),
    ),
    story(
        "counts and liver tests 90 days ago: tocilizumab asks for none",
        "info",
        *without(READY, "neut", "plt", "alt"),
        *(result(*one, on=-90) for one in OLDER),
        allergy("a", "68149"),
        allergy("n", "1592737"),
        offers=(TCZ,),
        never_acts=("57021-8", "1742-6", "1975-2"),
    ),
    story(
        "counts and liver tests 91 days ago: asked for beside tocilizumab",
        "info",
        *without(READY, "neut", "plt", "alt"),
        *(result(*one, on=-91) for one in OLDER),
        allergy("a", "68149"),
        allergy("n", "1592737"),
        offers=(TCZ,),
        acts=("57021-8", "1742-6", "1975-2"),
    ),
    story(
        "abatacept for the joints: no second biologic",
        "info",
        *READY,
        order("aba", "614391", "abatacept", dose=125, route="sc", start=-100),
        offers=(MMF, RTX, NIN),
        never_offers=(TCZ,),
        recommended="",
    ),
    story("nintedanib tried", "info", *READY, ended(NINTEDANIB, 500), never_offers=(NIN,)),
    story("nintedanib allergy", "info", *READY, allergy("a", "1592737"), never_offers=(NIN,)),
    story(
        "ALT at 3 times its limit",
        "info",
        *without(READY, "alt"),
        result("a", "1742-6", 120, "U/L", high=40),
        offers=(NIN,),
    ),
    story(
        "ALT above 3 times its limit",
        "info",
        *without(READY, "alt"),
        result("a", "1742-6", 121, "U/L", high=40),
        never_offers=(NIN,),
    ),
    story(
        "hepatic impairment without a Child-Pugh class: kept",
        "info",
        *READY,
        condition("h", "K72.1"),
        offers=(NIN,),
        recommended=MMF,
    ),
]

BOTH_SIDES = [
    story(
        "neutrophils 1.0: rituximab kept", "info", *without(READY, "neut"), neutrophils(1.0), offers=(RTX,)
    ),
    story(
        "neutrophils 0.99: rituximab left out",
        "info",
        *without(READY, "neut"),
        neutrophils(0.99),
        never_offers=(RTX,),
    ),
    story(
        "neutrophils 2.0: tocilizumab kept", "info", *without(READY, "neut"), neutrophils(2.0), offers=(TCZ,)
    ),
    story(
        "tuberculosis screen 365 days ago",
        "info",
        *without(READY, "igra"),
        result("igra", "71773-6", "negative", on=-365),
        offers=(TCZ,),
        never_acts=("71773-6",),
    ),
    story(
        "tuberculosis screen 366 days ago: its request beside",
        "info",
        *without(READY, "igra"),
        result("igra", "71773-6", "negative", on=-366),
        acts=("71773-6",),
    ),
    story(
        "of tests 364 and 367 days before, the nearer to a year counts",
        "silent",
        *OLD,
        lung(81, -369),
        lung(90, -372),
        lung(80, -5),
    ),
    story(
        "of tests 363 and 366 days before, the nearer to a year counts",
        "silent",
        *OLD,
        lung(90, -368),
        lung(81, -371),
        lung(80, -5),
    ),
]

NO_DRUG = [
    story(
        "IPF resolved",
        "info",
        *READY,
        condition("ipf", "J84.112", recorded=-100, clinical="resolved"),
        offers=(MMF,),
    ),
    story(
        "WHO code J84.1 alone is not IPF",
        "info",
        SSC,
        condition("w", "J84.1", system="http://hl7.org/fhir/sid/icd-10", recorded=-100),
        *LABS,
        offers=(MMF,),
    ),
    story(
        "tuberculosis resolved", "info", *READY, condition("tb", "A15.0", clinical="resolved"), offers=(MMF,)
    ),
    story(
        "man with a pregnancy on record",
        "info",
        *READY,
        condition("p", "Z33.1", onset=-60),
        person=patient(age=30),
        never_offers=DRUGS,
        offers=(DISCUSSION,),
    ),
    story(
        "no hepatitis screen either when pregnant",
        "info",
        *NEW,
        condition("p", "Z33.1", onset=-60),
        person=WOMAN,
        never_offers=(*DRUGS, SCREEN),
        never_acts=("MedicationRequest",),
    ),
]

MARKS = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"


def german(id: str, code: str, mark: str = "G", release: str = "bfarm", **how: Any) -> Json:
    """A diagnosis in the German modification of ICD-10, its certainty as a mark beside the code."""
    found = condition(
        id,
        code,
        system=f"http://fhir.de/CodeSystem/{release}/icd-10-gm",
        **{"clinical": None, "verification": None, **how},
    )
    found["code"]["coding"][0]["extension"] = [{"url": MARKS, "valueCoding": {"code": mark}}]
    return found


def in_words(words: str, **how: Any) -> Json:
    return condition("words", "x", recorded=-365, **how) | {"code": {"text": words}}


GERMAN = [
    story("German codes", "info", german("s", "M34.8"), german("i", "J84.10"), recommended=MMF),
    story(
        "German codes of an older release, with their marks",
        "info",
        german("s", "M34.8+", release="dimdi"),
        german("i", "J99.1*", release="dimdi"),
    ),
    story("German codes, sclerosis over", "info", german("s", "M34.0", "Z"), german("i", "J84.1")),
    story("German codes, sclerosis suspected", "info", german("s", "M34.0", "V"), german("i", "J84.1")),
    story("German codes, sclerosis excluded", "silent", german("s", "M34.0", "A"), german("i", "J84.1")),
    story("German codes, ILD suspected", "silent", german("s", "M34.0"), german("i", "J84.1", "V")),
    story("German codes, ILD excluded", "silent", german("s", "M34.0"), german("i", "J84.1", "A")),
    story("German codes, ILD over", "silent", german("s", "M34.0"), german("i", "J84.1", "Z")),
    story(
        "German codes, ILD confirmed by its status",
        "info",
        german("s", "M34.0"),
        german("i", "J84.1", "V", verification="confirmed"),
    ),
]

WORDS = [
    *(
        story(f"ILD caused by a drug, in words: {words}", "silent", *NEW, in_words(words))
        for words in (
            "Drug-induced interstitial lung disease",
            "Methotrexate-induced pneumonitis",
            "Interstitial lung disease due to nitrofurantoin",
        )
    ),
    *(
        story(f"no ILD caused by a drug: {words}", "info", *NEW, in_words(words))
        for words in ("Drug-induced lupus", "Interstitial lung disease, not drug-induced")
    ),
    story("drug-induced ILD in words, over", "info", *NEW, in_words("Drug-induced ILD", clinical="resolved")),
    *(
        story(f"ILD in words: {words}", "info", SSC, in_words(words))
        for words in ("Diffuse parenchymal lung disease", "Fibrosing alveolitis", "Organizing pneumonia")
    ),
]

SCLERODERMA = FirstLine(
    CARD,
    SSC,
    listed=(MYCOPHENOLATE, TOCILIZUMAB, RITUXIMAB, NINTEDANIB, CYCLOPHOSPHAMIDE, AZATHIOPRINE),
    unlisted=(TACROLIMUS, TOFACITINIB, PIRFENIDONE),
    drugs=DRUGS,
)

STORIES = [
    *ROWS,
    *stories_of_any(SCLERODERMA),
    *WHEN,
    *NAIVE,
    *OFF_LIST,
    *SILENT,
    *NOT_KNOWN,
    *MYCOPHENOLATE_DRAFT,
    *OTHER_DRUGS,
    *BOTH_SIDES,
    *NO_DRUG,
    *GERMAN,
    *WORDS,
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


def test_once_mycophenolate_is_drafted_the_card_does_not_come_back() -> None:
    for hook in (SELECT, SIGN):
        findings, _ = tell(
            Story(
                CARD, "followed", hook, "silent", record=READY, drafts=(draft("m", *MYCOPHENOLATE, dose=500),)
            )
        )
        assert all(one.card.id != CARD or one.outcome.value != "fired" for one in findings.findings)


def test_tocilizumab_is_drafted_as_the_product_of_its_dose() -> None:
    _, answer = tell(story("both passed", "info", *READY))
    shown = card_in(answer, CARD)
    assert shown is not None
    (offered,) = [one for one in shown["suggestions"] if TCZ in one["label"]]
    drafted = offered["actions"][0]["resource"]
    coding = drafted["medicationCodeableConcept"]["coding"][0]
    assert (coding["code"], coding["display"]) == (
        "1441527",
        "0.9 ML tocilizumab 180 MG/ML Prefilled Syringe",
    )
    assert drafted["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"]["value"] == 162
