"""pjp-agent-in-pregnancy, dapsone-g6pd, pjp-dose-check, pjp-stop-review."""

from functools import partial

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    CYCLOPHOSPHAMIDE,
    DAPSONE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    STEVENS_JOHNSON,
    TACROLIMUS,
    TMP_SMX_DS,
    WOMAN_30,
    allergy,
    atovaquone,
    blood,
    clearance,
    coded,
    comfort_care,
    condition,
    dapsone,
    day,
    draft,
    g6pd_normal,
    given,
    id_consult,
    ild,
    lymphocytes,
    order,
    ordered_test,
    patient,
    pentamidine,
    potassium,
    result,
    statement,
    steroid,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)

preg = partial(Case, "pjp-agent-in-pregnancy")
dap = partial(Case, "dapsone-g6pd")
dose = partial(Case, "pjp-dose-check")
stop = partial(Case, "pjp-stop-review")

ATQ = "308429 10 1/1d"
DRAFT = tmp_smx_draft()
ATQ_DRAFT, DAP_DRAFT, PEN_DRAFT = (
    atovaquone("a", status="draft"),
    dapsone("d", status="draft"),
    pentamidine("p", status="draft"),
)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", "B59", "Pneumocystosis")
PJP = condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)
WOMAN = {"person": WOMAN_30, "drafts": (DRAFT,)}
OBSTETRIC = ordered_test("ob", "183548008", system=SNOMED)


def hcg(on=-42, interpretation="POS", id="hcg", code="2118-8", **how):
    return result(
        id,
        code,
        None,
        on=on,
        interpretation=interpretation,
        **{"valueCodeableConcept": {"text": "result"}, **how},
    )


def woman(age):
    return patient(age=age, sex="female")


