"""Requests and what was done.

`request_for(SET)` finds ServiceRequests, `done(SET, kinds)` finished procedures, reports, images and
immunizations.
"""

from __future__ import annotations

from cards.valuesets import (
    CREATININE,
    CT_CHEST,
    HRCT_PROGRESSION,
    ILD,
    ILD_DISCUSSION,
    INFLUENZA_VACCINE,
    POTASSIUM,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.rules.language import (
    TestOrder,
    asked_for_since,
    asked_for_within,
    condition,
    day_of,
    delete_drafts_behind,
    done,
    ever_asked_for,
    lab,
    newest_report,
    refused,
    request_for,
    requests_of,
)
from tests.cards.clinic import ICD10CM, LOINC, Json, coded, day, ild, result
from tests.cards.clinic import done as finished
from tests.cards.clinic import ordered_test as requested
from tests.spec.asking import a_card, ask, plan_of, served

creatinine = request_for(CREATININE)
ct = done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure")
CHEST_CT = "24627-2"
TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name


def test_open() -> None:
    """`open(within=90)`: drafted, or active and authored at most so many days ago."""
    asked = creatinine.open(within=90)
    assert ask(asked, requested("r", "2160-0", authored=-90)) is YES
    assert ask(asked, requested("r", "2160-0", authored=-91)) is NO
    assert ask(asked, requested("r", "2160-0", status="completed")) is NO
    assert ask(asked, ordered=[requested("r", "2160-0", status="draft")]) is YES
    assert ask(asked, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_on_record() -> None:
    """`open_on_record` does not count drafts; `open_or_done` also counts completed requests."""
    draft = requested("r", "2160-0", status="draft")
    assert ask(creatinine.open_on_record(within=90), ordered=[draft]) is NO
    assert ask(creatinine.open_on_record(within=90), requested("r", "2160-0")) is YES
    assert ask(creatinine.open_or_done(within=90), requested("r", "2160-0", status="completed")) is YES
    assert ask(creatinine.open_or_done(within=90), requested("r", "2160-0", status="revoked")) is NO


def test_due() -> None:
    """`due(ahead=60)`: active on record, and planned for a day from today to so many days ahead.

    When it was written makes no difference. Without a planned day it is not due; one that cannot be read may
    be any day.
    """
    due = creatinine.due(ahead=60)

    def planned(on: int) -> Json:
        return requested("r", "2160-0", authored=-300) | {"occurrenceDateTime": day(on)}

    assert [ask(due, planned(on)) for on in (-1, 0, 60, 61)] == [NO, YES, YES, NO]
    assert ask(due, planned(30) | {"status": "completed"}) is NO
    assert ask(due, requested("r", "2160-0", authored=-300)) is NO
    assert ask(due, ordered=[planned(30) | {"status": "draft"}]) is NO
    month = requested("r", "2160-0") | {"occurrenceDateTime": day(60)[:7]}
    assert ask(due, month) is NOT_KNOWN
    assert ask(due, requested("r", "2160-0") | {"occurrenceDateTime": "in spring"}) is NOT_KNOWN
    assert ask(due, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_ordered_now() -> None:
    """`ordered()`: among the drafts this hook is about; what is on record needs not be known for it.

    `routine()`: without another priority. `only_for(SET)`: a reason is stated, and none but of the set, by
    code or by reference to a diagnosis; words alone are another reason, one that was not sent is not known.
    `without_reason()`: none is stated.
    """
    now = creatinine.ordered()
    drafted = requested("r", "2160-0", status="draft")
    assert ask(now, ordered=[drafted], lacking=["ServiceRequest"]) is YES
    assert ask(now, elsewhere=[drafted], lacking=["ServiceRequest"]) is NO
    assert ask(now, requested("r", "2160-0")) is NO
    assert ask(now.routine(), ordered=[drafted]) is YES
    assert ask(now.routine(), ordered=[drafted | {"priority": "routine"}]) is YES
    assert ask(now.routine(), ordered=[drafted | {"priority": "urgent"}]) is NO
    assert ask(now.that_is_no(POTASSIUM), ordered=[drafted]) is YES
    both = {"coding": [*coded(LOINC, "2160-0")["coding"], *coded(LOINC, "2823-3")["coding"]]}
    assert ask(now.that_is_no(POTASSIUM), ordered=[drafted | {"code": both}]) is NO

    def because(*reasons: Json, **more: object) -> Answer:
        said = {"reasonCode": list(reasons), **more}
        return ask(now.only_for(ILD), ild("lungs"), ordered=[{**drafted, **said}])

    fibrosis, infection = coded(ICD10CM, "J84.10"), coded(ICD10CM, "J18.9")
    assert because(fibrosis) is YES
    assert because() is NO
    assert because(fibrosis, infection) is NO
    assert because(fibrosis, {"text": "fever"}) is NO
    assert because(reasonReference=[{"reference": "Condition/lungs"}]) is YES
    assert because(fibrosis, reasonReference=[{"reference": "Condition/lost"}]) is NOT_KNOWN
    assert because(infection, reasonReference=[{"reference": "Condition/lost"}]) is NO
    assert because(fibrosis, reasonReference=[{"display": "fever"}]) is NO
    assert because(reason=[{"concept": fibrosis}]) is YES
    assert because(reason=[{"reference": {"reference": "Condition/lungs"}}]) is YES
    assert because(fibrosis, reason=[{"concept": infection}]) is NO
    assert because(fibrosis, reason=[{"reference": {"reference": "Condition/lost"}}]) is NOT_KNOWN
    assert because(reasonCodeableConcept=infection) is NO
    silent = now.without_reason()
    assert ask(silent, ordered=[drafted]) is YES
    assert ask(silent, ordered=[drafted | {"reasonCode": [{"text": "fever"}]}]) is NO
    assert ask(silent, ordered=[drafted | {"reasonReference": [{"reference": "Condition/lost"}]}]) is NO


def test_a_card_about_requests() -> None:
    """`about=requests_of(SET)`: it speaks about drafted requests; `delete_drafts_behind` takes them out."""
    now = creatinine.ordered()
    without = delete_drafts_behind(now, label="Remove the request").recommended()
    plan = plan_of(a_card(about=requests_of(CREATININE), when=now, suggest=(without,)))
    drafted = requested("r", "2160-0", status="draft")
    [card] = served(plan, ordered=[drafted])
    [suggestion] = card["suggestions"]
    assert [action["resourceId"] for action in suggestion["actions"]] == ["ServiceRequest/r"]
    assert served(plan, elsewhere=[drafted]) == []
    assert served(plan, requested("r", "2160-0")) == []


def test_perhaps_for() -> None:
    """`ordered()`: among the drafts this hook is about; nothing in the record is needed for it.

    `perhaps_for(SET)` leaves out a draft whose coded reasons are all other ones.
    """
    now = creatinine.ordered()
    draft = requested("r", "2160-0", status="draft")
    assert ask(now, ordered=[draft]) is YES
    assert ask(now, elsewhere=[draft]) is NO
    assert ask(now, requested("r", "2160-0"), lacking=["ServiceRequest"]) is NO
    lungs, joints = coded(ICD10CM, "J84.10"), coded(ICD10CM, "M06.9")
    for_the_lungs = now.perhaps_for(ILD)
    assert ask(for_the_lungs, ordered=[draft]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [lungs]}]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [joints, lungs]}]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [joints]}]) is NO
    lost = {**draft, "reasonReference": [{"reference": "Condition/lost"}]}
    assert ask(for_the_lungs, ordered=[lost]) is NOT_KNOWN


