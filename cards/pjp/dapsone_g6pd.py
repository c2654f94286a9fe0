"""Dapsone ordered with G6PD deficiency or untested, after a severe sulfa reaction, with anaemia or methaemoglobin."""

from cards.definitions.organs import haemoglobin, methaemoglobin
from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import (
    consulted,
    dapsone,
    dapsone_allergy,
    g6pd,
    g6pd_deficient,
    pjp_agents,
    severe_sulfa_reaction,
)
from cards.definitions.pjp_protection import agent_in_good_use, dapsone_treats
from cards.definitions.tests import blood_count, co_oximetry, g6pd_test, urgent_infectious_disease_consult
from cards.policy.pjp import DAPSONE_UNTESTED_DAYS, HAEMOGLOBIN_MIN, METHAEMOGLOBIN_MAX, RENEWAL_GAP_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import DAPSONE_LABEL, PJP_REGIMENS, SERVICE_CHOICE
from cards.valuesets import DAPSONE_ALLERGY, G6PD_ACTIVITY, SEVERE_REACTION
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    critical,
    delete_draft,
    info,
    none_left,
    on_drug_for,
    orders_of,
    replace_draft,
    request,
    request_for,
    warning,
    yes,
)

grave = any_of(
    g6pd_deficient, severe_sulfa_reaction, allergy(DAPSONE_ALLERGY).severe(SEVERE_REACTION, in_words=True)
)
low_haemoglobin = haemoglobin.below(HAEMOGLOBIN_MIN)
high_methaemoglobin = methaemoglobin.above(METHAEMOGLOBIN_MAX)

# Whoever has taken it for three months has shown what the test would.
never_tested = (~g6pd.on_record() & ~on_drug_for(dapsone, DAPSONE_UNTESTED_DAYS, RENEWAL_GAP_DAYS)).named(
    "no G6PD result on record"
)
test_requested = request_for(G6PD_ACTIVITY).open(within=OPEN_REQUEST_DAYS)

replaceable = adult & ~pregnant & ~dapsone_treats & ~none_left(pjp_agents)
to_be_replaced = grave | dapsone_allergy

card = Card(
    id="dapsone-g6pd",
    title="Dapsone: G6PD, severe sulfa reaction, anaemia, methaemoglobin",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(dapsone),
    when=alive
    & dapsone.ordered()
    & any_of(
        g6pd_deficient,
        severe_sulfa_reaction,
        dapsone_allergy,
        never_tested,
        low_haemoglobin,
        high_methaemoglobin,
    ),
    level=(
        critical(grave),
        # A request that cannot be seen is none: the test is then asked for.
        warning(
            any_of(dapsone_allergy, low_haemoglobin, high_methaemoglobin, never_tested & ~yes(test_requested))
        ),
        info(),
    ),
    lower=(yes(dapsone_treats) & yes(consulted),),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="Dapsone: G6PD must be normal first; avoid after a severe sulfa reaction, with anaemia or high methaemoglobin",
    detail=(
        "Expect haemoglobin to fall by 1 to 2 g/dL. SpO2 that stays near 85 to 90 % suggests methaemoglobin, which looks "
        "like progressing ILD.",
        "G6PD can read normal during haemolysis and for 90 days after a transfusion.",
        "In G6PD deficiency TMP-SMX is passed over too.",
    ),
    suggest=(
        replace_draft(dapsone, by=pjp_agents, serving=agent_in_good_use)
        .offered(replaceable & (to_be_replaced | never_tested))
        .recommended(to_be_replaced),
        request(urgent_infectious_disease_consult)
        .offered(to_be_replaced & yes(dapsone_treats) & ~yes(consulted))
        .recommended(),
        delete_draft(dapsone).offered(to_be_replaced & ~yes(replaceable)).recommended(~yes(dapsone_treats)),
        request(g6pd_test).offered(adult & never_tested & ~yes(to_be_replaced)).recommended(),
        request(blood_count, co_oximetry).offered(adult & (low_haemoglobin | high_methaemoglobin)),
    ),
    notes=(
        (never_tested & yes(test_requested), "G6PD was asked for: the result is pending."),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    override_reasons=(
        "G6PD is normal, tested elsewhere (give the date)",
        "The sulfa reaction was not severe",
        "Another indication under specialist care, monitored",
    ),
    sources=(PJP_REGIMENS, DAPSONE_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "not graded"),
)
