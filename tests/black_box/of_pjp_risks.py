"""pjp-consider, pjp-with-rituximab-cyclophosphamide, pjp-in-mda5."""

from functools import partial

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    CYCLOPHOSPHAMIDE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    WOMAN_30,
    atovaquone,
    coded,
    comfort_care,
    condition,
    draft,
    given,
    id_consult,
    ild,
    lymphocytes,
    order,
    patient,
    result,
    steroid,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)

consider = partial(Case, "pjp-consider")
rtx = partial(Case, "pjp-with-rituximab-cyclophosphamide")
mda5 = partial(Case, "pjp-in-mda5")

AGED_40 = patient(age=40)
FIFTEEN = steroid(mg=15, start=-27, days=28)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-200)
TAC = order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-200)
TAC_DRAFT = draft("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"))
RTX_DRAFT = draft("rtx", *RITUXIMAB, dose=1000, route="iv", per=(1, 2, "wk"), days=15)
LUPUS = condition("sle", "M32.10", "Systemic lupus erythematosus", recorded=-900)
MYOSITIS = condition("iim", "M33.20", "Polymyositis", recorded=-90)
MYOSITIS_SUSPECTED = condition("iim", "M33.20", "Polymyositis", recorded=-90, verification="provisional")
FIVE = steroid("five", 5, start=-300)


def had(on, code=RITUXIMAB, dose=1000, **how):
    return given("inf", *code, dose=dose, on=on, **how)


def antibody(on=-60, id="mda5", interpretation="POS", **how):
    return result(id, "107563-9", None, on=on, interpretation=interpretation,
                  **{"valueCodeableConcept": {"text": "result"}, **how})  # fmt: skip


def pulse(on):
    return given("pulse", *METHYLPREDNISOLONE, dose=500, on=on)


