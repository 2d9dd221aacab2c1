"""A plain query is answered without the command line; both roads say the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checklist_tool import __main__, cli

QUERIES = [
    ["亲属关系证明"], ["收养证明"], ["居住证明"], ["驾驶证换证"], ["wfzzm"], ["zhuanxue"],
    ["爸爸走了", "银行要证明"], ["健再证明"], ["親屬關係證明"], ["低保"], ["?"], ["\udcff证明"],
    ["--json", "死亡证明"], ["死亡证明", "--json"], ["手机贴膜", "--json"],
]  # fmt: skip


ROOT = Path(__file__).parent.parent
SETS = sorted((ROOT / "tests/search").glob("*.yaml"))


@pytest.fixture
def roads(index, monkeypatch, capfdbinary):
    """What the short and the long road print for a query, and their exit codes.

    The short one fails when it falls through to the command line.
    """
    line = cli.run

    def fell_through(words):
        pytest.fail(f"not answered before the command line: {words}")

    def walked(words):
        monkeypatch.setattr(sys, "argv", ["checklist", "query", *words])
        monkeypatch.setattr(cli, "run", fell_through)
        short = __main__.main(), *capfdbinary.readouterr()
        monkeypatch.setattr(cli, "run", line)
        return short, (cli.run(sys.argv[1:]), *capfdbinary.readouterr())

    return walked


@pytest.mark.parametrize("words", QUERIES, ids=" ".join)
def test_both_roads_print_the_same_bytes(roads, words):
    short, long = roads(words)

    assert short == long
    assert short[1]


@pytest.mark.slow
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_both_roads_print_the_same_bytes_for_every_query_of_a_search_set(roads, path):
    asked = [str(one["query"]) for one in yaml.load(path.read_bytes(), yaml.CSafeLoader)]

    differing = []
    for number, query in enumerate(asked):
        short, long = roads([query, "--json"] if number % 2 else [query])
        if short != long or not short[1]:
            differing.append(query)

    assert asked
    assert differing == []


@pytest.mark.parametrize(
    "words", [["亲属关系证明", "--json"], ["爸爸走了银行要证明是他儿子", "--json"]], ids=" ".join
)
def test_an_answer_loads_nothing_heavy(index, words):
    watch = (
        f"import sys; sys.argv = ['checklist', 'query', *{words!r}];"
        "from checklist_tool.__main__ import main; code = main();"
        "heavy = {'typer', 'click', 'pydantic', 'jinja2', 'ruamel', 'ruamel.yaml', 'rich',"
        " 'pypinyin', 'opencc', 'json', 're', 'pathlib', 'typing', 'dataclasses', 'inspect'};"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", watch],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert done.stderr == "0 []\n"
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "refuse"
    assert answer["matches"][0]["item"]["name"] == "亲属关系证明"
