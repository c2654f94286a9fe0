"""A small authorization server for SMART App Launch: ``python -m tests.smart.authorization_server PORT``.

It stands in for that of an EHR: an EHR launch (``POST /launches`` says what is on the EHR's screen) and a
standalone one, a page for consent, codes that are good once, tokens that end. It checks what a real one
checks, and it can be told to misbehave. It knows nothing of the code under test.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import secrets
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import jwt
from flask import Flask, Response, abort, jsonify, redirect, request

CODE_SECONDS = 60


@dataclass
class Known:
    """What the server has been told, and what it has given out."""

    fhir: str = ""
    clients: dict[str, dict[str, Any]] = field(default_factory=dict)
    patients: list[str] = field(default_factory=list)
    user: str = "Practitioner/7"
    narrowed: str = ""
    """A scope that the person lets through only with the query behind it (``patient/Condition.rs?...``)."""

    expires_in: Any = 300
    fault: str = ""
    launches: dict[str, dict[str, Any]] = field(default_factory=dict)
    pending: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, float] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def make_server() -> Flask:
    app = Flask("authorization-server")
    known = Known()

    @app.post("/setup")
    def setup() -> Response:
        for name, value in request.get_json().items():
            setattr(known, name, value)
        return jsonify({})

    @app.post("/launches")
    def on_screen() -> Response:
        """The EHR opens the app: it makes a launch id for what is on its screen."""
        launch = secrets.token_urlsafe(8)
        known.launches[launch] = request.get_json()
        return jsonify({"launch": launch})

    @app.get("/authorize")
    def authorize() -> Any:
        asked = request.args.to_dict()
        known.asked.append(asked)
        client = known.clients.get(asked.get("client_id", ""))
        if client is None or asked.get("redirect_uri") not in client["redirect_uris"]:
            # Never sends anybody to an address that is not registered.
            return page("unknown client or redirect_uri", 400)
        wrong = wrong_in(asked)
        if wrong:
            known.refused.append(wrong)
            return back(asked, error="invalid_request", error_description=wrong)
        ticket = secrets.token_urlsafe(8)
        known.pending[ticket] = asked
        return page(consent(ticket, asked))

    @app.post("/decide")
    def decide() -> Any:
        asked = known.pending.pop(request.form["ticket"])
        if request.form["answer"] != "allow":
            return back(asked, error="access_denied")
        launched = known.launches.get(asked.get("launch", ""), {})
        code = secrets.token_urlsafe(16)
        known.codes[code] = asked | {
            "patient": launched.get("patient") or request.form.get("patient"),
            "appContext": launched.get("appContext"),
            "until": time.time() + CODE_SECONDS,
        }
        return back(asked, code=code)

    @app.post("/token")
    def token() -> Any:
        if known.fault:
            return broken(known.fault)
        client_id = client_of(request)
        if client_id is None:
            return jsonify({"error": "invalid_client"}), 401
        # A code is good once, whatever comes of it.
        granted = known.codes.pop(request.form.get("code", ""), None)
        if granted is None or not fits(granted, client_id):
            return jsonify({"error": "invalid_grant", "error_description": "secret words"}), 400
        value = f"token-canary-{secrets.token_urlsafe(24)}"
        lasts = known.expires_in if isinstance(known.expires_in, int) else 300
        known.tokens[value] = time.time() + lasts
        return jsonify(answer(granted, client_id, value))

    @app.get("/valid")
    def valid() -> Response:
        """What the FHIR server asks of a token."""
        ends = known.tokens.get(request.args.get("token", ""), 0)
        return Response(status=200 if time.time() < ends else 401)

    @app.get("/told")
    def told() -> Response:
        """What a test asks afterwards."""
        return jsonify({"asked": known.asked, "refused": known.refused, "tokens": list(known.tokens)})

    def wrong_in(asked: dict[str, str]) -> str:
        scopes = asked.get("scope", "").split()
        if asked.get("response_type") != "code" or not asked.get("state"):
            return "response_type or state"
        if asked.get("aud") != known.fhir:
            return "aud"
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            return "code_challenge"
        if "launch" in scopes and asked.get("launch") not in known.launches:
            return "launch"
        if "launch" not in scopes and ("launch/patient" not in scopes or "launch" in asked):
            return "launch/patient"
        return ""

    def consent(ticket: str, asked: dict[str, str]) -> str:
        choice = ""
        if "launch" not in asked:
            options = "".join(f"<option>{one}</option>" for one in known.patients)
            choice = f"<label>Patient <select name=patient>{options}</select></label>"
        return (
            f"<form method=post action=/decide><input type=hidden name=ticket value={ticket}>{choice}"
            "<p>May ILD checks read the record?</p><button name=answer value=allow>Allow</button>"
            "<button name=answer value=deny>Deny</button></form>"
        )

    def client_of(sent: Any) -> str | None:
        """The client that proves itself: a public one by its name, another by its secret."""
        held = sent.authorization
        name = held.username if held else sent.form.get("client_id", "")
        secret = held.password if held else sent.form.get("client_secret")
        client = known.clients.get(name)
        return name if client is not None and client.get("secret") == secret else None

    def fits(granted: dict[str, Any], client_id: str) -> bool:
        digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return (
            request.form.get("grant_type") == "authorization_code"
            and granted["client_id"] == client_id
            and granted["redirect_uri"] == request.form.get("redirect_uri")
            and granted["code_challenge"] == proof
            and time.time() < granted["until"]
        )

    def let_through(scope: str) -> str:
        return known.narrowed if scope == known.narrowed.partition("?")[0] else scope

    def answer(granted: dict[str, Any], client_id: str, value: str) -> dict[str, Any]:
        claims = {
            "iss": request.host_url,
            "aud": client_id,
            "sub": "7",
            "exp": int(time.time()) + 60,
            "nonce": granted.get("nonce"),
            "fhirUser": f"{known.fhir}/{known.user}",
        }
        told = {
            "access_token": value,
            "token_type": "Bearer",
            "expires_in": known.expires_in,
            "scope": " ".join(map(let_through, granted["scope"].split())),
            "patient": granted["patient"],
            "id_token": jwt.encode(claims, "a key of the server, long enough for it", algorithm="HS256"),
        }
        return told | ({"appContext": granted["appContext"]} if granted["appContext"] else {})

    return app


def broken(fault: str) -> Any:
    """A token endpoint that misbehaves: an HTTP status, or one of the words below."""
    if fault.isdigit():
        return page("secret words of the server", int(fault))
    if fault == "slow":
        time.sleep(3)
    sent: Any = {
        "not json": b"<html>secret words</html>",
        "a list": b"[]",
        "no patient": json.dumps({"access_token": "t", "token_type": "Bearer"}).encode(),
        "no token": json.dumps({"patient": "p1"}).encode(),
        "odd numbers": json.dumps({"access_token": "t", "patient": "p1", "expires_in": ["x"]}).encode(),
        "endless": b" " * 300_000 + b"{}",
        "long token": json.dumps({"access_token": "t" * 9_000, "patient": "p1", "expires_in": 300}).encode(),
        "mac": json.dumps({"access_token": "t", "token_type": "mac", "patient": "p1"}).encode(),
        "other user": json.dumps({"access_token": "t", "patient": "p1", "id_token": "a.b.c"}).encode(),
    }.get(fault, b"{}")
    return Response(sent, 200, mimetype="application/json")


def page(html: str, status: int = 200) -> Response:
    # An icon of its own, so that no browser asks for one.
    head = "<!doctype html><title>Sign-in</title><link rel=icon href=data:,>"
    return Response(f"{head}<main>{html}</main>", status, mimetype="text/html")


def back(asked: dict[str, str], **more: str) -> Any:
    if "redirect_uri" not in asked:
        abort(400)
    return redirect(f"{asked['redirect_uri']}?{urlencode(more | {'state': asked.get('state', '')})}")


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server().run("127.0.0.1", int(sys.argv[1]), threaded=True)
