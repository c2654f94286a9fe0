"""What must hold of a terminology before a patient is judged with it.

The whole check takes a second or two and belongs to ``cdshooks check`` and the tests; at start-up the same
is asked of the value sets that are used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cdshooks.patient.code_systems import (
    KNOWN_SYSTEMS,
    LOINC,
    SNOMED,
    code_of,
    loinc_is_sound,
    snomed_is_sound,
    system_of,
)
from cdshooks.patient.terminology import Terminology
from cdshooks.patient.terminology_rows import Row


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a value set: its name, and what it is in a sentence."""

    value_set: str
    words: str


EXCLUSIVE_PAIRS: tuple[tuple[str, str], ...] = (
    # Drugs where the one protects and the other does not, or the one reaches the body and the other does not.
    ("med_tmp_smx", "med_trimethoprim_alone_not_pjp_prophylaxis"),
    ("med_tmp_smx", "med_sulfamethoxazole_alone"),
    ("med_trimethoprim_alone_not_pjp_prophylaxis", "med_sulfamethoxazole_alone"),
    ("med_atovaquone", "med_atovaquone_proguanil_not_prophylaxis"),
    ("med_pentamidine_inhaled", "med_pentamidine_injection"),
    ("med_glucocorticoid_systemic", "med_glucocorticoid_excluded_nonsystemic"),
    ("med_glucocorticoid_systemic", "med_glucocorticoid_oral_low_systemic_budesonide"),
    ("med_glucocorticoid_excluded_nonsystemic", "med_glucocorticoid_oral_low_systemic_budesonide"),
    ("med_calcineurin_inhibitors", "med_calcineurin_topical_ophthalmic_not_systemic"),
    ("med_jak_inhibitors", "med_jak_topical_not_systemic"),
    ("med_dapsone", "med_dapsone_topical_not_systemic"),
    ("med_ivig_scig", "med_immunoglobulin_im_not_ivig"),
    # Allergies whose members mean opposite things.
    ("allergy_sulfonamide_antibiotic", "allergy_sulfonamide_non_antibiotic_not_contraindicating"),
    ("allergy_no_known_allergy", "allergy_severe_reaction_markers"),
    # Results, and what only stands beside results.
    ("obs_fvc_l", "obs_fvc_predicted_reference"),
    ("obs_fvc_pct_predicted", "obs_fvc_predicted_reference"),
    ("obs_fvc_l", "obs_fvc_pct_predicted"),
    ("obs_dlco_abs", "obs_dlco_predicted_reference"),
    ("obs_dlco_pct_predicted", "obs_dlco_predicted_reference"),
    ("obs_dlco_abs", "obs_dlco_pct_predicted"),
    ("obs_tlc", "obs_tlc_predicted_reference"),
    ("obs_tlc_pct_predicted", "obs_tlc_predicted_reference"),
    ("obs_kco", "obs_kco_predicted_reference"),
    ("obs_kco_pct_predicted", "obs_kco_predicted_reference"),
    ("obs_fev1_l", "obs_fev1_fvc_predicted_reference"),
    ("obs_fev1_fvc_ratio", "obs_fev1_fvc_predicted_reference"),
    ("obs_eosinophils_abs", "obs_eosinophils_pct"),
    ("obs_lymphocytes_abs", "obs_lymphocytes_pct"),
    ("obs_cd4_abs", "obs_cd4_pct"),
    ("obs_igra", "obs_igra_control_tubes_not_result"),
    ("obs_anti_hbc_total", "obs_anti_hbc_igm"),
    ("obs_hbsag", "obs_anti_hbs"),
    # Answers and diagnoses that exclude each other.
    ("obs_smoking_answer_current", "obs_smoking_answer_never"),
    ("obs_smoking_answer_current", "obs_smoking_answer_former"),
    ("obs_smoking_answer_former", "obs_smoking_answer_never"),
    ("obs_pregnancy_answer_pregnant", "obs_pregnancy_answer_not_pregnant"),
    ("obs_pregnancy_answer_pregnant", "obs_pregnancy_answer_open"),
    ("obs_pregnancy_answer_not_pregnant", "obs_pregnancy_answer_open"),
    ("cond_current_smoker", "cond_never_smoker"),
    ("cond_current_smoker", "cond_former_smoker"),
    ("cond_comfort_care", "cond_palliative_care_not_comfort_only"),
    ("cond_hepatic_impairment", "cond_chronic_liver_disease_other"),
    ("cond_gi_perforation_diverticulitis", "cond_diverticulosis_not_diverticulitis"),
    ("cond_active_tb", "cond_latent_tb"),
)
"""Pairs of value sets that may share no code: with one in both a card would say a thing and its opposite."""


def check(terminology: Terminology, used: Collection[str] | None = None) -> list[Problem]:
    """What is wrong with the value sets, with all of them or with the ``used`` ones."""
    names = sorted(terminology.value_sets if used is None else used)
    problems: list[Problem] = []
    for name in names:
        rows = terminology.value_sets.get(name)
        if rows is None:
            problems.append(Problem(name, "there is no value set of this name"))
        elif not rows and name not in terminology.text_fallback:  # what no code says is told in words
            problems.append(Problem(name, "the value set is empty"))
        else:
            problems += _problems_of_rows(name, rows)
    problems += _shared_codes(terminology, frozenset(names))
    problems += _broken_patterns(terminology)
    return problems


def _problems_of_rows(name: str, rows: tuple[Row, ...]) -> Iterator[Problem]:
    for row in rows:
        # A site's own codes stand in systems that only the site knows.
        if row.source == "site":
            continue
        system = system_of(row.system)
        if system not in KNOWN_SYSTEMS:
            yield Problem(name, f"{row.code} is of the unknown code system {row.system}")
        elif system == LOINC and not loinc_is_sound(row.code):
            yield Problem(name, f"LOINC {row.code} has a wrong check digit")
        elif system == SNOMED and not snomed_is_sound(row.code):
            yield Problem(name, f"SNOMED CT {row.code} has a wrong check digit")


def _shared_codes(terminology: Terminology, names: frozenset[str]) -> Iterator[Problem]:
    for one, other in EXCLUSIVE_PAIRS:
        if one in names and other in names:
            for system, code in sorted(_codes(terminology, one) & _codes(terminology, other)):
                yield Problem(one, f"{code} ({system}) stands in {other} too, which excludes it")


def _codes(terminology: Terminology, name: str) -> set[tuple[str, str]]:
    rows = terminology.value_sets.get(name, ())
    return {(system_of(row.system), code_of(system_of(row.system), row.code)) for row in rows}


def _broken_patterns(terminology: Terminology) -> Iterator[Problem]:
    for name, pattern in terminology.text_fallback.items():
        try:
            re.compile(pattern)
        except re.error as broken:
            yield Problem(name, f"its pattern for words cannot be read: {broken}")
