"""Names of our drugs that the tables do not hold: other spellings, abbreviations, further brands.

Each is entered under the generic name of ingredients.csv, where the ATC code of each stands with its source;
two names joined by ``+`` are a combination. Spellings of other languages and brands are author-proposed, like
text_fallback.csv: validate on local data. Accents are left out, as the finder leaves them out of a text.
"""

from __future__ import annotations

from cdshooks.patient.drug_aliases_abroad import ALIASES_ABROAD, DEPOTS_ABROAD, LOCAL_BRANDS_ABROAD

SULFAMETHOXAZOLE = "10180"
TRIMETHOPRIM = "10829"
CO_TRIMOXAZOLE = frozenset({SULFAMETHOXAZOLE, TRIMETHOPRIM})
CO_TRIMOXAZOLE_CODE = "10831"

_TMP_SMX = "sulfamethoxazole + trimethoprim"

_TMP_SMX_NAMES = (
    "tmp-smx", "smx-tmp", "smz-tmp", "tmp-smz", "tmpsmx", "cotrimoxazole", "co-trimoxazole", "cotrim",
    "bactrim", "septra", "septrin", "sulfatrim", "eusaprim", "trimethoprim-sulfamethoxazole",
    "sulfamethoxazole-trimethoprim", "trimethoprim/sulfamethoxazole", "sulfamethoxazole/trimethoprim",
    "sulfamethoxazole and trimethoprim", "trimethoprim and sulfamethoxazole",
    "trimethoprim with sulfamethoxazole", "sulfameth/trimethoprim", "sulfamethoxazole-tmp", "smx/tmp",
    "cotrimoxazol", "cotrimoxazolo", "co-trimoxazol", "co-trim", "sulfamethoxazol/trimethoprim",
    "sulfamethoxazol und trimethoprim", "trimethoprim/sulfamethoxazol", "trimethoprim und sulfamethoxazol",
    "sulphamethoxazole/trimethoprim", "trimethoprim/sulphamethoxazole",
    "trimethoprim and sulphamethoxazole", "sulfamethoxazole trimethoprime",
    "trimethoprime/sulfamethoxazole", "sulfametoxazol/trimetoprima", "trimetoprima/sulfametoxazol",
    "trimetoprim/sulfametoxazol", "sulfametoxazol/trimetoprim", "sulfametossazolo/trimetoprim",
    "trimetoprim/sulfametossazolo", "trimethoprim/sulfa", "trimethoprim-sulfa", "sulfa/trimethoprim",
    "lidaprim", "nopil", "supracombin", "sulfa-trim", "baktar", "biseptol", "kepinol", "resprim", "sxt",
    "sulfameth/trimeth",
)  # fmt: skip

_MOFETIL_NAMES = (
    "mmf", "mycophenolate", "mycophenolat", "mycophenolate mofetil hydrochloride", "mycophenolat mofetil",
    "mycophenolatmofetil", "mycofenolaat mofetil", "mycofenolaatmofetil", "mykofenolatmofetil",
    "micofenolato de mofetilo", "micofenolato mofetilo", "micofenolato mofetile", "cell cept", "myfenax",
)  # fmt: skip

_MYCOPHENOLATE_SODIUM_NAMES = (
    "enteric-coated mycophenolate", "ec-mps", "mycophenolat natrium", "mycophenolatnatrium",
    "mycophenolsaure", "mycophenolate sodique", "mycofenolaat natrium", "mycofenolzuur",
    "natriummycofenolaat", "acide mycophenolique", "acido micofenolico", "micofenolato sodico",
)  # fmt: skip

_IMMUNE_GLOBULIN_NAMES = (
    "ivig", "scig", "immune globulin", "immunoglobulin", "immunoglobulins", "privigen", "gammagard",
    "gamunex", "octagam", "bivigam", "flebogamma", "gammaked", "panzyga", "hizentra", "cuvitru", "hyqvia",
    "xembify", "cutaquig", "kiovig", "intratect", "iqymune", "sandoglobulin", "asceniv", "yimmugo", "alyglo",
    "igiv", "ig vena",
)  # fmt: skip

