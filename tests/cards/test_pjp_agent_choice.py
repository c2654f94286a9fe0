"""pjp-agent-choice: the drafted Pneumocystis agent does not suit this patient."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_30,
    MALABSORPTION,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    RIFABUTIN,
    RIFAMPICIN,
    STEVENS_JOHNSON,
    TMP_SMX_DS,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    blood,
    coded,
    comfort_care,
    condition,
    dapsone,
    draft,
    g6pd_normal,
    id_consult,
    order,
    patient,
    pentamidine,
    result,
    sulfa_allergy,
    taken,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check

TITLE = "PJP agent does not suit"
ATOVAQUONE, INHALED = atovaquone(status="draft"), pentamidine(status="draft")
ATOVAQUONE_ALLERGY = allergy("aa", "60212", "atovaquone")
PENTAMIDINE_ALLERGY = allergy("pa", "7994", "Pentamidine")
G6PD_DEFICIENT = condition("g", "D75.A", "G6PD deficiency")
RIFAMPICIN_ACTIVE = order("rif", *RIFAMPICIN, dose=600, start=-20)
ASTHMA = condition("as", "J45", "Asthma")
ATC = "http://www.whocc.no/atc"
SALBUTAMOL = order(
    "sal", "1154602", "albuterol Inhalant Product", dose=2, unit="{puff}", start=-50, route="inhaled"
)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
METFORMIN = draft("met", "6809", "metformin", dose=500)
REPLACE, DELETE = "Replace with", "Remove the draft"
CONSULT = "infectious-disease consult"
TMP_SMX_DAILY = "Replace with TMP-SMX 80/400 mg, 1 tablet by mouth once daily"


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Atovaquone drafted, unless the story says otherwise."""
    drafts = more.pop("drafts", (ATOVAQUONE,))
    return Story(
        "pjp-agent-choice", name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more
    )


