"""Results.

`lab(SET, unit).result(within=days)` is the newest usable result of a test in a window. A newest result
cannot be told from part of a list, so a list that was not read in full leaves the question open.
"""

from __future__ import annotations

from cards.valuesets import (
    ALT,
    ANTI_MDA5,
    CHILD_PUGH,
    CHILD_PUGH_C,
    CHILD_PUGH_SCORE,
    EXPECTED_DELIVERY,
    G6PD_ACTIVITY,
    HCG,
    IGE,
    ILD,
    MDA5_DERMATOMYOSITIS,
    NEUTROPHILS,
    OXYGEN_SATURATION,
    POTASSIUM,
    PREGNANCY_LEFT_OPEN,
    PREGNANCY_STATUS,
    SAID_NOT_PREGNANT,
    SAID_PREGNANT,
    THIOPURINE_POOR,
    TPMT,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    above_own_limit,
    any_positive,
    condition,
    deficient,
    done_on_days,
    due_date_within,
    ever_says,
    finding,
    first_found_within,
    lab,
    negative_within,
    newest_positive,
    no_result_within,
    normal,
    says,
    scale,
    site_concept,
    still_said,
    supplied,
)
from tests.cards.clinic import LOINC, SNOMED, coded, day, ild, result
from tests.spec.asking import ask, why

potassium = lab(POTASSIUM, "mmol/L").result(within=30)
neutrophils = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=30)
mda5 = lab(ANTI_MDA5)
NAMED = {"code": {**coded("http://loinc.org", "105529-2"), "text": "Anti-MDA5 Ab"}}
K, ANC, LIVER, G6PD, PREGNANCY_TEST, MDA5 = "2823-3", "751-8", "1742-6", "32546-4", "2118-8", "105529-2"


def k(id: str, value: object, on: int = -3, **more: object) -> dict[str, object]:
    """A potassium result in mmol/L."""
    return result(id, K, value, "mmol/L", on=on, **more)


def test_the_four_bounds() -> None:
    """Bounds are words: `above`, `at_least`, `below`, `at_most`. Numbers are exact decimals."""
    assert ask(potassium.above("5.0"), k("a", 5.1)) is YES
    assert ask(potassium.above("5.0"), k("a", 5.0)) is NO
    assert ask(potassium.at_least("5.0"), k("a", 5.0)) is YES
    assert ask(potassium.below("5.0"), k("a", 5.0)) is NO
    assert ask(potassium.at_most("5.0"), k("a", 5.0)) is YES


def test_the_newest_counts() -> None:
    """Only the newest result is asked."""
    assert ask(potassium.above("5.0"), k("old", 6.2, on=-9), k("new", 4.4, on=-2)) is NO
    assert ask(potassium.above("5.0"), k("old", 4.4, on=-9), k("new", 6.2, on=-2)) is YES


def test_a_slip_hides_nothing() -> None:
    """`lab(SET, unit, least=50)`: a number surely below that, or that no such test gives, is a slip.

    It is left out, and the newest that can be true counts. A bound that reaches below it
    ("less than 70") is none, and a unit that nobody knows may be any value.
    """
    low = lab(OXYGEN_SATURATION, "%", worse="lower", least=50).result(within=30).at_most(88)

    def saturation(id: str, value: object, on: int, unit: str = "%", **more: object) -> dict[str, object]:
        return result(id, "59408-5", value, unit, on=on, **more)

    before = saturation("before", 84, -10)
    assert ask(low, before, saturation("new", 9, -1)) is YES
    assert ask(low, before, saturation("new", 960, -1)) is YES
    assert ask(low, before, saturation("new", 93, -1)) is NO
    assert ask(low, saturation("new", 49, -1)) is NO
    assert ask(low, saturation("new", 50, -1)) is YES
    assert ask(low, before, saturation("new", 93, -1, unit="furlong")) is NOT_KNOWN
    bound = {"valueQuantity": {"value": 70, "comparator": "<", "unit": "%"}}
    assert ask(low, saturation("before", 93, -10), saturation("new", 0, -1) | bound) is YES


