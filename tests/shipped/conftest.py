"""Tests of the lists that ship stand in them, not in the frozen ones."""

import pytest

from conftest import ROOT, index_of


@pytest.fixture(scope="session")
def index():
    """The index of the shipped lists."""
    yield from index_of(ROOT)


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)
