"""Vaccines due in ILD: each vaccine, both sides of each number, each reason for silence, each datum."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    day,
    given,
    order,
    ordered_test,
    patient,
    steroid,
)
from tests.cards.prevention import CVX, LONG_ILD, lung_function, vaccinated, vaccine_in_words
from tests.cards.story import VIEW, Story, check

CARD = "vaccines-due"
FLU, PNEUMO, ZOSTER, COVID = "influenza vaccine", "PCV20", "recombinant zoster", "COVID-19 or RSV"
FLU_DUE, PNEUMO_DUE = "Influenza vaccine is due", "Pneumococcal vaccine is due"
COVID_DUE, ZOSTER_DUE, RSV_DUE = (
    "COVID-19 vaccine is due",
    "Recombinant zoster vaccine is due",
    "RSV vaccine is due",
)
ALL = (FLU, PNEUMO, ZOSTER, COVID)

FLU_GIVEN = vaccinated("141", on=-170)
PCV20_GIVEN = vaccinated("216", on=-900)
COVID_GIVEN = vaccinated("207", on=-365)
ZOSTER_GIVEN = (vaccinated("187", on=-900), vaccinated("187", on=-700))
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-900)
MAN_49, MAN_60, MAN_65 = patient(age=49), patient(age=60), patient(age=65)


def told(name: str, expect: str, *record: Json, **said: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(LONG_ILD, *lung_function(), *record), **said)


def but(left: str, name: str, expect: str, *record: Json, **said: Any) -> Story:
    """All vaccines were given but ``left``."""
    held = {FLU: (FLU_GIVEN,), PNEUMO: (PCV20_GIVEN,), COVID: (COVID_GIVEN,), ZOSTER: ZOSTER_GIVEN}
    others = [one for vaccine, ones in held.items() if vaccine != left for one in ones]
    return told(name, expect, *others, *record, **said)


def only(offer: str) -> dict[str, Any]:
    return {"offers": (offer,), "never_offers": tuple(one for one in ALL if one != offer)}


STORIES = (
    told(
        "nothing on record at 50 years",
        "info",
        offers=ALL,
        recommended="",
        says=(FLU_DUE, "influenza vaccine: none on record", PNEUMO_DUE, COVID_DUE, ZOSTER_DUE),
        never_says=(RSV_DUE,),
        acts=("141", "216", "187", CVX, "COVID-19 or RSV vaccine of the season"),
        never_acts=('"111"', '"149"', '"121"'),
    ),
    told("all given", "silent", FLU_GIVEN, PCV20_GIVEN, COVID_GIVEN, *ZOSTER_GIVEN),
    # Influenza: 1 August 2025 is 221 days ago.
    but(FLU, "influenza 221 days ago", "silent", vaccinated("141", on=-221)),
    but(
        FLU,
        "influenza 222 days ago",
        "info",
        vaccinated("141", on=-222),
        **only(FLU),
        says=("last on record 2025-07-31",),
    ),
    but(FLU, "a live influenza vaccine counts as given", "silent", vaccinated("111", on=-100)),
    but(FLU, "influenza entered in error", "info", vaccinated("141", on=-100, status="entered-in-error")),
    but(FLU, "influenza refused 365 days ago", "silent", vaccinated("141", on=-365, status="not-done")),
    but(FLU, "influenza refused 366 days ago", "info", vaccinated("141", on=-366, status="not-done")),
    but(FLU, "influenza given, in words alone", "silent", vaccine_in_words("Influenza vaccine", on=-100)),
    but(
        FLU,
        "influenza given, coded as a procedure with the words beside it",
        "silent",
        vaccine_in_words("Influenza vaccination", on=-100, system=SNOMED, code="86198006"),
    ),
    but(
        FLU,
        "influenza given by the code of its package, with the name",
        "silent",
        vaccine_in_words(
            "Fluzone High-Dose", on=-100, system="http://hl7.org/fhir/sid/ndc", code="49281-0125-65"
        ),
    ),
    but(
        FLU,
        "influenza in words, before the season",
        "info",
        vaccine_in_words("Grippeimpfung", on=-222),
        **only(FLU),
        says=("last on record 2025-07-31",),
    ),
    but(
        FLU,
        "influenza refused, in words",
        "silent",
        vaccine_in_words("Flu shot declined", on=-100, status="not-done"),
    ),
    but(
        FLU,
        "words that say it was not given",
        "info",
        vaccine_in_words("Influenza vaccine declined", on=-100),
        **only(FLU),
    ),
    but(FLU, "Haemophilus in words", "info", vaccine_in_words("Haemophilus influenzae type b", on=-100)),
    but(
        FLU,
        "a code of vaccines prevails over the words",
        "info",
        vaccinated("115", on=-100) | {"vaccineCode": coded(CVX, "115", "influenza visit: Tdap")},
        **only(FLU),
    ),
    but(FLU, "influenza ordered", "silent", order("f", "141", system=CVX, route="im", start=-3)),
    but(FLU, "influenza asked for", "silent", ordered_test("f", "141", system=CVX, authored=-365)),
    but(FLU, "influenza asked for 366 days ago", "info", ordered_test("f", "141", system=CVX, authored=-366)),
    but(FLU, "allergy to influenza vaccine", "silent", allergy("a", "294647003", system=SNOMED)),
    *(
        but(vaccine, f"an allergy in words alone: {words}", "silent", allergy("a", "", words))
        for vaccine, words in (
            (FLU, "flu vaccine anaphylaxis"),
            (FLU, "Fluzone"),
            (PNEUMO, "Allergy to Prevnar 20"),
            (ZOSTER, "Allergy to Shingrix"),
            (ZOSTER, "shingles vaccine"),
            (COVID, "Comirnaty"),
            (COVID, "PEG"),
        )
    ),
    but(ZOSTER, "an allergy coded by the vaccine", "silent", allergy("a", "187", system=CVX)),
    but(FLU, "an egg allergy is none to the vaccine", "info", allergy("a", "", "egg"), **only(FLU)),
    but(FLU, "an allergy to another vaccine", "info", allergy("a", "", "MMR vaccine"), **only(FLU)),
    but(FLU, "an allergy that is denied", "info", allergy("a", "", "no flu vaccine allergy"), **only(FLU)),
    but("", "RSV vaccine, in words", "silent", allergy("a", "", "Arexvy"), person=MAN_60),
    but(
        FLU,
        "allergy to influenza vaccine, as a diagnosis",
        "silent",
        condition("a", "294647003", system=SNOMED),
    ),
    but(
        FLU,
        "64 years: the usual dose",
        "info",
        vaccinated("304", on=-300),
        person=patient(age=64),
        acts=('"141"',),
        never_acts=('"135"',),
    ),
    but(
        FLU,
        "65 years: the high dose",
        "info",
        vaccinated("304", on=-300),
        person=MAN_65,
        acts=('"135"',),
        never_acts=('"141"',),
    ),
    # Pneumococcal
    but(PNEUMO, "pneumococcal never", "info", **only(PNEUMO)),
    but(PNEUMO, "PCV21 ever", "silent", vaccinated("327", on=-3000)),
    but(PNEUMO, "PCV15 and PPSV23", "silent", vaccinated("215", on=-900), vaccinated("33", on=-500)),
    but(PNEUMO, "PCV15 alone", "info", vaccinated("215", on=-900), **only(PNEUMO)),
    but(PNEUMO, "PPSV23 365 days ago", "silent", vaccinated("33", on=-365)),
    but(PNEUMO, "PPSV23 366 days ago", "info", vaccinated("33", on=-366), **only(PNEUMO)),
    but(PNEUMO, "PCV20, in words", "silent", vaccine_in_words("Prevnar 20", on=-3000)),
    but(
        PNEUMO,
        "a pneumococcal vaccine in words that do not say which, 366 days ago",
        "info",
        vaccine_in_words("Pneumococcal vaccine", on=-366),
        **only(PNEUMO),
    ),
    but(
        PNEUMO,
        "a pneumococcal vaccine in words that do not say which, 365 days ago",
        "silent",
        vaccine_in_words("Pneumokokkenimpfung", on=-365),
    ),
    but(
        PNEUMO,
        "PCV15 and PPSV23, in words",
        "silent",
        vaccine_in_words("Vaxneuvance", on=-900),
        vaccine_in_words("Pneumovax 23", on=-500),
    ),
    but(PNEUMO, "pneumococcal refused", "silent", vaccinated("216", on=-100, status="not-done")),
    but(PNEUMO, "pneumococcal ordered", "silent", order("f", "216", system=CVX, route="im", start=-3)),
    but(PNEUMO, "pneumococcal asked for", "silent", ordered_test("f", "216", system=CVX)),
    but(PNEUMO, "rituximab 183 days ago", "silent", given("r", *RITUXIMAB, dose=1000, on=-183)),
    but(PNEUMO, "rituximab 184 days ago", "info", given("r", *RITUXIMAB, dose=1000, on=-184), **only(PNEUMO)),
    # COVID-19
    but(COVID, "COVID-19 366 days ago", "info", vaccinated("207", on=-366), **only(COVID)),
    but(COVID, "COVID-19 365 days ago", "silent", vaccinated("207", on=-365)),
    but(COVID, "COVID-19, in words", "silent", vaccine_in_words("Comirnaty JN.1", on=-365)),
    but(
        COVID,
        "an antibody against COVID-19 is no vaccine",
        "info",
        vaccine_in_words("COVID-19 monoclonal antibody (Evusheld)", on=-100),
        **only(COVID),
    ),
    but(COVID, "COVID-19 refused", "silent", vaccinated("207", on=-100, status="not-done")),
    but(COVID, "COVID-19 ordered", "silent", order("f", "207", system=CVX, route="im", start=-3)),
    but(COVID, "COVID-19 asked for by code", "silent", ordered_test("f", "207", system=CVX)),
    but(
        COVID,
        "COVID-19 asked for in our words",
        "silent",
        ordered_test("f", "x") | {"code": {"text": "COVID-19 or RSV vaccine of the season"}},
    ),
    but(COVID, "COVID-19 after rituximab", "info", given("r", *RITUXIMAB, dose=1000, on=-100), **only(COVID)),
    # Zoster
    but(ZOSTER, "zoster at 50", "info", **only(ZOSTER)),
    but(ZOSTER, "zoster at 49", "silent", person=MAN_49),
    but(ZOSTER, "zoster at 49, immunosuppressed", "info", MMF, person=MAN_49, **only(ZOSTER)),
    but(
        ZOSTER, "zoster at 49, steroid 20 mg for 14 days", "info", steroid("gc", 20, start=-13), person=MAN_49
    ),
    but(
        ZOSTER,
        "zoster at 49, steroid 20 mg for 13 days",
        "silent",
        steroid("gc", 20, start=-12),
        person=MAN_49,
    ),
    but(ZOSTER, "zoster at 49, steroid 19 mg", "silent", steroid("gc", 19, start=-100), person=MAN_49),
    but(ZOSTER, "one dose 61 days ago", "info", vaccinated("187", on=-61), **only(ZOSTER)),
    but(ZOSTER, "one dose 60 days ago", "silent", vaccinated("187", on=-60)),
    but(
        ZOSTER,
        "one dose recorded twice",
        "info",
        vaccinated("187", on=-90, id="a"),
        vaccinated("187", on=-90, id="b"),
        **only(ZOSTER),
    ),
    but(ZOSTER, "the live vaccine does not count", "info", vaccinated("121", on=-900), **only(ZOSTER)),
    but(
        ZOSTER,
        "two doses in words",
        "silent",
        vaccine_in_words("Shingrix", on=-900),
        vaccine_in_words("zoster vaccine, recombinant", on=-700),
    ),
    but(
        ZOSTER,
        "a zoster vaccine in words that do not say which",
        "info",
        vaccine_in_words("Shingles vaccine", on=-900),
        vaccine_in_words("Zostavax", on=-700),
        **only(ZOSTER),
    ),
    but(ZOSTER, "pregnant", "silent", PREGNANT, MMF, person=WOMAN_30),
    but(ZOSTER, "zoster refused", "silent", vaccinated("187", on=-100, status="not-done")),
    but(ZOSTER, "zoster ordered", "silent", order("f", "187", system=CVX, route="im", start=-3)),
    but(ZOSTER, "zoster asked for", "silent", ordered_test("f", "187", system=CVX)),
    but(ZOSTER, "zoster after rituximab", "silent", given("r", *RITUXIMAB, dose=1000, on=-100)),
    # RSV
    but("", "RSV at 60", "info", person=MAN_60, says=(RSV_DUE,), offers=(COVID,)),
    but("", "RSV at 59", "silent", person=patient(age=59)),
    but("", "RSV ever", "silent", vaccinated("303", on=-3000), person=MAN_60),
    but("", "RSV, in words", "silent", vaccine_in_words("Arexvy", on=-3000), person=MAN_60),
    but(
        "",
        "an antibody against RSV is no vaccine",
        "info",
        vaccine_in_words("nirsevimab (RSV)", on=-300),
        person=MAN_60,
        says=(RSV_DUE,),
    ),
    but("", "RSV refused", "silent", vaccinated("303", on=-300, status="not-done"), person=MAN_60),
    but("", "RSV after rituximab", "silent", given("r", *RITUXIMAB, dose=1000, on=-100), person=MAN_60),
    but("", "RSV ordered", "silent", order("f", "303", system=CVX, route="im", start=-3), person=MAN_60),
    but("", "RSV asked for", "silent", ordered_test("f", "303", system=CVX), person=MAN_60),
    # The whole card
    told("an allergy to a vaccine that is not named", "silent", allergy("a", "Z88.7", system=ICD10CM)),
    told("an allergy to vaccines, in words", "silent", allergy("a", "", "Allergy to vaccines")),
    told(
        "an allergy to one vaccine leaves the others",
        "info",
        allergy("a", "", "Allergy to Shingrix"),
        offers=(FLU, PNEUMO, COVID),
        never_offers=(ZOSTER,),
    ),
    told("an allergy to egg, in words", "info", allergy("a", display="Egg")),
    told("a vaccine given 14 days ago", "silent", vaccinated("207", on=-14)),
    told("a vaccine given 14 days ago, in words", "silent", vaccine_in_words("Arexvy", on=-14)),
    told("a vaccine given 15 days ago", "info", vaccinated("207", on=-15), never_offers=(COVID,)),
    told("a vaccine refused 14 days ago", "silent", vaccinated("207", on=-14, status="not-done")),
    told("comfort care", "silent", comfort_care()),
    told("rapidly progressive", "silent", condition("ra", "M05.9"), condition("ex", "J84.114", recorded=-60)),
    told("17 years", "silent", person=patient(age=17)),
    told("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    Story(CARD, "no ILD", VIEW, "silent"),
    told("immunizations not supplied", "not known", lacking=("Immunization",), named=None),
    told("immunizations in part", "not known", partial=("Immunization",), named=None),
    told("allergies not supplied", "not known", lacking=("AllergyIntolerance",), named=None),
    told("diagnoses not supplied", "not known", lacking=("Condition",), named=None),
    told(
        "administrations not supplied: rituximab may have been given",
        "info",
        lacking=("MedicationAdministration",),
        offers=(FLU, COVID),
        never_offers=(PNEUMO, ZOSTER),
    ),
    told(
        "what the patient takes was not supplied: what is ordered is told by orders",
        "info",
        lacking=("MedicationStatement",),
        offers=(FLU, COVID),
        never_offers=(PNEUMO, ZOSTER),
    ),
    but(ZOSTER, "orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    told("no birth date", "not known", person=patient(birth=""), named=None),
    told(
        "born in 1976, the month not known: 49 or 50",
        "info",
        person=patient(birth="1976"),
        never_offers=(ZOSTER,),
        offers=(FLU,),
    ),
    but(
        ZOSTER,
        "a woman of 50, results not supplied",
        "not known",
        lacking=("Observation",),
        person=patient(age=50, sex="female"),
        named=None,
    ),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_vaccines_due(story: Story) -> None:
    check(story)