def test_done() -> None:
    """Any of the kinds named will do; what was cancelled, or is only registered, was not done."""
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT)) is YES
    assert ask(ct, finished("ImagingStudy", "i", CHEST_CT)) is YES
    assert ask(ct, finished("Procedure", "p", CHEST_CT, status="not-done")) is NO
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT, status="registered")) is NO
    assert ask(ct, lacking=["ImagingStudy"]) is NOT_KNOWN
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT), lacking=["ImagingStudy"]) is YES


def test_done_within() -> None:
    """`done_within(365)` counts both ends of its window."""
    assert ask(ct.done_within(365), finished("DiagnosticReport", "d", CHEST_CT, on=-365)) is YES
    assert ask(ct.done_within(365), finished("DiagnosticReport", "d", CHEST_CT, on=-366)) is NO


def test_a_status_that_fhir_does_not_have() -> None:
    """An EHR's own word ("Performed", "Ordered") may mean either: not known. So may one that is missing."""
    done_so = finished("Procedure", "p", CHEST_CT, status="Performed")
    assert ask(ct, done_so) is NOT_KNOWN
    assert ask(ct, done_so, finished("DiagnosticReport", "d", CHEST_CT)) is YES
    assert ask(ct, {name: said for name, said in done_so.items() if name != "status"}) is NOT_KNOWN
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT, status="unknown")) is NO
    flu = {
        "resourceType": "Immunization",
        "id": "i",
        "vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "150"),
        "status": "Administered",
    }
    assert ask(done(INFLUENZA_VACCINE, "Immunization"), flu) is NOT_KNOWN
    assert ask(refused(INFLUENZA_VACCINE, "Immunization"), flu) is NOT_KNOWN
    assert ask(refused(INFLUENZA_VACCINE, "Immunization"), flu | {"status": "stopped"}) is NO
    asked = requested("r", "2160-0", status="Ordered")
    later = asked | {"occurrenceDateTime": day(9)}
    for words in (creatinine, creatinine.open(within=90), creatinine.open_or_done(within=90)):
        assert ask(words, asked) is NOT_KNOWN
        assert ask(words, asked | {"status": "canceled"}) is NO
    assert ask(creatinine.declined(within=90), asked) is NOT_KNOWN
    assert ask(creatinine.due(ahead=60), later) is NOT_KNOWN
    assert ask(creatinine.open(within=90), ordered=[asked]) is YES
    test = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE, open_days=30)
    for words in (
        asked_for_since(test, condition(ILD)),
        asked_for_since(test, condition(ILD), open_within=30),
        asked_for_within(test, 60),
        ever_asked_for(test, declined_within=365),
    ):
        assert ask(words, ild(recorded=-10), asked) is NOT_KNOWN
    worse = newest_report(CT_CHEST, within=90).concludes(HRCT_PROGRESSION)
    local = {"site:hrct-progression": [("urn:oid:1.2.3", "HRCT")]}
    report = finished("DiagnosticReport", "d", CHEST_CT, status="Signed")
    assert ask(worse, report | {"conclusionCode": [coded("urn:oid:1.2.3", "HRCT")]}, local=local) is NOT_KNOWN


