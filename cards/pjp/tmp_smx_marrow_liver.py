"""TMP-SMX ordered with failing marrow or liver."""

from cards.definitions.organs import alt, child_pugh_c, neutrophils, platelets
from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import consulted, pjp_agents, tmp_smx
from cards.definitions.pjp_protection import agent_in_good_use, tmp_smx_treats
from cards.definitions.tests import blood_count, liver_tests, urgent_infectious_disease_consult
from cards.policy.pjp import ALT_TIMES_LIMIT, NEUTROPHILS_MIN, PLATELETS_MIN
from cards.sources import SERVICE_CHOICE, TMP_SMX_LABEL
from cards.valuesets import FOLATE_DEFICIENCY_ANAEMIA
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    condition,
    delete_draft,
    none_left,
    orders_of,
    replace_draft,
    request,
    warning,
    yes,
)

marrow = any_of(
    neutrophils.below(NEUTROPHILS_MIN),
    platelets.below(PLATELETS_MIN),
    condition(FOLATE_DEFICIENCY_ANAEMIA).active(),
)
liver = alt.times_upper_limit().above(ALT_TIMES_LIMIT) | child_pugh_c

replaceable = adult & ~pregnant & ~tmp_smx_treats & ~none_left(pjp_agents)

card = Card(
    id="tmp-smx-marrow-liver",
    title="TMP-SMX with low blood counts or liver disease",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(tmp_smx),
    when=alive & tmp_smx.ordered() & (marrow | liver),
    level=(warning(),),
    # For the treatment of an infection info only, and nothing once advice was asked for.
    lower=(yes(tmp_smx_treats), yes(tmp_smx_treats) & yes(consulted)),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="TMP-SMX: avoid with neutrophils <1, platelets <50, ALT >5 x ULN, Child-Pugh C or folate-deficiency anaemia",
    detail=(
        "The label excludes marked liver damage, megaloblastic anaemia from lack of folate, and an earlier "
        "drug-induced immune thrombocytopenia.",
        "Azathioprine and mycophenolate add to the effect on the marrow. Repeat the count before deciding.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use).offered(replaceable).recommended(),
        request(urgent_infectious_disease_consult)
        .offered(yes(tmp_smx_treats) & ~yes(consulted))
        .recommended(),
        delete_draft(tmp_smx).offered(~yes(replaceable)).recommended(~yes(tmp_smx_treats)),
        request(blood_count, liver_tests).offered(adult),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Count or ALT has recovered (give the date)",
        "The disease causes the low count; haematology agrees",
        "Needed to treat an infection",
    ),
    sources=(TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "not graded"),
)
