"""From a person to the orders that a clinic would have written: one course, on record in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cdshooks.synth.chance import Chance
from cdshooks.synth.person import Course, Person, Prophylaxis, Stretch, Therapy
from cdshooks.synth.products import INGREDIENTS, POTENCY, PRODUCTS

RENEWED = 30
"""Days of supply of one renewal."""


class Step(NamedTuple):
    """``mg`` for one dose, ``frequency`` times in ``period`` ``every``, on the days ``first`` to ``last``."""

    first: int
    last: int | None
    mg: float
    frequency: int = 1
    period: int = 1
    every: str = "d"


@dataclass(slots=True)
class Order:
    """One order, statement or administration of a product. ``ends``: how the record states its end
    (``bounds``, ``supply``, ``validity``). ``says``: instead of a dose, these words."""

    product: str
    steps: list[Step]
    status: str = "active"
    kind: str = "MedicationRequest"
    ends: str = "bounds"
    says: str = ""
    amount: str = "mg"
    """``mg``, ``unit`` (tablets, mL) or ``g``."""
    coded: str = "product"
    """``product``, ``both`` (ingredient too), ``ingredient``, ``text``, ``contained``, ``reference``."""
    as_needed: bool = False
    hour: str = "10:30"
    stopped: int | None = None
    """The day it was stopped, where it was to go on for longer."""
    unstated: bool = False
    """Whether the record states no end though it is over."""
    range_from: float = 0.0
    """The lower end of a range of doses, as a share of the dose; 0: no range."""
    authored_before: int = 0
    reported: bool = False
    filled_for_a_year: bool = False

    @property
    def first(self) -> int:
        """The day it starts."""
        return self.steps[0].first

    @property
    def last(self) -> int | None:
        """Its last stated day."""
        return self.steps[-1].last


def orders_of(person: Person, chance: Chance, noise: float) -> list[Order]:
    """All orders of a person. ``noise``: the share of what has no part in the truth that is written."""
    found = steroid_orders(person.course, chance)
    for therapy in person.therapies:
        found += therapy_orders(therapy, chance)
    if person.prophylaxis is not None:
        found += agent_orders(person.prophylaxis, chance)
    if person.raising_potassium:
        found.append(_lasting(person.raising_potassium, -chance.whole(60, 900), None))
    if chance.under(noise):
        found += _noise(person, chance)
    return found


def steroid_orders(course: Course, chance: Chance) -> list[Order]:
    """The course as it is on record, and its pulses."""
    found: list[Order] = []
    if course.stretches:
        found = _written(course, chance)
        if course.besides:
            found += [
                _ended(Order("hydrocortisone-20", [Step(part.first, part.last, 20)]))
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
        found.append(_ended(Order("methylprednisolone-1000", [step], coded=_coded(chance))))
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
        order.says = chance.pick(("Take as directed", "Taper as on the clinic sheet", TABLETS))
        if order.says == TABLETS:
            order.coded = "ingredient"
    _habits(order, chance)
    _ended(order)
    if course.written == "stopped":
        order.status, order.stopped = "stopped", order.last
        order.steps[-1] = steps[-1]._replace(last=(order.last or 0) + chance.whole(1, 40))
    order.unstated = course.written == "no-end"
    return order


TABLETS = "2 tablets a day"
"""A dose that only the strength of the tablet would tell."""


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


def _ended(order: Order) -> Order:
    """The status that fits its days."""
    if order.last is not None and order.last < 0:
        order.status = "completed"
    return order


def _lasting(product: str, first: int, last: int | None, coded: str = "product") -> Order:
    of = PRODUCTS[product]
    step = Step(first, last, of.dose, of.frequency, of.period, of.every)
    return _ended(Order(product, [step], coded=coded))


def therapy_orders(therapy: Therapy, chance: Chance) -> list[Order]:
    """The order of a therapy, and each infusion that was given."""
    coded = chance.pick(("product", "product", "reference", "contained"))
    order = _lasting(therapy.drug, therapy.since, therapy.until, coded)
    if not therapy.given:
        if therapy.until is None and chance.under(0.3):
            order.ends = "validity"
            order.steps = [order.steps[0]._replace(last=chance.whole(0, 300))]
        return [order]
    mg = PRODUCTS[therapy.drug].dose
    given = [
        Order(therapy.drug, [Step(day, day, mg)], "completed", "MedicationAdministration", coded="product")
        for day in therapy.given
    ]
    return [order, *given]


REGIMENS = {
    "tmp-smx-daily": ("tmp-smx-ss", Step(0, None, 80)),
    "tmp-smx-thrice": ("tmp-smx-ds", Step(0, None, 160, 3, 1, "wk")),
    "tmp-smx-ds-daily": ("tmp-smx-ds", Step(0, None, 160)),
    "tmp-smx-half": ("tmp-smx-ss", Step(0, None, 80, 3, 1, "wk")),
    "tmp-smx-twice": ("tmp-smx-ss", Step(0, None, 80, 2, 1, "wk")),
    "tmp-smx-infection": ("tmp-smx-ds", Step(0, None, 160, 2)),
    "tmp-smx-over": ("tmp-smx-ss", Step(0, None, 80)),
    "trimethoprim": ("trimethoprim-100", Step(0, None, 100)),
    "atovaquone": ("atovaquone-liquid", Step(0, None, 1500)),
    "atovaquone-half": ("atovaquone-liquid", Step(0, None, 750)),
    "dapsone": ("dapsone-100", Step(0, None, 100)),
    "dapsone-half": ("dapsone-25", Step(0, None, 50)),
    "dapsone-quarter": ("dapsone-25", Step(0, None, 25)),
    "pentamidine": ("pentamidine-inhaled", Step(0, None, 300, 1, 4, "wk")),
    "pentamidine-long-ago": ("pentamidine-inhaled", Step(0, None, 300, 1, 4, "wk")),
}
"""What each regimen orders: the product, and one dose with its timing."""


def agent_orders(taken: Prophylaxis, chance: Chance) -> list[Order]:
    """The order of an agent; of pentamidine each inhalation too."""
    product, step = REGIMENS[taken.regimen]
    order = Order(product, [step._replace(first=taken.since, last=taken.until)])
    order.coded = chance.pick(("product", "product", "both", "reference", "contained"))
    order.amount = chance.pick(("unit", "unit", "mg")) if taken.regimen.startswith("tmp-smx") else "mg"
    order.ends = chance.pick(("bounds", "validity", "supply"))
    if taken.unreadable:
        if chance.under(0.5):
            order.says = "Take as directed"
        else:
            order.coded = "sulfamethoxazole"
    _ended(order)
    if not taken.given:
        return [order]
    given = [
        Order(product, [Step(day, day, 300)], "completed", "MedicationAdministration") for day in taken.given
    ]
    return [order, *given]


NOISE = (
    "prednisolone-eye",
    "hydrocortisone-cream",
    "budesonide-formoterol",
    "fluticasone-nasal",
    "albuterol",
    "alendronate-70",
)


def _noise(person: Person, chance: Chance) -> list[Order]:
    """Orders that a rule about steroids must pass over: other routes, as needed, withdrawn, not signed."""
    found = [_lasting(chance.pick(NOISE), -chance.whole(5, 700), None) for _ in range(chance.whole(1, 2))]
    drawn = chance.draw()
    if drawn < 0.04:
        far = -chance.whole(1600, 2000)
        found.append(
            Order("prednisone-20", [Step(far, far + 60, 40)], "completed", as_needed=True, coded="product")
        )
    elif drawn < 0.12:
        first = -chance.whole(1, 60)
        status = chance.pick(("cancelled", "entered-in-error", "draft"))
        found.append(Order("prednisone-20", [Step(first, first + 60, 60)], status))
    return found