def inhaled(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Pentamidine by nebuliser drafted."""
    return told(name, expect, *record, drafts=more.pop("drafts", (INHALED,)), **more)


def combined(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, clearance 100."""
    return told(name, expect, *record, *CHECKED, drafts=more.pop("drafts", (tmp_smx_draft(),)), **more)


def ratio(value: Any, unit: str = "1", **how: Any) -> Json:
    return result("ratio", "19926-5", value, unit, **how)


THE_TABLE = (
    told("atovaquone 1500 mg with rifampicin active", "warning", RIFAMPICIN_ACTIVE),
    told("atovaquone and nothing against it", "silent", *CHECKED),
    inhaled("pentamidine, FEV1/FVC 0.70, no asthma or COPD", "silent", ratio(0.70)),
)

ATOVAQUONE_STORIES = (
    told("allergy", "warning", ATOVAQUONE_ALLERGY),
    told("allergy in words", "warning", allergy("aa", display="Mepron")),
    told("allergy of high criticality", "critical", allergy("aa", "60212", "atovaquone", criticality="high")),
    told(
        "allergy with a severe reaction", "critical", allergy("aa", "60212", "atovaquone", severity="severe")
    ),
    told(
        "allergy with anaphylaxis",
        "critical",
        allergy("aa", "60212", "atovaquone", manifestation=("39579001", "Anaphylaxis")),
    ),
    told(
        "allergy in words, high criticality",
        "critical",
        allergy("aa", display="Mepron", criticality="high"),
    ),
    told("allergy in words, severe", "critical", allergy("aa", display="atovaquone", severity="severe")),
    told("allergy by the ATC code", "warning", allergy("aa", "P01AX06", system=ATC)),
    told("allergy of low criticality", "warning", allergy("aa", "60212", "atovaquone", criticality="low")),
    told("allergy refuted", "silent", allergy("aa", "60212", "atovaquone", verification="refuted")),
    told("allergy inactive", "silent", allergy("aa", "60212", "atovaquone", clinical="inactive")),
    told(
        "severe allergy to another agent", "silent", allergy("pa", "7994", "Pentamidine", criticality="high")
    ),
    told("malabsorption", "warning", MALABSORPTION),
    told("malabsorption resolved", "silent", MALABSORPTION | {"clinicalStatus": coded("", "resolved")}),
    told("malabsorption suspected", "info", MALABSORPTION | {"verificationStatus": coded("", "provisional")}),
    told("rifabutin active", "warning", order("rif", *RIFABUTIN, dose=300, start=-20)),
    told("rifampicin stated by the patient", "warning", taken(RIFAMPICIN_ACTIVE)),
    told("rifampicin drafted too", "warning", drafts=(ATOVAQUONE, draft("rif", *RIFAMPICIN, dose=600))),
    told("rifampicin completed", "silent", RIFAMPICIN_ACTIVE | {"status": "completed"}),
    told("rifampicin on hold", "silent", RIFAMPICIN_ACTIVE | {"status": "on-hold"}),
    told(
        "carbamazepine is no rifamycin", "silent", order("cbz", "2002", "carbamazepine", dose=200, start=-20)
    ),
)

PENTAMIDINE_STORIES = (
    inhaled("allergy", "warning", PENTAMIDINE_ALLERGY),
    inhaled(
        "allergy with Stevens-Johnson syndrome",
        "critical",
        allergy("pa", "7994", "Pentamidine", manifestation=STEVENS_JOHNSON),
    ),
    inhaled("FEV1/FVC 0.69", "warning", ratio(0.69)),
    inhaled("FEV1/FVC 69 %", "warning", ratio(69, "%")),
    inhaled("FEV1/FVC 70 %", "silent", ratio(70, "%")),
    inhaled("FEV1/FVC 0.69 a year ago", "warning", ratio(0.69, on=-365)),
    inhaled("FEV1/FVC 0.69 more than a year ago", "silent", ratio(0.69, on=-366)),
    inhaled("the newest FEV1/FVC is normal", "silent", ratio(0.8), ratio(0.5, on=-90) | {"id": "old"}),
    inhaled("asthma", "warning", ASTHMA),
    inhaled("COPD", "warning", condition("as", "J44.9", "COPD")),
    inhaled("asthma resolved", "silent", ASTHMA | {"clinicalStatus": coded("", "resolved")}),
    inhaled("asthma, salbutamol active", "silent", ASTHMA, SALBUTAMOL),
    inhaled(
        "asthma, salbutamol drafted", "silent", ASTHMA, drafts=(INHALED, SALBUTAMOL | {"status": "draft"})
    ),
    *(
        inhaled(
            f"asthma, {words}", "silent", ASTHMA, SALBUTAMOL | {"medicationCodeableConcept": {"text": words}}
        )
        for words in ("albuterol HFA 90 mcg inhaler", "Salbutamol", "Atrovent inhaler", "DuoNeb")
    ),
    inhaled(
        "asthma, salbutamol tablets",
        "warning",
        ASTHMA,
        order("sal", "", dose=2, start=-50)
        | {"medicationCodeableConcept": {"text": "albuterol 2 mg tablet"}},
    ),
    inhaled("asthma, salbutamol stopped", "warning", ASTHMA, SALBUTAMOL | {"status": "stopped"}),
    inhaled("allergy is not quieted by salbutamol", "warning", PENTAMIDINE_ALLERGY, SALBUTAMOL),
    inhaled(
        "into a vein",
        "silent",
        ASTHMA,
        PENTAMIDINE_ALLERGY,
        drafts=(draft("pen", *PENTAMIDINE, dose=300, route="iv"),),
    ),
    inhaled(
        "the inhalant solution, no route written",
        "warning",
        ASTHMA,
        drafts=(
            draft(
                "pen", "861597", "Pentamidine Isethionate 50 MG/ML Inhalant Solution", dose=300, route=None
            ),
        ),
    ),
)

TMP_SMX_STORIES = (
    combined("G6PD deficiency", "warning", G6PD_DEFICIENT),
    combined(
        "G6PD deficiency, no longer on the list of problems",
        "warning",
        G6PD_DEFICIENT | {"clinicalStatus": coded("", "inactive")},
    ),
    combined("newest G6PD low", "warning", g6pd_normal(interpretation="L", on=-900)),
    combined(
        "G6PD below its own range", "warning", result("g6pd", "32546-4", 6.9, "U/g{Hb}", low=7, high=20)
    ),
    combined(
        "G6PD at the limit of its own range",
        "silent",
        result("g6pd", "32546-4", 7, "U/g{Hb}", low=7, high=20),
    ),
    combined("G6PD normal", "silent", g6pd_normal()),
    combined(
        "newest G6PD normal, an older one low",
        "silent",
        g6pd_normal(),
        g6pd_normal(interpretation="L", on=-900) | {"id": "old"},
    ),
    combined("G6PD never tested", "silent"),
    combined(
        "dapsone drafted in G6PD deficiency is not for this card",
        "silent",
        G6PD_DEFICIENT,
        drafts=(dapsone(status="draft"),),
    ),
)

PRECEDENCE = (
    combined(
        "tmp-smx-allergy speaks about the same draft",
        "silent",
        G6PD_DEFICIENT,
        sulfa_allergy(),
        because="tmp-smx-allergy speaks instead",
    ),
    told(
        "tmp-smx-renal-dose speaks about the same draft",
        "silent",
        G6PD_DEFICIENT,
        *CLEARANCE_14_9,
        drafts=(tmp_smx_draft(),),
        because="tmp-smx-renal-dose speaks instead",
    ),
    told(
        "tmp-smx-renal-dose at half dose speaks too",
        "silent",
        G6PD_DEFICIENT,
        *CLEARANCE_30,
        drafts=(tmp_smx_draft(),),
        because="tmp-smx-renal-dose speaks instead",
    ),
    told(
        "tmp-smx-allergy speaks about another draft",
        "warning",
        MALABSORPTION,
        sulfa_allergy(),
        *CHECKED,
        drafts=(ATOVAQUONE, tmp_smx_draft()),
    ),
    told(
        "another draft beside the one that is spoken about",
        "warning",
        G6PD_DEFICIENT,
        sulfa_allergy(),
        MALABSORPTION,
        *CHECKED,
        drafts=(ATOVAQUONE, tmp_smx_draft()),
    ),
)

RENEWAL = (
    told(
        "atovaquone taken for 28 days, malabsorption", "silent", MALABSORPTION, atovaquone("old", start=-27)
    ),
    told(
        "atovaquone taken for 27 days, malabsorption", "warning", MALABSORPTION, atovaquone("old", start=-26)
    ),
    told(
        "atovaquone taken for 28 days, rifampicin", "silent", RIFAMPICIN_ACTIVE, atovaquone("old", start=-27)
    ),
    told(
        "atovaquone taken for 28 days, allergy", "warning", ATOVAQUONE_ALLERGY, atovaquone("old", start=-27)
    ),
    told(
        "atovaquone taken for 28 days with a gap of 30, malabsorption",
        "silent",
        MALABSORPTION,
        atovaquone("older", start=-60, until=-41, status="completed"),
        atovaquone("old", start=-10),
    ),
    told(
        "atovaquone taken for 28 days with a gap of 31, malabsorption",
        "warning",
        MALABSORPTION,
        atovaquone("older", start=-61, until=-42, status="completed"),
        atovaquone("old", start=-10),
    ),
    told("another agent taken for 28 days", "warning", MALABSORPTION, dapsone("old", start=-60)),
    told(
        "atovaquone taken long ago",
        "warning",
        MALABSORPTION,
        atovaquone("old", start=-200, until=-100, status="completed"),
    ),
    combined(
        "TMP-SMX taken for 28 days, G6PD deficiency", "silent", G6PD_DEFICIENT, tmp_smx("old", start=-27)
    ),
    combined(
        "TMP-SMX taken for 27 days, G6PD deficiency", "warning", G6PD_DEFICIENT, tmp_smx("old", start=-26)
    ),
    inhaled("pentamidine taken for 28 days, asthma", "silent", ASTHMA, pentamidine("old", start=-27)),
    inhaled("pentamidine taken for 27 days, asthma", "warning", ASTHMA, pentamidine("old", start=-26)),
)

OCCASIONS = (
    told("at select", "warning", MALABSORPTION, hook=SELECT, selections=("MedicationRequest/atq",)),
    told(
        "at select, something else selected",
        "silent",
        MALABSORPTION,
        hook=SELECT,
        drafts=(ATOVAQUONE, METFORMIN),
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
    told(
        "taken, not ordered",
        "silent",
        MALABSORPTION,
        atovaquone("old", start=-9),
        drafts=(METFORMIN,),
        because="speaks when",
    ),
    told("deceased", "silent", MALABSORPTION, person=patient(deceasedBoolean=True)),
    told("comfort care does not silence", "warning", MALABSORPTION, comfort_care()),
)

NOT_KNOWN = (
    told(
        "allergies not supplied",
        "not known",
        lacking=("AllergyIntolerance",),
        named=TITLE,
        says=("allergy list",),
    ),
    told("problems not supplied", "not known", lacking=("Condition",), named=TITLE, says=("problem list",)),
    told("orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    told("statements not supplied", "not known", lacking=("MedicationStatement",), named=TITLE),
    inhaled("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    inhaled("results not supplied, asthma is known", "warning", ASTHMA, lacking=("Observation",)),
    inhaled("problems not supplied", "not known", lacking=("Condition",), named=TITLE),
    combined("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    combined("problems not supplied", "not known", lacking=("Condition",), named=TITLE),
    combined("G6PD that cannot be read", "not known", result("g6pd", "32546-4", 6.9, "U/g{Hb}"), named=TITLE),
    told(
        "allergies not supplied, malabsorption is known",
        "warning",
        MALABSORPTION,
        lacking=("AllergyIntolerance",),
    ),
    told("results not supplied matter not to atovaquone", "silent", lacking=("Observation",)),
    told(
        "no birth date",
        "warning",
        MALABSORPTION,
        person=patient(birth=""),
        never_offers=(REPLACE,),
        offers=(DELETE,),
    ),
)

TREATED = atovaquone(status="draft", reason=PJP_REASON)
NONE_LEFT = (ATOVAQUONE_ALLERGY, sulfa_allergy(), PENTAMIDINE_ALLERGY)
SUGGESTIONS = (
    told(
        "TMP-SMX comes first",
        "warning",
        MALABSORPTION,
        *CHECKED,
        recommended=TMP_SMX_DAILY,
        offers=(DELETE,),
        never_offers=("Replace with atovaquone", CONSULT),
        acts=('"delete"', '"create"'),
    ),
    told(
        "TMP-SMX at half dose",
        "warning",
        MALABSORPTION,
        *CLEARANCE_30,
        result("k", "2823-3", 4.2, "mmol/L"),
        recommended="Replace with TMP-SMX 80/400 mg, 1 tablet by mouth three times weekly",
    ),
    told(
        "potassium not on record: not preselected",
        "warning",
        MALABSORPTION,
        *CHECKED[:2],
        recommended="",
        offers=(TMP_SMX_DAILY, DELETE),
    ),
    told(
        "sulfa allergy: dapsone where G6PD is normal",
        "warning",
        MALABSORPTION,
        *CHECKED,
        sulfa_allergy(),
        g6pd_normal(),
        *blood(),
        recommended="Replace with dapsone",
    ),
    told(
        "sulfa allergy, G6PD never tested: pentamidine",
        "warning",
        MALABSORPTION,
        *CHECKED,
        sulfa_allergy(),
        *blood(),
        recommended="Replace with pentamidine",
        never_offers=("dapsone",),
    ),
    told(
        "severe sulfa allergy: never dapsone",
        "warning",
        MALABSORPTION,
        *CHECKED,
        sulfa_allergy(criticality="high"),
        g6pd_normal(),
        *blood(),
        recommended="Replace with pentamidine",
        never_offers=("dapsone",),
    ),
    inhaled(
        "pentamidine is replaced by the first of the others",
        "warning",
        ASTHMA,
        *CHECKED,
        recommended=TMP_SMX_DAILY,
    ),
    inhaled(
        "pentamidine while an infection is treated with TMP-SMX: only removed",
        "warning",
        ASTHMA,
        *CHECKED,
        tmp_smx(mg=320, start=-1, days=5),
        recommended="(TMP-SMX is ordered already)",
        never_offers=("Replace",),
    ),
    inhaled(
        "pentamidine beside too little TMP-SMX",
        "warning",
        ASTHMA,
        *CHECKED,
        tmp_smx(start=-60, per=(1, 1, "wk")),
        recommended="(TMP-SMX is in use already, which does not suffice: see to that order)",
    ),
    combined(
        "TMP-SMX in G6PD deficiency is replaced by atovaquone",
        "warning",
        G6PD_DEFICIENT,
        recommended="Replace with atovaquone",
        never_offers=("dapsone",),
    ),
    told(
        "nothing is left",
        "warning",
        *NONE_LEFT,
        *CHECKED,
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
    ),
    told(
        "nothing is left, consult asked for",
        "info",
        *NONE_LEFT,
        *CHECKED,
        id_consult(),
        never_offers=(REPLACE,),
    ),
    told("an agent is left, consult asked for", "warning", MALABSORPTION, *CHECKED, id_consult()),
    told(
        "pregnant",
        "warning",
        MALABSORPTION,
        PREGNANT,
        *CHECKED,
        person=WOMAN_30,
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
    ),
    told(
        "pregnant, consult asked for",
        "info",
        MALABSORPTION,
        PREGNANT,
        *CHECKED,
        id_consult(),
        person=WOMAN_30,
        never_offers=(REPLACE,),
    ),
    told(
        "17 years",
        "warning",
        MALABSORPTION,
        *CHECKED,
        person=patient(birth="2008-03-11"),
        offers=(DELETE,),
        never_offers=(REPLACE,),
        says=("Adult thresholds",),
    ),
    told(
        "18 years",
        "warning",
        MALABSORPTION,
        *CHECKED,
        person=patient(age=18),
        recommended=TMP_SMX_DAILY,
        never_says=("Adult thresholds",),
    ),
    told(
        "treating Pneumocystis: urgent consult, no replacement",
        "warning",
        MALABSORPTION,
        *CHECKED,
        drafts=(TREATED,),
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
        acts=("urgent",),
    ),
    told(
        "treating, consult asked for",
        "info",
        MALABSORPTION,
        *CHECKED,
        id_consult(),
        drafts=(TREATED,),
        recommended="",
        never_offers=(REPLACE, CONSULT),
    ),
    told(
        "treating, consult 90 days ago",
        "info",
        MALABSORPTION,
        *CHECKED,
        id_consult(status="completed", authored=-90),
        drafts=(TREATED,),
        recommended="",
        never_offers=(CONSULT,),
    ),
    told(
        "treating, severe allergy",
        "critical",
        allergy("aa", "60212", "atovaquone", criticality="high"),
        *CHECKED,
        drafts=(TREATED,),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    told(
        "Pneumocystis since 28 days: no replacement",
        "warning",
        MALABSORPTION,
        *CHECKED,
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-28),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    told(
        "Pneumocystis since 29 days is past",
        "warning",
        MALABSORPTION,
        *CHECKED,
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-29),
        recommended=TMP_SMX_DAILY,
    ),
    combined(
        "TMP-SMX twice daily for 5 days in G6PD deficiency",
        "warning",
        G6PD_DEFICIENT,
        drafts=(draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=5),),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    inhaled(
        "the inhalant solution without a route is replaced too",
        "warning",
        ASTHMA,
        *CHECKED,
        drafts=(
            draft(
                "pen", "861597", "Pentamidine Isethionate 50 MG/ML Inhalant Solution", dose=300, route=None
            ),
        ),
        recommended=TMP_SMX_DAILY,
        offers=(DELETE,),
    ),
    inhaled(
        "treating Pneumocystis with pentamidine",
        "warning",
        ASTHMA,
        *CHECKED,
        drafts=(pentamidine(status="draft", reason=PJP_REASON),),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
)

STORIES = (
    *THE_TABLE,
    *ATOVAQUONE_STORIES,
    *PENTAMIDINE_STORIES,
    *TMP_SMX_STORIES,
    *PRECEDENCE,
    *RENEWAL,
    *OCCASIONS,
    *NOT_KNOWN,
    *SUGGESTIONS,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_pjp_agent_choice(story: Story) -> None:
    check(story)
