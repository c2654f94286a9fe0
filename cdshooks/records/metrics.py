"""What is counted, for Prometheus: no label holds anything of a patient, and each has few values."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from cdshooks.records.counts_file import keep_in_whole_files
from cdshooks.records.metrics_folder import FOLDER_VARIABLE
from cdshooks.rules.card import Level
from cdshooks.rules.findings import Findings, Outcome

_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The counters of one app. Where a folder is shared, they are added up over its processes."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        keep_in_whole_files()
        self._registry = CollectorRegistry()
        count = self._counter
        self._requests = count("requests", "Requests answered.", "route", "service", "status")
        self._seconds = Histogram(
            "cdshooks_request_seconds",
            "Time to answer.",
            ("route", "service"),
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._cards = count("cards", "What became of cards.", "card", "level", "outcome")
        # Most of what is counted; to find the counter by its words each time would cost more than to count.
        self._by_card: dict[tuple[str, Level, Outcome, bool], Counter] = {}
        self._by_answer: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._not_known = count("not_known", "Data that a judgement lacked.", "datum")
        self._unread = count("unread", "What was sent and could not be read.", "reason")
        self._fetches = count("fhir_fetches", "Queries to FHIR servers.", "outcome")
        self._errors = count("rule_errors", "Cards that failed.", "card")
        self._left_out = count("records_left_out", "Not read or written in time, at the bedside.", "what")
        self._feedback = count("feedback", "Outcomes kept.", "outcome", "joined")
        self._not_kept = count("feedback_not_kept", "Batches of feedback refused with 503.", "service")

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"cdshooks_{name}", words, labels, registry=self._registry)

    def answered(self, route: str, service: str, status: int, seconds: float) -> None:
        """One request. ``route`` is one of ours, ``service`` its id or empty."""
        key = (route, service, status)
        found = self._by_answer.get(key)
        if found is None:
            requests = self._requests.labels(route, service, str(status))
            found = self._by_answer[key] = requests, self._seconds.labels(route, service)
        found[0].inc()
        found[1].observe(seconds)

    def judged(self, findings: Findings) -> None:
        """One judgement. Cards without an occasion are not counted: they are all the others."""
        for finding in findings.findings:
            if finding.outcome is Outcome.NO_OCCASION:
                continue
            key = (finding.card.id, finding.level, finding.outcome, finding.hidden)
            counter = self._by_card.get(key)
            if counter is None:
                outcome = "hidden" if finding.hidden else finding.outcome.value
                counter = self._cards.labels(finding.card.id, finding.level.indicator, outcome)
                self._by_card[key] = counter
            counter.inc()
            if finding.missing:
                for datum in {lack.what for lack in finding.missing}:
                    self._not_known.labels(datum).inc()
        for one in findings.case.record.unread:
            self._unread.labels(one.reason).inc()

    def fetched(self, outcomes: Iterable[str]) -> None:
        """Queries to a FHIR server, each by what came of it."""
        for outcome in outcomes:
            self._fetches.labels(outcome).inc()

    def failed(self, card_id: str) -> None:
        """A card that raised."""
        self._errors.labels(card_id).inc()

    def left_out(self, what: str) -> None:
        """What the database was too slow for: ``shown`` or ``snoozes``."""
        self._left_out.labels(what).inc()

    def kept(self, outcomes: Iterable[tuple[str, bool]]) -> None:
        """Outcomes that were committed, each with whether its card was on record."""
        for outcome, joined in outcomes:
            self._feedback.labels(outcome, "yes" if joined else "no").inc()

    def not_kept(self, service: str) -> None:
        """A batch of feedback that could not be committed."""
        self._not_kept.labels(service).inc()

    def written(self) -> bytes:
        """Everything counted so far, in the text form of Prometheus."""
        folder = os.environ.get(FOLDER_VARIABLE)
        if folder is None:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def forget_process(process_id: int) -> None:
    """After a worker's end: what it reported of itself alone goes; what it counted stays in the sums."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder is not None and Path(folder).is_dir():
        mark_process_dead(process_id, folder)  # type: ignore[no-untyped-call]
