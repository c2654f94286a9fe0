"""ILD in lupus, undifferentiated disease, ANCA vasculitis or IPAF: when it speaks, and what it asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    RITUXIMAB,
    SNOMED,
    Json,
    condition,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid,
)
from tests.cards.first_line import (
    CICLOSPORIN,
    COMFORT,
    DISCUSSION,
    DRUGS,
    HYDROXYCHLOROQUINE,
    RAPID,
    ended,
    lung,
    mda5,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "other-sard-ild-first-line"
LUPUS = condition("sle", "M32.9", recorded=-900)
UNCLEAR = condition("uctd", "M35.9", recorded=-900)
VASCULITIS = condition("aav", "M31.30", recorded=-900)
IPAF_CODED = condition("ipaf", "870573008", system=SNOMED, recorded=-200)
IPAF = condition("ipaf", "IPAF", system="urn:oid:1.2.3", recorded=-900)
ANTIBODIES = "myositis and scleroderma antibodies"
JO1 = result("jo1", "8076-2", "Negative", on=-900)


def told(name: str, expect: str, *held: Json, disease: Json = LUPUS, since: int = 200, **more: Any) -> Story:
    """An adult with the disease, an ILD recorded so many days ago, and what is held beside."""
    record = (disease, ild(recorded=-since), *held)
    return Story(CARD, name, VIEW, expect, record=record, **more)


def in_words(words: str) -> Json:
    return condition("words", "x", recorded=-900) | {"code": {"text": words}}


def asked(authored: int, **how: Any) -> Json:
    """The discussion, asked for by its text."""
    return {
        **ordered_test("mdd", "x", authored=authored, **how),
        "code": {"text": "ILD multidisciplinary discussion"},
    }


ROWS = [
    told(
        "Fires row: lupus, ILD since 200 days, no ILD drug ever",
        "info",
        recommended=DISCUSSION,
        never_offers=(*DRUGS, ANTIBODIES),
        never_acts=("MedicationRequest",),
        says=("TMP-SMX",),
        never_says=("ANCA vasculitis:",),
    ),
    told(
        "Silent row: Sjogren also coded",
        "silent",
        condition("s", "M35.00"),
        because="systemic sclerosis, myositis, MCTD, rheumatoid arthritis or Sjogren disease",
    ),
    told("Silent row: mycophenolate active for nephritis", "silent", order("m", *MYCOPHENOLATE, start=-90)),
    told("Silent row: mycophenolate ended 183 days ago", "silent", ended(MYCOPHENOLATE, 183)),
    told("mycophenolate ended 184 days ago", "info", ended(MYCOPHENOLATE, 184)),
    told("Silent row: ILD 366 days old, FVC 70 %, not progressing", "silent", lung(70), since=366),
    told("ILD 365 days old", "info", since=365),
    told("ILD 366 days old, FVC 69.9 %", "info", lung(69.9), since=366),
    told("FVC 69.9 % 91 days ago", "silent", lung(69.9, on=-91), since=366),
    told("ILD 366 days old, FVC fell by 10 %", "info", lung(90, on=-370), lung(81), since=366),
    told("ILD 366 days old, FVC fell by 9.9 %", "silent", lung(100, on=-370), lung(90.1), since=366),
]

DISEASES = [
    told(
        "ANCA vasculitis",
        "info",
        disease=VASCULITIS,
        says=("its own guideline leads",),
        never_says=("Lupus:",),
    ),
    told("autoimmune features, coded by the site", "info", disease=IPAF, site_codes=True),
    told("autoimmune features, where no code is named", "silent", disease=IPAF),
    told("autoimmune features, by their SNOMED CT code", "info", disease=IPAF_CODED),
    told("no rheumatic disease", "silent", disease=condition("cough", "R05.9")),
    *(
        told(
            f"{name} also coded",
            "silent",
            condition("other", code),
            because="systemic sclerosis, myositis, MCTD, rheumatoid arthritis or Sjogren disease",
        )
        for name, code in (
            ("sclerosis", "M34.0"),
            ("myositis", "M33.20"),
            ("rheumatoid arthritis", "M06.9"),
            ("MCTD", "M35.1"),
        )
    ),
    told(
        "lupus refuted", "silent", disease=condition("sle", "M32.9", verification="refuted"), because="not so"
    ),
    told("lupus suspected", "info", disease=condition("sle", "M32.9", verification="provisional")),
    told("lupus resolved", "info", disease=condition("sle", "M32.9", clinical="resolved")),
    Story(CARD, "ILD only suspected", VIEW, "silent", record=(LUPUS, ild(verification="provisional"))),
    told(
        "hydroxychloroquine and prednisone are no ILD drugs",
        "info",
        order("h", *HYDROXYCHLOROQUINE, dose=200, start=-90),
        steroid(mg=10, start=-90),
    ),
    told(
        "ciclosporin eye drops",
        "info",
        order("c", *CICLOSPORIN, dose=1, unit="{drop}", start=-90, route="eye"),
    ),
    told(
        "ciclosporin without route or form",
        "not known",
        order("c", *CICLOSPORIN, dose=1, start=-90, route=None),
        named=None,
    ),
    told("rituximab 100 days ago", "silent", ended(RITUXIMAB, 100, route="iv")),
]

WORDS = [
    *(
        told(f"in words: {words}", "info", disease=in_words(words))
        for words in (
            "Undifferentiated connective tissue disease",
            "Granulomatosis with polyangiitis",
            "Microscopic polyangiitis",
            "ANCA-associated vasculitis",
            "h/o Wegener's granulomatosis",
        )
    ),
    told("no vasculitis in words", "silent", disease=in_words("ANCA positive")),
]

SILENT = [
    told("17 years old", "silent", person=patient(age=17)),
    told("18 years old", "info", person=patient(age=18)),
    told("deceased", "silent", person=patient(deceasedBoolean=True)),
    told("comfort care only", "silent", COMFORT),
    told("hypersensitivity pneumonitis", "silent", condition("hp", "J67.9")),
    told("hypersensitivity pneumonitis resolved", "info", condition("hp", "J67.9", clinical="resolved")),
    told("drug-induced ILD", "silent", condition("di", "J70.2")),
    told("lung transplant", "silent", condition("tx", "Z94.2")),
    told("rapidly progressive", "silent", RAPID),
    told("anti-MDA5 positive: that card speaks", "silent", mda5("Positive"), because="mda5-ild-early"),
    told("discussion asked for 60 days ago", "silent", asked(-60), because="discussion"),
    told("discussion held, asked for 60 days ago", "silent", asked(-60, status="completed")),
    told("discussion asked for 61 days ago", "info", asked(-61), recommended=DISCUSSION),
    told("discussion revoked", "info", asked(-5, status="revoked"), recommended=DISCUSSION),
    Story(CARD, "no ILD", VIEW, "silent", record=(LUPUS,)),
    Story(CARD, "no ILD, FVC 60 %", VIEW, "silent", record=(LUPUS, lung(60)), because="not so"),
]

ASKED_FOR = [
    told(
        "undifferentiated disease, neither anti-MDA5 nor anti-Jo-1 tested",
        "info",
        disease=UNCLEAR,
        recommended=DISCUSSION,
        offers=(ANTIBODIES,),
        acts=("8076-2", "33772-5", "107563-9", "33921-8", "27416-7"),
    ),
    told("anti-MDA5 and anti-Jo-1 tested", "info", mda5(), JO1, disease=UNCLEAR, never_offers=(ANTIBODIES,)),
    told(
        "anti-Jo-1 tested, anti-MDA5 not: only what was never tested",
        "info",
        JO1,
        disease=UNCLEAR,
        offers=(ANTIBODIES,),
        acts=("107563-9",),
        never_acts=('"8076-2"',),
    ),
    told("lupus: no such antibodies", "info", never_offers=(ANTIBODIES,)),
    told(
        "antibodies asked for already",
        "info",
        ordered_test("a", "8076-2"),
        disease=UNCLEAR,
        never_acts=('"8076-2"',),
        acts=("107563-9",),
    ),
    told(
        "the other antibodies tested long ago",
        "info",
        result("p", "33772-5", "Negative", on=-900),
        result("q", "33921-8", "Negative", on=-900),
        result("r", "27416-7", "Negative", on=-900),
        disease=UNCLEAR,
        acts=("8076-2", "107563-9"),
        never_acts=("33772-5", "33921-8", "27416-7"),
    ),
]

NOT_KNOWN = [
    told("no birth date", "not known", person=patient(birth=""), named=None),
    *(
        told(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "Observation", "ServiceRequest")
    ),
    told("orders in part", "not known", partial=("MedicationRequest",), named=None),
    told("results refused", "not known", failed=("Observation",), named=None),
    told(
        "FVC that nobody can read, ILD 366 days old",
        "not known",
        result("f", "19872-1", 60, "furlong"),
        since=366,
        named=None,
    ),
    told(
        "discussion without a date",
        "not known",
        {key: value for key, value in asked(-5).items() if key != "authoredOn"},
        named=None,
    ),
]

STORIES = [*ROWS, *DISEASES, *WORDS, *SILENT, *ASKED_FOR, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)
