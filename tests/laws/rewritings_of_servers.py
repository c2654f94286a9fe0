"""Rewritings that must not change an answer: what FHIR servers and other countries write otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import count
from re import fullmatch
from typing import Any

from tests.cards.clinic import ICD10, ICD10CM, ICD10GM, RXNORM, SNOMED, Json
from tests.laws.further_rewritings import Body, dosages, drafts, lists, record

# Bundles


def all_resources(body: Body) -> list[Json]:
    """Each resource of the record and each draft once, also where several lists hold it."""
    return list({id(one): one for one in (*record(body), *drafts(body))}.values())


def objects(body: Body) -> Iterator[Json]:
    """Every JSON object in the record and the drafts."""
    yield from objects_in(all_resources(body))


def objects_in(parts: Iterable[Any]) -> Iterator[Json]:
    """Every JSON object in these, themselves included."""
    waiting = list(parts)
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def included_beside(body: Body) -> None:
    """What a server includes, and what it remarks, beside what was searched for."""
    included: tuple[Json, ...] = (
        {"resourceType": "Practitioner", "id": "7", "name": [{"family": "Sulfa"}]},
        {"resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "AMB"}},
        {"resourceType": "Provenance", "id": "p1", "target": [{"reference": "Condition/ild"}]},
    )
    remark = {"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "suppressed"}]}
    for bundle in lists(body):
        for entry in bundle["entry"]:
            entry["search"] = {"mode": "match", "score": 1}
        more = [{"resource": deepcopy(one), "search": {"mode": "include"}} for one in included]
        bundle["entry"] += [*more, {"resource": remark, "search": {"mode": "outcome"}}]


def versions_of_before(body: Body) -> None:
    """Each resource as it stands, and a version of before that was no result and no order yet."""
    for bundle in lists(body):
        for entry in list(bundle["entry"]):
            one = entry["resource"]
            # The day on which an order ended may be the day of its last change.
            if "id" in one and "meta" not in one and one.get("status") in {"final", "active"}:
                early = {"versionId": "1", "lastUpdated": "2026-01-01T00:00:00Z"}
                status = "preliminary" if one["resourceType"] == "Observation" else "draft"
                bundle["entry"].append({"resource": {**deepcopy(one), "status": status, "meta": early}})
                entry["resource"] = one | {"meta": {"versionId": "2", "lastUpdated": "2026-03-09T00:00:00Z"}}


def all_under_another_key_too(body: Body) -> None:
    entries = [deepcopy(entry) for bundle in lists(body) for entry in bundle["entry"]]
    body["prefetch"]["everything"] = {"resourceType": "Bundle", "type": "collection", "entry": entries}


def drafts_by_their_full_urls(body: Body) -> None:
    """Drafts as a transaction writes them; what is selected by their ``fullUrl``, with a version."""
    called: dict[str, str] = {}
    for place, entry in enumerate(body["context"].get("draftOrders", {}).get("entry", ())):
        one = entry["resource"]
        entry["fullUrl"] = f"urn:uuid:11111111-0000-4000-8000-{place:012d}"
        entry["request"] = {"method": "POST", "url": one["resourceType"]}
        called[f"{one['resourceType']}/{one.get('id')}"] = entry["fullUrl"]
    if "selections" in body["context"]:
        body["context"]["selections"] = [called.get(one, one) for one in body["context"]["selections"]]


def ids_counted_in_each_type(body: Body) -> None:
    """Every table of the EHR counts its rows from 1."""
    ids: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for one in all_resources(body):
        key = one["resourceType"], one.get("id", "")
        if key[1] and key not in ids:
            counts[key[0]] = counts.get(key[0], 0) + 1
            ids[key] = str(counts[key[0]])
    for one in objects(body):
        kind, _, id = str(one.get("reference", "")).partition("/")
        if (kind, id) in ids:
            one["reference"] = f"{kind}/{ids[kind, id]}"
    for one in all_resources(body):
        if one.get("id"):
            one["id"] = ids[one["resourceType"], one["id"]]
    if "selections" in body["context"]:
        split = (one.partition("/")[::2] for one in body["context"]["selections"])
        body["context"]["selections"] = [f"{kind}/{ids.get((kind, id), id)}" for kind, id in split]


# Elements


def nothing_said_aloud(body: Body) -> None:
    """``null``, empty lists and empty texts for what is not said."""
    for one in all_resources(body):
        for name, empty in (("note", None), ("extension", []), ("contained", []), ("comment", "")):
            one.setdefault(name, empty)
        one.setdefault("modifierExtension", [])
        one["text"] = {"status": "generated", "div": "<div>entered-in-error; anti-MDA5 positive; sulfa</div>"}


def days_as_instants_elsewhere(body: Body) -> None:
    """Every day with an hour in a far time zone: noon, where the patient is."""
    zones = ("T12:00:00Z", "T22:00:00+10:00", "T07:00:00.123456789-05:00", "T12:00Z")
    turn = count()
    for one in objects(body):
        for name, value in one.items():
            if isinstance(value, str) and fullmatch(r"\d{4}-\d\d-\d\d", value):
                one[name] = value + zones[next(turn) % len(zones)]


def systems_of_an_edition(body: Body) -> None:
    """Code systems with a version and over https; SNOMED CT by an edition; a coding without a code."""
    for one in objects(body):
        system = one.get("system")
        if "code" in one and "value" not in one and isinstance(system, str) and system.startswith("http:"):
            edition = "/731000124108/version/20250301" if system == SNOMED else ""
            one |= {"system": f"https:{system[5:]}{edition}", "version": "2025"}
        if isinstance(one.get("coding"), list):
            one["coding"] = [{"userSelected": True}, *one["coding"]]


HAEMOGLOBIN = "59260-0"
"""In moles, not in grams."""


def codes_of(one: Json) -> set[str]:
    return {coding.get("code", "") for coding in one.get("code", {}).get("coding", ())}


def units_of_other_laboratories(body: Body) -> None:
    """Results and their ranges in the units that other laboratories write, without a code of UCUM."""
    written = {
        "10*9/L": (("K/uL", 1), ("Gpt/L", 1), ("cells/mcL", 1000), ("x10E9/L", 1), ("Tsd/µl", 1)),
        "mmol/L": (("mEq/L", 1), ("mval/L", 1)),
        "mg/dL": (("mg%", 1), ("MG/DL", 1), ("milligram per deciliter", 1)),
        "g/dL": (("g/L", 10), ("gm/dL", 1)),
        "U/L": (("IU/L", 1), ("UI/L", 1)),
        "kg": (("kgs", 1), ("g", 1000)),
        "%": (("percent", 1), ("%", 1)),
        "L": (("Liter(s)", 1), ("mL", 1000)),
        "[IU]/mL": (("kU/L", 1), ("IU/mL", 1)),
    }
    turn = count()
    for one in all_resources(body):
        ways = written.get(one.get("valueQuantity", {}).get("code", ""))
        # A mole of haemoglobin is no equivalent.
        if one["resourceType"] == "Observation" and ways and HAEMOGLOBIN not in codes_of(one):
            unit, times = ways[next(turn) % len(ways)]
            ranges = [end for limits in one.get("referenceRange", ()) for end in limits.values()]
            for quantity in (one["valueQuantity"], *ranges):
                if isinstance(quantity, dict) and isinstance(quantity.get("value"), int | float):
                    number = float(f"{quantity['value'] * times:.10g}")
                    quantity.pop("code", None)
                    quantity |= {"value": number, "unit": unit}


# Drugs


def ingredients_pointed_to(body: Body) -> None:
    """A drug whose Medication only points to the substance that it holds."""
    turn = count()
    for one in all_resources(body):
        codings = one.get("medicationCodeableConcept", {}).get("coding", [])
        shown = codings[0].get("display", "") if codings else ""
        if shown and codings[0].get("system") == RXNORM and " MG" not in shown.upper():
            substance = {"resourceType": "Substance", "id": "s", "code": one.pop("medicationCodeableConcept")}
            part = [{"itemReference": {"reference": "#s"}}, {"item": {"reference": {"reference": "#s"}}}]
            drug = {"resourceType": "Medication", "id": "drug", "ingredient": [part[next(turn) % 2]]}
            one |= {"contained": [substance, drug], "medicationReference": {"reference": "#drug"}}


def schedules_by_the_clock(body: Body) -> None:
    """So many times of the day in the place of a frequency."""
    for dosage in dosages(body):
        repeat = dosage.get("timing", {}).get("repeat", {})
        times = repeat.get("frequency")
        daily = (repeat.get("period"), repeat.get("periodUnit")) == (1, "d") and times in {1, 2, 3, 4}
        if daily and not repeat.keys() & {"dayOfWeek", "when", "timeOfDay", "frequencyMax", "periodMax"}:
            repeat["timeOfDay"] = ["08:00:00", "20:00:00", "12:00:00", "16:00:00"][:times]
            for name in ("frequency", "period", "periodUnit"):
                del repeat[name]


def ends_told_otherwise(body: Body) -> None:
    """How long an order runs, as a number of days, of days of supply with a refill, or as its validity."""
    turn = count()
    for one in all_resources(body):
        given = one.get("dosageInstruction", [])
        if one["resourceType"] != "MedicationRequest" or len(given) != 1 or "dispenseRequest" in one:
            continue
        repeat = given[0].get("timing", {}).get("repeat", {}) if isinstance(given[0], dict) else {}
        bounds = repeat.get("boundsPeriod", {})
        if "end" not in bounds or bounds.get("start") != one.get("authoredOn"):
            continue
        days = (date.fromisoformat(bounds["end"]) - date.fromisoformat(bounds["start"])).days + 1
        length = {"value": days, "unit": "days", "code": "d"}
        half = {"expectedSupplyDuration": length | {"value": days / 2}, "numberOfRepeatsAllowed": 1}
        # A draft that says no more than its length is taken from today on.
        way = 2 + next(turn) % 2 if one["status"] == "draft" else next(turn) % 4
        if days < 1 or (way == 1 and days % 2):
            continue
        del repeat["boundsPeriod"]
        if way == 0:
            repeat["boundsDuration"] = length
        elif way == 3:
            one["effectiveDosePeriod"] = bounds
        else:
            one["dispenseRequest"] = half if way == 1 else {"validityPeriod": bounds}


def steroids_in_two_strengths(body: Body) -> None:
    """A steroid as two dosages at the same time, of three quarters and of one; a longer course in two parts
    that follow each other, too."""
    for one in all_resources(body):
        codings = one.get("medicationCodeableConcept", {}).get("coding", [{}])
        given = one.get("dosageInstruction", [])
        if codings[0].get("code") not in {"8640", "8638"} or len(given) != 1:
            continue
        rates = given[0].get("doseAndRate", []) if isinstance(given[0], dict) else []
        dose = rates[0].get("doseQuantity", {}) if len(rates) == 1 else {}
        if dose.get("code") != "mg" or not isinstance(dose.get("value"), int | float):
            continue
        repeat = given[0].get("timing", {}).get("repeat", {})
        bounds = repeat.get("boundsPeriod", {})
        parts = [bounds]
        if bounds.keys() >= {"start", "end"} and bounds["end"] > bounds["start"] and "count" not in repeat:
            second = (date.fromisoformat(bounds["start"]) + timedelta(days=1)).isoformat()
            parts = [{"start": bounds["start"], "end": bounds["start"]}, {**bounds, "start": second}]
        dosages_of_both = []
        for sequence, part in enumerate(parts):
            for share in (0.75, 0.25):
                dosage = deepcopy(given[0]) | {"sequence": sequence + 1}
                dosage["doseAndRate"][0]["doseQuantity"]["value"] = dose["value"] * share
                if part:
                    dosage["timing"]["repeat"]["boundsPeriod"] = part
                dosages_of_both.append(dosage)
        one["dosageInstruction"] = dosages_of_both


# Diagnoses


def codes_of_icd_10(body: Body) -> None:
    """Diagnoses by the codes of ICD-10 and of its German modification, where these mean the same."""
    same = {"M34.0": "M34.0", "M35.1": "M35.1", "M32.9": "M32.9", "M35.00": "M35.0", "M33.20": "M33.2"}
    same |= {"M33.10": "M33.1", "M31.30": "M31.3", "J67.9": "J67.9", "J70.4": "J70.4", "M06.9": "M06.9"}
    turn = count()
    for one in all_resources(body):
        codings = (one.get("code") or {}).get("coding", []) if one["resourceType"] == "Condition" else []
        if codings and codings[0].get("system") == ICD10CM and codings[0].get("code") in same:
            code, system = same[codings[0]["code"]], (ICD10, ICD10GM)[next(turn) % 2]
            codings[0] |= {"system": system, "code": code}


def names_of_diseases_alone(body: Body) -> None:
    """Diagnoses under a code of the house, told by their names in some language."""
    names = {
        "M34.0": ("Systemic sclerosis", "systemische Sklerose", "SCLERODERMIE SYSTEMIQUE"),
        "M06.9": ("Rheumatoid arthritis", "Rheumatoide Arthritis"),
        "M35.1": ("Mixed connective tissue disease", "MCTD"),
        "M32.9": ("Systemic lupus erythematosus", "SLE"),
        "M35.00": ("Sjögren syndrome", "Sjogren's disease"),
        "J84.10": ("Pulmonary fibrosis", "interstitial lung disease", "Lungenfibrose"),
    }
    turn = count()
    for one in all_resources(body):
        codings = (one.get("code") or {}).get("coding", []) if one["resourceType"] == "Condition" else []
        plain = len(codings) == 1 and "extension" not in codings[0]
        if plain and codings[0].get("code") in names and one["code"].get("text") == codings[0].get("display"):
            told = names[codings[0]["code"]]
            local = {"system": "urn:oid:1.2.3", "code": "5512", "display": told[next(turn) % len(told)]}
            one["code"] = {"coding": [local]}


OF_SERVERS = (
    included_beside,
    versions_of_before,
    all_under_another_key_too,
    drafts_by_their_full_urls,
    ids_counted_in_each_type,
    nothing_said_aloud,
    days_as_instants_elsewhere,
    systems_of_an_edition,
    units_of_other_laboratories,
    ingredients_pointed_to,
    schedules_by_the_clock,
    ends_told_otherwise,
    steroids_in_two_strengths,
    codes_of_icd_10,
    names_of_diseases_alone,
)
