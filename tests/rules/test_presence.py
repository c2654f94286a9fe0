"""What stands nowhere on a record is no without being judged: only where judging it would say no as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

import pytest

from cdshooks.patient.answer import NO
from cdshooks.patient.coverage import EVERYTHING, Completeness, Coverage
from cdshooks.patient.record import Record
from cdshooks.rules.case import Case, Hook
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.plan import Plan
from tests.cards.clinic import TODAY, Json, patient
from tests.cards.story import Story, engine, tell
from tests.laws.test_clicks import all_stories


def plan() -> Plan:
    return engine().plan


def record_of(coverage: Coverage = EVERYTHING, **resources: list[Json]) -> Record:
    here = plan()
    return Record(TODAY, UTC, patient(), resources, here.terminology, here.index, coverage)


def without_foresight(case: Case) -> Case:
    return Case(case.record, case.hook, case.surroundings, foresees=False)


def ruled_out(case: Case, criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    return (one for one in criteria if case.rules_out(one))


def wrongly_ruled_out(case: Case, criteria: tuple[Criterion, ...]) -> list[str]:
    judged = without_foresight(case)
    return [one.words for one in ruled_out(case, criteria) if judged.answer(one) is not NO]


@pytest.mark.parametrize("hook", Hook)
def test_of_an_empty_record_most_is_ruled_out_and_all_of_it_is_no(hook: Hook) -> None:
    case = Case(record_of(), hook, plan().surroundings)
    assert sum(1 for _ in ruled_out(case, plan().criteria)) > 2000
    assert wrongly_ruled_out(case, plan().criteria) == []


@pytest.mark.parametrize("state", [one for one in Completeness if one is not Completeness.COMPLETE])
def test_what_may_stand_on_a_list_that_was_not_read_in_full_is_judged(state: Completeness) -> None:
    keys = dict.fromkeys(plan().needs_by_hook[Hook.ORDER_SIGN], ("all",))
    case = Case(record_of(Coverage({"all": state}, keys)), Hook.ORDER_SIGN, plan().surroundings)
    assert wrongly_ruled_out(case, plan().criteria) == []
    leaves = [one for one in ruled_out(case, plan().criteria) if one.needs() and not one.parts()]
    # What is drafted is known from the hook itself, and at which hook we are.
    assert {type(one).__name__ for one in leaves} <= {"NewDraft", "OrderedAfresh", "LowersDose", "Overlap"}


def test_one_list_that_is_lacking_lets_only_what_rests_on_it_be_judged() -> None:
    needs = plan().needs_by_hook[Hook.PATIENT_VIEW]
    keys = {need: (need.resource,) for need in needs}
    whole = {need.resource: Completeness.COMPLETE for need in needs}
    full = Case(record_of(Coverage(whole, keys)), Hook.PATIENT_VIEW, plan().surroundings)
    lacks = {**whole, "Condition": Completeness.FAILED}
    less = Case(record_of(Coverage(lacks, keys)), Hook.PATIENT_VIEW, plan().surroundings)
    kinds = {type(one).__name__ for one in ruled_out(full, plan().criteria) if not less.rules_out(one)}
    assert "ConditionFound" in kinds
    assert not kinds & {"AllergyFound", "DrugFound", "Compared"}
    assert wrongly_ruled_out(less, plan().criteria) == []


def test_a_drug_that_nobody_can_recognise_may_be_any_drug() -> None:
    unknown = {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": {"text": "the white ones"},
    }
    record = record_of(MedicationRequest=[unknown])
    assert record.may_be_any_drug
    case = Case(record, Hook.ORDER_SIGN, plan().surroundings)
    assert "DrugFound" not in {type(one).__name__ for one in ruled_out(case, plan().criteria)}
    assert wrongly_ruled_out(case, plan().criteria) == []


def test_an_allergy_told_by_its_words_is_not_ruled_out() -> None:
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": {"reference": "Patient/pat"},
        "code": {"text": "Bactrim"},
    }
    case = Case(record_of(AllergyIntolerance=[allergy]), Hook.ORDER_SIGN, plan().surroundings)
    assert "AllergyFound" not in {type(one).__name__ for one in ruled_out(case, plan().criteria)}


def _tried(story: Story) -> list[str]:
    case = tell(story)[0].case
    fresh = Case(case.record, case.hook, case.surroundings)
    return wrongly_ruled_out(fresh, engine(story.site_codes).plan.criteria)


def test_nothing_is_ruled_out_that_a_story_would_judge_otherwise() -> None:
    stories = list(all_stories())[::150]
    assert len(stories) > 60
    assert [(str(one), wrong) for one in stories if (wrong := _tried(one))] == []


@pytest.mark.long
def test_nothing_is_ruled_out_that_any_story_would_judge_otherwise() -> None:
    assert [(str(one), wrong) for one in all_stories() if (wrong := _tried(one))] == []


def test_a_case_without_foresight_judges_everything() -> None:
    case = without_foresight(Case(record_of(), Hook.PATIENT_VIEW, plan().surroundings))
    assert next(ruled_out(case, plan().criteria), None) is None


def test_what_no_card_of_the_hook_asks_for_is_judged() -> None:
    """Nobody supplied it, so that its absence says nothing."""
    here = plan().surroundings
    bare = replace(here.presences, served={})
    keys = {need: ("all",) for needs in plan().needs_by_hook.values() for need in needs}
    coverage = Coverage({"all": Completeness.COMPLETE}, keys)
    case = Case(record_of(coverage), Hook.ORDER_SIGN, replace(here, presences=bare))
    assert "ConditionFound" not in {type(one).__name__ for one in ruled_out(case, plan().criteria)}
