"""What the shared definitions say, asked of cards of several pages at once."""

from functools import partial

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    METHOTREXATE,
    PREGNANT,
    SULFONAMIDE,
    WOMAN_30,
    allergy,
    atovaquone,
    clearance,
    condition,
    creatinine,
    day,
    draft,
    ild,
    order,
    pentamidine,
    potassium,
    result,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.clinic import dapsone as dapsone_order

ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
SEVERE = sulfa_allergy(criticality="high")
ATOVAQUONE_DRAFT = atovaquone("atq", status="draft")
DAPSONE_DRAFT = dapsone_order("dap", status="draft")
G6PD_DEFICIENT = condition("g6", "D75.A", "G6PD deficiency", recorded=-4000)
WEEKLY = (1, 1, "wk")
TMP_SMX_WORDS = "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet"
REMOVED = f"Remove the draft of {TMP_SMX_WORDS} (atovaquone is ordered already)"

by_allergy = partial(Case, "tmp-smx-allergy")


def reacted(code: str, system: str = "http://snomed.info/sct") -> dict[str, object]:
    """The allergy with a reaction by its code alone, without words."""
    found = allergy("sulfa", *SULFONAMIDE)
    return {**found, "reaction": [{"manifestation": [{"coding": [{"system": system, "code": code}]}]}]}


SEVERE_BY_CODE = tuple(
    by_allergy(
        f"{words} by its code alone is severe",
        SIGN,
        "critical",
        "README 2.3: severe sulfa reaction",
        record=(reacted(code, system), *CHECKED),
        drafts=(tmp_smx_draft(),),
    )
    for code, system, words in (
        ("39579001", "http://snomed.info/sct", "anaphylaxis"),
        ("735173007", "http://snomed.info/sct", "anaphylactic shock"),
        ("768962006", "http://snomed.info/sct", "toxic epidermal necrolysis"),
        ("L51.1", ICD_10_CM, "Stevens-Johnson syndrome"),
        ("L51.2", ICD_10_CM, "toxic epidermal necrolysis of the billing code"),
        ("D72.12", ICD_10_CM, "DRESS"),
        ("T88.6XXA", ICD_10_CM, "anaphylaxis by a drug"),
    )
)

