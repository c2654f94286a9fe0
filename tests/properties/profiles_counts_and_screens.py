"""Patients who take, or are to take, a drug that needs counts, genes, a pregnancy test or a screen first.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

# Longer than 300 lines because seven cards have their patients here.

from __future__ import annotations

from random import Random
from typing import Any

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    SNOMED,
    Json,
    condition,
    creatinine,
    draft,
    ild,
    order,
    ordered_test,
    result,
    weight,
)
from tests.properties.made import (
    AZATHIOPRINE,
    COMFORT,
    HYSTERECTOMY,
    HYSTERECTOMY_DONE,
    MAN_WITH_HCG,
    MMF,
    NOBODY,
    PREGNANCY,
    SELECT,
    SIGN,
    STOPPED,
    TOCILIZUMAB,
    VIEW,
    Made,
    Profile,
    adult,
    born,
    cancelled,
    dosed,
    holding,
    measured,
    rewritten,
    where_supplied,
    whose,
    woman,
)

TWICE = (2, 1, "d")
ENTECAVIR = order("etv", "306266", "entecavir", dose="0.5", start=-60)
ISONIAZID = order("inh", "6038", "isoniazid", dose=300, start=-900, until=-700, status="completed")
ALLOPURINOL = order("allo", "519", "allopurinol", dose=100, start=-180)
IVIG = order("ig", "1426680", "immunoglobulin G, human", dose=30, unit="g", start=-60, route="iv")


def anc(value: Any, on: int = -3) -> Json:
    return result("anc", "751-8", value, "10*9/L", on=on)


def plt(value: Any, on: int = -3) -> Json:
    return result("plt", "777-3", value, "10*9/L", on=on)


def asked(code: str) -> Json:
    return ordered_test(f"rq{code}", code)


COUNTED = (anc(3), plt(220))
CBC = asked("57021-8")


# Mycophenolate and blood counts
def mmf_draft() -> Json:
    return draft("d", *MYCOPHENOLATE, dose=1000, per=TWICE)


def low_and_ordered(by: Random) -> Made:
    low = by.choice(((anc(by.choice((0.9, 1.29))), plt(220)), (anc(3), plt(by.choice((60, 99))))))
    return Made(by.choice((SELECT, SIGN)), (ild(), MMF, *low), (mmf_draft(),), adult(by))


def low_and_taken(by: Random) -> Made:
    low = (anc(by.choice((0.9, 1.29)), -by.choice((5, 20))), plt(by.choice((60, 99)), -by.choice((5, 20))))
    return Made(VIEW, (ild(), MMF, *low), person=adult(by))


def first_count_due(by: Random) -> Made:
    old = by.choice(((), (anc(3, -31), plt(220, -31)), (anc(3),)))
    return Made(by.choice((SELECT, SIGN)), (ild(), *old), (mmf_draft(),), adult(by))


def next_count_due(by: Random) -> Made:
    on = -by.choice((121, 200))
    return Made(VIEW, (ild(), MMF, anc(3, on), plt(220, on)), person=adult(by))


def next_count_due_early(by: Random) -> Made:
    taken = order("mmf", *MYCOPHENOLATE, dose=1000, per=TWICE, start=-by.choice((40, 90)))
    on = -by.choice((31, 39))
    return Made(VIEW, (ild(), taken, anc(3, on), plt(220, on)), person=adult(by))


MMF_STOPPED = {"stopped": rewritten("mmf", **STOPPED)}


# Azathioprine
def azathioprine_untested(by: Random) -> Made:
    low = by.choice(((), (result("act", "21563-2", 5, "U/mL", interpretation=by.choice(("L", "LL"))),)))
    drug = draft("d", *AZATHIOPRINE, dose=by.choice((50, 100)))
    return Made(by.choice((SELECT, SIGN)), (ild(), *low), (drug,), adult(by))


def azathioprine_half_tested(by: Random) -> Made:
    fine = result("act", "21563-2", 30, "U/mL", interpretation="N")
    drug = draft("d", *AZATHIOPRINE, dose=by.choice((50, 100)))
    return Made(by.choice((SELECT, SIGN)), (ild(), fine), (drug,), adult(by))


def azathioprine_with_inhibitor(by: Random) -> Made:
    aza = {"dose": by.choice((100, 150))}
    inhibitor = by.choice((("519", "allopurinol"), ("73689", "febuxostat")))
    one, two = (AZATHIOPRINE, inhibitor) if by.random() < 0.5 else (inhibitor, AZATHIOPRINE)
    older = order("old", *one, **(aza if one is AZATHIOPRINE else {"dose": 80}), start=-60)
    newer = draft("d", *two, **(aza if two is AZATHIOPRINE else {"dose": 80}))
    return Made(by.choice((SELECT, SIGN)), (older,), (newer,), adult(by))


def low_azathioprine_with_allopurinol(by: Random) -> Made:
    taken = order("aza", *AZATHIOPRINE, dose=50, start=-180)
    drug = draft("d", *AZATHIOPRINE, dose=50)
    return Made(SIGN, (taken, ALLOPURINOL, weight(by.choice((75, 90)))), (drug,), adult(by))


# Cyclophosphamide
def cyclophosphamide(by: Random, *record: Json, **who: Json) -> Made:
    kidneys = (creatinine(0.8), weight(by.choice((64, 72))))
    drug = draft("d", *CYCLOPHOSPHAMIDE, dose=1000, per=(1, 4, "wk"), route="iv")
    return Made(by.choice((SELECT, SIGN)), (*kidneys, *record), (drug,), **who)


def cyclophosphamide_unsafe(by: Random) -> Made:
    ground = by.choice(
        (
            (anc(1.4), plt(220)),
            (anc(3), plt(99)),
            (*COUNTED, condition("g", "A41.9", "Sepsis")),
            (*COUNTED, condition("g", "R31.9", "Hematuria, unspecified")),
            (*COUNTED, condition("g", "C67.9", "Malignant neoplasm of bladder", recorded=-2000)),
        )
    )
    return cyclophosphamide(by, *ground, person=adult(by))


def cyclophosphamide_uncounted(by: Random) -> Made:
    return cyclophosphamide(by, *by.choice(((), (anc(3, -15), plt(220, -15)))), person=adult(by))


def cyclophosphamide_untested(by: Random) -> Made:
    old = by.choice(((), (result("hcg", "2118-8", "Negative", on=-8),)))
    return cyclophosphamide(by, *COUNTED, *old, person=woman(by))


def cyclophosphamide_while_pregnant(by: Random) -> Made:
    found = by.choice((PREGNANCY, result("hcg", "2118-8", "Positive", on=-by.choice((2, 42)))))
    return cyclophosphamide(by, *COUNTED, found, person=woman(by))


# Rituximab
def rituximab(by: Random, *record: Json) -> Made:
    drug = draft("d", *RITUXIMAB, dose=1000, per=(1, 14, "d"), days=15, route="iv")
    return Made(by.choice((SELECT, SIGN)), record, (drug,), adult(by))


def hbsag(answer: str = "Negative", on: int = -30) -> Json:
    return result("hbs", "5196-1", answer, on=on)


def anti_hbc(answer: str = "Negative", on: int = -30) -> Json:
    return result("hbc", "13952-7", answer, on=on)


SCREENED = (hbsag(), anti_hbc())
DRUGS = ("MedicationRequest", "MedicationStatement")
DNA = result("dna", "29610-3", "Detected", on=-900)
HEPATITIS_B = condition("hb", "B18.1", "Chronic viral hepatitis B without delta-agent", recorded=-900)


def rituximab_unscreened(by: Random) -> Made:
    return rituximab(by, *by.choice(((), (hbsag(on=-366), anti_hbc(on=-400)))))


def rituximab_in_hepatitis_b(by: Random) -> Made:
    return rituximab(by, *by.choice(((hbsag("Positive"),), (anti_hbc("Positive"),), (DNA,), (HEPATITIS_B,))))


def igg(value: Any, on: int) -> Json:
    return result("igg", "2465-3", value, "g/L", on=on)


def rituximab_with_low_igg(by: Random) -> Made:
    return rituximab(by, *SCREENED, igg(by.choice((2, 3.9)), -by.choice((10, 90))))


def rituximab_igg_due(by: Random) -> Made:
    return rituximab(by, *SCREENED, *by.choice(((), (igg(9, -91),))))


# Tocilizumab
ALT = result("alt", "1742-6", 20, "U/L", on=-20, high=40)
AST = result("ast", "1920-8", 20, "U/L", on=-20, high=40)
BILIRUBIN = result("bili", "1975-2", 0.5, "mg/dL", on=-20)
LIVER = (ALT, BILIRUBIN)
TCZ = order("tcz", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-200)


def tocilizumab(by: Random, *record: Json) -> Made:
    drug = draft("d", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc")
    return Made(by.choice((SELECT, SIGN)), record, (drug,), adult(by))


def tocilizumab_unsafe_to_start(by: Random) -> Made:
    low = by.choice(((anc(1.9), plt(220)), (anc(3), plt(90))))
    return tocilizumab(by, *low, *LIVER)


def tocilizumab_unsafe_to_go_on(by: Random) -> Made:
    low = by.choice(((anc(0.9), plt(220)), (anc(3), plt(90))))
    return tocilizumab(by, TCZ, *low, *LIVER)


def tocilizumab_in_latent_tuberculosis(by: Random) -> Made:
    latent = by.choice(
        (condition("ltb", "Z22.7", "Latent tuberculosis"), result("igra", "71773-6", "Positive", on=-100))
    )
    return tocilizumab(by, latent, *COUNTED, *LIVER)


def tocilizumab_in_hepatitis_b(by: Random) -> Made:
    return tocilizumab(by, by.choice((HEPATITIS_B, anti_hbc("Positive"))), *COUNTED, *LIVER)


def tocilizumab_tests_due(by: Random) -> Made:
    return tocilizumab(by, *by.choice(((), (anc(3, -91), plt(220, -91)))))


DRAFT_GONE = cancelled("d", "draft")
GONE = {**NOBODY, **DRAFT_GONE}

PROFILES = (
    Profile(
        "mycophenolate-labs",
        low_and_ordered,
        {**GONE, "recovered": holding(*COUNTED), "half the dose": dosed("d", 0.5)},
        {"neutrophils lower": measured("anc", 0.3)},
        {"count asked for": holding(CBC)},
        name="low and ordered",
    ),
    Profile(
        "mycophenolate-labs",
        low_and_taken,
        {
            **NOBODY,
            **COMFORT,
            **MMF_STOPPED,
            "recovered": holding(*COUNTED),
            "ordered anew since": holding(order("new", *MYCOPHENOLATE, dose=500, per=TWICE, start=-1)),
        },
        {"neutrophils lower": measured("anc", 0.3)},
        {"count asked for": holding(CBC)},
        name="low and taken",
    ),
    Profile(
        "mycophenolate-labs",
        first_count_due,
        {**GONE, "counted": holding(*COUNTED), "asked for": holding(CBC), "a renewal": holding(MMF)},
        {"neutrophils low": holding(anc(0.9), plt(220))},
        name="first count due",
    ),
    Profile(
        "mycophenolate-labs",
        next_count_due,
        {
            **NOBODY,
            **COMFORT,
            **MMF_STOPPED,
            "counted": holding(anc(3, -120), plt(220, -120)),
            "asked for": holding(CBC),
        },
        {"neutrophils low": holding(anc(0.9))},
        name="next count due",
    ),
    Profile(
        "mycophenolate-labs",
        next_count_due_early,
        {
            **NOBODY,
            **COMFORT,
            **MMF_STOPPED,
            "counted": holding(anc(3, -30), plt(220, -30)),
            "asked for": holding(CBC),
        },
        name="next count due in the first months",
    ),
    Profile(
        "azathioprine-tpmt-nudt15",
        azathioprine_untested,
        {
            **GONE,
            "taken already": holding(order("aza", *AZATHIOPRINE, dose=50, start=-60)),
            "both genes normal": holding(result("act", "93193-1", "Normal", on=-400)),
        },
        {},
        {"asked for": holding(asked("93193-1"))},
        name="not tested",
    ),
    Profile(
        "azathioprine-tpmt-nudt15",
        azathioprine_half_tested,
        {
            **GONE,
            "taken already": holding(order("aza", *AZATHIOPRINE, dose=50, start=-60)),
            "NUDT15 tested": holding(result("gene", "93193-1", "Normal", on=-400)),
            "asked for": holding(asked("93193-1")),
        },
        name="NUDT15 not tested",
    ),
    Profile(
        "azathioprine-xanthine-oxidase",
        azathioprine_with_inhibitor,
        {**GONE, "the older stopped": rewritten("old", **STOPPED)},
    ),
    Profile(
        "azathioprine-xanthine-oxidase",
        low_azathioprine_with_allopurinol,
        {**GONE, "under way with normal counts": holding(*COUNTED)},
        {"twice the dose": dosed("d", 2)},
        name="low dose",
    ),
    Profile(
        "cyclophosphamide-safety",
        cyclophosphamide_unsafe,
        GONE,
        {"sepsis": holding(condition("s", "A41.9", "Sepsis"))},
        name="unsafe now",
    ),
    Profile(
        "cyclophosphamide-safety",
        cyclophosphamide_uncounted,
        {**GONE, "counted": holding(*COUNTED)},
        {"low": holding(anc(1.4), plt(220))},
        {"count asked for": holding(CBC)},
        name="not counted",
    ),
    Profile(
        "cyclophosphamide-safety",
        cyclophosphamide_untested,
        {
            **GONE,
            "tested": holding(result("hcg", "2118-8", "Negative", on=-7)),
            "hysterectomy": holding(HYSTERECTOMY),
            "hysterectomy done": holding(HYSTERECTOMY_DONE),
            "a man": whose(gender="male"),
            "56 years": whose(birthDate=born(56)),
        },
        {"pregnant": holding(PREGNANCY)},
        {"test asked for": holding(asked("2118-8"))},
        name="pregnancy not tested",
    ),
    Profile(
        "cyclophosphamide-safety",
        cyclophosphamide_while_pregnant,
        {**GONE, "a man, by a test alone": MAN_WITH_HCG, "56 years": whose(birthDate=born(56))},
        name="pregnant",
    ),
    Profile(
        "rituximab-hepatitis-b",
        rituximab_unscreened,
        {
            **GONE,
            "both negative": holding(*SCREENED),
            "HBsAg positive, treated": holding(hbsag("Positive"), ENTECAVIR),
            "anti-HBc positive, treated": holding(anti_hbc("Positive"), ENTECAVIR),
            "HBV DNA found, treated": holding(DNA, ENTECAVIR),
            "hepatitis B, treated": holding(HEPATITIS_B, ENTECAVIR),
        },
        # Without the lists of drugs it is not known whether an antiviral is taken: the note asks for them.
        {"HBsAg positive": where_supplied(holding(hbsag("Positive")), *DRUGS)},
        {"both asked for": holding(asked("5196-1"), asked("13952-7"))},
        name="not screened",
    ),
    Profile(
        "rituximab-hepatitis-b",
        rituximab_in_hepatitis_b,
        {**GONE, "treated": holding(ENTECAVIR)},
        {},
        {"hepatology asked": holding(ordered_test("hep", "308476000", system=SNOMED))},
        name="hepatitis B",
    ),
    Profile(
        "rituximab-immunoglobulin",
        rituximab_with_low_igg,
        {**GONE, "replaced": holding(IVIG), "risen": measured("igg", 3)},
        {"lower": measured("igg", 0.5)},
        name="low IgG",
    ),
    Profile(
        "rituximab-immunoglobulin",
        rituximab_igg_due,
        {**GONE, "measured": holding(igg(9, -90)), "asked for": holding(asked("2465-3"))},
        {"low": holding(igg(3, -91))},
        name="IgG due",
    ),
    Profile(
        "tocilizumab-safety",
        tocilizumab_unsafe_to_start,
        {**GONE, "recovered": holding(*COUNTED)},
        {"tuberculosis": holding(condition("tb", "A15.0", "Tuberculosis of lung"))},
        name="start",
    ),
    Profile(
        "tocilizumab-safety",
        tocilizumab_unsafe_to_go_on,
        {**GONE, "recovered": holding(*COUNTED)},
        {"tuberculosis": holding(condition("tb", "A15.0", "Tuberculosis of lung"))},
        name="on treatment",
    ),
    Profile(
        "tocilizumab-safety",
        tocilizumab_in_latent_tuberculosis,
        {**GONE, "prevented": holding(ISONIAZID)},
        name="latent tuberculosis",
    ),
    Profile(
        "tocilizumab-safety",
        tocilizumab_in_hepatitis_b,
        {**GONE, "treated": holding(ENTECAVIR)},
        name="hepatitis B",
    ),
    Profile(
        "tocilizumab-safety",
        tocilizumab_tests_due,
        {
            **GONE,
            "taken already": holding(TCZ),
            "tested": holding(*COUNTED, *LIVER),
            "tested, AST for ALT": holding(*COUNTED, AST, BILIRUBIN),
            "asked for": holding(CBC, asked("1742-6"), asked("1975-2")),
            "asked for, AST for ALT": holding(CBC, asked("1920-8"), asked("1975-2")),
        },
        {"neutrophils low": holding(anc(1.5), plt(220))},
        name="tests due",
    ),
)
