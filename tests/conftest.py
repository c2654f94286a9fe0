"""What every test may use: where the checkout is."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the checkout, wherever pytest was started from."""
    return Path(__file__).resolve().parent.parent
