"""Vaccines.

What was declined, refused or done often enough, the season, and a vaccine that is ordered.
"""

from __future__ import annotations

from typing import Any

from cards.valuesets import (
    INFLUENZA_VACCINE,
    LIVE_VACCINE,
    RECOMBINANT_ZOSTER_VACCINE,
    SMOKING_CESSATION,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.drafting import Subject, medication_request
from cdshooks.rules.language import (
    DrugOrder,
    done,
    done_times,
    drug,
    last_done,
    orders_of,
    perhaps_live,
    refused,
    request_for,
    season,
    vaccine_in_words,
)
from tests.cards.clinic import (
    SNOMED,
    Json,
    day,
    draft,
)
from tests.cards.clinic import ordered_test as requested
from tests.cards.prevention import CVX, vaccinated, vaccine_draft
from tests.spec.asking import SIGN, a_card, ask, findings, plan_of, why

influenza = done(INFLUENZA_VACCINE, "Immunization")
zoster = done(RECOMBINANT_ZOSTER_VACCINE, "Immunization")


def test_declined() -> None:
    """`request_for(SET).declined(within=365)`: asked for so many days ago and revoked since."""
    declined = request_for(SMOKING_CESSATION).declined(within=365)

    def stop(**how: Any) -> Json:
        return requested("r", "315232003", system=SNOMED, **how)

    assert ask(declined, stop(status="revoked", authored=-365)) is YES
    assert ask(declined, stop(status="revoked", authored=-366)) is NO
    assert ask(declined, stop()) is NO
    assert ask(declined, stop(status="entered-in-error")) is NO
    assert ask(declined, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_refused() -> None:
    """`refused(SET, kinds)`: the record says that it was not done."""
    no = refused(INFLUENZA_VACCINE, "Immunization")
    assert ask(no, vaccinated("141", status="not-done")) is YES
    assert ask(no, vaccinated("141")) is NO
    assert ask(no.done_within(365), vaccinated("141", on=-366, status="not-done")) is NO
    assert ask(no, lacking=["Immunization"]) is NOT_KNOWN


def test_done_since_a_day_of_the_year() -> None:
    """`done_since(801)`: done since the first of August, the last one that was.

    Stories happen on 10 March 2026.
    """
    since = influenza.done_since(801)
    assert ask(since, vaccinated("141", on=-221)) is YES
    assert ask(since, vaccinated("141", on=-222)) is NO
    assert ask(influenza.done_since(310), vaccinated("141", on=0)) is YES
    assert ask(influenza.done_since(310), vaccinated("141", on=-1)) is NO
    assert ask(influenza.done_since(311), vaccinated("141", on=-364)) is YES
    assert since.words == "influenza vaccine done since 1 August"


def test_how_often() -> None:
    """`done_times(done(...), 2)`: on at least so many different days; a day recorded twice counts once."""
    twice = done_times(zoster, 2)
    first, second = vaccinated("187", on=-200), vaccinated("187", on=-100)
    assert ask(twice, first, second) is YES
    assert ask(twice, first, {**first, "id": "again"}) is NO
    assert ask(twice, first) is NO
    assert ask(twice, first, {**second, "occurrenceDateTime": "2025"}) is NOT_KNOWN
    assert ask(twice, first, in_part=["Immunization"]) is NOT_KNOWN
    assert ask(twice, first, second, in_part=["Immunization"]) is YES


def test_the_last_time() -> None:
    """`last_done(done(...))` is yes where the list was read; its line says when it was done last."""
    last = last_done(influenza)
    assert ask(last) is YES
    assert why(last) == "influenza vaccine: none on record"
    given = [vaccinated("141", on=-600), vaccinated("141", on=-400)]
    assert why(last, *given) == f"influenza vaccine: last on record {day(-400)} (Immunization/cvx-141-400)"
    assert ask(last, lacking=["Immunization"]) is NOT_KNOWN


def test_season() -> None:
    """`season(901, 331)`: today lies between two days of the year, both counted; 901 is 1 September."""
    assert ask(season(901, 331)) is YES
    assert ask(season(901, 310)) is YES
    assert ask(season(901, 309)) is NO
    assert ask(season(310, 930)) is YES
    assert ask(season(311, 930)) is NO
    assert season(901, 331).words == "today lies between 1 September and 31 March"


def test_a_vaccine_in_words() -> None:
    """`vaccine_in_words`: a draft names a vaccine without a vaccine code; `perhaps_live` leaves it open."""
    named = {**vaccine_draft("03"), "medicationCodeableConcept": {"text": "MMR vaccine"}}
    assert ask(vaccine_in_words, ordered=[named]) is YES
    assert ask(vaccine_in_words, elsewhere=[named]) is NO
    assert ask(vaccine_in_words, ordered=[vaccine_draft("141", "influenza vaccine")]) is NO
    assert ask(perhaps_live, ordered=[named]) is NOT_KNOWN
    assert ask(perhaps_live, ordered=[vaccine_draft("141", "influenza vaccine")]) is NO
    assert "has no vaccine code" in why(perhaps_live, ordered=[named])


def test_an_occasion_beside_drugs() -> None:
    """`orders_of(drug, or_else=(x,))`: what x finds among the drafts is an occasion too."""
    card = a_card(about=orders_of(drug(LIVE_VACCINE), or_else=(request_for(LIVE_VACCINE).ordered(),)))
    asked = requested("v", "03", system=CVX, status="draft")
    [found] = findings(plan_of(card), ordered=[asked]).findings
    assert found.outcome.value == "fired"
    [found] = findings(plan_of(card), hook=SIGN, ordered=[draft("m", "6851")]).findings
    assert found.outcome.value == "no occasion"


def test_a_draft_of_a_vaccine() -> None:
    """A `DrugOrder` with `system` names its product by another system than RxNorm: a vaccine by CVX."""
    once = DrugOrder(
        "influenza vaccine",
        "141",
        "Influenza",
        "1",
        "dose",
        "{dose}",
        ("78421000", "Intramuscular route"),
        (1, 1, "d"),
        "influenza vaccine, 1 dose",
        days=1,
        system=CVX,
    )
    drafted = medication_request(once, Subject("pat"))
    assert drafted["medicationCodeableConcept"]["coding"][0]["system"] == CVX
