"""What the whole patients are put together from: series of results, renewals, tapers, vaccines, reports.

Days are whole numbers, as in ``sample_fhir``: 0 is the day of the samples, -90 is 90 days before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.sample_fhir import (
    LOINC,
    NEGATIVE,
    POSITIVE,
    PRESCRIBER,
    SNOMED,
    SUBJECT,
    Json,
    amount,
    coded,
    coded_result,
    day,
    measured,
    moment,
    observation,
    order,
    report,
    result,
)

CVX = "http://hl7.org/fhir/sid/cvx"
RENEWED_EVERY = 90

INTRAVENOUS = ("47625008", "Intravenous route")

PREDNISONE = {
    20: ("312615", "prednisone 20 MG Oral Tablet"),
    5: ("312617", "prednisone 5 MG Oral Tablet"),
}
MYCOPHENOLATE = ("200060", "mycophenolate mofetil 500 MG Oral Tablet")
TACROLIMUS = ("42316", "tacrolimus")
AZATHIOPRINE = ("197388", "azathioprine 50 MG Oral Tablet")
NINTEDANIB = ("1592750", "nintedanib 150 MG Oral Capsule")
PIRFENIDONE = ("1592279", "pirfenidone 267 MG Oral Capsule")
RITUXIMAB = ("1657862", "10 ML rituximab 10 MG/ML Injection")
METHYLPREDNISOLONE = ("6902", "methylprednisolone")
HYDROXYCHLOROQUINE = ("979092", "hydroxychloroquine sulfate 200 MG Oral Tablet")
TMP_SMX = ("198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet")
ALENDRONATE = ("617264", "Alendronate 70 MG Oral Tablet")
CALCIUM = ("1897", "calcium carbonate")
OMEPRAZOLE = ("7646", "omeprazole")
LISINOPRIL = ("29046", "lisinopril")
ABATACEPT = ("614391", "abatacept")

SERIES = {
    "potassium": (("2823-3", "Potassium [Moles/volume] in Serum or Plasma"), 4.2, "mmol/L", (3.5, 5.1)),
    "creatinine": (("2160-0", "Creatinine [Mass/volume] in Serum or Plasma"), 0.8, "mg/dL", (0.6, 1.3)),
    "haemoglobin": (("718-7", "Hemoglobin [Mass/volume] in Blood"), 13.1, "g/dL", (12.0, 16.0)),
    "leukocytes": (
        ("6690-2", "Leukocytes [#/volume] in Blood by Automated count"),
        6.8,
        "10*9/L",
        (4.0, 11.0),
    ),
    "neutrophils": (
        ("751-8", "Neutrophils [#/volume] in Blood by Automated count"),
        4.4,
        "10*9/L",
        (1.8, 7.7),
    ),
    "lymphocytes": (
        ("731-0", "Lymphocytes [#/volume] in Blood by Automated count"),
        1.6,
        "10*9/L",
        (1.0, 4.8),
    ),
    "eosinophils": (
        ("711-2", "Eosinophils [#/volume] in Blood by Automated count"),
        0.2,
        "10*9/L",
        (0.0, 0.5),
    ),
    "platelets": (("777-3", "Platelets [#/volume] in Blood by Automated count"), 242, "10*9/L", (150, 400)),
    "alt": (
        ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma"),
        22,
        "U/L",
        (7, 40),
    ),
    "ast": (
        ("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma"),
        21,
        "U/L",
        (7, 40),
    ),
    "bilirubin": (("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma"), 0.6, "mg/dL", (0.2, 1.2)),
}
"""The blood tests of a usual visit: code, usual value, unit, reference range."""

ANTIBODIES = {
    "ana": ("5048-4", "Nuclear Ab [Titer] in Serum by Immunofluorescence"),
    "rheumatoid-factor": ("11572-5", "Rheumatoid factor [Units/volume] in Serum or Plasma"),
    "ccp": ("53027-9", "Cyclic citrullinated peptide Ab [Units/volume] in Serum"),
    "scl-70": ("27416-7", "SCL-70 extractable nuclear Ab [Units/volume] in Serum"),
    "centromere": ("16137-2", "Centromere Ab [Presence] in Serum"),
    "rnp": ("8091-1", "Ribonucleoprotein extractable nuclear Ab [Presence] in Serum"),
    "ssa": ("8093-7", "Sjogrens syndrome-A extractable nuclear Ab [Presence] in Serum"),
    "jo-1": ("8076-2", "Jo-1 extractable nuclear Ab [Presence] in Serum"),
    "mda5": ("107563-9", "MDA5 Ab [Presence] in Serum or Plasma"),
}
INFECTION_SCREEN = {
    "igra": ("71773-6", "Mycobacterium tuberculosis stimulated gamma interferon [Presence] in Blood"),
    "hbsag": ("5195-3", "Hepatitis B virus surface Ag [Presence] in Serum"),
    "anti-hbc": ("16933-4", "Hepatitis B virus core Ab [Presence] in Serum"),
}
PREGNANCY_TEST = ("2118-8", "Choriogonadotropin (pregnancy test) [Presence] in Serum or Plasma")


def bloods(*days: int, **changed: Sequence[float]) -> Iterator[Json]:
    """The blood tests of each day, usual but for the series that are given: one value for each day."""
    for number, on in enumerate(days):
        for name, (code, usual, unit, limits) in SERIES.items():
            # A little up and down from visit to visit, as in life; the same at each run.
            drift = 1 + ((number * 3 + len(name)) % 5 - 2) / 50
            value = changed[name][number] if name in changed else round(usual * drift, 1)
            yield result(f"{name}{on}", code, value, unit, on=on, usual=limits)


def serology(on: int, *positive: str) -> Iterator[Json]:
    """The antibodies of a first visit; those named are positive."""
    for name, code in ANTIBODIES.items():
        yield coded_result(name, code, POSITIVE if name in positive else NEGATIVE, on=on)
    yield result(
        "creatine-kinase",
        ("2157-6", "Creatine kinase [Enzymatic activity/volume] in Serum or Plasma"),
        90,
        "U/L",
        on=on,
        usual=(30, 170),
    )


def infection_screen(on: int) -> Iterator[Json]:
    """Tuberculosis and hepatitis B, all negative."""
    for name, code in INFECTION_SCREEN.items():
        yield coded_result(name, code, NEGATIVE, on=on)


def negative(id: str, code: tuple[str, str], on: int) -> Json:
    """A test that was negative."""
    return coded_result(id, code, NEGATIVE, on=on)


def lung_function(*visits: tuple[int, float, float, float]) -> Iterator[Json]:
    """Full lung function: (day, FVC % predicted, FVC in litres, DLCO % predicted), with its report."""
    for on, percent, litres, dlco in visits:
        yield measured(f"fvc{on}", ("19872-1", "FVC measured/predicted"), percent, "%", on=on)
        litre_code = ("19870-5", "Forced vital capacity [Volume] Respiratory system")
        yield measured(f"fvc-litres{on}", litre_code, litres, "L", on=on)
        dlco_code = ("98130-8", "Diffusion capacity.carbon monoxide/Predicted")
        yield measured(f"dlco{on}", dlco_code, dlco, "%", on=on)
        yield report(f"lung-function-report{on}", ("58477-1", "Pulmonary function report"), on=on)


def saturations(*visits: tuple[int, float]) -> Iterator[Json]:
    """Oxygen saturation at rest."""
    code = ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry")
    for on, percent in visits:
        yield measured(f"saturation{on}", code, percent, "%", on=on, vital=True)


def walks(*visits: tuple[int, float]) -> Iterator[Json]:
    """The lowest saturation while walking."""
    code = ("89276-0", "Oxygen saturation in Arterial blood by Pulse oximetry --W exercise")
    for on, percent in visits:
        yield measured(f"saturation-walking{on}", code, percent, "%", on=on)


def weights(kilograms: float, *days: int) -> Iterator[Json]:
    for on in days:
        yield measured(f"weight{on}", ("29463-7", "Body weight"), kilograms, "kg", on=on, vital=True)


def blood_pressures(*visits: tuple[int, int, int]) -> Iterator[Json]:
    """(day, systolic, diastolic)."""
    for on, systolic, diastolic in visits:
        found = observation(
            f"blood-pressure{on}", ("85354-9", "Blood pressure panel"), on=on, category="vital-signs"
        )
        found["component"] = [
            {
                "code": coded(LOINC, "8480-6", "Systolic blood pressure"),
                "valueQuantity": amount(systolic, "mm[Hg]"),
            },
            {
                "code": coded(LOINC, "8462-4", "Diastolic blood pressure"),
                "valueQuantity": amount(diastolic, "mm[Hg]"),
            },
        ]
        yield found


def smoking(answer: tuple[str, str], on: int) -> Json:
    code = ("72166-2", "Tobacco smoking status")
    found = observation("smoking-status", code, on=on, category="social-history")
    found["valueCodeableConcept"] = coded(SNOMED, *answer)
    return found


NEVER, FORMER = ("266919005", "Never smoker"), ("8517006", "Former smoker")


def chest_ct(*days: int) -> Iterator[Json]:
    for on in days:
        yield report(f"chest-ct{on}", ("29252-4", "CT Chest WO contrast"), on=on)


def bone_density(on: int) -> Json:
    return measured(
        "bone-density", ("24966-4", "DXA Lumbar spine [Mass/Area] Bone density"), 1.02, "g/cm2", on=on
    )


def renewed(
    id: str,
    drug: tuple[str, str],
    text: str,
    dose: Json,
    *,
    start: int,
    until: int,
    times: tuple[int, int, str] = (1, 1, "d"),
    route: tuple[str, str] | None = None,
) -> Iterator[Json]:
    """A drug in one order of 90 days after the other; the last is of today or earlier. ``until`` is the day
    after a course that has ended. What has ended is completed."""
    for begin in range(start, min(until, 1), RENEWED_EVERY):
        days = min(RENEWED_EVERY, until - begin)
        yield order(
            f"{id}{begin}",
            drug,
            text=text,
            dose=dose,
            times=times,
            start=begin,
            days=days,
            status="active" if begin + days > 0 else "completed",
            **({"route": route} if route else {}),
        )


def prednisone_taper(*steps: tuple[float, int, int], reason: str | None = None) -> Iterator[Json]:
    """Prednisone by mouth every morning: (mg, first day, days) for each step."""
    for mg, start, days in steps:
        drug = PREDNISONE[20 if mg % 20 == 0 else 5]
        text = f"{mg:g} mg by mouth every morning for {days} days"
        status = "active" if start + days > 0 else "completed"
        dose = amount(mg, "mg")
        yield order(
            f"prednisone{start}",
            drug,
            text=text,
            dose=dose,
            start=start,
            days=days,
            status=status,
            reason=reason,
        )


def infusion(id: str, drug: tuple[str, str], mg: float, *days: int) -> Iterator[Json]:
    """An order and the dose given, on each of the days."""
    for on in days:
        text, dose = f"{mg:g} mg intravenously, once", amount(mg, "mg")
        yield order(
            f"{id}-order{on}",
            drug,
            text=text,
            dose=dose,
            start=on,
            days=1,
            status="completed",
            route=INTRAVENOUS,
        )
        yield {
            "resourceType": "MedicationAdministration",
            "id": f"{id}-given{on}",
            "status": "completed",
            "medicationCodeableConcept": coded("http://www.nlm.nih.gov/research/umls/rxnorm", *drug),
            "subject": SUBJECT,
            "effectiveDateTime": moment(on),
            "request": {"reference": f"MedicationRequest/{id}-order{on}"},
            "dosage": {"route": coded(SNOMED, *INTRAVENOUS), "dose": dose},
        }


VACCINES = {
    "influenza": ("140", "Influenza, seasonal, injectable, preservative free"),
    "covid": ("207", "COVID-19, mRNA, LNP-S"),
    "pneumococcal": ("216", "Pneumococcal conjugate vaccine, 20 valent"),
    "zoster": ("187", "zoster vaccine recombinant"),
    "rsv": ("305", "RSV, bivalent, protein subunit RSVpreF"),
}


def vaccine(kind: str, *days: int) -> Iterator[Json]:
    for on in days:
        yield {
            "resourceType": "Immunization",
            "id": f"{kind}-vaccine{on}",
            "status": "completed",
            "vaccineCode": coded(CVX, *VACCINES[kind]),
            "patient": SUBJECT,
            "occurrenceDateTime": day(on),
            "primarySource": True,
        }


def vaccines(*, rsv: bool = False, zoster: bool = True) -> Iterator[Json]:
    """All that is due for an adult with lung disease, given over two years."""
    yield from vaccine("influenza", -456, -92)
    yield from vaccine("covid", -448, -85)
    yield from vaccine("pneumococcal", -600)
    if zoster:
        yield from vaccine("zoster", -560, -470)
    if rsv:
        yield from vaccine("rsv", -430)


def request(id: str, system: str, code: tuple[str, str], *, on: int, status: str = "active") -> Json:
    """A ServiceRequest."""
    return {
        "resourceType": "ServiceRequest",
        "id": id,
        "status": status,
        "intent": "order",
        "code": coded(system, *code),
        "subject": SUBJECT,
        "authoredOn": day(on),
        "requester": PRESCRIBER,
    }


def procedure(id: str, code: tuple[str, str], *, on: int) -> Json:
    return {
        "resourceType": "Procedure",
        "id": id,
        "status": "completed",
        "code": coded(SNOMED, *code),
        "subject": SUBJECT,
        "performedDateTime": day(on),
    }


LUNG_FUNCTION_ORDER = ("23426006", "Measurement of respiratory function (procedure)")
REHABILITATION = ("15081005", "Pulmonary rehabilitation (regime/therapy)")
ECHOCARDIOGRAPHY = ("433236007", "Transthoracic echocardiography (procedure)")
