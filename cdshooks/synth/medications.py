"""Orders, statements and infusions as FHIR resources."""

from __future__ import annotations

from typing import Any

from cdshooks.synth.codes import concept, words
from cdshooks.synth.days import Days
from cdshooks.synth.orders import TABLETS, Order, Step
from cdshooks.synth.products import PRODUCTS, Product

Json = dict[str, Any]
UCUM = "http://unitsofmeasure.org"
ROUTES = {
    "oral": "Oral",
    "iv": "Intravenous",
    "sc": "Subcutaneous",
    "skin": "Topical",
    "eye": "Ophthalmic",
    "nasal": "Nasal",
    "inhaled": "Inhalation",
}


def medication_resources(seed: int) -> list[Json]:
    """The Medication resources that orders of all patients refer to."""
    return [
        {
            "resourceType": "Medication",
            "id": medication_id(seed, product.code),
            "status": "active",
            "code": concept(product.code),
        }
        for product in PRODUCTS.values()
    ]


def medication_id(seed: int, product: str) -> str:
    """The id of a shared Medication."""
    return f"synth-{seed}-{product}".replace("/", "-")


def medication(order: Order, id: str, patient: str, seed: int, requester: str, days: Days) -> Json:
    """The resource of an order. ``id`` is its own, ``patient`` and ``requester`` are references."""
    resource: Json = {"resourceType": order.kind, "id": id, "status": order.status}
    of = PRODUCTS[order.product]
    _name_drug(resource, order, of, seed)
    subject = {"reference": patient}
    if order.kind == "MedicationAdministration":
        step = order.steps[0]
        dosage = {"dose": _quantity(step.mg, "mg"), "route": words(ROUTES[of.route])}
        moment = days.at(step.first, order.hour)
        return {**resource, "subject": subject, "effectiveDateTime": moment, "dosage": dosage}
    if order.stopped is not None:
        resource["meta"] = {"lastUpdated": days.at(order.stopped)}
    dosages = _dosages(order, of, days)
    if order.kind == "MedicationDispense":
        return _dispense(resource, order, subject, dosages, days)
    if order.kind == "MedicationStatement":
        period = _period(order.first, order.last, days)
        asserted = days.at(min(0, order.first + 7))
        return {
            **resource,
            "subject": subject,
            "effectivePeriod": period,
            "dateAsserted": asserted,
            "dosage": dosages,
        }
    resource |= {
        "intent": order.intent,
        "subject": subject,
        "authoredOn": days.at(min(0, order.first) - order.authored_before),
        "requester": {"reference": requester},
        "dosageInstruction": dosages,
    }
    if order.reported:
        resource["reportedBoolean"] = True
    supply = _supply(order, days)
    return {**resource, "dispenseRequest": supply} if supply else resource


def _dispense(resource: Json, order: Order, subject: Json, dosages: list[Json], days: Days) -> Json:
    """What a pharmacy handed out: its supply says how long it lasts."""
    length = (order.last or order.first) - order.first + 1
    return {
        **resource,
        "subject": subject,
        "daysSupply": {"value": length, "unit": "days", "system": UCUM, "code": "d"},
        "whenHandedOver": days.at(order.first),
        "dosageInstruction": dosages,
    }


def _name_drug(resource: Json, order: Order, of: Product, seed: int) -> None:
    """Sets the medication, at the level of coding that the order has."""
    if order.coded == "reference":
        resource["medicationReference"] = {"reference": f"Medication/{medication_id(seed, of.code)}"}
    elif order.coded == "contained":
        resource["contained"] = [{"resourceType": "Medication", "id": "drug", "code": concept(of.code)}]
        resource["medicationReference"] = {"reference": "#drug"}
    else:
        resource["medicationCodeableConcept"] = _concept(order.coded, of)


def _concept(coded: str, of: Product) -> Json:
    if coded == "text":
        return words(of.words)
    if coded == "sulfamethoxazole":
        return concept("sulfamethoxazole")
    if coded == "ingredient" and of.ingredient:
        return concept(of.ingredient)
    return concept(of.code, of.ingredient) if coded == "both" and of.ingredient else concept(of.code)


def _quantity(value: float, unit: str) -> Json:
    """A quantity: UCUM where the unit has a code there, else the unit's own word."""
    number = int(value) if value == int(value) else round(value, 4)
    if unit in ("mg", "g", "mL"):
        return {"value": number, "unit": unit, "system": UCUM, "code": unit}
    return {"value": number, "unit": unit}


def _dose(order: Order, of: Product, mg: float) -> Json:
    if not of.strength:
        return _quantity(mg, of.unit)
    if order.amount == "unit":
        return _quantity(mg / of.strength, of.unit)
    return _quantity(mg / 1000, "g") if order.amount == "g" else _quantity(mg, "mg")


def _dosages(order: Order, of: Product, days: Days) -> list[Json]:
    """The dosage instructions; one where the dose is only said."""
    route = words(ROUTES[of.route])
    if order.says == TABLETS:
        repeat = {
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "boundsPeriod": _period(order.first, order.last, days),
        }
        dose = {"doseQuantity": _quantity(2, "tablet")}
        return [{"timing": {"repeat": repeat}, "route": route, "doseAndRate": [dose]}]
    if order.says:
        return [{"text": order.says.format(mg=order.steps[-1].mg), "route": route}]
    return [_dosage(order, of, number, step, days) for number, step in enumerate(order.steps, 1)]


def _dosage(order: Order, of: Product, number: int, step: Step, days: Days) -> Json:
    repeat: Json = {"frequency": step.frequency, "period": step.period, "periodUnit": step.every}
    if order.weekdays:
        repeat = {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": list(order.weekdays)}
    if order.unstated:
        repeat["boundsPeriod"] = _period(step.first, None, days)
    elif order.ends == "bounds" or len(order.steps) > 1:
        repeat["boundsPeriod"] = _period(step.first, step.last, days)
    dose = _dose(order, of, step.mg)
    amount: Json = {"doseQuantity": dose}
    if order.range_from:
        amount = {"doseRange": {"low": _dose(order, of, step.mg * order.range_from), "high": dose}}
    dosage: Json = {
        "timing": {"repeat": repeat},
        "route": words(ROUTES[of.route]),
        "doseAndRate": [amount],
    }
    if len(order.steps) > 1:
        dosage["sequence"] = number
    if order.as_needed:
        dosage["asNeededBoolean"] = True
    return dosage


def _period(first: int, last: int | None, days: Days) -> Json:
    period = {"start": days[first]}
    if last is not None:
        period["end"] = days[last]
    return period


def _supply(order: Order, days: Days) -> Json:
    """How the order states its end where its dosages do not."""
    first, last = order.first, order.last
    if last is None or order.unstated:
        return {}
    if order.filled_for_a_year:
        return {"validityPeriod": _period(first, first + 364, days)}
    if order.ends == "validity" or (order.says and order.ends == "bounds"):
        return {"validityPeriod": _period(first, last, days)}
    if order.ends != "supply":
        return {}
    length = last - first + 1
    refills = next((number for number in (2, 1) if length % (number + 1) == 0 and length > 30), 0)
    supply: Json = {
        "expectedSupplyDuration": {
            "value": length // (refills + 1),
            "unit": "days",
            "system": UCUM,
            "code": "d",
        }
    }
    return {**supply, "numberOfRepeatsAllowed": refills} if refills else supply