def test_the_newest_fact() -> None:
    """`day_of(x).within(183)`: x is yes, and the newest fact behind it is at most so many days old."""
    lately = day_of(condition(ILD)).within(183)
    assert ask(lately, ild(recorded=-183)) is YES
    assert ask(lately, ild(recorded=-184)) is NO
    assert ask(lately, ild(recorded=-184), ild("second", recorded=-10)) is YES
    assert ask(lately) is NO
    assert ask(lately, ild(recorded=None)) is NOT_KNOWN
    assert ask(lately, lacking=["Condition"]) is NOT_KNOWN


def test_asked_for_since() -> None:
    """`asked_for_since(test, x)`: drafted, or authored with the newest fact behind x, or later.

    With `open_within=30` only requests that are active and at most 30 days old.
    """
    test = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE, open_days=30)
    since = asked_for_since(test, condition(ILD))
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-10)) is YES
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-11)) is NO
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", status="revoked")) is NO
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", status="completed")) is YES
    assert ask(since, ild(recorded=-10), ordered=[requested("r", "2160-0", status="draft")]) is YES
    assert ask(since, requested("r", "2160-0")) is NO
    assert ask(since, ild(recorded=-10), lacking=["ServiceRequest"]) is NOT_KNOWN
    recent = asked_for_since(test, condition(ILD), open_within=30)
    assert ask(recent, ild(recorded=-40), requested("r", "2160-0", authored=-30)) is YES
    assert ask(recent, ild(recorded=-40), requested("r", "2160-0", authored=-31)) is NO
    assert ask(recent, ild(recorded=-10), requested("r", "2160-0", status="completed")) is NO


