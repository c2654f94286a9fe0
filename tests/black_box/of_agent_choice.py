"""pjp-agent-choice: which agent the risk cards offer (a), and its own card about a drafted agent (b)."""

from functools import partial

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    LISINOPRIL,
    MALABSORPTION,
    METHOTREXATE,
    PREGNANT,
    RIFABUTIN,
    RIFAMPICIN,
    SNOMED,
    STEVENS_JOHNSON,
    WARFARIN,
    WOMAN_30,
    allergy,
    atovaquone,
    blood,
    clearance,
    comfort_care,
    condition,
    creatinine,
    draft,
    g6pd_normal,
    id_consult,
    ild,
    order,
    patient,
    pentamidine,
    potassium,
    result,
    statement,
    steroid,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
    weight,
)

agent = partial(Case, "pjp-start")
own = partial(Case, "pjp-agent-choice")

BASE = (ild(), steroid(start=-19, days=28))
TMP, ATQ, DAP, PEN = "198334 1 1/1d", "308429 10 1/1d", "197557 1 1/1d", "861597 300 1/4wk"
LUPUS = condition("sle", "M32.10", "Systemic lupus erythematosus", recorded=-900)
G6PD_DEFICIENT = condition("g6", "D75.A", "G6PD deficiency", recorded=-4000)
NO_ATOVAQUONE = allergy("aa", "60212", "atovaquone")
NO_PENTAMIDINE = allergy("pa", "7994", "Pentamidine")
NO_DAPSONE = allergy("da", "3108", "Dapsone")
SEVERE_SULFA = sulfa_allergy(manifestation=STEVENS_JOHNSON)
ATQ_DRAFT = atovaquone("atq", status="draft")
PEN_DRAFT = pentamidine("pen", status="draft")
ASTHMA = condition("asthma", "J45.909", "Asthma")


def ratio(value, unit="1", on=-100, id="ratio", **how):
    return result(id, "19926-5", value, unit, on=on, **how)


def neutrophils(count, on=-3, unit="10*9/L"):
    return result("anc", "751-8", count, unit, on=on)


def platelets(count, on=-3, unit="10*9/L"):
    return result("plt", "777-3", count, unit, on=on)


def alt(value, high=40, on=-3):
    return result("alt", "1742-6", value, "U/L", on=on, high=high)


def child_pugh_c(on=-100):
    return result("cp", "710067001", None, on=on, system=SNOMED, valueCodeableConcept={"coding": [
        {"system": SNOMED, "code": "710067001", "display": "Child-Pugh score class C"}]})  # fmt: skip


def passes_over(name, because, *record, order=ATQ, person=None, **how):
    return agent(f"agent: {name}", VIEW, "warning", because, record=(*BASE, *record), order=order,
                 person=person or patient(), **how)  # fmt: skip


