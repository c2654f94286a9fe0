"""tmp-smx-renal-dose: half dose at clearance 15 to 30 mL/min, none below 15, else a creatinine first."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_15,
    CLEARANCE_30,
    CLEARANCE_30_1,
    DOES_NOT_SUFFICE,
    MALABSORPTION,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    blood,
    coded,
    comfort_care,
    condition,
    creatinine,
    day,
    draft,
    g6pd_normal,
    id_consult,
    order,
    ordered_test,
    patient,
    potassium,
    result,
    sulfa_allergy,
    taken,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

TITLE = "TMP-SMX dose and kidney function"
THREE_A_WEEK = "TMP-SMX 80/400 mg, 1 tablet by mouth three times weekly"
REPLACE, DELETE = "Replace with", "Remove the draft"
CONSULT = "infectious-disease consult"
DIALYSIS = condition("dia", "Z99.2", "Dependence on renal dialysis")
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
ON_TMP_SMX = tmp_smx(start=-40)
AS_DIRECTED = [{"text": "as directed"}]
DAILY, TREATMENT = tmp_smx_draft(), draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, unless the story says otherwise."""
    drafts = more.pop("drafts", (DAILY,))
    return Story(
        "tmp-smx-renal-dose", name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more
    )


def at_chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story("tmp-smx-renal-dose", name, VIEW, expect, record=record, **more)


def ds(times: int, period: int = 1, unit: str = "wk", **how: Any) -> Json:
    """Drafted TMP-SMX 160/800 mg."""
    return draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(times, period, unit), **how)


def egfr(value: Any, **how: Any) -> Json:
    return result("egfr", "33914-3", value, "mL/min/{1.73_m2}", **how)


THE_TABLE = (
    ordered("80/400 mg daily at clearance 30.0", "warning", *CLEARANCE_30),
    ordered("80/400 mg daily at clearance 14.9", "critical", *CLEARANCE_14_9),
    ordered("80/400 mg daily at clearance 30.1", "silent", *CLEARANCE_30_1),
    ordered(
        "80/400 mg three times weekly at clearance 15.0",
        "silent",
        *CLEARANCE_15,
        drafts=(tmp_smx_draft(per=(3, 1, "wk")),),
    ),
)

DOSES = (
    ordered("80/400 mg daily at clearance 15.0", "warning", *CLEARANCE_15),
    ordered(
        "80/400 mg three times weekly at clearance 14.9",
        "critical",
        *CLEARANCE_14_9,
        drafts=(tmp_smx_draft(per=(3, 1, "wk")),),
    ),
    ordered(
        "80/400 mg every other day is 280 mg a week",
        "silent",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(per=(1, 2, "d")),),
    ),
    ordered(
        "80/400 mg four times weekly is 320 mg a week",
        "warning",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(per=(4, 1, "wk")),),
    ),
    ordered(
        "just above 280 mg a week",
        "warning",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(mg=80.2, per=(1, 2, "d")),),
    ),
    ordered("160/800 mg every other day is no reduction", "warning", *CLEARANCE_30, drafts=(ds(1, 2, "d"),)),
    ordered("160/800 mg three times weekly", "warning", *CLEARANCE_30, drafts=(ds(3),)),
    ordered(
        "160/800 mg twice daily for an infection in words: the dose of prophylaxis is only offered",
        "warning",
        *CLEARANCE_30,
        drafts=(ds(2, 1, "d", reason={"text": "Urinary tract infection"}),),
        recommended="",
        offers=(THREE_A_WEEK,),
    ),
    ordered(
        "160/800 mg twice daily for an infection in words, on dialysis: no agent of prophylaxis in its place",
        "critical",
        DIALYSIS,
        drafts=(ds(2, 1, "d", reason={"text": "Urinary tract infection"}),),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    ordered("160/800 mg once weekly", "silent", *CLEARANCE_30, drafts=(ds(1),)),
    ordered("treatment at 320 mg a day, clearance 30", "warning", *CLEARANCE_30, drafts=(TREATMENT,)),
    ordered("treatment at 320 mg a day, clearance 30.1", "silent", *CLEARANCE_30_1, drafts=(TREATMENT,)),
    ordered(
        "treatment by its reason at 160 mg a day",
        "silent",
        *CLEARANCE_30,
        drafts=(ds(1, 1, "d", reason=PJP_REASON),),
    ),
    ordered(
        "treatment by its reason at 320 mg a day",
        "warning",
        *CLEARANCE_30,
        drafts=(ds(2, 1, "d", reason=PJP_REASON),),
    ),
    ordered(
        "320 mg a day for 15 days, no reason: above half",
        "warning",
        *CLEARANCE_30,
        drafts=(ds(2, 1, "d", days=15),),
    ),
    ordered("treatment at clearance 14.9", "critical", *CLEARANCE_14_9, drafts=(TREATMENT,)),
    ordered(
        "mg instead of tablets",
        "warning",
        *CLEARANCE_30,
        drafts=(
            draft("tmp", "10831", "Sulfamethoxazole / Trimethoprim", dose=10, unit="mL", per=(1, 1, "d"))
            | {
                "medicationCodeableConcept": coded(
                    "http://www.nlm.nih.gov/research/umls/rxnorm",
                    "313134",
                    "sulfamethoxazole 40 MG/ML / trimethoprim 8 MG/ML Oral Suspension",
                )
            },
        ),
    ),
    ordered(
        "two drafts, one above half",
        "warning",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft("a", per=(3, 1, "wk")), tmp_smx_draft("b")),
    ),
)

