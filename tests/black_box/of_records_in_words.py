"""Treatment cards: results told by words, codes of the site in any resource, doses given and handed out."""

from functools import partial
from typing import Any

from tests.black_box.asking import SIGN, VIEW, Case, here
from tests.black_box.of_first_treatment import CHECKS, OLD, SLE, SSC, dlco, fvc
from tests.black_box.of_progression import DM, litres
from tests.cards.clinic import (
    LOINC,
    MYCOPHENOLATE,
    RITUXIMAB,
    RXNORM,
    SNOMED,
    Json,
    coded,
    condition,
    day,
    done,
    given,
    ordered_test,
    result,
    steroid_draft,
)

NEW_SSC = condition("lung", "M34.81", recorded=-300)
MDA5 = result("mda5", "107563-9", "positive", on=-20, interpretation="POS")


def in_words(found: Json, text: str) -> Json:
    """Without any code: ``text_fallback.csv`` lists what then says which test it was."""
    return {**found, "code": {"text": text}}


def of_the_site(kind: str, slug: str, on: int, **how: Any) -> Json:
    if kind == "Condition":
        return {**condition(slug, "x", recorded=on, **how), "code": here(slug)}
    if kind == "Observation":
        return {**result(slug, "x", on=on, **how), "code": here(slug)}
    if kind == "conclusion":
        return {**done("DiagnosticReport", slug, "24627-2", on=on), "conclusionCode": [here(slug)]}
    return {**done("DiagnosticReport", slug, "x", on=on), "code": here(slug)}


def handed_out(on: int, *drug: str) -> Json:
    return {
        "resourceType": "MedicationDispense",
        "id": "handed",
        "status": "completed",
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": coded(RXNORM, *drug),
        "whenHandedOver": day(on),
        "daysSupply": {"value": 30},
    }


first = partial(Case, "ssc-ild-first-line", at_own=True)
fall = partial(Case, "lung-function-decline", at_own=True)
fibrosis = partial(Case, "progressive-pulmonary-fibrosis", at_own=True)
rapid = partial(Case, "rapidly-progressive-ild", at_own=True)
mda5 = partial(Case, "mda5-ild-early-combination", at_own=True)

GIVEN = [
    first(
        "rituximab given 183 days ago, no order",
        VIEW,
        "silent",
        "P.naive: none ended <=183 d; an infusion that was given was taken",
        record=(NEW_SSC, *CHECKS, given("r", *RITUXIMAB, dose=1000, on=-183)),
    ),
    first(
        "rituximab given 184 days ago, no order",
        VIEW,
        "info",
        "P.naive, and tried: fires without the rituximab option",
        record=(NEW_SSC, *CHECKS, given("r", *RITUXIMAB, dose=1000, on=-184)),
        never=("Order rituximab",),
    ),
    first(
        "rituximab not given after all",
        VIEW,
        "info",
        "status not-done",
        record=(NEW_SSC, *CHECKS, given("r", *RITUXIMAB, dose=1000, on=-20, status="not-done")),
    ),
    first(
        "mycophenolate handed out, no order",
        VIEW,
        "silent",
        "P.naive",
        record=(NEW_SSC, *CHECKS, handed_out(-20, *MYCOPHENOLATE)),
    ),
    first(
        "an infusion that nobody can recognise",
        VIEW,
        "info",
        "infusions only add: they leave nothing open",
        record=(
            NEW_SSC,
            *CHECKS,
            {**given("r", "x", dose=1, on=-5), "medicationCodeableConcept": {"text": "flush bag"}},
        ),
    ),
]

SYMPTOM = of_the_site("Condition", "worsening-respiratory-symptom", -40)
FIBROTIC = of_the_site("Condition", "fibrotic-ild", -900)
HP = condition("hp", "J67.2", recorded=-900)
FELL = (fvc(70, -320), fvc(65, -20))
SITE_CODES = [
    *(
        fibrosis(
            f"the symptom as a result: {name}",
            VIEW,
            level,
            "Inputs: Condition | Observation worsening respiratory symptom",
            record=(
                HP,
                FIBROTIC,
                *FELL,
                of_the_site("Observation", "worsening-respiratory-symptom", -40, **how),
            ),
        )
        for name, level, how in (
            ("present", "warning", {"value": "present"}),
            ("true", "warning", {"valueBoolean": True}),
            ("false", "silent", {"valueBoolean": False}),
            ("no value", "silent", {}),
            ("preliminary", "silent", {"value": "present", "status": "preliminary"}),
        )
    ),
    *(
        fibrosis(
            f"fibrosis coded as {kind}",
            VIEW,
            "warning",
            "Inputs: DiagnosticReport | Condition fibrotic ILD on HRCT",
            record=(HP, *FELL, SYMPTOM, of_the_site(kind, "fibrotic-ild", -3000)),
        )
        for kind in ("report", "conclusion")
    ),
    *(
        fibrosis(
            f"progression on HRCT as {kind}, {days} days ago",
            VIEW,
            level,
            "Inputs: DiagnosticReport | Observation HRCT fibrosis progression <=365 d",
            record=(HP, FIBROTIC, SYMPTOM, of_the_site(kind, "hrct-progression", -days, **how)),
        )
        for kind, days, level, how in (
            ("conclusion", 365, "warning", {}),
            ("conclusion", 366, "silent", {}),
            ("Observation", 365, "warning", {"value": "present"}),
            ("Observation", 366, "silent", {"value": "present"}),
        )
    ),
    *(
        rapid(
            f"HRCT worse as {kind}, symptom as {of}",
            VIEW,
            "critical",
            "C1 and C3",
            record=(
                OLD,
                DM,
                of_the_site(kind, "hrct-worse", -90, **how),
                of_the_site(
                    of, "worsening-respiratory-symptom", -90, **({"value": "yes"} if "O" in of else {})
                ),
            ),
        )
        for kind, of, how in (
            ("conclusion", "Condition", {}),
            ("Observation", "Observation", {"value": "present"}),
        )
    ),
    rapid(
        "HRCT worse as a result of 91 days ago",
        VIEW,
        "silent",
        "C3 <=90 d",
        record=(
            OLD,
            DM,
            of_the_site("Observation", "hrct-worse", -91, value="present"),
            of_the_site("Condition", "worsening-respiratory-symptom", -5),
        ),
    ),
]

