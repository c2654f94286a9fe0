"""Names of our drugs that the tables do not hold: other spellings, abbreviations, further brands.

Each is entered under the generic name of ingredients.csv; two names joined by ``+`` are a combination.
Author-proposed, like text_fallback.csv: validate on local data.
"""

from __future__ import annotations

SULFAMETHOXAZOLE = "10180"
TRIMETHOPRIM = "10829"
CO_TRIMOXAZOLE = frozenset({SULFAMETHOXAZOLE, TRIMETHOPRIM})
CO_TRIMOXAZOLE_CODE = "10831"
ATOVAQUONE = "60212"
PENTAMIDINE = "7994"

_TMP_SMX = "sulfamethoxazole + trimethoprim"

ALIASES: dict[str, str] = {
    **dict.fromkeys(
        (
            "tmp-smx",
            "smx-tmp",
            "smz-tmp",
            "tmp-smz",
            "tmpsmx",
            "cotrimoxazole",
            "co-trimoxazole",
            "cotrim",
            "bactrim",
            "septra",
            "septrin",
            "sulfatrim",
            "eusaprim",
            "trimethoprim-sulfamethoxazole",
            "sulfamethoxazole-trimethoprim",
            "trimethoprim/sulfamethoxazole",
            "sulfamethoxazole/trimethoprim",
            "sulfamethoxazole and trimethoprim",
            "trimethoprim and sulfamethoxazole",
            "trimethoprim with sulfamethoxazole",
            "sulfameth/trimethoprim",
            "sulfamethoxazole-tmp",
            "smx/tmp",
        ),
        _TMP_SMX,
    ),
    **dict.fromkeys(
        ("atovaquone-proguanil", "atovaquone and proguanil", "malarone"), "atovaquone + proguanil"
    ),
    **dict.fromkeys(("mepron", "wellvone"), "atovaquone"),
    **dict.fromkeys(
        ("mmf", "mycophenolate", "mycophenolat", "mycophenolate mofetil hydrochloride"),
        "mycophenolate mofetil",
    ),
    **dict.fromkeys(("enteric-coated mycophenolate", "ec-mps"), "mycophenolate sodium"),
    **dict.fromkeys(("cyc", "cyclophosphamid", "endoxan", "cytoxan"), "cyclophosphamide"),
    **dict.fromkeys(
        (
            "ivig",
            "scig",
            "immune globulin",
            "immunoglobulin",
            "immunoglobulins",
            "privigen",
            "gammagard",
            "gamunex",
            "octagam",
            "bivigam",
            "flebogamma",
            "gammaked",
            "panzyga",
            "hizentra",
            "cuvitru",
            "hyqvia",
            "xembify",
            "cutaquig",
        ),
        "immunoglobulin g",
    ),
    **dict.fromkeys(("ciclosporin", "cyclosporin", "ciclosporine", "neoral", "gengraf"), "cyclosporine"),
    **dict.fromkeys(("advagraf", "astagraf"), "tacrolimus"),
    **dict.fromkeys(("rifampicin",), "rifampin"),
    **dict.fromkeys(("mtx", "methotrexat", "metoject"), "methotrexate"),
    **dict.fromkeys(("imuran", "imurek", "azathioprin"), "azathioprine"),
    **dict.fromkeys(("plaquenil", "hcq", "hydroxychloroquin"), "hydroxychloroquine"),
    **dict.fromkeys(("azulfidine", "salazopyrin", "sulphasalazine"), "sulfasalazine"),
    **dict.fromkeys(("zyloprim", "zyloric"), "allopurinol"),
    **dict.fromkeys(("uloric", "adenuric"), "febuxostat"),
    **dict.fromkeys(
        ("prednisolon", "predni", "orapred", "millipred", "pediapred", "prelone"), "prednisolone"
    ),
    **dict.fromkeys(("prednison", "sterapred", "lodotra"), "prednisone"),
    **dict.fromkeys(("methylprednisolon", "medrone", "urbason"), "methylprednisolone"),
    **dict.fromkeys(("dexamethason", "fortecortin"), "dexamethasone"),
    **dict.fromkeys(("hydrocortison", "plenadren"), "hydrocortisone"),
    **dict.fromkeys(("beclometasone",), "beclomethasone"),
    **dict.fromkeys(("celestone",), "betamethasone"),
    **dict.fromkeys(("florinef",), "fludrocortisone"),
    **dict.fromkeys(("agamree",), "vamorolone"),
    **dict.fromkeys(("jascayd",), "nerandomilast"),
    **dict.fromkeys(("pirespa",), "pirfenidone"),
    **dict.fromkeys(("vargatef",), "nintedanib"),
    **dict.fromkeys(("mabthera", "rixathon"), "rituximab"),
    **dict.fromkeys(("roactemra",), "tocilizumab"),
    **dict.fromkeys(("pentamidin", "pentam", "nebupent"), "pentamidine"),
    **dict.fromkeys(("alendronic acid", "fosamax"), "alendronate"),
    **dict.fromkeys(("risedronic acid",), "risedronate"),
    **dict.fromkeys(("ibandronic acid", "boniva"), "ibandronate"),
    **dict.fromkeys(("zoledronate", "reclast", "aclasta"), "zoledronic acid"),
    **dict.fromkeys(("vitamin d", "vitamin d3", "colecalciferol"), "cholecalciferol"),
    **dict.fromkeys(("calcium", "caltrate", "os-cal"), "calcium carbonate"),
    # Potassium as the salt of another drug is no supplement.
    **dict.fromkeys(("losartan potassium",), "losartan"),
    **dict.fromkeys(("k-dur", "klor-con", "slow-k", "kcl", "potassium"), "potassium chloride"),
    **dict.fromkeys(("marcumar",), "warfarin"),
    **dict.fromkeys(("paxlovid",), "nirmatrelvir + ritonavir"),
    **dict.fromkeys(("entresto",), "sacubitril + valsartan"),
    **dict.fromkeys(("infliximab",), "infliximab"),
    **dict.fromkeys(("folate", "folinic acid"), "folic acid"),
    **dict.fromkeys(("salbutamol", "ventolin"), "albuterol"),
}
# Brands that name a local product: the generic name, and the way it is given.
LOCAL_BRANDS: dict[str, tuple[str, str]] = {
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
}
"""Entered before every other name."""