def test_the_window() -> None:
    """The window reaches back so many days, the first one counted; without one any past result counts.

    No result in the window is a no. A result of tomorrow is none.
    """
    assert ask(potassium.above("5.0"), k("a", 5.6, on=-30)) is YES
    assert ask(potassium.above("5.0"), k("a", 5.6, on=-31)) is NO
    assert ask(lab(POTASSIUM, "mmol/L").result().above("5.0"), k("a", 5.6, on=-900)) is YES
    assert ask(potassium.above("5.0"), k("a", 5.6, on=1)) is NO
    assert ask(potassium.above("5.0")) is NO
    # A result of a month that still runs has come, as everything on record has.
    this_month = k("a", 5.6) | {"effectiveDateTime": "2026-03"}
    assert ask(potassium.above("5.0"), this_month) is YES


def test_at_the_same_time_the_worse_counts() -> None:
    """Of results of one time the worse one counts; `worse=` says which way is worse."""
    assert ask(potassium.above("5.0"), k("a", 4.4), k("b", 5.6)) is YES
    low, fine = result("a", ANC, 0.8, "10*9/L"), result("b", ANC, 1.8, "10*9/L")
    assert ask(neutrophils.below("1.0"), low, fine) is YES


def test_a_result_without_a_date() -> None:
    """It could be the newest: where the others say something else, the answer is not known."""
    undated = k("x", 5.6, on=None)
    assert ask(potassium.above("5.0"), undated, k("a", 4.4)) is NOT_KNOWN
    assert ask(potassium.above("5.0"), undated, k("a", 5.4)) is YES


def test_units() -> None:
    """Values are brought to the unit of the test; a unit that cannot be brought there is not known."""
    assert ask(potassium.above("5.0"), result("a", K, 5.6, "meq/L")) is YES
    assert ask(neutrophils.below("1.0"), result("a", ANC, 800, "/uL")) is YES
    assert ask(potassium.above("5.0"), result("a", K, 5.6, "furlong")) is NOT_KNOWN
    assert "Observation/a cannot be read" in why(potassium.above("5.0"), result("a", K, 5.6, "furlong"))


def test_less_than() -> None:
    """A value with a comparator is a range, and answers where the whole range agrees."""
    under_two = k("a", 2)
    under_two["valueQuantity"]["comparator"] = "<"
    assert ask(potassium.above("5.0"), under_two) is NO
    assert ask(potassium.below("1.0"), under_two) is NOT_KNOWN


def test_drafts_of_results_do_not_count() -> None:
    """A registered or cancelled result, or one entered in error, is none."""
    assert ask(potassium.above("5.0"), k("a", 6.0, status="registered")) is NO
    assert ask(potassium.above("5.0"), k("a", 6.0, status="entered-in-error")) is NO


def test_times_the_upper_limit() -> None:
    """`times_upper_limit()` reads a result against its own reference range; without one it is not known."""
    tripled = lab(ALT, "U/L").result(within=30).times_upper_limit().above(3)
    assert ask(tripled, result("a", LIVER, 121, "U/L", high=40)) is YES
    assert ask(tripled, result("a", LIVER, 120, "U/L", high=40)) is NO
    assert ask(tripled, result("a", LIVER, 500, "U/L")) is NOT_KNOWN


def test_on_record() -> None:
    """`on_record()`: there is a usable result, whether or not its value can be read.

    `~on_record()` is "the whole list was read and holds none", which is how a test is found to be missing.
    """
    there = potassium.on_record()
    assert ask(there, result("a", K, 5.6, "furlong")) is YES
    assert ask(~there) is YES
    assert ask(~there, lacking=["Observation"]) is NOT_KNOWN
    assert ask(there, k("a", 4.0, on=-31)) is NO


