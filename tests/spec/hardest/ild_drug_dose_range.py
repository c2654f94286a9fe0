"""A dose above the usual maximum, or one that looks like a wrong unit: limits held against each draft."""

from __future__ import annotations

from cards.definitions.disease import ild, lung_transplant, rheumatic_disease
from cards.definitions.therapy import (
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    glucocorticoid,
    methotrexate,
    mycophenolate,
    nintedanib,
    rituximab,
)
from cards.sources import SERVICE_CHOICE
from cards.valuesets import CALCINEURIN_INHIBITOR, PREGNANCY
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    TestOrder,
    WhenNotKnown,
    alive,
    any_of,
    condition,
    critical,
    delete_draft,
    ingredient,
    orders_of,
    reason,
    request,
    site_concept,
    valueset,
    warning,
    where,
    yes,
)
from tests.spec.hardest.words_to_come import Limit, dose_check

CANCER_OR_TRANSPLANT = valueset(
    "cond_transplant_haem_malignancy_pjp_risk", words="transplant or haematological malignancy"
)
dose_verification = TestOrder(
    "pharmacist dose verification", "", "", site_concept("dose-verification", "pharmacist dose verification")
)
tacrolimus = ingredient(CALCINEURIN_INHIBITOR, "42316", words="tacrolimus")
ciclosporin = ingredient(CALCINEURIN_INHIBITOR, "3008", words="ciclosporin")

check = dose_check(
    Limit(mycophenolate, "mg a day", 3000, 4500),
    Limit(mycophenolate, "mg a dose", 1500, 2250),
    Limit(azathioprine, "mg/kg a day", "2.5", "3.75", without_weight=(250, 375)),
    Limit(tacrolimus.by("oral"), "mg/kg a day", "0.2", "0.3", without_weight=(20, 30)),
    Limit(tacrolimus.by("iv"), "mg/kg a day", "0.05", "0.1", without_weight=(5, 10)),
    Limit(ciclosporin.by("oral"), "mg/kg a day", 5, "7.5", without_weight=(500, 750)),
    Limit(cyclophosphamide.by("oral"), "mg/kg a day", 2, 3, without_weight=(200, 300)),
    Limit(cyclophosphamide.by("iv"), "mg a dose", 1200, 1800, days_apart=13),
    Limit(rituximab, "mg a dose", 1000, 1500, days_apart=7),
    Limit(nintedanib, "mg a day", 300, 450),
    Limit(methotrexate, "mg a week", 25, 30, most_days_a_week=2),
    Limit(glucocorticoid, "mg prednisone-equivalent a day", 100, 150),
    tenfold=8,
)
certainly_wrong = any_of(check.over_hard, check.bad_schedule, check.tenfold_step)
for_these_only_in_cancer = any_of(
    where(cyclophosphamide.ordered(), reason(CANCER_OR_TRANSPLANT)),
    where(methotrexate.ordered(), reason(CANCER_OR_TRANSPLANT) | reason(PREGNANCY)),
    where(rituximab.ordered(), reason(CANCER_OR_TRANSPLANT)),
    where(glucocorticoid.ordered(), reason(CANCER_OR_TRANSPLANT)),
    condition(CANCER_OR_TRANSPLANT).active()
    & any_of(
        cyclophosphamide.ordered(), methotrexate.ordered(), rituximab.ordered(), glucocorticoid.ordered()
    ),
)
level_guided = calcineurin_inhibitor.ordered() & lung_transplant & ~certainly_wrong

card = Card(
    id="ild-drug-dose-range",
    title="Dose of an ILD drug outside its range",
    version="0",
    owner="ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(
        mycophenolate,
        azathioprine,
        calcineurin_inhibitor,
        cyclophosphamide,
        rituximab,
        nintedanib,
        methotrexate,
        glucocorticoid,
    ),
    when=alive & (certainly_wrong | (check.over_usual & (yes(ild) | yes(rheumatic_disease)))),
    unless=(for_these_only_in_cancer, level_guided, check.renewal & ~check.over_hard),
    level=(critical(certainly_wrong), warning(check.over_usual)),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Dose check: this ILD drug is above the usual maximum or a unit error; verify before signing",
    detail=("Methotrexate is weekly, never daily. Tacrolimus and ciclosporin are not interchangeable.",),
    suggest=(
        delete_draft(mycophenolate).offered(mycophenolate.ordered()).recommended(certainly_wrong),
        delete_draft(methotrexate).offered(methotrexate.ordered()).recommended(certainly_wrong),
        delete_draft(tacrolimus).offered(tacrolimus.ordered()).recommended(certainly_wrong),
        request(dose_verification).offered(check.over_usual & ~certainly_wrong),
    ),
    override_reasons=(
        "Protocol dose verified by a pharmacist",
        "Level-guided dose",
        "Weight on record is wrong",
    ),
    sources=(SERVICE_CHOICE,),
    strength=Strength("Safety limit", "not graded"),
)
