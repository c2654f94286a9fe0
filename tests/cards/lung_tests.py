"""Lung function, walk tests and the diseases around them, as monitoring stories tell them."""

from __future__ import annotations

from typing import Any

from tests.cards.clinic import SNOMED, Json, condition, day, done, ordered_test, result

FVC_CODE, DLCO_CODE, LITRES_CODE, DLCO_ABS_CODE = "19872-1", "98130-8", "19868-9", "19911-7"
PFT_ORDER, OXIMETRY_CODE, WALK_CODE, CT_CODE = "23426006", "89276-0", "64098-7", "29252-4"
PFT_REQUEST, OXIMETRY = "full lung function", "oxygen saturation on exertion"

SSC = condition("ssc", "M34.0", "Progressive systemic sclerosis")
MYOSITIS = condition("iim", "M33.20", "Polymyositis")
MCTD = condition("mctd", "M35.1", "Mixed connective tissue disease")
RA = condition("ra", "M06.9", "Rheumatoid arthritis")
SJOGREN = condition("sjd", "M35.00", "Sjogren syndrome")
LUPUS = condition("sle", "M32.9", "Systemic lupus erythematosus")
UNDIFFERENTIATED = condition("uctd", "M35.9", "Undifferentiated connective tissue disease")
VASCULITIS = condition("aav", "M31.7", "Microscopic polyangiitis")
INCLUSION_BODY = condition("ibm", "G72.41", "Inclusion body myositis")
TRANSPLANT = condition("tx", "Z94.2", "Lung transplant status", clinical="resolved")
EXACERBATION = condition("rp", "236302005", system=SNOMED, recorded=-10)
HOSPICE = condition("c", "385763009", "Hospice care", system=SNOMED)
CT = done("DiagnosticReport", "ct", CT_CODE, on=-20)

SEROLOGY = (result("ana", "8061-4", "negative", on=-200), result("rf", "11572-5", 5, "[IU]/mL", on=-200))
"""Without a rheumatic disease antibodies belong to the baseline."""


def fvc(percent: Any = 85, on: int | None = -100, id: str = "fvc", **how: Any) -> Json:
    return result(id, FVC_CODE, percent, "%", on=on, **how)


def dlco(percent: Any = 75, on: int | None = -100, id: str = "dlco", **how: Any) -> Json:
    return result(id, DLCO_CODE, percent, "%", on=on, **how)


def full_test(on: int, percent: Any = 85, diffusion: Any = 75, id: str = "") -> tuple[Json, Json]:
    """FVC and DLCO on one day."""
    return fvc(percent, on, f"fvc{id}"), dlco(diffusion, on, f"dlco{id}")


def report(on: int, **how: Any) -> Json:
    return done("DiagnosticReport", "pft", "58477-1", on=on, **how)


def pft_ordered(id: str = "r", *, code: str = PFT_ORDER, due: int | None = None, **how: Any) -> Json:
    system = SNOMED if code == PFT_ORDER else "http://loinc.org"
    planned = {} if due is None else {"occurrenceDateTime": day(due)}
    return ordered_test(id, code, system=system, **how, **planned)


def exertion(on: int | None, percent: Any = 94, **how: Any) -> Json:
    return result("spo2x", OXIMETRY_CODE, percent, "%", on=on, **how)


def walk(on: int, **how: Any) -> Json:
    return result("walk", WALK_CODE, 450, "m", on=on, **how)


def at_rest(percent: Any, on: int, **how: Any) -> Json:
    return result("spo2", "59408-5", percent, "%", on=on, **how)
