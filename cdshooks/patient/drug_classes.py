"""What drugs have in common beyond a name: one active moiety, a class of ATC, a value set without a code."""

from __future__ import annotations

from collections.abc import Iterable

from cdshooks.patient.facts import Medication

SETS_WITHOUT_CODE = {
    **dict.fromkeys(
        (
            "vamorolone",
            "prednylidene",
            "fluocortolone",
            "paramethasone",
            "cloprednol",
            "meprednisone",
            "cortivazol",
        ),
        frozenset({"med_glucocorticoid_systemic"}),
    ),
    **dict.fromkeys(
        (
            "filgotinib",
            "peficitinib",
            "ritlecitinib",
            "deucravacitinib",
            "deuruxolitinib",
            "abrocitinib",
            "itacitinib",
            "fedratinib",
            "pacritinib",
            "momelotinib",
        ),
        frozenset({"med_jak_inhibitors"}),
    ),
    **dict.fromkeys(("siltuximab", "olokizumab", "levilimab"), frozenset({"med_tocilizumab_sarilumab_il6"})),
    **dict.fromkeys(("ublituximab", "divozilimab"), frozenset({"med_rituximab_and_anti_cd20"})),
    "nerandomilast": frozenset({"med_antifibrotic"}),
    # Phenprocoumon, acenocoumarol: vitamin K antagonists, taken in Europe in the place of warfarin.
    **dict.fromkeys(("8150", "154", "fluindione"), frozenset({"med_warfarin"})),
    **dict.fromkeys(
        ("albuterol", "levalbuterol", "terbutaline", "metaproterenol", "ipratropium"),
        frozenset({"med_inhaled_bronchodilator"}),
    ),
}
"""Ingredients of which no value set holds a code, by RxNorm code or name, and the set of each."""

# Pentamidine isethionate is pentamidine; enteric-coated mycophenolate sodium is what RxNorm calls the acid;
# mycophenolate of which nothing more is said is mofetil.
SAME_INGREDIENT = {"7995": "7994", "408142": "7145", "265323": "68149"}
# Mycophenolic acid and mofetil; enalaprilat and enalapril.
_FAMILIES = {"7145": "mycophenolate", "68149": "mycophenolate", "3829": "3827"}


def own_ingredient(code: str) -> str:
    """The ingredient under which one is counted: a salt that has a code of its own is that of its drug."""
    return SAME_INGREDIENT.get(code, code)


def family(ingredient: str) -> str:
    """What two salts or esters of one substance have in common."""
    return _FAMILIES.get(ingredient, ingredient)


def moieties(ingredients: Iterable[str]) -> frozenset[str]:
    """The active substances of a drug: mofetil and the acid of mycophenolate are one."""
    return frozenset(map(family, ingredients))


def substance_of(medication: Medication) -> frozenset[str] | str:
    """What all entries of one active substance share; one that names none is alone with itself."""
    return moieties(medication.ingredients) or medication.reference


# WHO ATC classes (and single codes of mixed ones) all members of which belong to a set. The tables hold the
# codes of our own ingredients alone, while an order coded only in ATC may be of any other member.
_SETS_OF_ATC = {
    **dict.fromkeys(("H02AB", "H02BX"), "med_glucocorticoid_systemic"),
    **dict.fromkeys(("L04AF", "L01EJ", "D11AH08"), "med_jak_inhibitors"),
    "L04AB": "med_tnf_inhibitors",
    **dict.fromkeys(("L04AC11", "L04AC19", "L04AC23", "L04AC25"), "med_tocilizumab_sarilumab_il6"),
    "L04AC04": "med_anakinra_il1",
    **dict.fromkeys(("L01FA", "L04AG08", "L04AG12", "L04AG14", "L04AG15"), "med_rituximab_and_anti_cd20"),
    "L04AD": "med_calcineurin_inhibitors",
    **dict.fromkeys(("L04AH", "L01EG"), "med_mtor"),
    **dict.fromkeys(("C09A", "C09B"), "med_acei"),
    **dict.fromkeys(("C09C", "C09D"), "med_arb_arni"),
    **dict.fromkeys(("C03D", "C03E"), "med_mra_potassium_sparing"),
    "A12B": "med_potassium_supplement",
    **dict.fromkeys(("A11CC", "A12AA", "A12AX"), "med_calcium_vitd"),
    **dict.fromkeys(("M05BA", "M05BB"), "med_bisphosphonates_osteoporosis"),
    "N07BA": "med_smoking_cessation",
    # Vitamin K antagonists act, and are acted on, alike.
    "B01AA": "med_warfarin",
    "C01BD04": "med_dofetilide",
    # Of the combinations with metformin and glitazones those that hold a sulfonylurea.
    **dict.fromkeys(("A10BB", "A10BD01", "A10BD02", "A10BD04", "A10BD06"), "med_sulfonylurea"),
    "M04AA": "med_xanthine_oxidase_inhibitors",
    # Trimethoprim with another sulfonamide interacts like trimethoprim, and is no prophylaxis of the tables.
    **dict.fromkeys(
        ("J01EE02", "J01EE03", "J01EE04", "J01EE05", "J01EE07"), "med_trimethoprim_alone_not_pjp_prophylaxis"
    ),
}
_TAKEN_BY_MOUTH = ("L04AF", "L01EJ", "D11AH08")


def sets_of_atc(code: str) -> frozenset[str]:
    """The value set of an ATC code by the class it stands in; empty where no class tells."""
    name = next((_SETS_OF_ATC[code[:n]] for n in (7, 5, 4) if code[:n] in _SETS_OF_ATC), None)
    return frozenset({name}) if name else frozenset()


def systemic_by_atc(code: str) -> bool:
    """Whether a drug of this code is made for the whole body alone."""
    return code.startswith(("H02", *_TAKEN_BY_MOUTH))
