"""Patients whose drug meets a partner, an organ or an infection that speaks against it, or a test is due.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.cards.clinic import (
    LOINC,
    TACROLIMUS,
    Json,
    coded,
    condition,
    creatinine,
    draft,
    ild,
    order,
    ordered_test,
    potassium,
    result,
    weight,
)
from tests.properties.made import (
    COMFORT,
    HYSTERECTOMY,
    HYSTERECTOMY_DONE,
    IIM,
    MAN_WITH_HCG,
    NINTEDANIB,
    NOBODY,
    PREGNANCY,
    RAPID,
    SELECT,
    SIGN,
    STOPPED,
    TOFACITINIB,
    VIEW,
    Change,
    Made,
    Profile,
    adult,
    both,
    cancelled,
    dosed,
    drafting,
    holding,
    measured,
    rewritten,
    without,
    woman,
)

TWICE, THRICE = (2, 1, "d"), (3, 1, "d")
PIRFENIDONE, CIPROFLOXACIN, FLUVOXAMINE = (
    ("1592254", "pirfenidone"),
    ("2551", "ciprofloxacin"),
    ("42355", "fluvoxamine"),
)
RITONAVIR, VORICONAZOLE, IVIG = (
    ("85762", "ritonavir"),
    ("121243", "voriconazole"),
    ("1426680", "immunoglobulin G, human"),
)
ISONIAZID = order("inh", "6038", "isoniazid", dose=300, start=-900, until=-700, status="completed")
ENTECAVIR = order("etv", "306266", "entecavir", dose="0.5", start=-60)
KIDNEYS = (creatinine(0.9), weight(72))
GONE = {**NOBODY, **cancelled("d", "draft")}
OLD_STOPPED = {"stopped": rewritten("old", **STOPPED)}


def asked(code: str) -> Json:
    return ordered_test(f"rq{code}", code)


def value(id: str, code: str, amount: Any, unit: str, on: int, high: Any = None) -> Json:
    return result(id, code, amount, unit, on=on, high=high)


# JAK inhibitors
COUNTED = (value("anc", "751-8", 3, "10*9/L", -10), value("plt", "777-3", 220, "10*9/L", -10))
LTBI = condition("ltb", "Z22.7", "Latent tuberculosis", recorded=-400)


def tofacitinib(by: Random, *record: Json, person: Json | None = None) -> Made:
    drug = draft("d", *TOFACITINIB, dose=5, per=TWICE)
    return Made(by.choice((SELECT, SIGN)), (*KIDNEYS, *record), (drug,), person or adult(by))


def jak_in_infection(by: Random) -> Made:
    return tofacitinib(by, *COUNTED, by.choice((LTBI, result("igra", "71773-6", "Positive", on=-400))))


def jak_in_hepatitis(by: Random) -> Made:
    return tofacitinib(by, *COUNTED, condition("hb", "B18.1", recorded=-900))


def jak_in_pregnancy(by: Random) -> Made:
    return tofacitinib(by, *COUNTED, PREGNANCY, person=woman(by))


def jak_in_a_smoker(by: Random) -> Made:
    return tofacitinib(by, *COUNTED, condition("smk", "F17.210", "Nicotine dependence", recorded=-100))


def jak_uncounted(by: Random) -> Made:
    return tofacitinib(by, *by.choice(((), COUNTED[:1], COUNTED[1:])))


STOPPED_SMOKING = result("now", "72166-2", on=-20, valueCodeableConcept=coded(LOINC, "LA15920-4"))

# Calcineurin inhibitors
OLD = order("old", *TACROLIMUS, dose=2, per=TWICE, start=-200)
CHECKED = (creatinine(0.9, on=-20), potassium(4.5, on=-20), value("tr", "33929-1", 7, "ng/mL", -20))
BOTH_ASKED = (asked("2160-0"), asked("2823-3"))


def with_a_partner(by: Random) -> Made:
    partner = draft("d", *by.choice((RITONAVIR, VORICONAZOLE)), dose=100)
    return Made(by.choice((SELECT, SIGN)), (OLD,), (partner,), adult(by))


def ordered_in_harm(by: Random) -> Made:
    drug = draft("d", *TACROLIMUS, dose=2, per=TWICE)
    high = potassium(by.choice((5.6, 6.1)), on=-by.choice((3, 20)))
    return Made(by.choice((SELECT, SIGN)), (OLD, high), (drug,), adult(by))


HARMS = {
    "potassium": (potassium(5.8, on=-10), CHECKED[0], CHECKED[2]),
    "pressure": (value("sys", "8480-6", 160, "mm[Hg]", -10), *CHECKED),
    "creatinine": (creatinine(1.4, on=-10), value("c0", "2160-0", 1.0, "mg/dL", -90), *CHECKED[1:]),
}


def taken_in_harm(harm: str) -> Callable[[Random], Made]:
    return lambda by: Made(VIEW, (OLD, *HARMS[harm]), person=adult(by))


def check_due(by: Random, missing: int, start: int) -> Made:
    """Of creatinine, potassium and level all but one."""
    there = tuple(one for place, one in enumerate(CHECKED) if place != missing)
    return Made(VIEW, (order("old", *TACROLIMUS, dose=2, per=TWICE, start=start), *there), person=adult(by))


def creatinine_due(by: Random) -> Made:
    return check_due(by, 0, by.choice((-200, -100)))


def potassium_due(by: Random) -> Made:
    return check_due(by, 1, by.choice((-200, -100)))


def level_due(by: Random) -> Made:
    return check_due(by, 2, by.choice((-200, -100)))


def creatinine_due_early(by: Random) -> Made:
    return check_due(by, 0, -by.choice((14, 90))).holding(creatinine(0.9, on=-31))


def potassium_due_early(by: Random) -> Made:
    return check_due(by, 1, -by.choice((14, 90))).holding(potassium(4.5, on=-31))


def level_due_early(by: Random) -> Made:
    return check_due(by, 2, -by.choice((14, 90))).holding(value("tr", "33929-1", 7, "ng/mL", -31))


ALL_CHECKED: Change = holding(*CHECKED)
BEGUN_LATELY: Change = holding(order("old", *TACROLIMUS, dose=2, per=TWICE, start=-5))

# Antifibrotics and the liver
LIVER = (("alt", "1742-6"), ("ast", "1920-8"), ("bili", "1975-2"))


def liver(on: int = -7, alt: Any = 20, ast: Any = 20, bilirubin: Any = 0.5) -> tuple[Json, Json, Json]:
    """Upper limits 40, 40 U/L and 1 mg/dL."""
    return (
        value("alt", "1742-6", alt, "U/L", on, 40),
        value("ast", "1920-8", ast, "U/L", on, 40),
        value("bili", "1975-2", bilirubin, "mg/dL", on, 1),
    )


def antifibrotic(name: str) -> tuple[tuple[str, str], Any, tuple[int, int, str]]:
    return (NINTEDANIB, 150, TWICE) if name == "nintedanib" else (PIRFENIDONE, 801, THRICE)


def taken(name: str, start: int = -300) -> Json:
    drug, dose, per = antifibrotic(name)
    return order("old", *drug, dose=dose, per=per, start=start)


def on_order(by: Random, name: str, *record: Json, person: Json | None = None) -> Made:
    drug, dose, per = antifibrotic(name)
    new = draft("d", *drug, dose=dose, per=per)
    return Made(by.choice((SELECT, SIGN)), (ild(), *KIDNEYS, *record), (new,), person or adult(by))


RAISED = ({"alt": 130}, {"ast": 130}, {"alt": 210}, {"ast": 210}, {"alt": 130, "bilirubin": 2.5})


def of_liver(name: str) -> tuple[Profile, ...]:
    """The profiles of an antifibrotic and the liver: raised, and each part of the tests due."""
    card = f"{name}-safety"
    early = -60
    anew = holding({**taken(name), "authoredOn": taken(name, -1)["authoredOn"]})

    def raised_on_order(by: Random) -> Made:
        return on_order(by, name, taken(name), *liver(**by.choice(RAISED[:2])))

    def due(start: int, window: int, *there: int) -> Any:
        def speaks(by: Random) -> Made:
            parts = [liver(on=-window)[one] for one in there]
            if start == 0:
                return on_order(by, name, *parts)
            return Made(VIEW, (taken(name, start), *parts), person=adult(by))

        return speaks

    def lacks(start: int, window: int, *which: int) -> dict[str, Change]:
        silencing: dict[str, Change] = {
            f"{LIVER[one][0]} there": holding(liver(on=-window)[one]) for one in which
        }
        return {**silencing, **{f"{LIVER[one][0]} asked for": holding(asked(LIVER[one][1])) for one in which}}

    def raised_and_taken(parts: dict[str, Any]) -> Profile:
        return Profile(
            card,
            lambda by: Made(VIEW, (taken(name), *liver(**parts)), person=adult(by)),
            {**NOBODY, **COMFORT, **OLD_STOPPED, "ordered anew since": anew},
            {"ALT higher": measured("alt", 2), "AST higher": measured("ast", 2)},
            {"asked for": holding(asked("1742-6"))},
            name=f"taken, {parts}",
        )

    return (
        Profile(
            card,
            raised_on_order,
            {**GONE, "normal again": holding(*liver(on=-1)), "dose lowered": dosed("d", 0.7)},
            {"ALT higher": measured("alt", 2)},
            name="raised and ordered",
        ),
        *(raised_and_taken(one) for one in RAISED),
        Profile(card, due(0, 20, 2), {**GONE, **lacks(0, 20, 0, 1)}, name="ALT or AST due at the start"),
        Profile(card, due(0, 20, 0), {**GONE, **lacks(0, 20, 2)}, name="bilirubin due at the start"),
        Profile(
            card,
            due(early, 35, 2),
            {**NOBODY, **COMFORT, **OLD_STOPPED, **lacks(early, 35, 0, 1)},
            name="ALT or AST due in the first months",
        ),
        Profile(
            card,
            due(early, 35, 0),
            {**NOBODY, **lacks(early, 35, 2)},
            name="bilirubin due in the first months",
        ),
        Profile(card, due(-300, 105, 2), {**NOBODY, **lacks(-300, 105, 0, 1)}, name="ALT or AST due later"),
        Profile(card, due(-300, 105, 0), {**NOBODY, **lacks(-300, 105, 2)}, name="bilirubin due later"),
    )


def nintedanib_untested(by: Random) -> Made:
    return on_order(by, "nintedanib", *liver(), person=woman(by))


def nintedanib_in_pregnancy(by: Random) -> Made:
    return on_order(by, "nintedanib", *liver(), PREGNANCY, person=woman(by))


def pirfenidone_with_fluvoxamine(by: Random) -> Made:
    partner = draft("d", *FLUVOXAMINE, dose=100)
    return Made(by.choice((SELECT, SIGN)), (taken("pirfenidone"),), (partner,), adult(by))


def pirfenidone_with_ciprofloxacin(by: Random) -> Made:
    partner = draft("d", *CIPROFLOXACIN, dose=750, per=TWICE)
    return Made(by.choice((SELECT, SIGN)), (taken("pirfenidone"),), (partner,), adult(by))


# Immune globulin
def globulin(by: Random, *record: Json) -> Made:
    drug = draft("d", *IVIG, dose=28, unit="g", route="iv", days=5)
    return Made(by.choice((SELECT, SIGN)), (weight(72), *record), (drug,), adult(by))


IGA = value("iga", "2458-8", 1.5, "g/L", -400)


def globulin_in_risk(by: Random) -> Made:
    ground = by.choice(
        (
            condition("g", "I82.40", "Deep vein thrombosis", recorded=-by.choice((10, 365))),
            condition("g", "I50.9", "Heart failure"),
            condition("g", "E86.0", "Dehydration"),
            condition("g", "D80.2", "IgA deficiency"),
        )
    )
    return globulin(by, creatinine(0.9), IGA, ground)


# Screens
def igra(on: int = -30) -> Json:
    return result("igra", "71773-6", "Negative", on=on)


def hbsag(answer: str = "Negative", on: int = -30) -> Json:
    return result("hbs", "5196-1", answer, on=on)


def anti_hbc(answer: str = "Negative", on: int = -30) -> Json:
    return result("hbc", "13952-7", answer, on=on)


def before_baricitinib(by: Random, *record: Json) -> Made:
    drug = draft("d", "2047232", "baricitinib", dose=4)
    return Made(by.choice((SELECT, SIGN)), record, (drug,), adult(by))


def no_tuberculosis_screen(by: Random) -> Made:
    return before_baricitinib(by, hbsag(), anti_hbc(), *by.choice(((), (igra(-366),))))


def no_hbsag(by: Random) -> Made:
    return before_baricitinib(by, igra(), anti_hbc())


def no_anti_hbc(by: Random) -> Made:
    return before_baricitinib(by, igra(), hbsag())


def cyclophosphamide_unscreened(by: Random) -> Made:
    there = by.choice(((igra(), hbsag()), (igra(), anti_hbc()), (hbsag(), anti_hbc())))
    drug = draft("d", "3002", "cyclophosphamide", dose=900, per=(1, 4, "wk"), route="iv")
    return Made(by.choice((SELECT, SIGN)), there, (drug,), adult(by))


def everything_asked(by: Random) -> Made:
    return before_baricitinib(by, hbsag(), anti_hbc(), asked("71773-6"))


ALL_ASKED = holding(asked("71773-6"), asked("5196-1"), asked("13952-7"))
RAPIDLY = holding(IIM, ild(recorded=-60), RAPID)
KNOWN_HEPATITIS: dict[str, Change] = {
    "hepatitis B": holding(condition("hb", "B18.1", recorded=-900)),
    "hepatitis B virus DNA": holding(result("dna", "29610-3", "Detected", on=-900)),
}

PROFILES = (
    Profile(
        "jak-inhibitor-safety",
        jak_in_infection,
        {**GONE, "isoniazid before": holding(ISONIAZID)},
        name="latent tuberculosis",
    ),
    Profile(
        "jak-inhibitor-safety",
        jak_in_hepatitis,
        {**GONE, "antiviral": holding(ENTECAVIR)},
        name="hepatitis B",
    ),
    Profile("jak-inhibitor-safety", jak_in_pregnancy, {**GONE, "a man": MAN_WITH_HCG}, name="pregnant"),
    Profile(
        "jak-inhibitor-safety", jak_in_a_smoker, {**GONE, "stopped": holding(STOPPED_SMOKING)}, name="smokes"
    ),
    Profile(
        "jak-inhibitor-safety",
        jak_uncounted,
        {**GONE, "counted": holding(*COUNTED), "asked for": holding(asked("751-8"))},
        {"latent tuberculosis": holding(LTBI)},
        name="count due",
    ),
    Profile(
        "calcineurin-inhibitor-safety",
        with_a_partner,
        {
            **GONE,
            **OLD_STOPPED,
            "taken for long": holding(
                order("p", *RITONAVIR, dose=100, start=-90), order("q", *VORICONAZOLE, dose=100, start=-90)
            ),
        },
        name="partner",
    ),
    Profile(
        "calcineurin-inhibitor-safety",
        ordered_in_harm,
        {**GONE, "normal again": holding(potassium(4.5, on=-1)), "dose lowered": dosed("d", 0.5)},
        {"higher": measured("k", 1.2)},
        {"both tests asked for": holding(*BOTH_ASKED)},
        name="ordered in harm",
    ),
    *(
        Profile(
            "calcineurin-inhibitor-safety",
            taken_in_harm(harm),
            {
                **NOBODY,
                **COMFORT,
                **OLD_STOPPED,
                "ordered anew since": holding({**OLD, "authoredOn": igra(-1)["effectiveDateTime"]}),
            },
            {},
            {"both tests asked for": holding(*BOTH_ASKED)},
            name=f"taken in harm: {harm}",
        )
        for harm in HARMS
    ),
    *(
        Profile(
            "calcineurin-inhibitor-safety",
            speaks,
            {
                **NOBODY,
                **COMFORT,
                **OLD_STOPPED,
                "checked": ALL_CHECKED,
                "checked long ago": holding(again(-120)) if late else holding(again(-30)),
                "asked for": holding(asked(code)),
                **({"begun lately": BEGUN_LATELY} if late else {}),
            },
            name=f"{name} due{'' if late else ' in the first months'}",
        )
        for name, code, late, speaks, again in (
            ("creatinine", "2160-0", True, creatinine_due, lambda on: creatinine(0.9, on=on)),
            ("potassium", "2823-3", True, potassium_due, lambda on: potassium(4.5, on=on)),
            ("level", "33929-1", True, level_due, lambda on: value("tr", "33929-1", 7, "ng/mL", on)),
            ("creatinine", "2160-0", False, creatinine_due_early, lambda on: creatinine(0.9, on=on)),
            ("potassium", "2823-3", False, potassium_due_early, lambda on: potassium(4.5, on=on)),
            ("level", "33929-1", False, level_due_early, lambda on: value("tr", "33929-1", 7, "ng/mL", on)),
        )
    ),
    *of_liver("nintedanib"),
    *of_liver("pirfenidone"),
    Profile(
        "nintedanib-safety",
        nintedanib_untested,
        {
            **GONE,
            "tested": holding(result("hcg", "2118-8", "Negative", on=-5)),
            "no womb": holding(HYSTERECTOMY),
            "hysterectomy done": holding(HYSTERECTOMY_DONE),
            "a renewal": holding(taken("nintedanib")),
        },
        {"pregnant": holding(PREGNANCY)},
        {"asked for": holding(asked("2118-8"))},
        name="not tested for pregnancy",
    ),
    Profile("nintedanib-safety", nintedanib_in_pregnancy, {**GONE, "a man": MAN_WITH_HCG}, name="pregnant"),
    Profile(
        "pirfenidone-safety",
        pirfenidone_with_fluvoxamine,
        {**GONE, **OLD_STOPPED},
        name="fluvoxamine",
    ),
    Profile(
        "pirfenidone-safety",
        pirfenidone_with_ciprofloxacin,
        {
            **GONE,
            **OLD_STOPPED,
            "lowered beside it": drafting(draft("low", *PIRFENIDONE, dose=534, per=THRICE)),
        },
        name="ciprofloxacin",
    ),
    Profile(
        "ivig-safety",
        globulin_in_risk,
        {**GONE},
        {"clot": holding(condition("v", "I26.99", recorded=-5))},
        name="risk",
    ),
    Profile(
        "ivig-safety",
        lambda by: globulin(by, creatinine(0.9)),
        {**GONE, "IgA there": holding(IGA), "IgA asked for": holding(asked("2458-8"))},
        name="IgA due",
    ),
    Profile(
        "ivig-safety",
        lambda by: globulin(by, IGA, creatinine(0.9, on=-by.choice((31, 80)))),
        {**GONE, "creatinine there": holding(creatinine(0.9)), "asked for": holding(asked("2160-0"))},
        name="creatinine due",
    ),
    Profile(
        "infection-screen",
        no_tuberculosis_screen,
        {
            **GONE,
            **COMFORT,
            "screened": holding(igra()),
            "skin test": holding(
                result("tst", "268375009", "negative", system="http://snomed.info/sct", on=-50)
            ),
            "latent tuberculosis": holding(LTBI),
            "tuberculosis once": holding(condition("tb", "A15.0", recorded=-4000, clinical="resolved")),
            "isoniazid before": holding(ISONIAZID),
        },
        {},
        {"asked for": holding(asked("71773-6"))},
        name="tuberculosis",
    ),
    Profile(
        "infection-screen",
        no_hbsag,
        {
            **GONE,
            "screened": holding(hbsag()),
            "positive once": holding(hbsag("Positive", -900)),
            **KNOWN_HEPATITIS,
        },
        {},
        {"asked for": holding(asked("5196-1"))},
        name="HBsAg",
    ),
    Profile(
        "infection-screen",
        no_anti_hbc,
        {**GONE, "screened": holding(anti_hbc()), "positive once": holding(anti_hbc("Positive", -900))},
        {},
        {"asked for": holding(asked("13952-7"))},
        name="anti-HBc",
    ),
    Profile(
        "infection-screen",
        cyclophosphamide_unscreened,
        {
            **GONE,
            "all asked for": ALL_ASKED,
            "only anti-HBc is missing, and asked for": both(
                without("hbc"), holding(igra(), hbsag(), asked("13952-7"))
            ),
            "screened": holding(igra(), hbsag(), anti_hbc()),
        },
        name="cyclophosphamide",
    ),
    Profile("infection-screen", everything_asked, {**GONE, "rapidly progressive": RAPIDLY}, name="asked for"),
)
