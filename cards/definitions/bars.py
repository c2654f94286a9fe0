"""Grounds of the drug-safety checks for a drug that would be started now; first-line options are left out by them."""

from cards.definitions.disease import confirmed_idiopathic_fibrosis, systemic_sclerosis
from cards.definitions.organs import alt, ast, clearance, creatinine, neutrophils, platelets, potassium
from cards.definitions.therapy import ciclosporin
from cards.policy.requests_and_results import BLOOD_DAYS, RESULT_DAYS
from cards.policy.treatment import (
    ACTIVE_TUBERCULOSIS_DAYS,
    ACUTE_INFECTION_DAYS,
    CNI_CLEARANCE,
    CNI_CREATININE_FROM_DAYS,
    CNI_CREATININE_TIMES,
    CNI_CREATININE_TO_DAYS,
    CNI_DIASTOLIC,
    CNI_POTASSIUM,
    CNI_SYSTOLIC,
    IGG_DAYS,
    IGG_LOW,
    MAJOR_CARDIOVASCULAR_DAYS,
    MMF_NEUTROPHILS,
    MMF_PLATELETS,
    NINTEDANIB_ALT,
    RITUXIMAB_NEUTROPHILS,
    SURGERY_DAYS,
    TOCILIZUMAB_ALT,
    TOCILIZUMAB_NEUTROPHILS,
    TOCILIZUMAB_PLATELETS,
)
from cards.valuesets import (
    ABDOMINAL_SURGERY,
    ACTIVE_TUBERCULOSIS,
    ALT,
    ANTI_HBC,
    AST,
    DIASTOLIC_PRESSURE,
    DIRECT_ORAL_ANTICOAGULANT,
    ENZYME_INDUCER,
    ENZYME_INHIBITOR,
    GUT_PERFORATION,
    HBSAG,
    HBV_DNA,
    HEPATITIS_B,
    HEPATITIS_B_ANTIVIRAL,
    IGG,
    IGRA,
    IMMUNE_GLOBULIN,
    LATENT_TUBERCULOSIS,
    MAJOR_CARDIOVASCULAR_EVENT,
    MAJOR_CARDIOVASCULAR_HISTORY,
    NEUTROPHILS,
    NUDT15,
    OTHER_CSDMARD,
    PLATELETS,
    PNEUMOCYSTIS,
    SEVERE_INFECTION,
    SYSTOLIC_PRESSURE,
    THIOPURINE_INTERMEDIATE,
    THIOPURINE_NORMAL,
    THIOPURINE_POOR,
    TOPIROXOSTAT,
    TPMT,
    TUBERCULOSIS_PREVENTION,
    WARFARIN,
    XANTHINE_OXIDASE_INHIBITOR,
)
from cdshooks.rules.language import (
    RoseTo,
    any_drug,
    any_of,
    any_positive,
    condition,
    deficient,
    done,
    drug,
    ever_says,
    ingredient,
    lab,
    normal,
    says,
    yes,
)

# Infection
hepatitis_b = any_of(
    any_positive(lab(HBSAG)), any_positive(lab(ANTI_HBC)), any_positive(lab(HBV_DNA)), condition(HEPATITIS_B)
).named("hepatitis B")
untreated_hepatitis_b = (hepatitis_b & ~drug(HEPATITIS_B_ANTIVIRAL).in_use()).named(
    "hepatitis B without an antiviral"
)
active_tuberculosis = (
    condition(ACTIVE_TUBERCULOSIS)
    .active()
    .recorded_or_onset_within(ACTIVE_TUBERCULOSIS_DAYS)
    .named("active tuberculosis recorded within 365 days")
)
untreated_latent_tuberculosis = (
    (condition(LATENT_TUBERCULOSIS) | any_positive(lab(IGRA))) & ~drug(TUBERCULOSIS_PREVENTION).tried()
).named("latent tuberculosis without preventive treatment")
severe_infection = any_of(
    active_tuberculosis,
    condition(PNEUMOCYSTIS).active().recorded_or_onset_within(ACUTE_INFECTION_DAYS),
    condition(SEVERE_INFECTION).active().recorded_or_onset_within(ACUTE_INFECTION_DAYS),
).named("severe infection")

