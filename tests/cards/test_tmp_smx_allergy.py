"""tmp-smx-allergy: TMP-SMX is ordered for a patient allergic to a sulfonamide antibiotic or trimethoprim."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    DOES_NOT_SUFFICE,
    ICD10CM,
    MALABSORPTION,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    RXNORM,
    SNOMED,
    STEVENS_JOHNSON,
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
    day,
    draft,
    g6pd_normal,
    id_consult,
    patient,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, card_in, check, tell

TITLE = "TMP-SMX with sulfonamide or trimethoprim allergy"
RASH, NAUSEA = ("271807003", "Eruption of skin"), ("422587007", "Nausea")
SEVERE = sulfa_allergy(manifestation=STEVENS_JOHNSON)
UNKNOWN = allergy("s", display="sulfa")
UTI_5_DAYS = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=5)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
PENTAMIDINE_ALLERGY = allergy("p", "7994", "Pentamidine")
REPLACE, DELETE = "Replace with", "Remove the draft"


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    drafts = more.pop("drafts", (tmp_smx_draft(),))
    return Story(
        "tmp-smx-allergy", name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more
    )


def reaction(code: str, words: str) -> Json:
    return sulfa_allergy(manifestation=(code, words))


def in_words(words: str) -> Json:
    return sulfa_allergy() | {"reaction": [{"manifestation": [{"text": words}]}]}


def coded_reaction(code: str) -> Json:
    system = "http://hl7.org/fhir/sid/icd-10-cm"
    return {"reaction": [{"manifestation": [{"coding": [{"system": system, "code": code}]}]}]}


THE_TABLE = (
    told("TMP-SMX with Stevens-Johnson syndrome", "critical", SEVERE),
    told("sulfa, no reaction", "warning", UNKNOWN),
    told("sulfasalazine rash", "warning", allergy("s", "9524", "Sulfasalazine", manifestation=RASH)),
    told("nausea only, type intolerance", "warning", sulfa_allergy(manifestation=NAUSEA, type="intolerance")),
    told("the component of a tablet, without words", "warning", allergy("s", "316749")),
    told("a class of ATC, without words", "warning", allergy("s", "J01EE", system="http://www.whocc.no/atc")),
    told("furosemide allergy", "silent", allergy("f", "4603", "Furosemide", manifestation=RASH)),
    told("sulfonamide allergy refuted", "silent", sulfa_allergy(verification="refuted")),
    told("sulfonamide allergy resolved", "silent", sulfa_allergy(clinical="resolved")),
)

COPIES = (
    told(
        "two copies of the allergy, refuted and not, and nothing tells the newer",
        "warning",
        sulfa_allergy(verification="refuted"),
        sulfa_allergy(),
    ),
    told(
        "two copies of the allergy, the newer refuted",
        "silent",
        sulfa_allergy(meta={"versionId": "1"}),
        sulfa_allergy(verification="refuted", meta={"versionId": "2"}),
    ),
)

SEVERITY = (
    told("criticality high", "critical", sulfa_allergy(criticality="high")),
    told("criticality low", "warning", sulfa_allergy(criticality="low")),
    told("criticality unable to assess", "warning", sulfa_allergy(criticality="unable-to-assess")),
    told("a reaction of severity severe", "critical", sulfa_allergy(severity="severe")),
    told("a reaction of severity moderate", "warning", sulfa_allergy(severity="moderate")),
    told("anaphylaxis", "critical", reaction("39579001", "Anaphylaxis")),
    told("DRESS", "critical", reaction("702809001", "Drug reaction with eosinophilia and systemic symptoms")),
    told("SJS/TEN spectrum", "critical", reaction("768946000", "SJS/TEN spectrum")),
    told(
        "toxic epidermal necrolysis in words",
        "critical",
        sulfa_allergy() | {"reaction": [{"manifestation": [{"text": "toxic epidermal necrolysis"}]}]},
    ),
    told(
        "hepatitis in words",
        "critical",
        sulfa_allergy() | {"reaction": [{"manifestation": [{"text": "drug-induced hepatitis"}]}]},
    ),
    told(
        "thrombocytopenia in words",
        "critical",
        sulfa_allergy() | {"reaction": [{"manifestation": [{"text": "thrombocytopenia"}]}]},
    ),
    told(
        "thrombocytopenia by the name of its code",
        "critical",
        reaction("302215000", "Thrombocytopenic disorder"),
    ),
    told(
        "hepatitis by the name of its code",
        "critical",
        reaction("128241005", "Inflammatory disease of liver"),
    ),
    told("rash, no anaphylaxis", "warning", in_words("rash, no anaphylaxis")),
    told("no signs of SJS or TEN", "warning", in_words("rash without signs of SJS or TEN")),
    told("anaphylaxis ruled out", "warning", in_words("anaphylaxis was ruled out")),
    told("anaphylaxis, not intubated", "critical", in_words("anaphylaxis, not intubated")),
    told("no rash, but anaphylaxis", "critical", in_words("no rash, but anaphylaxis")),
    *(
        told(f"{code} by its code alone", expect, sulfa_allergy() | coded_reaction(code))
        for code, expect in (
            ("D61.811", "critical"),
            ("D69.59", "critical"),
            ("D70.9", "critical"),
            ("D72.819", "critical"),
            ("D72.829", "warning"),
            ("L27.0", "warning"),
        )
    ),
    told("HLH in words", "critical", sulfa_allergy() | {"reaction": [{"manifestation": [{"text": "HLH"}]}]}),
    told(
        "the second of two reactions is severe",
        "critical",
        sulfa_allergy()
        | {
            "reaction": [
                {"manifestation": [coded(SNOMED, *RASH)]},
                {"manifestation": [coded(SNOMED, *STEVENS_JOHNSON)]},
            ]
        },
    ),
    told("a mild entry beside a severe one", "critical", sulfa_allergy(), SEVERE | {"id": "s2"}),
    told(
        "a severe entry that was refuted beside a mild one",
        "warning",
        sulfa_allergy(),
        SEVERE | {"id": "s2"} | {"verificationStatus": coded("", "refuted")},
    ),
    told(
        "severe furosemide allergy beside a mild sulfa allergy",
        "warning",
        sulfa_allergy(),
        allergy("f", "4603", "Furosemide", criticality="high"),
    ),
)

SUBSTANCES = (
    told("trimethoprim", "warning", allergy("t", "10829", "Trimethoprim")),
    told("sulfadiazine", "warning", allergy("t", "10171", "Sulfadiazine")),
    told("Bactrim in words", "warning", allergy("t", display="Bactrim")),
    told(
        "allergy to sulfonamide as a finding",
        "warning",
        allergy("t", "91939003", "Allergy to sulfonamide", system=SNOMED),
    ),
    told("status not stated", "warning", sulfa_allergy(clinical=None, verification=None)),
    told("unconfirmed counts", "warning", sulfa_allergy(verification="unconfirmed")),
    told("entered in error", "silent", sulfa_allergy(verification="entered-in-error")),
    told("inactive", "silent", sulfa_allergy(clinical="inactive")),
    told("hydrochlorothiazide", "silent", allergy("t", "5487", "Hydrochlorothiazide")),
    told("celecoxib", "silent", allergy("t", "140587", "celecoxib")),
    told("acetazolamide", "silent", allergy("t", "167", "Acetazolamide")),
    told("sumatriptan", "silent", allergy("t", "37418", "Sumatriptan")),
    told("furosemide in words", "silent", allergy("t", display="furosemide")),
    told("sulfite in words", "silent", allergy("t", display="sulfites in wine")),
    told("sulfate in words", "silent", allergy("t", display="morphine sulfate")),
    told("glipizide", "silent", allergy("t", "4821", "glipizide")),
    told("dapsone alone", "silent", allergy("t", "3108", "Dapsone")),
    told("no known allergies", "silent", allergy("t", "716186003", "No known allergy", system=SNOMED)),
    told(
        "no known allergies beside a sulfa allergy",
        "warning",
        sulfa_allergy(),
        allergy("t", "716186003", "No known allergy", system=SNOMED),
    ),
    told("no allergy on record", "silent"),
)

OCCASIONS = (
    told("at select", "warning", sulfa_allergy(), hook=SELECT, selections=("MedicationRequest/tmp",)),
    told(
        "at select, another draft selected",
        "silent",
        sulfa_allergy(),
        hook=SELECT,
        drafts=(tmp_smx_draft(), draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
    told(
        "taken but not ordered",
        "silent",
        sulfa_allergy(),
        tmp_smx("old", start=-9),
        drafts=(draft("met", "6809", "metformin", dose=500),),
        because="speaks when",
    ),
    told(
        "atovaquone ordered",
        "silent",
        sulfa_allergy(),
        drafts=(atovaquone(status="draft"),),
        because="speaks when",
    ),
    told("trimethoprim alone ordered", "silent", sulfa_allergy(), drafts=(draft("t", "198332", dose=100),)),
    told(
        "sulfamethoxazole alone counts as TMP-SMX",
        "warning",
        sulfa_allergy(),
        drafts=(draft("t", "10180", "Sulfamethoxazole", dose=400),),
    ),
    told(
        "co-trimoxazole in words",
        "warning",
        sulfa_allergy(),
        drafts=(tmp_smx_draft() | {"medicationCodeableConcept": {"text": "co-trimoxazole 480 mg tablet"}},),
    ),
    told("comfort care does not silence", "warning", sulfa_allergy(), comfort_care()),
    told("deceased", "silent", sulfa_allergy(), person=patient(deceasedDateTime=day(-1))),
    told("no drafts", "silent", sulfa_allergy(), drafts=()),
    told("a cancelled draft", "silent", sulfa_allergy(), drafts=(tmp_smx_draft() | {"status": "cancelled"},)),
)


def listed(*code: str, system: str = ICD10CM, words: str | None = None, **more: Any) -> Json:
    """The allergy as a diagnosis: of a code, or in words alone."""
    found = condition("z", *(code or ("",)), system=system, **more)
    return found | {"code": {"text": words}} if words else found


Z88_2 = ("Z88.2", "Allergy status to sulfonamides")
# The list of allergies was sent in all of these, and is empty: the problem list alone tells of the allergy.
ON_THE_PROBLEM_LIST = (
    told("on the problem list as Z88.2", "warning", listed(*Z88_2), says=("Condition/z",)),
    told("on the problem list, no status given", "warning", listed(*Z88_2, clinical=None, verification=None)),
    told(
        "on the problem list as Z88.2 of the WHO",
        "warning",
        listed(
            "Z88.2", "Personal history of allergy to sulfonamides", system="http://hl7.org/fhir/sid/icd-10"
        ),
    ),
    told(
        "on the problem list as a disorder",
        "warning",
        listed("91939003", "Allergy to sulfonamide", system=SNOMED),
    ),
    told("on the problem list in words", "warning", listed(words="Sulfa allergy")),
    told("on the problem list in German", "warning", listed(words="Cotrimoxazol-Unverträglichkeit")),
    told("on the problem list as provisional", "warning", listed(*Z88_2, verification="provisional")),
    told(
        "on the problem list, allergies not supplied",
        "warning",
        listed(*Z88_2),
        lacking=("AllergyIntolerance",),
    ),
    told("on the problem list and refuted", "silent", listed(*Z88_2, verification="refuted")),
    told("on the problem list and resolved", "silent", listed(*Z88_2, clinical="resolved")),
    told("denied on the problem list", "silent", listed(words="No known allergy to sulfa")),
    told("of the family, on the problem list", "silent", listed(words="Family history of sulfa allergy")),
    told("a problem with the drug that is no allergy", "silent", listed(words="Bactrim not picked up")),
    told("another allergy on the problem list", "silent", listed("Z88.0", "Allergy status to penicillin")),
    told(
        "another drug on the problem list, allergies not supplied",
        "not known",
        listed("Z88.0", "Allergy status to penicillin"),
        lacking=("AllergyIntolerance",),
        named=TITLE,
    ),
)

NOT_KNOWN = (
    told(
        "allergies not supplied",
        "not known",
        lacking=("AllergyIntolerance",),
        named=TITLE,
        says=("allergy list",),
    ),
    told(
        "allergies not supplied, at select",
        "not known",
        hook=SELECT,
        lacking=("AllergyIntolerance",),
        named=TITLE,
    ),
    *(
        told(f"{kind} not supplied", "warning", sulfa_allergy(), lacking=(kind,))
        for kind in (
            "Condition",
            "Observation",
            "MedicationRequest",
            "MedicationStatement",
            "MedicationAdministration",
            "ServiceRequest",
        )
    ),
    told(
        "no birth date",
        "warning",
        sulfa_allergy(),
        person=patient(birth=""),
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    told(
        "the drug of a draft cannot be told",
        "not known",
        sulfa_allergy(),
        named="could not be recognised",
        drafts=(draft("x", "", "") | {"medicationCodeableConcept": {"text": "study drug 17"}},),
    ),
)

SUGGESTIONS = (
    told(
        "too little atovaquone is taken",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    told(
        "mild: atovaquone instead",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        recommended="Replace with atovaquone 1500 mg",
        offers=(DELETE, "allergy assessment"),
        never_offers=("Replace with TMP-SMX",),
        acts=('"delete"', '"create"'),
    ),
    told(
        "severe: no allergy assessment",
        "critical",
        SEVERE,
        *CHECKED,
        recommended="Replace with atovaquone",
        offers=(DELETE,),
        never_offers=("allergy assessment",),
    ),
    told(
        "mild and malabsorption: dapsone where G6PD is normal",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        MALABSORPTION,
        g6pd_normal(),
        *blood(),
        recommended="Replace with dapsone",
    ),
    told(
        "mild and malabsorption, G6PD never tested: pentamidine",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        MALABSORPTION,
        *blood(),
        recommended="Replace with pentamidine",
        never_offers=("dapsone",),
    ),
    told(
        "severe and malabsorption: never dapsone",
        "critical",
        SEVERE,
        *CHECKED,
        MALABSORPTION,
        g6pd_normal(),
        *blood(),
        recommended="Replace with pentamidine",
        never_offers=("dapsone",),
    ),
    told(
        "mild and malabsorption, asthma: pentamidine is offered, not recommended",
        "warning",
        sulfa_allergy(),
        MALABSORPTION,
        condition("as", "J45", "Asthma"),
        recommended="",
        offers=("Replace with pentamidine",),
    ),
    told(
        "nothing is left: remove the draft",
        "warning",
        sulfa_allergy(),
        MALABSORPTION,
        PENTAMIDINE_ALLERGY,
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    told(
        "17 years: remove the draft, adult thresholds",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        person=patient(birth="2008-03-11"),
        recommended=DELETE,
        never_offers=(REPLACE,),
        says=("Adult thresholds",),
    ),
    told(
        "18 years",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        person=patient(age=18),
        recommended="Replace with atovaquone",
        never_says=("Adult thresholds",),
    ),
    told(
        "pregnant: remove the draft",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    told(
        "treating: urgent consult, the draft is not replaced",
        "warning",
        sulfa_allergy(),
        drafts=(UTI_5_DAYS,),
        recommended="infectious-disease consult",
        offers=(DELETE,),
        never_offers=(REPLACE,),
        acts=("urgent",),
    ),
    told(
        "treating at 15 days is not told from prophylaxis",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        drafts=(draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=15),),
        recommended="Replace with atovaquone",
    ),
    told(
        "160/800 mg daily for 5 days is no treatment",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        drafts=(draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", days=5),),
        recommended="Replace with atovaquone",
    ),
    told(
        "165 mg a day for 14 days is treatment",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        drafts=(tmp_smx_draft(mg=165, days=14),),
        recommended="infectious-disease consult",
        never_offers=(REPLACE,),
    ),
    told(
        "treating by its reason",
        "critical",
        SEVERE,
        drafts=(tmp_smx_draft(reason=PJP_REASON),),
        recommended="infectious-disease consult",
        never_offers=(REPLACE,),
    ),
    told(
        "Pneumocystis now: no replacement",
        "critical",
        SEVERE,
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3),
        recommended="infectious-disease consult",
        never_offers=(REPLACE,),
    ),
    told(
        "treating, severe, consult asked for",
        "warning",
        SEVERE,
        id_consult(),
        drafts=(UTI_5_DAYS,),
        recommended="",
        offers=(DELETE,),
        never_offers=("consult", REPLACE),
    ),
    told("treating, mild, consult asked for", "info", sulfa_allergy(), id_consult(), drafts=(UTI_5_DAYS,)),
    told(
        "treating, consult completed 90 days ago",
        "info",
        sulfa_allergy(),
        id_consult(status="completed", authored=-90),
        drafts=(UTI_5_DAYS,),
        never_offers=("consult",),
    ),
    told("not treating, consult asked for", "critical", SEVERE, id_consult()),
    told(
        "clearance 14.9 too: the higher card replaces the draft, once",
        "warning",
        sulfa_allergy(),
        *CLEARANCE_14_9,
        never_offers=(REPLACE, DELETE),
    ),
    told(
        "two grounds of equal level: the first card replaces the draft",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        condition("g", "D75.A", "G6PD deficiency"),
        recommended="Replace with atovaquone",
    ),
    told(
        "the update keeps nothing of the drug", "warning", sulfa_allergy(), *CHECKED, never_acts=('"update"',)
    ),
)

STORIES = (
    *THE_TABLE,
    *COPIES,
    *SEVERITY,
    *SUBSTANCES,
    *OCCASIONS,
    *ON_THE_PROBLEM_LIST,
    *NOT_KNOWN,
    *SUGGESTIONS,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_tmp_smx_allergy(story: Story) -> None:
    check(story)


def test_two_drafts_of_tmp_smx_are_both_named() -> None:
    story = told(
        "two drafts",
        "warning",
        sulfa_allergy(),
        *CHECKED,
        drafts=(tmp_smx_draft("a"), tmp_smx_draft("b", 160)),
    )
    _, answer = tell(story)
    card = card_in(answer, story.card)
    assert card is not None
    deleted = {
        action["resourceId"]
        for one in card["suggestions"]
        for action in one["actions"]
        if action["type"] == "delete"
    }
    assert deleted == {"MedicationRequest/a", "MedicationRequest/b"}


def test_two_drafts_of_tmp_smx_are_replaced_by_one_click() -> None:
    drafts = (tmp_smx_draft("a"), tmp_smx_draft("b", 160))
    _, answer = tell(told("two drafts", "warning", sulfa_allergy(), *CHECKED, drafts=drafts))
    card = card_in(answer, "tmp-smx-allergy")
    assert card is not None
    [chosen] = [one for one in card["suggestions"] if one.get("isRecommended")]
    assert [one["type"] for one in chosen["actions"]] == ["delete", "delete", "create"]
    assert [one["resourceId"] for one in chosen["actions"][:2]] == [
        "MedicationRequest/a",
        "MedicationRequest/b",
    ]
    assert chosen["label"].endswith(", and remove the draft beside it")


IN_USE = {
    "below the dose": (atovaquone(mg=750, start=-30), True),
    "as needed": (atovaquone(start=-30, as_needed=True), True),
    "at the dose of prophylaxis": (atovaquone(start=-30), False),
    "with a dose that nobody can read": (atovaquone(mg=None, start=-30), False),
}


@pytest.mark.parametrize(("beside", "replaced"), IN_USE.values(), ids=IN_USE.keys())
def test_the_replacement_is_ordered_beside_an_agent_that_does_not_protect(
    beside: Json, replaced: bool
) -> None:
    _, answer = tell(told("an agent in use", "warning", sulfa_allergy(), *CHECKED, beside))
    card = card_in(answer, "tmp-smx-allergy")
    assert card is not None
    [chosen] = [one for one in card["suggestions"] if one.get("isRecommended")]
    assert [one["type"] for one in chosen["actions"]] == (["delete", "create"] if replaced else ["delete"])
    assert ("in use already, which does not suffice" in chosen["label"]) is replaced


def test_the_replacement_deletes_the_draft_and_orders_the_other_drug() -> None:
    story = told("replacement", "warning", sulfa_allergy(), *CHECKED)
    _, answer = tell(story)
    card = card_in(answer, story.card)
    assert card is not None
    (replacement,) = [one for one in card["suggestions"] if one.get("isRecommended")]
    delete, create = replacement["actions"]
    assert (delete["type"], delete["resourceId"]) == ("delete", "MedicationRequest/tmp")
    ordered = create["resource"]
    assert (ordered["status"], ordered["intent"]) == ("draft", "order")
    assert ordered["subject"] == {"reference": "Patient/pat"}
    assert ordered["medicationCodeableConcept"]["coding"][0]["code"] == "308429"
    assert ordered["medicationCodeableConcept"]["coding"][0]["system"] == RXNORM