WORDS = [
    fall(
        "FVC % predicted in words",
        VIEW,
        "info",
        "text_fallback: obs_fvc_pct_predicted",
        record=(OLD, in_words(fvc(80, -385), "FVC % predicted"), in_words(fvc(75, -20), "FVC %pred")),
    ),
    fall(
        "FVC in litres in words",
        VIEW,
        "info",
        "text_fallback: obs_fvc_l",
        record=(OLD, litres(3, -385), in_words(litres(2700, -20, "mL"), "Forced vital capacity")),
    ),
    fall(
        "DLCO in words, as a component of a local panel",
        VIEW,
        "info",
        "text_fallback: obs_dlco_pct_predicted",
        record=(
            OLD,
            dlco(60, -385),
            {
                **result("panel", "x", on=-20),
                "code": {"coding": [{"system": "urn:local", "code": "PFT"}]},
                "component": [
                    {"code": {"text": "DLCO % of predicted"}, "valueQuantity": {"value": 50, "unit": "%"}}
                ],
            },
        ),
    ),
    *(
        fall(
            f"{text} is no FVC",
            VIEW,
            "silent",
            "only what is said plainly",
            record=(OLD, litres(3, -385), in_words(litres(2.5, -20), text)),
        )
        for text in ("Predicted FVC", "FVC LLN", "FVC change")
    ),
    fall(
        "a share under the bare name of FVC hides no litres",
        VIEW,
        "info",
        "a unit that does not fit",
        record=(OLD, litres(3, -385), litres(2.7, -21), in_words(fvc(70, -20), "FVC")),
    ),
    fall(
        "a code of another test beside the words",
        VIEW,
        "silent",
        "19869-7 is the predicted value: the code prevails",
        record=(OLD, litres(3, -385), {**litres(2.5, -20), "code": coded(LOINC, "19869-7", "FVC")}),
    ),
    mda5(
        "anti-MDA5 in words",
        VIEW,
        "warning",
        "text_fallback: obs_ab_mda5",
        record=(condition("lung", "J84.10"), in_words(MDA5, "Anti-MDA5 antibody")),
    ),
    mda5(
        "anti-MDA5 in words, not done",
        VIEW,
        "silent",
        "denied words say nothing",
        record=(condition("lung", "J84.10"), in_words(MDA5, "MDA-5 antibody not performed")),
    ),
    *(
        rapid(
            text,
            SIGN,
            level,
            "text_fallback: cond_ild_acute_exacerbation_or_rp, of the lung",
            record=(OLD, SLE, {**condition("rp", "x", recorded=-3), "code": {"text": text}}),
            drafts=(steroid_draft(),),
        )
        for text, level in (
            ("Rapidly progressive interstitial lung disease", "warning"),
            ("Rapidly progressive glomerulonephritis", "silent"),
        )
    ),
]
baseline = partial(Case, "ild-baseline-workup", at_own=True)
NEW = condition("lung", "J84.10")
CT = done("DiagnosticReport", "ct", "24627-2", on=-20)
SEROLOGY = (result("ana", "8061-4", "negative", on=-20), result("rf", "11572-5", 5, "[IU]/mL", on=-20))
TESTED = (fvc(80, -20), dlco(60, -20))
BASELINE = [
    baseline(name, VIEW, level, because, record=record, absent=absent)
    for name, level, because, record, absent in (
        (
            "recorded 365 days ago",
            "info",
            "Fires",
            (condition("i", "J84.10", recorded=-365), CT, *SEROLOGY),
            (),
        ),
        (
            "recorded 366 days ago",
            "silent",
            "Silent",
            (condition("i", "J84.10", recorded=-366), CT, *SEROLOGY),
            (),
        ),
        (
            "an onset before the record",
            "silent",
            "ILD since: the earliest onset",
            (condition("i", "J84.10", recorded=-10, onset=-400), CT),
            (),
        ),
        (
            "FVC and DLCO a day apart",
            "info",
            "same day",
            (NEW, CT, *SEROLOGY, fvc(80, -20), dlco(60, -21)),
            (),
        ),
        ("everything there", "silent", "no gap", (NEW, CT, *SEROLOGY, *TESTED), ()),
        (
            "a CT report not final",
            "info",
            "final only",
            (NEW, {**CT, "status": "preliminary"}, *SEROLOGY, *TESTED),
            (),
        ),
        ("no antinuclear antibody", "info", "NOSERO", (NEW, CT, SEROLOGY[1], *TESTED), ()),
        ("reports not supplied", "info", "another arm still fires", (NEW, *SEROLOGY), ("DiagnosticReport",)),
        ("open requests not supplied", "silent", "no arm is known", (NEW,), ("ServiceRequest",)),
        *(
            (
                f"a CT request with the intent {intent}",
                level,
                "proposal, plan, option are not orders",
                (NEW, *SEROLOGY, *TESTED, ordered_test("o", "29252-4", authored=-5, intent=intent)),
                (),
            )
            for intent, level in (
                ("proposal", "info"),
                ("plan", "info"),
                ("order", "silent"),
                ("filler-order", "silent"),
            )
        ),
    )
]


