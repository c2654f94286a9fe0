"""What one judgement and one whole answer cost inside a process, against parsing the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import orjson

from benchmarks.growth import FIRST_NINE, FIRST_THIRTY, FIRST_THREE, engine_with
from benchmarks.patients import SCENES, TODAY, Scene
from benchmarks.rounds import Row, interleaved, ratio
from cdshooks.gather.collect import Gathered, collect
from cdshooks.rules.case import Hook
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.web.answers import cards_answer
from cdshooks.web.wire import HookRequest, read_request

_HOOKS = frozenset(hook.value for hook in Hook)


@dataclass(frozen=True)
class Prepared:
    """A scene with its bytes, and what an engine made of them so far."""

    scene: Scene
    body: bytes
    request: HookRequest
    gathered: Gathered


def prepared(scene: Scene, engine: ClinicalEngine) -> Prepared:
    """The scene's request as the engine's own discovery asks for it."""
    service = next(one for one in engine.services if one.hook == scene.hook)
    body = orjson.dumps(scene.body(service.prefetch))
    request = read_request(body, scene.hook, _HOOKS)
    asked = engine._hooks[scene.hook]
    gathered = collect(request, asked.templates, asked.keys, engine._without_client.access, engine._budget)
    return Prepared(scene, body, request, gathered)


def verdict(engine: ClinicalEngine, ready: Prepared) -> object:
    """Every card judged from the raw resources; no words are made."""
    record = engine.record(ready.request, ready.gathered, TODAY)
    return engine.plan.decide(record, Hook(ready.scene.hook))


def whole_answer(engine: ClinicalEngine, ready: Prepared) -> bytes:
    """From the bytes of the request to the bytes of the response."""
    called = read_request(ready.body, ready.scene.hook, _HOOKS)
    written: bytes = cards_answer(engine.answer(called, today=TODAY)).get_data()
    return written


def check_scenes(engine: ClinicalEngine) -> None:
    """Stops where a scene does not show what it was made for: a figure about another thing helps nobody."""
    for scene in SCENES:
        ready = prepared(scene, engine)
        cards = orjson.loads(whole_answer(engine, ready))["cards"]
        if len(cards) != scene.cards:
            raise SystemExit(f"the scene {scene.name!r} shows {len(cards)} cards, not {scene.cards}")


def in_process(engine: ClinicalEngine, rounds: int, which: str = "all cards") -> Iterator[Row]:
    """Verdict and whole answer of each scene, each against ``orjson.loads`` of the same bytes."""
    for scene in SCENES:
        ready = prepared(scene, engine)
        parse, judge, answer = interleaved(
            (
                lambda body=ready.body: orjson.loads(body),  # type: ignore[misc]
                lambda ready=ready: verdict(engine, ready),  # type: ignore[misc]
                lambda ready=ready: whole_answer(engine, ready),  # type: ignore[misc]
            ),
            rounds,
            calls=25,
        )
        note = f"{len(ready.body) / 1000:.0f} KB parsed in {median(parse):.0f} us"
        yield Row(f"Verdict of {which}, {scene.name}", _times(judge), ratio(judge, parse), 3, True, note)
        yield Row(
            f"Whole answer with {which}, {scene.name}", _times(answer), ratio(answer, parse), 6, True, note
        )


def _times(figures: list[float]) -> str:
    return f"{median(figures):.0f} us"


def growth(engine: ClinicalEngine, rounds: int) -> Iterator[Row]:
    """What later cards added to the time of a verdict, over the same records (the sum over the scenes)."""
    steps = [("Nine cards", FIRST_NINE, "the first three", FIRST_THREE, 1.5)]
    steps.append(("Thirty cards", FIRST_THIRTY, "nine", FIRST_NINE, 1.5))
    everything = frozenset(card.id for card, _, _ in engine.plan.cards)
    if everything > FIRST_THIRTY:
        steps.append((f"{len(everything)} cards", everything, "thirty", FIRST_THIRTY, 1.6))
    for name, more, than, fewer, bound in steps:
        yield _grown(f"{name} against {than}", engine_with(more), engine_with(fewer), bound, rounds)


def _grown(name: str, more: ClinicalEngine, fewer: ClinicalEngine, bound: float, rounds: int) -> Row:
    many, few = [0.0] * rounds, [0.0] * rounds
    for scene in SCENES:
        ready = prepared(scene, more)
        seen = interleaved(
            (
                lambda ready=ready: verdict(more, ready),  # type: ignore[misc]
                lambda ready=ready: verdict(fewer, ready),  # type: ignore[misc]
            ),
            rounds,
            calls=25,
        )
        many = [total + figure for total, figure in zip(many, seen[0], strict=True)]
        few = [total + figure for total, figure in zip(few, seen[1], strict=True)]
    measured = f"{median(many):.0f} against {median(few):.0f} us"
    return Row(name, measured, ratio(many, few), bound, True, "sum over the scenes")


def demo_engine() -> ClinicalEngine:
    """The engine as the demo serves it."""
    return build_engine(Settings(demo=True))