ALREADY_THERE = (
    by_allergy(
        "the successor is taken already: the draft is only removed",
        SIGN,
        "critical",
        "README 2.6: a click never makes it worse; a second order would double atovaquone",
        record=(ild(), SEVERE, atovaquone(), *CHECKED),
        drafts=(tmp_smx_draft(),),
        recommends=REMOVED,
        order="delete",
        never=("Replace by",),
    ),
    by_allergy(
        "the successor is drafted too: the draft is only removed",
        SIGN,
        "critical",
        "README 2.6: a click never makes it worse; a second order would double atovaquone",
        record=(ild(), SEVERE, *CHECKED),
        drafts=(tmp_smx_draft(), ATOVAQUONE_DRAFT),
        recommends=REMOVED,
        order="delete",
        never=("Replace by",),
    ),
    by_allergy(
        "a later agent of the list is taken: no earlier one is ordered beside it",
        SIGN,
        "critical",
        "2.5 orders the agents where one is needed; here one is taken",
        record=(ild(), SEVERE, pentamidine(start=-10), *CHECKED),
        drafts=(tmp_smx_draft(),),
        recommends=f"Remove the draft of {TMP_SMX_WORDS} (inhaled pentamidine is ordered already)",
        order="delete",
    ),
    by_allergy(
        "the successor ended: it is ordered anew",
        SIGN,
        "critical",
        "REPLACE: delete the draft, create the first agent",
        record=(ild(), SEVERE, atovaquone(start=-60, days=30), *CHECKED),
        drafts=(tmp_smx_draft(),),
        recommends="Replace with atovaquone",
    ),
    by_allergy(
        "an agent is drafted that does not suit either: the first of the list takes the place",
        SIGN,
        "critical",
        "2.5: dapsone not after a severe sulfa reaction",
        record=(ild(), SEVERE, *CHECKED),
        drafts=(tmp_smx_draft(), DAPSONE_DRAFT),
        recommends="Replace with atovaquone",
    ),
    Case(
        "tmp-smx-hyperkalaemia",
        "the successor is taken already",
        SIGN,
        "critical",
        "REPLACE, but atovaquone is there",
        record=(creatinine(), weight(), potassium(5.6), atovaquone()),
        drafts=(tmp_smx_draft(),),
        recommends=REMOVED,
        order="delete",
    ),
    Case(
        "tmp-smx-renal-dose",
        "the successor is taken already, below 15 mL/min",
        SIGN,
        "critical",
        "REPLACE, but atovaquone is there",
        record=(*clearance(72, 8), potassium(), atovaquone()),
        drafts=(tmp_smx_draft(),),
        recommends=REMOVED,
        order="delete",
    ),
    Case(
        "dapsone-g6pd",
        "the successor is taken already",
        SIGN,
        "critical",
        "REPLACE, but atovaquone is there",
        record=(G6PD_DEFICIENT, atovaquone()),
        drafts=(DAPSONE_DRAFT,),
        recommends="Remove the draft of dapsone 100 MG Oral Tablet (atovaquone is ordered already)",
        order="delete",
    ),
    Case(
        "tmp-smx-methotrexate",
        "the successor is taken already beside weekly methotrexate",
        SIGN,
        "warning",
        "REPLACE, but atovaquone is there",
        record=(order("mtx", *METHOTREXATE, dose=15, per=WEEKLY), atovaquone(), *CHECKED),
        drafts=(tmp_smx_draft(),),
        recommends=REMOVED,
        order="delete",
    ),
    Case(
        "tmp-smx-methotrexate",
        "methotrexate drafted on TMP-SMX, another agent taken already",
        SIGN,
        "warning",
        "AGENT25 to replace TMP-SMX: it is there, a further order would double it",
        record=(tmp_smx(start=-20), atovaquone(start=-10), *CHECKED),
        drafts=(draft("mtx", *METHOTREXATE, dose=15, per=WEEKLY),),
        never=("Order atovaquone", "Replace by"),
    ),
)

NOT_SELECTED = (
    Case(
        "pjp-start",
        "an agent that does not suit stands among the drafts, and only the steroid is selected",
        SELECT,
        "warning",
        "as REPLACE where an excluded AGENT is drafted",
        record=(ild(), SEVERE, *CHECKED),
        drafts=(steroid_draft(mg=40, days=60), tmp_smx_draft()),
        selections=("MedicationRequest/gc",),
        recommends="Replace with atovaquone",
        beside=("Remove the draft order of",),
    ),
)

HALVED = partial(Case, "tmp-smx-renal-dose")
KIDNEY = clearance(72, 3.2)
IN_VAIN = tuple(
    HALVED(
        f"no half dose of what is passed over: {words}",
        SIGN,
        "warning",
        "README 2.6: never suggested is an agent excluded by 2.5",
        record=(ild(), *KIDNEY, potassium(4.2), *found),
        drafts=(tmp_smx_draft(),),
        recommends="Replace with atovaquone",
        never=("Change the draft",),
        says=(f"TMP-SMX: passed over, {reason}",),
    )
    for words, reason, found in (
        ("G6PD deficiency", "G6PD deficiency", (G6PD_DEFICIENT,)),
        ("lupus", "systemic lupus", (condition("sle", "M32.10", "Lupus", recorded=-900),)),
        ("platelets", "platelets below 50", (result("plt", "777-3", 45, "10*9/L"),)),
        ("potassium", "potassium above 5.0", ({**potassium(5.1, on=-1), "id": "k2"},)),
        ("porphyria", "porphyria", (condition("po", "E80.20", "Porphyria"),)),
    )
)
IN_VAIN += (
    HALVED(
        "in pregnancy the draft is neither halved nor replaced by a click that is preselected",
        SIGN,
        "warning",
        "2.5: TMP-SMX not in pregnancy; REPLACE only outside it",
        person=WOMAN_30,
        record=(ild(), *KIDNEY, potassium(4.2), PREGNANT),
        drafts=(tmp_smx_draft(),),
        recommends="",
        offers=(f"Remove the draft of {TMP_SMX_WORDS}",),
        never=("Change the draft", "Replace by"),
    ),
    HALVED(
        "nothing speaks against it: half dose",
        SIGN,
        "warning",
        "15-30: update draft to 80/400 mg three times weekly",
        record=(ild(), *KIDNEY, potassium(4.2)),
        drafts=(tmp_smx_draft(),),
        recommends="Change the draft to TMP-SMX 80/400 mg",
        never=("Replace by", "Remove the draft"),
    ),
)