EMBEDDED = [
    passes_over("nothing against TMP-SMX", "2.5 no. 1", *CHECKED, order=TMP, offers=("atovaquone",)),
    passes_over("mild sulfonamide allergy", "any usable sulfonamide-antibiotic allergy", *CHECKED, sulfa_allergy(), never=("TMP-SMX",)),
    passes_over("trimethoprim allergy", "or trimethoprim allergy", *CHECKED, allergy("t", "10829", "Trimethoprim")),
    passes_over("sulfonamide allergy as text", "text fallback", *CHECKED, allergy("t", "", "Sulfa drugs")),
    passes_over("allergy resolved", "clinicalStatus active or absent", *CHECKED, sulfa_allergy(clinical="resolved"), order=TMP),
    passes_over("allergy refuted", "not refuted", *CHECKED, sulfa_allergy(verification="refuted"), order=TMP),
    passes_over("furosemide allergy", "non-antibiotic sulfonamide: no", *CHECKED, allergy("f", "4603", "Furosemide"), order=TMP),
    passes_over("allergy to sulfites as text", "sulfite: no", *CHECKED, allergy("f", "", "Sulfites"), order=TMP),
    passes_over("lupus", "SLE unless tolerated", *CHECKED, LUPUS),
    passes_over("lupus, TMP-SMX taken for 28 days", "a completed order of >= 28 d and no allergy", *CHECKED, LUPUS,
                tmp_smx("old", start=-200, days=28, status="completed"), order=TMP),
    passes_over("lupus, TMP-SMX taken for 27 days", "27 d", *CHECKED, LUPUS,
                tmp_smx("old", start=-200, days=27, status="completed")),
    passes_over("clearance 30", "15-30: half", *clearance(72), potassium(), order="198334 1 3/1wk"),
    passes_over("clearance 30.1", "above 30: daily", *clearance(72.24), potassium(), order=TMP),
    passes_over("clearance 15.0", "15-30: half", *clearance(72, 6), potassium(), order="198334 1 3/1wk"),
    passes_over("clearance 14.9", "P.CrCl < 15", *clearance(71.52, 6), potassium()),
    passes_over("dialysis", "dialysis", *CHECKED, condition("d", "Z99.2", "Dependence on renal dialysis")),
    passes_over("potassium 5.1", "K > 5.0", creatinine(), weight(), potassium(5.1)),
    passes_over("potassium 5.0", "K exactly 5.0", creatinine(), weight(), potassium(5.0), order=TMP),
    passes_over("neutrophils 0.99", "ANC < 1.0", *CHECKED, neutrophils(0.99)),
    passes_over("neutrophils 1.0", "ANC < 1.0", *CHECKED, neutrophils(1.0), order=TMP),
    passes_over("neutrophils 900 per microlitre", "/uL / 1000", *CHECKED, neutrophils(900, unit="/uL")),
    passes_over("platelets 49", "platelets < 50", *CHECKED, platelets(49)),
    passes_over("ALT 201 of 40", "ALT > 5x ULN", *CHECKED, alt(201)),
    passes_over("ALT 200 of 40", "exactly 5x", *CHECKED, alt(200), order=TMP),
    passes_over("Child-Pugh C", "Child-Pugh C", *CHECKED, child_pugh_c()),
    passes_over("folate deficiency anaemia", "folate-deficient megaloblastic anaemia", *CHECKED, condition("f", "D52.9")),
    passes_over("dofetilide", "dofetilide", *CHECKED, order("dof", "49247", "dofetilide", dose=0.5, start=-90)),
    passes_over("porphyria", "porphyria", *CHECKED, condition("po", "E80.20", "Porphyria")),
    passes_over("G6PD deficiency", "G6PD deficiency", *CHECKED, G6PD_DEFICIENT, never=("TMP-SMX", "dapsone")),
    passes_over("methotrexate", "methotrexate active", *CHECKED, order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-300)),
    passes_over("warfarin", "warfarin is not an exclusion (INR plan)", *CHECKED, order("w", *WARFARIN, dose=5, start=-90), order=None,
                offers=("TMP-SMX",)),
    passes_over("lisinopril at 64", "K-raising drug needs age >= 65 or CrCl < 60", *CHECKED,
                order("l", *LISINOPRIL, dose=10, start=-90), offers=("TMP-SMX",), order=None),
    passes_over("lisinopril at 65", "check first, no agent preselected", *CHECKED, order("l", *LISINOPRIL, dose=10, start=-90),
                person=patient(age=65), order=None, recommends="", offers=("TMP-SMX", "check")),
    passes_over("no potassium on record", "check first", creatinine(), weight(), order=None, recommends="", says=("check first",)),
    passes_over("no creatinine on record", "check first", potassium(), order=None, recommends="", says=("check first",)),
    passes_over("potassium of 31 days ago", "K <=30 d", creatinine(), weight(), potassium(on=-31), order=None, recommends=""),
    passes_over("atovaquone allergy too, nothing known of G6PD", "dapsone only with normal G6PD", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE,
                order=PEN, never=("TMP-SMX", "dapsone", "atovaquone")),
    passes_over("dapsone with normal G6PD and blood", "2.5 no. 3", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, g6pd_normal(), *blood(), order=DAP),
    passes_over("dapsone at haemoglobin 9.0", "Hb >= 9", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, g6pd_normal(), *blood(9.0, 5.0), order=DAP),
    passes_over("no dapsone at haemoglobin 8.9", "Hb >= 9", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, g6pd_normal(), *blood(8.9, 1),
                order=PEN),
    passes_over("no dapsone at methaemoglobin 5.1", "not > 5 %", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, g6pd_normal(), *blood(12, 5.1),
                order=PEN),
    passes_over("no dapsone after a severe reaction", "no severe sulfa reaction", *CHECKED, SEVERE_SULFA, NO_ATOVAQUONE, g6pd_normal(), *blood(),
                order=PEN, never=("dapsone",)),
    passes_over("dapsone without haemoglobin on record", "offered, not preselected", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, g6pd_normal(),
                order=None, offers=("dapsone",), recommends=""),
    passes_over("malabsorption", "atovaquone unless malabsorption", *CHECKED, sulfa_allergy(), MALABSORPTION, order=PEN, never=("atovaquone",)),
    passes_over("rifampicin", "atovaquone unless rifampicin", *CHECKED, sulfa_allergy(), order("rif", *RIFAMPICIN, dose=600, start=-9), order=PEN),
    passes_over("only pentamidine, asthma", "offered with a bronchodilator before, not preselected", *CHECKED, sulfa_allergy(),
                NO_ATOVAQUONE, ASTHMA, order=None, recommends="", offers=("pentamidine",)),
    passes_over("only pentamidine, ratio 0.69", "FEV1/FVC < 0.7", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, ratio(0.69), order=None,
                recommends="", offers=("pentamidine",)),
    passes_over("only pentamidine, ratio 0.70", "not below 0.7", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, ratio(0.70), order=PEN),
    passes_over("none left", "5. none: infectious-disease consult", *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, NO_PENTAMIDINE, order=None,
                recommends="nfectious", never=("TMP-SMX", "atovaquone", "dapsone", "pentamidine")),
    agent("agent: none left and consulted", VIEW, "info", "NOAGENT and CONSULTED",
          record=(*BASE, *CHECKED, sulfa_allergy(), NO_ATOVAQUONE, NO_PENTAMIDINE, id_consult())),
]  # fmt: skip

