"""Orders of immunosuppressants and PJP agents, with what was infused or inhaled."""

from __future__ import annotations

from cdshooks.synth.chance import Chance
from cdshooks.synth.orders import Order, Step, ended, lasting
from cdshooks.synth.person import Prophylaxis, Therapy
from cdshooks.synth.products import PRODUCTS


def therapy_orders(therapy: Therapy, chance: Chance) -> list[Order]:
    """The order of a therapy, and each infusion that was given."""
    coded = chance.pick(("product", "product", "reference", "contained"))
    order = lasting(therapy.drug, therapy.since, therapy.until, coded)
    if therapy.status == "plan":
        order.intent = "plan"
    elif therapy.status != "active":
        order.status, order.stopped = therapy.status, -chance.whole(1, -therapy.since - 1)
    elif not therapy.given and chance.under(0.08):
        order.kind = "MedicationStatement"
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
    if therapy.premedicated:
        given += [
            Order("methylprednisolone-125", [Step(day, day, 125)], "completed", "MedicationAdministration")
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
    "tmp-smx-draft": ("tmp-smx-ss", Step(0, None, 80)),
    "tmp-smx-hold": ("tmp-smx-ss", Step(0, None, 80)),
    "tmp-smx-plan": ("tmp-smx-ss", Step(0, None, 80)),
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
    order.amount = "mg" if taken.given else chance.pick(("unit", "unit", "mg"))
    if step.frequency == 3 and chance.under(0.4):
        order.weekdays = ("mon", "wed", "fri")
    order.ends = chance.pick(("bounds", "validity", "supply"))
    if taken.unreadable:
        if chance.under(0.5):
            order.says = "Take as directed"
        else:
            order.coded = "sulfamethoxazole"
    ended(order)
    _withheld(order, taken.regimen, taken.since)
    if not taken.given:
        if order.status == "active" and order.intent == "order" and chance.under(0.06):
            order.kind = "MedicationStatement"
        return [order]
    given = [
        Order(product, [Step(day, day, 300)], "completed", "MedicationAdministration") for day in taken.given
    ]
    return [order, *given]


def _withheld(order: Order, regimen: str, since: int) -> None:
    """Orders of an agent that nobody takes: not signed, held back, or only meant."""
    if regimen == "tmp-smx-draft":
        order.status = "draft"
    elif regimen == "tmp-smx-hold":
        order.status, order.stopped = "on-hold", since // 2
    elif regimen == "tmp-smx-plan":
        order.intent = "plan"
