"""Which Pneumocystis agent is preselected, offered with a check first, or passed over, and why."""

# Longer than 300 lines because every ground against an agent is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_15,
    CLEARANCE_30,
    CLEARANCE_30_1,
    CLEARANCE_59_9,
    CLEARANCE_60,
    LISINOPRIL,
    MALABSORPTION,
    METHOTREXATE,
    PREGNANT,
    RIFABUTIN,
    RIFAMPICIN,
    SNOMED,
    STEVENS_JOHNSON,
    TACROLIMUS,
    TMP_SMX_DS,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    blood,
    coded,
    condition,
    creatinine,
    draft,
    g6pd_normal,
    id_consult,
    ild,
    order,
    patient,
    potassium,
    result,
    steroid,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.story import SIGN, VIEW, Story, card_in, check, engine, tell

DUE = (ild(), steroid(mg=20, start=-19, until=8))
DAILY = "Order TMP-SMX 80/400 mg, 1 tablet by mouth once daily"
THREE_A_WEEK = "Order TMP-SMX 80/400 mg, 1 tablet by mouth three times weekly"
ATOVAQUONE = "Order atovaquone 1500 mg (10 mL) by mouth once daily with fatty food"
DAPSONE = "Order dapsone 100 mg, 1 tablet by mouth once daily"
PENTAMIDINE = "Order pentamidine 300 mg by nebuliser every 4 weeks"
CONSULT = "infectious-disease consult"
NO_TMP_SMX, NO_ATOVAQUONE = sulfa_allergy(), MALABSORPTION
SEVERE = sulfa_allergy(manifestation=STEVENS_JOHNSON)
SLE = condition("sle", "M32.9", "Systemic lupus erythematosus", clinical="remission")
ACE = order("ace", *LISINOPRIL, dose=10, start=-90)
GLIPIZIDE = order("glip", "4821", "glipizide", dose=5, start=-90)
EGFR_80 = result("egfr", "33914-3", 80, "mL/min/{1.73_m2}")
COUNTS = (
    result("anc", "751-8", 3, "10*9/L"),
    result("plt", "777-3", 200, "10*9/L"),
    result("alt", "1742-6", 20, "U/L", high=40),
)


def bare(name: str, recommended: str, *record: Json, **more: Any) -> Story:
    """Prophylaxis is due; what is known of kidney and potassium stands in the story."""
    return Story(
        "pjp-start",
        name,
        more.pop("hook", VIEW),
        more.pop("expect", "warning"),
        record=(*DUE, *record),
        recommended=recommended,
        **more,
    )


def due(name: str, recommended: str, *record: Json, **more: Any) -> Story:
    """With clearance 100 mL/min and potassium 4.2 mmol/L."""
    return bare(name, recommended, *CHECKED, *record, **more)


def without(name: str, recommended: str, *record: Json, **more: Any) -> Story:
    """Neither TMP-SMX (mild allergy) nor atovaquone (malabsorption) can be given."""
    return due(
        name,
        recommended,
        NO_TMP_SMX,
        NO_ATOVAQUONE,
        *record,
        never_offers=(*more.pop("never_offers", ()), "TMP-SMX", "atovaquone"),
        **more,
    )


def count(code: str, value: Any, unit: str = "10*9/L", **how: Any) -> Json:
    return result(f"r{code}", code, value, unit, **how)


