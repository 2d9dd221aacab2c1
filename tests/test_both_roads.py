"""A plain query is answered without the command line; both roads say the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checklist_tool import __main__, cli

QUERIES = [
    ["亲属关系证明"], ["收养证明"], ["居住证明"], ["驾驶证换证"], ["wfzzm"], ["zhuanxue"],
    ["爸爸走了", "银行要证明"], ["健再证明"], ["親屬關係證明"], ["低保"], ["?"], ["\udcff证明"],
    ["--json", "死亡证明"], ["死亡证明", "--json"], ["手机贴膜", "--json"],
]  # fmt: skip


def road(monkeypatch, capfdbinary, run, words):
    monkeypatch.setattr(sys, "argv", ["checklist", "query", *words])
    code = run()
    out, err = capfdbinary.readouterr()
    return code, out, err


@pytest.mark.parametrize("words", QUERIES, ids=" ".join)
def test_both_roads_print_the_same_bytes(index, monkeypatch, capfdbinary, words):
    monkeypatch.chdir(Path(__file__).parent.parent)

    short = road(monkeypatch, capfdbinary, __main__.main, words)
    long = road(monkeypatch, capfdbinary, lambda: cli.run(sys.argv[1:]), words)

    assert short == long
    assert short[1]


def test_an_answer_loads_nothing_heavy(index, tmp_path):
    watch = (
        "import sys; sys.argv = ['checklist', 'query', '亲属关系证明', '--json'];"
        "from checklist_tool.__main__ import main; code = main();"
        "heavy = {'typer', 'pydantic', 'jinja2', 'ruamel', 'ruamel.yaml', 'rich', 'pypinyin',"
        " 'opencc', 'json', 're', 'pathlib', 'typing', 'dataclasses', 'inspect'};"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", watch],
        capture_output=True, encoding="utf-8", check=True, cwd=Path(__file__).parent.parent,
    )  # fmt: skip

    assert done.stderr == "0 []\n"
    assert json.loads(done.stdout)["verdict"] == "refuse"
