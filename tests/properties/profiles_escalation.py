"""Patients with interstitial lung disease that progresses on treatment, was not tolerated, or is advanced.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    allergy,
    condition,
    day,
    draft,
    ild,
    order,
    ordered_test,
    steroid_draft,
)
from tests.cards.escalation import READY, dlco, fibrosing, fvc
from tests.properties.made import (
    ANTI_MDA5,
    AZATHIOPRINE,
    DRUG_INDUCED,
    HP,
    IIM,
    LUPUS,
    MCTD,
    MMF,
    NINTEDANIB,
    NO_THERAPY,
    RA,
    RAPID,
    SELECT,
    SJOGREN,
    SSC,
    TOCILIZUMAB,
    TOFACITINIB,
    TRANSPLANT,
    UCTD,
    VASCULITIS,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    both,
    cancelled,
    drafting,
    holding,
    refuted,
    resolved,
    rewritten,
    without,
)

LUNG = ild(recorded=-800)
DISCUSSED = ordered_test("mdd", "", authored=-1) | {"code": {"text": "ILD multidisciplinary discussion"}}


def fell(by: Random) -> tuple[Json, ...]:
    """FVC by a tenth or more, or a code."""
    lower = by.choice((64.8, 60, 50))
    return by.choice(((fvc(72, -395), fvc(lower, -30)), (fibrosing(-by.choice((5, 60, 100))),)))


def treated(by: Random) -> Json:
    drug, dose = by.choice(((MYCOPHENOLATE, 1000), (AZATHIOPRINE, 50), (TACROLIMUS, 1)))
    return order("taken", *drug, dose=dose, per=(2, 1, "d"), start=-by.choice((250, 400)))


def progressing(*diseases: Json) -> Callable[[Random], Made]:
    def made(by: Random) -> Made:
        screens = by.choice(((), READY))
        return Made(VIEW, (by.choice(diseases), LUNG, treated(by), *fell(by), *screens), person=adult(by))

    return made


def progressing_while_choosing(*diseases: Json) -> Callable[[Random], Made]:
    def made(by: Random) -> Made:
        now = (steroid_draft("gc", by.choice((10, 30))),)
        return Made(SELECT, progressing(*diseases)(by).record, now, adult(by))

    return made


ESCALATION_QUIET: Changes = {
    **NO_THERAPY,
    "ILD refuted": both(refuted("ild"), refuted("ppf")),
    "ILD inactive": both(resolved("ild"), resolved("ppf")),
    "never treated": without("taken"),
    "treated long ago": rewritten(
        "taken",
        status="completed",
        dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"start": day(-900), "end": day(-400)}}}}],
    ),
    "begun lately": rewritten(
        "taken",
        authoredOn=day(-20),
        dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"start": day(-20)}}}}],
    ),
    "another drug begun": holding(order("nin", *NINTEDANIB, dose=150, per=(2, 1, "d"), start=-3)),
    "not progressing": without("f395", "f30", "ppf"),
    "discussed since": holding(DISCUSSED),
    "lung transplant": holding(TRANSPLANT),
    "rapid progression": holding(RAPID),
}


RTX_DRAFT = draft("rtx", *RITUXIMAB, dose=1000, route="iv", days=15)
NIN_DRAFT = draft("nin", *NINTEDANIB, dose=150, per=(2, 1, "d"))


def escalation(
    card: str, *diseases: Json, while_choosing: Changes | None = None, **quiet: Json
) -> tuple[Profile, Profile]:
    """While the chart is open, and while a steroid is chosen."""
    while_choosing = while_choosing or {}
    others: Changes = {words.replace("_", " "): holding(one) for words, one in quiet.items()}
    return (
        Profile(card, progressing(*diseases), {**ESCALATION_QUIET, **others}),
        Profile(
            card,
            progressing_while_choosing(*diseases),
            {
                **NO_THERAPY,
                **cancelled("gc", "draft"),
                "discussed since": holding(DISCUSSED),
                "a listed drug chosen too": both(holding(*READY), drafting(RTX_DRAFT)),
                **while_choosing,
            },
            name="while choosing",
        ),
    )


HARMED = {
    "azathioprine": (AZATHIOPRINE, {}),
    "cyclophosphamide": (CYCLOPHOSPHAMIDE, {}),
    "rituximab": (RITUXIMAB, {"route": "iv"}),
    "tocilizumab": (TOCILIZUMAB, {"route": "sc"}),
    "tacrolimus": (TACROLIMUS, {}),
    "ciclosporin": (("3008", "cyclosporine"), {}),
    "nintedanib": (NINTEDANIB, {}),
}
DISEASES = (RA, LUPUS, UCTD, VASCULITIS, SJOGREN, MCTD, SSC, IIM)


def intolerance(drug: tuple[str, str], days: int, id: str = "intol") -> Json:
    return allergy(id, *drug) | {"recordedDate": day(-days)}


def harmed(by: Random) -> Made:
    """Mycophenolate was stopped, or is low, and an intolerance is recorded."""
    told = intolerance(MYCOPHENOLATE, by.choice((1, 20, 183)))
    gone = order("old", *MYCOPHENOLATE, dose=500, start=-400, until=-by.choice((5, 100)), status="stopped")
    low = order("old", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"), start=-by.choice((56, 200)))
    screens = by.choice(((), READY))
    return Made(VIEW, (by.choice(DISEASES), LUNG, told, by.choice((gone, low)), *screens), person=adult(by))


def harmed_by_another(by: Random) -> Made:
    """Another ILD drug was stopped, and an intolerance is recorded."""
    drug, how = HARMED[by.choice(tuple(HARMED))]
    return harmed_by(drug, how)(by)


def harmed_by(drug: tuple[str, str], how: dict[str, str]) -> Callable[[Random], Made]:
    def made(by: Random) -> Made:
        gone = order("old", *drug, dose=50, start=-400, until=-by.choice((5, 100)), status="stopped", **how)  # type: ignore[arg-type]
        told = intolerance(drug, by.choice((1, 20, 183)))
        return Made(VIEW, (by.choice(DISEASES), LUNG, told, gone), person=adult(by))

    return made


def taken_again(name: str) -> Profile:
    drug, how = HARMED[name]
    again = order("again", *drug, dose=50, start=-90, **how)  # type: ignore[arg-type]
    return Profile(
        "first-line-intolerance",
        harmed_by(drug, how),
        {"taken again": holding(again), "mycophenolate taken": holding(MMF)},
        name=name,
    )


ALSO_TAKEN: Changes = {
    f"{name} taken": holding(order("also", *drug, dose=50, start=-100, **how))  # type: ignore[arg-type]
    for name, (drug, how) in {
        **HARMED,
        "tofacitinib": (TOFACITINIB, {}),
        "immune globulin": (("5666", "immunoglobulin G"), {"route": "iv"}),
    }.items()
    if name != "nintedanib"
}


def declined(by: Random) -> Made:
    """A fall by one criterion."""
    falls = by.choice(
        (
            (fvc(80, -385), fvc(by.choice((75, 73)), -20)),
            (dlco(60, -385), dlco(by.choice((50, 45)), -20)),
            (fvc(30, -385), fvc(27, -20)),
        )
    )
    return Made(VIEW, (LUNG, *falls), person=adult(by))


def also_known(*diseases: Json, treated: bool) -> Change:
    """A disease whose own card speaks instead: of new disease, or on treatment."""
    if treated:
        return holding(*diseases, MMF, fvc(72, -385), fvc(64, -20))
    return holding(*diseases, ild(recorded=-60))


def advanced(by: Random) -> Made:
    signs = by.choice(((dlco(39, -30),), (fvc(45, -30),), (fvc(79, -30), PRESSURE)))
    return Made(VIEW, (by.choice((HP, LUNG)), *signs), person=adult(by))


PRESSURE = condition("ph", "I27.20", "Pulmonary hypertension", recorded=-100)
REFERRED = ordered_test("ref", "", authored=-900, status="completed") | {
    "code": {"text": "lung transplant referral or assessment"}
}

PROFILES = (
    *escalation("sard-ild-escalation", LUPUS, UCTD, VASCULITIS, a=RA, b=SSC, c=IIM, d=MCTD, e=SJOGREN),
    *escalation("ssc-ild-escalation", SSC),
    *escalation(
        "iim-ild-escalation",
        IIM,
        sclerosis=SSC,
        while_choosing={"nintedanib chosen too": both(holding(*READY, fibrosing(-60)), drafting(NIN_DRAFT))},
    ),
    *escalation("ra-ild-escalation", RA, a=SSC, b=IIM, c=MCTD),
    *escalation("mctd-ild-escalation", MCTD, a=SSC, b=IIM),
    *escalation("sjogren-ild-escalation", SJOGREN, a=SSC, b=IIM, c=MCTD, d=RA),
    Profile(
        "first-line-intolerance",
        harmed,
        {
            **NO_THERAPY,
            "ILD refuted": refuted("ild"),
            "intolerance refuted": refuted("intol"),
            "intolerance long known": rewritten("intol", recordedDate=day(-184)),
            **ALSO_TAKEN,
            "two not tolerated": holding(
                intolerance(AZATHIOPRINE, 20, "intol2"),
                order("old2", *AZATHIOPRINE, dose=50, start=-400, until=-100, status="stopped"),
            ),
            "a low dose, and azathioprine beside it": holding(
                order("old", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"), start=-200),
                order("also", *AZATHIOPRINE, dose=50, start=-100),
            ),
            "a full dose": holding(order("old", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-200)),
            "begun lately": holding(order("old", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"), start=-30)),
            "progressing": holding(fibrosing(-20)),
            "FVC fell by a tenth": holding(fvc(72, -395), fvc(64, -30)),
            "FVC and DLCO fell": holding(fvc(80, -395), fvc(75, -30), dlco(60, -395), dlco(50, -30)),
            "rapid progression": holding(RAPID),
            "hypersensitivity pneumonitis": holding(HP),
            "lung damage by drugs": holding(DRUG_INDUCED),
            "lung transplant": holding(TRANSPLANT),
        },
    ),
    *(taken_again(name) for name in HARMED),
    Profile(
        "lung-function-decline",
        declined,
        {
            **NO_THERAPY,
            "progressive fibrosis": holding(fibrosing(-20)),
            "rapid progression": holding(RA, RAPID),
            "pneumonia before the test": holding(condition("pn", "J18.9", recorded=-25)),
            "Pneumocystis before the test": holding(condition("pcp", "B59", recorded=-25)),
            "pneumothorax before the test": holding(condition("px", "J93.9", recorded=-25)),
            "exacerbation before the test": holding(condition("ex", "J84.114", recorded=-25)),
            "lung function asked for since": holding(ordered_test("pft", "19868-9", authored=-10)),
        },
        silenced={
            "ssc-ild-first-line": also_known(SSC, treated=False),
            "iim-ild-first-line": also_known(IIM, treated=False),
            "ra-ild-first-line": also_known(RA, treated=False),
            "mctd-ild-first-line": also_known(MCTD, treated=False),
            "sjogren-ild-first-line": also_known(SJOGREN, treated=False),
            "other-sard-ild-first-line": also_known(LUPUS, treated=False),
            "mda5-ild-early-combination": also_known(IIM, ANTI_MDA5, treated=False),
            "sard-ild-escalation": also_known(LUPUS, treated=True),
            "ssc-ild-escalation": also_known(SSC, treated=True),
            "iim-ild-escalation": also_known(IIM, treated=True),
            "ra-ild-escalation": also_known(RA, treated=True),
            "mctd-ild-escalation": also_known(MCTD, treated=True),
            "sjogren-ild-escalation": also_known(SJOGREN, treated=True),
        },
    ),
    Profile(
        "transplant-referral",
        advanced,
        {
            **NO_THERAPY,
            "75 years": lambda made: made.whose(birthDate="1950-01-01"),
            "referred": holding(REFERRED),
            "lung transplant": holding(TRANSPLANT),
            "cancer": holding(condition("ca", "C34.90", "Malignant neoplasm of lung", recorded=-100)),
            "rapid progression": holding(RA, RAPID),
        },
    ),
)