CLEARANCE = (
    ordered("dialysis, no creatinine", "critical", DIALYSIS, never_offers=("serum creatinine",)),
    ordered("dialysis with a creatinine of 0.9", "critical", DIALYSIS, *CHECKED),
    ordered(
        "dialysis only suspected",
        "info",
        DIALYSIS | {"verificationStatus": coded("", "provisional")},
        *CHECKED,
    ),
    ordered(
        "dialysis only suspected, a clearance of 15 to 30",
        "warning",
        DIALYSIS | {"verificationStatus": coded("", "provisional")},
        *CLEARANCE_30,
    ),
    ordered("dialysis resolved", "silent", DIALYSIS | {"clinicalStatus": coded("", "resolved")}, *CHECKED),
    ordered(
        "creatinine in umol/L: 265.2 is 3 mg/dL", "warning", result("c", "14682-9", 265.2, "umol/L"), weight()
    ),
    ordered("creatinine in umol/L, a little less", "silent", result("c", "14682-9", 264, "umol/L"), weight()),
    ordered(
        "the newest creatinine counts",
        "silent",
        creatinine(),
        weight(),
        creatinine(6, on=-20) | {"id": "old"},
    ),
    ordered(
        "a preliminary creatinine is not read",
        "silent",
        creatinine(0.9, on=-5),
        weight(),
        creatinine(6, on=-1, status="preliminary") | {"id": "new"},
    ),
    ordered(
        "a woman has 0.85 of it: 35.29 x 0.85",
        "warning",
        creatinine(3),
        weight(84.7),
        person=patient(age=50, sex="female"),
    ),
    ordered("the same as a man", "silent", creatinine(3), weight(84.7)),
    ordered("creatinine 90 days old", "warning", creatinine(3, on=-90), weight()),
    ordered("weight 180 days old", "warning", creatinine(3), weight(on=-180)),
    ordered("no weight, eGFR 30", "warning", creatinine(3), egfr(30)),
    ordered("no weight, eGFR 31", "silent", creatinine(3), egfr(31)),
    ordered("no weight, eGFR 14", "critical", creatinine(3), egfr(14)),
    ordered("weight 181 days old, eGFR 31", "silent", creatinine(3), weight(on=-181), egfr(31)),
)

