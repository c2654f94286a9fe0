"""ILD with anti-MDA5 that is not rapidly progressive yet: when it speaks, and what it asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    Json,
    allergy,
    condition,
    draft,
    given,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid,
    steroid_draft,
)
from tests.cards.first_line import (
    AZATHIOPRINE,
    CICLOSPORIN,
    COMFORT,
    IMMUNE_GLOBULIN,
    LABS,
    NINTEDANIB,
    RAPID,
    TAC,
    TOFACITINIB,
    WOMAN,
    ended,
    lung,
    mda5,
    without,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

CARD = "mda5-ild-early-combination"
REVIEW, WEEKLY = "Urgent rheumatology and ILD review within 72 hours", "once a week for 4 weeks"
RHEUMATOLOGY, PULMONOLOGY = "306290009", "306273003"

POSITIVE = mda5("Positive", on=-40)
PREDNISONE = steroid(mg=40, start=-10)
NEW = (POSITIVE, ild(recorded=-30), PREDNISONE)
"""The patient of the table: anti-MDA5 positive, ILD for 30 days, prednisone only."""
UNTREATED = (POSITIVE, ild(recorded=-30))
READY = (*NEW, *LABS)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=record, **more)


def at_select(
    name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = UNTREATED, **more: Any
) -> Story:
    return Story(CARD, name, SELECT, expect, record=record, drafts=drafts, **more)


def referral(code: str, **how: Any) -> Json:
    return ordered_test(f"ref{code}", code, system=SNOMED, **how)


def once_given(drug: tuple[str, str], days_ago: int) -> Json:
    return given("infusion", *drug, dose=1000, on=-days_ago)


ROWS = [
    story(
        "Fires row: interpretation POS, ILD recorded 30 days ago, prednisone alone",
        "warning",
        result("m", "105529-2", 80, "[U]/mL", interpretation="POS", on=-40),
        ild(recorded=-30),
        PREDNISONE,
        recommended=REVIEW,
    ),
    story(
        "Silent row: prednisone with tacrolimus",
        "silent",
        *NEW,
        order("t", *TACROLIMUS, dose=2, start=-5),
        because="a combination is taken or drafted",
    ),
    story("Silent row: rapidly progressive", "silent", *NEW, RAPID),
    story("Silent row: anti-MDA5 without ILD", "silent", POSITIVE, PREDNISONE),
]


def diagnosis(words: str, code: str = "M33.13", **how: Any) -> Json:
    """A myositis as problem lists have it: no code says anti-MDA5, the words beside it do."""
    found = condition("iim", code, "Other dermatomyositis without myopathy", **how)
    return found | {"code": {**found["code"], "text": words}}


def in_words(words: str, **how: Any) -> Json:
    return condition("iim", "", **how) | {"code": {"text": words}}


NEW_ILD = (ild(recorded=-30), PREDNISONE)
TOLD_IN_WORDS = [
    *(
        story(f"{words}, beside a code", "warning", diagnosis(words), *NEW_ILD, says=(words,))
        for words in (
            "Anti-MDA5 dermatomyositis",
            "MDA-5 antibody positive dermatomyositis (HCC)",
            "Clinically amyopathic dermatomyositis with MDA5",
            "Anti-MDA5-assoziierte Dermatomyositis",
        )
    ),
    *(
        story(f"{words}, in words alone", "warning", in_words(words), *NEW_ILD)
        for words in ("Anti-MDA5 dermatomyositis", "anti-MDA5 positive ILD", "Dermatomyosite anti-MDA5")
    ),
    *(
        story(f"{words}, beside a code", "silent", diagnosis(words), *NEW_ILD)
        for words in (
            "Dermatomyositis",
            "Dermatomyositis, anti-MDA5 negative",
            "Dermatomyositis, rule out anti-MDA5 disease",
            "Possible anti-MDA5 dermatomyositis",
            "Dermatomyositis, anti-MDA5 antibody sent",
        )
    ),
    story(
        "the diagnosis is refuted",
        "silent",
        diagnosis("Anti-MDA5 dermatomyositis", verification="refuted"),
        *NEW_ILD,
    ),
    story(
        "words beside a code of another disease are not read",
        "silent",
        diagnosis("Anti-MDA5 dermatomyositis of the sister", "Z82.69"),
        *NEW_ILD,
    ),
]

WHEN = [
    story("ILD recorded 365 days ago", "warning", POSITIVE, ild(recorded=-365)),
    story(
        "ILD 366 days old, no ILD drug, positive for 365 days",
        "warning",
        ild(recorded=-366),
        mda5("Positive", on=-365),
    ),
    story("ILD 366 days old, positive for 366 days", "silent", ild(recorded=-366), mda5("Positive", on=-366)),
    story(
        "ILD old, positive lately and years ago",
        "silent",
        ild(recorded=-900),
        POSITIVE,
        result("older", "105529-2", "Positive", on=-800),
    ),
    story(
        "ILD old, positive lately, negative years ago",
        "warning",
        ild(recorded=-900),
        POSITIVE,
        result("older", "105529-2", "Negative", on=-800),
    ),
    story(
        "ILD old, positive lately, azathioprine ended 183 days ago",
        "silent",
        ild(recorded=-900),
        POSITIVE,
        ended(AZATHIOPRINE, 183),
    ),
    story(
        "ILD old, positive lately, azathioprine ended 184 days ago",
        "warning",
        ild(recorded=-900),
        POSITIVE,
        ended(AZATHIOPRINE, 184),
    ),
    story(
        "ILD new, azathioprine active", "warning", *UNTREATED, order("a", *AZATHIOPRINE, dose=50, start=-60)
    ),
    story("above its own reference range", "warning", ild(), result("m", "105529-2", 21, "[U]/mL", high=20)),
    story("at its own reference range", "silent", ild(), result("m", "105529-2", 20, "[U]/mL", high=20)),
    story("negative", "silent", ild(), mda5("Negative")),
    story("never tested", "silent", ild(), PREDNISONE),
    story(
        "negative after positive: once, always", "warning", *NEW, result("n", "105529-2", "Negative", on=-1)
    ),
    story("no rheumatic disease is needed", "warning", *UNTREATED),
]

COMBINATION = [
    *(
        story(f"prednisone with {drug[1]}", "silent", *NEW, order("d", *drug, dose=5, start=-5, route=route))
        for drug, route in (
            (TACROLIMUS, "oral"),
            (CICLOSPORIN, "oral"),
            (TOFACITINIB, "oral"),
            (MYCOPHENOLATE, "oral"),
            (CYCLOPHOSPHAMIDE, "iv"),
            (RITUXIMAB, "iv"),
        )
    ),
    *(
        story(
            f"prednisone with {drug[1]} by {route} is none",
            "warning",
            *NEW,
            order("d", *drug, dose=5, start=-5, route=route),
        )
        for drug, route in (
            (TACROLIMUS, "topical"),
            (AZATHIOPRINE, "oral"),
            (METHOTREXATE, "oral"),
            (IMMUNE_GLOBULIN, "iv"),
            (NINTEDANIB, "oral"),
        )
    ),
    story("tacrolimus alone", "warning", *UNTREATED, order("t", *TACROLIMUS, dose=2, start=-5)),
    story(
        "tacrolimus with mycophenolate",
        "silent",
        *UNTREATED,
        order("t", *TACROLIMUS, dose=2, start=-5),
        order("m", *MYCOPHENOLATE, dose=500, start=-5),
    ),
    story(
        "two calcineurin inhibitors are one agent",
        "warning",
        *UNTREATED,
        order("t", *TACROLIMUS, dose=2, start=-5),
        order("c", *CICLOSPORIN, dose=50, start=-5),
    ),
    story("rituximab 183 days ago", "silent", *NEW, once_given(RITUXIMAB, 183)),
    story("rituximab 184 days ago", "warning", *NEW, once_given(RITUXIMAB, 184)),
    story("cyclophosphamide 90 days ago", "silent", *NEW, once_given(CYCLOPHOSPHAMIDE, 90)),
    story("cyclophosphamide 91 days ago", "warning", *NEW, once_given(CYCLOPHOSPHAMIDE, 91)),
    story(
        "prednisone stopped, tacrolimus active",
        "warning",
        *UNTREATED,
        steroid(mg=40, start=-30, status="stopped"),
        order("t", *TACROLIMUS, dose=2, start=-5),
    ),
]

ORDERS = [
    at_select("prednisone drafted", "warning", steroid_draft(mg=40), recommended=REVIEW),
    at_select("a single dose of prednisone drafted", "warning", steroid_draft(mg=40, start=0, days=1)),
    at_select("tacrolimus drafted", "warning", draft("t", *TACROLIMUS, dose=2), never_offers=(TAC,)),
    at_select("nintedanib drafted", "warning", draft("n", *NINTEDANIB, dose=150)),
    at_select("azathioprine drafted", "warning", draft("a", *AZATHIOPRINE, dose=50)),
    at_select(
        "prednisone and tacrolimus drafted", "silent", steroid_draft(mg=40), draft("t", *TACROLIMUS, dose=2)
    ),
    at_select("tacrolimus drafted, prednisone active", "silent", draft("t", *TACROLIMUS, dose=2), record=NEW),
    at_select("methotrexate drafted", "silent", draft("x", *METHOTREXATE, dose=15)),
    at_select("prednisone ointment drafted", "silent", steroid_draft(mg=40, route="topical")),
    at_select("no draft", "silent"),
]

REVIEWS = [
    *(
        story(f"review {code} asked for 30 days ago: info", "info", *UNTREATED, referral(code, authored=-30))
        for code in (RHEUMATOLOGY, PULMONOLOGY)
    ),
    story("review asked for 31 days ago", "warning", *NEW, referral(RHEUMATOLOGY, authored=-31)),
    story("review done", "warning", *NEW, referral(RHEUMATOLOGY, status="completed")),
    at_select(
        "both reviews drafted: info, and not asked for again",
        "info",
        steroid_draft(mg=40),
        {**referral(RHEUMATOLOGY), "status": "draft"},
        {**referral(PULMONOLOGY), "status": "draft"},
        never_offers=(REVIEW,),
        recommended="",
    ),
    story(
        "requests not supplied: a warning still",
        "warning",
        *NEW,
        lacking=("ServiceRequest",),
    ),
]

SILENT = [
    story("ILD suspected", "silent", POSITIVE, ild(verification="provisional")),
    story("ILD resolved", "silent", POSITIVE, ild(clinical="resolved")),
    story("hypersensitivity pneumonitis", "silent", *NEW, condition("hp", "J67.2")),
    story(
        "hypersensitivity pneumonitis resolved",
        "warning",
        *NEW,
        condition("hp", "J67.2", clinical="resolved"),
    ),
    story("drug-induced ILD", "silent", *NEW, condition("di", "J70.4")),
    story("lung transplant ever", "silent", *NEW, condition("t", "Z94.2", clinical="inactive")),
    story("comfort care", "silent", *NEW, COMFORT),
    story("17 years", "silent", *NEW, person=patient(age=17)),
    story("18 years", "warning", *NEW, person=patient(age=18)),
    story("deceased", "silent", *NEW, person=patient(deceasedBoolean=True)),
]

GIVEN = ("MedicationAdministration",)

NOT_KNOWN = [
    *(
        story(f"{kind} not supplied", "not known", *NEW, lacking=(kind,), named=None)
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
    ),
    *(
        story(f"{kind} in part", "not known", *NEW, partial=(kind,), named=None)
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
    ),
    *(
        story(f"{kind} failed", "not known", *NEW, failed=(kind,), named=None)
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
    ),
    story("administrations not supplied: orders decide", "warning", *NEW, lacking=GIVEN),
    story(
        "administrations not supplied, rituximab ordered 183 days ago with a steroid taken",
        "silent",
        *NEW,
        steroid(start=-20),
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-183, until=-169, status="completed"),
        lacking=GIVEN,
    ),
    at_select(
        "results not supplied, at the order",
        "not known",
        steroid_draft(mg=40),
        lacking=("Observation",),
        named=None,
    ),
    story("birth date missing", "not known", *NEW, person=patient(birth=""), named=None),
    story("a bare number", "not known", ild(), result("m", "105529-2", 80, "[U]/mL"), named=None),
    story(
        "drug that nobody recognises",
        "not known",
        *NEW,
        {**order("x", "", start=-3), "medicationCodeableConcept": {"text": "study drug"}},
    ),
    story(
        "positive without a date, ILD old",
        "not known",
        ild(recorded=-900),
        result("m", "105529-2", "Positive", on=None),
    ),
]

OFFERS = [
    story(
        "review recommended, weekly checks, tacrolimus by weight",
        "warning",
        *READY,
        offers=(REVIEW, WEEKLY, "tacrolimus 1.5 mg by mouth twice daily"),
        recommended=REVIEW,
        acts=(RHEUMATOLOGY, PULMONOLOGY, '"urgent"', "2276-4", "2532-0", "731-0", "89276-0"),
        never_acts=(
            '"8640"',
            '"6902"',
            '"3002"',
            '"1357536"',
            'isRecommended": true, "actions": [{"type": "create", "description": "Draft',
        ),
    ),
    story(
        "ferritin asked for",
        "warning",
        *READY,
        ordered_test("f", "2276-4"),
        never_acts=("2276-4",),
        acts=("2532-0",),
    ),
    story(
        "SSc also coded: no tacrolimus, and the renal crisis is named",
        "warning",
        *READY,
        condition("ssc", "M34.0"),
        never_offers=(TAC,),
        says=("renal crisis",),
        never_acts=('"8640"',),
    ),
    story("no SSc: no word of it", "warning", *READY, never_says=("Systemic sclerosis: no",)),
    story("never weighed", "warning", *without(READY, "weight"), never_offers=(TAC,), recommended=REVIEW),
    story(
        "clearance 59.9",
        "warning",
        *without(READY, "weight", "crea"),
        result("w", "29463-7", 47.92, "kg"),
        result("c", "2160-0", 1, "mg/dL"),
        never_offers=(TAC,),
    ),
    story(
        "potassium 5.01",
        "warning",
        *without(READY, "k"),
        result("k", "2823-3", 5.01, "mmol/L"),
        never_offers=(TAC,),
    ),
    story("tacrolimus allergy", "warning", *READY, allergy("a", "42316"), never_offers=(TAC,)),
    story("allergies not supplied", "warning", *READY, lacking=("AllergyIntolerance",), never_offers=(TAC,)),
    story(
        "tacrolimus ended long ago",
        "warning",
        *READY,
        ended(TACROLIMUS, 400),
        never_offers=(TAC,),
    ),
    story(
        "diltiazem in use: an early level",
        "warning",
        *READY,
        order("r", "203211", "diltiazem hydrochloride", dose=60, start=-3),
        offers=("in use: early level",),
        acts=("33929-1",),
        recommended=REVIEW,
    ),
    story(
        "pregnant: review and checks only",
        "warning",
        *READY,
        PREGNANT,
        person=WOMAN,
        never_offers=(TAC,),
        offers=(REVIEW, WEEKLY),
        never_acts=("MedicationRequest",),
    ),
    story(
        "pregnancy not known",
        "warning",
        *READY,
        result("h", "2118-8", "see note"),
        person=WOMAN,
        never_offers=(TAC,),
    ),
    story("active tuberculosis", "warning", *READY, condition("tb", "A15.0"), never_offers=(TAC,)),
    story("Pneumocystis pneumonia", "warning", *READY, condition("p", "B59"), never_offers=(TAC,)),
    story(
        "Pneumocystis pneumonia resolved",
        "warning",
        *READY,
        condition("p", "B59", clinical="resolved"),
        offers=(TAC,),
    ),
]

STORIES = [*ROWS, *TOLD_IN_WORDS, *WHEN, *COMBINATION, *ORDERS, *REVIEWS, *SILENT, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


OTHER_CARDS = {
    "ra-ild-first-line": condition("ra", "M06.9"),
    "mctd-ild-first-line": condition("mctd", "M35.1"),
    "sjogren-ild-first-line": condition("sjd", "M35.00"),
}


@pytest.mark.parametrize("other", OTHER_CARDS)
def test_it_silences_the_first_line_cards(other: str) -> None:
    findings, answer = tell(story("with a disease", "warning", *UNTREATED, OTHER_CARDS[other]))
    assert findings.of(other).reason == f"{CARD} speaks instead"
    assert card_in(answer, other) is None
    alone, _ = tell(story("negative", "silent", ild(recorded=-30), mda5("Negative"), OTHER_CARDS[other]))
    assert alone.of(other).outcome.value == "fired"


def test_it_does_not_silence_the_card_of_systemic_sclerosis() -> None:
    findings, answer = tell(story("with SSc", "warning", *UNTREATED, condition("ssc", "M34.0")))
    assert findings.of("ssc-ild-first-line").outcome.value == "fired"
    assert card_in(answer, CARD) is not None


def test_a_review_that_is_asked_for_still_silences() -> None:
    findings, _ = tell(
        story("info", "info", *UNTREATED, referral(RHEUMATOLOGY), OTHER_CARDS["ra-ild-first-line"])
    )
    assert findings.of("ra-ild-first-line").outcome.value == "suppressed"


def test_tests_and_one_drug_may_all_be_taken() -> None:
    card = card_in(tell(story("all", "warning", *READY, lung(90)))[1], CARD)
    assert card is not None
    assert card["selectionBehavior"] == "any"


def test_is_not_asked_when_orders_are_signed() -> None:
    findings, _ = tell(story("signing", "silent", *NEW, hook=SIGN))
    assert CARD not in [finding.card.id for finding in findings.findings]
