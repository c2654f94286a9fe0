"""An agent against Pneumocystis ordered in pregnancy or while breastfeeding: advice first."""

from cards.definitions.person import (
    ADULT_THRESHOLDS,
    adult,
    breastfeeding,
    no_childbearing_potential,
    pregnant,
)
from cards.definitions.pjp_agents import agents, atovaquone, consulted, dapsone, inhaled_pentamidine, tmp_smx
from cards.definitions.pjp_protection import being_treated
from cards.definitions.tests import infectious_disease_consult, obstetric_referral
from cards.policy.pjp import RENEWAL_GAP_DAYS, RENEWAL_TAKEN_DAYS
from cards.policy.requests_and_results import CONSULT_DAYS
from cards.sources import HIV_PREGNANCY, SERVICE_CHOICE, TMP_SMX_LABEL
from cards.valuesets import OBSTETRIC_REFERRAL
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    delete_draft,
    info,
    on_drug_for,
    orders_of,
    request,
    request_for,
    warning,
    yes,
)

# Where pregnancy data are missing, nothing is asked of those who cannot become pregnant.
pregnancy_matters = yes(pregnant) | (pregnant & ~yes(no_childbearing_potential))
advised = consulted | request_for(OBSTETRIC_REFERRAL).open_or_done(within=CONSULT_DAYS)

# Taken for weeks and advised upon: nothing new is to be said.
tmp_smx_now = tmp_smx.ordered() & ~(advised & on_drug_for(tmp_smx, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS))
dapsone_now = dapsone.ordered() & ~(advised & on_drug_for(dapsone, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS))
atovaquone_now = atovaquone.ordered() & ~(
    advised & on_drug_for(atovaquone, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
)
pentamidine_now = inhaled_pentamidine.ordered() & ~(
    advised & on_drug_for(inhaled_pentamidine, RENEWAL_TAKEN_DAYS, RENEWAL_GAP_DAYS)
)

card = Card(
    id="pjp-agent-in-pregnancy",
    title="PJP drug in pregnancy or while breastfeeding",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(*agents),
    when=alive
    & (pregnancy_matters | breastfeeding)
    & any_of(tmp_smx_now, dapsone_now, atovaquone_now, pentamidine_now),
    level=(warning(pregnancy_matters & (tmp_smx_now | dapsone_now)), info()),
    lower=(yes(advised),),
    when_not_known=WhenNotKnown.NAMED,
    silences_for_same_draft=("pjp-agent-choice",),
    contraindication=True,
    summary="Pregnancy or breastfeeding: get obstetric and infectious-disease advice before this PJP drug",
    detail=(
        "TMP-SMX: neural-tube defects in the first trimester (folic acid); kernicterus near term, so avoid it from about "
        "36 weeks if possible. HIV guidance still uses it where it is needed; some labels exclude it throughout.",
        "Dapsone: haemolysis in mother and newborn.",
        "Untreated PJP is dangerous too, so no agent is preselected.",
    ),
    suggest=(
        request(obstetric_referral, infectious_disease_consult)
        .offered(~yes(being_treated))
        .recommended(~yes(advised)),
        request(obstetric_referral.urgent(), infectious_disease_consult.urgent())
        .offered(yes(being_treated))
        .recommended(~yes(advised)),
        delete_draft(tmp_smx).offered(tmp_smx_now),
        delete_draft(dapsone).offered(dapsone_now),
        delete_draft(atovaquone).offered(atovaquone_now),
        delete_draft(inhaled_pentamidine).offered(pentamidine_now),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Obstetric and infectious-disease advice was obtained",
        "Benefit outweighs the risk; the patient was counselled",
        "The pregnancy has ended, or the test was wrong",
    ),
    sources=(HIV_PREGNANCY, TMP_SMX_LABEL, SERVICE_CHOICE),
    strength=Strength("Label and HIV guidance", "low"),
)