PREG = [
    preg("hCG of 42 days ago", SIGN, "warning", "positive hCG <=42 d & TMPSMX", record=(hcg(), *CHECKED), never=("atovaquone", "dapsone", "pentamidine"), **WOMAN),
    preg("hCG of 43 days ago", SIGN, "silent", "43 d", record=(hcg(-43), *CHECKED), **WOMAN),
    preg("hCG 25 IU/L", SIGN, "warning", "a quantity >= 25 IU/L", record=(result("h", "19080-1", 25, "[IU]/L", on=-3), *CHECKED), **WOMAN),
    preg("hCG 24.9 IU/L", SIGN, "silent", "below 25 IU/L", record=(result("h", "19080-1", 24.9, "[IU]/L", on=-3), *CHECKED), **WOMAN),
    preg("hCG 25 mIU/mL", SIGN, "warning", "mIU/mL is IU/L", record=(result("h", "19080-1", 25, "m[IU]/mL", on=-3), *CHECKED), **WOMAN),
    preg("pregnancy Condition", SIGN, "warning", "active confirmed pregnancy Condition", record=(PREGNANT, *CHECKED), **WOMAN),
    preg("pregnancy with onset 300 days ago", SIGN, "warning", "onset <=300 d", record=(condition("p", "Z33.1", onset=-300), *CHECKED), **WOMAN),
    preg("pregnancy with onset 301 days ago", SIGN, "silent", "onset <=300 d", record=(condition("p", "Z33.1", onset=-301), *CHECKED), **WOMAN),
    preg("pregnancy resolved", SIGN, "silent", "active", record=(condition("p", "Z33.1", onset=-60, clinical="resolved"), *CHECKED), **WOMAN),
    preg("pregnancy suspected", SIGN, "silent", "confirmed", record=(condition("p", "Z33.1", onset=-60, verification="provisional"), *CHECKED), **WOMAN),
    preg("expected delivery in 300 days", SIGN, "warning", "today..+300 d",
         record=(result("edd", "11778-8", None, on=-9, valueDateTime=day(300)), *CHECKED), **WOMAN),
    preg("expected delivery today", SIGN, "warning", "today..+300 d",
         record=(result("edd", "11778-8", None, on=-9, valueDateTime=day(0)), *CHECKED), **WOMAN),
    preg("expected delivery yesterday", SIGN, "silent", "today..+300 d",
         record=(result("edd", "11778-8", None, on=-9, valueDateTime=day(-1)), *CHECKED), **WOMAN),
    preg("aged 55", SIGN, "warning", "no for age > 55", person=woman(55), record=(hcg(-3), *CHECKED), drafts=(DRAFT,)),
    preg("aged 56", SIGN, "silent", "no for age > 55", person=woman(56), record=(hcg(-3), *CHECKED), drafts=(DRAFT,)),
    preg("a man with a positive hCG", SIGN, "silent", "no for males without a pregnancy on record", record=(hcg(-3), *CHECKED), drafts=(DRAFT,)),
    preg("dapsone", SIGN, "warning", "TMPSMX | dapsone", person=WOMAN_30, record=(PREGNANT, g6pd_normal(), *blood()), drafts=(DAP_DRAFT,)),
    preg("atovaquone", SIGN, "info", "atovaquone", person=WOMAN_30, record=(PREGNANT,), drafts=(ATQ_DRAFT,)),
    preg("nebulised pentamidine", SELECT, "info", "inhaled pentamidine", person=WOMAN_30, record=(PREGNANT,), drafts=(PEN_DRAFT,)),
    preg("intravenous pentamidine", SIGN, "silent", "AGENT is inhaled pentamidine", person=WOMAN_30, record=(PREGNANT,),
         drafts=(draft("p", *PENTAMIDINE, dose=300, route="iv"),)),
    preg("breastfeeding", SIGN, "info", "breastfeeding", record=(condition("b", "Z39.1"), hcg(-5, "NEG"), *CHECKED), **WOMAN),
    preg("breastfeeding ended", SIGN, "silent", "active", record=(condition("b", "Z39.1", clinical="resolved"), hcg(-5, "NEG"), *CHECKED), **WOMAN),
    preg("obstetric consult ordered", SIGN, "info", "with CONSULT one level lower", record=(hcg(), OBSTETRIC, *CHECKED), **WOMAN),
    preg("infectious-disease consult drafted", SIGN, "info", "drafted counts", person=WOMAN_30, record=(hcg(), *CHECKED),
         drafts=(DRAFT, id_consult(status="draft"))),
    preg("consult of 91 days ago", SIGN, "warning", "<=90 d", record=(hcg(), id_consult(status="completed", authored=-91), *CHECKED), **WOMAN),
    preg("atovaquone with consult", SIGN, "silent", "info to silence", person=WOMAN_30, record=(PREGNANT, OBSTETRIC), drafts=(ATQ_DRAFT,)),
    preg("renewal with consult", SIGN, "silent", "same agent active >= 28 d with CONSULT",
         record=(PREGNANT, OBSTETRIC, tmp_smx("old", start=-40), *CHECKED), **WOMAN),
    preg("renewal without consult", SIGN, "warning", "with CONSULT", record=(PREGNANT, tmp_smx("old", start=-40), *CHECKED), **WOMAN),
    preg("results not supplied", SIGN, "noted", "pregnancy data not supplied in a patient of P.CBP", absent=("Observation",), **WOMAN),
    preg("conditions not supplied", SIGN, "noted", "pregnancy data not supplied", record=CHECKED, absent=("Condition",), **WOMAN),
    preg("conditions not supplied, a man", SIGN, "silent", "a man is not of P.CBP", record=CHECKED, drafts=(DRAFT,), absent=("Observation",)),
    preg("comfort care", SIGN, "warning", "comfort care does not silence", record=(PREGNANT, comfort_care(), *CHECKED), **WOMAN),
    preg("aged 16", SIGN, "warning", "ANYAGE", person=woman(16), record=(PREGNANT, *CHECKED), drafts=(DRAFT,)),
    preg("treating PJP", SIGN, "warning", "urgent if TREATING", person=WOMAN_30, record=(PREGNANT, PJP, *CHECKED),
         drafts=(tmp_smx_draft("tmp", 320, per=(3, 1, "d"), days=21, reason=PJP_REASON),)),
]  # fmt: skip