ALIASES: dict[str, str] = {
    **ALIASES_ABROAD,
    **dict.fromkeys(_TMP_SMX_NAMES, _TMP_SMX),
    **dict.fromkeys(
        ("atovaquone-proguanil", "atovaquone and proguanil", "malarone"), "atovaquone + proguanil"
    ),
    **dict.fromkeys(("mepron", "wellvone", "samtirel", "atovaquon"), "atovaquone"),
    **dict.fromkeys(("dapson", "dapsona", "lectisol", "disulone"), "dapsone"),
    **dict.fromkeys(_MOFETIL_NAMES, "mycophenolate mofetil"),
    **dict.fromkeys(_MYCOPHENOLATE_SODIUM_NAMES, "mycophenolate sodium"),
    **dict.fromkeys(
        (
            "cyc",
            "cyclophosphamid",
            "cyclofosfamide",
            "ciclofosfamida",
            "ciclofosfamide",
            "endoxan",
            "sendoxan",
            "cytoxan",
        ),
        "cyclophosphamide",
    ),
    **dict.fromkeys(_IMMUNE_GLOBULIN_NAMES, "immunoglobulin g"),
    **dict.fromkeys(
        (
            "ciclosporin",
            "cyclosporin",
            "ciclosporine",
            "ciclosporina",
            "neoral",
            "gengraf",
            "sandimmun",
            "deximune",
            "capimune",
        ),
        "cyclosporine",
    ),
    **dict.fromkeys(
        ("advagraf", "astagraf", "adoport", "modigraf", "tacforius", "dailiport", "graceptor", "takrolimus"),
        "tacrolimus",
    ),
    **dict.fromkeys(("jyseleca",), "filgotinib"),
    **dict.fromkeys(("smyraf",), "peficitinib"),
    **dict.fromkeys(("cibinqo",), "abrocitinib"),
    **dict.fromkeys(("litfulo",), "ritlecitinib"),
    **dict.fromkeys(("sotyktu",), "deucravacitinib"),
    **dict.fromkeys(("jakavi",), "ruxolitinib"),
    **dict.fromkeys(("sylvant",), "siltuximab"),
    **dict.fromkeys(("briumvi",), "ublituximab"),
    **dict.fromkeys(("gazyvaro",), "obinutuzumab"),
    **dict.fromkeys(("rifampicin",), "rifampin"),
    **dict.fromkeys(
        (
            "mtx",
            "methotrexat",
            "metotrexat",
            "metotrexato",
            "metoject",
            "metex",
            "lantarel",
            "nordimet",
            "jylamvo",
            "rheumatrex",
        ),
        "methotrexate",
    ),
    **dict.fromkeys(
        ("imuran", "imurek", "imurel", "azafalk", "azathioprin", "azatioprina", "azatioprin"), "azathioprine"
    ),
    **dict.fromkeys(("puri-nethol", "purinethol", "xaluprine"), "mercaptopurine"),
    **dict.fromkeys(("leflunomid", "leflunomida"), "leflunomide"),
    **dict.fromkeys(("plaquenil", "hcq", "hydroxychloroquin"), "hydroxychloroquine"),
    **dict.fromkeys(("azulfidine", "salazopyrin", "sulphasalazine"), "sulfasalazine"),
    **dict.fromkeys(("zyloprim", "zyloric"), "allopurinol"),
    **dict.fromkeys(("uloric", "adenuric"), "febuxostat"),
    **dict.fromkeys(
        (
            "prednisolon",
            "prednisolona",
            "predni",
            "orapred",
            "millipred",
            "pediapred",
            "prelone",
            "decortin h",
            "solu-decortin",
            "solu-decortin h",
            "solupred",
            "predonine",
        ),
        "prednisolone",
    ),
    **dict.fromkeys(
        (
            "prednison",
            "prednisona",
            "sterapred",
            "lodotra",
            "decortin",
            "cortancyl",
            "dacortin",
            "deltacortene",
        ),
        "prednisone",
    ),
    **dict.fromkeys(
        ("methylprednisolon", "metilprednisolona", "metilprednisolone", "medrone", "urbason", "metypred"),
        "methylprednisolone",
    ),
    **dict.fromkeys(
        ("dexamethason", "dexametasona", "desametasone", "fortecortin", "dectancyl"), "dexamethasone"
    ),
    **dict.fromkeys(
        ("hydrocortison", "hidrocortisona", "idrocortisone", "plenadren", "hydrocortone"), "hydrocortisone"
    ),
    **dict.fromkeys(("beclometasone",), "beclomethasone"),
    **dict.fromkeys(("betamethason", "betametasona", "celestone", "celestene"), "betamethasone"),
    **dict.fromkeys(("cortisone acetate", "cortisonacetat"), "cortisone"),
    **dict.fromkeys(("dezacor", "flantadin"), "deflazacort"),
    **dict.fromkeys(("prednyliden", "decortilen"), "prednylidene"),
    **dict.fromkeys(("fluocortolon", "ultralan"), "fluocortolone"),
    **dict.fromkeys(("altim",), "cortivazol"),
    **dict.fromkeys(("florinef",), "fludrocortisone"),
    **dict.fromkeys(("agamree",), "vamorolone"),
    **dict.fromkeys(("jascayd",), "nerandomilast"),
    **dict.fromkeys(("pirespa",), "pirfenidone"),
    **dict.fromkeys(("vargatef",), "nintedanib"),
    **dict.fromkeys(
        ("mabthera", "rixathon", "riximyo", "blitzima", "ritemvia", "ituxredi", "acellbia", "reditux"),
        "rituximab",
    ),
    **dict.fromkeys(("roactemra",), "tocilizumab"),
    **dict.fromkeys(
        ("pentamidin", "pentamidina", "pentam", "nebupent", "pentacarinat", "benambax"), "pentamidine"
    ),
    **dict.fromkeys(("alendronic acid", "fosamax"), "alendronate"),
    **dict.fromkeys(("risedronic acid",), "risedronate"),
    **dict.fromkeys(("ibandronic acid", "boniva"), "ibandronate"),
    **dict.fromkeys(("zoledronate", "reclast", "aclasta"), "zoledronic acid"),
    **dict.fromkeys(("vitamin d", "vitamin d3", "colecalciferol"), "cholecalciferol"),
    **dict.fromkeys(("calcium", "caltrate", "os-cal"), "calcium carbonate"),
    # Potassium as the salt of another drug is no supplement.
    **dict.fromkeys(("losartan potassium",), "losartan"),
    **dict.fromkeys(
        ("k-dur", "klor-con", "k-tab", "micro-k", "slow-k", "kcl", "potassium"), "potassium chloride"
    ),
    "cozaar": "losartan",
    "midamor": "amiloride",
    "dyrenium": "triamterene",
    "carospir": "spironolactone",
    **dict.fromkeys(("zortress", "afinitor"), "everolimus"),
    **dict.fromkeys(("fosphenytoin", "cerebyx", "dilantin", "phenytek", "phenytoine"), "phenytoin"),
    "lanoxin": "digoxin",
    "tikosyn": "dofetilide",
    "amaryl": "glimepiride",
    "glucotrol": "glipizide",
    **dict.fromkeys(("glibenclamide", "diabeta", "glynase", "micronase", "glucovance"), "glyburide"),
    "luvox": "fluvoxamine",
    "sporanox": "itraconazole",
    "nizoral": "ketoconazole",
    "prezcobix": "cobicistat",
    **dict.fromkeys(("viekira", "technivie"), "ritonavir"),
    "viracept": "nelfinavir",
    "luminal": "phenobarbital",
    **dict.fromkeys(("rifamate", "rifater", "rifinah"), "rifampin + isoniazid"),
    "ocrevus": "ocrelizumab",
    "aloprim": "allopurinol",
    "proloprim": "trimethoprim",
    "daraprim": "pyrimethamine",
    "forteo": "teriparatide",
    "tymlos": "abaloparatide",
    "atelvia": "risedronate",
    "tums": "calcium carbonate",
    "citracal": "calcium citrate",
    **dict.fromkeys(("drisdol", "calciferol"), "ergocalciferol"),
    "rocaltrol": "calcitriol",
    "nulojix": "belatacept",
    "simulect": "basiliximab",
    "chantix": "varenicline",
    "arcalyst": "rilonacept",
    **dict.fromkeys(("nicorette", "nicoderm"), "nicotine"),
    **dict.fromkeys(("coumadine", "warfarina", "aldocumar", "marevan", "waran", "orfarin"), "warfarin"),
    **dict.fromkeys(("marcumar", "marcoumar", "falithrom"), "phenprocoumon"),
    **dict.fromkeys(("sintrom", "acenocumarol"), "acenocoumarol"),
    "previscan": "fluindione",
    **dict.fromkeys(("remsima", "flixabi", "zessly"), "infliximab"),
    **dict.fromkeys(("benepali", "nepexto"), "etanercept"),
    **dict.fromkeys(("amgevita", "imraldi", "amsparity"), "adalimumab"),
    **dict.fromkeys(("delix", "tritace", "triatec"), "ramipril"),
    **dict.fromkeys(("spironolacton", "espironolactona"), "spironolactone"),
    **dict.fromkeys(("kalinor", "kaleorid", "diffu-k", "kaliumchlorid", "rekawan"), "potassium chloride"),
    **dict.fromkeys(("novatrex", "imeth", "ebetrexat"), "methotrexate"),
    **dict.fromkeys(("zytrim", "colinsan"), "azathioprine"),
    **dict.fromkeys(("duzallo", "alopurinol"), "allopurinol"),
    **dict.fromkeys(("paxlovid",), "nirmatrelvir + ritonavir"),
    **dict.fromkeys(("entresto",), "sacubitril + valsartan"),
    **dict.fromkeys(("infliximab",), "infliximab"),
    **dict.fromkeys(("folate", "folinic acid"), "folic acid"),
    **dict.fromkeys(("salbutamol", "ventolin", "proair", "proventil", "accuneb", "airomir"), "albuterol"),
    **dict.fromkeys(("levosalbutamol", "xopenex"), "levalbuterol"),
    **dict.fromkeys(("atrovent",), "ipratropium"),
    **dict.fromkeys(("duoneb", "combivent"), "albuterol + ipratropium"),
    **dict.fromkeys(("orciprenaline", "alupent"), "metaproterenol"),
    **dict.fromkeys(("bricanyl",), "terbutaline"),
    **dict.fromkeys(
        ("st john's wort", "saint john's wort", "st johns wort", "hypericum", "johanniskraut"),
        "st. john's wort extract",
    ),
}
# Brands that name a local product: the generic name, and the way it is given.
LOCAL_BRANDS: dict[str, tuple[str, str]] = {
    **LOCAL_BRANDS_ABROAD,
    "protopic": ("tacrolimus", "topical"),
    "restasis": ("cyclosporine", "ophthalmic"),
    "ikervis": ("cyclosporine", "ophthalmic"),
    "cequa": ("cyclosporine", "ophthalmic"),
    "opzelura": ("ruxolitinib", "topical"),
    "aczone": ("dapsone", "topical"),
    "pred forte": ("prednisolone", "ophthalmic"),
    "pred mild": ("prednisolone", "ophthalmic"),
    "maxidex": ("dexamethasone", "ophthalmic"),
    "nebupent": ("pentamidine", "inhaled"),
    "pulmicort": ("budesonide", "inhaled"),
    "symbicort": ("budesonide", "inhaled"),
    "flonase": ("fluticasone", "nasal"),
    "nasacort": ("triamcinolone", "nasal"),
    "nasonex": ("mometasone", "nasal"),
    "depo-medrol": ("methylprednisolone", "injection"),
    "depomedrol": ("methylprednisolone", "injection"),
}
"""Entered before every other name."""

DEPOT_BRANDS = frozenset({"depo-medrol", "depomedrol"}) | DEPOTS_ABROAD
"""Those of them that are depot injections. The name of the tablet, Medrol, stands in theirs."""
