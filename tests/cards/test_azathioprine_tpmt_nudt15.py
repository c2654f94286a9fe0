"""azathioprine-tpmt-nudt15: poor, not tested, too much for an intermediate metaboliser, NUDT15 not tested."""

# Longer than 300 lines because each row of the table, and each gate of the drug in its place, is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    Json,
    allergy,
    coded,
    condition,
    day,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "azathioprine-tpmt-nudt15"
TITLE = "Azathioprine: TPMT and NUDT15"
AZATHIOPRINE = ("1256", "azathioprine")
BOTH_GENES = "93193-1"
DELETE, LOWER, GENES, MYCOPHENOLATE = (
    "Remove the draft",
    "Change the draft to azathioprine 50 mg",
    "genotype",
    "mycophenolate",
)


def gene(code: str, said: str, **how: Any) -> Json:
    """A phenotype in the site's own code."""
    return result(f"g{code}", code, on=-700, valueCodeableConcept=coded("urn:oid:1.2.3", said), **how)


def tpmt(said: str, **how: Any) -> Json:
    return gene("79713-4", said, **how)


def nudt15(said: str, **how: Any) -> Json:
    return gene(BOTH_GENES, said, **how)


def activity(**how: Any) -> Json:
    return result("act", "21563-2", 20, "U/mL", on=-60, **how)


GENES_IN_WORDS = result("both", BOTH_GENES, "TPMT *3A/*3A, NUDT15 not reported", on=-700)


def drafted(mg: Any = 100, **how: Any) -> Json:
    return draft("aza", *AZATHIOPRINE, dose=mg, **how)


def taken(start: int = -184, mg: Any = 150, **how: Any) -> Json:
    return order("old", *AZATHIOPRINE, dose=mg, start=start, **how)


def counts(on: int = -120, anc: Any = 1.5, plt: Any = 100) -> tuple[Json, Json]:
    return result("anc", "751-8", anc, "10*9/L", on=on), result("plt", "777-3", plt, "10*9/L", on=on)


def signing(name: str, expect: str, *record: Json, mg: Any = 100, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (drafted(mg),))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, site_codes=True, **more)


KG_62_5 = weight(62.5)