OWN = [
    own("atovaquone with rifampicin", SIGN, "warning", "rifampicin active", record=(order("r", *RIFAMPICIN, dose=600, start=-9), *CHECKED),
        drafts=(ATQ_DRAFT,), recommends="TMP-SMX", order=TMP),
    own("atovaquone with rifabutin", SELECT, "warning", "rifabutin", record=(order("r", *RIFABUTIN, dose=300, start=-9),), drafts=(ATQ_DRAFT,)),
    own("atovaquone with rifapentine", SIGN, "silent", "by ingredient: rifampicin or rifabutin",
        record=(order("r", "1157432", "rifapentine Pill", dose=600, start=-9),), drafts=(ATQ_DRAFT,)),
    own("rifampicin drafted together", SIGN, "warning", "active or drafted", drafts=(ATQ_DRAFT, draft("r", *RIFAMPICIN, dose=600))),
    own("rifampicin stopped", SIGN, "silent", "stopped is not active",
        record=(order("r", *RIFAMPICIN, dose=600, start=-90, until=-9, status="stopped"),), drafts=(ATQ_DRAFT,)),
    own("rifampicin as the patient states it", SIGN, "warning", "MedicationStatement active",
        record=(statement("r", *RIFAMPICIN, dose=600, start=-9),), drafts=(ATQ_DRAFT,)),
    own("malabsorption", SIGN, "warning", "malabsorption active", record=(MALABSORPTION,), drafts=(ATQ_DRAFT,)),
    own("malabsorption resolved", SIGN, "silent", "active only", record=(condition("c", "K90.0", clinical="resolved"),), drafts=(ATQ_DRAFT,)),
    own("malabsorption suspected", SIGN, "info", "a suspected Condition alone: at most info",
        record=(condition("c", "K90.0", verification="provisional"),), drafts=(ATQ_DRAFT,)),
    own("atovaquone allergy", SIGN, "warning", "usable allergy_atovaquone", record=(NO_ATOVAQUONE,), drafts=(ATQ_DRAFT,)),
    own("atovaquone allergy of high criticality", SIGN, "critical", "criticality high",
        record=(allergy("a", "60212", "atovaquone", criticality="high"),), drafts=(ATQ_DRAFT,)),
    own("atovaquone allergy with a severe reaction", SIGN, "critical", "a reaction that is severe",
        record=(allergy("a", "60212", "atovaquone", severity="severe"),), drafts=(ATQ_DRAFT,)),
    own("atovaquone allergy, moderate", SIGN, "warning", "warning if (b) otherwise",
        record=(allergy("a", "60212", "atovaquone", severity="moderate", criticality="low"),), drafts=(ATQ_DRAFT,)),
    own("atovaquone allergy resolved", SIGN, "silent", "usable", record=(allergy("a", "60212", "atovaquone", clinical="resolved"),),
        drafts=(ATQ_DRAFT,)),
    own("nothing against atovaquone", SIGN, "silent", "the table's silence", record=CHECKED, drafts=(ATQ_DRAFT,)),
    own("pentamidine at ratio 0.69", SIGN, "warning", "FEV1/FVC < 0.70", record=(ratio(0.69),), drafts=(PEN_DRAFT,)),
    own("pentamidine at ratio 0.70", SIGN, "silent", "exactly 0.70", record=(ratio(0.70),), drafts=(PEN_DRAFT,)),
    own("pentamidine at ratio 69 %", SIGN, "warning", "FEV1/FVC in percent", record=(ratio(69, "%"),), drafts=(PEN_DRAFT,)),
    own("ratio of 365 days ago", SIGN, "warning", "<=365 d", record=(ratio(0.5, on=-365),), drafts=(PEN_DRAFT,)),
    own("ratio of 366 days ago", SIGN, "silent", "<=365 d", record=(ratio(0.5, on=-366),), drafts=(PEN_DRAFT,)),
    own("a newer ratio", SIGN, "silent", "newest", record=(ratio(0.6, on=-90), ratio(0.8, on=-9, id="new")), drafts=(PEN_DRAFT,)),
    own("pentamidine with asthma", SIGN, "warning", "active cond_asthma_copd_context", record=(ASTHMA,), drafts=(PEN_DRAFT,)),
    own("pentamidine with asthma and salbutamol", SIGN, "silent", "an inhaled bronchodilator active",
        record=(ASTHMA, order("s", "1154602", "albuterol Inhalant Product", dose=0.1, route="inhaled", start=-90)), drafts=(PEN_DRAFT,)),
    own("pentamidine with asthma and salbutamol drafted", SIGN, "silent", "or drafted",
        record=(ASTHMA,), drafts=(PEN_DRAFT, draft("s", "1154602", "albuterol Inhalant Product", dose=0.1, route="inhaled"))),
    own("intravenous pentamidine with asthma", SIGN, "silent", "inhaled pentamidine only",
        record=(ASTHMA,), drafts=(draft("p", "7994", "Pentamidine", dose=300, route="iv"),)),
    own("pentamidine allergy with bronchodilator", SIGN, "warning", "usable allergy_pentamidine",
        record=(NO_PENTAMIDINE, order("s", "1154602", "albuterol Inhalant Product", dose=0.1, route="inhaled", start=-90)), drafts=(PEN_DRAFT,)),
    own("TMP-SMX with G6PD deficiency", SIGN, "warning", "cond_g6pd_deficiency ever",
        record=(G6PD_DEFICIENT, *CHECKED), drafts=(tmp_smx_draft(),), order=ATQ),
    own("TMP-SMX with G6PD deficiency resolved", SIGN, "warning", "ever",
        record=(condition("g", "D55.0", clinical="resolved"), *CHECKED), drafts=(tmp_smx_draft(),)),
    own("TMP-SMX with a low G6PD", SIGN, "warning", "newest G6PD deficient",
        record=(g6pd_normal(interpretation="L"), *CHECKED), drafts=(tmp_smx_draft(),)),
    own("TMP-SMX with a normal G6PD", SIGN, "silent", "not deficient", record=(g6pd_normal(), *CHECKED), drafts=(tmp_smx_draft(),)),
    own("sulfonamide allergy as well", SIGN, "silent", "tmp-smx-allergy already shows a reason for the same draft",
        record=(G6PD_DEFICIENT, sulfa_allergy(), *CHECKED), drafts=(tmp_smx_draft(),), others={"tmp-smx-allergy": "warning"}),
    own("renewal of atovaquone after 28 days", SIGN, "silent", "the same agent active >= 28 d",
        record=(MALABSORPTION, atovaquone("old", start=-28)), drafts=(ATQ_DRAFT,)),
    own("renewal of atovaquone after 20 days", SIGN, "warning", "the same agent active >= 28 d",
        record=(MALABSORPTION, atovaquone("old", start=-20)), drafts=(ATQ_DRAFT,)),
    own("renewal of atovaquone with an allergy", SIGN, "warning", "renewal, except for an allergy",
        record=(NO_ATOVAQUONE, atovaquone("old", start=-90)), drafts=(ATQ_DRAFT,)),
    own("comfort care", SIGN, "warning", "comfort care does not silence (b)", record=(MALABSORPTION, comfort_care()), drafts=(ATQ_DRAFT,)),
    own("aged 12", SIGN, "warning", "ANYAGE: adult thresholds, only delete draft", person=patient(age=12), record=(MALABSORPTION, *CHECKED),
        drafts=(ATQ_DRAFT,), says=("adult thresholds",), never=("TMP-SMX", "pentamidine")),
    own("allergies not supplied", SIGN, "noted", "allergy list: silent and named", drafts=(ATQ_DRAFT,), absent=("AllergyIntolerance",)),
    own("orders not supplied", SIGN, "noted", "medication list: silent and named", drafts=(ATQ_DRAFT,), absent=("MedicationRequest",)),
    own("conditions failed", SIGN, "noted", "malabsorption not known: silent and named", drafts=(ATQ_DRAFT,), failed=("Condition",)),
    own("allergies not supplied, malabsorption on record", SIGN, "warning", "an unknown leg never blocks",
        record=(MALABSORPTION,), drafts=(ATQ_DRAFT,), absent=("AllergyIntolerance",)),
    own("atovaquone active, chart opened", VIEW, "silent", "(b) on the order hooks only",
        record=(*BASE, MALABSORPTION, atovaquone("a", start=-4))),
    own("dead", SIGN, "silent", "P.alive", person=patient(deceasedBoolean=True), record=(MALABSORPTION,), drafts=(ATQ_DRAFT,)),
    own("treating PJP with atovaquone despite malabsorption", SIGN, "warning", "TREATING: URGENT_ID recommended, delete only offered",
        record=(MALABSORPTION, condition("p", "B59", "Pneumocystosis", onset=-3)), drafts=(ATQ_DRAFT,), recommends="nfectious"),
    own("treating PJP, consulted", SIGN, "info", "one level lower: CONSULTED and TREATING",
        record=(MALABSORPTION, condition("p", "B59", "Pneumocystosis", onset=-3), id_consult()), drafts=(ATQ_DRAFT,), never=("nfectious",)),
    own("pregnant", SIGN, "warning", "consult where P.PREG", person=WOMAN_30, record=(MALABSORPTION, PREGNANT), drafts=(ATQ_DRAFT,),
        recommends="nfectious", never=("TMP-SMX",)),
    own("pregnant, consult of 40 days ago completed", SIGN, "info", "a click quiets: asked for, it is not recommended again", person=WOMAN_30,
        record=(MALABSORPTION, PREGNANT, id_consult(status="completed", authored=-40)), drafts=(ATQ_DRAFT,), recommends=""),
    own("a metformin draft beside", SELECT, "silent", "the occasion is what is selected", record=(MALABSORPTION,),
        drafts=(ATQ_DRAFT, draft("met", "6809", "metformin", dose=500)), selections=("MedicationRequest/met",)),
    own("atovaquone as text", SIGN, "warning", "text fallback", record=(MALABSORPTION,),
        drafts=({**ATQ_DRAFT, "medicationCodeableConcept": {"text": "atovaquone 750 mg/5 mL oral suspension"}},)),
]  # fmt: skip

CASES = EMBEDDED + OWN