G6PD_ORDERED = ordered_test("go", "32546-4")
DAPS = {"drafts": (DAP_DRAFT,)}
SEVERE = sulfa_allergy(manifestation=STEVENS_JOHNSON)

DAP = [
    dap("never tested", SIGN, "warning", "complete record holds no G6PD", record=blood(), recommends="G6PD", **DAPS),
    dap("never tested, ordered", SIGN, "info", "OPEN(G6PD): result pending", record=(*blood(), G6PD_ORDERED), **DAPS),
    dap("never tested, ordered 31 days ago", SIGN, "warning", "authored <=30 d", record=(*blood(), ordered_test("g", "32546-4", authored=-31)), **DAPS),
    dap("deficiency coded", SIGN, "critical", "cond_g6pd_deficiency ever", record=(condition("g", "D55.0", clinical="resolved"), *blood(), *CHECKED), **DAPS,
        order=ATQ),
    dap("G6PD low", SIGN, "critical", "interpretation L", record=(g6pd_normal(interpretation="L"), *blood()), **DAPS),
    dap("G6PD abnormal", SIGN, "critical", "interpretation A", record=(g6pd_normal(interpretation="A"), *blood()), **DAPS),
    dap("G6PD below its own range", SIGN, "critical", "below its own reference range",
        record=(result("g", "32546-4", 6.9, "U/g{Hb}", low=7, high=20), *blood()), **DAPS),
    dap("G6PD at its lower limit", SIGN, "silent", "not below", record=(result("g", "32546-4", 7, "U/g{Hb}", low=7, high=20), *blood()), **DAPS),
    dap("G6PD coded deficient", SIGN, "critical", "coded deficient",
        record=(result("g", "2356-4", "Deficient"), *blood()), **DAPS),
    dap("G6PD without range or interpretation", SIGN, "noted", "result unreadable: not cleared",
        record=(result("g", "32546-4", 6.9, "U/g{Hb}"), *blood()), **DAPS),
    dap("G6PD normal ten years ago", SIGN, "silent", "a result of any date", record=(g6pd_normal(on=-3650), *blood()), **DAPS),
    dap("older low, newer normal", SIGN, "silent", "newest result", record=(g6pd_normal(on=-90, interpretation="L") | {"id": "o"}, g6pd_normal(), *blood()), **DAPS),
    dap("haemoglobin 9.0", SIGN, "silent", "exactly 9.0", record=(g6pd_normal(), *blood(9.0, 5.0)), **DAPS),
    dap("haemoglobin 8.99", SIGN, "warning", "< 9.0", record=(g6pd_normal(), *blood(8.99)), **DAPS),
    dap("haemoglobin 89 g/L", SIGN, "warning", "g/L", record=(g6pd_normal(), result("hb", "718-7", 89, "g/L")), **DAPS),
    dap("haemoglobin of 91 days ago", SIGN, "silent", "<=90 d", record=(g6pd_normal(), result("hb", "718-7", 7, "g/dL", on=-91)), **DAPS),
    dap("methaemoglobin 5.01", SIGN, "warning", "> 5 %", record=(g6pd_normal(), *blood(12, 5.01)), **DAPS),
    dap("severe sulfa reaction", SIGN, "critical", "SEVERE", record=(g6pd_normal(), *blood(), SEVERE, *CHECKED), order=ATQ, never=("TMP-SMX",), **DAPS),
    dap("mild sulfa rash", SIGN, "silent", "mild alone: no", record=(g6pd_normal(), *blood(), sulfa_allergy()), **DAPS),
    dap("dapsone allergy", SIGN, "warning", "other allergy_dapsone", record=(g6pd_normal(), *blood(), allergy("d", "3108", "Dapsone")), **DAPS),
    dap("dapsone allergy of high criticality", SIGN, "critical", "criticality high",
        record=(g6pd_normal(), *blood(), allergy("d", "3108", "Dapsone", criticality="high")), **DAPS),
    dap("dapsone allergy refuted", SIGN, "silent", "usable", record=(g6pd_normal(), *blood(), allergy("d", "3108", "Dapsone", verification="refuted")), **DAPS),
    dap("gel", SIGN, "silent", "not RxNorm 607293", drafts=(draft("d", "607293", "dapsone 0.05 MG/MG", dose=1, route="topical"),)),
    dap("ingredient on the skin", SIGN, "silent", "oral dapsone", drafts=(draft("d", "3108", "Dapsone", dose=1, route="topical"),)),
    dap("active 90 days, never tested", SIGN, "silent", "never-tested branch: active >= 90 d", record=(*blood(), dapsone("old", start=-90)), **DAPS),
    dap("active 80 days, never tested", SIGN, "warning", "active >= 90 d", record=(*blood(), dapsone("old", start=-80)), **DAPS),
    dap("active 90 days, haemoglobin 8", SIGN, "warning", "the exclusion is of the never-tested branch", record=(*blood(8), dapsone("old", start=-200)), **DAPS),
    dap("results not supplied", SIGN, "noted", "G6PD list not supplied", absent=("Observation",), **DAPS),
    dap("allergies not supplied", SIGN, "noted", "allergy list not supplied: named", record=(g6pd_normal(), *blood()), absent=("AllergyIntolerance",), **DAPS),
    dap("active, chart opened", VIEW, "silent", "order hooks only", record=(dapsone("d", start=-9),)),
    dap("comfort care", SIGN, "warning", "comfort care does not silence", record=(comfort_care(), *blood()), **DAPS),
    dap("aged 10", SIGN, "warning", "ANYAGE; no replacement", person=patient(age=10), record=blood(), never=("atovaquone",), **DAPS),
    dap("treating PJP with a deficiency", SIGN, "critical", "URGENT_ID recommended", record=(condition("g", "D55.0"), PJP, *blood()), recommends="nfectious", **DAPS),
    dap("treating PJP with a deficiency, consulted", SIGN, "warning", "TREATING & CONSULTED", record=(condition("g", "D55.0"), PJP, id_consult(), *blood()), **DAPS),
]  # fmt: skip

