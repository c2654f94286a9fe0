"""The records of a running service, as the rest of it sees them: quick, and never in the way of an answer.

Importing this loads no database; the first errand does, in a thread of its own.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from cdshooks.records.not_known import Lacking
from cdshooks.records.outcomes import Caller, CardReport, Feedback, MonthCount, ShownCard, Speaking
from cdshooks.records.place import Place, place_of
from cdshooks.records.process import Process
from cdshooks.records.unreachable import Unreachable
from cdshooks.rules.snoozing import Snoozed, SnoozeRules
from cdshooks.settings import Settings

if TYPE_CHECKING:
    from cdshooks.records.keys import Keys
    from cdshooks.records.store import Store

T = TypeVar("T")

_log = logging.getLogger("cdshooks.records")

FEEDBACK_SECONDS = 2.0
"""How long feedback may wait to be committed; nobody at the bedside waits for it."""

POLL_SECONDS = 3.0
"""How often the kill switch is looked at."""

TIDY_EVERY = 200
"""After so many looks, what has expired is deleted."""

READY_SECONDS = 1.0


@dataclass
class Records:
    """What is kept of cards and what was done with them. Safe to share between threads and over forks."""

    settings: Settings
    rules: SnoozeRules = field(default_factory=SnoozeRules)
    off: frozenset[str] = frozenset()
    """The cards that are off, as last looked up."""

    def __post_init__(self) -> None:
        """Touches no disk and no network."""
        self._changing = Lock()
        self._process: Process | None = None
        self._was_there = False

    @cached_property
    def place(self) -> Place:
        """Where the records are; a temporary folder is made when it is first asked for."""
        return place_of(self.settings).made()

    def record_shown(self, caller: Caller, cards: Sequence[ShownCard]) -> None:
        """Commits that these cards are shown. Raises ``Unreachable`` where that takes too long."""

        def record(store: Store, keys: Keys) -> None:
            from cdshooks.records.shown import record_shown

            record_shown(store, keys, caller, cards)

        self._at_bedside(record)

    def snoozed(self, caller: Caller, speaking: Speaking) -> dict[str, Snoozed]:
        """Of the cards that would be shown those that stay silent. Raises ``Unreachable``."""

        def look(store: Store, keys: Keys) -> dict[str, Snoozed]:
            from cdshooks.records.snooze import snoozed

            return snoozed(store, keys, self.rules, caller, speaking)

        return self._at_bedside(look)

    def keep(
        self, items: Sequence[Feedback], service: str, client: str, tenant: str | None = None
    ) -> list[bool]:
        """Commits feedback; returns of each item whether its card is on record. ``tenant``: whose it is,
        where the client speaks for several.

        Raises ``Unreachable``: then it is not known to be kept, and may be sent again.
        """
        here = self._here()

        def keep() -> list[bool]:
            from cdshooks.records.feedback import FeedbackKeeper

            store, keys = here.loaded()
            return FeedbackKeeper(keys, self.rules).keep(store, items, service, client, tenant)

        return here.desk.send(keep, FEEDBACK_SECONDS)

    def first_use(self, issuer: str, jti: str, expires_at: datetime) -> bool:
        """Whether a token was not used before. Raises ``Unreachable``: then it must be refused.

        It may wait for the whole time of an answer: a late one is better than one that is refused.
        """

        def look(store: Store, _keys: Keys) -> bool:
            from cdshooks.records.used_tokens import first_use

            return first_use(store, issuer, jti, expires_at)

        return self._at_bedside(look, max(self.settings.budget_ms, self.settings.records_wait_ms))

    def count_not_known(self, found: Iterable[Lacking]) -> None:
        """Counts what cards lacked; it is written down within seconds, and waits for nothing."""
        self._here().tally.add(found)

    def write_down(self) -> None:
        """Writes what was counted; where that fails it is kept for another time."""
        tally = self._here().tally
        if not tally.empty:
            with suppress(Unreachable):
                self._at_desk(lambda store: tally.write(store, datetime.now(UTC)), FEEDBACK_SECONDS)

    def monthly(self, since: datetime | None = None) -> Sequence[MonthCount]:
        """What was shown and done, and what was not known, by month. Raises ``Unreachable``."""
        self.write_down()

        def ask(store: Store) -> Sequence[MonthCount]:
            from cdshooks.records.insights import monthly

            return monthly(store, since)

        return self._at_desk(ask, READY_SECONDS)

    def keep_report(self, report: CardReport) -> None:
        """Commits what somebody reports about a card. Raises ``TooManyReports`` and ``Unreachable``."""

        def keep(store: Store) -> None:
            from cdshooks.records.card_reports import keep_report

            keep_report(store, report)

        self._at_desk(keep, FEEDBACK_SECONDS)

    def reports(self, slug: str) -> Sequence[CardReport]:
        """What was reported about a card lately, the newest first. Raises ``Unreachable``."""

        def ask(store: Store) -> Sequence[CardReport]:
            from cdshooks.records.card_reports import NEWEST, reports

            return reports(store, slug, most=NEWEST)

        return self._at_desk(ask, READY_SECONDS)

    def reached(self) -> bool:
        """Whether the database answers, has the tables of this version and takes what is written."""

        def ask(store: Store) -> bool:
            from cdshooks.records.readiness import is_ready

            return is_ready(store)

        try:
            return self._at_desk(ask, READY_SECONDS)
        except Unreachable:
            return False

    def prepare(self) -> None:
        """Before a server forks: the tables are there, and the switches known. Nothing stays open.

        Does nothing for a temporary place, where there can be neither. Raises ``SchemaError`` where the
        tables are not those of this version, and ``Unreachable``.
        """
        if self.place.temporary:
            return
        from cdshooks.records.keys import keys_of
        from cdshooks.records.store import Store
        from cdshooks.records.switches import cards_off

        store = Store(self.place)
        try:
            store.prepare()
            keys_of(self.settings, self.place)
            self.off = cards_off(store)
            self._was_there = True
        except OSError as error:
            raise Unreachable(type(error).__name__) from None
        finally:
            store.close()

    def start(self) -> None:
        """In a process that answers: loads the database beside the first requests, and follows the switch."""
        here = self._here()
        Thread(target=self._follow, args=(here,), name="kill switch", daemon=True).start()

    def end(self) -> None:
        """Lets go of every connection and thread of this process, once it wrote what it had counted."""
        if self._process is not None and self._process.id == os.getpid():
            self.write_down()
        with self._changing:
            here, self._process = self._process, None
        if here is not None and here.id == os.getpid():
            here.end()

    def look_at_switches(self) -> None:
        """Looks up which cards are off; where that fails it stays as it was."""

        def look(store: Store) -> frozenset[str]:
            from cdshooks.records.switches import cards_off

            return cards_off(store)

        with suppress(Unreachable):
            self.off = self._at_desk(look, POLL_SECONDS)

    def tidy(self) -> None:
        """Deletes the tokens whose time is over, and snoozes that would hold for too long; where that fails,
        another time will do.
        """

        def tidy(store: Store) -> None:
            from cdshooks.records.retention import forget_expired_tokens, forget_long_snoozes

            now = datetime.now(UTC)
            forget_expired_tokens(store, now)
            forget_long_snoozes(store, self.rules, now)

        with suppress(Unreachable):
            self._at_desk(tidy, FEEDBACK_SECONDS)

    def _follow(self, here: Process) -> None:
        """The first look loads the database; a temporary one is reached by no command, so it is the last."""
        for look in count():
            if here.stop.is_set():
                return
            try:
                self._look(look)
            except Exception as error:  # noqa: BLE001  its kind is said
                # Something damaged on record must not end what follows the switch.
                _log.error("the records could not be looked at: %s", type(error).__name__)
            here.stop.wait(POLL_SECONDS)

    def _look(self, look: int) -> None:
        if look == 0 or not self.place.temporary:
            self.look_at_switches()
        if look % TIDY_EVERY == 0:
            self.tidy()
        self.write_down()

    def _at_bedside(self, work: Callable[[Store, Keys], T], wait_ms: int | None = None) -> T:
        """What the work comes to. Raises ``Unreachable`` whatever goes wrong: also what is damaged on record
        keeps no card back.
        """
        here = self._here()
        waiting = wait_ms or self.settings.records_wait_ms
        try:
            return here.bedside.send(lambda: work(*here.loaded()), waiting / 1000)
        except Unreachable:
            raise
        except Exception as error:  # noqa: BLE001  its kind is said, and counted
            raise Unreachable(type(error).__name__) from None

    def _at_desk(self, work: Callable[[Store], T], seconds: float) -> T:
        """What the work comes to; nobody at the bedside waits for it. Raises ``Unreachable``."""
        here = self._here()
        return here.desk.send(lambda: work(here.loaded()[0]), seconds)

    def _here(self) -> Process:
        """What belongs to this process; made anew after a fork, whose parent keeps its own."""
        here = self._process
        if here is None or here.id != os.getpid():
            with self._changing:
                here = self._process
                if here is None or here.id != os.getpid():
                    here = self._process = Process(self.settings, self.place, self._was_there)
        return here