TMP_SMX_FIRST = (
    due(
        "nothing against TMP-SMX", DAILY, offers=(ATOVAQUONE, "Check blood count"), never_offers=("dapsone",)
    ),
    due("no recent counts: they go along with it", DAILY, beside=("blood count", "liver tests")),
    due("recent counts", DAILY, *COUNTS, never_beside=("blood count", "liver tests", "INR")),
    due("on warfarin: the INR goes along", DAILY, order("w", *WARFARIN, dose=5, start=-90), beside=("INR",)),
    due("furosemide allergy is nothing against it", DAILY, allergy("f", "4603", "furosemide")),
    due("sulfa allergy refuted", DAILY, sulfa_allergy(verification="refuted")),
    due("sulfa allergy resolved", DAILY, sulfa_allergy(clinical="resolved")),
    bare("clearance 30.1: full dose", DAILY, *CLEARANCE_30_1, potassium()),
    bare("clearance 30: half dose", THREE_A_WEEK, *CLEARANCE_30, potassium()),
    bare("clearance 15: half dose", THREE_A_WEEK, *CLEARANCE_15, potassium()),
    bare("potassium exactly 5.0", DAILY, creatinine(), weight(), potassium(5.0)),
    due(
        "neutrophils 1.0, platelets 50, ALT 5 times its limit",
        DAILY,
        count("751-8", 1.0),
        count("777-3", 50),
        count("1742-6", 200, "U/L", high=40),
    ),
    due("low counts 31 days ago", DAILY, count("751-8", 0.5, on=-31), count("777-3", 20, on=-31)),
    due(
        "SLE, TMP-SMX taken for 28 days before",
        DAILY,
        SLE,
        tmp_smx("old", start=-200, days=28, status="completed"),
    ),
)

PASSED_OVER = (
    due(
        "mild sulfa allergy",
        ATOVAQUONE,
        sulfa_allergy(),
        never_offers=("TMP-SMX",),
        says=("TMP-SMX: passed over, allergy",),
    ),
    due("sulfa in words only", ATOVAQUONE, allergy("s", display="sulfa"), never_offers=("TMP-SMX",)),
    due("trimethoprim allergy", ATOVAQUONE, allergy("t", "10829", "Trimethoprim"), never_offers=("TMP-SMX",)),
    due(
        "sulfasalazine allergy", ATOVAQUONE, allergy("t", "9524", "Sulfasalazine"), never_offers=("TMP-SMX",)
    ),
    due("SLE, never taken before", ATOVAQUONE, SLE, never_offers=("TMP-SMX",)),
    due(
        "SLE, TMP-SMX taken for 27 days before",
        ATOVAQUONE,
        SLE,
        tmp_smx("old", start=-200, days=27, status="completed"),
        never_offers=("TMP-SMX",),
    ),
    due(
        "SLE, TMP-SMX tolerated but allergic",
        ATOVAQUONE,
        SLE,
        sulfa_allergy(),
        tmp_smx("old", start=-200, days=28, status="completed"),
        never_offers=("TMP-SMX",),
    ),
    bare("clearance 14.9", ATOVAQUONE, *CLEARANCE_14_9, potassium(), never_offers=("TMP-SMX",)),
    due(
        "dialysis",
        ATOVAQUONE,
        condition("d", "Z99.2", "Dependence on renal dialysis"),
        never_offers=("TMP-SMX",),
    ),
    bare("potassium 5.1", ATOVAQUONE, creatinine(), weight(), potassium(5.1), never_offers=("TMP-SMX",)),
    bare(
        "potassium 5.1 thirty days ago",
        ATOVAQUONE,
        creatinine(),
        weight(),
        potassium(5.1, on=-30),
        never_offers=("TMP-SMX",),
    ),
    due("neutrophils 0.99", ATOVAQUONE, count("751-8", 0.99, on=-30), never_offers=("TMP-SMX",)),
    due("platelets 49", ATOVAQUONE, count("777-3", 49), never_offers=("TMP-SMX",)),
    due(
        "ALT above 5 times its limit",
        ATOVAQUONE,
        count("1742-6", 201, "U/L", high=40),
        never_offers=("TMP-SMX",),
    ),
    due(
        "Child-Pugh class C",
        ATOVAQUONE,
        result("cp", "710067001", "present", system=SNOMED, on=-365),
        never_offers=("TMP-SMX",),
    ),
    due(
        "Child-Pugh class C 366 days ago", DAILY, result("cp", "710067001", "present", system=SNOMED, on=-366)
    ),
    *(
        due(
            f"{words}: {grade}, in words alone",
            agent,
            {**result("cp", "", grade), "code": {"text": words}},
            never_offers=("TMP-SMX",) if agent is ATOVAQUONE else (),
        )
        for words, grade, agent in (
            ("Child-Pugh class", "C", ATOVAQUONE),
            ("Child Pugh class", "Class B", DAILY),
            ("Child-Turcotte-Pugh score", "C", ATOVAQUONE),
            ("Child-Pugh class of the father", "C", DAILY),
        )
    ),
    due("Child-Pugh class B", DAILY, result("cp", "710066005", "present", system=SNOMED)),
    due(
        "folate-deficiency anaemia",
        ATOVAQUONE,
        condition("f", "D52.9", "Folate deficiency anemia"),
        never_offers=("TMP-SMX",),
    ),
    due("porphyria", ATOVAQUONE, condition("p", "E80.20", "Porphyria"), never_offers=("TMP-SMX",)),
    due(
        "porphyria in words",
        ATOVAQUONE,
        condition("p", "X") | {"code": {"text": "Acute intermittent porphyria"}},
        never_offers=("TMP-SMX",),
    ),
    due(
        "dofetilide",
        ATOVAQUONE,
        order("d", "49247", "dofetilide", dose=0.5, start=-9),
        never_offers=("TMP-SMX",),
    ),
    due(
        "methotrexate",
        ATOVAQUONE,
        order("m", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-90),
        never_offers=("TMP-SMX",),
    ),
    due(
        "methotrexate on hold",
        DAILY,
        order("m", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-90, status="on-hold"),
    ),
    due(
        "G6PD deficiency",
        ATOVAQUONE,
        condition("g", "D75.A", "G6PD deficiency"),
        never_offers=("TMP-SMX", "dapsone"),
    ),
    due("G6PD low", ATOVAQUONE, g6pd_normal(interpretation="L"), never_offers=("TMP-SMX", "dapsone")),
)

