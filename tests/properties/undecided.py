"""Exclusions that the cards declare and that never decide, as another always does; each with its reason."""

from __future__ import annotations

from tests.properties.excluded import INSTEAD, Exclusion

NOTE_ALONE = "a result that nobody can read is not known either way; the negative screen keeps the note short"
NOT_LOOKED_FOR = "a concept for which no code was found: until a site names one it is no everywhere"
ALSO_AMONG_ALL = "every code of a lung transplant stands among those of all transplants, which decide as well"
NO_SYMPTOM = "myositis is not at goal where a symptom is coded: no code was found, a site must name one"
NO_REASON = "its intolerance is known by the reason of a stop alone, for which a site must name a code"
STARTED = "ILD drug or tocilizumab or calcineurin inhibitor or JAK inhibitor first started since"

ITSELF_IN_RAPID_PROGRESSION = (
    "in rapid progression the card is silent itself, before another could speak in its place"
)

UNDECIDED: dict[Exclusion, str] = {
    ("jaki-cni-outside-iim", "lung transplant"): ALSO_AMONG_ALL,
    ("pjp-stop-review", "lung transplant"): ALSO_AMONG_ALL,
    ("iim-ild-escalation", "FVC % predicted down by"): NO_SYMPTOM,
    ("iim-ild-escalation", "FVC down by at least"): NO_SYMPTOM,
    ("iim-ild-escalation", "fibrotic interstitial lung disease"): NO_SYMPTOM,
    ("iim-ild-escalation", "progression of interstitial lung disease"): NO_SYMPTOM,
    ("iim-ild-escalation", "progressive fibrosing interstitial lung disease"): NO_SYMPTOM,
    ("iim-ild-escalation", f"{STARTED} the newest fact of: FVC no better"): NO_SYMPTOM,
    ("iim-ild-escalation", "ILD multidisciplinary discussion asked for since: FVC no better"): NO_SYMPTOM,
    ("first-line-intolerance", f"{INSTEAD}iim-ild-escalation"): NO_SYMPTOM,
    ("first-line-intolerance", "fibrotic interstitial lung disease"): NOT_LOOKED_FOR,
    ("first-line-intolerance", "progression of interstitial lung disease"): NOT_LOOKED_FOR,
    ("pulmonary-rehabilitation", "pulmonary rehabilitation by a local code"): NOT_LOOKED_FOR,
    ("first-line-intolerance", "JAK inhibitor active"): NO_REASON,
    ("first-line-intolerance", "immune globulin active"): NO_REASON,
    ("first-line-intolerance", "pirfenidone active"): NO_REASON,
    ("lung-function-decline", "fibrotic interstitial lung disease"): NOT_LOOKED_FOR,
    ("transplant-referral", "lung transplant referral or assessment"): NOT_LOOKED_FOR,
    ("iim-ild-first-line", "anti-MDA5 dermatomyositis"): NOT_LOOKED_FOR,
    ("duplicate-immunosuppression", "anti-MDA5 dermatomyositis"): NOT_LOOKED_FOR,
    ("jaki-cni-outside-iim", "anti-MDA5 dermatomyositis"): NOT_LOOKED_FOR,
    ("ivig-first-line", "respiratory muscle weakness"): NOT_LOOKED_FOR,
    ("nintedanib-first-line", "fibrotic interstitial lung disease"): NOT_LOOKED_FOR,
    ("nintedanib-first-line", "progression of interstitial lung disease"): NOT_LOOKED_FOR,
    ("pirfenidone-in-sard-ild", "fibrotic interstitial lung disease"): NOT_LOOKED_FOR,
    ("pirfenidone-in-sard-ild", "progression of interstitial lung disease"): NOT_LOOKED_FOR,
    ("upfront-antifibrotic-combination", "fibrotic interstitial lung disease"): NOT_LOOKED_FOR,
    ("upfront-antifibrotic-combination", "progression of interstitial lung disease"): NOT_LOOKED_FOR,
    (
        "upfront-antifibrotic-combination",
        f"{INSTEAD}nintedanib-first-line",
    ): "nintedanib-first-line speaks where no mycophenolate is taken or ordered, this one only where some is",
    ("upfront-antifibrotic-combination", f"{INSTEAD}advised-against-in-rp-ild"): ITSELF_IN_RAPID_PROGRESSION,
    ("nintedanib-first-line", f"{INSTEAD}advised-against-in-rp-ild"): ITSELF_IN_RAPID_PROGRESSION,
    (
        "iim-ild-first-line",
        f"{INSTEAD}mda5-ild-early-combination",
    ): "with anti-MDA5 the card is silent itself, before another could speak in its place",
    ("nsip-without-ctd", "interstitial pneumonia with autoimmune features"): NOT_LOOKED_FOR,
    ("hrct-phenotype", ""): "the phenotypes have no public codes: it speaks only where a site has named some",
    (
        "repeat-ige",
        "eosinophils (within 90 days) at least 0.5",
    ): "it asks for active asthma, and asthma silences the card already",
    (
        "tmp-smx-in-sle",
        f"{INSTEAD}tmp-smx-allergy",
    ): "with the allergy the card is silent itself, before another could speak in its place",
    (
        "pjp-agent-choice",
        f"{INSTEAD}dapsone-g6pd",
    ): "it speaks about drafts of the other agents, never about the dapsone that dapsone-g6pd speaks about",
    (
        "mycophenolate-pregnancy",
        "aged 12 or older",
    ): "who is pregnant is not asked for a test, but warned for the pregnancy: the card speaks all the same",
    (
        "pjp-agent-in-pregnancy",
        "menopause, hysterectomy or sterilisation",
    ): "a proven pregnancy is warned of whatever is coded; where none is proven it only keeps the note short",
    (
        "pjp-stop-review",
        "cyclophosphamide coming",
    ): "an order for a coming day is active today, and an active one silences already",
    (
        "pjp-stop-review",
        "rituximab or another anti-CD20 antibody planned",
    ): "nothing is drafted while a chart is opened",
    (
        "tmp-smx-renal-dose",
        "creatinine clearance below 15 mL/min",
    ): "below 15 mL/min half a dose is no question any more: the card speaks for the louder reason",
    (
        "tmp-smx-renal-dose",
        "no creatinine or eGFR on record",
    ): "without creatinine and eGFR the clearance is not known; the request only keeps the note short",
    ("azathioprine-tpmt-nudt15", "TPMT, ever"): NOT_LOOKED_FOR,
    ("azathioprine-tpmt-nudt15", "NUDT15, ever"): NOT_LOOKED_FOR,
    (
        "azathioprine-tpmt-nudt15",
        "azathioprine taken for at least",
    ): "it ends the question of a dose for an intermediate metaboliser, for which no code was found",
    (
        "cyclophosphamide-safety",
        "aged 12 or older",
    ): "who is pregnant is not asked for a test, but warned for the pregnancy: the card speaks all the same",
    ("rituximab-hepatitis-b", "negative HBsAg"): NOTE_ALONE,
    ("tocilizumab-safety", "negative HBsAg"): NOTE_ALONE,
    ("tocilizumab-safety", "negative interferon-gamma"): NOTE_ALONE,
    ("ambulatory-desaturation-due", "unable to walk"): NOT_LOOKED_FOR,
    ("ambulatory-desaturation-due", "walk test with oximetry"): NOT_LOOKED_FOR,
    ("hrct-indicated", "HRCT order"): NOT_LOOKED_FOR,
    ("ild-screening", "HRCT order"): NOT_LOOKED_FOR,
    ("low-value-monitoring-test", "worsening respiratory symptom"): NOT_LOOKED_FOR,
    ("jak-inhibitor-safety", "negative HBsAg"): NOTE_ALONE,
    ("jak-inhibitor-safety", "negative interferon-gamma"): NOTE_ALONE,
    (
        "nintedanib-safety",
        "aged 12 or older",
    ): "who is pregnant is not asked for a test, but warned for the pregnancy: the card speaks all the same",
    ("steroid-bone-health", "fracture risk assessment"): NOT_LOOKED_FOR,
    (
        "methotrexate-respiratory-symptoms",
        "respiratory infection that explains the symptom",
    ): NOT_LOOKED_FOR,
}
"""By card, and by the words of the exclusion or how they begin."""


def undecided(exclusion: Exclusion) -> bool:
    card, words = exclusion
    return any(card == id and words.startswith(begin) for id, begin in UNDECIDED)
