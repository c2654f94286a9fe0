"""tmp-smx-marrow-liver: low counts, a failing liver or folate-deficiency anaemia."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    DOES_NOT_SUFFICE,
    MALABSORPTION,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    SNOMED,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    coded,
    comfort_care,
    condition,
    draft,
    id_consult,
    patient,
    result,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell

CARD, TITLE = "tmp-smx-marrow-liver", "TMP-SMX with low blood counts or liver disease"
REPLACE, DELETE, CONSULT = "Replace with", "Remove the draft", "infectious-disease consult"
TESTS = "Request complete blood count"
DAILY = tmp_smx_draft()
TREATMENT = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
FOLATE = condition("fol", "D52.0", "Dietary folate deficiency anemia")


def anc(count: Any, unit: str = "10*9/L", **how: Any) -> Json:
    return result("anc", "751-8", count, unit, **how)


def platelets(count: Any, unit: str = "10*9/L", **how: Any) -> Json:
    return result("plt", "777-3", count, unit, **how)


def alt(value: Any, high: Any = 40, **how: Any) -> Json:
    return result("alt", "1742-6", value, "U/L", high=high, **how)


def child_pugh(code: str, **how: Any) -> Json:
    return result("cp", code, "yes", system=SNOMED, **how)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, kidney and potassium known, unless the story says otherwise."""
    drafts = more.pop("drafts", (DAILY,))
    record = (*CHECKED, *record) if "lacking" not in more else record
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


GROUNDS = (
    ordered("neutrophils 0.99 of 30 days ago", "warning", anc(0.99, on=-30)),
    ordered("neutrophils 0.5 of 31 days ago", "silent", anc(0.5, on=-31)),
    ordered("all at their limits", "silent", anc(1.0), platelets(50), alt(200)),
    ordered("neutrophils 990/uL", "warning", anc(990, "/uL")),
    ordered("neutrophils 1000/uL", "silent", anc(1000, "/uL")),
    ordered("platelets 49", "warning", platelets(49)),
    ordered("platelets 49000/uL", "warning", platelets(49000, "/uL")),
    ordered("platelets 49 of 31 days ago", "silent", platelets(49, on=-31)),
    ordered("ALT 201 with limit 40", "warning", alt(201)),
    *(
        ordered(
            f"ALT {value} with its limit in words: {words}",
            expect,
            {**alt(value, None), "referenceRange": [{"text": words}]},
        )
        for value, words, expect in (
            (201, "0-40 U/L", "warning"),
            (200, "0 - 40 U/L", "silent"),
            (201, "< 40 U/L", "warning"),
            (201, "(0-40)", "warning"),
        )
    ),
    ordered("ALT 201 of 31 days ago", "silent", alt(201, on=-31)),
    ordered("Child-Pugh class C of 365 days ago", "warning", child_pugh("710067001", on=-365)),
    ordered("Child-Pugh class C of 366 days ago", "silent", child_pugh("710067001", on=-366)),
    ordered("Child-Pugh class B", "silent", child_pugh("710066005")),
    ordered("folate-deficiency anaemia", "warning", FOLATE),
    ordered("folate-deficiency anaemia, over", "silent", FOLATE | {"clinicalStatus": coded("", "resolved")}),
    ordered(
        "folate-deficiency anaemia, suspected",
        "info",
        FOLATE | {"verificationStatus": coded("", "provisional")},
    ),
    ordered(
        "hepatic impairment alone is too broad", "silent", condition("l", "K74.60", "Cirrhosis of liver")
    ),
    ordered("nothing measured", "silent"),
    ordered("the newest count", "silent", anc(0.5, on=-9) | {"id": "old"}, anc(1.5, on=-1)),
    ordered("a preliminary count", "silent", anc(0.5, status="preliminary")),
    ordered("of one time the lower", "warning", anc(1.5), anc(0.5) | {"id": "other"}),
    ordered(
        "only taken, atovaquone ordered",
        "silent",
        anc(0.5),
        tmp_smx("on", start=-9),
        drafts=(atovaquone(status="draft"),),
    ),
    ordered("at select", "warning", anc(0.5), hook=SELECT, selections=("MedicationRequest/tmp",)),
    ordered("a renewal too", "warning", anc(0.5), tmp_smx("on", start=-90)),
    ordered("deceased", "silent", anc(0.5), person=patient(deceasedBoolean=True)),
    ordered("comfort care does not silence", "warning", anc(0.5), comfort_care()),
)

NOT_KNOWN = (
    ordered("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    ordered("results in part", "not known", anc(0.5), partial=("Observation",), named=TITLE),
    ordered("results failed", "not known", anc(0.5), failed=("Observation",), named=TITLE),
    ordered("results not supplied, anaemia is known", "warning", FOLATE, lacking=("Observation",)),
    ordered("problem list not supplied", "not known", lacking=("Condition",), named=TITLE),
    ordered("ALT without a reference range", "not known", alt(500, None), named="ALT"),
    ordered("neutrophils in a unit nobody knows", "not known", anc(0.5, "furlong"), named="neutrophils"),
)

OFFERS = (
    ordered(
        "too little atovaquone is taken",
        "warning",
        anc(0.5),
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "replaced by atovaquone",
        "warning",
        anc(0.5),
        recommended="Replace with atovaquone",
        offers=(TESTS,),
        never_offers=(DELETE, CONSULT),
        says=("TMP-SMX: passed over, neutrophils below 1.0",),
    ),
    ordered(
        "no agent is left",
        "warning",
        anc(0.5),
        MALABSORPTION,
        allergy("pen", "7994", "Pentamidine"),
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "pregnant",
        "warning",
        anc(0.5),
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "17 years",
        "warning",
        anc(0.5),
        person=patient(age=17),
        recommended=DELETE,
        never_offers=(REPLACE, "Request"),
        says=("Adult thresholds",),
    ),
    ordered(
        "treatment",
        "info",
        anc(0.5),
        drafts=(TREATMENT,),
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
        acts=("urgent",),
        never_beside=("Remove",),
    ),
    ordered(
        "treatment by its reason",
        "info",
        anc(0.5),
        drafts=(tmp_smx_draft(reason=PJP_REASON),),
        recommended=CONSULT,
    ),
    ordered("treatment, consult asked for", "silent", anc(0.5), id_consult(), drafts=(TREATMENT,)),
    ordered("prophylaxis, consult asked for", "warning", anc(0.5), id_consult()),
)

STORIES = [*GROUNDS, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_marrow_liver(story: Story) -> None:
    check(story)


def test_it_takes_the_place_of_the_card_on_agents() -> None:
    deficient = condition("g", "D75.A", "G6PD deficiency")
    found, _ = tell(ordered("G6PD deficiency too", "warning", anc(0.5), deficient))
    assert found.of("pjp-agent-choice").reason == f"{CARD} speaks instead"