CHECK_FIRST = (
    due(
        "allergy list not known", "", lacking=("AllergyIntolerance",), offers=(DAILY,), says=("check first",)
    ),
    bare("nothing on record", "", offers=(DAILY,), says=("creatinine", "potassium")),
    bare(
        "an eGFR instead of a creatinine",
        "",
        EGFR_80,
        weight(),
        potassium(),
        offers=(DAILY,),
        says=("creatinine (none within 90 days)",),
    ),
    bare("an eGFR beside a creatinine", DAILY, EGFR_80, creatinine(), potassium()),
    bare("no creatinine", "", weight(), potassium(), offers=(DAILY,)),
    bare("creatinine 90 days old", DAILY, creatinine(on=-90), weight(), potassium()),
    bare("creatinine 91 days old", "", creatinine(on=-91), weight(), potassium(), offers=(DAILY,)),
    bare("no weight and no eGFR", "", creatinine(), potassium(), offers=(DAILY,)),
    bare("no potassium", "", creatinine(), weight(), offers=(DAILY,)),
    bare("potassium 30 days old", DAILY, creatinine(), weight(), potassium(on=-30)),
    bare("potassium 31 days old", "", creatinine(), weight(), potassium(on=-31), offers=(DAILY,)),
    bare(
        "potassium in mg/dL is not read",
        "",
        creatinine(),
        weight(),
        result("k", "2823-3", 16, "mg/dL"),
        offers=(DAILY,),
    ),
    bare("results not supplied", "", lacking=("Observation",), offers=(DAILY,), never_offers=("dapsone",)),
    due("lisinopril at 65", "", ACE, person=patient(age=65), offers=(DAILY,)),
    due("lisinopril at 64", DAILY, ACE, person=patient(birth="1961-03-11")),
    bare("lisinopril, clearance 59.9", "", ACE, *CLEARANCE_59_9, potassium(), offers=(DAILY,)),
    bare("lisinopril, clearance 60", DAILY, ACE, *CLEARANCE_60, potassium()),
    due(
        "tacrolimus at 65",
        "",
        order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60),
        person=patient(age=65),
        offers=(DAILY,),
    ),
    due(
        "tacrolimus ointment at 65",
        DAILY,
        order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60, route="topical"),
        person=patient(age=65),
    ),
    due("65 years alone", DAILY, person=patient(age=65)),
    due("lisinopril stopped, at 65", DAILY, ACE | {"status": "stopped"}, person=patient(age=65)),
    due("glipizide at 65", "", GLIPIZIDE, person=patient(age=65), offers=(DAILY,)),
    due("glipizide at 64", DAILY, GLIPIZIDE, person=patient(birth="1961-03-11")),
)

