"""The drugs that cards speak of: glucocorticoids, immunosuppressants, ILD drugs, potassium-raising drugs."""

from cards.definitions.organs import weight
from cards.policy.pjp import ANTI_CD20_DAYS, CYCLOPHOSPHAMIDE_DAYS
from cards.policy.treatment import NAIVE_DAYS
from cards.valuesets import (
    ABATACEPT,
    ACE_INHIBITOR,
    ANGIOTENSIN_BLOCKER,
    ANTI_CD20,
    ANTIFIBROTIC,
    AZATHIOPRINE,
    BUDESONIDE_ORAL,
    CALCINEURIN_INHIBITOR,
    CYCLOPHOSPHAMIDE,
    GLUCOCORTICOID_NOT_SYSTEMIC,
    IL1_INHIBITOR,
    IL6_INHIBITOR,
    IMMUNE_GLOBULIN,
    JAK_INHIBITOR,
    LEFLUNOMIDE,
    METHOTREXATE,
    MTOR_INHIBITOR,
    MYCOPHENOLATE,
    POTASSIUM_SPARING,
    POTASSIUM_SUPPLEMENT,
    SYSTEMIC_GLUCOCORTICOID,
    TNF_INHIBITOR,
)
from cdshooks.rules.language import (
    any_drug,
    any_of,
    drug,
    ingredient,
    ingredients_in_use,
    steroid_calendar,
    yes,
)

glucocorticoid = drug(SYSTEMIC_GLUCOCORTICOID).systemic()
steroid = steroid_calendar(
    SYSTEMIC_GLUCOCORTICOID,
    besides=(GLUCOCORTICOID_NOT_SYSTEMIC, BUDESONIDE_ORAL),
    weight=weight,
)

mycophenolate = drug(MYCOPHENOLATE)
azathioprine = drug(AZATHIOPRINE)
cyclophosphamide = drug(CYCLOPHOSPHAMIDE)
oral_cyclophosphamide = cyclophosphamide.by("oral").called("oral cyclophosphamide")
anti_cd20 = drug(ANTI_CD20)
tocilizumab = ingredient(IL6_INHIBITOR, "612865", words="tocilizumab")
rituximab = ingredient(ANTI_CD20, "121191", words="rituximab")
nintedanib = ingredient(ANTIFIBROTIC, "1592737", words="nintedanib")
pirfenidone = ingredient(ANTIFIBROTIC, "1592254", words="pirfenidone")
methotrexate = drug(METHOTREXATE)
tacrolimus = ingredient(CALCINEURIN_INHIBITOR, "42316", words="tacrolimus").systemic()
ciclosporin = ingredient(CALCINEURIN_INHIBITOR, "3008", words="ciclosporin").systemic()
calcineurin_inhibitor = drug(CALCINEURIN_INHIBITOR).systemic()
jak_inhibitor = drug(JAK_INHIBITOR).systemic()
tofacitinib = ingredient(JAK_INHIBITOR, "1357536", words="tofacitinib").systemic()
immune_globulin = drug(IMMUNE_GLOBULIN)

# Calcineurin and JAK inhibitors are also eye drops and ointments; the other drugs have no such forms.
routed_immunosuppressants = any_drug(calcineurin_inhibitor, jak_inhibitor)
lasting_immunosuppressants = any_drug(
    mycophenolate,
    azathioprine,
    methotrexate,
    drug(LEFLUNOMIDE),
    drug(MTOR_INHIBITOR),
    drug(TNF_INHIBITOR),
    drug(IL6_INHIBITOR),
    drug(IL1_INHIBITOR),
    drug(ABATACEPT),
).called("immunosuppressant")

ordered_immunosuppressants = (
    lasting_immunosuppressants.in_use(),
    routed_immunosuppressants.in_use(),
    cyclophosphamide.in_use(),
    oral_cyclophosphamide.taken_within(CYCLOPHOSPHAMIDE_DAYS),
    anti_cd20.planned(),
)
given_immunosuppressants = (
    cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS),
    anti_cd20.given_within(ANTI_CD20_DAYS),
)
other_immunosuppressants = (*ordered_immunosuppressants, *given_immunosuppressants)
other_immunosuppressant = ingredients_in_use(
    *other_immunosuppressants, least=1, words="other immunosuppressant"
)
# Where drugs are chosen, infusions are read where they are supplied; many sites supply none.
another_immunosuppressant = ingredients_in_use(
    *ordered_immunosuppressants, least=1, words="other immunosuppressant"
) | yes(any_of(*given_immunosuppressants))
two_other_immunosuppressants = ingredients_in_use(
    *other_immunosuppressants, least=2, words="other immunosuppressants"
)
immunosuppressants = (lasting_immunosuppressants, routed_immunosuppressants, cyclophosphamide, anti_cd20)

other_biologic = any_drug(
    drug(TNF_INHIBITOR), drug(IL6_INHIBITOR), drug(IL1_INHIBITOR), drug(ABATACEPT)
).called("biologic")

# The drugs of interstitial lung disease. Joints' drugs (methotrexate) and glucocorticoids are not among them.
ild_drugs = any_drug(
    mycophenolate,
    azathioprine,
    cyclophosphamide,
    anti_cd20,
    drug(IMMUNE_GLOBULIN),
    drug(ANTIFIBROTIC),
).called("ILD drug")
no_ild_drug = ~any_of(
    ild_drugs.taken_within(NAIVE_DAYS),
    tocilizumab.taken_within(NAIVE_DAYS),
    routed_immunosuppressants.taken_within(NAIVE_DAYS),
)

# Calcineurin inhibitors raise potassium too, and are named apart for their ointments.
potassium_raising = any_drug(
    drug(ACE_INHIBITOR),
    drug(ANGIOTENSIN_BLOCKER),
    drug(POTASSIUM_SPARING),
    drug(POTASSIUM_SUPPLEMENT),
).called("potassium-raising drug")
on_potassium_raising_drug = potassium_raising.in_use() | calcineurin_inhibitor.in_use()