# immunosuppression-in-ipf would warn of the draft; what is not proven leaves the drug in.
idiopathic_fibrosis = yes(confirmed_idiopathic_fibrosis).named("idiopathic pulmonary fibrosis")

# Interactions
anticoagulant = any_drug(drug(WARFARIN), drug(DIRECT_ORAL_ANTICOAGULANT)).called("anticoagulant")
nintedanib_inhibitor = ingredient(
    ENZYME_INHIBITOR,
    "6135",
    "28031",
    "4053",
    "21212",
    "85762",
    "1306284",
    words="ketoconazole, itraconazole, erythromycin, clarithromycin, ritonavir or cobicistat",
).systemic()
strong_inducer = ingredient(
    ENZYME_INDUCER,
    "9384",
    "55672",
    "35617",
    "2002",
    "8183",
    "8134",
    "258326",
    words="rifampicin, rifabutin, rifapentine, carbamazepine, phenytoin, phenobarbital or St John's wort",
).systemic()

strong_inhibitor = ingredient(
    ENZYME_INHIBITOR,
    "6135",
    "28031",
    "121243",
    "282446",
    "21212",
    "85762",
    "1306284",
    "134527",
    "83395",
    "31565",
    words="an azole, clarithromycin, ritonavir, cobicistat, nelfinavir, saquinavir or nefazodone",
).systemic()
enzyme_inhibitor_or_inducer = any_drug(
    drug(ENZYME_INHIBITOR).systemic(), drug(ENZYME_INDUCER).systemic()
).called("enzyme inhibitor or inducer")
# What azathioprine is turned into: together they double one active substance.
mercaptopurine = ingredient(OTHER_CSDMARD, "103", words="mercaptopurine")
xanthine_oxidase_inhibitor = any_drug(drug(XANTHINE_OXIDASE_INHIBITOR), drug(TOPIROXOSTAT))