AFTER_TMP_SMX = (
    due(
        "atovaquone allergy, then dapsone",
        DAPSONE,
        NO_TMP_SMX,
        allergy("a", "60212", "atovaquone"),
        g6pd_normal(),
        *blood(),
        never_offers=("TMP-SMX", "atovaquone"),
    ),
    due(
        "rifampicin",
        DAPSONE,
        NO_TMP_SMX,
        order("r", *RIFAMPICIN, dose=600, start=-9),
        g6pd_normal(),
        *blood(),
    ),
    due(
        "rifabutin", DAPSONE, NO_TMP_SMX, order("r", *RIFABUTIN, dose=300, start=-9), g6pd_normal(), *blood()
    ),
    due(
        "rifampicin completed",
        ATOVAQUONE,
        NO_TMP_SMX,
        order("r", *RIFAMPICIN, dose=600, start=-99, until=-9, status="completed"),
        g6pd_normal(),
        *blood(),
    ),
    without("malabsorption, G6PD normal", DAPSONE, g6pd_normal(), *blood()),
    due(
        "malabsorption resolved",
        ATOVAQUONE,
        NO_TMP_SMX,
        MALABSORPTION | {"clinicalStatus": coded("", "resolved")},
        g6pd_normal(),
        *blood(),
    ),
    without(
        "G6PD never tested", PENTAMIDINE, *blood(), never_offers=("dapsone",), says=("dapsone: passed over",)
    ),
    without("G6PD low", PENTAMIDINE, g6pd_normal(interpretation="LL"), *blood(), never_offers=("dapsone",)),
    without("haemoglobin 9.0 and methaemoglobin 5.0", DAPSONE, g6pd_normal(), *blood(9.0, 5.0)),
    without("haemoglobin 8.9", PENTAMIDINE, g6pd_normal(), *blood(8.9), never_offers=("dapsone",)),
    without("methaemoglobin 5.1", PENTAMIDINE, g6pd_normal(), *blood(12, 5.1), never_offers=("dapsone",)),
    without("haemoglobin not on record", "", g6pd_normal(), blood()[1], offers=(DAPSONE, PENTAMIDINE)),
    without("methaemoglobin not on record", "", g6pd_normal(), blood()[0], offers=(DAPSONE, PENTAMIDINE)),
    without(
        "haemoglobin 91 days old",
        "",
        g6pd_normal(),
        result("hb", "718-7", 12, "g/dL", on=-91),
        blood()[1],
        offers=(DAPSONE,),
    ),
    without(
        "dapsone allergy",
        PENTAMIDINE,
        g6pd_normal(),
        *blood(),
        allergy("d", "3108", "Dapsone"),
        never_offers=("dapsone",),
    ),
    due(
        "a severe sulfa reaction bars dapsone too",
        PENTAMIDINE,
        SEVERE,
        NO_ATOVAQUONE,
        g6pd_normal(),
        *blood(),
        never_offers=("TMP-SMX", "atovaquone", "dapsone"),
    ),
    due(
        "a sulfa allergy of high criticality bars dapsone too",
        PENTAMIDINE,
        sulfa_allergy(criticality="high"),
        NO_ATOVAQUONE,
        g6pd_normal(),
        *blood(),
        never_offers=("dapsone",),
    ),
    due(
        "an allergy in words with a severe reaction: dapsone is checked first",
        "",
        allergy("s", display="Bactrim", manifestation=STEVENS_JOHNSON),
        NO_ATOVAQUONE,
        g6pd_normal(),
        *blood(),
        offers=(f"{DAPSONE} - check first: severe reaction recorded with an allergy", PENTAMIDINE),
    ),
    due(
        "an allergy in words alone does not keep dapsone back",
        DAPSONE,
        allergy("s", display="Bactrim"),
        NO_ATOVAQUONE,
        g6pd_normal(),
        *blood(),
    ),
    without("FEV1/FVC 0.70", PENTAMIDINE, result("r", "19926-5", 0.70, "1", on=-365)),
    without("FEV1/FVC 0.69", "", result("r", "19926-5", 0.69, "1", on=-365), offers=(PENTAMIDINE,)),
    without("FEV1/FVC 69 %", "", result("r", "19926-5", 69, "%"), offers=(PENTAMIDINE,)),
    without("FEV1/FVC 0.6 more than a year ago", PENTAMIDINE, result("r", "19926-5", 0.60, "1", on=-366)),
    without("asthma", "", condition("as", "J45", "Asthma"), offers=(PENTAMIDINE,)),
    without("COPD resolved", PENTAMIDINE, condition("as", "J44.9", "COPD", clinical="resolved")),
    without(
        "nothing is left",
        CONSULT,
        allergy("p", "7994", "Pentamidine"),
        never_offers=("dapsone", "pentamidine"),
    ),
    without(
        "nothing is left, consult asked for",
        "",
        allergy("p", "7994", "Pentamidine"),
        id_consult(),
        expect="info",
    ),
)