def test_a_finding_by_its_code() -> None:
    """`finding(SET, within=days)`: the code of the newest result says what was found.

    Said to be absent (by words, coded answer or interpretation) it was not found; a value by which nobody
    knows leaves it open; whatever else stands beside it changes nothing.
    """
    class_c = finding(CHILD_PUGH_C, within=365)

    def said(id: str, value: object, on: int = -3) -> dict[str, object]:
        return result(id, "710067001", value, system=SNOMED, on=on)

    assert ask(class_c, said("a", "present")) is YES
    assert ask(class_c, said("a", 11)) is YES
    assert ask(class_c, said("a", "absent")) is NO
    assert ask(class_c, said("a", "Ruled out")) is NO
    assert ask(class_c, said("a", "not assessed")) is NOT_KNOWN
    assert ask(class_c, said("a", "present", on=-90), said("b", "absent")) is NO
    assert ask(class_c, said("a", "present"), said("b", "absent")) is YES
    assert ask(class_c) is NO
    assert ask(class_c, lacking=["Observation"]) is NOT_KNOWN
    assert ask(class_c, said("a", "present"), in_part=["Observation"]) is YES


def test_a_class_of_a_scale() -> None:
    """`scale(test, ...).is_class(CLASS, ...)`: the class was found, or is the newest answer to the scale.

    By a coded answer, by its letter ("Class C", "C (11)"), or by its points. What is no class of the scale,
    and a letter and points that contradict each other, leave it open. Points are never added up here.
    """
    child_pugh = scale(lab(CHILD_PUGH_SCORE), among=CHILD_PUGH, points=(5, 15), within=365)
    class_c = child_pugh.is_class(CHILD_PUGH_C, letter="C", points=(10, 15))

    def said(value: object, on: int = -3, id: str = "a") -> dict[str, object]:
        return result(id, "3191000175106", value, system=SNOMED, on=on)

    def by_code(code: str) -> dict[str, object]:
        return said(None) | {"valueCodeableConcept": coded(SNOMED, code)}

    assert ask(class_c, by_code("710067001")) is YES
    assert ask(class_c, by_code("710066005")) is NO
    for words in ("C", "class C", "Child-Pugh C", "Stadium C", "C (11)", "C10", "11 points", "12 (class C)"):
        assert ask(class_c, said(words)) is YES, words
    for words in ("A", "Class B", "Child-Turcotte-Pugh B (8 points)", "A6"):
        assert ask(class_c, said(words)) is NO, words
    for words in ("stable", "A or B", "C?", "B (11)", "4", "16", "not C"):
        assert ask(class_c, said(words)) is NOT_KNOWN, words
    assert [ask(class_c, said(points)) for points in (9, 10, 15)] == [NO, YES, YES]
    assert [ask(class_c, said(points)) for points in (4, 16, 9.5)] == [NOT_KNOWN] * 3
    assert ask(class_c, said("C", on=-90), said("A", id="b")) is NO
    assert ask(class_c, said("C", on=-366)) is NO
    assert ask(class_c, result("f", "710067001", "present", system=SNOMED)) is YES
    assert ask(class_c) is NO
    assert ask(class_c, lacking=["Observation"]) is NOT_KNOWN


def test_a_number_at_the_edge_of_what_is_asked() -> None:
    """A result "at most 5.5" may be 5.5; a month whose last day begins the time asked for may lie in it."""
    at_most = k("a", 5.5)
    at_most["valueQuantity"] |= {"comparator": "<="}
    assert ask(potassium.at_least("5.5"), at_most) is NOT_KNOWN
    assert ask(potassium.at_least("5.6"), at_most) is NO
    in_february = k("a", 5.5) | {"effectiveDateTime": "2026-02"}
    since_its_last_day, since_march = (
        lab(POTASSIUM, "mmol/L").result(within=days).at_least("5.5") for days in (10, 9)
    )
    assert ask(since_its_last_day, in_february) is NOT_KNOWN
    assert ask(since_march, in_february) is NO


def test_lists_that_were_not_supplied() -> None:
    """Not even a high value on record is enough: a newer, normal one might be missing."""
    assert ask(potassium.above("5.0"), k("a", 6.0), in_part=["Observation"]) is NOT_KNOWN
    assert why(potassium.above("5.0"), lacking=["Observation"]) == "potassium: results not supplied"


