"""``/app``: one patient of a health record with every card and its reasons, read with the user's own token.

Launched from the EHR by a card's ``smart`` link, or from here. The token lives in the browser's sealed cookie
until it expires; of the patient nothing is kept anywhere.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from cdshooks.errors import Refused
from cdshooks.gather.hook_requests import bundle_of
from cdshooks.settings import Settings
from cdshooks.web.answers import json_file
from cdshooks.web.drawing import Drawing
from cdshooks.web.engine import chart_service
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.request_log import notes
from cdshooks.web.sealed import SealedCookies
from cdshooks.web.smart_launch import Launching
from cdshooks.web.smart_messages import NotOpened
from cdshooks.web.smart_page import Judged, draft_orders, judged, order_lines
from cdshooks.web.smart_registrations import Registrations
from cdshooks.web.smart_session import AppSession, check_form, session_in_hand, session_place
from cdshooks.web.timeline_view import timeline_view
from cdshooks.web.workbench_accept import suggestion_called, suggestion_name
from cdshooks.web.workbench_form import opened_in

if TYPE_CHECKING:
    from cdshooks.service import ClinicalEngine

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Our own style sheet and the picture inside the page; nothing runs, and forms lead to ourselves."""


class ChartPages:
    """The page of a chart, its drafts as files, and its end."""

    def __init__(
        self, engine: ClinicalEngine, settings: Settings, cookies: SealedCookies, drawing: Drawing
    ) -> None:
        self.engine = engine
        self.settings = settings
        self.cookies = cookies
        self.drawing = drawing
        self.service = chart_service(engine.services)

    def add_to(self, routes: Blueprint) -> None:
        """``/app/session/{handle}`` and what lies below it."""
        at = "/app/session/<handle>"
        routes.add_url_rule(at, view_func=self.begin)
        routes.add_url_rule(at, view_func=self.go_on, methods=["POST"])
        routes.add_url_rule(f"{at}/draft.json", view_func=self.draft, methods=["POST"])
        routes.add_url_rule(f"{at}/close", view_func=self.close, methods=["POST"])

    def begin(self, handle: str) -> Response:
        """The chart with the card whose link was followed."""
        chart = self.chart_in_hand(handle)
        return self.page(handle, chart, (*((f"card {chart.card}",) if chart.card else ()), "timeline"))

    def go_on(self, handle: str) -> Response:
        """The chart, read again, with what was unfolded."""
        return self.page(handle, self.chart_in_hand(handle), opened_in(request.form))

    def draft(self, handle: str) -> Response:
        """The orders of one suggestion as FHIR JSON: the order itself, or a Bundle of several."""
        found = suggestion_called(self.read(self.chart_in_hand(handle)).cards, request.form.get("draft", ""))
        orders = draft_orders(found) if found is not None else []
        if not orders:
            raise NotOpened(404, "This draft is not offered any more.", "Load the page again.")
        content = orders[0] if len(orders) == 1 else bundle_of(orders)
        return json_file(content, "draft-order.json", "application/fhir+json")

    def close(self, handle: str) -> Response:
        """Takes the token away from the browser."""
        check_form(self.chart_in_hand(handle))
        words, advice = "The chart is closed.", "Its token has been taken out of this browser."
        answer = _told(self.settings, 200, words, advice)
        self.cookies.drop(answer, session_place(handle))
        return answer

    def chart_in_hand(self, handle: str) -> AppSession:
        """The session of the address, from the browser's own cookie. Raises ``NotOpened``."""
        chart = session_in_hand(self.cookies, handle)
        notes().client = chart.client
        return chart

    def read(self, chart: AppSession) -> Judged:
        """The record as it is now, with every card. Raises ``NotOpened``."""
        return judged(self.engine, self.service, chart, datetime.now(self.settings.zone).date())

    def page(self, handle: str, chart: AppSession, opened: tuple[str, ...]) -> Response:
        """The chart, read now, with what is unfolded on it."""
        found, picture = self.read(chart), self.engine.plan.catalogue.picture
        timeline = timeline_view(found.findings, picture, self.drawing) if "timeline" in opened else None
        html = rendered(
            "app.html",
            settings=self.settings,
            chart=chart,
            found=found,
            at=f"/app/session/{handle}",
            opened=opened,
            unfolded=found.unfolded(opened),
            resources=found.unfolded_resources(opened),
            timeline=timeline,
            until=datetime.fromtimestamp(chart.until, self.settings.zone),
            named=suggestion_name,
            order_lines=order_lines,
        )
        return page_answer(html, POLICY)


