"""What the stories of prevention share: a patient for whom little else is to be said, and vaccines."""

from __future__ import annotations

from tests.cards.clinic import TODAY, Json, coded, day, draft, ild, result

CVX = "http://hl7.org/fhir/sid/cvx"
LOCAL = "urn:oid:1.2.3"
"""The code system of the site in ``site.toml``."""

assert TODAY.month == 3, "the stories of influenza happen in its season"


def vaccinated(cvx: str, *, on: int = -5, status: str = "completed", id: str = "") -> Json:
    """An Immunization."""
    return {
        "resourceType": "Immunization",
        "id": id or f"cvx-{cvx}-{-on}",
        "status": status,
        "vaccineCode": coded(CVX, cvx),
        "patient": {"reference": "Patient/pat"},
        "occurrenceDateTime": day(on),
    }


def vaccine_in_words(words: str, *, on: int = -5, status: str = "completed", **coding: str) -> Json:
    """An Immunization without a code of vaccines; ``coding``: the code that stands there instead."""
    code: Json = {"text": words} | ({"coding": [coding]} if coding else {})
    return vaccinated("", on=on, status=status, id=f"words-{-on}") | {"vaccineCode": code}


def vaccine_draft(cvx: str, display: str = "", id: str = "vac") -> Json:
    """A vaccine being ordered, as a medication."""
    return draft(id, cvx, display, system=CVX, route="im", dose=1, unit="{dose}")


def lung_function(fvc: float = 90, dlco: float = 80, on: int = -30) -> tuple[Json, Json]:
    return result("fvc", "19871-3", fvc, "%", on=on), result("dlco", "98130-8", dlco, "%", on=on)


LONG_ILD = ild(recorded=-2000)
REVIEWED = vaccinated("141", on=-5)
"""Vaccines were looked at lately: nothing is said of them."""
SETTLED = (LONG_ILD, *lung_function(), REVIEWED)
"""An old ILD, lung function and vaccines of late: few cards have anything to say."""
