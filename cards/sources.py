"""Every authority that a card cites: where it is found, and how it was seen.

V1: read in the guideline, its abstract, the label or the primary paper. V2: read in a secondary page. K: general
knowledge or this service's own choice, which a clinician must confirm.
"""

from cdshooks.rules.language import Source

EULAR_INFECTION_2022 = Source(
    "EULAR 2022 opportunistic infection",
    "EULAR recommendations on screening and prophylaxis of chronic and opportunistic infections, 2022",
    "https://doi.org/10.1136/ard-2022-223335",
    "V1",
)
ATS_FUNGAL_2011 = Source(
    "ATS 2011 fungal infections",
    "American Thoracic Society statement on treatment of fungal infections, 2011",
    "https://doi.org/10.1164/rccm.2008-740ST",
    "V2",
)
PARK_2018 = Source(
    "Park 2018",
    "Prophylactic TMP-SMX in rheumatic disease on prolonged high-dose steroids",
    "https://doi.org/10.1136/annrheumdis-2017-211796",
    "V1",
)
PARK_2019 = Source(
    "Park 2019",
    "Pneumocystis pneumonia in rheumatic disease on 15 to 29 mg of steroid a day",
    "https://doi.org/10.1186/s13075-019-1996-6",
    "V1",
)
ACR_VASCULITIS_2021 = Source(
    "ACR/VF 2021 vasculitis",
    "2021 ACR/Vasculitis Foundation guideline for ANCA-associated vasculitis",
    "https://doi.org/10.1002/acr.24634",
    "V2",
)
RITUXIMAB_LABEL = Source(
    "Rituximab label",
    "Rituximab prescribing information, granulomatosis with polyangiitis and microscopic polyangiitis",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=rituximab",
    "V2",
)
MDA5_PJP_COHORTS = Source(
    "Anti-MDA5 and PJP",
    "Pneumocystis pneumonia in anti-MDA5 dermatomyositis: cohorts, among them Rheumatology kead063",
    "https://doi.org/10.1093/rheumatology/kead063",
    "V1",
)
PJP_REGIMENS = Source(
    "PJP regimens, PMC10938896",
    "Pneumocystis prophylaxis regimens and their adverse effects, table 2",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC10938896/",
    "V1",
)
TMP_SMX_LABEL = Source(
    "TMP-SMX label",
    "Sulfamethoxazole and trimethoprim prescribing information",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=sulfamethoxazole+trimethoprim",
    "V2",
)
ACR_CHEST_TREATMENT_2023 = Source(
    "ACR/CHEST 2023 ILD treatment",
    "2023 ACR/CHEST guideline for the treatment of ILD in systemic autoimmune rheumatic disease",
    "https://doi.org/10.1002/acr.25348",
    "V1",
)
ACR_CHEST_SCREENING_2023 = Source(
    "ACR/CHEST 2023 ILD monitoring",
    "2023 ACR/CHEST guideline for screening and monitoring of ILD in systemic autoimmune rheumatic disease",
    "https://doi.org/10.1002/art.42860",
    "V1",
)
ATS_SSC_2024 = Source(
    "ATS 2024 SSc-ILD",
    "American Thoracic Society guideline for systemic sclerosis-associated ILD, 2024",
    "https://doi.org/10.1164/rccm.202306-1113ST",
    "V1",
)
ERS_EULAR_2025 = Source(
    "ERS/EULAR 2025 CTD-ILD",
    "ERS/EULAR guideline for connective tissue disease-associated ILD",
    "https://doi.org/10.1183/13993003.02533-2024",
    "V2",
)
ILD_DOSING = Source(
    "ILD drug doses, PMC10185598",
    "Doses of immunosuppressants in connective tissue disease-associated ILD, table 3",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC10185598/",
    "V1",
)
SJOGREN_LUNG_2021 = Source(
    "Sjogren lung consensus 2021",
    "Consensus guidelines for evaluation and management of pulmonary disease in Sjogren disease, 2021",
    "https://doi.org/10.1016/j.chest.2020.10.011",
    "V1",
)
MDA5_SPAIN = Source(
    "Spanish anti-MDA5 recommendations",
    "Recommendations for anti-MDA5 rapidly progressive ILD of a Spanish expert group, PMC11616672",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC11616672/",
    "V1",
)
MDA5_PJP_COHORT = Source(
    "Anti-MDA5 and Pneumocystis, kead063",
    "Cohort of Pneumocystis pneumonia in anti-MDA5 dermatomyositis and its prevention by TMP-SMX",
    "https://doi.org/10.1093/rheumatology/kead063",
    "V1",
)
MYCOPHENOLATE_REMS = Source(
    "Mycophenolate REMS",
    "Mycophenolate prescribing information (boxed warning) and risk evaluation and mitigation strategy",
    "https://www.mycophenolaterems.com/",
    "V1",
)
MEDSAFE_2022 = Source(
    "Medsafe 2022",
    "Methotrexate and trimethoprim or co-trimoxazole: avoid the combination, 2022 (the page's own address was not kept)",
    "https://www.medsafe.govt.nz/",
    "V1",
)
KWON_2018 = Source(
    "Kwon 2018",
    "Methotrexate with prophylactic TMP-SMX in rheumatic disease: cytopenia no more frequent",
    "https://doi.org/10.1007/s10067-018-4005-6",
    "V1",
)
METHOTREXATE_CASES = Source(
    "Case reports, PMC3994806",
    "Severe and fatal pancytopenia on methotrexate with TMP-SMX",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC3994806/",
    "V1",
)
DAPSONE_LABEL = Source(
    "Dapsone label",
    "Dapsone prescribing information: G6PD, haemoglobin, methaemoglobin",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=dapsone",
    "K",
)
HIV_PREGNANCY = Source(
    "HIV guidance in pregnancy",
    "Pneumocystis prophylaxis in pregnancy, as HIV guidance is quoted in a secondary page (its address was not kept)",
    "https://clinicalinfo.hiv.gov/en/guidelines",
    "V2",
)
LUPUS_SULFONAMIDE_1992 = Source(
    "Petri 1992",
    "Antibiotic allergy in systemic lupus erythematosus: sulfonamide allergy and flares, J Rheumatol 1992;19:265",
    "https://pubmed.ncbi.nlm.nih.gov/1629825/",
    "V1",
)
LUPUS_STEPWISE_2016 = Source(
    "Mod Rheumatol 2016",
    "Stepwise introduction of TMP-SMX in systemic lupus erythematosus: fewer reactions",
    "https://www.themednet.org/publications/safety-and-efficacy-of-upfront-graded-administration-of-trimethoprim-"
    "sulfamethoxazole-in-systemic-lupus-erythematosus-a-retrospective-cohort-study",
    "V1",
)
DOSING_REVIEWS = Source(
    "Dosing in CTD-ILD, PMC10185598",
    "Doses of the drugs used in CTD-ILD: PMC10185598 table 3, PMC7894187 table 4, labels",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC10185598/",
    "V1",
)
JAK_INHIBITOR_LABEL = Source(
    "JAK inhibitor labels",
    "Tofacitinib and baricitinib prescribing information: not with biologics or potent immunosuppressants",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=tofacitinib",
    "V2",
)
PPF_2022 = Source(
    "ATS/ERS/JRS/ALAT 2022 PPF",
    "IPF update and progressive pulmonary fibrosis, ATS/ERS/JRS/ALAT guideline, 2022, table 4",
    "https://doi.org/10.1164/rccm.202202-0399ST",
    "V1",
)
SERVICE_CHOICE = Source(
    "ILD and PJP service",
    "A choice of this service where no source decides; to be confirmed by the clinical owner",
    "https://ild-cds.example.org/clinical-questions",
    "K",
)
ATS_OXYGEN_2020 = Source(
    "ATS home oxygen 2020",
    "Home oxygen therapy for adults with chronic lung disease, ATS guideline, 2020",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC7667898/",
    "V1",
)
ACR_BONE_2022 = Source(
    "ACR 2022 glucocorticoid osteoporosis",
    "American College of Rheumatology guideline for glucocorticoid-induced osteoporosis, 2022",
    "https://doi.org/10.1002/art.42646",
    "V1",
)
ACR_VACCINATION_2022 = Source(
    "ACR 2022 vaccination",
    "American College of Rheumatology guideline for vaccinations in rheumatic disease, 2022",
    "https://doi.org/10.1002/acr.25045",
    "V1",
)
RENAL_CRISIS_ITEMS = Source(
    "Renal crisis core items",
    "Core items of scleroderma renal crisis, PMC4826472, table 5",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4826472/",
    "V1",
)
IPF_PRO = Source(
    "IPF-PRO registry",
    "Fall of FVC by 5 points in IPF: death or transplant 2.3 times as often",
    "https://scholars.duke.edu/publication/1667443",
    "V1",
)
ZAPPALA_2010 = Source(
    "Zappala 2010",
    "Marginal decline in FVC and survival in fibrotic interstitial pneumonia, Eur Respir J 2010",
    "https://doi.org/10.1183/09031936.00155108",
    "V1",
)
ISHLT_2021 = Source(
    "ISHLT 2021",
    "Selection of lung transplant candidates, ISHLT consensus, 2021, as tabulated in a review",
    "https://doi.org/10.1016/j.healun.2021.07.005",
    "V2",
)
IPF_2015 = Source(
    "ATS/ERS/JRS/ALAT 2015 IPF",
    "Treatment of idiopathic pulmonary fibrosis, update of 2015, table in PMC9488742",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC9488742/",
    "V1",
)
NINTEDANIB_LABEL = Source(
    "Nintedanib label",
    "Nintedanib prescribing information: dose, liver tests, Child-Pugh classes",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=nintedanib",
    "V1",
)
PIRFENIDONE_LABEL = Source(
    "Pirfenidone label",
    "Pirfenidone prescribing information: titration over 14 days, liver, kidney, CYP1A2",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=pirfenidone",
    "V1",
)
ISHAM_2024 = Source(
    "ISHAM 2024 ABPA",
    "Revised ISHAM-ABPA working group criteria for allergic bronchopulmonary aspergillosis, 2024",
    "https://doi.org/10.1183/13993003.00061-2024",
    "V2",
)
EOSINOPHILIC_LUNG = Source(
    "Eosinophilic lung diseases",
    "Chapter on eosinophilic lung diseases (V. Cottin): lavage and blood eosinophils (its own address was not kept)",
    "https://pubmed.ncbi.nlm.nih.gov/?term=Cottin+eosinophilic+lung+diseases",
    "V1",
)
OMALIZUMAB_LABEL = Source(
    "Omalizumab label",
    "Omalizumab prescribing information: total IgE stays raised for up to a year",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=omalizumab",
    "K",
)
JAK_BOXED_WARNING = Source(
    "JAK inhibitor boxed warning",
    "Boxed warning of the JAK inhibitors: infection, death, cancer, cardiovascular events, thrombosis (read in a copy)",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=boxed+warning+janus+kinase",
    "V1",
)
TOFACITINIB_DOSING = Source(
    "Tofacitinib doses, PMC6535722",
    "Tofacitinib: dose changes by counts, kidney and liver, table 3",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC6535722/",
    "V1",
)
IMMUNE_GLOBULIN_LABEL = Source(
    "Immune globulin boxed warning",
    "Immune globulin prescribing information: thrombosis, renal failure, IgA deficiency (read in secondary pages)",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=immune+globulin+intravenous",
    "V2",
)
CALCINEURIN_INTERACTIONS = Source(
    "Ritonavir with calcineurin inhibitors",
    "Nirmatrelvir/ritonavir prescribing information, boxed warning on drug interactions (read in a copy)",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=nirmatrelvir+ritonavir",
    "V2",
)
PIRFENIDONE_EU = Source(
    "Pirfenidone, EU product information",
    "Pirfenidone product information of the EU: fluvoxamine and clearance below 30 mL/min contraindicated",
    "https://www.ema.europa.eu/en/medicines/human/EPAR/esbriet",
    "V2",
)
MYCOPHENOLATE_LABEL = Source(
    "Mycophenolate label",
    "Mycophenolate prescribing information: blood counts, neutrophils below 1.3 x 10^9/L",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=mycophenolate",
    "K",
)
CPIC_THIOPURINES_2018 = Source(
    "CPIC thiopurines 2018",
    "CPIC guideline for thiopurine dosing by TPMT and NUDT15 genotype, 2018 update, PMC6576267 table 3",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC6576267/",
    "V1",
)
AZATHIOPRINE_FDA = Source(
    "Azathioprine label, TPMT and NUDT15",
    "Azathioprine prescribing information as quoted by the Genetic Testing Registry: homozygous deficiency",
    "https://www.ncbi.nlm.nih.gov/gtr/",
    "V1",
)
TSANZ_ILD_DRUGS = Source(
    "TSANZ, PMC7894187",
    "Immunosuppressants in interstitial lung disease, Thoracic Society of Australia and New Zealand, table 4",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC7894187/",
    "V1",
)
ALLOPURINOL_THIOPURINE = Source(
    "Low-dose thiopurine with allopurinol, PMC10924016",
    "Azathioprine 0.5 to 0.70 mg/kg with allopurinol in inflammatory bowel disease, table 2",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC10924016/",
    "V1",
)
FEBUXOSTAT_LABEL = Source(
    "Febuxostat and topiroxostat, Japan",
    "Febuxostat and topiroxostat are contraindicated with azathioprine in Japan, abstract",
    "https://www.jstage.jst.go.jp/",
    "V1",
)
CYCLOPHOSPHAMIDE_LABEL = Source(
    "Cyclophosphamide SmPC",
    "Cyclophosphamide, UK summary of product characteristics (copy): contraindications, contraception",
    "https://www.medicines.org.uk/emc/",
    "V1",
)
RITUXIMAB_HEPATITIS_B = Source(
    "Rituximab label, hepatitis B",
    "Rituximab boxed warning: HBsAg and anti-HBc before the first dose, as secondary pages report it",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=rituximab",
    "V2",
)
TOCILIZUMAB_LABEL = Source(
    "Tocilizumab label",
    "Tocilizumab prescribing information: limits at the start and on treatment",
    "https://www.actemrahcp.com/",
    "V1",
)
SARILUMAB_LABEL = Source(
    "Sarilumab label",
    "Sarilumab prescribing information: platelets below 150 x 10^9/L at the start",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=sarilumab",
    "K",
)
ACR_POCKET_2023 = Source(
    "ACR/CHEST 2023 pocket guide",
    "2023 ACR/CHEST guideline for ILD in rheumatic disease, pocket guide, figure 4 (progression)",
    "https://doi.org/10.1002/acr.25348",
    "V1",
)
ANTIFIBROTIC_LABELS = Source(
    "Nintedanib and pirfenidone labels",
    "Nintedanib (OFEV) and pirfenidone prescribing information: indications, liver, interactions",
    "https://dailymed.nlm.nih.gov/dailymed/search.cfm?query=nintedanib",
    "V1",
)
