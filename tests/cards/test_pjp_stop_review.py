"""pjp-stop-review: below 15 mg on each of 28 days and nothing else that carries a risk."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10,
    ICD10CM,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREDNISONE,
    RITUXIMAB,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    Json,
    atovaquone,
    coded,
    comfort_care,
    condition,
    creatinine,
    dapsone,
    day,
    given,
    ild,
    lymphocytes,
    order,
    ordered_test,
    patient,
    pentamidine,
    result,
    steroid,
    taken,
    tmp_smx,
    weight,
)
from tests.cards.story import VIEW, Story, check

ID = "pjp-stop-review"


def inhaled(*days: int, **more: Any) -> tuple[Json, ...]:
    """Inhaled pentamidine 300 mg given on these days, and no order of it."""
    return tuple(given(f"g{-on}", *PENTAMIDINE, dose=300, on=on, route="inhaled", **more) for on in days)


MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-400)
TACROLIMUS_TOO = order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60)
ON = tmp_smx(start=-89)
"""TMP-SMX 80/400 mg daily for 90 days."""
LOW_DOSE = steroid("gc", 14, start=-27)
BEFORE = steroid("old", 40, start=-80, until=-28, status="completed")
COUNT = lymphocytes(1.0)
ILD_REASON, ANOTHER_REASON = coded(ICD10CM, "J84.10"), coded(ICD10CM, "B55.0")
AS_DIRECTED = [{"text": "as directed"}]


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(ID, name, more.pop("hook", VIEW), expect, record=record, **more)


def tapered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """ILD, 90 days of TMP-SMX, 14 mg for 28 days, mycophenolate, lymphocytes 1.0."""
    return told(name, expect, ild(), ON, BEFORE, LOW_DOSE, MMF, COUNT, *record, **more)


def on_agent(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """The same without an agent."""
    return told(name, expect, ild(), BEFORE, LOW_DOSE, MMF, COUNT, *record, **more)


def dosed(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """The same without a steroid."""
    return told(name, expect, ild(), ON, MMF, COUNT, *record, **more)


THE_TABLE = (
    tapered(
        "90 days of TMP-SMX, 14 mg for 28 days, mycophenolate, lymphocytes 1.0",
        "info",
        recommended="",
        says=("0.01 cases", "clinician's own decision", "prednisone, active, 14 mg once a day, from "),
        never_acts=("delete", "MedicationRequest"),
    ),
    dosed(
        "15 mg on one of the last 28 days",
        "silent",
        steroid("a", 15, start=-27, until=-27, status="completed"),
        steroid("b", 14, start=-26),
    ),
    tapered("rituximab 183 days ago", "silent", given("r", *RITUXIMAB, dose=1000, on=-183)),
    told("lymphocytes 0.99", "silent", ild(), ON, BEFORE, LOW_DOSE, MMF, lymphocytes(0.99)),
)

STEROID = (
    dosed(
        "15 mg 28 days ago, 14 since",
        "info",
        steroid("a", 15, start=-60, until=-28, status="completed"),
        steroid("b", 14, start=-27),
    ),
    dosed("14.99 mg", "info", steroid(mg=14.99, start=-60)),
    dosed("15 mg", "silent", steroid(mg=15, start=-60)),
    dosed("no steroid at all", "info"),
    dosed("15 mg on a coming day", "silent", steroid(mg=10, start=-60), steroid("b", 15, start=9, days=3)),
    dosed(
        "two glucocorticoids that make 15 mg",
        "silent",
        steroid(mg=10, start=-60),
        order("mp", *METHYLPREDNISOLONE, dose=4, start=-60),
    ),
    tapered("a pulse 30 days ago", "silent", given("p", *METHYLPREDNISOLONE, dose=1000, on=-30)),
    tapered("a pulse 31 days ago", "info", given("p", *METHYLPREDNISOLONE, dose=1000, on=-31)),
)

AGENT = (
    on_agent("no agent", "silent"),
    on_agent("TMP-SMX for 28 days", "info", tmp_smx(start=-27)),
    on_agent("TMP-SMX for 27 days", "silent", tmp_smx(start=-26)),
    on_agent(
        "a gap of 30 days is bridged",
        "info",
        tmp_smx("a", start=-90, until=-41, status="completed"),
        tmp_smx("b", start=-10),
    ),
    on_agent(
        "a gap of 31 days is not",
        "silent",
        tmp_smx("a", start=-90, until=-42, status="completed"),
        tmp_smx("b", start=-10),
    ),
    *(
        on_agent(
            f"half the dose at clearance 30, measured {days} days ago",
            expect,
            tmp_smx(per=(3, 1, "wk"), start=-89),
            weight(72),
            creatinine(3, on=-days),
        )
        for days, expect in ((90, "info"), (91, "not known"))
    ),
    on_agent("atovaquone for 90 days", "info", atovaquone(start=-89)),
    on_agent("dapsone for 90 days", "info", dapsone(start=-89)),
    on_agent(
        "pentamidine inhaled, ordered for 90 days, given 35 days ago",
        "info",
        pentamidine(start=-89),
        given("g", *PENTAMIDINE, dose=300, on=-35, route="inhaled"),
    ),
    on_agent(
        "pentamidine, last given 36 days ago",
        "silent",
        pentamidine(start=-89),
        given("g", *PENTAMIDINE, dose=300, on=-36, route="inhaled"),
    ),
    on_agent("pentamidine known only from its doses, the first 27 days ago", "info", *inhaled(-27)),
    on_agent("pentamidine known only from its doses, the first 26 days ago", "silent", *inhaled(-26)),
    on_agent("pentamidine every 4 weeks, the last 35 days ago", "info", *inhaled(-91, -63, -35)),
    on_agent("pentamidine every 4 weeks, the last 36 days ago", "silent", *inhaled(-92, -64, -36)),
    on_agent(
        "pentamidine, 30 days without it between two doses",
        "info",
        *inhaled(-5, -71),
    ),
    on_agent("pentamidine, 31 days without it between two doses", "silent", *inhaled(-5, -72)),
    on_agent("pentamidine for the lung disease", "info", *inhaled(-40, -12, reasonCode=[ILD_REASON])),
    on_agent("pentamidine for another reason", "silent", *inhaled(-40, -12, reasonCode=[ANOTHER_REASON])),
    on_agent("pentamidine 150 mg", "silent", given("g", *PENTAMIDINE, dose=150, on=-30, route="inhaled")),
    on_agent("pentamidine into a vein", "silent", given("g", *PENTAMIDINE, dose=300, on=-30)),
    on_agent("TMP-SMX as the patient states it", "info", taken(tmp_smx(start=-89))),
    on_agent(
        "TMP-SMX once a week protects nobody",
        "silent",
        tmp_smx(start=-89, per=(1, 1, "wk")),
        result("c", "2160-0", 0.9, "mg/dL"),
        result("w", "29463-7", 72, "kg"),
    ),
    on_agent("TMP-SMX completed", "silent", tmp_smx(start=-89, until=-1, status="completed")),
    on_agent("TMP-SMX for the lung disease", "info", tmp_smx(start=-89, reason=coded(ICD10CM, "J84.10"))),
    on_agent(
        "TMP-SMX for systemic sclerosis", "info", tmp_smx(start=-89, reason=coded(ICD10CM, SSC_CODE[0]))
    ),
    on_agent(
        "TMP-SMX for ANCA vasculitis, which it treats",
        "silent",
        tmp_smx(start=-89, reason=coded(ICD10CM, "M31.30")),
    ),
    on_agent(
        "TMP-SMX against urinary infections", "silent", tmp_smx(start=-89, reason=coded(ICD10CM, "N39.0"))
    ),
    on_agent(
        "TMP-SMX for the lung disease and against urinary infections",
        "silent",
        tmp_smx(start=-89, reasonCode=[coded(ICD10CM, "J84.10"), coded(ICD10CM, "N39.0")]),
    ),
)

RISKS = (
    told(
        "rituximab 183 days ago and no other drug",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        given("r", *RITUXIMAB, dose=1000, on=-183),
    ),
    tapered("rituximab 184 days ago", "info", given("r", *RITUXIMAB, dose=1000, on=-184)),
    told(
        "cyclophosphamide 90 days ago",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-90),
    ),
    told(
        "cyclophosphamide 91 days ago",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-91),
    ),
    told(
        "cyclophosphamide taken now",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-200),
    ),
    told(
        "cyclophosphamide tablets until 90 days ago",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-200, until=-90, status="completed"),
    ),
    tapered(
        "rituximab ordered for a coming day", "silent", order("r", *RITUXIMAB, dose=1000, route="iv", start=9)
    ),
    told(
        "cyclophosphamide ordered for a coming day",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        COUNT,
        order("c", *CYCLOPHOSPHAMIDE, dose=900, route="iv", start=9),
    ),
    tapered("a second immunosuppressant", "silent", TACROLIMUS_TOO),
    tapered(
        "a second immunosuppressant for a coming day",
        "silent",
        order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=9),
    ),
    told(
        "anti-MDA5 positive 365 days ago",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        COUNT,
        result("m", "107563-9", "Positive", on=-365),
    ),
    told(
        "anti-MDA5 positive 366 days ago",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        COUNT,
        result("m", "107563-9", "Positive", on=-366),
    ),
    told(
        "anti-MDA5 without a date",
        "silent",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        COUNT,
        result("m", "107563-9", "Positive", on=None),
    ),
    tapered(
        "rapidly progressive ILD",
        "silent",
        condition("ssc", *SSC_CODE),
        condition("rp", "J84.114", "Acute interstitial pneumonitis", recorded=-90),
    ),
    tapered(
        "earlier Pneumocystis",
        "silent",
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-900, recorded=-900, clinical="resolved"),
    ),
    tapered("Pneumocystis now", "silent", condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)),
    told("lymphocytes 1.01", "info", ild(), ON, LOW_DOSE, MMF, lymphocytes(1.01)),
)

EXCLUSIONS = (
    tapered("HIV", "silent", condition("hiv", "B20", "Human immunodeficiency virus [HIV] disease")),
    tapered(
        "lymphoma in the past", "silent", condition("ly", "C81.90", "Hodgkin lymphoma", clinical="resolved")
    ),
    tapered("lung transplant", "silent", condition("tx", "Z94.2", "Lung transplant status")),
    *(
        tapered(f"a transplant or cancer of the blood, {code}", "silent", condition("x", code, system=system))
        for system, code in (
            (SNOMED, "109989006"),  # multiple myeloma
            (SNOMED, "92814006"),  # chronic lymphocytic leukaemia
            (SNOMED, "161665007"),  # history of renal transplant
            (SNOMED, "236570004"),  # renal transplant rejection
            (SNOMED, "234336002"),  # haemopoietic stem cell transplant
            (SNOMED, "44165003"),  # complication of transplanted lung
            (ICD10CM, "C93.10"),  # chronic myelomonocytic leukaemia
            (ICD10CM, "T86.11"),  # kidney transplant rejection
            (ICD10, "T86.1"),
            (ICD10CM, "Z48.23"),  # aftercare following liver transplant
        )
    ),
    tapered("cancer of another organ", "info", condition("x", "254837009", system=SNOMED)),
    tapered("a cornea transplanted", "info", condition("x", "Z94.7")),
    tapered(
        "hypogammaglobulinaemia", "silent", condition("ig", "D80.1", "Nonfamilial hypogammaglobulinemia")
    ),
    tapered(
        "hypogammaglobulinaemia resolved",
        "info",
        condition("ig", "D80.1", "Nonfamilial hypogammaglobulinemia", clinical="resolved"),
    ),
    tapered("CD4 0.199, 183 days ago", "silent", result("cd4", "24467-3", 0.199, "10*9/L", on=-183)),
    tapered("CD4 0.2", "info", result("cd4", "24467-3", 0.2, "10*9/L", on=-183)),
    tapered("CD4 0.199, 184 days ago", "info", result("cd4", "24467-3", 0.199, "10*9/L", on=-184)),
    tapered("CD4 199 per uL", "silent", result("cd4", "24467-3", 199, "/uL", on=-20)),
    tapered("17 years", "silent", person=patient(birth="2008-03-11")),
    tapered("18 years", "info", person=patient(age=18)),
    tapered("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    tapered("comfort care", "silent", comfort_care()),
)

COUNTS = (
    told(
        "no lymphocyte count",
        "info",
        ild(),
        ON,
        BEFORE,
        LOW_DOSE,
        MMF,
        says=("check it first",),
        recommended="complete blood count",
    ),
    told(
        "the last count is 91 days old",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        lymphocytes(2, on=-91),
        recommended="complete blood count",
    ),
    told(
        "the last count is 90 days old",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        lymphocytes(2, on=-90),
        recommended="",
        offers=("complete blood count",),
        never_says=("check it first",),
    ),
    told(
        "a count is asked for",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        ordered_test("t", "731-0", authored=-30),
        never_offers=("complete blood count",),
    ),
    told(
        "a blood count with differential is asked for",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        ordered_test("t", "69742-5", authored=-30),
        never_offers=("complete blood count",),
    ),
    told(
        "a count was asked for 31 days ago",
        "info",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        ordered_test("t", "731-0", authored=-31),
        recommended="complete blood count",
    ),
    told("a low count 91 days ago", "info", ild(), ON, LOW_DOSE, MMF, lymphocytes(0.5, on=-91)),
)

NOT_KNOWN = (
    *(
        tapered(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in (
            "Condition",
            "MedicationStatement",
            "MedicationAdministration",
            "MedicationDispense",
            "Observation",
        )
    ),
    tapered("problem list partly supplied", "not known", partial=("Condition",), named=None),
    tapered("problem list failed", "not known", failed=("Condition",), named=None),
    told(
        "orders not supplied, TMP-SMX stated by the patient",
        "not known",
        ild(),
        taken(ON),
        COUNT,
        lacking=("MedicationRequest",),
        named=None,
    ),
    on_agent(
        "pentamidine known only from its doses, which were sent in part",
        "not known",
        *inhaled(-26),
        partial=("MedicationAdministration",),
        named=None,
    ),
    dosed(
        "a steroid as directed",
        "not known",
        order("gc", *PREDNISONE, start=-40, dosageInstruction=AS_DIRECTED),
        named=None,
    ),
    on_agent(
        "TMP-SMX as directed", "not known", tmp_smx(start=-89, dosageInstruction=AS_DIRECTED), named=None
    ),
    on_agent(
        "TMP-SMX for a reason that was not sent",
        "not known",
        tmp_smx(start=-89, reasonReference=[{"reference": "Condition/lost"}]),
        named=None,
    ),
    told(
        "lymphocytes in a unit nobody knows",
        "not known",
        ild(),
        ON,
        LOW_DOSE,
        MMF,
        lymphocytes(1.4, "furlong"),
        named=None,
    ),
    tapered("no birth date", "not known", person=patient(birth=""), named=None),
    tapered("allergies not supplied", "info", lacking=("AllergyIntolerance",)),
    tapered(
        "requests not supplied",
        "info",
        lacking=("ServiceRequest",),
        recommended="",
        never_offers=("complete blood count",),
    ),
)

STORIES = (*THE_TABLE, *STEROID, *AGENT, *RISKS, *EXCLUSIONS, *COUNTS, *NOT_KNOWN)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_stop_review(story: Story) -> None:
    check(story)


def test_the_stories_have_names_of_their_own() -> None:
    names = [(story.name, story.hook) for story in STORIES]
    assert len(names) == len(set(names))
