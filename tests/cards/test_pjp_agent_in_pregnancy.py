"""pjp-agent-in-pregnancy: obstetric and infectious-disease advice before the drug."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    MALABSORPTION,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    SNOMED,
    WOMAN_30,
    Json,
    atovaquone,
    coded,
    comfort_care,
    condition,
    dapsone,
    day,
    draft,
    g6pd_normal,
    id_consult,
    order,
    ordered_test,
    patient,
    pentamidine,
    result,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell

CARD, TITLE = "pjp-agent-in-pregnancy", "PJP drug in pregnancy or while breastfeeding"
ADVICE, DELETE = "Request obstetric referral and infectious-disease consult", "Remove the draft"
PREGNANT = condition("preg", "Z33.1", "Pregnant state, incidental", onset=-60)
BREASTFEEDING = condition("lact", "Z39.1", "Encounter for care and examination of lactating mother")
TMP, ATQ = tmp_smx_draft(), atovaquone(status="draft")
DAP, PEN = dapsone(status="draft"), pentamidine(status="draft")
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)


def hcg(on: int, value: str = "Positive") -> Json:
    return result("hcg", "2118-8", value, on=on)


def inhalant(id: str, **how: Any) -> Json:
    """Pentamidine as the solution that is only inhaled."""
    solution = ("861597", "Pentamidine Isethionate 50 MG/ML Inhalant Solution")
    return order(id, *solution, **{"dose": 300, "per": (1, 4, "wk"), "route": None, **how})


BESIDE = (
    ("atovaquone", "Atovaquone", atovaquone),
    ("inhaled pentamidine", "Pentamidine", pentamidine),
    ("pentamidine solution for inhalation", "Pentamidine", inhalant),
)


def obstetrics(**how: Any) -> Json:
    return ordered_test("ob", "308484001", system=SNOMED, **how)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX drafted for a woman of 30, unless the story says otherwise."""
    drafts, person = more.pop("drafts", (TMP,)), more.pop("person", WOMAN_30)
    return Story(
        CARD,
        name,
        more.pop("hook", SIGN),
        expect,
        record=(*CHECKED, *record),
        drafts=drafts,
        person=person,
        **more,
    )


GROUNDS = (
    ordered(
        "hCG positive 42 days ago", "warning", hcg(-42), recommended=ADVICE, never_offers=("Replace", "Order")
    ),
    ordered("hCG positive 43 days ago", "silent", hcg(-43)),
    ordered("hCG negative", "silent", hcg(-3, "Negative")),
    ordered("consult asked for", "info", hcg(-42), id_consult()),
    ordered("obstetric consult asked for", "info", hcg(-42), obstetrics(), recommended=""),
    ordered("consult done 90 days ago", "info", PREGNANT, id_consult(status="completed", authored=-90)),
    ordered("consult done 91 days ago", "warning", PREGNANT, id_consult(status="completed", authored=-91)),
    ordered("consult revoked", "warning", PREGNANT, id_consult(status="revoked")),
    ordered("pregnancy coded, dapsone", "warning", PREGNANT, g6pd_normal(), drafts=(DAP,)),
    ordered("pregnancy coded, atovaquone", "info", PREGNANT, drafts=(ATQ,), recommended=ADVICE),
    ordered("pregnancy coded, inhaled pentamidine", "info", PREGNANT, drafts=(PEN,)),
    ordered(
        "pentamidine by vein is no prophylaxis",
        "silent",
        PREGNANT,
        drafts=(draft("p", *PENTAMIDINE, dose=300, route="iv"),),
    ),
    ordered("atovaquone, consult asked for", "silent", PREGNANT, id_consult(), drafts=(ATQ,)),
    ordered("expected delivery ahead", "warning", result("edd", "11778-8") | {"valueDateTime": day(100)}),
    ordered(
        "status pregnant",
        "warning",
        result("s", "82810-3", valueCodeableConcept=coded(SNOMED, "77386006"), on=-90),
    ),
    ordered(
        "status not pregnant",
        "silent",
        result("s", "82810-3", valueCodeableConcept=coded(SNOMED, "60001007")),
    ),
    ordered("expected delivery past", "silent", result("edd", "11778-8") | {"valueDateTime": day(-1)}),
    ordered("breastfeeding", "info", BREASTFEEDING),
    ordered("breastfeeding, dapsone", "info", BREASTFEEDING, g6pd_normal(), drafts=(DAP,)),
    ordered("breastfeeding, consult asked for", "silent", BREASTFEEDING, id_consult()),
    ordered("breastfeeding is over", "silent", BREASTFEEDING | {"clinicalStatus": coded("", "resolved")}),
    ordered("neither", "silent"),
    ordered("a man", "silent", person=patient(age=30)),
    ordered("a woman of 56 years", "silent", hcg(-3), person=patient(age=56, sex="female")),
    ordered("pregnancy coded at 55 years", "warning", PREGNANT, person=patient(age=55, sex="female")),
    ordered("pregnancy coded at 56 years", "silent", PREGNANT, person=patient(age=56, sex="female")),
    ordered("pregnancy coded at 12 years", "warning", PREGNANT, person=patient(age=12, sex="female")),
    ordered("pregnancy coded at 11 years", "silent", PREGNANT, person=patient(age=11, sex="female")),
    ordered("pregnant, another drug", "silent", PREGNANT, drafts=(draft("met", "6809", "metformin"),)),
    ordered("TMP-SMX for 28 days, advised", "silent", PREGNANT, id_consult(), tmp_smx("on", start=-27)),
    ordered("TMP-SMX for 27 days, advised", "info", PREGNANT, id_consult(), tmp_smx("on", start=-26)),
    ordered("TMP-SMX for 28 days, not advised", "warning", PREGNANT, tmp_smx("on", start=-27)),
    ordered(
        "TMP-SMX anew after a gap of 30 days, advised: goes on",
        "silent",
        PREGNANT,
        id_consult(),
        tmp_smx("before", start=-90, until=-41, status="completed"),
        tmp_smx("on", start=-10),
    ),
    ordered(
        "TMP-SMX anew after a gap of 31 days, advised",
        "info",
        PREGNANT,
        id_consult(),
        tmp_smx("before", start=-90, until=-42, status="completed"),
        tmp_smx("on", start=-10),
    ),
    ordered(
        "dapsone for 28 days, advised",
        "silent",
        PREGNANT,
        id_consult(),
        g6pd_normal(),
        dapsone("on", start=-27),
        drafts=(DAP,),
    ),
    ordered(
        "dapsone for 27 days, advised",
        "info",
        PREGNANT,
        id_consult(),
        g6pd_normal(),
        dapsone("on", start=-26),
        drafts=(DAP,),
    ),
    ordered("another agent than for 28 days", "info", PREGNANT, id_consult(), atovaquone("on", start=-60)),
    ordered("deceased", "silent", PREGNANT, person=patient(age=30, sex="female", deceasedBoolean=True)),
    ordered("comfort care does not silence", "warning", PREGNANT, comfort_care()),
    ordered("at select", "warning", PREGNANT, hook=SELECT, selections=("MedicationRequest/tmp",)),
)

