"""TMP-SMX raises potassium: three entrances (its draft, a partner's, the chart) and one set of levels."""

from __future__ import annotations

from cards.definitions.organs import clearance, on_dialysis
from cards.definitions.person import adult, comfort_care
from cards.definitions.pjp import being_treated, consulted, pjp_agents, tmp_smx
from cards.definitions.tests import creatinine_test, potassium_test, urgent_infectious_disease_consult
from cards.definitions.therapy import calcineurin_inhibitor
from cards.policy import (
    CLEARANCE_CAUTION,
    K_HIGH,
    POTASSIUM_AGE_YEARS,
    RENEWAL_DAYS,
    RENEWAL_GAP_DAYS,
    RENEWAL_TAKEN_DAYS,
    RESULT_DAYS,
)
from cards.sources import PJP_REGIMENS, SERVICE_CHOICE
from cards.valuesets import (
    ACE_INHIBITOR,
    ANGIOTENSIN_BLOCKER,
    POTASSIUM,
    POTASSIUM_SPARING,
    POTASSIUM_SUPPLEMENT,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    age,
    alive,
    any_drug,
    any_of,
    critical,
    delete_draft,
    drug,
    first_of,
    info,
    lab,
    newly_ordered,
    number,
    occasion,
    on_drug_for,
    record_or_orders_of,
    replace_draft,
    request,
    request_for,
    warning,
    yes,
)
from tests.spec.hardest.words_to_come import day_of, requested_since, result_since_start

K_DANGER = number(
    "tmp_smx.potassium_danger", "5.5", "mmol/L", allowed=("5.1", "6.5"), source="service choice [K]"
)
K = lab(POTASSIUM, "mmol/L")
potassium = K.result(within=RESULT_DAYS)
high, dangerous = potassium.above(K_HIGH), potassium.above(K_DANGER)

raising = any_drug(
    drug(ACE_INHIBITOR), drug(ANGIOTENSIN_BLOCKER), drug(POTASSIUM_SPARING), drug(POTASSIUM_SUPPLEMENT)
).called("potassium-raising drug")
raising_ordered = raising.ordered() | calcineurin_inhibitor.ordered()
raising_in_use = raising.in_use() | calcineurin_inhibitor.in_use()
raising_added = newly_ordered(raising, RENEWAL_DAYS) | newly_ordered(calcineurin_inhibitor, RENEWAL_DAYS)
at_risk = age.at_least(POTASSIUM_AGE_YEARS) | yes(clearance.below(CLEARANCE_CAUTION))

requested = request_for(POTASSIUM).open(within=30)
with_a_partner = raising_in_use & (at_risk | ~requested)
not_measured = ~potassium.on_record() & ~being_treated & ~requested
begun_lately = on_drug_for(tmp_smx, 5, bridge=3) & ~on_drug_for(tmp_smx, 32, bridge=3)

ordering = occasion.order & (tmp_smx.ordered() | (raising_ordered & tmp_smx.active()))
watching = occasion.chart & adult & ~comfort_care & tmp_smx.active()
partner_unwatched = with_a_partner & begun_lately & ~result_since_start(K.result(), tmp_smx)

renewal = (
    on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
    & K.result(within=90).on_record()
    & ~K.result(within=90).above(K_HIGH)
    & ~raising_added
)
rechecked = (
    occasion.chart & high & requested_since(request_for(POTASSIUM).open(within=30), day_of(high), within=30)
)

card = Card(
    id="tmp-smx-hyperkalaemia",
    title="TMP-SMX hyperkalaemia",
    version="0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(tmp_smx, raising, calcineurin_inhibitor),
    when=alive
    & any_of(
        ordering & any_of(high, with_a_partner, not_measured),
        watching & any_of(high, partner_unwatched),
    ),
    unless=(on_dialysis, renewal),
    level=(
        critical(dangerous),
        warning(high | (raising_in_use & at_risk & ~requested)),
        info(),
    ),
    lower=(rechecked, high & being_treated & yes(consulted)),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="TMP-SMX raises potassium: check K now, avoid above 5.0 mmol/L or with K-raising drugs",
    detail=("Trimethoprim blocks distal sodium channels as amiloride does.",),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents).offered(high & ~being_treated).recommended(),
        request(urgent_infectious_disease_consult).offered(high & being_treated).recommended(),
        delete_draft(tmp_smx).offered(high & being_treated),
        delete_draft(raising).offered(high).recommended(),
        request(potassium_test, timing="now").offered(occasion.chart & high).recommended(),
        first_of(pjp_agents).offered(occasion.chart & high),
        request(potassium_test, creatinine_test, timing="in 5 days").offered(~high).recommended(),
    ),
    override_reasons=("Potassium rechecked and normal", "Monitoring is arranged", "Haemolysed sample"),
    sources=(PJP_REGIMENS, SERVICE_CHOICE),
    strength=Strength("Interaction", "not graded"),
)
