"""What has to be on record before a drug is started: tests that are missing, and screens."""

from cards.definitions.bars import nudt15, tpmt
from cards.definitions.organs import kidney_function_on_record, potassium
from cards.definitions.person import can_become_pregnant, pregnancy_test_negative
from cards.definitions.tests import ast_test, bilirubin_test, creatinine_test, liver_tests
from cards.policy.requests_and_results import BLOOD_DAYS, OPEN_REQUEST_DAYS, RESULT_DAYS
from cards.policy.treatment import HBV_SCREEN_DAYS, TB_SCREEN_DAYS
from cards.valuesets import (
    ACTIVE_TUBERCULOSIS,
    ALT,
    ANTI_HBC,
    AST,
    CREATININE,
    HBSAG,
    IGRA,
    LATENT_TUBERCULOSIS,
    LEUKOCYTES,
    NEUTROPHILS,
    PLATELETS,
    TUBERCULIN_SKIN_TEST,
    TUBERCULOSIS_PREVENTION,
)
from cdshooks.rules.language import any_of, condition, drug, lab, negative_within, request_for

leukocytes_missing = ~lab(LEUKOCYTES).result(within=RESULT_DAYS).on_record()
alt_missing = ~lab(ALT).result(within=RESULT_DAYS).on_record()
creatinine_missing = ~lab(CREATININE).result(within=RESULT_DAYS).on_record()
potassium_missing = ~potassium.on_record()
blood_count_missing = ~(
    lab(NEUTROPHILS).result(within=RESULT_DAYS).on_record()
    & lab(PLATELETS).result(within=RESULT_DAYS).on_record()
)
transaminases_missing = alt_missing & ~lab(AST).result(within=RESULT_DAYS).on_record()
# Tocilizumab asks for its tests within a longer time.
older_blood_count_missing = ~(
    lab(NEUTROPHILS).result(within=BLOOD_DAYS).on_record()
    & lab(PLATELETS).result(within=BLOOD_DAYS).on_record()
)
older_transaminases_missing = ~any_of(
    lab(ALT).result(within=BLOOD_DAYS).on_record(), lab(AST).result(within=BLOOD_DAYS).on_record()
)
# A sex or a list that is not known leaves open whether the test is needed: the option is then never preselected.
pregnancy_test_missing = can_become_pregnant & ~pregnancy_test_negative

# A result that is neither positive nor negative is no screen.
hbsag_negative = negative_within(lab(HBSAG), HBV_SCREEN_DAYS)
anti_hbc_negative = negative_within(lab(ANTI_HBC), HBV_SCREEN_DAYS)
hepatitis_b_screened = hbsag_negative & anti_hbc_negative
hepatitis_b_screen_pending = (hbsag_negative | request_for(HBSAG).open(within=OPEN_REQUEST_DAYS)) & (
    anti_hbc_negative | request_for(ANTI_HBC).open(within=OPEN_REQUEST_DAYS)
)
tuberculosis_screened = any_of(
    lab(IGRA).result(within=TB_SCREEN_DAYS).on_record(),
    lab(TUBERCULIN_SKIN_TEST).result(within=TB_SCREEN_DAYS).on_record(),
    condition(LATENT_TUBERCULOSIS),
    condition(ACTIVE_TUBERCULOSIS),
    drug(TUBERCULOSIS_PREVENTION).tried(),
)
antifibrotic_tests = (
    (transaminases_missing, liver_tests),
    (transaminases_missing, ast_test),
    (transaminases_missing, bilirubin_test),
)
transaminases_first = transaminases_missing.named("liver tests (none within 30 days)")
pregnancy_test_first = pregnancy_test_missing.named("a negative pregnancy test within 7 days")
kidney_test_beside = (~kidney_function_on_record, creatinine_test)

thiopurine_known = tpmt.on_record() & nudt15.on_record()
