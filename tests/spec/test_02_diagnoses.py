"""Diagnoses.

`condition(SET)` finds a usable diagnosis of a value set. Refuted ones and errors never count.
"""

from __future__ import annotations

from cards.valuesets import ILD, MDA5_DERMATOMYOSITIS, PREGNANCY, SEVERE_DIARRHOEA
from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES
from cdshooks.rules.language import BeganWithin, concluded, condition, site_concept, valueset
from tests.cards.clinic import ILD_CODE, coded
from tests.cards.clinic import condition as diagnosis
from tests.cards.clinic import done as finished
from tests.spec.asking import ask, case_of

ild = condition(ILD)
remark = site_concept("worse-on-stairs", "worse on stairs")
LUNG = ILD_CODE


def test_ever() -> None:
    """Without a word more, a diagnosis counts whatever its clinical status; `ever()` says so aloud."""
    assert ask(ild, diagnosis("c", *LUNG, clinical="resolved")) is YES
    assert ask(ild.ever(), diagnosis("c", *LUNG, clinical="inactive")) is YES
    assert ask(ild, diagnosis("c", *LUNG, verification="refuted")) is NO
    assert ask(ild, diagnosis("c", *LUNG, verification="entered-in-error")) is NO


def test_active() -> None:
    """`active()` asks for an active, recurring or relapsing diagnosis; no clinical status counts as
    active.
    """
    assert ask(ild.active(), diagnosis("c", *LUNG)) is YES
    assert ask(ild.active(), diagnosis("c", *LUNG, clinical="relapse")) is YES
    assert ask(ild.active(), diagnosis("c", *LUNG, clinical="resolved")) is NO


def test_suspected_and_confirmed() -> None:
    """A provisional or differential diagnosis is a tentative yes; `confirmed()` leaves it out."""
    guess = diagnosis("c", *LUNG, verification="differential")
    assert ask(ild, guess) is TENTATIVE
    assert ask(ild.confirmed(), guess) is NO
    assert ask(ild.confirmed(), guess, diagnosis("d", *LUNG)) is YES


def test_recorded_and_onset() -> None:
    """`recorded_within` looks at recordedDate, else onset; `onset_within` the other way round.

    Both ends of the window count. An entry without any date might lie anywhere: not known.
    """
    both = diagnosis("c", *LUNG, recorded=-10, onset=-400)
    assert ask(ild.recorded_within(90), both) is YES
    assert ask(ild.onset_within(90), both) is NO
    assert ask(ild.recorded_or_onset_within(90), both) is YES
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, recorded=-90)) is YES
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, recorded=-91)) is NO
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, recorded=None)) is NOT_KNOWN


def test_history_by_its_own_onset() -> None:
    """`stated_onset_within` asks for an onset that is written: the day on which "history of" was recorded is
    not the day of the event.
    """
    assert ask(ild.stated_onset_within(90), diagnosis("c", *LUNG, recorded=-1, onset=-90)) is YES
    assert ask(ild.stated_onset_within(90), diagnosis("c", *LUNG, recorded=-1, onset=-91)) is NO
    assert ask(ild.stated_onset_within(90), diagnosis("c", *LUNG, recorded=-1)) is NO


def test_without_a_date() -> None:
    """`undated()` finds entries with neither date; `onset_within_or_undated` lets a missing onset pass."""
    undated = diagnosis("c", "Z33.1", recorded=None)
    assert ask(condition(PREGNANCY).undated(), undated) is YES
    assert ask(condition(PREGNANCY).onset_within_or_undated(300), undated) is YES
    assert ask(condition(PREGNANCY).onset_within_or_undated(300), diagnosis("c", "Z33.1", onset=-300)) is YES
    assert ask(condition(PREGNANCY).onset_within_or_undated(300), diagnosis("c", "Z33.1", onset=-301)) is NO


def test_part_of_a_month() -> None:
    """A date of which only month or year is written answers where both its ends agree, else not known.

    Of a month or year that still runs only the days up to today can be meant: what is on record has happened.
    """
    month = {"recorded": None, "recordedDate": "2026-01"}
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, **month)) is YES
    assert ask(ild.recorded_within(50), diagnosis("c", *LUNG, **month)) is NOT_KNOWN
    assert ask(ild.recorded_within(30), diagnosis("c", *LUNG, **month)) is NO
    now = {"recorded": None, "recordedDate": "2026-03"}
    assert ask(ild.recorded_within(9), diagnosis("c", *LUNG, **now)) is YES
    assert ask(ild.recorded_within(8), diagnosis("c", *LUNG, **now)) is NOT_KNOWN


