"""``/app``: one patient of a health record with every card and its reasons, read with the user's own token.

Launched from the EHR by a card's ``smart`` link, or from here. The token lives in the browser's sealed cookie
until it expires; of the patient nothing is kept anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, request

from cdshooks.errors import Refused
from cdshooks.gather.hook_requests import bundle_of
from cdshooks.settings import Settings
from cdshooks.web.drawing import Drawing
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.request_log import notes
from cdshooks.web.sealed import SealedCookies
from cdshooks.web.smart_launch import Launching
from cdshooks.web.smart_messages import NotOpened
from cdshooks.web.smart_page import HOOK, Judged, draft_orders, judged, order_lines
from cdshooks.web.smart_registrations import Registrations
from cdshooks.web.smart_session import AppSession, check_form, session_in_hand, session_place
from cdshooks.web.timeline_view import timeline_view
from cdshooks.web.workbench_accept import suggestion_called, suggestion_name
from cdshooks.web.workbench_trial import opened_in

if TYPE_CHECKING:
    from cdshooks.service import ClinicalEngine

Json = dict[str, Any]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Our own style sheet and the picture inside the page; nothing runs, and forms lead to ourselves."""


def smart_app_routes(
    engine: ClinicalEngine, settings: Settings, registrations: Registrations, drawing: Drawing
) -> Blueprint:
    """The launch from both sides, the page of a chart, its drafts as files, and its end."""
    routes = Blueprint("smart", __name__)
    service = next(one for one in engine.services if one.hook == HOOK)
    cookies = sealed_cookies(settings)
    launching = Launching(registrations, service.prefetch, cookies)
    _add_errors(routes, settings)
    _add_launch(routes, settings, launching, drawing)

    @routes.get("/app/session/<handle>")
    def begin(handle: str) -> Response:
        """The chart with the card whose link was followed."""
        chart = chart_in_hand(handle)
        return page(handle, chart, (*((f"card {chart.card}",) if chart.card else ()), "timeline"))

    @routes.post("/app/session/<handle>")
    def go_on(handle: str) -> Response:
        """The chart, read again, with what was unfolded."""
        return page(handle, chart_in_hand(handle), opened_in(request.form))

    @routes.post("/app/session/<handle>/draft.json")
    def draft(handle: str) -> Response:
        """The orders of one suggestion as FHIR JSON: the order itself, or a Bundle of several."""
        found = suggestion_called(chart_now(chart_in_hand(handle)).cards, request.form.get("draft", ""))
        orders = draft_orders(found) if found is not None else []
        if not orders:
            raise NotOpened(404, "This draft is not offered any more.", "Load the page again.")
        content = orders[0] if len(orders) == 1 else bundle_of(orders)
        answer = Response(orjson.dumps(content, option=orjson.OPT_INDENT_2), mimetype="application/fhir+json")
        answer.headers["Content-Disposition"] = 'attachment; filename="draft-order.json"'
        return answer

    @routes.post("/app/session/<handle>/close")
    def close(handle: str) -> Response:
        """Takes the token away from the browser."""
        check_form(chart_in_hand(handle))
        answer = _told(settings, 200, "The chart is closed.", "Its token has been taken out of this browser.")
        cookies.drop(answer, session_place(handle))
        return answer

    def chart_in_hand(handle: str) -> AppSession:
        chart = session_in_hand(cookies, handle)
        notes().client = chart.client
        return chart

    def chart_now(chart: AppSession) -> Judged:
        return judged(engine, service, chart, datetime.now(settings.zone).date())

    picture = engine.plan.catalogue.picture

    def page(handle: str, chart: AppSession, opened: tuple[str, ...]) -> Response:
        found = chart_now(chart)
        timeline = timeline_view(found.findings, picture, drawing) if "timeline" in opened else None
        html = rendered(
            "app.html",
            settings=settings,
            chart=chart,
            found=found,
            at=f"/app/session/{handle}",
            opened=opened,
            unfolded=found.unfolded(opened),
            resources=found.unfolded_resources(opened),
            timeline=timeline,
            until=datetime.fromtimestamp(chart.until, settings.zone),
            named=suggestion_name,
            order_lines=order_lines,
        )
        return page_answer(html, POLICY)

    return routes


def sealed_cookies(settings: Settings) -> SealedCookies:
    """What keeps the sessions. Only the demo may be without https and without a key: then it has its own."""
    key = settings.session_key.get_secret_value() if settings.session_key is not None else None
    return SealedCookies(key, secure=settings.address.startswith("https:") or not settings.demo)


def _add_launch(routes: Blueprint, settings: Settings, launching: Launching, drawing: Drawing) -> None:

    def started(issuer: str | None = None) -> Response:
        bases = launching.registrations.bases
        html = rendered("app_start.html", settings=settings, bases=bases, issuer=issuer)
        return page_answer(html, POLICY)

    @routes.get("/app")
    @routes.get("/app/")
    def start() -> Response:
        """The servers at which the app can be started without an EHR."""
        return started()

    @routes.get("/app/launch")
    def launch() -> Response:
        """From the EHR with ``launch``, from our own page without."""
        issuer = request.args.get("iss")
        if issuer is None:
            raise NotOpened(400, "The launch does not say which health record it comes from.")
        way = launching.begin(issuer, request.args.get("launch"))
        # Whoever signs in gives the picture the time to get ready.
        drawing.warm()
        # A server without authorization is asked by the id of its patient.
        return way or started(issuer)

    @routes.post("/app/open")
    def open_chart() -> Response:
        """A patient of a server without authorization, in the demo."""
        return launching.open_without_sign_in(request.form.get("iss", ""), request.form.get("patient", ""))

    @routes.get("/app/callback")
    def finish() -> Response:
        """Back from the authorization server."""
        try:
            answer = launching.finish()
        except NotOpened as refusal:
            answer = _told(settings, refusal.status, refusal.words, refusal.advice)
        return launching.forget(answer)


def _add_errors(routes: Blueprint, settings: Settings) -> None:
    def not_opened(refusal: NotOpened) -> Response:
        return _told(settings, refusal.status, refusal.words, refusal.advice)

    def refused(refusal: Refused) -> Response:
        words = " ".join(issue.text for issue in refusal.issues)
        return _told(settings, refusal.status, words, "Load the page again.")

    handlers: tuple[tuple[type[Exception], Callable[[Any], Response]], ...] = (
        (NotOpened, not_opened),
        (Refused, refused),
    )
    for kind, handler in handlers:
        routes.register_error_handler(kind, handler)


def _told(settings: Settings, status: int, words: str, advice: str) -> Response:
    """A page that says what happened and what to do next."""
    html = rendered("app_told.html", settings=settings, status=status, words=words, advice=advice)
    return page_answer(html, POLICY, status)