NO_CREATININE = (
    ordered("no creatinine and no eGFR", "info", recommended="creatinine", acts=("2160-0", "2823-3")),
    ordered("creatinine 91 days old", "info", creatinine(0.9, on=-91), weight()),
    ordered("creatinine ordered 30 days ago", "silent", ordered_test("rq", "2160-0", authored=-30)),
    ordered("creatinine ordered 31 days ago", "info", ordered_test("rq", "2160-0", authored=-31)),
    ordered("creatinine ordered and done", "info", ordered_test("rq", "2160-0", status="completed")),
    ordered(
        "creatinine drafted",
        "silent",
        drafts=(DAILY, ordered_test("rq", "2160-0", status="draft", authored=0)),
    ),
    ordered("treatment, clearance not known", "not known", drafts=(TREATMENT,), named=TITLE),
    ordered("eGFR on record", "silent", egfr(80)),
    at_chart("taking it, no creatinine", "info", ON_TMP_SMX, recommended="creatinine"),
    at_chart("taking it, creatinine ordered", "silent", ON_TMP_SMX, ordered_test("rq", "2160-0")),
)

AT_THE_CHART = (
    at_chart("taken at clearance 14.9", "warning", ON_TMP_SMX, *CLEARANCE_14_9),
    at_chart("taken at clearance 30", "warning", ON_TMP_SMX, *CLEARANCE_30, recommended=""),
    at_chart("taken at clearance 30.1", "silent", ON_TMP_SMX, *CLEARANCE_30_1),
    at_chart(
        "half dose taken at clearance 15", "silent", tmp_smx(start=-40, per=(3, 1, "wk")), *CLEARANCE_15
    ),
    at_chart(
        "half dose taken at clearance 14.9", "warning", tmp_smx(start=-40, per=(3, 1, "wk")), *CLEARANCE_14_9
    ),
    at_chart("stated by the patient", "warning", taken(ON_TMP_SMX), *CLEARANCE_30),
    at_chart("on dialysis", "warning", ON_TMP_SMX, DIALYSIS),
    at_chart(
        "treatment of an infection",
        "silent",
        order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), start=-1, days=14),
        *CLEARANCE_14_9,
    ),
    at_chart("comfort care", "silent", ON_TMP_SMX, *CLEARANCE_14_9, comfort_care()),
    at_chart("on hold", "silent", ON_TMP_SMX | {"status": "on-hold"}, *CLEARANCE_14_9),
    at_chart("not taken", "silent", *CLEARANCE_14_9),
    at_chart("17 years", "silent", ON_TMP_SMX, DIALYSIS, person=patient(birth="2008-03-11")),
    at_chart(
        "taken below 15: other agents to choose from, none of them recommended",
        "warning",
        ON_TMP_SMX,
        *CLEARANCE_14_9,
        recommended="",
        offers=("atovaquone", "pentamidine"),
        never_offers=("TMP-SMX", DELETE),
    ),
)

HALF = {"per": (3, 1, "wk")}
TOGETHER = (
    ordered(
        "two drafts of half a dose are a full one",
        "warning",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(**HALF), tmp_smx_draft("too", **HALF)),
        recommended="and remove the draft beside it",
        beside=("Remove the draft order",),
    ),
    ordered(
        "two drafts of 40 mg three times weekly are half a dose",
        "silent",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(mg=40, **HALF), tmp_smx_draft("too", 40, **HALF)),
    ),
    ordered(
        "at select, the draft that is not selected counts too",
        "warning",
        *CLEARANCE_30,
        hook=SELECT,
        drafts=(tmp_smx_draft(**HALF), tmp_smx_draft("too", **HALF)),
        selections=("MedicationRequest/tmp",),
        recommended="",
    ),
    ordered(
        "a draft of half a dose follows an older order of half a dose",
        "silent",
        tmp_smx("old", start=-40, **HALF),
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(**HALF),),
    ),
    ordered(
        "a draft of half a dose in addition to an order of half a dose",
        "warning",
        tmp_smx("old", start=-40, **HALF),
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(note=[{"text": "in addition to the current order"}], **HALF),),
        recommended="",
    ),
    ordered(
        "drafts that follow each other are not added up",
        "silent",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(days=7, **HALF), tmp_smx_draft("then", start=7, days=7, **HALF)),
    ),
    ordered(
        "half a dose beside a dose that nobody can read",
        "not known",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(**HALF), tmp_smx_draft("too", dosageInstruction=AS_DIRECTED)),
        named=TITLE,
    ),
    ordered(
        "a whole dose beside a dose that nobody can read",
        "warning",
        *CLEARANCE_30,
        drafts=(DAILY, tmp_smx_draft("too", dosageInstruction=AS_DIRECTED)),
    ),
    at_chart(
        "two orders of one day: 80 mg three times and twice a week",
        "warning",
        tmp_smx("a", start=-40, **HALF),
        tmp_smx("b", start=-40, per=(2, 1, "wk")),
        *CLEARANCE_30,
    ),
    at_chart(
        "one order, stated again by the patient",
        "silent",
        tmp_smx("a", start=-40, **HALF),
        taken(tmp_smx("b", start=-40, **HALF)),
        *CLEARANCE_30,
    ),
    at_chart(
        "a newer order replaces the older",
        "silent",
        tmp_smx("a", start=-40, **HALF),
        tmp_smx("b", start=-20, per=(2, 1, "wk")),
        *CLEARANCE_30,
    ),
)