UNTESTED = (
    signing("no TPMT result", "warning", recommended=GENES, offers=("blood count",), never_offers=(DELETE,)),
    signing(
        "no TPMT result, asked for", "info", ordered_test("r", "21563-2"), offers=(GENES,), recommended=""
    ),
    signing(
        "asked for by the test of both genes", "info", ordered_test("r", BOTH_GENES), never_offers=(GENES,)
    ),
    signing("asked for 30 days ago", "info", ordered_test("r", BOTH_GENES, authored=-30)),
    signing("asked for 31 days ago", "warning", ordered_test("r", BOTH_GENES, authored=-31)),
    signing("while it is selected", "warning", hook=SELECT),
    signing("continued, never tested", "silent", taken(-10)),
    signing("ended 90 days ago", "silent", taken(-300, until=-90, status="completed")),
    signing("ended 91 days ago", "warning", taken(-300, until=-91, status="completed")),
    signing("both genes normal", "silent", tpmt("NORMAL"), nudt15("NORMAL")),
    signing("one result for both genes, normal", "silent", nudt15("NORMAL")),
    signing(
        "activity reported low, no phenotype", "warning", activity(interpretation="L"), recommended=GENES
    ),
    signing("activity reported very low", "warning", activity(interpretation="LL")),
    signing(
        "activity reported normal, NUDT15 never tested",
        "info",
        activity(interpretation="N"),
        recommended=GENES,
    ),
    signing("TPMT normal, NUDT15 never tested", "info", tpmt("NORMAL"), recommended=GENES),
    signing("TPMT intermediate, NUDT15 never tested, low dose", "info", tpmt("INTERMEDIATE"), KG_62_5, mg=50),
    signing("TPMT normal, NUDT15 asked for", "silent", tpmt("NORMAL"), ordered_test("r", BOTH_GENES)),
    signing("TPMT normal, continued", "silent", tpmt("NORMAL"), taken(-10)),
    signing(
        "taken before and stopped, nobody knows when: TPMT may never have been asked for",
        "not known",
        taken(-2000, status="stopped"),
        named=TITLE,
    ),
    signing("ordered 90 days ago and stopped, nobody knows when", "silent", taken(-90, status="stopped")),
    signing("deceased", "silent", person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", drafts=(draft("x", "6809", "metformin", dose=500),)),
    signing("18 years old", "warning", person=patient(age=18), never_says=("Adult thresholds",)),
    signing("15 years old", "warning", person=patient(age=15), says=("Adult thresholds",)),
)

POOR = (
    signing(
        "TPMT poor", "critical", tpmt("POOR"), recommended=DELETE, never_offers=(LOWER, GENES, "Replace")
    ),
    signing(
        "poor, and a newer activity in the normal range",
        "critical",
        tpmt("POOR"),
        activity(interpretation="N"),
    ),
    signing(
        "poor by a result dated tomorrow, which is not read",
        "warning",
        gene("79713-4", "POOR") | {"effectiveDateTime": day(1)},
        recommended=GENES,
        never_offers=(DELETE,),
    ),
    signing("NUDT15 poor", "critical", nudt15("POOR"), tpmt("NORMAL"), recommended=DELETE),
    signing("poor and continued", "critical", nudt15("POOR"), taken(-10), recommended=DELETE),
    signing(
        "poor, ILD, counted: mycophenolate may take its place",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        offers=("Replace with mycophenolate",),
        recommended=DELETE,
    ),
    signing(
        "platelets counted, neutrophils not: nothing takes its place",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200)[1:],
        never_offers=("Replace with mycophenolate",),
        recommended=DELETE,
    ),
    signing(
        "low counts: with that said",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 1.2, 200),
        offers=("check first: neutrophils below 1.3",),
        recommended=DELETE,
    ),
    signing(
        "no ILD and no rheumatic disease", "critical", tpmt("POOR"), *counts(-3), never_offers=("Replace",)
    ),
    signing("never counted", "critical", tpmt("POOR"), ild(), never_offers=("Replace",)),
    signing(
        "counted 31 days ago",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-31, 3, 200),
        never_offers=("Replace",),
    ),
    signing(
        "mycophenolate allergy",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        allergy("a", "265323", "mycophenolate mofetil"),
        never_offers=("Replace",),
    ),
    signing(
        "allergies not supplied",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        lacking=("AllergyIntolerance",),
        never_offers=("Replace",),
    ),
    signing(
        "taken before",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        order("m", "68149", "mycophenolate mofetil", dose=500, start=-900, until=-800, status="completed"),
        never_offers=("Replace",),
    ),
    signing(
        "pregnant",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        condition("p", "Z33.1", "Pregnant", onset=-60),
        person=patient(age=30, sex="female"),
        never_offers=("Replace",),
    ),
    signing(
        "idiopathic pulmonary fibrosis",
        "critical",
        tpmt("POOR"),
        condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis"),
        *counts(-3, 3, 200),
        never_offers=("Replace",),
    ),
    signing(
        "woman who may become pregnant, not tested: with that said",
        "critical",
        tpmt("POOR"),
        ild(),
        *counts(-3, 3, 200),
        person=patient(age=30, sex="female"),
        offers=("check first: a negative pregnancy test",),
    ),
)

