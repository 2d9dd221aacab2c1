"""The scripts in benchmarks/ still run: they are no part of the program, and rot unseen."""

import runpy

import pytest

from builders import TODAY
from checklist_tool import checks
from checklist_tool.files import WorkingTree
from conftest import ROOT

pytest.importorskip("resource")  # they measure memory as POSIX systems have it
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def script(monkeypatch):
    """The names of a script, by its own name."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return lambda name: runpy.run_path(str(BENCHMARKS / f"{name}.py"))


@pytest.fixture
def made(script, tmp_path):
    """A root of eleven certificates, as `generate.py` makes one."""
    script("generate")["generate"](tmp_path, 11)
    return tmp_path


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("*.py")))
def test_every_script_can_be_loaded(script, name):
    assert "main" in script(name) or name in ("measure", "peers")


def test_the_lists_that_are_made_have_as_many_items_and_no_fault(made):
    repository, problems = checks.examine(WorkingTree(made), TODAY)

    assert problems == []
    assert len(list(repository.of("certificate"))) == 11


@pytest.mark.slow
def test_each_measure_within_a_process_finds_something(script, made):
    index = script("time_index")["main"](str(made), 1)
    page = script("time_render")["main"](made, 1)
    tasks = script("time_tasks")["main"](2, 1)

    assert all(seconds > 0 for rounds in index.values() for seconds in rounds)
    assert all(seconds > 0 for seconds in [*page.values(), *tasks.values()])
