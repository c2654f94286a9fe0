"""The client's side of one request while it is asked: its FHIR server, and until when it is waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdshooks.gather.asked import HookData
from cdshooks.gather.authorization import (
    NO_SERVER_NAMED,
    NOT_LISTED,
    NOTHING_LEFT_OUT,
    Refused,
    Shown,
    shown_by,
)
from cdshooks.gather.budget import Budget, Deadline
from cdshooks.gather.fetched import Fetched, failed
from cdshooks.gather.lines import Line

if TYPE_CHECKING:
    from cdshooks.gather.fhir_server import FhirServer, ServerAccess

Call = Callable[[], Fetched]
"""One query, ready to be run."""


@dataclass(frozen=True, slots=True)
class Side:
    """The client's side while it is being asked: the server, the threads to wait in, until when, and what the
    server shows of each type.
    """

    server: FhirServer
    threads: ThreadPoolExecutor
    deadline: Deadline
    shown: Shown = NOTHING_LEFT_OUT


def side_of(
    asked: HookData, access: ServerAccess | None, patient_id: str, budget: Budget, sent: int
) -> Side | Refused:
    """The client's side, whose time begins now; or why it is not asked. ``sent``: resources there already."""
    if access is None:
        return NO_SERVER_NAMED if asked.fhir_server is None else NOT_LISTED
    server = access.open(asked.fhir_server, asked.fhir_authorization, patient_id)
    if isinstance(server, Refused):
        return server
    return Side(server, access.threads, budget.begin(sent), shown_by(asked.fhir_authorization))


def side_by_side(calls: Mapping[str, Call], side: Side) -> dict[str, Fetched]:
    """Run all calls at once; one that has not come back at the stop has failed, and is hung up on."""
    if not calls:
        return {}
    lines = {key: Line() for key in calls}
    futures: dict[str, Future[Fetched]] = {
        key: side.threads.submit(_on, lines[key], call) for key, call in calls.items()
    }
    done, waiting = wait(futures.values(), timeout=0)
    while waiting and (left := side.deadline.left_to_wait()) > 0:
        # What has come takes its time to be judged, so that less is left to wait for the rest.
        more, waiting = wait(waiting, timeout=left, return_when=FIRST_COMPLETED)
        done |= more
    answered: dict[str, Fetched] = {}
    for key, future in futures.items():
        if future in done:
            answered[key] = future.result()
        else:
            future.cancel()
            lines[key].hang_up()
            answered[key] = failed("no answer in time")
    return answered


def _on(line: Line, call: Call) -> Fetched:
    with line.used():
        return call()