def spo2(percent: int, on: int) -> Json:
    return result(f"spo2{on}", "59408-5", percent, "%", on=on)


WORSE = of_the_site("Condition", "worsening-respiratory-symptom", -5)
ILD_366 = condition("lung", "J84.10", recorded=-366)
FIRST = [
    first(name, VIEW, level, because, record=(*record, *CHECKS))
    for name, level, because, record in (
        ("365 days", "info", "ILD since <=365 d", (condition("lung", "J84.10", recorded=-365), SSC)),
        ("366 days, FVC 70", "silent", "index FVC % < 70", (ILD_366, SSC, fvc(70, -90))),
        ("366 days, FVC 69.9", "info", "index FVC % < 70", (ILD_366, SSC, fvc(69.9, -90))),
        ("366 days, FVC 69.9 of 91 days ago", "silent", "index <=90 d", (ILD_366, SSC, fvc(69.9, -91))),
        ("hypersensitivity pneumonitis", "silent", "Exclude", (NEW_SSC, condition("hp", "J67.2"))),
        ("that is over", "info", "active", (NEW_SSC, condition("hp", "J67.2", clinical="resolved"))),
        ("lung transplant", "silent", "Exclude", (NEW_SSC, condition("tx", "Z94.2", clinical="resolved"))),
    )
]
RAPID = [
    rapid(name, VIEW, level, because, record=(OLD, DM, *record))
    for name, level, because, record in (
        ("96 to 92 %", "critical", "C1 and C2", (spo2(96, -21), spo2(92, 0), WORSE)),
        ("96 to 93 %", "silent", "now <= 92 %", (spo2(96, -21), spo2(93, 0), WORSE)),
        ("95 to 92 %", "silent", ">= 4 points", (spo2(95, -21), spo2(92, 0), WORSE)),
        ("newest 14 days old", "critical", "<=14 d", (spo2(96, -35), spo2(92, -14), WORSE)),
        ("newest 15 days old", "silent", "<=14 d", (spo2(96, -36), spo2(92, -15), WORSE)),
        ("seven days apart", "critical", "7..90 d before", (spo2(96, -7), spo2(92, 0), WORSE)),
        ("six days apart", "silent", "7..90 d before", (spo2(96, -6), spo2(92, 0), WORSE)),
    )
]
EARLY = [
    mda5(name, VIEW, level, because, record=record)
    for name, level, because, record in (
        ("ILD alone", "warning", "P.ILD & P.MDA5", (NEW, MDA5)),
        ("no ILD", "silent", "Silent", (DM, MDA5)),
        (
            "366 days, positive 365",
            "warning",
            "oldest <=365 d",
            (ILD_366, {**MDA5, "effectiveDateTime": day(-365)}),
        ),
        (
            "366 days, positive 366",
            "silent",
            "oldest <=365 d",
            (ILD_366, {**MDA5, "effectiveDateTime": day(-366)}),
        ),
        ("preliminary", "silent", "usable", (NEW, {**MDA5, "status": "preliminary"})),
        (
            "above its range",
            "warning",
            "own range",
            (NEW, result("m", "105529-2", 11, "U/mL", on=-9, high=10)),
        ),
        ("at its range", "silent", "own range", (NEW, result("m", "105529-2", 10, "U/mL", on=-9, high=10))),
        ("drug-induced", "silent", "Exclude", (NEW, MDA5, condition("drug", "J70.4"))),
        (
            "referred 30 days ago",
            "info",
            "Indicator",
            (NEW, MDA5, ordered_test("r", "306275005", system=SNOMED, authored=-30)),
        ),
        (
            "referred 31 days ago",
            "warning",
            "Indicator",
            (NEW, MDA5, ordered_test("r", "306275005", system=SNOMED, authored=-31)),
        ),
    )
]
CASES = [*GIVEN, *SITE_CODES, *WORDS, *BASELINE, *FIRST, *RAPID, *EARLY]
