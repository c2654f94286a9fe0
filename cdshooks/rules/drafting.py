"""Draft orders in FHIR R4: what a suggestion's click puts into the EHR's unsigned orders."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from cdshooks.patient.value import value
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.record_lines import how_often

SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"

Json = dict[str, Any]


@value
class Subject:
    """Whom a draft is for: the patient, the encounter where known, the diagnosis that is its reason.

    ``reason_reference``: the diagnosis for which the card speaks; ``disease``: what its drugs are for. They
    differ where a card speaks of what forbids a drug: what takes its place is not ordered for that.
    """

    patient_id: str
    encounter_id: str | None = None
    reason_reference: str | None = None
    reason_text: str = ""
    disease: str | None = None


def _number(text: str) -> int | float:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


def medication_request(order: DrugOrder, subject: Subject) -> Json:
    """A MedicationRequest with status draft: coded drug, dose, route, timing, subject, reason."""
    return {
        "resourceType": "MedicationRequest",
        "status": "draft",
        "intent": "order",
        "medicationCodeableConcept": _product(order),
        **_whom(subject),
        **_ordered_for(order, subject),
        "dosageInstruction": dosage_instruction(order),
        **({"note": [{"text": order.note}]} if order.note else {}),
    }


def _product(order: DrugOrder) -> Json:
    return {
        "coding": [{"system": order.system, "code": order.code, "display": order.display}],
        "text": order.display,
    }


def dosage_instruction(order: DrugOrder) -> list[Json]:
    """The dosage of an order as FHIR writes it; where it rises, each step in its turn, with its own words."""
    if not order.rising:
        return [_dosage(order, order.dose, order.days, order.words)]
    steps = [
        _dosage(order, dose, days, f"{_step_words(order, dose)} for {days} days")
        for days, dose in order.rising
    ]
    last_from = sum(days for days, _ in order.rising) + 1
    last = f"{_step_words(order, order.dose)} from day {last_from}"
    steps.append(_dosage(order, order.dose, order.days, last))
    return [{"sequence": number, **step} for number, step in enumerate(steps, start=1)]


def _step_words(order: DrugOrder, dose: str) -> str:
    """ "pirfenidone, 2 capsules by mouth 3 times a day": of one step all that is needed to take it."""
    frequency, period, unit = order.every
    weekly = Decimal(frequency * _A_WEEK[unit]) / period
    code, display = order.route
    way = "by mouth" if code == _ORAL else f"by the {display.lower()}"
    return f"{order.drug}, {_counted(dose, order.unit)} {way} {how_often(weekly)}"


_A_WEEK = {"d": 7, "wk": 1}
_ORAL = "26643006"


def _counted(dose: str, unit: str) -> str:
    """``1 capsule``, ``2 capsules``, ``20 mg``."""
    return f"{dose} {unit}s" if unit in {"capsule", "tablet"} and dose != "1" else f"{dose} {unit}"


def _dosage(order: DrugOrder, dose: str, days: int | None, words: str) -> Json:
    frequency, period, unit = order.every
    repeat: Json = {"frequency": frequency, "period": period, "periodUnit": unit}
    if days is not None:
        repeat = {"boundsDuration": {"value": days, "unit": "d", "system": UCUM, "code": "d"}, **repeat}
    route_code, route_display = order.route
    route = {
        "coding": [{"system": SNOMED, "code": route_code, "display": route_display}],
        "text": route_display,
    }
    amount = {"value": _number(dose), "unit": order.unit, "system": UCUM, "code": order.unit_code}
    return {
        "text": words,
        "timing": {"repeat": repeat},
        "route": route,
        "doseAndRate": [{"doseQuantity": amount}],
    }


def service_request(test: TestOrder, subject: Subject) -> Json:
    """A ServiceRequest with status draft; by text alone where no verified code exists."""
    code: Json = {"text": test.words}
    if test.system:
        code = {"coding": [{"system": test.system, "code": test.code, "display": test.words}], **code}
    notes = (f"Timing: {test.timing}" if test.timing else "", test.note)
    return {
        "resourceType": "ServiceRequest",
        "status": "draft",
        "intent": "order",
        **({"priority": test.priority} if test.priority else {}),
        "code": code,
        **_whom(subject),
        **_asked_for(subject),
        **({"reasonCode": [{"text": test.question}]} if test.question else {}),
        **({"note": [{"text": note} for note in notes if note]} if any(notes) else {}),
    }


def changed_to(resource: Mapping[str, Any], order: DrugOrder) -> Json:
    """The client's own order with this product and dosage; its bounds stay where the new one states none.
    Nothing else is touched or lost but the amount to hand out, which was meant for the old dose.

    The product is named anew unless it already is the one meant: "1 tablet" of another strength would be
    another dose.
    """
    changed = deepcopy(dict(resource))
    dosage = dosage_instruction(order)
    if order.days is None:
        dosage[0]["timing"]["repeat"] = {**_bounds(resource), **dosage[0]["timing"]["repeat"]}
    changed["dosageInstruction"] = dosage
    _drop_amounts(changed)
    if not _is_product(resource.get("medicationCodeableConcept"), order):
        _drop_medication(changed)
        changed["medicationCodeableConcept"] = _product(order)
    return changed


def ending(resource: Mapping[str, Any], last: str, begun: str | None) -> Json | None:
    """The client's own order with a last day; ``None`` where one day cannot end all that it orders.

    ``begun``: its first day where its bounds state none. Unwritten, that would be the day of the change.
    """
    changed = deepcopy(dict(resource))
    dosages = _dosages_that_end_together(changed)
    for dosage in dosages:
        repeat = dosage.setdefault("timing", {}).setdefault("repeat", {})
        period = repeat.get("boundsPeriod")
        start = (period.get("start") if isinstance(period, dict) else None) or begun
        for name in [name for name in repeat if name.startswith("bounds") or name in {"count", "countMax"}]:
            del repeat[name]
        repeat["boundsPeriod"] = {**({"start": start} if start else {}), "end": last}
    return changed if dosages else None


def stopped(resource: Mapping[str, Any]) -> Json:
    """The client's own order, stopped; nothing else of it is touched."""
    return {**deepcopy(dict(resource)), "status": "stopped"}


