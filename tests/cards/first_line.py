"""What the stories of the first-line cards share: drugs by their names, screens that are done, helpers."""

from __future__ import annotations

from typing import Any

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    condition,
    order,
    patient,
    result,
)

MMF, TAC, RTX, AZA, TCZ, NIN = (
    "mycophenolate mofetil 500 mg",
    "tacrolimus ",
    "rituximab 1000 mg",
    "azathioprine 50 mg",
    "tocilizumab 162 mg",
    "nintedanib 150 mg",
)
SCREEN, GENOTYPE, DISCUSSION = (
    "Hepatitis B screen",
    "TPMT and NUDT15 before",
    "multidisciplinary discussion",
)
DRUGS = (MMF, TAC, RTX, AZA, TCZ, NIN)

AZATHIOPRINE = ("1256", "azathioprine")
TOCILIZUMAB = ("612865", "tocilizumab")
CICLOSPORIN = ("3008", "cyclosporine")
TOFACITINIB = ("1357536", "tofacitinib")
IMMUNE_GLOBULIN = ("5666", "immunoglobulin G")
NINTEDANIB = ("1592737", "nintedanib")
PIRFENIDONE = ("1592254", "pirfenidone")
HYDROXYCHLOROQUINE = ("5521", "hydroxychloroquine")
ALLOPURINOL = ("519", "allopurinol")

MDA5, TPMT_CODE, BOTH_GENES = "105529-2", "21563-2", "93193-1"

LABS = (
    result("wbc", "6690-2", 6, "10*9/L", on=-10),
    result("neut", "751-8", 4, "10*9/L", on=-10),
    result("plt", "777-3", 220, "10*9/L", on=-10),
    result("alt", "1742-6", 20, "U/L", on=-10, high=40),
    result("crea", "2160-0", 0.8, "mg/dL", on=-10),
    result("k", "2823-3", 4.2, "mmol/L", on=-10),
    result("weight", "29463-7", 72, "kg", on=-10),
    result("hbs", "5196-1", "negative", on=-100),
    result("hbc", "13952-7", "negative", on=-100),
    result("igra", "71773-6", "negative", on=-100),
    result("igg", "2465-3", 10, "g/L", on=-90),
    result("genes", BOTH_GENES, "Normal", on=-400),
)
"""Every screen done. A man of 50 with 72 kg: clearance 112 mL/min, tacrolimus 1.5 mg a dose."""
WOMAN = patient(age=30, sex="female")
RAPID = condition("rp", "236302005", system="http://snomed.info/sct", recorded=-10)
COMFORT = condition("c", "385763009", system="http://snomed.info/sct")

ILD_DRUGS = (
    (MYCOPHENOLATE, "oral"),
    (AZATHIOPRINE, "oral"),
    (CYCLOPHOSPHAMIDE, "oral"),
    (RITUXIMAB, "iv"),
    (TOCILIZUMAB, "sc"),
    (TACROLIMUS, "oral"),
    (TOFACITINIB, "oral"),
    (IMMUNE_GLOBULIN, "iv"),
    (NINTEDANIB, "oral"),
    (PIRFENIDONE, "oral"),
)


def without(record: tuple[Json, ...], *ids: str) -> tuple[Json, ...]:
    return tuple(one for one in record if one["id"] not in ids)


def mda5(answer: str = "Negative", on: int = -100, **how: Any) -> Json:
    return result("mda5", MDA5, answer, on=on, **how)


def lung(fvc: Any, on: int = -5, code: str = "19872-1", unit: str = "%") -> Json:
    return result(f"f{code}{-on}", code, fvc, unit, on=on)


def dlco(percent: Any, on: int = -5) -> Json:
    return lung(percent, on, "98130-8")


def ended(drug: tuple[str, str], days_ago: int, **how: Any) -> Json:
    """An order that was completed so many days ago."""
    return order("ended", *drug, dose=50, start=-700, until=-days_ago, status="completed", **how)


def pressure(systolic: int, diastolic: int, on: int = -5) -> Json:
    """One blood pressure, as a panel with two components."""
    values = (("8480-6", systolic), ("8462-4", diastolic))
    return result(
        "bp",
        "85354-9",
        on=on,
        component=[
            {
                "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
                "valueQuantity": {
                    "value": value,
                    "unit": "mm[Hg]",
                    "system": "http://unitsofmeasure.org",
                    "code": "mm[Hg]",
                },
            }
            for code, value in values
        ],
    )