def test_asked_for_since_a_result() -> None:
    """Of result and request of one day the hour decides, where both say one; else the request is later."""
    test = TestOrder("serum potassium", LOINC, "2823-3", POTASSIUM, open_days=30)
    high = lab(POTASSIUM, "mmol/L").result(within=30).above(5)
    again = asked_for_since(test, high, open_within=30)

    def potassium(time: str = "") -> Json:
        return result("k", "2823-3", 5.2, "mmol/L", on=None, effectiveDateTime=f"{day(-3)}{time}")

    assert ask(again, potassium(), requested("r", "2823-3", authored=-3)) is YES
    assert ask(again, potassium(), requested("r", "2823-3", authored=-4)) is NO
    ten, nine = "T10:00:00Z", requested("r", "2823-3") | {"authoredOn": f"{day(-3)}T09:00:00Z"}
    assert ask(again, potassium(ten), nine) is NO
    assert ask(again, potassium(), nine) is YES
    month = requested("r", "2823-3") | {"authoredOn": day(-3)[:7]}
    assert ask(again, potassium(), month) is NOT_KNOWN
    assert ask(again, requested("r", "2823-3"), lacking=["Observation"]) is NOT_KNOWN


def test_asked_for_without_a_code() -> None:
    """A request without a code of ours is recognised by its exact text, and by codes that a site named."""
    test = TestOrder("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION, open_days=30)
    since = asked_for_since(test, condition(ILD))
    by_text = requested("r", "x") | {"code": {"text": "ILD multidisciplinary discussion"}}
    assert ask(since, ild(recorded=-10), by_text) is YES
    by_code = requested("r", "MDT", system="urn:oid:1.2.3")
    assert ask(since, ild(recorded=-10), by_code) is NO
    local = {"site:ild-multidisciplinary-discussion": [("urn:oid:1.2.3", "MDT")]}
    assert ask(since, ild(recorded=-10), by_code, local=local) is YES


def test_asked_for_within() -> None:
    """`asked_for_within(test, 60)`: drafted, or authored at most so many days ago, open or done."""
    test = TestOrder("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION, open_days=30)
    lately = asked_for_within(test, 60)
    by_text = {"code": {"text": "ILD multidisciplinary discussion"}}
    assert ask(lately, requested("r", "x", authored=-60) | by_text) is YES
    assert ask(lately, requested("r", "x", authored=-61) | by_text) is NO
    assert ask(lately, requested("r", "x", status="completed") | by_text) is YES
    assert ask(lately, requested("r", "x", status="revoked") | by_text) is NO
    assert ask(lately, ordered=[requested("r", "x", status="draft", authored=-99) | by_text]) is YES
    assert ask(lately, requested("r", "x")) is NO
    assert ask(lately, lacking=["ServiceRequest"]) is NOT_KNOWN
    undated = requested("r", "x") | by_text
    del undated["authoredOn"]
    assert ask(lately, undated) is NOT_KNOWN


def test_what_the_newest_report_concludes() -> None:
    """`newest_report(SET, within=90).concludes(SET)`: by a coded conclusion; reports of one day are one.

    A report without a date might be the newest.
    """
    worse = newest_report(CT_CHEST, within=90).concludes(HRCT_PROGRESSION)
    local = {"site:hrct-progression": [("urn:oid:1.2.3", "HRCT")]}

    def report(id: str, on: int, *codes: str) -> Json:
        conclusions = [coded("urn:oid:1.2.3", code) for code in codes]
        return finished("DiagnosticReport", id, CHEST_CT, on=on) | {"conclusionCode": conclusions}

    assert ask(worse, report("a", -90, "HRCT"), local=local) is YES
    assert ask(worse, report("a", -91, "HRCT"), local=local) is NO
    assert ask(worse, report("a", -9, "HRCT"), report("b", -8, "ELSE"), local=local) is NO
    assert ask(worse, report("a", -9, "HRCT"), report("b", -9, "ELSE"), local=local) is YES
    assert ask(worse, local=local) is NO
    undated = report("u", -9)
    del undated["effectiveDateTime"]
    assert ask(worse, report("a", -9, "HRCT"), undated, local=local) is NOT_KNOWN
    assert ask(worse, report("a", -9), undated, local=local) is NO
    assert ask(worse, report("a", -9, "HRCT"), in_part=["DiagnosticReport"], local=local) is NOT_KNOWN
    assert ask(worse, report("a", -9, "HRCT")) is NO