NOT_KNOWN = (
    ordered("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    ordered("results failed", "not known", failed=("Observation",), named=TITLE),
    ordered("problem list not supplied", "not known", lacking=("Condition",), named=TITLE),
    ordered("problem list in part, hCG positive", "warning", hcg(-3), partial=("Condition",)),
    ordered("results not supplied, pregnancy coded", "warning", PREGNANT, lacking=("Observation",)),
    ordered(
        "results not supplied, a man", "silent", lacking=("Observation",), person=patient(age=30), named=None
    ),
    ordered(
        "results not supplied, sterilised",
        "silent",
        condition("st", "Z90.710", "Acquired absence of both cervix and uterus"),
        lacking=("Observation",),
        named=None,
    ),
    ordered(
        "sex not known, results not supplied",
        "not known",
        lacking=("Observation",),
        person=patient(age=30, sex=None),
        named=TITLE,
    ),
    ordered("no birth date", "not known", PREGNANT, person=patient(birth="", sex="female"), named=TITLE),
    ordered("requests not supplied", "warning", PREGNANT, lacking=("ServiceRequest",)),
    ordered(
        "breastfeeding, results not supplied",
        "info",
        BREASTFEEDING,
        lacking=("Observation",),
        says=("Not known, would raise the level",),
    ),
)

OFFERS = (
    *(
        ordered(
            f"TMP-SMX new beside {name} of 28 days, advised: only TMP-SMX may be removed",
            "info",
            PREGNANT,
            id_consult(),
            agent("on", start=-27),
            drafts=(TMP, agent("again", status="draft")),
            offers=("Remove the draft of sulfamethoxazole",),
            never_offers=(f"Remove the draft of {label}",),
        )
        for name, label, agent in BESIDE
    ),
    *(
        ordered(
            f"TMP-SMX new beside {name} of 27 days, advised: either may be removed",
            "info",
            PREGNANT,
            id_consult(),
            agent("on", start=-26),
            drafts=(TMP, agent("again", status="draft")),
            offers=("Remove the draft of sulfamethoxazole", f"Remove the draft of {label}"),
        )
        for name, label, agent in BESIDE
    ),
    ordered(
        "removal is offered, not recommended",
        "warning",
        PREGNANT,
        offers=(DELETE,),
        never_beside=("Remove",),
        never_acts=("urgent",),
    ),
    ordered(
        "treatment: urgent",
        "warning",
        PREGNANT,
        drafts=(tmp_smx_draft(reason=PJP_REASON),),
        recommended=ADVICE,
        acts=("urgent",),
    ),
    ordered(
        "13 years",
        "warning",
        PREGNANT,
        person=patient(age=13, sex="female"),
        says=("Adult thresholds",),
        offers=(ADVICE, DELETE),
    ),
)

STORIES = [*GROUNDS, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_agent_in_pregnancy(story: Story) -> None:
    check(story)


def test_a_quieter_card_does_not_take_the_place_of_the_card_on_agents() -> None:
    found, _ = tell(ordered("malabsorption too", "info", PREGNANT, MALABSORPTION, drafts=(ATQ,)))
    assert found.of("pjp-agent-choice").level.indicator == "warning"
    assert found.of("pjp-agent-choice").outcome.value == "fired"