def test_a_date_that_cannot_be_read() -> None:
    """A date that is written and cannot be read is no missing one. The day of recording cannot stand for the
    onset, but the onset was not after it; where that leaves the window open the answer is not known.
    """
    onset, recorded = {"onsetDateTime": "last spring"}, {"recorded": None, "recordedDate": "31.12.2025"}
    assert ask(ild.onset_within(90), diagnosis("c", *LUNG, recorded=-10, **onset)) is NOT_KNOWN
    assert ask(ild.onset_within(90), diagnosis("c", *LUNG, recorded=-91, **onset)) is NO
    assert ask(ild.stated_onset_within(90), diagnosis("c", *LUNG, recorded=-10, **onset)) is NOT_KNOWN
    assert ask(ild.stated_onset_within(90), diagnosis("c", *LUNG, recorded=-91, **onset)) is NO
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, onset=-91, **recorded)) is NOT_KNOWN
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, onset=-90, **recorded)) is YES
    assert ask(ild.recorded_or_onset_within(90), diagnosis("c", *LUNG, onset=-91, **recorded)) is NOT_KNOWN
    assert ask(ild.recorded_or_onset_within(90), diagnosis("c", *LUNG, recorded=-10, **onset)) is YES
    assert ask(ild.recorded_within(90), diagnosis("c", *LUNG, **recorded, **onset)) is NOT_KNOWN


def test_a_pregnancy_whose_onset_cannot_be_read() -> None:
    """`onset_within_or_undated` lets an onset pass that cannot be read, and `undated` finds an entry without
    any date that can be: both are asked where overlooking the entry is the worse error.
    """
    pregnancy = diagnosis("c", "Z33.1", recorded=None, onsetDateTime="in May")
    assert ask(condition(PREGNANCY).onset_within_or_undated(300), pregnancy) is YES
    assert ask(condition(PREGNANCY).undated(), pregnancy) is YES


def test_a_list_that_was_not_supplied() -> None:
    """A certain yes stands without the whole list. A no does not: then the answer is not known."""
    assert ask(ild, lacking=["Condition"]) is NOT_KNOWN
    assert ask(ild, in_part=["Condition"]) is NOT_KNOWN
    assert ask(ild, diagnosis("c", *LUNG), in_part=["Condition"]) is YES


def test_sets_of_codes() -> None:
    """`valueset` names one or more files of codes; codes can be taken out again.

    A code matches whole, never by its beginning.
    """
    fibrosis_but_not_its_unspecified_form = valueset("cond_ild_all", words="ILD", dropping=("J84.10",))
    assert ask(condition(fibrosis_but_not_its_unspecified_form), diagnosis("c", *LUNG)) is NO
    assert ask(condition(fibrosis_but_not_its_unspecified_form), diagnosis("c", "J84.112")) is YES
    assert ask(ild, diagnosis("c", "J84.10999")) is NO


def test_concepts_that_a_site_names() -> None:
    """`site_concept` stands for something no public code was found for.

    While a site has named no code it is no everywhere, even where the list is lacking: it is not looked
    for.
    """
    entry = diagnosis("c", "STAIRS", system="urn:oid:1.2.3")
    assert ask(condition(remark), entry) is NO
    assert ask(condition(remark), lacking=["Condition"]) is NO
    assert ask(condition(remark), entry, local={"site:worse-on-stairs": [("urn:oid:1.2.3", "STAIRS")]}) is YES
    assert SEVERE_DIARRHOEA.site


def test_concepts_that_words_tell() -> None:
    """A `site_concept` with a row in the table of words is told by these too. With `kind_of` they are read
    beside a code of that set as well. They only add: while the site has named no code, a list that is lacking
    leaves it no.
    """
    anti_mda5 = condition(MDA5_DERMATOMYOSITIS)
    words = {"text": "Anti-MDA5 dermatomyositis"}
    coded_too = diagnosis("c", "M33.13")
    assert ask(anti_mda5, coded_too) is NO
    assert ask(anti_mda5, coded_too | {"code": words}) is YES
    assert ask(anti_mda5, coded_too | {"code": {**coded_too["code"], **words}}) is YES
    assert ask(anti_mda5, {**diagnosis("c", *LUNG), "code": {**diagnosis("c", *LUNG)["code"], **words}}) is NO
    assert ask(anti_mda5, lacking=["Condition"]) is NO


def test_since_when() -> None:
    """`BeganWithin` counts from the earliest onset, else recordedDate, else the first report that
    concludes it.

    With no date at all the disease counts as older.
    """
    new = BeganWithin(ild, concluded(ILD), 365)
    assert ask(new, diagnosis("c", *LUNG, recorded=-10, onset=-365)) is YES
    assert ask(new, diagnosis("c", *LUNG, recorded=-10, onset=-366)) is NO
    assert ask(new, diagnosis("c", *LUNG, recorded=-10), diagnosis("d", *LUNG, recorded=-400)) is NO
    assert ask(new, diagnosis("c", *LUNG, recorded=None)) is NO
    report = {
        **finished("DiagnosticReport", "r", "24627-2", on=-20),
        "conclusionCode": [coded("http://hl7.org/fhir/sid/icd-10-cm", "J84.10")],
    }
    assert ask(new, diagnosis("c", *LUNG, recorded=None), report) is YES
    assert ask(concluded(ILD), report) is YES


def test_what_stands_behind_a_yes() -> None:
    """The evidence of a criterion names the entry, its day and its resource."""
    case = case_of(ild, diagnosis("lungs", *LUNG, recorded=-30))
    assert ild.evidence(case).lines == ("Pulmonary fibrosis, unspecified, 2026-02-08 (Condition/lungs)",)
