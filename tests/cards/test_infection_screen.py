"""The screen before immunosuppression: which gap, for which drug, asked for or not; who is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    SNOMED,
    Json,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    steroid,
    steroid_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD, TITLE = "infection-screen", "Tuberculosis and hepatitis B screen before immunosuppression"
BARICITINIB, TOCILIZUMAB, SARILUMAB = (
    ("2047232", "baricitinib"),
    ("612865", "tocilizumab"),
    ("1923319", "sarilumab"),
)
INFLIXIMAB, ABATACEPT, RITUXIMAB = ("191831", "infliximab"), ("614391", "abatacept"), ("121191", "rituximab")
IGRA_CODE, HBSAG_CODE, HBC_CODE, HCV_CODE = "71773-6", "5196-1", "13952-7", "13955-0"
IGRA, HBV = "IGRA", "HBsAg"
BARI = draft("bari", *BARICITINIB, dose=4)


def igra(on: int = -30, value: str = "negative") -> Json:
    return result("igra", IGRA_CODE, value, on=on)


def hbv(on: int = -30, value: str = "negative") -> tuple[Json, Json]:
    return (result("hbs", HBSAG_CODE, value, on=on), result("hbc", HBC_CODE, value, on=on))


def asked(*codes: str, on: int = -1) -> tuple[Json, ...]:
    return tuple(ordered_test(f"r{code}", code, authored=on) for code in codes)


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Baricitinib newly drafted."""
    more = {"drafts": (BARI,), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def prednisone(
    name: str, expect: str, *record: Json, mg: Any = 20, days: int | None = 28, **more: Any
) -> Story:
    return start(name, expect, *record, drafts=(steroid_draft(mg=mg, days=days),), **more)


ROWS = [
    start(
        "Fires row: IGRA 366 days ago", "warning", igra(-366), *hbv(), recommended=IGRA, never_offers=(HBV,)
    ),
    start(
        "Fires row: IGRA ordered yesterday", "info", igra(-366), *hbv(), *asked(IGRA_CODE), says=("pending",)
    ),
    start("Silent row: IGRA 365 days ago", "silent", igra(-365), *hbv()),
    prednisone("Silent row: prednisone 20 mg for 27 days", "silent", days=27),
    prednisone(
        "Silent row: 28 days, the IGRA that is missing was ordered", "silent", *hbv(), *asked(IGRA_CODE)
    ),
]

TUBERCULOSIS = [
    start("IGRA positive: the drug's own card speaks", "silent", igra(value="positive"), *hbv()),
    start(
        "skin test 365 days ago",
        "silent",
        *hbv(),
        result("tst", "268375009", "negative", system=SNOMED, on=-365),
    ),
    start(
        "skin test 366 days ago",
        "warning",
        *hbv(),
        result("tst", "268375009", "negative", system=SNOMED, on=-366),
    ),
    start("latent tuberculosis known", "silent", *hbv(), condition("l", "Z22.7", clinical="resolved")),
    start(
        "latent tuberculosis only suspected: nobody has tested",
        "warning",
        *hbv(),
        condition("l", "Z22.7", verification="provisional"),
        recommended=IGRA,
    ),
    start(
        "tuberculosis only suspected",
        "warning",
        *hbv(),
        condition("t", "A15.0", verification="differential"),
        recommended=IGRA,
    ),
    start(
        "tuberculosis long ago",
        "silent",
        *hbv(),
        condition("t", "A15.0", recorded=-9000, clinical="resolved"),
    ),
    start(
        "isoniazid taken before",
        "silent",
        *hbv(),
        order("inh", "6038", "isoniazid", dose=300, start=-700, until=-500, status="completed"),
    ),
    start("IGRA ordered 30 days ago", "info", *hbv(), *asked(IGRA_CODE, on=-30)),
    start("IGRA ordered 31 days ago", "warning", *hbv(), *asked(IGRA_CODE, on=-31)),
]

HEPATITIS = [
    start(
        "hepatitis B screen 366 days ago",
        "warning",
        igra(),
        *hbv(-366),
        recommended=HBV,
        never_offers=(IGRA,),
    ),
    start("hepatitis B screen 365 days ago", "silent", igra(), *hbv(-365)),
    start("anti-HBc missing", "warning", igra(), hbv()[0], recommended=HBV, acts=(HBC_CODE,)),
    start("HBsAg missing", "warning", igra(), hbv()[1], recommended=HBV, acts=(HBSAG_CODE,)),
    start("anti-HBc missing, asked for", "info", igra(), hbv()[0], *asked(HBC_CODE)),
    start(
        "both missing, one asked for",
        "warning",
        igra(),
        *asked(HBC_CODE),
        acts=(HBSAG_CODE,),
        never_acts=(HBC_CODE,),
    ),
    start(
        "anti-HBc positive: the drug's own card speaks",
        "silent",
        igra(),
        result("hbc", HBC_CODE, "positive", on=-3000),
    ),
    start("hepatitis B coded", "silent", igra(), condition("b", "B18.1")),
    start(
        "hepatitis B only suspected: nobody has tested",
        "warning",
        igra(),
        condition("b", "B18.1", verification="provisional"),
        recommended=HBV,
    ),
    start("hepatitis B immune only", "warning", igra(), condition("b", "271511000", system=SNOMED)),
    start("nothing at all", "warning", offers=(IGRA, HBV, "hepatitis C", "HIV test"), acts=(HCV_CODE,)),
    start(
        "hepatitis C tested", "warning", result("hcv", HCV_CODE, "negative"), never_offers=("hepatitis C",)
    ),
    start("HIV known", "warning", condition("hiv", "B20"), never_offers=("HIV",)),
]


def drafted(*code: str, **how: Any) -> tuple[Json, ...]:
    return (draft("d", *code, **{"dose": 100, "route": "sc", **how}),)


DRUGS = [
    start("tocilizumab", "warning", drafts=drafted(*TOCILIZUMAB)),
    start("sarilumab", "warning", drafts=drafted(*SARILUMAB)),
    start("satralizumab is not asked about", "silent", drafts=drafted("2391541", "satralizumab")),
    start("infliximab", "warning", drafts=drafted(*INFLIXIMAB, route="iv")),
    start("abatacept", "warning", drafts=drafted(*ABATACEPT)),
    start("rituximab has a card of its own", "silent", drafts=drafted(*RITUXIMAB, route="iv")),
    start("cyclophosphamide", "info", drafts=drafted(*CYCLOPHOSPHAMIDE, route="iv"), recommended=IGRA),
    start(
        "cyclophosphamide, all asked for",
        "silent",
        *asked(IGRA_CODE, HBSAG_CODE, HBC_CODE),
        drafts=drafted(*CYCLOPHOSPHAMIDE, route="iv"),
    ),
    start("ruxolitinib cream", "silent", drafts=drafted("1193326", "ruxolitinib", route="topical")),
    start("renewal", "silent", order("old", *BARICITINIB, dose=4, start=-200)),
    start(
        "ended 90 days ago",
        "silent",
        order("old", *BARICITINIB, dose=4, start=-200, until=-90, status="completed"),
    ),
    start(
        "ended 91 days ago",
        "warning",
        order("old", *BARICITINIB, dose=4, start=-200, until=-91, status="completed"),
    ),
    start(
        "cyclophosphamide, renewal",
        "silent",
        order("old", *CYCLOPHOSPHAMIDE, dose=900, route="iv", start=-60),
        drafts=drafted(*CYCLOPHOSPHAMIDE, route="iv"),
    ),
    prednisone("prednisone 20 mg for 28 days", "info", recommended=IGRA),
    prednisone("prednisone 19 mg for 28 days", "silent", mg=19),
    prednisone("prednisone 20 mg, no end stated", "info", days=None),
    prednisone("prednisone 19 mg, no end stated", "silent", mg=19, days=None),
    prednisone(
        "prednisone for 10 more days after 18", "info", steroid("old", 20, start=-18, days=18), days=10
    ),
    start(
        "prednisone taken, nothing drafted of it",
        "silent",
        steroid("old", 20, start=-60),
        drafts=drafted(*RITUXIMAB, route="iv"),
    ),
]

RAPID = (
    condition("dm", "M33.10", "Dermatomyositis"),
    ild(recorded=-60),
    condition("rp", "J84.114", "Acute interstitial pneumonitis", recorded=-10),
)
OCCASION = [
    start("rapidly progressive ILD: draw and start", "info", *RAPID, recommended=IGRA),
    start(
        "rapidly progressive ILD, all asked for", "silent", *RAPID, *asked(IGRA_CODE, HBSAG_CODE, HBC_CODE)
    ),
    start("at order-select", "warning", hook=SELECT),
    start("comfort care", "silent", comfort_care()),
    start("deceased", "silent", person=patient(deceasedBoolean=True)),
    start("under 18", "warning", person=patient(age=16), says=("Adult thresholds",)),
]

NOT_KNOWN = [
    start("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    start("results partly supplied", "not known", partial=("Observation",), named=TITLE),
    start("results failed", "not known", failed=("Observation",), named=TITLE),
    prednisone("results not supplied, prednisone: not named", "silent", lacking=("Observation",), named=None),
    start("problem list not supplied", "not known", *hbv(), lacking=("Condition",), named=TITLE),
    start("problem list not supplied, no hepatitis B screen", "warning", igra(), lacking=("Condition",)),
    start("medication orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    start("requests not supplied", "warning", igra(-366), *hbv(), lacking=("ServiceRequest",)),
    prednisone("requests not supplied, prednisone", "silent", lacking=("ServiceRequest",)),
    start(
        "hepatitis B result that nobody can read",
        "warning",
        igra(),
        *hbv(-400),
        result("x", HBC_CODE, 0.9, "[IU]/mL", on=-500),
    ),
]

AT_INFLIXIMAB: dict[str, Any] = {"drafts": drafted(*INFLIXIMAB, route="iv")}
"""No card of its own asks about infections before a TNF inhibitor: this one is the only one to speak."""


def flagged(code: str, flag: str, value: Any = 0.1, on: int = -30) -> Json:
    return result("igra", code, value, "[IU]/mL", on=on, interpretation=flag)


NO_SCREEN = [
    start(
        "IGRA indeterminate",
        "not known",
        igra(value="Indeterminate"),
        *hbv(),
        named=TITLE,
        says=("tuberculosis screen (IGRA) neither positive nor negative",),
        **AT_INFLIXIMAB,
    ),
    start(
        "IGRA flagged indeterminate",
        "not known",
        flagged(IGRA_CODE, "IND"),
        *hbv(),
        named=TITLE,
        **AT_INFLIXIMAB,
    ),
    start("IGRA invalid", "not known", igra(value="Invalid"), *hbv(), named=TITLE, **AT_INFLIXIMAB),
    start(
        "IGRA as a bare number",
        "not known",
        result("i", IGRA_CODE, 5.1, "[IU]/mL"),
        *hbv(),
        named=TITLE,
        **AT_INFLIXIMAB,
    ),
    start("IGRA flagged negative", "silent", flagged(IGRA_CODE, "NEG"), *hbv(), **AT_INFLIXIMAB),
    start(
        "IGRA indeterminate after a negative one of the same year",
        "silent",
        igra(value="Indeterminate"),
        result("before", IGRA_CODE, "negative", on=-365),
        *hbv(),
        **AT_INFLIXIMAB,
    ),
    start(
        "IGRA indeterminate after a negative one of the year before",
        "not known",
        igra(value="Indeterminate"),
        result("before", IGRA_CODE, "negative", on=-366),
        *hbv(),
        named=TITLE,
        **AT_INFLIXIMAB,
    ),
    start(
        "IGRA indeterminate, skin test done",
        "silent",
        igra(value="Indeterminate"),
        *hbv(),
        result("tst", "268375009", "negative", system=SNOMED, on=-100),
        **AT_INFLIXIMAB,
    ),
    start("IGRA indeterminate 366 days ago", "warning", igra(-366, "Indeterminate"), *hbv(), **AT_INFLIXIMAB),
    start(
        "HBsAg equivocal",
        "not known",
        igra(),
        result("hbs", HBSAG_CODE, "Equivocal", on=-30),
        hbv()[1],
        named=TITLE,
        says=("HBsAg neither positive nor negative",),
        **AT_INFLIXIMAB,
    ),
    start(
        "anti-HBc: specimen not sufficient",
        "not known",
        igra(),
        hbv()[0],
        result("hbc", HBC_CODE, "Quantity not sufficient", on=-30),
        named=TITLE,
        **AT_INFLIXIMAB,
    ),
    start(
        "HBsAg equivocal, anti-HBc missing",
        "warning",
        igra(),
        result("hbs", HBSAG_CODE, "Equivocal", on=-30),
        recommended=HBV,
        **AT_INFLIXIMAB,
    ),
    start(
        "IGRA indeterminate before cyclophosphamide: not named",
        "silent",
        igra(value="Indeterminate"),
        *hbv(),
        drafts=drafted(*CYCLOPHOSPHAMIDE, route="iv"),
        named=None,
    ),
]

STORIES = [*ROWS, *TUBERCULOSIS, *HEPATITIS, *DRUGS, *OCCASION, *NOT_KNOWN, *NO_SCREEN]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
