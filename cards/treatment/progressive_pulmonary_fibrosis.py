"""Progressive pulmonary fibrosis: two of three criteria within a year. Review treatment; nintedanib is an option."""

from cards.definitions.disease import (
    ild,
    lung_transplant,
    rapidly_progressive_ild,
    rheumatic_disease,
    systemic_sclerosis,
)
from cards.definitions.escalation import nintedanib_by_escalation
from cards.definitions.options import nintedanib_gates
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.progression import (
    fibrotic,
    fibrotic_pattern,
    progression_signs,
    progressive_fibrosis_coded,
    progressive_pulmonary_fibrosis,
)
from cards.definitions.tests import ild_discussion, pulmonary_rehabilitation
from cards.definitions.therapy import (
    glucocorticoid,
    ild_drugs,
    no_ild_drug,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.policy.requests_and_results import REHABILITATION_DAYS
from cards.policy.treatment import PROGRESSION_EVIDENCE_DAYS
from cards.sources import ERS_EULAR_2025, PPF_2022, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC, ILD_IPF, PULMONARY_REHABILITATION
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    asked_for_since,
    choose,
    condition,
    day_of,
    drug,
    each_of,
    occasion,
    record_or_orders_of,
    request,
    request_for,
    warning,
    yes,
)

antifibrotic = drug(ANTIFIBROTIC)
idiopathic = (condition(ILD_IPF).active() & ~rheumatic_disease).named("idiopathic pulmonary fibrosis")
# The facts that make it progressive; that a fibrotic pattern is coded only has to be so.
evidence = day_of((fibrotic & progression_signs) | progressive_fibrosis_coded, apart_from=fibrotic_pattern)
another_drug_ordered = (
    any_of(
        ild_drugs.ordered(),
        tocilizumab.ordered(),
        routed_immunosuppressants.ordered(),
        glucocorticoid.ordered(),
    )
    & ~antifibrotic.ordered()
).named("an ILD drug or steroid that is no antifibrotic is ordered")

nintedanib = choose("antifibrotic", nintedanib_gates)
beside_immunosuppression = any_of(~rheumatic_disease, systemic_sclerosis, ~no_ild_drug)

card = Card(
    id="progressive-pulmonary-fibrosis",
    title="Progressive pulmonary fibrosis",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=record_or_orders_of(ild_drugs, tocilizumab, routed_immunosuppressants, glucocorticoid),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & ~idiopathic
    & yes(progressive_pulmonary_fibrosis)
    & evidence.within(PROGRESSION_EVIDENCE_DAYS)
    & (occasion.chart | (occasion.selecting & another_drug_ordered)),
    unless=(
        antifibrotic.active().named("an antifibrotic is taken"),
        asked_for_since(ild_discussion, evidence),
        lung_transplant,
        yes(rapidly_progressive_ild),
    ),
    level=(warning(),),
    summary="Progressive pulmonary fibrosis: 2 of 3 criteria within 12 months. Review treatment; nintedanib is an option",
    detail=(
        "Exclude infection, pulmonary hypertension, heart failure and drug toxicity before calling it progression.",
        "In rheumatic disease nintedanib is added to immunosuppression and does not replace it; without treatment yet, "
        "the first-line options of the disease come first.",
        "Pirfenidone: research only in progressive fibrosis (ATS), add-on in RA-ILD (ACR). Nerandomilast: check the "
        "local licence.",
    ),
    suggest=(
        each_of(nintedanib).offered(beside_immunosuppression & ~pregnant & ~yes(nintedanib_by_escalation)),
        request(ild_discussion).recommended(),
        request(pulmonary_rehabilitation).offered(
            ~request_for(PULMONARY_REHABILITATION).open_or_done(within=REHABILITATION_DAYS)
        ),
    ),
    override_reasons=(
        "Multidisciplinary discussion decided otherwise",
        "Antifibrotic contraindicated or not tolerated",
        "Patient prefers not",
        "Treated outside this record",
        "Another cause explains the decline",
    ),
    sources=(PPF_2022, ERS_EULAR_2025, SERVICE_CHOICE),
    strength=Strength("Conditional for nintedanib", "low"),
    silences=("hrct-phenotype",),
)
