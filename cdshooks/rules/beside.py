"""The other orders of a drug that are taken beside one of them: worked out once for a case, not once for each
card that asks. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdshooks.patient.facts import Medication
from cdshooks.patient.together import InForce, in_force, taken_beside
from cdshooks.rules.case import Case
from cdshooks.rules.drugs import Drug

Beside = Sequence[Medication]


def taken_with(case: Case, drug: Drug, medication: Medication) -> Beside:
    """The other orders of the drug that are taken beside this one."""
    if len(drug.matching(case)) < 2:
        return ()
    number = case.surroundings.drugs.get(id(drug), drug)
    key = ("beside", number, id(medication))
    found: Beside | None = case.kept.get(key)
    if found is None:
        found = case.kept[key] = taken_beside(medication, _in_force(case, drug, number))
    return found


def _in_force(case: Case, drug: Drug, number: int | Drug) -> Sequence[InForce]:
    """Every entry that is the drug for sure, and is taken today or about to be."""
    found: Sequence[InForce] | None = case.kept.get(("in force", number))
    if found is None:
        certain = (one for one, answer in drug.matching(case) if answer.is_yes)
        found = case.kept["in force", number] = in_force(certain, case.today)
    return found
