"""IPF without an antifibrotic: offer one of the two, and keep prednisone with azathioprine away."""

from cards.definitions.before_start import transaminases_missing
from cards.definitions.disease import lung_transplant, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.options import nintedanib_gates
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.pirfenidone import pirfenidone_gates
from cards.definitions.tests import ast_test, bilirubin_test, ild_discussion, liver_tests
from cards.definitions.therapy import nintedanib, pirfenidone
from cards.policy.treatment import ANTIFIBROTIC_SWITCH_DAYS
from cards.sources import IPF_2015, NINTEDANIB_LABEL, PIRFENIDONE_LABEL, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC, ILD_HYPERSENSITIVITY, ILD_IPF
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    choose,
    condition,
    drug,
    each_of,
    ended_within,
    info,
    record_only,
    request,
    yes,
)

antifibrotic = drug(ANTIFIBROTIC)
# Each code of IPF is a code of interstitial lung disease, too.
ipf = condition(ILD_IPF).active().confirmed()
never_tried = (~antifibrotic.tried()).named("no antifibrotic on record, now or before")
one_tried = (nintedanib.tried() & ~pirfenidone.tried()) | (pirfenidone.tried() & ~nintedanib.tried())
switch = (one_tried & ended_within(antifibrotic, ANTIFIBROTIC_SWITCH_DAYS)).named(
    "one antifibrotic was taken and ended lately, the other is not on record"
)
options = choose("antifibrotic draft", nintedanib_gates, pirfenidone_gates)

card = Card(
    id="ipf-antifibrotic",
    title="IPF without an antifibrotic",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ipf & ~rheumatic_disease & any_of(never_tried, switch),
    unless=(condition(ILD_HYPERSENSITIVITY).active(), lung_transplant, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="IPF without antifibrotic: discuss nintedanib or pirfenidone; do not treat IPF with prednisone and azathioprine",
    detail=(
        "Both are conditionally recommended and slow the loss of FVC. Both need liver tests first.",
        "Prednisone with azathioprine and N-acetylcysteine: strong recommendation against.",
        "Signs of a rheumatic disease or of hypersensitivity: check the diagnosis again before either path.",
        "What chooses between them: bleeding risk, diarrhoea, sensitivity to light, interactions. Child-Pugh A: "
        "nintedanib 100 mg twice daily, not drafted here. Newer antifibrotics: check the local licence.",
    ),
    suggest=(
        each_of(options).offered(~pregnant),
        request(liver_tests, ast_test, bilirubin_test, label="Liver tests before an antifibrotic")
        .offered(transaminases_missing)
        .recommended(),
        request(ild_discussion),
    ),
    override_reasons=(
        "Treated outside this record",
        "Patient declines after discussion",
        "Not tolerated or contraindicated",
        "Diagnosis under review",
    ),
    sources=(IPF_2015, NINTEDANIB_LABEL, PIRFENIDONE_LABEL, SERVICE_CHOICE),
    strength=Strength("Conditional for either drug; strong against prednisone with azathioprine", "moderate"),
)
