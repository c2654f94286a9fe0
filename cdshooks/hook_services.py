"""The services, one for each hook: what they are called, what they ask for, and how discovery tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdshooks.gather.templates import Template, as_prefetch, derive_templates, keys_by_need
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Hook
from cdshooks.rules.plan import Plan
from cdshooks.web.engine import Service

_TITLES = {
    Hook.PATIENT_VIEW: (
        "ILD therapy and PJP prophylaxis: chart review",
        "When a chart is opened: open gaps in the work-up and therapy of interstitial lung disease and in "
        "Pneumocystis prophylaxis.",
    ),
    Hook.ORDER_SELECT: (
        "ILD therapy and PJP prophylaxis: while ordering",
        "While orders are chosen: whether they suit a patient with interstitial lung disease, and whether "
        "Pneumocystis prophylaxis is needed.",
    ),
    Hook.ORDER_SIGN: (
        "ILD therapy and PJP prophylaxis: before signing",
        "Before orders are signed: contraindications, doses and missing Pneumocystis prophylaxis.",
    ),
}

_BESIDE = {
    Hook.PATIENT_VIEW: " Call ild-order-sign too: an opened chart shows no order that is written later.",
    Hook.ORDER_SELECT: " Call ild-order-sign too: only there the orders are complete.",
    Hook.ORDER_SIGN: " Safety asks for this hook first: it is the last check before an order counts.",
}
"""Which hooks belong together, for those who agree on them."""


@dataclass(frozen=True, slots=True)
class HookService:
    """What one hook's service asks for."""

    hook: Hook
    templates: tuple[Template, ...]
    keys: Mapping[Need, tuple[str, ...]]


def hook_service(plan: Plan, hook: Hook) -> HookService:
    """What the cards of the plan need on this hook, as queries. Raises ``TemplateError``."""
    needs = plan.needs_by_hook[hook]
    templates = derive_templates(needs, plan.codes_of)
    return HookService(hook, templates, keys_by_need(templates, needs, plan.codes_of))


def service_id(hook: str) -> str:
    """The id of the service of a hook."""
    return f"ild-{hook}"


def described(one: HookService) -> Service:
    """The service as discovery shows it."""
    title, description = _TITLES[one.hook]
    needs = (
        "The prefetch listed here, or a FHIR access token with read scopes for its resource types; register "
        "this service with your authorization server first."
    )
    if one.hook.orders:
        needs = f"context.draftOrders. {needs}"
    return Service(
        service_id(one.hook.value),
        one.hook.value,
        title,
        description,
        as_prefetch(one.templates),
        needs + _BESIDE[one.hook],
    )
