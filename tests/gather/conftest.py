from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fhir_test_server import FhirTestServer, fhir_test_server


@pytest.fixture
def server() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        yield running