class LaunchPages:
    """How a chart is come to: from the EHR, or from a page of our own."""

    def __init__(self, settings: Settings, launching: Launching, drawing: Drawing) -> None:
        self.settings = settings
        self.launching = launching
        self.drawing = drawing

    def add_to(self, routes: Blueprint) -> None:
        """``/app``, and the three addresses of a launch."""
        routes.add_url_rule("/app", view_func=self.start)
        routes.add_url_rule("/app/", view_func=self.start)
        routes.add_url_rule("/app/launch", view_func=self.launch)
        routes.add_url_rule("/app/open", view_func=self.open_chart, methods=["POST"])
        routes.add_url_rule("/app/callback", view_func=self.finish)

    def start(self) -> Response:
        """The servers at which the app can be started without an EHR."""
        return self.page(None)

    def launch(self) -> Response:
        """From the EHR with ``launch``, from our own page without."""
        issuer = request.args.get("iss")
        if issuer is None:
            raise NotOpened(400, "The launch does not say which health record it comes from.")
        way = self.launching.begin(issuer, request.args.get("launch"))
        # Whoever signs in gives the picture the time to get ready.
        self.drawing.warm()
        # A server without authorization is asked by the id of its patient.
        return way or self.page(issuer)

    def open_chart(self) -> Response:
        """A patient of a server without authorization, in the demo."""
        form = request.form
        return self.launching.open_without_sign_in(form.get("iss", ""), form.get("patient", ""))

    def finish(self) -> Response:
        """Back from the authorization server."""
        try:
            answer = self.launching.finish()
        except NotOpened as refusal:
            answer = _not_opened(self.settings, refusal)
        return self.launching.forget(answer)

    def page(self, issuer: str | None) -> Response:
        """The choice of a server, or of a patient where ``issuer`` asks for no sign-in."""
        bases = self.launching.registrations.bases
        html = rendered("app_start.html", settings=self.settings, bases=bases, issuer=issuer)
        return page_answer(html, POLICY)


def smart_app_routes(
    engine: ClinicalEngine, settings: Settings, registrations: Registrations, drawing: Drawing
) -> Blueprint:
    """The launch from both sides, the page of a chart, its drafts as files, and its end."""
    routes = Blueprint("smart", __name__)
    routes.register_error_handler(NotOpened, partial(_not_opened, settings))
    routes.register_error_handler(Refused, partial(_refused, settings))
    cookies = sealed_cookies(settings)
    launching = Launching(registrations, chart_service(engine.services).prefetch, cookies)
    LaunchPages(settings, launching, drawing).add_to(routes)
    ChartPages(engine, settings, cookies, drawing).add_to(routes)
    return routes


def sealed_cookies(settings: Settings) -> SealedCookies:
    """What keeps the sessions. Only the demo may be without https and without a key: then it has its own."""
    key = settings.session_key.get_secret_value() if settings.session_key is not None else None
    return SealedCookies(key, secure=settings.address.startswith("https:") or not settings.demo)


def _not_opened(settings: Settings, refusal: NotOpened) -> Response:
    return _told(settings, refusal.status, refusal.words, refusal.advice)


def _refused(settings: Settings, refusal: Refused) -> Response:
    words = " ".join(issue.text for issue in refusal.issues)
    return _told(settings, refusal.status, words, "Load the page again.")


def _told(settings: Settings, status: int, words: str, advice: str) -> Response:
    """A page that says what happened and what to do next."""
    html = rendered("app_told.html", settings=settings, status=status, words=words, advice=advice)
    return page_answer(html, POLICY, status)
