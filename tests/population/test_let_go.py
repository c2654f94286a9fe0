"""What was judged is let go at once: nothing of a patient waits until Python looks for garbage."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdshooks.commands.common import engine_here
from cdshooks.population.judging import Judging, Options, Work
from cdshooks.population.patients import Chart, PatientExport
from cdshooks.population.tables import SCHEMAS
from tests.population.exports import DAY, HASHES, Record, records


@pytest.fixture
def nothing_collected() -> Iterator[None]:
    """Python looks for garbage only where it is told to, and keeps nothing of what was there before."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def alive() -> Counter[str]:
    """How many objects of ours there are of each class, and how many resources."""
    there = gc.get_objects()
    # Classes that other tests left behind may call anything their module.
    ours = (type(one).__qualname__ for one in there if str(type(one).__module__).startswith("cdshooks"))
    resources = (str(one["resourceType"]) for one in there if type(one) is dict and "resourceType" in one)
    return Counter((*ours, *resources))


def chart(record: Record) -> Chart:
    resources: dict[str, Record] = {}
    for one in record:
        resources.setdefault(one["resourceType"], []).append(one)
    (patient,) = resources.pop("Patient")
    return Chart(patient["id"], PatientExport(patient, resources, {}))


@pytest.mark.usefixtures("nothing_collected")
@pytest.mark.parametrize(
    ("every_order", "patients"),
    [
        pytest.param(False, 40, id="chart"),
        pytest.param(True, 10, id="every order"),
        pytest.param(True, 40, id="every order of many", marks=pytest.mark.long(seconds=10)),
    ],
)
def test_nothing_of_a_patient_waits_for_the_garbage_collector(
    tmp_path: Path, every_order: bool, patients: int
) -> None:
    """A ring of objects holds all that they hold: whole records, and time is spent on looking for them."""
    for name in ("parts", *SCHEMAS):
        (tmp_path / name).mkdir()
    options = Options(DAY, day_given=True, every_order=every_order, monthly=every_order)
    judging = Judging(Work(tmp_path, tmp_path, options, HASHES, ()), *engine_here())
    judging.judge_charts(0, map(chart, records(2)))
    judging.judge_charts(1, map(chart, records(patients)))
    there = alive()
    gc.collect()
    assert there - alive() == Counter()