def test_positive() -> None:
    """`any_positive`: by interpretation, coded answer or plain word. One positive result stays a yes.

    A bare number is not known, unless the card names a `threshold` or trusts its own range (`over_range`).
    """
    assert ask(any_positive(mda5), result("a", MDA5, "Positive")) is YES
    assert (
        ask(any_positive(mda5), result("a", MDA5, "Positive", on=-900), result("b", MDA5, "Negative")) is YES
    )
    assert ask(any_positive(mda5), result("a", MDA5, "Negative")) is NO
    for said in ("Positive (A)", "Positiv", "++", "MDA5 positive", "anti-MDA5: POSITIVE (3+)"):
        assert ask(any_positive(mda5), result("a", MDA5, said) | NAMED) is YES
    for said in ("Nachgewiesen", "positief", "Réactif", "Detectado", "MDA5: rilevato"):
        assert ask(any_positive(mda5), result("a", MDA5, said) | NAMED) is YES
    for said in ("nicht nachweisbar", "Negatief", "non détecté", "No reactivo", "MDA5 niet aantoonbaar"):
        assert ask(any_positive(mda5), result("a", MDA5, said) | NAMED) is NO
    for said in ("négatif", "Negative (N)", "MDA5 Ab not detected"):
        assert ask(any_positive(mda5), result("a", MDA5, said) | NAMED) is NO
    for said in ("MDA5 ?positive", "+/-", "Ro52 positive", "MDA5", "MDA5 false positive"):
        assert ask(any_positive(mda5), result("a", MDA5, said) | NAMED) is NOT_KNOWN
    assert ask(any_positive(mda5), result("a", MDA5, 40, "[U]/mL", high=20)) is NOT_KNOWN
    assert ask(any_positive(mda5, over_range=True), result("a", MDA5, 40, "[U]/mL", high=20)) is YES
    hcg = lab(HCG, "IU/L")
    uncoded = any_positive(lab(site_concept("a-test-without-a-code", "a test without a code")))
    assert ask(uncoded) is NO
    assert why(uncoded) == ""
    assert ask(any_positive(hcg, 42, threshold=25), result("h", "19080-1", 25, "[IU]/L")) is YES
    assert ask(any_positive(hcg, 42, threshold=25), result("h", "19080-1", 24, "[IU]/L")) is NO


def test_newest_positive() -> None:
    """`newest_positive(result)` asks the newest one alone; a bare number is held against its own range."""
    now = newest_positive(mda5.result())
    earlier = result("a", MDA5, "Positive", on=-900)
    assert ask(now, earlier) is YES
    assert ask(now, earlier, result("b", MDA5, "Negative")) is NO
    assert ask(now, result("a", MDA5, 40, "[U]/mL", high=20)) is YES
    assert ask(now, result("a", MDA5, 20, "[U]/mL", high=20)) is NO
    assert ask(now, result("a", MDA5, 40, "[U]/mL")) is NOT_KNOWN
    assert ask(now) is NO
    assert ask(now, lacking=["Observation"]) is NOT_KNOWN


def test_first_found() -> None:
    """`first_found_within(days, ...)`: the first positive result, or the first diagnosis, is new.

    Without a date it is not known, or new where the author says so. Part of a list is not known: an
    earlier one may be missing.
    """
    either = (any_positive(mda5), condition(MDA5_DERMATOMYOSITIS))
    new = first_found_within(365, *either)
    positive = result("a", MDA5, "Positive", on=-365)
    assert ask(new, positive) is YES
    assert ask(new, positive, result("b", MDA5, "Positive", on=-366)) is NO
    assert ask(new, positive, result("b", MDA5, "Negative", on=-366)) is YES
    assert ask(new, positive, result("b", MDA5, "see report", on=-366)) is NOT_KNOWN
    assert ask(new, result("a", MDA5, "Positive", on=None)) is NOT_KNOWN
    undated_too = first_found_within(365, *either, undated_is_new=True)
    assert ask(undated_too, result("a", MDA5, "Positive", on=None)) is YES
    assert ask(new) is NO
    assert ask(new, positive, in_part=["Observation"]) is NOT_KNOWN
    assert ask(new, result("b", MDA5, "Positive", on=-366), in_part=["Observation"]) is NO


