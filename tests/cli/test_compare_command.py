"""`compare` as it is typed."""

import json

import pytest

from builders import tree, written
from checklist_tool import cli


@pytest.fixture
def run(capfd, tmp_path):
    root = written(tmp_path / "lists", tree())
    file = tmp_path / "外区负面清单.csv"
    file.write_bytes("序号,证明名称\n1,死亡证明\n2,渔船证明\n".encode("gb18030"))

    def run(*words):
        code = cli.run(["compare", str(file), *words, "--root", str(root)])
        return code, *capfd.readouterr()

    return run


def test_the_groups_are_told_with_both_answers(run):
    code, out, _ = run()

    assert code == 0
    assert "答复或去处不同（1）\n  死亡证明：这里可以出具，那里不予出具（答复不同）" in out
    assert "只有那里有（1）\n  渔船证明（不予出具）" in out


def test_the_comparison_is_json_on_demand(run):
    code, out, _ = run("--json")

    assert code == 0
    assert json.loads(out)["differs"][0]["differs"] == ["verdict"]


def test_a_column_that_is_none_is_told(run):
    code, _, err = run("--map", "序号=xuhao")

    assert code == 2
    assert "--map" in err