CONSIDER = [
    consider("mycophenolate and a drafted tacrolimus", SIGN, "info", "drafted immunosuppressants count in nIS",
             person=AGED_40, record=(FIFTEEN, MMF, *CHECKED), drafts=(TAC_DRAFT,), recommends=""),
    consider("15 mg and one immunosuppressant", VIEW, "silent", "nIS >= 2", person=AGED_40, record=(FIFTEEN, MMF)),
    consider("15 mg and two immunosuppressants", VIEW, "info", "nIS >= 2", person=AGED_40, record=(FIFTEEN, MMF, TAC)),
    consider("15 mg, lymphocytes 0.99", VIEW, "info", "ALC < 1.0", record=(FIFTEEN, lymphocytes(0.99))),
    consider("15 mg, lymphocytes 1.0", VIEW, "silent", "ALC exactly 1.0", record=(FIFTEEN, lymphocytes(1.0))),
    consider("15 mg for 27 days", VIEW, "silent", "run(>=15) >= 28 d",
             record=(steroid(mg=15, start=-26, days=27), lymphocytes(0.5))),
    consider("14.99 mg", VIEW, "silent", "below 15", record=(steroid(mg=14.99, start=-90), lymphocytes(0.5))),
    consider("pulse of 30 days ago", VIEW, "info", "pulse30", record=(FIFTEEN, pulse(-30))),
    consider("pulse of 31 days ago", VIEW, "silent", "pulse30", record=(FIFTEEN, pulse(-31))),
    consider("249 mg is no pulse and stays in the mean", VIEW, "info", "mean28 leaves out only pulse days",
             record=(FIFTEEN, given("pulse", *METHYLPREDNISOLONE, dose=249, on=-10))),
    consider("250 mg is a pulse", VIEW, "info", "a pulse day has >= 250 mg methylprednisolone",
             record=(FIFTEEN, given("pulse", *METHYLPREDNISOLONE, dose=250, on=-10))),
    consider("earlier PJP", VIEW, "info", "priorPJP",
             record=(FIFTEEN, condition("p", *PNEUMOCYSTIS_CODE, clinical="resolved", recorded=-900))),
    consider("anti-MDA5 without lung or rheumatic disease", VIEW, "info", "P.MDA5", record=(FIFTEEN, antibody())),
    consider("20 mg for 14 days with one immunosuppressant", VIEW, "info", "run(>=20) >= 14 d & nIS >= 1",
             person=AGED_40, record=(steroid(mg=20, start=-7, days=14), MMF)),
    consider("20 mg for 13 days with one immunosuppressant", VIEW, "silent", "13 d", person=AGED_40,
             record=(steroid(mg=20, start=-7, days=13), MMF)),
    consider("20 mg for 14 days alone", VIEW, "silent", "nIS 0", record=(steroid(mg=20, start=-7, days=14),)),
    consider("20 mg for 28 days, no risk factor", VIEW, "info", "run(>=20) >= 28 d",
             record=(steroid(mg=20, start=-7, days=28), *CHECKED), others={"pjp-start": ""}, recommends=""),
    consider("mean of 20 mg over the past days", VIEW, "info", "mean28 >= 20 & run(>=15) >= 14 d",
             record=(steroid("a", 60, start=-16, until=-10, status="completed"), steroid("b", 15, start=-9, until=0))),
    consider("mean just under 20 mg", VIEW, "silent", "555 mg in 28 days",
             record=(steroid("a", 60, start=-15, until=-9, status="completed"), steroid("b", 15, start=-8, until=0))),
    consider("open order, 27 days behind, ILD", VIEW, "info", "duration not stated & RF",
             record=(ild(), steroid(start=-26), *CHECKED), recommends="TMP-SMX"),
    consider("open order, no risk factor", VIEW, "silent", "duration not stated needs RF", record=(steroid(start=-3),)),
    consider("40 mg drafted open-ended with ILD", SIGN, "info", "drafted: duration not stated",
             record=(ild(), *CHECKED), drafts=(steroid_draft(mg=40),), order="198334 1 1/1d"),
    consider("19 mg drafted open-ended with ILD", SIGN, "silent", "at >= 20 mg/day",
             record=(ild(),), drafts=(steroid_draft(mg=19),)),
    consider("40 mg drafted for 10 days", SIGN, "silent", "duration is stated", record=(ild(),), drafts=(steroid_draft(mg=40, days=10),)),
    consider("on atovaquone", VIEW, "silent", "P.protected", record=(ild(), steroid(start=-26), atovaquone("a", start=-9))),
    consider("TMP-SMX drafted beside", SIGN, "silent", "P.protected", record=(ild(), *CHECKED),
             drafts=(steroid_draft(mg=40), tmp_smx_draft("t"))),
    consider("allergic to the drafted TMP-SMX", SIGN, "info", "a draft that 2.5 excludes does not protect",
             record=(ild(), sulfa_allergy(), *CHECKED), drafts=(steroid_draft(mg=40), tmp_smx_draft("t"))),
    consider("orders not supplied", SIGN, "silent", "not named (info card)", record=(ild(),),
             drafts=(steroid_draft(mg=40),), absent=("MedicationRequest",)),
    consider("TMP-SMX of unreadable dose", SIGN, "silent", "P.onPJP not known: not named",
             record=(ild(), order("t", "10831", "sulfamethoxazole / trimethoprim", start=-30)), drafts=(steroid_draft(mg=40),)),
    consider("conditions not supplied", SIGN, "silent", "an RF that is not known counts for nothing",
             drafts=(steroid_draft(mg=40),), absent=("Condition",)),
    consider("pregnant", SIGN, "info", "consult instead", person=WOMAN_30, record=(ild(), PREGNANT),
             drafts=(steroid_draft(mg=40),), never=("TMP-SMX",), recommends="nfectious"),
    consider("pregnant and consulted", SIGN, "silent", "info to silence", person=WOMAN_30,
             record=(ild(), PREGNANT, id_consult()), drafts=(steroid_draft(mg=40),)),
    consider("comfort care", SIGN, "silent", "P.comfort", record=(ild(), comfort_care()), drafts=(steroid_draft(mg=40),)),
    consider("aged 17", SIGN, "silent", "P.adult", person=patient(age=17), record=(ild(),), drafts=(steroid_draft(mg=40),)),
]  # fmt: skip