SILENT = (
    ordered("atovaquone ordered", "silent", *CLEARANCE_14_9, drafts=(atovaquone(status="draft"),)),
    ordered(
        "at order, what is only taken is not spoken of",
        "silent",
        ON_TMP_SMX | {"id": "old"},
        *CLEARANCE_14_9,
        drafts=(draft("met", "6809", "metformin", dose=500),),
    ),
    ordered("17 years", "silent", DIALYSIS, person=patient(birth="2008-03-11")),
    ordered("18 years", "critical", DIALYSIS, person=patient(age=18)),
    ordered("deceased", "silent", DIALYSIS, person=patient(deceasedDateTime=day(-1))),
    ordered("comfort care does not silence an order", "critical", DIALYSIS, comfort_care()),
    ordered("at select, selected", "critical", DIALYSIS, hook=SELECT, selections=("MedicationRequest/tmp",)),
    ordered(
        "at select, something else selected",
        "silent",
        DIALYSIS,
        hook=SELECT,
        drafts=(DAILY, draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
    ),
)

NOT_KNOWN = (
    ordered("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    ordered(
        "results not supplied, at select", "not known", hook=SELECT, lacking=("Observation",), named=TITLE
    ),
    at_chart(
        "results not supplied, at the chart", "not known", ON_TMP_SMX, lacking=("Observation",), named=None
    ),
    ordered("results not supplied, dialysis is known", "critical", DIALYSIS, lacking=("Observation",)),
    ordered("problem list not supplied", "not known", *CHECKED, lacking=("Condition",), named=TITLE),
    ordered("problem list not supplied, clearance 14.9", "critical", *CLEARANCE_14_9, lacking=("Condition",)),
    ordered("no weight and no eGFR", "not known", creatinine(3), named=TITLE),
    ordered("weight 181 days old and no eGFR", "not known", creatinine(3), weight(on=-181), named=TITLE),
    at_chart("no weight and no eGFR, at the chart", "not known", ON_TMP_SMX, creatinine(3), named=None),
    ordered("sex not known", "not known", creatinine(3), weight(), person=patient(sex=None), named=TITLE),
    ordered("no birth date", "not known", *CLEARANCE_30, person=patient(birth=""), named=TITLE),
    ordered(
        "creatinine in a unit nobody knows",
        "not known",
        creatinine(3) | {"valueQuantity": {"value": 3, "unit": "furlong"}},
        weight(),
        named=TITLE,
    ),
    ordered(
        "dose as directed at clearance 30",
        "not known",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(dosageInstruction=AS_DIRECTED),),
        named=TITLE,
    ),
    ordered(
        "dose as directed at clearance 30.1",
        "silent",
        *CLEARANCE_30_1,
        drafts=(tmp_smx_draft(dosageInstruction=AS_DIRECTED),),
        named=None,
    ),
    ordered(
        "dose as directed at clearance 14.9",
        "critical",
        *CLEARANCE_14_9,
        drafts=(tmp_smx_draft(dosageInstruction=AS_DIRECTED),),
    ),
    at_chart(
        "dose as directed at the chart, clearance 30",
        "not known",
        tmp_smx(start=-40, dosageInstruction=AS_DIRECTED),
        *CLEARANCE_30,
        named=None,
    ),
    ordered("medication orders not supplied", "critical", *CLEARANCE_14_9, lacking=("MedicationRequest",)),
    ordered("statements not supplied", "warning", *CLEARANCE_30, lacking=("MedicationStatement",)),
    at_chart(
        "medication orders not supplied, at the chart",
        "not known",
        *CLEARANCE_14_9,
        lacking=("MedicationRequest",),
        named="TMP-SMX dose and kidney function",
    ),
    ordered("allergies not supplied", "critical", *CLEARANCE_14_9, lacking=("AllergyIntolerance",)),
    ordered("requests not supplied, clearance known", "warning", *CLEARANCE_30, lacking=("ServiceRequest",)),
)

