"""The limits of doses, one row for each drug and way of counting. Figures are in ``cards/policy/doses.py``."""

from cards.definitions.disease import lung_transplant
from cards.definitions.therapy import azathioprine, ciclosporin, cyclophosphamide, methotrexate, tacrolimus
from cards.definitions.therapy import nintedanib as nintedanib_drug
from cards.definitions.therapy import rituximab as rituximab_drug
from cards.definitions.therapy import tocilizumab as tocilizumab_drug
from cards.policy import doses
from cards.valuesets import (
    ANTIFIBROTIC,
    BODY_WEIGHT,
    IMMUNE_GLOBULIN,
    JAK_INHIBITOR,
    JAK_INHIBITOR_EXTENDED_RELEASE,
    LEFLUNOMIDE,
    MYCOPHENOLATE,
    PREGNANCY,
    SYSTEMIC_GLUCOCORTICOID,
    TRANSPLANT_OR_BLOOD_CANCER,
)
from cdshooks.rules.language import (
    Limit,
    condition,
    dose_check,
    drug,
    ingredient,
    lab,
    per_dose,
    reason,
    route_not_said,
    yes,
)

# Ways into the body. "injection" is an order that does not say which; it counts where a row would miss it.
BY_MOUTH = ("oral", "enteral")
INTO_A_VEIN = ("intravenous", "injection")
WEEKLY_WAYS = ("oral", "enteral", "subcutaneous", "intramuscular", "injection")

mofetil = ingredient(MYCOPHENOLATE, "68149", "265323", words="mycophenolate mofetil")
mycophenolic_acid = ingredient(MYCOPHENOLATE, "7145", words="mycophenolic acid")

tofacitinib = ingredient(JAK_INHIBITOR, "1357536", words="tofacitinib").systemic()
tofacitinib_extended_release = ingredient(
    JAK_INHIBITOR_EXTENDED_RELEASE, "1357536", words="extended-release tofacitinib"
)
baricitinib = ingredient(JAK_INHIBITOR, "2047232", words="baricitinib").systemic()
upadacitinib = ingredient(JAK_INHIBITOR, "2196092", words="upadacitinib").systemic()
ruxolitinib = ingredient(JAK_INHIBITOR, "1193326", words="ruxolitinib").by(*BY_MOUTH)
pirfenidone = ingredient(ANTIFIBROTIC, "1592254", words="pirfenidone")
methylprednisolone = ingredient(SYSTEMIC_GLUCOCORTICOID, "6902", words="methylprednisolone").systemic()
other_glucocorticoid = ingredient(
    SYSTEMIC_GLUCOCORTICOID,
    "8640",
    "8638",
    "10759",
    "3264",
    "1514",
    "5492",
    "2878",
    "22396",
    words="systemic glucocorticoid",
).systemic()

# In cancer and transplant these are given in other doses; a suspicion of one is treated by none.
by_protocol = yes(
    condition(TRANSPLANT_OR_BLOOD_CANCER)
    .active()
    .confirmed()
    .named("transplant or haematological malignancy")
)
"""Only where it is proven: a problem list that was not supplied hides no dose above the hard limit."""

protocol_reason = reason(TRANSPLANT_OR_BLOOD_CANCER)
methotrexate_excused = protocol_reason | reason(PREGNANCY)
weekly_tablet_dose = per_dose.at_most(doses.METHOTREXATE_WEEK_HARD)

