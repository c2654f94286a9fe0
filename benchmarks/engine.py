"""What one judgement and one whole answer cost inside a process, against parsing the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import orjson

from benchmarks.patients import SCENES, TODAY, Scene
from benchmarks.rounds import Row, interleaved, ratio
from cdshooks.catalogue_data import load_terminology
from cdshooks.gather.collect import Gathered, collect
from cdshooks.rules.card import Card, Catalogue, Folder
from cdshooks.rules.case import Hook
from cdshooks.rules.plan import compile_plan
from cdshooks.service import ClinicalEngine, build_engine, load_catalogue
from cdshooks.settings import Settings
from cdshooks.web.answers import cards_answer
from cdshooks.web.wire import HookRequest, read_request

FIRST_THREE = frozenset({"pjp-start", "tmp-smx-allergy", "ssc-glucocorticoid"})
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


def in_process(engine: ClinicalEngine, rounds: int) -> Iterator[Row]:
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
        yield Row(f"Verdict of all cards, {scene.name}", _times(judge), ratio(judge, parse), 3, True, note)
        yield Row(f"Whole answer, {scene.name}", _times(answer), ratio(answer, parse), 6, True, note)


def _times(figures: list[float]) -> str:
    return f"{median(figures):.0f} us"


def nine_against_three(engine: ClinicalEngine, rounds: int) -> Row:
    """All cards against the first three, over the same records (the sum over the scenes)."""
    few = ClinicalEngine(
        compile_plan(_only(load_catalogue(), FIRST_THREE), load_terminology()), Settings(demo=True)
    )
    many, three = [0.0] * rounds, [0.0] * rounds
    for scene in SCENES:
        ready = prepared(scene, engine)
        seen = interleaved(
            (
                lambda ready=ready: verdict(engine, ready),  # type: ignore[misc]
                lambda ready=ready: verdict(few, ready),  # type: ignore[misc]
            ),
            rounds,
            calls=25,
        )
        many = [total + figure for total, figure in zip(many, seen[0], strict=True)]
        three = [total + figure for total, figure in zip(three, seen[1], strict=True)]
    count = len(engine.plan.cards)
    measured = f"{median(many):.0f} against {median(three):.0f} us"
    return Row(f"{count} cards against three", measured, ratio(many, three), 1.5, True, "sum over the scenes")


def _only(catalogue: Catalogue, wanted: frozenset[str]) -> Catalogue:
    """The catalogue with these cards alone, which silence only each other."""
    folders = []
    for folder in catalogue.folders:
        cards = tuple(_without_others(card, wanted) for card in folder.cards if card.id in wanted)
        folders.append(Folder(folder.name, cards))
    return replace(catalogue, folders=tuple(folders))


def _without_others(card: Card, wanted: frozenset[str]) -> Card:
    return replace(
        card,
        shares_place=(),
        silences=tuple(one for one in card.silences if one in wanted),
        silences_for_same_draft=tuple(one for one in card.silences_for_same_draft if one in wanted),
    )


def demo_engine() -> ClinicalEngine:
    """The engine as the demo serves it."""
    return build_engine(Settings(demo=True))
