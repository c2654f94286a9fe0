"""Immunosuppression ordered in idiopathic pulmonary fibrosis: with azathioprine and prednisone it raises mortality."""

from cards.definitions.antifibrotics_beside_draft import nintedanib_beside_draft, pirfenidone_beside_draft
from cards.definitions.disease import (
    confirmed_idiopathic_fibrosis,
    lung_transplant,
    rapidly_progressive_ild,
)
from cards.definitions.ordering import (
    for_another_disease,
    for_the_lung,
    lately_on_steroid,
    not_more_than_before,
)
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.therapy import (
    azathioprine,
    cyclophosphamide,
    glucocorticoid,
    mycophenolate,
    steroid,
)
from cards.policy.orders import IPF_EXACERBATION_DAYS, IPF_SHORT_COURSE_DAYS, IPF_STEROID_MG, RENEWAL_DAYS
from cards.policy.pjp import RENEWAL_GAP_DAYS
from cards.sources import IPF_2015, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC, ILD_HYPERSENSITIVITY, ILD_RAPID_OR_EXACERBATION
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_drug,
    any_of,
    choose,
    condition,
    critical,
    delete_draft,
    drug,
    each_of,
    ordered_afresh,
    orders_of,
    stated_days_at_most,
    steroid_after_at_least,
    warning,
    where,
    yes,
)

enough_steroid = steroid_after_at_least(steroid, IPF_STEROID_MG)

# Azathioprine and the steroid, both taken or ordered: the combination of the trial. Renewed or not.
pair = (azathioprine.in_use() & enough_steroid).named("azathioprine together with a steroid")

more_steroid = enough_steroid & ~not_more_than_before
short_course = stated_days_at_most(IPF_SHORT_COURSE_DAYS)
not_for_the_lung_or_short = for_another_disease | short_course
steroid_begun = (
    ordered_afresh(
        glucocorticoid,
        taken_for=RENEWAL_DAYS,
        bridge=RENEWAL_GAP_DAYS,
        leaving_out=not_for_the_lung_or_short,
    )
    & more_steroid
)
others_begun = ordered_afresh(
    any_drug(azathioprine, mycophenolate, cyclophosphamide),
    taken_for=RENEWAL_DAYS,
    bridge=RENEWAL_GAP_DAYS,
    leaving_out=for_another_disease,
)
pair_ordered = pair & any_of(
    where(azathioprine.ordered(), for_the_lung),
    where(glucocorticoid.ordered(), ~not_for_the_lung_or_short) & more_steroid,
)

nintedanib_draft = choose("antifibrotic", nintedanib_beside_draft, pirfenidone_beside_draft)
no_antifibrotic = ~drug(ANTIFIBROTIC).in_use()

card = Card(
    id="immunosuppression-in-ipf",
    title="Immunosuppression in idiopathic pulmonary fibrosis",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(glucocorticoid, azathioprine, mycophenolate, cyclophosphamide),
    when=alive & adult & confirmed_idiopathic_fibrosis & any_of(pair_ordered, others_begun, steroid_begun),
    unless=(
        comfort_care,
        condition(ILD_HYPERSENSITIVITY).active(),
        condition(ILD_RAPID_OR_EXACERBATION).recorded_or_onset_within(IPF_EXACERBATION_DAYS),
        # One that is only suspected excuses nothing.
        lung_transplant.confirmed(),
    ),
    level=(critical(pair_ordered), warning()),
    when_not_known=WhenNotKnown.NAMED,
    summary="IPF: prednisone with azathioprine raises mortality; prefer an antifibrotic, or reconsider the diagnosis",
    detail=(
        "The combination of the trial was prednisone, azathioprine and acetylcysteine. One immunosuppressant alone is "
        "unsupported rather than proven harmful.",
        "If a rheumatic disease or hypersensitivity pneumonitis is suspected, settle the diagnosis in the "
        "multidisciplinary discussion first.",
        "A steroid that is taken already is tapered, not stopped at once.",
    ),
    suggest=(
        delete_draft(azathioprine).unless_taken_already().recommended(pair_ordered),
        delete_draft(glucocorticoid)
        .unless_taken_already()
        .recommended(pair_ordered & ~lately_on_steroid & (azathioprine.active() | ~azathioprine.ordered())),
        delete_draft(mycophenolate).unless_taken_already(),
        delete_draft(cyclophosphamide).unless_taken_already(),
        # advised-against-in-rp-ild would warn of either.
        each_of(nintedanib_draft).offered(no_antifibrotic & ~pregnant & ~yes(rapidly_progressive_ild)),
    ),
    override_reasons=(
        "Acute exacerbation",
        "For another disease",
        "Diagnosis revised at multidisciplinary discussion",
        "Lung transplant candidate or recipient protocol",
    ),
    sources=(IPF_2015, SERVICE_CHOICE),
    strength=Strength("Strong against the combination; single drugs by extrapolation", "low"),
)
