"""What the SMART app tells a person where it cannot go on: what happened, and what to do next.

The words are ours alone: nothing that a server or a browser sent is repeated in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cdshooks.gather.smart_endpoints import NotAuthorized, Trouble

AGAIN = "Open the app again from the patient's chart."
TELL = "Tell whoever looks after this service; nothing is wrong with what you did."


class NotOpened(Exception):
    """The app cannot go on. ``words`` say why, ``advice`` what to do next."""

    def __init__(self, status: int, words: str, advice: str = AGAIN) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.advice = advice


_OF_TROUBLE: Mapping[Trouble, tuple[int, str, str]] = MappingProxyType(
    {
        Trouble.ADDRESS: (502, "The sign-in server lies at an address that is not allowed.", TELL),
        Trouble.LATE: (504, "The sign-in server did not answer in time.", f"Wait a moment. {AGAIN}"),
        Trouble.UNREACHABLE: (502, "The sign-in server cannot be reached.", f"Wait a moment. {AGAIN}"),
        Trouble.UNREADABLE: (502, "The sign-in server answered something that cannot be read.", TELL),
        Trouble.NOT_SMART: (502, "The health record's server does not say how its users sign in.", TELL),
        Trouble.REFUSED_CODE: (403, "The sign-in server did not accept this launch.", AGAIN),
        Trouble.REFUSED_CLIENT: (
            502,
            "The sign-in server does not know this service, or not its secret.",
            TELL,
        ),
        Trouble.FAILED: (502, "The sign-in server failed.", f"Wait a moment. {AGAIN}"),
    }
)


def of_trouble(refusal: NotAuthorized) -> NotOpened:
    """What is told where an authorization server could not be asked, or refused."""
    return NotOpened(*_OF_TROUBLE[refusal.trouble])


def no_such_server() -> NotOpened:
    return NotOpened(403, "The app is not registered for this health record's server.", TELL)


def not_begun() -> NotOpened:
    """For what comes back without having been sent from here, by this browser, a moment ago."""
    words = "This launch was not begun here, was begun too long ago, or has been used."
    return NotOpened(400, words, f"{AGAIN} Cookies of this site must be allowed.")


def ended() -> NotOpened:
    return NotOpened(401, "Your session has ended, or this page belongs to another browser.")


def refused_there(error: str) -> NotOpened:
    """For an authorization server that sent the browser back with an error."""
    if error == "access_denied":
        return NotOpened(403, "Access to the record was not granted.", f"Nothing was read. {AGAIN}")
    if error in ("server_error", "temporarily_unavailable"):
        return NotOpened(502, "The sign-in server failed.", f"Wait a moment. {AGAIN}")
    return NotOpened(403, "The sign-in server did not accept this launch.", f"{AGAIN} If it stays so: {TELL}")