RISK = (ild(), steroid(start=-19, days=28), *CHECKED)
AS_UTI = coded("http://hl7.org/fhir/sid/icd-10-cm", "N39.0", "Urinary tract infection")

DOSE = [
    dose("160 mg twice daily, no reason, no duration", SIGN, "warning", "tmpDay > 160 & RISK", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),),
         others={"pjp-start": "", "pjp-consider": ""}, recommends="80/400"),
    dose("160 mg twice daily for 5 days", SIGN, "silent", "treatTMP", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d"), days=5),)),
    dose("160 mg twice daily for 14 days", SIGN, "silent", "stated <= 14 d", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d"), days=14),)),
    dose("160 mg twice daily for 15 days", SIGN, "warning", "15 d", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d"), days=15),)),
    dose("160 mg daily", SIGN, "silent", "160/800 mg daily accepted", record=RISK, drafts=(tmp_smx_draft("t", 160),)),
    dose("160 mg three times weekly", SIGN, "silent", "tmpWeek 480", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(3, 1, "wk")),)),
    dose("80 mg five times weekly", SIGN, "warning", "tmpWeek 400 & CrCl > 30", record=RISK, drafts=(tmp_smx_draft("t", 80, per=(5, 1, "wk")),)),
    dose("80 mg three times weekly at clearance 30", SIGN, "silent", "tmpWeek 240 & P.CrCl <= 30",
         record=(ild(), steroid(start=-19, days=28), *clearance(72), potassium()), drafts=(tmp_smx_draft("t", 80, per=(3, 1, "wk")),)),
    dose("80 mg twice weekly at clearance 30", SIGN, "warning", "tmpWeek < 240",
         record=(ild(), steroid(start=-19, days=28), *clearance(72), potassium()), drafts=(tmp_smx_draft("t", 80, per=(2, 1, "wk")),)),
    dose("80 mg three times weekly, results not supplied", SIGN, "noted", "240..480 with P.CrCl not known",
         record=(ild(), steroid(start=-19, days=28)), drafts=(tmp_smx_draft("t", 80, per=(3, 1, "wk")),), absent=("Observation",)),
    dose("no risk and no reason", SIGN, "silent", "INTENT needs RISK or the reason", record=CHECKED, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),)),
    dose("infection as the reason", SIGN, "silent", "a reason is coded", record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d"), reason=AS_UTI),)),
    dose("PJP as the reason", SIGN, "silent", "treatTMP", record=RISK, drafts=(tmp_smx_draft("t", 320, per=(3, 1, "d"), reason=PJP_REASON),)),
    dose("PJP now", SIGN, "silent", "PJPillness", record=(*RISK, PJP), drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),)),
    dose("atovaquone 750 mg", SIGN, "warning", "not 1500 mg", record=RISK, drafts=(atovaquone("a", 750, status="draft"),)),
    dose("atovaquone 750 mg twice daily", SIGN, "silent", "1500 mg a day", record=RISK, drafts=(atovaquone("a", 750, per=(2, 1, "d"), status="draft"),)),
    dose("atovaquone 10 mL", SIGN, "silent", "mL x concentration", record=RISK, drafts=(atovaquone("a", 10, unit="mL", status="draft"),)),
    dose("atovaquone 5 mL", SIGN, "warning", "750 mg", record=RISK, drafts=(atovaquone("a", 5, unit="mL", status="draft"),)),
    dose("dapsone 101 mg", SIGN, "warning", "> 100 mg", record=(*RISK, g6pd_normal(), *blood()), drafts=(dapsone("d", 101, status="draft"),)),
    dose("dapsone 50 mg", SIGN, "silent", "50 mg", record=(*RISK, g6pd_normal(), *blood()), drafts=(dapsone("d", 50, status="draft"),)),
    dose("dapsone 49 mg", SIGN, "warning", "< 50 mg", record=(*RISK, g6pd_normal(), *blood()), drafts=(dapsone("d", 49, status="draft"),)),
    dose("dapsone half a tablet of 100 mg", SIGN, "silent", "tablets x strength", record=(*RISK, g6pd_normal(), *blood()),
         drafts=(draft("d", *DAPSONE, dose=0.5, unit="{tbl}"),)),
    dose("pentamidine 300 mg every 4 weeks", SIGN, "silent", "300 mg, 28 d", record=RISK, drafts=(PEN_DRAFT,)),
    dose("pentamidine 150 mg every 4 weeks", SIGN, "warning", "dose not 300 mg", record=RISK, drafts=(pentamidine("p", 150, status="draft"),)),
    dose("pentamidine every 31 days", SIGN, "silent", "28-31 d", record=RISK, drafts=(pentamidine("p", per=(1, 31, "d"), status="draft"),)),
    dose("pentamidine every month", SIGN, "silent", "28-31 d", record=RISK, drafts=(pentamidine("p", per=(1, 1, "mo"), status="draft"),)),
    dose("pentamidine every 27 days", SIGN, "warning", "28-31 d", record=RISK, drafts=(pentamidine("p", per=(1, 27, "d"), status="draft"),)),
    dose("pentamidine every 2 weeks", SIGN, "warning", "28-31 d", record=RISK, drafts=(pentamidine("p", per=(1, 2, "wk"), status="draft"),)),
    dose("pentamidine intravenously", SIGN, "silent", "pentamidine not inhaled", record=RISK, drafts=(draft("p", *PENTAMIDINE, dose=150, route="iv"),)),
    dose("dose in words", SIGN, "noted", "dose as text only: silent and named", record=RISK, drafts=(draft("t", "10831", "sulfamethoxazole / trimethoprim"),)),
    dose("tablet of double strength twice daily", SIGN, "warning", "tablets x strength", record=RISK,
         drafts=(draft("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d")),)),
    dose("allergic to it", SIGN, "warning", "2.5 excludes the agent: REPLACE", record=(*RISK, sulfa_allergy()),
         drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),), others={"tmp-smx-allergy": "warning"}),
    dose("comfort care", SIGN, "silent", "!P.comfort", record=(*RISK, comfort_care()), drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),)),
    dose("aged 17", SIGN, "silent", "P.adult", person=patient(age=17), record=RISK, drafts=(tmp_smx_draft("t", 160, per=(2, 1, "d")),)),
    dose("above half at clearance 20", SIGN, "silent", "above-half dose at P.CrCl <= 30 is tmp-smx-renal-dose",
         record=(ild(), steroid(start=-19, days=28), *clearance(48), potassium()), drafts=(DRAFT,), others={"tmp-smx-renal-dose": "warning"}),
    dose("twice the dose, chart opened", VIEW, "silent", "order hooks only", record=(*RISK, tmp_smx("t", 160, per=(2, 1, "d"), start=-4))),
    dose("risk not known", SIGN, "silent", "RISK not known and no reason coded: not named", record=CHECKED, drafts=(atovaquone("a", 750, status="draft"),),
         absent=("MedicationRequest",)),
    dose("lung disease as the reason", SIGN, "warning", "the lung disease counts as no reason: our own drafts name it (clinical questions)",
         record=RISK, drafts=(atovaquone("a", 750, status="draft", reason=coded("http://hl7.org/fhir/sid/icd-10-cm", "J84.10")),)),
]  # fmt: skip