ONE, TWO = (tpmt("INTERMEDIATE"), nudt15("NORMAL")), (tpmt("INTERMEDIATE"), nudt15("INTERMEDIATE"))
TOO_MUCH = (
    signing("one gene, exactly 1.6 mg/kg", "silent", *ONE, KG_62_5),
    signing(
        "one gene, above 1.6 mg/kg",
        "warning",
        *ONE,
        KG_62_5,
        mg=101,
        recommended=LOWER,
        never_offers=(DELETE,),
    ),
    signing(
        "NUDT15 alone, above 1.6 mg/kg", "warning", tpmt("NORMAL"), nudt15("INTERMEDIATE"), KG_62_5, mg=101
    ),
    signing("both genes, exactly 1.0 mg/kg", "silent", *TWO, weight(75), mg=75),
    signing("both genes, above 1.0 mg/kg", "warning", *TWO, weight(75), mg=76, recommended=LOWER),
    signing("50 kg", "warning", *ONE, weight(50), mg=100, recommended=LOWER),
    signing(
        "50 kg, with an allergy to azathioprine",
        "warning",
        *ONE,
        weight(50),
        allergy("a", *AZATHIOPRINE),
        mg=100,
        recommended=DELETE,
        never_offers=(LOWER,),
    ),
    signing("49.9 kg", "warning", *ONE, weight(49.9), mg=100, recommended=DELETE, never_offers=(LOWER,)),
    signing(
        "17 years old",
        "warning",
        *ONE,
        KG_62_5,
        mg=125,
        person=patient(age=17),
        recommended=DELETE,
        never_offers=(LOWER,),
    ),
    signing(
        "two drafts that add up",
        "warning",
        *ONE,
        KG_62_5,
        drafts=(drafted(100), draft("b", *AZATHIOPRINE, dose=25)),
    ),
    signing("taken for 183 days", "warning", *ONE, KG_62_5, *counts(), taken(-183), mg=150),
    signing(
        "taken for 184 days, counts normal 120 days ago",
        "silent",
        *ONE,
        KG_62_5,
        *counts(),
        taken(-184),
        mg=150,
    ),
    signing(
        "a gap of 90 days is bridged",
        "silent",
        *ONE,
        KG_62_5,
        *counts(),
        taken(-300, until=-110, status="completed") | {"id": "older"},
        taken(-19),
        mg=150,
    ),
    signing(
        "a gap of 91 days is not",
        "warning",
        *ONE,
        KG_62_5,
        *counts(),
        taken(-300, until=-111, status="completed") | {"id": "older"},
        taken(-19),
        mg=150,
    ),
    signing("counted 121 days ago", "warning", *ONE, KG_62_5, *counts(-121), taken(), mg=150),
    signing("neutrophils 1.49", "warning", *ONE, KG_62_5, *counts(-3, 1.49), taken(), mg=150),
    signing("platelets 99", "warning", *ONE, KG_62_5, *counts(-3, 3, 99), taken(), mg=150),
    signing("no weight", "not known", *ONE, named="body weight"),
    signing("weight 180 days ago", "silent", *ONE, weight(62.5, on=-180)),
    signing("weight 181 days ago", "not known", *ONE, weight(62.5, on=-181), named="body weight"),
    signing("dose of words alone", "not known", *ONE, KG_62_5, mg=None, named=TITLE),
)

NOT_KNOWN = (
    signing("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    signing("results in part", "not known", partial=("Observation",), named=TITLE),
    signing("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing(
        "a figure without interpretation",
        "not known",
        activity(),
        named=TITLE,
    ),
    signing("continued, a figure without interpretation", "not known", activity(), taken(-10), named=TITLE),
    signing("continued, activity reported normal", "silent", activity(interpretation="N"), taken(-10)),
    signing("continued, activity reported low", "silent", activity(interpretation="L"), taken(-10)),
    signing(
        "continued, a phenotype and a newer figure without interpretation",
        "silent",
        tpmt("NORMAL"),
        activity(),
        taken(-10),
    ),
    signing("poor metaboliser in words, continued", "not known", GENES_IN_WORDS, taken(-10), named=TITLE),
    signing("TPMT normal, NUDT15 in words", "not known", tpmt("NORMAL"), GENES_IN_WORDS, named=TITLE),
    signing(
        "TPMT normal, NUDT15 flagged normal",
        "silent",
        tpmt("NORMAL"),
        result("both", BOTH_GENES, "wild type", on=-700, interpretation="N"),
    ),
    signing(
        "TPMT normal, NUDT15 flagged low without a phenotype: no row speaks of it",
        "silent",
        tpmt("NORMAL"),
        result("both", BOTH_GENES, "variant", on=-700, interpretation="L"),
    ),
    signing("orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    signing(
        "requests not supplied: none is proven", "warning", lacking=("ServiceRequest",), recommended=GENES
    ),
)

STORIES = [*UNTESTED, *POOR, *TOO_MUCH, *NOT_KNOWN]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
