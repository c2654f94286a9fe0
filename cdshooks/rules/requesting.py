"""Requests for tests: which are open already, and one as the action of a suggestion. Pure."""

from __future__ import annotations

from typing import Any

from cdshooks.patient.answer import Answer
from cdshooks.rules import drafting
from cdshooks.rules.case import Case
from cdshooks.rules.dates import within
from cdshooks.rules.drafting import Subject
from cdshooks.rules.newest import requests_of
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.terms import Bound

Json = dict[str, Any]


def request_action(test: TestOrder, subject: Subject) -> Json:
    """The test as a new order."""
    words = f"Request: {test.words}{f', {test.timing}' if test.timing else ''}"
    words += f" ({test.priority})" if test.priority else ""
    return drafting.create(drafting.service_request(test, subject), words)


def is_open(test: TestOrder, case: Case, open_days: Bound) -> bool:
    """Whether the request is drafted, or active and authored within so many days, if not certainly before."""
    days = case.days(open_days)
    return any(
        one.draft or (one.status == "active" and within(case, one.authored, days) is not Answer.NO)
        for one in requests_of(test, case)
    )