RTX = [
    rtx("rituximab 183 days ago, 5 mg", VIEW, "warning", "last dose <=183 d & GCd(5)",
        record=(ild(), had(-183), FIVE, *CHECKED), recommends="TMP-SMX"),
    rtx("rituximab 183 days ago, no steroid", VIEW, "info", "info otherwise", record=(ild(), had(-183), *CHECKED), recommends=""),
    rtx("rituximab 184 days ago, 5 mg", VIEW, "silent", "184 d", record=(ild(), had(-184), FIVE)),
    rtx("rituximab 30 days ago, 4.99 mg", VIEW, "info", "GCd(5)", record=(ild(), had(-30), steroid(mg=4.99, start=-300))),
    rtx("rituximab 30 days ago, mycophenolate", VIEW, "warning", "another immunosuppressant besides", record=(ild(), had(-30), MMF)),
    rtx("rituximab 30 days ago in lupus with mycophenolate", VIEW, "warning", "P.SARD", record=(LUPUS, had(-30), MMF)),
    rtx("rituximab 30 days ago without lung or rheumatic disease", VIEW, "silent", "OCC on patient-view", record=(had(-30), FIVE)),
    rtx("rituximab drafted without lung or rheumatic disease", SIGN, "info", "drafted; info otherwise",
        record=(FIVE,), drafts=(RTX_DRAFT,)),
    rtx("rituximab drafted with ILD and 5 mg", SIGN, "warning", "drafted & GCd(5)", record=(ild(), FIVE), drafts=(RTX_DRAFT,)),
    rtx("cyclophosphamide 90 days ago, 5 mg", VIEW, "warning", "last dose <=90 d",
        record=(ild(), had(-90, CYCLOPHOSPHAMIDE, 900), FIVE)),
    rtx("cyclophosphamide 91 days ago, 5 mg", VIEW, "silent", "91 d", record=(ild(), had(-91, CYCLOPHOSPHAMIDE, 900), FIVE)),
    rtx("cyclophosphamide tablets active", VIEW, "info", "active", record=(ild(), order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-9))),
    rtx("ocrelizumab drafted with ILD", SIGN, "info", "another anti-CD20 & P.ILD", record=(ild(),),
        drafts=(draft("o", "1876366", "ocrelizumab", dose=300, route="iv"),)),
    rtx("ocrelizumab drafted, no ILD", SIGN, "silent", "another anti-CD20 needs ILD or SARD",
        drafts=(draft("o", "1876366", "ocrelizumab", dose=300, route="iv"),)),
    rtx("rituximab ordered 100 days ago, no administration", VIEW, "info", "with no administration ordered <=183 d",
        record=(ild(), order("r", *RITUXIMAB, dose=1000, route="iv", authored=-100, status="completed"))),
    rtx("rituximab order active, given 184 days ago", VIEW, "silent", "an active anti-CD20 order whose last dose is 184 d ago",
        record=(ild(), FIVE, had(-184), order("r", *RITUXIMAB, dose=1000, route="iv", start=-198))),
    rtx("infusion not done", VIEW, "silent", "not given", record=(ild(), FIVE, had(-30, status="not-done"))),
    rtx("infusion entered in error", VIEW, "silent", "entered-in-error", record=(ild(), FIVE, had(-30, status="entered-in-error"))),
    rtx("on atovaquone", VIEW, "silent", "P.protected", record=(ild(), FIVE, had(-30), atovaquone("a", start=-9))),
    rtx("ILD only suspected, 5 mg", VIEW, "silent", "OCC: P.ILD is confirmed",
        record=(ild(verification="provisional"), FIVE, had(-30))),
    rtx("myositis only suspected, 5 mg", VIEW, "info", "a suspected Condition alone: at most info",
        record=(MYOSITIS_SUSPECTED, FIVE, had(-30))),
    rtx("administrations not supplied, steroid drafted", SIGN, "noted", "dates not supplied where they decide",
        record=(ild(),), drafts=(steroid_draft(mg=5, days=10),), absent=("MedicationAdministration",)),
    rtx("administrations not supplied, chart opened", VIEW, "silent", "named on order hooks only", record=(ild(), FIVE),
        absent=("MedicationAdministration",)),
    rtx("steroid amount unreadable", VIEW, "info", "calendar not known: fires as info",
        record=(ild(), had(-30), order("gc", "8640", "prednisone", dose=2, unit="{tbl}", start=-30))),
    rtx("pjp-start as high", VIEW, "silent", "pjp-start comes before at the same level",
        record=(ild(), had(-30), steroid(start=-40)), others={"pjp-start": "warning"}),
    rtx("pjp-start lower", VIEW, "warning", "the one whose level is highest",
        record=(ild(), had(-30), steroid(mg=10, start=-40), order("mp", *METHYLPREDNISOLONE, dose=8, start=-40)),
        others={"pjp-start": "", "pjp-consider": ""}),
    rtx("silences pjp-consider", VIEW, "warning", "each silences pjp-consider",
        record=(ild(), had(-30), steroid(start=-10)), others={"pjp-consider": ""}),
    rtx("pregnant and consulted, warning grounds", VIEW, "info", "one level lower", person=WOMAN_30,
        record=(ild(), had(-30), FIVE, PREGNANT, id_consult())),
    rtx("pregnant and consulted, info grounds", VIEW, "silent", "info to silence", person=WOMAN_30,
        record=(ild(), had(-30), PREGNANT, id_consult())),
    rtx("consult cancelled", VIEW, "warning", "active or completed only", person=WOMAN_30,
        record=(ild(), had(-30), FIVE, PREGNANT, id_consult(status="revoked")), recommends="nfectious"),
    rtx("consult completed 90 days ago", VIEW, "info", "completed <=90 d", person=WOMAN_30,
        record=(ild(), had(-30), FIVE, PREGNANT, id_consult(status="completed", authored=-90)), recommends=""),
    rtx("consult completed 91 days ago", VIEW, "warning", "91 d", person=WOMAN_30,
        record=(ild(), had(-30), FIVE, PREGNANT, id_consult(status="completed", authored=-91))),
    rtx("aged 17", SIGN, "silent", "P.adult", person=patient(age=17), record=(ild(),), drafts=(RTX_DRAFT,)),
    rtx("PJP being treated", VIEW, "silent", "PJPillness", record=(ild(), had(-30), FIVE, condition("p", *PNEUMOCYSTIS_CODE, onset=-5))),
]  # fmt: skip