RANGE = {"low": {"value": 5.6, "unit": "mmol/L"}, "high": {"value": 6, "unit": "mmol/L"}}
UNIT = {"unit": "mmol/L"}


def potassium_as(**value: object) -> dict[str, object]:
    """A result of three days ago whose value has another form than a plain quantity."""
    return {**{key: held for key, held in potassium().items() if key != "valueQuantity"}, **value}


FORMS = tuple(
    Case(
        "tmp-smx-hyperkalaemia",
        name,
        SIGN,
        expected,
        "README 2.1: a result with a value is no missing result",
        record=(creatinine(), weight(), found),
        drafts=(tmp_smx_draft(),),
    )
    for name, expected, found in (
        (
            "a potassium from 5.6 to 6 cannot be read, and is not none",
            "noted",
            potassium_as(valueRange=RANGE),
        ),
        (
            "a potassium from 5.6 is a bound",
            "critical",
            potassium_as(valueRange={"low": {"value": 5.6, **UNIT}}),
        ),
        ("a potassium up to 4 is a bound", "silent", potassium_as(valueRange={"high": {"value": 4, **UNIT}})),
        (
            "a potassium of one event of a timing",
            "critical",
            {
                **{key: held for key, held in potassium(5.6).items() if key != "effectiveDateTime"},
                "effectiveTiming": {"event": [day(-3)]},
            },
        ),
    )
)

TAKEN_BOTH = (
    Case(
        "tmp-smx-hyperkalaemia",
        "another agent is taken already: no further one is offered",
        VIEW,
        "warning",
        "AGENT25 as ALT; atovaquone is there",
        record=(ild(), creatinine(), weight(), potassium(5.1), tmp_smx(start=-20), atovaquone(start=-10)),
        recommends="Request serum potassium now",
        never=("Order atovaquone",),
    ),
    Case(
        "tmp-smx-renal-dose",
        "another agent is taken already, below 15 mL/min: no further one is offered",
        VIEW,
        "warning",
        "AGENT25 as ALT; atovaquone is there",
        record=(ild(), *clearance(72, 8), potassium(), tmp_smx(start=-20), atovaquone(start=-10)),
        never=("Order atovaquone", "Order pentamidine"),
    ),
)

TWO_DRAFTS = (
    Case(
        "dapsone-g6pd",
        "TMP-SMX is drafted too, and atovaquone recommended for it: dapsone is only removed",
        SIGN,
        "critical",
        "README 2.6: a click never makes it worse; both clicks would double atovaquone",
        record=(ild(), SEVERE, G6PD_DEFICIENT, *CHECKED),
        drafts=(tmp_smx_draft(), DAPSONE_DRAFT),
        recommends="what takes its place is recommended above",
        order="delete",
        others={"tmp-smx-allergy": "critical"},
    ),
    by_allergy(
        "dapsone that does not suit is drafted too: the first card recommends the successor",
        SIGN,
        "critical",
        "REPLACE, isRecommended",
        record=(ild(), SEVERE, G6PD_DEFICIENT, *CHECKED),
        drafts=(tmp_smx_draft(), DAPSONE_DRAFT),
        recommends="Replace with atovaquone",
    ),
)

CASES = [*TWO_DRAFTS, *FORMS, *TAKEN_BOTH, *IN_VAIN, *SEVERE_BY_CODE, *ALREADY_THERE, *NOT_SELECTED]
