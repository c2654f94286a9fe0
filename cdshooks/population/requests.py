"""A recorded hook request judged as the service judges it. No library of populations is needed for it."""

from __future__ import annotations

from datetime import date

from cdshooks.errors import Refused
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.service import ClinicalEngine
from cdshooks.web.engine import PreconditionMissing
from cdshooks.web.wire import HookRequest, as_of, missing_context, read_request

_SERVED = frozenset(hook.value for hook in Hook)


class NotJudged(Exception):
    """Why a request cannot be judged, in words that hold nothing of its content."""


def judge_request(
    engine: ClinicalEngine, body: bytes, hook: str, today: date | None, site_day: date
) -> tuple[HookRequest, Findings]:
    """The request of a hook and what was found for it: on ``today``, else on its as-of day, else on
    ``site_day``. Raises ``NotJudged``.
    """
    try:
        # A hook that is none of ours is held against no hook, and so refused like any other fault.
        request = read_request(body, hook if hook in _SERVED else "", _SERVED)
        if lacking := missing_context(request):
            raise NotJudged(f"{', '.join(lacking)} is missing")
        return request, engine.findings(request, today or as_of(request) or site_day)
    except Refused as refusal:
        raise NotJudged(" ".join(issue.text for issue in refusal.issues)) from None
    except PreconditionMissing:
        raise NotJudged("its prefetch holds no Patient of the context") from None