MDA5 = [
    mda5("7.5 mg, positive 60 days ago", VIEW, "warning", "GCd(7.5) & MDA5age <= 365",
         record=(MYOSITIS, antibody(), steroid(mg=7.5, start=-50), *CHECKED), order="198334 1 1/1d"),
    mda5("7.4 mg", VIEW, "silent", "GCd(7.5)", record=(MYOSITIS, antibody(), steroid(mg=7.4, start=-50))),
    mda5("mycophenolate alone", VIEW, "warning", "nIS >= 1", record=(MYOSITIS, antibody(), MMF)),
    mda5("no treatment", VIEW, "silent", "no treatment", record=(MYOSITIS, antibody())),
    mda5("positive 365 days ago", VIEW, "warning", "MDA5age <= 365", record=(MYOSITIS, antibody(-365), steroid(mg=10, start=-400))),
    mda5("positive 366 days ago, 10 mg", VIEW, "silent", "366 d on stable treatment",
         record=(MYOSITIS, antibody(-366), steroid(mg=10, start=-400), MMF)),
    mda5("positive 366 days ago, 15 mg", VIEW, "warning", "GCd(15)", record=(MYOSITIS, antibody(-366), steroid(mg=15, start=-5))),
    mda5("positive 366 days ago, 14.99 mg", VIEW, "silent", "GCd(15)", record=(MYOSITIS, antibody(-366), steroid(mg=14.99, start=-5))),
    mda5("positive 400 days ago, tacrolimus newly drafted", SIGN, "warning", "newIS", record=(MYOSITIS, antibody(-400), MMF),
         drafts=(TAC_DRAFT,)),
    mda5("positive 400 days ago, mycophenolate renewed", SIGN, "silent", "the ingredient has an active order",
         record=(MYOSITIS, antibody(-400), MMF), drafts=(draft("m2", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d")),)),
    mda5("first positive 400 days ago, again last week", VIEW, "silent", "days since the first positive",
         record=(MYOSITIS, antibody(-400, "first"), antibody(-7, "again"), MMF)),
    mda5("undated positive", VIEW, "warning", "no date: counts as <=365", record=(MYOSITIS, antibody(None), MMF)),
    mda5("negative", VIEW, "silent", "not positive", record=(MYOSITIS, antibody(interpretation="NEG"), MMF)),
    mda5("coded positive", VIEW, "warning", "coded positive",
         record=(MYOSITIS, antibody(interpretation="", valueCodeableConcept=coded(SNOMED, "10828004", "Positive")), MMF)),
    mda5("above its own range", VIEW, "warning", "above its own reference range",
         record=(MYOSITIS, result("mda5", "105529-2", 50, "U/mL", on=-60, high=20), MMF)),
    mda5("at the top of its range", VIEW, "silent", "not above", record=(MYOSITIS, result("mda5", "105529-2", 20, "U/mL", on=-60, high=20), MMF)),
    mda5("bare number, mycophenolate drafted", SIGN, "noted", "unreadable form: silent and named",
         record=(MYOSITIS, result("mda5", "105529-2", 50, "U/mL", on=-60)),
         drafts=(draft("m2", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),)),
    mda5("preliminary result", VIEW, "silent", "status preliminary", record=(MYOSITIS, antibody(status="preliminary"), MMF)),
    mda5("lung disease alone", VIEW, "warning", "P.ILD | P.SARD", record=(ild(), antibody(), MMF)),
    mda5("neither lung nor rheumatic disease", VIEW, "silent", "antibody without ILD or SARD", record=(antibody(), MMF)),
    mda5("inclusion body myositis", VIEW, "silent", "cond_iim without cond_iim_ibm",
         record=(condition("ibm", "G72.41", "Inclusion body myositis"), antibody(), MMF)),
    mda5("myositis suspected", VIEW, "info", "info if only suspected", record=(MYOSITIS_SUSPECTED, antibody(), MMF)),
    mda5("myositis in remission", VIEW, "warning", "SARD ever", record=(condition("iim", "M33.20", clinical="remission"), antibody(), MMF)),
    mda5("on TMP-SMX", VIEW, "silent", "P.protected", record=(MYOSITIS, antibody(), MMF, *CHECKED, tmp_smx("t", start=-20))),
    mda5("above pjp-start", VIEW, "warning", "first in that order", record=(MYOSITIS, ild(), antibody(), MMF, steroid(start=-40)),
         others={"pjp-start": "", "pjp-consider": "", "pjp-with-rituximab-cyclophosphamide": ""}),
    mda5("below pjp-start", VIEW, "silent", "the one whose level is highest", person=patient(age=65),
         record=(MYOSITIS_SUSPECTED, antibody(), steroid(start=-40)), others={"pjp-start": "warning"}),
    mda5("results not supplied", VIEW, "noted", "P.MDA5 not known for lack of a whole list", record=(MYOSITIS, MMF), absent=("Observation",)),
    mda5("orders not supplied", VIEW, "noted", "nIS and GCd decide", record=(MYOSITIS, antibody()), absent=("MedicationRequest",)),
    mda5("birth date unknown, mycophenolate drafted", SELECT, "noted", "age: silent and named", person=patient(birth=""),
         record=(MYOSITIS, antibody()), drafts=(draft("m2", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),)),
    mda5("pregnant and consulted", VIEW, "info", "one level lower", person=WOMAN_30,
         record=(MYOSITIS, antibody(), steroid(mg=10, start=-50), PREGNANT, id_consult())),
    mda5("pregnant, consult of 40 days ago still open", VIEW, "info", "a click quiets: asked for, it is not recommended again", person=WOMAN_30,
         record=(MYOSITIS, antibody(), steroid(mg=10, start=-50), PREGNANT, id_consult(authored=-40)), recommends=""),
    mda5("family history is never read", VIEW, "silent", "FamilyMemberHistory",
         record=(antibody(), MMF, {"resourceType": "FamilyMemberHistory", "id": "f", "status": "completed"})),
]  # fmt: skip

CASES = CONSIDER + RTX + MDA5