def test_negative() -> None:
    """`negative_within(test, days)`: some result of the window is negative. One nobody can read is not."""
    lately = negative_within(lab(HCG, "IU/L"), 7)
    assert ask(lately, result("h", PREGNANCY_TEST, "Negative", on=-7)) is YES
    assert ask(lately, result("h", PREGNANCY_TEST, "Negative", on=-8)) is NO
    assert ask(lately, result("h", PREGNANCY_TEST, "see report", on=-1)) is NO


def test_deficient_and_normal() -> None:
    """`deficient` reads a result as low, `normal` as known and not low; a result nobody can read is
    neither.
    """
    g6pd = lab(G6PD_ACTIVITY, worse="lower").result()
    assert ask(deficient(g6pd), result("g", G6PD, interpretation="L", value=1, unit="U/g{Hb}")) is YES
    assert ask(deficient(g6pd), result("g", G6PD, 5.5, "U/g{Hb}", low=7)) is YES
    assert ask(normal(g6pd), result("g", G6PD, 9, "U/g{Hb}", low=7)) is YES
    assert ask(normal(g6pd), result("g", G6PD, 9, "U/g{Hb}")) is NOT_KNOWN
    assert ask(normal(g6pd)) is NO


def test_a_date_ahead() -> None:
    """`due_date_within(test, days)`: a result names a date from today to so many days ahead."""
    due = due_date_within(lab(EXPECTED_DELIVERY), 300)
    delivery = result("e", "11778-8")
    assert ask(due, {**delivery, "valueDateTime": day(300)}) is YES
    assert ask(due, {**delivery, "valueDateTime": day(301)}) is NO
    assert ask(due, {**delivery, "valueDateTime": day(-1)}) is NO
    assert ask(due, {**delivery, "valueDateTime": day(0)}) is YES


def test_a_coded_answer() -> None:
    """`says(result, SET)`: the coded value of the newest result stands in the set."""
    poor = says(lab(TPMT).result(), THIOPURINE_POOR)
    phenotype = result("t", "21563-2", valueCodeableConcept=coded("urn:oid:1.2.3", "POOR"))
    named = {"site:thiopurine-poor-metaboliser": [("urn:oid:1.2.3", "POOR")]}
    assert ask(poor, phenotype, local=named) is YES
    assert ask(poor, result("t", "21563-2", "Normal"), local=named) is NO
    assert ask(poor, phenotype) is NO


def test_a_state_that_is_written_down() -> None:
    """`still_said(test, ANSWER, unless=OVER, undecided=OPEN, within=days)`: said, and not taken back since.

    Only a later `unless` takes it back; of one moment the answer stays. What is undecided, by its code or in
    such words, changes nothing; what nobody can read may be either. A part of a list proves what it holds.
    """
    pregnant = still_said(
        lab(PREGNANCY_STATUS),
        SAID_PREGNANT,
        unless=SAID_NOT_PREGNANT,
        undecided=PREGNANCY_LEFT_OPEN,
        within=300,
    )

    def status(answer: str, on: int | None = -9, id: str = "a") -> dict[str, object]:
        system = SNOMED if answer.isdigit() else LOINC
        return result(id, "82810-3", on=on, valueCodeableConcept=coded(system, answer))

    def words(said: str, on: int = -9, id: str = "b") -> dict[str, object]:
        return result(id, "82810-3", said, on=on)

    yes, no, unknown, possible = "77386006", "60001007", "261665006", "146799005"
    assert [ask(pregnant, status(one)) for one in (yes, "LA15173-0")] == [YES, YES]
    assert [ask(pregnant, status(one)) for one in (no, "LA26683-5", unknown, possible)] == [NO] * 4
    assert [ask(pregnant, status(yes, on=on)) for on in (-300, -301, None)] == [YES, NO, NOT_KNOWN]
    assert ask(pregnant, status(yes, on=-90), status(no, on=-9, id="c")) is NO
    assert ask(pregnant, status(yes, on=-9), status(no, on=-9, id="c")) is YES
    assert ask(pregnant, status(yes, on=-9), status(no, on=-90, id="c")) is YES
    assert ask(pregnant, status(yes, on=-90), status(unknown, id="c"), status(possible, id="d")) is YES
    assert [ask(pregnant, words(one)) for one in ("Pregnant", "Currently pregnant", "Yes")] == [YES] * 3
    assert [ask(pregnant, words(one)) for one in ("Not pregnant", "No", "Unknown", "Possible")] == [NO] * 4
    assert ask(pregnant, words("see notes")) is NOT_KNOWN
    assert ask(pregnant, words("see notes", on=-90), status(no)) is NO
    assert ask(pregnant, result("n", "82810-3", valueBoolean=True)) is YES
    no_answer = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "UNK"}]}
    assert ask(pregnant, result("n", "82810-3", valueCodeableConcept=no_answer)) is NO
    assert ask(pregnant) is NO
    assert ask(pregnant, status(yes), in_part=["Observation"]) is YES
    assert ask(pregnant, lacking=["Observation"]) is NOT_KNOWN


