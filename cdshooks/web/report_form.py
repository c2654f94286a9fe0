"""``/report/{card}``: who saw a card tells its owner what is wrong with it, and nothing of a patient."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request

from cdshooks.errors import refused
from cdshooks.records.free_text import MOST_CHARACTERS, identifying, tidied
from cdshooks.records.outcomes import REPORT_KINDS, CardReport, TooManyReports
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.rules.card import Card
from cdshooks.settings import Settings
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.rate_limit import RateLimit
from cdshooks.web.staff import Door

COOKIE = "cdshooks_report"
"""Holds what must come back with the form, and nothing else."""

REPORTS_PER_MINUTE = 6
"""For each address and process: a ward behind one address can still report, a script cannot fill a table."""

_TOO_MANY = "So many reports came today that no more are taken. Please tell the card's owner directly."

_TOKEN = re.compile(r"[\w-]{43}")
# Numbers with points, of four figures at most: no word and no record number of a patient goes by this way.
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}(?:-(?:alpha|beta|rc)\.?[0-9]{0,3})?")


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``wrong``: what must be mended before it can be taken."""

    version: str
    client: str
    kind: str = ""
    text: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The form of each card. ``door``: asked for a viewer, unless everybody may report; ``clients``: the
    names that a link can carry; ``limit``: how often each address may send."""

    records: Records
    settings: Settings
    door: Door | None
    cards: Mapping[str, Card]
    clients: frozenset[str]
    limit: RateLimit = field(default_factory=lambda: RateLimit(REPORTS_PER_MINUTE))

    def routes(self) -> Blueprint:
        """``/report/{card}``: the form, and where it is sent to."""
        routes = Blueprint("reports", __name__)
        routes.add_url_rule("/report/<card_id>", view_func=self.begin)
        routes.add_url_rule("/report/<card_id>", view_func=self.send, methods=["POST"])
        return routes

    def begin(self, card_id: str) -> Response:
        """The empty form, or after it was sent a word of thanks."""
        card = self.card(card_id)
        form = Form(
            version_of(card, request.args.get("version", "")), self.client_of(request.args.get("client", ""))
        )
        return self.page(card, form, is_kept="kept" in request.args)

    def send(self, card_id: str) -> Response:
        """Keeps what was written, or says what must be mended."""
        self.limit.take(request.remote_addr or "")
        card = self.card(card_id)
        form = self.sent(card)
        wrong, status = form.wrong, 400
        if not wrong:
            wrong, status = self.keep(card, form)
        if wrong:
            return self.page(card, replace(form, wrong=wrong), status)
        answer = redirect(f"/report/{card.id}?kept", 303)
        assert isinstance(answer, Response)
        return answer

    def card(self, card_id: str) -> Card:
        """The card of the address, for whoever may report it. Raises ``SignInNeeded``, ``Refused``."""
        if self.settings.reports == "signed-in":
            assert self.door is not None
            self.door("viewer")
        if card_id not in self.cards:
            raise refused(404, "There is no card with this id.")
        return self.cards[card_id]

    def sent(self, card: Card) -> Form:
        """What came with the form in hand, and what is wrong with it."""
        values = request.form
        form = Form(
            version_of(card, values.get("version", "")),
            self.client_of(values.get("client", "")),
            values.get("kind", ""),
            tidied(values.get("text", "")),
        )
        return replace(form, wrong=wrong_with(form))

    def client_of(self, name: str) -> str:
        """The name that a link carries; empty where it names no client of this site."""
        return name if name in self.clients else ""

    def keep(self, card: Card, form: Form) -> tuple[str, int]:
        """Nothing and 303 where it was kept; else why not, and the status that says so."""
        now = datetime.now(UTC)
        try:
            self.records.keep_report(
                CardReport(card.id, form.version, form.kind, form.text, form.client, now)
            )
        except TooManyReports:
            return _TOO_MANY, 429
        except Unreachable:
            return "The report could not be kept. Send it again later.", 503
        return "", 303

    def page(self, card: Card, form: Form, status: int = 200, *, is_kept: bool = False) -> Response:
        """The form as it stands, with the cookie that its sending must bring back."""
        token = _token_held() or secrets.token_urlsafe(32)
        html = rendered(
            "report.html",
            settings=self.settings,
            card=card,
            form=form,
            kinds=REPORT_KINDS,
            most=MOST_CHARACTERS,
            token=token,
            is_kept=is_kept,
        )
        answer = page_answer(html, status=status)
        # A page of another site can neither read the cookie nor have it sent along.
        is_tls = self.settings.address.startswith("https:")
        answer.set_cookie(
            COOKIE, token, max_age=3600, path="/report", httponly=True, samesite="Strict", secure=is_tls
        )
        return answer


def version_of(card: Card, told: str) -> str:
    """The version that the link names; the card's own where it names none that could be one."""
    return told if _VERSION.fullmatch(told) else card.version


def wrong_with(form: Form) -> str:
    """What must be mended before a sent form can be taken; empty where nothing must."""
    token = _token_held()
    if token is None or not hmac.compare_digest(request.form.get("form-token", ""), token):
        return "This form has been open for too long, or was not made here. Send it once more."
    if form.kind not in REPORT_KINDS:
        return "Say what it is about."
    if len(form.text) > MOST_CHARACTERS:
        return f"Write at most {MOST_CHARACTERS} characters."
    found = identifying(form.text)
    if found is not None:
        return f"Your words hold {found}. Take out whatever could tell who the patient is."
    if form.kind == "other" and not form.text:
        return "Write a few words."
    return ""


def _token_held() -> str | None:
    """What the cookie holds, where it is of our making."""
    held = request.cookies.get(COOKIE, "")
    return held if _TOKEN.fullmatch(held) else None
