"""From a line of ``cases/*.jsonl`` to the bytes that are sent.

A case has ``name``, ``why``, ``status`` (the expected one, or a list of them), and says what it sends:

A line with ``each_in`` (a path) stands for as many cases as there are ``ODD`` values.

* ``raw``: everything that goes over the wire; else
* ``method`` (POST), ``path`` (that of the hook's service), ``headers``, and as its body ``text``, ``base64``,
  ``json``, or changes to a request that is answered with a card (``hook``; order-select unless given).

Changes: ``set`` maps a dotted path to a value, ``drop`` lists paths, ``replace`` swaps pieces of the written
JSON, ``insert`` puts base64 bytes in the place of ``@@``, ``cut`` keeps so many bytes of it (below 1: such a
share), ``poison`` is added to every text of its record. A value may be a recipe: an object with one of the
keys in ``RECIPES``. ``authorization`` is the text of the header, or what the signer of the test makes one of.

The cases of ``locked`` go to a service that wants a token, those of ``slow`` come in pieces, or not at all.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[2] / "sample_bundles"

CONTROL = {
    "patient-view": "ild-baseline-workup/new-fibrosis-nothing-done",
    "order-select": "pjp-start/prednisone-drafted-sulfonamide-allergy",
    "order-sign": "tmp-smx-methotrexate/methotrexate-once-weekly",
}

Json = dict[str, Any]
Signer = Callable[[Json], str]
"""Makes the text of an Authorization header from the ``authorization`` of a case."""


@dataclass(frozen=True)
class Case:
    """One hostile input, as its line in the data file says it."""

    family: str
    line: Json

    @property
    def name(self) -> str:
        return str(self.line["name"])

    @property
    def statuses(self) -> tuple[int, ...]:
        status = self.line["status"]
        return tuple(status) if isinstance(status, list) else (status,)


@dataclass(frozen=True)
class Message:
    """What is sent: the whole wire (``raw``), or the parts of a well-formed HTTP request."""

    method: str = "POST"
    path: str = "/"
    headers: Mapping[str, str] | None = None
    body: bytes = b""
    raw: bytes | None = None


def families(folder: str = "") -> list[str]:
    """The names of the data files: those for the open demo, or those of a folder below, with its name."""
    found = (file.relative_to(CASES) for file in (CASES / folder).glob("*.jsonl"))
    return sorted(str(file.with_suffix("")) for file in found)


def every_family() -> list[str]:
    """The names of all data files."""
    return [*families(), *families("locked"), *families("slow")]


def cases_of(family: str) -> list[Case]:
    """The cases of one family, in the order of its file."""
    lines = (CASES / f"{family}.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for line in lines if line.strip() for case in _spelt_out(Case(family, json.loads(line)))]


ODD: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a large number": 1e300,
    "true": True,
    "a text": "x",
    "a list": [],
    "a list of nulls": [None, None],
    "a list of texts": ["a", "b"],
    "a list of lists": [[[]]],
    "an object": {},
    "a strange object": {"a": {"b": [None]}},
}
"""What ``each_in`` of a line puts, one after the other, in the place that it names."""


def _spelt_out(case: Case) -> list[Case]:
    if "each_in" not in case.line:
        return [case]
    place = case.line["each_in"]
    return [
        Case(case.family, case.line | {"name": f"{case.name} is {words}", "set": {place: odd}})
        for words, odd in ODD.items()
    ]


def message_of(case: Case, places: Mapping[str, str], sign: Signer | None = None) -> Message:
    """The bytes of a case. ``places``: what ``{fhir}`` and the like stand for in its texts."""
    line = _placed(case.line, places)
    if "raw" in line:
        return Message(raw=_made(line["raw"]).encode("latin-1"))
    hook = line.get("hook", "order-select")
    headers = {"Content-Type": "application/json"} | {
        name: _made(value) for name, value in line.get("headers", {}).items()
    }
    authorization = line.get("authorization")
    if isinstance(authorization, str):
        headers["Authorization"] = authorization
    elif authorization is not None:
        assert sign is not None, f"{case.name} needs a signer"
        headers["Authorization"] = sign(authorization)
    method = line.get("method", "POST")
    path = _made(line.get("path", f"/cds-services/ild-{hook}"))
    return Message(method, path, {k: v for k, v in headers.items() if v is not None}, _body(line, hook))


def _body(line: Json, hook: str) -> bytes:
    if "text" in line:
        return bytes(_made(line["text"]).encode())
    if "base64" in line:
        return base64.b64decode(line["base64"])
    if "json" in line:
        return json.dumps(_made(line["json"]), allow_nan=True).encode()
    if line.get("method", "POST") != "POST":
        return b""
    return _changed(line, hook)


def _changed(line: Json, hook: str) -> bytes:
    request = control_request(hook)
    for path, value in line.get("set", {}).items():
        _set(request, path.split("."), _made(value))
    for path in line.get("drop", ()):
        _drop(request, path.split("."))
    if "poison" in line:
        request = poisoned(request, line["poison"], front=False)
    written = json.dumps(request, ensure_ascii=False)
    for old, new in line.get("replace", {}).items():
        assert old in written, f"nothing to replace: {old}"
        written = written.replace(old, _made(new))
    body = written.encode("utf-8", "surrogatepass")
    if "insert" in line:
        assert b"@@" in body
        body = body.replace(b"@@", base64.b64decode(line["insert"]))
    cut = line.get("cut")
    return body if cut is None else body[: int(cut * len(body) if abs(cut) < 1 else cut)]


TEXT_MEMBERS = {"text", "display", "unit", "valueString", "value", "reference", "id", "patientInstruction"}


def poisoned(request: Json, poison: str, *, front: bool) -> Json:
    """The request with the poison in its texts; ids and references still fit together."""
    request = copy.deepcopy(request)
    for part in (request["prefetch"], request["context"].get("draftOrders")):
        _poison(part, poison, front)
    # The patient must stay the same one, or there is no answer at all.
    request["context"]["patientId"] = request["prefetch"]["patient"]["id"]
    return request


def _poison(value: Any, poison: str, front: bool) -> None:
    if isinstance(value, list):
        for one in value:
            _poison(one, poison, front)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and name in TEXT_MEMBERS:
                value[name] = (
                    f"{poison} {inner}" if front and name not in ("id", "reference") else inner + poison
                )
            else:
                _poison(inner, poison, front)


@cache
def _control(hook: str) -> str:
    folder, _, story = CONTROL[hook].partition("/")
    path = SAMPLES / folder / story / "request.json"
    return path.read_text(encoding="utf-8")


def control_request(hook: str = "order-select") -> Json:
    """A request of the samples that is answered with a card; a copy to be changed."""
    request: Json = json.loads(_control(hook))
    return request


def _set(target: Any, path: list[str], value: Any) -> None:
    for name in path[:-1]:
        target = target[int(name)] if isinstance(target, list) else target.setdefault(name, {})
    if isinstance(target, list):
        place = int(path[-1])
        target[place:] = [value] if place >= len(target) else [value, *target[place + 1 :]]
    else:
        target[path[-1]] = value


def _drop(target: Any, path: list[str]) -> None:
    for name in path[:-1]:
        target = target[int(name)] if isinstance(target, list) else target[name]
    del target[int(path[-1]) if isinstance(target, list) else path[-1]]


def _placed(value: Any, places: Mapping[str, str]) -> Any:
    """The value with ``{fhir}`` and the like put in."""
    if isinstance(value, str):
        for name, place in places.items():
            value = value.replace(f"{{{name}}}", place)
        return value
    if isinstance(value, list):
        return [_placed(one, places) for one in value]
    if isinstance(value, dict):
        return {name: _placed(one, places) for name, one in value.items()}
    return value


def _made(value: Any) -> Any:
    """The value with its recipes carried out, the innermost first."""
    if isinstance(value, list):
        return [_made(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _made(one) for name, one in value.items()}
    for key, recipe in RECIPES.items():
        if key in made:
            return recipe(made)
    assert "times" not in made, f"not a recipe: {sorted(made)}"
    return made


def _repeat(recipe: Json) -> Any:
    """``{"repeated": x, "times": n}``: a text or list so many times over."""
    return recipe["repeated"] * int(recipe["times"])


def _nest(recipe: Json) -> Any:
    """``{"nest": "list" or a name, "depth": n, "core": x}``: lists or objects in each other."""
    value = recipe.get("core")
    for _ in range(int(recipe["depth"])):
        value = [value] if recipe["nest"] == "list" else {recipe["nest"]: value}
    return value


def _bundle(recipe: Json) -> Json:
    """``{"bundle": resource or resources, "times": n}``: a searchset; each copy has an id of its own."""
    found = recipe["bundle"] if isinstance(recipe["bundle"], list) else [recipe["bundle"]]
    times = int(recipe.get("times", 1))
    copies = [
        copy.copy(one) | ({"id": f"{one.get('id', 'r')}-{n}"} if times > 1 else {})
        for n in range(times)
        for one in found
    ]
    bundle: Json = {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": one} for one in copies],
    }
    return bundle | recipe.get("more", {})


def _bundles(recipe: Json) -> Any:
    """``{"bundles": n, "core": x}``: Bundles in Bundles."""
    value = recipe.get("core")
    for _ in range(int(recipe["bundles"])):
        value = {"resourceType": "Bundle", "entry": [{"resource": value}]}
    return value


def _joined(recipe: Json) -> str:
    """``{"join": [texts], "with": ""}``."""
    return str(recipe.get("with", "")).join(recipe["join"])


def _many(recipe: Json) -> Json:
    """``{"members": n, "value": x}``: an object with so many members."""
    return {f"k{n}": recipe.get("value") for n in range(int(recipe["members"]))}


RECIPES: dict[str, Callable[[Json], Any]] = {
    "repeated": _repeat,
    "nest": _nest,
    "bundle": _bundle,
    "join": _joined,
    "members": _many,
    "bundles": _bundles,
}