def test_a_coded_answer_ever() -> None:
    """`ever_says(test, SET)`: some usable result, whenever; a newer one does not take it back."""
    poor = ever_says(lab(TPMT), THIOPURINE_POOR)
    phenotype = result("t", "21563-2", on=-900, valueCodeableConcept=coded("urn:oid:1.2.3", "POOR"))
    named = {"site:thiopurine-poor-metaboliser": [("urn:oid:1.2.3", "POOR")]}
    assert ask(poor, phenotype, result("u", "21563-2", "Normal"), local=named) is YES
    assert ask(poor, {**phenotype, "status": "entered-in-error"}, local=named) is NO
    assert ask(poor, lacking=["Observation"], local=named) is NOT_KNOWN
    assert ask(poor, phenotype, in_part=["Observation"], local=named) is YES
    assert ask(poor, lacking=["Observation"]) is NO


def test_supplied() -> None:
    """`supplied(test)` is yes where its results were read in full, else not known; never no."""
    assert ask(supplied(mda5)) is YES
    assert ask(supplied(mda5), lacking=["Observation"]) is NOT_KNOWN
    assert ask(supplied(mda5), result("a", MDA5, "Positive"), in_part=["Observation"]) is NOT_KNOWN


def test_no_result_for_so_long() -> None:
    """`no_result_within(test, days, sooner=, sooner_if=x)`: none of so many days; of fewer while x is so."""
    due = no_result_within(potassium.lab, 90, sooner=30, sooner_if=condition(ILD))
    assert [ask(due, k("a", 4, on=on)) for on in (-90, -91)] == [NO, YES]
    assert [ask(due, ild(), k("a", 4, on=on)) for on in (-30, -31)] == [NO, YES]
    assert ask(due) is YES
    assert ask(due, k("a", 4, on=-31), lacking=["Condition"]) is NOT_KNOWN
    assert ask(due, lacking=["Observation"]) is NOT_KNOWN


def test_above_its_own_limit() -> None:
    """`above_own_limit(result, otherwise=100)`: above the limit it states, else above the number."""
    raised = above_own_limit(lab(IGE, "IU/mL").result(within=365), otherwise=100)
    code = "19113-0"
    assert ask(raised, result("i", code, 101, "[IU]/mL")) is YES
    assert ask(raised, result("i", code, 100, "[IU]/mL")) is NO
    assert ask(raised, result("i", code, 150, "[IU]/mL", high=150)) is NO
    assert ask(raised, result("i", code, 90, "[IU]/mL", high=80)) is YES
    assert ask(raised, result("i", code, 243, "ng/mL")) is YES
    assert ask(raised, result("i", code, 900, "furlong", high=80)) is NOT_KNOWN
    assert ask(raised) is NO


def test_on_several_days() -> None:
    """`done_on_days(test, least=2, within=365)`: usable results on so many different days."""
    repeated = done_on_days(lab(POTASSIUM), least=2, within=365)
    assert ask(repeated, k("a", 4), k("b", 4, on=-365)) is YES
    assert ask(repeated, k("a", 4), k("b", 4, on=-366)) is NO
    assert ask(repeated, k("a", 4), k("b", 5)) is NO
    assert ask(repeated, k("a", 4), k("b", 5, on=None)) is NOT_KNOWN
    assert ask(repeated, k("a", 4), k("b", 4, on=-365), in_part=["Observation"]) is NOT_KNOWN