def _dosages_that_end_together(resource: Mapping[str, Any]) -> list[Json]:
    """The dosages of an order; none where some follow others, or where one of them cannot be read."""
    dosages = resource.get("dosageInstruction")
    if not isinstance(dosages, list) or not all(_holds_a_schedule(one) for one in dosages):
        return []
    stated = [(one.get("sequence"), one.get("timing", {}).get("event"), _bounds_of(one)) for one in dosages]
    return dosages if all(one == stated[0] for one in stated) else []


def _holds_a_schedule(dosage: Any) -> bool:
    """Whether a dosage is one, with a schedule or none."""
    timing = dosage.get("timing", {}) if isinstance(dosage, dict) else None
    return isinstance(timing, dict) and isinstance(timing.get("repeat", {}), dict)


def _bounds(resource: Mapping[str, Any]) -> Json:
    """``boundsPeriod`` and the like, where all dosages of the order state the same."""
    return next((_bounds_of(one) for one in _dosages_that_end_together(resource)), {})


def _bounds_of(dosage: Json) -> Json:
    repeat = dosage.get("timing", {}).get("repeat", {})
    return {name: value for name, value in deepcopy(repeat).items() if name.startswith("bounds")}


def _is_product(concept: Any, order: DrugOrder) -> bool:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return isinstance(codings, list) and any(
        isinstance(one, dict) and one.get("system") == order.system and one.get("code") == order.code
        for one in codings
    )


def _drop_amounts(changed: Json) -> None:
    """Without what is to be handed out at once and in all; for how long, and how often again, stays."""
    supply = changed.get("dispenseRequest")
    if not isinstance(supply, dict):
        return
    first = supply.get("initialFill")
    for part in (supply, first):
        if isinstance(part, dict):
            part.pop("quantity", None)
    # FHIR knows no empty element.
    if first == {}:
        del supply["initialFill"]
    if not supply:
        del changed["dispenseRequest"]


def _drop_medication(changed: Json) -> None:
    """Without ``medication[x]``, and without the contained Medication that only it pointed to."""
    reference = changed.pop("medicationReference", None)
    for name in [name for name in changed if name.startswith("medication")]:
        del changed[name]
    target = reference.get("reference") if isinstance(reference, dict) else None
    contained = changed.get("contained")
    if isinstance(target, str) and isinstance(contained, list):
        left = [one for one in contained if not (isinstance(one, dict) and f"#{one.get('id')}" == target)]
        if left:
            changed["contained"] = left
        else:
            del changed["contained"]


def _whom(subject: Subject) -> Json:
    whom: Json = {"subject": {"reference": f"Patient/{subject.patient_id}"}}
    if subject.encounter_id:
        whom["encounter"] = {"reference": f"Encounter/{subject.encounter_id}"}
    return whom


def _ordered_for(order: DrugOrder, subject: Subject) -> Json:
    """The disease that a drug is ordered for, else its purpose in words, else what the card speaks for."""
    if subject.disease is None and order.purpose:
        return _in_words(order.purpose)
    return _referring(subject.disease or subject.reason_reference) or _in_words(subject.reason_text)


def _asked_for(subject: Subject) -> Json:
    """The diagnosis for which the card speaks; where it speaks for none, its title beside the disease."""
    if subject.reason_reference:
        return _referring(subject.reason_reference)
    return {**_referring(subject.disease), **_in_words(subject.reason_text)}


def _referring(diagnosis: str | None) -> Json:
    return {"reasonReference": [{"reference": diagnosis}]} if diagnosis else {}


def _in_words(reason: str) -> Json:
    return {"reasonCode": [{"text": reason}]} if reason else {}


def create(resource: Json, description: str) -> Json:
    """The action of CDS Hooks that makes a draft."""
    return {"type": "create", "description": description, "resource": resource}


def update(resource: Json, description: str) -> Json:
    """The action that puts the resource in the place of the draft with its id."""
    return {"type": "update", "description": description, "resource": resource}


def delete(reference: str, description: str) -> Json:
    """The action that takes a draft away. ``reference``: "MedicationRequest/d1"."""
    return {"type": "delete", "description": description, "resourceId": reference}
