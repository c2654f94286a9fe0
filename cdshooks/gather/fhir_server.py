"""Reading from the client's FHIR server with the token it lent us. Never raises, never waits too long.

Whatever goes wrong becomes a ``Fetched`` with the reason in words that hold no URL, token or patient data.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urljoin

import orjson
import requests
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.exceptions import TimeoutError as Urllib3Timeout
from urllib3.util.retry import Retry

from cdshooks.gather.allowed_bases import AllowedBases, Base
from cdshooks.gather.authorization import NO_SERVER_NAMED, NOT_LISTED, Refused, read_token
from cdshooks.gather.budget import Deadline
from cdshooks.gather.connections import AddressRefused, ConnectionsByProcess
from cdshooks.gather.fetched import Fetched, failed
from cdshooks.gather.prefetch import Supplied, is_bundle, read_prefetch
from cdshooks.json_text import read_json
from cdshooks.nesting import is_deep, values_in
from cdshooks.patient.coverage import Completeness

MOST_PAGES = 20
"""Pages of one search that are followed; what lies behind them makes the answer partial."""

MOST_RESOURCES = 5_000
"""Resources of one search after which no further page is read."""

LONGEST_BODY = 10_000_000
"""Bytes of one answer, unpacked."""

_CHUNK = 65_536
_PAUSE = 0.05
_BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class _Answer:
    """One HTTP answer: its body, or the reason why not and after how many seconds to try again."""

    body: bytes = b""
    reason: str | None = None
    retry_after: float | None = None


_LARGE = 250_000
"""Bytes of an answer from which on it is read in its turn."""

_READ_IN_A_SECOND = 50_000_000

_LATE = "no answer in time"
_TOO_MUCH = "more than is read"
_ELSEWHERE = "the next page lies outside the listed servers"


@dataclass(frozen=True, slots=True)
class FhirServer:
    """The client's server for the length of one request."""

    base: Base
    allowed: AllowedBases = field(repr=False)
    token: str | None = field(repr=False)
    session: requests.Session = field(repr=False)
    longest_body: int = LONGEST_BODY
    turn: Lock = field(default_factory=Lock, repr=False)
    """Held by who reads a large answer. The interpreter reads one at a time anyway; a dozen at once would
    keep what waits for them from going on, long after their time is over."""

    def ask(self, query: str, deadline: Deadline) -> Fetched:
        """Run a query or read, relative to the base, with all its pages."""
        return self._read_pages(self._url(query), 0, deadline)

    def read_on(self, first: Supplied, deadline: Deadline) -> Fetched:
        """Follow the ``next`` link of a Bundle that was supplied; the answer is what comes after it."""
        url = self.next_page(self._url(""), first.next_url)
        return self._read_pages(url, first.matches, deadline, True) if url else failed(_ELSEWHERE)

    def leads_on(self, supplied: Supplied) -> bool:
        """Whether the supplied Bundle has a next page that may be read here."""
        return self.next_page(self._url(""), supplied.next_url) is not None

    def next_page(self, current: str, link: str | None) -> str | None:
        """The address of the next page; ``None`` where our token must not go there.

        A client that sends the first page names the address: it may not lead us about the host of the server.
        """
        try:
            url = urljoin(current, link) if link else ""
            return url if self.allowed.may_page(url, self.base) else None
        except ValueError:
            return None

    def _url(self, query: str) -> str:
        return f"{self.base.url}/{query}"

    def _read_pages(
        self, start: str, matches_before: int, deadline: Deadline, reads_on: bool = False
    ) -> Fetched:
        pages, seen, url, matches = list[Supplied](), set[str](), start, matches_before
        while True:
            if url in seen or len(seen) == MOST_PAGES:
                return _joined(pages, "too many pages")
            seen.add(url)
            answer = self._get(url, deadline)
            if answer.reason is not None:
                return _joined(pages, answer.reason)
            page = self._page(answer.body, matches, deadline, reads_on or bool(pages))
            if isinstance(page, str):
                return _joined(pages, page)
            pages.append(page)
            matches += page.matches
            if matches > MOST_RESOURCES and page.next_url is not None:
                return _joined(pages, "too many resources")
            if page.next_url is None:
                # A page that goes on without saying where is partial by itself.
                ended = page.lost or page.completeness is Completeness.COMPLETE
                return _joined(pages, None if ended else "a next page without an address")
            following = self.next_page(url, page.next_url)
            if following is None:
                return _joined(pages, _ELSEWHERE)
            url = following

    def _page(self, body: bytes, matches_before: int, deadline: Deadline, follows: bool) -> Supplied | str:
        """What an answer holds, or why it cannot be used; a large one in its turn, where there is time."""
        if len(body) <= _LARGE:
            return _read(body, matches_before, deadline, follows)
        if not self.turn.acquire(timeout=max(deadline.left_to_read(), 0.0)):
            return _LATE
        try:
            if deadline.left_to_read() < len(body) / _READ_IN_A_SECOND:
                return _LATE
            return _TOO_MUCH if deadline.intake.is_full else _read(body, matches_before, deadline, follows)
        finally:
            self.turn.release()

    def _get(self, url: str, deadline: Deadline) -> _Answer:
        """One GET, tried a second time where the server is busy or hung up and the time allows it."""
        answer = self._try(url, deadline)
        if answer.retry_after is None or not deadline.allows_retry(answer.retry_after):
            return answer
        time.sleep(answer.retry_after)
        return self._try(url, deadline)

    def _try(self, url: str, deadline: Deadline) -> _Answer:
        left = deadline.left_to_read()
        if left <= 0:
            return _Answer(reason=_LATE)
        headers = {"Accept": "application/fhir+json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with self.session.get(
                url, headers=headers, timeout=left, stream=True, allow_redirects=False
            ) as response:
                return self._read_answer(response, deadline)
        except (requests.Timeout, Urllib3Timeout):
            return _Answer(reason=_LATE)
        except AddressRefused:
            return _Answer(reason="its address is not allowed")
        except requests.exceptions.SSLError:
            return _Answer(reason="its certificate was not accepted")
        except requests.ConnectionError:
            return _Answer(reason="not reachable", retry_after=0.0)
        except (requests.RequestException, HTTPError, http.client.HTTPException, OSError):
            return _Answer(reason="the connection broke off")

    def _read_answer(self, response: requests.Response, deadline: Deadline) -> _Answer:
        status = response.status_code
        if status in _BUSY:
            return _Answer(reason=f"answered {status}", retry_after=_pause(response.headers))
        if status != 200:
            return _Answer(reason=f"answered {status}")
        body = bytearray()
        # read1 gives what has arrived, so that a server that drips is noticed when the time is up.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            too_large = len(body) > self.longest_body
            if too_large or not deadline.intake.takes(len(chunk)):
                # What the others bring may still be read.
                deadline.intake.gives_back(len(body) - len(chunk))
                return _Answer(reason="answer too large" if too_large else _TOO_MUCH)
            if deadline.left_to_read() <= 0:
                return _Answer(reason=_LATE)
        return _Answer(bytes(body))


