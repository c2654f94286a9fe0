"""Suggestions and choices.

What a card offers is declared beside what it asks. A suggestion is offered only while its criterion is
yes; what is already drafted or requested is left out; nothing is ever suggested that its own gates forbid.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from cards.definitions.drafts import ATOVAQUONE_DAILY, DAPSONE_DAILY, ORAL, TMP_SMX_DAILY
from cards.valuesets import (
    ATOVAQUONE,
    AZATHIOPRINE,
    BODY_HEIGHT,
    BODY_WEIGHT,
    CALCINEURIN_INHIBITOR,
    CREATININE,
    CYCLOPHOSPHAMIDE,
    DAPSONE,
    ILD_DISCUSSION,
    LUPUS,
    NEUTROPHILS,
    POTASSIUM,
    SULFONAMIDE_ALLERGY,
    TMP_SMX,
)
from cdshooks.patient.answer import NO, YES
from cdshooks.rules.language import (
    Criterion,
    DrugOrder,
    TestOrder,
    allergy,
    by_surface,
    by_weight,
    choose,
    condition,
    delete_draft,
    drug,
    each_of,
    end_orders_behind,
    first_of,
    info,
    lab,
    next_of,
    none_left,
    option,
    orderables,
    orders_of,
    per_day,
    record_or_orders_of,
    replace_draft,
    request,
    request_missing,
    update_draft,
    update_orders_behind,
    warning,
    where,
)
from tests.cards.clinic import LOINC, SULFONAMIDE, TMP_SMX_SS, draft, order, result
from tests.cards.clinic import allergy as entry
from tests.cards.clinic import condition as diagnosis
from tests.cards.clinic import ordered_test as requested
from tests.spec.asking import a_card, ask, plan_of, served

TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name

creatinine = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE, open_days=30)
potassium = TestOrder("serum potassium", LOINC, "2823-3", POTASSIUM, open_days=30)
lupus = condition(LUPUS)
no_count = ~lab(NEUTROPHILS).result(within=30).on_record()
agents = choose(
    "agent",
    option(
        "TMP-SMX", drug(TMP_SMX), TMP_SMX_DAILY, bars=(allergy(SULFONAMIDE_ALLERGY).named("sulfa allergy"),)
    ),
    option("atovaquone", drug(ATOVAQUONE), ATOVAQUONE_DAILY, checks=(lupus.named("lupus"),)),
    option("dapsone", drug(DAPSONE), DAPSONE_DAILY, needs=(lab(POTASSIUM).result().on_record(),)),
)
SULFA = entry("a", *SULFONAMIDE)
DRAFTED = draft("d", *TMP_SMX_SS, dose=1, unit="{tbl}")


def offered(*offers, held=(), local=None, **how):  # type: ignore[no-untyped-def]
    """The suggestions of a card that makes these offers: label, recommended, kinds of its actions."""
    card = a_card(about=record_or_orders_of(drug(TMP_SMX)), suggest=offers)
    cards = served(plan_of(card, local=local), *held, **how)
    return [
        (one["label"], one.get("isRecommended", False), [action["type"] for action in one["actions"]])
        for one in cards[0].get("suggestions", [])
    ]


def test_a_request() -> None:
    """`request(tests)` asks for tests or advice in one suggestion.

    `TestOrder` gives code, words and value set.

    One that is open, or drafted already, is left out, and a label for several says which remain; where
    nothing remains, there is no suggestion.
    """
    both = request(creatinine, potassium, timing="in 1 to 2 weeks", label="Check the kidney")
    assert offered(both) == [("Check the kidney in 1 to 2 weeks", False, ["create", "create"])]
    assert offered(both, held=[requested("r", "2823-3")]) == [
        ("Check the kidney in 1 to 2 weeks (still to be asked for: serum creatinine)", False, ["create"])
    ]
    assert offered(request(potassium), held=[requested("r", "2823-3")]) == []
    assert offered(request(potassium), ordered=[DRAFTED, requested("r", "2823-3", status="draft")]) == []


def test_how_long_a_request_is_open() -> None:
    """`orderables(open_days=...)` declares tests that, once asked for, are not asked for again for so long; a
    card that counts otherwise says so itself.
    """
    orderable = orderables(open_days=60)
    own_test = orderable("serum potassium", LOINC, "2823-3", POTASSIUM)
    asked = [requested("r", "2823-3", authored=-60)]
    assert offered(request(own_test), held=asked) == []
    assert len(offered(request(own_test), held=[requested("r", "2823-3", authored=-61)])) == 1
    assert len(offered(request(own_test, open_days=30), held=asked)) == 1


def test_a_request_by_a_site_s_own_code() -> None:
    """A request that goes out as text is left out, too, where one with a code that the site named is open."""
    discussion = request(TestOrder("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION, open_days=30))
    ours = {"site:ild-multidisciplinary-discussion": [("urn:oid:1.2.3", "MDT")]}
    held = [requested("r", "MDT", system="urn:oid:1.2.3")]
    assert offered(discussion, held=held, local=ours) == []
    assert len(offered(discussion, held=held)) == 1
    assert (
        offered(discussion, held=[requested("r", "") | {"code": {"text": discussion.tests[0].words}}]) == []
    )


def test_only_what_is_missing() -> None:
    """`request_missing((test, criterion), ...)` asks for the tests whose criterion is yes."""
    count = TestOrder("blood count", LOINC, "751-8", NEUTROPHILS, open_days=30)
    assert offered(request_missing((count, no_count))) == [("Request blood count", False, ["create"])]
    assert offered(request_missing((count, no_count)), held=[result("n", "751-8", 3, "10*9/L")]) == []
    assert offered(request_missing((count, no_count)), lacking=["Observation"]) == []


def test_always_and_what_is_missing() -> None:
    """`request(...).and_missing((test, criterion))`: one suggestion, the first always."""
    count = TestOrder("blood count", LOINC, "751-8", NEUTROPHILS, open_days=30)
    both = request(potassium, label="Work-up").and_missing((count, no_count))
    assert offered(both) == [("Work-up", False, ["create", "create"])]
    assert offered(both, held=[result("n", "751-8", 3, "10*9/L")]) == [("Work-up", False, ["create"])]


def test_offered_and_recommended() -> None:
    """`.offered(x)`: only while x is yes. `.recommended(x)`: preselected while x is yes."""
    assert offered(request(potassium).offered(lupus)) == []
    assert offered(request(potassium).offered(lupus), lacking=["Condition"]) == []
    assert offered(request(potassium).recommended()) == [("Request serum potassium", True, ["create"])]
    assert offered(request(potassium).recommended(lupus)) == [("Request serum potassium", False, ["create"])]


def test_recommended_at_warning() -> None:
    """`.recommended_at_warning()`: preselected only while the card speaks at warning or above."""
    offer = request(potassium).recommended_at_warning()
    for level, preselected in ((warning(), True), (info(), False)):
        [card] = served(plan_of(a_card(level=(level,), suggest=(offer,))))
        assert card["suggestions"][0].get("isRecommended", False) is preselected


def test_taking_a_draft_away() -> None:
    """`delete_draft(drug)` removes the drafts of a drug that the hook is about, never an active order."""
    removal = delete_draft(drug(TMP_SMX)).recommended()
    [(label, recommended, actions)] = offered(removal, ordered=[DRAFTED])
    assert label.startswith("Remove the draft")
    assert (recommended, actions) == (True, ["delete"])
    assert offered(removal, held=[{**DRAFTED, "status": "active"}]) == []


def test_ending_an_older_order() -> None:
    """`end_orders_behind(criterion, in_days=0)` gives the active order behind it a last day.

    `unless_acting_on(found)`: not for an order of a drug that these words find, which acts on after its end.
    """
    older = order("o", *TMP_SMX_SS, dose=1, unit="{tbl}", start=-90)
    stop = end_orders_behind(drug(TMP_SMX).active(), in_days=0, label="Stop")
    card = a_card(when=drug(TMP_SMX).active(), suggest=(stop,))
    [suggestion] = served(plan_of(card), older)[0]["suggestions"]
    changed = suggestion["actions"][0]["resource"]
    bounds = changed["dosageInstruction"][0]["timing"]["repeat"].pop("boundsPeriod")
    assert bounds == {"start": "2025-12-10", "end": "2026-03-10"}
    older["dosageInstruction"][0]["timing"]["repeat"].pop("boundsPeriod")
    assert changed == older
    acting = stop.unless_acting_on(drug(TMP_SMX).given_within(183))
    [card] = served(plan_of(a_card(when=drug(TMP_SMX).active(), suggest=(acting,))), older)
    assert "suggestions" not in card


def test_ending_an_older_order_of_several_dosages() -> None:
    """Dosages that begin and end together, such as tablets in the morning and in the evening, end together.
    Those that follow each other are a taper, which one end would break: its order is left to the prescriber.
    """
    older = order("o", *TMP_SMX_SS, dose=1, unit="{tbl}", start=-90)
    [morning] = older["dosageInstruction"]
    stop = end_orders_behind(drug(TMP_SMX).active(), in_days=0, label="Stop")
    plan = plan_of(a_card(when=drug(TMP_SMX).active(), suggest=(stop,)))
    both = {**older, "dosageInstruction": [morning, deepcopy(morning)]}
    [card] = served(plan, both)
    changed = card["suggestions"][0]["actions"][0]["resource"]["dosageInstruction"]
    ends = [one["timing"]["repeat"]["boundsPeriod"] for one in changed]
    assert ends == 2 * [{"start": "2025-12-10", "end": "2026-03-10"}]
    for later in ({"sequence": 2}, order("p", *TMP_SMX_SS, dose=1, start=-80)["dosageInstruction"][0]):
        taper = {**older, "dosageInstruction": [{**morning, "sequence": 1}, {**morning, **later}]}
        [card] = served(plan, taper)
        assert "suggestions" not in card


def test_changing_a_draft() -> None:
    """`update_draft(drug, order)` changes the dosage of the client's own draft and touches nothing else.
    Only the amount to hand out is left out: it was meant for the old dose.
    """
    half = DrugOrder(
        "TMP-SMX",
        "198334",
        "TMP-SMX",
        "1",
        "tablet",
        "{tbl}",
        ("26643006", "Oral route"),
        (3, 1, "wk"),
        "TMP-SMX three times weekly",
    )
    own = {**DRAFTED, "extension": [{"url": "https://ehr.example.org/x", "valueString": "kept"}]}
    card = a_card(about=orders_of(drug(TMP_SMX)), suggest=(update_draft(drug(TMP_SMX), half),))
    [card] = served(plan_of(card), ordered=[{**own, "dispenseRequest": {"quantity": {"value": 90}}}])
    [action] = card["suggestions"][0]["actions"]
    assert action["type"] == "update"
    assert action["resource"]["extension"] == own["extension"]
    assert action["resource"]["dosageInstruction"] != own["dosageInstruction"]
    changed = {**action["resource"], "dosageInstruction": own["dosageInstruction"]}
    assert changed == own


def test_changing_a_draft_by_weight() -> None:
    """The new dose may hang on the body weight; without one nothing is offered.

    The days of the new order take the place of the draft's own bounds.
    """
    course = DrugOrder(
        "TMP-SMX", "198334", "TMP-SMX", "1", "mg", "mg", ORAL, (1, 1, "d"), "TMP-SMX {dose} mg", days=5
    )
    weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=180)
    change = update_draft(drug(TMP_SMX), by_weight(course, weight, per_kg=1, step=10, least=10, most=80))
    card = a_card(about=orders_of(drug(TMP_SMX)), suggest=(change,))
    kilos = result("w", "29463-7", 78, "kg")
    own = draft("d", *TMP_SMX_SS, dose=1, unit="{tbl}", start=0, days=30)
    [served_card] = served(plan_of(card), kilos, ordered=[own])
    [suggestion] = served_card["suggestions"]
    assert suggestion["label"] == "Change the draft to TMP-SMX 70 mg"
    repeat = suggestion["actions"][0]["resource"]["dosageInstruction"][0]["timing"]["repeat"]
    assert repeat["boundsDuration"]["value"] == 5
    assert "boundsPeriod" not in repeat
    [without] = served(plan_of(card), ordered=[own])
    assert "suggestions" not in without


def test_changing_an_order_on_record() -> None:
    """`update_orders_behind(criterion, order)` gives the active order behind it the dose of this one."""
    half = DrugOrder(
        "TMP-SMX", "198334", "TMP-SMX", "1", "tablet", "{tbl}", ORAL, (3, 1, "wk"), "TMP-SMX half dose"
    )
    older = order("o", *TMP_SMX_SS, dose=1, unit="{tbl}", start=-90)
    change = update_orders_behind(drug(TMP_SMX).active(), half)
    card = a_card(when=drug(TMP_SMX).active(), suggest=(change,))
    [suggestion] = served(plan_of(card), older)[0]["suggestions"]
    assert suggestion["label"] == "Change the order to TMP-SMX half dose"
    [action] = suggestion["actions"]
    assert (action["type"], action["resource"]["id"]) == ("update", "o")
    repeat = action["resource"]["dosageInstruction"][0]["timing"]["repeat"]
    assert repeat["boundsPeriod"] == {"start": "2025-12-10"}
    assert (repeat["frequency"], repeat["periodUnit"]) == (3, "wk")


def test_a_choice() -> None:
    """`choose(name, option(...), ...)` is an ordered list; `first_of` and `next_of` take what passes.

    An option is left out where a *bar* is yes or a *need* is not. Each option that was passed over is
    said on the card, with its reason: the bar where both are so, for what is missing would open nothing.
    """
    assert offered(first_of(agents).recommended()) == [
        ("Order TMP-SMX 80/400 mg, 1 tablet by mouth once daily", True, ["create"])
    ]
    assert [label[:16] for label, _, _ in offered(first_of(agents), next_of(agents), held=[SULFA])] == [
        "Order atovaquone"
    ]
    [card] = served(plan_of(a_card(suggest=(first_of(agents),))), SULFA)
    assert "TMP-SMX: passed over, sulfa allergy" in card["detail"]
    assert "dapsone: passed over, needs" in card["detail"]
    sulfa, measured = allergy(SULFONAMIDE_ALLERGY).named("sulfa allergy"), lab(POTASSIUM).result().on_record()
    closed = choose(
        "agent", option("dapsone", drug(DAPSONE), DAPSONE_DAILY, needs=(measured,), bars=(sulfa,))
    )
    [card] = served(plan_of(a_card(suggest=(first_of(closed),))), SULFA)
    assert "dapsone: passed over, sulfa allergy" in card["detail"]


def test_check_first() -> None:
    """Where a *bar* is not known, or a *check* is yes or not known, the option stays but is not
    preselected.
    """
    [(label, recommended, _)] = offered(first_of(agents).recommended(), lacking=["AllergyIntolerance"])
    assert label.endswith("check first: sulfa allergy (not known)")
    assert not recommended
    [(label, recommended, _)] = offered(
        first_of(agents).recommended(), held=[SULFA, diagnosis("sle", "M32.9")]
    )
    assert label.endswith("check first: lupus")
    assert not recommended


def test_every_option() -> None:
    """`each_of(choice)` offers all that pass, each on its own; then at most one may be taken."""
    both = served(plan_of(a_card(suggest=(each_of(agents).recommended(),))))[0]
    assert [one.get("isRecommended", False) for one in both["suggestions"]] == [True, False]
    assert both["selectionBehavior"] == "at-most-one"


def test_drugs_given_together() -> None:
    """`combines=True` on the card: its drugs are no alternatives, any number may be taken."""
    both = served(plan_of(a_card(suggest=(each_of(agents),), combines=True)))[0]
    assert both["selectionBehavior"] == "any"


def test_none_left() -> None:
    """`none_left(choice)` is yes where no option passes, so that advice can take their place."""
    alone = choose("agent", option("TMP-SMX", drug(TMP_SMX), TMP_SMX_DAILY, bars=(lupus,)))
    nothing: Criterion = none_left(alone)
    assert ask(nothing) is NO
    assert ask(nothing, diagnosis("sle", "M32.9")) is YES


def test_replacing_a_draft() -> None:
    """`replace_draft(drug, by=choice)`: the draft goes and the first other option comes, in one
    suggestion.
    """
    swap = replace_draft(drug(TMP_SMX), by=agents).recommended()
    assert offered(swap, held=[SULFA], ordered=[DRAFTED]) == [
        (f"Replace with {ATOVAQUONE_DAILY.words}", True, ["delete", "create"])
    ]


def test_replacing_several_drafts() -> None:
    """Several drafts of the drug go by the same click: else the other drug would be ordered for each."""
    swap = replace_draft(drug(TMP_SMX), by=agents).recommended()
    label = f"Replace with {ATOVAQUONE_DAILY.words}, and remove the draft beside it"
    assert offered(swap, held=[SULFA], ordered=[DRAFTED, DRAFTED | {"id": "too"}]) == [
        (label, True, ["delete", "delete", "create"])
    ]


def test_replacing_beside_what_is_taken() -> None:
    """A successor that the patient takes is not ordered again, unless what is taken does not serve."""
    taken = order("a", "308429", dose=750, start=-5)
    full = where(drug(ATOVAQUONE).active(), per_day.at_least(1500))
    swap = replace_draft(drug(TMP_SMX), by=agents)
    [(_, _, actions)] = offered(swap, held=[SULFA, taken], ordered=[DRAFTED])
    assert actions == ["delete"]
    swap = replace_draft(drug(TMP_SMX), by=agents, serving=full)
    [(label, _, actions)] = offered(swap, held=[SULFA, taken], ordered=[DRAFTED])
    assert actions == ["delete", "create"]
    assert label.endswith("(atovaquone is in use already, which does not suffice: see to that order)")


def test_one_drug_is_preselected() -> None:
    """Of several drugs at most one is preselected: the first that the card recommends."""
    twice = offered(
        first_of(agents).recommended(), next_of(agents).recommended(), held=[result("k", "2823-3", 4)]
    )
    assert [recommended for _, recommended, _ in twice] == [True, False]


def test_a_dose_by_weight() -> None:
    """`by_weight` gives so much for each kg, rounded down to a step, within limits.

    `{dose}` in its words becomes the amount. Without a weight the option is passed over.
    """
    order = DrugOrder(
        "tacrolimus",
        "42316",
        "tacrolimus",
        "1",
        "mg",
        "mg",
        ORAL,
        (2, 1, "d"),
        "tacrolimus {dose} mg twice daily",
    )
    weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=180)
    dosed = by_weight(order, weight, per_kg="0.025", step="0.5", least="0.5", most="3")
    by_kg = first_of(choose("drug", option("tacrolimus", drug(CALCINEURIN_INHIBITOR), dosed)))

    def at(kilograms: float, on: int = -20) -> list[str]:
        return [
            label for label, _, _ in offered(by_kg, held=[result("w", "29463-7", kilograms, "kg", on=on)])
        ]

    assert at(80) == ["Order tacrolimus 2 mg twice daily"]
    assert at(79.9) == ["Order tacrolimus 1.5 mg twice daily"]
    assert at(15) == ["Order tacrolimus 0.5 mg twice daily"]
    assert at(200) == ["Order tacrolimus 3 mg twice daily"]
    assert at(80, on=-181) == []


def test_a_dose_by_body_surface() -> None:
    """`by_surface` gives so much for each square metre by Mosteller; it needs height and weight.

    180 cm and 80 kg are 2 m2.
    """
    order = DrugOrder(
        "cyclophosphamide",
        "3002",
        "cyclophosphamide",
        "1",
        "mg",
        "mg",
        ORAL,
        (1, 4, "wk"),
        "cyclophosphamide {dose} mg",
    )
    weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=180)
    height = lab(BODY_HEIGHT, "cm", worse="lower").result()
    dosed = by_surface(order, weight, height, per_m2=600, step=50, least=300, most=1250)
    by_m2 = first_of(choose("drug", option("cyclophosphamide", drug(CYCLOPHOSPHAMIDE), dosed)))

    def at(kilograms: float, *others: Any) -> list[str]:
        return [
            label for label, _, _ in offered(by_m2, held=[result("w", "29463-7", kilograms, "kg"), *others])
        ]

    tall = result("h", "8302-2", 180, "cm", on=-900)
    assert at(80, tall) == ["Order cyclophosphamide 1200 mg"]
    assert at(79.9, tall) == ["Order cyclophosphamide 1150 mg"]
    assert at(80, result("h", "8302-2", 1.8, "m")) == ["Order cyclophosphamide 1200 mg"]
    assert at(120, tall) == ["Order cyclophosphamide 1250 mg"]
    assert at(80) == []
    assert at(80, result("h", "8302-2", 180, "furlong")) == []


def test_a_dose_that_rises() -> None:
    """`rising=((7, "1"),)` on a `DrugOrder`: lower doses first, each for so many days, in their order."""
    order = DrugOrder(
        "azathioprine",
        "197388",
        "azathioprine 50 MG Oral Tablet",
        "2",
        "tablet",
        "{tbl}",
        ORAL,
        (1, 1, "d"),
        "azathioprine 100 mg once daily, raised after 7 days",
        rising=((7, "1"),),
    )
    card = a_card(suggest=(first_of(choose("drug", option("azathioprine", drug(AZATHIOPRINE), order))),))
    [suggestion] = served(plan_of(card))[0]["suggestions"]
    draft = suggestion["actions"][0]["resource"]
    doses = [
        (one["sequence"], one["doseAndRate"][0]["doseQuantity"]["value"])
        for one in draft["dosageInstruction"]
    ]
    assert doses == [(1, 1), (2, 2)]
    reaches = where(drug(AZATHIOPRINE).ordered(), per_day.at_least(100))
    assert ask(reaches, ordered=[{**draft, "id": "d"}]) is YES
