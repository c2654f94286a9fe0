"""tocilizumab-safety: tuberculosis, limits at the start, limits on treatment, infection, tests due."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    Json,
    comfort_care,
    condition,
    draft,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "tocilizumab-safety"
TITLE = "Tocilizumab safety"
TOCILIZUMAB, SARILUMAB = ("612865", "tocilizumab"), ("1923319", "sarilumab")
DELETE, COUNT, LIVER, REPEAT = (
    "Remove the draft",
    "Request complete blood count",
    "liver tests",
    "Repeat blood count",
)
DRAFT = draft("tcz", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc")
SARI = draft("sari", *SARILUMAB, dose=200, per=(1, 2, "wk"), route="sc")
TAKEN = order("old", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-200)


def anc(value: Any = 2, on: int = -21) -> Json:
    return result("anc", "751-8", value, "10*9/L", on=on)


def plt(value: Any = 100, on: int = -21) -> Json:
    return result("plt", "777-3", value, "10*9/L", on=on)


def alt(value: Any = 60, on: int = -21, high: Any = 40) -> Json:
    return result("alt", "1742-6", value, "U/L", on=on, high=high)


def ast(value: Any = 30, on: int = -21, high: Any = 40) -> Json:
    return result("ast", "1920-8", value, "U/L", on=on, high=high)


def bilirubin(on: int = -21) -> Json:
    return result("bili", "1975-2", 0.5, "mg/dL", on=on)


FINE = (anc(), plt(), alt(), bilirubin())
"""At the limits of a start: 2.0, 100 and 1.5 times."""


def signing(name: str, expect: str, *record: Json, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (DRAFT,))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, **more)


def fine(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return signing(name, expect, *FINE, *record, **more)


def goes_on(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return signing(name, expect, TAKEN, *record, **more)


def igra(value: str, on: int = -100) -> Json:
    return result("igra", "71773-6", value, on=on)


ISONIAZID = order("inh", "6038", "isoniazid", dose=300, start=-900, until=-700, status="completed")
ENTECAVIR = order("etv", "306266", "entecavir", dose="0.5", start=-60)
HBC = result("c", "13952-7", "Positive", on=-2000)


def ended(on: int) -> Json:
    return order(
        "o", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-400, until=on, status="completed"
    )


START = (
    fine("new, neutrophils 2.0, platelets 100, ALT 1.5 times", "silent"),
    signing(
        "new, neutrophils 1.99", "warning", anc(1.99), *FINE[1:], offers=(DELETE, REPEAT), recommended=""
    ),
    signing("new, platelets 99", "warning", anc(), plt(99), *FINE[2:]),
    signing("new, ALT above 1.5 times", "warning", anc(), plt(), alt(61), bilirubin()),
    fine("new, AST above 1.5 times", "warning", ast(61)),
    fine("new, AST 1.5 times", "silent", ast(60)),
    fine(
        "new, diverticulitis long ago",
        "warning",
        condition("d", "K57.20", recorded=-4000, clinical="resolved"),
    ),
    fine("sarilumab, platelets 100", "warning", drafts=(SARI,)),
    signing("sarilumab, platelets 149", "warning", anc(), plt(149), *FINE[2:], drafts=(SARI,)),
    signing("sarilumab, platelets 150", "silent", anc(), plt(150), *FINE[2:], drafts=(SARI,)),
    fine("satralizumab", "silent", drafts=(draft("s", "2391541", "satralizumab", dose=120, route="sc"),)),
    signing("new, low 91 days ago: only due", "info", anc(1.5, -91), *FINE[1:], recommended=COUNT),
    signing("while it is selected", "warning", anc(1.99), *FINE[1:], hook=SELECT),
    signing("comfort care", "warning", anc(1.99), *FINE[1:], comfort_care()),
    signing("deceased", "silent", anc(1.99), person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", anc(1.99), drafts=(draft("x", "6809", "metformin", dose=500),)),
    signing(
        "18 years old",
        "warning",
        anc(1.99),
        *FINE[1:],
        person=patient(age=18),
        never_says=("Adult thresholds",),
    ),
    signing("ended 91 days ago is new", "warning", anc(1.99), *FINE[1:], ended(-91)),
    signing("ended 90 days ago goes on", "silent", anc(1.99), *FINE[1:], ended(-90)),
    signing(
        "15 years old", "warning", anc(1.99), *FINE[1:], person=patient(age=15), says=("Adult thresholds",)
    ),
)

GOES_ON = (
    goes_on("neutrophils 1.4", "silent", anc(1.4), *FINE[1:]),
    goes_on("neutrophils 1.0", "silent", anc(1), *FINE[1:]),
    goes_on("neutrophils 0.99", "warning", anc(0.99), *FINE[1:], recommended="", offers=(DELETE,)),
    goes_on("platelets 99", "warning", anc(), plt(99), *FINE[2:]),
    goes_on("platelets 100", "silent", *FINE),
    goes_on("ALT 3 times", "silent", anc(), plt(), alt(120), bilirubin()),
    goes_on("ALT above 3 times", "warning", anc(), plt(), alt(121), bilirubin()),
    goes_on("AST above 3 times", "warning", *FINE, ast(121)),
    goes_on("AST 3 times", "silent", *FINE, ast(120)),
    goes_on("diverticulitis", "silent", *FINE, condition("d", "K57.20")),
    goes_on("nothing tested", "silent"),
    goes_on("sarilumab on tocilizumab is new", "warning", anc(), plt(149), *FINE[2:], drafts=(SARI,)),
)

INFECTION = (
    fine("active tuberculosis", "critical", condition("t", "A15.0"), recommended=DELETE),
    fine("active tuberculosis 365 days ago", "critical", condition("t", "A15.0", recorded=-365)),
    fine("active tuberculosis 366 days ago", "silent", condition("t", "A15.0", recorded=-366)),
    goes_on("active tuberculosis on treatment", "critical", *FINE, condition("t", "A15.0")),
    fine("active tuberculosis, suspected", "info", condition("t", "A15.0", verification="provisional")),
    fine(
        "tuberculosis suspected and sepsis: the suspicion makes nothing quieter",
        "warning",
        condition("t", "A15.0", verification="provisional"),
        condition("s", "A41.9"),
    ),
    fine("sepsis", "warning", condition("s", "A41.9"), recommended=""),
    fine("positive IGRA", "warning", igra("Positive", -900)),
    fine("latent tuberculosis", "warning", condition("l", "Z22.7")),
    fine("latent tuberculosis, isoniazid once", "silent", condition("l", "Z22.7"), ISONIAZID),
    fine("anti-HBc positive", "warning", HBC),
    fine("anti-HBc positive, entecavir", "silent", HBC, ENTECAVIR),
    goes_on("hepatitis B on treatment", "warning", *FINE, condition("hb", "B18.1")),
    fine("never screened: another card's", "silent"),
)

DUE = (
    signing("new, nothing tested", "info", recommended=COUNT, offers=(LIVER,), never_offers=(DELETE, REPEAT)),
    signing("new, tested 90 days ago", "silent", anc(on=-90), plt(on=-90), alt(on=-90), bilirubin(-90)),
    signing(
        "new, counted 91 days ago", "info", anc(on=-91), *FINE[1:], recommended=COUNT, never_offers=(LIVER,)
    ),
    signing(
        "new, counted 91 days ago, asked for", "silent", anc(on=-91), *FINE[1:], ordered_test("r", "751-8")
    ),
    signing("new, platelets not counted", "info", anc(), *FINE[2:]),
    signing("new, no ALT and no AST", "info", anc(), plt(), bilirubin(), recommended=LIVER),
    signing("new, AST in the place of ALT", "silent", anc(), plt(), ast(), bilirubin()),
    signing("new, ALT asked for", "silent", anc(), plt(), bilirubin(), ordered_test("r", "1742-6")),
    signing(
        "new, ALT asked for 31 days ago",
        "info",
        anc(),
        plt(),
        bilirubin(),
        ordered_test("r", "1742-6", authored=-31),
    ),
    signing("new, AST asked for", "silent", anc(), plt(), bilirubin(), ordered_test("r", "1920-8")),
    signing("new, no bilirubin", "info", *FINE[:3], recommended="bilirubin"),
    signing("new, bilirubin 91 days ago", "info", *FINE[:3], bilirubin(-91)),
    signing("new, bilirubin asked for", "silent", *FINE[:3], ordered_test("r", "1975-2")),
)

UNREAD = result("u", "13952-7", "see report", on=-30)


def screened(on: int) -> tuple[Json, Json]:
    return result("s", "5196-1", "Negative", on=on), result("c", "13952-7", "Negative", on=on)


NOT_KNOWN = (
    fine("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    fine("results in part", "not known", partial=("Observation",), named=TITLE),
    fine("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing("ALT without a range", "not known", anc(), plt(), alt(50, high=None), bilirubin(), named="ALT"),
    fine("conditions not supplied", "not known", lacking=("Condition",), named=TITLE),
    signing(
        "orders not supplied, neutrophils 1.5",
        "not known",
        anc(1.5),
        *FINE[1:],
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    fine("an IGRA that nobody can read", "not known", igra("see report"), named=TITLE),
    fine(
        "an IGRA that nobody can read, and a negative one",
        "silent",
        igra("see report"),
        result("i2", "71773-6", "Negative", on=-365),
    ),
    fine(
        "an IGRA that nobody can read, and one negative 366 days ago",
        "not known",
        igra("see report"),
        result("i2", "71773-6", "Negative", on=-366),
        named=TITLE,
    ),
    fine("anti-HBc that nobody can read, both negative 365 days ago", "silent", UNREAD, *screened(-365)),
    fine(
        "anti-HBc that nobody can read, both negative 366 days ago",
        "not known",
        UNREAD,
        *screened(-366),
        named=TITLE,
    ),
    fine(
        "anti-HBc that nobody can read",
        "not known",
        result("c", "13952-7", "see report", on=-30),
        named=TITLE,
    ),
)

STORIES = [*START, *GOES_ON, *INFECTION, *DUE, *NOT_KNOWN]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