# What leaves an option out
neutropenia = neutrophils.below(MMF_NEUTROPHILS)
thrombopenia = platelets.below(MMF_PLATELETS)
low_counts = (neutropenia | thrombopenia).named("neutrophils below 1.3 or platelets below 100 x 10^9/L")
gut_perforation = condition(GUT_PERFORATION).named("diverticulitis or perforation of the gut")
older_neutrophils = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=BLOOD_DAYS)
older_platelets = lab(PLATELETS, "10*9/L", worse="lower").result(within=BLOOD_DAYS)
older_alt = lab(ALT, "U/L").result(within=BLOOD_DAYS)
older_ast = lab(AST, "U/L").result(within=BLOOD_DAYS)
tocilizumab_neutropenia = older_neutrophils.below(TOCILIZUMAB_NEUTROPHILS).named(
    "neutrophils below 2.0 x 10^9/L"
)
tocilizumab_thrombopenia = older_platelets.below(TOCILIZUMAB_PLATELETS).named("platelets below 100 x 10^9/L")
tocilizumab_liver = any_of(
    older_alt.times_upper_limit().above(TOCILIZUMAB_ALT),
    older_ast.times_upper_limit().above(TOCILIZUMAB_ALT),
).named("ALT or AST above 1.5 times its upper limit")
tocilizumab_bars = (
    active_tuberculosis,
    severe_infection,
    untreated_latent_tuberculosis,
    untreated_hepatitis_b,
    gut_perforation,
    tocilizumab_neutropenia,
    tocilizumab_thrombopenia,
    tocilizumab_liver,
)
low_igg = (
    lab(IGG, "g/L", worse="lower").result(within=IGG_DAYS).below(IGG_LOW) & ~drug(IMMUNE_GLOBULIN).in_use()
).named("IgG below 4 g/L")
rituximab_neutropenia = neutrophils.below(RITUXIMAB_NEUTROPHILS).named("neutrophils below 1.0 x 10^9/L")
rituximab_bars = (untreated_hepatitis_b, low_igg, rituximab_neutropenia, severe_infection)
cardiovascular_event_lately = any_of(
    condition(MAJOR_CARDIOVASCULAR_EVENT).recorded_or_onset_within(MAJOR_CARDIOVASCULAR_DAYS),
    condition(MAJOR_CARDIOVASCULAR_HISTORY).stated_onset_within(MAJOR_CARDIOVASCULAR_DAYS),
)
nintedanib_liver = any_of(
    alt.times_upper_limit().above(NINTEDANIB_ALT), ast.times_upper_limit().above(NINTEDANIB_ALT)
).named("ALT or AST above 3 times its upper limit")
nintedanib_partners = (
    anticoagulant.in_use().named("an anticoagulant in use"),
    any_of(nintedanib_inhibitor.in_use(), ciclosporin.in_use()).named(
        "an inhibitor of nintedanib's transport in use"
    ),
    strong_inducer.in_use().named("a strong enzyme inducer in use"),
)
nintedanib_risks = any_of(
    cardiovascular_event_lately,
    done(ABDOMINAL_SURGERY, "Procedure").done_within(SURGERY_DAYS),
    condition(GUT_PERFORATION),
).named("a cardiovascular event, abdominal surgery or perforation of the gut")
nintedanib_bars = (nintedanib_liver, *nintedanib_partners, nintedanib_risks)
tacrolimus_bars = (
    strong_inhibitor.in_use().named("a strong CYP3A4 inhibitor in use"),
    strong_inducer.in_use().named("a strong enzyme inducer in use"),
    systemic_sclerosis.named("systemic sclerosis (renal crisis)"),
    clearance.below(CNI_CLEARANCE).named("creatinine clearance below 60 mL/min"),
    potassium.above(CNI_POTASSIUM).named("potassium above 5.0 mmol/L"),
    any_of(
        lab(SYSTOLIC_PRESSURE).result(within=RESULT_DAYS).above(CNI_SYSTOLIC),
        lab(DIASTOLIC_PRESSURE).result(within=RESULT_DAYS).above(CNI_DIASTOLIC),
    ).named("blood pressure above 150 systolic or 95 diastolic"),
    RoseTo(
        creatinine, CNI_CREATININE_TIMES, RESULT_DAYS, (CNI_CREATININE_FROM_DAYS, CNI_CREATININE_TO_DAYS)
    ).named("creatinine risen to 1.3 times an earlier value"),
)
tpmt, nudt15 = lab(TPMT, worse="lower").result(), lab(NUDT15, worse="lower").result()
# A genotype does not change: a newer result takes no phenotype back. What was never tested is no bar: it is
# needed, and asked for.
tpmt_poor, nudt15_poor = ever_says(tpmt.lab, THIOPURINE_POOR), ever_says(nudt15.lab, THIOPURINE_POOR)
tpmt_intermediate = ever_says(tpmt.lab, THIOPURINE_INTERMEDIATE)
nudt15_intermediate = ever_says(nudt15.lab, THIOPURINE_INTERMEDIATE)
thiopurine_bars = (
    mercaptopurine.in_use().named("mercaptopurine in use"),
    xanthine_oxidase_inhibitor.in_use().named("a xanthine-oxidase inhibitor in use"),
    any_of(
        tpmt_poor,
        tpmt_intermediate,
        deficient(tpmt) & ~says(tpmt, THIOPURINE_NORMAL),
        tpmt.on_record() & ~any_of(says(tpmt, THIOPURINE_NORMAL), normal(tpmt)),
    ).named("TPMT not normal"),
    any_of(
        nudt15_poor,
        nudt15_intermediate,
        deficient(nudt15) & ~says(nudt15, THIOPURINE_NORMAL),
        nudt15.on_record() & ~any_of(says(nudt15, THIOPURINE_NORMAL), normal(nudt15)),
    ).named("NUDT15 not normal"),
)