PREGNANCY = (
    due(
        "pregnant: advice first, no agent is preselected",
        CONSULT,
        PREGNANT,
        person=WOMAN_30,
        never_offers=("TMP-SMX",),
        never_beside=("Draft order",),
    ),
    due(
        "a positive pregnancy test 42 days ago",
        CONSULT,
        result("hcg", "2118-8", "positive", interpretation="POS", on=-42),
        person=WOMAN_30,
        never_offers=("TMP-SMX",),
    ),
    due(
        "a positive pregnancy test 43 days ago",
        DAILY,
        result("hcg", "2118-8", "positive", interpretation="POS", on=-43),
        person=WOMAN_30,
    ),
)


def drafted(name: str, recommended: str, *record: Json, drafts: tuple[Json, ...], **more: Any) -> Story:
    return due(name, recommended, *record, hook=SIGN, drafts=drafts, **more)


REPLACED = (
    drafted(
        "drafted TMP-SMX in porphyria is replaced",
        "Replace with atovaquone",
        condition("p", "E80.20", "Porphyria"),
        drafts=(tmp_smx_draft(),),
        says=("TMP-SMX: passed over, porphyria",),
        acts=('"delete"',),
        offers=("Replace with pentamidine",),
        never_offers=("Order",),
    ),
    drafted(
        "a methotrexate draft speaks against TMP-SMX too",
        ATOVAQUONE,
        drafts=(draft("m", *METHOTREXATE, dose=15, per=(1, 1, "wk")),),
        never_offers=("TMP-SMX",),
    ),
)

UTI_5_DAYS = draft("uti", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=5)
NOT_REPLACED = (
    drafted(
        "a drafted treatment of an infection is not replaced by prophylaxis",
        ATOVAQUONE,
        sulfa_allergy(),
        drafts=(UTI_5_DAYS,),
        never_acts=('"delete"',),
    ),
    drafted(
        "in pregnancy a drafted agent is not replaced",
        CONSULT,
        PREGNANT,
        person=WOMAN_30,
        drafts=(tmp_smx_draft(),),
        never_offers=("Replace",),
        never_acts=('"delete"',),
    ),
)

STORIES = (*TMP_SMX_FIRST, *PASSED_OVER, *CHECK_FIRST, *AFTER_TMP_SMX, *PREGNANCY, *REPLACED, *NOT_REPLACED)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_agent(story: Story) -> None:
    check(story)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_at_most_one_agent_is_preselected(story: Story) -> None:
    _, answer = tell(story)
    card = card_in(answer, story.card)
    assert card is not None
    preselected = [
        one
        for one in card.get("suggestions", ())
        if one.get("isRecommended")
        for action in one["actions"]
        if action["type"] == "create" and action["resource"]["resourceType"] == "MedicationRequest"
    ]
    assert len(preselected) <= 1


def test_inhaled_pentamidine_is_named_once() -> None:
    words = engine().plan.card("pjp-start").about.words
    assert words.count("inhaled pentamidine") == 1, words