SUGGESTIONS = (
    ordered(
        "too little atovaquone is taken",
        "critical",
        *CLEARANCE_14_9,
        potassium(),
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "half dose is recommended at clearance 30",
        "warning",
        *CLEARANCE_30,
        recommended=THREE_A_WEEK,
        never_offers=(REPLACE, DELETE),
        acts=('"update"',),
    ),
    ordered(
        "half dose of a treatment: text only",
        "warning",
        *CLEARANCE_30,
        drafts=(TREATMENT,),
        recommended="",
        never_offers=("TMP-SMX", REPLACE, CONSULT),
    ),
    ordered(
        "another agent below 15",
        "critical",
        *CLEARANCE_14_9,
        potassium(),
        recommended="Replace with atovaquone",
        offers=(DELETE,),
        never_offers=("Replace with TMP-SMX", "three times weekly"),
    ),
    ordered(
        "below 15 with malabsorption: dapsone",
        "critical",
        *CLEARANCE_14_9,
        MALABSORPTION,
        g6pd_normal(),
        *blood(),
        recommended="Replace with dapsone",
    ),
    ordered(
        "below 15, nothing is left: remove the draft",
        "critical",
        *CLEARANCE_14_9,
        MALABSORPTION,
        allergy("p", "7994", "Pentamidine"),
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "below 15 and pregnant: remove the draft",
        "critical",
        DIALYSIS,
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "below 15, treating: urgent consult",
        "critical",
        *CLEARANCE_14_9,
        drafts=(TREATMENT,),
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
        acts=("urgent",),
    ),
    ordered(
        "below 15, treating, consult asked for",
        "warning",
        *CLEARANCE_14_9,
        id_consult(),
        drafts=(TREATMENT,),
        recommended="",
        offers=(DELETE,),
        never_offers=(REPLACE, CONSULT),
    ),
    ordered(
        "below 15, treating, consult 90 days ago",
        "warning",
        *CLEARANCE_14_9,
        id_consult(status="completed", authored=-90),
        drafts=(TREATMENT,),
        recommended="",
        never_offers=(CONSULT,),
    ),
    ordered(
        "below 15, treating, consult 91 days ago",
        "critical",
        *CLEARANCE_14_9,
        id_consult(status="completed", authored=-91),
        drafts=(TREATMENT,),
    ),
    ordered(
        "below 15 with a mild allergy too: this card replaces the draft",
        "critical",
        *CLEARANCE_14_9,
        sulfa_allergy(),
        recommended="Replace with atovaquone",
        offers=(DELETE,),
    ),
    ordered(
        "two drafts, one of them treatment: only the other is changed",
        "warning",
        *CLEARANCE_30,
        drafts=(DAILY, TREATMENT | {"id": "treat"}),
        recommended=THREE_A_WEEK,
        never_acts=("MedicationRequest/treat",),
    ),
    ordered(
        "half dose of prophylaxis beside a treatment: nothing is changed",
        "warning",
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(per=(3, 1, "wk")), TREATMENT | {"id": "treat"}),
        recommended="",
        never_offers=(THREE_A_WEEK, DELETE),
    ),
    ordered(
        "Pneumocystis now, treated for 21 days without a coded reason, clearance 30",
        "warning",
        *CLEARANCE_30,
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3),
        drafts=(draft("tmp", *TMP_SMX_DS, dose=2, unit="{tbl}", per=(3, 1, "d"), days=21),),
        recommended="",
        never_offers=(THREE_A_WEEK, REPLACE),
        says=("half the usual treatment dose",),
    ),
    ordered(
        "taken against Pneumocystis by its reason, ordered anew without one, clearance 30",
        "warning",
        *CLEARANCE_30,
        draft("on", *TMP_SMX_DS, dose=2, unit="{tbl}", per=(3, 1, "d"), start=-5, reason=PJP_REASON)
        | {"status": "active"},
        drafts=(draft("tmp", *TMP_SMX_DS, dose=2, unit="{tbl}", per=(3, 1, "d"), days=21),),
        recommended="",
        never_offers=(THREE_A_WEEK, REPLACE),
    ),
    ordered(
        "Pneumocystis now, clearance 14.9",
        "critical",
        *CLEARANCE_14_9,
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    ordered("below 15, not treating, consult asked for", "critical", *CLEARANCE_14_9, id_consult()),
    ordered(
        "below 15 and a severe sulfa allergy: no dapsone",
        "critical",
        *CLEARANCE_14_9,
        MALABSORPTION,
        g6pd_normal(),
        *blood(),
        sulfa_allergy(criticality="high"),
        never_offers=("dapsone",),
    ),
)

