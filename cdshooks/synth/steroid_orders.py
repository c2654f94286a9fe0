"""A glucocorticoid course on record in one of several ways: the same course, other orders."""

from __future__ import annotations

from cdshooks.synth.chance import Chance
from cdshooks.synth.orders import AMOUNT, TABLETS, Order, Step, ended
from cdshooks.synth.person import Course, Stretch
from cdshooks.synth.products import INGREDIENTS, POTENCY, PRODUCTS

RENEWED = 30
"""Days of supply of one renewal."""


def steroid_orders(course: Course, chance: Chance) -> list[Order]:
    """The course as it is on record, and its pulses."""
    found: list[Order] = []
    if course.stretches:
        found = _written(course, chance)
        if course.besides:
            found += [
                ended(Order("hydrocortisone-20", [Step(part.first, part.last, 20)]))
                for part in course.stretches
            ]
        if course.flare_pack is not None:
            first = course.flare_pack
            found.append(Order("prednisone-20", [Step(first, first + 180, 40)], as_needed=True))
    found += [
        Order(
            "methylprednisolone-40", [Step(day, day, 40)], "completed", "MedicationAdministration", hour=hour
        )
        for day in course.ward
        for hour in ("08:00", "20:00")
    ]
    if course.pulses:
        step = Step(course.pulses[0], course.pulses[-1], 1000)
        found.append(ended(Order("methylprednisolone-1000", [step], coded=_coded(chance))))
    return found


def _written(course: Course, chance: Chance) -> list[Order]:
    stretches = list(course.stretches)
    if course.written == "taper":
        steps = [_step(course, part, course.open_end and part is stretches[-1]) for part in stretches]
        return [_dressed(course, chance, steps)]
    if course.written in ("renewals", "dispenses"):
        stretches = [piece for part in stretches for piece in _renewals(part)]
    found = []
    for part, after in zip(stretches, [*stretches[1:], None], strict=True):
        open_end = course.open_end and after is None
        step = _step(course, part, open_end)
        if course.written == "two-strengths" and part.mg > 10:
            # Two equal orders of one day would read as one order recorded twice.
            larger = 15.0 if step.mg == 20 else 10.0
            found.append(_dressed(course, chance, [step._replace(mg=larger)], "prednisone-10"))
            found.append(_dressed(course, chance, [step._replace(mg=step.mg - larger)], "prednisone-5"))
            continue
        order = _dressed(course, chance, [step])
        if course.written == "dispenses" and part.first <= 0:
            order.kind, order.status = "MedicationDispense", "completed"
        follows = after is not None and after.first == part.last + 1
        if course.written == "renewals" and follows and chance.under(0.2):
            # Some come for the next box before the last one is used up.
            order.steps = [step._replace(last=part.last + chance.whole(1, 7))]
        if course.never_ended and follows and part.first <= 0:
            order.steps, order.status = [step._replace(last=None)], "active"
        if course.written == "statement" and part.first <= 0:
            order.kind = "MedicationStatement"
        found.append(order)
        if course.written == "double":
            found.append(_dressed(course, chance, [step]))
    return found


def _renewals(part: Stretch) -> list[Stretch]:
    """A course cut into prescriptions of thirty days; the last one is shorter."""
    days = range(part.first, part.last + 1, RENEWED)
    return [Stretch(day, min(day + RENEWED - 1, part.last), part.mg) for day in days]


def _step(course: Course, part: Stretch, open_end: bool) -> Step:
    mg = part.mg / POTENCY[course.drug]
    last = None if open_end else part.last
    if course.written == "alternate-days":
        return Step(part.first, last, mg * 2, 1, 2)
    return Step(part.first, last, mg)


def _dressed(course: Course, chance: Chance, steps: list[Step], product: str = "") -> Order:
    """An order with the product, amounts and codes that chance gives it."""
    products = [product] if product else [one for one in INGREDIENTS[course.drug] if _fits(one, steps)]
    order = Order(chance.pick(products or INGREDIENTS[course.drug]), steps, coded=_coded(chance))
    order.amount = _amount(order, chance)
    if len(steps) == 1 and steps[0].first <= 0:
        order.ends = chance.pick(("bounds", "bounds", "supply", "validity"))
        if steps[0].mg >= 10 and steps[0].period == 1 and chance.under(0.1):
            order.steps = [steps[0]._replace(mg=steps[0].mg / 2, frequency=2)]
    if course.unreadable:
        order.says = chance.pick(("Take as directed", "Taper as on the clinic sheet", TABLETS, AMOUNT))
        if order.says == TABLETS:
            order.coded = "ingredient"
    _habits(order, chance)
    ended(order)
    if course.written == "stopped":
        order.status, order.stopped = "stopped", order.last
        order.steps[-1] = steps[-1]._replace(last=(order.last or 0) + chance.whole(1, 40))
    order.unstated = course.written == "no-end"
    return order


def _habits(order: Order, chance: Chance) -> None:
    """What some prescribers do: ranges, orders written ahead, refills for a year, what patients report."""
    drawn = chance.draw()
    if drawn < 0.03 and order.amount == "mg":
        order.range_from = 0.5
    elif drawn < 0.13 and order.ends == "bounds":
        order.authored_before = chance.whole(1, 10)
    elif drawn < 0.2 and order.ends == "bounds":
        order.filled_for_a_year = True
    elif drawn < 0.22:
        order.reported = True


def _fits(product: str, steps: list[Step]) -> bool:
    """Whether the doses are whole or half units of the product."""
    strength = PRODUCTS[product].strength
    return all((step.mg * 2 / strength).is_integer() and step.mg / strength <= 12 for step in steps)


def _amount(order: Order, chance: Chance) -> str:
    if order.coded in ("ingredient", "text") or not _fits(order.product, order.steps):
        return "mg"
    drawn = chance.draw()
    return "unit" if drawn < 0.35 else "g" if drawn < 0.37 else "mg"


def _coded(chance: Chance) -> str:
    drawn = chance.draw()
    if drawn < 0.5:
        return "product"
    for share, coded in ((0.7, "both"), (0.8, "reference"), (0.88, "ingredient"), (0.94, "contained")):
        if drawn < share:
            return coded
    return "text"