TAKES = tmp_smx("t", start=-90)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-300)
LOW = steroid("gc", 14, start=-27)
HIGHER = steroid("older", 30, start=-120, until=-28, status="completed")
ALC = lymphocytes(1.0)
BASE = (TAKES, LOW, HIGHER, MMF, ALC)


def reviewed(name, because, *record, level="silent", base=BASE, **how):
    return stop(name, VIEW, level, because, record=(*base, *record), **how)


STOP = [
    reviewed("risk has fallen", "the table's Fires", level="info", never=("TMP-SMX",)),
    reviewed("15 mg on one of the 28 days", "< 15 on every day", base=(TAKES, steroid("gc", 14, start=-26), steroid("b", 15, start=-60, until=-27, status="completed"), MMF, ALC)),
    reviewed("14.99 mg", "< 15", level="info", base=(TAKES, steroid("gc", 14.99, start=-60), MMF, ALC)),
    reviewed("15 mg", "< 15", base=(TAKES, steroid("gc", 15, start=-60), MMF, ALC)),
    reviewed("a stated coming day at 20 mg", "every stated coming day", steroid("next", 20, start=5, days=10, authored=-1)),
    reviewed("pulse 30 days ago", "!pulse30", given("p", *METHYLPREDNISOLONE, dose=500, on=-30)),
    reviewed("pulse 31 days ago", "!pulse30", given("p", *METHYLPREDNISOLONE, dose=500, on=-31), level="info"),
    reviewed("rituximab 183 days ago", "anti-CD20 <=183 d", given("r", *RITUXIMAB, dose=1000, on=-183)),
    reviewed("rituximab 184 days ago", "184 d", given("r", *RITUXIMAB, dose=1000, on=-184), level="info"),
    reviewed("cyclophosphamide 90 days ago", "<=90 d", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-90)),
    reviewed("cyclophosphamide 91 days ago", "91 d", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-91), level="info"),
    reviewed("lymphocytes 0.99", "!(ALC < 1.0)", base=(TAKES, LOW, HIGHER, MMF, lymphocytes(0.99))),
    reviewed("no lymphocytes on record", "fires, CBC recommended", level="info", base=(TAKES, LOW, HIGHER, MMF), recommends="lood count"),
    reviewed("lymphocytes of 91 days ago", "none <=90 d", level="info", base=(TAKES, LOW, HIGHER, MMF, lymphocytes(0.5, on=-91)), recommends="lood count"),
    reviewed("no lymphocytes, ordered", "none OPEN", ordered_test("o", "731-0"), level="info", base=(TAKES, LOW, HIGHER, MMF), recommends=""),
    reviewed("results not supplied", "ALC list not supplied: silent, not named", base=(TAKES, LOW, HIGHER, MMF), absent=("Observation",)),
    reviewed("a second immunosuppressant", "nIS <= 1", order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-100)),
    reviewed("a second immunosuppressant to come", "a coming second immunosuppressant order", order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=10, authored=-1)),
    reviewed("anti-MDA5 for 365 days", "MDA5age <= 365", condition("i", "M33.20"), result("m", "107563-9", "Positive", on=-365, interpretation="POS")),
    reviewed("anti-MDA5 for 366 days", "MDA5age 366", condition("i", "M33.20"), result("m", "107563-9", "Positive", on=-366, interpretation="POS"), level="info"),
    reviewed("earlier PJP", "!priorPJP", condition("p", *PNEUMOCYSTIS_CODE, clinical="resolved", recorded=-900)),
    reviewed("HIV", "cond_hiv ever", condition("h", "B20", "HIV disease")),
    reviewed("lung transplant", "cond_lung_transplant ever", condition("l", "Z94.2", "Lung transplant status")),
    reviewed("hypogammaglobulinaemia", "active", condition("h", "D80.1", "Nonfamilial hypogammaglobulinemia")),
    reviewed("hypogammaglobulinaemia resolved", "active", condition("h", "D80.1", clinical="resolved"), level="info"),
    reviewed("CD4 0.19", "CD4 < 0.2", result("cd4", "24467-3", 0.19, "10*9/L", on=-183)),
    reviewed("CD4 0.2", "CD4 < 0.2", result("cd4", "24467-3", 0.2, "10*9/L", on=-183), level="info"),
    reviewed("CD4 190 per microlitre", "/uL", result("cd4", "24467-3", 190, "/uL", on=-9)),
    reviewed("taken for 28 days", ">= 28 d", level="info", base=(tmp_smx("t", start=-27), LOW, MMF, ALC)),
    reviewed("taken for 27 days", ">= 28 d", base=(tmp_smx("t", start=-26), LOW, MMF, ALC)),
    reviewed("two orders with 30 days between", "no gap > 30 d", level="info",
             base=(tmp_smx("o", start=-120, until=-41, status="completed"), tmp_smx("t", start=-10), LOW, MMF, ALC)),
    reviewed("two orders with 31 days between", "gap > 30 d", base=(tmp_smx("o", start=-120, until=-42, status="completed"), tmp_smx("t", start=-10), LOW, MMF, ALC)),
    reviewed("on atovaquone", "P.onPJP", level="info", base=(atovaquone("a", start=-90), LOW, MMF, ALC)),
    reviewed("atovaquone 750 mg", "P.onPJP", base=(atovaquone("a", 750, start=-90), LOW, MMF, ALC)),
    reviewed("infection as the reason of the agent", "the AGENT carries another coded reason", base=(tmp_smx("t", start=-90, reason=AS_UTI), LOW, MMF, ALC)),
    reviewed("lung disease as the reason of the agent", "cond_ild_all is no other reason", level="info",
             base=(tmp_smx("t", start=-90, reason=coded("http://hl7.org/fhir/sid/icd-10-cm", "J84.10")), LOW, MMF, ALC)),
    reviewed("ANCA vasculitis as the reason of the agent", "but cond_vasculitis_anca",
             base=(tmp_smx("t", start=-90, reason=coded("http://hl7.org/fhir/sid/icd-10-cm", "M31.30")), LOW, MMF, ALC)),
    reviewed("orders not supplied", "silent, not named", base=(ALC,), absent=("MedicationRequest",)),
    reviewed("conditions failed", "silent, not named", failed=("Condition",)),
    reviewed("steroid amount unreadable", "amounts undetermined: silent", base=(TAKES, order("gc", "8640", "prednisone", dose=1, unit="{tbl}", start=-90), MMF, ALC)),
    reviewed("comfort care", "!P.comfort", comfort_care()),
    reviewed("aged 17", "P.adult", person=patient(age=17)),
    reviewed("on TMP-SMX that is stated, not ordered", "P.onPJP by a statement", level="info",
             base=(statement("t", "198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet", dose=1, unit="{tbl}", start=-90), LOW, MMF, ALC)),
    stop("an order is signed", SIGN, "silent", "patient-view only", record=BASE, drafts=(steroid("x", 10, status="draft"),)),
]  # fmt: skip

CASES = PREG + DAP + DOSE + STOP
