"""All that was ordered for a person, and what a rule about steroids must pass over."""

from __future__ import annotations

from cdshooks.synth.chance import Chance
from cdshooks.synth.drug_orders import agent_orders, therapy_orders
from cdshooks.synth.orders import Order, Step, lasting
from cdshooks.synth.person import Person
from cdshooks.synth.steroid_orders import steroid_orders


def orders_of(person: Person, chance: Chance, noise: float) -> list[Order]:
    """All orders of a person. ``noise``: the share of what has no part in the truth that is written."""
    found = steroid_orders(person.course, chance)
    for therapy in person.therapies:
        found += therapy_orders(therapy, chance)
    if person.prophylaxis is not None:
        found += agent_orders(person.prophylaxis, chance)
    if person.raising_potassium:
        found.append(lasting(person.raising_potassium, -chance.whole(60, 900), None))
    if chance.under(noise):
        found += _noise(person, chance)
    return found


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
    found = [lasting(chance.pick(NOISE), -chance.whole(5, 700), None) for _ in range(chance.whole(1, 2))]
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
