"""NSIP and no rheumatic disease known: when it speaks, what it asks for, and that it offers no drug."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    RITUXIMAB,
    SNOMED,
    Json,
    coded,
    condition,
    done,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid,
)
from tests.cards.first_line import COMFORT, DISCUSSION, DRUGS, ended, lung
from tests.cards.story import VIEW, Story, card_in, check_alone, tell

CARD = "nsip-without-ctd"
ANTIBODIES, EXPOSURE = "antibodies that are not on record", "exposure history"
NSIP_CODE = ("J84.113", "Idiopathic non-specific interstitial pneumonitis")
SEROLOGY = (
    result("ana", "5048-4", "Negative", on=-900),
    result("rf", "11572-5", 5, "[IU]/mL", on=-900),
)
"""The antibodies that the baseline asks for; the others were never tested."""


def told(name: str, expect: str, *held: Json, since: int = 365, **more: Any) -> Story:
    """An adult with NSIP on the problem list, recorded so many days ago, and what is held beside."""
    record = (condition("nsip", *NSIP_CODE, recorded=-since), *held)
    return Story(CARD, name, VIEW, expect, record=record, **more)


def concluding(code: str = "J84.113", **how: Any) -> Json:
    """A CT report with a coded conclusion."""
    return done("DiagnosticReport", "ct", "24627-2", **how) | {"conclusionCode": [coded(ICD10CM, code)]}


def asked(authored: int) -> Json:
    request = ordered_test("mdd", "x", authored=authored)
    return request | {"code": {"text": "ILD multidisciplinary discussion"}}


ROWS = [
    told(
        "Fires row: NSIP recorded 365 days ago, no rheumatic disease, no ILD drug",
        "info",
        recommended=DISCUSSION,
        offers=(EXPOSURE,),
        never_offers=DRUGS,
        never_acts=("MedicationRequest",),
    ),
    told(
        "Silent row: rheumatoid arthritis coded",
        "silent",
        condition("ra", "M06.9"),
        because="rheumatoid arthritis",
    ),
    told(
        "systemic sclerosis coded",
        "silent",
        condition("ssc", "M34.9"),
        because="systemic sclerosis",
    ),
    Story(
        CARD,
        "Silent row: NSIP only in the words of a report",
        VIEW,
        "silent",
        record=(ild(), done("DiagnosticReport", "ct", "24627-2") | {"conclusion": "NSIP pattern"}),
    ),
    told("Silent row: hypersensitivity pneumonitis active", "silent", condition("hp", "J67.9")),
    told("Silent row: recorded 366 days ago, not progressing", "silent", since=366),
    told("366 days, FVC fell by 10 %", "info", lung(90, on=-370), lung(81), since=366),
    told("366 days, FVC fell by 9.9 %", "silent", lung(100, on=-370), lung(90.1), since=366),
]

PATTERN = [
    Story(CARD, "NSIP as coded conclusion of a report", VIEW, "info", record=(ild(), concluding())),
    Story(CARD, "a report alone, no ILD on the problem list", VIEW, "silent", record=(concluding(),)),
    Story(
        CARD,
        "a report alone, FVC fell",
        VIEW,
        "silent",
        record=(concluding(), lung(90, on=-370), lung(81)),
        because="not so",
    ),
    Story(
        CARD,
        "a report that is only registered",
        VIEW,
        "silent",
        record=(ild(), concluding(status="registered")),
    ),
    Story(CARD, "ILD of another pattern", VIEW, "silent", record=(ild(),)),
    Story(
        CARD,
        "NSIP resolved, another ILD active",
        VIEW,
        "silent",
        record=(ild(), condition("n", *NSIP_CODE, clinical="resolved")),
    ),
    Story(
        CARD,
        "reports not supplied, NSIP not on the problem list",
        VIEW,
        "not known",
        record=(ild(),),
        lacking=("DiagnosticReport",),
        named=None,
    ),
    told("reports not supplied, NSIP on the problem list", "info", lacking=("DiagnosticReport",)),
]

SILENT = [
    told("lupus coded", "silent", condition("sle", "M32.9"), because="lupus"),
    told("IPF coded beside it", "silent", condition("ipf", "J84.112")),
    told(
        "autoimmune features, by their SNOMED CT code",
        "silent",
        condition("ipaf", "870573008", system=SNOMED, recorded=-30),
        because="autoimmune features",
    ),
    told(
        "autoimmune features, coded by the site",
        "silent",
        condition("ipaf", "IPAF", system="urn:oid:1.2.3"),
        site_codes=True,
        because="autoimmune features",
    ),
    told("drug-induced ILD", "silent", condition("di", "J70.2")),
    told("HIV ever", "silent", condition("hiv", "B20", clinical="inactive")),
    told("IgG4-related disease ever", "silent", condition("igg4", "D89.84", clinical="resolved")),
    told("lung transplant", "silent", condition("tx", "Z94.2")),
    told("mycophenolate active", "silent", order("m", *MYCOPHENOLATE, start=-90)),
    told("mycophenolate ended 183 days ago", "silent", ended(MYCOPHENOLATE, 183)),
    told("mycophenolate ended 184 days ago", "info", ended(MYCOPHENOLATE, 184)),
    told("rituximab ended 183 days ago", "silent", ended(RITUXIMAB, 183, route="iv")),
    told("prednisone is no ILD drug", "info", steroid(mg=20, start=-90)),
    told("discussion asked for 60 days ago", "silent", asked(-60), because="discussion"),
    told("discussion asked for 61 days ago", "info", asked(-61), recommended=DISCUSSION),
    told("comfort care only", "silent", COMFORT),
    told("17 years old", "silent", person=patient(age=17)),
    told("deceased", "silent", person=patient(deceasedBoolean=True)),
    told(
        "anti-MDA5 positive: the card on early combination speaks",
        "silent",
        result("mda5", "105529-2", "Positive"),
        because="mda5-ild-early-combination speaks instead",
    ),
    told("anti-MDA5 negative", "info", result("mda5", "105529-2", "Negative")),
    told(
        "anti-MDA5 positive and rapidly progressive",
        "silent",
        result("mda5", "105529-2", "Positive"),
        condition("rp", "236302005", system="http://snomed.info/sct", recorded=-10),
    ),
    told(
        "rapidly progressive without rheumatic disease or anti-MDA5",
        "info",
        result("mda5", "105529-2", "Negative"),
        condition("rp", "236302005", system="http://snomed.info/sct", recorded=-10),
    ),
]

ASKED_FOR = [
    told(
        "the baseline asks for the antibodies: not twice",
        "info",
        never_offers=(ANTIBODIES,),
    ),
    told(
        "baseline antibodies there: the others are asked for here",
        "info",
        *SEROLOGY,
        offers=(ANTIBODIES,),
        acts=("53027-9", "8093-7", "53016-2", "27416-7", "8076-2", "33772-5", "107563-9", "33921-8"),
        never_acts=('"5048-4"', '"11572-5"'),
    ),
    told(
        "ILD for long and progressing: no baseline card, all antibodies here",
        "info",
        lung(90, on=-370),
        lung(81),
        since=366,
        offers=(ANTIBODIES,),
        acts=('"5048-4"',),
    ),
    told(
        "exposure history asked for",
        "info",
        ordered_test("e", "x")
        | {"code": {"text": "exposure history for hypersensitivity pneumonitis and serum IgG precipitins"}},
        never_offers=(EXPOSURE,),
    ),
]

NOT_KNOWN = [
    told("no birth date", "not known", person=patient(birth=""), named=None),
    told("problem list not supplied", "not known", lacking=("Condition",), named=None),
    told("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    told("statements in part", "not known", partial=("MedicationStatement",), named=None),
    told("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    told("366 days, results not supplied", "not known", since=366, lacking=("Observation",), named=None),
    told("results not supplied, new", "info", lacking=("Observation",), never_acts=('"5048-4"',)),
]

STORIES = [*ROWS, *PATTERN, *SILENT, *ASKED_FOR, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)


def test_the_baseline_card_offers_what_this_one_leaves_out() -> None:
    _, answer = tell(told("new", "info"))
    baseline = card_in(answer, "ild-baseline-workup")
    assert baseline is not None
    assert any("antibodies" in one["label"] for one in baseline["suggestions"])
