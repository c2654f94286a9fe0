"""Cards.

A card says who owns it, what it is about, when it speaks and how loudly, what it offers, and on whose
authority. `cards/pjp/tmp_smx_renal_dose.py` is a good one to read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from cards.valuesets import (
    CREATININE,
    ILD,
    LUPUS,
    METHOTREXATE,
    MYCOPHENOLATE,
    POTASSIUM,
    SYSTEMIC_SCLEROSIS,
)
from cdshooks.rules.card import Level
from cdshooks.rules.criteria import ALWAYS
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.language import (
    Card,
    Catalogue,
    Folder,
    Hook,
    Snooze,
    Source,
    Strength,
    WhenNotKnown,
    allergy,
    condition,
    critical,
    delete_draft,
    delete_drafts_behind,
    drug,
    for_now,
    info,
    lab,
    number,
    orders_of,
    record_only,
    record_or_orders_of,
    request_for,
    valueset,
    warning,
    yes,
)
from cdshooks.rules.plan import compile_plan
from tests.cards.clinic import ILD_CODE, Json, draft, result
from tests.cards.clinic import condition as diagnosis
from tests.cards.clinic import ordered_test as requested
from tests.spec.asking import SELECT, SIGN, VIEW, a_card, catalogue, findings, plan_of, served, terminology

ild = condition(ILD)
lupus = condition(LUPUS)
mycophenolate = drug(MYCOPHENOLATE)
MMF = draft("d", "200060", "mycophenolate mofetil 500 MG Oral Tablet")
LUNG = diagnosis("ild", *ILD_CODE)
SURE = diagnosis("sure", *ILD_CODE)
SLE = diagnosis("sle", "M32.9")


def outcome(card: Card, *held: object, **how: object) -> tuple[str, str]:
    """What became of the card, and at which level."""
    found = findings(plan_of(card), *held, **how).findings[0]
    return found.outcome.value, found.level.name.lower()


def test_the_shortest_card() -> None:
    """Everything a card must say. It sits in a `Folder`, which sits in a `Catalogue`."""
    card = Card(
        id="lung-seen",
        title="Lung disease seen",
        version="1.0.0",
        owner="pulmonology; review every 12 months",
        hooks=(Hook.PATIENT_VIEW,),
        about=record_only(),
        when=ild,
        level=(info(),),
        summary="This patient has interstitial lung disease",
        detail=("A sentence with the reason behind it.",),
        suggest=(),
        override_reasons=(),
        sources=(Source("Short name", "Its full title", "https://example.org", "K"),),
        strength=Strength("Good practice", "very low"),
    )
    catalogue = Catalogue("a catalogue", "its marker", (Folder("treatment", (card,)),), ("treatment",))
    assert catalogue.cards == (card,)
    assert card.topic == "lungSeen"
    assert outcome(card, LUNG) == ("fired", "info")
    assert outcome(card) == ("silent", "silent")


def test_occasion() -> None:
    """`about` is the occasion: `record_only()`, `orders_of(drug)`, `record_or_orders_of(drug)`.

    Without its occasion a card is plainly silent, and nothing else about it is asked.
    """
    ordering = a_card(about=orders_of(mycophenolate), when=ild)
    assert outcome(ordering, LUNG, ordered=[MMF]) == ("fired", "warning")
    assert outcome(ordering, LUNG, elsewhere=[MMF]) == ("no occasion", "silent")
    assert outcome(ordering, LUNG, hook=VIEW) == ("no occasion", "silent")
    assert outcome(a_card(about=record_only()), hook=SIGN) == ("no occasion", "silent")
    assert outcome(a_card(about=record_or_orders_of(mycophenolate)), hook=VIEW) == ("fired", "warning")


def test_an_occasion_of_requests() -> None:
    """`orders_of(drug, or_else=(request_for(SET).ordered(),))`: drafted requests are an occasion too.

    `delete_drafts_behind` takes out the request that made its criterion yes.
    """
    creatinine = request_for(CREATININE)
    remove = delete_drafts_behind(creatinine.ordered(), label="Remove the draft")
    about = orders_of(mycophenolate, or_else=(creatinine.ordered(),))
    ordering = a_card(about=about, when=creatinine.ordered() | mycophenolate.ordered(), suggest=(remove,))
    draft_request = requested("r", "2160-0", status="draft")
    assert outcome(ordering, ordered=[MMF]) == ("fired", "warning")
    assert outcome(ordering, requested("r", "2160-0")) == ("no occasion", "silent")
    [card] = served(plan_of(ordering), ordered=[draft_request])
    assert [action["resourceId"] for action in card["suggestions"][0]["actions"]] == ["ServiceRequest/r"]


def test_unless() -> None:
    """Each `unless` silences the card where it is yes; where it is not known, so is the card."""
    card = a_card(
        when=ild, unless=(allergy(valueset("allergy_sulfonamide_antibiotic", words="sulfa")), lupus)
    )
    assert outcome(card, LUNG) == ("fired", "warning")
    assert outcome(card, LUNG, SLE) == ("silent", "silent")
    assert outcome(card, LUNG, lacking=["AllergyIntolerance"]) == ("not known", "silent")
    assert findings(plan_of(card), LUNG, SLE).findings[0].reason == (
        "silent because: systemic lupus erythematosus"
    )


def test_why_it_is_silent() -> None:
    """The reason of a silence is said in the author's words: an exclusion by its name and the fact behind it;
    of several grounds the first, with what stands against each.
    """

    def why(card: Card, *record: Json) -> str:
        return findings(plan_of(card), LUNG, *record).findings[0].reason

    rheumatic = (lupus | condition(SYSTEMIC_SCLEROSIS)).named("a rheumatic disease")
    idiopathic = (ild & ~rheumatic).named("idiopathic disease of the lung")
    assert why(a_card(when=ild, unless=(rheumatic,)), SLE) == (
        "silent because: a rheumatic disease (systemic lupus erythematosus)"
    )
    assert why(a_card(when=ild & ~rheumatic), SLE) == (
        "silent because: a rheumatic disease (systemic lupus erythematosus)"
    )
    assert why(a_card(when=ild & rheumatic)) == "not so: a rheumatic disease"
    assert why(a_card(when=idiopathic), SLE) == (
        "not so: idiopathic disease of the lung (but: systemic lupus erythematosus)"
    )
    grounds = (idiopathic & lupus) | condition(SYSTEMIC_SCLEROSIS) | (ild & ~lupus)
    assert why(a_card(when=grounds), SLE) == (
        "none of these: idiopathic disease of the lung (but: systemic lupus erythematosus); "
        "systemic sclerosis; interstitial lung disease (but: systemic lupus erythematosus)"
    )
    many = ~ild | lupus | condition(SYSTEMIC_SCLEROSIS) | mycophenolate.active() | mycophenolate.tried()
    assert why(a_card(when=many)).endswith("; systemic lupus erythematosus; systemic sclerosis; 2 more")


def test_levels() -> None:
    """The highest ground that is yes is the level; a higher one that is not known is said on the card."""
    potassium = lab(POTASSIUM, "mmol/L").result(within=30)
    card = a_card(level=(critical(potassium.above("5.5")), warning(potassium.above("5.0")), info()))
    assert outcome(card, result("k", "2823-3", 5.6, "mmol/L")) == ("fired", "critical")
    assert outcome(card, result("k", "2823-3", 5.5, "mmol/L")) == ("fired", "warning")
    assert outcome(card, result("k", "2823-3", 5.0, "mmol/L")) == ("fired", "info")
    assert outcome(card, lacking=["Observation"]) == ("fired", "info")
    detail = served(plan_of(card), lacking=["Observation"])[0]["detail"]
    assert "critical: potassium: results not supplied" in detail


def test_one_level_lower() -> None:
    """Each `lower` that is yes takes the level down by one; below info the card is silent."""
    assert outcome(a_card(lower=(ild,)), LUNG) == ("fired", "info")
    assert outcome(a_card(lower=(ild, lupus)), LUNG, SLE) == ("silent", "silent")
    assert outcome(a_card(lower=(yes(ild),)), lacking=["Condition"]) == ("fired", "warning")


def test_suspected_evidence() -> None:
    """A card that fires on a suspected diagnosis alone speaks at info, whatever its level says."""
    guess = diagnosis("ild", *ILD_CODE, verification="provisional")
    assert outcome(a_card(when=ild, level=(critical(ild),)), guess) == ("fired", "info")
    assert outcome(a_card(when=ild, level=(critical(ild),)), guess, SURE) == ("fired", "critical")


@pytest.mark.parametrize(
    ("policy", "named_at"),
    [
        (WhenNotKnown.SILENT, set()),
        (WhenNotKnown.NAMED, {VIEW, SELECT, SIGN}),
        (WhenNotKnown.NAMED_ON_ORDERS, {SELECT, SIGN}),
        (WhenNotKnown.NAMED_AT_SIGNING, {SIGN}),
    ],
)
def test_when_not_known(policy: WhenNotKnown, named_at: set[Hook]) -> None:
    """`when_not_known` says whether the one note names what was missing, and at which hooks."""
    card = a_card(when=ild, about=record_or_orders_of(mycophenolate), when_not_known=policy)
    seen = set()
    for hook in Hook:
        drafts = [] if hook is VIEW else [MMF]
        notes = served(plan_of(card), hook=hook, ordered=drafts, lacking=["Condition"])
        if notes:
            assert "problem list: not supplied (needed for: Title of a-card)" in notes[0]["detail"]
            seen.add(hook)
    assert seen == named_at


def test_one_entry_that_cannot_be_read() -> None:
    """When a chart is opened only whole lists that lack are named; at orders every datum is."""
    high = lab(POTASSIUM, "mmol/L").result(within=30).above("5.0")
    card = a_card(when=high, about=record_or_orders_of(mycophenolate), when_not_known=WhenNotKnown.NAMED)
    odd = result("k", "2823-3", 5.6, "furlong")
    assert served(plan_of(card), odd, hook=VIEW) == []
    assert "Observation/k" in served(plan_of(card), odd, ordered=[MMF])[0]["detail"]


def test_an_entry_that_does_not_say_what_it_is() -> None:
    """An entry with neither a code nor words may be anything. It settles no question and silences no card;
    at orders the note names it, where a card is asked that reads its list and names what it lacks.
    """
    nameless = {"resourceType": "Condition", "id": "c9"}
    card = a_card(when=~lupus, about=record_or_orders_of(mycophenolate), when_not_known=WhenNotKnown.NAMED)
    spoken, note = served(plan_of(card), nameless, ordered=[MMF])
    assert spoken["summary"] == "Summary of a-card"
    assert note["summary"] == "Could not be checked: problem list"
    assert "problem list: Condition/c9 says neither by code nor in words" in note["detail"]
    assert len(served(plan_of(card), nameless, hook=VIEW)) == 1
    two = served(plan_of(card), nameless, {**nameless, "id": "c8"}, ordered=[MMF])[1]["detail"]
    assert "problem list: Condition/c9 and 1 more say neither" in two


@pytest.mark.parametrize(
    ("said", "nameless"),
    [
        ({"when_not_known": WhenNotKnown.SILENT}, {"resourceType": "Condition", "id": "c9"}),
        ({"about": record_or_orders_of(drug(METHOTREXATE))}, {"resourceType": "Condition", "id": "c9"}),
        ({}, {"resourceType": "Procedure", "id": "p9"}),
    ],
)
def test_where_an_entry_that_does_not_say_what_it_is_stays_unnamed(said: Json, nameless: Json) -> None:
    """It is not named by a card that names nothing, that is not asked, or that does not read its list."""
    about = {"about": record_or_orders_of(mycophenolate), "when_not_known": WhenNotKnown.NAMED, **said}
    cards = served(plan_of(a_card(when=~lupus, **about)), nameless, ordered=[MMF])
    assert all(one["summary"] == "Summary of a-card" for one in cards)


def test_precedence() -> None:
    """`silences` lists the cards that are not shown while this one is; a silenced card silences nobody."""
    first = a_card("first", when=ild, silences=("second",))
    second = a_card("second", when=ild, silences=("third",))
    third = a_card("third", when=ild)
    found = findings(plan_of(first, second, third), LUNG)
    assert shown(found) == ["first", "third"]
    assert found.of("second").outcome is Outcome.SUPPRESSED
    assert found.of("second").reason == "first speaks instead"


def test_precedence_while_something_holds() -> None:
    """`silences_while`: the cards are silenced only while that is yes too."""
    first = a_card("first", silences=("second",), silences_while=lupus)
    second = a_card("second")
    assert shown(findings(plan_of(first, second), SLE)) == ["first"]
    assert shown(findings(plan_of(first, second))) == ["first", "second"]
    assert shown(findings(plan_of(first, second), lacking=["Condition"])) == ["first", "second"]


def test_one_place() -> None:
    """`shares_place`: of these cards the one at the highest level is shown, of equals the first.

    It names the others, with what they found. A card that silences one of them stands before all.
    """
    place = ("one", "two")
    one = a_card("one", when=ild, level=(warning(lupus), info()), shares_place=place)
    two = a_card("two", when=ild | lupus, level=(warning(),), shares_place=place)
    found = findings(plan_of(two, one), LUNG)
    assert shown(found) == ["two"]
    assert found.of("one").reason == "two speaks instead"
    assert shown(findings(plan_of(two, one), LUNG, SLE)) == ["one"]
    [card] = served(plan_of(two, one), LUNG, SLE)
    assert "**Also so for this patient**\n- Title of two: Systemic lupus" in card["detail"]
    above = a_card("above", when=lupus, silences=("one",))
    assert shown(findings(plan_of(two, one, above), LUNG, SLE)) == ["two", "above"]


def test_precedence_for_the_same_draft() -> None:
    """`silences_for_same_draft` acts only where the other card speaks about no further draft and no louder.

    The card must take the draft away or change it itself: else a reason against the draft would be lost.
    """
    azathioprine = drug(valueset("med_azathioprine", words="azathioprine"))
    about = orders_of(mycophenolate)
    without = (delete_draft(mycophenolate),)
    loud = a_card("loud", about=about, silences_for_same_draft=("quiet",), suggest=without)
    quiet = a_card("quiet", about=orders_of(mycophenolate, azathioprine))
    aza = draft("e", "197388", "azathioprine 50 MG Oral Tablet")
    assert shown(findings(plan_of(loud, quiet), ordered=[MMF])) == ["loud"]
    assert shown(findings(plan_of(loud, quiet), ordered=[MMF, aza])) == ["loud", "quiet"]
    words_only = replace(loud, suggest=())
    assert shown(findings(plan_of(words_only, quiet), ordered=[MMF])) == ["loud", "quiet"]
    softer = replace(loud, level=(info(),))
    assert shown(findings(plan_of(softer, quiet), ordered=[MMF])) == ["quiet", "loud"]


def test_how_many_are_shown() -> None:
    """At most five cards are shown, at most two of them `info`, the loudest first.

    A critical card is never left out.
    """
    loud = [a_card(f"loud-{number}", level=(critical(ALWAYS),)) for number in range(6)]
    soft = [a_card(f"soft-{number}", level=(info(),)) for number in range(3)]
    assert shown(findings(plan_of(*soft, a_card("middle")))) == ["middle", "soft-0", "soft-1"]
    assert shown(findings(plan_of(*soft, *loud[:4]))) == ["loud-0", "loud-1", "loud-2", "loud-3", "soft-0"]
    assert len(shown(findings(plan_of(a_card("middle"), *loud)))) == 6
    assert findings(plan_of(*soft)).of("soft-2").reason == "more cards than are shown at once"


def shown(found: Findings) -> list[str]:
    """The ids of the cards that are shown, in order."""
    return [finding.card.id for finding in found.shown]


def test_reasons_to_override() -> None:
    """`override_reasons` are offered with the card. One that is given snoozes the card for that patient, but
    for a reason that is `for_now`: it announces a change, or holds for this order alone.

    How long, the catalogue says with a `Snooze`: days, and hours for a critical card.
    """
    card = a_card(override_reasons=("Done elsewhere", for_now("The sample was haemolysed")))
    offered = [reason["code"] for reason in served(plan_of(card))[0]["overrideReasons"]]
    days = number("test.days", 90, "days", allowed=(1, 180), source="a source [K]")
    hours = number("test.hours", 24, "hours", allowed=(1, 24), source="a source [K]")
    held = replace(catalogue(card), snooze=Snooze(days=days, critical_hours=hours))
    rules = compile_plan(held, terminology()).snoozing
    assert [rules.silence(card.id, Level.WARNING, code) for code in offered] == [timedelta(days=90), None]
    assert rules.silence(card.id, Level.CRITICAL, "aCard1") == timedelta(hours=24)
    assert plan_of(card).snoozing.silence(card.id, Level.WARNING, "aCard1") is None


def test_sentences_that_hang_on_something() -> None:
    """`notes` are sentences that stand in the detail only while their criterion is yes."""
    card = a_card(detail=("Always there.",), notes=((lupus, "Lupus changes the choice."),))
    assert "Lupus changes the choice." in served(plan_of(card), SLE)[0]["detail"]
    assert "Lupus" not in served(plan_of(card))[0]["detail"]
    assert "Lupus" not in served(plan_of(card), lacking=["Condition"])[0]["detail"]


def test_numbers_that_a_site_may_change() -> None:
    """`number` is a number with a name, a unit, an allowed range and a source. A site may set its own."""
    limit = number("test.potassium", "5.0", "mmol/L", allowed=("4.5", "6"), source="a source [K]")
    card = a_card(when=lab(POTASSIUM, "mmol/L").result(within=30).above(limit))
    k = result("k", "2823-3", 5.2, "mmol/L")
    assert shown(findings(plan_of(card), k)) == ["a-card"]
    assert shown(findings(plan_of(card, numbers={"test.potassium": Decimal("5.5")}), k)) == []
    with pytest.raises(ValueError, match="outside"):
        number("test.potassium", 7, "mmol/L", allowed=("4.5", "6"), source="a source [K]")


def test_diseases_keep_apart() -> None:
    """Cards name criteria, not other cards: equal criteria are judged once, however many cards ask."""
    plan = plan_of(
        a_card("one", when=ild & condition(SYSTEMIC_SCLEROSIS)),
        a_card("two", when=condition(ILD) | lupus),
    )
    assert sum(one == ild for one in plan.criteria) == 1
