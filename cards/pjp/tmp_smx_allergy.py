"""TMP-SMX ordered for a patient with an allergy to a sulfonamide antibiotic or trimethoprim."""

from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.pjp_agents import consulted, pjp_agents, severe_sulfa_reaction, sulfa_allergy, tmp_smx
from cards.definitions.pjp_protection import agent_in_good_use, tmp_smx_treats
from cards.definitions.tests import allergy_assessment, urgent_infectious_disease_consult
from cards.sources import SERVICE_CHOICE, TMP_SMX_LABEL
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    critical,
    delete_draft,
    none_left,
    orders_of,
    replace_draft,
    request,
    warning,
    yes,
)

replaceable = adult & ~pregnant & ~tmp_smx_treats & ~none_left(pjp_agents)

card = Card(
    id="tmp-smx-allergy",
    title="TMP-SMX with sulfonamide or trimethoprim allergy",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(tmp_smx),
    when=alive & tmp_smx.ordered() & sulfa_allergy,
    level=(critical(severe_sulfa_reaction), warning()),
    lower=(yes(tmp_smx_treats) & yes(consulted),),
    when_not_known=WhenNotKnown.NAMED,
    silences=("tmp-smx-in-sle",),
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="TMP-SMX ordered despite a recorded sulfonamide-antibiotic or trimethoprim allergy: use another agent",
    detail=(
        "After a severe reaction (SJS/TEN, DRESS, anaphylaxis, HLH, hepatitis, cytopenia): never rechallenge; avoid "
        "dapsone and sulfasalazine too.",
        "After a mild rash or an unknown reaction: clarify it; a supervised graded challenge is an option. Without a "
        "recorded reaction the allergy is counted as mild.",
        "Allergy to furosemide, a thiazide or celecoxib is no reason to withhold TMP-SMX.",
    ),
    suggest=(
        replace_draft(tmp_smx, by=pjp_agents, serving=agent_in_good_use).offered(replaceable).recommended(),
        delete_draft(tmp_smx).recommended(~yes(replaceable) & ~yes(tmp_smx_treats)),
        request(urgent_infectious_disease_consult)
        .offered(yes(tmp_smx_treats) & ~yes(consulted))
        .recommended(),
        request(allergy_assessment).offered(~yes(severe_sulfa_reaction)),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Has tolerated TMP-SMX since (give the date)",
        "Graded challenge is arranged",
        "The allergy entry is wrong or names another substance",
        "Desensitised",
    ),
    sources=(TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Contraindication (label)", "not graded"),
)
