"""Records in other forms: contained results, units against their code, orders one after another."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.black_box.of_progression import mmf
from tests.cards.clinic import (
    METHOTREXATE,
    Json,
    condition,
    creatinine,
    day,
    done,
    draft,
    order,
    result,
    weight,
)

IMMUNE_GLOBULIN = ("5666", "immunoglobulin g")
PIRFENIDONE = ("1592254", "pirfenidone")
TACROLIMUS = ("42316", "tacrolimus")
SSC = condition("ssc", "M34.0", recorded=-900)
RA = condition("ra", "M06.9", recorded=-900)
DM = condition("dm", "M33.10", recorded=-900)
NEW = condition("ild", "J84.10", recorded=-300)
LONG = condition("ild", "J84.10", recorded=-900)


def fvc(percent: Any, on: int | None, id: str = "fvc") -> Json:
    return result(id, "19872-1", percent, "%", on=on)


def dlco(percent: Any, on: int | None, id: str = "dlco") -> Json:
    return result(id, "98130-8", percent, "%", on=on)


def holding(*parts: Json, status: str = "final", on: int = -20, id: str = "rep") -> Json:
    """A report of lung function with its results inside it; they are dated and counted as the report is."""
    names = ("subject", "effectiveDateTime")
    inside = [{name: said for name, said in part.items() if name not in names} for part in parts]
    return {
        "resourceType": "DiagnosticReport",
        "id": id,
        "status": status,
        "code": {"text": "Pulmonary function"},
        "subject": {"reference": "Patient/pat"},
        "effectiveDateTime": day(on),
        "contained": inside,
        "result": [{"reference": f"#{part['id']}"} for part in inside],
    }


CT = done("DiagnosticReport", "ct", "24627-2", on=-290)
HALF_A_YEAR_AGO = (CT, fvc(80, -184, "f1"), dlco(60, -184, "d1"))
DUE = partial(Case, "pft-due-ssc-iim", hook=VIEW)
CONTAINED = [
    DUE(
        "full test inside a report of 20 days ago",
        expected="silent",
        because="LAST = 20 d",
        record=(SSC, NEW, *HALF_A_YEAR_AGO, holding(fvc(80, None), dlco(60, None))),
    ),
    DUE(
        "full test inside a report of 184 days ago",
        expected="info",
        because="LAST > 183",
        record=(SSC, NEW, CT, holding(fvc(80, None), dlco(60, None), on=-184)),
    ),
    DUE(
        "full test inside a report that was cancelled",
        expected="info",
        because="cancelled is not read",
        record=(SSC, NEW, *HALF_A_YEAR_AGO, holding(fvc(80, None), dlco(60, None), status="cancelled")),
    ),
    DUE(
        "spirometry alone inside a report",
        expected="info",
        because="a full PFT is FVC and DLCO",
        record=(SSC, NEW, *HALF_A_YEAR_AGO, holding(fvc(80, None))),
    ),
    DUE(
        "disease without a status that is to end in 30 days",
        expected="info",
        because="absent with no abatement is active, and this one has not come yet",
        record=(
            SSC,
            condition("ild", "J84.10", recorded=-300, clinical=None, abatementDateTime=day(30)),
            *HALF_A_YEAR_AGO,
        ),
    ),
    DUE(
        "disease without a status that ended today",
        expected="silent",
        because="P.ILD no",
        record=(
            SSC,
            condition("ild", "J84.10", recorded=-300, clinical=None, abatementDateTime=day(0)),
            *HALF_A_YEAR_AGO,
        ),
    ),
    Case(
        "ild-baseline-workup",
        "chest CT that is dated tomorrow",
        VIEW,
        "info",
        "a result dated after today is not read",
        record=(RA, NEW, fvc(80, -20), dlco(60, -20), done("DiagnosticReport", "ct", "24627-2", on=1)),
        offers=("chest CT",),
    ),
    Case(
        "ild-baseline-workup",
        "chest CT of today",
        VIEW,
        "silent",
        "no gap",
        record=(RA, NEW, fvc(80, -20), dlco(60, -20), done("DiagnosticReport", "ct", "24627-2", on=0)),
    ),
]


def of_volume(value: Any, unit: str, on: int) -> Json:
    return result(f"v{-on}", "19870-5", value, unit, on=on)


FALL = partial(Case, "lung-function-decline", hook=VIEW)
BY_UNIT = [
    FALL(
        "percent predicted under the code of the volume, 80 to 75",
        expected="info",
        because="P.FVCabs >= 5",
        record=(LONG, of_volume(80, "%", -385), of_volume(75, "%", -20)),
    ),
    FALL(
        "percent predicted under the code of the volume, 80 to 75.1",
        expected="silent",
        because="P.FVCabs 4.9",
        record=(LONG, of_volume(80, "%", -385), of_volume(75.1, "%", -20)),
    ),
    FALL(
        "litres, then percent under the same code",
        expected="silent",
        because="the two are not compared",
        record=(LONG, of_volume(3.0, "L", -385), of_volume(75, "%", -20)),
    ),
    FALL(
        "litres under the code of percent predicted",
        expected="info",
        because="P.FVCrel 10 %",
        record=(
            LONG,
            result("a", "19872-1", 3.0, "L", on=-385),
            result("b", "19872-1", 2.7, "L", on=-20),
        ),
    ),
    FALL(
        "DLCO in percent under the code of its amount",
        expected="info",
        because="only % is used",
        record=(
            LONG,
            result("a", "19911-7", 60, "%", on=-385),
            result("b", "19911-7", 50, "%", on=-20),
        ),
    ),
    FALL(
        "DLCO in mmol/min/kPa under the code of percent predicted",
        expected="silent",
        because="only % is used",
        record=(
            LONG,
            result("a", "98130-8", 6, "mmol/min/kPa", on=-385),
            result("b", "98130-8", 3, "mmol/min/kPa", on=-20),
        ),
    ),
    FALL(
        "a number without a unit under the code of the volume",
        expected="silent",
        because="unit unknown",
        record=(LONG, of_volume(80, "", -385), of_volume(70, "", -20)),
    ),
]

ILD_DRUGS = (RA, LONG, weight(70))


def infusion(id: str, grams: int, start: int, days: int = 1) -> Json:
    return draft(id, *IMMUNE_GLOBULIN, dose=grams, unit="g", route="iv", start=start, days=days)


def tablet(id: str, mg: float, start: int) -> Json:
    return draft(id, *METHOTREXATE, dose=mg, start=start, days=1)


DOSE = partial(Case, "ild-drug-dose-range", hook=SIGN, record=ILD_DRUGS)
FOLLOWING = [
    DOSE(
        "immune globulin, 0.5 g/kg on each of five days, as five orders",
        expected="warning",
        because="2.5 g/kg within 21 d",
        drafts=tuple(infusion(f"d{on}", 35, on) for on in range(5)),
    ),
    DOSE(
        "immune globulin, 0.4 g/kg on each of five days, as five orders",
        expected="silent",
        because="2 g/kg within 21 d = U",
        drafts=tuple(infusion(f"d{on}", 28, on) for on in range(5)),
    ),
    DOSE(
        "two courses of immune globulin 15 days apart",
        expected="critical",
        because="4 g/kg within 21 d",
        drafts=(infusion("a", 28, 0, 5), infusion("b", 28, 15, 5)),
    ),
    DOSE(
        "two courses of immune globulin, the second from day 20 on",
        expected="warning",
        because="2.4 g/kg on days 0 to 20",
        drafts=(infusion("a", 28, 0, 5), infusion("b", 28, 20, 5)),
    ),
    DOSE(
        "two courses of immune globulin 21 days apart",
        expected="silent",
        because="2 g/kg within 21 d",
        drafts=(infusion("a", 28, 0, 5), infusion("b", 28, 21, 5)),
    ),
    DOSE(
        "methotrexate 15 and 16 mg, 6 days apart",
        expected="critical",
        because="31 mg in a week",
        drafts=(tablet("a", 15, 0), tablet("b", 16, 6)),
    ),
    DOSE(
        "methotrexate 15 and 16 mg, 7 days apart",
        expected="silent",
        because="16 mg in a week",
        drafts=(tablet("a", 15, 0), tablet("b", 16, 7)),
    ),
    DOSE(
        "methotrexate on three days, as three orders",
        expected="critical",
        because="more than 2 days of a week",
        drafts=tuple(tablet(f"d{on}", 2.5, on) for on in range(3)),
    ),
    DOSE(
        "methotrexate on two days, as two orders",
        expected="silent",
        because="2 days of a week, 5 mg",
        drafts=tuple(tablet(f"d{on}", 2.5, on) for on in range(2)),
    ),
    DOSE(
        "methotrexate stepped up from 15 to 20 mg weekly",
        expected="silent",
        because="no week holds both",
        drafts=(
            draft("a", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=0, days=28),
            draft("b", *METHOTREXATE, dose=20, per=(1, 1, "wk"), start=28),
        ),
    ),
]


MOFETIL = ("68149", "mycophenolate mofetil")
TOO_MUCH = draft("d", *MOFETIL, dose=1750, per=(2, 1, "d"))
WITHOUT_ORDERS = [
    DOSE(
        "3500 mg of mofetil, earlier orders not supplied",
        expected="warning",
        because="the other rules decide",
        drafts=(TOO_MUCH,),
        absent=("MedicationRequest",),
    ),
    DOSE(
        "3500 mg of mofetil, the same for 90 days",
        expected="silent",
        because="renewal within H",
        record=(*ILD_DRUGS, order("m", *MOFETIL, dose=1750, per=(2, 1, "d"), start=-90)),
        drafts=(TOO_MUCH,),
    ),
]


def saturation(percent: int, on: int, at: str = "", id: str = "") -> Json:
    found = result(id or f"s{-on}", "59417-6", percent, "%", on=on)
    return {**found, "effectiveDateTime": day(on) + at}


RAPID = partial(Case, "rapidly-progressive-ild", hook=VIEW, at_own=True)
WORSE = condition("w", "J84.114", recorded=-10)
BY_THE_HOUR = [
    RAPID(
        "saturation 92 in the morning, 95 at noon",
        expected="warning",
        because="the newest is 95: coded, and no change",
        record=(
            *(DM, LONG, WORSE, saturation(96, -21)),
            saturation(92, 0, "T06:00:00Z", "early"),
            saturation(95, 0, "T12:00:00Z", "late"),
        ),
    ),
    RAPID(
        "saturation 95 in the morning, 92 at noon",
        expected="critical",
        because="the newest is 92: coded, and down by 4 points",
        record=(
            *(DM, LONG, WORSE, saturation(96, -21)),
            saturation(95, 0, "T06:00:00Z", "early"),
            saturation(92, 0, "T12:00:00Z", "late"),
        ),
    ),
    RAPID(
        "saturations of one day, one of them without the hour",
        expected="critical",
        because="equal times: the worse",
        record=(
            *(DM, LONG, WORSE, saturation(96, -21)),
            saturation(92, 0, "", "some"),
            saturation(95, 0, "T12:00:00Z", "late"),
        ),
    ),
]

NOT_KNOWN = "creatinine clearance below 30 mL/min (not known)"
BESIDE = [
    Case(
        "ipf-antifibrotic",
        "no creatinine on record: asked for beside pirfenidone",
        VIEW,
        "info",
        "a ground that is not known: its sentence, and the request for the test beside it",
        record=(condition("ipf", "J84.112", recorded=-200),),
        offers=(NOT_KNOWN,),
    ),
    Case(
        "ipf-antifibrotic",
        "creatinine on record",
        VIEW,
        "info",
        "every ground is known",
        record=(condition("ipf", "J84.112", recorded=-200), creatinine(0.9), weight(70)),
        never=(NOT_KNOWN,),
    ),
    Case(
        "jaki-cni-outside-iim",
        "the draft of tacrolimus is removed by its own words, and once",
        SELECT,
        "info",
        "delete draft removes only the draft the card is about",
        record=(SSC, NEW),
        drafts=(draft("t", *TACROLIMUS, dose=1, per=(2, 1, "d")),),
        offers=("Remove the draft of tacrolimus",),
        never=("JAK inhibitor", "calcineurin inhibitor"),
    ),
    Case(
        "transplant-referral",
        "names the sign and its threshold",
        VIEW,
        "info",
        "names the value, date and threshold",
        record=(RA, LONG, mmf(-500), dlco(39, -30)),
        says=("DLCO below 40 %", "39 %"),
    ),
]

WITH_OTHERS = [
    Case(
        "cyclophosphamide-safety",
        "mesna in words beside cyclophosphamide",
        SIGN,
        "warning",
        "C: no blood count; mesna is a drug that is known",
        record=(RA, LONG),
        drafts=(
            draft("c", "3002", "cyclophosphamide", dose=900, route="iv", days=1),
            {
                **draft("m", "", "", dose=400, route="iv", days=1),
                "medicationCodeableConcept": {"text": "Mesna"},
            },
        ),
        others={"could-not-be-checked": ""},
    ),
]

CASES = [*CONTAINED, *BY_UNIT, *FOLLOWING, *WITHOUT_ORDERS, *BY_THE_HOUR, *BESIDE, *WITH_OTHERS]