class ServerAccess:
    """Which servers may be asked, and the connections to them: one for the process, or one per client."""

    def __init__(
        self,
        allowed: AllowedBases,
        *,
        most_parallel: int = 32,
        longest_body: int = LONGEST_BODY,
        certificates: str | None = None,
        without_tls: bool = False,
    ) -> None:
        """``without_tls``: servers elsewhere may be asked by plain http, for invented patients only."""
        self._allowed = allowed
        self._without_tls = without_tls
        self._longest_body = longest_body
        self._connections = ConnectionsByProcess(allowed, most_parallel, certificates)

    def open(self, fhir_server: object, authorization: object, patient_id: str) -> FhirServer | Refused:
        """The server of a request, as it may be used for this patient. Touches no network."""
        if fhir_server is None:
            return NO_SERVER_NAMED
        base = self._allowed.find(fhir_server)
        if base is None:
            return NOT_LISTED
        if not (base.is_private_way or self._without_tls):
            return Refused("the FHIR server is asked by https only")
        token = read_token(authorization, patient_id)
        if isinstance(token, Refused):
            return token
        connections = self._connections.here()
        return FhirServer(
            base, self._allowed, token, connections.session, self._longest_body, connections.turn
        )

    @property
    def threads(self) -> ThreadPoolExecutor:
        """The threads of this process in which calls run side by side."""
        return self._connections.here().threads


def _pause(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait before a busy server may be asked again."""
    written = headers.get("Retry-After")
    if written is None:
        return _PAUSE
    try:
        return Retry().parse_retry_after(written)
    except InvalidHeader:
        return _PAUSE


def _read(body: bytes, matches_before: int, deadline: Deadline, follows: bool) -> Supplied | str:
    """JSON whatever the content type says: real servers call it text/plain, and begin it with a mark.

    ``follows``: it should be a further page. A single resource may stand for a list of one, not for its rest.
    """
    if not deadline.intake.holds(values_in(body)):
        return _TOO_MUCH
    try:
        value = read_json(body)
    except orjson.JSONDecodeError:
        return "answered with something that is not JSON"
    if not isinstance(value, dict):
        return "answered with something that is not a FHIR resource"
    # A resource may go out again in a suggestion, and the writer has its limits.
    if is_deep(value):
        return "nested deeper than is read"
    page = read_prefetch(value, matches_before)
    if page.completeness is Completeness.FAILED:
        return "answered with an OperationOutcome or something unreadable"
    if follows and not is_bundle(value):
        page = Supplied(page.resources, Completeness.PARTIAL, matches=page.matches, lost=True)
    return page if deadline.intake.keeps(page.resources, deadline.left_to_read()) else _LATE


def _joined(pages: list[Supplied], reason: str | None) -> Fetched:
    """All pages as one answer; partial where a page is missing or something in one was lost."""
    if not pages:
        return failed(reason or "no answer")
    whole = reason is None and not any(page.lost for page in pages)
    resources = [resource for page in pages for resource in page.resources]
    full_urls = {url: resource for page in pages for url, resource in page.full_urls.items()}
    state = Completeness.COMPLETE if whole else Completeness.PARTIAL
    joined = Supplied(
        resources,
        state,
        self_url=pages[0].self_url,
        matches=sum(page.matches for page in pages),
        lost=not whole,
        full_urls=full_urls,
    )
    return Fetched(joined, None if whole else reason or "something in the answer cannot be read")
