"""Pictures come from a process of their own; the service's workers never load what they are drawn with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cdshooks.pictures.timeline_chart import timeline_svg
from cdshooks.web.drawing import Drawing

SVG = "{http://www.w3.org/2000/svg}"

TOLD: dict[str, Any] = {
    "today": "2026-01-15",
    "hook": "order-sign",
    "lanes": ["Glucocorticoid"],
    "courses": [
        {
            "lane": "Glucocorticoid",
            "drug": "prednisone <b>",
            "first": "2025-12-01",
            "last": "2026-01-15",
            "open": True,
            "kind": "order",
            "reference": "MedicationRequest/1",
        }
    ],
    "doses": [
        {"first": "2025-12-01", "last": "2026-01-15", "mg": 40.0, "pulse": False, "drafted": False},
        {"first": "2026-01-16", "last": "2026-01-18", "mg": 1000.0, "pulse": True, "drafted": True},
    ],
    "limits": [{"mg": 20.0, "words": "20 mg/day", "meaning": "a dose that calls for more"}],
    "curves": [
        {
            "title": "FVC",
            "unit": "% predicted",
            "points": [{"day": "2025-12-10", "value": 71.0, "reference": "Observation/1"}],
        }
    ],
    "cards": [{"title": "A card", "level": "warning", "id": "a-card"}],
}


def words(svg: str) -> str:
    """All text of a picture."""
    return " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_a_picture_says_what_it_was_told() -> None:
    said = words(timeline_svg(TOLD))
    moment = "2026-01-15 (dotted line), orders being signed"
    for expected in (
        "prednisone <b>",
        "20 mg/day",
        "calls for more",
        "FVC",
        "71",
        "A card (warning)",
        moment,
        "pulse",
    ):
        assert expected in said


def test_the_legend_names_what_is_there_and_nothing_else() -> None:
    told = {**TOLD, "lanes": ["Glucocorticoid", "Prophylaxis"], "doses": TOLD["doses"][:1]}
    said = words(timeline_svg(told))
    assert ("on record" in said, "pulse" in said, "in a draft" in said) == (True, False, False)
    assert ("Glucocorticoid " in said, "Prophylaxis" in said) == (True, False)


@pytest.mark.parametrize("first", ["2026-01-14", "2025-11-20", "2025-06-01", "2023-03-01"])
def test_no_tick_of_the_time_axis_is_named_twice(first: str) -> None:
    told = {**TOLD, "doses": [], "courses": [{**TOLD["courses"][0], "first": first}], "curves": []}
    named = re.findall(r"(?:\d\d )?[A-Z][a-z]{2} \d{4}", words(timeline_svg(told)))
    assert len(named) == len(set(named))
    assert 1 <= len(named) <= 15


@pytest.mark.parametrize(
    ("first", "last", "side"), [("2026-01-15", "2026-03-15", "start"), ("2024-01-15", "2026-01-15", "end")]
)
def test_what_was_shown_stands_on_the_side_that_has_room(first: str, last: str, side: str) -> None:
    """Of a patient whose treatment begins today it would leave the picture on the left."""
    told = {
        **TOLD,
        "doses": [],
        "courses": [{**TOLD["courses"][0], "first": first, "last": last}],
        "curves": [],
    }
    svg = ElementTree.fromstring(timeline_svg(told))
    (said,) = (one for one in svg.iter(f"{SVG}text") if one.text == "A card (warning)")
    assert said.get("text-anchor") == side


def test_the_same_is_drawn_the_same() -> None:
    assert timeline_svg(TOLD) == timeline_svg(TOLD)


def test_a_picture_asks_nobody_for_anything() -> None:
    svg = timeline_svg(TOLD)
    assert "<script" not in svg
    assert "href" not in svg


@pytest.mark.parametrize("nothing", ["courses", "doses", "limits", "curves", "cards"])
def test_what_is_not_there_is_not_drawn(nothing: str) -> None:
    assert timeline_svg({**TOLD, nothing: []}).startswith("<svg")


def test_one_process_draws_for_all_and_is_started_again_when_it_died() -> None:
    drawing = Drawing()
    first = drawing.timeline(TOLD)
    assert first is not None
    (process,) = processes(drawing)
    assert drawing.timeline(TOLD) == first
    assert processes(drawing) == [process]
    os.kill(process, 9)
    wait_until(lambda: not processes(drawing))
    assert drawing.timeline(TOLD) == first
    os.kill(processes(drawing)[0], 9)


def test_what_cannot_be_drawn_leaves_the_process_alive() -> None:
    drawing = Drawing()
    assert drawing.timeline({"today": "x"}) is None
    assert drawing.timeline(TOLD) is not None
    os.kill(processes(drawing)[0], 9)


def test_the_process_ends_with_its_service() -> None:
    """A service that is killed leaves no process behind."""
    code = (
        "import os, sys, json; from cdshooks.web.drawing import Drawing; "
        "d = Drawing(); d.timeline(json.loads(sys.argv[1])); print(d._folder, flush=True); "
        "os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, json.dumps(TOLD)]
    folder = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()
    assert folder
    wait_until(lambda: not running(Path(folder)), seconds=20)


def test_workers_never_load_the_libraries_of_pictures() -> None:
    """Not even where a timeline was asked for."""
    code = (
        "import sys; from io import BytesIO; from cdshooks.app import create_app; "
        "from cdshooks.settings import Settings; "
        "client = create_app(Settings(demo=True), log_file=BytesIO()).test_client(); "
        "answer = client.post('/workbench', data={'open': 'timeline'}); "
        "assert b'data:image/svg+xml' in answer.data; "
        "print(sorted({'altair', 'vl_convert', 'duckdb', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


ROOT = Path(__file__).parents[2]


def processes(drawing: Drawing) -> list[int]:
    assert drawing._folder is not None
    return running(drawing._folder)


def running(folder: Path) -> list[int]:
    """The drawing processes of a service, by its folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = one.read_bytes()
        except OSError:
            continue
        if b"cdshooks.pictures.process" in line and str(folder).encode() in line:
            found.append(int(one.parent.name))
    return found


def wait_until(holds: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)