check = dose_check(
    Limit(mofetil, "day", doses.MOFETIL_DAY_USUAL, doses.MOFETIL_DAY_HARD),
    Limit(mofetil, "dose", doses.MOFETIL_DOSE_USUAL, doses.MOFETIL_DOSE_HARD),
    Limit(mycophenolic_acid, "day", doses.MYCOPHENOLIC_DAY_USUAL, doses.MYCOPHENOLIC_DAY_HARD),
    Limit(
        azathioprine,
        "day",
        doses.AZATHIOPRINE_KG_USUAL,
        doses.AZATHIOPRINE_KG_HARD,
        per_kg=True,
        without_weight=(doses.AZATHIOPRINE_DAY_USUAL, doses.AZATHIOPRINE_DAY_HARD),
        weight_matters=True,
    ),
    Limit(
        tacrolimus.by(*BY_MOUTH),
        "day",
        doses.TACROLIMUS_ORAL_KG_USUAL,
        doses.TACROLIMUS_ORAL_KG_HARD,
        per_kg=True,
        without_weight=(doses.TACROLIMUS_ORAL_DAY_USUAL, doses.TACROLIMUS_ORAL_DAY_HARD),
        weight_matters=True,
        usual_unless=(lung_transplant,),
    ),
    Limit(
        tacrolimus.by(*BY_MOUTH).called("tacrolimus, first order"),
        "day",
        doses.TACROLIMUS_FIRST_KG_USUAL,
        doses.TACROLIMUS_FIRST_KG_HARD,
        per_kg=True,
        without_weight=(doses.TACROLIMUS_FIRST_DAY_USUAL, doses.TACROLIMUS_FIRST_DAY_HARD),
        weight_matters=True,
        only_if=(~tacrolimus.tried(),),
        usual_unless=(lung_transplant,),
    ),
    Limit(
        tacrolimus.by(*INTO_A_VEIN).called("intravenous tacrolimus"),
        "day",
        doses.TACROLIMUS_IV_KG_USUAL,
        doses.TACROLIMUS_IV_KG_HARD,
        per_kg=True,
        without_weight=(doses.TACROLIMUS_IV_DAY_USUAL, doses.TACROLIMUS_IV_DAY_HARD),
        weight_matters=True,
        usual_unless=(lung_transplant,),
    ),
    Limit(
        ciclosporin.by(*BY_MOUTH),
        "day",
        doses.CICLOSPORIN_ORAL_KG_USUAL,
        doses.CICLOSPORIN_ORAL_KG_HARD,
        per_kg=True,
        without_weight=(doses.CICLOSPORIN_ORAL_DAY_USUAL, doses.CICLOSPORIN_ORAL_DAY_HARD),
        weight_matters=True,
        usual_unless=(lung_transplant,),
    ),
    Limit(
        ciclosporin.by(*INTO_A_VEIN).called("intravenous ciclosporin"),
        "day",
        doses.CICLOSPORIN_IV_KG_USUAL,
        doses.CICLOSPORIN_IV_KG_HARD,
        per_kg=True,
        without_weight=(doses.CICLOSPORIN_IV_DAY_USUAL, doses.CICLOSPORIN_IV_DAY_HARD),
        weight_matters=True,
        usual_unless=(lung_transplant,),
    ),
    Limit(
        cyclophosphamide.by(*BY_MOUTH),
        "day",
        doses.CYCLOPHOSPHAMIDE_ORAL_KG_USUAL,
        doses.CYCLOPHOSPHAMIDE_ORAL_KG_HARD,
        per_kg=True,
        without_weight=(doses.CYCLOPHOSPHAMIDE_ORAL_DAY_USUAL, doses.CYCLOPHOSPHAMIDE_ORAL_DAY_HARD),
        unless=(by_protocol,),
        leaving_out=protocol_reason,
    ),
    Limit(
        cyclophosphamide.by(*INTO_A_VEIN).called("intravenous cyclophosphamide"),
        "dose",
        doses.CYCLOPHOSPHAMIDE_DOSE_USUAL,
        doses.CYCLOPHOSPHAMIDE_DOSE_HARD,
        unless=(by_protocol,),
        leaving_out=protocol_reason,
        days_apart=doses.CYCLOPHOSPHAMIDE_APART,
        later_above=doses.CYCLOPHOSPHAMIDE_LATER_MG,
    ),
    Limit(
        rituximab_drug.by(*INTO_A_VEIN),
        "dose",
        doses.RITUXIMAB_DOSE_USUAL,
        doses.RITUXIMAB_DOSE_HARD,
        unless=(by_protocol,),
        leaving_out=protocol_reason,
        days_apart=doses.RITUXIMAB_APART,
    ),
    Limit(
        tocilizumab_drug.by("subcutaneous", "injection"),
        "dose",
        doses.TOCILIZUMAB_SC_DOSE_USUAL,
        doses.TOCILIZUMAB_SC_DOSE_HARD,
        days_apart=doses.TOCILIZUMAB_APART,
    ),
    Limit(
        tocilizumab_drug.by("intravenous").called("intravenous tocilizumab"),
        "dose",
        doses.TOCILIZUMAB_IV_DOSE_USUAL,
        doses.TOCILIZUMAB_IV_DOSE_HARD,
    ),
    Limit(
        tofacitinib.but_not(JAK_INHIBITOR_EXTENDED_RELEASE),
        "day",
        doses.TOFACITINIB_DAY_USUAL,
        doses.TOFACITINIB_DAY_HARD,
    ),
    Limit(
        tofacitinib_extended_release,
        "day",
        doses.TOFACITINIB_LONG_DAY_USUAL,
        doses.TOFACITINIB_LONG_DAY_HARD,
    ),
    Limit(baricitinib, "day", doses.BARICITINIB_DAY_USUAL, doses.BARICITINIB_DAY_HARD),
    Limit(upadacitinib, "day", doses.UPADACITINIB_DAY_USUAL, doses.UPADACITINIB_DAY_HARD),
    Limit(ruxolitinib, "day", doses.RUXOLITINIB_DAY_USUAL, doses.RUXOLITINIB_DAY_HARD),
    Limit(nintedanib_drug, "day", doses.NINTEDANIB_DAY_USUAL, doses.NINTEDANIB_DAY_HARD),
    Limit(pirfenidone, "day", doses.PIRFENIDONE_DAY_USUAL, doses.PIRFENIDONE_DAY_HARD),
    Limit(
        methotrexate.by(*WEEKLY_WAYS),
        "week",
        doses.METHOTREXATE_WEEK_USUAL,
        doses.METHOTREXATE_WEEK_HARD,
        unless=(by_protocol,),
        leaving_out=methotrexate_excused | (route_not_said & weekly_tablet_dose),
        most_days_a_week=doses.METHOTREXATE_DAYS,
    ),
    # A daily dose as tablets are given is the deadly error; an order that names no way is judged as one by mouth.
    Limit(
        methotrexate.called("methotrexate, no route written"),
        "week",
        doses.METHOTREXATE_WEEK_USUAL,
        doses.METHOTREXATE_WEEK_HARD,
        unless=(by_protocol,),
        leaving_out=methotrexate_excused | ~(route_not_said & weekly_tablet_dose),
        most_days_a_week=doses.METHOTREXATE_DAYS,
    ),
    Limit(
        drug(LEFLUNOMIDE),
        "day",
        doses.LEFLUNOMIDE_DAY_USUAL,
        doses.LEFLUNOMIDE_DAY_HARD,
        loading=(doses.LEFLUNOMIDE_LOADING_MG, doses.LEFLUNOMIDE_LOADING_DAYS),
    ),
    Limit(
        drug(IMMUNE_GLOBULIN),
        "3 weeks",
        doses.IMMUNE_GLOBULIN_KG_USUAL,
        doses.IMMUNE_GLOBULIN_KG_HARD,
        per_kg=True,
        without_weight=(doses.IMMUNE_GLOBULIN_ALL_USUAL, doses.IMMUNE_GLOBULIN_ALL_HARD),
    ),
    Limit(
        methylprednisolone.by(*INTO_A_VEIN).called("intravenous methylprednisolone"),
        "day",
        doses.METHYLPREDNISOLONE_IV_DAY_USUAL,
        doses.METHYLPREDNISOLONE_IV_DAY_HARD,
        unless=(by_protocol,),
        leaving_out=protocol_reason,
        tenfold=False,
    ),
    Limit(
        methylprednisolone.by("oral", "enteral", "intramuscular", "subcutaneous"),
        "day",
        doses.GLUCOCORTICOID_DAY_USUAL,
        doses.GLUCOCORTICOID_DAY_HARD,
        unless=(by_protocol,),
        leaving_out=protocol_reason,
        brief=doses.GLUCOCORTICOID_BRIEF_DAYS,
        as_prednisone=True,
        tenfold=False,
    ),
    Limit(
        other_glucocorticoid,
        "day",
        doses.GLUCOCORTICOID_DAY_USUAL,
        doses.GLUCOCORTICOID_DAY_HARD,
        unless=(by_protocol,),
        leaving_out=protocol_reason,
        brief=doses.GLUCOCORTICOID_BRIEF_DAYS,
        as_prednisone=True,
        tenfold=False,
    ),
    weight=lab(BODY_WEIGHT, "kg", worse="lower").result(within=doses.DOSE_WEIGHT_DAYS),
    tenfold=doses.TENFOLD_STEP,
    earlier_days=doses.TENFOLD_DAYS,
    renewal_days=doses.SAME_DOSE_DAYS,
)