STORIES = (
    *THE_TABLE,
    *DOSES,
    *CLEARANCE,
    *NO_CREATININE,
    *AT_THE_CHART,
    *TOGETHER,
    *SILENT,
    *NOT_KNOWN,
    *SUGGESTIONS,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_renal_dose(story: Story) -> None:
    check(story)


def test_the_changed_draft_keeps_what_the_client_wrote() -> None:
    written = DAILY | {
        "extension": [{"url": "https://ehr.example/x", "valueString": "kept"}],
        "priority": "routine",
    }
    _, answer = tell(ordered("update", "warning", *CLEARANCE_30, drafts=(written,)))
    card = card_in(answer, "tmp-smx-renal-dose")
    assert card is not None
    (action,) = card["suggestions"][0]["actions"]
    changed = action["resource"]
    assert (changed["id"], changed["extension"], changed["priority"]) == (
        "tmp",
        written["extension"],
        "routine",
    )
    repeat = changed["dosageInstruction"][0]["timing"]["repeat"]
    assert (repeat["frequency"], repeat["period"], repeat["periodUnit"]) == (3, 1, "wk")


def test_the_changed_draft_hands_out_no_amount_that_was_meant_for_the_other_dose() -> None:
    supply = {"numberOfRepeatsAllowed": 2, "expectedSupplyDuration": {"value": 30, "unit": "d", "code": "d"}}
    amount = {"value": 30, "unit": "tablet"}
    filled = {**supply, "quantity": amount, "initialFill": {"quantity": amount}}
    _, answer = tell(
        ordered("amount", "warning", *CLEARANCE_30, drafts=(DAILY | {"dispenseRequest": filled},))
    )
    card = card_in(answer, "tmp-smx-renal-dose")
    assert card is not None
    (action,) = card["suggestions"][0]["actions"]
    assert action["resource"]["dispenseRequest"] == supply


def test_of_two_drafts_one_half_dose_is_left() -> None:
    drafts = (tmp_smx_draft("a", per=(3, 1, "wk")), tmp_smx_draft("b"))
    _, answer = tell(ordered("two drafts", "warning", *CLEARANCE_30, drafts=drafts))
    card = card_in(answer, "tmp-smx-renal-dose")
    assert card is not None
    actions = [action for one in card["suggestions"] for action in one["actions"]]
    assert [(one["type"], one.get("resourceId") or one["resource"]["id"]) for one in actions] == [
        ("update", "a"),
        ("delete", "MedicationRequest/b"),
    ]
