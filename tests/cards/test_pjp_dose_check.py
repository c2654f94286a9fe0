"""pjp-dose-check: a drafted prophylaxis agent above, below or beside the doses of prophylaxis."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards.pjp.pjp_dose_check import card
from tests.cards.clinic import (
    ATOVAQUONE,
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_30,
    CLEARANCE_30_1,
    ICD10CM,
    MALABSORPTION,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    RIFAMPICIN,
    SSC_CODE,
    TMP_SMX_DS,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    coded,
    comfort_care,
    condition,
    dapsone,
    draft,
    g6pd_normal,
    ild,
    order,
    patient,
    pentamidine,
    potassium,
    result,
    steroid,
    sulfa_allergy,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell
from tests.spec.asking import findings, plan_of

ID = "pjp-dose-check"
TITLE = "PJP drug order: dose check"
AT_RISK = (ild(), steroid(start=-27))
AS_DIRECTED = [{"text": "as directed"}]
ANTI_MDA5 = result("mda5", "105529-2", "Positive", on=-40)
PORPHYRIA = condition("por", "E80.2", "Other and unspecified porphyria")
NONE_LEFT = (sulfa_allergy(), MALABSORPTION, allergy("p", "7994", "Pentamidine"))


def double(per: tuple[int, int, str] = (2, 1, "d"), **how: Any) -> Json:
    """TMP-SMX 160/800 mg."""
    return draft("tmp", *TMP_SMX_DS, **{"dose": 1, "unit": "{tbl}", "per": per, **how})


def drafted(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = CHECKED, **more: Any) -> Story:
    """ILD, prednisone 20 mg for 28 days, clearance 100 mL/min."""
    return Story(ID, name, more.pop("hook", SIGN), expect, record=(*AT_RISK, *record), drafts=drafts, **more)


def no_risk(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = CHECKED, **more: Any) -> Story:
    return Story(ID, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def atq(mg: Any = 1500, **how: Any) -> Json:
    return atovaquone(mg=mg, status="draft", **how)


def dap(mg: Any = 100, **how: Any) -> Json:
    return dapsone(mg=mg, status="draft", **how)


def pen(mg: Any = 300, **how: Any) -> Json:
    return pentamidine(mg=mg, status="draft", **how)


def reason(code: str) -> Json:
    return coded(ICD10CM, code)


def treated(**how: Any) -> Json:
    """TMP-SMX 320 mg of trimethoprim three times a day, against Pneumocystis."""
    cause = reason(PNEUMOCYSTIS_CODE[0])
    return order(
        "on", *TMP_SMX_DS, dose=2, unit="{tbl}", per=(3, 1, "d"), **{"start": -5, "reason": cause, **how}
    )


def of_five_doses(ordered: Json) -> Json:
    """Its length in a unit that is none of time: whether it is a treatment of a few days nobody can tell."""
    dosage = ordered["dosageInstruction"][0]
    length = {"boundsDuration": {"value": 5, "unit": "{dose}", "code": "{dose}"}}
    return {
        **ordered,
        "dosageInstruction": [
            {**dosage, "timing": {"repeat": {**dosage["timing"]["repeat"], **length}}},
        ],
    }


THE_TABLE = (
    drafted(
        "TMP-SMX 160/800 mg twice daily, no reason, no duration",
        "warning",
        double(),
        record=(),
        says=("drafted, 160 mg of trimethoprim twice a day (MedicationRequest/",),
    ),
    drafted("TMP-SMX 160/800 mg twice daily for 5 days", "silent", double(days=5)),
    drafted("TMP-SMX 160/800 mg three times weekly", "silent", double((3, 1, "wk"))),
    drafted(
        "TMP-SMX 160/800 mg twice daily for a length that nobody can read",
        "not known",
        of_five_doses(double()),
        says=("Could not be checked",),
    ),
)

DOSES = (
    drafted("160 mg a day", "silent", tmp_smx_draft(mg=160)),
    drafted(
        "160.1 mg a day", "warning", tmp_smx_draft(mg=160.1), recommended="Change the draft to TMP-SMX 80/400"
    ),
    drafted(
        "320 mg a day, no reason",
        "warning",
        tmp_smx_draft(mg=320),
        recommended="Change the draft to TMP-SMX 80/400",
    ),
    drafted(
        "320.1 mg a day, no reason: perhaps a treatment",
        "warning",
        tmp_smx_draft(mg=320.1),
        recommended="",
        offers=("Change the draft to TMP-SMX 80/400",),
    ),
    drafted("80 mg a day", "silent", tmp_smx_draft()),
    drafted(
        "two drafts of 160 mg a day",
        "warning",
        tmp_smx_draft(mg=160),
        tmp_smx_draft("too", 160),
        recommended="and remove the draft beside it",
    ),
    drafted("two drafts of 80 mg a day", "silent", tmp_smx_draft(), tmp_smx_draft("too")),
    drafted(
        "two drafts that make 480 mg a week",
        "silent",
        tmp_smx_draft(per=(3, 1, "wk")),
        tmp_smx_draft("too", per=(3, 1, "wk")),
    ),
    drafted(
        "80 mg a day beside treatment for 5 days", "silent", tmp_smx_draft(), double(days=5) | {"id": "uti"}
    ),
    drafted(
        "240 mg a week beside treatment for 5 days: too little, and the treatment stays",
        "warning",
        tmp_smx_draft(per=(3, 1, "wk")),
        double(days=5) | {"id": "uti"},
        recommended="Change the draft to TMP-SMX 80/400 mg, 1 tablet by mouth once daily",
        never_acts=("MedicationRequest/uti",),
    ),
    drafted(
        "160/800 mg twice daily against Pneumocystis in words",
        "silent",
        double(reason={"text": "Pneumocystis pneumonia"}),
    ),
    drafted(
        "160/800 mg twice daily as prophylaxis in words",
        "warning",
        double(reason={"text": "PJP prophylaxis"}),
        recommended="Change the draft to TMP-SMX 80/400",
    ),
    drafted("480 mg a week", "silent", tmp_smx_draft(mg=160, per=(3, 1, "wk"))),
    drafted("479.7 mg a week, clearance 100", "warning", tmp_smx_draft(mg=159.9, per=(3, 1, "wk"))),
    drafted("240 mg a week, clearance 30", "silent", tmp_smx_draft(per=(3, 1, "wk")), record=CLEARANCE_30),
    drafted(
        "240 mg a week, clearance 30.1",
        "warning",
        tmp_smx_draft(per=(3, 1, "wk")),
        record=CLEARANCE_30_1,
        offers=("Change the draft to TMP-SMX 80/400 mg, 1 tablet by mouth once daily",),
    ),
    drafted(
        "239.7 mg a week, clearance 30",
        "warning",
        tmp_smx_draft(mg=79.9, per=(3, 1, "wk")),
        record=CLEARANCE_30,
        recommended="three times weekly",
        never_offers=("once daily",),
    ),
    drafted("twice daily at clearance 30 is for the kidney card", "silent", double(), record=CLEARANCE_30),
    drafted("twice daily at clearance 30.1", "warning", double(), record=CLEARANCE_30_1),
    drafted("one tablet as needed", "warning", tmp_smx_draft(as_needed=True)),
    drafted("atovaquone 1500 mg", "silent", atq()),
    drafted("atovaquone 750 mg twice daily", "silent", atq(750, per=(2, 1, "d"))),
    drafted("atovaquone 1499 mg", "warning", atq(1499), recommended="Change the draft to atovaquone 1500 mg"),
    drafted("atovaquone 1501 mg", "warning", atq(1501)),
    drafted(
        "atovaquone 750 mg twice daily by volume",
        "silent",
        draft("a", *ATOVAQUONE, dose=5, unit="mL", per=(2, 1, "d")),
    ),
    drafted("atovaquone 1500 mg every other day", "warning", atq(per=(1, 2, "d"))),
    drafted("dapsone 100 mg", "silent", dap(), record=(*CHECKED, g6pd_normal())),
    drafted(
        "dapsone 101 mg",
        "warning",
        dap(101),
        record=(*CHECKED, g6pd_normal()),
        recommended="Change the draft to dapsone 100 mg",
    ),
    drafted("dapsone 50 mg", "silent", dap(50), record=(*CHECKED, g6pd_normal())),
    drafted("dapsone 49 mg", "warning", dap(49), record=(*CHECKED, g6pd_normal())),
    drafted(
        "dapsone 100 mg every other day", "silent", dap(per=(1, 2, "d")), record=(*CHECKED, g6pd_normal())
    ),
    drafted("dapsone 200 mg weekly", "warning", dap(200, per=(1, 1, "wk")), record=(*CHECKED, g6pd_normal())),
    drafted(
        "dapsone 200 mg weekly with pyrimethamine",
        "silent",
        dap(200, per=(1, 1, "wk")),
        draft("pyr", "9010", "pyrimethamine", dose=75, per=(1, 1, "wk")),
        record=(*CHECKED, g6pd_normal()),
    ),
    drafted(
        "dapsone 200 mg every 6 days with pyrimethamine",
        "warning",
        dap(200, per=(1, 6, "d")),
        draft("pyr", "9010", "pyrimethamine", dose=75, per=(1, 1, "wk")),
        record=(*CHECKED, g6pd_normal()),
    ),
    drafted(
        "dapsone 200 mg daily with pyrimethamine",
        "warning",
        dap(200),
        draft("pyr", "9010", "pyrimethamine", dose=75, per=(1, 1, "wk")),
        record=(*CHECKED, g6pd_normal()),
    ),
    drafted("dapsone gel", "silent", draft("g", "1741904", "dapsone gel", dose=10, route="topical")),
    drafted("pentamidine every 4 weeks", "silent", pen()),
    drafted("pentamidine every 31 days", "silent", pen(per=(1, 31, "d"))),
    drafted(
        "pentamidine every 32 days",
        "warning",
        pen(per=(1, 32, "d")),
        recommended="Change the draft to pentamidine",
    ),
    drafted("pentamidine once a month", "silent", pen(per=(1, 1, "mo"))),
    drafted("pentamidine every 27 days", "warning", pen(per=(1, 27, "d"))),
    drafted("pentamidine every 2 weeks", "warning", pen(per=(1, 2, "wk"))),
    drafted("pentamidine 299 mg", "warning", pen(299)),
    drafted("pentamidine 301 mg", "warning", pen(301)),
    drafted("pentamidine into a vein", "silent", draft("p", *PENTAMIDINE, dose=200, route="iv")),
)

INTENT = (
    no_risk("no risk and no reason", "silent", double()),
    no_risk(
        "cyclophosphamide is drafted beside: at risk",
        "warning",
        double(),
        draft("c", "3002", "cyclophosphamide", dose=900, route="iv"),
    ),
    no_risk(
        "anti-MDA5 positive, ILD, prednisone 7.5 mg: at risk",
        "warning",
        atq(1499),
        record=(*CHECKED, ild(), ANTI_MDA5, steroid(mg=7.5, start=-10)),
    ),
    no_risk(
        "anti-MDA5 positive, ILD, prednisone 7.4 mg",
        "silent",
        atq(1499),
        record=(*CHECKED, ild(), ANTI_MDA5, steroid(mg=7.4, start=-10)),
    ),
    drafted("for 14 days", "silent", tmp_smx_draft(mg=40, days=14)),
    drafted("for 15 days", "warning", tmp_smx_draft(mg=40, days=15)),
    drafted("the reason is Pneumocystis", "silent", double(reason=reason("B59"))),
    drafted("the reason is an infection", "silent", double(reason=reason("N39.0"))),
    drafted("the reason is written as text only", "warning", double(reason={"text": "prevention"})),
    *(
        drafted(
            f"the reason is in words that name no prophylaxis: {words}",
            "warning",
            double(reason={"text": words}),
            recommended="",
            offers=("Change the draft to TMP-SMX 80/400",),
        )
        for words in ("Urinary tract infection", "UTI prophylaxis", "MRSA skin abscess", "nocardia")
    ),
    *(
        drafted(
            f"the reason is in words that name prophylaxis or the lung disease: {words}",
            "warning",
            double(reason={"text": words}),
            recommended="Change the draft to TMP-SMX 80/400",
        )
        for words in ("Prophylaxis", "prevention of PCP on high-dose prednisone", "Pulmonary fibrosis")
    ),
    drafted(
        "dapsone for a skin disease in words",
        "warning",
        dap(25, reason={"text": "acne"}),
        recommended="",
    ),
    drafted("the reason is the lung disease", "warning", double(reason=reason("J84.10"))),
    drafted("the reason is systemic sclerosis", "warning", double(reason=reason(SSC_CODE[0]))),
    drafted("the reason is ANCA vasculitis, which it treats", "silent", double(reason=reason("M31.30"))),
    drafted(
        "the reason refers to the lung disease on record",
        "warning",
        double(reasonReference=[{"reference": "Condition/ild"}]),
    ),
    drafted("Pneumocystis now", "silent", double(), record=(condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3),)),
    drafted(
        "the order of before says Pneumocystis as its reason",
        "silent",
        double(),
        record=(*CHECKED, treated()),
    ),
    drafted(
        "atovaquone beside TMP-SMX against Pneumocystis", "silent", atq(750), record=(*CHECKED, treated())
    ),
    drafted(
        "the treatment of Pneumocystis ended yesterday",
        "warning",
        double(),
        record=(*CHECKED, treated(until=-1)),
        recommended="Change the draft to TMP-SMX 80/400",
    ),
)

PERSONS = (
    drafted("17 years", "silent", double(), person=patient(birth="2008-03-11")),
    drafted("18 years", "warning", double(), person=patient(age=18)),
    drafted("deceased", "silent", double(), person=patient(deceasedBoolean=True)),
    drafted("comfort care", "silent", double(), record=(comfort_care(),)),
    drafted(
        "at select, the agent is selected",
        "warning",
        double(),
        hook=SELECT,
        selections=("MedicationRequest/tmp",),
    ),
    drafted(
        "at select, something else is selected",
        "silent",
        double(),
        draft("met", "6809", "metformin", dose=500),
        hook=SELECT,
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
    drafted(
        "trimethoprim alone is no agent",
        "silent",
        draft("t", "198332", "trimethoprim", dose=400),
        because="speaks when",
    ),
    drafted(
        "atovaquone with proguanil is no agent",
        "silent",
        draft("m", "284623", "atovaquone / proguanil", dose=250),
        because="speaks when",
    ),
)

EXCLUDED = (
    drafted(
        "twice daily, severe sulfa allergy",
        "warning",
        double(),
        record=(*CHECKED, sulfa_allergy(criticality="high")),
        never_offers=("Change the draft",),
    ),
    drafted(
        "twice daily, porphyria, on atovaquone: only removed",
        "warning",
        double(),
        record=(*CHECKED, PORPHYRIA, atovaquone("a", start=-30)),
        recommended=f"Remove the draft of {TMP_SMX_DS[1]} (atovaquone is ordered already)",
        never_offers=("Change the draft", "Replace"),
    ),
    drafted(
        "twice daily, porphyria: pjp-start replaces it",
        "warning",
        double(),
        record=(*CHECKED, PORPHYRIA),
        recommended="",
        never_offers=("Change the draft", "Replace"),
    ),
    drafted(
        "twice daily, potassium 5.1",
        "warning",
        double(),
        record=(*CHECKED[:2], potassium(5.1)),
        never_offers=("Change the draft",),
    ),
    drafted(
        "too little at clearance 14.9",
        "warning",
        tmp_smx_draft(per=(1, 1, "wk")),
        record=CLEARANCE_14_9,
        never_offers=("Change the draft",),
    ),
    drafted(
        "atovaquone too low beside rifampicin",
        "warning",
        atq(750),
        record=(*CHECKED, order("rif", *RIFAMPICIN, dose=600, start=-20)),
        never_offers=("Change the draft",),
    ),
    drafted("dapsone too high, G6PD never tested", "warning", dap(200), never_offers=("Change the draft",)),
    drafted(
        "dapsone too high, no agent is left",
        "warning",
        dap(200),
        record=(*CHECKED, *NONE_LEFT),
        recommended="",
        offers=("Remove the draft",),
    ),
    drafted(
        "pregnant: pjp-agent-in-pregnancy takes it away",
        "warning",
        double(),
        record=(*CHECKED, PREGNANT),
        person=WOMAN_30,
        recommended="",
        never_offers=("Replace", "Change", "Remove"),
    ),
    drafted(
        "allergies not supplied: corrected",
        "warning",
        double(),
        lacking=("AllergyIntolerance",),
        recommended="Change the draft to TMP-SMX 80/400",
    ),
)

NOT_KNOWN = (
    drafted("dose as text only", "not known", tmp_smx_draft(dosageInstruction=AS_DIRECTED), named=TITLE),
    drafted(
        "tablets without a strength",
        "not known",
        draft("t", "10831", "sulfamethoxazole / trimethoprim", dose=1, unit="{tbl}"),
        named=TITLE,
    ),
    drafted(
        "dapsone, the frequency is not told",
        "not known",
        dap(dosageInstruction=[{"doseAndRate": [{"doseQuantity": {"value": 100, "unit": "mg"}}]}]),
        named=TITLE,
    ),
    drafted("pentamidine, no route", "not known", pen(200, route=None), named=TITLE),
    drafted(
        "half dose, clearance not known", "not known", tmp_smx_draft(per=(3, 1, "wk")), record=(), named=TITLE
    ),
    drafted(
        "half dose, results not supplied",
        "not known",
        tmp_smx_draft(per=(3, 1, "wk")),
        lacking=("Observation",),
        named=TITLE,
    ),
    drafted("twice daily, results not supplied", "warning", double(), lacking=("Observation",)),
    no_risk("risk not known and no reason", "silent", double(), lacking=("MedicationStatement",), named=None),
    no_risk(
        "dose as text only without a risk", "silent", tmp_smx_draft(dosageInstruction=AS_DIRECTED), named=None
    ),
    drafted(
        "sulfamethoxazole alone: its trimethoprim is not told",
        "not known",
        draft("s", "10180", "Sulfamethoxazole", dose=400),
        named=TITLE,
    ),
    drafted(
        "the reason refers to an entry that was not sent",
        "not known",
        double(reasonReference=[{"reference": "Condition/lost"}]),
        named=TITLE,
    ),
    no_risk(
        "problem list not supplied: the risk is not known",
        "silent",
        double(),
        lacking=("Condition",),
        named=None,
    ),
    drafted("no birth date", "not known", double(), person=patient(birth=""), named=TITLE),
    drafted("requests not supplied", "warning", double(), lacking=("ServiceRequest",)),
)

STORIES = (*THE_TABLE, *DOSES, *INTENT, *PERSONS, *EXCLUDED, *NOT_KNOWN)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_dose_check(story: Story) -> None:
    check(story)


def test_it_silences_the_risk_cards_about_a_draft_that_suits() -> None:
    too_little = drafted("too little", "warning", tmp_smx_draft(per=(2, 1, "wk")))
    found, _ = tell(too_little)
    assert found.of("pjp-start").reason == "pjp-dose-check speaks instead"


def test_it_leaves_the_risk_cards_alone_about_a_draft_that_does_not_suit() -> None:
    excluded = drafted(
        "too little", "warning", tmp_smx_draft(per=(2, 1, "wk")), record=(*CHECKED, sulfa_allergy())
    )
    found, _ = tell(excluded)
    assert found.of("pjp-start").outcome.value == "fired"
    assert found.of(ID).outcome.value == "fired"


PREVENTION, TOXOPLASMA, INFECTION = ("urn:oid:1.2.3", "P"), ("urn:oid:1.2.3", "T"), ("urn:oid:1.2.3", "I")
LOCAL = {
    "site:pjp-prophylaxis-as-reason": [PREVENTION],
    "site:toxoplasma-co-prophylaxis-as-reason": [TOXOPLASMA],
    "site:infection-as-reason": [INFECTION],
}


@pytest.mark.parametrize(
    ("reasons", "how", "outcome"),
    [
        ((PREVENTION,), {}, "fired"),
        ((TOXOPLASMA,), {}, "silent"),
        ((PREVENTION, TOXOPLASMA), {}, "silent"),
        ((PREVENTION, INFECTION), {}, "silent"),
        ((PREVENTION,), {"days": 14}, "silent"),
        ((PREVENTION,), {"days": 15}, "fired"),
        ((), {}, "silent"),
    ],
)
def test_a_draft_that_says_prophylaxis_needs_no_risk(
    reasons: tuple[tuple[str, str], ...], how: dict[str, Any], outcome: str
) -> None:
    plan = plan_of(replace(card, silences=()), local=LOCAL)
    twice = double(**how, **({"reasonCode": [coded(*one) for one in reasons]} if reasons else {}))
    assert findings(plan, *CHECKED, ordered=[twice]).of(ID).outcome.value == outcome


def test_the_stories_have_names_of_their_own() -> None:
    names = [(story.name, story.hook) for story in STORIES]
    assert len(names) == len(set(names))
