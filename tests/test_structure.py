"""How the modules stand to one another, beside what the import contracts say."""

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import checklist_tool

SOURCE = Path(checklist_tool.__file__).parent
LINES = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}


@pytest.mark.slow
def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph("checklist_tool", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}

    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_module_has_more_than_300_lines():
    assert {path.name: lines for path, lines in LINES.items() if lines > 300} == {}


def test_the_command_line_is_less_than_a_fifth_of_the_source():
    below = sum(lines for path, lines in LINES.items() if SOURCE / "cli" in path.parents)

    assert below <= 0.18 * sum(LINES.values())


def test_no_two_modules_give_a_class_the_same_name():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in LINES]
    names = Counter(
        node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)
    )

    assert [name for name, number in names.items() if number > 1 and name[0] != "_"] == []
