"""Fixtures that several parts of the tests share."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The checked parser without our stages; loaded once a session."""
    from allegedly.coder.pipeline import load_parser

    return load_parser()
