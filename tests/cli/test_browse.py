"""`list` by day, and what a shell completes."""

import json

import pytest

from builders import aged, certificates, tree, written
from checklist_tool import cli
from checklist_tool.cli import options
from checklist_tool.lookup import compile


@pytest.fixture
def root(tmp_path, monkeypatch):
    """居住证明 has ended, 死亡证明 is in force."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    ended = "id: juzhu\nname: 居住证明\nstatus: retired\neffective_to: 2023-12-31"
    texts = tree(positive=certificates(ended, "id: siwang\nname: 死亡证明"))
    return written(tmp_path / "lists", texts)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), ["siwang"]),
        (("--as-of", "2023-12-31"), ["juzhu", "siwang"]),
        (("--as-of", "2024-01-01"), ["siwang"]),
        (("--all",), ["juzhu", "siwang"]),
    ],
)
def test_a_list_shows_what_is_in_force_on_the_day(root, capfd, words, ids):
    code = cli.run(["list", "positive", "--json", "--root", str(root), *words])

    assert code == 0
    assert [row["id"] for row in json.loads(capfd.readouterr().out)] == ids


def test_a_day_that_is_none_is_told(root, capfd):
    assert cli.run(["list", "--as-of", "昨天", "--root", str(root)]) == 2
    assert "“昨天”不是一个日期" in capfd.readouterr().err


class Typed:
    """The part of a command line that completion is told."""

    def __init__(self, **params):
        self.params = params


def test_a_shell_completes_ids_and_names(root):
    compile.build(str(aged(root)))

    assert options.items_beginning(Typed(root=root), "si") == ["siwang"]
    assert options.items_beginning(Typed(root=root), "死") == ["死亡证明"]


def test_without_an_index_or_lists_nothing_is_completed(root, tmp_path):
    assert options.items_beginning(Typed(root=root), "si") == []
    assert options.items_beginning(Typed(root=tmp_path / "没有"), "si") == []
