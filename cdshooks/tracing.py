"""Traces for sites that collect them: how long a request took, its gathering and its judging.

Off unless ``CDSHOOKS_TRACES`` is set; then the ``telemetry`` extra must be installed, and OpenTelemetry's own
variables (``OTEL_EXPORTER_OTLP_ENDPOINT``, ``OTEL_SERVICE_NAME`` ...) say where traces go. A span carries the
service, the hook, the status and counts; never an id, a resource or a word of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cdshooks.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Tracer

_NOTHING: AbstractContextManager[Any] = nullcontext()

_tracer: Tracer | None = None


def span(name: str, headers: Iterable[tuple[str, str]] = ()) -> AbstractContextManager[Any]:
    """A span around a block; ``None`` and no cost where traces are off.

    ``headers``: of an incoming request, whose ``traceparent`` makes this span a part of the caller's trace.
    """
    if _tracer is None:
        return _NOTHING
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carried = {key.lower(): value for key, value in headers}
    context = TraceContextTextMapPropagator().extract(carried) if "traceparent" in carried else None
    return _tracer.start_as_current_span(
        name, context=context, record_exception=False, set_status_on_exception=False
    )


def check_tracing() -> None:
    """Raises ``SettingsError`` where the packages that traces need are not installed."""
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.sdk") is None:
        raise SettingsError("CDSHOOKS_TRACES: install cdshooks[telemetry] to send traces")


def start_tracing(processor: SpanProcessor | None = None) -> None:
    """Begins to trace in this process. ``processor`` takes the finished spans; unless given they are sent in
    batches by OTLP over HTTP. To be called in each worker, after it was forked.
    """
    global _tracer
    from opentelemetry.sdk.trace import TracerProvider

    if processor is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        processor = BatchSpanProcessor(OTLPSpanExporter())
    provider = TracerProvider()
    provider.add_span_processor(processor)
    _tracer = provider.get_tracer("cdshooks")


def stop_tracing() -> None:
    """Ends tracing in this process."""
    global _tracer
    _tracer = None
