"""What gathering reads of a hook request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class HookData(Protocol):
    """What gathering reads of a request; the first three exactly as the client sent them."""

    @property
    def prefetch(self) -> object: ...
    @property
    def fhir_server(self) -> object: ...
    @property
    def fhir_authorization(self) -> object: ...
    @property
    def patient_id(self) -> str: ...
    @property
    def drafts(self) -> Sequence[Mapping[str, Any]]:
        """The resources of ``draftOrders``, supporting Medications among them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ``HookData`` written by hand."""

    patient_id: str = field(repr=False)
    prefetch: object = field(default=None, repr=False)
    fhir_server: object = None
    fhir_authorization: object = field(default=None, repr=False)
    drafts: Sequence[Mapping[str, Any]] = field(default=(), repr=False)
