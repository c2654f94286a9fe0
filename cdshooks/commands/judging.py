"""Files judged as the service would: hook requests through the whole service, records by the same plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cdshooks.commands.common import today_at, with_progress
from cdshooks.population.requests import NotJudged, judge_request
from cdshooks.replay.files import PatientRecord, RequestFile, Unusable, json_files, read_files
from cdshooks.replay.sittings import Judge, Sitting
from cdshooks.rules.case import Hook
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

NOTHING = (
    "There was nothing to judge: give hook requests, Bundles with a Patient, or a folder of resources "
    "with one. An export in lines (NDJSON) is judged by cdshooks replay EXPORT --out RUN."
)


class Bench:
    """An engine with what was said on the command line: hooks, day, a draft."""

    def __init__(
        self,
        engine: ClinicalEngine,
        settings: Settings,
        hook: Hook | None = None,
        today: date | None = None,
        draft: Json | None = None,
    ) -> None:
        self._engine = engine
        self._hooks = (hook,) if hook else tuple(Hook)
        self._only = hook
        self._today = today
        self._draft = draft
        self._site_day = today_at(settings)
        self._judge = Judge(engine.plan, settings.zone, today or self._site_day)

    def judge(self, paths: Sequence[Path]) -> Iterator[Sitting | Unusable]:
        """Every sitting of the files, and what could not be judged."""
        files = json_files(paths)
        named = frozenset(path for path in paths if not path.is_dir())
        shown = with_progress(files, len(files), "Replaying")
        for found in read_files(shown, named):
            if isinstance(found, Unusable):
                yield found
            elif isinstance(found, PatientRecord):
                for hook in self._hooks:
                    yield from self._judge.sittings(found, hook, self._draft)
            elif self._only is None or found.hook == self._only.value:
                yield self._requested(found)

    def _requested(self, found: RequestFile) -> Sitting | Unusable:
        try:
            request, findings = judge_request(
                self._engine, found.body, found.hook, self._today, self._site_day
            )
        except NotJudged as wrong:
            return Unusable(found.path, str(wrong), wrong=True)
        return Sitting(
            found.path, f"Patient/{request.patient_id}", Hook(found.hook), _draft_of(request), findings
        )


def _draft_of(request: HookRequest) -> str | None:
    """The drafts of a request by their references."""
    names = [f"{one.get('resourceType', '?')}/{one.get('id', '?')}" for one in request.drafts]
    return ", ".join(names) or None
