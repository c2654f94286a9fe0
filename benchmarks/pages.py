"""How long people wait for a page of the workbench, with the largest sample, and with its timeline drawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from statistics import median

import orjson
from flask.testing import FlaskClient

from benchmarks.rounds import Row, interleaved
from cdshooks.app import create_app
from cdshooks.publish.samples import patient_bundle, samples, whole_patients
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings

_MOST_PLAIN, _MOST_DRAWN = 100, 400
"""Milliseconds."""


def pages(engine: ClinicalEngine, rounds: int) -> Iterator[Row]:
    """The page without and with the timeline, warm, by the clock on the wall: the picture is drawn in a
    process of its own. Beside each stands this process's own time."""
    client = create_app(Settings(demo=True), engine, log_file=BytesIO()).test_client()
    sample, kilobytes = largest()
    for words, opened, most in (("", [], _MOST_PLAIN), (" with its timeline", ["timeline"], _MOST_DRAWN)):
        ask = asking(client, sample, opened)
        if opened and b"data:image/svg+xml" not in ask():
            raise SystemExit("no picture was drawn: install cdshooks[population]")
        (waited,) = interleaved([ask], rounds, 1, time.perf_counter_ns)
        (worked,) = interleaved([ask], rounds, 1)
        shown = median(waited) / 1000
        note = f"{sample}, {kilobytes} KB; {median(worked) / 1000:.0f} ms of its own processor time"
        yield Row(f"Page of the workbench{words}, milliseconds", f"{shown:.0f} ms", shown, most, True, note)


def largest() -> tuple[str, int]:
    """The name of the sample or whole patient with the longest JSON, and its kilobytes."""
    sizes = {f"{one.card}/{one.name}": len(orjson.dumps(one.request())) for one in samples()}
    for patient in whole_patients():
        sizes[f"patients/{patient.name}"] = len(orjson.dumps(patient_bundle(patient.name)))
    name = max(sizes, key=sizes.__getitem__)
    return name, sizes[name] // 1000


def asking(client: FlaskClient, sample: str, opened: list[str]) -> Callable[[], bytes]:
    """What asks for the page once; stops where there is none."""
    data = {"sample": sample, "sample-before": sample, "opened": opened}

    def ask() -> bytes:
        answer = client.post("/workbench", data=data)
        if answer.status_code != 200:
            raise SystemExit(f"the workbench answers {answer.status_code}")
        page: bytes = answer.data
        return page

    return ask


if __name__ == "__main__":
    from benchmarks.engine import demo_engine

    for row in pages(demo_engine(), 15):
        print(f"{row.name}: {row.measured} (at most {row.bound:g}), {row.note}")
